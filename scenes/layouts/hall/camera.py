"""How people, robots and cameras under the ceiling see large interiors: along their length, over what stands there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...poses import Vec3
from ...spec import SceneSpec
from ..shared.camera_search import Hold, aim_at_a_thing, best_shot
from ..shared.composition import space_inside
from ..shared.layout import Shot, rounded

NEAR_M, FOREGROUND_M, FAR_M = 1.3, 4.0, 9.0
POROUS = frozenset({"pallet rack", "roof truss", "floor marking"})


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Of many places where a camera can be, and things to look at from there, take a pair that shows much, and far."""
    space = space_inside(spec, NEAR_M, FOREGROUND_M, FAR_M)

    def held(rng: np.random.Generator) -> Hold:
        return _held(space.high_m[2], rng)

    def aim(eye_m: Vec3, fov_deg: float, boxes: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
        if rng.random() < 0.6:
            return _down_the_hall(eye_m, space.high_m, rng)
        return aim_at_a_thing(eye_m, fov_deg, boxes, rng)

    return best_shot(spec, rng, held, aim, space, POROUS)


def _held(ceiling_m: float, rng: np.random.Generator) -> Hold:
    """Return how a hand, a tripod, a robot or a mast holds a camera."""
    lowest_m, highest_m = [(1.35, 1.75), (1.0, 1.3), (1.4, 1.6), (0.4, 0.9), (2.2, min(4.5, ceiling_m - 0.6))][
        int(rng.choice(5, p=[0.6, 0.12, 0.16, 0.06, 0.06]))
    ]
    roll_deg = rng.normal(0, 0.8) if rng.random() < 0.7 else 0.0
    fov_deg = rng.uniform(50, 74) if rng.random() < 0.75 else rng.uniform(45, 95)
    return Hold(float(rng.uniform(lowest_m, max(lowest_m, highest_m))), float(fov_deg), float(roll_deg))


def _down_the_hall(eye_m: Vec3, high: NDArray[np.float64], rng: np.random.Generator) -> Vec3:
    """Look towards the farther end, a little aside."""
    end = -np.sign(eye_m[0]) or 1.0
    z = eye_m[2] + rng.normal(0, 0.35) - 0.1 * max(0.0, eye_m[2] - 1.6) * high[0]
    return rounded((end * high[0], rng.uniform(-0.7, 0.7) * high[1], z))
