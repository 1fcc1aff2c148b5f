"""Joints come back where they were drawn, are those in sight, and are scored as COCO scores them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import CodecError, keypoints
from cavendish.pipeline.tasks.keypoints import KEYPOINTS, READING
from cavendish.pipeline.tasks.posed import KINDS
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .referring_scenes import repainted
from .told_frames import posed

COLOURS = {0: (0, 0, 0), 1: (255, 0, 0), 2: (0, 0, 255)}
KNOWN = np.ones((180, 240), np.bool_)


def answer(frame: Frame) -> Answer:
    given = KEYPOINTS.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    return given


def test_discs_come_back_within_the_bound_wherever_between_pixels_they_lie() -> None:
    rng = np.random.default_rng(0)
    for offset in rng.random((200, 2)):
        points = np.array([[1, *(20 + offset)], [2, *(40 - offset)], [2, *(10 + offset)]])
        back = keypoints.decode(keypoints.encode(points, (60, 60), COLOURS), COLOURS)
        order = np.lexsort((points[:, 1], points[:, 0]))
        back = back[np.lexsort((back[:, 1], back[:, 0]))]
        np.testing.assert_array_equal(back[:, 0], points[order, 0])
        assert np.hypot(*(back - points[order])[:, 1:].T).max() <= keypoints.MAX_ERROR_PX


def test_lines_of_one_pixel_are_no_discs_and_what_touches_is_one() -> None:
    rgb = keypoints.encode(np.array([[1, 10.5, 10.5], [1, 18.5, 10.5]]), (48, 64), COLOURS)
    rgb[30, 5:40] = (0, 0, 255)
    assert keypoints.decode(rgb, COLOURS).tolist() == [[1, 14.5, 10.5]]


def test_a_label_without_a_colour_is_refused() -> None:
    with pytest.raises(CodecError, match="3"):
        keypoints.encode(np.array([[3, 10.5, 10.5]]), (48, 64), COLOURS)


def test_each_joint_of_everybody_has_a_disc_in_the_colour_of_its_kind() -> None:
    frame = posed(-0.5, 0.5)
    given = answer(frame)
    assert {name for name in given.palette if name} == set(KINDS)
    for thing in frame.objects[1:]:
        assert thing.person
        for point in thing.person.keypoints:
            x, y = point.at_px
            name = point.name.replace("_", " ")
            assert tuple(given.target[int(y), int(x)]) == given.palette[name]
    assert given.referents["person"].instances == (2, 3)


def test_what_is_hidden_has_none() -> None:
    frame = posed(0.4, hidden=("left_wrist", "nose"))
    given = answer(frame)
    assert {"left wrist", "nose"}.isdisjoint(given.palette)
    assert "right wrist" in given.palette
    assert KEYPOINTS.faults(frame, given) == []


def test_kinds_whose_discs_cover_one_another_are_left_out() -> None:
    """Two people side by side: the elbows between them are 6 cm apart, 5 px, and discs are 9 px wide."""
    frame = posed(-0.24, 0.24)
    given = KEYPOINTS.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    assert KEYPOINTS.faults(frame, given) == []
    assert not {"left elbow", "right elbow"} <= set(given.palette)
    assert {"left hip", "left knee"} <= set(given.palette)


def test_nobody_is_asked_where_somebody_is_hardly_seen_or_nothing_is_told() -> None:
    frame = posed(-0.5, 0.5)
    floor, one, other = frame.objects
    untold = replace(frame, objects=(floor, one, replace(other, person=None)))
    unseen = repainted(frame, np.full_like(frame.image, 128))
    for each in (untold, unseen):
        assert KEYPOINTS.answer(each, np.random.default_rng(0), "en", None) is None


@pytest.mark.parametrize("change", ["one less", "one more", "aside", "left for right"])
def test_other_discs_are_a_fault(change: str) -> None:
    frame = posed(0.4)
    given = answer(frame)
    colours = {0: given.palette.get("", (0, 0, 0))}
    colours |= {1 + k: given.palette[name] for k, name in enumerate(KINDS)}
    points = keypoints.decode(given.target, colours)
    swapped = points.copy()
    swapped[[9, 10], 0] = swapped[[10, 9], 0]
    changed = {
        "one less": points[1:],
        "one more": np.concatenate([points, [[10, 20.5, 20.5]]]),
        "aside": points + np.array([0, 0.8, 0]),
        "left for right": swapped,
    }[change]
    found = KEYPOINTS.faults(frame, replace(given, target=keypoints.encode(changed, frame.shape, colours)))
    assert len(found) == 1
    assert "are not where they are in truth" in found[0]


def test_oks_and_pck_are_those_of_arithmetic() -> None:
    """A nose off by its σ (2 × 0.026 × √10,000 px = 5.2) counts e^−½; a wrist that is missing counts 0."""
    truth = np.array([[1, 100, 100, 100, 60], [10, 150, 100, 100, 60]], np.float64)
    drawn = np.array([[1, 105.2, 100]])
    scores = READING.score(drawn, truth, KNOWN)
    assert scores == pytest.approx({"OKS": np.exp(-0.5) / 2, "PCK": 0.5, "off": 1})
    assert READING.score(np.array([[2, 100.0, 100.0]]), truth[:1], KNOWN) == {"OKS": 0.0, "PCK": 0.0, "off": 0.0}
    more = np.concatenate([truth[:, :3], truth[:, :3] + [0, 30, 0]])
    assert READING.score(more, truth, KNOWN) == pytest.approx({"OKS": 0.5, "PCK": 0.5, "off": 2})
    shown = READING.error(drawn, truth, KNOWN)
    assert shown[100, 150] == 1, "the wrist"
    assert shown[100, 100] == 0, "6 px off are near"
