"""What children's rooms have: drawings on the wall, a tent to play in, shelves with coloured bins."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, arc, block, loft, moved, plate, rounded_loop, tilted, tube
from ..objects.tools import polygon, prism

INK_M = 0.0006  # how far crayon stands out from its paper


def drawing(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a child's drawing taped to a wall (+y), its corners off it. Slots: paper, four crayons, tape."""
    width, depth, height = size_m
    y = depth / 2 - 0.002
    u, v = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9), indexing="ij")
    lift = 0.6 * depth * rng.uniform(0.4, 1.0) * np.clip(np.abs(u * v) - 0.5, 0, 1) * (v < 0)
    paper = plate(np.stack([u * width / 2, y - lift, (v + 1) * height / 2], axis=-1), 0.0008)
    drawn = [_house, _person, _rainbow, _flower][int(rng.integers(4))](rng)
    flat = join([*drawn, *_sun(rng), *_meadow(rng)])
    scaled = flat.transformed(np.diag([0.46 * width, 0.9 * height, INK_M / 0.01, 1.0]))
    inked = moved(tilted(scaled, -90), (0.0, y - 0.0009, 0.05 * height))
    tape = [block((0.05, 0.0008, 0.02), (s * 0.4 * width, y - 0.0006, height - 0.016), 0.0002, 5) for s in (-1, 1)]
    return join([paper, inked, *(each for each in tape)])


def _flat(points: list[tuple[float, float]], slot: int, up: int = 0) -> Mesh:
    """Return a patch of crayon over a convex outline in a picture from (-1, 0) to (1, 1); later ones lie higher."""
    return prism(points, 0.01 * (1 + 0.3 * up), slot)


def _stroke(path: list[tuple[float, float]], slot: int, wide: float = 0.03, up: int = 1) -> Mesh:
    """Return a line of crayon along a path."""
    parts = []
    for (x0, z0), (x1, z1) in itertools.pairwise(path):
        across = np.array([z0 - z1, (x1 - x0)]) / max(float(np.hypot(x1 - x0, z1 - z0)), 1e-6) * wide / 2
        a, b = np.array([(x0, z0), (x1, z1)])
        corners = [a - across, b - across, b + across, a + across]
        parts.append(_flat([(float(x), float(z)) for x, z in corners], slot, up))
    return join(parts)


def _disc(x: float, z: float, r: float, slot: int, up: int = 0) -> Mesh:
    return _flat([(x + 1.4 * px, z + pz) for px, pz in polygon(14, r)], slot, up)


def _sun(rng: np.random.Generator) -> list[Mesh]:
    x = float(rng.choice([-0.7, 0.7]))
    rays = [
        _stroke([(x + 0.2 * c, 0.84 + 0.13 * s), (x + 0.3 * c, 0.84 + 0.2 * s)], 1)
        for c, s in arc(9, 0, 360)[:-1].tolist()
    ]
    return [_disc(x, 0.84, 0.09, 1), *rays]


def _meadow(rng: np.random.Generator) -> list[Mesh]:
    blades = np.linspace(-0.95, 0.95, 22) + rng.normal(0, 0.02, 22)
    return [_stroke([(float(x), 0.02), (float(x) + 0.04, float(rng.uniform(0.07, 0.13)))], 2) for x in blades]


def _house(rng: np.random.Generator) -> list[Mesh]:
    walls = _flat([(-0.45, 0.06), (0.25, 0.06), (0.25, 0.42), (-0.45, 0.42)], 3)
    roof = _flat([(-0.58, 0.42), (0.38, 0.42), (-0.1, 0.68)], 4)
    return [
        walls,
        roof,
        _flat([(-0.2, 0.06), (0.0, 0.06), (0.0, 0.28), (-0.2, 0.28)], 4, 2),
        _flat([(0.06, 0.26), (0.2, 0.26), (0.2, 0.36), (0.06, 0.36)], 1, 2),
    ]


def _person(rng: np.random.Generator) -> list[Mesh]:
    parts = []
    for x, tall, slot in ((-0.4, 0.5, 3), (0.1, 0.58, 4), (0.5, 0.36, 3)):
        neck = 0.06 + 0.62 * tall
        parts += [
            _disc(x, neck + 0.2 * tall, 0.16 * tall, 4 if slot == 3 else 3),
            _stroke([(x, neck), (x, 0.06 + 0.28 * tall)], slot),
        ]
        parts += [_stroke([(x, 0.06 + 0.28 * tall), (x + s * 0.1, 0.06)], slot) for s in (-1, 1)]
        parts += [_stroke([(x, neck - 0.08), (x + s * 0.18, neck - 0.02)], slot) for s in (-1, 1)]
    return parts


def _rainbow(rng: np.random.Generator) -> list[Mesh]:
    return [
        _stroke([(r * 1.3 * c - 0.05, 0.1 + r * s) for c, s in arc(15, 0, 180).tolist()], slot, 0.06)
        for r, slot in ((0.56, 4), (0.49, 1), (0.42, 2), (0.35, 3))
    ]


def _flower(rng: np.random.Generator) -> list[Mesh]:
    parts = []
    for x, z, slot in ((-0.5, 0.42, 4), (0.0, 0.58, 3), (0.5, 0.38, 4)):
        parts.append(_stroke([(x, 0.04), (x + 0.03, 0.5 * z), (x, z)], 2))
        parts += [_disc(x + 0.14 * c, z + 0.1 * s, 0.055, slot) for c, s in arc(7, 0, 360)[:-1].tolist()]
        parts.append(_disc(x, z, 0.05, 1, 2))
    return parts


def play_tent(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tent of four poles with an open front (−y). Slots: cloth, poles, border."""
    width, depth, height = size_m
    top_m, cross = 0.84 * height, 0.045
    corners = [(sx, sy) for sx in (-1, 1) for sy in (-1, 1)]
    feet = {each: (each[0] * (width / 2 - 0.02), each[1] * (depth / 2 - 0.02), 0.01) for each in corners}
    parts = [tube([feet[s], (-s[0] * cross, -s[1] * cross, height - 0.01)], 0.012, 1, 10) for s in corners]
    lifts = np.linspace(0, 1, 10)

    def side(a: tuple[int, int], b: tuple[int, int], share: tuple[float, float]) -> Mesh:
        u = np.linspace(*share, 9)
        low = np.array([np.asarray(feet[a]) * (1 - t) + np.asarray(feet[b]) * t for t in u])
        high = np.array([(a[0] * (1 - t) + b[0] * t, a[1] * (1 - t) + b[1] * t, 0.0) for t in u]) * (0.03, 0.03, 1) + (
            0,
            0,
            top_m,
        )
        points = low[:, None] * (1 - lifts)[None, :, None] + high[:, None] * lifts[None, :, None]
        sag = 0.02 * np.sin(np.pi * lifts) * np.sin(np.pi * u)[:, None]
        points[..., :2] *= 1 - sag[..., None]
        return plate(points, 0.003)

    parts += [side((-1, 1), (-1, -1), (0, 1)), side((1, 1), (-1, 1), (0, 1)), side((1, -1), (1, 1), (0, 1))]
    parts += [_flap(width, depth, top_m, s) for s in (-1, 1)]
    hem = [np.add(feet[each], (0, 0, 0.02)) for each in ((-1, -1), (-1, 1), (1, 1), (1, -1))]
    return join([*parts, tube(np.array(hem), 0.009, 2, 8)])


def _flap(width: float, depth: float, top_m: float, side: int) -> Mesh:
    """Return half of the front, drawn aside to its pole."""
    z = np.linspace(0, 1, 12)
    edge = np.stack(
        [side * (width / 2 - 0.02) * (1 - z) + side * 0.03 * z, -(depth / 2 - 0.02) * (1 - z) - 0.03 * z, top_m * z],
        axis=1,
    )
    open_m = 0.06 + 0.26 * width * np.sin(np.pi * z) ** 1.5 * (0.5 + 0.5 * z)
    inner = edge - np.stack([side * np.minimum(open_m, np.abs(edge[:, 0]) + 0.01), 0 * z, 0 * z], axis=1)
    u = np.linspace(0, 1, 8)[:, None, None]
    points = edge[None] * (1 - u) + inner[None] * u
    points[..., 1] -= 0.012 * np.sin(5 * np.pi * u[..., 0])
    return plate(points if side < 0 else points[::-1], 0.003)


def bin_shelf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a low frame with bins that slide on rails. Slots: frame, three colours of bins, back."""
    width, depth, height = size_m
    board_m, columns = 0.018, max(2, round(width / 0.34))
    wide = (width - board_m) / columns
    rows = max(2, round((height - 0.06) / 0.24))
    tall = (height - 0.04 - board_m) / rows
    parts = [
        block((board_m, depth, height - board_m), ((k - columns / 2) * wide, 0, 0), 0.003) for k in range(columns + 1)
    ]
    parts.append(block((width, depth, board_m), (0, 0, height - board_m), 0.004, steps=2))
    parts.append(block((width - board_m, 0.006, height - 0.03), (0, depth / 2 - 0.006, 0.01), 0.001, 4))
    parts.append(block((width - board_m, 0.014, 0.04), (0, 0.02 - depth / 2, 0), 0.002))
    for k in range(columns):
        for row in range(rows):
            x, z = (k - (columns - 1) / 2) * wide, 0.04 + row * tall
            out = float(rng.uniform(0.0, 0.03))
            if rng.random() < 0.9:
                parts.append(
                    as_part(
                        _bin(
                            wide - board_m - 0.016,
                            depth - 0.04,
                            0.82 * tall,
                            (x, -0.005 - out + 0.03, z),
                            int(rng.integers(1, 4)),
                        ),
                        "drawer",
                    )
                )
    return join(parts)


def _bin(wide: float, deep: float, tall: float, place: Vec3, slot: int) -> Mesh:
    """Return an open plastic bin with a rim, narrower at its foot."""
    loops = [rounded_loop(share * wide, share * deep, z, 0.03) for share, z in ((0.86, 0.0), (0.97, tall - 0.012))]
    rim = [rounded_loop(wide, deep, z, 0.03) for z in (tall - 0.012, tall)]
    lip, foot = rounded_loop(0.94 * wide, 0.94 * deep, tall, 0.03), rounded_loop(0.82 * wide, 0.82 * deep, 0.006, 0.03)
    middle = 0 * loops[0]
    return moved(
        loft(
            [middle, loops[0]],
            loops,
            [loops[1], rim[0]],
            rim,
            [rim[1], lip],
            [lip, foot],
            [foot, np.add(middle, (0, 0, 0.006))],
            slot=slot,
        ),
        place,
    )


def _shelf_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.0, height), width - 0.04, depth - 0.03, 0.6),)


GENERATORS: dict[str, Generator] = {"drawing": drawing, "play tent": play_tent, "bin shelf": bin_shelf}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"bin shelf": _shelf_top}
