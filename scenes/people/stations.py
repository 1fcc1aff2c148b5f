"""What people do at things: they cook at a worktop, look out of a window, queue at a desk, play with toys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..contacts import is_free
from ..layouts.shared.floor_plan import Rect, footprint
from ..pieces import Piece
from ..spec import Procedural, SceneObject
from .company import ADULT, ANY, CHILD, Span, someone
from .grounds import Ground, Site, Spot, placed_on, room_of, stands
from .sitters import TROD, Placed

WAITING = ("standing", "standing", "looking at a phone", "hands in pockets", "arms folded")
LOOKING = ("standing", "standing", "standing", "hands in pockets", "arms folded", "hands on hips")
QUEUE_M = (0.65, 0.95)  # from one to the next
HALF_M = 0.2  # from the front of somebody to the middle
STEPS, STEP_M = 8, 0.07  # back, until hands and toes are clear of a thing
NOBODYS = 1 << 30  # an instance that nothing in a scene has
APART_M = 0.25  # between those who came one by one
CROSSING = "crossing"


@dataclass(frozen=True, slots=True)
class Station:
    """What is done at a kind of thing: how far before its front, by whom, and how many stand in line.

    `before_m` is the distance from the thing to the nearest of a person: below 0, hands are over it. The line leads
    away from the front or, where it is `beside`, away from a side; all face the thing.
    """

    before_m: float
    doing: tuple[str, ...]
    most: int = 1
    ages: Span = ANY
    beside: bool = False


STATIONS: dict[str, Station] = {
    "worktop": Station(-0.3, ("working",), ages=ADULT),
    "window": Station(0.35, (*LOOKING, "on the phone")),
    "bookshelf": Station(0.0, ("reaching up", "standing"), ages=ADULT),
    "reception desk": Station(0.2, WAITING, most=5),
    "bar": Station(0.1, (*WAITING, "talking"), most=2, ages=ADULT),
    "checkout": Station(0.3, WAITING, most=4),
    "shop shelf": Station(0.12, ("reaching up", "standing", "standing"), ages=ADULT),
    "vending machine": Station(0.4, LOOKING, most=2),
    "information screen": Station(0.8, LOOKING, most=2),
    "notice board": Station(0.5, (*LOOKING, "pointing")),
    "whiteboard": Station(0.35, ("pointing", "standing"), ages=ADULT),
    "blackboard": Station(0.35, ("pointing", "standing"), ages=ADULT),
    "lectern": Station(0.5, LOOKING),
    "pallet rack": Station(0.12, ("reaching up", "standing"), ages=ADULT),
    "workbench": Station(-0.3, ("working",), ages=ADULT),
    "barbecue": Station(-0.1, ("working",), ages=ADULT),
    "raised bed": Station(-0.15, ("working", "crouching")),
    "flower bed": Station(0.05, ("crouching", "standing")),
    "fountain": Station(0.3, LOOKING),
    "bird bath": Station(0.5, ("standing", "crouching")),
    "tent": Station(0.4, ("crouching", "standing", "standing", "hands on hips")),
    "parking meter": Station(0.1, ("working", "working", "looking at a phone"), ages=ADULT),
    "post box": Station(0.1, ("standing", "looking at a phone")),
    "bus stop": Station(0.3, WAITING, most=5, beside=True),
}
TOYS = ("teddy bear", "toy block", "toy car")  # that lie on the ground
STATIONS |= {toy: Station(0.02, ("sitting on the ground", "crouching"), ages=CHILD) for toy in TOYS}
KERB = Station(0.3, WAITING, most=3)  # before a crossing


def stationed(site: Site, most: int, rng: np.random.Generator) -> list[Placed]:
    """Return up to `most` people who do something at one of the things, or wait to cross a road; often nobody."""
    floors = {ground.instance for ground in site.grounds}
    there = [thing for thing in site.objects if _is_station(thing, floors) or _is_crossing(thing)]
    if not there or not site.grounds:
        return []
    thing = there[int(rng.integers(len(there)))]
    station = KERB if _is_crossing(thing) else STATIONS[thing.category]
    size = int(rng.integers(1, min(station.most, most) + 1))
    lined_up = _at_kerb(thing, site.grounds, size, rng) if station is KERB else _line(thing, station, size, rng)
    return _first_ones(site, station, lined_up, rng)


def _is_station(thing: SceneObject, floors: set[int]) -> bool:
    return thing.category in STATIONS and (thing.category not in TOYS or thing.supporter in floors)


def _is_crossing(thing: SceneObject) -> bool:
    return isinstance(thing.geometry, Procedural) and thing.geometry.generator == CROSSING


def _line(thing: SceneObject, station: Station, size: int, rng: np.random.Generator) -> list[Spot]:
    """Return the places of a line that begins at a thing."""
    rect = footprint(thing)
    if station.beside:
        turn_deg = rect.turn_deg + float(rng.choice((90, 270)))
        rect = replace(rect, width_m=rect.depth_m, depth_m=rect.width_m, turn_deg=turn_deg)
    free_m = max(rect.width_m / 2 - 0.3, 0.0)
    aside_m, first_m = float(rng.uniform(-free_m, free_m)), rect.depth_m / 2 + station.before_m + HALF_M
    steps_m = np.cumsum([0.0, *rng.uniform(*QUEUE_M, size - 1)]).tolist()
    places = [rect.at(aside_m + float(rng.normal(0, 0.03)), first_m + step_m) for step_m in steps_m]
    return [(x, y, rect.turn_deg + 180 + float(rng.normal(0, 5))) for x, y in places]


def _at_kerb(crossing: SceneObject, grounds: list[Ground], size: int, rng: np.random.Generator) -> list[Spot]:
    """Return places at the edge of a pavement from which one faces a crossing."""
    at_x, at_y, _ = crossing.pose.location_m
    pavement = grounds[int(rng.integers(len(grounds)))].rect
    side = 1.0 if pavement.y_m > at_y else -1.0
    edge_m = pavement.y_m - side * pavement.depth_m / 2
    places = [(at_x + float(rng.uniform(-1.3, 1.3)), edge_m + side * float(rng.uniform(0.3, 0.8))) for _ in range(size)]
    return [(x, y, 90.0 - 90.0 * side + float(rng.normal(0, 8))) for x, y in places]


def _first_ones(site: Site, station: Station, spots: list[Spot], rng: np.random.Generator) -> list[Placed]:
    """Return the people of a line, up to the first for whom there is no room."""
    met, found = list(site.people), list[Placed]()
    solid = [thing for thing in site.objects if thing.category not in TROD]
    for spot in spots:
        placed = _clear(site.grounds, solid, met, someone(station.doing, station.ages, rng, site.detail), spot)
        if placed is None:
            break
        found.append(placed)
        met.append(room_of(placed, APART_M))
    return found


def _clear(grounds: list[Ground], solid: list[SceneObject], met: list[Rect], piece: Piece, spot: Spot) -> Placed | None:
    """Return somebody at a place or some steps behind it, where nothing is touched; None if that is too far."""
    x, y, turn_deg = spot
    for step in range(STEPS):
        at_x, at_y = Rect(x, y, 0, 0, turn_deg).at(0.0, -STEP_M * step)
        for ground in grounds:
            placed = placed_on(ground, piece, (at_x, at_y, turn_deg))
            if stands(placed, ground, met) and is_free(piece.put(NOBODYS, placed[1], turn_deg, ground.instance), solid):
                return placed
    return None
