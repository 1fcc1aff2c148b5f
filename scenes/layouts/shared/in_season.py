"""Composed scenes in one season: all that grows is of it, and in autumn leaves lie below the trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import wraps

import numpy as np
from scipy.spatial.transform import Rotation

from ...appearance.materials import words_of
from ...appearance.seasons import drawn_season, in_season, is_deciduous
from ...assets.pool import AssetPool
from ...generators.nature.relief import RELIEFS
from ...generators.nature.terrain import INLAYS, STONES
from ...generators.nature.undergrowth import FALLEN, FALLEN_M
from ...object_mesh import object_box
from ...poses import Pose, Quaternion, Vec3
from ...seeds import Stream
from ...spec import Material, Procedural, SceneObject
from ..landscape.ground import Ground
from .layout import Contents, SceneSeeds
from .library_textures import Compose

LITTERED_M = 30.0  # from the middle of a scene; further off nobody sees single leaves
SPREAD = (1.0, 1.5)  # times a crown's width is that of the leaves below it
PATTERNS = 3  # of fallen leaves in a scene
IN_GRASS_M, IN_GRASS = 0.03, 4.0  # leaves lie so high on a lawn, and so many times as deep in meadows
BROWN: Vec3 = (0.36, 0.23, 0.12)


def through_the_year(compose: Compose) -> Compose:
    """Let a layout's scenes be in one of four seasons."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        contents = compose(seeds, pool)
        rng = seeds.generator(Stream.SEASON)
        drawn = drawn_season(rng)
        season = contents.season or drawn
        objects = in_season(contents.objects, season, rng)
        fallen = _fallen(objects, rng) if season == "autumn" else ()
        return replace(contents, objects=(*objects, *fallen))

    return composed


def is_litter(thing: SceneObject) -> bool:
    """Return whether a thing is leaves or stones that lie about: it is of what carries it, and nobody stands on it."""
    return getattr(thing.geometry, "generator", "") in (FALLEN, STONES)


def _fallen(objects: tuple[SceneObject, ...], rng: np.random.Generator) -> Iterator[SceneObject]:
    """Yield leaves below the trees near the middle, in their colour: each a part of what the tree stands on."""
    shapes = [Procedural(FALLEN, FALLEN_M, int(rng.integers(2**31))) for _ in range(PATTERNS)]
    number = len(objects)
    for tree in objects:
        x, y, _ = tree.pose.location_m
        if not is_deciduous(tree) or np.hypot(x, y) > LITTERED_M or not tree.supporter:
            continue
        below = objects[tree.supporter - 1]
        shape, spread = shapes[int(rng.integers(PATTERNS))], float(rng.uniform(*SPREAD))
        pose = _pose(tree, below, spread)
        if pose:
            number += 1
            skin = _dried(tree.materials[0])
            yield SceneObject(number, below.category, below.name, shape, pose, (skin,), words_of(skin), below.instance)


def _dried(material: Material) -> Material:
    r, g, b = (0.6 * np.asarray(material.colour) + 0.4 * np.asarray(BROWN)).round(4).tolist()
    return replace(material, family="leaves", colour=(r, g, b))


def _pose(tree: SceneObject, below: SceneObject, spread: float) -> Pose | None:
    """Return where leaves lie below a tree: along the slope of open land, or within the top of what is level."""
    x, y, z = tree.pose.location_m
    wide_m = spread * float(getattr(tree.geometry, "size_m", (4.0,))[0]) * tree.pose.scale[0]
    times = wide_m / FALLEN_M[0]
    if isinstance(below.geometry, Procedural) and below.geometry.generator in (*RELIEFS, *INLAYS):
        ground = Ground(below.geometry, below.pose.location_m[2])
        place = (x, y, round(ground.height_m(x, y) - 0.001, 4))
        return Pose(place, _along(ground.normal(x, y, wide_m / 3)), (round(times, 4), round(times, 4), IN_GRASS))
    low, high = object_box(below)
    near = np.maximum(low[:2] + 0.05, np.array((x, y)) - wide_m / 2)
    far = np.minimum(high[:2] - 0.05, np.array((x, y)) + wide_m / 2)
    if (far - near).min() < 0.3:
        return None
    middle, scale = ((near + far) / 2).round(4).tolist(), ((far - near) / FALLEN_M[0]).round(4).tolist()
    raised_m = IN_GRASS_M if below.category == "lawn" else 0.0
    return Pose((*middle, round(z + raised_m, 4)), scale=(*scale, 1.0))


def _along(up: Vec3) -> Quaternion:
    tilt = Rotation.from_rotvec(np.cross((0.0, 0.0, 1.0), up))
    w, x, y, z = tilt.as_quat(canonical=True, scalar_first=True).round(6).tolist()
    return (w, x, y, z)
