"""Traffic signs that say something: limits, no entry, stop, give way, danger, parking; some with a plate below."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.lettering import Panel, Panels, fitting, lettering
from ..core.parts import Generator, bar, moved, round_bar, tilted

POST, WHITE, RED, BLUE, BLACK = range(5)
RIM_M, FACE_M, MARK_M = 0.008, 0.012, 0.004  # how thick edge and face are, and marks on these
SPAN = 1.15  # of half a sign's width: how long its line of text is
PLATED, PLATE_M = 0.35, (0.16, 0.03)  # so many have a plate below; how high it is, and how far below


@dataclass(frozen=True, slots=True)
class Sort:
    """How many sides a sign has and how far these are turned, the slots of edge, face and marks, and its texts."""

    sides: int
    turn_deg: float
    edge: int
    face: int
    mark: int
    texts: tuple[str, ...] = ()

    def reach_m(self, half_m: float) -> tuple[float, float]:
        """Return how far the corners of a sign are from its middle whose half width is given, and its top is."""
        if self.sides > 8:
            return half_m, half_m
        out_m = half_m / math.cos(math.radians(30.0 if self.sides == 3 else 180.0 / self.sides))
        return out_m, half_m if self.sides > 3 else out_m if self.turn_deg > 0 else out_m / 2


NO_ENTRY, DANGER = Sort(28, 0.0, RED, RED, WHITE), Sort(3, 90.0, RED, WHITE, BLACK)
SORTS = (
    Sort(28, 0.0, RED, WHITE, BLACK, ("20", "30", "40", "50", "60")),
    Sort(8, 22.5, WHITE, RED, WHITE, ("STOP",)),
    Sort(4, 45.0, WHITE, BLUE, WHITE, ("P", "P", "BUS")),
    Sort(3, -90.0, RED, WHITE, BLACK),  # give way
    NO_ENTRY,
    DANGER,
)


def traffic_sign(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sign on a post. Slots: post, white, red, blue, black."""
    (width, depth, height), (sort, written) = size_m, _said(size_m, rng)
    y, (out, top), post_y = MARK_M + FACE_M - depth / 2, sort.reach_m(width / 2), depth / 2 - 0.03
    layers = ((out, RIM_M, sort.edge), (0.86 * out, FACE_M, sort.face))
    discs = [
        moved(lathe([(r, 0), (r, thick)], sort.sides), (0, 0, 0), sort.turn_deg, slot) for r, thick, slot in layers
    ]
    face, z = moved(tilted(join(discs), -90), (0, y, height - top)), height - top
    post = round_bar((0, post_y, 0), (0, post_y, height - 0.05), 0.03, 0.03)
    clamps = [bar((0.08, post_y - y, 0.03), (0, (post_y + y) / 2, z + s * 0.2 * width)) for s in (-1, 1)]
    marks = [*lettering(written, sort.mark, MARK_M), *_marks(sort, width / 2, y - FACE_M, z)]
    return join([face, post, *clamps, *marks, *_plate(size_m, y, rng)])


def _said(size_m: Vec3, rng: np.random.Generator) -> tuple[Sort, tuple[Panel, ...]]:
    """Return the sort of a sign and what is written on it; `rng` must be fresh."""
    sort, half_m = SORTS[int(rng.integers(len(SORTS)))], size_m[0] / 2
    if not sort.texts:
        return sort, ()
    text = str(rng.choice(sort.texts))
    letter_m = fitting(text, SPAN * half_m, 0.9 * half_m)
    middle_m = size_m[2] - sort.reach_m(half_m)[1]
    return sort, (Panel(text, (0.0, MARK_M - size_m[1] / 2, middle_m - letter_m / 2), letter_m),)


def _marks(sort: Sort, half_m: float, y_m: float, z_m: float) -> list[Mesh]:
    """Return the bar that forbids to enter, or the stroke and point of danger, on a face at `y_m` and `z_m`."""
    bars = {NO_ENTRY: ((1.3, 0.28, -0.14),), DANGER: ((0.14, 0.5, -0.1), (0.14, 0.14, -0.36))}.get(sort, ())
    return [
        bar((wide * half_m, MARK_M, tall * half_m), (0, y_m - MARK_M / 2, z_m + low * half_m), sort.mark)
        for wide, tall, low in bars
    ]


def _plate(size_m: Vec3, y_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a plate below some signs, with two lines of small print."""
    if rng.random() >= PLATED:
        return []
    (tall, below), wide = PLATE_M, 0.8 * size_m[0]
    low, print_m = size_m[2] - 1.08 * size_m[0] - below - tall, ((0.8, 0.09), (0.6, 0.04))
    lines = [bar((share * wide, 0.002, 0.03), (0, y_m - 0.011, low + z), BLACK) for share, z in print_m]
    return [bar((wide, 0.02, tall), (0, y_m, low), WHITE), *lines]


def _panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _said(size_m, rng)[1]


GENERATORS: dict[str, Generator] = {"traffic sign": traffic_sign}
PANELS: dict[str, Panels] = {"traffic sign": _panels}
