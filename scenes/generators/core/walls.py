"""Walls with and without a window, of one finish or of two. A wall's inner face is its front (−y).

All walls of a room share a variant, and so the height at which their finish changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...geometry.mesh import Mesh, join
from ...poses import Vec3
from .building import Opening, slab
from .parts import Generator, moved

Panelling = Literal["wide", "raised", "small", "tall"]


@dataclass(frozen=True, slots=True)
class _Measures:
    """Widths, sills and tops (from, to) of windows, and the least width of wall at either side."""

    width_m: tuple[float, float]
    sill_m: tuple[float, float]
    top_m: tuple[float, float]
    beside_m: float


MEASURES: dict[Panelling, _Measures] = {
    "wide": _Measures((1.1, 2.4), (0.75, 0.95), (2.1, 2.4), 0.75),
    "raised": _Measures((0.9, 1.8), (1.06, 1.2), (2.1, 2.4), 0.65),
    "small": _Measures((0.5, 0.9), (1.2, 1.5), (2.0, 2.3), 0.45),
    "tall": _Measures((0.8, 1.3), (1.0, 1.6), (3.3, 4.2), 1.5),
}


def wall_opening(size_m: Vec3, rng: np.random.Generator, style: Panelling = "wide") -> Opening:
    """Return the opening of a window wall of this size; the generator must be fresh."""
    width, _, height = size_m
    measures = MEASURES[style]
    wide_m = min(rng.uniform(*measures.width_m), width - 2 * measures.beside_m - 0.1)
    sill_m = rng.uniform(*measures.sill_m)
    top_m = min(height - 0.25, rng.uniform(*measures.top_m))
    free_m = (width - wide_m) / 2 - measures.beside_m
    return Opening(rng.uniform(-free_m, free_m), sill_m, wide_m, top_m - sill_m)


def _wall(style: Panelling, windowed: bool, lines_m: tuple[float, ...]) -> Callable[[Vec3, np.random.Generator], Mesh]:
    """Return a generator of walls whose lower part, up to one of `lines_m`, has a finish of its own."""

    def build(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        hole = wall_opening(size_m, rng, style)
        line_m = min(float(rng.choice(lines_m)), size_m[2])
        pieces = _around(size_m, hole) if windowed else [(size_m, (0.0, 0.0, 0.0))]
        return join([part for size, place in pieces for part in divided(size, place, line_m)])

    return build


def _around(size_m: Vec3, hole: Opening) -> list[tuple[Vec3, Vec3]]:
    width, depth, height = size_m
    left_m, right_m = hole.x_m - hole.width_m / 2 + width / 2, width / 2 - hole.x_m - hole.width_m / 2
    top_m = hole.z_m + hole.height_m
    return [
        ((left_m, depth, height), (-width / 2 + left_m / 2, 0.0, 0.0)),
        ((right_m, depth, height), (width / 2 - right_m / 2, 0.0, 0.0)),
        ((hole.width_m, depth, hole.z_m), (hole.x_m, 0.0, 0.0)),
        ((hole.width_m, depth, height - top_m), (hole.x_m, 0.0, top_m)),
    ]


def divided(size_m: Vec3, place: Vec3, line_m: float) -> list[Mesh]:
    """Return a box of slot 1 below a height and of slot 0 above it; `place` is the middle of its underside."""
    width, depth, height = size_m
    x, y, z = place
    below_m = min(max(line_m - z, 0.0), height)
    parts = []
    for tall_m, low_m, slot in ((below_m, z, 1), (height - below_m, z + below_m, 0)):
        if tall_m > 0:
            parts.append(moved(slab((width, depth, tall_m), np.random.default_rng(0)), (x, y, low_m), slot=slot))
    return parts


DADO_M = (0.85, 0.95, 1.05, 1.2)
TILED_M = (1.25, 1.5, 2.05, 99.0)  # the last one: up to the ceiling
GENERATORS: dict[str, Generator] = {
    f"{finish}{style} {'window wall' if windowed else 'wall'}": _wall(style, windowed, lines_m)
    for finish, lines_m in (("", (0.0,)), ("dado ", DADO_M), ("tiled ", TILED_M))
    for style in MEASURES
    for windowed in (False, True)
}
