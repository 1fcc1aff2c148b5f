"""What the checker measures: where each thing lies in the picture, how far away it is, and where its box stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ....renderers.frame import Box3D, Frame, VisibleObject, VisiblePart
from ....scenes.cameras import Camera
from ..once import once
from ..recognisable import Clarity, clarity
from ..seen.facing import Facing, facing_of
from ..seen.glow import glows, text_contrasts
from ..seen.looks import Look, looks
from ..seen.worn import worn

Span = tuple[float, float]  # from … to
Spread = tuple[float, float, float]  # from, middle, to
Array = NDArray[np.float64]
_UNIT = np.array(list(product((-0.5, 0.5), repeat=3)))  # the corners of a unit box


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing's pixels.

    `columns` and `rows` span the 5th to 95th percentiles and `u`, `v` are their means, in shares of the picture's width
    and height, from the top left. `depth_m` (planar) and `range_m` (distance from the camera) are the 10th, 50th
    and 90th percentiles. `ahead_m` says from where to where its box reaches on the plan, along the way that the camera
    looks. `cut` means it reaches the border. `look` is what its pixels show of its colour, `clarity` says whether
    anybody would recognise it, `down_deg` how steeply the camera looks down on its top, and `glow` whether it is seen
    to give light (None: unclear). By `contrast` the text on it differs in lightness from what is behind it (0–1).
    `worn` is what the pixels of a person's clothes show, above the waist ("top") and below ("legs"), and of the "hair";
    `facing` says which way a person faces; `parts` are those that the truth tells.
    """

    thing: VisibleObject
    share: float
    columns: Span
    rows: Span
    u: float
    v: float
    depth_m: Spread
    range_m: Spread
    ahead_m: Span
    cut: bool
    look: Look
    clarity: Clarity
    down_deg: float = 0.0
    glow: bool | None = None
    contrast: float = 0.0
    worn: dict[str, Look] = field(default_factory=dict, compare=False)
    facing: Facing | None = None
    parts: tuple[VisiblePart, ...] = ()


Sightings = dict[int, Seen]


@once
def gather(frame: Frame) -> Sightings:
    """Return what is seen of each object, by its instance."""
    order = np.argsort(frame.instance, axis=None, kind="stable")
    sizes = np.bincount(frame.instance.ravel())
    ends = np.cumsum(sizes)
    pixels = {number: order[ends[number] - sizes[number] : ends[number]] for number in np.flatnonzero(sizes).tolist()}
    shown, clear = looks(frame), clarity(frame)
    glowing, contrasts, clothes = glows(frame), text_contrasts(frame), worn(frame)
    return {
        each.instance: replace(
            _seen(frame, each, pixels[each.instance], shown[each.instance], clear[each.instance]),
            glow=glowing.get(each.instance),
            contrast=contrasts.get(each.instance, 0.0),
            worn=clothes.get(each.instance, {}),
            parts=tuple(row for row in frame.part_table if row.instance == each.instance),
        )
        for each in frame.objects
    }


def apart(a: Span, b: Span) -> float:
    """Return the gap between two spans; negative where they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def overlap(a: Span, b: Span) -> float:
    """Return the shared part of two spans as a share of the narrower; negative where a gap lies between them."""
    return -apart(a, b) / max(min(a[1] - a[0], b[1] - b[0]), 1e-9)


def heights_m(box: Box3D) -> Span:
    """Return the lowest and the highest z of a box."""
    z = _corners(box)[:, 2]
    return float(z.min()), float(z.max())


def footprint(box: Box3D) -> Array:
    """Return the four corners (4×2) of what a box covers of the floor; exact for a box that stands upright."""
    low = np.argsort(_corners(box)[:, 2], kind="stable")[:4]
    points = _corners(box)[low, :2]
    angles = np.arctan2(*(points - points.mean(axis=0)).T[::-1])
    return np.asarray(points[np.argsort(angles)])


def gap_m(a: Array, b: Array) -> float:
    """Return the distance between two convex footprints; 0 where they meet."""
    if _inside(a, b).any() or _inside(b, a).any():
        return 0.0
    return min(_edge_distance(a, b), _edge_distance(b, a))


def covered(inner: Array, outer: Array) -> float:
    """Return the share of one footprint that lies within another, on a grid of 8×8 points."""
    s, t = np.meshgrid(*2 * [(np.arange(8) + 0.5) / 8])
    points = inner[0] + s[..., None] * (inner[1] - inner[0]) + t[..., None] * (inner[3] - inner[0])
    return float(_inside(points.reshape(-1, 2), outer).mean())


def reach_ahead_m(camera: Camera, box: Box3D) -> Span:
    """Return how far a box reaches from the camera along its heading on the plan.

    The heading is the way that the camera looks, or where it looks straight down, the upper end of the picture.
    """
    _, up, back = camera.matrix()[:3, :3].T
    heading = up[:2] * -np.sign(-back[2]) - back[:2]
    along = (_corners(box)[:, :2] - camera.location_m[:2]) @ (heading / np.linalg.norm(heading))
    return float(along.min()), float(along.max())


def _seen(frame: Frame, thing: VisibleObject, pixels: NDArray[np.intp], look: Look, clear: Clarity) -> Seen:
    height, width = frame.instance.shape
    rows, columns = np.divmod(pixels, width)
    depth_m = frame.depth_m.ravel()[pixels].astype(np.float64)
    camera = frame.camera
    x, y = (columns + 0.5 - camera.cx_px) / camera.focal_px, (rows + 0.5 - camera.cy_px) / camera.focal_px
    left, top, right, bottom = thing.box_px
    return Seen(
        thing=thing,
        share=len(pixels) / frame.instance.size,
        columns=_span((columns + 0.5) / width),
        rows=_span((rows + 0.5) / height),
        u=float((columns + 0.5).mean() / width),
        v=float((rows + 0.5).mean() / height),
        depth_m=_spread(depth_m),
        range_m=_spread(depth_m * np.sqrt(x * x + y * y + 1)),
        ahead_m=reach_ahead_m(camera, thing.box),
        cut=left == 0 or top == 0 or right == width or bottom == height,
        look=look,
        clarity=clear,
        down_deg=_down_deg(camera, thing.box),
        facing=facing_of(thing.person, camera),
    )


def _down_deg(camera: Camera, box: Box3D) -> float:
    """Return how steeply the camera looks down on the middle of a box's top; negative from below."""
    x, y, _ = np.subtract(box.centre_m, camera.location_m).tolist()
    return float(np.degrees(np.arctan2(camera.location_m[2] - heights_m(box)[1], np.hypot(x, y))))


def _span(values: Array) -> Span:
    low, high = np.percentile(values, (5, 95)).tolist()
    return low, high


def _spread(values: Array) -> Spread:
    low, middle, high = np.percentile(values, (10, 50, 90)).tolist()
    return low, middle, high


@lru_cache(maxsize=2000)  # every relation of a thing asks again
def _corners(box: Box3D) -> Array:
    turned = Rotation.from_quat(box.rotation, scalar_first=True).as_matrix()
    corners = np.asarray((_UNIT * box.size_m) @ turned.T + box.centre_m)
    corners.flags.writeable = False
    return corners


def _inside(points: Array, polygon: Array) -> NDArray[np.bool_]:
    """Return which of N×2 points lie in a convex polygon (counter-clockwise)."""
    edges, to_points = np.roll(polygon, -1, axis=0) - polygon, points[:, None] - polygon
    turns = edges[:, 0] * to_points[..., 1] - edges[:, 1] * to_points[..., 0]
    return np.asarray((turns >= -1e-9).all(axis=1))


def _edge_distance(points: Array, polygon: Array) -> float:
    """Return the least distance from points (N×2) to the edges of a polygon (M×2)."""
    edges = np.roll(polygon, -1, axis=0) - polygon
    to_points = points[:, None] - polygon[None]
    along = (to_points * edges).sum(axis=-1) / np.maximum((edges * edges).sum(axis=-1), 1e-12)
    feet = polygon + np.clip(along, 0, 1)[..., None] * edges
    return float(np.linalg.norm(points[:, None] - feet, axis=-1).min())
