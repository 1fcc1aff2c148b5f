"""What furniture is put together from. Sizes are (x, y, z) in metres; a part's place is the centre of its underside.

Proportions and thicknesses in all generators are taste: they divide an outer size so that the thing is recognised.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...geometry.mesh import (
    Mesh,
    box,
    fan,
    grid,
    grid_triangles,
    join,
    lathe,
    read_only,
    rounded_box,
    unit_circle,
    without_slivers,
)
from ...geometry.parts import each_part
from ...geometry.vectors import crossed
from ...poses import Pose, Vec3, turn

Generator = Callable[[Vec3, np.random.Generator], Mesh]  # from an outer size and the variant's generator


def fitted(shape: Mesh, size_m: Vec3) -> Mesh:
    """Return the mesh stretched to its outer size, standing on z = 0 and centred in x and y."""
    low, high = shape.bounds()
    centred = shape.vertices - (low + high) / 2
    vertices = centred / (high - low) * np.asarray(size_m) + (0.0, 0.0, size_m[2] / 2)
    return shape.with_vertices(vertices)


def moved(shape: Mesh, place: Vec3, turn_deg: float = 0.0, slot: int | None = None) -> Mesh:
    """Return the mesh turned about z, then moved; `slot` puts it into one material slot."""
    if turn_deg:
        there = shape.transformed(Pose(place, turn("z", turn_deg)).matrix())
    else:
        there = shape.with_vertices(shape.vertices + np.asarray(place, dtype=np.float64))
    return there if slot is None else there.with_slot(slot)


def tilted(shape: Mesh, angle_deg: float) -> Mesh:
    """Return the mesh turned about the x axis: positive angles lean its top backwards (+y)."""
    return shape.transformed(Pose(rotation=turn("x", -angle_deg)).matrix())


def across(shape: Mesh) -> Mesh:
    """Return the mesh with its z axis laid along x, as wheels have it: (x, y, z) goes to (z, x, y)."""
    return shape.transformed(np.array([[0, 0, 1.0, 0], [1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 0, 1.0]]))


def block(size_m: Vec3, place: Vec3, radius_m: float = 0.004, slot: int = 0, steps: int = 1) -> Mesh:
    """Return a box with rounded edges whose underside has its centre at `place`."""
    x, y, z = place
    return moved(rounded_box(size_m, radius_m, steps), (x, y, z + size_m[2] / 2), slot=slot)


def bar(size_m: Vec3, place: Vec3, slot: int = 0, turn_deg: float = 0.0) -> Mesh:
    """Return a box with sharp edges whose underside has its centre at `place`: what is seen from afar only."""
    upright = box().vertices * np.asarray(size_m) + (0.0, 0.0, size_m[2] / 2)
    return moved(box().with_vertices(upright), place, turn_deg, slot)


def pad(size_m: Vec3, place: Vec3, radius_m: float, puff_m: float, slot: int = 0) -> Mesh:
    """Return a soft block whose broad sides swell by `puff_m` in the middle, within its size."""
    width, depth, height = size_m
    x, y, z = place
    soft = rounded_box((width, depth, height - 2 * puff_m), radius_m, steps=3, cells=6)
    u, v = soft.vertices[:, 0] / width, soft.vertices[:, 1] / depth
    swell = puff_m * np.sqrt(np.clip(np.cos(np.pi * u) * np.cos(np.pi * v), 0, 1))
    side = np.clip(soft.vertices[:, 2] / (height / 2 - puff_m), -1, 1)
    lifted = soft.vertices + np.stack([0 * u, 0 * u, swell * side], axis=-1)
    return moved(soft.with_vertices(lifted), (x, y, z + height / 2), slot=slot)


def round_bar(bottom_m: Vec3, top_m: Vec3, bottom_radius_m: float, top_radius_m: float, slot: int = 0) -> Mesh:
    """Return a round bar between two points, tapering from one radius to the other."""
    return tube([bottom_m, top_m], [bottom_radius_m, top_radius_m], slot)


def tube(path_m: ArrayLike, radius_m: ArrayLike, slot: int = 0, segments: int = 12) -> Mesh:
    """Return a capped tube along a polyline N×3 that never runs straight back on itself; one radius or N of them."""
    path = np.asarray(path_m, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius_m, dtype=np.float64), len(path))
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    aside = crossed(along, _least_aligned(along))
    aside /= np.linalg.norm(aside, axis=1, keepdims=True)
    cosines, sines = unit_circle(segments).T[..., None, None]
    rings = path + radii[:, None] * (cosines * aside + sines * crossed(along, aside))
    triangles, smooth = _tube_faces(segments, len(path))
    points = np.concatenate([rings.reshape(-1, 3), rings[:, 0], rings[:, -1]])
    return Mesh(points, triangles, smooth, np.full(len(triangles), slot))


@lru_cache(256)
def _tube_faces(segments: int, rings: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the triangles of a tube, its ends last, and which of them are smooth."""
    side = grid_triangles(segments, rings, close_u=True)
    ends = [fan(segments)[:, ::-1] + segments * rings, fan(segments) + segments * (rings + 1)]
    triangles = np.concatenate([side, *ends])
    return read_only(triangles), read_only(np.arange(len(triangles)) < len(side))


def sheet(points: NDArray[np.float64], thickness_m: float, slot: int = 0) -> Mesh:
    """Return a thin skin over a U×V grid of points, with both its faces; ∂u × ∂v points out of the first."""
    du, dv = np.gradient(points, axis=0), np.gradient(points, axis=1)
    normals = crossed(du, dv)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
    back = points - thickness_m * normals
    return join([grid(points), grid(back[:, ::-1])]).with_slot(slot)


def plate(points: NDArray[np.float64], thickness_m: float, slot: int = 0) -> Mesh:
    """Return a sheet whose rim is closed."""
    skin = sheet(points, thickness_m, slot)
    front, back = np.split(skin.vertices.reshape(-1, points.shape[1], 3), 2)
    back = back[:, ::-1]
    rims = ((front[0], back[0]), (back[-1], front[-1]), (back[:, 0], front[:, 0]), (front[:, -1], back[:, -1]))
    return join([skin, *(grid(np.stack(rim, axis=1), smooth=False).with_slot(slot) for rim in rims)])


def shell(profile: Sequence[tuple[float, float]], thickness_m: float, slot: int = 0, segments: int = 48) -> Mesh:
    """Return an open vessel: the outer (radius, z) polyline from bottom to top, and back down inside."""
    inner = [(max(r - thickness_m, 0.0), max(z, profile[0][1] + thickness_m)) for r, z in reversed(profile)]
    rim = [(profile[-1][0] - thickness_m / 2, profile[-1][1] + thickness_m / 3)]
    start = [(0.0, profile[0][1])]
    end = [(0.0, profile[0][1] + thickness_m)]
    return lathe([*start, *profile, *rim, *inner, *end], segments, smooth_profile=True, caps=False).with_slot(slot)


def ring(profile: Sequence[tuple[float, float]], thickness_m: float, slot: int = 0, segments: int = 48) -> Mesh:
    """Return a wall open above and below, such as a lampshade, swept by its outer (radius, z) polyline."""
    inner = [(r - thickness_m, z) for r, z in reversed(profile)]
    outline = [*profile, *inner, profile[0]]
    return lathe(outline, segments, caps=False).with_slot(slot)


def four_legs(size_m: Vec3, inset_m: float, thickness_m: float, rng: np.random.Generator, slot: int = 0) -> list[Mesh]:
    """Return legs under the corners of a size: square or round, some of them splayed."""
    width, depth, height = size_m
    is_round = rng.random() < 0.5
    splay_m = rng.uniform(0.02, 0.06) if is_round and height > 0.1 else 0.0
    legs = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = sx * (width / 2 - inset_m), sy * (depth / 2 - inset_m)
        if is_round:
            out_m = min(splay_m, inset_m - thickness_m / 2)
            legs.append(moved(_splayed_leg(height, thickness_m / 2, sx * out_m, sy * out_m), (x, y, 0.0), slot=slot))
        else:
            legs.append(block((thickness_m, thickness_m, height), (x, y, 0.0), slot=slot))
    return each_part(legs, "leg")


def _splayed_leg(height_m: float, radius_m: float, dx_m: float, dy_m: float) -> Mesh:
    """Return a tapered leg with level ends whose foot stands aside by (dx, dy)."""
    upright = lathe([(0.65 * radius_m, 0.0), (radius_m, height_m)], 16)
    aside = (1 - upright.vertices[:, 2:] / height_m) * (dx_m, dy_m, 0.0)
    return upright.with_vertices(upright.vertices + aside)


def spread(length_m: float, pitch_m: float) -> list[float]:
    """Return places along a length, from its middle, about `pitch_m` apart and half of that from the ends."""
    count = max(1, round(length_m / pitch_m))
    return [(k - (count - 1) / 2) * length_m / count for k in range(count)]


def arc(count: int, start_deg: float, end_deg: float) -> NDArray[np.float64]:
    """Return `count` points (cos, sin) on the unit circle."""
    angles = np.linspace(math.radians(start_deg), math.radians(end_deg), count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def _least_aligned(along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the one world axis that a path leans on least, for all its points: frames then do not twist."""
    return np.eye(3)[np.abs(along).max(axis=0).argmin()]


def rounded_loop(
    width_m: float, depth_m: float, z_m: float, radius_m: float = 0.004, x_m: float = 0.0, y_m: float = 0.0
) -> NDArray[np.float64]:
    """Return the level outline 32×3 of a rectangle with round corners, counter-clockwise from above."""
    radius = min(radius_m, width_m / 2, depth_m / 2)
    corners = [
        np.array([sx * (width_m / 2 - radius), sy * (depth_m / 2 - radius)]) + radius * arc(8, start, start + 90)
        for sx, sy, start in ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270))
    ]
    outline = np.concatenate(corners) + np.array([x_m, y_m])
    return np.column_stack([outline, np.full(len(outline), z_m)])


def loft(*runs: Sequence[NDArray[np.float64]], slot: int = 0) -> Mesh:
    """Return the skin over runs of outlines, from the underside's middle outwards, up, and in again.

    It is smooth within a run, and has an edge where one run ends and the next begins.
    """
    return without_slivers(join([grid(np.stack(run, axis=1), close_u=True) for run in runs])).with_slot(slot)


def slab(outline: ArrayLike, low_m: float, high_m: float, slot: int = 0) -> Mesh:
    """Return a level slab over an outline N×2, counter-clockwise from above and seen whole from its middle."""
    flat = np.asarray(outline, dtype=np.float64)
    middle = np.broadcast_to(flat.mean(axis=0), flat.shape)
    (m0, r0, r1, m1) = (
        np.column_stack([points, np.full(len(flat), z)])
        for points, z in ((middle, low_m), (flat, low_m), (flat, high_m), (middle, high_m))
    )
    return loft([m0, r0], [r0, r1], [r1, m1], slot=slot)


def prism(outline_yz: ArrayLike, left_m: float, right_m: float, slot: int = 0) -> Mesh:
    """Return an outline N×2 in the plane of y and z, as `slab` wants it, drawn along x."""
    upright = slab(outline_yz, left_m, right_m, slot)
    return upright.with_vertices(upright.vertices[:, [2, 0, 1]])
