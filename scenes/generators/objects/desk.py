"""What lies on desks: writing things, notebooks, tape, headphones, spectacles."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe, sphere
from ...poses import Pose, Vec3, turn
from ..core.labels import printed_lying
from ..core.parts import Generator, arc, bar, block, moved, ring, slab, tube
from ..core.printing import FRONT, joined, printed
from .food import lying
from .tools import polygon, prism

LABELLED = 0.6  # of notebooks


def pencil(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hexagonal pencil lying along x. Slots: lacquer, wood, lead."""
    length, width, _ = size_m
    shaft = prism(polygon(6, width / 2), 0.9 * length)
    cone = lathe([(0.5 * width, 0.0), (0.12 * width, 0.08 * length)], 16).with_slot(1)
    lead = lathe([(0.12 * width, 0.0), (0.02 * width, 0.02 * length)], 12).with_slot(2)
    return lying(join([shaft, moved(cone, (0, 0, 0.9 * length)), moved(lead, (0, 0, 0.98 * length))]))


def pen(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ball pen or a felt-tip lying along x, with a clip. Slots: barrel, clip and tip."""
    length, width, _ = size_m
    r = 0.42 * width
    barrel = lathe([(0.5 * r, 0.05 * length), (r, 0.15 * length), (r, 0.97 * length), (0.7 * r, 0.985 * length)], 20)
    tip = lathe([(0.1 * r, 0), (0.5 * r, 0.05 * length)], 16).with_slot(1)
    knob = lathe([(0.5 * r, 0.985 * length), (0.5 * r, length)], 16).with_slot(1)
    clip = block((0.12 * width, 0.5 * r, 0.25 * length), (1.05 * r, 0, 0.7 * length), 0.0006, 1)
    return lying(join([barrel, tip, knob, clip]))


def scissors(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build slightly open scissors lying along x. Slots: blades, handles."""
    length, _, height = size_m
    opened = rng.uniform(4, 14)
    halves = []
    for side in (-1, 1):
        blade = prism(
            [
                (-0.02 * length, -0.045 * length),
                (0.5 * length, -0.004 * length),
                (0.5 * length, 0.0),
                (-0.02 * length, 0.03 * length),
            ],
            0.28 * height,
        )
        shank = block((0.18 * length, 0.05 * length, 0.5 * height), (-0.09 * length, 0, 0), 0.002, 1)
        loop = [
            (-0.3 * length + 0.13 * length * x, 0.045 * length + 0.075 * length * y, 0.5 * height)
            for x, y in arc(20, 0, 359)
        ]
        half = join([moved(blade, (0, 0, (0.5 + 0.15 * side) * height)), shank, tube(loop, 0.35 * height, 1, 8)])
        halves.append(
            half.transformed(np.diag([1.0, -side, 1.0, 1.0]) @ Pose(rotation=turn("z", -side * opened * side)).matrix())
        )
    return join([*halves, moved(lathe([(0.004, 0), (0.004, 0.4 * height)], 16), (0, 0, 0.5 * height))])


def notebook(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a notebook lying flat, some with a label. Slots: cover, paper, elastic or spiral, label."""
    width, depth, height = size_m
    board_m = 0.0012
    low, high = (block((width, depth, board_m), (0, 0, z), 0.0004) for z in (0, height - board_m))
    parts = [low, printed(high, (1, 0, 0), (0, 1, 0), FRONT)]
    parts.append(block((width - 0.004, depth - 0.004, height - 2 * board_m), (0.001, 0, board_m), 0.0003, 1))
    if rng.random() < LABELLED:
        size = (float(rng.uniform(0.36, 0.5)) * width, float(rng.uniform(0.12, 0.24)) * depth, 0.0003)
        parts.append(
            moved(
                printed_lying(bar(size, (0, 0, 0))), (-0.03 * width, 0.2 * depth, height), float(rng.normal(0, 2.5)), 3
            )
        )
    if rng.random() < 0.5:
        parts += [
            moved(
                tube([(0.004 * x, 0, height / 2 + (height / 2 + 0.001) * z) for x, z in arc(13, 0, 350)], 0.0006, 2, 6),
                (-width / 2, y, 0),
            )
            for y in np.linspace(-0.45 * depth, 0.45 * depth, 18).tolist()
        ]
    else:
        parts.append(block((0.005, depth + 0.001, height + 0.001), (0.38 * width, 0, -0.0005), 0.0003, 2))
        parts.append(block((0.002, depth, height), (-width / 2 + 0.001, 0, 0), 0.0004))
    return joined(parts)


def headphones(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build headphones lying on their side: a padded band, yokes, oval cups. Slots: band, pads, trim."""
    width, depth, height = size_m
    wide = np.diag([1.0, 1.0, 2.6, 1.0])
    curve = [(0.46 * width * x, -0.12 * depth + 0.58 * depth * y) for x, y in arc(25, -2, 182)]
    band = tube([(x, y, 0.0) for x, y in curve], 0.075 * height, 0, 12).transformed(wide)
    inner = [(0.94 * x, 0.97 * y - 0.004) for x, y in curve[6:19]]
    lining = tube([(x, y, 0.0) for x, y in inner], 0.1 * height, 1, 12).transformed(np.diag([1.0, 1.0, 2.2, 1.0]))
    parts = [moved(each, (0, 0, height / 2)) for each in (band, lining)]
    for side in (-1, 1):
        profile = [(0.0, 0.024), (0.3, 0.0235), (0.43, 0.02), (0.48, 0.014), (0.46, 0.004), (0.4, 0.0), (0.0, 0.0)]
        cup = lathe([(s * height, z) for s, z in reversed(profile)], 36, smooth_profile=True)
        seam = lathe(
            [(0.483 * height, 0.012), (0.486 * height, 0.0135), (0.483 * height, 0.015)], 36, caps=False
        ).with_slot(2)
        cap = lathe([(0.26 * height, 0.0235), (0.26 * height, 0.0246), (0.24 * height, 0.025)], 32).with_slot(2)
        soft = lathe(
            [
                (0.2 * height, -0.006),
                (0.24 * height, -0.016),
                (0.36 * height, -0.019),
                (0.46 * height, -0.012),
                (0.47 * height, -0.003),
                (0.4 * height, 0.001),
            ],
            36,
            smooth_profile=True,
        ).with_slot(1)
        ear = lying(join([cup, seam, cap, soft])).transformed(np.diag([1.0, 1.18, 1.0, 1.0]))
        place = Pose((side * 0.43 * width, -0.24 * depth, height / 2), turn("z", 0 if side > 0 else 180)).matrix()
        yoke = tube(
            [(side * 0.46 * width, -0.1 * depth, height / 2), (side * 0.47 * width, -0.2 * depth, height / 2)],
            0.1 * height,
            2,
            10,
        )
        parts += [ear.transformed(place), yoke]
    return join(parts)


def tape_roll(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roll of tape lying flat. Slots: tape, core."""
    width, _, height = size_m
    r = width / 2
    hole = rng.uniform(0.55, 0.75) * r
    return join(
        [ring([(r, 0), (r, height)], r - hole - 0.002), ring([(hole + 0.002, 0.0), (hole + 0.002, height)], 0.002, 1)]
    )


def glasses(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build spectacles, temples open towards +y: rims round or square, thin or thick. Slots: frame, lenses."""
    width, depth, height = size_m
    square, thick = float(rng.uniform(0.45, 1.0)), float(rng.uniform(0.0009, 0.0024))
    rx, rz, at, front = 0.215 * width, 0.42 * height, 0.255 * width, -depth / 2
    around = arc(37, 0, 360)
    outline = np.sign(around) * np.abs(around) ** square * (1 - 0.06 * (around[:, 1:] < -0.3))
    parts = []
    for side in (-1, 1):
        rim = [(side * (at + rx * x), front, height / 2 + rz * z) for x, z in outline.tolist()]
        flat = slab(outline[:-1] * (0.98 * rx, 0.98 * rz), -0.0006, 0.0006)
        upright = flat.transformed(Pose(rotation=turn("x", 90)).matrix())
        parts += [tube(rim, 0.8 * thick + 0.0004, 0, 8), moved(upright, (side * at, front, height / 2), slot=1)]
        x = side * 0.49 * width
        hinge = block((0.006, 0.007, 0.005), (x, front + 0.003, 0.62 * height), 0.001)
        bow = [(x, front, 0.66 * height), (x, 0.1 * depth, 0.67 * height), (0.98 * x, 0.28 * depth, 0.6 * height)]
        end = [(0.96 * x, 0.4 * depth, 0.36 * height), (0.95 * x, depth / 2, 0.08 * height)]
        parts += [hinge, tube([*bow, *end], [thick, thick, 1.2 * thick, 1.5 * thick, 1.1 * thick], 0, 8)]
        parts.append(
            moved(
                sphere(10).transformed(np.diag([0.003, 0.006, 0.009, 1.0])),
                (side * 0.05 * width, front + 0.005, 0.38 * height),
                slot=1,
            )
        )
    bridge = [(0.055 * width * x, front, 0.58 * height + 0.1 * height * z) for x, z in arc(9, 0, 180)]
    return join([*parts, tube(bridge, thick, 0, 8)])


GENERATORS: dict[str, Generator] = {
    "pencil": pencil,
    "pen": pen,
    "scissors": scissors,
    "notebook": notebook,
    "headphones": headphones,
    "tape roll": tape_roll,
    "glasses": glasses,
}
