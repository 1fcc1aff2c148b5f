"""Doors and drawers in clips: each goes its way at one speed, and truth tells what of a thing moves."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.cameras import Camera
from cavendish.scenes.geometry.hollows import Box
from cavendish.scenes.geometry.leaves import Leaf, leaves_of
from cavendish.scenes.geometry.opening import moving_boxes
from cavendish.scenes.layouts.shared.ajar import with_leaf
from cavendish.scenes.lighting import World
from cavendish.scenes.motion.clip import Clip, clip_of
from cavendish.scenes.motion.doors import Swing, share_s, swings
from cavendish.scenes.motion.rigid import STILL
from cavendish.scenes.object_mesh import geometry_mesh, rigid_pieces
from cavendish.scenes.poses import Pose, look_at, turn
from cavendish.scenes.spec import Material, Primitive, Procedural, SceneObject, SceneSpec

GREY = (Material("plastic", (0.5, 0.5, 0.5)),) * 3
FRIDGE = SceneObject(
    2,
    "refrigerator",
    "refrigerator",
    Procedural("refrigerator", (0.6, 0.65, 1.8), 1),
    Pose(rotation=turn("z", 30)),
    GREY,
    supporter=1,
)
EYE = (0.8, -2.2, 1.5)
CAMERA = Camera(EYE, look_at(EYE, (0.0, 0.0, 1.0)), 96, 64, 60.0, 48.0, 32.0)
LENGTH_S = 1.0


def scene(*things: SceneObject) -> SceneSpec:
    floor = SceneObject(1, "floor", "floor", Primitive("box"), Pose((0, 0, -0.05), scale=(9.0, 9.0, 0.1)), GREY)
    return SceneSpec("room", 0, 0, (floor, *things), (), World(), (CAMERA,))


def leaf_of(thing: SceneObject, place: int = 0) -> tuple[Leaf, tuple[Box, ...]]:
    shape = geometry_mesh(thing.geometry)
    leaf = leaves_of(shape)[place]
    return leaf, moving_boxes(shape, leaf)


def swing(first: float = 0.0, last: float = 1.0, speed: float = 0.5) -> Swing:
    leaf, boxes = leaf_of(FRIDGE)
    return Swing(2, leaf, FRIDGE.pose, boxes, (first, last), speed)


def clip(attempt: int = 0, *things: SceneObject) -> Clip:
    return clip_of(scene(FRIDGE, *things), CAMERA, 7, 6.0, attempt)


def test_it_goes_at_one_speed_and_stays_at_the_end() -> None:
    assert [swing(0.1, 0.7).share(time) for time in (0.0, 0.5, 1.0, 3.0)] == pytest.approx([0.1, 0.35, 0.6, 0.7])
    assert [swing(0.7, 0.1).share(time) for time in (0.0, 0.5, 1.0, 3.0)] == pytest.approx([0.7, 0.45, 0.2, 0.1])


def test_a_point_at_a_radius_moves_by_the_chord() -> None:
    moving = swing()
    leaf = moving.leaf
    near, far = (leaf.low_m[0], leaf.high_m[0]) if leaf.side == "left" else (leaf.high_m[0], leaf.low_m[0])
    world = FRIDGE.pose.matrix()
    hinge, edge = ((world @ (x, leaf.front_m, 1.0, 1.0))[:3] for x in (near, far))
    gone_m = np.linalg.norm(moving.step(0.0, 0.8).of(edge) - edge)
    radius_m, angle = abs(far - near), math.radians(0.8 * 0.5 * leaf.most_deg)
    assert gone_m == pytest.approx(2 * radius_m * math.sin(angle / 2))
    np.testing.assert_allclose(moving.step(0.0, 0.8).of(hinge), hinge, atol=1e-12)


def test_steps_lead_from_frame_to_frame() -> None:
    moving = swing()
    point = np.array([0.1, -0.4, 1.0])
    on = moving.step(0.5, 1.0).of(moving.step(0.0, 0.5).of(point))
    np.testing.assert_allclose(on, moving.step(0.0, 1.0).of(point), atol=1e-12)
    back = moving.step(1.0, 0.0).after(moving.step(0.0, 1.0))
    np.testing.assert_allclose(back.of(point), point, atol=1e-12)


@pytest.mark.parametrize("time_s", [0.0, 1.1])
def test_its_boxes_are_where_the_mesh_has_it(time_s: float) -> None:
    moving = swing()
    (_, _), (leaf, where) = rigid_pieces(moving.at(FRIDGE, time_s))
    corners = where.of(leaf.vertices[leaf.triangles].mean(axis=1))
    world = FRIDGE.pose.matrix()
    points = corners @ world[:3, :3].T + world[:3, 3]
    held = np.zeros(len(points), bool)
    for region in moving.regions(time_s):
        inverse = np.linalg.inv(region.matrix())
        held |= (np.abs(points @ inverse[:3, :3].T + inverse[:3, 3]) <= 0.5).all(axis=1)
    assert held.all()


def test_a_door_opens_before_the_camera_and_all_else_stands() -> None:
    opening = next(each for each in map(clip, range(20)) if each.swings)
    spec = scene(FRIDGE)
    (moving,) = opening.swings
    scenes = [opening.scene(spec, frame) for frame in range(7)]
    shapes = [each.objects[1].geometry for each in scenes]
    shares = [dict(each.ajar)[moving.leaf.number] for each in shapes if isinstance(each, Procedural)]
    assert shares[0] == 0
    assert (np.diff(shares) > 0).all()
    assert {each.objects[0] for each in scenes} == {spec.objects[0]}
    assert {each.objects[1].words.state for each in scenes} == {""}, "while it moves, it is neither open nor closed"
    motion, regions = opening.part_steps(0)[2]
    assert motion != STILL
    assert len(regions) == len(moving.boxes)
    assert not opening.steps(0), "the thing itself stands"


def test_it_is_as_fast_as_somebody_would_open_it() -> None:
    leaf, _ = leaf_of(FRIDGE)
    assert share_s(leaf, 0.0) * leaf.most_deg == pytest.approx(25)
    assert share_s(leaf, 1.0) * leaf.most_deg == pytest.approx(60)
    drawer, _ = leaf_of(replace(FRIDGE, geometry=Procedural("drawer unit", (0.6, 0.57, 0.86), 1)))
    assert share_s(drawer, 1.0) * drawer.reach_m == pytest.approx(0.35)


def moved(thing: SceneObject, seed: int, *others: SceneObject, probes: tuple[SceneObject, ...] = ()) -> list[Swing]:
    return swings(scene(thing, *others), CAMERA, probes, LENGTH_S, np.random.default_rng(seed))


def test_what_would_meet_something_or_the_camera_stays() -> None:
    front = FRIDGE.pose.matrix()[:3, :3] @ (0.0, -0.62, 0.9)
    pillar = SceneObject(
        3,
        "column",
        "column",
        Primitive("box"),
        Pose(tuple(front.tolist()), FRIDGE.pose.rotation, (0.6, 0.5, 1.8)),
        GREY,
    )
    assert all(moved(FRIDGE, seed) for seed in range(4))
    assert not any(moved(FRIDGE, seed, pillar) for seed in range(4))
    assert not any(moved(FRIDGE, seed, probes=(pillar,)) for seed in range(4))


def test_a_door_of_a_room_moves_only_where_there_is_a_hole_behind_it() -> None:
    door = replace(FRIDGE, category="door", geometry=Procedural("door", (0.95, 0.09, 2.1), 1))
    assert not any(moved(door, seed) for seed in range(4))
    found = moved(with_leaf(door, 1, 0.8), 0)
    assert found[0].ends[0] == 0.8
    assert found[0].ends[1] < 0.8, "what is open wide is shut"


def test_what_shows_the_camera_its_back_stays() -> None:
    behind = replace(FRIDGE, pose=replace(FRIDGE.pose, rotation=turn("z", 180)))
    assert not any(moved(behind, seed) for seed in range(4))
