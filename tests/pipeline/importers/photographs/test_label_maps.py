"""Maps of numbers in PNG: which are read as they are, which are refused, and what is asked of their regions."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.dataset.example import Query, Region
from cavendish.pipeline.dataset.run_lengths import to_mask, unpacked
from cavendish.pipeline.importers.photographs.label_maps import (
    SIXTEEN_BITS,
    VOID,
    Thing,
    class_queries,
    labels_of,
    numbers_in,
    read_numbers,
    regions_of,
    void_region,
)
from cavendish.scenes.errors import RequestError

from .label_sets import save_numbers

STEPS = np.arange(12, dtype=np.uint8).reshape(3, 4)


def test_grey_and_palettes_of_all_depths_give_their_numbers(tmp_path: Path) -> None:
    save_numbers(tmp_path / "grey.png", STEPS)
    save_numbers(tmp_path / "palette.png", STEPS, palette=True)
    image = Image.fromarray(STEPS)
    image.putpalette(np.arange(48, dtype=np.uint8).tobytes())
    image.save(tmp_path / "palette-4.png", bits=4)
    for name in ("grey", "palette", "palette-4"):
        numbers = read_numbers(tmp_path / f"{name}.png", (3, 4))
        assert numbers.dtype == np.uint16
        np.testing.assert_array_equal(numbers, STEPS)


def test_16_bits_give_their_numbers(tmp_path: Path) -> None:
    save_numbers(tmp_path / "a.png", STEPS.astype(np.uint16) * 5000)
    np.testing.assert_array_equal(
        read_numbers(tmp_path / "a.png", (3, 4), SIXTEEN_BITS), STEPS.astype(np.uint16) * 5000
    )


def test_grey_of_4_bits_which_would_be_stretched_is_refused(tmp_path: Path) -> None:
    Image.fromarray(STEPS).save(tmp_path / "a.png", bits=4)
    with pytest.raises(
        RequestError, match=r"a\.png: cannot be read: it stores its pixels as L;4; it must be 8-bit grey"
    ):
        read_numbers(tmp_path / "a.png", (3, 4))


@pytest.mark.parametrize("side_px", [9_000, 12_000, 60_000])
def test_a_file_that_states_an_absurd_size_is_not_decoded(side_px: int, tmp_path: Path) -> None:
    head = b"IHDR" + struct.pack(">IIBBBBB", side_px, side_px, 8, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (head, data)]
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    with pytest.raises(RequestError, match=r"a\.png: cannot be read"):
        read_numbers(tmp_path / "a.png", (3, 4))


def test_each_number_has_its_label_or_is_named(tmp_path: Path) -> None:
    numbers = np.array([[0, 7], [255, 7]], np.uint16)
    assert labels_of(tmp_path, numbers, {0: 0, 7: 1, 255: 0}).tolist() == [[0, 1], [0, 1]]
    assert numbers_in(numbers) == [0, 7, 255]
    with pytest.raises(RequestError, match="holds the number 255, which stands for no class of the set"):
        labels_of(tmp_path, numbers, {0: 0, 7: 1})


def test_regions_are_the_things_alone() -> None:
    numbers = np.array([[3, 3, 9], [0, 5, 9]], np.uint16)
    regions = regions_of(numbers, {9: Thing("car", crowd=True), 3: Thing("person")})
    assert [(region.name, region.crowd) for region in regions] == [("person", False), ("car", True)]
    np.testing.assert_array_equal(to_mask(unpacked(regions[1].runs), (2, 3)), numbers == 9)
    assert [region.name for region in void_region(numbers == 0)] == [VOID]
    assert void_region(numbers == 1) == ()


def test_classes_are_asked_that_have_a_region_and_absent_ones_if_wished() -> None:
    regions = [
        Region("car", ""),
        Region("bus", "", crowd=True),
        Region(VOID, "", crowd=True),
        Region("car", "", crowd=True),
    ]
    car = Query("instance", "car", (0,), (3, 2))
    assert list(class_queries(regions, ["bus", "car", "train"], absent=False)) == [car]
    absent = Query("instance", "train", (), (2,))
    assert list(class_queries(regions, ["bus", "car", "train"], absent=True)) == [car, absent]
