"""Words as print: the strokes of our own letters (`geometry.strokes`) in the weights, widths and slants of many faces.

What is printed says nothing that is asked about: the words are on no sign, and those of makers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..geometry.strokes import STROKES, TALL, THICK, WIDE

Mask = NDArray[np.float64]  # rows from the top, 1 where there is ink
GAP = 1.2  # from one letter to the next, in the unit of the strokes
INSET = THICK / 2  # of the middle of strokes from the edge of their cell
MARGIN, FINE = 1, 12  # about a letter's cell, in that unit, and how many places to a unit its field has
MAKERS = (
    *("ALVORA", "BELMIRA", "BRENTO", "CALDERRO", "CORVELLE", "DUNETTA", "ELVANA", "FARMONT", "FENWIRRE", "GALDINO"),
    *("GRANVEL", "HALBRO", "ILVETA", "JORVALE", "KESTRO", "KORIVA", "LANDIVA", "LORVANE", "MARVETTA", "MELROVA"),
    *("MONTARRO", "NERVALLE", "NORDVANE", "OLIVARO", "ORBELLA", "PALDINI", "PERLANO", "QUINVALE", "RAVOLTA", "ROSMERA"),
    *("SANDREVO", "SELVARIN", "SOLVARRA", "TARVELLO", "TORBINE", "ULVERA", "VALDORA", "VARESTO", "VELMONT", "ZANDERRO"),
)
FORMS = (
    "{noun}",
    "{adjective} {noun}",
    "THE {noun}",
    "THE {adjective} {noun}",
    "{noun} AND {other}",
    "{noun} OF {other}",
)
ADJECTIVES = ("NEW", "LAST", "LONG", "SMALL", "QUIET", "FAR", "LOST", "FIRST", "GOOD", "BLUE", "HIDDEN", "OLD", "SLOW")
NOUNS = (
    *("RIVER", "WINTER", "SUMMER", "MORNING", "EVENING", "LIGHT", "SHADOW", "SILENCE", "MEMORY", "DISTANCE", "JOURNEY"),
    *("ISLANDS", "MOUNTAIN", "FOREST", "ORCHARD", "WINDOW", "MIRROR", "LETTERS", "STORIES", "VOYAGES", "PEOPLE"),
    *("CITIES", "STRANGERS", "BROTHERS", "DAUGHTERS", "FRIENDS", "ANIMALS", "BIRDS", "HONOUR", "COPPER", "STONE"),
    *("IRON", "SCIENCE", "PAINTING", "COOKING", "TRAVELS", "SECRETS", "DREAMS", "NUMBERS", "MACHINES", "WEATHER"),
    "COLOUR",
)


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look: how thick strokes are, how far heads lean over feet, and how wide letters are (1 = drawn)."""

    bold: float = 1.0
    slant: float = 0.0
    wide: float = 1.0

    @property
    def pitch(self) -> float:
        """From one letter to the next, in the unit of the strokes."""
        return WIDE * self.wide + GAP

    @property
    def over(self) -> float:
        """What thick strokes take more than their cell, at each side; thin ones take less."""
        return self.bold / 2 - INSET

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Face:
        """Draw a face; one in four leans."""
        slant = float(rng.uniform(0.12, 0.25)) if rng.random() < 0.25 else 0.0
        return cls(float(rng.uniform(0.5, 1.7)), slant, float(rng.uniform(0.7, 1.05)))


def typeset(text: str, high_px: float, face: Face) -> Mask:
    """Return a line of text, `high_px` from its lowest to its highest ink; raises KeyError for what has no letter."""
    over, pitch, lean = face.over, face.pitch, face.slant * TALL
    scale = high_px / (TALL + 2 * over)
    columns = int(np.ceil(line_width(text, face) * high_px))
    y, x = np.mgrid[: round(high_px), :columns]
    x, y = (x + 0.5) / scale - over, TALL + over - (y + 0.5) / scale
    x, mask = x - face.slant * y, np.zeros(x.shape)
    for place, name in enumerate(text):
        first = int((place * pitch) * scale)
        near = slice(first, first + int((pitch + lean + 2 * over) * scale) + 1)
        at = (MARGIN + y[:, near], MARGIN + (x[:, near] - place * pitch) / face.wide)
        away = ndimage.map_coordinates(_field(name), [FINE * each for each in at], order=1, mode="nearest")
        mask[:, near] = np.maximum(mask[:, near], np.clip((face.bold / 2 - away) * scale + 0.5, 0, 1))
    return mask


def line_width(text: str, face: Face) -> float:
    """Return how many times as wide as high a line of text is."""
    return (face.pitch * len(text) - GAP + face.slant * TALL + 2 * face.over) / (TALL + 2 * face.over)


def said(rng: np.random.Generator) -> list[str]:
    """Return the words of a title."""
    adjective = ADJECTIVES[int(rng.integers(len(ADJECTIVES)))]
    noun, other = (NOUNS[k] for k in rng.permutation(len(NOUNS))[:2].tolist())
    form = FORMS[int(rng.integers(len(FORMS)))]
    return form.format(adjective=adjective, noun=noun, other=other).split()


@cache
def _field(name: str) -> NDArray[np.float32]:
    """Return how far places of a letter's cell and MARGIN about it are from its strokes, FINE to a unit, y upwards."""
    y, x = (np.mgrid[: FINE * (TALL + 2 * MARGIN), : FINE * (WIDE + 2 * MARGIN)]) / FINE - MARGIN
    away = np.full(x.shape, 2.0 * MARGIN)
    for stroke in STROKES[name]:
        points = np.clip(stroke, INSET, (WIDE - INSET, TALL - INSET))
        for start, end in pairwise(points):
            along = end - start
            share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / max(float(along @ along), 1e-9)
            share = np.clip(share, 0, 1)
            away = np.minimum(away, np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1]))
    return away.astype(np.float32)
