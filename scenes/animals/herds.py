"""Animals of open land: herds in meadows, ducks on water, gulls on a beach."""

from __future__ import annotations

import math

import numpy as np

from ..generators.nature.relief import PATH_HALF_M, path_y_m
from ..layouts.landscape.camera import land_of, water_m
from ..layouts.landscape.ground import Spot
from ..pieces import Piece
from ..spec import Procedural, SceneObject
from .habitats import Guest

TRIES = 40
APART = 0.8  # of an animal's length between two
SMALL_M = 0.5  # what is as long presses less deep into the ground
LIFT_M = (0.036, 0.022)  # of small and of large animals, against what plants sink by
LEVEL = 0.95  # cosine of the steepest slope
STEM_M = 0.5
BESIDE_M = 0.8  # from a path
FLAT = frozenset({"ground", "grass", "flowers", "path", "sand", "water", "reeds", "towel"})


def herd(
    objects: tuple[SceneObject, ...], guest: Guest, pieces: list[Piece], rng: np.random.Generator
) -> list[SceneObject]:
    """Return the animals of a herd that found room around one place of open land; [] where the land has none."""
    ground = objects[0]
    if not isinstance(ground.geometry, Procedural) or not any(_carries(thing, guest) for thing in objects):
        return []
    spot = Spot(land_of(ground), list(objects))
    spot.taken = [_taken(thing) for thing in objects if thing.category not in FLAT]
    middle = next((place for _ in range(TRIES) if _suits(spot, guest, *(place := _far(guest, rng)))), None)
    heading = float(rng.uniform(0, 360))
    for piece in pieces if middle else ():
        for _ in range(TRIES):
            x, y = (round(float(each), 3) for each in np.asarray(middle) + rng.normal(0, 0.6 * guest.spread_m, 2))
            radius_m = APART * piece.size_m[1]
            if spot.is_free(x, y, radius_m) and _suits(spot, guest, x, y):
                _stand(spot, piece, x, y, heading + float(rng.normal(0, 35)), radius_m)
                break
    return spot.objects[len(objects) :]


def _carries(thing: SceneObject, guest: Guest) -> bool:
    """Return whether animals like to be on a thing: on no sea that breaks on a beach."""
    return thing.category in guest.on and getattr(thing.geometry, "generator", "") != "sea"


def _taken(thing: SceneObject) -> tuple[float, float, float]:
    x, y, _ = thing.pose.location_m
    size = thing.geometry.size_m if isinstance(thing.geometry, Procedural) else (1.0, 1.0, 1.0)
    return x, y, STEM_M if thing.category == "tree" else 0.5 * math.hypot(*size[:2]) * thing.pose.scale[0]


def _far(guest: Guest, rng: np.random.Generator) -> tuple[float, float]:
    reach_m, angle = float(rng.uniform(*guest.far_m)), float(rng.uniform(0, 2 * math.pi))
    return reach_m * math.cos(angle), reach_m * math.sin(angle)


def _suits(spot: Spot, guest: Guest, x_m: float, y_m: float) -> bool:
    """Return whether animals live at a place: on water, on the beach, or on dry land that is not steep."""
    above_m = spot.ground.height_m(x_m, y_m) - water_m(spot.objects)
    if guest.on == ("water",):
        return above_m < -0.1
    carrier = spot.objects[spot.carrier(x_m, y_m) - 1].category
    level = spot.ground.normal(x_m, y_m)[2] > LEVEL
    return above_m > 0.05 and carrier in guest.on and level and not _is_on_path(spot, x_m, y_m)


def _is_on_path(spot: Spot, x_m: float, y_m: float) -> bool:
    if not any(each.category == "path" for each in spot.objects[:2]):
        return False
    middle_m = float(path_y_m(np.array(x_m), spot.ground.geometry.size_m[0]))
    return abs(y_m - middle_m) < PATH_HALF_M + BESIDE_M


def _stand(spot: Spot, piece: Piece, x_m: float, y_m: float, turn_deg: float, radius_m: float) -> None:
    water = [each.instance for each in spot.objects if each.category == "water"]
    if water and spot.ground.height_m(x_m, y_m) < water_m(spot.objects):
        spot.objects.append(piece.put(len(spot.objects) + 1, (x_m, y_m, water_m(spot.objects)), turn_deg, water[0]))
        spot.taken.append((x_m, y_m, radius_m))
    else:
        lift_m = LIFT_M[piece.size_m[1] > SMALL_M]
        spot.plant(piece, x_m, y_m, turn_deg, radius_m, lean=True, sunk_m=-lift_m)
