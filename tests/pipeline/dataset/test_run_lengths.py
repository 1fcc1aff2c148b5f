"""Run lengths of masks: COCO's, to the last letter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from pycocotools import mask as coco

from cavendish.pipeline.dataset.run_lengths import area_px, of_mask, packed, run_lengths, to_mask, unpacked


def test_a_mask_is_told_down_its_columns() -> None:
    instance = np.array([[0, 7, 7], [7, 7, 0]], np.uint16)
    assert [(n, counts.tolist()) for n, counts in run_lengths(instance)] == [(7, [1, 4, 1])]


def test_what_begins_at_the_first_pixel_has_nothing_before_it() -> None:
    instance = np.array([[1, 1], [2, 2]], np.uint16)
    assert {n: counts.tolist() for n, counts in run_lengths(instance)} == {1: [0, 1, 1, 1, 1], 2: [1, 1, 1, 1]}


@pytest.mark.parametrize(
    ("counts", "text"), [([0, 4], "04"), ([31], "o0"), ([6, 1, 40, 4, 5, 4, 5, 4, 21], "61X13mN000`0")]
)
def test_numbers_are_packed_five_bits_a_letter(counts: list[int], text: str) -> None:
    assert packed(np.array(counts)) == text


@given(arrays(np.uint16, array_shapes(min_dims=2, max_dims=2, max_side=70), elements=st.sampled_from([0, 1, 2, 65535])))
def test_they_are_those_of_pycocotools(instance: np.ndarray) -> None:
    masks = dict(run_lengths(instance))
    assert sorted(masks) == sorted(set(np.unique(instance).tolist()) - {0})
    for number, counts in masks.items():
        theirs = coco.encode(np.asfortranarray(instance == number, np.uint8))
        assert packed(counts) == theirs["counts"].decode()


masks = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=90))


@given(masks)
def test_a_text_gives_the_mask_back(mask: np.ndarray) -> None:
    theirs = coco.encode(np.asfortranarray(mask, np.uint8))
    assert packed(of_mask(mask)) == theirs["counts"].decode()
    counts = unpacked(theirs["counts"].decode())
    assert to_mask(counts, (mask.shape[0], mask.shape[1])).tolist() == mask.tolist()
    assert area_px(counts) == int(coco.area(theirs))


def test_a_large_picture_has_runs_of_a_million() -> None:
    mask = np.zeros((4000, 6000), np.bool_)
    mask[17:3000, 900:5000] = True
    assert (to_mask(unpacked(packed(of_mask(mask))), (4000, 6000)) == mask).all()


@pytest.mark.parametrize("text", ["", "\x7f", "o", "é0", "0 0", "ooooooooooo0"])
def test_what_is_no_compressed_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="its run lengths"):
        unpacked(text)


@pytest.mark.parametrize("counts", [[3], [5, -1, 2], [10**12, 3]])
def test_runs_of_another_picture_are_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match=r"its runs have -?\d+ pixels, and the picture 6"):
        to_mask(np.array(counts), (2, 3))
