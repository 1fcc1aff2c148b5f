"""Printed text as geometry: raised letters of our own (`strokes`), each 5 wide and 7 high, 1 from the next.

A panel says where a line of text is on a thing, so that generators can write it and renderers can tell what of it is
seen. Letters are all capitals, digits and blanks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join
from ...spec import Vec3
from .parts import moved
from .strokes import letter

COLUMNS, ROWS = 5, 7
PITCH = COLUMNS + 1  # columns from one letter to the next
# What is printed small on cloth. Each letter's rows from the top: five bits each, the left column the highest.
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


@dataclass(frozen=True, slots=True)
class Panel:
    """A line of text in a thing's space: the middle of its underside, at the back of its letters, and their height.

    It faces −y, turned about z by `turn_deg`.
    """

    text: str
    place_m: Vec3
    letter_m: float
    turn_deg: float = 0.0

    @property
    def width_m(self) -> float:
        """How long the line is."""
        return text_width(self.text) * self.letter_m

    def corners_m(self) -> NDArray[np.float64]:
        """Return the ends of the line 4×3: below left, below right, above right, above left, as it is read."""
        angle = math.radians(self.turn_deg)
        half = self.width_m / 2 * np.array([math.cos(angle), math.sin(angle), 0.0])
        foot, up = np.asarray(self.place_m), np.array([0.0, 0.0, self.letter_m])
        return np.stack([foot - half, foot + half, foot + half + up, foot - half + up])


Panels = Callable[[Vec3, np.random.Generator], tuple[Panel, ...]]  # from the size and the fresh variant of a generator


def text_width(text: str) -> float:
    """Return how many times as long as high a line of text is."""
    return (PITCH * len(text) - 1) / ROWS


def fitting(text: str, width_m: float, most_m: float) -> float:
    """Return the height of letters that are at most so high and of which a line is at most so long."""
    return min(most_m, width_m / text_width(text))


def lettering(panels: tuple[Panel, ...], slot: int, deep_m: float = 0.006) -> list[Mesh]:
    """Return the letters of some panels, standing out by `deep_m`; raises KeyError for what the font lacks."""
    return [moved(_line(panel, deep_m), panel.place_m, panel.turn_deg, slot) for panel in panels]


def _line(panel: Panel, deep_m: float) -> Mesh:
    square_m = panel.letter_m / ROWS
    scale = np.array([square_m, deep_m, square_m])
    parts = []
    for place, name in enumerate(panel.text):
        if shape := letter(name):
            left_m = PITCH * place * square_m - panel.width_m / 2
            parts.append(replace(shape, vertices=shape.vertices * scale + (left_m, 0.0, 0.0)))
    return join(parts)
