"""Small things in another state than they are mostly in: a closed laptop, an open book, opened boxes."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...spec import Pose, Vec3, turn
from ..core.parts import Generator, bar, block, moved, plate
from .tools import prism


def closed_laptop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a laptop with its lid down. Slots: case, gap and feet."""
    width, depth, height = size_m
    foot_m, half_m = 0.12 * height, 0.4 * height
    base = block((width, depth, half_m), (0, 0, foot_m), 0.004, steps=2)
    gap = bar((0.985 * width, 0.98 * depth, 0.08 * height), (0, 0, foot_m + half_m), 1)
    lid = block((width, depth, half_m), (0, 0, height - half_m), 0.004, steps=2)
    feet = [bar((0.8 * width, 0.02, foot_m), (0, s * 0.4 * depth, 0), 1) for s in (-1, 1)]
    return join([base, gap, as_part(lid, "lid"), *feet])


def open_book(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a book lying open, its lines of print along x. Slots: cover, paper, print."""
    width, depth, height = size_m
    half_m, board_m = width / 2, 0.003
    boards = [bar((half_m - 0.004, depth, board_m), (s * (half_m / 2 + 0.002), 0, 0)) for s in (-1, 1)]
    back = bar((0.02, depth, 0.6 * board_m), (0, 0, 0))
    arch = [(0.0, 0.0), (0.97, 0.0), (0.97, 0.3), (0.8, 0.62), (0.45, 0.98), (0.16, 0.9), (0.0, 0.35)]
    pages: list[Mesh] = []
    for side in (1, -1):
        outline = [(side * x * half_m, z * (height - board_m)) for x, z in arch]
        upright = prism(outline if side > 0 else outline[::-1], 0.96 * depth, 1)
        lying = upright.transformed(Pose((0, 0.48 * depth, board_m), turn("x", 90)).matrix())
        pages += [lying, *_print(half_m, depth, height, side)]
    return join([*boards, back, *pages])


def _print(half_m: float, depth_m: float, height_m: float, side: int) -> list[Mesh]:
    """Return the lines of a page, which lie on its steadily falling part."""
    low, high = np.array([0.78, 0.648]), np.array([0.47, 0.952])  # on the outline of the pages
    span = (low - high) * (half_m, height_m - 0.003)
    angle_deg = float(np.degrees(np.arctan2(span[1], span[0])))
    x, z = (low + high) / 2 * (half_m, height_m - 0.003) + (0.0, 0.003)
    line = bar((0.9 * float(np.hypot(*span)), 0.004, 0.0008), (0, 0, -0.0002), 2)
    leaning = line.transformed(Pose(rotation=turn("y", -side * angle_deg)).matrix())
    rows = np.linspace(-0.38, 0.38, 12) * depth_m
    return [moved(leaning, (side * float(x), float(y), float(z))) for y in rows]


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
    "closed laptop": closed_laptop,
    "open book": open_book,
    "open box": open_box,
    "open carton": open_carton,
}
