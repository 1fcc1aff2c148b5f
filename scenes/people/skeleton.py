"""Poses: bones turned one after another from the hips outwards, and the skin that follows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.transform import Rotation

from .anatomy import Points, anatomy

Matrix = NDArray[np.float64]
Vector = tuple[float, float, float]
STRAIGHT = 0.9995  # of a limb's length: as far as it reaches


@dataclass(frozen=True, slots=True)
class Posture:
    """How bones lie: `turns` in degrees about x, y, z on top of their parent's, then `aims` in the body's own axes.

    The body faces −y, and its left is +x. A bone without either goes with its parent.
    """

    aims: Mapping[str, Vector] = field(default_factory=dict)
    turns: Mapping[str, Vector] = field(default_factory=dict)


def posed(rest: Points, posture: Posture) -> Points:
    """Return all rows of a body at rest as they lie in a posture; the hips stay where they are."""
    body = anatomy()
    turns, shifts = transforms(rest, posture)
    heads, tails = ends(rest)
    skin = np.einsum("vb,bij->vij", body.weights, np.concatenate([turns, shifts[..., None]], axis=2).astype(np.float32))
    moved = np.einsum("vij,vj->vi", skin[..., :3], rest[: body.count]) + skin[..., 3]
    bones = [np.einsum("bij,bj->bi", turns, end) + shifts for end in (heads, tails)]
    return np.concatenate([moved, *bones]).astype(np.float32)


def along(rest: Points, posture: Posture, bone: str, points: Points) -> Points:
    """Return points at rest, N×3, as one bone takes them along."""
    turns, shifts = transforms(rest, posture)
    number = anatomy().bone(bone)
    return (points @ turns[number].T + shifts[number]).astype(np.float32)


def ends(rest: Points) -> tuple[Points, Points]:
    """Return the heads and the tails of the bones, each B×3."""
    heads, tails = np.split(rest[anatomy().count :], 2)
    return heads, tails


def transforms(rest: Points, posture: Posture) -> tuple[Matrix, Matrix]:
    """Return each bone's rotation B×3×3 and shift B×3 from rest."""
    body = anatomy()
    heads, tails = ends(rest)
    turns, shifts = np.zeros((len(body.bones), 3, 3)), np.zeros((len(body.bones), 3))
    for bone, (name, parent) in enumerate(zip(body.bones, body.parents, strict=True)):
        of_parent = turns[parent] if parent >= 0 else np.eye(3)
        shift = shifts[parent] if parent >= 0 else np.zeros(3)
        turn = of_parent
        if name in posture.turns:
            turn = Rotation.from_euler("xyz", posture.turns[name], degrees=True).as_matrix() @ turn
        if name in posture.aims:
            turn = between(turn @ (tails[bone] - heads[bone]), posture.aims[name]) @ turn
        turns[bone], shifts[bone] = turn, of_parent @ heads[bone] + shift - turn @ heads[bone]
    return turns, shifts


def between(a: ArrayLike, b: ArrayLike) -> Matrix:
    """Return the shortest rotation from one direction to another."""
    u, v = (np.asarray(each, np.float64) / np.linalg.norm(each) for each in (a, b))
    axis, cosine = np.cross(u, v), float(u @ v)
    if np.linalg.norm(axis) < 1e-9:  # straight on, or straight back: then about any axis across
        across = np.cross(u, (1, 0, 0) if abs(u[0]) < 0.9 else (0, 1, 0))
        return np.eye(3) if cosine > 0 else Rotation.from_rotvec(np.pi * across / np.linalg.norm(across)).as_matrix()
    return Rotation.from_rotvec(axis / np.linalg.norm(axis) * np.arctan2(np.linalg.norm(axis), cosine)).as_matrix()


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
    return Posture({**posture.aims, **aims}, posture.turns)
