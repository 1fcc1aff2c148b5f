"""Towels, and the rails that they hang over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, arc, moved, sheet, tube
from .bathroom import FORWARD

PLAIN = 0.25  # of the towels have no border
RAIL_OUT_M = 0.06  # the middle of a towel rail's bar from the wall
RAIL_RADIUS_M = 0.009
TOWEL_M = 0.006  # the thickness of a towel
BAR_TO_TOWEL_M = RAIL_RADIUS_M + TOWEL_M + 0.002  # from the middle of a bar to the outside of a towel over it


def towel_rail(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bar on two posts; its back is at +y. Slot: metal."""
    width, depth, height = size_m
    y, z = depth / 2 - RAIL_OUT_M, height / 2
    bar = tube([(-width / 2, y, z), (width / 2, y, z)], RAIL_RADIUS_M)
    ends = [
        moved(
            lathe(
                [(0.0, 0), (height / 2, 0), (height / 2, 0.008), (0.008, 0.012), (0.008, RAIL_OUT_M), (0.0, RAIL_OUT_M)]
            ).transformed(FORWARD),
            (s * (width / 2 - 0.03), depth / 2, z),
        )
        for s in (-1, 1)
    ]
    return join([bar, *ends])


def towel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a towel over a bar in its middle, just below its top, in folds that open downwards. Slots: cloth, border.

    Most have a woven border above each end, and were folded lengthwise.
    """
    width, depth, height = size_m
    r, back_m = BAR_TO_TOWEL_M, rng.uniform(0.6, 0.95) * height
    over = [(r * x, height - r + r * z) for x, z in arc(9, 180, 0)]
    ends = [float(rng.uniform(0.05, 0.1)), float(rng.uniform(0.015, 0.04))]  # of the border: how high, and how wide
    low = [0.0, 0.3 * ends[0], ends[0], ends[0] + ends[1]]
    front = [(-r, z) for z in (*low, *np.linspace(ends[0] + ends[1] + 0.02, height - 2 * r, 8))]
    back = [
        (r, z)
        for z in (
            *np.linspace(height - 2 * r, height - back_m + ends[0] + ends[1] + 0.02, 8),
            *(height - back_m + z for z in low[::-1]),
        )
    ]
    profile = np.array([*front, *over, *back])
    u = np.linspace(0, 1, 40)[:, None]
    below = np.clip((height - 0.05 - profile[:, 1]) / height, 0, 1)
    outwards = np.sign(profile[:, 0]) * (depth / 2 - r)
    points = [
        (u - 0.5) * width * (1 - below * rng.uniform(0.02, 0.12)),
        profile[:, 0] + outwards * np.sqrt(below) * _folds(u, below, rng),
        np.broadcast_to(profile[:, 1], (40, len(profile))),
    ]
    cloth = sheet(np.stack(np.broadcast_arrays(*points), axis=-1), TOWEL_M)
    if rng.random() < PLAIN:
        return cloth
    slot = np.zeros(len(profile) - 1, np.int64)
    slot[[2, len(slot) - 3]] = 1
    behind = slot[::-1]
    return replace(cloth, slot=np.concatenate([np.tile(each, 39) for each in (slot, slot, behind, behind)]))


def _folds(u: NDArray[np.float64], below: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return how far out cloth hangs, 0–1, across it (`u` U×1) and so far `below` its bar (V): folds that drift."""
    count, drift, phase = rng.uniform((1.2, -0.6, 0.0), (3.2, 0.6, 1.0)).tolist()
    along = count * u + drift * below * np.sin(3 * u + phase) + phase
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * along)
    crease = np.exp(-(((u - float(rng.choice([0.34, 0.5, 0.66]))) / 0.02) ** 2))  # from how it lay in the cupboard
    return np.clip(wave**1.5 * (0.6 + 0.4 * np.sin(2 * np.pi * 0.37 * along)) + 0.3 * crease, 0, 1)


def towel_below_bar_m(size_m: Vec3) -> float:
    """Return where the bottom of a towel hangs, above the middle of the bar that carries it: a negative length."""
    return RAIL_RADIUS_M + TOWEL_M - size_m[2]


GENERATORS: dict[str, Generator] = {
    "towel rail": towel_rail,
    "towel": towel,
}
