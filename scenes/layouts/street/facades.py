"""What hangs at the fronts of houses: awnings over shops and doors, and flags."""

from __future__ import annotations

import numpy as np

from ...generators.outdoor.buildings import GroundFloor, ground_floor
from ...pieces import Piece
from ...spec import Procedural, SceneObject
from ..shared.floor_plan import footprint
from .plan import KERB_M, Street

AWNING_M = 4.6  # about so wide is each of a row of awnings
BELOW_SIGN_M = 0.64  # from the top of a ground floor with shops to where their awnings begin
DOOR_TOP_M = 2.76
CROWN = 0.36  # of the width of a tree: so far from its stem an awning begins
SHADED, SHELTERED, FLAGGED = 0.65, 0.35, 0.16  # so many houses have awnings over shops, over their door, and a flag
FLAG_UP_M = 0.25  # above the ground floor


def hang_on_facades(street: Street) -> None:
    """Hang awnings and flags at the houses along a street, whose trees stand already."""
    trees = [thing for thing in street.objects if thing.category == "tree"]
    for house in [thing for thing in street.objects if _is_in_a_row(thing, street)]:
        floor = _ground_floor(house)
        chance = street.layout_rng.random(3).tolist()
        if floor.has_shops and chance[0] < SHADED:
            _shade_shops(street, house, floor, trees)
        elif not floor.has_shops and chance[1] < SHELTERED:
            piece = street.make("awning", (1.9, 1.0, 0.46))
            _hang(street, house, piece, floor.door_m, DOOR_TOP_M, trees)
        if chance[2] < FLAGGED:
            width = _size_m(house)[0]
            along = round(float(street.layout_rng.uniform(-0.35, 0.35)) * width, 3)
            _hang(street, house, street.make("flag"), along, floor.height_m + FLAG_UP_M, trees)


def _is_in_a_row(thing: SceneObject, street: Street) -> bool:
    """Return whether a thing is a house that faces the pavement."""
    is_ours = isinstance(thing.geometry, Procedural) and thing.geometry.generator == "building"
    return is_ours and abs(thing.pose.location_m[0]) < street.plan.length_m / 2 + 8.0


def _size_m(house: SceneObject) -> tuple[float, float, float]:
    return house.geometry.size_m if isinstance(house.geometry, Procedural) else (0.0, 0.0, 0.0)


def _ground_floor(house: SceneObject) -> GroundFloor:
    variant = house.geometry.variant if isinstance(house.geometry, Procedural) else 0
    return ground_floor(_size_m(house), np.random.Generator(np.random.PCG64(variant)))


def _shade_shops(street: Street, house: SceneObject, floor: GroundFloor, trees: list[SceneObject]) -> None:
    """Hang equal awnings side by side below the sign of the shops."""
    width = _size_m(house)[0]
    count = max(1, round(width / AWNING_M))
    deep_m, tall_m = (round(float(each), 3) for each in street.layout_rng.uniform((0.9, 0.42), (1.25, 0.5)))
    piece = street.make("awning", (round(0.86 * width / count, 3), deep_m, tall_m))
    low_m = floor.height_m - BELOW_SIGN_M - tall_m
    for k in range(count):
        _hang(street, house, piece, (k - (count - 1) / 2) * width / count, low_m, trees)


def _hang(
    street: Street, house: SceneObject, piece: Piece, along_m: float, low_m: float, trees: list[SceneObject]
) -> None:
    """Hang a piece at the front of a house, `along_m` from its middle, unless the crown of a tree is there."""
    side = 1 if house.pose.location_m[1] > 0 else -1
    x = house.pose.location_m[0] + side * along_m
    reach_m = piece.size_m[0] / 2
    near = [thing for thing in trees if thing.pose.location_m[1] * side > 0]
    if all(abs(thing.pose.location_m[0] - x) > reach_m + CROWN * footprint(thing).width_m for thing in near):
        y = side * (street.plan.walk_m[1] - piece.size_m[1] / 2 - 0.001)
        street.add(piece, (x, y, KERB_M[1] + low_m), 0 if side > 0 else 180, house.instance)
