"""Where things can be put on a model: level rectangles with room above that can be reached, measured on its mesh.

The mesh is looked at along lines through a grid of cells, straight down for heights, and from the sides for openings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ..geometry.mesh import Mesh
from ..geometry.repair import unit_normals
from ..spec import Surface

COUNT = 6
SIDE_M = 0.08  # the shortest side of a rectangle that is worth having
CLEAR_M = (0.08, 2.5)  # the least room above, and what is said where nothing is above
ROUGH_M = 0.02  # how far the height may vary within a rectangle
CELL_M = 0.02
CELLS = 64  # the most along a side
LEVEL = 0.96  # the least cosine between a surface's normal and the vertical
LEVELS = 6  # heights that are looked at for the next rectangle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Cells = tuple[int, int, int, int]  # first and last (exclusive) in x, then in y


@dataclass(frozen=True, slots=True)
class Grid:
    """The lowest corner of a mesh, the size of a cell and the number of cells, along x, y and z."""

    low: Floats
    step: Floats
    cells: Ints


@dataclass(frozen=True, slots=True)
class Spots:
    """Level places: cells in x and y, height in metres, and the room above."""

    x: Ints
    y: Ints
    z: Floats
    room: Floats


def measure_surfaces(shape: Mesh) -> tuple[Surface, ...]:
    """Return at most COUNT rectangles along x and y on the mesh's upward-facing level areas, the largest first."""
    grid = _grid(shape)
    if (grid.step * grid.cells)[:2].min() < SIDE_M:
        return ()
    spots, sides = _spots(shape, grid), [_outermost(shape, grid, axis) for axis in (0, 1)]
    found: list[Surface] = []
    while len(found) < COUNT and (best := _largest(spots, grid)) is not None:
        top, (x0, x1, y0, y1) = best
        inside = (spots.x >= x0) & (spots.x < x1) & (spots.y >= y0) & (spots.y < y1)
        inside &= (spots.z <= top) & (spots.z > top - ROUGH_M)
        surface = _surface(grid, (x0, x1, y0, y1), float(spots.z[inside].max()), float(spots.room[inside].min()))
        if surface.clear_m == CLEAR_M[1] or _open_aside(surface, grid, sides):
            found.append(surface)
        spots = Spots(spots.x[~inside], spots.y[~inside], spots.z[~inside], spots.room[~inside])
    return tuple(sorted(found, key=lambda one: -one.width_m * one.depth_m))


def _grid(shape: Mesh) -> Grid:
    low, high = shape.bounds()
    cells = np.clip(np.ceil((high - low) / CELL_M), 1, CELLS).astype(np.int64)
    return Grid(low, (high - low) / cells, cells)


def _surface(grid: Grid, cells: Cells, top_m: float, room_m: float) -> Surface:
    """Return the rectangle between the centres of its outermost cells, which are known to lie on the mesh."""
    x0, x1, y0, y1 = cells
    x, y = (grid.low[:2] + grid.step[:2] * (x0 + x1, y0 + y1) / 2).round(4).tolist()
    width, depth = (grid.step[:2] * (x1 - x0 - 1, y1 - y0 - 1)).round(4).tolist()
    return Surface((x, y, round(top_m, 4)), width, depth, round(room_m, 4))


def _spots(shape: Mesh, grid: Grid) -> Spots:
    cell, z, triangle = _crossings(shape, grid, 2)
    order = np.lexsort((z, cell))
    cell, z, triangle = cell[order], z[order], triangle[order]
    room = np.full(len(z), CLEAR_M[1])
    beneath = cell[:-1] == cell[1:]
    room[:-1][beneath] = np.minimum(np.diff(z)[beneath], CLEAR_M[1])
    good = (unit_normals(shape)[triangle, 2] > LEVEL) & (room >= CLEAR_M[0])
    return Spots(cell[good] // grid.cells[1], cell[good] % grid.cells[1], z[good], room[good])


def _largest(spots: Spots, grid: Grid) -> tuple[float, Cells] | None:
    """Return the height and cells of the largest rectangle at one of the commonest heights, or None."""
    heights = np.sort(spots.z)
    counts = np.arange(1, len(heights) + 1) - np.searchsorted(heights, heights - ROUGH_M, side="right")
    best: tuple[float, Cells] | None = None
    best_m2 = 0.0
    cell_m2 = float(grid.step[:2].prod())
    for _ in range(LEVELS):
        if not counts.any() or counts.max() * cell_m2 <= max(best_m2, SIDE_M**2):
            return best
        top = heights[counts.argmax()]
        level = (spots.z <= top) & (spots.z > top - ROUGH_M)
        mask = np.zeros(grid.cells[:2], dtype=np.bool_)
        mask[spots.x[level], spots.y[level]] = True
        slatted = ndimage.binary_closing(np.pad(mask, 1), np.ones((3, 3), np.bool_))[
            1:-1, 1:-1
        ]  # things bridge narrow gaps
        area_m2, cells = largest_rectangle(slatted, grid.step)
        if area_m2 > best_m2:
            best, best_m2 = (float(top), cells), area_m2
        counts[np.abs(heights - top) < ROUGH_M / 2] = 0
    return best


def largest_rectangle(mask: NDArray[np.bool_], step: Floats) -> tuple[float, Cells]:
    """Return the area (m²) and cells of the largest all-true rectangle; area 0 where none is large enough.

    Its sides, between the centres of its outer cells, measure at least SIDE_M.
    """
    least = np.ceil(SIDE_M / step[:2] - 1e-9).astype(int) + 1
    best, where = 0.0, (0, 0, 0, 0)
    run = np.zeros(mask.shape[1], dtype=np.int64)
    for x, row in enumerate(mask):
        run = np.where(row, run + 1, 0)
        open_runs: list[tuple[int, int]] = []  # where a run of at least some height begins, and that height
        for y, height in enumerate((*run.tolist(), 0)):
            start = y
            while open_runs and open_runs[-1][1] >= height:
                start, tall = open_runs.pop()
                area = (tall - 1) * (y - start - 1) * step[0] * step[1]
                if area > best and tall >= least[0] and y - start >= least[1]:
                    best, where = float(area), (x + 1 - tall, x + 1, start, y)
            if height:
                open_runs.append((start, height))
    return best, where


def _open_aside(surface: Surface, grid: Grid, sides: list[tuple[Floats, Floats]]) -> bool:
    """Return whether most lines from one side reach the middle of the room above a rectangle."""
    size = (surface.width_m, surface.depth_m)
    for axis in (0, 1):
        first, last = sides[axis]
        across = 1 - axis
        cells = [
            _range(surface.centre_m[across], size[across] / 2, grid, across),
            _range(surface.centre_m[2] + 0.5 * surface.clear_m, 0.3 * surface.clear_m, grid, 2),
        ]
        view = np.ix_(*cells)
        if max((first[view] > surface.centre_m[axis]).mean(), (last[view] < surface.centre_m[axis]).mean()) > 0.5:
            return True
    return False


def _range(centre: float, half: float, grid: Grid, axis: int) -> Ints:
    first, last = ((centre + np.array([-half, half]) - grid.low[axis]) / grid.step[axis]).astype(int)
    return np.clip(np.arange(first, max(last, first + 1)), 0, grid.cells[axis] - 1)


def _outermost(shape: Mesh, grid: Grid, axis: int) -> tuple[Floats, Floats]:
    """Return where lines along an axis first and last meet the mesh, by the cells of the other two; ±inf: nowhere."""
    cell, at, _ = _crossings(shape, grid, axis)
    u, v = (grid.cells[other] for other in range(3) if other != axis)
    first, last = np.full(u * v, np.inf), np.full(u * v, -np.inf)
    np.minimum.at(first, cell, at)
    np.maximum.at(last, cell, at)
    return first.reshape(u, v), last.reshape(u, v)


def _crossings(shape: Mesh, grid: Grid, axis: int) -> tuple[Ints, Floats, Ints]:
    """Return where the lines along an axis through the centres of all cells cross triangles: cell, place, triangle."""
    plane = [other for other in range(3) if other != axis]
    corners = (shape.vertices[shape.triangles] - grid.low) / grid.step
    flat = corners[:, :, plane]
    first = np.ceil(flat.min(axis=1) - 0.5).astype(np.int64)
    spans = np.maximum(np.floor(flat.max(axis=1) - 0.5).astype(np.int64) - first + 1, 0)
    triangle = np.repeat(np.arange(len(flat)), spans.prod(axis=1))
    begins = np.cumsum(spans.prod(axis=1)) - spans.prod(axis=1)
    within = np.arange(len(triangle)) - begins[triangle]
    deep = spans[triangle, 1]
    cell = first[triangle] + np.stack([within // np.maximum(deep, 1), within % np.maximum(deep, 1)], axis=1)
    a, b, c = (flat[triangle, k] for k in range(3))
    weights = np.stack([_turn(b, c, cell + 0.5), _turn(c, a, cell + 0.5), _turn(a, b, cell + 0.5)], axis=1)
    total = weights.sum(axis=1)
    hit = (np.abs(total) > 1e-12) & ((weights >= 0).all(axis=1) | (weights <= 0).all(axis=1))
    cell, triangle, weights = cell[hit], triangle[hit], weights[hit] / total[hit, None]
    at = (weights * shape.vertices[shape.triangles[triangle]][:, :, axis]).sum(axis=1)
    cell = np.clip(cell, 0, grid.cells[plane] - 1)
    return cell[:, 0] * grid.cells[plane[1]] + cell[:, 1], at, triangle


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return twice the signed areas of triangles in the plane, N×2 each."""
    return np.asarray(
        (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]), dtype=np.float64
    )
