"""What a room is built of. A wall's inner face is its front (−y)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...geometry.leaves import as_leaf
from ...geometry.mesh import Mesh, box, grid, join
from ...poses import Vec3
from .parts import Generator, block, moved, round_bar, sheet, tube


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole in a wall: its middle along the wall, its sill above the floor, its width and height."""

    x_m: float
    z_m: float
    width_m: float
    height_m: float


def slab(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a plain block: a floor, a ceiling or a wall without a window. Slot: surface."""
    width, depth, height = size_m
    return moved(box().transformed(np.diag([width, depth, height, 1.0])), (0, 0, height / 2))


def window(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build sashes with panes that fill an opening. Slots: frame, glass."""
    width, depth, height = size_m
    sashes = max(1, round(width / 0.9))
    bar_m = 0.05
    parts = _frame(width, height, depth, bar_m, (0.0, 0.0, 0.0))
    wide_m = (width - 2 * bar_m) / sashes
    crossed = rng.random() < 0.3
    for k in range(sashes):
        x = (k - (sashes - 1) / 2) * wide_m
        tall_m = height - 2 * bar_m
        parts += _frame(wide_m - 0.004, tall_m - 0.004, 0.8 * depth, 0.045, (x, -0.1 * depth, bar_m + 0.002))
        parts.append(block((wide_m - 0.08, 0.006, tall_m - 0.08), (x, 0, bar_m + 0.04), 0.0005, 1))
        if crossed:
            parts.append(block((wide_m - 0.08, 0.4 * depth, 0.025), (x, 0, bar_m + 0.6 * tall_m), 0.004))
    return join(parts)


def _frame(width_m: float, height_m: float, depth_m: float, bar_m: float, place: Vec3) -> list[Mesh]:
    x, y, z = place
    level = [block((width_m, depth_m, bar_m), (x, y, z + up), 0.004, steps=2) for up in (0, height_m - bar_m)]
    tall_m = height_m - 2 * bar_m
    across = (width_m - bar_m) / 2
    return level + [block((bar_m, depth_m, tall_m), (x + s * across, y, z + bar_m), 0.004, steps=2) for s in (-1, 1)]


def board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board with rounded edges, such as a window sill. Slot: surface."""
    return block(size_m, (0, 0, 0), 0.3 * min(size_m), steps=3)


def skirting(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a skirting board along x with a rounded upper edge at its front. Slot: surface."""
    width, depth, height = size_m
    bend = np.linspace(0, math.pi / 2, 6)
    round_m = 0.8 * depth
    front = [
        (-depth / 2, 0.0),
        *((-depth / 2 + round_m * (1 - math.cos(a)), height - round_m + round_m * math.sin(a)) for a in bend),
    ]
    outline = np.array([*front, (depth / 2, height)])
    ends = np.array([-width / 2, width / 2])
    points = np.stack(
        [np.broadcast_to(ends[None, :], (len(outline), 2)), *(np.repeat(c[:, None], 2, 1) for c in outline.T)], axis=-1
    )
    return join([grid(points[:, ::-1][::-1][:, ::-1], smooth=True)])


def door(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a door, shut, with its casing; its back lies on the wall. Slots: leaf, casing, handle."""
    width, depth, height = size_m
    casing_m, thick_m = 0.075, 0.03
    y = (depth - thick_m) / 2
    tall_m = height - casing_m
    parts = [block((width, thick_m, casing_m), (0, y, tall_m), 0.006, 1, 2)]
    parts += [block((casing_m, thick_m, tall_m), (s * (width - casing_m) / 2, y, 0), 0.006, 1, 2) for s in (-1, 1)]
    leaf_m = width - 2 * casing_m - 0.006
    leaf = [block((leaf_m, 0.5 * thick_m, tall_m - 0.01), (0, depth / 2 - 0.25 * thick_m, 0.006), 0.002)]
    rows = int(rng.integers(0, 4))
    for row in range(rows):
        panel_m = (tall_m - 0.2) / rows - 0.1
        place = (0, depth / 2 - 0.5 * thick_m, 0.15 + row * (panel_m + 0.1))
        leaf.append(block((leaf_m - 0.26, 0.014, panel_m), place, 0.006, steps=2))
    side = float(rng.choice([-1, 1]))
    x = side * (leaf_m / 2 - 0.07)
    hand = [(x, depth / 2 - 0.01, 1.02), (x, 0.01 - depth / 2, 1.02), (x - side * 0.12, 0.01 - depth / 2, 1.02)]
    pin, y = -side * (leaf_m / 2 + 0.012), depth / 2 - thick_m  # on the casing, which stays
    hinges = [round_bar((pin, y, z), (pin, y, z + 0.09), 0.007, 0.007, 2) for z in (0.2, tall_m - 0.3)]
    return join([*parts, *hinges, as_leaf(join([*leaf, tube(hand, 0.009, 2)]))])


def radiator(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ribbed panel radiator. Slot: surface."""
    width, depth, height = size_m
    count = max(3, round(width / 0.06))
    pitch_m = width / count
    ribs = [
        block((0.72 * pitch_m, depth, height), ((k - (count - 1) / 2) * pitch_m, 0, 0), 0.014, steps=2)
        for k in range(count)
    ]
    bars = [block((width, 0.5 * depth, 0.03), (0, 0, z), 0.01, steps=2) for z in (0.06, height - 0.09)]
    x, y = 0.5 * width + 0.035, 0.0
    feed = tube([(0.5 * width - 0.02, y, 0.075), (x, y, 0.075), (x, 0.5 * depth, 0.075)], 0.009)
    valve = round_bar((x, y, 0.07), (x, y, 0.15), 0.019, 0.016)
    return join([*ribs, *bars, feed, valve])


def curtain(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one gathered curtain: no two of its folds are equally wide or deep, and they open towards its hem.

    Slot: cloth.
    """
    width, depth, height = size_m
    folds = max(3, round(width / rng.uniform(0.07, 0.11)))
    u = np.linspace(0, 1, 10 * folds)[:, None]
    v = np.linspace(0, 1, 14)[None, :]
    knots = np.concatenate([[0.0], np.cumsum(rng.uniform(0.55, 1.6, folds))])
    phase = 2 * np.pi * np.interp(u, knots / knots[-1], np.arange(folds + 1.0)) + 0.9 * np.sin(5 * u + 2.2 * v) * (
        1 - v
    )
    deep = np.interp(u, np.linspace(0, 1, folds + 1), rng.uniform(0.35, 1.0, folds + 1))
    y = (depth / 2 - 0.002) * np.tanh(1.5 * np.sin(phase)) / np.tanh(1.5) * (1 + (deep - 1) * (1 - v)) * (1 - 0.35 * v)
    aside = 0.16 * width / folds * np.sin(2 * phase) * (1 - 0.6 * v)
    hem = 0.012 * (1 - v) ** 6 * np.sin(3 * u + rng.uniform(0, 6))
    points = np.stack([(u - 0.5) * width + aside, y, height * v + hem], axis=-1)
    return sheet(points, 0.002)


def curtain_rod(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rod with knobs at its ends. Slot: rod."""
    width, depth, height = size_m
    rod = tube([(-width / 2, 0, height / 2), (width / 2, 0, height / 2)], 0.28 * height)
    knobs = [block((0.03, height, height), (s * (width / 2 - 0.015), 0, 0), 0.45 * height, steps=4) for s in (-1, 1)]
    arms = [block((0.015, depth, 0.015), (s * (width / 2 - 0.1), 0, 0.3 * height), 0.003) for s in (-1, 1)]
    return join([rod, *knobs, *arms])


def wall_plate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a light switch. Slot: surface."""
    width, depth, height = size_m
    plate = block((width, 0.6 * depth, height), (0, 0.2 * depth, 0), 0.004, steps=2)
    return join([plate, block((0.6 * width, depth, 0.6 * height), (0, 0, 0.2 * height), 0.003, steps=2)])


def blind(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roller blind, let down; its back is at +y. Slots: cloth, roller."""
    width, depth, height = size_m
    r = 0.4 * depth
    roller = tube([(-width / 2, 0, height - depth / 2), (width / 2, 0, height - depth / 2)], depth / 2, 1)
    cloth = block((width - 0.03, 0.002, height - depth / 2), (0, r, 0.004), 0.0004)
    return join([roller, cloth, block((width - 0.02, 0.014, 0.02), (0, r - 0.003, 0), 0.005, 0, 2)])


GENERATORS: dict[str, Generator] = {
    "slab": slab,
    "blind": blind,
    "window": window,
    "board": board,
    "skirting": skirting,
    "door": door,
    "radiator": radiator,
    "curtain": curtain,
    "curtain rod": curtain_rod,
    "wall plate": wall_plate,
}
