"""Where small things stand on a surface, and from where the others fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ...object_mesh import geometry_mesh
from ...pieces import Piece
from ...poses import Pose
from ...spec import SceneObject, Surface
from ..shared.clutter import SERVED_ON, put, set_down
from ..shared.floor_plan import Rect, Room, turned_deg

NEAR_M = 0.55  # what stands around a heap stands within this distance of its middle
GAP_M = 0.004  # between the boxes around what falls
HIGHEST_M = 0.9  # above a heap: from higher up, things jump off
LYING_DEG = 14.0  # how far flat things are tilted when they are let go
OVERTURNED = 0.06  # of those that lie flat
FLAT = 0.6  # a thing whose least side is shorter than this share of the middle one is flat


@dataclass(frozen=True, slots=True)
class Heap:
    """Where things are dropped: a turned rectangle in the world, its height, and what they fall onto."""

    surface: Surface
    rect: Rect
    z_m: float
    carrier: int


@dataclass(frozen=True, slots=True)
class Falling:
    """A piece, its rotation, and the level box around it: its centre and half its sides in metres."""

    piece: Piece
    turn: Rotation
    centre: NDArray[np.float64]
    half_m: NDArray[np.float64]


def heap_on(room: Room, carrier: SceneObject, surface: Surface, holder: str) -> Heap:
    """Choose a free place on a surface for a heap, put what holds it there, and reserve the place."""
    for _ in range(40):
        piece = room.make(holder) if holder else None
        wide = piece.size_m[:2] if piece else tuple(room.layout_rng.uniform(0.2, 0.38, 2).round(3).tolist())
        spot = _spot(room, surface, (wide[0], wide[1]))
        if piece is None:
            return _open_heap(room, carrier, surface, spot, (wide[0], wide[1]))
        if piece.size_m[2] < surface.clear_m and set_down(
            room, carrier, surface, piece, spot, room.layout_rng.normal(0, 8)
        ):
            return _held_heap(room, surface, spot)
    return _open_heap(room, carrier, surface, (0.0, 0.0), (0.25, 0.25))


def free_heap(room: Room, carrier: SceneObject, surface: Surface) -> Heap:
    """Choose a small place for a few things to fall, between those that lie on a surface where there is one."""
    wide_m = (0.16, 0.13)
    for _ in range(40):
        spot = _spot(room, surface, wide_m)
        rect = _open_rect(carrier, surface, spot, wide_m)
        taken = room.on_surfaces.get((carrier.instance, round(_height_m(carrier, surface), 3)), [])
        if not any(rect.meets(other, 0.01) for other in taken):
            break
    return _open_heap(room, carrier, surface, spot, wide_m)


def _spot(room: Room, surface: Surface, wide_m: tuple[float, float]) -> tuple[float, float]:
    free = [
        max(0.0, (whole - part) / 2 - 0.03)
        for whole, part in zip((surface.width_m, surface.depth_m), wide_m, strict=True)
    ]
    x, y = room.layout_rng.uniform(-np.array(free), free).tolist()
    return (x, y)


def _open_heap(
    room: Room, carrier: SceneObject, surface: Surface, spot: tuple[float, float], wide_m: tuple[float, float]
) -> Heap:
    rect, z = _open_rect(carrier, surface, spot, wide_m), _height_m(carrier, surface)
    room.on_surfaces.setdefault((carrier.instance, round(z, 3)), []).append(rect)
    return Heap(_around(surface, spot), rect, z, carrier.instance)


def _open_rect(carrier: SceneObject, surface: Surface, spot: tuple[float, float], wide_m: tuple[float, float]) -> Rect:
    local = np.array([surface.centre_m[0] + spot[0], surface.centre_m[1] + spot[1], surface.centre_m[2], 1.0])
    x, y, _ = (carrier.pose.matrix() @ local)[:3].tolist()
    return Rect(x, y, min(wide_m[0], surface.width_m), min(wide_m[1], surface.depth_m), turned_deg(carrier))


def _height_m(carrier: SceneObject, surface: Surface) -> float:
    return float((carrier.pose.matrix() @ np.array([*surface.centre_m, 1.0]))[2])


def _held_heap(room: Room, surface: Surface, spot: tuple[float, float]) -> Heap:
    holder = room.objects[-1]
    low, high = geometry_mesh(holder.geometry).bounds()
    x, y, z = holder.pose.location_m
    inner = (high - low)[:2] * (0.62 if holder.category in ("bowl", "basket") else 0.9)
    rect = Rect(x, y, float(inner[0]), float(inner[1]), turned_deg(holder))
    return Heap(_around(surface, spot), rect, z + 0.015, holder.instance)


def _around(surface: Surface, spot: tuple[float, float]) -> Surface:
    """Return the part of a surface that lies within NEAR_M of a spot along both sides."""
    low = np.maximum(np.array(spot) - NEAR_M, [-surface.width_m / 2, -surface.depth_m / 2])
    high = np.minimum(np.array(spot) + NEAR_M, [surface.width_m / 2, surface.depth_m / 2])
    x, y = ((low + high) / 2 + surface.centre_m[:2]).tolist()
    width, depth = (high - low).tolist()
    return replace(surface, centre_m=(x, y, surface.centre_m[2]), width_m=width, depth_m=depth)


def set_around(room: Room, carrier: SceneObject, heap: Heap, kinds: Sequence[str | Piece], count: int) -> None:
    """Set down some things beside a heap, turned as chance has it, where there is room."""
    for _ in range(count):
        chosen = kinds[int(room.layout_rng.integers(len(kinds)))]
        if isinstance(chosen, str) and chosen in SERVED_ON:
            put(room, carrier, heap.surface, chosen)
            continue
        piece = room.make(chosen) if isinstance(chosen, str) else chosen
        reach_m = float(np.hypot(*piece.size_m[:2])) / 2
        free = np.array([heap.surface.width_m, heap.surface.depth_m]) / 2 - reach_m
        if piece.size_m[2] > heap.surface.clear_m or free.min() < 0:
            continue
        for _ in range(10):
            x, y = room.layout_rng.uniform(-free, free).tolist()
            if set_down(room, carrier, heap.surface, piece, (x, y), room.layout_rng.uniform(0, 360)):
                break


def drop(room: Room, heap: Heap, kinds: Sequence[str]) -> None:
    """Let things go above a heap, each as low as those already there allow, turned at random."""
    things: list[Falling] = []
    for kind in kinds:
        piece = room.make(kind)
        thing = _over(room, heap, piece, _turn(piece, room.layout_rng), things)
        if thing.centre[2] > heap.z_m + HIGHEST_M or _meets_what_hangs(room, thing):
            continue
        things.append(thing)
        room.objects.append(_loose(len(room.objects) + 1, thing, heap.carrier))


def _turn(piece: Piece, rng: np.random.Generator) -> Rotation:
    """Return any rotation, or for flat things one about z and a little tilt; they may lie on either side."""
    least, middle, _ = sorted(piece.size_m)
    if least > FLAT * middle:
        return Rotation.from_quat(rng.normal(size=4))
    over = 180.0 if piece.size_m[2] == least and rng.random() < OVERTURNED else 0.0
    flat = Rotation.from_euler("x", 90, degrees=True) if piece.size_m[1] == least else Rotation.identity()
    tilt = Rotation.from_euler(
        "xy", [over + rng.uniform(-1, 1) * LYING_DEG, rng.uniform(-1, 1) * LYING_DEG], degrees=True
    )
    return Rotation.from_euler("z", rng.uniform(0, 360), degrees=True) * tilt * flat


def _over(room: Room, heap: Heap, piece: Piece, turn: Rotation, things: Sequence[Falling]) -> Falling:
    """Return the lowest of a few places over a heap, clear of all that falls and all that stands."""
    half = np.abs(turn.as_matrix()) @ np.asarray(piece.size_m) / 2
    reach_m = float(max(half[0], half[1]))
    free = np.maximum(np.array([heap.rect.width_m, heap.rect.depth_m]) / 2 - reach_m, 0.01)
    best = np.full(3, np.inf)
    for _ in range(8):
        x, y = heap.rect.at(*room.layout_rng.uniform(-free, free).tolist())
        below = [heap.z_m, _standing_m(room, heap, x, y, reach_m), *(_top_m(x, y, half, other) for other in things)]
        z = max(below) + float(half[2]) + GAP_M
        if z < best[2]:
            best = np.array([x, y, z])
    return Falling(piece, turn, best, half)


def _top_m(x: float, y: float, half: NDArray[np.float64], other: Falling) -> float:
    """Return the height of the box around a falling thing, if one of these half sides meets it at (x, y)."""
    apart = np.abs(other.centre[:2] - (x, y)) - other.half_m[:2] - half[:2]
    return float(other.centre[2] + other.half_m[2]) if (apart < GAP_M).all() else 0.0


def _standing_m(room: Room, heap: Heap, x: float, y: float, reach_m: float) -> float:
    """Return the height of what was set down within reach, and of the sides of what things fall into."""
    high_m = 0.0
    for thing in room.objects:
        px, py, pz = thing.pose.location_m
        if thing.loose or not heap.z_m - 0.02 <= pz < heap.z_m + 0.25:
            continue
        wide, deep, tall = geometry_mesh(thing.geometry).vertices.max(axis=0).tolist()
        if Rect(px, py, 2 * wide, 2 * deep, turned_deg(thing)).distance_m(x, y) < reach_m * 1.42:
            high_m = max(high_m, pz + tall)
    return high_m


def _meets_what_hangs(room: Room, thing: Falling) -> bool:
    """Return whether a thing would start among what hangs on a wall, or above it."""
    (x, y, z), (half_x, half_y, half_z) = thing.centre.tolist(), thing.half_m.tolist()
    rect = Rect(x, y, 2 * half_x, 2 * half_y)
    return any(z + half_z > each.low_m and rect.meets(each.rect, GAP_M) for each in room.hanging)


def _loose(instance: int, thing: Falling, carrier: int) -> SceneObject:
    middle = np.array([0.0, 0.0, thing.piece.size_m[2] / 2])
    x, y, z = (thing.centre - thing.turn.apply(middle)).round(5).tolist()
    w, i, j, k = thing.turn.as_quat(canonical=True, scalar_first=True).round(9).tolist()
    piece = thing.piece
    pose = Pose((x, y, z), (w, i, j, k))
    return SceneObject(
        instance, piece.category, piece.name, piece.geometry, pose, piece.materials, piece.words, carrier, True
    )
