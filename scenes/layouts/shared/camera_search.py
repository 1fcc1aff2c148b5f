"""Where a person would stand in a room to photograph it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import SceneObject, SceneSpec
from .composition import Space, merit, space_inside
from .floor_plan import Rect, footprint
from .layout import Shot, rounded

CLEAR_M = 0.45  # from walls and furniture; less where rooms are small
SMALL_M = 3.2  # rooms narrower than this are photographed with wide lenses, from their edges
STANDPOINTS = 300  # drawn, of which those too close to something are dropped
CANDIDATES = 60
CHANCE = 4.0  # how much less merit a view may have and still be taken: views should differ
STAIRS_AIMED_AT, STAIRS_AIM_M = 0.6, 1.5  # so many shots of rooms that have stairs are aimed at them, and how high
NEAR_M, FOREGROUND_M, FAR_M = 0.9, 2.2, 3.8
STANDING_M, SITTING_M, STANDING = (1.35, 1.72), (0.9, 1.3), 0.8  # heights of the lens, and how often one stands
# Horizontal fields of view (from, to) and how often each is used: long, usual and wide lenses.
LENSES_DEG = (((35.0, 50.0), 0.18), ((50.0, 74.0), 0.64), ((74.0, 105.0), 0.18))
ASIDE = 0.3  # of the field of view, what is looked at may be out of the middle
PITCH_DEG = (-12.0, 8.0)  # as far as people tilt a camera for a view
DOWN = 0.42  # of the angle at which a thing lies below the eye: its own picture is not all that the view is of
SHELL = frozenset(
    {
        *("floor", "ceiling", "wall", "skirting board", "curtain rod", "windowsill", "splashback"),
        *("socket", "smoke detector", "vent"),
    }
)
OUTDOORS = frozenset({"ground", "road", "building", "tree", "car", "van", "fence", "wall"})  # what windows show


# From an eye, a horizontal field of view in degrees, and boxes N×2×3 to a target.
Aim = Callable[[Vec3, float, NDArray[np.float64], np.random.Generator], Vec3]


@dataclass(frozen=True, slots=True)
class Hold:
    """How a camera is held: its height above the floor, its horizontal field of view and its roll."""

    height_m: float
    fov_deg: float
    roll_deg: float


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many places where one can stand, and things to look at from there, take a pair that shows much."""
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    small = min(1.0, min(floor.width_m, floor.depth_m) / SMALL_M)

    def by_hand(rng: np.random.Generator) -> Hold:
        heights = STANDING_M if rng.random() < STANDING else SITTING_M
        return Hold(rng.uniform(*heights), _fov_deg(small, rng), rng.normal(0, 0.8))

    stairs = [object_box(thing).mean(axis=0) for thing in spec.objects if thing.category == "staircase"]

    at_stairs = bool(stairs) and rng.random() < STAIRS_AIMED_AT

    def aim(eye_m: Vec3, fov_deg: float, boxes: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
        if at_stairs:
            x, y, _ = (stairs[0] + rng.normal(0, 0.2, 3)).tolist()
            return rounded((x, y, STAIRS_AIM_M))
        return aim_at_a_thing(eye_m, fov_deg, boxes, rng, PITCH_DEG[0] / small**2)

    space = space_inside(spec, NEAR_M * small**2, FOREGROUND_M * small, FAR_M * small)
    return best_shot(spec, rng, by_hand, aim, space)


def best_shot(
    spec: SceneSpec,
    rng: np.random.Generator,
    held: Callable[[np.random.Generator], Hold],
    aim: Aim,
    space: Space,
    porous: Collection[str] = (),
) -> Shot:
    """Return the shot of most merit, of many from free places; chance has a say.

    It is judged by the boxes of all things but the shell and what is `porous`.
    """
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    things = [thing for thing in spec.objects if thing.category not in SHELL and is_inside(thing)]
    boxes = np.array([object_box(thing) for thing in things])
    places = _free_places(floor, _obstacles(things, boxes), rng)
    hold = held(rng)
    solid = boxes[[thing.category not in porous for thing in things]]
    fov_deg, roll_deg = round(hold.fov_deg, 3), round(hold.roll_deg, 3)
    eyes = [rounded((x, y, hold.height_m)) for x, y in places[rng.integers(len(places), size=CANDIDATES)].tolist()]
    return best_of([Shot(eye, aim(eye, fov_deg, solid, rng), fov_deg, roll_deg) for eye in eyes], solid, space, rng)


def best_of(shots: Sequence[Shot], boxes: NDArray[np.float64], space: Space, rng: np.random.Generator) -> Shot:
    """Return the shot of most merit; chance has a say."""
    return shots[int(np.argmax([merit(shot, boxes, space) + rng.uniform(0, CHANCE) for shot in shots]))]


def _fov_deg(small: float, rng: np.random.Generator) -> float:
    """Draw a lens; `small` is below 1 in rooms that only a wide one takes in."""
    if small < 1.0:
        return float(rng.uniform(95 - 30 * small, 110))
    lens = LENSES_DEG[int(rng.choice(len(LENSES_DEG), p=[share for _, share in LENSES_DEG]))]
    return float(rng.uniform(*lens[0]))


def is_inside(thing: SceneObject) -> bool:
    """Return whether a thing is in a room, not before its windows."""
    return thing.supporter > 0 or thing.category not in OUTDOORS


def _obstacles(things: Sequence[SceneObject], boxes: NDArray[np.float64]) -> list[Rect]:
    """Return where one cannot walk: everything but rugs and what hangs above one's head."""
    low = boxes[:, 0, 2] < 1.9
    return [
        footprint(thing)
        for thing, is_low in zip(things, low, strict=True)
        if is_low and thing.category not in ("rug", "bath mat", "doormat")
    ]


def _free_places(floor: Rect, obstacles: list[Rect], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return N×2 places clear of walls and furniture; the clearest one found where none is clear enough."""
    least_m = CLEAR_M if min(floor.width_m, floor.depth_m) > SMALL_M else 0.6 * CLEAR_M
    half = np.array([floor.width_m, floor.depth_m]) / 2 - least_m
    places = rng.uniform(-half, half, (STANDPOINTS, 2))
    clear_m = np.min([_away_m(rect, places) for rect in obstacles], axis=0)
    return places[clear_m >= min(least_m, clear_m.max())]


def _away_m(rect: Rect, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each of N×2 places lies outside; 0 inside."""
    x, y, angle = places[:, 0] - rect.x_m, places[:, 1] - rect.y_m, math.radians(rect.turn_deg)
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    return np.hypot(np.maximum(abs(u) - rect.width_m / 2, 0.0), np.maximum(abs(v) - rect.depth_m / 2, 0.0))


def aim_at_a_thing(
    eye_m: Vec3, fov_deg: float, boxes: NDArray[np.float64], rng: np.random.Generator, least_deg: float = PITCH_DEG[0]
) -> Vec3:
    """Look towards some thing, preferably not one at one's feet, a little past it, and not as far down as it lies."""
    middles = boxes.mean(axis=1)
    away_m = np.hypot(middles[:, 0] - eye_m[0], middles[:, 1] - eye_m[1])
    far = np.flatnonzero(away_m > 1.2) if (away_m > 1.2).any() else np.array([away_m.argmax()])
    chosen = int(rng.choice(far))
    x, y, z = (middles[chosen] - eye_m).tolist()
    heading = math.atan2(y, x) + math.radians(float(rng.uniform(-ASIDE, ASIDE)) * fov_deg)
    pitch_deg = DOWN * math.degrees(math.atan2(z, away_m[chosen])) + float(rng.normal(0, 2.0))
    rise = math.tan(math.radians(min(max(pitch_deg, least_deg), PITCH_DEG[1])))
    return rounded(eye_m + away_m[chosen] * np.array([math.cos(heading), math.sin(heading), rise]))
