"""Pictures of samples: PNG or JPEG, with the pixels that are stored."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from cavendish.pipeline.dataset.picture import image_part, picture_array, picture_size, upright
from cavendish.pipeline.dataset.png import png_bytes

RGB = np.random.default_rng(0).integers(0, 255, (16, 24, 3), np.uint8)
EXIF_ORIENTATION = 0x0112


def jpeg(mode: str = "RGB", orientation: int | None = None, **options: object) -> bytes:
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "maker"
    if orientation is not None:
        exif[EXIF_ORIENTATION] = orientation
    Image.fromarray(RGB).convert(mode).save(buffer, format="JPEG", exif=exif, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_of_any_kind_is_read(mode: str, progressive: bool) -> None:
    data = jpeg(mode, progressive=progressive)
    with Image.open(io.BytesIO(data)) as image:
        assert (picture_array(data) == np.asarray(image.convert("RGB"))).all()
    assert image_part(data) == "image.jpg"
    assert picture_size(data) == (24, 16)


def test_a_png_is_read_as_ever() -> None:
    assert (picture_array(png_bytes(RGB), (16, 24)) == RGB).all()
    assert image_part(png_bytes(RGB)) == "image.png"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_jpeg_keeps_its_pixels_and_is_shown_as_stored(orientation: int) -> None:
    turned, plain = jpeg(orientation=orientation), jpeg(orientation=1)
    assert (picture_array(turned) == picture_array(plain)).all()
    assert upright(turned) == plain
    with Image.open(io.BytesIO(upright(turned))) as image:
        assert ImageOps.exif_transpose(image).size == (24, 16)
        assert image.getexif()[0x010F] == "maker"


def test_without_a_tag_nothing_changes() -> None:
    assert upright(jpeg()) == jpeg()
    assert upright(png_bytes(RGB)) == png_bytes(RGB)


@given(st.binary(max_size=80))
def test_no_bytes_are_too_strange_to_be_upright(tail: bytes) -> None:
    assert len(upright(b"\xff\xd8\xff\xe1\x00\x40Exif\0\0" + tail)) == 12 + len(tail)


@pytest.mark.parametrize("cut", [3, 20, 200, -200])
def test_a_damaged_jpeg_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match=r"damaged JPEG|no PNG or JPEG"):
        picture_array(jpeg()[:cut])


def test_what_is_no_picture_is_told_alike_each_time() -> None:
    with pytest.raises(ValueError, match=r"^no PNG or JPEG$"):
        picture_size(b"hello")


def test_a_jpeg_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="JPEG of 24×16 pixels, not 16×16"):
        picture_array(jpeg(), (16, 16))
    with pytest.raises(ValueError, match="picture of 9000×1 pixels; the most is 8192×8192"):
        picture_size(png_bytes(np.zeros((1, 9000, 3), np.uint8)))
