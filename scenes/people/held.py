"""What people hold: things of their own, carried by the person whose hand they lie in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ..pieces import sample_piece
from ..spec import Figure, Pose, SceneObject
from .contact import hands

# By posture: the kind of thing, and how far ahead of the middle of the palm its own middle lies.
HOLDS = {"looking at a phone": ("phone", 0.045), "reading": ("phone", 0.045), "on the phone": ("phone", -0.025)}
PALM_M = 0.033  # from the middle of a hand to what lies on its palm, clear of the ball of the thumb


def holds(person: SceneObject) -> bool:
    """Return whether this is a person whose posture is that of somebody who holds a thing."""
    return isinstance(person.geometry, Figure) and person.geometry.posture in HOLDS


def held(person: SceneObject, instance: int, rng: np.random.Generator) -> SceneObject:
    """Return what a person who `holds` a thing has in the hand that is raised; raises TypeError for anything else."""
    figure = person.geometry
    if not isinstance(figure, Figure):
        raise TypeError(f"{person.category}: only people hold things")
    kind, ahead_m = HOLDS[figure.posture]
    piece = sample_piece(kind, rng, rng, {})
    hand = max(hands(figure).values(), key=lambda pose: pose.location_m[2])
    pose = _in_palm(person.pose.matrix() @ hand.matrix(), ahead_m)
    return SceneObject(
        instance, piece.category, piece.name, piece.geometry, pose, piece.materials, piece.words, person.instance
    )


def _in_palm(hand: NDArray[np.float64], ahead_m: float) -> Pose:
    """Return the pose of a flat thing that lies with its back on a palm, its long side along the fingers."""
    frame = hand[:3, :3] * (1, -1, -1)
    place = hand[:3, 3] + ahead_m * frame[:, 1] + PALM_M * frame[:, 2]
    x, y, z, w = np.round(Rotation.from_matrix(frame).as_quat(), 6).tolist()
    a, b, c = np.round(place, 5).tolist()
    return Pose((a, b, c), (w, x, y, z))
