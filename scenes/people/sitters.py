"""People on the chairs, sofas and benches of a finished scene, where nothing lies there and nothing is in their way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contacts import is_free
from ..object_mesh import geometry_mesh, object_box
from ..pieces import Piece
from ..spec import Figure, SceneObject, Vec3
from .casting import sample_person
from .contact import place_on
from .seats import Seat, seats

Placed = tuple[Piece, Vec3, float, int]  # what, where, turned by, on what
SEATED_ON: dict[str, tuple[str, ...]] = {
    "chair": ("sitting", "sitting", "legs crossed", "reading"),
    "stool": ("sitting", "reading"),
    "bench": ("sitting", "sitting", "legs crossed", "reading"),
    "sofa": ("sitting", "leaning back", "legs crossed", "reading"),
    "armchair": ("leaning back", "legs crossed", "reading"),
}
TRIES = 4  # for each who is to sit
APART_M = 0.4  # between the middles of seats that are tried; nobody sits on another
LAP_M = 0.4  # from the middle of what lies on a seat to that of a person
TROD = ("floor", "pavement", "paving", "lawn", "rug", "road", "road marking", "ground", "path")  # what feet press into
UPRIGHT = 0.999  # cosine of the lean of a thing


def sitters(objects: tuple[SceneObject, ...], count: int, rng: np.random.Generator) -> list[Placed]:
    """Return up to `count` people on the seats of a scene, each carried by what it sits on."""
    there = [thing for thing in objects if thing.category not in TROD]
    free = [(thing, seat) for thing in objects if thing.category in SEATED_ON for seat in _empty_seats(thing, there)]
    found: list[Placed] = []
    for place in rng.permutation(len(free))[: TRIES * count].tolist():
        if len(found) == count:
            break
        thing, seat = free[place]
        placed = _on(thing, seat, rng)
        person = _put(placed, len(objects) + len(there) + 1)
        if is_free(person, there):
            there.append(person)
            found.append(placed)
    return found


def _on(thing: SceneObject, seat: Seat, rng: np.random.Generator) -> Placed:
    """Return somebody on a seat of a thing, in the world."""
    piece = sample_person(rng, SEATED_ON[thing.category], seat=seat)
    place_m = place_on(piece.geometry, seat) if isinstance(piece.geometry, Figure) else (0.0, 0.0, 0.0)
    matrix = thing.pose.matrix()
    x, y, z = (matrix[:3, :3] @ place_m + matrix[:3, 3]).tolist()
    return piece, (x, y, z), float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0]))), thing.instance


def _put(placed: Placed, instance: int) -> SceneObject:
    piece, place_m, turn_deg, supporter = placed
    return piece.put(instance, place_m, turn_deg, supporter)


def _empty_seats(thing: SceneObject, there: list[SceneObject]) -> Iterator[Seat]:
    """Yield the seats of a thing that stands upright on which nothing lies."""
    matrix = thing.pose.matrix()
    if matrix[2, 2] < UPRIGHT or thing.pose.scale != (1.0, 1.0, 1.0):
        return
    lying = [object_box(other).mean(axis=0) - matrix[:3, 3] for other in there if other.supporter == thing.instance]
    own = [matrix[:3, :3].T @ middle for middle in lying]
    for seat in seats(geometry_mesh(thing.geometry), APART_M):
        if all(abs(middle[0] - seat.x_m) > LAP_M or middle[2] < seat.height_m for middle in own):
            yield seat
