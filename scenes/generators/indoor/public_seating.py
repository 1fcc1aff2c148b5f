"""What people sit on in halls, and school desks: chairs on steel tubes, seats that tip up, chairs of cafés."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.parts import Generator, arc, bar, block, moved, pad, plate, tilted, tube
from .chairs import chair_seat_m

TUBE_M = 0.011  # the radius of steel tubes
SHELL_M, PLY_M = 0.007, 0.011  # the thickness of moulded plastic and of bent plywood
ARM_M = 0.055  # the width of the arm rests of a row; two neighbours share one
UP = 0.6  # so many seats are tipped up
ROUND = 0.35  # the share of a sheet's length over which its corners are rounded


def shell_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a moulded shell on steel tubes: four legs, or two runners. Slots: shell, tubes, feet."""
    width, depth, height = size_m
    seat_m = chair_seat_m(size_m)
    wide_m = width - 0.05
    # the middle of the shell from its front edge backwards and up, in y and z
    side = np.array(
        [
            *((-0.47 * depth, seat_m - 0.035), (-0.44 * depth, seat_m - 0.009), (-0.37 * depth, seat_m - 0.0005)),
            *((-0.1 * depth, seat_m), (0.14 * depth, seat_m), (0.28 * depth, seat_m + 0.003)),
            *((0.335 * depth, seat_m + 0.035), (0.375 * depth, seat_m + 0.12)),
            *((0.44 * depth, 0.5 * (seat_m + height)), (0.48 * depth, height - 0.03), (0.485 * depth, height)),
        ]
    )
    across = np.interp(np.arange(11), [0, 2, 4.5, 6.5, 8.5, 10], [0.92, 1.0, 1.0, 0.91, 0.97, 0.94])
    hollow = np.interp(np.arange(11), [0, 4, 5, 7, 10], [0.0, 0.0, 0.006, 0.03, 0.018])
    shell = _bent(side, wide_m * across, hollow, SHELL_M)
    return join([shell, *(_runners if rng.random() < 0.35 else _bent_legs)(size_m, seat_m - 0.03)])


def conference_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a padded or plywood seat and back on a frame of steel tubes. Slots: seat and back, tubes, feet."""
    width, depth, height = size_m
    seat_m, x = chair_seat_m(size_m), width / 2 - 0.02
    back_m, padded = float(rng.uniform(0.3, 0.36)) * height, bool(rng.random() < 0.6)
    thick_m = 0.035 if padded else PLY_M
    legs = []
    for s in (-1, 1):
        rear = [(s * x, depth / 2 - 0.015, 0.0), (s * x, 0.4 * depth, 0.5 * seat_m), (s * x, 0.37 * depth, seat_m)]
        rear += [(s * x, 0.42 * depth, seat_m + 0.16), (s * (x - 0.01), 0.48 * depth, height - 0.06)]
        front = [(s * x, 0.02 - depth / 2, 0.0), (s * x, 0.035 - depth / 2, seat_m - 0.06)]
        front += [(s * x, 0.06 - depth / 2, seat_m - 0.025), (s * x, 0.1 - depth / 2, seat_m - 0.018)]
        legs += [tube(rear, TUBE_M, 1, 8), tube([*front, (s * x, 0.37 * depth, seat_m - 0.018)], TUBE_M, 1, 8)]
    rails = [tube([(-x, y, seat_m - 0.04), (x, y, seat_m - 0.04)], 0.009, 1, 8) for y in (-0.3 * depth, 0.3 * depth)]
    seat_size = (width - 0.05, 0.84 * depth, thick_m)
    place = (0.0, -0.035 * depth, seat_m - thick_m)
    seat = pad(seat_size, place, 0.4 * thick_m, 0.008) if padded else block(seat_size, place, 0.005, 0, 2)
    heights = np.linspace(height - back_m, height, 9)
    lean = np.interp(heights, [seat_m, height], [0.4 * depth, 0.48 * depth])
    back = _bent(np.column_stack([lean - TUBE_M, heights]), np.full(9, width - 0.03), 0.03, thick_m)
    return join([*legs, *rails, as_part(seat, "seat"), as_part(back, "backrest"), *_caps(size_m, x)])


def _bent(side_yz: NDArray[np.float64], wide_m: ArrayLike, hollow_m: ArrayLike, thick_m: float) -> Mesh:
    """Return a sheet bent along a line of its side, hollow across, its four corners rounded."""
    along = np.gradient(side_yz, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(side_yz, axis=0), axis=1))])
    to_end = np.minimum(length, length[-1] - length) / (ROUND * 0.3)
    narrow = 1 - 0.16 * (1 - np.clip(to_end, 0, 1)) ** 2
    u = np.linspace(-1, 1, 9)
    x = np.outer(0.5 * np.asarray(wide_m) * narrow, u)
    lifted = np.outer(np.broadcast_to(hollow_m, len(side_yz)), np.abs(u) ** 2.2)
    y = side_yz[:, :1] - along[:, 1:] * lifted
    z = side_yz[:, 1:] + along[:, :1] * lifted
    return plate(np.stack([x, y, z], axis=-1).transpose(1, 0, 2), thick_m)


def _bent_legs(size_m: Vec3, under_m: float) -> list[Mesh]:
    """Return two tubes, each of which is the front and the rear leg of one side, a brace, and the feet."""
    width, depth, _ = size_m
    x, inner = width / 2 - TUBE_M, 0.36 * width
    parts = []
    for s in (-1, 1):
        path = [(s * x, TUBE_M - depth / 2, 0.0), (s * (inner + 0.02), 0.06 - 0.42 * depth, under_m - 0.05)]
        path += [(s * inner, 0.1 - 0.42 * depth, under_m - 0.008), (s * inner, 0.14 - 0.42 * depth, under_m)]
        path += [(s * inner, 0.2 * depth, under_m), (s * inner, 0.24 * depth, under_m - 0.01)]
        path += [(s * (inner + 0.01), 0.28 * depth, under_m - 0.06), (s * x, depth / 2 - TUBE_M, 0.0)]
        parts.append(tube(path, TUBE_M, 1, 8))
    braces = [tube([(-inner, y, under_m), (inner, y, under_m)], 0.009, 1, 8) for y in (-0.24 * depth, 0.16 * depth)]
    return [*parts, *braces, *_caps(size_m, x)]


def _caps(size_m: Vec3, x_m: float) -> list[Mesh]:
    y = size_m[1] / 2 - 0.016
    return [bar((0.028, 0.03, 0.02), (s * (x_m - 0.003), t * y, 0.0), 2) for s in (-1, 1) for t in (-1, 1)]


def _runners(size_m: Vec3, under_m: float) -> list[Mesh]:
    """Return two tubes bent to a runner on the floor each, and braces between them."""
    width, depth, _ = size_m
    x, inner, low = width / 2 - TUBE_M, 0.34 * width, TUBE_M
    parts = []
    for s in (-1, 1):
        path = [(s * inner, 0.1 * depth, under_m), (s * (inner + 0.02), -0.2 * depth, under_m - 0.01)]
        path += [(s * x, -0.3 * depth, under_m - 0.06), (s * x, 0.06 - depth / 2, 0.05), (s * x, 0.08 - depth / 2, low)]
        path += [(s * x, depth / 2 - 0.06, low), (s * x, depth / 2 - 0.02, 0.05), (s * x, 0.3 * depth, under_m - 0.06)]
        path += [(s * (inner + 0.02), 0.26 * depth, under_m - 0.01), (s * inner, 0.14 * depth, under_m)]
        parts.append(tube(path, TUBE_M, 1, 8))
    braces = [tube([(-inner, y, under_m), (inner, y, under_m)], 0.009, 1, 8) for y in (-0.12 * depth, 0.12 * depth)]
    return [*parts, *braces]


def theatre_seat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one seat of a row, tipped up or down, between its halves of two arm rests. Slots: cloth, frame, arms."""
    width, depth, height = size_m
    seat_m, inner = chair_seat_m(size_m), width - ARM_M
    up = bool(rng.random() < UP)
    parts = []
    for s in (-1, 1):
        x = s * (width / 2 - ARM_M / 4)
        parts.append(block((ARM_M / 2, 0.44 * depth, seat_m + 0.16), (x, 0.08 * depth, 0.0), 0.006, 1, 2))
        parts.append(bar((ARM_M / 2, 0.6 * depth, 0.012), (x, 0.06 * depth, 0.0), 1))
        arm = block((ARM_M / 2, 0.62 * depth, 0.035), (x, -0.03 * depth, seat_m + 0.16), 0.008, 2, 2)
        parts.append(as_part(arm, "armrest"))
    deep, thick = 0.66 * depth, 0.13
    cushion = pad((inner - 0.012, deep, thick), (0, 0, 0), 0.045, 0.012)
    tray = block((inner - 0.03, deep - 0.06, 0.03), (0, 0.01, -0.012), 0.012, 1, 2)
    tipped = join([cushion, tray])
    hinge_y, hinge_z = 0.16 * depth, seat_m - thick
    if up:
        folded = tilted(moved(tipped, (0, -deep / 2, 0)), 74.0 + float(rng.uniform(-4, 4)))
        placed = moved(folded, (0, 0.05 * depth, hinge_z))
    else:
        placed = moved(tipped, (0, hinge_y - deep / 2, hinge_z))
    back = pad((inner - 0.01, height - seat_m + 0.06, 0.1), (0, 0, 0), 0.045, 0.014)
    upright = tilted(back, -90 + 13)
    behind = block((inner - 0.03, height - seat_m - 0.04, 0.016), (0, 0, -0.014), 0.006, 2, 2)
    middle = (0.0, depth / 2 - 0.12, (height + seat_m - 0.1) / 2)
    shapes = [as_part(moved(upright, middle), "backrest"), moved(tilted(behind, -90 + 13), middle)]
    return join([*parts, as_part(placed, "seat"), *shapes])


def bentwood_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a café chair of bent wood: a round seat, hoops for a back, a ring between the legs. Slots: wood, seat."""
    width, depth, height = size_m
    seat_m, r = chair_seat_m(size_m), 0.42 * width
    y = -depth / 2 + r + 0.01
    parts = [moved(lathe([(r - 0.012, -0.035), (r, -0.028), (r, -0.008), (r - 0.01, 0.0)], 32), (0, y, seat_m), slot=0)]
    parts.append(moved(lathe([(r - 0.028, -0.004), (r - 0.032, 0.003)], 32), (0, y, seat_m), slot=1))
    foot, rear = width / 2 - 0.016, depth / 2 - 0.016
    for s in (-1, 1):
        path = [(s * foot, 0.02 - depth / 2, 0.0), (s * 0.3 * width, y - 0.62 * r, seat_m - 0.03)]
        parts.append(as_part(tube(path, [0.012, 0.017], 0, 10), "leg"))
        path = [(s * foot, rear, 0.0), (s * 0.8 * r, y + 0.58 * r, seat_m - 0.03)]
        parts.append(as_part(tube(path, [0.012, 0.016], 0, 10), "leg"))
    for half, away, top, radius in (
        (0.8 * r, 0.58 * r, height - 0.016, 0.016),
        (0.5 * r, 0.8 * r, 0.9 * height, 0.011),
    ):
        parts.append(as_part(_hoop(half, y + away, seat_m - 0.03, rear, top, radius), "backrest"))
    loop = [(0.72 * r * c, y + 0.72 * r * s, 0.42 * seat_m) for c, s in arc(25, 0, 360).tolist()]
    return join([*parts, tube(loop[:-1] + loop[:1], 0.009, 0, 8)])


def _hoop(half_m: float, foot_y: float, low_m: float, back_y: float, top_m: float, radius_m: float) -> Mesh:
    """Return a rod bent to an upright hoop that leans back from its feet to its top."""
    points = []
    for c, s in arc(15, 180, 0).tolist():
        z = top_m - (1 - s) * min(half_m, 0.55 * (top_m - low_m))
        points.append((half_m * c, z))
    ends = [(-half_m, low_m), *points, (half_m, low_m)]
    share = [(z - low_m) / (top_m - low_m) for _, z in ends]
    lean = back_y - radius_m - foot_y
    return tube([(x, foot_y + lean * k, z) for (x, z), k in zip(ends, share, strict=True)], radius_m, 0, 10)


def padded_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an upholstered chair on tapered legs, its back one cushion or a cushion over a gap. Slots: cloth, legs."""
    width, depth, height = size_m
    seat_m, thick_m = chair_seat_m(size_m), 0.085
    low_m = seat_m + (0.1 if rng.random() < 0.5 else -0.05)
    seat = pad((width - 0.02, 0.86 * depth, thick_m), (0, -0.05 * depth, seat_m - thick_m), 0.03, 0.014)
    back = tilted(pad((width - 0.03, height - low_m, 0.075), (0, 0, 0), 0.03, 0.012), -90 + 9)
    placed = moved(back, (0, 0.42 * depth, (height + low_m) / 2))
    x, y, legs = width / 2 - 0.035, depth / 2 - 0.03, []
    for s in (-1, 1):
        legs.append(
            tube([(s * x, -y, 0.0), (s * (x - 0.01), -y + 0.02, seat_m - thick_m + 0.01)], [0.012, 0.019], 1, 8)
        )
        top = (s * (x - 0.02), 0.4 * depth, low_m + 0.06)
        legs.append(
            tube([(s * x, y, 0.0), (s * (x - 0.02), 0.36 * depth, seat_m - 0.05), top], [0.012, 0.019, 0.015], 1, 8)
        )
    return join([*each_part(legs, "leg"), as_part(seat, "seat"), as_part(placed, "backrest")])


def school_desk(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a desk on steel tubes, four legs or two runners, some with a tray for books. Slots: top, frame, feet."""
    width, depth, height = size_m
    thick, x, y = 0.024, width / 2 - 0.045, depth / 2 - 0.045
    under = height - thick
    top = as_part(block((width, depth, thick), (0, 0, under), 0.009, 0, 3), "table top")
    parts = [bar((2 * x, 0.02, 0.035), (0, s * y, under - 0.035), 1) for s in (-1, 1)]
    parts += [bar((0.02, 2 * y, 0.035), (s * x, 0, under - 0.035), 1) for s in (-1, 1)]
    legs, low = [], 0.016
    if rng.random() < 0.5:
        for s in (-1, 1):
            legs += [tube([(s * x, t * y, 0.0), (s * x, t * y, under)], 0.015, 1, 10) for t in (-1, 1)]
            parts += [bar((0.034, 0.034, 0.025), (s * x, t * y, 0.0), 2) for t in (-1, 1)]
    else:
        for s in (-1, 1):
            legs.append(tube([(s * x, -y, low), (s * x, y, low)], 0.016, 1, 10))
            legs.append(tube([(s * x, 0.35 * y, low), (s * x, 0.35 * y, under)], 0.018, 1, 10))
            parts += [bar((0.036, 0.04, 0.012), (s * x, t * (y - 0.01), 0.0), 2) for t in (-1, 1)]
        parts.append(bar((2 * x, 0.03, 0.03), (0, 0.35 * y, 0.45 * height), 1))
    if rng.random() < 0.6:
        tray = (0.84 * width, 0.62 * depth, 0.008)
        parts.append(bar(tray, (0, 0.1 * depth, under - 0.13), 1))
        parts += [bar((0.008, tray[1], 0.13), (s * tray[0] / 2, 0.1 * depth, under - 0.13), 1) for s in (-1, 1)]
    return join([top, *each_part(legs, "leg"), *parts])


GENERATORS: dict[str, Generator] = {
    "school desk": school_desk,
    "shell chair": shell_chair,
    "conference chair": conference_chair,
    "theatre seat": theatre_seat,
    "bentwood chair": bentwood_chair,
    "padded chair": padded_chair,
}
