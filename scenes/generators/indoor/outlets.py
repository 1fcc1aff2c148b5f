"""What comes out of walls and ceilings: sockets with and without a plug, vents, smoke detectors."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, ring, tilted, tube

PLATE_M = 0.085  # the side of a socket's plate


def socket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build sockets side by side, their back at +y. Slots: plate, dark holes."""
    width, depth, height = size_m
    count = max(1, round(width / PLATE_M))
    plate = block((width, 0.6 * depth, height), (0, 0.2 * depth, 0), 0.003, steps=2)
    return join([plate, *_wells(count, width / count, depth, height)])


def _wells(count: int, pitch_m: float, depth_m: float, height_m: float) -> list[Mesh]:
    """Return the round frames and the pairs of holes of `count` sockets."""
    parts = []
    for k in range(count):
        at = ((k - (count - 1) / 2) * pitch_m, 0.0, height_m / 2)
        r = 0.27 * height_m
        frame = tilted(ring([(r, 0.0), (r, 0.5 * depth_m)], 0.12 * r, segments=24), -90)
        parts.append(moved(frame, (at[0], 0.0, at[2])))
        hole = tilted(lathe([(0.003, 0.0), (0.003, 0.001)], 10), -90)
        parts += [moved(hole, (at[0] + s * 0.0095, -0.1 * depth_m + 0.0002, at[2]), slot=1) for s in (-1, 1)]
    return parts


def plugged_socket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a socket with a plug, whose lead hangs down and runs off along the floor. Slots: plate, holes, lead."""
    width, depth, height = size_m
    x = -width / 2 + PLATE_M / 2 + 0.004
    plate = moved(socket((PLATE_M, 0.014, PLATE_M), rng), (x, depth / 2 - 0.007, height - PLATE_M))
    y, z = depth / 2 - 0.014, height - PLATE_M / 2
    plug = moved(tilted(lathe([(0.017, 0.0), (0.019, 0.004), (0.016, 0.03), (0.007, 0.04)], 20), 90), (x, y, z), slot=2)
    low, sag = 0.004, float(rng.uniform(0.3, 0.7))
    lead = [(0, 0.037, z), (0, depth - 0.02, z - 0.012), (0.004, depth - 0.02, z - 0.05), (0.01, 0.6 * depth, 0.4 * z)]
    floor = [(0.04, 0.5 * depth, 0.05 * z), (0.09, sag * depth, low), (0.5 * width, (1 - sag) * depth, low)]
    ends = [(width - PLATE_M / 2 - 0.012, 0.5 * depth, low)]
    path = [(x + dx, depth / 2 - 0.014 - dy + 0.002, dz) for dx, dy, dz in (*lead, *floor, *ends)]
    return join([plate, plug, tube(_smooth(path), 0.0035, 2, 8)])


def _smooth(path: list[tuple[float, float, float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    from scipy.interpolate import PchipInterpolator  # which readers of scenes do not need

    knots = np.arange(len(path))
    return np.asarray(PchipInterpolator(knots, np.array(path))(np.linspace(0, len(path) - 1, 8 * len(path))))


def vent(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a grille of slats before a dark hole, its back at +y. Slots: frame, hole."""
    width, depth, height = size_m
    edge_m, count = 0.1 * min(width, height), max(4, round(height / 0.016))
    hole = bar((width - edge_m, 0.3 * depth, height - edge_m), (0, 0.35 * depth, edge_m / 2), 1)
    rails = [block((width, depth, edge_m), (0, 0, z), 0.002) for z in (0, height - edge_m)]
    rails += [
        block((edge_m, depth, height - 2 * edge_m), (s * (width - edge_m) / 2, 0, edge_m), 0.002) for s in (-1, 1)
    ]
    slat = tilted(bar((width - 2 * edge_m, 0.0015, 0.8 * height / count), (0, 0, 0)), 35)
    heights = np.linspace(edge_m, height - 2 * edge_m, count)
    return join([hole, *rails, *(moved(slat, (0, -0.2 * depth, float(z))) for z in heights)])


def smoke_detector(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flat round box under a ceiling, with a dark gap and a lamp. Slots: housing, gap."""
    width, _, height = size_m
    r = width / 2
    cover = lathe([(0.0, 0.0), (0.55 * r, 0.02 * height), (0.72 * r, 0.22 * height), (0.74 * r, 0.42 * height)], 40)
    gap = lathe([(0.0, 0.42 * height), (0.66 * r, 0.42 * height), (0.66 * r, 0.58 * height), (0.0, 0.58 * height)], 40)
    base = lathe([(0.0, 0.58 * height), (0.92 * r, 0.58 * height), (r, 0.68 * height), (r, height), (0.0, height)], 40)
    lamp = lathe([(0.0, -0.001), (0.003, -0.001), (0.003, 0.002), (0.0, 0.002)], 10)
    return join([cover, gap.with_slot(1), base, moved(lamp, (0.3 * r, 0.0, 0.01 * height), slot=1)])


GENERATORS: dict[str, Generator] = {
    "socket": socket,
    "plugged socket": plugged_socket,
    "vent": vent,
    "smoke detector": smoke_detector,
}
