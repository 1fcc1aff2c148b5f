"""What lies on desks and workbenches: writing things, devices, tools, small hardware."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, fan, join, lathe, mesh, sphere
from ...poses import Pose, Vec3, turn
from ..core.labels import printed_lying
from ..core.parts import Generator, arc, bar, block, loft, moved, plate, ring, slab, tube
from ..core.printing import FRONT, joined, printed
from .food import lying, turned

Outline = tuple[tuple[float, float], ...]


def prism(points: list[tuple[float, float]], height_m: float, slot: int = 0) -> Mesh:
    """Return an upright prism over a convex outline that runs counter-clockwise."""
    count = len(points)
    low, high = np.column_stack([points, np.zeros(count)]), np.column_stack([points, np.full(count, height_m)])
    k, n = np.arange(count), (np.arange(count) + 1) % count
    sides = np.concatenate([np.stack([k, n, n + count], -1), np.stack([k, n + count, k + count], -1)])
    faces = [mesh(low, fan(count)[:, ::-1]), mesh(high, fan(count)), mesh(np.concatenate([low, high]), sides)]
    return join(faces).with_slot(slot)


def polygon(sides: int, radius_m: float) -> list[tuple[float, float]]:
    """Return the corners of a regular polygon, counter-clockwise."""
    return [(radius_m * x, radius_m * y) for x, y in arc(sides + 1, 0, 360)[:-1].tolist()]


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


# Outlines of handles from their end to the shaft (shares of half the width, and of the length), lobes, their depth.
HANDLES: tuple[tuple[Outline, int, float], ...] = (
    (((0.4, 0.0), (0.62, 0.04), (0.6, 0.14), (0.92, 0.3), (1.0, 0.5), (0.98, 0.8), (0.8, 0.95), (0.4, 1.0)), 6, 0.07),
    (((0.45, 0.0), (0.7, 0.03), (0.7, 0.1), (0.5, 0.2), (0.78, 0.42), (1.0, 0.66), (0.96, 0.88), (0.5, 1.0)), 0, 0.0),
    (((0.72, 0.0), (0.85, 0.03), (0.85, 0.82), (0.8, 0.9), (0.95, 0.93), (0.95, 0.98), (0.6, 1.0)), 8, 0.1),
    (((0.42, 0.0), (0.5, 0.05), (0.75, 0.3), (1.0, 0.6), (0.9, 0.85), (0.62, 0.92), (0.7, 0.97), (0.4, 1.0)), 4, 0.05),
)
TWO_TONED, CROSSED = 0.5, 0.45  # of screwdrivers
LABELLED = 0.6  # of notebooks


def screwdriver(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a screwdriver lying along x, for slotted screws or crossed ones. Slots: handle, shaft, grip."""
    length, width, _ = size_m
    share = float(np.clip(rng.uniform(0.085, 0.115) / length, 0.34, 0.62))
    outline, lobes, deep = HANDLES[int(rng.integers(len(HANDLES)))]
    profile = [(0.0, 0.0), *((0.5 * r * width, z * share * length) for r, z in outline), (0.0, share * length)]
    handle = _lobed(turned(profile, 6 * max(lobes, 4)), lobes, deep)
    if rng.random() < TWO_TONED:
        z = handle.vertices[handle.triangles][..., 2].mean(axis=1) / (share * length)
        low, high = sorted(rng.uniform(0.15, 1.1, 2).tolist())
        handle = replace(handle, slot=np.where((z > low) & (z < high), 2, 0))
    return lying(join([handle, _shaft(width, (1 - share) * length, rng).transformed(np.diag([1.0, 1.0, -1.0, -1.0]))]))


def _lobed(shape: Mesh, lobes: int, deep: float) -> Mesh:
    """Return a body of revolution about z with flutes along its wider part."""
    x, y, z = shape.vertices.T
    radius = np.hypot(x, y)
    wide = np.clip((radius / radius.max() - 0.6) / 0.25, 0, 1)
    flute = 1 - deep * wide * np.abs(np.sin(0.5 * lobes * np.arctan2(y, x))) ** 3
    return replace(shape, vertices=np.column_stack([x * flute, y * flute, z]))


def _shaft(width_m: float, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return a shaft along z with its tip up: a blade, or a cross that ends in a point."""
    r = 0.5 * width_m * float(rng.uniform(0.18, 0.3))
    if rng.random() < CROSSED:
        tip = [(r, long_m - 2.5 * r), (0.85 * r, long_m - 1.6 * r), (0.25 * r, long_m)]
        return _lobed(lathe([(r, -0.004), *tip], 24), 4, 0.5).with_slot(1)
    rod = lathe([(r, -0.004), (r, 0.85 * long_m), (0.9 * r, 0.9 * long_m)], 16)
    wide, thin = r * float(rng.uniform(1.0, 1.7)), 0.22 * r
    corners = [(0.75 * r, 0.6 * r, 0.86), (wide, 0.35 * r, 0.94), (wide, thin, 1.0)]
    rings = [
        np.array([(s * x, t * y, z * long_m) for s, t in ((1, 1), (-1, 1), (-1, -1), (1, -1))]) for x, y, z in corners
    ]
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    return join([rod, loft([ends[0], rings[0]], rings[:2], rings[1:], [rings[-1], ends[1]])]).with_slot(1)


def hammer(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hammer lying flat, its handle along x. Slots: handle, head."""
    length, width, height = size_m
    handle = lying(
        lathe(
            [
                (0.3 * height, 0),
                (0.42 * height, 0.1 * length),
                (0.3 * height, 0.6 * length),
                (0.36 * height, 0.98 * length),
            ],
            16,
        )
    )
    face = block((0.9 * height, 0.5 * width, height), (0.93 * length, 0.25 * width, 0), 0.003, 1)
    wedge = prism(
        [(0, 0), (0.9 * height, 0), (0.6 * height, 0.5 * width), (0.3 * height, 0.5 * width)], 0.8 * height, 1
    )
    peen = wedge.transformed(np.diag([1.0, -1.0, 1.0, 1.0]))
    return join(
        [moved(handle, (0, 0, 0.5 * height)), face, moved(peen, (0.93 * length - 0.45 * height, 0.01, 0.1 * height))]
    )


def wrench(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a spanner lying along x: jaws or rings at its ends, its shank ribbed, round or flat. Slot: metal."""
    length, width, height = size_m
    r, other = width / 2, width / 2 * float(rng.uniform(0.72, 1.0))
    ends = ((True, False), (True, False), (True, True), (False, False))[int(rng.integers(4))]
    shank_m, slim = length - 1.3 * (r + other), float(rng.uniform(0.5, 0.85))
    middle = 0.65 * (other - r)
    style = int(rng.integers(3))
    if style == 2:
        rod = tube([(middle - shank_m / 2, 0, height / 2), (middle + shank_m / 2, 0, height / 2)], 0.5 * height, 0, 14)
        parts = [rod.transformed(np.diag([1.0, 1.6, 1.0, 1.0]))]
    else:
        parts = [block((shank_m, slim * r, 0.55 * height), (middle, 0, 0.22 * height), 0.22 * height, 0, 2)]
    if style == 0:
        rib = (0.8 * shank_m, 0.1 * r, 0.75 * height)
        parts += [block(rib, (middle, s * 0.44 * slim * r, 0.125 * height), 0.0005) for s in (-1, 1)]
    for (is_jaw, wide), side in zip(zip(ends, (r, other), strict=True), (1, -1), strict=True):
        head = _jaw(wide, height) if is_jaw else _eye(wide, height)
        turn_deg = (0.0 if side > 0 else 180.0) + float(rng.choice([15.0, -15.0])) * is_jaw
        parts.append(moved(head, (side * (length / 2 - wide), 0, 0), turn_deg))
    return join(parts)


def _eye(radius_m: float, height_m: float) -> Mesh:
    r, h = 0.82 * radius_m, height_m
    return ring([(0.95 * r, 0), (r, 0.12 * h), (r, 0.88 * h), (0.95 * r, h)], 0.34 * r, segments=36)


def _jaw(radius_m: float, height_m: float) -> Mesh:
    """Return the open head of a spanner, its mouth to +x: a plate between a slot and a circle."""
    angles = np.radians(np.linspace(28, 332, 41))
    slot = 0.42 / np.maximum(np.abs(np.sin(angles)), 1e-6)
    inner = np.where(np.cos(angles) > 0, np.minimum(slot, 0.9), np.minimum(slot, 0.46))
    outer = np.where(np.cos(angles) > 0.75, 0.96, 1.0) * np.maximum(inner + 0.08, 1.0)
    spokes = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    flat = np.stack([outer[:, None] * spokes, inner[:, None] * spokes], axis=1) * radius_m
    return plate(np.concatenate([flat, np.full((*flat.shape[:2], 1), height_m)], axis=-1), height_m)


def battery(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round battery lying along x. Slots: sleeve, metal, collar."""
    length, width, _ = size_m
    r = width / 2
    split = 0.7 * length
    sleeve = lathe([(0.94 * r, 0.0), (r, 0.0006), (r, split)], 28)
    collar = lathe([(r, split), (r, 0.95 * length), (0.94 * r, 0.96 * length)], 28).with_slot(2)
    knob = lathe([(0.35 * r, 0.955 * length), (0.35 * r, length)], 20).with_slot(1)
    return lying(
        join([sleeve, collar, knob, moved(lathe([(0.8 * r, -0.0004), (0.8 * r, 0.0)], 20), (0, 0, 0), slot=1)])
    )


def bolt(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hexagonal bolt lying along x. Slot: metal."""
    length, width, _ = size_m
    head_m = 0.35 * width
    turns = max(6, round((length - head_m) / (0.09 * width)))
    z = np.linspace(0, length - head_m, 2 * turns)
    thread = [(float(0.27 * width if k % 2 else 0.24 * width), float(head_m + at)) for k, at in enumerate(z)]
    return lying(join([prism(polygon(6, width / 2), head_m), lathe(thread, 20, smooth_profile=True)]))


def nut(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hexagonal nut lying flat. Slot: metal."""
    width, _, height = size_m
    return ring([(width / 2, 0), (width / 2, height)], 0.22 * width, segments=6)


def tape_measure(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tape measure in its bumper, a label on both sides, its tongue out. Slots: case, bumper, label, tape."""
    width, depth, height = size_m
    x, r = -0.06 * width, 0.36 * height
    case = block((0.8 * width, depth, 0.92 * height), (x, 0, 0.05 * height), 0.26 * height, 0, 4)
    rim = block((0.88 * width, 0.62 * depth, height), (x, 0, 0), 0.28 * height, 1, 4)
    grip = block((0.5 * width, 0.7 * depth, 0.1 * height), (x - 0.1 * width, 0, 0.91 * height), 0.03 * height, 1, 2)
    disc = lathe([(0.0, 0.0), (r, 0.0), (r, 0.0012), (0.96 * r, 0.0016), (0.0, 0.0016)], 36)
    sides = [
        disc.transformed(Pose(((x, s * (depth / 2 - 0.0006), 0.52 * height)), turn("x", -90 * s)).matrix())
        for s in (-1, 1)
    ]
    labels = [printed(side, (-s, 0, 0), (0, 0, 1), FRONT).with_slot(2) for side, s in zip(sides, (-1, 1), strict=True)]
    mouth = block((0.1 * width, 0.66 * depth, 0.1 * height), (0.36 * width, 0, 0.04 * height), 0.002, 1)
    tongue = bar((0.14 * width, 0.5 * depth, 0.0012), (0.42 * width, 0, 0.075 * height), 3)
    hook = bar((0.0015, 0.46 * depth, 0.14 * height), (0.49 * width, 0, 0.0), 0)
    return joined([case, rim, grip, *labels, mouth, tongue, hook])


GENERATORS: dict[str, Generator] = {
    "pencil": pencil,
    "pen": pen,
    "scissors": scissors,
    "notebook": notebook,
    "headphones": headphones,
    "tape roll": tape_roll,
    "glasses": glasses,
    "screwdriver": screwdriver,
    "hammer": hammer,
    "wrench": wrench,
    "battery": battery,
    "bolt": bolt,
    "nut": nut,
    "tape measure": tape_measure,
}
