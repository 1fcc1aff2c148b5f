"""A .blend as it lies on disk: blocks of structs, and the table that says how those are laid out.

https://developer.blender.org/docs/features/core/blendfile/; the file may be packed with gzip or Zstandard.
"""

from __future__ import annotations

import gzip
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
MOST_BYTES = 16 * 2**30  # unpacked
MOST_TABLE_BYTES = 64 * 2**20
HEADER = re.compile(rb"BLENDER([-_])([vV])\d{3}|BLENDER17-01v\d{4}")


class Block(NamedTuple):
    """A block: its code, the number of its struct, and how many bytes it has."""

    code: bytes
    kind: int
    length: int


@dataclass(frozen=True, slots=True)
class Format:
    """How numbers and the heads of blocks are written."""

    order: str
    pointer_bytes: int
    head: str
    fields: tuple[int, int]  # where in a head stand its length and its struct

    def number(self, data: bytes, at: int, size: int) -> int:
        """Return a whole number of 2, 4 or 8 bytes."""
        return int.from_bytes(data[at : at + size], "little" if self.order == "<" else "big", signed=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """The structs by number: name, size in bytes, and where each field begins, by its bare name, with its type."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    fields: tuple[dict[str, tuple[int, str]], ...]

    def place(self, number: int, *path: str) -> int | None:
        """Return where a field of a struct, or a field of that field, begins; None where there is no such one."""
        at = 0
        for name in path:
            if number < 0 or name not in self.fields[number]:
                return None
            offset, kind = self.fields[number][name]
            at, number = at + offset, self.names.index(kind) if kind in self.names else -1
        return at


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """Open a .blend, whatever it is packed with; raises OSError, or ValueError where that cannot be unpacked here."""
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic[:2] == GZIP:
            with gzip.GzipFile(fileobj=file) as stream:
                yield stream  # type: ignore[misc]
        elif magic == ZSTANDARD:
            yield _zstandard(file)
        else:
            yield file


def format_of(stream: IO[bytes]) -> Format:
    """Read the head of a file; raises ValueError where it is no .blend."""
    head = stream.read(12)
    head += stream.read(5) if head[7:9].isdigit() else b""
    match = HEADER.fullmatch(head)
    if match is None:
        raise ValueError("it does not begin as a .blend")
    if match[1] is None:
        return Format("<", 8, "<4siQqq", (3, 1))
    order, wide = "<" if match[2] == b"v" else ">", match[1] == b"-"
    return Format(order, 8 if wide else 4, f"{order}4si{'Q' if wide else 'I'}ii", (1, 3))


def blocks(stream: IO[bytes], format_: Format) -> Iterator[Block]:
    """Yield each block; who asks may read its bytes, and leaves the stream where they end or begin."""
    size = struct.calcsize(format_.head)
    while len(head := stream.read(size)) == size:
        values = struct.unpack(format_.head, head)
        length, number = (values[field] for field in format_.fields)
        if values[0] == b"ENDB":
            return
        begin = stream.tell()
        if length < 0 or begin + length > MOST_BYTES:
            raise ValueError("its blocks are damaged")
        yield Block(values[0], number, length)
        stream.seek(begin + length)


def layout_of(path: Path) -> Layout:
    """Return how the structs of a .blend are laid out, which it says at its end; raises OSError, ValueError."""
    with unpacked(path) as stream:
        form = format_of(stream)
        for block in blocks(stream, form):
            if block.code == b"DNA1":
                if block.length > MOST_TABLE_BYTES:
                    raise ValueError("its table of structs is too large")
                return _layout(stream.read(block.length), form)
    raise ValueError("it ends before its table of structs")


def _zstandard(file: IO[bytes]) -> IO[bytes]:
    try:
        import zstandard  # comes with Blender
    except ImportError:
        raise ValueError("it is packed with Zstandard: pip install zstandard, or save it without compression") from None
    return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)


def _layout(table: bytes, form: Format) -> Layout:
    names, at = _texts(table, 8, form)
    types, at = _texts(table, at + 4, form)
    lengths = [form.number(table, at + 4 + 2 * k, 2) for k in range(len(types))]
    at = _aligned(at + 4 + 2 * len(types)) + 4
    structs = []
    count, at = form.number(table, at, 4), at + 4
    for _ in range(count):
        kind, held = form.number(table, at, 2), form.number(table, at + 2, 2)
        numbers = [form.number(table, at + 4 + 2 * k, 2) for k in range(2 * held)]
        structs.append(
            (kind, [(types[t], names[n], lengths[t]) for t, n in zip(numbers[::2], numbers[1::2], strict=True)])
        )
        at += 4 + 4 * held
        if at > len(table):
            raise ValueError("its table of structs is damaged")
    return Layout(
        tuple(types[kind] for kind, _ in structs),
        tuple(lengths[kind] for kind, _ in structs),
        tuple(_fields(fields, form.pointer_bytes) for _, fields in structs),
    )


def _fields(fields: list[tuple[str, str, int]], pointer_bytes: int) -> dict[str, tuple[int, str]]:
    places, at = {}, 0
    for kind, name, length in fields:
        pointer = name[0] in "*("
        places[re.sub(r"\[.*|\).*|^\W+", "", name)] = (at, "" if pointer else kind)
        times = 1
        for many in re.findall(r"\[(\d+)\]", name):
            times *= int(many)
        at += (pointer_bytes if pointer else length) * times
    return places


def _texts(table: bytes, at: int, form: Format) -> tuple[list[str], int]:
    """Return the texts of one list of the table, which begins with their number, and where it ends, aligned."""
    count, at, found = form.number(table, at, 4), at + 4, []
    for _ in range(count):
        end = table.index(b"\0", at)
        found.append(table[at:end].decode("ascii", "replace"))
        at = end + 1
    return found, _aligned(at)


def _aligned(at: int) -> int:
    return -(-at // 4) * 4
