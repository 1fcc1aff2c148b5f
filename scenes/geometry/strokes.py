"""Letters as strokes: an upright sans serif of our own, each letter in a cell of 5 by 7, its strokes 1 thick.

x grows to the right and y upwards, both from the lower left corner of the cell.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .mesh import Mesh, grid, join, mesh

WIDE, TALL, THICK = 5.0, 7.0, 1.0
STEP_DEG = 22.5  # of a curve, from point to point
Array = NDArray[np.float64]


def _curve(x: float, y: float, across: float, up: float, start_deg: float, end_deg: float) -> Array:
    """Return points on an ellipse about (x, y), counter-clockwise where `end_deg` is more than `start_deg`."""
    count = 1 + max(1, round(abs(end_deg - start_deg) / STEP_DEG))
    angles = np.radians(np.linspace(start_deg, end_deg, count))
    return np.stack([x + across * np.cos(angles), y + up * np.sin(angles)], axis=1)


def _line(*pieces: ArrayLike) -> Array:
    """Return one stroke through points N×2 and (x, y)."""
    return np.concatenate([np.asarray(piece, dtype=np.float64).reshape(-1, 2) for piece in pieces])


LEFT, RIGHT, MIDDLE = _line((0.5, 0), (0.5, 7)), _line((4.5, 0), (4.5, 7)), _line((2.5, 0), (2.5, 7))
HEAD, FOOT = _line((0, 6.5), (5, 6.5)), _line((0, 0.5), (5, 0.5))
ROUND = _line(_curve(2.5, 4.5, 2, 2, 0, 180), _curve(2.5, 2.5, 2, 2, 180, 360), (4.5, 4.5))
OPEN = (_curve(2.5, 4.5, 2, 2, 25, 180), _curve(2.5, 2.5, 2, 2, 180, 335))
BOWL = _line((0.5, 6.5), _curve(2.75, 4.8, 1.75, 1.7, 90, -90), (0.5, 3.1))
SIX = (_curve(2.5, 2.3, 2, 1.8, 180, 540), _line(_curve(2.6, 4.2, 2.1, 2.3, 50, 180), (0.5, 2.3)))
SERIFS = (_line((1, 6.5), (4, 6.5)), _line((1, 0.5), (4, 0.5)))
SLANTS = (_line((0.5, 0), (2.25, 7)), _line((4.5, 0), (2.75, 7)))
FORK = (_line((0.5, 7), (2.5, 3)), _line((4.5, 7), (2.5, 3)))
TURNED = np.array([WIDE, TALL])  # less a point: that point half a turn about the cell's middle

STROKES: dict[str, tuple[Array, ...]] = {
    " ": (),
    "0": (ROUND,),
    "1": (_line((2.6, 0), (2.6, 7)), _line((2.6, 6.3), (1.2, 5.0)), SERIFS[1]),
    "2": (_line(_curve(2.5, 4.9, 2, 1.6, 165, -35), (0.6, 0.8)), FOOT),
    "3": (_curve(2.4, 5.15, 1.9, 1.35, 150, -90), _curve(2.5, 2.15, 2, 1.65, 90, -150)),
    "4": (_line((3.7, 0), (3.7, 7)), _line((3.6, 6.9), (0.5, 2.3)), _line((0, 2.1), (5, 2.1))),
    "5": (_line((0.6, 6.5), (4.8, 6.5)), _line((0.9, 6.6), (0.8, 3.5)), _curve(2.45, 2.35, 2.05, 1.85, 125, -150)),
    "6": SIX,
    "7": (HEAD, _line((4.4, 6.5), (1.8, 0))),
    "8": (_curve(2.5, 5.1, 1.8, 1.4, -90, 270), _curve(2.5, 2.1, 2, 1.6, 90, 450)),
    "9": tuple(TURNED - stroke for stroke in SIX),
    "A": (*SLANTS, _line((1.1, 2.2), (3.9, 2.2))),
    "B": (LEFT, _line((0.5, 6.5), _curve(2.6, 5.1, 1.7, 1.4, 90, -90), (0.5, 3.7)),
          _line((0.5, 3.7), _curve(2.7, 2.1, 1.8, 1.6, 90, -90), (0.5, 0.5))),
    "C": (_line(*OPEN),),
    "D": (LEFT, _line((0.5, 6.5), _curve(2.5, 4.5, 2, 2, 90, 0), _curve(2.5, 2.5, 2, 2, 0, -90), (0.5, 0.5))),
    "E": (LEFT, HEAD, _line((0.5, 3.6), (4.4, 3.6)), FOOT),
    "F": (LEFT, HEAD, _line((0.5, 3.4), (4.4, 3.4))),
    "G": (_line(OPEN[0], _curve(2.5, 2.5, 2, 2, 180, 360), (4.5, 3.7)), _line((2.6, 3.2), (5, 3.2))),
    "H": (LEFT, RIGHT, _line((0.5, 3.6), (4.5, 3.6))),
    "I": (MIDDLE, *SERIFS),
    "J": (_line((4.5, 7), _curve(2.5, 2.5, 2, 2, 0, -180)),),
    "K": (LEFT, _line((0.7, 2.6), (4.4, 7)), _line((1.8, 3.9), (4.5, 0))),
    "L": (LEFT, FOOT),
    "M": (LEFT, RIGHT, *(np.clip(stroke, 0, TALL) for stroke in FORK)),
    "N": (LEFT, RIGHT, _line((0.6, 6.9), (4.4, 0.1))),
    "O": (ROUND,),
    "P": (LEFT, BOWL),
    "Q": (ROUND, _line((2.9, 2.2), (4.7, 0.2))),
    "R": (LEFT, BOWL, _line((2.4, 3.1), (4.5, 0))),
    "S": (_line(_curve(2.5, 5.05, 2, 1.45, 25, 270), _curve(2.5, 2.05, 2, 1.55, 90, -155)),),
    "T": (HEAD, _line((2.5, 0), (2.5, 6.5))),
    "U": (_line((0.5, 7), _curve(2.5, 2.5, 2, 2, 180, 360), (4.5, 7)),),
    "V": tuple(np.array([0, TALL]) - stroke * np.array([-1, 1]) for stroke in SLANTS),
    "W": (_line((0.45, 7), (1.3, 0)), _line((2.5, 5.4), (1.3, 0)), _line((2.5, 5.4), (3.7, 0)),
          _line((4.55, 7), (3.7, 0))),
    "X": (_line((0.5, 0), (4.5, 7)), _line((0.5, 7), (4.5, 0))),
    "Y": (*FORK, _line((2.5, 0), (2.5, 3.3))),
    "Z": (HEAD, _line((4.4, 6.5), (0.6, 0.5)), FOOT),
}  # fmt: skip


@cache
def letter(name: str) -> Mesh | None:
    """Return a letter in its cell, x and z of the mesh, from y = −1 at its front to 0; None for a blank.

    Raises KeyError for what there is no letter of.
    """
    strokes = STROKES[name]
    return join([_bar(stroke) for stroke in strokes]) if strokes else None


def _bar(stroke: Array) -> Mesh:
    """Return a stroke as a bar of square ends, within the cell."""
    sides = np.clip(_edges(_distinct(stroke)), 0, (WIDE, TALL))
    front, back = (np.insert(sides, 1, y, axis=2) for y in (-1.0, 0.0))
    rings = np.stack([front[0], front[1], back[1], back[0]])
    ends = [
        mesh(rings[:, k], [order[:3], (order[0], *order[2:])]) for k, order in ((0, (3, 2, 1, 0)), (-1, (0, 1, 2, 3)))
    ]
    return join([grid(rings, close_u=True, smooth=False), *ends])


def _distinct(stroke: Array) -> Array:
    """Return the points without those that come twice in a row, as where a curve meets the next."""
    return stroke[np.append(True, np.linalg.norm(np.diff(stroke, axis=0), axis=1) > 1e-6)]


def _edges(points: Array) -> Array:
    """Return the left and right side 2×N×2 of a stroke, mitred where it turns."""
    along = np.diff(points, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    before, after = along[[0, *range(len(along))]], along[[*range(len(along)), -1]]
    if np.allclose(points[0], points[-1]):
        before[0], after[-1] = along[-1], along[0]
    aside = np.stack([-(before + after)[:, 1], (before + after)[:, 0]], axis=1)
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    normal = np.stack([-after[:, 1], after[:, 0]], axis=1)
    half = THICK / 2 / np.maximum((aside * normal).sum(axis=1, keepdims=True), 0.5)
    return np.stack([points + half * aside, points - half * aside])
