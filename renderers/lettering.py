"""What of the text on things can be read: how tall its letters are in the picture, and where they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..scenes.cameras import Camera
from ..scenes.generators.core.lettering import Panel, text_width
from ..scenes.printed import telling
from ..scenes.spec import SceneObject
from .frame import Lettering

GRID = (3, 9)  # points of a line of text that are looked for in the picture, in rows and columns
SEEN = 0.95  # so many of them must be in sight
NEAR_M, NEAR = 0.04, 0.02  # how far the surface at such a point may be from the text, and as a share of its depth


def lettering_on(
    thing: SceneObject, camera: Camera, depth_m: NDArray[np.float32], instance: NDArray[np.uint16]
) -> Lettering | None:
    """Return the line of a thing's text with the tallest letters, among those that are wholly in sight; None without.

    `depth_m` (planar) and `instance` are H×W. A line that is turned away, hidden in part or cut by the border is not in
    sight.
    """
    read = (_read(panel, thing, camera, depth_m, instance) for panel in telling(thing.geometry))
    return max(filter(None, read), key=lambda line: line.letter_px, default=None)


def _read(
    panel: Panel, thing: SceneObject, camera: Camera, depth_m: NDArray[np.float32], instance: NDArray[np.uint16]
) -> Lettering | None:
    matrix, view = thing.pose.matrix(), camera.matrix()
    corners = panel.corners_m() @ matrix[:3, :3].T + matrix[:3, 3]
    seen = (corners - view[:3, 3]) @ view[:3, :3]  # camera space, in the order of reading from below left
    front = np.cross(seen[1] - seen[0], seen[3] - seen[0])
    if seen[:, 2].max() >= 0 or front @ seen[0] >= 0:
        return None
    down, across = (share.reshape(-1, 1) for share in np.meshgrid(*(np.linspace(0, 1, n) for n in GRID), indexing="ij"))
    points = seen[0] + across * (seen[1] - seen[0]) + down * (seen[3] - seen[0])
    columns, rows = np.floor(_pixels(camera, points)).astype(int).T
    if not _within(camera, columns, rows).all():
        return None
    behind = depth_m[rows, columns] + points[:, 2]  # what is seen there lies so much farther away
    there = (instance[rows, columns] == thing.instance) & (np.abs(behind) <= NEAR_M - NEAR * points[:, 2])
    if there.mean() < SEEN:
        return None
    outline = _pixels(camera, seen)
    (left, top), (right, bottom) = np.floor(outline.min(axis=0)), np.ceil(outline.max(axis=0))
    return Lettering(_letter_px(panel, outline), (int(left), int(top), int(right), int(bottom)))


def _pixels(camera: Camera, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where points N×3 of camera space are in the picture, N×2."""
    depth_m = -points[:, 2]
    u = camera.cx_px + camera.focal_px * points[:, 0] / depth_m
    return np.stack([u, camera.cy_px - camera.focal_px * points[:, 1] / depth_m], axis=1)


def _within(camera: Camera, columns: NDArray[np.int_], rows: NDArray[np.int_]) -> NDArray[np.bool_]:
    return (columns >= 0) & (columns < camera.width_px) & (rows >= 0) & (rows < camera.height_px)


def _letter_px(panel: Panel, outline: NDArray[np.float64]) -> float:
    """Return the height of the lowest letter; where letters look narrow, that of upright ones as narrow as they."""
    below_left, below_right, above_right, above_left = outline
    height_px = min(np.linalg.norm(above_left - below_left), np.linalg.norm(above_right - below_right))
    width_px = np.linalg.norm(below_right - below_left)
    return round(float(min(height_px, width_px / text_width(panel.text))), 2)
