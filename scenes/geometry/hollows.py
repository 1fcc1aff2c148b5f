"""What is behind a door or drawer that opens: the body of a thing becomes hollow there, where it is solid when shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..poses import Pose, Vec3
from .leaves import Leaf, is_leaf, leaf_numbers, merged, some_of, vec3
from .mesh import Mesh, box, cut_along, join
from .parts import Parts

BOARD_M = 0.018  # of the body, around what is behind a leaf
SKIN_M = 0.03  # so near to a leaf's back lies the front of the body behind it
LEAST_M = 0.06  # what is behind a leaf is at least as deep, wide and tall
SHELF_M = 0.34  # from one shelf to the next
SIDE_M, FLOOR_M, GAP_M = 0.012, 0.008, 0.006  # of a drawer, and around it
TALL_M = 0.16  # the sides of a drawer are no higher
Array = NDArray[np.float64]
Box = tuple[Vec3, Vec3]  # lowest and highest corner


@dataclass(frozen=True, slots=True)
class Hollow:
    """What becomes hollow behind a leaf: its box, whose front is open, and how many shelves are in it.

    `slot` is of the body's material; it is lined with that too, or as a leaf that falls forward, such as an oven's.
    """

    low_m: Vec3
    high_m: Vec3
    slot: int
    lining: int
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
    slot = int(slots[np.abs(corners[over, :, 1].mean(axis=1) - y).argmin()])
    lining = int(shape.slot[is_leaf(shape, leaf.number)][0]) if leaf.side == "foot" else slot
    return Hollow(*inner, slot, lining, shelves)


def _is_level(corners: Array, at: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which of triangles T×3×3 a line along y through (x, z) meets."""
    a, b, c = (corners[:, k][:, (0, 2)] - at for k in range(3))
    turns = np.stack([_cross(a, b), _cross(b, c), _cross(c, a)])
    return np.asarray(((turns >= 0).all(axis=0) | (turns <= 0).all(axis=0)) & (turns != 0).any(axis=0))


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def carved(shape: Mesh, inside: Hollow) -> Mesh:
    """Return the mesh with a hole in the front of its body, and the walls and shelves behind that."""
    chosen = _body(shape) & (shape.slot == inside.slot) & _reaches(shape, inside)
    skin = some_of(shape, chosen)
    x, z = skin.vertices[:, 0], skin.vertices[:, 2]
    (x0, y0, z0), (x1, _, z1) = inside.low_m, inside.high_m
    cut = cut_along(replace(skin, parts=None, leaf=None), np.stack([x - x0, x1 - x, z - z0, z1 - z], axis=1))
    hole = (cut.slot == 1) & (cut.vertices[cut.triangles][..., 1].max(axis=1) < y0 + SKIN_M)
    kept = [some_of(shape, ~chosen), some_of(cut, ~hole).with_slot(inside.slot)]
    return merged(shape, [*kept, *(each.with_slot(inside.lining) for each in _walls(inside))])


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
    sides = some_of(cube, ~ahead)
    yield replace(sides, triangles=sides.triangles[:, ::-1])
    (x0, y0, z0), (x1, y1, z1) = inside.low_m, inside.high_m
    pitch_m = (z1 - z0) / (inside.shelves + 1)
    for k in range(1, inside.shelves + 1):
        z = z0 + k * pitch_m
        yield _block((x0, y0 + 0.02, z), (x1, y1, z + BOARD_M))


def tray_box(leaf: Leaf, inside: Hollow) -> Box:
    """Return the box of a drawer's floor, sides and back, when it is shut."""
    (x0, _, z0), (x1, y1, z1) = inside.low_m, inside.high_m
    top_m = min(z1 - GAP_M, z0 + GAP_M + max(0.7 * (z1 - z0), LEAST_M), z0 + TALL_M)
    return (x0 + GAP_M, leaf.high_m[1], z0 + GAP_M), (x1 - GAP_M, y1 - GAP_M, top_m)


def tray(shape: Mesh, leaf: Leaf, inside: Hollow) -> list[Mesh]:
    """Return the floor, the sides and the back of a drawer, as parts of it; nothing of a door."""
    if leaf.side:
        return []
    (x0, y0, z0), (x1, y1, z1) = tray_box(leaf, inside)
    spans = (
        ((x0, y0, z0), (x1, y1, z0 + FLOOR_M)),
        ((x0, y0, z0 + FLOOR_M), (x0 + SIDE_M, y1, z1)),
        ((x1 - SIDE_M, y0, z0 + FLOOR_M), (x1, y1, z1)),
        ((x0 + SIDE_M, y1 - SIDE_M, z0 + FLOOR_M), (x1 - SIDE_M, y1, z1)),
    )
    own = int(shape.parts.number[is_leaf(shape, leaf.number)][0]) if shape.parts else 0
    made = join([_block(*span) for span in spans]).with_slot(inside.slot)
    count = len(made.triangles)
    parts = Parts(shape.parts.names, np.full(count, own)) if shape.parts else None
    return [replace(made, parts=parts, leaf=np.full(count, leaf.number))]


def _block(low_m: Vec3, high_m: Vec3) -> Mesh:
    low, high = np.array(low_m), np.array(high_m)
    return box().transformed(Pose(vec3((low + high) / 2), scale=vec3(high - low)).matrix())


def _body(shape: Mesh) -> NDArray[np.bool_]:
    """Return which triangles are of no leaf and no part."""
    number = np.zeros(len(shape.triangles), np.int64) if shape.parts is None else shape.parts.number
    return (leaf_numbers(shape) == 0) & (number == 0)
