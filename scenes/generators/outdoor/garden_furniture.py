"""What people put into a garden to sit, eat and rest by. Fronts face −y; slots are named in each generator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, tilted, tube

LOUNGER_M = 0.33  # height of a lounger's slats


def garden_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a table of slats. Slots: slats, legs."""
    width, depth, height = size_m
    count = max(4, round(depth / 0.1))
    pitch = depth / count
    slats = [
        bar((width, pitch - 0.008, 0.028), (0, (k - (count - 1) / 2) * pitch, height - 0.028)) for k in range(count)
    ]
    legs = [
        bar((0.06, 0.06, height - 0.028), (sx * (width / 2 - 0.12), sy * (depth / 2 - 0.1), 0), 1)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    rails = [bar((width - 0.3, 0.03, 0.07), (0, sy * (depth / 2 - 0.1), height - 0.11), 1) for sy in (-1, 1)]
    return join([*slats, *legs, *rails, bar((0.05, depth - 0.1, 0.05), (0, 0, height - 0.08), 1)])


def garden_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slatted chair, some with arms. Slots: slats, frame."""
    width, depth, height = size_m
    seat_m, back_y = 0.5 * height, depth / 2 - 0.06
    inner = width - 0.08
    slats = [bar((inner, 0.055, 0.02), (0, y, seat_m - 0.02)) for y in np.linspace(0.05 - depth / 2, back_y - 0.08, 6)]
    rests = [
        moved(
            tilted(bar((inner, 0.018, 0.055), (0, 0, 0)), 8), (0, back_y - 0.01 + 0.012 * k, seat_m + 0.1 + 0.085 * k)
        )
        for k in range(int((height - seat_m - 0.14) / 0.085))
    ]
    parts = [*slats, *rests]
    for s in (-1, 1):
        x = s * (width / 2 - 0.018)
        parts.append(tube([(x, 0.03 - depth / 2, 0), (x, 0.06 - depth / 2, seat_m)], 0.016, 1, 8))
        parts.append(tube([(x, back_y, 0), (x, back_y - 0.03, seat_m), (x, depth / 2 - 0.016, height)], 0.016, 1, 8))
        parts.append(bar((0.024, depth - 0.1, 0.03), (x, -0.01, seat_m - 0.05), 1))
        if rng.random() < 0.5:
            parts.append(bar((0.04, depth - 0.1, 0.022), (x, -0.02, seat_m + 0.2)))
            parts.append(bar((0.022, 0.022, 0.2), (x, 0.08 - depth / 2, seat_m), 1))
    return join(parts)


def parasol(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open parasol on its foot. Slots: cloth, pole, foot."""
    width, _, height = size_m
    radius, rim = width / 2, height - 0.22 * width / 2 - 0.08
    top = height - 0.05
    cloth = lathe([(0.03, top - 0.015), (radius, rim), (radius, rim + 0.012), (0.03, top)], 8)
    flap = lathe(
        [
            (radius, rim - 0.16),
            (radius, rim),
            (radius - 0.006, rim),
            (radius - 0.006, rim - 0.16),
            (radius, rim - 0.16),
        ],
        8,
        caps=False,
    )
    ribs = [
        tube([(0, 0, top - 0.05), (0.97 * radius * np.cos(a), 0.97 * radius * np.sin(a), rim - 0.01)], 0.008, 1, 5)
        for a in np.arange(8) * np.pi / 4
    ]
    pole = lathe([(0.02, 0.02), (0.02, height)], 12).with_slot(1)
    foot = lathe([(0.26, 0), (0.26, 0.04), (0.05, 0.08), (0.05, 0.3)], 28).with_slot(2)
    return join([cloth, flap, *ribs, pole, foot])


@dataclass(frozen=True, slots=True)
class Recline:
    """What a lounger's slats bear: level at `flat_m`, and from `hinge_m` along y on rising by `slope`."""

    flat_m: float
    hinge_m: float
    slope: float


def recline_of(size_m: Vec3) -> Recline:
    """Return where a body lies on a sun lounger of a size, in its own space."""
    _, depth, height = size_m
    slope = 0.93 * (height - LOUNGER_M - 0.03) / (0.3 * depth - 0.07)
    return Recline(LOUNGER_M + 0.02, 0.2 * depth + 0.012 - 0.03 / slope, slope)  # through the front edges of slats


def sun_lounger(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lounger whose head, at +y, is raised. Slots: slats, frame."""
    width, depth, height = size_m
    seat_m, bend = LOUNGER_M, 0.2 * depth
    slats = [bar((width - 0.08, 0.06, 0.02), (0, y, seat_m)) for y in np.arange(0.04 - depth / 2, bend, 0.085)]
    long_m = depth / 2 - bend
    rise = height - seat_m - 0.03
    slats += [
        moved(
            bar((width - 0.08, 0.055, 0.02), (0, 0, 0)),
            (0, bend + 0.04 + t * (long_m - 0.07), seat_m + 0.03 + t * rise * 0.93),
        )
        for t in np.linspace(0, 1, max(4, int(np.hypot(long_m, rise) / 0.09)))
    ]
    parts = list(slats)
    for s in (-1, 1):
        x = s * (width / 2 - 0.02)
        parts.append(bar((0.04, depth / 2 + bend, 0.06), (x, (bend - depth / 2) / 2, seat_m - 0.02), 1))
        parts.append(tube([(x, bend, seat_m + 0.01), (x, depth / 2 - 0.02, height - 0.03)], 0.02, 1, 8))
        parts += [bar((0.05, 0.05, seat_m - 0.02), (x, y, 0), 1) for y in (0.1 - depth / 2, bend - 0.1)]
    return join(parts)


def barbecue(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a kettle grill on three legs. Slots: kettle, legs, handles."""
    r, h = size_m[0] / 2, size_m[2]
    mid = h - 0.85 * r
    bowl = lathe(
        [(0.0, mid - 0.75 * r), (0.55 * r, mid - 0.66 * r), (0.88 * r, mid - 0.35 * r), (r, mid)], 32, True, False
    )
    lid = lathe(
        [
            (r, mid),
            (0.98 * r, mid + 0.15 * r),
            (0.82 * r, mid + 0.5 * r),
            (0.45 * r, mid + 0.72 * r),
            (0.0, mid + 0.8 * r),
        ],
        32,
        True,
        False,
    )
    legs = [
        tube(
            [
                (0.5 * r * np.cos(a), 0.5 * r * np.sin(a), mid - 0.6 * r),
                (0.8 * r * np.cos(a), 0.8 * r * np.sin(a), 0.0),
            ],
            0.014,
            1,
            8,
        )
        for a in np.radians([90.0, 210.0, 330.0])
    ]
    grip = tube(
        [(-0.08, 0, mid + 0.74 * r), (-0.07, 0, h - 0.02), (0.07, 0, h - 0.02), (0.08, 0, mid + 0.74 * r)], 0.014, 2, 8
    )
    return join(
        [
            bowl,
            as_part(lid, "lid"),
            *each_part(legs, "leg"),
            grip,
            block((0.3, 0.02, 0.02), (0, -0.6 * r, mid - 0.02), 0.004, 2),
        ]
    )


def steps(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build steps that rise towards +y. Slot: stone."""
    width, depth, height = size_m
    count = max(1, round(height / 0.16))
    rise, tread = height / count, depth / count
    return join(
        [block((width, depth - k * tread, rise), (0, k * tread / 2, k * rise), 0.012, steps=2) for k in range(count)]
    )


GENERATORS: dict[str, Generator] = {
    "garden table": garden_table,
    "garden chair": garden_chair,
    "parasol": parasol,
    "sun lounger": sun_lounger,
    "barbecue": barbecue,
    "steps": steps,
}
