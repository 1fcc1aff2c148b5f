"""Lamps. Their shades shine (slot 0); the layout hangs a light where `bulb_m` says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, block, moved, ring, round_bar, tube
from ..core.printing import joined


def floor_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shade on a pole, or on three legs. Slots: shade, stand."""
    width, _, height = size_m
    shade_m = 0.17 * height
    neck_m = height - 0.6 * shade_m
    shade = _shade(width / 2, shade_m, height - shade_m, rng)
    if rng.random() < 0.35:
        knot = (0.0, 0.0, 0.62 * height)
        legs = [
            round_bar((0.36 * width * x, 0.36 * width * y, 0), knot, 0.01, 0.014, 1)
            for x, y in ((0.0, 1.0), (-0.87, -0.5), (0.87, -0.5))
        ]
        return joined([shade, *legs, round_bar(knot, (0, 0, neck_m), 0.012, 0.009, 1), _spider(width, neck_m)])
    foot = lathe([(0.34 * width, 0), (0.34 * width, 0.015), (0.32 * width, 0.022), (0.03, 0.03)]).with_slot(1)
    return joined([shade, foot, round_bar((0, 0, 0.02), (0, 0, neck_m), 0.011, 0.011, 1), _spider(width, neck_m)])


def table_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shade on a turned body. Slots: shade, body."""
    width, _, height = size_m
    shade_m = 0.45 * height
    body_m = height - shade_m
    belly = rng.uniform(0.18, 0.34) * width
    style = int(rng.integers(3))
    profiles = (
        [(0.24, 0), (0.24, 0.03), (0.06, 0.06), (0.045, 0.5), (0.045, 1.15)],
        [(0.6, 0), (0.85, 0.12), (1.0, 0.35), (0.8, 0.6), (0.3, 0.85), (0.2, 0.95), (0.14, 1.15)],
        [(0.7, 0), (0.95, 0.05), (1.0, 0.5), (0.95, 0.85), (0.4, 0.92), (0.14, 0.95), (0.12, 1.15)],
    )
    scale = width if style == 0 else belly
    body = lathe([(r * scale, z * body_m) for r, z in [(0.0, 0.0), *profiles[style]]], smooth_profile=style == 1)
    return joined([_shade(width / 2, shade_m, body_m, rng), body.with_slot(1), _spider(width, body_m * 1.12)])


def desk_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a jointed arm with a small cone at its end. Slots: diffuser, stand."""
    width, depth, height = size_m
    elbow = (0.0, depth / 2 - 0.008, 0.72 * height)
    tip = (0.0, 0.07 - depth / 2, height - 0.01)
    foot = lathe([(0.0, 0.0), (0.5 * width, 0), (0.5 * width, 0.012), (0.47 * width, 0.02), (0.01, 0.022)])
    head = as_part(ring([(0.07, 0), (0.06, 0.05), (0.025, 0.09)], 0.002, 1), "lampshade")
    disc = lathe([(0.0, 0.02), (0.056, 0.02), (0.056, 0.026), (0.0, 0.026)])
    arms = tube([(0, 0.05 * depth, 0.01), elbow], 0.008, 1), tube([elbow, tip], 0.008, 1)
    socket = (tip[0], tip[1], tip[2] - 0.085)
    return join([moved(disc, socket), moved(foot, (0, 0.05 * depth, 0), slot=1), *arms, moved(head, socket)])


def pendant_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shade that hangs from a cord. Slots: shade, cord and rose."""
    width, _, height = size_m
    shade_m = min(0.6 * width, 0.45 * height)
    cord = round_bar((0, 0, 0.8 * shade_m), (0, 0, height - 0.02), 0.004, 0.004, 1)
    rose = moved(lathe([(0.05, 0), (0.06, 0.012), (0.06, 0.03)]), (0, 0, height - 0.03), slot=1)
    return joined([_shade(width / 2, shade_m, 0.0, rng), cord, rose, _spider(width, 0.8 * shade_m)])


def ceiling_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dome or a flat disc under the ceiling. Slots: diffuser, rim."""
    width, _, height = size_m
    radius = width / 2
    if rng.random() < 0.5:
        bend = np.linspace(0, np.pi / 2, 9)
        dome = [(0.93 * radius * np.sin(a), 0.8 * height * (1 - np.cos(a))) for a in bend]
        bowl = lathe(dome, smooth_profile=True)
        rim = lathe([(0.8 * radius, 0.7 * height), (radius, 0.75 * height), (radius, height)]).with_slot(1)
        return join([bowl, rim])
    disc = lathe([(0.0, 0.0), (0.9 * radius, 0.0), (0.94 * radius, 0.1 * height), (0.94 * radius, 0.9 * height)])
    rim = ring([(radius, 0.05 * height), (radius, height)], 0.05 * radius, 1)
    return join([disc, rim])


# How high the bulb sits, as a share of the lamp's height. Ceiling lamps have none: their diffuser alone shines.
BULB_HEIGHT = {
    "floor lamp": 0.92,
    "table lamp": 0.78,
    "pendant lamp": 0.18,
    "chandelier": 0.36,
    "wall lamp": 0.62,
    "pendant bell": 0.02,
}


def _shade(radius_m: float, height_m: float, bottom_m: float, rng: np.random.Generator) -> Mesh:
    """Return a drum, cone or bell of outer radius `radius_m`, open above and below."""
    style = int(rng.integers(3))
    top = (0.96, rng.uniform(0.45, 0.75), 0.4)[style] * radius_m
    if style == 2:
        bell = [(1.0, 0.0), (0.82, 0.2), (0.66, 0.5), (0.52, 0.8), (0.4, 1.0)]
        wall = ring([(r * radius_m, bottom_m + z * height_m) for r, z in bell], 0.002)
    else:
        wall = ring([(radius_m, bottom_m), (top, bottom_m + height_m)], 0.002)
    return as_part(with_cloth(wall), "lampshade")


def with_cloth(wall: Mesh) -> Mesh:
    """Return the wall of a lampshade around z, with where its cloth is as texture coordinates.

    u goes once around it from 0 to 1, v from 1 at its lower rim to 2 at its upper one; without them v is 0 or less.
    """
    low, high = wall.bounds()
    corners = wall.vertices[wall.triangles]
    turn = np.arctan2(corners[..., 1], corners[..., 0]) / (2 * np.pi)
    turn = turn[:, :1] + (turn - turn[:, :1] + 0.5) % 1 - 0.5  # no triangle goes around the back
    up = 1 + (corners[..., 2] - low[2]) / (high[2] - low[2])
    return replace(wall, uv=np.stack([turn, up], axis=-1))


def _spider(width_m: float, height_m: float) -> Mesh:
    """Return the thin cross that carries a shade."""
    long_m = 0.9 * width_m * 0.5
    return join(
        [
            block((long_m, 0.004, 0.004), (0, 0, height_m), 0.001, 1),
            block((0.004, long_m, 0.004), (0, 0, height_m), 0.001, 1),
        ]
    )


GENERATORS: dict[str, Generator] = {
    "floor lamp": floor_lamp,
    "table lamp": table_lamp,
    "desk lamp": desk_lamp,
    "pendant lamp": pendant_lamp,
    "ceiling lamp": ceiling_lamp,
}
