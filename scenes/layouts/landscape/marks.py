"""What people have built on open land: towers far off, tents and fountains nearby, piers and boats at the water."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...generators.nature.relief import RELIEFS
from ...generators.outdoor.waterside import POST_UP_M
from ...pieces import Piece, sample_piece
from .ground import Ground, Spot

DECK_M = 0.5  # a pier's planks lie so far above the water
ON_LAND_M = 1.3  # and begin so far from it
SUNK_M = 0.12  # what is built reaches so far into the lowest ground below it
STEEP_M = 0.9  # above it the ground below the middle of a hut may be
AROUND_M = 2.0  # kept free around it


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of thing, how likely it is there, and how far from the middle (metres, from … to)."""

    kind: str
    chance: float
    away_m: tuple[float, float]


TENT, CHURCH, TANK = (
    Mark("tent", 0.4, (9, 17)),
    Mark("church tower", 0.28, (55, 110)),
    Mark("water tower", 0.22, (45, 90)),
)
MARKS: dict[str, tuple[Mark, ...]] = {
    "meadow": (CHURCH, TENT),
    "forest edge": (TENT, TANK),
    "hills": (TANK, CHURCH),
    "park": (CHURCH, Mark("fountain", 0.45, (8, 15))),
    "rocky slope": (TENT,),
    "shore": (CHURCH,),
    "beach": (),
    "harbour": (Mark("church tower", 0.5, (55, 110)),),
    "mountains": (Mark("mountain hut", 0.85, (15, 45)), TENT),
    "snow": (Mark("snowed hut", 0.85, (12, 28)), CHURCH),
}
PIERS, BOATS = 0.75, (0, 3)  # so many shores have a pier; how many boats lie on them


def set_marks(place: Spot, land: str, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Build what MARKS names on a land, before anything grows there."""
    for mark in MARKS[land]:
        if layout_rng.random() < mark.chance:
            piece = sample_piece(mark.kind, layout_rng, material_rng, {})
            for _ in range(20):
                away_m, angle = layout_rng.uniform(*mark.away_m), layout_rng.uniform(0, 2 * math.pi)
                turn_deg = math.degrees(angle) + (270 if piece.category == "hut" else 90)
                if _build(place, piece, away_m * math.cos(angle), away_m * math.sin(angle), turn_deg):
                    break
    if land == "shore":
        _by_the_water(place, layout_rng, material_rng)


def _build(place: Spot, piece: Piece, x_m: float, y_m: float, turn_deg: float) -> bool:
    """Build a piece where it is dry and free, on its foundation or, if it is light, along the slope."""
    radius_m = 0.5 * math.hypot(*piece.size_m[:2])
    if not place.is_free(x_m, y_m, radius_m + 0.3) or lowest_m(place.ground, x_m, y_m, radius_m) < water_m(
        place
    ) + _dry_m(place):
        return False
    if piece.category == "tent":
        place.plant(piece, x_m, y_m, turn_deg, radius_m, lean=True)
        return True
    low_m = lowest_m(place.ground, x_m, y_m, radius_m) - SUNK_M
    if piece.category == "hut" and place.ground.height_m(x_m, y_m) > low_m + STEEP_M:
        return False
    place.objects.append(piece.put(len(place.objects) + 1, (x_m, y_m, low_m), turn_deg))
    place.taken.append((x_m, y_m, radius_m + AROUND_M))
    return True


def _dry_m(place: Spot) -> float:
    """Return how high over the water one builds: waves wash a shore, and leave the rim of a pond alone."""
    return 0.4 if RELIEFS[place.ground.geometry.generator].water else 0.1


def lowest_m(ground: Ground, x_m: float, y_m: float, radius_m: float) -> float:
    """Return the lowest ground around a place."""
    ring = np.linspace(0, 2 * np.pi, 12, endpoint=False).tolist()
    spots = [(x_m + radius_m * math.cos(angle), y_m + radius_m * math.sin(angle)) for angle in ring]
    return min(ground.height_m(*spot) for spot in [(x_m, y_m), *spots])


def water_m(place: Spot) -> float:
    """Return how high the water lies; −inf where there is none."""
    return max((thing.pose.location_m[2] for thing in place.objects if thing.category == "water"), default=-math.inf)


def shore_m(place: Spot, x_m: float) -> float | None:
    """Return where, along y, the water begins before a beach that slopes towards −y; None where no one would see it."""
    ys = np.arange(20.0, -40.0, -0.25).tolist()
    wet = [y for y in ys if place.ground.height_m(x_m, y) < water_m(place) + 0.1]
    return wet[0] if wet and wet[0] < ys[0] else None


def _by_the_water(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    if layout_rng.random() < PIERS:
        _pier(place, float(layout_rng.uniform(-8, 8)), layout_rng, material_rng)
    boat = sample_piece("rowing boat", layout_rng, material_rng, {})
    for _ in range(int(layout_rng.integers(*BOATS))):
        x = float(layout_rng.uniform(-9, 9))
        above_m, turn_deg = float(layout_rng.uniform(2.6, 4.5)), float(layout_rng.uniform(-50, 50))
        shore, reach_m = shore_m(place, x), boat.size_m[1] / 2
        y = (shore or 0.0) + above_m
        if (
            shore is not None
            and place.is_free(x, y, reach_m)
            and lowest_m(place.ground, x, y, reach_m) > water_m(place)
        ):
            place.plant(boat, x, y, turn_deg, reach_m, lean=True)


def _pier(place: Spot, x_m: float, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Lead a pier from the beach straight out into the water, its posts down to the lowest bed below it."""
    model = sample_piece("pier", layout_rng, material_rng, {})
    width, long, _ = model.size_m
    shore = shore_m(place, x_m)
    if shore is None:
        return
    start, deck_m = shore + ON_LAND_M, water_m(place) + DECK_M
    along = np.arange(start - long, start, 0.5).tolist()
    bed_m = min(place.ground.height_m(x_m + s * width / 2, y) for y in along for s in (-1, 1))
    size = (width, long, round(deck_m + POST_UP_M - bed_m + SUNK_M, 3))
    piece = sample_piece("pier", layout_rng, material_rng, {}, size)
    at = (x_m, start - long / 2, deck_m + POST_UP_M - size[2])
    place.objects.append(piece.put(len(place.objects) + 1, at))
    place.taken += [(x_m, y, width / 2 + 0.4) for y in along]
