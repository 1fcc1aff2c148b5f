"""Arrays of numbers in .mat files of version 5, as MATLAB writes them without -v7.3.

Our own reader, as files of others are not to be trusted: the bytes that compressed variables may have are bounded, and
nothing in them is followed deeper than the fields of a struct, so that no file can exhaust memory or stack.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .source import naming

MOST_BYTES = 1 << 28  # of a file, and of what is in it
MOST_FIELDS = 256
HEADER_BYTES, SIGNATURE = 128, b"\x00\x01IM"  # version 5, the smallest byte first
MATRIX, COMPRESSED = 14, 15
STRUCT, NUMBERS, COMPLEX = 2, range(6, 16), 0x08
TYPES = {1: "i1", 2: "u1", 3: "<i2", 4: "<u2", 5: "<i4", 6: "<u4", 7: "<f4", 9: "<f8", 12: "<i8", 13: "<u8"}

Array = NDArray[Any]
Struct = Mapping[str, Array]
Parts = list[tuple[int, memoryview]]


def read_struct(path: Path, name: str) -> Struct:
    """Return those fields of a variable that are arrays of numbers, by name; raises RequestError for none."""
    with naming(path):
        parts = _variable(_content(path), name)
        if _class(parts) != STRUCT or len(parts) < 5 or len(parts[3][1]) != 4 or any(_array(parts[1][1], "<i4") != 1):
            raise ValueError(f"{name} is not one struct")
        (length,) = _array(parts[3][1], "<i4").tolist()
        fields = [bytes(parts[4][1][at : at + length]) for at in range(0, len(parts[4][1]), max(length, 1))]
        arrays = zip((field.split(b"\0")[0].decode("ascii") for field in fields), parts[5:], strict=True)
        return {field: _numbers(inner) for field, (_, body) in arrays if _class(inner := _parts(body)) in NUMBERS}


def _content(path: Path) -> memoryview:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES} bytes")
    data = path.read_bytes()
    if data[HEADER_BYTES - len(SIGNATURE) : HEADER_BYTES] != SIGNATURE:
        raise ValueError("it is no .mat file of version 5")
    return memoryview(data)[HEADER_BYTES:]


def _variable(content: memoryview, name: str) -> Parts:
    left = MOST_BYTES
    for kind, body in islice(_elements(content), MOST_FIELDS):
        if kind == COMPRESSED:
            inflated = _inflated(body, left)
            left -= len(inflated)
            body = next((inner for _, inner in _elements(memoryview(inflated))), memoryview(b""))
        parts = _parts(body)
        if len(parts) > 2 and bytes(parts[2][1]) == name.encode():
            return parts
    raise ValueError(f"it has no variable {name}")


def _inflated(body: memoryview, most: int) -> bytes:
    inflating = zlib.decompressobj()
    try:
        inflated = inflating.decompress(body, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if len(inflated) > most or not inflating.eof:
        raise ValueError("a compressed variable is damaged or too large")
    return inflated


def _parts(body: memoryview) -> Parts:
    """Return what a variable consists of: flags, sizes and name, then numbers, or names of fields and the fields."""
    return list(islice(_elements(body), MOST_FIELDS))


def _elements(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Yield type and bytes of each element; up to four bytes may stand in the tag itself."""
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        small = kind >> 16
        start, size = (at + 4, small) if small else (at + 8, size)
        if start + size > len(data) or small > 4:
            raise ValueError("it ends too early")
        yield kind & 0xFFFF, data[start : start + size]
        end = at + 8 if small else start + size
        at = end if kind == COMPRESSED else end + -end % 8


def _class(parts: Parts) -> int:
    """Return what kind of variable it is; 0 where it is none, or holds complex numbers."""
    flags = bytes(parts[0][1]) if len(parts) > 3 else b""
    return flags[0] if len(flags) == 8 and not flags[1] & COMPLEX else 0


def _numbers(parts: Parts) -> Array:
    shape, (kind, body) = _array(parts[1][1], "<i4"), parts[3]
    if kind not in TYPES:
        raise ValueError(f"numbers of type {kind} are unknown")
    return _array(body, TYPES[kind]).reshape(shape, order="F")


def _array(body: memoryview, dtype: str) -> Array:
    return np.frombuffer(body, dtype) if len(body) else np.zeros(0, dtype)
