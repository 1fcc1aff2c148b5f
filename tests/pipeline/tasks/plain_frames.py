"""Frames of planes whose truth is worked out by hand: a camera of 90° that looks along the horizon, 1.5 m up."""

from __future__ import annotations

import numpy as np

from cavendish.renderers.frame import Box3D, Frame, VisibleObject
from cavendish.scenes.cameras import Camera
from cavendish.scenes.spec import Words

WIDTH, HEIGHT = 64, 48
# x right, y up, −z ahead in the camera; y ahead, z up in the world
CAMERA = Camera((0.0, 0.0, 1.5), (0.5**0.5, 0.5**0.5, 0.0, 0.0), WIDTH, HEIGHT, 32.0, 32.0, 24.0)


def plane(normal: tuple[float, float, float], offset_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return depth H×W, +inf where a ray misses, and normals of the points x with normal · x = −offset_m."""
    unit = np.array(normal) / np.linalg.norm(normal)
    along = CAMERA.rays() @ unit
    depth_m = np.where(along < 0, -offset_m / np.where(along < 0, along, -1), np.inf)
    return depth_m, np.broadcast_to(unit, (*depth_m.shape, 3))


def frame_of(*planes: tuple[np.ndarray, np.ndarray], category: str = "box") -> Frame:
    """Return a frame in which each pixel shows the nearest of some planes, each a thing of its own."""
    depths_m = np.stack([depth_m for depth_m, _ in planes])
    nearest = depths_m.argmin(axis=0)
    depth_m = depths_m.min(axis=0)
    seen = np.isfinite(depth_m)
    normals = np.take_along_axis(np.stack([each for _, each in planes]), nearest[None, ..., None], 0)[0]
    instance = np.where(seen, nearest + 1, 0).astype(np.uint16)
    return Frame(
        image=np.where(seen[..., None], (200, 30, 30), (128, 128, 128)).astype(np.uint8),
        depth_m=depth_m.astype(np.float32),
        normals=np.where(seen[..., None], normals, 0).astype(np.float32),
        instance=instance,
        valid=np.ones((HEIGHT, WIDTH), np.bool_),
        camera=CAMERA,
        objects=tuple(thing(instance, number, category) for number in np.unique(instance[seen]).tolist()),
    )


def thing(instance: np.ndarray, number: int, category: str) -> VisibleObject:
    rows, columns = np.nonzero(instance == number)
    box_px = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    box = Box3D((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.0, 0.0))
    return VisibleObject(number, category, category, Words(), "", len(rows), box_px, box, 0, 1.0)


def only(
    part: tuple[np.ndarray, np.ndarray], columns: slice, rows: slice = slice(None)
) -> tuple[np.ndarray, np.ndarray]:
    """Return a plane that some columns show alone, or some rows of them."""
    depth_m = np.full_like(part[0], np.inf)
    depth_m[rows, columns] = part[0][rows, columns]
    return depth_m, part[1]


FLOOR = plane((0, 1, 0), 1.5)
