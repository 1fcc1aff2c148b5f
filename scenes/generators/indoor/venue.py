"""What makes a school hall and a café: a stage, a bar with its stools, a pool table, a screen for a projector."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe, sphere
from ...geometry.parts import each_part
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, bar, block, fitted, moved, round_bar, tube

TAPS_M = 0.34  # so far the beer taps of a bar reach above its top
TAPS_AT = 0.22  # of its width, from the middle
BALLS = 9


def stage(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a raised floor of boards with a panelled front. Slots: boards, front, frame."""
    width, depth, height = size_m
    boards = max(4, round(depth / 0.16))
    pitch = depth / boards
    parts = [bar((width - 0.1, depth - 0.1, height - 0.05), (0, 0.03, 0), 1)]
    parts += [
        block((width, pitch - 0.003, 0.05), (0, ((k + 0.5) / boards - 0.5) * depth, height - 0.05), 0.003)
        for k in range(boards)
    ]
    panels = max(2, round(width / 1.1))
    wide = (width - 0.1) / panels
    y = 0.06 - depth / 2
    parts += [bar((width - 0.08, 0.03, 0.1), (0, y, z), 2) for z in (0.0, height - 0.16)]
    parts += [bar((0.08, 0.03, height - 0.05), ((k - panels / 2) * wide, y, 0), 2) for k in range(panels + 1)]
    return join(parts)


def drinks_bar(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a counter with a panelled front, a foot rail and beer taps. Slots: front, top, brass, handles."""
    width, depth, height = size_m
    top_m = height - TAPS_M
    front = 0.16 - depth / 2
    parts = [
        bar((width - 0.1, depth - 0.26, top_m - 0.17), (0, 0.03, 0.12)),
        bar((width - 0.16, depth - 0.34, 0.12), (0, 0.05, 0), 3),
        block((width, depth, 0.05), (0, 0, top_m - 0.05), 0.012, 1, 3),
    ]
    panels = max(2, round(width / 0.62))
    wide = (width - 0.12) / panels
    for k in range(panels):
        x = (k - (panels - 1) / 2) * wide
        parts.append(block((wide - 0.1, 0.03, top_m - 0.42), (x, front - 0.015, 0.24), 0.01, 0, 2))
        parts.append(bar((0.05, 0.05, top_m - 0.17), (x - wide / 2, front - 0.02, 0.12)))
    parts.append(tube([(0.04 - width / 2, front - 0.11, 0.2), (width / 2 - 0.04, front - 0.11, 0.2)], 0.022, 2))
    for k in range(panels + 1):
        x = (k - panels / 2) * wide * 0.96
        parts.append(round_bar((x, front - 0.11, 0.2), (x, front + 0.02, 0.2), 0.014, 0.014, 2))
    return join([*parts, *_taps(TAPS_AT * width, top_m)])


def _taps(x_m: float, top_m: float) -> list[Mesh]:
    """Return a tower for three beers."""
    parts = [
        round_bar((x_m + s * 0.16, 0.08, top_m - 0.01), (x_m + s * 0.16, 0.08, top_m + 0.2), 0.03, 0.03, 2)
        for s in (-1, 1)
    ]
    parts.append(round_bar((x_m - 0.24, 0.08, top_m + 0.2), (x_m + 0.24, 0.08, top_m + 0.2), 0.042, 0.042, 2))
    for k in (-1, 0, 1):
        x = x_m + 0.15 * k
        parts.append(tube([(x, 0.12, top_m + 0.19), (x, 0.2, top_m + 0.18), (x, 0.22, top_m + 0.1)], 0.012, 2, 8))
        parts.append(round_bar((x, 0.1, top_m + 0.22), (x, 0.1, top_m + TAPS_M), 0.014, 0.02, 3))
    return parts


def bar_surfaces(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the free stretch of a bar's top beside its taps."""
    width, depth, height = size_m
    right = TAPS_AT * width - 0.3
    left = 0.05 - width / 2
    return (Surface(((left + right) / 2, 0.0, height - TAPS_M), right - left, depth - 0.08, 0.5),)


def bar_stool(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a high stool on one foot, with a ring for the feet. Slots: seat, metal."""
    width, _, height = size_m
    r = width / 2
    seat = lathe(
        [(0.8 * r, height - 0.09), (0.98 * r, height - 0.07), (r, height - 0.03), (0.9 * r, height - 0.005)], 32
    )
    cap = lathe([(0.9 * r, height - 0.005), (0.5 * r, height)], 32)
    foot = lathe([(r, 0), (r, 0.012), (0.5 * r, 0.03), (0.03, 0.05), (0.03, height - 0.09)], 32).with_slot(1)
    loop = [(0.7 * r * np.cos(a), 0.7 * r * np.sin(a), 0.34 * height) for a in np.linspace(0, 2 * np.pi, 25)]
    spokes = [round_bar((0, 0, 0.34 * height), (s * 0.7 * r, 0, 0.34 * height), 0.01, 0.01, 1) for s in (-1, 1)]
    return join([seat, cap, foot, tube(loop, 0.011, 1, 8), *spokes])


def pool_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a table with cushions, six pockets and balls. Slots: cloth, wood, pockets, balls, cue ball."""
    width, depth, height = size_m
    bed_m, rail = height - 0.05, 0.13
    parts = [
        bar((width - 0.06, depth - 0.06, 0.2), (0, 0, bed_m - 0.22), 1),
        bar((width - 2 * rail + 0.02, depth - 2 * rail + 0.02, 0.02), (0, 0, bed_m - 0.02), 0),
    ]
    for s in (-1, 1):
        parts.append(block((width, rail, 0.09), (0, s * (depth - rail) / 2, height - 0.09), 0.02, 1, 2))
        parts.append(block((rail, depth - 2 * rail, 0.09), (s * (width - rail) / 2, 0, height - 0.09), 0.02, 1, 2))
        parts.append(bar((width - 2 * rail, 0.05, 0.04), (0, s * (depth / 2 - rail - 0.02), bed_m), 0))
        parts.append(bar((0.05, depth - 2 * rail, 0.04), (s * (width / 2 - rail - 0.02), 0, bed_m), 0))
        for at in (-1, 0, 1):
            x, y = at * (width / 2 - rail + 0.015 * abs(at)), s * (depth / 2 - rail + 0.02 * (at == 0))
            parts.append(moved(lathe([(0.062, 0.0), (0.062, 0.07)], 20), (x, y, bed_m - 0.015), slot=2))
    legs = [
        block((0.15, 0.15, bed_m - 0.2), (sx * (width / 2 - 0.26), sy * (depth / 2 - 0.24), 0), 0.02, 1, 2)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    ball = fitted(sphere(18), (0.058, 0.058, 0.058))
    spots = [(x, y) for x in np.linspace(-0.36, 0.36, 9) for y in (-0.28, -0.1, 0.12, 0.3)]
    chosen = [spots[k] for k in rng.permutation(len(spots))[:BALLS].tolist()]
    balls = [moved(ball, (x * width, y * depth, bed_m), slot=4 if k == 0 else 3) for k, (x, y) in enumerate(chosen)]
    return join([*parts, *each_part(legs, "leg"), *balls])


def projection_screen(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a white cloth with a black border that is let down from a case. Slots: cloth, case, border."""
    width, depth, height = size_m
    case = block((width, depth, depth), (0, 0, height - depth), 0.012, 1, 2)
    y, wide, tall = 0.25 * depth, width - 0.1, height - 0.5 * depth
    border = bar((wide, 0.003, tall - 0.02), (0, y, 0.02), 2)
    cloth = bar((wide - 0.12, 0.006, tall - 0.3), (0, y, 0.08))
    return join([case, border, cloth, block((wide + 0.02, 0.02, 0.025), (0, y, 0), 0.005, 1)])


def conveyor(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build rollers along y between side frames on legs, half of them under a belt. Slots: frame, rollers, belt."""
    width, long, height = size_m
    parts = [bar((0.05, long, 0.12), (s * (width / 2 - 0.025), 0, height - 0.12)) for s in (-1, 1)]
    belted = long * float(rng.uniform(0.35, 0.7))
    split = belted - long / 2
    parts.append(bar((width - 0.12, belted - 0.1, 0.09), (0, (split - long / 2) / 2, height - 0.1), 2))
    count = int((long / 2 - split) / 0.11)
    parts += [
        tube(
            [
                (0.04 - width / 2, split + (k + 0.5) * 0.11, height - 0.035),
                (width / 2 - 0.04, split + (k + 0.5) * 0.11, height - 0.035),
            ],
            0.033,
            1,
            14,
        )
        for k in range(count)
    ]
    for y in np.linspace(0.25 - long / 2, long / 2 - 0.25, max(2, round(long / 1.8))).tolist():
        parts += [bar((0.05, 0.06, height - 0.1), (s * (width / 2 - 0.025), y, 0)) for s in (-1, 1)]
        parts.append(bar((width - 0.08, 0.04, 0.04), (0, y, 0.24)))
        parts += [bar((0.1, 0.12, 0.015), (s * (width / 2 - 0.05), y, 0)) for s in (-1, 1)]
    return join(parts)


GENERATORS: dict[str, Generator] = {
    "stage": stage,
    "drinks bar": drinks_bar,
    "bar stool": bar_stool,
    "pool table": pool_table,
    "projection screen": projection_screen,
    "conveyor": conveyor,
}
