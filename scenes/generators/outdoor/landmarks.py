"""What is seen from afar, and what hangs before houses: towers, awnings, flags. Fronts face −y."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, arc, bar, moved, plate, round_bar, slab, tilted, tube


def church_tower(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a square tower with louvres, a clock on each side and a pointed roof. Slots: wall, roof, dark, trim."""
    width, _, height = size_m
    eave = float(rng.uniform(0.6, 0.68)) * height
    w = 0.46 * width
    parts = [bar((2 * w, 2 * w, eave), (0, 0, 0))]
    parts += [bar((2 * w + 0.24, 2 * w + 0.24, 0.28), (0, 0, z * eave), 3) for z in (0.3, 0.62, 0.86)]
    parts.append(bar((width, width, 0.5), (0, 0, eave - 0.2), 3))
    parts += [bar((0.9, 0.9, 0.9 * eave), (sx * (w - 0.3), sy * (w - 0.3), 0)) for sx in (-1, 1) for sy in (-1, 1)]
    for turn_deg in (0, 90, 180, 270):
        parts += [moved(each, (0, 0, 0), turn_deg) for each in _belfry(w, eave, height)]
    spire = [(0.5 * 2**0.5 * width, eave + 0.3), (0.32 * width, eave + 0.32 * (height - eave)), (0.0, height - 1.6)]
    roof = moved(lathe(spire, 4), (0, 0, 0), 45, 1)
    cross = [bar((0.14, 0.14, 2.0), (0, 0, height - 2.0), 2), bar((0.8, 0.14, 0.14), (0, 0, height - 0.7), 2)]
    return join([*parts, as_part(roof, "roof"), *cross])


def _belfry(w: float, eave_m: float, height_m: float) -> list[Mesh]:
    """Return one side's louvres, slits and clock."""
    clock = tilted(lathe([(0.42 * w, 0.0), (0.42 * w, 0.1)], 32), -90)
    parts = [moved(clock, (0, -w, 0.7 * eave_m), slot=3)]
    for angle, long in ((55.0, 0.26 * w), (-20.0, 0.36 * w)):
        hand = bar((0.12, 0.05, long), (0, 0, 0), 2)
        matrix = np.eye(4)
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        matrix[:3, :3] = [[c, 0, s], [0, 1, 0], [-s, 0, c]]
        parts.append(moved(hand.transformed(matrix), (0, -w - 0.12, 0.7 * eave_m)))
    high, low = 0.94 * eave_m, 0.885 * eave_m
    arch = [(-1.0, 0.0), (1.0, 0.0), *[(x, 1.3 + z) for x, z in arc(9, 0, 180).tolist()]]
    for x in (-0.42 * w, 0.42 * w):
        outline = np.array(arch) * (0.24 * w, (high - low) / 2.3) + (x, low)
        parts.append(tilted(slab(outline, w + 0.0, w + 0.06, 2), -90))
    parts += [bar((0.36, 0.1, 1.3), (0, -w - 0.02, z * eave_m), 2) for z in (0.14, 0.44)]
    return parts


def water_tower(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tank under a cone on braced legs. Slots: tank, roof, legs."""
    width, _, height = size_m
    r, low, high = width / 2, 0.62 * height, 0.88 * height
    tank = lathe([(0.0, low - 0.08 * height), (0.6 * r, low - 0.05 * height), (r, low), (r, high)], 40)
    hoops = [
        lathe([(r, z), (1.02 * r, z), (1.02 * r, z + 0.2), (r, z + 0.2), (r, z)], 40, caps=False)
        for z in (low, high - 0.3)
    ]
    roof = lathe([(1.04 * r, high), (1.04 * r, high + 0.15), (0.1 * r, 0.98 * height), (0.0, height)], 40)
    count = int(rng.integers(4, 7))
    feet = 0.94 * r * arc(count + 1, 0, 360)
    tops = 0.8 * r * arc(count + 1, 0, 360)
    parts = [round_bar((*feet[k], 0), (*tops[k], low), 0.16, 0.16, 2) for k in range(count)]
    for a, b in pairwise(np.linspace(0, low - 0.3, 4).tolist()):
        ring_a, ring_b = (feet + (tops - feet) * z / low for z in (a, b))
        for k in range(count):
            parts.append(round_bar((*ring_a[k], a), (*ring_b[k + 1], b), 0.05, 0.05, 2))
            parts.append(round_bar((*ring_b[k], b), (*ring_b[k + 1], b), 0.07, 0.07, 2))
    pipe = round_bar((0, 0, 0), (0, 0, low), 0.3, 0.3, 2)
    return join([tank, *hoops, as_part(roof.with_slot(1), "roof"), *parts, pipe])


def awning(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slanted cloth with a scalloped valance, on arms from the wall at +y. Slots: cloth, frame."""
    width, depth, height = size_m
    back, front = depth / 2 - 0.05, 0.02 - depth / 2
    drop_m = min(0.2, 0.4 * height)
    x = np.linspace(-width / 2, width / 2, max(13, round(width / 0.06) | 1))
    y, z = np.linspace(front, back, 4), np.linspace(drop_m, height - 0.04, 4)
    cloth = plate(np.stack(np.broadcast_arrays(x[:, None], y, z), axis=-1), 0.008)
    hem = 0.3 * drop_m * np.abs(np.sin(np.pi * (x - x[0]) / 0.24))
    edge = np.stack(
        [
            np.broadcast_to(x, (3, len(x))),
            np.full((3, len(x)), front),
            np.stack([drop_m - hem * 0, drop_m / 2 + hem / 2, hem]),
        ]
    )
    valance = plate(np.moveaxis(edge, 0, -1)[::-1].swapaxes(0, 1), 0.006)
    parts = [bar((width, 0.1, 0.09), (0, depth / 2 - 0.05, height - 0.09), 1)]
    parts.append(tube([(-width / 2, front + 0.02, drop_m), (width / 2, front + 0.02, drop_m)], 0.018, 1, 8))
    low_m = 0.35 * drop_m
    for s in (-1, 1):
        at = s * (width / 2 - 0.04)
        parts.append(round_bar((at, depth / 2 - 0.02, low_m), (at, front + 0.03, drop_m), 0.014, 0.014, 1))
        parts.append(bar((0.05, 0.02, 0.14), (at, depth / 2 - 0.01, low_m - 0.05), 1))
    return join([cloth, valance, *parts])


def flag(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flag that waves on a pole leaning out from a wall at +y. Slots: upper cloth, lower cloth, pole."""
    width, depth, height = size_m
    foot, top = np.array([0.0, depth / 2, 0.3 * height]), np.array([0.0, 0.04 - depth / 2, height - 0.02])
    pole = tube([foot, top], 0.02, 2, 10)
    knob = moved(lathe([(0, -0.04), (0.035, 0), (0, 0.04)], 12), tuple(top.tolist()), slot=2)
    along = np.linspace(0.34, 0.97, 9)
    lines = []
    for share, fall in ((0.0, 1.0), (0.5, 1.0), (1.0, 1.0)):
        edge = foot + along[:, None] * (top - foot)
        down = share * 0.62 * height * fall
        wave = 0.46 * width * np.sin(5.5 * along + 2.4 * share + rng.uniform(0, 0.4)) * min(share * 2, 1)
        lines.append(np.column_stack([wave, edge[:, 1] + 0.05 * share, edge[:, 2] - down]))
    parts = []
    for k in (0, 1):
        points = np.stack([lines[k] + t * (lines[k + 1] - lines[k]) for t in np.linspace(0, 1, 7)])
        parts.append(plate(points.swapaxes(0, 1), 0.006, k))
    return join([pole, knob, *parts])


GENERATORS: dict[str, Generator] = {
    "church tower": church_tower,
    "water tower": water_tower,
    "awning": awning,
    "flag": flag,
}
