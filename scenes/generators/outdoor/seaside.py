"""What stands on beaches and in the hills: huts with gables, a lifeguard's tower, towels in the sand."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, grid, join, mesh
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, plate, round_bar, tilted
from ..nature.noise import hilly

SNOW_M = 0.3  # on a roof


def hut(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hut of boards under a gable that faces −y. Slots: boards, roof, trim, panes, stone."""
    return join(_hut(size_m, rng))


def snowed_hut(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hut with snow on its roof. Slots: boards, roof, trim, panes, stone, snow."""
    width, depth, height = size_m
    below = (width, depth, height - SNOW_M)
    return join([*_hut(below, rng), *_roof(below, SNOW_M, SNOW_M, 0.05, 5)])


def _hut(size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    width, depth, height = size_m
    out = 0.09 * width
    w, d, eave = width - 2 * out, depth - 2 * out, 0.62 * height
    base_m = 0.12 if width < 3 else 0.45
    gable = [(-w / 2, eave), (w / 2, eave), (0, height - 0.12)]
    parts = [bar((w - 0.04, d - 0.04, eave - base_m), (0, 0, base_m)), bar((w + 0.04, d + 0.04, base_m), (0, 0, 0), 4)]
    parts += [
        mesh([(x, s * (d / 2 - 0.02), z) for x, z in gable], [(0, 1, 2) if s < 0 else (0, 2, 1)]) for s in (-1, 1)
    ]
    parts += _boards(w, d, base_m, eave)
    parts += [as_part(each, "roof") for each in _roof(size_m, 0.0, 0.07, 0.0, 1)]
    face, door_m = -d / 2 - 0.025, min(0.95, 0.46 * w)
    side = 0.0 if w < 2.4 else float(rng.choice([-0.22, 0.22])) * w
    tall = min(1.95, eave - base_m - 0.05)
    leaf = [
        bar((door_m + 0.14, 0.03, tall + 0.07), (side, face, base_m), 2),
        bar((door_m, 0.05, tall), (side, face - 0.006, base_m), 0),
    ]
    parts.append(
        as_part(
            join([*leaf, bar((0.04, 0.06, 0.14), (side + 0.38 * door_m, face - 0.03, base_m + 0.95), 3)]), "house door"
        )
    )
    if w > 2.4:
        places = [(-side, face, 0.0), (0.24 * w, -face, 180.0), (-0.24 * w, -face, 180.0)]
        places += [
            (s * w / 2 + s * 0.025, y, s * 90.0) for s in (-1, 1) for y in np.arange(1.6 - d / 2, d / 2 - 1.0, 2.2)
        ]
        parts += [as_part(moved(_window(), (x, y, base_m + 0.95), turn), "window") for x, y, turn in places]
        parts.append(block((0.55, 0.55, 0.45 * height), (0.2 * w, 0.2 * d, 0.66 * height), 0.02, 4))
    return parts


def _boards(w: float, d: float, base_m: float, eave_m: float) -> list[Mesh]:
    """Return upright boards on all four walls."""
    parts = []
    for along, face, turn in ((w, d / 2, 0), (w, d / 2, 180), (d, w / 2, 90), (d, w / 2, 270)):
        count = max(6, round(along / 0.16))
        pitch = along / count
        at = [((k + 0.5) * pitch - along / 2, -face + 0.008, base_m) for k in range(count)]
        parts.append(
            moved(join([bar((pitch - 0.012, 0.024, eave_m - base_m), place) for place in at]), (0, 0, 0), turn)
        )
    return parts


def _roof(size_m: Vec3, lift_m: float, thick_m: float, short_m: float, slot: int) -> list[Mesh]:
    """Return both slopes of a roof as slabs of a thickness, lifted off the hut's own by so much."""
    width, depth, height = size_m
    ridge, low = height - 0.07 + lift_m, 0.56 * height + lift_m
    parts = []
    for s in (-1, 1):
        across = np.linspace(0, 1, 5)[:, None] * np.ones(7)
        y = np.linspace(short_m - depth / 2, depth / 2 - short_m, 7) * np.ones((5, 1))
        points = np.stack([s * across * (width / 2 - short_m), y, ridge + (low - ridge) * across], -1)
        parts.append(plate(points if s > 0 else points[:, ::-1], thick_m, slot))
    return parts


def _window() -> Mesh:
    """Return a window with a cross bar that faces −y."""
    glass = bar((0.8, 0.03, 0.8), (0, 0, 0.06), 3)
    frame = [bar((0.92, 0.05, 0.07), (0, 0, z), 2) for z in (0.0, 0.86)]
    frame += [bar((0.07, 0.05, 0.86), (x, 0, 0), 2) for x in (-0.43, 0.43)]
    return join([glass, *frame, bar((0.04, 0.05, 0.86), (0, 0, 0), 2), bar((0.86, 0.05, 0.04), (0, 0, 0.44), 2)])


def lifeguard_tower(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cabin on legs with a railing and a ramp down to −y. Slots: timber, paint, roof, panes."""
    width, depth, height = size_m
    floor, cabin_d = 0.38 * height, 0.42 * depth
    middle = depth / 2 - 0.25 - cabin_d / 2
    w, deck_d = width - 0.3, cabin_d + 0.9
    deck_y = middle - 0.45
    parts = [bar((w, deck_d, 0.09), (0, deck_y, floor - 0.09))]
    for x in (-0.42 * w, 0.42 * w):
        ends = (deck_y - 0.42 * deck_d, deck_y + 0.42 * deck_d)
        parts += [round_bar((1.12 * x, y, 0), (x, y, floor - 0.05), 0.07, 0.07) for y in ends]
        parts.append(
            round_bar((x, deck_y - 0.42 * deck_d, 0.15 * floor), (x, deck_y + 0.42 * deck_d, 0.85 * floor), 0.03, 0.03)
        )
    tall = 0.86 * (height - floor)
    parts.append(block((0.78 * w, cabin_d, tall), (0, middle, floor), 0.02, 1))
    parts.append(bar((0.6 * w, 0.04, 0.4 * tall), (0, middle - cabin_d / 2 - 0.01, floor + 0.45 * tall), 3))
    parts += [
        bar((0.04, 0.55 * cabin_d, 0.36 * tall), (s * 0.395 * w, middle, floor + 0.48 * tall), 3) for s in (-1, 1)
    ]
    roof = tilted(bar((width, cabin_d + 0.5, 0.07), (0, 0, 0)), 7.0)
    parts.append(moved(roof, (0, middle - 0.05, floor + tall + 0.03), slot=2))
    front = deck_y - deck_d / 2
    posts = [(s * 0.47 * w, y) for s in (-1, 1) for y in (front + 0.05, middle - cabin_d / 2)]
    parts += [bar((0.06, 0.06, 0.95), (x, y, floor)) for x, y in posts]
    parts += [
        bar((0.05, 0.9, z), (s * 0.47 * w, front + 0.47, floor + up))
        for s in (-1, 1)
        for up, z in ((0.45, 0.06), (0.9, 0.06))
    ]
    foot = -depth / 2 + 0.05
    ramp = plate(
        np.array([[(x, front + 0.02, floor - 0.03), (x, foot, 0.02)] for x in (-0.4, 0.4)], dtype=np.float64), 0.05
    )
    rungs = [
        bar((0.8, 0.04, 0.05), (0, front + (foot - front) * t, (floor - 0.02) * (1 - t)))
        for t in np.linspace(0.1, 0.92, 8)
    ]
    return join([*parts, ramp, *rungs])


def beach_towel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a towel that lies on sand, not quite flat. Slot: cloth."""
    width, depth, height = size_m
    x, y = np.meshgrid(np.linspace(-0.5, 0.5, 19) * width, np.linspace(-0.5, 0.5, 31) * depth, indexing="ij")
    z = 0.004 + (height - 0.004) * hilly(x, y, 0.5, 3, rng)
    ragged = 0.02 * (hilly(x, y, 0.9, 2, rng) - 0.5)
    top = grid(np.stack([x + ragged, y, z], -1))
    return join([top, grid(np.stack([x + ragged, y, np.maximum(z - 0.004, 0.0)], -1)[:, ::-1])])


GENERATORS: dict[str, Generator] = {
    "hut": hut,
    "snowed hut": snowed_hut,
    "lifeguard tower": lifeguard_tower,
    "beach towel": beach_towel,
}
