"""What hangs on walls and is printed on boxes: small pictures of land, sea, fruit and flowers, drawn from a number.

Pictures are float64 H×W×3, sRGB 0–1, rows from the top. Palettes and shares are taste.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..poses import Vec3

Picture = NDArray[np.float64]
Mask = NDArray[np.float64]  # H×W, 0–1: how much of what lies below something covers
SIDE_PX = 160
LIGHT = np.array([-0.5, 0.6, 0.62])  # from where painted things are lit: left, up, towards who looks
GREENS: tuple[Vec3, ...] = ((0.24, 0.32, 0.14), (0.40, 0.44, 0.18), (0.52, 0.47, 0.22), (0.30, 0.38, 0.27))
SKIES: tuple[tuple[Vec3, Vec3], ...] = (  # at the horizon, and above
    ((0.86, 0.88, 0.86), (0.42, 0.58, 0.76)),
    ((0.93, 0.78, 0.58), (0.50, 0.56, 0.68)),
    ((0.90, 0.62, 0.42), (0.36, 0.34, 0.48)),
    ((0.80, 0.81, 0.80), (0.60, 0.64, 0.67)),
)
FRUITS: tuple[Vec3, ...] = (
    (0.72, 0.16, 0.12),
    (0.86, 0.50, 0.12),
    (0.86, 0.72, 0.24),
    (0.48, 0.56, 0.20),
    (0.34, 0.14, 0.24),
)
PETALS: tuple[Vec3, ...] = ((0.90, 0.86, 0.80), (0.80, 0.30, 0.36), (0.90, 0.70, 0.22), (0.56, 0.40, 0.66))
WALLS: tuple[Vec3, ...] = ((0.30, 0.24, 0.20), (0.55, 0.50, 0.40), (0.36, 0.42, 0.42), (0.70, 0.64, 0.54))


def painting(seed: int, colour: Vec3) -> Picture:
    """Return the picture of a number, SIDE_PX square; `colour` (sRGB) is that of cloth and vessels in it."""
    rng = np.random.Generator(np.random.PCG64(seed))
    draw = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    canvas = _Canvas(rng)
    draw(canvas, np.asarray(colour))
    strokes = 0.05 * (canvas.cloud(60, 2) - 0.5) + 0.03 * (canvas.cloud(14, 1) - 0.5)
    return np.clip(canvas.picture + strokes[..., None], 0.0, 1.0)


class _Canvas:
    """A picture under the brush; `u` runs from 0 at the left to 1, `v` from 0 at the bottom to 1."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.u, self.v = np.meshgrid(*(2 * [(np.arange(SIDE_PX) + 0.5) / SIDE_PX]))
        self.v = self.v[::-1]
        self.picture: Picture = np.zeros((SIDE_PX, SIDE_PX, 3))

    def pick(self, colours: tuple[Vec3, ...]) -> NDArray[np.float64]:
        """Return one of some colours, a little off."""
        return np.asarray(colours[int(self.rng.integers(len(colours)))]) + self.rng.normal(0, 0.02, 3)

    def lay(self, mask: Mask, colour: NDArray[np.float64]) -> None:
        """Paint a colour, or a picture of colours, where the mask is 1."""
        self.picture += mask[..., None] * (colour - self.picture)

    def cloud(self, cells: int, octaves: int = 4) -> Mask:
        """Return noise around 0.5, `cells` of it along each side."""
        shares = 0.5 ** np.arange(octaves)
        grids = [self.rng.random((cells << octave, cells << octave)) for octave in range(octaves)]
        return np.asarray(
            sum(share * _stretched(grid) for share, grid in zip(shares, grids, strict=True)) / shares.sum()
        )

    def ball(
        self, x: float, y: float, wide: float, high: float, colour: NDArray[np.float64], gloss: float = 0.3
    ) -> None:
        """Paint a rounded thing about (x, y), lit from the left."""
        left, right = np.clip([int(SIDE_PX * (x - wide)), int(SIDE_PX * (x + wide)) + 2], 0, SIDE_PX)
        top, below = np.clip([int(SIDE_PX * (1 - y - high)), int(SIDE_PX * (1 - y + high)) + 2], 0, SIDE_PX)
        window = slice(top, below), slice(left, right)
        a, b = (self.u[window] - x) / wide, (self.v[window] - y) / high
        out = a**2 + b**2
        lit = np.clip(a * LIGHT[0] + b * LIGHT[1] + np.sqrt(np.clip(1 - out, 0, 1)) * LIGHT[2], 0, 1)[..., None]
        covered = np.clip((1 - np.sqrt(out)) * SIDE_PX * min(wide, high) / 1.5, 0, 1)[..., None]
        self.picture[window] += covered * (colour * (0.35 + 0.75 * lit) + gloss * lit**14 - self.picture[window])


def _stretched(grid: Mask) -> Mask:
    """Return an N×N grid drawn out to the side of a picture; its borders run on at the other side."""
    count = len(grid)
    place = (np.arange(SIDE_PX) + 0.5) / SIDE_PX * count
    low, share = place.astype(int), place % 1
    high = (low + 1) % count
    rows = grid[low] + share[:, None] * (grid[high] - grid[low])
    return np.asarray(rows[:, low] + share * (rows[:, high] - rows[:, low]))


def _sky(canvas: _Canvas, horizon: float) -> NDArray[np.float64]:
    """Paint a sky with clouds down to the horizon; return its colour there."""
    low, high = (np.asarray(each) for each in SKIES[int(canvas.rng.integers(len(SKIES)))])
    canvas.lay(
        np.ones_like(canvas.v), low + np.clip((canvas.v - horizon) / (1 - horizon), 0, 1)[..., None] * (high - low)
    )
    canvas.lay(np.clip(3.0 * (canvas.cloud(4) - 0.55), 0, 0.8), 0.4 * low + 0.6)
    return low


def _land(canvas: _Canvas, colour: NDArray[np.float64]) -> None:
    """Paint hills behind hills, the far ones pale, with trees before them and sometimes a way."""
    horizon, green = float(canvas.rng.uniform(0.45, 0.65)), canvas.pick(GREENS)
    haze = _sky(canvas, horizon)
    count = int(canvas.rng.integers(3, 5))
    ridge = canvas.v
    for k in range(count):
        share = (k + 1) / count
        ridge = horizon - 0.13 * k + 0.25 * (1.2 - share) * (canvas.cloud(3, 3)[:1] - 0.5)
        ground = (haze * 0.8 + share * (green - haze * 0.8)) * (0.75 + 0.5 * canvas.cloud(9))[..., None]
        canvas.lay(np.clip((ridge - canvas.v) * SIDE_PX / 2, 0, 1), ground)
    if canvas.rng.random() < 0.5:
        below = np.clip(ridge - canvas.v, 0, 1)
        bend = canvas.rng.uniform(0.35, 0.65) + 0.12 * np.sin(9 * below + canvas.rng.uniform(0, 6))
        canvas.lay(
            np.clip((0.02 + 0.3 * below - np.abs(canvas.u - bend)) * 60, 0, 1) * (below > 0), haze * (0.7, 0.62, 0.5)
        )
    for _ in range(int(canvas.rng.integers(2, 9))):
        x, size = float(canvas.rng.random()), float(canvas.rng.uniform(0.04, 0.13))
        foot = float(ridge[0, int(x * (SIDE_PX - 1))]) - 0.3 * size
        _tree(canvas, x, foot, size, green * canvas.rng.uniform(0.45, 0.8))


def _tree(canvas: _Canvas, x: float, foot: float, size: float, colour: NDArray[np.float64]) -> None:
    trunk = (np.abs(canvas.u - x) < 0.07 * size) & (canvas.v > foot) & (canvas.v < foot + size)
    canvas.lay(trunk.astype(float), np.array([0.20, 0.15, 0.11]))
    for _ in range(14):
        dx, dy = canvas.rng.normal(0, 0.38 * size, 2)
        r = size * float(canvas.rng.uniform(0.25, 0.5))
        canvas.ball(x + float(dx), foot + 1.3 * size + float(dy), r, r, colour * canvas.rng.uniform(0.8, 1.25), 0.0)


def _sea(canvas: _Canvas, colour: NDArray[np.float64]) -> None:
    """Paint water to the horizon with a streak of light, a shore before it, and sails."""
    horizon = float(canvas.rng.uniform(0.4, 0.62))
    light = _sky(canvas, horizon)
    deep = np.array([0.16, 0.32, 0.42]) + canvas.rng.normal(0, 0.03, 3)
    near = np.clip((horizon - canvas.v) / horizon, 0, 1)
    waves = canvas.cloud(5, 1) + np.sin(canvas.v * 180 + 9 * canvas.cloud(6, 2)) * 0.35
    water = deep + (0.6 - 0.5 * near)[..., None] * (light - deep) + 0.10 * (waves - 0.5)[..., None]
    canvas.lay(np.clip((horizon - canvas.v) * SIDE_PX, 0, 1), water)
    glint = np.exp(-(((canvas.u - canvas.rng.uniform(0.2, 0.8)) / 0.08) ** 2)) * (waves > 0.55) * (canvas.v < horizon)
    canvas.lay(0.7 * glint, 0.3 * light + 0.7)
    shore = canvas.rng.uniform(0.1, 0.25) + 0.1 * (canvas.cloud(3, 2)[:1] - 0.5) + 0.1 * canvas.u[:1]
    canvas.lay(np.clip((shore + 0.02 - canvas.v) * 80, 0, 1), np.array([0.90, 0.90, 0.87]))
    canvas.lay(
        np.clip((shore - canvas.v) * 80, 0, 1), np.array([0.76, 0.67, 0.50]) * (0.8 + 0.4 * canvas.cloud(20))[..., None]
    )
    for _ in range(int(canvas.rng.integers(0, 4))):
        x, size = float(canvas.rng.uniform(0.1, 0.9)), float(canvas.rng.uniform(0.05, 0.14))
        up = (canvas.v - horizon + 0.3 * size) / size
        sail = (up > 0.12) & (canvas.u > x) & (canvas.u < x + 0.5 * size * (1 - up))
        hull = (up > 0) & (up < 0.1) & (np.abs(canvas.u - x - 0.1 * size) < 0.42 * size)
        canvas.lay(sail.astype(float), np.array([0.93, 0.91, 0.86]))
        canvas.lay(hull.astype(float), 0.5 * colour)


def _table(canvas: _Canvas, colour: NDArray[np.float64]) -> None:
    """Paint a wall, darker at the right, above a table with a cloth."""
    wall = canvas.pick(WALLS) * (1.15 - 0.5 * canvas.u)[..., None]
    canvas.lay(np.ones_like(canvas.u), wall + 0.08 * (canvas.cloud(4) - 0.5)[..., None])
    edge = float(canvas.rng.uniform(0.26, 0.38))
    wood = np.array([0.42, 0.29, 0.19]) * (0.7 + 0.6 * canvas.cloud(6))[..., None]
    canvas.lay(np.clip((edge - canvas.v) * SIDE_PX, 0, 1), wood)
    fold = edge - 0.1 + 0.08 * np.sin(7 * canvas.u + canvas.rng.uniform(0, 6))
    canvas.lay(
        np.clip((fold - canvas.v) * SIDE_PX, 0, 1),
        colour * (0.75 + 0.3 * np.sin(24 * canvas.u + 3 * canvas.v))[..., None],
    )


def _vessel(canvas: _Canvas, x: float, size: float, colour: NDArray[np.float64]) -> float:
    """Paint a jug on the table; return how high its mouth is."""
    foot = 0.24
    neck = np.clip((0.42 * size - np.abs(canvas.u - x)) * SIDE_PX / 2, 0, 1)
    round_ = 0.5 - 0.5 * (canvas.u - x)[..., None] / size
    canvas.lay(neck * (canvas.v > foot + size) * (canvas.v < foot + 2.6 * size), colour * (0.3 + 0.9 * round_))
    canvas.ball(x, foot + size, size, 1.1 * size, colour)
    return foot + 2.6 * size


def _fruit(canvas: _Canvas, colour: NDArray[np.float64]) -> None:
    """Paint fruit beside a jug on a table."""
    _table(canvas, colour)
    _vessel(canvas, float(canvas.rng.uniform(0.25, 0.75)), float(canvas.rng.uniform(0.11, 0.17)), 0.4 * colour + 0.3)
    for x in np.sort(canvas.rng.uniform(0.12, 0.88, int(canvas.rng.integers(3, 8)))).tolist():
        r, y = float(canvas.rng.uniform(0.055, 0.09)), float(canvas.rng.uniform(0.2, 0.3))
        canvas.lay(
            0.6 * np.clip(1 - np.hypot((canvas.u - x - 0.5 * r) / (1.3 * r), (canvas.v - y + r) / (0.4 * r)), 0, 1),
            0 * colour,
        )
        canvas.ball(x, y, r, r * float(canvas.rng.uniform(0.85, 1.1)), canvas.pick(FRUITS))


def _flowers(canvas: _Canvas, colour: NDArray[np.float64]) -> None:
    """Paint a bunch of flowers in a vase on a table."""
    _table(canvas, colour)
    x, size = float(canvas.rng.uniform(0.4, 0.6)), float(canvas.rng.uniform(0.09, 0.13))
    mouth = _vessel(canvas, x, size, 0.6 * colour + 0.2)
    kinds = [canvas.pick(PETALS) for _ in range(2)]
    for k in range(110):
        dx, dy = np.clip(canvas.rng.normal(0, (0.10, 0.07)), -0.19, 0.19).tolist()
        r = float(canvas.rng.uniform(0.015, 0.045))
        leaf = k < 50
        tone = canvas.pick(GREENS) if leaf else kinds[k % 2] * canvas.rng.uniform(0.85, 1.1)
        canvas.ball(x + dx, mouth + 0.12 + dy, r, r * (1.6 if leaf else 0.9), tone, 0.0)


SUBJECTS: tuple[Callable[[_Canvas, NDArray[np.float64]], None], ...] = (
    _land,
    _land,
    _land,
    _sea,
    _sea,
    _fruit,
    _flowers,
)
