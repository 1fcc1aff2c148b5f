"""What encloses and divides a garden: walls, fences, gates, beds, sheds and pergolas. Fronts face −y."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, pad, tilted, tube
from ..nature.limbs import leaves, unit
from ..nature.sward import spears
from ..nature.trees import rooted
from ..nature.undergrowth import blades_on, clover, tussock

PIT, PIT_M = "tree pit", (0.95, 0.95, 0.025)  # the generator, and the size of what it builds in pavings


def garden_wall(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wall with a coping of stones that have settled. Slots: wall, coping."""
    width, depth, height = size_m
    cope_m = 0.06
    wall = bar((width, depth - 0.08, height - cope_m), (0, 0, 0))
    return join([wall, *(moved(stone, (0, 0, height - cope_m)) for stone in _row((width, depth, cope_m), 0.62, rng))])


def _row(size_m: Vec3, long_m: float, rng: np.random.Generator, slot: int = 1) -> list[Mesh]:
    """Return a row of stones along x, each about so long; no two are laid quite alike."""
    width, depth, height = size_m
    count = max(1, round(width / long_m))
    ends = np.linspace(-width / 2, width / 2, count + 1)
    ends[1:-1] += rng.uniform(-0.12, 0.12, count - 1) * width / count
    return [
        bar(
            (float(b - a) - 0.007, depth - float(rng.uniform(0, 0.02)), height - float(rng.uniform(0, 0.012))),
            (float(a + b) / 2, float(rng.normal(0, 0.004)), 0),
            slot,
            float(rng.normal(0, 0.5)),
        )
        for a, b in pairwise(ends.tolist())
    ]


def board_fence(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build posts with boards, upright or lying, on their front. Slot: wood."""
    width, depth, height = size_m
    posts = max(2, round(width / 1.9) + 1)
    parts = [
        bar((0.09, 0.09, height), (x, depth / 2 - 0.045, 0))
        for x in np.linspace(0.045 - width / 2, width / 2 - 0.045, posts)
    ]
    y = -depth / 2 + 0.011
    if rng.random() < 0.6:
        count = round(width / 0.115)
        pitch = width / count
        tops = height - 0.03 - rng.gamma(1.2, 0.012, count).clip(0, 0.09)
        parts += [
            moved(
                _swung(bar((pitch - float(rng.uniform(0.006, 0.02)), 0.022, float(top)), (0, 0, 0)), 0.35, rng),
                ((k - (count - 1) / 2) * pitch, y, 0.03),
            )
            for k, top in enumerate(tops)
        ]
        parts += [bar((width, 0.04, 0.09), (0, 0.0, z * height)) for z in (0.2, 0.8)]
    else:
        count = round((height - 0.08) / 0.12)
        ends = np.linspace(-width / 2, width / 2, posts)
        parts += [
            moved(
                _swung(bar((float(b - a) - 0.004, 0.022, 0.1), (0, 0, 0)), 0.2, rng),
                (float(a + b) / 2, y, 0.05 + 0.12 * k),
            )
            for k in range(count)
            for a, b in pairwise(ends.tolist())
        ]
    return join(parts)


def _swung(board: Mesh, angle_deg: float, rng: np.random.Generator) -> Mesh:
    """Return a board that hangs a little askew, in the plane of its fence."""
    angle = np.radians(rng.normal(0, angle_deg))
    matrix = np.eye(4)
    matrix[np.ix_((0, 2), (0, 2))] = ((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle)))
    return board.transformed(matrix)


def garden_gate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a gate of boards or of iron bars between posts. Slots: leaf, ironwork."""
    width, depth, height = size_m
    parts = [bar((0.1, depth, height), (s * (width / 2 - 0.05), 0, 0), 0) for s in (-1, 1)]
    inner, tall = width - 0.22, height - 0.1
    count = max(4, round(inner / 0.11))
    pitch = inner / count
    xs = [(k - (count - 1) / 2) * pitch for k in range(count)]
    if rng.random() < 0.6:
        parts += [bar((pitch - 0.006, 0.025, tall), (x, -0.02, 0.06)) for x in xs]
        parts += [bar((inner, 0.03, 0.1), (0, 0.01, z * tall)) for z in (0.18, 0.82)]
        parts.append(bar((0.4, 0.006, 0.04), (0.2 - inner / 2, -0.036, 0.85 * tall), 1))
    else:
        parts += [tube([(x, 0, 0.06), (x, 0, tall)], 0.009, 1, 6) for x in xs]
        parts += [bar((inner, 0.012, 0.035), (0, 0, z), 1) for z in (0.1, 0.45 * tall, tall - 0.06)]
    return join([*parts, block((0.03, 0.07, 0.12), (inner / 2 - 0.06, -0.03, 1.0), 0.006, 1)])


def flower_bed(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build raked soil within an edging. Slots: soil, edging."""
    width, depth, height = size_m
    soil = pad((width - 0.1, depth - 0.1, height), (0, 0, 0), 0.015, 0.3 * height)
    edge_m = 0.8 * height
    long = [moved(join(_row((width, 0.06, edge_m), 0.55, rng)), (0, s * (depth / 2 - 0.03), 0)) for s in (-1, 1)]
    short = [
        moved(join(_row((depth - 0.12, 0.06, edge_m), 0.55, rng)), (s * (width / 2 - 0.03), 0, 0), 90) for s in (-1, 1)
    ]
    return join([soil, *long, *short])


def raised_bed(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a box of planks filled with soil. Slots: planks, soil."""
    width, depth, height = size_m
    rows = max(2, round(height / 0.16))
    pitch = height / rows
    parts = [bar((width - 0.06, depth - 0.06, height - 0.06), (0, 0, 0), 1)]
    for k in range(rows):
        z, tall = k * pitch, pitch - (0.004 if k < rows - 1 else 0.0)
        parts += [bar((width, 0.03, tall), (0, s * (depth / 2 - 0.015), z)) for s in (-1, 1)]
        parts += [bar((0.03, depth - 0.06, tall), (s * (width / 2 - 0.015), 0, z)) for s in (-1, 1)]
    return join(parts)


def shed(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hut of boards with a door at its front. Slots: boards, roof, trim, panes."""
    width, depth, height = size_m
    out, rise = 0.16, 0.42
    w, d, eave = width - 2 * out, depth - 2 * out, height - rise
    parts = [bar((w - 0.03, d - 0.03, eave), (0, 0, 0))]
    for along, face, turn in ((w, d / 2, 0), (w, d / 2, 180), (d, w / 2, 90), (d, w / 2, 270)):
        count = max(4, round(along / 0.13))
        pitch = along / count
        wall = [
            bar((pitch - 0.006, 0.02, eave), ((k - (count - 1) / 2) * pitch, -face + 0.01, 0)) for k in range(count)
        ]
        parts.append(moved(join(wall), (0, 0, 0), turn))
    side = float(rng.choice([-0.2, 0.2])) * w
    leaf = [
        bar((0.8, 0.03, 1.85), (side, -d / 2 - 0.012, 0.05), 2),
        bar((0.03, 0.05, 0.14), (side + 0.3, -d / 2 - 0.04, 0.95), 3),
    ]
    parts.append(as_part(join(leaf), "house door"))
    if w > 1.9:
        window = [
            bar((0.55, 0.04, 0.55), (-1.6 * side, -d / 2 - 0.012, 1.1), 2),
            bar((0.45, 0.05, 0.45), (-1.6 * side, -d / 2 - 0.014, 1.15), 3),
        ]
        parts.append(as_part(join(window), "window"))
    pent = tilted(bar((width, depth, 0.05), (0, 0, 0)), 90.0 * 0)
    slope = float(np.degrees(np.arctan2(rise - 0.06, depth)))
    roof = tilted(pent, -slope)
    gable = bar((w - 0.03, 0.04, 0.4 * rise), (0, -d / 2 + 0.03, eave))
    return join([*parts, gable, as_part(moved(roof, (0, 0, height - 0.5 * rise - 0.02), slot=1), "roof")])


def pergola(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build posts, beams and rafters, many overgrown. Slots: wood, leaves."""
    width, depth, height = size_m
    xs = np.linspace(0.3 - width / 2, width / 2 - 0.3, 2 if width < 3.4 else 3)
    y = depth / 2 - 0.3
    parts = [bar((0.11, 0.11, height - 0.26), (float(x), s * y, 0)) for x in xs for s in (-1, 1)]
    parts += [bar((width, 0.07, 0.14), (0, s * y, height - 0.26)) for s in (-1, 1)]
    rafters = np.linspace(0.1 - width / 2, width / 2 - 0.1, max(4, round(width / 0.5)))
    parts += [bar((0.06, depth, 0.12), (float(x), 0, height - 0.12)) for x in rafters]
    if rng.random() < 0.65:
        count = int(2600 * rng.uniform(0.5, 1.0) * width)
        place = rng.normal(0, 1, (count, 2)) * (0.24 * width, 0.2 * depth) + (
            rng.uniform(-0.2, 0.2) * width,
            0.2 * depth,
        )
        place = np.clip(place, (0.15 - width / 2, 0.15 - depth / 2), (width / 2 - 0.15, depth / 2 - 0.15))
        base = np.column_stack([place, height - 0.14 + 0.05 * rng.normal(0, 1, count) - 0.25 * rng.random(count) ** 3])
        base[:, 2] = np.minimum(base[:, 2], height - 0.12)
        way = unit(rng.normal(0, 1, (count, 3)) * (1, 1, 0.4) - (0, 0, 0.5))
        parts.append(leaves(base, way, rng.uniform(0.05, 0.11, count), 0.7, rng, 1))
    return join(parts)


def lawn(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a square of mown grass that carries on into the next, worn somewhere, maybe with clover.

    Slots: blades of its left half, and of its right one.
    """
    width, depth, height = size_m
    count = int(min(5000 * width * depth, 12000))
    foot = rng.uniform(-0.5, 0.5, (count, 2)) * (width - 0.04, depth - 0.04)
    worn_m = np.linalg.norm(foot - rng.uniform(-0.5, 0.5, 2) * (width, depth), axis=1)
    share = rng.beta(2.0, 1.6, count) * np.clip(0.35 + worn_m / (0.3 * width), 0.35, 1)
    tall_m = height * (0.3 + 0.7 * share)
    blades = rooted(spears(np.column_stack([foot, np.zeros(count)]), tall_m, 0.0024, rng), size_m)
    right = blades.vertices[blades.triangles[:, 0], 0] > 0
    return join([replace(blades, slot=1 * right), *(clover(size_m, rng) for _ in range(int(rng.integers(0, 3))))])


def lawn_edge(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the rim of a lawn along x, where no mower comes: long blades in clumps that hang over −y. Slot: blades."""
    width, depth, height = size_m
    count = int(min(420 * width, 900))
    clumps = rng.uniform(-0.5, 0.5, max(int(7 * width), 3)) * width
    x = clumps[rng.integers(len(clumps), size=count)] + rng.normal(0, 0.07, count)
    foot = np.column_stack([x.clip(-width / 2, width / 2), depth * (0.5 - 0.4 * rng.beta(1.2, 2.0, count)), 0 * x])
    return blades_on(foot, height * rng.beta(1.6, 2.2, count), size_m, rng)


def tree_pit(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build bare earth within an edging, flush but for its rim, and the weeds in it. Slots: soil, edging, weeds."""
    width, depth, height = size_m
    edge_m = 0.09
    soil = pad((width - 0.1, depth - 0.1, 0.6 * height), (0, 0, 0), 0.008, 0.2 * height)
    sides = [bar((width, edge_m, height), (0, s * (depth - edge_m) / 2, 0), 1) for s in (-1, 1)]
    sides += [bar((edge_m, depth - 2 * edge_m, height), (s * (width - edge_m) / 2, 0, 0), 1) for s in (-1, 1)]
    count = int(rng.integers(40, 260))
    tufts = rng.uniform(-0.5, 0.5, (7, 2)) * (width - 0.3, depth - 0.3)
    foot = tufts[rng.integers(7, size=count)] + rng.normal(0, 0.03, (count, 2))
    weeds = tussock(np.column_stack([foot, np.full(count, 0.4 * height)]), rng.uniform(0.03, 0.12, count), rng)
    return join([soil, *sides, weeds.with_slot(2)])


GENERATORS: dict[str, Generator] = {
    "garden wall": garden_wall,
    "board fence": board_fence,
    "garden gate": garden_gate,
    "flower bed": flower_bed,
    "raised bed": raised_bed,
    "shed": shed,
    "pergola": pergola,
    "lawn": lawn,
    "lawn edge": lawn_edge,
    PIT: tree_pit,
}
