"""What is printed on packs and stuck on bottles: a front with a title, and a back with a bar code, drawn from a number.

Pictures are float64 H×W×3, sRGB 0–1, rows from the top. Their left FRONT is what faces who buys, the rest is the back.
Titles are marks that only look like letters: what can be read on things is geometry (`generators.core.lettering`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..poses import Vec3

Picture = NDArray[np.float64]
FRONT = 0.6  # of a label's width
HIGH_PX, WIDE_PX = 144, 192
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
APART = 0.3  # by how much an ink and what it is printed on differ at least, in the mean of their channels
Box = tuple[float, float, float, float]  # left, low, right and top, from 0 to 1


def label(seed: int, colour: Vec3) -> Picture:
    """Return the label of a number, HIGH_PX×WIDE_PX; most of it has the `colour` (sRGB)."""
    rng = np.random.Generator(np.random.PCG64(seed))
    sheet = _Sheet(rng, np.asarray(colour))
    _front(sheet)
    _back(sheet)
    sheet.picture *= 1.0 - 0.12 * np.abs(sheet.u - FRONT / 2)[..., None]  # ink is never laid evenly
    return np.asarray(np.clip(sheet.picture, 0.0, 1.0))


class _Sheet:
    """A label under print; `u` runs from 0 at its left to 1, `v` from 0 at its foot to 1."""

    def __init__(self, rng: np.random.Generator, ground: NDArray[np.float64]) -> None:
        self.rng, self.ground = rng, ground
        self.u, self.v = np.meshgrid((np.arange(WIDE_PX) + 0.5) / WIDE_PX, 1 - (np.arange(HIGH_PX) + 0.5) / HIGH_PX)
        self.picture: Picture = np.broadcast_to(ground, (HIGH_PX, WIDE_PX, 3)).copy()

    def ink(self, on: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return an ink that stands out from what it is printed on."""
        below = self.ground if on is None else on
        inks = [each for each in INKS if abs(float(np.mean(each) - below.mean())) > APART]
        return np.asarray(inks[int(self.rng.integers(len(inks)))])

    def box(self, box: Box, ink: NDArray[np.float64]) -> None:
        """Print a rectangle."""
        left, low, right, top = box
        columns = slice(round(left * WIDE_PX), round(right * WIDE_PX))
        rows = slice(round((1 - top) * HIGH_PX), round((1 - low) * HIGH_PX))
        self.picture[rows, columns] = ink

    def oval(self, x: float, y: float, wide: float, high: float, ink: NDArray[np.float64]) -> None:
        """Print an oval about (x, y)."""
        self.picture[((self.u - x) / wide) ** 2 + ((self.v - y) / high) ** 2 < 1] = ink

    def ball(self, x: float, y: float, wide: float, high: float, ink: NDArray[np.float64]) -> None:
        """Print a photograph of something round, lit from above left."""
        a, b = (self.u - x) / wide, (self.v - y) / high
        inside = a**2 + b**2 < 1
        lit = np.clip(0.75 - 0.35 * a[inside] + 0.4 * b[inside], 0, 1)[:, None]
        self.picture[inside] = ink * (0.45 + 0.7 * lit) + 0.5 * lit**10

    def title(self, box: Box, letters: int, ink: NDArray[np.float64]) -> None:
        """Print a row of marks like letters: each some of the strokes of an eight."""
        left, low, right, top = box
        pitch, tall = (right - left) / letters, top - low
        thick_u, thick_v = 0.24 * pitch, 0.2 * tall
        for k in range(letters):
            x, end = left + k * pitch, left + (k + 0.8) * pitch
            strokes = (
                (x, low, x + thick_u, top),
                (end - thick_u, low, end, top),
                *((x, z, end, z + thick_v) for z in (low, (low + top - thick_v) / 2, top - thick_v)),
            )
            for stroke in self.rng.permutation(len(strokes))[: int(self.rng.integers(2, 5))].tolist():
                self.box(strokes[stroke], ink)

    def lines(self, box: Box, count: int, ink: NDArray[np.float64]) -> None:
        """Print lines of words too small to read, the last one shorter."""
        left, low, right, top = box
        pitch = (top - low) / count
        for k in range(count):
            end = right - (right - left) * float(self.rng.uniform(0.0, 0.25) if k < count - 1 else 0.5)
            x = left
            while x < end:
                word = min(x + float(self.rng.uniform(0.02, 0.07)), end)
                self.box((x, top - (k + 0.6) * pitch, word, top - k * pitch), ink)
                x = word + 0.012


def _front(sheet: _Sheet) -> None:
    """Print a ground, a title on it or on a band or a medal, what is in the pack, and its weight."""
    rng, middle = sheet.rng, FRONT / 2
    title_v, tall = float(rng.uniform(0.55, 0.78)), float(rng.uniform(0.1, 0.18))
    second = sheet.ink()
    ground, style = sheet.ground, int(rng.integers(4))
    if style == 0:  # a band around all of it
        sheet.box((0.0, title_v - 0.06, 1.0, title_v + tall + 0.06), second)
        ground = second
    elif style == 1:  # a medal
        sheet.oval(middle, title_v + tall / 2, 0.27, tall + 0.07, second)
        ground = second
    elif style == 2:  # a slanting field at the foot
        sheet.picture[(sheet.v < 0.3 + rng.uniform(-0.5, 0.5) * (sheet.u - middle)) & (sheet.u < FRONT)] = second
    _content(sheet, middle, title_v - 0.1)
    wide = float(rng.uniform(0.16, 0.26))
    sheet.title((middle - wide, title_v, middle + wide, title_v + tall), int(rng.integers(4, 8)), sheet.ink(ground))
    under = title_v - 0.1 if style in (0, 1) else title_v - 0.05
    sheet.lines((middle - 0.6 * wide, under, middle + 0.7 * wide, under + 0.035), 1, sheet.ink())
    sheet.lines((0.06, 0.03, 0.26, 0.1), 2, sheet.ink())
    if rng.random() < 0.6:
        for z in (0.0, 0.975):
            sheet.box((0.0, z, 1.0, z + 0.025), second)


def _content(sheet: _Sheet, middle: float, top: float) -> None:
    """Print what is in the pack: round things in a heap, some on a field of another colour."""
    rng = sheet.rng
    if rng.random() < 0.3:
        sheet.box((middle - 0.22, 0.14, middle + 0.22, top), sheet.ink())
    kinds = np.asarray(FOODS)[rng.permutation(len(FOODS))[:2]]
    for k in range(int(rng.integers(3, 9))):
        x, y = middle + float(rng.normal(0, 0.1)), float(rng.uniform(0.16, max(0.2, top - 0.14)))
        r = float(rng.uniform(0.04, 0.1))
        sheet.ball(float(np.clip(x, 0.12, FRONT - 0.12)), y, r, 1.25 * r, kinds[k % 2])


def _back(sheet: _Sheet) -> None:
    """Print small print, a table and a bar code."""
    rng, left, right = sheet.rng, FRONT + 0.05, 0.95
    ink, white, black = sheet.ink(), np.full(3, 0.93), np.full(3, 0.07)
    sheet.lines((left, 0.66, right, 0.94), 7, ink)
    sheet.box((left, 0.34, right, 0.6), white)
    for k in range(6):
        z = 0.36 + 0.04 * k
        sheet.box((left + 0.015, z, left + 0.13, z + 0.016), black)
        sheet.box((right - 0.06, z, right - 0.015, z + 0.016), black)
    sheet.box((left, 0.06, left + 0.22, 0.28), white)
    x = left + 0.02
    while x < left + 0.19:
        wide = float(rng.choice([0.004, 0.007, 0.011]))
        sheet.box((x, 0.1, x + wide, 0.26), black)
        x += wide + float(rng.choice([0.004, 0.008]))
