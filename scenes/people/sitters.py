"""People on the seats, beds and loungers of a finished scene, where nothing lies and nothing is in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..contacts import is_free
from ..generators.outdoor.garden_furniture import Recline, recline_of
from ..object_mesh import geometry_mesh, object_box
from ..pieces import Piece
from ..poses import Vec3
from ..spec import Detail, Figure, Procedural, SceneObject
from .casting import sample_person, sized
from .contact import at_table, place_on, seated
from .lying import Berth, berths, lying_on, reclined_on
from .seats import Seat, seats

Placed = tuple[Piece, Vec3, float, int]  # what, where, turned by, on what
SEATED_ON: dict[str, tuple[str, ...]] = {
    "chair": ("sitting", "sitting", "legs crossed", "reading"),
    "stool": ("sitting", "reading"),
    "bench": ("sitting", "sitting", "legs crossed", "reading"),
    "sofa": ("sitting", "leaning back", "legs crossed", "reading"),
    "armchair": ("leaning back", "legs crossed", "reading"),
}
TABLES = ("dining table", "desk", "cafe table", "garden table")
AHEAD = np.array((0.0, -1.0, 0.0))
AT_TABLE = ("at a table", "at a table", "sitting")
BEFORE_M = (-0.12, 0.3)  # from the front of a seat to the edge of a table that somebody sits at
LAIN_ON = ("bed", "sofa")
LOUNGER = "sun lounger"
TRIES = 4  # for each who is to sit, on one seat after the other, and again on the first ones
APART_M = 0.4  # between the middles of seats that are tried
WIDE_M = 0.45  # of who sits: nobody is made for a seat nearer than that to one that is taken
LAP_M = 0.4  # from the middle of what lies on a seat to that of a person
TROD = (
    "floor",
    "pavement",
    "paving",
    "lawn",
    "rug",
    "road",
    "road marking",
    "ground",
    "path",
    "sand",
    "quay",
)  # what feet press into
UPRIGHT = 0.999  # cosine of the lean of a thing


def sitters(
    objects: tuple[SceneObject, ...], count: int, rng: np.random.Generator, detail: Detail = "near"
) -> list[Placed]:
    """Return up to `count` people on the seats of a scene, each carried by what it sits on."""
    there = [thing for thing in objects if thing.category not in TROD]
    free: list[tuple[SceneObject, Seat | Berth | Recline]] = [
        (thing, seat) for thing in objects if thing.category in SEATED_ON for seat in _empty_seats(thing, there)
    ]
    free += [(thing, berth) for thing in objects if thing.category in LAIN_ON for berth in _empty_berths(thing, there)]
    free += [(thing, recline) for thing in objects for recline in _empty_loungers(thing, there)]
    found, taken = list[Placed](), list[NDArray[np.float64]]()
    for place in np.resize(rng.permutation(len(free)), TRIES * count if free else 0).tolist():
        if len(found) == count:
            break
        thing, seat = free[place]
        middle = _middle(thing, seat)
        if any(np.linalg.norm(middle - other) < WIDE_M for other in taken):
            continue
        on = _on(thing, seat, there, rng, detail) if isinstance(seat, Seat) else [_lying(thing, seat, rng, detail)]
        for placed in on:
            person = _put(placed, len(objects) + len(there) + 1)
            if is_free(person, there):
                there.append(person)
                found.append(placed)
                taken.append(middle)
                break
    return found


def _middle(thing: SceneObject, place: Seat | Berth | Recline) -> NDArray[np.float64]:
    """Return x, y, z of the middle of a seat, of the head on a berth, or of a lounger, in the world."""
    matrix = thing.pose.matrix()
    own = (0.0, 0.0, 0.0)
    if isinstance(place, Seat):
        own = (place.x_m, (place.front_m + place.back_m) / 2, place.height_m)
    elif isinstance(place, Berth):
        own = place.head_m
    return np.asarray(matrix[:3, :3] @ own + matrix[:3, 3])


def _on(
    thing: SceneObject, seat: Seat, there: list[SceneObject], rng: np.random.Generator, detail: Detail
) -> Iterator[Placed]:
    """Yield somebody on a seat of a thing, in the world; before a table with the hands on it first, then without."""
    edge = _table_before(thing, seat, there)
    piece = sample_person(rng, AT_TABLE if edge else SEATED_ON[thing.category], seat=seat, detail=detail)
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people sit")
    matrix = thing.pose.matrix()
    turn_deg = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    figures = [piece.geometry]
    if edge and piece.geometry.posture == "at a table":
        figures = [at_table(piece.geometry, seat, *edge), seated(piece.geometry, seat)]
    for figure in figures:
        x, y, z = (matrix[:3, :3] @ place_on(figure, seat) + matrix[:3, 3]).tolist()
        yield sized(replace(piece, geometry=figure)), (x, y, z), turn_deg, thing.instance


def _lying(thing: SceneObject, berth: Berth | Recline, rng: np.random.Generator, detail: Detail) -> Placed:
    if isinstance(berth, Recline):
        return (*reclined_on(thing, berth, rng, detail), thing.instance)
    return (*lying_on(thing, berth, rng, detail), thing.instance)


def _empty_loungers(thing: SceneObject, there: list[SceneObject]) -> Iterator[Recline]:
    """Yield how one lies on a thing, where it is a lounger of ours on which nothing lies."""
    shape, is_empty = thing.geometry, not any(other.supporter == thing.instance for other in there)
    if is_empty and isinstance(shape, Procedural) and shape.generator == LOUNGER:
        yield recline_of(shape.size_m)


def _empty_berths(thing: SceneObject, there: list[SceneObject]) -> Iterator[Berth]:
    """Yield where one can lie on a thing that stands upright, and has nothing but pillows on it."""
    on_it = [other for other in there if other.supporter == thing.instance and other.category != "pillow"]
    if not on_it and thing.pose.matrix()[2, 2] > UPRIGHT:
        yield from berths(thing, there)


def _table_before(thing: SceneObject, seat: Seat, there: list[SceneObject]) -> tuple[float, float] | None:
    """Return how far ahead of a seat's front a table begins, and how high over the seat's own floor it is."""
    matrix = thing.pose.matrix()
    back = matrix @ (seat.x_m, seat.back_m, 0.0, 1.0)
    found = []
    for table in there:
        if table.category in TABLES:
            inverse, half = np.linalg.inv(table.pose.matrix()), geometry_mesh(table.geometry).bounds()[1]
            ahead_m = _enters_m((inverse @ back)[:2], (inverse[:3, :3] @ matrix[:3, :3] @ AHEAD)[:2], half[:2])
            top_m = float(object_box(table)[1, 2] - matrix[2, 3])
            found.append((ahead_m - (seat.back_m - seat.front_m), top_m))
    near = [each for each in found if BEFORE_M[0] < each[0] < BEFORE_M[1]]
    return min(near, default=None)


def _enters_m(start: NDArray[np.float64], way: NDArray[np.float64], half: NDArray[np.float64]) -> float:
    """Return how far along a level way a rectangle about the origin begins; inf where it is missed."""
    with np.errstate(divide="ignore"):
        near, far = ((-np.copysign(half, way) - start) / way, (np.copysign(half, way) - start) / way)
    return float(near.max()) if near.max() < far.min() and far.min() > 0 else np.inf


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
