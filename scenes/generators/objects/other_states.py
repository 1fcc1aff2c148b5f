"""Small things in another state than they are mostly in: a closed laptop, an open book, opened boxes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, mesh
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, bar, block, moved, plate
from ..core.printing import joined, printed_grid, strip

TURNING = 0.35  # of open books have a leaf that stands up


def open_book(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a book lying open, read from −y, here and there a leaf about to turn. Slots: cover, paper, print."""
    width, depth, height = size_m
    half_m, board_m, share = width / 2, 0.003, float(rng.uniform(0.25, 0.75))
    boards = [bar((half_m - 0.004, depth, board_m), (s * (half_m / 2 + 0.002), 0, 0)) for s in (-1, 1)]
    parts = [*boards, bar((0.02, depth, 0.6 * board_m), (0, 0, 0))]
    for side, part in ((-1, share), (1, 1 - share)):
        thick_m = (0.35 + 0.65 * part / max(share, 1 - share)) * (height - board_m)
        parts.append(_pages(half_m, 0.96 * depth, thick_m, board_m, side))
    if rng.random() < TURNING:
        parts.append(_leaf(half_m, 0.96 * depth, height, 1 if rng.random() < 0.5 else -1))
    return joined(parts)


def _pages(half_m: float, depth_m: float, thick_m: float, low_m: float, side: int) -> Mesh:
    """Return the leaves on one side of an open book: they leave its back steeply, and fall slowly to their edges."""
    t = np.linspace(0, 1, 18)
    rise = np.interp(t, [0, 0.04, 0.1, 0.2, 0.32, 0.6, 1], [0.3, 0.62, 0.85, 0.98, 1.0, 0.88, 0.62])
    rise = np.convolve(np.pad(rise, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    top = np.column_stack([0.001 + 0.965 * half_m * t, low_m + thick_m * rise])
    top[:, 0] *= side
    window = (0.5, 0.0, 1.0, 1.0) if side > 0 else (0.0, 0.0, 0.5, 1.0)
    sheet = printed_grid(strip(top[::side], -depth_m / 2, depth_m / 2), window)
    foot = np.array([[top[-1, 0] + 0.004 * side, low_m], [top[0, 0], low_m]])
    ring = np.concatenate([top, foot, top[:1]])[::side]
    rest = ring[len(top) - 1 :] if side > 0 else ring[: len(ring) - len(top) + 1]
    edges = grid(strip(rest, -depth_m / 2, depth_m / 2), smooth=False)
    ends = [_end(ring[:-1], y) for y in (-depth_m / 2, depth_m / 2)]
    return joined([sheet.with_slot(2), edges.with_slot(1), *(each.with_slot(1) for each in ends)])


def _end(outline: NDArray[np.float64], y: float) -> Mesh:
    """Return the edges of leaves at their head or foot: an outline N×2 in x and z, clockwise as it is seen from −y."""
    middle = np.array([[outline[:, 0].mean(), 0.3 * outline[:, 1].max() + 0.7 * outline[:, 1].min()]])
    flat = np.concatenate([middle, outline])
    points = np.column_stack([flat[:, 0], np.full(len(flat), y), flat[:, 1]])
    k = np.arange(1, len(flat))
    fan = np.stack([0 * k, k, np.roll(k, -1)], axis=-1)
    return mesh(points, fan[:, ::-1] if y < 0 else fan)


def _leaf(half_m: float, depth_m: float, height_m: float, side: int) -> Mesh:
    """Return one leaf that stands up from the back in a bow."""
    t = np.linspace(0, 1, 10)
    bow = np.column_stack([0.9 * half_m * t**1.2, height_m * (0.75 + 1.5 * np.sin(1.9 * t) * t**0.5 - 0.35 * t)])
    bow[:, 0] *= side
    window = (0.5, 0.0, 1.0, 1.0) if side > 0 else (0.0, 0.0, 0.5, 1.0)
    points = strip(bow[::side], -depth_m / 2, depth_m / 2)
    over = printed_grid(points, window)
    return joined([over.with_slot(2), grid(points[:, ::-1] - (0, 0, 0.0003)).with_slot(1)])


def open_box(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a box without its lid, which leans against its side. Slots: box, lid."""
    width, depth, height = size_m
    lid_m = 0.12 * width
    walls = _walls((width - lid_m, depth, 0.9 * height), 0.006)
    lid = block((0.02, 0.96 * depth, height), (0, 0, 0), 0.004, 1)
    return join([moved(walls, (-lid_m / 2, 0, 0)), as_part(moved(_leaning(lid), (width / 2, 0, 0)), "lid")])


def _leaning(shape: Mesh) -> Mesh:
    return shape.transformed(Pose(rotation=turn("y", -4)).matrix())


def open_carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cardboard box whose flaps stand out on all sides. Slots: cardboard, tape."""
    width, depth, height = size_m
    out_w, out_d, up_m = 0.2 * width, 0.2 * depth, 0.16 * height
    wide_m, deep_m, tall_m = width - 2 * out_w, depth - 2 * out_d, height - up_m
    flaps = [_flap(wide_m, deep_m / 2, out_d, tall_m, up_m, turn_deg) for turn_deg in (0.0, 180.0)]
    flaps += [_flap(deep_m, wide_m / 2, out_w, tall_m, up_m, turn_deg) for turn_deg in (90.0, 270.0)]
    seams = [bar((0.05, 0.0008, 0.6 * tall_m), (0, s * (deep_m / 2 + 0.0004), 0), 1) for s in (-1, 1)]
    return join([_walls((wide_m, deep_m, tall_m), 0.005), *flaps, *seams])


def _flap(long_m: float, from_m: float, out_m: float, low_m: float, up_m: float, turn_deg: float) -> Mesh:
    """Return a flap at the front edge (-y) of a box, leaning outwards, turned about z."""
    xs, t = np.array([-0.49, 0.49]) * long_m, np.array([0.0, 1.0])
    x, share = np.meshgrid(xs, t, indexing="ij")
    corners = np.stack([x, -from_m - share * out_m, low_m - 0.002 + share * up_m], axis=-1)
    return moved(plate(corners, 0.004), (0, 0, 0), turn_deg)


def _walls(size_m: Vec3, thick_m: float) -> Mesh:
    """Return a box that is open above."""
    width, depth, height = size_m
    long = [bar((width, thick_m, height), (0, s * (depth - thick_m) / 2, 0)) for s in (-1, 1)]
    short = [bar((thick_m, depth - 2 * thick_m, height), (s * (width - thick_m) / 2, 0, 0)) for s in (-1, 1)]
    return join([*long, *short, bar((width - 2 * thick_m, depth - 2 * thick_m, thick_m), (0, 0, 0))])


GENERATORS: dict[str, Generator] = {
    "open book": open_book,
    "open box": open_box,
    "open carton": open_carton,
}
