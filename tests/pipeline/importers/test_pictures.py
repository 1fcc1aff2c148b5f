"""Pictures: turned as EXIF says, bounded, and never read as numbers that they do not hold."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps, PngImagePlugin

from cavendish.pipeline.importers.pictures import (
    picture_size,
    read_levels,
    read_numbers,
    read_picture,
    read_vectors,
)
from cavendish.scenes.errors import RequestError

NUMBERS = np.arange(6, dtype=np.uint8).reshape(2, 3)
RGB = np.stack([40 * NUMBERS, 255 - 40 * NUMBERS, 0 * NUMBERS], -1).repeat(16, 0).repeat(16, 1)


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    return tags


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_pictures_are_read_as_they_are_shown(name: str, orientation: int, tmp_path: Path) -> None:
    """Of the values, 1 to 8 mean something."""
    path = tmp_path / name
    Image.fromarray(RGB).save(path, exif=exif(orientation), quality=95)
    with Image.open(path) as image:
        shown = np.asarray(ImageOps.exif_transpose(image))
    np.testing.assert_array_equal(read_picture(path), shown)
    assert picture_size(path) == shown.shape[1::-1]


@pytest.mark.parametrize(("orientation", "turned"), [(3, NUMBERS[::-1, ::-1]), (6, np.rot90(NUMBERS, -1))])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_numbers_are_turned_with_their_picture(
    dtype: type, orientation: int, turned: np.ndarray, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(NUMBERS.astype(dtype)).save(path, exif=exif(orientation))
    np.testing.assert_array_equal(read_numbers(path, turned.shape), turned)
    if dtype is np.uint16:
        np.testing.assert_array_equal(read_levels(path, turned.shape), turned)


def test_vectors_are_not_turned(tmp_path: Path) -> None:
    Image.fromarray(RGB).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_vectors(tmp_path / "a.png"), RGB)
    Image.fromarray(RGB).save(tmp_path / "b.png", exif=exif(3))
    with pytest.raises(RequestError, match=r"b\.png: is turned by its EXIF"):
        read_vectors(tmp_path / "b.png")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, bits: int, colour: int, rows: bytes, *more: bytes) -> bytes:
    """A PNG as the standard has it, of any bit depth and colour type."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


class TestNumbers:
    """Masks hold numbers; a palette's are its places, unless its greys say other ones."""

    @pytest.mark.parametrize("bits", [1, 2, 4, 8])
    def test_a_palettes_places_are_the_numbers(self, bits: int, tmp_path: Path) -> None:
        places = np.array([[0, 1, 1, 0]], np.uint8)
        packed = np.packbits(np.unpackbits(places[..., None], axis=-1)[..., -bits:].reshape(-1)).tobytes()
        palette = chunk(b"PLTE", bytes([0, 0, 0, 128, 0, 0]))
        (tmp_path / "a.png").write_bytes(png(4, 1, bits, 3, b"\0" + packed, palette))
        np.testing.assert_array_equal(read_numbers(tmp_path / "a.png", (1, 4)), places)

    def test_greys_at_their_own_places_are_the_numbers(self, tmp_path: Path) -> None:
        image = Image.fromarray(NUMBERS, "P")
        image.putpalette([level for grey in range(256) for level in [grey] * 3])
        image.save(tmp_path / "a.png")
        np.testing.assert_array_equal(read_numbers(tmp_path / "a.png", NUMBERS.shape), NUMBERS)

    def test_greys_elsewhere_are_refused(self, tmp_path: Path) -> None:
        """A program that packs 8-bit grey has made places of the numbers 0, 40, 80 …"""
        image = Image.fromarray(NUMBERS, "P")
        image.putpalette([level for grey in range(6) for level in [40 * grey] * 3])
        image.save(tmp_path / "a.png")
        with pytest.raises(RequestError, match="its palette's greys are other numbers than their places"):
            read_numbers(tmp_path / "a.png", NUMBERS.shape)

    @pytest.mark.parametrize("bits", [2, 4])
    def test_few_bits_of_grey_are_refused(self, bits: int, tmp_path: Path) -> None:
        """They would be spread over 0 to 255."""
        (tmp_path / "a.png").write_bytes(png(4, 1, bits, 0, b"\0\x11\x11"))
        with pytest.raises(RequestError, match=f"has {bits} bits of grey"):
            read_numbers(tmp_path / "a.png", (1, 4))

    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "1"])
    def test_colours_and_alpha_are_refused(self, mode: str, tmp_path: Path) -> None:
        Image.new(mode, (3, 2)).save(tmp_path / "a.png")
        with pytest.raises(RequestError, match=f"is a picture of mode {mode}; it must be 8- or 16-bit"):
            read_numbers(tmp_path / "a.png", (2, 3))

    def test_a_jpeg_by_another_name_is_refused(self, tmp_path: Path) -> None:
        """Its numbers have been blurred."""
        Image.fromarray(NUMBERS).save(tmp_path / "a.png", "JPEG")
        with pytest.raises(RequestError, match=r"a\.png: cannot be read as a picture"):
            read_numbers(tmp_path / "a.png", NUMBERS.shape)

    def test_interlaced_numbers_are_read(self, tmp_path: Path) -> None:
        """One pixel is one pass of the seven."""
        data = bytearray(png(1, 1, 8, 0, b"\0\x07"))
        data[28] = 1
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
        (tmp_path / "a.png").write_bytes(data)
        assert read_numbers(tmp_path / "a.png", (1, 1)).tolist() == [[7]]


@pytest.mark.parametrize(
    "image", [Image.fromarray(NUMBERS), Image.fromarray(RGB), Image.new("P", (3, 2))], ids=lambda image: image.mode
)
def test_depth_in_8_bits_is_none(image: Image.Image, tmp_path: Path) -> None:
    image.save(tmp_path / "a.png")
    with pytest.raises(RequestError, match=f"is [18]-bit of mode {image.mode}, a picture of depth and no depth"):
        read_levels(tmp_path / "a.png", (2, 3))


def test_a_text_of_megabytes_is_a_fault_of_that_picture(tmp_path: Path) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * (2 << 20), zip=True)
    buffer = io.BytesIO()
    Image.fromarray(RGB).save(buffer, "PNG", pnginfo=text)
    (tmp_path / "a.png").write_bytes(buffer.getvalue())
    with pytest.raises(RequestError, match=r"a\.png: cannot be read as a picture"):
        read_picture(tmp_path / "a.png")


@pytest.mark.parametrize("side", [10_000, 30_000, 2**31 - 1])
def test_a_header_of_any_size_is_a_fault_of_that_picture(side: int, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(side, side, 8, 2, b""))
    for read in (picture_size, read_picture, lambda path: read_numbers(path, (2, 3))):
        with pytest.raises(RequestError, match=r"a\.png: cannot be read as a picture"):
            read(tmp_path / "a.png")


def test_numbers_of_another_size_are_refused_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(8000, 8000, 16, 0, b""))
    with pytest.raises(RequestError, match=r"a\.png: is 8000×8000, but its picture is 3×2"):
        read_levels(tmp_path / "a.png", (2, 3))


def test_a_picture_that_draws_itself_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 3 2\nshowpage\n%%EOF\n")
    with pytest.raises(RequestError, match=r"a\.png: cannot be read as a picture"):
        read_picture(tmp_path / "a.png")
