"""How far the surfaces of what walks move between two frames, from meshes of which each vertex is the same in both.

The point of a pixel is looked for on the triangles of the first mesh, and read on those of the second.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..scenes.cameras import Camera
from ..scenes.object_mesh import object_mesh
from ..scenes.spec import SceneObject
from .frame import Frame

EDGE = 0.02  # by which a point may lie off a triangle, as a share of it: cracks between triangles
WIDE_PX = 0.05  # about a triangle, where pixels are looked at
CLOSE = 2e-3  # share of the depth by which a pixel's own surface may be off; elsewhere the nearest vertex says
STEP_M = 2.0**-14  # that shifts are rounded to, 0.06 mm: finer bits would double what they take in a file
Array = NDArray[np.float64]


def surface_shift_m(
    frame: Frame, now: Sequence[SceneObject], then: Sequence[SceneObject], walking: Collection[int]
) -> NDArray[np.float32] | None:
    """Return H×W×3 metres in the world that the surfaces of those who walk move; None where none is in sight.

    `now` and `then` are a scene's objects in a frame and in the next one.
    """
    seen = {thing.instance for thing in frame.objects} & {*walking}
    if not seen:
        return None
    shift_m = np.zeros((*frame.shape, 3), np.float32)
    for here, there in zip(now, then, strict=True):
        if here.instance in seen:
            rows, columns = np.nonzero(frame.instance == here.instance)
            shift_m[rows, columns] = np.rint(_shifts_m(frame, rows, columns, here, there) / STEP_M) * STEP_M
    return shift_m


def _shifts_m(
    frame: Frame, rows: NDArray[np.int64], columns: NDArray[np.int64], here: SceneObject, there: SceneObject
) -> Array:
    """Return N×3 metres that the surface of a thing moves at some of its pixels."""
    mesh, after = (object_mesh(thing).transformed(thing.pose.matrix()) for thing in (here, there))
    view = frame.camera.matrix()
    own = (mesh.vertices - view[:3, 3]) @ view[:3, :3]
    depth_m = frame.depth_m[rows, columns].astype(np.float64)
    rays = frame.camera.rays()[rows, columns]
    gone = after.vertices - mesh.vertices
    pixel, triangle, shares, off_m = _met(frame.camera, own, mesh.triangles, rows, columns, rays, depth_m)
    order = np.argsort(-off_m, kind="stable")  # the nearest comes last
    nearest = KDTree(own).query(rays * depth_m[:, None])[1]
    found = gone[nearest]
    close = order[off_m[order] < CLOSE * depth_m[pixel[order]]]
    found[pixel[close]] = np.einsum("nk,nkd->nd", shares[close], gone[mesh.triangles[triangle[close]]])
    return np.asarray(found)


def _met(
    camera: Camera,
    own: Array,
    triangles: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    rays: Array,
    depth_m: Array,
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array, Array]:
    """Return which pixels' rays meet which triangles of a mesh in the camera's space: pixel, triangle, shares, off.

    The shares N×3 are those of a triangle's corners in the point, and `off` how far it is from the pixel's depth.
    """
    pixel, triangle = _pairs(camera, own, triangles, rows, columns)
    a, b, c = (own[triangles[triangle, corner]] for corner in range(3))
    way = rays[pixel]
    across = np.cross(way, c - a)
    doubled = np.einsum("ni,ni->n", b - a, across)
    scale = 1 / np.where(doubled == 0, np.inf, doubled)  # of what is seen from its edge, nothing is met
    turned = np.cross(-a, b - a)
    u, v = (np.einsum("ni,ni->n", *each) * scale for each in ((-a, across), (way, turned)))
    off_m = np.abs(np.einsum("ni,ni->n", c - a, turned) * scale - depth_m[pixel])
    met = (u >= -EDGE) & (v >= -EDGE) & (u + v <= 1 + EDGE)
    return pixel[met], triangle[met], np.stack([1 - u - v, u, v], axis=1)[met], off_m[met]


def _pairs(
    camera: Camera,
    own: Array,
    triangles: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each pixel, by its number, with each triangle whose rectangle in the picture holds its middle."""
    height, width = camera.height_px, camera.width_px
    numbers = np.full((height, width), -1)
    numbers[rows, columns] = np.arange(len(rows))
    ahead = np.flatnonzero((own[triangles, 2] < 0).all(axis=1))
    corners = own[triangles[ahead]]
    with np.errstate(divide="ignore"):
        u = camera.cx_px - camera.focal_px * corners[..., 0] / corners[..., 2]
        v = camera.cy_px + camera.focal_px * corners[..., 1] / corners[..., 2]
    left, right = _within(u, width)
    top, bottom = _within(v, height)
    wide, high = np.maximum(right - left, 0), np.maximum(bottom - top, 0)
    many = wide * high
    which = np.repeat(np.arange(len(ahead)), many)
    place = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    pixel = numbers[top[which] + place // wide[which], left[which] + place % wide[which]]
    return pixel[pixel >= 0], ahead[which[pixel >= 0]]


def _within(values: Array, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first pixel whose middle lies within triangles N×3 along an axis, and the one after the last."""
    first = np.ceil(np.clip(values.min(axis=1) - 0.5 - WIDE_PX, 0, most)).astype(np.int64)
    last = np.floor(np.clip(values.max(axis=1) - 0.5 + WIDE_PX, -1, most - 1)).astype(np.int64)
    return first, last + 1
