"""Holes in walls for doors that are open: cut through the mesh of a wall, from its foot up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..poses import Pose
from ..spec import Doorway
from .mesh import Mesh, box, cut_along, join

LINED = 0  # the slot of the hole's sides: that of the wall's upper finish


def with_doorway(wall: Mesh, doorway: Doorway) -> Mesh:
    """Return a wall along x with a hole through it, whose sides and top are lined; it is stepped through at z = 0."""
    slots = np.unique(wall.slot).tolist()
    left = [_outside(wall, slot, doorway) for slot in slots]
    return join([*left, _sides(wall, doorway)])


def _outside(wall: Mesh, slot: int, doorway: Doorway) -> Mesh:
    """Return what of a material's triangles lies beside and above the hole."""
    own = wall.slot == slot
    part = replace(wall, triangles=wall.triangles[own], smooth=wall.smooth[own], slot=wall.slot[own], parts=None)
    x, z = wall.vertices[:, 0] - doorway.x_m, wall.vertices[:, 2]
    half_m = doorway.width_m / 2
    cut = cut_along(part, np.stack([x + half_m, half_m - x, doorway.height_m - z], axis=1))
    kept = cut.slot == 0
    return replace(cut, triangles=cut.triangles[kept], smooth=cut.smooth[kept], slot=np.full(kept.sum(), slot))


def _sides(wall: Mesh, doorway: Doorway) -> Mesh:
    (_, front_m, _), (_, back_m, _) = wall.bounds()
    place = (doorway.x_m, float(front_m + back_m) / 2, doorway.height_m / 2)
    size = (doorway.width_m, float(back_m - front_m), doorway.height_m)
    cube = box().transformed(Pose(place, scale=size).matrix())
    corners = cube.vertices[cube.triangles]
    level = np.ptp(corners, axis=1) < 1e-9
    lining = ~level[:, 1] & ~(level[:, 2] & (corners[..., 2].max(axis=1) < 1e-9))
    inward = cube.triangles[lining][:, ::-1]
    return replace(cube, triangles=inward, smooth=cube.smooth[lining], slot=np.full(lining.sum(), LINED))
