"""What stands along a street: lamps, lights, signs, bollards, bins, seats, shelters, and its markings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, arc, bar, block, moved, plate, ring, round_bar, tilted, tube

STICKERS = 3  # at most so many on a post
DASH_M = 9.0  # from the start of a dash to that of the next


def street_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a mast whose arm reaches to the front. Slots: mast, lamp, stickers."""
    width, depth, height = size_m
    back = depth / 2 - width / 2
    mast = lathe([(width / 2, 0), (width / 2, 0.9), (0.3 * width, 1.0), (0.2 * width, height - 0.12)], 12)
    path = [
        (0, back, height - 0.3),
        (0, back - 0.1, height - 0.08),
        (0, 0, height - 0.06),
        (0, 0.5 - depth / 2, height - 0.06),
    ]
    head = block((width, 0.75, 0.09), (0, 0.375 - depth / 2, height - 0.1), 0.03, 0, 2)
    glow = bar((0.7 * width, 0.5, 0.02), (0, 0.33 - depth / 2, height - 0.115), 1)
    stuck = [moved(each, (0, back, 0)) for each in _stickers(0.3 * width, (1.15, 1.75), 2, rng)]
    return join([moved(mast, (0, back, 0)), tube(path, 0.03, 0, 8), head, glow, *stuck])


def _stickers(radius_m: float, span_m: tuple[float, float], slot: int, rng: np.random.Generator) -> list[Mesh]:
    """Return up to three small sheets around an upright post of this radius, anywhere between two heights."""
    sheets = []
    for _ in range(int(rng.integers(0, STICKERS + 1))):
        wide_deg = float(np.degrees(rng.uniform(0.05, 0.11) / radius_m))
        around, low = float(rng.uniform(0, 360)), float(rng.uniform(*span_m))
        edge = arc(7, around, around + min(wide_deg, 150.0)) * (radius_m + 0.003)
        rows = [np.column_stack([edge, np.full(7, z)]) for z in (low, low + float(rng.uniform(0.05, 0.12)))]
        sheets.append(plate(np.stack(rows, axis=1), 0.002, slot))
    return sheets


def traffic_light(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a post with three lamps that face the front. Slots: post, case, red, amber, green."""
    width, depth, height = size_m
    y = depth / 2 - 0.06
    parts = [
        round_bar((0, y, 0), (0, y, height - 0.3), 0.055, 0.055),
        block((width, 0.14, 0.95), (0, y - 0.13, height - 0.95), 0.03, 1),
    ]
    for k in range(3):
        z = height - 0.18 - 0.3 * k
        lens = lathe([(0.1, 0), (0.1, 0.012), (0, 0.02)], 16, caps=False)
        hood = ring([(0.115, 0), (0.115, 0.14)], 0.006, 1, 16)
        parts += [
            moved(tilted(lens, -90).with_slot(2 + k), (0, y - 0.2, z)),
            moved(tilted(hood, -90), (0, y - 0.2, z), slot=1),
        ]
    return join(parts)


def bollard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a post with a band. Slots: post, band."""
    r, h = size_m[0] / 2, size_m[2]
    post = lathe(
        [(r, 0), (r, 0.06), (0.72 * r, 0.1), (0.72 * r, h - 0.12), (0.85 * r, h - 0.1), (0.6 * r, h), (0, h)], 20
    )
    return join([post, lathe([(0.75 * r, h - 0.28), (0.75 * r, h - 0.2)], 20, caps=False).with_slot(1)])


def litter_bin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bin with a hood and an opening. Slots: body, dark inside, stickers."""
    r, h = size_m[0] / 2, size_m[2]
    body = lathe([(0.8 * r, 0), (0.86 * r, 0.06), (r, 0.08), (r, 0.72 * h), (0.9 * r, 0.74 * h)], 28)
    dark = lathe([(0.8 * r, 0.74 * h), (0.8 * r, 0.86 * h)], 20, caps=False).with_slot(1)
    hood = lathe([(r, 0.86 * h), (r, 0.9 * h), (0.7 * r, h), (0, h)], 28)
    posts = [bar((0.05, 0.05, 0.14 * h), (s * 0.8 * r, 0, 0.73 * h)) for s in (-1, 1)]
    return join([body, dark, hood, *posts, *_stickers(r - 0.002, (0.3 * h, 0.6 * h), 2, rng)])


def hydrant(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a fire hydrant. Slots: body, caps."""
    r, h = 0.36 * size_m[0], size_m[2]
    body = lathe(
        [
            (1.3 * r, 0),
            (1.3 * r, 0.05),
            (r, 0.06),
            (r, 0.68 * h),
            (1.2 * r, 0.7 * h),
            (1.2 * r, 0.75 * h),
            (0.8 * r, 0.9 * h),
            (0.3 * r, 0.95 * h),
            (0.3 * r, h),
            (0, h),
        ],
        24,
    )
    arms = [tube([(0, 0, 0.55 * h), (s * 0.5 * size_m[0], 0, 0.55 * h)], 0.5 * r, 1, 12) for s in (-1, 1)]
    return join([body, *arms])


def post_box(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a box for letters on a foot. Slots: body, dark slit."""
    width, depth, height = size_m
    body = block((width, depth - 0.01, 0.72 * height), (0, 0.005, 0.28 * height), 0.04, 0, 3)
    foot = [bar((0.1, 0.1, 0.3 * height), (0, 0.05, 0)), bar((0.7 * width, 0.7 * depth, 0.03), (0, 0, 0))]
    return join([body, *foot, bar((0.6 * width, 0.02, 0.035), (0, 0.01 - depth / 2, 0.82 * height), 1)])


def utility_cabinet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cabinet of cables with two doors. Slots: case, plinth, stickers."""
    width, depth, height = size_m
    case = block((width, depth - 0.02, height - 0.1), (0, 0.01, 0.1), 0.015)
    doors = [
        block((width / 2 - 0.05, 0.03, height - 0.22), (s * width / 4, 0.015 - depth / 2, 0.15), 0.006) for s in (-1, 1)
    ]
    sheets = []
    for _ in range(int(rng.integers(0, 4))):
        x, z = float(rng.uniform(-0.3, 0.3)) * width, float(rng.uniform(0.35, 0.75)) * height
        size = (float(rng.uniform(0.06, 0.2)), 0.002, float(rng.uniform(0.06, 0.24)))
        sheets.append(bar(size, (x, -depth / 2, min(z, height - 0.32)), 2))
    return join([case, *doors, bar((width, depth, 0.12), (0, 0, 0), 1), *sheets])


def parking_meter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pay station. Slots: case, screen."""
    width, depth, height = size_m
    head = block((width, depth - 0.02, 0.45 * height), (0, 0.01, 0.55 * height), 0.03, 0, 2)
    return join(
        [
            head,
            bar((0.5 * width, 0.02, 0.1), (0, 0.012 - depth / 2, 0.8 * height), 1),
            bar((0.5 * width, 0.5 * depth, 0.6 * height), (0, 0, 0)),
        ]
    )


def bus_shelter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shelter with glass at its back and side. Slots: frame, glass, seat, poster."""
    width, depth, height = size_m
    w, d = width / 2 - 0.04, depth / 2 - 0.04
    posts = [bar((0.07, 0.07, height - 0.08), (x, y, 0)) for x in (-w, 0, w) for y in (d,)] + [
        bar((0.07, 0.07, height - 0.08), (w, -d, 0))
    ]
    roof = block((width, depth, 0.09), (0, 0, height - 0.09), 0.02)
    panes = [bar((w - 0.08, 0.012, height - 0.45), (s * w / 2, d, 0.25), 1) for s in (-1, 1)]
    poster = bar((0.06, 2 * d - 0.1, height - 0.4), (w, 0, 0.2), 3)
    seat = [
        bar((0.6 * width, 0.3, 0.04), (-0.1, d - 0.25, 0.45), 2),
        *(bar((0.05, 0.05, 0.45), (x, d - 0.25, 0)) for x in (-0.5, 0.5)),
    ]
    return join([*posts, roof, *panes, poster, *seat])


def railing(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pedestrian rail of upright bars. Slot: steel."""
    width, _, height = size_m
    xs = np.linspace(-width / 2 + 0.03, width / 2 - 0.03, max(3, round(width / 0.12)))
    bars = [bar((0.015, 0.015, height - 0.2), (float(x), 0, 0.12)) for x in xs]
    posts = [bar((0.05, 0.05, height), (s * (width / 2 - 0.025), 0, 0)) for s in (-1, 1)]
    return join(
        [*bars, *posts, bar((width, 0.04, 0.04), (0, 0, height - 0.06)), bar((width, 0.03, 0.03), (0, 0, 0.12))]
    )


def cafe_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a small round table on one foot. Slots: top, foot."""
    r, h = size_m[0] / 2, size_m[2]
    top = lathe([(r, h - 0.03), (r, h)], 28)
    foot = lathe([(0.22, 0), (0.22, 0.02), (0.03, 0.05), (0.03, h - 0.03)], 16).with_slot(1)
    return join([top, foot])


def a_board(size_m: Vec3, rng: np.random.Generator, letters: Sequence[Mesh] = ()) -> Mesh:
    """Build a shop's folding sign, with letters on both its leaves if there are any. Slots: frame, board, letters."""
    width, depth, height = size_m
    lean = float(np.degrees(np.arctan2(depth / 2, height)))
    parts = []
    for turn_deg in (0, 180):
        leaf = join(
            [
                bar((width, 0.025, height - 0.01), (0, 0, 0)),
                bar((0.84 * width, 0.03, 0.8 * height), (0, -0.004, 0.13 * height), 1),
                *letters,
            ]
        )
        parts.append(moved(moved(tilted(leaf, lean), (0, 0.02 - depth / 2, 0)), (0, 0, 0), turn_deg))
    return join(parts)


def dashes(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a broken line along x, a third of it painted. Slot: paint."""
    width, depth, height = size_m
    count = max(2, int(width / DASH_M))
    pitch = width / count
    return join([bar((pitch / 3, depth, height), ((k - (count - 1) / 2) * pitch, 0, 0)) for k in range(count)])


def crossing(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the stripes of a pedestrian crossing, each along x. Slot: paint."""
    width, depth, height = size_m
    count = max(3, round(depth / 1.0))
    return join([bar((width, 0.5, height), (0, (k - (count - 1) / 2) * depth / count, 0)) for k in range(count)])


def manhole(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cover in its frame. Slots: cover, frame."""
    r, h = size_m[0] / 2, size_m[2]
    cover = lathe([(0.88 * r, 0), (0.88 * r, h)], 28)
    studs = [
        bar((0.1 * r, 0.1 * r, 0.003), (x * r, y * r, h))
        for x in np.arange(-0.6, 0.7, 0.2)
        for y in np.arange(-0.6, 0.7, 0.2)
        if x * x + y * y < 0.5
    ]
    return join([cover, lathe([(0.91 * r, 0), (0.91 * r, h), (r, h), (r, 0)], 28, caps=False).with_slot(1), *studs])


GENERATORS: dict[str, Generator] = {
    "street lamp": street_lamp,
    "traffic light": traffic_light,
    "bollard": bollard,
    "street bin": litter_bin,
    "hydrant": hydrant,
    "post box": post_box,
    "utility cabinet": utility_cabinet,
    "parking meter": parking_meter,
    "bus shelter": bus_shelter,
    "railing": railing,
    "cafe table": cafe_table,
    "dashes": dashes,
    "crossing": crossing,
    "manhole": manhole,
}
