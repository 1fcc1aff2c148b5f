"""Arrays of sets' files: whatever is wrong with one is told in a sentence that names it."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs.arrays import known_where, read_npy, read_png16, size_of
from cavendish.scenes.errors import RequestError

SHAPE = (6, 8)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png16(width: int, height: int) -> bytes:
    """Return a PNG of 16-bit grey that says of itself how large it is, and has no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_png_that_claims_to_be_huge_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "depth.png"
    path.write_bytes(png16(60_000, 60_000))
    for read in (size_of, lambda path: read_png16(path, SHAPE, 1000.0)):
        with pytest.raises(RequestError, match=r"depth\.png: cannot be read: Image size \(3600000000 pixels\) exceeds"):
            read(path)


def test_bytes_changed_anywhere_in_a_png_are_told_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / "depth.png"
    Image.fromarray(np.arange(48, dtype=np.uint16).reshape(SHAPE)).save(path)
    whole = path.read_bytes()
    for at in range(len(whole)):
        for value in (0, 0x7F, 0xFF):
            path.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
            with suppress(RequestError):
                assert read_png16(path, SHAPE, 1000.0).shape == SHAPE


@pytest.mark.parametrize(
    "head", ["{'a': (", "{" * 900, "-" * 9000 + "1", "[" * 90 + "]" * 90, "{'descr': 'O'}", "\x00", "1j" * 99]
)
def test_a_npy_whose_head_is_no_mapping_is_told(head: str, tmp_path: Path) -> None:
    path = tmp_path / "depth.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head) + 1) + head.encode() + b"\n")
    with pytest.raises(RequestError, match=r"depth\.npy: cannot be read: "):
        read_npy(path, SHAPE)


@pytest.mark.parametrize("metres", [0, -1, 1e-60, 1e300, np.inf, -np.inf, np.nan])
def test_what_is_no_finite_float32_above_0_is_unknown(metres: float) -> None:
    found = known_where(np.array([[metres, 2.5]]))
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, np.array([[np.nan, 2.5]], np.float32))
