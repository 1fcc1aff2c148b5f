"""Marks on things in a picture: an outline around one or a disc on it, in a colour that lies far from what is there."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...renderers.frame import Frame
from . import colours
from .draw import pick
from .reading import RGB, Mask
from .single_things import inside_px

OUTLINE_PX = 3  # wide, around the thing
RADIUS_PX = 5.0  # of a disc, which has a pixel of the thing around it
NAMES = ("red", "blue", "yellow", "cyan", "magenta", "orange", "lime")
LIKED = 3  # of those, the ones that are farthest from the colours around the mark
Kind = Literal["outline", "disc"]
WORDS: dict[Kind, str] = {"outline": "outlined in {}", "disc": "marked with a {} disc"}
_SQUARE = np.ones((3, 3), np.bool_)


class Mark(NamedTuple):
    """A kind of mark, and the name of its colour."""

    kind: Kind
    colour: str

    def __str__(self) -> str:
        return WORDS[self.kind].format(self.colour)


MARKS = {str(mark): mark for kind in WORDS for mark in (Mark(kind, name) for name in NAMES)}


def marked(frame: Frame, number: int, rng: np.random.Generator) -> tuple[Mark, RGB]:
    """Return a mark that is drawn by chance, and the picture with it on a thing."""
    kinds: list[Kind] = ["outline"] if inside_px(frame, number).max() <= RADIUS_PX + 1 else ["outline", "disc"]
    kind = pick(kinds, rng)
    where = _around(frame, number) if kind == "outline" else _disc(frame, number)
    there = frame.image[where].astype(np.float64).mean(axis=0)
    far = sorted(NAMES, key=lambda name: -float(np.linalg.norm(there - colours.NAMED[name])))
    mark = Mark(kind, pick(far[:LIKED], rng))
    return mark, np.where(where[..., None], np.array(colours.NAMED[mark.colour], np.uint8), frame.image)


def mark_fault(frame: Frame, number: int, mark: Mark, picture: RGB) -> str:
    """Return what is wrong with a mark on a thing of a frame; "" where it is there, and nothing else was changed."""
    coloured = (picture == np.array(colours.NAMED[mark.colour], np.uint8)).all(axis=-1)
    changed = (picture != frame.image).any(axis=-1)
    if (changed & ~coloured).any():
        return f"the second picture differs from the other view at {np.count_nonzero(changed & ~coloured)} pixels"
    own = frame.instance == number
    if mark.kind == "disc":
        is_there = changed.sum() >= RADIUS_PX**2 and not (changed & ~own).any()
    else:
        off_px = ndimage.distance_transform_cdt(~own, "chessboard")
        around = (off_px > 0) & (off_px <= OUTLINE_PX)
        is_there = bool(own.any()) and not (changed & ~around).any() and bool(coloured[around].all())
    return "" if is_there else f"instance {number} is not {mark} in the second picture"


def _around(frame: Frame, number: int) -> Mask:
    own = frame.instance == number
    return np.asarray(ndimage.binary_dilation(own, _SQUARE, OUTLINE_PX) & ~own)


def _disc(frame: Frame, number: int) -> NDArray[np.bool_]:
    inside = inside_px(frame, number)
    row, column = np.unravel_index(int(inside.argmax()), frame.shape)
    rows, columns = np.indices(frame.shape)
    return np.asarray(np.hypot(rows - row, columns - column) <= RADIUS_PX)
