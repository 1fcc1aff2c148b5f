"""Doors and drawers that somebody left open: a few, as far as there is room for them.

Behind a door of a room that is open there is a passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import wraps

import numpy as np
from numpy.typing import NDArray

from ...assets.pool import AssetPool
from ...categories import STRUCTURE
from ...contacts import TOLERANCE_M, is_free
from ...geometry.leaves import Leaf, leaves_of
from ...geometry.opening import moving_boxes
from ...object_mesh import geometry_mesh, object_box, outer_box
from ...seeds import Stream
from ...spec import Procedural, SceneObject, State
from .layout import Contents, SceneSeeds
from .library_textures import Compose
from .passages import passage_behind, pierced_wall

PIECES, DOORS = 0.2, 0.35  # so many pieces have something open, and so many doors of rooms are
SHUT, SHUT_PIECES = frozenset({"refrigerator", "oven", "dishwasher"}), 0.05  # what is mostly shut, and what is not
WIDE, WIDE_DOORS = 0.15, 0.3  # so many of those are open wide
NARROW, FAR = (0.03, 0.3), (0.6, 1.0)  # of as far as they open; most that are narrow by a few centimetres; taste
TOLD = 0.5  # from which share on something is said to be open; between that and shut it is neither
STEPS = (0.25, 0.5, 0.75, 1.0)  # of the way, at which there must be room
# Whose state is said: that of chests and desks, of which one drawer is pulled, is not.
STATED = frozenset({"door", "kitchen cabinet", "refrigerator", "oven", "dishwasher", "wardrobe", "locker"})
Rng = np.random.Generator
Array = NDArray[np.float64]


def left_ajar(compose: Compose) -> Compose:
    """Let some of a layout's doors and drawers be open."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        return ajar(compose(seeds, pool), seeds.generator(Stream.AJAR))

    return composed


def ajar(contents: Contents, rng: Rng) -> Contents:
    """Return what was composed with some leaves open where nothing stands in their way, and all else as it was."""
    things = list(contents.objects)
    for place, thing in enumerate(things):
        is_left = rng.random() < (SHUT_PIECES if thing.category in SHUT else PIECES)
        if thing.category == "door" or not (is_left or thing.category in STATED):  # whose leaves nobody asks for
            continue
        if not (found := leaves(thing)):
            continue
        things[place] = stated(thing, 0.0)
        if is_left:
            things[place] = _opened(thing, found[int(rng.integers(len(found)))], things, rng) or things[place]
    return _with_doors(replace(contents, objects=tuple(things)), rng)


def _with_doors(contents: Contents, rng: Rng) -> Contents:
    """Return a scene with some of its doors open, each before a hole in its wall."""
    for door in [thing for thing in contents.objects if thing.category == "door" and leaves(thing)]:
        things = [stated(each, 0.0) if each == door else each for each in contents.objects]
        contents = replace(contents, objects=tuple(things))
        wall = pierced_wall(door, things)
        if rng.random() < DOORS and wall and (moved := _opened(door, leaves(door)[0], things, rng)):
            known = {each.instance: each for each in (moved, wall)}
            behind, lights = passage_behind(wall, 1 + max(each.instance for each in things), rng)
            things = [known.get(each.instance, each) for each in things]
            contents = replace(contents, objects=(*things, *behind), lights=(*contents.lights, *lights))
    return contents


def leaves(thing: SceneObject) -> tuple[Leaf, ...]:
    """Return the doors and drawers of a thing that is shut; none of what has been opened, or of a library's model."""
    shape = thing.geometry
    return leaves_of(geometry_mesh(shape)) if isinstance(shape, Procedural) and not shape.ajar else ()


def with_leaf(thing: SceneObject, number: int, share: float) -> SceneObject:
    """Return a thing of ours with a leaf open by a share, from 0 to 1, of as far as it opens."""
    if not isinstance(thing.geometry, Procedural):
        return thing
    others = tuple(each for each in thing.geometry.ajar if each[0] != number)
    return replace(thing, geometry=replace(thing.geometry, ajar=tuple(sorted((*others, (number, share))))))


def stated(thing: SceneObject, share: float) -> SceneObject:
    """Return a thing that says whether it is open, where such things are said to be, and nobody would doubt it."""
    if thing.category not in STATED or thing.words.state not in ("", "closed"):
        return thing
    state: State = "open" if share >= TOLD else "" if share else "closed"
    return replace(thing, words=replace(thing.words, state=state))


def _opened(thing: SceneObject, leaf: Leaf, things: Sequence[SceneObject], rng: Rng) -> SceneObject | None:
    """Return a thing with a leaf open, half as far where there is no room for more; None where there is none at all."""
    share = _share(WIDE_DOORS if thing.category == "door" else WIDE, rng)
    for tried in (share, round(share / 2, 3)):
        moved = stated(with_leaf(thing, leaf.number, tried), tried)
        if has_room(thing, leaf, (0.0, tried), things):
            return moved
    return None


def _share(wide: float, rng: Rng) -> float:
    """Return how far something is open that is so `wide` by this chance."""
    (low, high), power = (FAR, 1) if rng.random() < wide else (NARROW, 2)
    return round(low + (high - low) * float(rng.random()) ** power, 3)


def has_room(
    thing: SceneObject,
    leaf: Leaf,
    ends: tuple[float, float],
    things: Sequence[SceneObject],
    most_m: float = TOLERANCE_M,
) -> bool:
    """Return whether a leaf of a thing that is shut meets nothing on its way from one share to another."""
    others = [each for each in things if each.instance != thing.instance]
    shares = [ends[0] + step * (ends[1] - ends[0]) for step in STEPS]
    ways = np.array([each for share in shares for each in swept(thing, leaf, share)]).reshape(-1, 2, 3)
    loose = [each for each in others if each.category not in STRUCTURE] if len(ways) else []
    if loose:
        outer = np.array([outer_box(each) for each in loose])  # a mesh takes long to make
        whole = _met(outer, ways[:, 0].min(axis=0), ways[:, 1].max(axis=0), most_m)
        boxes = np.array([object_box(loose[k]) for k in np.flatnonzero(whole).tolist()]).reshape(-1, 2, 3)
        if any(_met(boxes, low, high, most_m).any() for low, high in ways):
            return False
    return all(is_free(with_leaf(thing, leaf.number, share), others) for share in shares)


def _met(boxes: Array, low: Array, high: Array, most_m: float) -> NDArray[np.bool_]:
    """Return which of N boxes reach more than `most_m` into another one."""
    return ((boxes[:, 0] + most_m < high) & (boxes[:, 1] - most_m > low)).all(axis=1)


def swept(thing: SceneObject, leaf: Leaf, share: float) -> Iterator[Array]:
    """Yield the box 2×3 in the world of each part of a leaf that is open by a share."""
    place, motion = thing.pose.matrix(), leaf.motion(share)
    for low, high in moving_boxes(geometry_mesh(thing.geometry), leaf):
        corners = np.stack(np.meshgrid(*zip(low, high, strict=True)), axis=-1).reshape(-1, 3)
        world = motion.of(corners) @ place[:3, :3].T + place[:3, 3]
        yield np.stack([world.min(axis=0), world.max(axis=0)])
