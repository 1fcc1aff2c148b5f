"""People as they are far away, in crowds: vertices that lie close together become one, where the surface faces one way.

Which vertices of the skin those are is worked out once, on the mean body.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh
from ..geometry.parts import parts_of_some
from ..poses import Vec3
from ..spec import Material
from .anatomy import Quads, anatomy
from .regions import regions
from .surfaces import normals, proper

# Vertices in a cube of this side become one: of hair, hats and bags, of cloth, of skin, of faces.
CELL_M, CLOTH_CELL_M, SKIN_CELL_M, HEAD_CELL_M = 0.026, 0.016, 0.022, 0.013
SHADES = 14  # steps of a channel of a colour, from 0 to 1
FEW = 1000  # triangles: spectacles are of no more, and would be gone
Rows = NDArray[np.int64]


def merged(quads: Quads) -> Quads:
    """Return quads of the skin between fewer of its vertices; some are triangles, with one corner twice."""
    found = np.unique(_stand_ins()[quads], axis=0)
    doubled = np.sort(found, axis=1)
    return found[(np.diff(doubled, axis=1) > 0).sum(axis=1) > 1]


def shared(materials: tuple[Material, ...]) -> tuple[Material, ...]:
    """Return materials of rounded colours and roughness and without seeds, so that many people have the same ones."""
    return tuple(
        replace(each, colour=_rounded(each.colour), roughness=round(each.roughness, 1), seed=0) for each in materials
    )


def _rounded(colour: Vec3) -> Vec3:
    r, g, b = (round(round(channel * SHADES) / SHADES, 4) for channel in colour)
    return (r, g, b)


def thinned(part: Mesh, cell_m: float = CELL_M) -> Mesh:
    """Return a mesh of fewer triangles, itself where it has few."""
    if len(part.triangles) < FEW:
        return part
    _, number = np.unique(_cells(part.vertices, _out(part), cell_m), axis=0, return_inverse=True)
    number = number.ravel()
    places = np.stack([np.bincount(number, column) for column in part.vertices.T], axis=1)
    faces = number[part.triangles]
    kept = proper(np.column_stack([faces, np.arange(len(faces))]))[:, 3]
    uv, parts = None if part.uv is None else part.uv[kept], parts_of_some(part.parts, kept)
    return Mesh(places / np.bincount(number)[:, None], faces[kept], part.smooth[kept], part.slot[kept], uv, parts)


@cache
def _stand_ins() -> Rows:
    """Return for each vertex of the body the one that stands for it: of the same bone, as covered, furthest out."""
    where, skin = regions(), np.unique(anatomy().layers["skin"])
    points, out = where.points.astype(np.float64), normals(where.points, anatomy().layers["skin"])
    axis, up = _side(out)
    out_m = np.where(up, 1, -1) * np.take_along_axis(points, axis[:, None], axis=1)[:, 0]
    skin = skin[np.argsort(-out_m[skin], kind="stable")]
    cell_m = np.where(where.on("head"), HEAD_CELL_M, SKIN_CELL_M)[:, None]
    lips = np.isin(np.arange(len(points)), anatomy().marks["lips"])
    alike = np.column_stack([_cells(points, out, cell_m), anatomy().mover(), lips, where.always_covered()])[skin]
    _, first, number = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    found = np.arange(len(points))
    found[skin] = skin[first[number.ravel()]]
    return found


def _cells(points: NDArray[np.float64], out: NDArray[Any], side_m: Any) -> Rows:
    """Return N×5: the cube that each point lies in, and the one of six sides that its surface faces most."""
    return np.column_stack([np.floor(points / side_m).astype(np.int64), *_side(out)])


def _side(out: NDArray[Any]) -> tuple[Rows, NDArray[np.bool_]]:
    """Return N: the axis along which each direction leads most, and whether that is up it."""
    axis = np.abs(out).argmax(axis=1)
    return axis, np.take_along_axis(out, axis[:, None], axis=1)[:, 0] > 0


def _out(part: Mesh) -> NDArray[np.float64]:
    """Return V×3: where the surface faces at each vertex, of any length."""
    a, b, c = part.vertices[part.triangles].swapaxes(0, 1)
    found = np.zeros_like(part.vertices)
    for corner in range(3):
        np.add.at(found, part.triangles[:, corner], np.cross(b - a, c - a))
    return found
