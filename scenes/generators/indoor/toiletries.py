"""What a bathroom is stocked with: paper, dispensers, shampoo."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.labels import printed_box, wrapped
from ..core.parts import Generator, block, loft, moved, plate, rounded_loop, tube
from ..core.printing import joined
from .bathroom import closing

BARE = 0.25  # of the dispensers have no label
_SIDEWAYS = np.array([[0, 0, 1.0, 0], [1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 0, 1.0]])  # up becomes +x


def roll(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roll of paper on a holder, its last sheets hanging down; its back is at +y. Slots: paper, metal."""
    width, depth, height = size_m
    r = 0.45 * depth
    y, z, long_m = r - depth / 2, height - r, 0.8 * width
    around = [(0.02, 0.0), (r, 0.0), (r, long_m), (0.02, long_m), (0.02, 0.0)]
    paper = lathe(around, caps=False).transformed(_SIDEWAYS)
    down = [(y - r * np.cos(a), z + r * np.sin(a)) for a in np.linspace(0.6, 0.0, 5)]
    down += [(y - r + 0.004 * np.sin(5 * t), z - t * z) for t in np.linspace(0.2, 1.0, 6)]
    across = np.linspace(-0.4 * width, 0.4 * width, 3)
    loose = plate(np.array([[(x, b - 0.0012, c) for b, c in down[::-1]] for x in across]), 0.0006)
    rod = tube([(-width / 2, y, z), (width / 2, y, z)], 0.006, 1)
    arm = tube([(-width / 2 + 0.006, y, z), (-width / 2 + 0.006, depth / 2, z)], 0.006, 1)
    mount = block((0.05, 0.008, 0.05), (-width / 2 + 0.025, depth / 2 - 0.004, z - 0.025), 0.003, 1)
    return join([moved(paper, (-0.4 * width, y, z)), loose, rod, arm, mount])


def pump_bottle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dispenser with a pump, most with a label. Slots: body, pump, label."""
    width, depth, height = size_m
    r = depth / 2
    body = lathe(
        [(0.0, 0), (0.96 * r, 0), (r, 0.004), (r, 0.66 * height), (0.5 * r, 0.74 * height), (0.0, 0.74 * height)]
    )
    stem = lathe(
        [
            (0.4 * r, 0.74 * height),
            (0.4 * r, 0.8 * height),
            (0.12 * r, 0.8 * height),
            (0.12 * r, height - 0.008),
            (0.0, height - 0.008),
        ]
    )
    spout = block((width / 2 + 0.01, 0.014, 0.012), (width / 4 - 0.005, 0, height - 0.012), 0.004, 1, steps=2)
    parts = [body, stem.with_slot(1), spout]
    if rng.random() < BARE:
        return join(parts)
    wall = [(r + 0.0006, 0.08 * height), (r + 0.0006, float(rng.uniform(0.4, 0.6)) * height)]
    return joined([*parts, wrapped(wall, float(rng.uniform(60, 120)), 2)])


def shampoo_bottle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an oval bottle with a flip cap, some standing on it, printed at front and back. Slots: body, cap, label."""
    width, depth, height = size_m
    cap_m = float(rng.uniform(0.12, 0.2)) * height
    waist = float(rng.uniform(0.8, 1.0))
    stations = [(0.8, cap_m), (0.96, cap_m + 0.02), (waist, 0.5 * height), (1.0, 0.8 * height), (0.9, 0.96 * height)]
    loops = [rounded_loop(w * width, w * depth, z, 0.46 * w * depth) for w, z in stations]
    body = loft([closing(cap_m), loops[0]], loops, [loops[-1], closing(height)])
    share = float(rng.uniform(0.7, 0.86))
    cap = block((share * width, share * depth, cap_m), (0, 0, 0), 0.3 * depth, 1, 2)
    bottle, low_m = join([body, cap]), cap_m + 0.14 * height
    if rng.random() < 0.5:
        bottle = bottle.with_vertices(bottle.vertices * (1, -1, -1) + (0, 0, height))
        low_m -= cap_m
    return joined([bottle, printed_box((0.62 * width, 1.012 * depth, 0.52 * height), (0, 0, low_m), 2)])


GENERATORS: dict[str, Generator] = {
    "roll": roll,
    "pump bottle": pump_bottle,
    "shampoo bottle": shampoo_bottle,
}
