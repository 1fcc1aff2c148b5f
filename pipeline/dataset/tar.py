"""Deterministic tar files: the same samples give the same bytes, whoever writes them and whenever."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import BinaryIO

from .keys import PARTS, SampleKey, ViewKey
from .samples import Sample
from .storage import Location, opened


def write_tar(samples: Iterable[Sample]) -> bytes:
    """Return the tar of the samples: their parts adjacent, mtime 0, uid 0, mode 0644."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for sample in samples:
            for part in PARTS:
                data = sample.parts[part]
                tar.addfile(_member(f"{sample.key}.{part}", len(data)), io.BytesIO(data))
    return buffer.getvalue()


def read_tar(data: bytes) -> Iterator[Sample]:
    """Yield the samples of a tar in order; raises ValueError at what `write_tar` would not have written."""
    yield from _read(io.BytesIO(data), lambda key: True)


def read_views(path: Location, wanted: Collection[ViewKey]) -> Iterator[Sample]:
    """Yield the samples of these views from a tar file, without reading the others.

    Raises ValueError as `read_tar` does, and OSError.
    """
    with opened(path) as file:
        yield from _read(file, lambda key: key.view_key in wanted)


def _read(file: BinaryIO, wanted: Callable[[SampleKey], bool]) -> Iterator[Sample]:
    end = file.seek(0, io.SEEK_END)
    file.seek(0)
    seen: set[SampleKey] = set()
    while header := _header(file):
        key = SampleKey.parse(header.name.split(".", 1)[0])
        if key in seen:
            raise ValueError(f"sample {key} stands there more than once")
        seen.add(key)
        keep, parts = wanted(key), dict[str, bytes]()
        for part in PARTS:
            if header is None or header.name != f"{key}.{part}":
                raise ValueError(f"sample {key} does not hold {', '.join(PARTS)} in this order")
            parts[part] = _content(file, header, end, keep)
            header = _header(file) if part != PARTS[-1] else None
        if keep:
            yield Sample(str(key), parts)
    if _holds_something(file):
        raise ValueError("something stands behind the end of the archive")


def _header(file: BinaryIO) -> tarfile.TarInfo | None:
    """Return the next member, None at the end; raises ValueError unless its header is what `write_tar` writes.

    So there are no links, devices, long names or extensions, and nothing that another reader would see otherwise.
    """
    block = file.read(tarfile.BLOCKSIZE)
    if block == bytes(tarfile.BLOCKSIZE):
        return None
    try:
        name = block[:100].rstrip(b"\0").decode("ascii")
        member = _member(name, int(block[124:135].decode("ascii"), 8))
        same = member.tobuf(tarfile.USTAR_FORMAT) == block
    except (ValueError, OverflowError):
        same = False
    if not same:
        raise ValueError(f"what begins at byte {file.tell() - len(block)} is not a member such as KEY.{PARTS[0]}")
    return member


def _content(file: BinaryIO, member: tarfile.TarInfo, end: int, keep: bool) -> bytes:
    start, padding = file.tell(), -member.size % tarfile.BLOCKSIZE
    if start + member.size + padding > end:
        raise ValueError(f"{member.name} is cut off")
    data = file.read(member.size) if keep else b""
    file.seek(start + member.size + padding)
    return data


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


def _holds_something(file: BinaryIO) -> bool:
    return any(block.count(0) != len(block) for block in iter(lambda: file.read(1 << 20), b""))
