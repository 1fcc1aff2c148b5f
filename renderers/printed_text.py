"""Where text is printed: pixel by pixel, from the lines that generators write on things and the points that are seen.

Told are titles, labels, packets, boards, signs, house numbers and number plates. Left out are letters on clothes, which
follow the body, and whatever else is in the pictures that materials and sheets show. What may be printed on models of
libraries and files, nobody knows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..scenes.generators.core.lettering import Panel
from ..scenes.printed import panels
from ..scenes.spec import Asset, Opened, SceneObject, SceneSpec
from .frame import Frame
from .passes import TEXT, UNSURE_TEXT
from .points import points_m

LEGIBLE_PX = 6.0  # how tall letters look that everybody calls text
OFF_M = 0.02  # how far a point may be from the plane of a line
TURNED = 0.5  # the least cosine between a surface and the line on it: not its edge, and not its back
Array = NDArray[np.float64]


def printed_text(spec: SceneSpec, frame: Frame) -> NDArray[np.uint8]:
    """Return H×W: TEXT where a line of it is, UNSURE_TEXT where letters are tiny or nobody knows, 0 elsewhere."""
    found, points = np.zeros(frame.shape, np.uint8), points_m(frame)
    seen = {thing.instance for thing in frame.objects}
    for thing in spec.objects:
        if thing.instance in seen and isinstance(thing.geometry, Asset | Opened):
            found[frame.instance == thing.instance] = UNSURE_TEXT
        elif thing.instance in seen and panels(thing.geometry):
            _mark(found, frame, thing, points)
    return found


def _mark(found: NDArray[np.uint8], frame: Frame, thing: SceneObject, points: Array) -> None:
    """Write the lines on one thing into what was found."""
    rows, columns = np.nonzero(frame.instance == thing.instance)
    inverse = np.linalg.inv(thing.pose.matrix())
    local = points[rows, columns] @ inverse[:3, :3].T + inverse[:3, 3]
    world = frame.normals[rows, columns].astype(np.float64) @ frame.camera.matrix()[:3, :3].T
    normals = world @ thing.pose.matrix()[:3, :3]
    for panel in panels(thing.geometry):
        on_it = _on(panel, local, normals)
        if on_it.any():
            at = rows[on_it], columns[on_it]
            found[at] = TEXT if _letter_px(panel, frame, at) >= LEGIBLE_PX else UNSURE_TEXT


def _on(panel: Panel, local: Array, normals: Array) -> NDArray[np.bool_]:
    """Return which points N×3 of a thing's space lie within a line, on surfaces that face as it does."""
    below_left, below_right, above_right, _ = panel.corners_m()
    along, up = below_right - below_left, above_right - below_right
    front = np.cross(along, up) / np.linalg.norm(np.cross(along, up))
    off = local - below_left
    across, above = off @ along / (along @ along), off @ up / (up @ up)
    within = (across >= 0) & (across <= 1) & (above >= 0) & (above <= 1) & (np.abs(off @ front) <= OFF_M)
    lengths = np.maximum(np.linalg.norm(normals, axis=1), 1e-12)
    return np.asarray(within & (normals @ front >= TURNED * lengths))


def _letter_px(panel: Panel, frame: Frame, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> float:
    """Return how tall the letters of a line look; where they look narrow, upright ones as narrow as they."""
    rays = frame.camera.rays()[at]
    facing = -(frame.normals[at].astype(np.float64) * rays).sum(axis=1) / np.linalg.norm(rays, axis=1)
    depth_m = float(np.median(frame.depth_m[at].astype(np.float64)))
    return frame.camera.focal_px * panel.letter_m / depth_m * float(np.median(np.clip(facing, 0, 1)))
