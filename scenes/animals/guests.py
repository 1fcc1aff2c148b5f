"""Animals in a finished scene: where they like to be, out of the way of things and of one another.

Nothing else in the scene depends on them, but that people who come later keep clear of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..contacts import TOLERANCE_M, gaps, is_free
from ..layouts.shared.floor_plan import Rect
from ..layouts.shared.in_season import is_litter
from ..layouts.shared.layout import Contents, SceneSeeds
from ..object_mesh import object_box
from ..pieces import Piece
from ..seeds import Stream
from ..spec import SceneObject
from .casting import sample_animal
from .habitats import DOGS, HABITATS, Guest
from .herds import herd
from .perches import top_under

TRIES = 30  # for a group, and for each of it
LOOKS = 3  # so many different ones of a group are repeated
GROUNDS = ("pavement", "paving", "lawn", "floor", "rug")  # where an animal may face anywhere
OVER_EDGE_M = 0.05


def inhabited(contents: Contents, layout: str, seeds: SceneSeeds) -> Contents:
    """Return the contents with the animals that this scene has."""
    rng = seeds.generator(Stream.ANIMALS)
    objects = contents.objects
    for guest in HABITATS.get(layout, ()):
        if contents.season == "winter" and not set(guest.breeds) <= set(DOGS):
            continue  # herds are not out in the snow
        if rng.random() < guest.share:
            count = int(rng.integers(guest.count[0], guest.count[1] + 1))
            looks = [sample_animal(guest.breeds, guest.postures, rng) for _ in range(min(count, LOOKS))]
            pieces = [looks[k % LOOKS] for k in range(count)]
            place = herd if layout == "landscape" else group
            objects = (*objects, *place(objects, guest, pieces, rng))
    return replace(contents, objects=objects)


def group(
    objects: tuple[SceneObject, ...], guest: Guest, pieces: list[Piece], rng: np.random.Generator
) -> list[SceneObject]:
    """Return the animals of a group that found room on one thing."""
    carriers = [thing for thing in objects if thing.category in guest.on and not is_litter(thing)]
    if not carriers:
        return []
    kind = str(rng.choice(sorted({thing.category for thing in carriers})))
    carriers = [thing for thing in carriers if thing.category == kind]
    carrier = carriers[int(rng.integers(len(carriers)))]
    found: list[SceneObject] = []
    for piece in pieces:
        there = [*objects, *found]
        near = found[0] if found else None
        found += next(_spots(piece, carrier, there, guest, near, rng), ())
    return found


def _spots(
    piece: Piece,
    carrier: SceneObject,
    there: list[SceneObject],
    guest: Guest,
    near: SceneObject | None,
    rng: np.random.Generator,
) -> Iterator[tuple[SceneObject]]:
    """Yield the animal where it rests on its carrier and reaches into nothing; none if all tries fail."""
    number = max(thing.instance for thing in there) + 1
    others = [thing for thing in there if thing is not carrier]
    for _ in range(TRIES):
        rect = _somewhere(piece, carrier, guest, near, rng)
        height_m = top_under(carrier, rect)
        if height_m is not None:
            animal = piece.put(number, (rect.x_m, rect.y_m, height_m), rect.turn_deg, carrier.instance)
            if is_free(animal, others, TOLERANCE_M / 2) and not gaps([replace(carrier, supporter=0), animal]):
                yield (animal,)


def _somewhere(
    piece: Piece, carrier: SceneObject, guest: Guest, near: SceneObject | None, rng: np.random.Generator
) -> Rect:
    """Return a footprint on a thing, near the first of the group if there is one, along the thing if that is narrow."""
    low, high = object_box(carrier)[:, :2]
    if near is None:
        x, y = rng.uniform(low, high).tolist()
    else:
        x, y = np.clip(near.pose.location_m[:2] + rng.normal(0, 0.6 * guest.spread_m, 2), low, high).tolist()
    along = 90.0 if high[0] - low[0] > high[1] - low[1] else 0.0
    free = carrier.category in GROUNDS and min(high - low) > 2 * max(piece.size_m[:2])
    turn = float(rng.uniform(0, 360)) if free else along + float(rng.choice((0.0, 180.0)) + rng.normal(0, 4))
    return Rect(round(x, 3), round(y, 3), piece.size_m[0], piece.size_m[1], turn)
