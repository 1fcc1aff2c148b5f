"""Drawn pictures are read as 8-bit colours, or refused in one sentence that names them: no file ends the work."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cavendish.pipeline.evaluation.pictures import PictureError, read_drawing

COLOURS = np.random.default_rng(0).integers(0, 256, (12, 16, 3)).astype(np.uint8)
IMAGE = Image.fromarray(COLOURS)


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png(width: int, height: int, bits: int, data: bytes = b"") -> bytes:
    """Return an RGB PNG of any depth, and of any size: its pixels need not be there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def with_alpha(alpha: int) -> Image.Image:
    image = IMAGE.convert("RGBA")
    image.putalpha(alpha)
    return image


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def long_text() -> PngInfo:
    text = PngInfo()
    text.add_text("workflow", "x" * (2 << 20), zip=True)
    return text


GREY = IMAGE.convert("L")
READ = {
    "rgb.png": (encoded(IMAGE), COLOURS),
    "rgb.webp": (encoded(IMAGE, "WEBP", lossless=True), COLOURS),
    "opaque.png": (encoded(with_alpha(255)), COLOURS),
    "grey.png": (encoded(GREY), np.repeat(np.asarray(GREY)[..., None], 3, axis=2)),
    "palette.png": (encoded(IMAGE.quantize(8)), np.asarray(IMAGE.quantize(8).convert("RGB"))),
    "upright.png": (encoded(IMAGE, exif=Image.Exif()), COLOURS),
}
REFUSED = {
    "truncated.png": (encoded(IMAGE)[:300], "cannot be read as a picture: image file is truncated"),
    "empty.png": (b"", "it is no PNG, JPEG or WebP"),
    "text.png": (b"hello", "it is no PNG, JPEG or WebP"),
    "animal.gif.png": (encoded(IMAGE, "GIF"), "it is no PNG, JPEG or WebP"),
    "long.png": (encoded(IMAGE, pnginfo=long_text()), "cannot be read as a picture: Decompressed data too large"),
    "bomb.png": (png(30000, 30000, 8), "has too many pixels; the most is 8192×8192"),
    "wide.png": (png(9000, 10, 8), "has 9000×10 pixels; the most is 8192×8192"),
    "deep.png": (encoded(Image.fromarray(np.zeros((4, 4), np.uint16))), "16 bits a channel; 8-bit RGB or grey is"),
    "deep-rgb.png": (png(2, 1, 16, bytes(13)), "has 16 bits a channel"),
    "cmyk.jpg": (encoded(IMAGE.convert("CMYK"), "JPEG"), "has mode CMYK"),
    "half.png": (encoded(with_alpha(100)), "is partly transparent; save it opaque"),
    "cut-out.png": (encoded(IMAGE.quantize(8), transparency=3), "is partly transparent"),
    "turned.jpg": (encoded(IMAGE, "JPEG", exif=turned()), "is turned by its EXIF orientation 6; save it upright"),
    "moving.png": (encoded(IMAGE, save_all=True, append_images=[Image.fromarray(255 - COLOURS)]), "is an animation"),
}


@pytest.mark.parametrize("name", READ)
def test_colours_are_read_as_they_are(name: str, tmp_path: Path) -> None:
    data, colours = READ[name]
    (tmp_path / name).write_bytes(data)
    np.testing.assert_array_equal(read_drawing(tmp_path / name), colours)


def test_jpeg_is_read(tmp_path: Path) -> None:
    (tmp_path / "flat.JPG").write_bytes(encoded(Image.new("RGB", (16, 12), (200, 100, 50)), "JPEG"))
    assert np.abs(read_drawing(tmp_path / "flat.JPG").astype(int) - (200, 100, 50)).max() <= 3


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_something_else_is_refused_by_name(name: str, tmp_path: Path) -> None:
    data, why = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PictureError) as caught:
        read_drawing(tmp_path / name)
    assert str(caught.value).startswith(f"{name}: ")
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "lost.png").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.png")
    for name, why in (("folder", "is not a file"), ("pipe", "is not a file"), ("lost", "No such file or directory")):
        with pytest.raises(PictureError, match=f"{name}.png: .*{why}"):
            read_drawing(tmp_path / f"{name}.png")
