"""Cameras as other programs write them down: K or its four numbers, and where the middle of a pixel lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from ...scenes.cameras import Camera
from ...scenes.errors import RequestError
from ...scenes.poses import Quaternion, Vec3, turn

SQUARE = 1e-3  # how far fx and fy may differ, as a share
MOST_PX = 1e9
SAME_SHARE, OFF_CENTRE = 0.01, 0.1  # of the sides: so off the middle, and alike in both, is a camera of another size
LEVEL = turn("x", 90.0)  # looks along +y, upright: the pose of a camera that nobody knows


def camera_of(
    path: Path, intrinsics: Mapping[str, Any], size_px: tuple[int, int], pixel_centre: float | None = None
) -> Camera:
    """Return a level camera at the origin from {fx, fy, cx, cy, pixel_centre}; raises RequestError.

    `pixel_centre` is where the centre of the top-left pixel lies, 0 or 0.5, for files that need not say it. `width` and
    `height`, where they are given, must be the picture's; without them its middle must not look like another size's.
    """
    centre = _number(path, {"pixel_centre": pixel_centre, **intrinsics}, "pixel_centre")
    if centre not in (0.0, 0.5):
        raise RequestError(f"{path}: pixel_centre is {centre:g}; it must be 0 or 0.5")
    fx, fy, cx, cy = (_number(path, intrinsics, name) for name in ("fx", "fy", "cx", "cy"))
    if min(fx, fy) <= 0 or abs(fx / fy - 1) > SQUARE:
        raise RequestError(f"{path}: fx is {fx:g} and fy {fy:g}; both must be above 0, and equal within 0.1 %")
    shift = 0.5 - centre
    _check_size(path, intrinsics, size_px, (cx + shift, cy + shift))
    return Camera((0.0, 0.0, 0.0), LEVEL, *size_px, (fx + fy) / 2, cx + shift, cy + shift)


def _check_size(
    path: Path, intrinsics: Mapping[str, Any], size_px: tuple[int, int], middle_px: tuple[float, float]
) -> None:
    """Raise RequestError where a camera is that of another picture's size, by what it says or by its middle."""
    width, height = size_px
    if {"width", "height"} <= intrinsics.keys():
        if (intrinsics["width"], intrinsics["height"]) != size_px:
            said = f"{intrinsics['width']}×{intrinsics['height']}"
            raise RequestError(f"{path}: is for pictures of {said:.60}, but its picture is {width}×{height}")
        return
    x, y = middle_px[0] / width, middle_px[1] / height
    scaled = abs(x - y) < SAME_SHARE and abs(x - 0.5) > OFF_CENTRE
    if scaled or not (0 <= x <= 1 and 0 <= y <= 1):
        raise RequestError(
            f"{path}: cx and cy are {middle_px[0]:g} and {middle_px[1]:g}, the middle of no picture of "
            f"{width}×{height}; scale fx, fy, cx and cy to it, or say that they are right by width and height"
        )


def from_matrix(path: Path, rows: Any) -> dict[str, float]:
    """Return fx, fy, cx and cy of K; raises RequestError."""
    k = _matrix(path, rows, "cam_K", (3, 3))
    expected = [[k[0, 0], 0.0, k[0, 2]], [0.0, k[1, 1], k[1, 2]], [0.0, 0.0, 1.0]]
    if not np.allclose(k, expected, atol=1e-6):
        raise RequestError(f"{path}: cam_K is {k.tolist()}; it must be [[fx, 0, cx], [0, fy, cy], [0, 0, 1]]")
    return {"fx": float(k[0, 0]), "fy": float(k[1, 1]), "cx": float(k[0, 2]), "cy": float(k[1, 2])}


def pose_of(path: Path, rows: Any) -> tuple[Vec3, Quaternion]:
    """Return the place and the rotation of a camera-to-world matrix (looking along −z); raises RequestError."""
    matrix = _matrix(path, rows, "cam2world_matrix", (4, 4))
    turned = matrix[:3, :3]
    if not np.allclose(turned @ turned.T, np.eye(3), atol=1e-4) or np.linalg.det(turned) < 0:
        raise RequestError(f"{path}: cam2world_matrix is {matrix.tolist()}; its 3×3 part must be a rotation")
    w, qx, qy, qz = Rotation.from_matrix(turned).as_quat(canonical=True, scalar_first=True).tolist()
    x, y, z = matrix[:3, 3].tolist()
    return (x, y, z), (w, qx, qy, qz)


def _matrix(path: Path, rows: Any, name: str, shape: tuple[int, int]) -> np.ndarray[Any, np.dtype[np.float64]]:
    try:
        matrix = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        matrix = np.empty(0)
    if matrix.shape != shape or not np.isfinite(matrix).all():
        raise RequestError(f"{path}: {name} is {str(rows)[:60]}; it must be {shape[0]} rows of {shape[1]} numbers")
    return matrix


def _number(path: Path, intrinsics: Mapping[str, Any] | Sequence[Any], name: str) -> float:
    value = intrinsics.get(name) if isinstance(intrinsics, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST_PX:
        raise RequestError(
            f"{path}: {name} is {value!r:.60}; the file must give numbers fx, fy, cx, cy and pixel_centre"
        )
    return float(value)
