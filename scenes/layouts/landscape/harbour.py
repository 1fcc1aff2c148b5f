"""A quay with boats: what lies at it is tied to bollards, what lies off is at anchor; sheds, nets and crates behind."""

from __future__ import annotations

import math

import numpy as np

from ...generators.nature.relief import BASIN_M, QUAY_M
from ...generators.outdoor.harbour import DECK, DRAUGHT
from ...pieces import Piece, sample_piece
from ...poses import Vec3
from ...spec import Procedural, SceneObject
from .ground import Spot

PAVED_M = 18.0  # so deep is the quay
UP_M = 0.04  # of its paving above the land
PITCH_M = 5.5  # from one bollard to the next
BOLLARD_M = 0.45  # of their middle from the edge
FENDER_M = 0.35  # between quay and hull
ALONG_M = 40.0  # so far to either side boats lie
OFF_M = (14.0, 70.0)  # from the quay, of boats at anchor
AT_ANCHOR = (2, 7)
GOODS = ("fishing net", "fishing net", "fishing net", "open crate", "crate", "barrel", "pallet", "carton stack")


def set_harbour(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Build the quay, moor boats at it and off it, and put on it what fishers leave there."""
    quay = sample_piece("quay", layout_rng, material_rng, {}, (112.0, PAVED_M, round(BASIN_M + UP_M - 0.1, 3)))
    middle_m = QUAY_M + PAVED_M / 2
    place.objects.append(quay.put(len(place.objects) + 1, (0.0, middle_m, UP_M - quay.size_m[2])))
    deck = place.objects[-1]
    bollards = _bollards(place, deck, layout_rng, material_rng)
    _moored(place, bollards, layout_rng, material_rng)
    _at_anchor(place, layout_rng, material_rng)
    _sheds(place, deck, layout_rng, material_rng)
    _lamps(place, deck, layout_rng, material_rng)
    _goods(place, deck, layout_rng, material_rng)


def _stand(
    place: Spot, piece: Piece, at_m: tuple[float, float], turn_deg: float, on: SceneObject, radius_m: float
) -> None:
    place.objects.append(piece.put(len(place.objects) + 1, (*at_m, UP_M), turn_deg, on.instance))
    place.taken.append((*at_m, radius_m))


def _bollards(
    place: Spot, deck: SceneObject, layout_rng: np.random.Generator, material_rng: np.random.Generator
) -> list[SceneObject]:
    bollard = sample_piece("mooring bollard", layout_rng, material_rng, {})
    start = float(layout_rng.uniform(-PITCH_M, 0)) - ALONG_M
    first = len(place.objects)
    for k in range(math.ceil(2 * ALONG_M / PITCH_M) + 1):
        _stand(place, bollard, (start + k * PITCH_M, QUAY_M + BOLLARD_M), 0.0, deck, 0.4)
    return place.objects[first:]


def _boat(layout_rng: np.random.Generator, material_rng: np.random.Generator) -> Piece:
    return sample_piece("fishing boat" if layout_rng.random() < 0.45 else "sailing boat", layout_rng, material_rng, {})


def _afloat(place: Spot, boat: Piece, x_m: float, y_m: float, turn_deg: float) -> SceneObject:
    """Put a boat on the water, as deep in it as it lies."""
    water = next(thing for thing in place.objects if thing.category == "water")
    z = water.pose.location_m[2] - DRAUGHT[_generator(boat)]
    place.objects.append(boat.put(len(place.objects) + 1, (x_m, y_m, z), turn_deg, water.instance))
    return place.objects[-1]


def _generator(boat: Piece) -> str:
    return boat.geometry.generator if isinstance(boat.geometry, Procedural) else ""


def _moored(
    place: Spot, bollards: list[SceneObject], layout_rng: np.random.Generator, material_rng: np.random.Generator
) -> None:
    """Moor boats along the quay, with gaps, bow and stern each to a bollard."""
    x = -ALONG_M + float(layout_rng.uniform(0, 6))
    while x < ALONG_M:
        boat = _boat(layout_rng, material_rng)
        long, beam = boat.size_m[1], boat.size_m[0]
        x += long / 2
        forward = layout_rng.random() < 0.5
        y = QUAY_M - FENDER_M - beam / 2
        hull = _afloat(place, boat, x, y, 90.0 if forward else -90.0)
        for end in (-1, 1):
            _tie(place, hull, boat, (x + end * 0.4 * long, y + 0.22 * beam), bollards, end, material_rng)
        x += long / 2 + float(layout_rng.uniform(1.5, 14.0))


def _tie(
    place: Spot,
    hull: SceneObject,
    boat: Piece,
    cleat_m: tuple[float, float],
    bollards: list[SceneObject],
    end: int,
    rng: np.random.Generator,
) -> None:
    """Lead a rope from the nearest bollard beyond a boat's end to a cleat on its deck."""
    up_m = hull.pose.location_m[2] + DECK[_generator(boat)] + (0.5 if _generator(boat) == "fishing boat" else 0.05)
    beyond = [each for each in bollards if 0.3 < end * (each.pose.location_m[0] - cleat_m[0]) < 1.4 * PITCH_M]
    if not beyond:
        return
    post = min(beyond, key=lambda each: abs(each.pose.location_m[0] - cleat_m[0]))
    x, y, z = post.pose.location_m
    top_m = z + 0.5 * _height_m(post)
    dx, dy = cleat_m[0] - x, cleat_m[1] - y
    size: Vec3 = (round(math.hypot(dx, dy), 3), 0.034, round(max(top_m - up_m, 0.06), 3))
    rope = sample_piece("mooring rope", rng, rng, {}, size)
    at = (x + dx / 2, y + dy / 2, top_m - size[2])
    place.objects.append(rope.put(len(place.objects) + 1, at, math.degrees(math.atan2(dy, dx)), post.instance))


def _height_m(thing: SceneObject) -> float:
    return thing.geometry.size_m[2] if isinstance(thing.geometry, Procedural) else 0.0


def _at_anchor(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let boats lie off the quay, all with their bows into one wind."""
    wind_deg = float(layout_rng.uniform(0, 360))
    lying: list[tuple[float, float]] = []
    for _ in range(int(layout_rng.integers(*AT_ANCHOR))):
        x, y = float(layout_rng.uniform(-60, 60)), QUAY_M - float(layout_rng.uniform(*OFF_M))
        if all(math.hypot(x - a, y - b) > 13 for a, b in lying):
            _afloat(place, _boat(layout_rng, material_rng), x, y, wind_deg + float(layout_rng.normal(0, 9)))
            lying.append((x, y))


def _sheds(place: Spot, deck: SceneObject, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Set sheds at the back of the quay, doors towards the water."""
    x = float(layout_rng.uniform(-40, -22))
    while x < 38:
        shed = sample_piece("boat shed", layout_rng, material_rng, {})
        width, depth, _ = shed.size_m
        y = QUAY_M + PAVED_M - 0.3 - depth / 2
        if layout_rng.random() < 0.6:
            _stand(place, shed, (x + width / 2, y), 0.0, deck, 0.0)
            place.taken += [
                (x + width * t, y + 0.5 * s * (depth - width / 2), 0.42 * width) for t in (0.3, 0.7) for s in (-1, 0, 1)
            ]
        x += width + float(layout_rng.uniform(0.8, 9.0))


def _lamps(place: Spot, deck: SceneObject, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    lamp = sample_piece("street lamp", layout_rng, material_rng, {})
    for x in np.arange(-36.0 + float(layout_rng.uniform(0, 10)), 40, 17.0).tolist():
        if place.is_free(x, QUAY_M + 4.6, 0.4):
            _stand(place, lamp, (x, QUAY_M + 4.6), 0.0, deck, 0.4)


def _goods(place: Spot, deck: SceneObject, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Leave nets, crates and barrels in groups, before the sheds and near the edge."""
    for _ in range(9):
        x, y = float(layout_rng.uniform(-24, 24)), QUAY_M + float(layout_rng.choice((1.9, 5.5, 7.5)))
        for _ in range(int(layout_rng.integers(2, 5))):
            goods = sample_piece(str(layout_rng.choice(GOODS)), layout_rng, material_rng, {})
            radius_m = 0.5 * math.hypot(*goods.size_m[:2])
            at = (x + float(layout_rng.normal(0, 1.1)), y + float(layout_rng.normal(0, 0.5)))
            if at[1] - radius_m > QUAY_M + 0.9 and place.is_free(*at, radius_m):
                _stand(
                    place, goods, at, float(layout_rng.choice((0, 90))) + float(layout_rng.normal(0, 8)), deck, radius_m
                )
