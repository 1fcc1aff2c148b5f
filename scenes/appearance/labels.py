"""What is printed on packs and stuck on bottles: a front with a maker's name, a back with a bar code.

Pictures are float64 H×W×3, sRGB 0–1, rows from the top. Their left FRONT is what faces who buys, the rest is the back.
Makers are invented; what is asked about is written in geometry (`generators.core.lettering`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..poses import Vec3
from .prints import Sheet
from .typeset import MAKERS, Face, line_width, typeset

Picture = NDArray[np.float64]
FRONT = 0.6  # of a label's width
HIGH_PX, WIDE_PX = 288, 384
INKS: tuple[Vec3, ...] = (
    (0.08, 0.08, 0.09),
    (0.93, 0.92, 0.88),
    (0.64, 0.10, 0.10),
    (0.10, 0.24, 0.48),
    (0.10, 0.36, 0.20),
    (0.88, 0.66, 0.14),
    (0.84, 0.42, 0.12),
    (0.42, 0.20, 0.42),
)
FOODS: tuple[Vec3, ...] = ((0.74, 0.16, 0.12), (0.88, 0.52, 0.14), (0.86, 0.74, 0.30), (0.46, 0.56, 0.20))
GREENS: tuple[Vec3, ...] = ((0.30, 0.46, 0.18), (0.46, 0.58, 0.24), (0.20, 0.36, 0.20))
WHITE, BLACK = (0.93, 0.93, 0.93), (0.07, 0.07, 0.07)
SORTS = ("CLASSIC", "EXTRA", "ORIGINAL", "FINE", "PURE", "PLUS", "GOLD", "SELECT", "NATURAL", "MILD")
APART = 0.3  # by how much an ink and what it is printed on differ at least, in the mean of their channels
NAME_HIGH, NAME_WIDE = 0.2, 0.5  # the most that a maker's name takes of a label
Place = tuple[float, float, float, float]  # left, low, right and top, from 0 to 1


def label(seed: int, colour: Vec3) -> Picture:
    """Return the label of a number, HIGH_PX×WIDE_PX; most of it has the `colour` (sRGB)."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet = _Label(rng, colour)
    _front(sheet)
    _back(sheet)
    sheet.picture *= 1.0 - 0.12 * np.abs(sheet.u - FRONT / 2)[..., None]  # ink is never laid evenly
    return np.asarray(np.clip(sheet.picture, 0.0, 1.0))


class _Label(Sheet):
    """A label under print; `u` runs from 0 at its left to 1, `v` from 0 at its foot to 1."""

    def __init__(self, rng: np.random.Generator, ground: Vec3) -> None:
        super().__init__(rng, (HIGH_PX, WIDE_PX), ground)
        self.ground = ground
        self.u, self.v = np.meshgrid((np.arange(WIDE_PX) + 0.5) / WIDE_PX, 1 - (np.arange(HIGH_PX) + 0.5) / HIGH_PX)

    def ink(self, on: Vec3 | None = None) -> Vec3:
        """Return an ink that stands out from what it is printed on."""
        below = float(np.mean(self.ground if on is None else on))
        inks = [each for each in INKS if abs(float(np.mean(each)) - below) > APART]
        return inks[int(self.rng.integers(len(inks)))]

    def box(self, place: Place, ink: Vec3) -> None:
        """Print a rectangle."""
        left, low, right, top = place
        self.fill((1 - top) * HIGH_PX, left * WIDE_PX, (top - low) * HIGH_PX, (right - left) * WIDE_PX, ink)

    def oval(self, x: float, y: float, wide: float, high: float, ink: Vec3) -> None:
        """Print an oval about (x, y)."""
        rows, columns = self._about(x, y, wide, high)
        away = np.hypot((self.u[rows, columns] - x) / wide, (self.v[rows, columns] - y) / high)
        self.stamp(rows.start, columns.start, np.clip((1 - away) * wide * WIDE_PX + 0.5, 0, 1), ink)

    def _about(self, x: float, y: float, wide: float, high: float) -> tuple[slice, slice]:
        """Return the rows and columns that an oval about (x, y) reaches into."""
        rows = slice(max(0, int((1 - y - high) * HIGH_PX) - 1), int((1 - y + high) * HIGH_PX) + 2)
        return rows, slice(max(0, int((x - wide) * WIDE_PX) - 1), int((x + wide) * WIDE_PX) + 2)

    def ball(self, x: float, y: float, wide: float, high: float, ink: Vec3) -> None:
        """Print a photograph of something round, lit from above left."""
        rows, columns = self._about(x, y, wide, high)
        a, b = (self.u[rows, columns] - x) / wide, (self.v[rows, columns] - y) / high
        inside = a**2 + b**2 < 1
        lit = np.clip(0.75 - 0.35 * a[inside] + 0.4 * b[inside], 0, 1)[:, None]
        self.picture[rows, columns][inside] = np.asarray(ink) * (0.45 + 0.7 * lit) + 0.5 * lit**10

    def name(self, x: float, low: float, high: float, text: str, face: Face, ink: Vec3) -> None:
        """Print a line about x, no wider than NAME_WIDE."""
        tall = min(high * HIGH_PX, NAME_WIDE * WIDE_PX / line_width(text, face))
        mask = typeset(text, tall, face)
        self.stamp((1 - low) * HIGH_PX - tall, x * WIDE_PX - mask.shape[1] / 2, mask, ink)

    def small(self, place: Place, ink: Vec3) -> None:
        """Print lines of words too small to read."""
        left, low, right, top = place
        self.text((1 - top) * HIGH_PX, left * WIDE_PX, (1 - low) * HIGH_PX, right * WIDE_PX, ink)


def _front(sheet: _Label) -> None:
    """Print a ground, a name on it or on a band or a medal, what is in the pack, and its weight."""
    rng, middle = sheet.rng, FRONT / 2
    name_v, tall = float(rng.uniform(0.55, 0.76)), float(rng.uniform(0.1, NAME_HIGH))
    second, face = sheet.ink(), Face.drawn(rng)
    ground, style = sheet.ground, int(rng.integers(4))
    if style == 0:  # a band
        sheet.box((0.0, name_v - 0.06, FRONT, name_v + tall + 0.06), second)
        ground = second
    elif style == 1:  # a medal
        sheet.oval(middle, name_v + tall / 2, 0.29, tall / 2 + 0.13, second)
        ground = second
    elif style == 2:  # a slanting field at the foot
        foot = sheet.v < 0.3 + rng.uniform(-0.5, 0.5) * (sheet.u - middle)
        sheet.stamp(0, 0, 1.0 * (foot & (sheet.u < FRONT)), second)
    below = name_v - (0.13, 0.2, 0.09, 0.09)[style]
    CONTENTS[int(rng.integers(len(CONTENTS)))](sheet, middle, below - 0.03)
    sheet.name(middle, name_v, tall, str(rng.choice(MAKERS)), face, sheet.ink(ground))
    sheet.name(middle, below, 0.05, str(rng.choice(SORTS)), Face(), sheet.ink())
    sheet.small((0.06, 0.03, 0.26, 0.1), sheet.ink())
    if rng.random() < 0.6:
        for z in (0.0, 0.975):
            sheet.box((0.0, z, 1.0, z + 0.025), second)


def _fruit(sheet: _Label, middle: float, top: float) -> None:
    """Print round things in a heap, some on a field of another colour."""
    rng = sheet.rng
    if rng.random() < 0.3:
        sheet.box((middle - 0.22, 0.14, middle + 0.22, top), sheet.ink())
    kinds = [FOODS[k] for k in rng.permutation(len(FOODS))[:2].tolist()]
    for k in range(int(rng.integers(3, 9))):
        x, y = middle + float(rng.normal(0, 0.1)), float(rng.uniform(0.16, max(0.2, top - 0.1)))
        r = float(rng.uniform(0.04, 0.1))
        sheet.ball(float(np.clip(x, 0.12, FRONT - 0.12)), y, r, 1.25 * r, kinds[k % 2])


def _leaves(sheet: _Label, middle: float, top: float) -> None:
    """Print a few leaves from one stem, each with its rib."""
    rng = sheet.rng
    foot, long = 0.14, min(0.3, top - 0.12)
    a, b = (sheet.u - middle) * WIDE_PX / HIGH_PX / long, (sheet.v - foot) / long
    leaves, ribs = np.zeros_like(a), np.zeros_like(a)
    for turn in np.linspace(-1.1, 1.1, int(rng.integers(3, 6))).tolist():
        along, aside = a * np.sin(turn) + b * np.cos(turn), np.abs(a * np.cos(turn) - b * np.sin(turn))
        half = 0.24 * np.sin(np.pi * np.clip(along, 0, 1))
        leaf = np.clip((half - aside) * long * HIGH_PX, 0, 1)
        leaves = np.maximum(leaves, leaf)
        ribs = np.maximum(ribs * (1 - leaf), np.clip((0.02 - aside) * long * HIGH_PX, 0, 1) * leaf)
    sheet.stamp(0, 0, leaves, GREENS[int(rng.integers(len(GREENS)))])
    sheet.stamp(0, 0, 0.6 * ribs, WHITE)


def _rings(sheet: _Label, middle: float, top: float) -> None:
    """Print discs, one in another."""
    y, r = (0.12 + top) / 2, max(0.06, min(0.16, (top - 0.12) / 2.6))
    inks = [sheet.ink(), sheet.ground, sheet.ink()]
    for share, ink in zip((1.0, 0.72, 0.45), inks, strict=True):
        sheet.oval(middle, y, share * r, share * r * WIDE_PX / HIGH_PX, ink)


def _words(sheet: _Label, middle: float, top: float) -> None:
    """Print no picture, but a few lines between two rules."""
    ink = sheet.ink()
    for z in (0.2, max(0.24, top - 0.06)):
        sheet.box((middle - 0.2, z, middle + 0.2, z + 0.008), ink)
    sheet.small((middle - 0.18, 0.24, middle + 0.18, max(0.26, top - 0.1)), ink)


CONTENTS: tuple[Callable[[_Label, float, float], None], ...] = (_fruit, _fruit, _leaves, _rings, _words)


def _back(sheet: _Label) -> None:
    """Print small print, a table and a bar code."""
    rng, left, right = sheet.rng, FRONT + 0.05, 0.95
    sheet.small((left, 0.64, right, 0.95), sheet.ink())
    sheet.box((left, 0.34, right, 0.6), WHITE)
    for k in range(6):
        top = (1 - 0.58 + 0.04 * k) * HIGH_PX
        sheet.line(top, (left + 0.015) * WIDE_PX, (left + 0.2) * WIDE_PX, BLACK)
        sheet.word(top, (right - 0.06) * WIDE_PX, 3, BLACK, most=right * WIDE_PX)
    sheet.box((left, 0.06, left + 0.22, 0.28), WHITE)
    x = left + 0.02
    while x < left + 0.19:
        wide = float(rng.choice([0.004, 0.007, 0.011]))
        sheet.box((x, 0.1, x + wide, 0.26), BLACK)
        x += wide + float(rng.choice([0.004, 0.008]))
