"""Cloth at rest, in closed form: a sheet laid over an edge, its thick hem, its creases and the folds in which it hangs.

A sheet is known by its own coordinates (s, t) in metres, as if it lay flat. All of it is mesh, as its truth is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, weld

Values = NDArray[np.float64]
RIM = (0.0, 0.5, 0.87)  # how far a sheet's face has risen at each of the lines nearest to its edge, of its thickness


class Sheet(NamedTuple):
    """A sheet's grid: `flat` U×V×2 are its own coordinates, `lift` U×V is 1, and 0 at its edges, where it ends."""

    flat: Values
    lift: Values


def sheet_of(low_m: tuple[float, float], high_m: tuple[float, float], step_m: float, rim_m: float = 0.02) -> Sheet:
    """Return a sheet from one corner to the other, its lines `step_m` apart, and closer within `rim_m` of its edges."""
    (s, up), (t, along) = (_lines(a, b, step_m, rim_m) for a, b in zip(low_m, high_m, strict=True))
    flat = np.stack(np.meshgrid(s, t, indexing="ij"), axis=-1)
    return Sheet(flat, np.minimum(up[:, None], along))


def _lines(low_m: float, high_m: float, step_m: float, rim_m: float) -> tuple[Values, Values]:
    """Return where the lines of a grid lie from edge to edge, and how far the sheet is lifted there."""
    inner = np.linspace(low_m + rim_m, high_m - rim_m, max(2, round((high_m - low_m - 2 * rim_m) / step_m)) + 1)
    rise = np.array(RIM)
    first = low_m + rim_m * (1 - np.sqrt(1 - rise**2))
    places = np.concatenate([first, inner, low_m + high_m - first[::-1]])
    return places, np.concatenate([rise, np.ones(len(inner)), rise[::-1]])


def smooth_noise(points: Values, wave_m: tuple[float, float], rng: np.random.Generator, count: int = 7) -> Values:
    """Return a smooth irregular field of about −1 to 1 over points …×D, with waves as long as asked."""
    many = points.shape[-1]
    ways = rng.normal(size=(count, many))
    ways *= (2 * np.pi / rng.uniform(*wave_m, count) / np.linalg.norm(ways, axis=1))[:, None]
    phases = rng.uniform(0, 2 * np.pi, count)
    return np.cos(points @ ways.T + phases).sum(axis=-1) / np.sqrt(count)


def valleys(points: Values, wave_m: tuple[float, float], width: float, rng: np.random.Generator) -> Values:
    """Return how deep filled cloth is drawn in, 0–1: it bulges, and has narrow valleys that wind between the bulges."""
    return np.exp(-((smooth_noise(points, wave_m, rng) / width) ** 2))


def creases(
    points: Values,
    hubs: Values,
    count: int,
    length_m: tuple[float, float],
    rng: np.random.Generator,
    thinnest_m: float = 0.006,
) -> Values:
    """Return how deep creases are, about −0.5 to 1, over points …×2: `count` of them, which radiate from the hubs H×2.

    Each is a valley with a ridge at one side, as cloth that was pulled together lies, and bends a little.
    """
    hub = hubs[rng.integers(len(hubs), size=count)]
    heading, half = rng.uniform(0, 2 * np.pi, count), rng.uniform(*length_m, count) / 2
    ahead = np.stack([np.cos(heading), np.sin(heading)], axis=-1)
    middle = hub + ahead * (half + rng.uniform(0.02, 0.12, count))[:, None] + rng.normal(0, 0.03, (count, 2))
    x, y = points[..., 0, None] - middle[:, 0], points[..., 1, None] - middle[:, 1]
    along = (x * ahead[:, 0] + y * ahead[:, 1]) / half
    aside = y * ahead[:, 0] - x * ahead[:, 1] + rng.normal(0, 0.02, count) * along**2
    wide = rng.uniform(0.1, 0.2, count) * half * (0.75 + 0.5 * np.clip(along, -1, 1))
    across = aside / np.maximum(wide, thinnest_m)
    shape = np.exp(-(across**2)) - 0.55 * np.exp(-((across - 1.7) ** 2))
    return (shape * np.exp(-(along**4)) * rng.uniform(0.4, 1.0, count)).sum(axis=-1)


def hung_over(flat: Values, core_m: tuple[Values, Values], radius_m: float) -> tuple[Values, Values, Values]:
    """Lay a sheet on a level table top at z = 0 whose rim is round, so that what reaches beyond it hangs.

    `core_m` are the lowest and the highest corner (2,) of the top within its rim. Returns points …×3, unit normals
    …×3, and by how much each point hangs below the rim, in metres.
    """
    over = flat - np.clip(flat, *core_m)
    length = np.linalg.norm(over, axis=-1)
    way = over / np.maximum(length, 1e-9)[..., None]
    bend = np.minimum(length / radius_m, np.pi / 2)
    hangs = np.maximum(length - radius_m * np.pi / 2, 0.0)
    level = flat - over + way * (radius_m * np.sin(bend))[..., None]
    z = -radius_m * (1 - np.cos(bend)) - hangs
    normals = np.concatenate([way * np.sin(bend)[..., None], np.cos(bend)[..., None]], axis=-1)
    return np.concatenate([level, z[..., None]], axis=-1), normals, hangs


def folds(flat: Values, normals: Values, hangs: Values, pitch_m: float, rng: np.random.Generator) -> Values:
    """Return 0–1 by how much hanging cloth stands out in upright folds, wider and deeper towards its hem."""
    waves = []
    for place in (flat[..., 1], flat[..., 0]):
        bent = place + 0.35 * pitch_m * smooth_noise(place[..., None], (2 * pitch_m, 5 * pitch_m), rng)
        deep = 0.5 + 0.5 * np.clip(smooth_noise(place[..., None], (2 * pitch_m, 6 * pitch_m), rng), -1, 1)
        waves.append((0.5 + 0.5 * np.sin(2 * np.pi * bent / pitch_m)) * deep)
    sides = normals[..., :2] ** 2
    share = np.clip(hangs / 0.12, 0, 1)
    return (sides[..., 0] * waves[0] + sides[..., 1] * waves[1]) * share * (2 - share)


def cloth_mesh(face: Values, back: Values, slots: tuple[int, int]) -> Mesh:
    """Return the closed smooth surface of two grids U×V×3 that meet at their rims, each in its own slot."""
    return weld(join([grid(face).with_slot(slots[0]), grid(back[:, ::-1]).with_slot(slots[1])]))
