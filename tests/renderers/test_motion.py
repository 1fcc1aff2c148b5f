"""The flow of frames that were worked out by hand: a wall 4 m before a camera of 90°, 64 px wide."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.renderers.motion import (
    Motion,
    Move,
    Step,
    depth_there_m,
    flow_reach_px,
    moving_px,
    optical_flow,
    scene_flow,
)
from cavendish.scenes.motion.rigid import Rigid, about, product
from cavendish.scenes.poses import IDENTITY, Pose, Vec3

from ..pipeline.tasks.plain_frames import CAMERA, frame_of, only, plane

WALL = plane((0, 0, 1), 4.0)
X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)  # in the world: right, ahead and up


def step(shift_m: Vec3 = (0.0, 0.0, 0.0), pan_deg: float = 0.0, *moves: Move) -> Step:
    x, y, z = (a + b for a, b in zip(CAMERA.location_m, shift_m, strict=True))
    turn = about((0, 0, 0), (0, 0, 1), pan_deg, (0, 0, 0)).rotation
    return Step((x, y, z), product(turn, CAMERA.rotation), moves)


def frame() -> Frame:
    """Return a wall in the left half of the picture, and sky in the right one."""
    return frame_of(only(WALL, slice(0, 32)))


def test_a_camera_that_goes_right_sees_the_wall_go_left() -> None:
    flow = optical_flow(frame(), step((0.5, 0, 0)))
    np.testing.assert_allclose(flow[:, :32, 0], -32 * 0.5 / 4, atol=1e-5)
    np.testing.assert_allclose(flow[..., 1], 0, atol=1e-5)
    np.testing.assert_allclose(flow[:, 32:], 0, atol=1e-5)  # the sky is infinitely far away


def test_a_camera_that_goes_ahead_sees_the_wall_grow() -> None:
    flow = optical_flow(frame(), step((0, 1, 0)))
    u, v = np.arange(32) + 0.5, np.arange(48) + 0.5
    np.testing.assert_allclose(flow[:, :32, 0], np.broadcast_to((u - 32) * (4 / 3 - 1), (48, 32)), atol=1e-5)
    np.testing.assert_allclose(flow[:, :32, 1], np.broadcast_to((v[:, None] - 24) * (4 / 3 - 1), (48, 32)), atol=1e-5)
    np.testing.assert_allclose(depth_there_m(frame(), step((0, 1, 0)))[:, :32], 3.0, rtol=1e-6)


def test_a_pan_moves_walls_and_sky_alike() -> None:
    flow = optical_flow(frame(), step(pan_deg=-10))  # to the right
    angle = np.arctan2(np.arange(64) + 0.5 - 32, 32)
    there = 32 + 32 * np.tan(angle - math.radians(10))
    np.testing.assert_allclose(flow[..., 0], np.broadcast_to(there - np.arange(64) - 0.5, (48, 64)), atol=1e-4)


def test_a_thing_that_moves_takes_its_pixels_along() -> None:
    away = Move(1, Rigid(shift_m=(1.0, 0.0, 0.0)))
    flow = optical_flow(frame(), step((0, 0, 0), 0.0, away))
    np.testing.assert_allclose(flow[:, :32], np.broadcast_to((8.0, 0.0), (48, 32, 2)), atol=1e-5)
    np.testing.assert_allclose(flow[:, 32:], 0, atol=1e-5)


def test_what_the_camera_has_passed_has_no_flow() -> None:
    flow = optical_flow(frame(), step((0, 5, 0)))
    assert np.isnan(flow[:, :32]).all()
    assert np.isfinite(flow[:, 32:]).all()


@pytest.mark.parametrize(
    ("shift_m", "told"), [(X, (1, 0, 0)), (Y, (0, 0, -1)), (Z, (0, 1, 0))], ids=["right", "ahead", "up"]
)
def test_scene_flow_is_of_things_alone_in_the_axes_of_the_camera(shift_m: Vec3, told: Vec3) -> None:
    flow = scene_flow(frame(), step((0.5, 0.5, 0.5), 20.0, Move(1, Rigid(shift_m=shift_m))))
    np.testing.assert_allclose(flow[:, :32], np.broadcast_to(told, (48, 32, 3)), atol=1e-6)
    assert np.isnan(flow[:, 32:]).all()
    still = scene_flow(frame(), step((0.5, 0.5, 0.5), 20.0))
    np.testing.assert_allclose(still[:, :32], 0, atol=1e-6)


def test_the_reach_is_that_of_what_moves() -> None:
    flow = np.zeros((10, 100, 2), np.float32)
    flow[0] = np.stack([np.arange(1, 101), np.zeros(100)], axis=-1)
    assert flow_reach_px(flow) == pytest.approx(99.01)
    assert flow_reach_px(np.zeros((4, 4, 2), np.float32)) == 0


MOTION = Motion(0.0, 0.125, step((0.5, 0, 0), 0.0, Move(1, Rigid(shift_m=X))), 4.0, 1.0, (1,))
BROKEN = {
    "a time before the first": (replace(MOTION, time_s=-1.0), "go on in time"),
    "no end": (replace(MOTION, step_s=0.0), "go on in time"),
    "no number": (replace(MOTION, reach_px=math.inf), "finite numbers"),
    "a long turn": (replace(MOTION, step=Step(X, (1.0, 1.0, 0.0, 0.0))), "length 1"),
    "what is not in sight": (replace(MOTION, step=Step(X, IDENTITY, (Move(7, Rigid()),))), "in sight"),
    "a thing twice": (replace(MOTION, step=Step(X, IDENTITY, (Move(1, Rigid()),) * 2)), "listed once"),
    "a track out of sight": (replace(MOTION, tracks=(9,)), "tracked must be in sight"),
}


@pytest.mark.parametrize(("motion", "message"), BROKEN.values(), ids=BROKEN)
def test_a_motion_keeps_its_invariants(motion: Motion, message: str) -> None:
    check_frame(replace(frame(), motion=MOTION))
    with pytest.raises(FrameError, match=message):
        check_frame(replace(frame(), motion=motion))


def test_what_walks_moves_as_its_pixels_are_told() -> None:
    walks, gone_m = replace(step(), walking=(1,)), np.zeros((48, 64, 3), np.float32)
    gone_m[:24, :32] = X
    flow = optical_flow(replace(frame(), shift_m=gone_m), walks)
    np.testing.assert_allclose(flow[:24, :32], np.broadcast_to((8.0, 0.0), (24, 32, 2)), atol=1e-5)
    np.testing.assert_allclose(flow[24:], 0, atol=1e-5)
    told = scene_flow(replace(frame(), shift_m=gone_m), walks)
    np.testing.assert_allclose(told[:24, :32], np.broadcast_to(X, (24, 32, 3)), atol=1e-6)


TOLD_M = np.where(frame().instance[..., None] > 0, np.float32(0.1), np.float32(0)).repeat(3, axis=-1)
WRONG = {
    "nothing told": ((1,), None),
    "told of nobody": ((), TOLD_M),
    "told of the sky": ((1,), TOLD_M + np.float32(1)),
}


@pytest.mark.parametrize(("walking", "shift_m"), WRONG.values(), ids=WRONG)
def test_shifts_are_told_of_what_walks_alone(walking: tuple[int, ...], shift_m: np.ndarray | None) -> None:
    walks = replace(MOTION, step=replace(step(), walking=(1,)))
    check_frame(replace(frame(), motion=walks, shift_m=TOLD_M))
    with pytest.raises(FrameError, match="of what walks, and of nothing else"):
        check_frame(replace(frame(), motion=replace(MOTION, step=replace(step(), walking=walking)), shift_m=shift_m))
    with pytest.raises(FrameError, match="of frames of clips alone"):
        check_frame(replace(frame(), shift_m=TOLD_M))


def half() -> Step:
    """Return a step in which what of the wall lies left of x = −1 moves up by half a metre, as a part of it."""
    x, y, z = (a + b for a, b in zip(CAMERA.location_m, (-3.0, 4.0, 0.0), strict=True))
    region = Pose((x, y, z), scale=(4.0, 0.1, 20.0))
    return step((0, 0, 0), 0.0, Move(1, Rigid(shift_m=(0.0, 0.0, 0.5)), (region,)))


def test_of_a_thing_whose_part_moves_only_that_moves() -> None:
    flow = optical_flow(frame(), half())
    u = np.arange(64) + 0.5
    moves = (u - 32) / 32 * 4 < -1  # x of the wall, 4 m away
    np.testing.assert_allclose(flow[:, moves], np.broadcast_to((0, -4.0), (48, moves.sum(), 2)), atol=1e-5)
    np.testing.assert_allclose(flow[:, ~moves], 0, atol=1e-5)
    assert (moving_px(frame(), half().moves[0]) == moves).all()


def test_the_boxes_of_what_moves_have_a_size() -> None:
    flat = Move(1, Rigid(), (Pose(scale=(1.0, 0.0, 1.0)),))
    for move, message in ((flat, "have a size"), (Move(1, Rigid(), (Pose((math.nan, 0.0, 0.0)),)), "finite numbers")):
        with pytest.raises(FrameError, match=message):
            check_frame(replace(frame(), motion=replace(MOTION, step=step((0, 0, 0), 0.0, move))))
