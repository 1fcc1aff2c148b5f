"""Models of people who sit, on the seats of a scene: pelvis on the seat, feet on the floor, nothing in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..animals.habitats import Guest
from ..contacts import gaps, is_free
from ..object_mesh import geometry_mesh, object_box
from ..people.seats import Seat, seats
from ..pieces import Piece
from ..spec import SceneObject
from .habits import back_m, seat_m

TRIES = 8  # things whose seats are looked at
SCALES = (0.93, 1.07)  # by so much a model may be smaller or larger, for its feet to reach the floor
APART_M = 0.4  # between the middles of seats
LAP_M = 0.3  # nothing lies as near to the middle of a seat that is free
FORWARD_M = (0.02, 0.06, 0.1, 0.14)  # from the back of a seat, tried one after another
TROD = ("floor", "pavement", "paving", "lawn", "rug", "ground", "sand", "quay")  # what feet press into
UPRIGHT = 0.999  # cosine of the lean of a thing


def sit_down(
    objects: tuple[SceneObject, ...], guest: Guest, pieces: list[Piece], rng: np.random.Generator
) -> list[SceneObject]:
    """Return the models that found a seat that suits them, each carried by what it sits on."""
    there = [thing for thing in objects if thing.category not in TROD]
    carriers = [thing for thing in objects if thing.category in guest.on]
    tried = [carriers[number] for number in rng.permutation(len(carriers))[:TRIES].tolist()]
    free = [(thing, seat) for thing in tried for seat in _empty(thing, there)]
    found: list[SceneObject] = []
    for piece in pieces:
        tries = (each for thing, seat in free for each in _on(piece, thing, seat, len(objects) + len(found) + 1))
        found += [seated for seated in tries if is_free(seated, [*there, *found]) and _touches(seated, objects)][:1]
    return found


def _empty(thing: SceneObject, there: list[SceneObject]) -> Iterator[Seat]:
    """Yield the seats of a thing that stands upright on which nothing lies."""
    matrix = thing.pose.matrix()
    if matrix[2, 2] < UPRIGHT or thing.pose.scale != (1.0, 1.0, 1.0):
        return
    on_it = [object_box(other).mean(axis=0) - matrix[:3, 3] for other in there if other.supporter == thing.instance]
    for seat in seats(geometry_mesh(thing.geometry), APART_M):
        if all(abs(float((matrix[:3, :3].T @ middle)[0]) - seat.x_m) > LAP_M for middle in on_it):
            yield seat


def _on(piece: Piece, thing: SceneObject, seat: Seat, instance: int) -> Iterator[SceneObject]:
    """Yield a model on a seat, against its back and then further ahead; nothing where the seat is too high or low."""
    shape, matrix = geometry_mesh(piece.geometry), thing.pose.matrix()
    high_m = seat_m(shape)
    scale = round(seat.height_m / high_m, 4)
    if not SCALES[0] <= scale <= SCALES[1]:
        return
    turn_deg = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    for ahead_m in FORWARD_M:
        y = seat.back_m - ahead_m - scale * back_m(shape, high_m)
        place = matrix[:3, :3] @ (seat.x_m, y, seat.height_m - scale * high_m) + matrix[:3, 3]
        seated = piece.put(instance, place.tolist(), turn_deg, thing.instance)
        yield replace(seated, pose=replace(seated.pose, scale=(scale, scale, scale)))


def _touches(seated: SceneObject, objects: tuple[SceneObject, ...]) -> bool:
    below = next(thing for thing in objects if thing.instance == seated.supporter)
    return not gaps([replace(below, supporter=0), seated])
