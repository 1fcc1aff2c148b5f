"""The ball that somebody kicks: on the ground before the foot, or already in the air."""

from __future__ import annotations

import numpy as np

from ..layouts.shared.floor_plan import turned_deg
from ..object_mesh import geometry_mesh
from ..pieces import sample_piece
from ..spec import Figure, SceneObject
from .postures import KICKING

BEFORE_M = (0.01, 0.2)  # from the foremost of a foot to a ball that is about to be kicked
FLIES = 0.3  # of the balls
AWAY_M, UP_M = (0.4, 1.3), (0.15, 0.8)  # how far ahead, and over the ground, a ball in the air is
LOW_M = 0.4  # of a person: the feet and shins


def ball_of(kicker: SceneObject, instance: int, rng: np.random.Generator) -> SceneObject:
    """Return a football ahead of somebody who kicks: on the ground under them, or in the air, carried by none."""
    points = geometry_mesh(kicker.geometry).vertices
    low = points[points[:, 2] < LOW_M]
    foremost = low[low[:, 1].argmin()]
    ball = sample_piece("football", rng, rng, {})
    flies = bool(rng.random() < FLIES)
    ahead_m = float(rng.uniform(*(AWAY_M if flies else BEFORE_M))) + ball.size_m[1] / 2
    up_m = float(rng.uniform(*UP_M)) if flies else 0.0
    matrix = kicker.pose.matrix()
    place = matrix[:3, :3] @ (foremost[0], foremost[1] - ahead_m, up_m) + matrix[:3, 3]
    return ball.put(instance, place.tolist(), turned_deg(kicker), 0 if flies else kicker.supporter)


def kicks(person: SceneObject) -> bool:
    """Return whether this is somebody who kicks a ball."""
    return isinstance(person.geometry, Figure) and person.geometry.posture in KICKING
