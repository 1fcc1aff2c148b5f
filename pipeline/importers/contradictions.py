"""What a view's files say of it against one another: its size, which side of the camera, and which way things face."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frames import FAR_M, Given

MOST_AWAY = 0.25  # of a view's normals: a smooth shape has some at its outline
LEVEL_DEG, WRONG_DEG = 5.0, 45.0  # between neighbours on one plane, and between what must be one direction
ENOUGH = 0.02  # of a view must be such planes, or nothing is said of them
APART = 64  # of the width are neighbours apart, so that rounded depth does not count

Floats = NDArray[np.float64]


def contradiction(given: Given, size_px: tuple[int, int]) -> str:
    """Say what in a view cannot be as it is read; "" where nothing is found."""
    if given.image.shape[1::-1] != size_px:
        return f"its picture is {given.image.shape[1]}×{given.image.shape[0]}, and its header says another size"
    if (given.depth_m < 0).sum() > (given.depth_m > 0).sum():
        return "most of its depth is negative; depth grows away from the camera"
    return "" if given.normals is None else _of_normals(given, np.nan_to_num(given.normals.astype(np.float64)))


def _of_normals(given: Given, normals: Floats) -> str:
    """Say whether normals are of another frame than the camera's: they face away, or lie across their own planes."""
    rays = given.camera.rays()
    whole = np.abs(np.linalg.norm(normals, axis=-1) - 1) <= given.length_tolerance
    away = whole & (np.einsum("ijk,ijk->ij", normals, rays) > 0)
    wanted = "they must be in camera space, +y up and +z towards the camera"
    if away.sum() > MOST_AWAY * whole.sum():
        return f"{away.sum() / whole.sum():.0%} of its normals face away; {wanted}"
    off_deg = _off_deg(given, normals, rays, whole)
    if off_deg.size > ENOUGH * whole.size and np.median(off_deg) > WRONG_DEG:
        return f"its normals lie {np.median(off_deg):.0f}° off the planes that its depth shows; {wanted}"
    return ""


def _off_deg(given: Given, normals: Floats, rays: Floats, whole: NDArray[np.bool_]) -> Floats:
    """Return by how much normals differ from those of the depth, where neighbours say that there is a plane."""
    step = max(1, normals.shape[1] // APART)
    depth_m = given.depth_m.astype(np.float64)
    known = whole & (depth_m > 0) & (depth_m < FAR_M)
    points = rays * np.where(known, depth_m, 0.0)[..., None]
    here, there = slice(None, -step), slice(step, None)
    centre, right, below = (here, here), (here, there), (there, here)
    level = known[centre] & known[right] & known[below]
    for other in (right, below):
        cosine = np.einsum("ijk,ijk->ij", normals[centre], normals[other])
        level &= cosine > np.cos(np.radians(LEVEL_DEG))
    across = np.cross(points[below] - points[centre], points[right] - points[centre])[level]
    length = np.linalg.norm(across, axis=-1)
    cosine = np.einsum("ik,ik->i", across, normals[centre][level])[length > 0] / length[length > 0]
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))
