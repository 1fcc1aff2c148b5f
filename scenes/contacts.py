"""Whether things reach into one another, or hang in the air: measured on their meshes (`crossings`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .assets.library import LibraryState
from .categories import CABINS, FIXED
from .geometry.collision import Shape, gap_m, overlap_m, shape_of
from .object_mesh import geometry_mesh, geometry_state, object_box, outer_box
from .poses import Pose
from .spec import Figure, Geometry, Procedural, SceneObject, SceneSpec

TOLERANCE_M = 0.01  # how far things may reach into one another: cushions sink, feet press into rugs
Box = Sequence[Sequence[float]]  # lowest corner, highest corner
TOUCH_M = 0.001  # less than that is touching


@dataclass(frozen=True, slots=True)
class Contact:
    """Two objects, by instance, and a distance between them in metres."""

    first: int
    second: int
    metres: float


@dataclass(frozen=True, slots=True)
class Uncollided:
    """A scene without what overlapped or floated, how many things those were, and the deepest overlap that is left."""

    spec: SceneSpec
    overlapping: int
    floating: int
    deepest_overlap_m: float


def remove_collisions(spec: SceneSpec) -> Uncollided:
    """Return the scene without what hangs in the air or overlaps, and without what that carried.

    Of two things that reach more than TOLERANCE_M into one another, the one with the smaller box goes.
    """
    touching = overlaps(spec.objects)
    floating = {gap.first for gap in gaps(spec.objects)}
    removed = _smaller_of_each(spec.objects, [contact for contact in touching if contact.metres > TOLERANCE_M])
    gone = _with_load(spec.objects, floating | removed)
    left = [contact.metres for contact in touching if not gone & {contact.first, contact.second}]
    kept = tuple(thing for thing in spec.objects if thing.instance not in gone)
    return Uncollided(
        replace(spec, objects=kept) if gone else spec, len(removed), len(floating), max(left, default=0.0)
    )


def overlaps(objects: Sequence[SceneObject], over_m: float = TOUCH_M) -> list[Contact]:
    """Return every pair of movable things of which one reaches more than `over_m` into the other, and how far.

    Who sits in a car is not looked at: its cabin is hollow, which rays through its open skin do not tell.
    """
    found = []
    for a, b in _near_pairs([thing for thing in objects if _is_movable(thing)], over_m):
        if _is_inside(a, b) or _is_inside(b, a):
            continue
        depth_m = overlap_m(_shape(a), _shape(b), over_m)
        if depth_m > over_m:
            found.append(Contact(a.instance, b.instance, depth_m))
    return found


def is_free(thing: SceneObject, others: Iterable[SceneObject], over_m: float = TOLERANCE_M) -> bool:
    """Return whether a thing reaches no more than `over_m` into any of the others, fixed ones too."""
    box = object_box(thing).tolist()
    close = (other for other in others if _share(box, outer_box(other).tolist(), over_m))  # a mesh takes long to make
    near = (other for other in close if _share(box, object_box(other).tolist(), over_m))
    return all(overlap_m(_shape(thing), _shape(other), over_m) <= over_m for other in near)


def _share(a: Box, b: Box, over_m: float) -> bool:
    """Return whether two boxes share more than `over_m` along every axis."""
    return all(min(a[1][k], b[1][k]) - over_m > max(a[0][k], b[0][k]) for k in range(3))


def gaps(objects: Sequence[SceneObject], over_m: float = TOLERANCE_M) -> list[Contact]:
    """Return every movable thing that is further than `over_m` from what carries it, and how far."""
    by_instance = {thing.instance: thing for thing in objects}
    found = []
    for thing in filter(_is_movable, objects):
        below = by_instance[thing.supporter]
        away_m = gap_m(_shape(thing), _shape(below), over_m)
        if away_m > over_m:
            found.append(Contact(thing.instance, thing.supporter, away_m))
    return found


def _is_movable(thing: SceneObject) -> bool:
    """Return whether a layout put this somewhere, rather than grew or built it, or found it in a user's file."""
    return thing.supporter > 0 and thing.category not in FIXED


def _is_inside(thing: SceneObject, other: SceneObject) -> bool:
    return thing.supporter == other.instance and other.category in CABINS


def _smaller_of_each(objects: Sequence[SceneObject], contacts: Sequence[Contact]) -> set[int]:
    """Return one thing of each pair: the one with the smaller box."""
    volume = {thing.instance: float(np.prod(np.ptp(object_box(thing), axis=0))) for thing in objects if contacts}
    gone: set[int] = set()
    for contact in sorted(contacts, key=lambda contact: -contact.metres):
        if not gone & {contact.first, contact.second}:
            gone.add(min(contact.first, contact.second, key=lambda instance: (volume[instance], -instance)))
    return gone


def _with_load(objects: Sequence[SceneObject], gone: set[int]) -> set[int]:
    """Return the instances and all that stands on them."""
    while more := {thing.instance for thing in objects if thing.supporter in gone} - gone:
        gone = gone | more
    return gone


def _shape(thing: SceneObject) -> Shape:
    walks = isinstance(thing.geometry, Figure | Procedural) and thing.geometry.gait
    return (_passing if walks else _placed)(thing.geometry, thing.pose, geometry_state(thing.geometry))


@lru_cache(maxsize=256)
def _placed(geometry: Geometry, pose: Pose, _: LibraryState | None) -> Shape:
    return shape_of(geometry_mesh(geometry).transformed(pose.matrix()))


@lru_cache(maxsize=24)  # of who walks, in one frame of many: each is some 6 MB
def _passing(geometry: Geometry, pose: Pose, _: LibraryState | None) -> Shape:
    return shape_of(geometry_mesh(geometry).transformed(pose.matrix()))


def _near_pairs(things: Sequence[SceneObject], over_m: float) -> Iterator[tuple[SceneObject, SceneObject]]:
    """Yield the pairs whose boxes share more than `over_m` along every axis."""
    if not things:
        return
    boxes = np.stack([object_box(thing) for thing in things])
    for i, (thing, box) in enumerate(zip(things, boxes, strict=True)):
        shared = np.minimum(boxes[i + 1 :, 1], box[1]) - np.maximum(boxes[i + 1 :, 0], box[0])
        for j in np.flatnonzero((shared > over_m).all(axis=1)).tolist():
            yield thing, things[i + 1 + j]
