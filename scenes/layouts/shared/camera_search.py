"""Where a person would stand in a room to photograph it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...object_mesh import object_box
from ...spec import SceneObject, SceneSpec, Vec3, look_at, rotation_matrix
from .floor_plan import Rect, footprint
from .layout import Shot, rounded

CLEAR_M = 0.45  # from walls and furniture; less where rooms are small
SMALL_M = 3.2  # rooms narrower than this are photographed with wide lenses, from their edges
STANDPOINTS = 300  # drawn, of which those too close to something are dropped
CANDIDATES = 40
CHANCE = 6.0  # how many things a view may show less and still be taken: views should differ
STAIRS_AIMED_AT, STAIRS_AIM_M = 0.6, 1.5  # so many shots of rooms that have stairs are aimed at them, and how high
NEAR_M = 0.9  # nearer than this, a thing fills too much of the picture
# Horizontal fields of view (from, to) and how often each is used: long, usual and wide lenses.
LENSES_DEG = (((35.0, 50.0), 0.12), ((50.0, 90.0), 0.76), ((90.0, 110.0), 0.12))
TALL = 0.667  # of a coarse picture's half width
SHELL = frozenset(
    {
        *("floor", "ceiling", "wall", "skirting board", "curtain rod", "windowsill", "splashback"),
        *("socket", "smoke detector", "vent"),
    }
)
OUTDOORS = frozenset({"ground", "road", "building", "tree", "car", "van", "fence"})  # what windows show


Aim = Callable[[Vec3, NDArray[np.float64], np.random.Generator], Vec3]  # from an eye and boxes N×2×3 to a target


@dataclass(frozen=True, slots=True)
class Hold:
    """How a camera is held: its height above the floor, its horizontal field of view and its roll."""

    height_m: float
    fov_deg: float
    roll_deg: float


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many places where one can stand, and things to look at from there, take a pair that shows much."""
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    small = min(floor.width_m, floor.depth_m) / SMALL_M

    def by_hand(rng: np.random.Generator) -> Hold:
        return Hold(rng.uniform(0.9, 1.8), _fov_deg(small, rng), rng.normal(0, 1.0))

    def judge(shot: Shot, boxes: NDArray[np.float64]) -> float:
        return _score(shot, boxes, NEAR_M * min(1.0, small**2))

    stairs = [object_box(thing).mean(axis=0) for thing in spec.objects if thing.category == "staircase"]

    def at_stairs(eye_m: Vec3, boxes: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
        x, y, _ = (stairs[0] + rng.normal(0, 0.2, 3)).tolist()
        return rounded((x, y, STAIRS_AIM_M))

    aim = at_stairs if stairs and rng.random() < STAIRS_AIMED_AT else aim_at_a_thing
    return best_shot(spec, rng, by_hand, aim, judge)


def best_shot(
    spec: SceneSpec,
    rng: np.random.Generator,
    held: Callable[[np.random.Generator], Hold],
    aim: Aim,
    judge: Callable[[Shot, NDArray[np.float64]], float],
    porous: Collection[str] = (),
) -> Shot:
    """Return the shot that `judge` likes best, of many from free places; chance has a say.

    The judge is given the boxes N×2×3 (lowest, highest corner) of all things but the shell and what is `porous`.
    """
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    things = [thing for thing in spec.objects if thing.category not in SHELL and is_inside(thing)]
    boxes = np.array([object_box(thing) for thing in things])
    places = _free_places(floor, _obstacles(things, boxes), rng)
    hold = held(rng)
    solid = boxes[[thing.category not in porous for thing in things]]
    shots = []
    for x, y in places[rng.integers(len(places), size=CANDIDATES)].tolist():
        eye = rounded((x, y, hold.height_m))
        shots.append(Shot(eye, aim(eye, solid, rng), round(hold.fov_deg, 3), round(hold.roll_deg, 3)))
    scores = [judge(shot, solid) + rng.uniform(0, CHANCE) for shot in shots]
    return shots[int(np.argmax(scores))]


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


def aim_at_a_thing(eye_m: Vec3, boxes: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
    """Look at some thing, preferably not one at one's feet."""
    middles = boxes.mean(axis=1)
    away_m = np.hypot(middles[:, 0] - eye_m[0], middles[:, 1] - eye_m[1])
    far = np.flatnonzero(away_m > 1.2) if (away_m > 1.2).any() else np.array([away_m.argmax()])
    x, y, z = (middles[rng.choice(far)] + rng.normal(0, 0.15, 3)).tolist()
    return rounded((x, y, min(max(z, 0.45), 1.25)))


def _score(shot: Shot, boxes: NDArray[np.float64], near_m: float) -> float:
    """Judge a coarse picture made of boxes: many things are good; bare walls and things in one's face are bad."""
    seen, nearest_m = coarse_view(shot, boxes)
    too_near, bare = float((nearest_m < near_m).mean()), float(np.isinf(nearest_m).mean())
    return seen - 30 * too_near - 20 * max(0.0, bare - 0.5)


def coarse_view(shot: Shot, boxes: NDArray[np.float64]) -> tuple[int, NDArray[np.float64]]:
    """Return how many boxes a coarse picture shows, and how far the nearest is along each of its rays (inf: none)."""
    rays = rays_of(shot)
    ends = (_ahead(shot, boxes) - shot.eye_m).transpose(2, 1, 0)
    enter, leave = np.full((len(rays), ends.shape[2]), -np.inf), np.full((len(rays), ends.shape[2]), np.inf)
    for (low, high), ray in zip(ends, rays.T, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            to_low, to_high = low / ray[:, None], high / ray[:, None]
        enter, leave = np.maximum(enter, np.minimum(to_low, to_high)), np.minimum(leave, np.maximum(to_low, to_high))
    distance_m = np.where((enter < leave) & (leave > 0), np.maximum(enter, 0.0), np.inf)
    nearest_m = distance_m.min(axis=1, initial=np.inf)
    seen = np.isfinite(nearest_m)
    return len(np.unique(distance_m[seen].argmin(axis=1))) if seen.any() else 0, nearest_m


def _ahead(shot: Shot, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the boxes that do not wholly lie beyond one side of the picture, or behind it."""
    corners = np.stack([boxes[:, ends, (0, 1, 2)] for ends in itertools.product((0, 1), repeat=3)])
    x, y, z = np.moveaxis(
        (corners - shot.eye_m) @ rotation_matrix(look_at(shot.eye_m, shot.target_m, shot.roll_deg)), -1, 0
    )
    wide, tall = (-z * math.tan(math.radians(shot.fov_deg / 2)) * share for share in (1.0, TALL))
    beyond = [side.all(axis=0) for side in (z > 0, x > wide, -x > wide, y > tall, -y > tall)]
    return boxes[~np.logical_or.reduce(beyond)]


def rays_of(shot: Shot) -> NDArray[np.float64]:
    """Return unit rays N×3 over a picture of 3:2."""
    u, v = np.meshgrid(np.linspace(-1, 1, 24), np.linspace(-TALL, TALL, 16))
    slope = math.tan(math.radians(shot.fov_deg / 2))
    local = np.stack([u * slope, v * slope, -np.ones_like(u)], axis=-1).reshape(-1, 3)
    rays = local @ rotation_matrix(look_at(shot.eye_m, shot.target_m, shot.roll_deg)).T
    return np.asarray(rays / np.linalg.norm(rays, axis=1, keepdims=True))
