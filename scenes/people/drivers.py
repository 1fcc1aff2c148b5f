"""People who sit in the cars on a road: on the driver's seat, hands on the wheel, all of them within the car."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..categories import CABINS
from ..generators.outdoor.motor.cabin import RIM_M, Cockpit, cockpit
from ..generators.outdoor.motor.car import FORMS
from ..generators.outdoor.motor.forms import Body
from ..layouts.shared.layout import SceneSeeds
from ..layouts.street.plan import street_plan
from ..pieces import Piece
from ..poses import Vec3
from ..spec import Detail, Figure, Geometry, Procedural, SceneObject
from .casting import sample_person
from .contact import place_on, seated
from .person import person
from .postures import BESIDE, DRIVING
from .seats import Seat

AGES_YEARS, BESIDE_YEARS = (18.0, 80.0), (14.0, 85.0)
DRIVER, PASSENGER = 1, -1  # sides of a car: +x is its left
NEAR_M = 40.0  # of a street's middle, that panes are seen through at all
TOGETHER, WAITS = 0.25, 0.06  # of drivers, who are two; of cars that are parked, in which somebody waits
CUSHION_M, FRONT_M, BACK_M = 0.045, -0.46, 0.09  # of a driver's seat, from the hips: its top, its front edge, its back
HANDS = math.radians(25.0)  # how far above the level of the hub hands hold a wheel
BEFORE_RIM_M = 0.02  # from a rim to the middle of a hand


def cockpit_of(geometry: Geometry) -> Cockpit | None:
    """Return where the driver of a car of ours sits, in its own space; None for anything else."""
    if not isinstance(geometry, Procedural) or geometry.generator not in FORMS:
        return None
    return cockpit(Body.of(FORMS[geometry.generator], geometry.size_m))


def in_front(where: Cockpit, side: int, rng: np.random.Generator, detail: Detail = "far") -> tuple[Piece, Vec3]:
    """Return somebody on a front seat of a car, on one `side`, and where they are in its space."""
    x, y, z = where.hip_m
    seat = Seat(side * x, y + FRONT_M, y + BACK_M, z + CUSHION_M - where.floor_m)
    postures, ages_years, fit = (
        (DRIVING, AGES_YEARS, at_wheel) if side == DRIVER else (BESIDE, BESIDE_YEARS, below_roof)
    )
    piece = sample_person(rng, postures, ages_years, fit=lambda figure: fit(figure, seat, where), detail=detail)
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people drive")
    at_x, at_y, at_z = place_on(piece.geometry, seat)
    return piece, (at_x, at_y, at_z + where.floor_m)


def driven(
    objects: tuple[SceneObject, ...], seeds: SceneSeeds, most: int, rng: np.random.Generator
) -> tuple[SceneObject, ...]:
    """Return up to `most` people in the cars of a street near its middle: one drives each that is in a lane.

    Some have a passenger, and in few of those that are parked somebody waits; instances go on after the last.
    """
    plan, _ = street_plan(seeds)
    first = max((thing.instance for thing in objects), default=0) + 1
    found: list[SceneObject] = []
    for car in sorted(filter(_is_near, objects), key=lambda thing: abs(thing.pose.location_m[0])):
        drives, together = abs(car.pose.location_m[1]) < plan.driven_m, rng.random() < TOGETHER
        where = cockpit_of(car.geometry) if drives or rng.random() < WAITS else None
        for side in (DRIVER, PASSENGER) if together else (DRIVER,):
            if where and len(found) < most:
                found.append(_within(car, where, side, first + len(found), rng))
    return tuple(found)


def _is_near(thing: SceneObject) -> bool:
    return thing.category in CABINS and abs(thing.pose.location_m[0]) < NEAR_M


def _within(car: SceneObject, where: Cockpit, side: int, instance: int, rng: np.random.Generator) -> SceneObject:
    """Return who sits in a car, on one side of it."""
    piece, at_m = in_front(where, side, rng)
    matrix = car.pose.matrix()
    turn_deg = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    return piece.put(instance, (matrix[:3, :3] @ at_m + matrix[:3, 3]).tolist(), turn_deg, car.instance)


def at_wheel(figure: Figure, seat: Seat, where: Cockpit) -> Figure:
    """Return the figure on a car's seat, as `below_roof`, with both hands on the wheel."""
    sits = below_roof(figure, seat, where)
    own = np.subtract(place_on(sits, seat), person(sits).middle_m)  # from the body's space to the seat's
    hub = np.subtract(where.hub_m, (0.0, 0.0, where.floor_m)) - own
    aside, back, up = np.multiply(RIM_M, (math.cos(HANDS), math.sin(HANDS), math.sin(HANDS))).tolist()
    goals = (
        (f"hand_{hand}", np.add(hub, (way * aside, back + BEFORE_RIM_M, up))) for hand, way in (("l", 1), ("r", -1))
    )
    return replace(sits, goals=(*sits.goals, *((hand, _rounded(at)) for hand, at in goals)))


def _rounded(at_m: NDArray[np.float64]) -> Vec3:
    x, y, z = at_m.round(4).tolist()
    return (x, y, z)


def below_roof(figure: Figure, seat: Seat, where: Cockpit) -> Figure:
    """Return the figure on a car's seat, as small as the roof asks for."""
    sits = seated(figure, seat, figure.posture)
    tall_m, room_m = _over_seat_m(sits), where.roof_m - where.floor_m - seat.height_m
    if tall_m <= room_m:
        return sits
    return seated(replace(figure, stature_m=round(figure.stature_m * room_m / tall_m, 3)), seat, figure.posture)


def _over_seat_m(sits: Figure) -> float:
    """Return how high somebody reaches over the seat, with hair and hat."""
    body = person(sits)
    return float(body.mesh.bounds()[1][2]) + body.middle_m[2] - body.seat_m
