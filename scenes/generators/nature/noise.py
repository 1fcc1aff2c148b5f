"""Noise over the plane: smooth values at random places, and sums of it as land has them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]
LATTICE = 256  # values along each side, after which the noise begins anew
TURN = np.array([[0.8, -0.6], [0.6, 0.8]])  # of each octave against the last, so that no lattice shows


def smooth(x: Field, low: float = 0.0, high: float = 1.0) -> Field:
    """Return 0 below `low` and 1 above `high`, smooth between."""
    share = np.clip((x - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share))


def noise(x: Field, y: Field, rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Return smooth noise of wavelength about two (0–1, any shape), and its slopes along x and y."""
    values = rng.random((LATTICE, LATTICE))
    i, j = np.floor(x).astype(int), np.floor(y).astype(int)
    u, v = x - i, y - j
    a, b = values[i % LATTICE, j % LATTICE], values[(i + 1) % LATTICE, j % LATTICE]
    c, d = values[i % LATTICE, (j + 1) % LATTICE], values[(i + 1) % LATTICE, (j + 1) % LATTICE]
    su, sv = u**3 * (u * (6 * u - 15) + 10), v**3 * (v * (6 * v - 15) + 10)
    du, dv = 30 * u * u * (u - 1) ** 2, 30 * v * v * (v - 1) ** 2
    across = a - b - c + d
    return (
        a + (b - a) * su + (c - a) * sv + across * su * sv,
        du * ((b - a) + across * sv),
        dv * ((c - a) + across * su),
    )


def hilly(x: Field, y: Field, length_m: float, octaves: int, rng: np.random.Generator) -> Field:
    """Return rolling noise, about 0–1: each octave half as long and half as high as the last."""
    total, at = np.zeros_like(x), np.stack([x, y], -1) / (length_m / 2) + rng.uniform(0, LATTICE, 2)
    for k in range(octaves):
        total += 0.5 ** (k + 1) * noise(at[..., 0], at[..., 1], rng)[0]
        at = 2.03 * at @ TURN
    return total / (1 - 0.5**octaves)


def eroded(x: Field, y: Field, length_m: float, octaves: int, rng: np.random.Generator) -> Field:
    """Return mountains, about 0–1: sharp ridges, of which each octave adds the less the steeper it is already.

    Water wears down slopes and leaves their feet smooth; that is what the damping by slope stands in for.
    """
    total, at = np.zeros_like(x), np.stack([x, y], -1) / (length_m / 2) + rng.uniform(0, LATTICE, 2)
    steep_x, steep_y, weight = np.zeros_like(x), np.zeros_like(x), 0.5
    for _ in range(octaves):
        value, dx, dy = noise(at[..., 0], at[..., 1], rng)
        side = np.where(value > 0.5, -2.0, 2.0)
        ridge = 1 - np.abs(2 * value - 1)
        steep_x, steep_y = steep_x + weight * side * dx, steep_y + weight * side * dy
        total += weight * ridge / (1 + 0.6 * (steep_x**2 + steep_y**2))
        at, weight = 2.03 * at @ TURN, 0.5 * weight
    return np.asarray(total)
