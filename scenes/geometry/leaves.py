"""Doors and drawers: which triangles of a mesh open as one, and what shows behind them when they do.

A leaf opens away from its handle: a door whose handle is at its side turns about its other edge, one whose handle is at
its top falls forward, and a drawer, with the handle in the middle, is pulled. Its front faces −y, as that of the thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..motion.rigid import STILL, Rigid, about
from ..spec import Pose, Vec3
from .mesh import Mesh, box, cut_along, join
from .parts import Parts, parts_of_some

TURNED_DEG = 95.0  # as far as a door turns, or falls forward
FALLEN_DEG = 88.0
PULLED = 0.7  # of what is behind it: as far as a drawer comes out
HANDLE_M = 0.004  # the front of a leaf's handle: so near to its foremost point
ASIDE = 0.2  # by which share of its leaf a handle is off the middle, where it is not a drawer's
BOARD_M = 0.018  # of the body, around what is behind a leaf
SKIN_M = 0.03  # so near to a leaf's back lies the front of the body behind it
PROUD_M = 0.0005  # what stands out further is no longer of its face
LEAST_M = 0.06  # what is behind a leaf is at least as deep, wide and tall
SHELF_M = 0.34  # from one shelf to the next
GAP_M = 0.006  # around a drawer
TALL_M = 0.16  # the sides of a drawer are no higher
Array = NDArray[np.float64]
Box = tuple[Vec3, Vec3]  # lowest and highest corner


@dataclass(frozen=True, slots=True)
class Leaf:
    """A door or drawer of a mesh, as it is when shut: its box, the plane of its front, and how it opens.

    `side` is where it hangs, from behind its front: "left", "right", "foot", or "" of what is pulled, by `reach_m`.
    """

    number: int
    low_m: Vec3
    high_m: Vec3
    front_m: float
    side: Literal["left", "right", "foot", ""]
    reach_m: float

    @property
    def most_deg(self) -> float:
        """How far it turns; 0 of what is pulled."""
        return {"left": TURNED_DEG, "right": TURNED_DEG, "foot": FALLEN_DEG, "": 0.0}[self.side]

    def motion(self, share: float) -> Rigid:
        """Return how it moves in the thing's own space from shut to a share, from 0 to 1, of as far as it opens."""
        if not self.side:
            return Rigid(shift_m=(0.0, -share * self.reach_m, 0.0))
        if self.side == "foot":
            return about((0.0, self.front_m, self.low_m[2]), (1.0, 0.0, 0.0), share * self.most_deg, (0.0, 0.0, 0.0))
        edge_m, sign = (self.low_m[0], -1) if self.side == "left" else (self.high_m[0], 1)
        return about((edge_m, self.front_m, 0.0), (0.0, 0.0, 1.0), sign * share * self.most_deg, (0.0, 0.0, 0.0))


def as_leaf(shape: Mesh) -> Mesh:
    """Return the mesh as one door or drawer."""
    return replace(shape, leaf=np.ones(len(shape.triangles), np.int64))


def leaves_of(shape: Mesh) -> tuple[Leaf, ...]:
    """Return the doors and drawers of a mesh that is shut."""
    if shape.leaf is None:
        return ()
    back_m = float(shape.bounds()[1][1])
    return tuple(_leaf(shape, number, back_m) for number in range(1, int(shape.leaf.max(initial=0)) + 1))


def _leaf(shape: Mesh, number: int, back_m: float) -> Leaf:
    corners = shape.vertices[shape.triangles[_is_leaf(shape, number)]]
    points = corners.reshape(-1, 3)
    low, high = points.min(axis=0), points.max(axis=0)
    grip = points[points[:, 1] <= low[1] + HANDLE_M]
    across, _, up = ((grip.min(axis=0) + grip.max(axis=0) - low - high) / (2 * (high - low))).tolist()
    side = "left" if across > ASIDE else "right" if across < -ASIDE else "foot" if up > ASIDE else ""
    reach_m = PULLED * (back_m - float(high[1]) - BOARD_M)
    return Leaf(number, _vec3(low), _vec3(high), _front_m(corners), side, reach_m)  # type: ignore[arg-type]


def _front_m(corners: Array) -> float:
    """Return y of the largest triangle that faces −y."""
    facing = -np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 1]
    return float(corners[facing.argmax(), :, 1].mean())


def opened(shape: Mesh, ajar: Sequence[tuple[int, float]]) -> Mesh:
    """Return a mesh with some of its leaves open, each a number and a share from 0 to 1 of as far as it opens.

    Where the body behind a leaf is solid, it becomes hollow there: with shelves behind doors, and drawers with sides.
    """
    moved = [replace(piece, vertices=motion.of(piece.vertices)) for piece, motion in pieces_of(shape, ajar)]
    return _merged(shape, moved)


def pieces_of(shape: Mesh, ajar: Sequence[tuple[int, float]]) -> list[tuple[Mesh, Rigid]]:
    """Return what is rigid of a mesh some of whose leaves are open, as it is when shut, and where each is moved to.

    The body comes first, with the leaves that stay.
    """
    found = {leaf.number: leaf for leaf in leaves_of(shape)}
    chosen = [(found[number], share) for number, share in ajar if number in found]
    rest = _some(shape, ~np.isin(_leaf_numbers(shape), [leaf.number for leaf, _ in chosen]))
    moving: list[tuple[Mesh, Rigid]] = []
    for leaf, share in chosen:
        inside = hollow_of(shape, leaf)
        rest = _carved(rest, inside) if inside else rest
        own = [_some(shape, _is_leaf(shape, leaf.number)), *(_tray(shape, leaf, inside) if inside else ())]
        moving.append((_merged(shape, own), leaf.motion(share)))
    return [(rest, STILL), *moving]


def moving_boxes(shape: Mesh, leaf: Leaf) -> tuple[Box, ...]:
    """Return the boxes, in a shut thing's own space, that hold a leaf and nothing else of the thing."""
    inside = hollow_of(shape, leaf)
    points = shape.vertices[shape.triangles[_is_leaf(shape, leaf.number)]].reshape(-1, 3)
    proud = points[points[:, 1] < leaf.front_m - PROUD_M]
    face_m = (leaf.low_m[0], leaf.front_m - PROUD_M, leaf.low_m[2])
    boxes: list[Box] = [(face_m, leaf.high_m)]
    if len(proud):
        right_m, _, top_m = _vec3(proud.max(axis=0))
        boxes.append((_vec3(proud.min(axis=0)), (right_m, leaf.front_m, top_m)))
    if inside and not leaf.side:
        boxes.append(_tray_box(leaf, inside))
    return tuple(boxes)


@dataclass(frozen=True, slots=True)
class Hollow:
    """What becomes hollow behind a leaf: its box, whose front is open, the material's slot, and how many shelves."""

    low_m: Vec3
    high_m: Vec3
    slot: int
    shelves: int


def hollow_of(shape: Mesh, leaf: Leaf) -> Hollow | None:
    """Return what may be hollow behind a leaf; None where it hangs before something that is so already."""
    (x0, _, z0), (x1, y, z1) = leaf.low_m, leaf.high_m
    corners = shape.vertices[shape.triangles[_body(shape)]]
    low, high = corners.min(axis=1), corners.max(axis=1)
    middle = ((x0 + x1) / 2, (z0 + z1) / 2)
    over = (low[:, (0, 2)] <= middle).all(axis=1) & (high[:, (0, 2)] >= middle).all(axis=1) & _is_level(corners, middle)
    depths = np.sort(corners[over, :, 1].mean(axis=1))
    front, behind = depths[np.abs(depths - y) < SKIN_M], depths[depths >= y + SKIN_M]
    if not len(front) or not len(behind):
        return None
    inner = (
        (x0 + BOARD_M, float(front.max()), z0 + BOARD_M),
        (x1 - BOARD_M, float(behind.min()) - BOARD_M, z1 - BOARD_M),
    )
    if min(np.subtract(inner[1], inner[0])) < LEAST_M:
        return None
    slots = shape.slot[_body(shape)][over]
    shelves = int((inner[1][2] - inner[0][2]) / SHELF_M) if leaf.side else 0
    return Hollow(*inner, int(slots[np.abs(corners[over, :, 1].mean(axis=1) - y).argmin()]), shelves)


def _is_level(corners: Array, at: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which of triangles T×3×3 a line along y through (x, z) meets."""
    a, b, c = (corners[:, k][:, (0, 2)] - at for k in range(3))
    turns = np.stack([_cross(a, b), _cross(b, c), _cross(c, a)])
    return np.asarray(((turns >= 0).all(axis=0) | (turns <= 0).all(axis=0)) & (turns != 0).any(axis=0))


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _carved(shape: Mesh, inside: Hollow) -> Mesh:
    """Return the mesh with a hole in the front of its body, and the walls and shelves behind that."""
    chosen = _body(shape) & (shape.slot == inside.slot) & _reaches(shape, inside)
    skin = _some(shape, chosen)
    x, z = skin.vertices[:, 0], skin.vertices[:, 2]
    (x0, y0, z0), (x1, _, z1) = inside.low_m, inside.high_m
    cut = cut_along(replace(skin, parts=None, leaf=None), np.stack([x - x0, x1 - x, z - z0, z1 - z], axis=1))
    hole = (cut.slot == 1) & (cut.vertices[cut.triangles][..., 1].max(axis=1) < y0 + SKIN_M)
    kept = [_some(shape, ~chosen), _some(cut, ~hole).with_slot(inside.slot)]
    return _merged(shape, [*kept, *(each.with_slot(inside.slot) for each in _walls(inside))])


def _reaches(shape: Mesh, inside: Hollow) -> NDArray[np.bool_]:
    """Return which triangles lie at the front of a hollow, as far as their boxes tell."""
    corners = shape.vertices[shape.triangles]
    low, high = corners.min(axis=1), corners.max(axis=1)
    within = (low[:, (0, 2)] < (inside.high_m[0], inside.high_m[2])) & (
        high[:, (0, 2)] > (inside.low_m[0], inside.low_m[2])
    )
    return np.asarray(within.all(axis=1) & (np.abs(corners[..., 1] - inside.low_m[1]) < SKIN_M).all(axis=1))


def _walls(inside: Hollow) -> Iterator[Mesh]:
    """Yield the sides and the back of a hollow, which face inwards, and its shelves."""
    cube = _block(inside.low_m, inside.high_m)
    ahead = cube.vertices[cube.triangles][..., 1].max(axis=1) <= inside.low_m[1] + 1e-9
    sides = _some(cube, ~ahead)
    yield replace(sides, triangles=sides.triangles[:, ::-1])
    (x0, y0, z0), (x1, y1, z1) = inside.low_m, inside.high_m
    pitch_m = (z1 - z0) / (inside.shelves + 1)
    for k in range(1, inside.shelves + 1):
        z = z0 + k * pitch_m
        yield _block((x0, y0 + 0.02, z), (x1, y1, z + BOARD_M))


def _tray_box(leaf: Leaf, inside: Hollow) -> Box:
    (x0, _, z0), (x1, y1, z1) = inside.low_m, inside.high_m
    top_m = min(z1 - GAP_M, z0 + GAP_M + max(0.7 * (z1 - z0), LEAST_M), z0 + TALL_M)
    return (x0 + GAP_M, leaf.high_m[1], z0 + GAP_M), (x1 - GAP_M, y1 - GAP_M, top_m)


def _tray(shape: Mesh, leaf: Leaf, inside: Hollow) -> list[Mesh]:
    """Return the floor, the sides and the back of a drawer, as parts of it; nothing of a door."""
    if leaf.side:
        return []
    (x0, y0, z0), (x1, y1, z1) = _tray_box(leaf, inside)
    t = 0.012
    spans = (
        ((x0, y0, z0), (x1, y1, z0 + 0.008)),
        ((x0, y0, z0 + 0.008), (x0 + t, y1, z1)),
        ((x1 - t, y0, z0 + 0.008), (x1, y1, z1)),
        ((x0 + t, y1 - t, z0 + 0.008), (x1 - t, y1, z1)),
    )
    own = int(shape.parts.number[_is_leaf(shape, leaf.number)][0]) if shape.parts else 0
    tray = join([_block(*span) for span in spans]).with_slot(inside.slot)
    count = len(tray.triangles)
    parts = Parts(shape.parts.names, np.full(count, own)) if shape.parts else None
    return [replace(tray, parts=parts, leaf=np.full(count, leaf.number))]


def _block(low_m: Vec3, high_m: Vec3) -> Mesh:
    low, high = np.array(low_m), np.array(high_m)
    return box().transformed(Pose(_vec3((low + high) / 2), scale=_vec3(high - low)).matrix())


def _body(shape: Mesh) -> NDArray[np.bool_]:
    """Return which triangles are of no leaf and no part."""
    number = np.zeros(len(shape.triangles), np.int64) if shape.parts is None else shape.parts.number
    return (_leaf_numbers(shape) == 0) & (number == 0)


def _leaf_numbers(shape: Mesh) -> NDArray[np.int64]:
    return np.zeros(len(shape.triangles), np.int64) if shape.leaf is None else shape.leaf


def _is_leaf(shape: Mesh, number: int) -> NDArray[np.bool_]:
    return _leaf_numbers(shape) == number


def _some(shape: Mesh, kept: NDArray[np.bool_]) -> Mesh:
    """Return some triangles of a mesh, with the vertices that they need."""
    used, triangles = np.unique(shape.triangles[kept], return_inverse=True)
    return replace(
        shape,
        vertices=shape.vertices[used],
        triangles=triangles.reshape(-1, 3),
        smooth=shape.smooth[kept],
        slot=shape.slot[kept],
        uv=None if shape.uv is None else shape.uv[kept],
        parts=parts_of_some(shape.parts, kept),
        leaf=None if shape.leaf is None else shape.leaf[kept],
    )


def _merged(shape: Mesh, pieces: Sequence[Mesh]) -> Mesh:
    """Return one mesh of pieces whose parts and leaves are numbered as those of a shape."""
    none = [np.zeros(len(piece.triangles), np.int64) for piece in pieces]
    numbers = [zero if piece.parts is None else piece.parts.number for zero, piece in zip(none, pieces, strict=True)]
    owners = [zero if piece.leaf is None else piece.leaf for zero, piece in zip(none, pieces, strict=True)]
    parts = Parts(shape.parts.names, np.concatenate(numbers)) if shape.parts else None
    whole = join([replace(piece, parts=None, leaf=None) for piece in pieces])
    return replace(whole, parts=parts, leaf=np.concatenate(owners))


def _vec3(values: Array) -> Vec3:
    x, y, z = values.tolist()
    return (x, y, z)
