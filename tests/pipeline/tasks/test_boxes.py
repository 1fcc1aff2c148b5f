"""Boxes are those of COCO, drawn so that they come back, and compared as arithmetic says."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, boxes
from cavendish.pipeline.tasks.boxes import BOXES, READING
from cavendish.pipeline.tasks.task import Answer

from .plain_frames import frame_of, only, plane

RED, GREEN = (255, 0, 0), (0, 160, 0)
KNOWN = np.ones((48, 64), np.bool_)


def coco(*boxes_px: tuple[int, int, int, int]) -> np.ndarray:
    return np.array(boxes_px, np.float64).reshape(-1, 4)


@pytest.mark.parametrize("filled", [True, False])
def test_boxes_come_back_though_they_overlap(filled: bool) -> None:
    two = coco((2, 3, 40, 30), (10, 8, 20, 15))
    rgb = boxes.encode(two, [RED, GREEN], (48, 64), filled=filled)
    assert rgb[3, 2].tolist() == [255, 0, 0]
    assert rgb[8, 10].tolist() == [0, 160, 0]  # the small one lies over the large one
    assert rgb[16, 20].tolist() == ([0, 160, 0] if filled else [0, 0, 0])
    np.testing.assert_array_equal(boxes.decode(rgb), two)


def test_lines_of_one_pixel_are_no_boxes() -> None:
    rgb = np.zeros((48, 64, 3), np.uint8)
    rgb[10, 5:40] = rgb[20:40, 7] = RED
    assert boxes.decode(rgb).shape == (0, 4)


def test_a_picture_of_noise_ends() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (256, 256, 3)).astype(np.uint8)
    assert len(boxes.decode(noise)) <= boxes.MOST_BOXES


@pytest.mark.parametrize("colours", [[RED], [RED, (0, 0, 256)]])
def test_every_box_has_a_colour(colours: list[tuple[int, int, int]]) -> None:
    with pytest.raises(CodecError, match="colour"):
        boxes.encode(coco((0, 0, 9, 9), (20, 0, 9, 9)), colours, (48, 64))


def answer(*columns: slice) -> Answer | None:
    """Return the answer for boxes that are some columns of a wall each."""
    frame = frame_of(*(only(plane((0, 0, 1), 2.0), each, slice(8, 40)) for each in columns))
    return BOXES.answer(frame, np.random.default_rng(0), "en", None)


def test_all_things_of_a_class_have_theirs() -> None:
    given = answer(slice(4, 24), slice(30, 60))
    assert given is not None
    found = boxes.decode(given.target, given.palette[""])
    assert found.tolist() == [[4, 8, 20, 32], [30, 8, 30, 32]]


def test_what_is_narrower_than_an_outline_needs_is_not_asked() -> None:
    assert answer(slice(4, 24), slice(30, 41)) is None


def test_scores_are_those_of_arithmetic() -> None:
    """A shift by a quarter of the width: IoU is 3/5, which passes 0.50, 0.55 and 0.60 of ten thresholds."""
    truth = coco((0, 0, 20, 20), (40, 0, 20, 20))
    moved = coco((5, 0, 20, 20), (40, 0, 20, 20))
    assert READING.score(moved, truth, KNOWN) == pytest.approx({"F1": 0.65, "F1@0.5": 1.0, "mIoU": 0.8, "off": 0})
    assert READING.score(moved[:1], truth, KNOWN) == pytest.approx(
        {"F1": 0.3 * 2 / 3, "F1@0.5": 2 / 3, "mIoU": 0.3, "off": 1}
    )
    assert READING.score(coco(), truth, KNOWN) == {"F1": 0.0, "F1@0.5": 0.0, "mIoU": 0.0, "off": 2}
