"""What people drink from: tumblers and stemmed glasses with thick feet, round rims and what is in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator

EMPTY, CLEAR = 0.4, 0.35  # so many tumblers are empty, and so many hold water, which is one body with the glass
FLUTED = 0.3  # so many tumblers are cut
SEATED_M = 0.0007  # so far drinks reach into the wall of their glass: no air lies between the two
CLIMB_M = 0.0015  # so much higher a drink stands at the wall
SEGMENTS = 48
Profile = list[tuple[float, float]]


def tumbler(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a drinking glass with a thick foot, some cut; empty, with water, or with a drink. Slots: glass, drink."""
    width, _, height = size_m
    wall, foot_m, r = float(rng.uniform(0.0018, 0.0028)), float(rng.uniform(0.006, 0.013)), width / 2
    slim, belly = float(rng.uniform(0.68, 0.98)), float(rng.choice([0.0, 0.0, 0.12]))
    z = np.linspace(0.004, height - 0.5 * wall, 8)
    share = z / height
    radii = r * np.minimum(slim + (1 - slim) * share + belly * np.sin(np.pi * share), 1.0)
    outside = list(zip(radii.tolist(), z.tolist(), strict=True))
    foot = [(0.0, 0.0015), (0.7 * radii[0], 0.0012), (0.8 * radii[0], 0.0), (0.94 * radii[0], 0.0)]
    drawn, level = float(rng.random()), height * float(rng.uniform(0.35, 0.82))
    is_water = EMPTY <= drawn < EMPTY + CLEAR
    inside = _inside(outside, wall, foot_m)
    glass = _skin([*foot, *outside], _filled(inside, level) if is_water else inside, height)
    if rng.random() < FLUTED and not belly:
        glass = _cut(glass, outside, int(rng.choice([8, 12, 16])), 0.62 * height)
    if drawn < EMPTY + CLEAR:
        return glass
    return join([glass, _drink(inside, level).with_slot(1)])


def wine_glass(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a glass on a stem, with some wine or without. Slots: glass, wine."""
    r, h = size_m[0] / 2, size_m[2]
    belly, stem, mouth = float(rng.uniform(0.55, 0.66)), float(rng.uniform(0.38, 0.46)), float(rng.uniform(0.74, 0.92))
    foot = [(0.0, 0.003), (0.5 * r, 0.001), (0.82 * r, 0.0), (0.86 * r, 0.0012), (0.8 * r, 0.0028), (0.2 * r, 0.03 * h)]
    shaft = [(0.0045, 0.09 * h), (0.0038, 0.5 * stem * h), (0.0042, (stem - 0.04) * h), (0.2 * r, stem * h)]
    at = np.array([0.03, 0.09, 0.18, belly - stem, 0.75 * (1 - stem), 1 - stem - 0.004])
    bowl = r * np.array([0.52, 0.78, 0.93, 1.0, 0.5 + 0.5 * mouth, mouth])
    outside = list(zip(bowl.tolist(), ((stem + at) * h).tolist(), strict=True))
    inside = _inside([(0.12 * r, (stem + 0.004) * h), *outside], 0.0012, (stem + 0.018) * h)
    glass = _skin([*foot, *shaft, *outside], inside, h)
    if rng.random() < EMPTY:
        return glass
    return join([glass, _drink(inside, (stem + float(rng.uniform(0.13, 0.24))) * h).with_slot(1)])


def _inside(outside: Sequence[tuple[float, float]], wall_m: float, floor_m: float) -> Profile:
    """Return the inner wall from the middle of a vessel's floor to its rim."""
    radii, heights = np.asarray(outside).T
    corner = float(np.interp(floor_m + 0.003, heights, radii)) - wall_m
    above = [(float(r) - wall_m, float(z)) for r, z in outside if z > floor_m + 0.006]
    return [
        (0.0, floor_m - 0.0008),
        (0.6 * corner, floor_m - 0.0004),
        (0.9 * corner, floor_m),
        (corner, floor_m + 0.003),
        *above,
    ]


def _filled(inside: Profile, level_m: float) -> Profile:
    """Return the inner wall above a liquid's face, and that face, which climbs a little at the wall."""
    radii, heights = np.asarray(inside).T
    edge = float(np.interp(level_m, heights, radii))
    face = [(0.0, level_m - CLIMB_M), (edge - 0.004, level_m - CLIMB_M), (edge - 0.001, level_m - 0.4 * CLIMB_M)]
    return [*face, (edge, level_m), *((r, z) for r, z in inside if z > level_m + 0.002)]


def jar_profile(radius_m: float, height_m: float) -> Profile:
    """Return the outer side of a straight jar from the middle of its foot to its rim."""
    r, side = radius_m, np.linspace(0.004, height_m - 0.002, 6)
    return [(0.0, 0.0012), (0.8 * r, 0.001), (0.86 * r, 0.0), (0.95 * r, 0.0006), *((r, float(z)) for z in side)]


def vessel(outside: Profile, wall_m: float, floor_m: float, height_m: float) -> Mesh:
    """Return a vessel of an outer side, from the middle of its foot to its rim, and so thick a wall and floor."""
    return _skin(outside, _inside(outside, wall_m, floor_m), height_m)


def _skin(outside: Profile, inside: Profile, height_m: float) -> Mesh:
    """Return the closed skin over both sides of a vessel, its rim round."""
    (outer, _), (inner, _) = outside[-1], inside[-1]
    half = (outer - inner) / 2
    rim = [
        (inner + (1 + s) * half, height_m - (1 - lift) * half) for s, lift in ((0.75, 0.66), (0.0, 1.0), (-0.75, 0.66))
    ]
    return lathe([*outside, *rim, *inside[::-1]], SEGMENTS, smooth_profile=True, caps=False)


def _drink(inside: Profile, level_m: float) -> Mesh:
    """Return what fills a vessel up to a level, its sides just inside the glass."""
    top = _filled(inside, level_m)[:4]
    below = [(r, z) for r, z in inside if z < level_m - 0.001]
    side = [(r + SEATED_M * (r > 0), z - SEATED_M) for r, z in below]
    edge = (top[-1][0] + SEATED_M, level_m)
    return lathe([*side, edge, *top[2::-1]], SEGMENTS, smooth_profile=False, caps=False)


def _cut(glass: Mesh, outside: Profile, count: int, up_to_m: float) -> Mesh:
    """Return a vessel with flat facets around the outer side of its lower part."""
    x, y, z = glass.vertices.T
    radii, heights = np.asarray(outside).T
    is_outer = np.hypot(x, y) > np.interp(z, heights, radii) - 0.0006
    pitch = 2 * np.pi / count
    off = np.arctan2(y, x) % pitch - pitch / 2
    depth = is_outer * np.clip((up_to_m - z) / 0.008, 0, 1) * np.clip((z - 0.003) / 0.003, 0, 1)
    flat = 1 - depth * (1 - np.cos(pitch / 2) / np.cos(off))
    return glass.with_vertices(np.column_stack([x * flat, y * flat, z]))


GENERATORS: dict[str, Generator] = {"tumbler": tumbler, "wine glass": wine_glass}
