"""The cameras of a scene file as viewpoints."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ....scenes.spec import Vec3, Viewpoint, look_at

ASPECT = 4 / 3  # of cameras that state their vertical field of view alone, as glTF has it


def viewpoint_of(camera: Any) -> Viewpoint:
    """Return where a camera object stands and how it looks."""
    matrix = np.array(camera.matrix_world, dtype=np.float64)
    axes = matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0)
    eye, target = _vec(matrix[:3, 3]), _vec(matrix[:3, 3] - axes[:, 2])
    upright = Rotation.from_quat(look_at(eye, target), scalar_first=True)
    roll_deg = -float((upright.inv() * Rotation.from_matrix(axes)).as_euler("xyz", degrees=True)[2])
    wide = math.tan(camera.data.angle / 2) * (ASPECT if camera.data.sensor_fit == "VERTICAL" else 1.0)
    return Viewpoint(eye, target, round(math.degrees(2 * math.atan(wide)), 4), round(roll_deg, 4))


def _vec(point: NDArray[np.float64]) -> Vec3:
    x, y, z = (round(float(value), 6) for value in point)
    return (x, y, z)
