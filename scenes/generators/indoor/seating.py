"""Things to sit and lie on."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.parts import Generator, arc, block, four_legs, moved, pad, round_bar, tilted, tube
from .chairs import chair_seat_m
from .soft import duvet, leant_on, padded, sat_on, throw

THROWN = 0.3  # of sofas have a throw over an arm
RAIL_IN_M = 0.045  # by which a bed's rails stand back behind what hangs over them


def sofa(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one to four seats between arms, with loose cushions, some with a throw. Slots: upholstery, legs, throw."""
    width, depth, height = size_m
    seat_m, arm_m, back_m = sofa_seat(size_m)
    leg_m = float(rng.choice([0.04, 0.12, 0.16]))
    cushion_m = rng.uniform(0.13, 0.17)
    arm_top_m = rng.uniform(0.62, 0.78) * height
    radius_m = rng.uniform(0.025, 0.06)
    inner_m = width - 2 * arm_m
    parts = four_legs((width, depth, leg_m + 0.01), 0.08, 0.045, rng, slot=1)
    parts.append(block((inner_m + 0.04, depth - 0.04, seat_m - cushion_m - leg_m), (0, 0, leg_m), 0.01))
    piped, size = bool(rng.random() < 0.5), (arm_m, depth, arm_top_m - leg_m)
    arms = [padded(size, (side * (width - arm_m) / 2, 0, leg_m), radius_m, rng, piped) for side in (-1, 1)]
    parts += each_part(arms, "armrest")
    frame_m = 0.55 * back_m
    back = padded((inner_m + 0.02, frame_m, height - leg_m - 0.008), (0, (depth - frame_m) / 2, leg_m), radius_m, rng)
    parts.append(as_part(back, "backrest"))
    parts += _sofa_cushions(size_m, inner_m, cushion_m, rng)
    if rng.random() < THROWN:
        parts.append(_thrown((arm_m, depth, arm_top_m), (width - arm_m) / 2, seat_m, rng))
    return join(parts)


def _thrown(arm_m: Vec3, out_m: float, seat_m: float, rng: np.random.Generator) -> Mesh:
    """Return a throw over one of a sofa's arms, `out_m` from the middle."""
    cloth = throw(arm_m, float(rng.uniform(0.45, 0.75)) * arm_m[1], arm_m[2] - seat_m - 0.02, rng)
    at_left = moved(cloth, (-out_m, 0, 0))
    return at_left if rng.random() < 0.5 else at_left.transformed(np.diag([-1.0, 1.0, 1.0, 1.0]))


def sofa_seat(size_m: Vec3) -> Vec3:
    """Return the height of a sofa's seat, the width of an arm and the depth of its back."""
    width, depth, height = size_m
    return 0.52 * height, min(0.2, 0.06 * width + 0.07), 0.32 * depth


def _sofa_cushions(size_m: Vec3, inner_m: float, cushion_m: float, rng: np.random.Generator) -> list[Mesh]:
    _, depth, height = size_m
    seat_m, _, back_m = sofa_seat(size_m)
    count = max(1, round(inner_m / rng.uniform(0.6, 0.85)))
    wide_m, deep_m = inner_m / count - 0.006, depth - 0.55 * back_m - 0.01
    tall_m = height - seat_m - rng.uniform(0.01, 0.05)
    radius_m = rng.uniform(0.03, 0.055)
    parts = []
    for k in range(count):
        x = (k - (count - 1) / 2) * inner_m / count
        seat = (x, -depth / 2 + deep_m / 2, seat_m - cushion_m)
        cushion = sat_on((wide_m, deep_m, cushion_m), seat, radius_m, float(rng.uniform(0.012, 0.02)), rng)
        parts.append(as_part(cushion, "seat"))
        back = tilted(leant_on((wide_m - 0.02, tall_m - 0.01, 0.19), rng, 0.08), -90 + float(rng.uniform(10, 15)))
        behind = (x, depth / 2 - 0.55 * back_m - 0.06, seat_m + 0.49 * tall_m)
        parts.append(moved(back, behind, float(rng.normal(0, 1.5))))
    return parts


def office_chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a swivel chair on five pairs of castors, its back bowed around who sits. Slots: upholstery, base."""
    width, depth, height = size_m
    seat_m = chair_seat_m(size_m) * 0.9
    star = [part for x, y in arc(6, 90, 450)[:5] for part in _star_arm(x, y)]
    lift = [
        round_bar((0, 0, 0.08), (0, 0, 0.6 * seat_m), 0.027, 0.027, slot=1),
        round_bar((0, 0, 0.6 * seat_m), (0, 0, seat_m - 0.1), 0.015, 0.015, slot=1),
        block((0.17, 0.24, 0.045), (0, 0.02, seat_m - 0.145), 0.012, 1, steps=2),
        round_bar((0.05, 0.0, seat_m - 0.12), (0.24, -0.03, seat_m - 0.13), 0.006, 0.008, 1),
    ]
    seat = sat_on(
        (0.8 * width, 0.8 * depth, 0.09), (0, -0.02, seat_m - 0.1), 0.035, float(rng.uniform(0.01, 0.02)), rng
    )
    low_m = seat_m + float(rng.uniform(0.03, 0.12))
    back = _bowed(pad((0.74 * width, height - low_m, 0.07), (0, 0, 0), 0.03, 0.01), 0.3 * width)
    placed = moved(tilted(back, -90 + 8), (0, 0.36 * depth, (height + low_m) / 2))
    spine = [
        (0, 0.08, seat_m - 0.12),
        (0, 0.43 * depth, seat_m - 0.1),
        (0, 0.47 * depth, low_m + 0.6 * (height - low_m)),
    ]
    parts = [*star, *lift, as_part(seat, "seat"), as_part(placed, "backrest"), tube(spine, 0.018, 1)]
    if rng.random() < 0.6:
        parts += each_part([_office_arm(side * (width / 2 - 0.03), seat_m) for side in (-1, 1)], "armrest")
    return join(parts)


def _star_arm(x: float, y: float) -> list[Mesh]:
    """Return an arm of a chair's star towards (x, y), with a pair of castors at its end."""
    out, aside = np.array([x, y]), 0.017 * np.array([-y, x])
    bar_ = round_bar((0, 0, 0.10), (*(0.26 * out).tolist(), 0.07), 0.022, 0.014, slot=1)
    wheels = []
    for side in (-1, 1):
        inner, outer = (0.26 * out + side * share * aside for share in (0.25, 1.0))
        wheels.append(tube([(*inner.tolist(), 0.027), (*outer.tolist(), 0.027)], 0.027, 1, 14))
    return [bar_, *wheels]


def _bowed(cushion: Mesh, deep_m: float) -> Mesh:
    """Return a back that lies flat, bent upwards at its sides, with a bulge for the small of a back."""
    x, y, z = cushion.vertices.T
    half_m = float(np.abs(x).max())
    lumbar = 0.02 * np.exp(-(((y / np.ptp(y)) + 0.25) ** 2) / 0.03)
    return cushion.with_vertices(np.column_stack([x, y, z + 0.35 * deep_m * (x / half_m) ** 2 + lumbar]))


def _office_arm(x_m: float, seat_m: float) -> Mesh:
    rest = block((0.06, 0.26, 0.03), (x_m, 0, seat_m + 0.19), 0.012, 1, steps=2)
    return join(
        [rest, tube([(0.6 * x_m, 0, seat_m - 0.06), (x_m, 0, seat_m - 0.02), (x_m, 0, seat_m + 0.2)], 0.014, 1)]
    )


def stool(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a square or upholstered stool. Slots: seat, legs."""
    width, depth, height = size_m
    top_m = rng.uniform(0.03, 0.09)
    seat = block((width, depth, top_m), (0, 0, height - top_m), 0.4 * top_m, steps=3)
    return join([as_part(seat, "seat"), *four_legs((width, depth, height - top_m), 0.06, 0.04, rng, slot=1)])


def bed(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a frame with a headboard, a mattress and a duvet. Slots: frame, sheet, duvet."""
    width, depth, height = size_m
    mattress_m, duvet_m = bed_tops(size_m)
    thick_m = 0.07
    rail_m = rng.uniform(0.12, 0.2)
    rail_top_m = mattress_m - 0.15
    head = block((width, thick_m, height), (0, (depth - thick_m) / 2, 0), 0.02, steps=2)
    if rng.random() < 0.4:
        tall_m = height - mattress_m
        buttons = [
            pad((width / 4 - 0.01, 0.06, tall_m), (x * width, 0, 0), 0.025, 0.012) for x in (-0.365, -0.12, 0.12, 0.365)
        ]
        head = join([head, *(moved(button, (0, depth / 2 - thick_m, mattress_m - 0.02)) for button in buttons)])
    wide_m, long_m, y = width - 2 * RAIL_IN_M, depth - thick_m - RAIL_IN_M, (RAIL_IN_M - thick_m) / 2
    frame = block((wide_m, long_m, rail_m), (0, y, rail_top_m - rail_m), 0.015, steps=2)
    legs = four_legs((wide_m, depth - 2 * RAIL_IN_M, rail_top_m - rail_m + 0.01), 0.08, 0.06, rng)
    mattress = block((wide_m - 0.02, long_m - 0.03, mattress_m - rail_top_m), (0, y, rail_top_m), 0.05, 1, 3)
    return join([as_part(head, "headboard"), frame, *legs, mattress, duvet((width, depth), duvet_m, rng)])


def bed_tops(size_m: Vec3) -> tuple[float, float]:
    """Return the heights of a bed's mattress and of the duvet on it."""
    mattress_m = min(0.52, 0.58 * size_m[2])
    return mattress_m, mattress_m + 0.04


def banquette(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a padded bench with a high back in upright folds, for along a wall. Slots: upholstery, base, buttons."""
    width, depth, height = size_m
    seat_m, back_m = 0.46, 0.16
    count = max(2, round(width / rng.uniform(0.5, 0.75)))
    wide = width / count
    parts = [
        block((width - 0.02, depth - 0.08, 0.3), (0, 0.04, 0.02), 0.006, 1),
        block((width - 0.06, depth - 0.14, 0.03), (0, 0.04, 0), 0.002, 1),
    ]
    parts.append(block((width, 0.05, height - 0.3), (0, depth / 2 - 0.025, 0.3), 0.01, 1, 2))
    folds = max(4, round(width / 0.16))
    for k in range(count):
        x = (k - (count - 1) / 2) * wide
        seat = pad((wide - 0.006, depth - back_m, seat_m - 0.3), (x, -back_m / 2, 0.31), 0.04, 0.015)
        parts.append(as_part(seat, "seat"))
    for k in range(folds):
        x = (k - (folds - 1) / 2) * width / folds
        fold = block(
            (width / folds - 0.002, back_m - 0.05, height - seat_m - 0.05),
            (x, depth / 2 - back_m / 2 - 0.02, seat_m + 0.01),
            0.045,
            0,
            3,
        )
        parts.append(as_part(fold, "backrest"))
    return join([*parts, block((width, back_m - 0.02, 0.05), (0, depth / 2 - back_m / 2, height - 0.05), 0.02, 2, 2)])


GENERATORS: dict[str, Generator] = {
    "sofa": sofa,
    "office chair": office_chair,
    "stool": stool,
    "bed": bed,
    "banquette": banquette,
}
