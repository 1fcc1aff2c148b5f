"""Motions of rigid things: a turn about the origin, and then a shift, both in the world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..poses import IDENTITY, Pose, Quaternion, Vec3, rotation_matrix


@dataclass(frozen=True, slots=True)
class Rigid:
    """x → R x + t, in metres."""

    rotation: Quaternion = IDENTITY
    shift_m: Vec3 = (0.0, 0.0, 0.0)

    def of(self, points_m: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Return points …×3 where they are moved to."""
        return np.asarray(points_m @ rotation_matrix(self.rotation).T + self.shift_m)

    def of_pose(self, pose: Pose) -> Pose:
        """Return the pose of a thing that is moved."""
        return replace(pose, location_m=_vec3(self.of(np.array(pose.location_m))), rotation=self.of_turn(pose.rotation))

    def of_turn(self, rotation: Quaternion) -> Quaternion:
        """Return the rotation of what is moved."""
        return rotation if self.rotation == IDENTITY else product(self.rotation, rotation)

    def after(self, other: Rigid) -> Rigid:
        """Return the motion that does the other one first."""
        return Rigid(product(self.rotation, other.rotation), _vec3(self.of(np.array(other.shift_m))))

    def inverse(self) -> Rigid:
        """Return the motion that undoes this one."""
        w, x, y, z = self.rotation
        back = (w, -x, -y, -z)
        return Rigid(back, _vec3(-rotation_matrix(back) @ self.shift_m))


STILL = Rigid()


def about(centre_m: Sequence[float], axis: Sequence[float], angle_deg: float, shift_m: Sequence[float]) -> Rigid:
    """Return a turn about an axis through a point, by the right hand, and then a shift."""
    half = math.radians(angle_deg) / 2
    x, y, z = (np.asarray(axis) * math.sin(half) / np.linalg.norm(axis)).tolist()
    turn = Rigid((math.cos(half), x, y, z))
    return replace(turn, shift_m=_vec3(np.asarray(centre_m) + shift_m - turn.of(np.array(centre_m, np.float64))))


def product(first: Quaternion, second: Quaternion) -> Quaternion:
    """Return the rotation that does `second` and then `first`."""
    a, b, c, d = first
    w, x, y, z = second
    return (
        a * w - b * x - c * y - d * z,
        a * x + b * w + c * z - d * y,
        a * y - b * z + c * w + d * x,
        a * z + b * y - c * x + d * w,
    )


def _vec3(values: NDArray[np.float64]) -> Vec3:
    x, y, z = values.tolist()
    return (x, y, z)
