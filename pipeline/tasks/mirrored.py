"""What mirrors show a second time: people may count it twice, or not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ...renderers.frame import Box3D, Frame

MIRROR = "mirror"
MOST_RAYS = 500  # of all mirrors together

Array = NDArray[np.float64]


def mirrored(frame: Frame) -> frozenset[int]:
    """Return the instances in sight whose boxes a ray meets that a mirror throws back; what hides them is not asked."""
    mirrors = [thing.instance for thing in frame.objects if thing.category == MIRROR]
    pixels = np.flatnonzero(np.isin(frame.instance, mirrors) & frame.valid)
    if not pixels.size or not frame.has_normals:
        return frozenset()
    origins_m, directions = _reflected(frame, pixels[:: -(-pixels.size // MOST_RAYS)])
    others = (thing for thing in frame.objects if thing.category != MIRROR)
    return frozenset(thing.instance for thing in others if _meets(thing.box, origins_m, directions))


def _reflected(frame: Frame, pixels: NDArray[np.intp]) -> tuple[Array, Array]:
    """Return where rays through these pixels are thrown back, and where to, in the world (N×3 each)."""
    rays = frame.camera.rays().reshape(-1, 3)[pixels]
    points_m = rays * frame.depth_m.ravel()[pixels, None]
    normals = frame.normals.reshape(-1, 3)[pixels].astype(np.float64)
    back = rays - 2 * np.einsum("ij,ij->i", rays, normals)[:, None] * normals
    matrix = frame.camera.matrix()
    return points_m @ matrix[:3, :3].T + matrix[:3, 3], back @ matrix[:3, :3].T


def _meets(box: Box3D, origins_m: Array, directions: Array) -> bool:
    """Return whether a ray meets a box, ahead of where it starts."""
    turn = Rotation.from_quat(box.rotation, scalar_first=True).as_matrix()
    start_m, along = (origins_m - box.centre_m) @ turn, directions @ turn
    half_m = np.asarray(box.size_m) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(-half_m - start_m) / along, (half_m - start_m) / along])
    first, last = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
    return bool(((last >= first) & (last > 0)).any())
