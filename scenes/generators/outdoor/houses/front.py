"""Fronts of houses: their slots, where their bays and storeys lie, and walls with openings.

The wall of a front stands at y = 0 from z = 0, looking to −y; PROJECT_M before it is the front of the house's box,
which signs, sills and balconies reach out into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ....geometry.mesh import Mesh, grid, mesh
from ....geometry.parts import joined_parts
from ....poses import Vec3
from ...core.parts import bar

PROJECT_M = 0.9
DOOR_M = 1.15
STEP_M = 0.15  # how high a house's door is above the pavement
SLOTS = 16
(WALL, TRIM, DARK, CURTAIN, LIT, ROOF, SHOP, IRON, DECK, BOARD, LETTERS, CLEAR, GOODS, WARES, ROOM, LAMP) = range(SLOTS)
SHOPS: tuple[str, ...] = (
    *("BAKERY", "BANK", "BARBER", "BIKES", "BOOKS", "CAFE", "CINEMA", "FLOWERS", "FRUIT", "HOTEL", "MARKET", "MUSIC"),
    *("OPTICIAN", "PHARMACY", "PIZZA", "SHOES", "TAILOR", "TEA ROOM", "TOYS", "WINE"),
)
MOST_NUMBER = 99  # of houses
SHUT = 7
REVEALS_M = (0.1, 0.2)
SPILL_M = (0.12, 0.25)  # so far beyond and within the ends of a sill water runs down
MIDDLE = 0.3  # of what it leaves there, so much below the middle


@dataclass(frozen=True, slots=True)
class Front:
    """Where bays and storeys lie, how large and deep windows are, the door's bay, what a sign says, the pipe's side."""

    width_m: float
    bays: int
    bay_m: float
    storeys: int
    storey_m: float
    ground_m: float
    window_m: tuple[float, float]
    door: int
    shop: str
    number: int
    pipe: int
    reveal_m: float

    @property
    def is_shut(self) -> bool:
        """Whether its shop has its shutters down: every SHUT-th has."""
        return bool(self.shop) and self.number % SHUT == 0

    def bay_x_m(self, bay: int) -> float:
        """Return where the middle of a bay is."""
        return (bay - (self.bays - 1) / 2) * self.bay_m

    def pipe_x_m(self, side: int) -> float:
        """Return where the rain pipe is (1), or the sign at the other end (-1)."""
        return side * self.pipe * (self.width_m / 2 - 0.12)


def outline(size_m: Vec3, rng: np.random.Generator, yard: bool) -> tuple[bool, float, Front]:
    """Return whether the roof is pitched, how high it is, and the front below it."""
    pitched = size_m[2] < 17 and bool(rng.random() < 0.55)
    roof_m = float(rng.uniform(2.2, 3.4)) if pitched else 0.9
    return pitched, roof_m, _front(size_m[0], size_m[2] - roof_m, rng, yard)


def _front(width_m: float, height_m: float, rng: np.random.Generator, yard: bool) -> Front:
    ground_m = float(rng.uniform(3.3, 4.0))
    storeys = max(1, round((height_m - ground_m) / 3.1))
    bays = max(2, round(width_m / float(rng.uniform(2.4, 3.4))))
    bay_m, storey_m = width_m / bays, (height_m - ground_m) / storeys
    wide_m = min(float(rng.uniform(0.95, 1.5)), 0.72 * bay_m)
    window_m = (wide_m, float(rng.uniform(0.48, 0.62)) * storey_m)
    door = bays // 2 if yard else int(rng.integers(bays))
    shop = "" if yard or rng.random() >= 0.55 else str(rng.choice(SHOPS))
    number = int(rng.integers(1, MOST_NUMBER + 1))
    pipe = 1 if rng.random() < 0.5 else -1
    reveal_m = float(rng.uniform(*REVEALS_M))
    return Front(width_m, bays, bay_m, storeys, storey_m, ground_m, window_m, door, shop, number, pipe, reveal_m)


def quads(corners: Sequence[Sequence[Sequence[float]]] | NDArray[np.float64], slot: int) -> Mesh:
    """Return flat quadrangles N×4×3, counter-clockwise from outside."""
    points = np.asarray(corners, dtype=np.float64).reshape(-1, 3)
    first = 4 * np.arange(len(points) // 4)[:, None]
    faces = (first + np.array([0, 1, 2, 0, 2, 3])).reshape(-1, 3)
    return mesh(points, faces).with_slot(slot)


def shifted(shape: Mesh, by_m: NDArray[np.float64]) -> Mesh:
    """Return the mesh moved by (x, y, z)."""
    return shape.with_vertices(shape.vertices + by_m)


def copies(shape: Mesh, places: NDArray[np.float64]) -> Mesh:
    """Return the mesh at each of the places N×3."""
    count, size = len(places), len(shape.vertices)
    return Mesh(
        (places[:, None] + shape.vertices).reshape(-1, 3),
        (size * np.arange(count)[:, None, None] + shape.triangles).reshape(-1, 3),
        np.tile(shape.smooth, count),
        np.tile(shape.slot, count),
        parts=joined_parts([shape] * count),
        soil=None if shape.soil is None else np.tile(shape.soil, count),
    )


def scaled_copies(
    shape: Mesh, places: NDArray[np.float64], sizes: NDArray[np.float64], slots: NDArray[np.int64]
) -> Mesh:
    """Return a mesh of unit size at each of the places N×3, each of its own size N×3 and slot N."""
    here = copies(shape, np.zeros((len(places), 3)))
    each = len(shape.vertices)
    vertices = here.vertices * np.repeat(sizes, each, axis=0) + np.repeat(places, each, axis=0)
    return replace(here, vertices=vertices, slot=np.repeat(slots, len(shape.triangles)))


def inside(half_m: float, start_m: float, back_m: float, low_m: float, top_m: float) -> list[list[Vec3]]:
    """Return the back, floor, ceiling, left and right of a room behind a front, as quadrangles that face inwards."""
    h, y, b, f, t = half_m, start_m, back_m, low_m, top_m
    return [
        [(-h, b, f), (h, b, f), (h, b, t), (-h, b, t)],
        [(-h, y, f), (h, y, f), (h, b, f), (-h, b, f)],
        [(-h, b, t), (h, b, t), (h, y, t), (-h, y, t)],
        [(-h, y, f), (-h, b, f), (-h, b, t), (-h, y, t)],
        [(h, b, f), (h, y, f), (h, y, t), (h, b, t)],
    ]


def opening(
    cell_m: tuple[float, float], low_m: float, wide_m: float, tall_m: float, reveal_m: float, wall: int = WALL
) -> list[Mesh]:
    """Return the wall of a cell around an opening, and its reveal; the wall stands at y = 0 from z = 0.

    Water runs down from both ends of the sill.
    """
    half, top = cell_m[0] / 2, cell_m[1]
    w, b, t, r = wide_m / 2, low_m, low_m + tall_m, reveal_m
    wall_quads = [
        ((-half, 0, t), (half, 0, t), (half, 0, top), (-half, 0, top)),
        ((-half, 0, b), (-w, 0, b), (-w, 0, t), (-half, 0, t)),
        ((w, 0, b), (half, 0, b), (half, 0, t), (w, 0, t)),
    ]
    reveal = [
        ((-w, 0, b), (-w, r, b), (-w, r, t), (-w, 0, t)),
        ((w, r, b), (w, 0, b), (w, 0, t), (w, r, t)),
        ((-w, 0, t), (-w, r, t), (w, r, t), (w, 0, t)),
        ((-w, r, b), (-w, 0, b), (w, 0, b), (w, r, b)),
    ]
    return [_below(half, w, b).with_slot(wall), quads(wall_quads, wall), quads(reveal, wall)]


def _below(half_m: float, w_m: float, sill_m: float) -> Mesh:
    """Return the wall below a sill, with what the water leaves there: most below its ends, and less further down."""
    edge, inner = min(w_m + SPILL_M[0], half_m), max(w_m - SPILL_M[1], 0.3 * w_m)
    x = np.array([-half_m, -edge, -w_m, -inner, inner, w_m, edge, half_m])
    points = np.stack([np.column_stack([x, 0 * x, np.full(len(x), z)]) for z in (0.0, sill_m)], axis=1)
    soil = np.stack([np.zeros(len(x)), (0.0, 0.0, 1.0, MIDDLE, MIDDLE, 1.0, 0.0, 0.0)], axis=1)
    return replace(grid(points, smooth=False), soil=soil.ravel())


def sashes(
    low_m: float, wide_m: float, tall_m: float, bars: int, crossed: bool, slot: int, reveal_m: float
) -> list[Mesh]:
    """Return the frame in an opening, with upright bars and a transom where it is crossed."""
    y, thick = reveal_m - 0.035, 0.06
    xs = np.linspace(-wide_m / 2 + thick / 2, wide_m / 2 - thick / 2, bars)
    parts = [bar((thick, thick, tall_m), (float(x), y, low_m), slot) for x in xs]
    heights = [0.0, tall_m - thick, *([0.66 * tall_m] if crossed else [])]
    return parts + [bar((wide_m, thick, thick), (0, y, low_m + z), slot) for z in heights]


def pane(low_m: float, wide_m: float, tall_m: float, slot: int, reveal_m: float) -> Mesh:
    """Return the glass of an opening."""
    w, r = wide_m / 2, reveal_m
    return quads([((-w, r, low_m), (w, r, low_m), (w, r, low_m + tall_m), (-w, r, low_m + tall_m))], slot)
