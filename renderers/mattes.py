"""Alpha mattes: how much of each pixel a thing with hair, fur, feathers or leaves covers.

GRID × GRID rays go through each pixel, evenly, and each has one first hit, so a matte is a share of many truths and no
truth of one ray. It is of the sharp scene: a lens that blurs the picture does not blur it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..scenes.appearance.stuff import STUFF
from ..scenes.cameras import Camera
from .passes import GROUND, MOST_MATTES, material_class

if TYPE_CHECKING:
    from .frame import VisibleObject

FINE, SHIFTS = 4, (0.25, -0.25)  # pictures of so many times the size, moved by shares of their pixels: memory is short
GRID = FINE * len(SHIFTS)  # rays along each side of a pixel
SOFT = frozenset(STUFF.index(name) + 1 for name in ("hair", "fur", "feathers", "plants"))
LEAST_MATTED = 1 / 500  # of the picture, that such a thing fills


def told_soft(objects: Iterable[VisibleObject], pixels: int) -> tuple[int, ...]:
    """Return the numbers of the things that have mattes, the largest people, animals and plants in sight."""
    things = [thing for thing in objects if thing.category not in GROUND]
    soft = [thing for thing in things if thing.person or material_class(thing.material) in SOFT]
    large = [thing for thing in soft if thing.area_px >= LEAST_MATTED * pixels]
    largest = sorted(large, key=lambda thing: (-thing.area_px, thing.instance))[:MOST_MATTES]
    return tuple(sorted(thing.instance for thing in largest))


def fine_cameras(camera: Camera) -> Iterator[Camera]:
    """Yield cameras of FINE times the size, through whose pixels' centres all rays of the grid go together."""
    size = {"width_px": FINE * camera.width_px, "height_px": FINE * camera.height_px}
    for across, down in product(SHIFTS, SHIFTS):
        middle = {"cx_px": FINE * camera.cx_px + across, "cy_px": FINE * camera.cy_px + down}
        yield replace(camera, **size, **middle, focal_px=FINE * camera.focal_px)  # type: ignore[arg-type]


def coverage(numbers: Sequence[int], shape: tuple[int, int], fine: Iterable[NDArray[np.uint16]]) -> NDArray[np.uint8]:
    """Return K×H×W: how much of each pixel each thing covers, 255 is all, of instances that fine cameras see."""
    height, width = shape
    hits = np.zeros((len(numbers), height, width), np.int64)
    for instance in fine:
        for place, number in enumerate(numbers):
            hits[place] += (instance == number).reshape(height, FINE, width, FINE).sum(axis=(1, 3))
    return np.rint(255 * hits / GRID**2).astype(np.uint8)
