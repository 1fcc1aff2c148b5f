"""Primitives standing on a floor under a sun: every surface has a closed form, so the truth can be proved."""

from __future__ import annotations

import math

import numpy as np

from ..appearance.colours import OBJECT_COLOURS, jittered
from ..assets.pool import AssetPool
from ..lighting import SunLight, World
from ..poses import Pose, Vec3, turn
from ..seeds import Stream
from ..spec import Material, Primitive, SceneObject, SceneSpec, Words
from .shared.layout import Contents, Layout, SceneSeeds, Shot

FLOOR_M = 12.0
SPREAD_M = 1.8  # objects stand within this distance of the middle
KINDS = (("box", "box"), ("sphere", "ball"), ("cylinder", "cylinder"))


def compose(seeds: SceneSeeds, _: AssetPool) -> Contents:
    """Put four to nine boxes, balls and cylinders on a floor, none touching another."""
    layout, materials = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    floor = SceneObject(
        1,
        "floor",
        "floor",
        Primitive("plane"),
        Pose(scale=(FLOOR_M, FLOOR_M, 1.0)),
        (Material("plaster", jittered((0.62, 0.6, 0.57), materials, 0.08), 0.8),),
    )
    spots = _spots(layout, int(layout.integers(4, 10)))
    things = tuple(_thing(i, spot, layout, materials) for i, spot in enumerate(spots, start=2))
    return Contents((floor, *things), (_sun(seeds.generator(Stream.LIGHTS)),), World((0.55, 0.65, 0.8), 0.7))


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Stand 2.5–5 m away at 0.8–2.5 m, and look near the middle."""
    angle, distance = rng.uniform(0, 2 * math.pi), rng.uniform(2.5, 5.0)
    eye = (distance * math.cos(angle), distance * math.sin(angle), rng.uniform(0.8, 2.5))
    x, y = rng.uniform(-0.4, 0.4, 2).tolist()
    return Shot(eye, (x, y, 0.3), fov_deg=rng.uniform(40, 75), roll_deg=rng.normal(0, 1.5))


LAYOUT = Layout("shapes", compose, frame)


def _spots(rng: np.random.Generator, count: int) -> list[tuple[float, float, float]]:
    """Return (x, y, diameter) of circles that keep 5 cm apart; fewer than `count` where they do not fit."""
    spots: list[tuple[float, float, float]] = []
    for _ in range(count * 20):
        x, y = rng.uniform(-SPREAD_M, SPREAD_M, 2).tolist()
        size = rng.uniform(0.2, 0.9)
        if all(math.hypot(x - a, y - b) > (size + other) / 2 + 0.05 for a, b, other in spots):
            spots.append((x, y, size))
        if len(spots) == count:
            break
    return spots


def _thing(
    instance: int, spot: tuple[float, float, float], layout: np.random.Generator, materials: np.random.Generator
) -> SceneObject:
    x, y, diameter = spot
    shape, noun = KINDS[layout.integers(len(KINDS))]
    side = diameter / math.sqrt(2) if shape == "box" else diameter
    height = side if shape == "sphere" else layout.uniform(0.2, 1.2)
    colour = str(materials.choice(sorted(OBJECT_COLOURS)))
    return SceneObject(
        instance,
        noun,
        noun,
        Primitive(shape),  # type: ignore[arg-type]
        Pose((x, y, height / 2), turn("z", layout.uniform(0, 360)), (side, side, height)),
        (Material("plastic", jittered(OBJECT_COLOURS[colour], materials, 0.04), materials.uniform(0.2, 0.7)),),
        Words(colour=colour, size=_size_word(side * side * height)),
        supporter=1,
    )


def _size_word(volume_m3: float) -> str:
    return "small" if volume_m3 < 0.03 else "large" if volume_m3 > 0.25 else ""


def _sun(rng: np.random.Generator) -> SunLight:
    angle, height = rng.uniform(0, 2 * math.pi), math.radians(rng.uniform(30, 70))
    direction: Vec3 = (
        -math.cos(angle) * math.cos(height),
        -math.sin(angle) * math.cos(height),
        -math.sin(height),
    )
    return SunLight(direction, irradiance_w_m2=rng.uniform(2.5, 4.0), angle_deg=1.0, colour=(1.0, 0.96, 0.9))
