"""Poses: bones turned one after another from the hips outwards, and the skin that follows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .anatomy import Points, anatomy
from .rotations import Matrix, Vector, about, between, cross, dot, euler, unit

STRAIGHT = 0.9995  # of a limb's length: as far as it reaches
HINGES = {"upperarm": "lowerarm", "thigh": "calf"}
STIFF = (0.1, 0.3)  # sines of a bend: nearly straight limbs are not rolled to their hinge, more bent ones fully


@dataclass(frozen=True, slots=True)
class Touch:
    """Where a hand is held, off the skin that is nearest to a point of the mean body, and where its elbow points.

    `off_m` is the way from that skin to the middle of the hand, which is some 3 cm thick.
    """

    point_m: Vector
    off_m: float
    elbow: Vector


@dataclass(frozen=True, slots=True)
class Posture:
    """How bones lie: `turns` in degrees about x, y, z on top of their parent's, then `aims` in the body's own axes.

    The body faces −y, and its left is +x. A bone without either goes with its parent, but for `level` ones, which are
    turned from rest whatever their parent does. Then `rolls` turns a bone in degrees about itself, and `curls` bends
    fingers towards the palm. `hips_m` moves the whole; `touches` of hands are met by `stance`.
    """

    aims: Mapping[str, Vector] = field(default_factory=dict)
    turns: Mapping[str, Vector] = field(default_factory=dict)
    level: Mapping[str, Vector] = field(default_factory=dict)
    rolls: Mapping[str, float] = field(default_factory=dict)
    curls: Mapping[str, float] = field(default_factory=dict)
    touches: Mapping[str, Touch] = field(default_factory=dict)
    hips_m: Vector = (0.0, 0.0, 0.0)

    def over(self, other: Posture) -> Posture:
        """Return the other posture with all that this one says laid over it; the hips stay the other's."""
        return replace(
            other,
            aims={**other.aims, **self.aims},
            turns={**other.turns, **self.turns},
            level={**other.level, **self.level},
            rolls={**other.rolls, **self.rolls},
            curls={**other.curls, **self.curls},
            touches={**other.touches, **self.touches},
        )


def posed(rest: Points, posture: Posture, rows: NDArray[np.int64] | None = None) -> Points:
    """Return all rows of a body at rest, or some of its vertices, as they lie in a posture."""
    body = anatomy()
    turns, shifts = transforms(rest, posture)
    moves = np.concatenate([turns, shifts[..., None]], axis=2).astype(np.float32)
    weights, points = (body.weights, rest[: body.count]) if rows is None else (body.weights[rows], rest[rows])
    skin = np.tensordot(weights, moves, axes=1)
    moved = np.einsum("vij,vj->vi", skin[..., :3], points) + skin[..., 3]
    if rows is not None:
        return moved.astype(np.float32)
    bones = [np.einsum("bij,bj->bi", turns, end) + shifts for end in ends(rest)]
    return np.concatenate([moved, *bones]).astype(np.float32)


def along(rest: Points, posture: Posture, bone: str, points: Points) -> Points:
    """Return points at rest, N×3, as one bone takes them along."""
    turns, shifts = transforms(rest, posture)
    number = anatomy().bone(bone)
    return (points @ turns[number].T + shifts[number]).astype(np.float32)


def ends(rest: Points) -> tuple[Points, Points]:
    """Return the heads and the tails of the bones, each B×3."""
    first, count = anatomy().count, len(anatomy().bones)
    return rest[first : first + count], rest[first + count :]


def joint(rest: Points, turns: Matrix, shifts: Matrix, bone: str) -> Matrix:
    """Return where the head of a bone lies that `transforms` has moved."""
    number = anatomy().bone(bone)
    return np.asarray(turns[number] @ ends(rest)[0][number] + shifts[number])


def transforms(rest: Points, posture: Posture) -> tuple[Matrix, Matrix]:
    """Return each bone's rotation B×3×3 and shift B×3 from rest."""
    body = anatomy()
    heads = ends(rest)[0]
    turns, shifts = np.zeros((len(body.bones), 3, 3)), np.zeros((len(body.bones), 3))
    own = {*posture.aims, *posture.turns, *posture.level, *posture.rolls, *posture.curls}
    for bone, (name, parent) in enumerate(zip(body.bones, body.parents, strict=True)):
        of_parent = turns[parent] if parent >= 0 else np.eye(3)
        turns[bone], shifts[bone] = of_parent, shifts[parent] if parent >= 0 else posture.hips_m
        if name in own:
            turns[bone] = _turn(rest, posture, name, of_parent)
            shifts[bone] += (of_parent - turns[bone]) @ heads[bone]
    return turns, shifts


def _turn(rest: Points, posture: Posture, name: str, turn: Matrix) -> Matrix:
    """Return the rotation of a bone whose parent has the rotation `turn`."""
    if name in posture.level:
        turn = euler(posture.level[name])
    if name in posture.turns:
        turn = euler(posture.turns[name]) @ turn
    if name in posture.aims:
        way = turn @ way_at_rest(rest, name)
        turn = _hinged(rest, posture, name, between(way, posture.aims[name]) @ turn)
    if name in posture.rolls:
        turn = turn @ about(way_at_rest(rest, name), math.radians(posture.rolls[name]))
    if name in posture.curls:
        turn = turn @ about(curl_axis(rest, name), math.radians(posture.curls[name]))
    return turn


def _hinged(rest: Points, posture: Posture, name: str, turn: Matrix) -> Matrix:
    """Return the rotation of an upper bone rolled so that the joint below it bends as knees and elbows can."""
    below = HINGES.get(name[:-2])
    if below is None or f"{below}_{name[-1]}" not in posture.aims:
        return turn
    way = unit(posture.aims[name])
    axis = cross(way, unit(posture.aims[f"{below}_{name[-1]}"]))
    carried = (turn @ hinge_axis(rest, name)).tolist()
    bent = (math.hypot(*axis) - STIFF[0]) / (STIFF[1] - STIFF[0])
    if bent <= 0:
        return turn
    angle = math.atan2(dot(cross(carried, axis), way), dot(carried, axis))
    return about(way, min(bent, 1.0) * angle) @ turn


def way_at_rest(rest: Points, bone: str) -> Matrix:
    """Return the vector from a bone's head to its tail at rest."""
    heads, tails = ends(rest)
    number = anatomy().bone(bone)
    return np.asarray(tails[number] - heads[number], np.float64)


def hinge_axis(rest: Points, upper: str) -> Vector:
    """Return the axis, at rest, about which the bone below an upper bone bends: a unit vector across the upper one."""
    x, y, z = unit(way_at_rest(rest, upper))
    if upper.startswith("thigh"):
        return unit((1.0 - x * x, -x * y, -x * z))
    return unit(cross((x, y, z), way_at_rest(rest, f"lowerarm_{upper[-1]}").tolist()))


def curl_axis(rest: Points, finger: str) -> Vector:
    """Return the axis, at rest, about which a finger's bone bends towards the palm."""
    heads, _ = ends(rest)
    body, side = anatomy(), finger[-1]
    first, last = (heads[body.bone(f"{name}_01_{side}")] for name in ("index", "pinky"))
    x, y, z = (last - first).tolist()
    if finger.startswith("thumb"):  # across the palm
        return unit(cross(way_at_rest(rest, finger).tolist(), (x, y, z)))
    return unit((x, y, z)) if side == "l" else unit((-x, -y, -z))


def reach(rest: Points, posture: Posture, limb: tuple[str, str], goal: ArrayLike, elbow: ArrayLike) -> Posture:
    """Return the posture with a limb of two bones whose end meets a goal, as far as it reaches.

    Knee or elbow points to where `elbow` does, as far as it may.
    """
    body = anatomy()
    upper, lower = (body.bone(name) for name in limb)
    heads, tails = ends(rest)
    turns, shifts = transforms(rest, posture)
    root = turns[body.parents[upper]] @ heads[upper] + shifts[body.parents[upper]]
    lengths = np.linalg.norm(heads[lower] - heads[upper]), np.linalg.norm(tails[lower] - heads[lower])
    way = np.asarray(goal, np.float64) - root
    far = min(float(np.linalg.norm(way)), STRAIGHT * sum(lengths))
    way /= np.linalg.norm(way)
    aside = np.asarray(elbow, np.float64) - np.dot(elbow, way) * way
    cosine = float((lengths[0] ** 2 + far**2 - lengths[1] ** 2) / (2 * lengths[0] * far))
    joint = lengths[0] * (cosine * way + math.sqrt(max(0.0, 1 - cosine**2)) * aside / np.linalg.norm(aside))
    aims = {limb[0]: tuple(joint.tolist()), limb[1]: tuple((far * way - joint).tolist())}
    return replace(posture, aims={**posture.aims, **aims})
