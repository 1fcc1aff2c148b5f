"""What is printed on shirts: words in a font of 5×7 squares, numbers, and plain emblems, as pictures of one colour.

Its words are on no sign and no package, so that what is asked about those has one answer.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

TEXTS = ("SMILE", "WILD", "RELAX", "HAPPY", "DREAM", "HIKE", "PLAY", "MOON", "03", "07", "1987", "2004")
WIDE_PX, HIGH_PX = 256, 192  # of a print
SQUARE_PX = 12  # of the font
SOFT_PX = 3.5  # by which the corners of letters are rounded
BOLD = 0.34  # where the edge of a softened letter is taken to lie: below a half it is heavier
Picture = NDArray[np.float32]  # HIGH_PX × WIDE_PX, 1 where there is ink
Axes = NDArray[np.float64]

COLUMNS, ROWS = 5, 7
PITCH = COLUMNS + 1  # columns from one letter to the next
# Each letter's rows from the top: five bits each, the left column the highest.
FONT: dict[str, tuple[int, ...]] = {
    " ": (0, 0, 0, 0, 0, 0, 0),
    "0": (14, 17, 17, 17, 17, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 6, 8, 16, 31),
    "3": (30, 1, 1, 14, 1, 1, 30),
    "4": (18, 18, 18, 31, 2, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (14, 16, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 4, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 1, 14),
    "A": (14, 17, 17, 31, 17, 17, 17),
    "B": (30, 17, 17, 30, 17, 17, 30),
    "C": (15, 16, 16, 16, 16, 16, 15),
    "D": (30, 17, 17, 17, 17, 17, 30),
    "E": (31, 16, 16, 30, 16, 16, 31),
    "F": (31, 16, 16, 30, 16, 16, 16),
    "G": (15, 16, 16, 19, 17, 17, 15),
    "H": (17, 17, 17, 31, 17, 17, 17),
    "I": (14, 4, 4, 4, 4, 4, 14),
    "J": (7, 2, 2, 2, 2, 18, 12),
    "K": (17, 18, 20, 24, 20, 18, 17),
    "L": (16, 16, 16, 16, 16, 16, 31),
    "M": (17, 27, 21, 21, 17, 17, 17),
    "N": (17, 25, 25, 21, 19, 19, 17),
    "O": (14, 17, 17, 17, 17, 17, 14),
    "P": (30, 17, 17, 30, 16, 16, 16),
    "Q": (14, 17, 17, 17, 21, 18, 13),
    "R": (30, 17, 17, 30, 20, 18, 17),
    "S": (15, 16, 16, 14, 1, 1, 30),
    "T": (31, 4, 4, 4, 4, 4, 4),
    "U": (17, 17, 17, 17, 17, 17, 14),
    "V": (17, 17, 17, 17, 10, 10, 4),
    "W": (17, 17, 17, 21, 21, 27, 17),
    "X": (17, 17, 10, 4, 10, 17, 17),
    "Y": (17, 17, 10, 4, 4, 4, 4),
    "Z": (31, 1, 2, 4, 8, 16, 31),
}


def shirt_print(rng: np.random.Generator) -> Picture:
    """Return a print: a text, an emblem, or an emblem over a text."""
    emblem, text = EMBLEMS[int(rng.integers(len(EMBLEMS)))], str(rng.choice(TEXTS))
    across, up = np.meshgrid(np.linspace(-4 / 3, 4 / 3, WIDE_PX), np.linspace(1, -1, HIGH_PX))
    kind = int(rng.integers(3))
    if kind == 0:
        return _placed(_written(text), 0, 0.9)
    if kind == 1:
        return _smooth(emblem(across, up))
    small = emblem(across / 0.62, (up - 0.36) / 0.62)
    return np.maximum(_smooth(small), _placed(_written(text), HIGH_PX // 3, 0.7))


def _written(text: str) -> Picture:
    """Return a line of letters with rounded corners."""
    rows = np.zeros((ROWS, PITCH * len(text) - 1), np.float32)
    for place, letter in enumerate(text):
        squares = [[row >> (COLUMNS - 1 - column) & 1 for column in range(COLUMNS)] for row in FONT[letter]]
        rows[:, PITCH * place : PITCH * place + COLUMNS] = squares
    large = np.pad(np.kron(rows, np.ones((SQUARE_PX, SQUARE_PX), np.float32)), SQUARE_PX)
    return np.clip((ndimage.gaussian_filter(large, SOFT_PX) - BOLD) * 4 + 0.5, 0, 1).astype(np.float32)


def _placed(line: Picture, down_px: int, share: float) -> Picture:
    """Return a picture with a line across a share of it, so far below the middle."""
    scale = min(share * WIDE_PX / line.shape[1], 0.9)
    fitted = ndimage.zoom(line, scale, order=1)
    picture = np.zeros((HIGH_PX, WIDE_PX), np.float32)
    high, wide = fitted.shape
    top, left = (HIGH_PX - high) // 2 + down_px, (WIDE_PX - wide) // 2
    top = min(top, HIGH_PX - high)
    picture[top : top + high, left : left + wide] = fitted
    return picture


def _smooth(inside: Axes) -> Picture:
    """Return 1 where values are positive, with an edge of about a pixel."""
    return np.clip(inside * HIGH_PX / 2 + 0.5, 0, 1).astype(np.float32)


def _star(x: Axes, y: Axes) -> Axes:
    turn = (np.arctan2(x, y) + np.pi / 5) % (2 * np.pi / 5) - np.pi / 5
    far = np.hypot(x, y)
    return 0.33 - far * np.cos(np.abs(turn) - 0.4 * np.pi)


def _ring(x: Axes, y: Axes) -> Axes:
    far = np.hypot(x, y)
    return np.maximum(0.09 - np.abs(far - 0.78), 0.34 - far)


def _heart(x: Axes, y: Axes) -> Axes:
    x, y = np.abs(x), y + 0.25
    return 0.55 - np.hypot(x, y - 0.62 * np.sqrt(x)) * 0.8


def _peaks(x: Axes, y: Axes) -> Axes:
    """Two mountains below a sun."""
    low = np.minimum(np.maximum(0.35 - 0.9 * np.abs(x + 0.25), 0.0 - 0.9 * np.abs(x - 0.45)) - y, y + 0.7)
    return np.maximum(low, 0.2 - np.hypot(x - 0.5, y - 0.55))


def _waves(x: Axes, y: Axes) -> Axes:
    lines = [0.09 - np.abs(y - at - 0.12 * np.sin(5 * x)) for at in (-0.5, -0.1, 0.3)]
    return np.minimum(np.max(lines, axis=0), 0.95 - np.abs(x))


def _bars(x: Axes, y: Axes) -> Axes:
    """Three bars, one under another, each shorter."""
    bars = [np.minimum(0.14 - np.abs(y - at), wide - np.abs(x)) for at, wide in ((0.5, 1.0), (0.0, 0.75), (-0.5, 0.5))]
    return np.max(bars, axis=0)


EMBLEMS: tuple[Callable[[Axes, Axes], Axes], ...] = (_star, _ring, _heart, _peaks, _waves, _bars)
