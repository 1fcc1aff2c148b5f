"""Where a thing is, how it is turned and how large it is: points in metres, unit quaternions (w, x, y, z)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.spatial.transform import Rotation

Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]
IDENTITY: Quaternion = (1.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Pose:
    """Object to world: scale first, then rotation, then translation. Negative scale mirrors."""

    location_m: Vec3 = (0.0, 0.0, 0.0)
    rotation: Quaternion = IDENTITY
    scale: Vec3 = (1.0, 1.0, 1.0)

    def matrix(self) -> NDArray[np.float64]:
        """Return the 4×4 object-to-world matrix."""
        (a, b, c), (x, y, z) = self.scale, self.location_m
        (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = _rotation_rows(self.rotation)
        return np.array(
            (
                (xx * a, xy * b, xz * c, x),
                (yx * a, yy * b, yz * c, y),
                (zx * a, zy * b, zz * c, z),
                (0.0, 0.0, 0.0, 1.0),
            )
        )


def rotation_matrix(rotation: Quaternion) -> NDArray[np.float64]:
    """Return the 3×3 matrix of a quaternion (w, x, y, z)."""
    return np.array(_rotation_rows(rotation))


def _rotation_rows(rotation: Quaternion) -> tuple[Vec3, Vec3, Vec3]:
    """Return the rows of a rotation's matrix: Python is faster than numpy with so few numbers."""
    w, x, y, z = rotation
    length = math.sqrt(w * w + x * x + y * y + z * z)
    w, x, y, z = w / length, x / length, y / length, z / length
    return (
        (w * w + x * x - y * y - z * z, 2 * (x * y - z * w), 2 * (x * z + y * w)),
        (2 * (x * y + z * w), w * w - x * x + y * y - z * z, 2 * (y * z - x * w)),
        (2 * (x * z - y * w), 2 * (y * z + x * w), w * w - x * x - y * y + z * z),
    )


def turn(axis: Literal["x", "y", "z"], angle_deg: float) -> Quaternion:
    """Return the rotation about one world axis."""
    return _turn(axis, angle_deg, math.copysign(1.0, angle_deg))


@lru_cache(maxsize=1 << 12)
def _turn(axis: Literal["x", "y", "z"], angle_deg: float, _: float) -> Quaternion:
    """Return the rotation; a sign of its own tells 0 from −0, which are equal and turn to other zeros."""
    from scipy.spatial.transform import Rotation  # a fifth of a second, which readers of recipes do not need

    return _quaternion(Rotation.from_euler(axis, angle_deg, degrees=True))


def look_at(eye_m: Vec3, target_m: Vec3, roll_deg: float = 0.0) -> Quaternion:
    """Return the camera rotation at `eye_m` that looks at `target_m`, upright but for `roll_deg` (clockwise positive).

    Looking straight up or down, the top of the picture points along +y.
    """
    from scipy.spatial.transform import Rotation

    back = np.subtract(eye_m, target_m)
    back = back / np.linalg.norm(back)
    right = np.cross((0.0, 0.0, 1.0), back)
    right = right / np.linalg.norm(right) if np.linalg.norm(right) > 1e-9 else np.array([1.0, 0.0, 0.0])
    upright = Rotation.from_matrix(np.stack([right, np.cross(back, right), back], axis=1))
    return _quaternion(upright * Rotation.from_euler("z", -roll_deg, degrees=True))


def _quaternion(rotation: Rotation) -> Quaternion:
    w, x, y, z = rotation.as_quat(canonical=True, scalar_first=True).tolist()
    return (w, x, y, z)
