"""What lies between two others: beside both in the picture, near the line from one to the other, and alone there."""

from __future__ import annotations

import numpy as np

from ....renderers.frame import VisibleObject
from ..places import SHELL
from .definitions import Truth, on
from .evidence import Seen, Sightings, apart, heights_m, overlap
from .vocabulary import noun


def between(scene: Sightings, seen: Seen, first: Seen, second: Seen) -> Truth:
    """Return whether a thing lies between two others, in the picture and on the floor plan.

    True: in the picture its columns lie between theirs, and nothing else lies there; it shares some height with both,
    and on the plan its middle lies in the middle 60 % of the line from one to the other, no farther from it than a
    quarter of its length. False: outside the outer edges of both, beyond an end of the line, or far off it.
    """
    left, right = sorted((first, second), key=lambda end: end.u)
    along, off = _on_line(seen.thing, left.thing, right.thing)
    inside = left.columns[1] <= seen.columns[0] and seen.columns[1] <= right.columns[0]
    heights = [heights_m(each.thing.box) for each in (seen, left, right)]
    level = min(overlap(heights[0], heights[1]), overlap(heights[0], heights[2])) > 0
    if inside and level and 0.2 <= along <= 0.8 and off <= 0.25:
        return None if any(_intrudes(scene, other, (left, seen, right)) for other in scene.values()) else True
    outside = seen.u < left.columns[0] or seen.u > right.columns[1]
    return False if outside or not 0 <= along <= 1 or off > 0.75 else None


def _intrudes(scene: Sightings, other: Seen, row: tuple[Seen, Seen, Seen]) -> bool:
    """Return whether something is seen between the ends of a row of three that neither carries nor is carried by it.

    Walls, floors and what else a place is made of stand in no row.
    """
    left, _, right = row
    place = other.thing.category in SHELL or noun(other.thing.category).underfoot
    if other in row or place or any(on(scene, other, each) or on(scene, each, other) for each in row):
        return False
    band = (min(each.rows[0] for each in row), max(each.rows[1] for each in row))
    return left.u < other.u < right.u and apart(other.rows, band) < 0


def _on_line(thing: VisibleObject, first: VisibleObject, second: VisibleObject) -> tuple[float, float]:
    """Return how far along, and how far off, the line between two others a thing's middle lies on the plan.

    Both as shares of that line's length.
    """
    start, end, own = (np.array(each.box.centre_m[:2]) for each in (first, second, thing))
    line = end - start
    length = max(float(np.linalg.norm(line)), 1e-9)
    to_own = own - start
    return float(to_own @ line) / length**2, abs(float(line[0] * to_own[1] - line[1] * to_own[0])) / length**2
