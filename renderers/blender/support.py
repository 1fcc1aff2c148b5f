"""What each settled thing lies on, found by rays that go down from its underside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import bpy  # noqa: F401  before mathutils, which comes with it
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from ...scenes.categories import STRUCTURE
from ...scenes.object_mesh import object_mesh
from ...scenes.spec import SceneObject

DOWN = Vector((0.0, 0.0, -1.0))
TOUCH_M = 0.004  # bodies settle this near, or dip this deep
FEELERS = 160  # the lowest vertices, which rays go down from


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing in the world: its vertices (N×3) and the tree that rays are cast into."""

    thing: SceneObject
    points: NDArray[np.float64]
    tree: Any


def supported(things: Sequence[SceneObject], fallen: frozenset[int]) -> tuple[SceneObject, ...]:
    """Return the things with what carries each fallen one, without those that left what they were dropped onto."""
    placed = {thing.instance: _placed(thing) for thing in things}
    order = sorted(fallen, key=lambda number: (float(placed[number].points[:, 2].min()), number))
    carrier = {thing.instance: thing.supporter for thing in things}
    welcome = {number: _welcome(placed, number) for number in order}
    gone: set[int] = set()
    for rank, number in enumerate(order):  # from below: what carries another is known before it
        below = [item for item in placed.values() if item.thing.instance not in {*order[rank:], *gone}]
        found = _carrier(placed[number], below)
        carrier[number] = found
        if not _leads_to(found, carrier, welcome[number], fallen):
            gone.add(number)
    return tuple(replace(t, supporter=carrier[t.instance]) for t in things if t.instance not in gone)


def _placed(thing: SceneObject) -> Placed:
    shape = object_mesh(thing).transformed(thing.pose.matrix())
    return Placed(thing, shape.vertices, BVHTree.FromPolygons(shape.vertices.tolist(), shape.triangles.tolist()))


def _welcome(placed: dict[int, Placed], number: int) -> set[int]:
    """Return what it may end on: what it was dropped onto, and what carries that, down to the floor but not on it.

    From a floor nothing can fall: what was dropped there may lie anywhere.
    """
    first = placed[number].thing.supporter
    if first in placed and placed[first].thing.category in STRUCTURE:
        return set(placed)
    below, item = {first}, placed.get(first)
    while item and (item := placed.get(item.thing.supporter)) and item.thing.category not in STRUCTURE:
        below.add(item.thing.instance)
    return below


def _carrier(item: Placed, below: Sequence[Placed]) -> int:
    """Return the instance that most feelers touch, or 0."""
    feelers = item.points[np.argsort(item.points[:, 2], kind="stable")[:FEELERS]]
    low, high = item.points.min(axis=0) - TOUCH_M, item.points.max(axis=0) + TOUCH_M
    near = [o for o in below if (o.points.max(axis=0) > low).all() and (o.points.min(axis=0) < high).all()]
    touches: Counter[int] = Counter()
    for x, y, z in feelers.tolist():
        drops = [(_drop_m(other, Vector((x, y, z + TOUCH_M))), other.thing.instance) for other in near]
        nearest_m, number = min(drops, default=(np.inf, 0))
        if nearest_m <= 2 * TOUCH_M:
            touches[number] += 1
    return max(touches, key=lambda number: (touches[number], -number), default=0)


def _drop_m(item: Placed, start: Vector) -> float:
    distance_m = item.tree.ray_cast(start, DOWN, 2 * TOUCH_M)[3]
    return np.inf if distance_m is None else float(distance_m)


def _leads_to(number: int, carrier: dict[int, int], welcome: set[int], fallen: frozenset[int]) -> bool:
    while number in fallen and number not in welcome:
        number = carrier[number]
    return number in welcome
