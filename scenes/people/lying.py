"""Where people lie on beds, sofas and sun loungers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..generators.outdoor.garden_furniture import Recline
from ..object_mesh import geometry_mesh, object_box
from ..pieces import Piece
from ..poses import Vec3
from ..spec import Detail, Figure, SceneObject
from .casting import sample_person
from .person import person
from .postures import LYING, RECLINED
from .seats import seats

HEAD_M = 0.10  # from the top of a head to where it rests on a pillow
ARM_M = 0.22  # of a sofa


@dataclass(frozen=True, slots=True)
class Berth:
    """Where somebody lies on a thing, in its own space: the middle of the head, at the height of what bears the body.

    `pillow_m` is how far the head is over that, and how far a pillow reaches towards the feet. `turn_deg` is that of
    the body, whose head is at +y at 0°.
    """

    head_m: Vec3
    pillow_m: tuple[float, float]
    turn_deg: float


def berths(thing: SceneObject, there: list[SceneObject]) -> Iterator[Berth]:
    """Yield where people can lie on a thing: on a sofa along it, on a bed with the head on a pillow."""
    found = seats(geometry_mesh(thing.geometry), 0.4)
    if found and thing.category == "sofa":
        y_m = (max(seat.front_m for seat in found) + min(seat.back_m for seat in found)) / 2
        end_m = float(geometry_mesh(thing.geometry).bounds()[0][0])
        yield Berth((end_m + ARM_M + HEAD_M, y_m, found[0].height_m), (0.0, 0.0), 90.0)
    inverse = np.linalg.inv(thing.pose.matrix())
    for pillow in there:
        if found and thing.category == "bed" and pillow.supporter == thing.instance and pillow.category == "pillow":
            low, high = object_box(pillow)
            x, y, top_m, _ = (inverse @ (*((low + high) / 2)[:2], high[2], 1.0)).round(4).tolist()
            reach_m = float(geometry_mesh(pillow.geometry).bounds()[1][1])
            yield Berth((x, y, found[0].height_m), (top_m - found[0].height_m, reach_m), 0.0)


def reclined_on(
    thing: SceneObject, recline: Recline, rng: np.random.Generator, detail: Detail = "near"
) -> tuple[Piece, Vec3, float]:
    """Return somebody who lies on a sun lounger, where in the world, and turned by how much."""
    goals = (("back", (0.0, round(recline.hinge_m, 4), round(recline.slope, 4))),)
    piece = sample_person(rng, RECLINED, fit=lambda figure: replace(figure, goals=goals), detail=detail)
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people lie")
    matrix = thing.pose.matrix()
    place = np.add(person(piece.geometry).middle_m, (0.0, 0.0, recline.flat_m))
    x, y, z = (matrix[:3, :3] @ place + matrix[:3, 3]).tolist()
    return piece, (x, y, z), float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))


def lying_on(
    thing: SceneObject, berth: Berth, rng: np.random.Generator, detail: Detail = "near"
) -> tuple[Piece, Vec3, float]:
    """Return somebody who lies on a thing, where in the world, and turned by how much."""
    over_m, reach_m = berth.pillow_m
    goals = (("pillow", (0.0, round(-HEAD_M - reach_m, 4), round(over_m, 4))),)
    piece = sample_person(rng, LYING, fit=lambda figure: replace(figure, goals=goals), detail=detail)
    matrix = thing.pose.matrix()
    own_deg = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    turn = np.radians(berth.turn_deg)
    back_m = HEAD_M - piece.size_m[1] / 2
    place = np.add(berth.head_m, (-np.sin(turn) * back_m, np.cos(turn) * back_m, 0.0))
    x, y, z = (matrix[:3, :3] @ place + matrix[:3, 3]).tolist()
    return piece, (x, y, z), own_deg + berth.turn_deg
