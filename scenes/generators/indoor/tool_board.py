"""A board with tools that hang on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, arc, bar, block, moved, round_bar, tilted, tube
from ..objects.tools import prism

HOLE_M = 0.05  # from one hole of a tool board to the next


def tool_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board of holes with tools hung on it; its back is at +y. Slots: board, holes, steel, wood, grips."""
    width, depth, height = size_m
    y = depth / 2 - 0.01
    parts = [block((width, 0.014, height), (0, depth / 2 - 0.007, 0), 0.003)]
    xs, zs = (np.arange(HOLE_M, side - HOLE_M / 2, HOLE_M) for side in (width, height))
    parts += [
        bar((0.007, 0.001, 0.007), (x - width / 2, y - 0.0044, z - 0.0035), 1) for x in xs.tolist() for z in zs.tolist()
    ]
    front = y - 0.006
    for row, low in enumerate((0.54 * height, 0.08 * height)):
        x, tall = 0.06 - width / 2, 0.4 * height
        while x < width / 2 - 0.1:
            tool, wide = TOOLS[int(rng.integers(len(TOOLS)))]
            if x + wide > width / 2 - 0.03:
                break
            size = tall * float(rng.uniform(0.78, 0.98))
            parts.append(moved(join(tool(size)), (x + wide / 2, front, low + tall - size)))
            parts.append(
                tube(
                    [
                        (x + wide / 2, front + 0.006, low + tall - 0.01),
                        (x + wide / 2, front - 0.03, low + tall - 0.008),
                        (x + wide / 2, front - 0.036, low + tall + 0.01),
                    ],
                    0.003,
                    2,
                    6,
                )
            )
            x += wide + float(rng.uniform(0.015, 0.05)) + 0.02 * row
    return join(parts)


def _upright(points: list[tuple[float, float]], thick_m: float, slot: int) -> Mesh:
    """Return a plate over a convex outline (x, z), counter-clockwise from the front, its back at y = 0."""
    return moved(tilted(prism(points, thick_m), -90), (0, 0, 0), slot=slot)


def _hammer(tall: float) -> list[Mesh]:
    head = [
        block((0.11, 0.028, 0.03), (0, -0.018, tall - 0.04), 0.006, 2, 2),
        round_bar((0.05, -0.018, tall - 0.025), (0.068, -0.018, tall - 0.025), 0.017, 0.018, 2),
    ]
    return [
        *head,
        tube([(0, -0.018, 0.0), (0, -0.018, 0.3 * tall), (0, -0.018, tall - 0.015)], [0.015, 0.016, 0.01], 3, 10),
    ]


def _screwdriver(tall: float) -> list[Mesh]:
    t = 0.7 * tall
    grip = moved(
        lathe([(0.009, 0), (0.015, 0.01), (0.0145, 0.07), (0.011, 0.085), (0.014, 0.1)], 12),
        (0, -0.018, tall - 0.11),
        slot=4,
    )
    return [grip, round_bar((0, -0.018, tall - t), (0, -0.018, tall - 0.1), 0.0035, 0.0035, 2)]


def _wrench(tall: float) -> list[Mesh]:
    stem = block((0.02, 0.006, 0.74 * tall), (0, -0.007, 0.13 * tall), 0.0025, 2)
    jaws = [
        _upright([(-0.022, tall - 0.06), (-0.008, tall - 0.06), (-0.01, tall), (-0.026, tall - 0.02)], 0.008, 2),
        _upright([(0.008, tall - 0.06), (0.022, tall - 0.06), (0.026, tall - 0.02), (0.01, tall)], 0.008, 2),
    ]
    loop = [(0.019 * float(c), -0.007, 0.07 * tall + 0.019 * float(s)) for c, s in arc(17, 0, 360)]
    return [stem, *jaws, block((0.046, 0.008, 0.03), (0, -0.006, tall - 0.08), 0.003, 2), tube(loop, 0.0055, 2, 8)]


def _pliers(tall: float) -> list[Mesh]:
    t = min(tall, 0.2)
    z = tall - t
    parts = [moved(lathe([(0.012, 0), (0.012, 0.012)], 16), (0, 0, 0), slot=2)]
    parts = [moved(tilted(parts[0], -90), (0, -0.004, z + 0.66 * t), slot=2)]
    for s in (-1, 1):
        parts.append(
            tube(
                [
                    (0.006 * s, -0.01, z + 0.64 * t),
                    (0.022 * s, -0.01, z + 0.42 * t),
                    (0.026 * s, -0.01, z + 0.2 * t),
                    (0.018 * s, -0.01, z),
                ],
                [0.006, 0.008, 0.009, 0.007],
                4,
                8,
            )
        )
        parts.append(
            _upright(
                [(0.001, z + 0.68 * t), (0.013, z + 0.68 * t), (0.006, z + t), (0.001, z + t)]
                if s > 0
                else [(-0.013, z + 0.68 * t), (-0.001, z + 0.68 * t), (-0.001, z + t), (-0.006, z + t)],
                0.012,
                2,
            )
        )
    return parts


def _saw(tall: float) -> list[Mesh]:
    grip = [(0.045 * float(c), -0.01, tall - 0.06 + 0.05 * float(s)) for c, s in arc(21, -100, 260)]
    blade = _upright([(-0.012, 0.0), (0.02, 0.0), (0.05, tall - 0.1), (-0.05, tall - 0.1)], 0.002, 2)
    return [blade, tube(grip, 0.013, 3, 10), block((0.1, 0.02, 0.03), (0, -0.01, tall - 0.115), 0.006, 3, 2)]


def _square(tall: float) -> list[Mesh]:
    t = min(tall, 0.28)
    return [
        block((0.03, 0.002, t), (-0.05, -0.003, tall - t), 0.0005, 2),
        block((0.13, 0.014, 0.035), (0.0, -0.008, tall - 0.04), 0.003, 3),
    ]


def _level(tall: float) -> list[Mesh]:
    body = block((0.045, 0.022, tall), (0, -0.012, 0), 0.004, 4, 2)
    return [
        body,
        block((0.03, 0.006, 0.05), (0, -0.022, 0.5 * tall - 0.025), 0.004, 2),
        *(block((0.047, 0.024, 0.012), (0, -0.012, z), 0.003, 1) for z in (0.0, tall - 0.012)),
    ]


TOOLS: tuple[tuple[Callable[[float], list[Mesh]], float], ...] = (
    (_hammer, 0.14),
    (_screwdriver, 0.04),
    (_screwdriver, 0.04),
    (_wrench, 0.06),
    (_wrench, 0.06),
    (_pliers, 0.08),
    (_saw, 0.13),
    (_square, 0.15),
    (_level, 0.06),
)


GENERATORS: dict[str, Generator] = {"tool board": tool_board}
