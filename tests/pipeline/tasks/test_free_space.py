"""Where a robot can stand: a floor before a wall, and a board across it, by hand and by every pair of points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.codecs import masks
from cavendish.pipeline.tasks.free_space import FREE_SPACE, ROBOTS_M, free_floor
from cavendish.pipeline.tasks.labelled import numbered
from cavendish.renderers.points import points_m

from .plain_frames import CAMERA, FLOOR, WIDTH, frame_of, only, plane, thing

WALL = plane((0, 0, 1), 4.0)
ROOM = frame_of(FLOOR, WALL)
ROOM = replace(ROOM, objects=(replace(ROOM.objects[0], category="floor"), *ROOM.objects[1:]))
AHEAD_M = points_m(ROOM)[..., 1]  # how far from the camera's foot


@pytest.mark.parametrize("width_m", [0.35, 1.0])
def test_the_middle_keeps_its_radius_from_a_wall(width_m: float) -> None:
    """The wall is 4 m ahead; its lowest row above the step stands there, a hair's breadth aside of each column."""
    free = free_floor(ROOM, width_m / 2, 1.2)
    assert free is not None
    floor = ROOM.instance == 1
    clear_m = np.hypot(AHEAD_M - 4, 4 / 32 / 2)  # at worst half a column beside a point of the wall
    assert free[floor & (4 - width_m / 2 > AHEAD_M)].all()
    assert not free[floor & (clear_m < width_m / 2)].any()
    assert not free[~floor].any()


def with_board(low_m: float, high_m: float) -> np.ndarray:
    """Return where a robot of 0.5 × 1.2 m can stand, with a board 2 m ahead that spans these heights."""
    up_m = 1.5 + 2 * (24 - (np.arange(48) + 0.5)) / 32
    rows = np.flatnonzero((up_m > low_m) & (up_m < high_m))
    board = only(plane((0, 0, 1), 2.0), slice(0, WIDTH), slice(int(rows.min()), int(rows.max()) + 1))
    frame = frame_of(FLOOR, WALL, board)
    frame = replace(frame, objects=(replace(frame.objects[0], category="floor"), *frame.objects[1:]))
    free = free_floor(frame, 0.25, 1.2)
    assert free is not None
    return free[frame.instance == 1]


def test_what_is_higher_than_the_robot_is_no_hindrance() -> None:
    assert with_board(1.3, 1.6).sum() == free_floor(ROOM, 0.25, 1.2).sum()  # type: ignore[union-attr]
    assert with_board(0.8, 1.6).sum() < free_floor(ROOM, 0.25, 1.2).sum()  # type: ignore[union-attr]


def test_it_is_what_all_pairs_of_points_say() -> None:
    free = free_floor(ROOM, 0.5, 1.5)
    places, up_m = points_m(ROOM)[..., :2], points_m(ROOM)[..., 2]
    floor, blocks = (ROOM.instance == 1) & (up_m < 0.05), (up_m > 0.05) & (up_m < 1.5)
    near_m = np.linalg.norm(places[floor][:, None] - places[blocks][None], axis=-1).min(axis=1)
    np.testing.assert_array_equal(free[floor], near_m >= 0.5)  # type: ignore[index]


def test_steps_down_are_hindrances() -> None:
    pit = only(plane((0, 1, 0), 2.0), slice(40, 64), slice(30, 48))
    hole = frame_of(only(FLOOR, slice(0, 40)), WALL, pit, category="floor")
    named = (thing(hole.instance, number, "floor" if number == 1 else "wall") for number in (1, 2, 3))
    free = free_floor(replace(hole, objects=tuple(named)), 0.25, 1.0)
    assert free is not None
    assert not free[40, 38:40].any()  # 2.9 m ahead, where the bottom of the pit is seen close by
    assert free[40, 20:30].all()


def test_the_prompt_decides_which_robot_it_is() -> None:
    given = FREE_SPACE.answer(ROOM, np.random.default_rng(0), "en", None)
    assert given is not None
    width_m, tall_m = given.parameters["width_m"], given.parameters["height_m"]
    assert f"{width_m:g} m wide and {tall_m:g} m tall" in given.prompt
    np.testing.assert_array_equal(
        masks.decode(given.target, numbered(given)) == 1,
        free_floor(ROOM, float(width_m) / 2, float(tall_m)),  # type: ignore[arg-type]
    )
    other = next(each for each in ROBOTS_M if each[0] != width_m)
    said = given.prompt.replace(
        f"{width_m:g} m wide and {tall_m:g} m tall", f"{other[0]:g} m wide and {other[1]:g} m tall"
    )
    assert "not that of the metadata" in FREE_SPACE.faults(ROOM, replace(given, prompt=said))[0]
    forged = replace(given, prompt=said, parameters=given.parameters | {"width_m": other[0], "height_m": other[1]})
    assert "elsewhere than the truth" in FREE_SPACE.faults(ROOM, forged)[0]


def test_it_is_not_asked_without_a_floor() -> None:
    assert FREE_SPACE.answer(frame_of(FLOOR, WALL), np.random.default_rng(0), "en", None) is None
    assert CAMERA.location_m[2] == 1.5  # which the heights above are worked out from
