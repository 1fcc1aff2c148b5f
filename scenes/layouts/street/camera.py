"""From where a street is photographed: a dashboard, a person on the pavement, a drone, a small robot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import SceneObject, SceneSpec
from ..shared.camera_search import best_of
from ..shared.composition import space_above
from ..shared.floor_plan import footprint
from ..shared.layout import SceneSeeds, Shot, rounded
from ..shared.sightlines import hiding_boxes
from ..shared.stems import STEMS
from .plan import KERB_M, KERB_STRIP_M, WALKWAY_M, Plan, street_plan

CLEAR_M = 0.6  # from everything
TRIES, CANDIDATES = 80, 24
NEAR_M, FOREGROUND_M, FAR_M = 1.5, 6.0, 20.0
AHEAD_M = (1.2, 2.4, 3.6, 4.8)  # where nothing may stand before the camera
UNDER = frozenset({"road", "pavement", "paving", "kerb", "road marking", "ground", "manhole cover"})
Stand = Callable[[Plan, np.random.Generator], Shot]


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Take the best shot of one of its place's STANDS from where nothing is; the clearest one where all is full."""
    plan, _ = street_plan(SceneSeeds(spec.seed, spec.index))
    stands, shares = STANDS[plan.place]
    stand = stands[int(rng.choice(len(stands), p=shares))]
    shots = [stand(plan, rng) for _ in range(TRIES)]
    shots = [replace(shot, fov_deg=shots[0].fov_deg) for shot in shots]  # or wide lenses would show most and win
    things = [thing for thing in spec.objects if thing.category not in UNDER]
    free = _free(shots, things)
    if not free:
        return max(shots, key=lambda shot: clear_m(shot.eye_m, things))
    boxes = np.array([box for thing in things for box in hiding_boxes(thing)]).reshape(-1, 2, 3)
    return best_of(free, boxes, space_above(KERB_M[1], NEAR_M, FOREGROUND_M, FAR_M), rng)


def _free(shots: list[Shot], things: list[SceneObject]) -> list[Shot]:
    """Return the first CANDIDATES shots that nothing stands before."""
    boxes = np.array([object_box(thing) for thing in things]).reshape(-1, 2, 3)
    free: list[Shot] = []
    for shot in shots:
        near = _near(shot.eye_m, things, boxes)
        if clear_m(shot.eye_m, near) >= CLEAR_M and _is_open(shot, near):
            free.append(shot)
        if len(free) == CANDIDATES:
            break
    return free


def _near(eye_m: Vec3, things: list[SceneObject], boxes: NDArray[np.float64]) -> list[SceneObject]:
    """Return the things that may reach as far as AHEAD_M from an eye."""
    reach_m = AHEAD_M[-1] + CLEAR_M
    low, high = np.subtract(eye_m[:2], reach_m), np.add(eye_m[:2], reach_m)
    return [things[k] for k in np.flatnonzero(((boxes[:, 0, :2] < high) & (boxes[:, 1, :2] > low)).all(axis=1))]


def _is_open(shot: Shot, things: list[SceneObject]) -> bool:
    """Return whether nothing stands within AHEAD_M in the middle of the picture."""
    eye, target = np.asarray(shot.eye_m), np.asarray(shot.target_m)
    ahead = (target - eye) / np.linalg.norm(target - eye)
    return all(clear_m(rounded(tuple(eye + away_m * ahead)), things) > 0 for away_m in AHEAD_M)


def clear_m(eye_m: Vec3, things: list[SceneObject]) -> float:
    """Return the distance from a point to the nearest thing's box; a tree's crown begins above its stem."""
    return min((_distance_m(eye_m, thing) for thing in things), default=np.inf)


def _distance_m(eye_m: Vec3, thing: SceneObject) -> float:
    x, y, z = thing.pose.location_m
    if max(abs(x - eye_m[0]), abs(y - eye_m[1])) > 90:
        return np.inf
    size = getattr(thing.geometry, "size_m", thing.pose.scale)
    if thing.category == "tree" and eye_m[2] < 1.1 * STEMS["tree"].crown * size[2]:
        return float(np.hypot(x - eye_m[0], y - eye_m[1])) - STEMS["tree"].width_m / 2 - 0.05
    above = max(eye_m[2] - z - size[2], 0.0)
    return float(np.hypot(footprint(thing).distance_m(eye_m[0], eye_m[1]), above))


def _dashboard(plan: Plan, rng: np.random.Generator) -> Shot:
    """Drive in a lane and look along it."""
    forward = bool(rng.random() < 0.5)
    y = plan.lane_y_m(forward, int(rng.integers(plan.lanes))) + rng.uniform(-0.35, 0.35)
    height_m = rng.uniform(1.2, 1.6)
    return _shot(plan, rng, forward, y, height_m, (rng.normal(0, 0.06), rng.normal(-0.02, 0.02)), (45, 90), 0.6)


def _pedestrian(plan: Plan, rng: np.random.Generator) -> Shot:
    """Walk on a pavement and look along it or across the road."""
    side = float(rng.choice([-1, 1]))
    start = plan.walk_m[0] + KERB_STRIP_M[1]
    y = side * rng.uniform(start + 0.2, start + WALKWAY_M)
    aside = -side * rng.uniform(-0.15, 1.0)
    return _shot(
        plan,
        rng,
        bool(rng.random() < 0.5),
        y,
        KERB_M[1] + rng.uniform(1.4, 1.75),
        (aside, rng.normal(-0.01, 0.06)),
        (45, 74),
        0.8,
    )


def _drone(plan: Plan, rng: np.random.Generator) -> Shot:
    y = rng.uniform(-1, 1) * plan.half_road_m
    slope = -rng.uniform(0.15, 0.85)
    return _shot(
        plan, rng, bool(rng.random() < 0.5), y, rng.uniform(8, 40), (rng.normal(0, 0.15), slope), (50, 85), 1.0
    )


def _robot(plan: Plan, rng: np.random.Generator) -> Shot:
    side = float(rng.choice([-1, 1]))
    y = side * (plan.walk_m[0] + KERB_STRIP_M[1] + rng.uniform(0.2, WALKWAY_M))
    return _shot(
        plan,
        rng,
        bool(rng.random() < 0.5),
        y,
        KERB_M[1] + rng.uniform(0.4, 0.6),
        (rng.normal(0, 0.4), rng.normal(0.05, 0.05)),
        (55, 90),
        1.5,
    )


def _shopper(plan: Plan, rng: np.random.Generator) -> Shot:
    """Walk between parked cars, anywhere on a car park, and look along the aisles or across."""
    y = rng.uniform(-1, 1) * 3 * plan.half_road_m
    slopes = (rng.normal(0, 0.7), rng.normal(0.0, 0.06))
    return _shot(plan, rng, bool(rng.random() < 0.5), y, rng.uniform(1.4, 1.75), slopes, (45, 74), 0.8)


def _verge(plan: Plan, rng: np.random.Generator) -> Shot:
    """Stand beside a motorway and look along it, and a little towards it."""
    side = float(rng.choice([-1, 1]))
    y, aside = side * (plan.half_road_m + rng.uniform(1.0, 4.0)), -side * rng.uniform(0.05, 0.5)
    return _shot(plan, rng, bool(rng.random() < 0.5), y, rng.uniform(1.4, 1.8), (aside, 0.0), (40, 74), 0.8)


def _before_site(plan: Plan, rng: np.random.Generator) -> Shot:
    """Stand on the pavement opposite to a building site, in its gate or between its heaps, and look at it."""
    start, end = plan.site_m
    target_x, eye_x = rng.uniform((start + 6, start + 2), (end - 6, end - 2)).tolist()
    walk_m, inside = plan.walk_m[1], rng.random() < 0.5
    eye_y = walk_m + rng.uniform(0.6, 5.0) if inside else rng.uniform(-1, 0.6) * plan.walk_m[0]
    eye = rounded((eye_x, plan.site_side * eye_y, KERB_M[1] + rng.uniform(1.4, 1.75)))
    target = rounded((target_x, plan.site_side * (walk_m + rng.uniform(9.0, 14.0)), rng.uniform(1.2, 3.6)))
    return Shot(eye, target, round(float(rng.uniform(50, 74)), 3), round(float(rng.normal(0, 0.8)), 3))


_TOWN = ((_dashboard, _pedestrian, _drone, _robot), (0.4, 0.5, 0.05, 0.05))
STANDS: dict[str, tuple[tuple[Stand, ...], tuple[float, ...]]] = {
    "street": _TOWN,
    "building site": ((_before_site, *_TOWN[0]), (0.6, 0.14, 0.2, 0.04, 0.02)),
    "car park": ((_shopper, _dashboard, _drone), (0.7, 0.22, 0.08)),
    "motorway": ((_dashboard, _verge, _drone), (0.6, 0.32, 0.08)),
}


def _shot(
    plan: Plan,
    rng: np.random.Generator,
    forward: bool,
    y_m: float,
    z_m: float,
    slopes: tuple[float, float],
    fov_deg: tuple[float, float],
    roll_deg: float,
) -> Shot:
    """Stand in the first two thirds of the way and look along the street; `slopes` are to +y and upwards."""
    along = 1.0 if forward else -1.0
    x_m = along * rng.uniform(-0.47, 0.2) * plan.length_m
    eye = rounded((x_m, y_m, z_m))
    target = rounded((x_m + 10 * along, y_m + 10 * slopes[0], z_m + 10 * slopes[1]))
    return Shot(eye, target, round(float(rng.uniform(*fov_deg)), 3), round(float(rng.normal(0, roll_deg)), 3))
