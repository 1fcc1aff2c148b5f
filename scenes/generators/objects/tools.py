"""What lies on workbenches: tools, small hardware."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, fan, join, lathe, mesh
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, arc, bar, block, loft, moved, plate, ring, tube
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


# Outlines of handles from their end to the shaft (shares of half the width, and of the length), lobes, their depth.
HANDLES: tuple[tuple[Outline, int, float], ...] = (
    (((0.4, 0.0), (0.62, 0.04), (0.6, 0.14), (0.92, 0.3), (1.0, 0.5), (0.98, 0.8), (0.8, 0.95), (0.4, 1.0)), 6, 0.07),
    (((0.45, 0.0), (0.7, 0.03), (0.7, 0.1), (0.5, 0.2), (0.78, 0.42), (1.0, 0.66), (0.96, 0.88), (0.5, 1.0)), 0, 0.0),
    (((0.72, 0.0), (0.85, 0.03), (0.85, 0.82), (0.8, 0.9), (0.95, 0.93), (0.95, 0.98), (0.6, 1.0)), 8, 0.1),
    (((0.42, 0.0), (0.5, 0.05), (0.75, 0.3), (1.0, 0.6), (0.9, 0.85), (0.62, 0.92), (0.7, 0.97), (0.4, 1.0)), 4, 0.05),
)
TWO_TONED, CROSSED = 0.5, 0.45  # of screwdrivers


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
    return shape.with_vertices(np.column_stack([x * flute, y * flute, z]))


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
    "screwdriver": screwdriver,
    "hammer": hammer,
    "wrench": wrench,
    "battery": battery,
    "bolt": bolt,
    "nut": nut,
    "tape measure": tape_measure,
}
