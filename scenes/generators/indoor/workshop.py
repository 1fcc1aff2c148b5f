"""What a workshop or a garage has: a bench, a vice, steel shelves, tyres, a tool chest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, arc, bar, block, moved, tube
from ..objects.tools import prism
from .hospital_bed import castor
from .tables import Fittings, fronts

TIER_M = 0.42  # from one board of a storage shelf to the next


def work_bench(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bench of beams with a lower board and two drawers. Slots: top, frame, drawers, handles."""
    width, depth, height = size_m
    top_m, leg_m = 0.055, 0.085
    planks = 3
    parts = [
        as_part(
            block((width, depth / planks - 0.003, top_m), (0, (k - 1) * depth / planks, height - top_m), 0.005, 0, 2),
            "table top",
        )
        for k in range(planks)
    ]
    for sx in (-1, 1):
        x = sx * (width / 2 - 0.14)
        legs = [block((leg_m, leg_m, height - top_m), (x, sy * (depth / 2 - 0.09), 0), 0.006, 1) for sy in (-1, 1)]
        parts += each_part(legs, "leg")
        parts += [block((0.06, depth - 0.26, 0.08), (x, 0, z), 0.005, 1) for z in (0.14, height - top_m - 0.09)]
    for sy in (-1, 1):
        parts.append(block((width - 0.36, 0.05, 0.09), (0, sy * (depth / 2 - 0.09), 0.13), 0.005, 1))
        parts.append(block((width - 0.36, 0.04, 0.1), (0, sy * (depth / 2 - 0.07), height - top_m - 0.1), 0.005, 1))
    parts.append(block((width - 0.32, depth - 0.24, 0.02), (0, 0, 0.22), 0.003, 0))
    tall_m, wide_m = 0.13, 0.34 * width
    low_m = height - top_m - 0.1 - tall_m
    parts.append(block((wide_m, depth - 0.2, tall_m), (0, 0.01, low_m), 0.004, 2))
    parts += fronts(wide_m, tall_m, (0, 0.11 - depth / 2, low_m), (2, 1), Fittings(bool(rng.random() < 0.5)), 2, 3)
    return join(parts)


def vice(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bench vice, its jaws across x and its handle before it at −y. Slots: body, steel."""
    width, depth, height = size_m
    jaw = 0.8 * width
    parts = [
        moved(
            lathe(
                [
                    (0.48 * width, 0),
                    (0.48 * width, 0.1 * height),
                    (0.34 * width, 0.22 * height),
                    (0.3 * width, 0.34 * height),
                ],
                32,
            ),
            (0, 0.18 * depth, 0),
        )
    ]
    parts.append(block((0.6 * width, 0.36 * depth, 0.42 * height), (0, 0.2 * depth, 0.3 * height), 0.012, 0, 3))
    parts.append(block((jaw, 0.13 * depth, 0.42 * height), (0, 0.08 * depth, 0.58 * height), 0.008, 0, 2))
    front = -0.12 * depth - 0.02
    parts.append(
        block((0.44 * width, 0.5 * depth, 0.26 * height), (0, front + 0.2 * depth, 0.36 * height), 0.008, 0, 2)
    )
    parts.append(block((jaw, 0.13 * depth, 0.62 * height), (0, front - 0.02, 0.38 * height), 0.01, 0, 3))
    parts += [
        block((jaw, 0.012, 0.12 * height), (0, y, 0.87 * height), 0.002, 1)
        for y in (0.008 * depth, front + 0.05 * depth)
    ]
    parts.append(block((0.4 * width, 0.18 * depth, 0.1 * height), (0, 0.32 * depth, 0.72 * height), 0.006, 1, 2))
    tip = 0.02 - depth / 2
    parts.append(tube([(0, front, 0.46 * height), (0, tip, 0.46 * height)], 0.09 * height, 1, 16))
    at = tip + 0.004
    parts.append(tube([(-0.48 * width, at, 0.3 * height), (0.48 * width, at, 0.62 * height)], 0.007, 1, 10))
    parts += [
        moved(
            lathe([(0.002, -0.012), (0.012, -0.008), (0.012, 0.008), (0.002, 0.012)], 14),
            (s * 0.46 * width, at, (0.46 + 0.155 * s) * height),
            slot=1,
        )
        for s in (-1, 1)
    ]
    return join([*parts, block((0.03, 0.04, 0.16 * height), (0, tip + 0.002, 0.38 * height), 0.01, 1, 2)])


def storage_shelf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build steel uprights with boards between them. Slots: uprights, boards, feet."""
    width, depth, height = size_m
    thick, flange = 0.003, 0.036
    parts = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = sx * (width - thick) / 2, sy * (depth - thick) / 2
            parts.append(bar((thick, flange, height), (x, sy * (depth - flange) / 2, 0.0)))
            parts.append(bar((flange, thick, height), (sx * (width - flange) / 2, y, 0.0)))
            parts.append(
                bar(
                    (flange + 0.006, flange + 0.006, 0.02),
                    (sx * (width - flange) / 2, sy * (depth - flange) / 2, 0.0),
                    2,
                )
            )
            parts += [
                bar((0.009, 0.002, 0.014), (sx * (width - flange) / 2, sy * (depth / 2 + 0.0004), z), 2)
                for z in np.arange(0.12, height - 0.05, 0.1)
            ]
    for top_m in shelf_tops_m(size_m):
        parts.append(block((width - 0.012, depth - 0.012, 0.014), (0, 0, top_m - 0.014), 0.002, 1))
        parts += [bar((width - 0.008, 0.014, 0.034), (0, s * (depth / 2 - 0.011), top_m - 0.036)) for s in (-1, 1)]
        parts += [bar((0.014, depth - 0.03, 0.034), (s * (width / 2 - 0.011), 0, top_m - 0.036)) for s in (-1, 1)]
    return join(parts)


def shelf_tops_m(size_m: Vec3) -> list[float]:
    """Return the heights of a storage shelf's boards."""
    count = max(3, round(size_m[2] / TIER_M))
    return np.linspace(0.12, size_m[2] - 0.02, count).tolist()


def tyre(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a car's wheel, or a tyre alone, lying flat. Slots: rubber, rim, nuts."""
    width, _, height = size_m
    r, hole = width / 2, 0.62 * width / 2
    groove = 0.009
    tread = [(0.985 * r, 0.16 * height)]
    for k in range(4):
        low, high = (0.2 + 0.16 * k) * height, (0.31 + 0.16 * k) * height
        tread += [(r - groove, low), (r, low + 0.004), (r, high - 0.004), (r - groove, high)]
    outer = [(hole, 0.1 * height), (hole + 0.03, 0.0), (0.82 * r, 0.0), (0.94 * r, 0.06 * height), *tread]
    outer += [
        (0.985 * r, 0.84 * height),
        (0.94 * r, 0.94 * height),
        (0.82 * r, height),
        (hole + 0.03, height),
        (hole, 0.9 * height),
    ]
    parts = [lathe([*outer, (hole - 0.012, 0.8 * height), (hole - 0.012, 0.2 * height), outer[0]], 64, caps=False)]
    blocks = [
        moved(
            bar((0.004, 0.012, 0.7 * height), (0, 0, 0.15 * height)),
            ((r - 0.0055) * float(c), (r - 0.0055) * float(s), 0),
            float(np.degrees(np.arctan2(s, c))) + 90,
        )
        for c, s in arc(49, 0, 360)[:-1]
    ]
    return join([*parts, *blocks, *(_rim(hole - 0.008, height) if rng.random() < 0.6 else [])])


def _rim(r: float, height: float) -> list[Mesh]:
    """Return a rim with five spokes and its nuts."""
    wall = [
        (r - 0.016, 0.1 * height),
        (r, 0.1 * height),
        (r, 0.9 * height),
        (r - 0.012, 0.93 * height),
        (r - 0.02, 0.86 * height),
        (r - 0.016, 0.1 * height),
    ]
    parts = [lathe(wall, 48, caps=False).with_slot(1)]
    hub_m = 0.7 * height
    parts.append(
        moved(
            lathe([(0.085, 0), (0.085, 0.03), (0.07, 0.045), (0.03, 0.045), (0.028, 0.03)], 32),
            (0, 0, hub_m - 0.03),
            slot=1,
        )
    )
    for c, s in arc(6, 90, 450)[:5]:
        angle = float(np.degrees(np.arctan2(s, c)))
        parts.append(
            moved(
                prism([(-0.034, 0.05), (0.034, 0.05), (0.05, r - 0.008), (-0.05, r - 0.008)][::1], 0.03),
                (0, 0, hub_m - 0.02),
                angle - 90,
                1,
            )
        )
        parts.append(
            moved(lathe([(0.011, 0), (0.011, 0.016)], 6), (0.055 * float(c), 0.055 * float(s), hub_m + 0.008), slot=2)
        )
    return parts


def tool_chest(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a chest of steel drawers on castors, with a lid and a handle. Slots: body, grips, castors and mat."""
    width, depth, height = size_m
    foot_m, top_m = 0.13, 0.05
    y = 0.012
    parts = [block((width - 0.04, depth - 0.03, height - foot_m - top_m), (0, y, foot_m), 0.006, 0, 2)]
    parts.append(block((width - 0.02, depth - 0.01, top_m), (0, 0.004, height - top_m), 0.01, 0, 2))
    parts.append(block((width - 0.07, depth - 0.07, 0.004), (0, 0.004, height - 0.002), 0.001, 2))
    parts += [
        mesh for sx in (-1, 1) for sy in (-1, 1) for mesh in castor(sx * 0.4 * width, sy * 0.38 * depth, 0.055, 2)
    ]
    face = height - foot_m - top_m - 0.02
    rows = [0.13, 0.13, 0.13, 0.17, 0.2, 0.24]
    z = height - top_m - 0.01
    for share in rows:
        tall = share * face
        z -= tall
        parts.append(
            as_part(block((width - 0.07, 0.018, tall - 0.008), (0, 0.012 - depth / 2, z), 0.004, 0, 2), "drawer")
        )
        parts.append(
            as_part(block((width - 0.11, 0.012, 0.014), (0, 0.006 - depth / 2, z + tall - 0.03), 0.004, 1, 2), "handle")
        )
    x = width / 2 - 0.008
    parts.append(
        tube(
            [
                (x - 0.014, -0.3 * depth, 0.82 * height),
                (x, -0.28 * depth, 0.84 * height),
                (x, 0.28 * depth, 0.84 * height),
                (x - 0.014, 0.3 * depth, 0.82 * height),
            ],
            0.009,
            1,
            8,
        )
    )
    return join(parts)


def _bench_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    low = Surface((0.0, 0.0, 0.24), width - 0.5, depth - 0.3, 0.32)
    return (low, Surface((0.0, 0.0, height), width - 0.06, depth - 0.06, 0.8))


def _boards(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    tops_m = shelf_tops_m(size_m)
    clear_m = tops_m[1] - tops_m[0] - 0.05
    return tuple(Surface((0.0, 0.0, top_m), width - 0.1, depth - 0.06, clear_m) for top_m in tops_m)


def _tyre_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, _, height = size_m
    return (Surface((0.0, 0.0, height), 0.8 * width, 0.8 * width, 0.6),)


def _chest_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.004, height), width - 0.1, depth - 0.1, 0.5),)


GENERATORS: dict[str, Generator] = {
    "work bench": work_bench,
    "vice": vice,
    "storage shelf": storage_shelf,
    "tyre": tyre,
    "tool chest": tool_chest,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {
    "work bench": _bench_top,
    "storage shelf": _boards,
    "tyre": _tyre_top,
    "tool chest": _chest_top,
}
