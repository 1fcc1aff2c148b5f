"""Triangle meshes as numpy arrays, and the few builders that primitives and furniture are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..arrays import ArrayRecord
from ..errors import AssetError, named
from ..poses import Pose, Vec3
from ..spec import Primitive
from .parts import Parts, joined_parts, parts_of_some
from .vectors import crossed

Array = TypeVar("Array", bound=NDArray[Any])
SEGMENTS = 128  # around a sphere or cylinder: a chord lies at most 3.0e-4 of the radius inside the true surface


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mesh(ArrayRecord):
    """vertices float64 V×3 in metres; triangles int64 T×3, counter-clockwise from outside; smooth bool T; slot int64 T.

    `slot` indexes the object's materials. Smooth triangles share vertices where the surface is smooth, and only there.
    `uv` float64 T×3×2 are the corners' texture coordinates, where the mesh has its own, T×3×3 where cloth has hems
    (`people.panels`); `parts` says which triangles are a wheel, a drawer or the like. `soil` float64 V is how much
    water that runs down leaves at each vertex, 0–1, where it leaves any. `leaf` int64 T is k where a triangle is of the
    k-th door or drawer, which opens as one (`leaves`), 0 of what stays.
    """

    vertices: NDArray[np.float64]
    triangles: NDArray[np.int64]
    smooth: NDArray[np.bool_]
    slot: NDArray[np.int64]
    uv: NDArray[np.float64] | None = None
    parts: Parts | None = None
    soil: NDArray[np.float64] | None = None
    leaf: NDArray[np.int64] | None = None

    def transformed(self, matrix: NDArray[np.float64]) -> Mesh:
        """Return the mesh moved by a 4×4 matrix; mirroring keeps triangles counter-clockwise."""
        vertices = self.vertices @ matrix[:3, :3].T + matrix[:3, 3]
        if not _mirrors(matrix):
            return self.with_vertices(vertices)
        uv = None if self.uv is None else self.uv[:, ::-1]
        return Mesh(vertices, self.triangles[:, ::-1], self.smooth, self.slot, uv, self.parts, self.soil, self.leaf)

    def with_vertices(self, vertices: NDArray[np.float64]) -> Mesh:
        """Return the mesh with its vertices elsewhere."""
        return Mesh(vertices, self.triangles, self.smooth, self.slot, self.uv, self.parts, self.soil, self.leaf)

    def with_slot(self, slot: int) -> Mesh:
        """Return the mesh with every triangle in one material slot."""
        slots = np.full(len(self.triangles), slot)
        return Mesh(self.vertices, self.triangles, self.smooth, slots, self.uv, self.parts, self.soil, self.leaf)

    def corner_uv(self) -> NDArray[np.float64]:
        """Return texture coordinates T×3×2: its own, or in metres on the plane that each triangle faces most."""
        return self.uv if self.uv is not None else box_uv(self.vertices[self.triangles])

    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lowest and highest corner (3,) of the axis-aligned box."""
        columns = tuple(self.vertices.T)  # one after the other: numpy takes 20 times as long for all three at once
        return np.array([column.min() for column in columns]), np.array([column.max() for column in columns])


def read_only(array: Array) -> Array:
    """Return the array, which is shared from now on and can no longer be written to."""
    array.flags.writeable = False
    return array


def mesh(vertices: ArrayLike, triangles: ArrayLike, smooth: bool = False) -> Mesh:
    """Return a mesh in slot 0, all smooth or all flat."""
    faces = np.asarray(triangles, dtype=np.int64).reshape(-1, 3)
    points = np.asarray(vertices, dtype=np.float64).reshape(-1, 3)
    return Mesh(points, faces, np.full(len(faces), smooth), np.zeros(len(faces), dtype=np.int64))


def join(parts: Sequence[Mesh]) -> Mesh:
    """Return one mesh of all parts, vertices unshared between them, without texture coordinates of its own."""
    firsts = accumulate((len(part.vertices) for part in parts[:-1]), initial=0)
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.triangles + first for part, first in zip(parts, firsts, strict=True)]),
        np.concatenate([part.smooth for part in parts]),
        np.concatenate([part.slot for part in parts]),
        parts=joined_parts(parts),
        soil=_joined_soil(parts),
        leaf=_joined_leaves(parts),
    )


def _joined_soil(parts: Sequence[Mesh]) -> NDArray[np.float64] | None:
    if all(part.soil is None for part in parts):
        return None
    return np.concatenate([np.zeros(len(part.vertices)) if part.soil is None else part.soil for part in parts])


def _joined_leaves(shapes: Sequence[Mesh]) -> NDArray[np.int64] | None:
    """Return the leaves of meshes that are joined, one after another; None where there are none."""
    if all(shape.leaf is None for shape in shapes):
        return None
    own = [np.zeros(len(shape.triangles), np.int64) if shape.leaf is None else shape.leaf for shape in shapes]
    firsts = np.cumsum([0, *(int(leaf.max(initial=0)) for leaf in own[:-1])])
    return np.concatenate([np.where(leaf > 0, leaf + first, 0) for leaf, first in zip(own, firsts, strict=True)])


def box_uv(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return T×3×2 coordinates in metres of triangles T×3×3, each projected along the axis that it faces most."""
    normals = crossed(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing = np.abs(normals).argmax(axis=1)
    axes = np.array([(1, 2), (0, 2), (0, 1)])[facing]
    return np.take_along_axis(corners, axes[:, None, :].repeat(3, axis=1), axis=2)


def grid(points: NDArray[np.float64], close_u: bool = False, smooth: bool = True) -> Mesh:
    """Return the surface over a U×V grid of points, wound so that ∂u × ∂v points outside; `close_u` joins the ends."""
    return mesh(points, grid_triangles(*points.shape[:2], close_u), smooth)


@lru_cache(1024)  # scenes ask for the same few hundred again and again
def grid_triangles(rows: int, columns: int, close_u: bool = False) -> NDArray[np.int64]:
    """Return the triangles T×3 of a grid, read-only, as all grids of this size share them."""
    index = np.arange(rows * columns).reshape(rows, columns)
    if close_u:
        index = np.concatenate([index, index[:1]])
    a, b, c, d = (corner.ravel() for corner in (index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]))
    return read_only(np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]))


def plane() -> Mesh:
    """Return the unit square in xy, facing +z."""
    return mesh([(-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0)], [(0, 1, 2), (0, 2, 3)])


@cache
def box() -> Mesh:
    """Return the unit cube, flat, without shared vertices; its arrays are read-only, as all share it."""
    side = plane().transformed(Pose(location_m=(0.0, 0.0, 0.5)).matrix())
    turns = ((0, 1, 2), (1, 2, 0), (2, 0, 1))
    tops = [side.with_vertices(side.vertices[:, axes]) for axes in turns]
    cube = join(tops + [top.transformed(np.diag([-1.0, -1.0, -1.0, 1.0])) for top in tops])
    for array in (cube.vertices, cube.triangles, cube.smooth, cube.slot):
        read_only(array)
    return cube


def sphere(segments: int = SEGMENTS) -> Mesh:
    """Return the ball of diameter 1 as a smooth UV sphere whose vertices lie on it."""
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    polar = np.linspace(np.pi, 0, segments // 2 + 1)
    rings = np.stack(
        [
            np.outer(np.cos(angles), np.sin(polar)),
            np.outer(np.sin(angles), np.sin(polar)),
            _rows(np.cos(polar), segments),
        ],
        axis=-1,
    )
    return weld(grid(0.5 * rings, close_u=True))


def cylinder(segments: int = SEGMENTS) -> Mesh:
    """Return the cylinder of diameter 1 and height 1 along z: smooth side, flat caps."""
    return lathe([(0.5, -0.5), (0.5, 0.5)], segments)


def rounded_box(size_m: Vec3, radius_m: float, steps: int = 2, cells: int = 1) -> Mesh:
    """Return a smooth box around the origin with rounded edges and corners, `steps` facets to each 45° of an edge.

    Its sides are cut into cells² squares within a narrow border, which keeps the bend of the edges off their shading.
    """
    half = np.asarray(size_m, dtype=np.float64) / 2
    radius = min(radius_m, 0.98 * float(half.min()))
    core = half - radius
    form = _rounded_form(steps, cells)
    pushed = _pushed(_rounded_lines(half, core, radius, steps, cells), form.lines, core, radius)
    return mesh(pushed * form.sign, form.triangles, smooth=True)


class RoundedForm(NamedTuple):
    """What all rounded boxes of some steps and cells share.

    Of each of V vertices which line it lies on along x, y and z, `lines` int64 3×V, on the box's upper half, which a
    `sign` float64 V×1 of −1 turns to the lower one; `triangles` int64 T×3.
    """

    lines: NDArray[np.int64]
    sign: NDArray[np.float64]
    triangles: NDArray[np.int64]


@cache
def _rounded_form(steps: int, cells: int) -> RoundedForm:
    """Return the form, with the vertices that sides share welded as those of any such box are."""
    half, radius = np.array([1.0, 1.1, 1.2]), 0.3  # another length along each axis: nothing falls together by chance
    core = half - radius
    lines = _rounded_lines(half, core, radius, steps, cells)
    last = lines.shape[1] - 1
    i, j = (axis.ravel() for axis in np.indices((last, last)))
    sides = [np.stack([i, j, np.full_like(i, last)])[np.argsort(axes)] for axes in ((0, 1, 2), (1, 2, 0), (2, 0, 1))]
    on_line = np.concatenate([*sides, *sides], axis=1)
    sign = np.repeat([1.0, -1.0], on_line.shape[1] // 2)[:, None]
    points = sign * _pushed(lines, on_line, core, radius)
    faces = [grid_triangles(last, last) + number * last * last for number in range(6)]
    turned = [side[:, ::-1] for side in faces[3:]]  # what is mirrored stays counter-clockwise
    whole = mesh(points, np.concatenate([*faces[:3], *turned]), smooth=True)
    first, number = _distinct(points.round(9))
    solid = without_slivers(replace(whole, vertices=points[first], triangles=number[whole.triangles]))
    return RoundedForm(on_line[:, first], sign[first], read_only(solid.triangles))


def lathe(
    profile: Sequence[tuple[float, float]], segments: int = 48, smooth_profile: bool = False, caps: bool = True
) -> Mesh:
    """Return the solid swept by a (radius, z) polyline from bottom to top, closed by flat caps where the radius is > 0.

    Corners of the polyline are sharp edges unless `smooth_profile`. A closed polyline makes a ring and wants no caps.
    """
    circle = unit_circle(segments)
    runs = [profile] if smooth_profile else [profile[i : i + 2] for i in range(len(profile) - 1)]
    sides = [grid(_sweep(circle, run), close_u=True) for run in runs]
    ends = ((profile[0], False), (profile[-1], True)) if caps else ()
    discs = [_cap(circle, radius, z, up) for (radius, z), up in ends if radius > 0]
    return without_slivers(join([*sides, *discs]))


def weld(shape: Mesh) -> Mesh:
    """Return the mesh with equal vertices (to 1e-9 m) joined, so that smooth shading runs across them."""
    first, number = _distinct(shape.vertices.round(9))
    soil = None if shape.soil is None else shape.soil[first]
    return without_slivers(replace(shape, vertices=shape.vertices[first], triangles=number[shape.triangles], soil=soil))


def _distinct(points: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each distinct point of V×3 stands first, sorted by the points, and which of these each point is.

    As np.unique does along an axis, which compares points as records and takes several times as long.
    """
    order = np.lexsort(points.T[::-1])
    is_new = np.append(True, (np.diff(points[order], axis=0) != 0).any(axis=1))
    number = np.empty(len(points), np.int64)
    number[order] = np.cumsum(is_new) - 1
    return order[is_new], number


def without_slivers(shape: Mesh) -> Mesh:
    """Return the mesh without triangles of no area, as poles and points of revolution leave them."""
    corners = shape.vertices[shape.triangles]
    across = crossed(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    solid = np.einsum("ij,ij->i", across, across) > 1e-28
    if solid.all():
        return shape
    kept = {"triangles": shape.triangles[solid], "smooth": shape.smooth[solid], "slot": shape.slot[solid]}
    uv = None if shape.uv is None else shape.uv[solid]
    leaf = None if shape.leaf is None else shape.leaf[solid]
    return replace(shape, **kept, uv=uv, parts=parts_of_some(shape.parts, solid), leaf=leaf)


def cut_along(shape: Mesh, values: NDArray[np.float64]) -> Mesh:
    """Return the mesh cut where any column of `values` (V×K, linear in between) is zero; slot 1 is where all are ≥ 0.

    The surface stays as it is, and so do the vertices, which come first. Parts and leaves are lost.
    """
    for column in range(values.shape[1]):
        shape, values = _cut(shape, values, column)
    inside = (values[shape.triangles].mean(axis=1) >= 0).all(axis=1)
    return without_slivers(replace(shape, slot=inside.astype(np.int64)))


def _cut(shape: Mesh, values: NDArray[np.float64], column: int) -> tuple[Mesh, NDArray[np.float64]]:
    """Cut each triangle that the zero of a column crosses into three; shared edges are cut once."""
    inside = values[shape.triangles, column] >= 0
    count = inside.sum(axis=1)
    crossed = (count % 3) > 0
    alone = (inside == (count == 1)[:, None])[crossed].argmax(axis=1)
    a, b, c = np.take_along_axis(shape.triangles[crossed], (alone[:, None] + np.arange(3)) % 3, axis=1).T
    edges, place = np.unique(
        np.sort(np.concatenate([np.stack([a, b], 1), np.stack([a, c], 1)]), axis=1), axis=0, return_inverse=True
    )
    low, high = edges.T
    share = (values[low, column] / (values[low, column] - values[high, column]))[:, None]
    ab, ac = (place.reshape(2, -1) + len(shape.vertices)).astype(np.int64)
    pieces = np.concatenate([np.stack(each, 1) for each in ((a, ab, ac), (ab, b, c), (ab, c, ac))])
    kept = [np.concatenate([each[~crossed], np.tile(each[crossed], 3)]) for each in (shape.smooth, shape.slot)]
    vertices, numbers = (
        np.concatenate([each, each[low] * (1 - share) + each[high] * share]) for each in (shape.vertices, values)
    )
    return Mesh(vertices, np.concatenate([shape.triangles[~crossed], pieces]), *kept), numbers


def primitive_mesh(primitive: Primitive) -> Mesh:
    """Return the tessellation of a primitive; raises AssetError where there is no such shape."""
    shapes: dict[str, Callable[[], Mesh]] = {"plane": plane, "box": box, "sphere": sphere, "cylinder": cylinder}
    return named(shapes, primitive.shape, "a primitive", error=AssetError)()


def _mirrors(matrix: NDArray[np.float64]) -> bool:
    """Return whether a 4×4 matrix has a negative determinant: so few numbers are faster outside of numpy."""
    (a, b, c, _), (d, e, f, _), (g, h, i, _), _ = matrix.tolist()
    return bool(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0)


def _rounded_lines(
    half: NDArray[np.float64], core: NDArray[np.float64], radius: float, steps: int, cells: int
) -> NDArray[np.float64]:
    """Return where to cut a cube's edges (3×L) so that pushing the cuts onto a rounded box bends by equal angles.

    The last of each axis is its side.
    """
    low, high = core[:, None], half[:, None]
    border = np.minimum(radius, low) / 4
    bend = radius * _tangents(steps)
    between = np.linspace(border - low, low - border, cells + 1, axis=1)[..., 0]
    return np.concatenate([-low - bend[::-1], between, low + bend, high], axis=1)


def _pushed(
    lines: NDArray[np.float64], on_line: NDArray[np.int64], core: NDArray[np.float64], radius: float
) -> NDArray[np.float64]:
    """Return the points V×3 where lines (3×L) of a cube's edges cross, pushed onto a rounded box around a core."""
    cube = np.take_along_axis(lines, on_line, axis=1).T
    inside = np.clip(cube, -core, core)
    outwards = cube - inside
    pushed: NDArray[np.float64] = inside + radius * outwards / np.linalg.norm(outwards, axis=-1, keepdims=True)
    return pushed


@cache
def _tangents(steps: int) -> NDArray[np.float64]:
    return read_only(np.tan(np.linspace(0, np.pi / 4, steps + 1)))


def _rows(values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    return np.broadcast_to(values, (count, len(values)))


def _sweep(circle: NDArray[np.float64], profile: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    radius, height = np.asarray(profile, dtype=np.float64).T
    ring = circle[:, None, :] * radius[None, :, None]
    return np.concatenate([ring, _rows(height, len(circle))[..., None]], axis=-1)


def _cap(circle: NDArray[np.float64], radius: float, z: float, up: bool) -> Mesh:
    rim = np.column_stack([circle * radius, np.full(len(circle), z)])
    return mesh(rim, fan(len(circle)) if up else fan(len(circle))[:, ::-1])


@cache
def unit_circle(segments: int) -> NDArray[np.float64]:
    """Return so many points N×2 around a circle of radius 1, read-only."""
    angles = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    return read_only(np.stack([np.cos(angles), np.sin(angles)], axis=-1))


@cache
def fan(corners: int) -> NDArray[np.int64]:
    """Return the triangles of a convex outline of so many corners, read-only."""
    index = np.arange(1, corners - 1)
    return read_only(np.stack([np.zeros_like(index), index, index + 1], axis=-1))
