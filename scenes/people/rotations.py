"""Rotations of single bones, in plain arithmetic: a posture takes hundreds, and numpy is slow on three numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]
Vector = tuple[float, float, float]
ALIKE = 1e-9  # sine of an angle between two directions of which no axis can be told


def about(axis: ArrayLike, angle_rad: float) -> Matrix:
    """Return the rotation by an angle about an axis of any length."""
    return _about(unit(axis), math.cos(angle_rad), math.sin(angle_rad))


def euler(turn_deg: Sequence[float]) -> Matrix:
    """Return the rotation by degrees about x, then y, then z, which stay where they are."""
    (a, d), (b, e), (c, f) = ((math.cos(angle), math.sin(angle)) for angle in map(math.radians, turn_deg))
    return np.array(
        (
            (c * b, c * e * d - f * a, c * e * a + f * d),
            (f * b, f * e * d + c * a, f * e * a - c * d),
            (-e, b * d, b * a),
        )
    )


def between(a: ArrayLike, b: ArrayLike) -> Matrix:
    """Return the shortest rotation from one direction to another."""
    u, v = unit(a), unit(b)
    axis, cosine = cross(u, v), dot(u, v)
    sine = math.hypot(*axis)
    if sine < ALIKE:  # straight on, or straight back: then about any axis across
        across = cross(u, (1.0, 0.0, 0.0) if abs(u[0]) < 0.9 else (0.0, 1.0, 0.0))
        return np.eye(3) if cosine > 0 else _about(unit(across), -1.0, 0.0)
    x, y, z = axis
    return _about((x / sine, y / sine, z / sine), cosine, sine)


def unit(way: ArrayLike) -> Vector:
    """Return a direction at length 1."""
    x, y, z = np.asarray(way, np.float64).tolist()
    length = math.hypot(x, y, z)
    return x / length, y / length, z / length


def direction(way: ArrayLike) -> Matrix:
    """Return a direction at length 1, as an array."""
    found = np.asarray(way, np.float64)
    return np.asarray(found / np.linalg.norm(found))


def cross(a: Sequence[float], b: Sequence[float]) -> Vector:
    """Return the cross product of two vectors."""
    x, y, z = a
    u, v, w = b
    return y * w - z * v, z * u - x * w, x * v - y * u


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the scalar product of two vectors."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _about(axis: Vector, cosine: float, sine: float) -> Matrix:
    """Return the rotation about an axis of length 1, by the formula of Rodrigues."""
    x, y, z = axis
    rest = 1.0 - cosine
    return np.array(
        (
            (cosine + x * x * rest, x * y * rest - z * sine, x * z * rest + y * sine),
            (y * x * rest + z * sine, cosine + y * y * rest, y * z * rest - x * sine),
            (z * x * rest - y * sine, z * y * rest + x * sine, cosine + z * z * rest),
        )
    )
