"""What belongs to water and to land that people roam: a pool, a pier, a rowing boat, a fountain, a tent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, plate, round_bar, slab, tilted, tube

RIM_M = 0.24  # how high the coping of a pool lies
FREEBOARD_M = 0.09  # from its water up to the coping
PLANK_M = 0.145
POST_PITCH_M = 2.4
POST_UP_M = 0.55  # so far the mooring posts of a pier reach above its planks


def swimming_pool(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pool with a coping and a ladder at its +x end. Slots: coping, water, ladder, tiles."""
    width, depth, height = size_m
    wide_m, water_m = 0.36, RIM_M - FREEBOARD_M
    parts = []
    for s in (-1, 1):
        parts += [
            bar((width - 0.08, wide_m - 0.08, RIM_M - 0.05), (0, s * (depth - wide_m) / 2, 0), 3),
            block((width, wide_m, 0.05), (0, s * (depth - wide_m) / 2, RIM_M - 0.05), 0.015, 0, 2),
            bar((wide_m - 0.08, depth - 2 * wide_m, RIM_M - 0.05), (s * (width - wide_m) / 2, 0, 0), 3),
            block((wide_m, depth - 2 * wide_m, 0.05), (s * (width - wide_m) / 2, 0, RIM_M - 0.05), 0.015, 0, 2),
        ]
    parts.append(bar((width - 2 * wide_m + 0.04, depth - 2 * wide_m + 0.04, water_m), (0, 0, 0), 1))
    inside, outside = width / 2 - wide_m - 0.1, width / 2 - 0.1
    angle = np.linspace(0, np.pi, 17)
    radius, middle = (outside - inside) / 2, (outside + inside) / 2
    bend = np.column_stack(
        [middle - radius * np.cos(angle), 0 * angle, height - radius - 0.02 + radius * np.sin(angle)]
    )
    rail = np.concatenate([[(inside, 0, water_m - 0.1)], bend, [(outside, 0, RIM_M - 0.02)]])
    parts += [tube(rail + np.array([0, s * 0.27, 0]), 0.02, 2) for s in (-1, 1)]
    return join([*parts, bar((0.09, 0.54, 0.03), (inside, 0, water_m + 0.02), 2)])


def pier(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pier of planks along y, on posts that reach down to z = 0. Slots: planks, posts."""
    width, long, height = size_m
    deck_m = height - POST_UP_M
    count = max(4, round(long / PLANK_M))
    pitch = long / count
    parts = []
    for k in range(count):
        wide_m = width - float(rng.uniform(0.0, 0.05))
        at = ((k + 0.5) / count - 0.5) * long
        parts.append(bar((wide_m, pitch - 0.012, 0.04), (float(rng.normal(0, 0.006)), at, deck_m - 0.04)))
    parts += [bar((0.09, long, 0.16), (s * (width / 2 - 0.16), 0, deck_m - 0.2), 1) for s in (-1, 1)]
    rows = max(2, round(long / POST_PITCH_M) + 1)
    for k, y in enumerate(np.linspace(0.2 - long / 2, long / 2 - 0.2, rows).tolist()):
        top_m = height if k % 2 == 0 else deck_m - 0.05
        x = width / 2 - 0.07
        parts += [round_bar((s * x, y, 0), (s * x, y, top_m), 0.085, 0.075, 1) for s in (-1, 1)]
        parts.append(bar((width - 0.2, 0.1, 0.14), (0, y + 0.12, deck_m - 0.34), 1))
    return join(parts)


def rowing_boat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open boat along y with its bow at −y, thwarts and two oars. Slots: hull, inside, gunwale, oars."""
    width, long, height = size_m
    v = np.linspace(-1, 1, 25)
    half = 0.5 * width * np.where(v < 0, 1 - np.abs(v) ** 2.4, 1 - 0.32 * np.abs(v) ** 2.2)
    half = np.maximum(half, 0.012)
    sheer = height * (0.72 + 0.28 * np.abs(v) ** 2.2 - 0.1 * (v > 0) * v)
    keel = 0.16 * height * np.clip(-v, 0, 1) ** 3
    round_ = np.linspace(-1, 1, 17)
    bulge = np.sign(round_) * np.abs(round_) ** 0.55
    rise = np.abs(round_) ** 2.3
    x = half[:, None] * bulge
    z = keel[:, None] + (sheer - keel)[:, None] * rise
    y = np.broadcast_to(0.49 * long * v[:, None], x.shape)
    skin = np.stack([x, y, z], axis=-1)
    hull = plate(skin[:, ::-1], 0.02, 0)
    lining = plate(skin * (0.93, 0.97, 1.0) + (0, 0, 0.035), 0.01, 1)
    rails = [tube(np.column_stack([s * half, 0.49 * long * v, sheer]), 0.024, 2, 8) for s in (-1, 1)]
    stern = bar((2 * half[-1], 0.03, 0.62 * sheer[-1]), (0, 0.49 * long, 0.38 * sheer[-1]), 0)
    seats = [
        bar((1.86 * float(np.interp(at, v, half)), 0.2, 0.028), (0, 0.49 * long * at, 0.56 * height), 2)
        for at in (-0.42, 0.12, 0.66)
    ]
    oars = []
    for s in (-1, 1):
        x_m = s * 0.2 * width
        oars.append(round_bar((x_m, -0.3 * long, 0.62 * height), (x_m, 0.36 * long, 0.62 * height), 0.02, 0.02, 3))
        oars.append(bar((0.11, 0.42, 0.014), (x_m, -0.38 * long, 0.61 * height), 3))
    return join([hull, lining, *rails, stern, *seats, *oars])


def fountain(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round basin with a bowl on a stem in its middle. Slots: stone, water."""
    width, _, height = size_m
    r, rim = width / 2, 0.3 * height
    wall = lathe(
        [
            (r - 0.04, 0),
            (r - 0.04, rim - 0.06),
            (r, rim - 0.06),
            (r, rim),
            (r - 0.16, rim),
            (r - 0.16, 0),
            (r - 0.04, 0),
        ],
        56,
        caps=False,
    )
    base = lathe([(r - 0.04, 0.0), (r - 0.04, 0.02)], 56)
    pool = lathe([(r - 0.15, 0.01), (r - 0.15, rim - 0.08)], 56).with_slot(1)
    bowl, lip = 0.46 * r, 0.78 * height
    stem = [(0.3 * r, 0.02), (0.26 * r, 0.42 * height), (0.1 * r, 0.48 * height), (0.08 * r, lip - 0.14)]
    shaft = lathe([*stem, (bowl, lip - 0.02), (bowl, lip + 0.01), (bowl - 0.05, lip + 0.01), (0.0, lip - 0.08)], 40)
    water = lathe([(0.0, lip - 0.04), (bowl - 0.05, lip - 0.04), (bowl - 0.05, lip - 0.005), (0, lip - 0.005)], 40)
    jet = lathe([(0.05 * r, lip - 0.02), (0.03 * r, 0.95 * height), (0.0, height)], 12)
    return join([wall, base, pool, shaft, water.with_slot(1), jet])


def tent(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ridge tent that opens towards −y, with its flaps thrown back. Slots: cloth, inside, poles."""
    width, long, height = size_m
    w, d = 0.42 * width, 0.46 * long
    ridge = np.linspace(-1, 1, 9)
    sag = height * (0.97 - 0.05 * (1 - ridge**2))
    parts = []
    for s in (-1, 1):
        down = np.linspace(0, 1, 7)
        x = s * w * (down * (1 - 0.1 * np.sin(np.pi * down)))
        points = np.stack(
            [np.broadcast_to(x, (9, 7)), np.broadcast_to(d * ridge[:, None], (9, 7)), sag[:, None] * (1 - down)], -1
        )
        parts.append(plate(points if s > 0 else points[:, ::-1], 0.01, 0))
        parts += [tube([(s * 0.99 * w, y, 0.02), (s * width / 2, y, 0.0)], 0.008, 2, 6) for y in (-d, 0.0, d)]
    end = np.array([(-0.97 * w, 0.01), (0.97 * w, 0.01), (0, 0.95 * height)])
    parts.append(moved(_sheet_of(end, 0.01), (0, 0.98 * d, 0)))
    parts.append(moved(_sheet_of(0.96 * end, 0.01, 1), (0, 0.12 - d, 0)))
    flap = np.array([(0.46 * w, 0.0), (0.98 * w, 0.0), (0.12 * w, 0.86 * height), (0.02, 0.93 * height)])
    parts.append(moved(_sheet_of(flap, 0.012), (0, -0.97 * d, 0)))
    parts.append(moved(_sheet_of((flap * np.array([-1.0, 1.0]))[::-1], 0.012), (0, -0.97 * d, 0)))
    parts += [round_bar((0, y, 0), (0, y, height), 0.016, 0.016, 2) for y in (-d - 0.02, d + 0.02)]
    parts += [tube([(0, s * d, 0.97 * height), (0, s * long / 2, 0.0)], 0.008, 2, 6) for s in (-1, 1)]
    return join(parts)


def _sheet_of(outline: NDArray[np.float64], thick_m: float, slot: int = 0) -> Mesh:
    """Return an upright sheet in y = 0 over an outline N×2 (x, z), counter-clockwise as seen from −y."""
    return moved(tilted(slab(outline, -thick_m / 2, thick_m / 2), -90), (0, 0, 0), slot=slot)


GENERATORS: dict[str, Generator] = {
    "swimming pool": swimming_pool,
    "pier": pier,
    "rowing boat": rowing_boat,
    "fountain": fountain,
    "tent": tent,
}
