"""USD's binary layers, as far as the paths in them: a table of tokens, and which of those are assets.

https://openusd.org/release/api/crate_file_8h.html; sections are packed with LZ4.
"""

from __future__ import annotations

import struct

from .named import LAYERS, Mapped, text_of

MOST_BYTES = 64 * 2**20  # of a section, unpacked
ASSET_PATH = 12
ARRAY, INLINED, PAYLOAD = 1 << 63, 1 << 62, (1 << 48) - 1


def crate_paths(data: Mapped) -> dict[str, None]:
    """Return the paths of a binary layer: values that are assets, and tokens that end as a layer does.

    Raises ValueError.
    """
    try:
        sections = _sections(data)
        tokens, fields = _tokens(data, sections[b"TOKENS"]), _values(data, sections[b"FIELDS"])
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError(f"its tables are damaged: {error}") from None
    assets = [value & PAYLOAD for value in fields if value >> 48 & 0xFF == ASSET_PATH and value & INLINED]
    named = [tokens[number] for number in assets if number < len(tokens)]
    layers = [token for token in tokens if token.lower().endswith(tuple(LAYERS))]
    return dict.fromkeys((*layers, *named))


def _sections(data: Mapped) -> dict[bytes, int]:
    """Return where each section begins."""
    if data[9] < 4 and not data[8]:
        raise ValueError("it is of a version before 0.4.0; write it anew with a USD of today")
    (table,) = struct.unpack_from("<q", data, 16)
    (count,) = struct.unpack_from("<Q", data, table)
    rows = (struct.unpack_from("<16sqq", data, table + 8 + 32 * row) for row in range(min(count, 64)))
    return {name.rstrip(b"\0"): start for name, start, _ in rows}


def _tokens(data: Mapped, start: int) -> list[str]:
    _, size, packed = struct.unpack_from("<3Q", data, start)
    return [text_of(token) for token in _unpacked(data[start + 24 : start + 24 + packed], size).split(b"\0")]


def _values(data: Mapped, start: int) -> tuple[int, ...]:
    """Return the values of all fields as the 64 bits that stand for each."""
    count, names = struct.unpack_from("<2Q", data, start)
    (packed,) = struct.unpack_from("<Q", data, start + 16 + names)
    values = _unpacked(data[start + 24 + names : start + 24 + names + packed], 8 * count)
    return struct.unpack(f"<{len(values) // 8}Q", values)


def _unpacked(packed: bytes, size: int) -> bytes:
    """Return what was packed: a number of chunks, each with its length, or 0 and one without."""
    if size > MOST_BYTES:
        raise ValueError(f"one of its tables has more than {MOST_BYTES // 2**20} MB")
    if not packed[0]:
        return _lz4(packed[1:], size)
    found, at = b"", 1
    for _ in range(packed[0]):
        (length,) = struct.unpack_from("<i", packed, at)
        found += _lz4(packed[at + 4 : at + 4 + length], size - len(found))
        at += 4 + length
    return found


def _lz4(block: bytes, size: int) -> bytes:
    """Return an LZ4 block unpacked; raises ValueError beyond `size` bytes."""
    out, at = bytearray(), 0
    while at < len(block):
        token = block[at]
        literals, at = _length(block, at + 1, token >> 4)
        out += block[at : at + literals]
        at += literals
        if at >= len(block):
            break
        back = block[at] | block[at + 1] << 8
        count, at = _length(block, at + 2, token & 15)
        if not 0 < back <= len(out) or len(out) + count + 4 > size:
            raise ValueError("what is packed with LZ4 is damaged")
        out += (out[-back:] * (1 + (count + 4) // back))[: count + 4]
    if len(out) > size:
        raise ValueError("what is packed with LZ4 is damaged")
    return bytes(out)


def _length(block: bytes, at: int, length: int) -> tuple[int, int]:
    """Return a length that begins with four bits and goes on in bytes, and where those end."""
    if length == 15:
        while True:
            more = block[at]
            length, at = length + more, at + 1
            if more != 255:
                break
    return length, at
