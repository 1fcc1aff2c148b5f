"""Where a label lies on a thing: texture coordinates for the pictures of `appearance.labels`, and what carries them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...appearance.labels import FRONT
from ...geometry.mesh import Mesh
from ...poses import Vec3
from .parts import arc, bar, moved, plate

NARROW_DEG = 110.0  # labels that reach less far to each side have no back
SEEN_DEG = 75.0  # so far the front of others does


def printed_sides(shape: Mesh) -> Mesh:
    """Return a mesh whose front and back show the front of a label, and whose other sides show its back."""
    low, high = shape.bounds()
    corners = (shape.vertices[shape.triangles] - low) / np.maximum(high - low, 1e-9)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing = np.abs(normals).argmax(axis=1)
    mirrored = np.take_along_axis(normals, facing[:, None], axis=1)[:, 0] * np.where(facing == 1, -1, 1) < 0
    across = np.where((facing == 0)[:, None], corners[..., 1], corners[..., 0])
    across = np.where(mirrored[:, None], 1 - across, across)
    up = np.where((facing == 2)[:, None], corners[..., 1], corners[..., 2])
    u = np.where((facing == 1)[:, None], FRONT * across, FRONT + (1 - FRONT) * across)
    return replace(shape, uv=np.stack([u, up], axis=-1))


def printed_box(size_m: Vec3, place: Vec3, slot: int = 0) -> Mesh:
    """Return a box with sharp edges whose underside has its centre at `place`, printed on all its sides."""
    return moved(printed_sides(bar(size_m, (0, 0, 0), slot)), place, 0.0, slot)


def printed_lying(shape: Mesh) -> Mesh:
    """Return a mesh lying along x with the front of a label on its upper side and its lower, along x."""
    low, high = shape.bounds()
    corners = (shape.vertices[shape.triangles] - low) / np.maximum(high - low, 1e-9)
    return replace(shape, uv=corners[..., :2] * (FRONT, 1.0))


def wrapped(
    profile: Sequence[tuple[float, float]], half_deg: float, slot: int, thick_m: float = 0.0004, columns: int = 25
) -> Mesh:
    """Return a label around the z axis along a (radius, z) profile, `half_deg` to both sides of −y, its front there."""
    around = arc(columns, -90 - half_deg, -90 + half_deg)
    points = np.stack([np.column_stack([r * around, np.full(columns, z)]) for r, z in profile], axis=1)
    sheet = plate(points, thick_m, slot)
    angle = np.degrees(np.arctan2(sheet.vertices[:, 1], sheet.vertices[:, 0])) + 90
    turn = (angle + 180) % 360 - 180
    low, high = profile[0][1], profile[-1][1]
    u = _around(turn) if half_deg > NARROW_DEG else FRONT * (0.5 + turn / (2 * half_deg))
    v = (sheet.vertices[:, 2] - low) / (high - low)
    corners = np.stack([u, v], axis=-1)[sheet.triangles]
    wide = np.ptp(corners[..., 0], axis=1) > 0.5  # where the label's right end meets its left
    corners[..., 0] += np.where(wide[:, None] & (corners[..., 0] < 0.5), 1.0, 0.0)
    return replace(sheet, uv=corners)


def _around(turn_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where on a label a place is that lies so far, −180–180°, from the middle of its front."""
    front = FRONT * (0.5 + turn_deg / (2 * SEEN_DEG))
    back = FRONT + (1 - FRONT) * (np.mod(turn_deg, 360) - SEEN_DEG) / (360 - 2 * SEEN_DEG)
    return np.where(np.abs(turn_deg) <= SEEN_DEG, front, back)
