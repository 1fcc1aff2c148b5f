"""Positions and elevations are those of pinhole geometry by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import position
from cavendish.pipeline.tasks.camera import READING as HELD
from cavendish.pipeline.tasks.camera import elevation_deg, up_vector
from cavendish.pipeline.tasks.position import POSITION, READING, points_m
from cavendish.scenes.cameras import Camera

from .plain_frames import CAMERA, FLOOR, frame_of, plane

WALL = plane((0, 0, 1), 4.0)


def test_points_lie_right_up_and_ahead() -> None:
    """Of a wall 4 m ahead, the pixel at the top right is 31.5/32 right and 23.5/32 up of its depth."""
    found = points_m(frame_of(WALL))
    assert found[0, -1].tolist() == pytest.approx([4 * 31.5 / 32, 4 * 23.5 / 32, 4])
    assert np.isinf(points_m(frame_of(FLOOR))[0]).all()


def test_the_reach_holds_most_surfaces() -> None:
    given = POSITION.answer(frame_of(WALL), np.random.default_rng(0), "en", None)
    assert given is not None
    assert given.parameters == {"reach_m": 5.0}  # 2 m to either side and 4 m ahead hold 4 m, and a quarter of the width
    assert "5 m" in given.prompt
    assert "10 m" in given.prompt


@pytest.mark.parametrize("wrong_m", [(0.1, 0, 0), (0, -0.1, 0), (0, 0, 0.1)])
def test_a_point_that_is_off_is_found(wrong_m: tuple[float, float, float]) -> None:
    frame = frame_of(WALL)
    given = POSITION.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    moved = replace(given, target=position.encode(points_m(frame) + np.array(wrong_m), 5.0))
    assert POSITION.faults(frame, moved) == ["target is off by more than the codec's bound at 3072 pixels"]


def test_another_reach_is_a_fault() -> None:
    frame = frame_of(WALL)
    given = POSITION.answer(frame, np.random.default_rng(0), "en", None)
    assert given is not None
    assert any("reach" in fault for fault in POSITION.faults(frame, replace(given, parameters={"reach_m": 2.0})))
    other = replace(given, prompt=given.prompt.replace("5 m", "7 m"))
    assert any("ends" in fault for fault in POSITION.faults(frame, other))


def test_the_mean_distance_is_that_of_arithmetic() -> None:
    frame = frame_of(WALL)
    truth = READING.truth(frame, None)  # type: ignore[arg-type]
    scores = READING.score(points_m(frame) + np.array([0.3, 0.0, 0.4]), truth, frame.valid)  # 0.5 m of 5 m
    assert scores == pytest.approx({"error %": 10.0, "mean m": 0.5, "<5 %": 0.0})


def test_elevations_are_those_of_the_rays() -> None:
    """The camera looks along the horizon: half a pixel above its middle is half a pixel's angle."""
    found = elevation_deg(frame_of(WALL))
    assert found[23, 32] == pytest.approx(np.degrees(np.arctan(0.5 / 32)), abs=1e-3)
    assert found[24, 32] == pytest.approx(-found[23, 32])
    assert (found[:24] > 0).all()


@pytest.mark.parametrize("roll_deg", [0.0, 10.0, -35.0])
def test_the_up_vector_of_a_rolled_camera_is_found(roll_deg: float) -> None:
    turn = np.radians(roll_deg) / 2
    rolled = np.array([np.cos(turn), 0, 0, np.sin(turn)])  # about the camera's own axis
    w, x, _, _ = CAMERA.rotation
    rotation = (w * rolled[0], x * rolled[0], -x * rolled[3], w * rolled[3])
    camera = Camera(CAMERA.location_m, rotation, 64, 48, 32.0, 32.0, 24.0)
    frame = replace(frame_of(WALL), camera=camera)
    rays = camera.rays() / np.linalg.norm(camera.rays(), axis=-1, keepdims=True)
    up = up_vector(elevation_deg(frame).ravel(), rays.reshape(-1, 3))
    assert up.tolist() == pytest.approx([np.sin(np.radians(roll_deg)), np.cos(np.radians(roll_deg)), 0], abs=1e-9)
    upright = HELD.truth(frame_of(WALL), None)  # type: ignore[arg-type]
    scores = HELD.score(elevation_deg(frame), upright, frame.valid)
    assert scores is not None
    assert scores["up°"] == pytest.approx(abs(roll_deg), abs=1e-6)


def test_a_drawing_of_no_direction_is_as_wrong_as_can_be() -> None:
    frame = frame_of(WALL)
    truth = HELD.truth(frame, None)  # type: ignore[arg-type]
    for drawn in (np.zeros(frame.shape), np.full(frame.shape, np.nan)):
        scores = HELD.score(drawn, truth, frame.valid)
        assert scores is not None
        assert scores["up°"] == 180
