"""What a photographer minds in a view, read off a coarse picture of boxes: what is bare, what is near, and depth."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...poses import look_at, rotation_matrix
from ...spec import SceneSpec
from .floor_plan import footprint
from .layout import Shot

TALL = 0.75  # of a coarse picture's half width
RAYS = (24, 18)  # across and down
LEAST_RAYS = 2  # that a thing must meet to be seen
MANY = 6.0  # things; with twice as many, a picture is as good as full
# Shares of the picture: what one thing, bare ground and bare walls or sky may fill, and what is enough of a layer.
ONE_THING, GROUND, ABOVE, LAYER = 0.3, 0.28, 0.4, 0.12
Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Space:
    """What is between the lowest and the highest corner of a place, in metres; infinite where it is open.

    Things nearer than `face_m` fill too much of a picture; up to `near_m` is its foreground, from `far_m` on its depth.
    """

    low_m: NDArray[np.float64]
    high_m: NDArray[np.float64]
    face_m: float
    near_m: float
    far_m: float


@dataclass(frozen=True, slots=True)
class Coarse:
    """A coarse picture of boxes: its unit rays N×3, how far what each meets is, and which box it is (−1: none)."""

    rays: NDArray[np.float64]
    nearest_m: NDArray[np.float64]
    box: NDArray[np.int64]


def space_inside(spec: SceneSpec, face_m: float, near_m: float, far_m: float) -> Space:
    """Return the space between the floor, the walls and the ceiling of a room or a hall."""
    floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
    ceiling_m = next(thing.pose.location_m[2] for thing in spec.objects if thing.category == "ceiling")
    half = np.array([floor.width_m, floor.depth_m]) / 2
    return Space(np.array([*-half, 0.0]), np.array([*half, ceiling_m]), face_m, near_m, far_m)


def space_above(ground_m: float, face_m: float, near_m: float, far_m: float) -> Space:
    """Return the space above level ground, which has no sides."""
    return Space(np.array([-np.inf, -np.inf, ground_m]), np.full(3, np.inf), face_m, near_m, far_m)


def merit(shot: Shot, boxes: Boxes, space: Space) -> float:
    """Return how good a view of N boxes is: at best about 18, below 0 where it shows little or is blocked.

    Many things are good, and so are some near, some further on and depth behind. One thing that fills the picture,
    bare ground, bare walls or sky, and what is right before the lens are bad.
    """
    view = coarse_view(shot, boxes)
    is_thing, (shell_m, is_ground) = view.box >= 0, _shell(shot, view.rays, space)
    depth_m = np.minimum(view.nearest_m, shell_m)
    rays_of_each = np.bincount(view.box[is_thing], minlength=1)
    bare_ground, bare_above = (~is_thing & is_ground).mean(), (~is_thing & ~is_ground).mean()
    near, middle = (is_thing & (depth_m >= a) & (depth_m < b) for a, b in _layers(space))
    layers = 3 * _enough(near.mean()) + 2 * _enough(middle.mean()) + 3 * _enough((depth_m >= space.far_m).mean())
    crowd = 10 * (1 - math.exp(-int((rays_of_each >= LEAST_RAYS).sum()) / MANY))
    too_much = 25 * max(0.0, rays_of_each.max() / len(view.rays) - ONE_THING) + 30 * (depth_m < space.face_m).mean()
    bare = 35 * max(0.0, bare_ground - GROUND) + 15 * max(0.0, bare_above - ABOVE)
    return float(crowd + layers - too_much - bare)


def _layers(space: Space) -> tuple[tuple[float, float], tuple[float, float]]:
    return (space.face_m, space.near_m), (space.near_m, space.far_m)


def _enough(share: float) -> float:
    return min(float(share) / LAYER, 1.0)


def _shell(shot: Shot, rays: NDArray[np.float64], space: Space) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return how far away each ray leaves the space, and whether it does so through the ground."""
    with np.errstate(divide="ignore", invalid="ignore"):
        away_m = np.where(rays > 0, (space.high_m - shot.eye_m) / rays, (space.low_m - shot.eye_m) / rays)
    away_m = np.where(rays == 0, np.inf, away_m)
    return away_m.min(axis=1), (away_m.argmin(axis=1) == 2) & (rays[:, 2] < 0)


def coarse_view(shot: Shot, boxes: Boxes) -> Coarse:
    """Return a coarse picture of N boxes (N×2×3, lowest and highest corner)."""
    rays, ahead = _rays_of(shot), np.flatnonzero(_is_ahead(shot, boxes))
    ends = (boxes[ahead] - shot.eye_m).transpose(2, 1, 0)
    enter, leave = np.full((len(rays), len(ahead)), -np.inf), np.full((len(rays), len(ahead)), np.inf)
    for (low, high), ray in zip(ends, rays.T, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            to_low, to_high = low / ray[:, None], high / ray[:, None]
        enter, leave = np.maximum(enter, np.minimum(to_low, to_high)), np.minimum(leave, np.maximum(to_low, to_high))
    distance_m = np.where((enter < leave) & (leave > 0), np.maximum(enter, 0.0), np.inf)
    nearest_m = distance_m.min(axis=1, initial=np.inf)
    met = np.full(len(rays), -1)
    seen = np.isfinite(nearest_m)
    met[seen] = ahead[distance_m[seen].argmin(axis=1)] if seen.any() else -1
    return Coarse(rays, nearest_m, met)


def _is_ahead(shot: Shot, boxes: Boxes) -> NDArray[np.bool_]:
    """Return which boxes do not wholly lie beyond one side of the picture, or behind it."""
    corners = np.stack([boxes[:, ends, (0, 1, 2)] for ends in itertools.product((0, 1), repeat=3)])
    rotation = rotation_matrix(look_at(shot.eye_m, shot.target_m, shot.roll_deg))
    x, y, z = np.moveaxis((corners - shot.eye_m) @ rotation, -1, 0)
    wide, tall = (-z * math.tan(math.radians(shot.fov_deg / 2)) * share for share in (1.0, TALL))
    beyond = [side.all(axis=0) for side in (z > 0, x > wide, -x > wide, y > tall, -y > tall)]
    return np.asarray(~np.logical_or.reduce(beyond))


def _rays_of(shot: Shot) -> NDArray[np.float64]:
    """Return unit rays N×3 over a picture of 4:3."""
    u, v = np.meshgrid(np.linspace(-1, 1, RAYS[0]), np.linspace(-TALL, TALL, RAYS[1]))
    slope = math.tan(math.radians(shot.fov_deg / 2))
    local = np.stack([u * slope, v * slope, -np.ones_like(u)], axis=-1).reshape(-1, 3)
    rays = local @ rotation_matrix(look_at(shot.eye_m, shot.target_m, shot.roll_deg)).T
    return np.asarray(rays / np.linalg.norm(rays, axis=1, keepdims=True))
