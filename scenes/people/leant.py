"""What leans on something, brought to it: forearms laid on a top, and what a wall or a top presses flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh
from .anatomy import Points, anatomy
from .rotations import Vector
from .skeleton import Posture, ends, posed, transforms, way_at_rest

PRESSED_M = 0.012  # flesh and cloth that a wall presses flat
SQUEEZE = 0.02  # what is pressed keeps its order within this share
SOFT = ("skin", "top", "legs", "outer")  # what a wall meets: hair, hoods and hats are pressed as far as it takes
BENDS_DEG = tuple(range(12, 62, 3))  # of a trunk, until the elbows are low enough
OVER_TOP_M, OUT = 0.048, 0.2  # the joint of an elbow over what bears it; how far elbows point outwards
SUNK_M = 0.008  # bare forearms
SLANT = (0.4, 0.95)  # of upper arms: the least and the greatest share of their length that is height
SPARE = 0.13  # of that, which thin forearms need to come down
BEHIND_EDGE_M = 0.02  # elbows
SLEEVE_M = 0.09  # that hangs below a forearm
ELBOWS = (7, 8)  # rows of `keypoints.NAMES`
SHOULDERS, ANKLES = (5, 6), (15, 16)


def bent_over(shape: Points, posture: Posture, top_m: float, stand: Callable[[Posture], Posture]) -> Posture:
    """Return the posture bent forward until its forearms lie on a top of a height; `stand` puts it on its feet."""
    arm_m = float(np.linalg.norm(way_at_rest(shape, "upperarm_l")))
    for bend_deg in BENDS_DEG:
        turns = {"pelvis": (0.7 * bend_deg, 0.0, 0.0), "spine_01": (0.3 * bend_deg, 0.0, 0.0)}
        nods = {"head": (-0.4 * bend_deg, 0.0, 0.0)}
        neck = _nodded(posture.turns.get("neck_01", (0.0, 0.0, 0.0)), -0.35 * bend_deg)
        bent = stand(replace(posture, turns={**posture.turns, **turns, **nods, "neck_01": neck}))
        down = (_shoulder_m(shape, bent) - top_m - OVER_TOP_M) / arm_m
        if down < SLANT[1] - SPARE:
            break
    for _ in range(2):
        bent = _with_upper_arms(bent, down)
        down += (_low_m(posed(shape, bent, _forearms())) + SUNK_M - top_m) / arm_m
    return _with_upper_arms(bent, down)


def _with_upper_arms(posture: Posture, down: float) -> Posture:
    """Return the posture with upper arms of which a share is height, and the rest ahead."""
    down = float(np.clip(down, *SLANT))
    ahead = float(np.sqrt(1 - OUT**2 - down**2))
    return replace(
        posture, aims={**posture.aims, "upperarm_l": (OUT, -ahead, -down), "upperarm_r": (-OUT, -ahead, -down)}
    )


def _low_m(arms: Points) -> float:
    """Return how low forearms reach before the elbows."""
    ahead_m = float(arms[:, 1].min()) + 0.7 * float(np.ptp(arms[:, 1]))
    return float(arms[arms[:, 1] < ahead_m, 2].min())


@cache
def _forearms() -> NDArray[np.int64]:
    body = anatomy()
    skin = np.unique(body.layers["skin"])
    return np.asarray(skin[np.isin(body.mover()[skin], [body.bone(f"lowerarm_{side}") for side in "lr"])])


def flattened(whole: Mesh, posture: str, slots: tuple[str, ...], top_m: float, keypoints_m: Points) -> Mesh:
    """Return the mesh of somebody who leans, pressed flat by the wall or the top that bears the posture."""
    vertices = whole.vertices.copy()
    if posture == "leaning on":
        z = vertices[:, 2]
        below = (vertices[:, 1] < edge_m(keypoints_m)) & (z < top_m) & (z > top_m - SLEEVE_M)
        vertices[below, 2] = top_m - SQUEEZE * (top_m - z[below])
        return whole.with_vertices(vertices)
    axis, way = (1, 1.0) if posture == "leaning against" else (0, side_of(keypoints_m))
    soft = np.unique(whole.triangles[np.isin(whole.slot, [slots.index(name) for name in SOFT])])
    along = way * vertices[:, axis]
    wall_m = float(along[soft].max()) - PRESSED_M
    vertices[along > wall_m, axis] = way * (wall_m + SQUEEZE * (along[along > wall_m] - wall_m))
    return whole.with_vertices(vertices)


def edge_m(keypoints_m: Points) -> float:
    """Return the y at which a top begins that somebody's forearms lie on, in the space of the keypoints."""
    return float(keypoints_m[list(ELBOWS), 1].mean()) - BEHIND_EDGE_M


def side_of(keypoints_m: Points) -> float:
    """Return the side of somebody's shoulder that leans: 1 for the left (+x), −1 for the right."""
    shoulders, ankles = keypoints_m[list(SHOULDERS), 0].mean(), keypoints_m[list(ANKLES), 0].mean()
    return 1.0 if shoulders > ankles else -1.0


def _nodded(turn: Vector, more_deg: float) -> Vector:
    return (turn[0] + more_deg, turn[1], turn[2])


def _shoulder_m(shape: Points, posture: Posture) -> float:
    """Return the mean height of the shoulders' joints."""
    turns, shifts = transforms(shape, posture)
    joints = [anatomy().bone(f"upperarm_{side}") for side in "lr"]
    return float(np.mean([(turns[bone] @ ends(shape)[0][bone] + shifts[bone])[2] for bone in joints]))
