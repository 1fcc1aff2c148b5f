"""A mesh with some of its doors and drawers open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..motion.rigid import STILL, Rigid
from .hollows import Box, carved, hollow_of, tray, tray_box
from .leaves import Leaf, is_leaf, leaf_numbers, leaves_of, merged, some_of, vec3
from .mesh import Mesh

PROUD_M = 0.0005  # what stands out further is no longer of a leaf's face


def opened(shape: Mesh, ajar: Sequence[tuple[int, float]]) -> Mesh:
    """Return a mesh with some of its leaves open, each a number and a share from 0 to 1 of as far as it opens.

    Where the body behind a leaf is solid, it becomes hollow there: with shelves behind doors, and drawers with sides.
    """
    moved = [piece.with_vertices(motion.of(piece.vertices)) for piece, motion in pieces_of(shape, ajar)]
    return merged(shape, moved)


def pieces_of(shape: Mesh, ajar: Sequence[tuple[int, float]]) -> list[tuple[Mesh, Rigid]]:
    """Return what is rigid of a mesh some of whose leaves are open, as it is when shut, and where each is moved to.

    The body comes first, with the leaves that stay.
    """
    found = {leaf.number: leaf for leaf in leaves_of(shape)}
    chosen = [(found[number], share) for number, share in ajar if number in found]
    rest = some_of(shape, ~np.isin(leaf_numbers(shape), [leaf.number for leaf, _ in chosen]))
    moving: list[tuple[Mesh, Rigid]] = []
    for leaf, share in chosen:
        inside = hollow_of(shape, leaf)
        rest = carved(rest, inside) if inside else rest
        own = [some_of(shape, is_leaf(shape, leaf.number)), *(tray(shape, leaf, inside) if inside else ())]
        moving.append((merged(shape, own), leaf.motion(share)))
    return [(rest, STILL), *moving]


def moving_boxes(shape: Mesh, leaf: Leaf) -> tuple[Box, ...]:
    """Return the boxes, in a shut thing's own space, that hold a leaf and nothing else of the thing."""
    inside = hollow_of(shape, leaf)
    corners = shape.vertices[shape.triangles[is_leaf(shape, leaf.number)]]
    proud = corners[corners[..., 1].min(axis=1) < leaf.front_m - PROUD_M].reshape(-1, 3)
    face_m = (leaf.low_m[0], leaf.front_m - PROUD_M, leaf.low_m[2])
    boxes: list[Box] = [(face_m, leaf.high_m)]
    if len(proud):
        right_m, _, top_m = vec3(proud.max(axis=0))
        boxes.append((vec3(proud.min(axis=0)), (right_m, leaf.front_m, top_m)))
    if inside and not leaf.side:
        boxes.append(tray_box(leaf, inside))
    return tuple(boxes)
