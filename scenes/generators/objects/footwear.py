"""Shoes, as they stand by the door when nobody is in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, without_slivers
from ...poses import Vec3
from ..core.parts import Generator, slab

# Along a shoe from its heel (0) to its toe (1): half the width of its sole and of its upper, and the upper's height.
ALONG = np.array([0.0, 0.04, 0.12, 0.25, 0.4, 0.55, 0.7, 0.83, 0.93, 0.98, 1.0])
SOLE = np.array([0.0, 0.24, 0.32, 0.34, 0.33, 0.39, 0.47, 0.46, 0.36, 0.2, 0.0])
HEIGHT = np.array([0.55, 0.92, 1.0, 0.93, 0.84, 0.74, 0.58, 0.47, 0.38, 0.3, 0.24])
COLLAR = (0.28, 0.18)  # where the foot goes in: the middle, and how far to either end
SOLE_M = 0.022


def shoe(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a low shoe whose toe is at the front (−y). Slots: upper, sole, lining."""
    width, depth, height = size_m
    y, half = depth * (0.5 - ALONG), SOLE * width / 0.94
    outline = np.concatenate([np.column_stack([-half, y]), np.column_stack([half, y])[-2:0:-1]])
    return join([slab(outline, 0.0, SOLE_M, 1), _upper(y, 0.93 * half, SOLE_M, height)])


def _upper(y: NDArray[np.float64], half: NDArray[np.float64], low_m: float, top_m: float) -> Mesh:
    """Return arches from side to side over the sole, closed below, and low where the foot goes in."""
    angles = np.linspace(np.pi, 0, 15)[:, None]
    sunk = (np.abs(ALONG - COLLAR[0]) < COLLAR[1]) & (np.abs(angles - np.pi / 2) < 0.75)
    rise = HEIGHT * (top_m - low_m) * np.sin(angles).clip(0.0) ** 0.55
    z = low_m + np.where(sunk, 0.3 * rise, rise)
    shape = grid(np.stack([-half * np.cos(angles), np.broadcast_to(y, z.shape), z], axis=-1), close_u=True)
    lining = sunk.ravel()[shape.triangles].all(axis=1)
    return without_slivers(replace(shape, slot=np.where(lining, 2, 0)))


GENERATORS: dict[str, Generator] = {"shoe": shoe}
