"""How people, robots and cameras under the ceiling see large interiors: along their length, over what stands there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...spec import SceneSpec, Vec3
from ..shared.camera_search import Hold, aim_at_a_thing, best_shot, coarse_view, rays_of
from ..shared.floor_plan import footprint
from ..shared.layout import Shot

FAR_M = 10.0
NEAR_M = 1.6  # nearer than this, a thing fills too much of the picture
POROUS = frozenset({"pallet rack", "roof truss", "floor marking"})


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many places where a camera can be, and things to look at from there, take a pair that shows much, and far."""
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    ceiling = next(thing for thing in spec.objects if thing.category == "ceiling")
    low = np.array([-floor.width_m / 2, -floor.depth_m / 2, 0.0])
    high = np.array([floor.width_m / 2, floor.depth_m / 2, ceiling.pose.location_m[2]])

    def held(rng: np.random.Generator) -> Hold:
        return _held(high[2], rng)

    def judge(shot: Shot, boxes: NDArray[np.float64]) -> float:
        return _score(shot, boxes, low, high)

    def aim(eye_m: Vec3, boxes: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
        return _down_the_hall(eye_m, high, rng) if rng.random() < 0.6 else aim_at_a_thing(eye_m, boxes, rng)

    return best_shot(spec, rng, held, aim, judge, POROUS)


def _held(ceiling_m: float, rng: np.random.Generator) -> Hold:
    """Return how a hand, a tripod, a robot or a mast holds a camera."""
    lowest_m, highest_m = [(1.2, 1.8), (1.2, 1.8), (1.4, 1.6), (0.4, 0.9), (2.2, min(4.5, ceiling_m - 0.6))][
        int(rng.choice(5, p=[0.3, 0.2, 0.2, 0.18, 0.12]))
    ]
    roll_deg = rng.normal(0, 0.9) if rng.random() < 0.7 else 0.0
    return Hold(float(rng.uniform(lowest_m, max(lowest_m, highest_m))), float(rng.uniform(45, 95)), float(roll_deg))


def _down_the_hall(eye_m: Vec3, high: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
    """Look towards the farther end, a little aside."""
    end = -np.sign(eye_m[0]) or 1.0
    z = eye_m[2] + rng.normal(0, 0.35) - 0.1 * max(0.0, eye_m[2] - 1.6) * high[0]
    return (round(float(end * high[0]), 4), round(float(rng.uniform(-0.7, 0.7) * high[1]), 4), round(float(z), 4))


def _score(shot: Shot, boxes: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> float:
    """Judge a coarse picture: many things and depth are good; walls alone and things in one's face are bad."""
    seen, nearest_m = coarse_view(shot, boxes)
    rays = rays_of(shot)
    with np.errstate(divide="ignore"):
        to_shell = np.where(rays > 0, (high - shot.eye_m) / rays, (low - shot.eye_m) / rays).min(axis=1)
    depth_m = np.minimum(nearest_m, to_shell)
    bare, too_near = float(np.isinf(nearest_m).mean()), float((depth_m < NEAR_M).mean())
    return min(seen, 30) + 25 * float((depth_m > FAR_M).mean()) - 40 * too_near - 20 * max(0.0, bare - 0.75)
