"""What is behind a door that is open: a hole in its wall, and a short passage with a floor, walls and a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...appearance.materials import sample_material, words_of
from ...generators.core.walls import GENERATORS
from ...lighting import AreaLight, Light
from ...object_mesh import object_box
from ...poses import Pose, Vec3, turn
from ...spec import Doorway, Geometry, Material, Procedural, SceneObject

CASING_M = 0.09  # of a door, beside and above its hole
LONG_M, HIGH_M, THICK_M = (1.1, 1.8), 2.35, 0.08
BESIDE_M = 0.45  # how much wider than its door a passage is, at either side
LIT = 0.5  # so many passages have a lamp on
POWER_W, LAMP_M = (4.0, 14.0), 0.03
PLAIN = frozenset({"slab", "lined slab"})
ON_FLOOR_M, WITHIN_M = 0.01, 0.12  # where a door stands on the floor, and how far behind it its wall surely is
WARM: Vec3 = (1.0, 0.9, 0.78)


def pierced_wall(door: SceneObject, things: Sequence[SceneObject]) -> SceneObject | None:
    """Return the plain wall that a door on the floor hangs on, with a hole behind it; None where there is no such."""
    if door.pose.location_m[2] > ON_FLOOR_M or not isinstance(door.geometry, Procedural):
        return None
    _, depth, height = door.geometry.size_m
    back = (door.pose.matrix() @ (0.0, depth / 2 + WITHIN_M, height / 2, 1.0))[:3]
    for thing in things:
        low, high = object_box(thing)
        if thing.category == "wall" and ((low < back) & (high > back)).all():
            return _pierced(thing, thing.geometry, door.pose.location_m, door.geometry.size_m)
    return None


def _pierced(wall: SceneObject, shape: Geometry, place_m: Vec3, size_m: Vec3) -> SceneObject | None:
    if not isinstance(shape, Procedural) or shape.doorway or not _is_plain(shape):
        return None
    x = float((np.linalg.inv(wall.pose.matrix()) @ (*place_m, 1.0))[0])
    hole = Doorway(round(x, 5), round(size_m[0] - 2 * CASING_M, 5), round(size_m[2] - CASING_M, 5))
    inside = abs(hole.x_m) + hole.width_m / 2 < shape.size_m[0] / 2
    return replace(wall, geometry=replace(shape, doorway=hole)) if inside else None


def _is_plain(wall: Procedural) -> bool:
    """Return whether a wall of a room or a hall has no window."""
    return wall.generator in PLAIN or (wall.generator in GENERATORS and "window" not in wall.generator)


def passage_behind(
    wall: SceneObject, first: int, rng: np.random.Generator
) -> tuple[tuple[SceneObject, ...], tuple[Light, ...]]:
    """Return the passage behind a wall's doorway, as things numbered from `first`, and its lamp."""
    shape = wall.geometry
    if not isinstance(shape, Procedural) or shape.doorway is None:
        return (), ()
    (long, deep, _), hole = shape.size_m, shape.doorway
    left, right = (
        float(np.clip(hole.x_m + side * (hole.width_m / 2 + BESIDE_M), THICK_M - long / 2, long / 2 - THICK_M))
        for side in (-1, 1)
    )
    reach, middle = round(float(rng.uniform(*LONG_M)), 3), (left + right) / 2
    slabs = _slabs((left, right), deep, reach, rng)
    made = tuple(_part(wall, first, number, *slab) for number, slab in enumerate(slabs, start=first))
    if rng.random() >= LIT:
        return made, ()
    x, y, z = (wall.pose.matrix() @ (middle, (deep + reach) / 2, HIGH_M - LAMP_M, 1.0))[:3].round(5).tolist()
    power_w = round(float(rng.uniform(*POWER_W)), 2)
    return made, (AreaLight(Pose((x, y, z)), (0.3, 0.3), power_w, WARM),)


def _slabs(
    ends: tuple[float, float], deep: float, reach: float, rng: np.random.Generator
) -> list[tuple[str, Vec3, Vec3, Material]]:
    """Return category, size, place and material of floor, ceiling and three walls, in the space of the pierced wall."""
    paint, ground = sample_material("paint", rng, ("white", "beige", "grey")), sample_material("planks", rng)
    (left, right), tall = ends, HIGH_M + THICK_M
    wide, middle, y = right - left, (left + right) / 2, (deep + reach) / 2
    return [
        ("floor", (wide, reach + deep, 0.1), (middle, y - deep / 2, -0.1), ground),
        ("ceiling", (wide, reach, THICK_M), (middle, y, HIGH_M), paint),
        ("wall", (wide + 2 * THICK_M, THICK_M, tall), (middle, deep / 2 + reach + THICK_M / 2, 0.0), paint),
        *(("wall", (THICK_M, reach, tall), (x, y, 0.0), paint) for x in (left - THICK_M / 2, right + THICK_M / 2)),
    ]


def _part(
    wall: SceneObject, floor: int, number: int, category: str, size_m: Vec3, place_m: Vec3, material: Material
) -> SceneObject:
    """Return one slab of a passage, from its place in the wall's own space."""
    x, y, z = (wall.pose.matrix() @ (*place_m, 1.0))[:3].round(5).tolist()
    width, depth, height = (round(side, 5) for side in size_m)
    angle_deg = float(np.degrees(np.arctan2(*wall.pose.matrix()[1::-1, 0])))
    geometry = Procedural("slab", (width, depth, height), 0)
    pose = Pose((x, y, z), turn("z", round(angle_deg, 3)))
    below = floor if category == "wall" else 0
    return SceneObject(number, category, category, geometry, pose, (material,), words_of(material), below)
