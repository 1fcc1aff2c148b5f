"""Heights, inverse depths, relative depths and distances are those of geometry by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.disparity import inverse_depth
from cavendish.pipeline.tasks.distance import distance_m
from cavendish.pipeline.tasks.height import HEIGHT, height_m
from cavendish.pipeline.tasks.ramps import RIGHT_SHARE
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.pipeline.tasks.relative_depth import relative_depth

from .plain_frames import CAMERA, FLOOR, WIDTH, frame_of, plane
from .plain_frames import HEIGHT as ROWS

WALL = plane((0, 0, 1), 4.0)


def test_height_is_above_the_floor() -> None:
    """The camera is 1.5 m up, and sees a wall 4 m ahead: a row that looks up by v/f shows 1.5 + 4 v/f metres."""
    frame = frame_of(FLOOR, WALL, category="floor")
    found = height_m(frame)
    assert found is not None
    np.testing.assert_allclose(found[frame.instance == 1], 0, atol=1e-5)
    up = (24 - (np.arange(ROWS) + 0.5)) / 32
    wall = frame.instance == 2
    np.testing.assert_allclose(found[wall], np.broadcast_to((1.5 + 4 * up)[:, None], wall.shape)[wall], atol=1e-5)


@pytest.mark.parametrize("category", ["wall", "box"])
def test_height_is_not_asked_without_a_floor(category: str) -> None:
    frame = frame_of(FLOOR, WALL, category=category)
    assert height_m(frame) is None
    assert HEIGHT.answer(frame, np.random.default_rng(0), "en", None) is None


def test_height_is_not_asked_of_a_slope() -> None:
    slope = plane((0, 1, 0.1), 1.5)
    assert height_m(frame_of(slope, category="floor")) is None


def test_inverse_depth_of_the_sky_is_zero() -> None:
    found = inverse_depth(frame_of(FLOOR))
    assert found is not None
    assert (found[: ROWS // 2] == 0).all()
    assert found[-1, 0] == pytest.approx(23.5 / 32 / 1.5)  # depth is height over slope


def test_relative_depth_runs_from_near_to_far() -> None:
    """Of a floor, 2 % of the pixels lie beyond either end; of one wall there is no near and far."""
    found = relative_depth(frame_of(FLOOR))
    assert found is not None
    floor = found[ROWS // 2 :]
    assert (floor < 0).mean() == pytest.approx(0.02, abs=0.03)
    assert (floor > 1).mean() == pytest.approx(0.02, abs=0.03)
    assert relative_depth(frame_of(WALL)) is None


def test_distance_is_longer_than_depth_off_the_axis() -> None:
    found = distance_m(frame_of(WALL))
    column = (np.arange(WIDTH) + 0.5 - 32) / 32
    assert found[0, 0] == pytest.approx(4 * np.sqrt(1 + column[0] ** 2 + (23.5 / 32) ** 2))
    assert found[ROWS // 2, WIDTH // 2] == pytest.approx(4, abs=0.01)


@pytest.mark.parametrize("task", ["disparity", "height", "relative_depth"])
def test_another_range_is_a_fault(task: str) -> None:
    frame = frame_of(FLOOR, WALL, category="floor")
    given = TASKS[task].answer(frame, np.random.default_rng(1), "en", None)
    assert given is not None
    assert TASKS[task].faults(frame, given) == []
    forged = replace(given, parameters=given.parameters | {"high": 7.0})
    assert any("range" in fault for fault in TASKS[task].faults(frame, forged))


def test_relative_depth_is_scored_whatever_the_scale_and_the_shift() -> None:
    frame = frame_of(FLOOR, WALL, category="floor")
    reading, given = READINGS["relative_depth"], None
    truth = reading.truth(frame, given)  # type: ignore[arg-type]
    scores = reading.score(0.3 + 0.2 * np.clip(truth[..., 0], 0, 1), truth, frame.valid)
    assert scores == pytest.approx({"AbsRel": 0.0, "δ1": 1.0}, abs=1e-9)
    upside_down = reading.score(1 - np.clip(truth[..., 0], 0, 1), truth, frame.valid)
    assert upside_down == pytest.approx(scores, abs=1e-9)  # the fit may turn it around, as in Marigold's protocol


def test_scores_of_heights_are_those_of_arithmetic() -> None:
    """All of a wall and a floor too high by 4.5 % of the range."""
    frame = frame_of(FLOOR, WALL, category="floor")
    reading = READINGS["height"]
    truth = reading.truth(frame, None)  # type: ignore[arg-type]
    inside = np.clip(truth[..., 0], truth[..., 1], truth[..., 2])
    span = truth[0, 0, 2] - truth[0, 0, 1]
    scores = reading.score(inside + 0.9 * RIGHT_SHARE * span, truth, frame.valid)
    assert scores == pytest.approx({"error %": 4.5, "MAE m": 0.9 * RIGHT_SHARE * span, "<5 %": 1.0})
    nothing = reading.score(np.full(frame.shape, np.nan), truth, frame.valid)
    assert nothing == reading.worst(truth, frame.valid)


def test_the_frames_of_these_tests_look_along_the_horizon() -> None:
    np.testing.assert_allclose(CAMERA.matrix()[:3, :3] @ (0, 0, -1), (0, 1, 0), atol=1e-12)
