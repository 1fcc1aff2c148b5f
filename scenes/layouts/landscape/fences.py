"""Fences on open land: one that runs beside the path or past the middle, and on out of sight, maybe with a gap."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...generators.nature.relief import PATH_HALF_M, RELIEFS, lake_of, path_y_m
from ...pieces import sample_piece
from ...spec import Procedural
from .ground import Spot
from .marks import water_m

LONG_M = 66.0  # to either side of the middle
BESIDE_M = (1.9, 4.5)  # from the edge of a path
PAST_M = (7.0, 15.0)  # from the middle of land without a path
BEND_M, WAVE_M = 1.6, 30.0  # how far it strays, and the length of that, over 2π
ASLANT = 0.06  # of a full turn, at most, a fence beside a lake is turned
STYLES = ("fence", "wire fence")  # generators
GAPS, GAP_M = 0.5, 20.0  # so many have a gap, so far from the middle at most
LAPS_M = 0.11  # the end of a length stands in the beginning of the next
ROOM_M = 0.8  # that is kept free around each length


def set_fence(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Build a fence of equal lengths, one after another, where it is dry and nothing else stands."""
    piece = sample_piece("fence", layout_rng, material_rng, {})
    style = STYLES[int(layout_rng.integers(2))]
    shapes = [Procedural(style, piece.size_m, int(layout_rng.integers(2**31))) for _ in range(3)]
    ends = _ends(_course(place, layout_rng), piece.size_m[0] - LAPS_M)
    middles, ways = (ends[1:] + ends[:-1]) / 2, np.diff(ends, axis=0)
    has_gap, gap_m = layout_rng.random() < GAPS, float(layout_rng.uniform(-GAP_M, GAP_M))
    gap = len(ways) // 2 + round(gap_m / piece.size_m[0]) if has_gap else -1
    for k, ((x, y), (dx, dy)) in enumerate(zip(middles.tolist(), ways.tolist(), strict=True)):
        part = replace(piece, geometry=shapes[int(layout_rng.integers(3))])
        if k != gap and place.is_free(x, y, 0.3) and place.ground.height_m(x, y) > water_m(place) + 0.2:
            place.plant(part, x, y, math.degrees(math.atan2(dy, dx)), 0.0, lean=True)
    place.taken += [(x, y, ROOM_M) for x, y in middles.tolist()]


def _course(place: Spot, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return points N×2 close together along which a fence runs."""
    geometry, side = place.ground.geometry, float(rng.choice((-1.0, 1.0)))
    s = np.arange(-LONG_M, LONG_M, 0.25)
    if RELIEFS[geometry.generator].path:
        off = side * (PATH_HALF_M + float(rng.uniform(*BESIDE_M)))
        y = path_y_m(s, geometry.size_m[0])
        along = np.arctan2(np.gradient(y), 0.25)
        return np.column_stack([s - off * np.sin(along), y + off * np.cos(along)])
    turn, phase = rng.uniform(0, 2 * math.pi, 2).tolist()
    if RELIEFS[geometry.generator].lake:  # which lies beside the middle along y: the fence keeps to the other side
        lake = lake_of(RELIEFS[geometry.generator], geometry.size_m[0])
        turn, side = ASLANT * (turn - math.pi), -math.copysign(1.0, lake.y_m)
    aside = side * float(rng.uniform(*PAST_M)) + BEND_M * (np.sin(s / WAVE_M + phase) - math.sin(phase))
    c, d = math.cos(turn), math.sin(turn)
    return np.column_stack([c * s - d * aside, d * s + c * aside])


def _ends(course: NDArray[np.float64], long_m: float) -> NDArray[np.float64]:
    """Return points M×2 of a line that are so far apart along it."""
    gone_m = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(course, axis=0).T))])
    at_m = np.arange(0, gone_m[-1], long_m)
    return np.column_stack([np.interp(at_m, gone_m, column) for column in course.T])
