"""Printed text as geometry: raised letters of our own (`strokes`), each 5 wide and 7 high, 1 from the next.

A panel says where a line of text is on a thing, so that generators can write it and renderers can tell what of it is
seen. Letters are all capitals, digits and blanks.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join
from ...geometry.strokes import TALL, WIDE, letter
from ...poses import Vec3
from .parts import moved

PITCH = WIDE + 1  # from one letter to the next


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
    return (PITCH * len(text) - 1) / TALL


def fitting(text: str, width_m: float, most_m: float) -> float:
    """Return the height of letters that are at most so high and of which a line is at most so long."""
    return min(most_m, width_m / text_width(text))


def lettering(panels: tuple[Panel, ...], slot: int, deep_m: float = 0.006) -> list[Mesh]:
    """Return the letters of some panels, standing out by `deep_m`; raises KeyError for what the font lacks."""
    return [moved(_line(panel, deep_m), panel.place_m, panel.turn_deg, slot) for panel in panels]


def _line(panel: Panel, deep_m: float) -> Mesh:
    square_m = panel.letter_m / TALL
    scale = np.array([square_m, deep_m, square_m])
    parts = []
    for place, name in enumerate(panel.text):
        if shape := letter(name):
            left_m = PITCH * place * square_m - panel.width_m / 2
            parts.append(shape.with_vertices(shape.vertices * scale + (left_m, 0.0, 0.0)))
    return join(parts)
