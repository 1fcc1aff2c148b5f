"""What is behind a door that is open: a hole in its wall, and a short passage with a floor, walls and a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...appearance.materials import sample_material, words_of
from ...object_mesh import object_box
from ...spec import AreaLight, Doorway, Light, Material, Pose, Procedural, SceneObject, Vec3, turn

CASING_M = 0.09  # of a door, beside and above its hole
LONG_M, HIGH_M, THICK_M = (1.1, 1.8), 2.35, 0.08
BESIDE_M = 0.45  # how much wider than its door a passage is, at either side
LIT = 0.55  # so many passages have a lamp on
POWER_W = (6.0, 20.0)


def pierced_wall(door: SceneObject, things: Sequence[SceneObject]) -> SceneObject | None:
    """Return the plain wall that a door on the floor hangs on, with a hole behind it; None where there is no such."""
    if door.pose.location_m[2] > 0.01 or not isinstance(door.geometry, Procedural):
        return None
    back = _behind(door, 0.12)
    for thing in things:
        low, high = object_box(thing)
        if thing.category == "wall" and _is_plain(thing) and ((low < back) & (high > back)).all():
            return _pierced(thing, door)
    return None


def _behind(door: SceneObject, metres: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return a point so far behind a door's middle."""
    assert isinstance(door.geometry, Procedural)
    _, depth, height = door.geometry.size_m
    return np.asarray((door.pose.matrix() @ (0.0, depth / 2 + metres, height / 2, 1.0))[:3])


def _is_plain(wall: SceneObject) -> bool:
    shape = wall.geometry
    if not isinstance(shape, Procedural) or shape.doorway:
        return False
    first = shape.generator.removesuffix(" wall").split()[-1]
    return shape.generator == "slab" or (shape.generator.endswith(" wall") and first in ("wide", "raised", "small"))


def _pierced(wall: SceneObject, door: SceneObject) -> SceneObject | None:
    assert isinstance(wall.geometry, Procedural)
    assert isinstance(door.geometry, Procedural)
    width, _, height = door.geometry.size_m
    x = float((np.linalg.inv(wall.pose.matrix()) @ (*door.pose.location_m, 1.0))[0])
    hole = Doorway(round(x, 5), round(width - 2 * CASING_M, 5), round(height - CASING_M, 5))
    inside = abs(hole.x_m) + hole.width_m / 2 < wall.geometry.size_m[0] / 2
    return replace(wall, geometry=replace(wall.geometry, doorway=hole)) if inside else None


def passage_behind(
    door: SceneObject, wall: SceneObject, first: int, rng: np.random.Generator
) -> tuple[tuple[SceneObject, ...], tuple[Light, ...]]:
    """Return the passage behind a wall that a door was cut into, as things numbered from `first`, and its lamp."""
    assert isinstance(wall.geometry, Procedural)
    assert wall.geometry.doorway
    (long, deep, _), hole = wall.geometry.size_m, wall.geometry.doorway
    left, right = (
        float(np.clip(hole.x_m + side * (hole.width_m / 2 + BESIDE_M), THICK_M - long / 2, long / 2 - THICK_M))
        for side in (-1, 1)
    )
    wide, middle, reach = right - left, (left + right) / 2, round(float(rng.uniform(*LONG_M)), 3)
    paint, ground = sample_material("paint", rng, ("white", "beige", "grey")), sample_material("planks", rng)
    back, y = deep / 2, deep / 2 + reach / 2
    parts: list[tuple[str, Vec3, Vec3, Material]] = [
        ("floor", (wide, reach + deep, 0.1), (middle, y - deep / 2, -0.1), ground),
        ("ceiling", (wide, reach, THICK_M), (middle, y, HIGH_M), paint),
        ("wall", (wide + 2 * THICK_M, THICK_M, HIGH_M + THICK_M), (middle, back + reach + THICK_M / 2, 0.0), paint),
        *(
            ("wall", (THICK_M, reach, HIGH_M + THICK_M), (end + side * THICK_M / 2, y, 0.0), paint)
            for end, side in ((left, -1), (right, 1))
        ),
    ]
    made = tuple(_part(wall, number, *part) for number, part in enumerate(parts, start=first))
    if rng.random() >= LIT:
        return made, ()
    at = (wall.pose.matrix() @ (middle, y, HIGH_M - 0.03, 1.0))[:3].round(5).tolist()
    power_w = round(float(rng.uniform(*POWER_W)), 2)
    return made, (AreaLight(Pose((at[0], at[1], at[2])), (0.3, 0.3), power_w, (1.0, 0.9, 0.78)),)


def _part(
    wall: SceneObject, number: int, category: str, size_m: Vec3, place_m: Vec3, material: Material
) -> SceneObject:
    """Return one slab of a passage, from its place in the wall's own space."""
    x, y, z = (wall.pose.matrix() @ (*place_m, 1.0))[:3].round(5).tolist()
    width, depth, height = (round(side, 5) for side in size_m)
    angle_deg = float(np.degrees(np.arctan2(*wall.pose.matrix()[1::-1, 0])))
    geometry = Procedural("slab", (width, depth, height), 0)
    pose = Pose((x, y, z), turn("z", round(angle_deg, 3)))
    return SceneObject(number, category, category, geometry, pose, (material,), words_of(material), 0)
