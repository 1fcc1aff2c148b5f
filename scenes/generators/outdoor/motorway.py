"""What stands along motorways: rails and walls of concrete, gantries, bridges, and hills beyond."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, grid, join, mesh
from ...poses import Vec3
from ..core.lettering import Panel, Panels, fitting, lettering
from ..core.parts import Generator, bar, block, plate, prism, tube

PLACES = ("AIRPORT", "CENTRE", "EAST", "HARBOUR", "LAKES", "NORTH", "SOUTH", "STADIUM", "WEST")
POSTS_M = 2.0  # between the posts of a rail
SLOPE = 1.7  # metres aside for each metre that a bank rises
BOARD_UP_M = 5.3  # what hangs over a road
PARAPET_M, DECK_M = 1.05, 1.1


def guard_rail(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rail of folded steel on posts along x, its front at −y. Slot: steel."""
    width, depth, height = size_m
    fold = np.array([(0.0, 0.0), (0.07, 0.02), (0.0, 0.09), (0.0, 0.15), (0.07, 0.22), (0.0, 0.29), (0.03, 0.31)])
    ys, zs = fold[:, 0] - depth / 2, height - 0.31 + fold[:, 1]
    points = np.stack([np.column_stack([np.full(len(fold), x), ys, zs]) for x in (-width / 2, width / 2)])
    count = max(1, round(width / POSTS_M))
    xs = [(k - (count - 1) / 2) * width / count for k in range(count)]
    posts = [bar((0.06, 0.1, height - 0.04), (x, depth / 2 - 0.05, 0)) for x in xs]
    posts += [bar((0.05, depth - 0.14, 0.16), (x, 0.0, height - 0.23)) for x in xs]
    return join([plate(points, 0.004), *posts])


def concrete_barrier(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wall of cast concrete along x that is widest at its foot. Slot: concrete."""
    width, depth, height = size_m
    d, t = depth / 2, 0.12
    right = [(d, 0.0), (d, 0.08), (d - 0.13, 0.33), (t, height - 0.03), (t - 0.03, height)]
    outline = np.array([*right, *((-y, z) for y, z in reversed(right))])
    return prism(outline, 0.004 - width / 2, width / 2 - 0.004)


def gantry(side: int) -> Generator:
    """Return the generator of gantries whose signs are over the half at +x or −x."""
    return lambda size_m, rng: _gantry(size_m, _gantry_panels(size_m, rng, side), side)


def _gantry(size_m: Vec3, panels: tuple[Panel, ...], side: int) -> Mesh:
    """Build a lattice beam across a road along x with signs that face −y. Slots: steel, boards, letters."""
    width, depth, height = size_m
    x, low, high = width / 2 - 0.25, height - 1.1, height - 0.1
    parts = [block((0.4, 0.4, height), (s * x, 0, 0), 0.03) for s in (-1, 1)]
    parts += [bar((0.8, 0.8, 0.5), (s * x, 0, 0)) for s in (-1, 1)]
    rails = [(y, z) for y in (-0.35, 0.35) for z in (low, high)]
    parts += [tube([(-x, y, z), (x, y, z)], 0.06, 0, 8) for y, z in rails]
    xs = np.linspace(-x, x, max(4, round(2 * x / 1.1))).tolist()
    ends = [(low, high) if k % 2 else (high, low) for k in range(len(xs) - 1)]
    for y in (-0.35, 0.35):
        parts += [tube([(a, y, p), (b, y, q)], 0.03, 0, 6) for a, b, (p, q) in zip(xs[:-1], xs[1:], ends, strict=True)]
    parts += [tube([(each, -0.35, z), (each, 0.35, z)], 0.025, 0, 6) for each in xs for z in (low, high)]
    return join([*parts, *_signs(width, depth, height, side), *lettering(panels, 2, 0.01)])


def _boards(width: float, side: int) -> tuple[list[float], float]:
    """Return the middles of the boards, and how wide each is."""
    room = width / 2 - 2.4
    count = max(2, round(room / 4.4))
    wide = room / count
    return [side * (1.6 + (k + 0.5) * wide) for k in range(count)], wide - 0.4


def _signs(width: float, depth: float, height: float, side: int) -> list[Mesh]:
    """Return boards with a white edge and an arrow down to each lane."""
    xs, wide = _boards(width, side)
    y, tall = 0.04 - depth / 2, height - BOARD_UP_M + 0.15
    parts = []
    for x in xs:
        parts.append(bar((wide, 0.06, tall), (x, y, BOARD_UP_M), 1))
        edges = [((wide, 0.012, 0.07), z) for z in (BOARD_UP_M + 0.05, BOARD_UP_M + tall - 0.12)]
        parts += [bar(size, (x, y - 0.034, z), 2) for size, z in edges]
        parts += [
            bar((0.07, 0.012, tall - 0.1), (x + s * (wide / 2 - 0.085), y - 0.034, BOARD_UP_M + 0.05), 2)
            for s in (-1, 1)
        ]
        parts += [bar((0.12, 0.012, 0.42), (x, y - 0.034, BOARD_UP_M + 0.34), 2)]
        parts.append(_arrow_head(x, y - 0.034, BOARD_UP_M + 0.18))
        parts += [bar((0.06, 0.3, 0.06), (x + s * wide / 3, y + 0.18, height - 0.4), 0) for s in (-1, 1)]
    return parts


def _arrow_head(x: float, y: float, z: float) -> Mesh:
    corners = [(x, z), (x + 0.26, z + 0.3), (x - 0.26, z + 0.3)]
    front = [(px, y - 0.006, pz) for px, pz in corners]
    back = [(px, y + 0.006, pz) for px, pz in corners]
    sides = [(k, 3 + k, (k + 1) % 3) for k in range(3)] + [((k + 1) % 3, 3 + k, 3 + (k + 1) % 3) for k in range(3)]
    return mesh([*front, *back], [(0, 1, 2), (5, 4, 3), *sides]).with_slot(2)


def _gantry_panels(size_m: Vec3, rng: np.random.Generator, side: int) -> tuple[Panel, ...]:
    """Return where a gantry leads to, on each of its boards."""
    width, depth, height = size_m
    text, (xs, wide) = str(rng.choice(PLACES)), _boards(width, side)
    letter_m = fitting(text, 0.72 * wide, 0.42)
    z = BOARD_UP_M + 0.62 * (height - BOARD_UP_M)
    return tuple(Panel(text, (x, 0.01 - depth / 2, z), letter_m) for x in xs)


def overpass(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bridge along y on banks, with a pier in its middle. Slots: concrete, steel, grass."""
    width, depth, height = size_m
    top = height - PARAPET_M
    span = float(np.clip(0.5 * depth, 30.0, 48.0))
    long = depth - 4 * min(SLOPE * top, 9.0)
    parts = [
        bar((width - 0.5, long, 0.3), (0, 0, top - 0.3)),
        bar((0.7 * width, span + 2, DECK_M - 0.28), (0, 0, top - DECK_M)),
    ]
    parts += [bar((0.25, long, 0.3), (s * (width / 2 - 0.125), 0, top - 0.3)) for s in (-1, 1)]
    parts += [bar((0.7, 0.7, top - DECK_M), (s * 0.25 * width, 0, 0)) for s in (-1, 1)]
    parts.append(bar((0.7 * width, 0.9, 0.5), (0, 0, top - DECK_M - 0.5)))
    for s in (-1, 1):
        x = s * (width / 2 - 0.12)
        parts += [tube([(x, -long / 2, z), (x, long / 2, z)], 0.03, 1, 6) for z in (top + 0.5, height - 0.03)]
        parts += [bar((0.04, 0.04, PARAPET_M - 0.02), (x, y, top), 1) for y in np.arange(0.5 - long / 2, long / 2, 2.0)]
        parts.append(bar((width - 0.4, 0.8, top - 1.4), (0, s * span / 2, 0)))
        parts.append(_bank(width, s, span / 2, depth / 2, top - 0.32))
    return join(parts)


def _bank(width: float, side: int, start: float, end: float, top: float) -> Mesh:
    """Return the bank that a road climbs to a bridge on, from under the bridge outwards."""
    run, w = min(SLOPE * top, 9.0), 0.5 * width
    toe = start - 0.55 * run
    low = [(-w - run, toe), (w + run, toe), (w + run, end), (-w - run, end)]
    high = [(-w, start), (w, start), (w, end - 2 * run), (-w, end - 2 * run)]
    points = [(x, side * y, 0.0) for x, y in low] + [(x, side * y, top) for x, y in high]
    faces = [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)]
    for k in range(4):
        n = (k + 1) % 4
        faces += [(k, n, 4 + n), (k, 4 + n, 4 + k)]
    return mesh(points, faces if side > 0 else [(a, c, b) for a, b, c in faces]).with_slot(2)


def ridge(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a chain of hills along x, as it is seen from afar, its foot at −y. Slot: surface."""
    width, depth, height = size_m
    u, v = np.linspace(-1, 1, 73), np.linspace(0, 1, 13)
    waves = [(float(rng.uniform(1.5, 9.0)), float(rng.uniform(0, 6.28))) for _ in range(6)]
    crest = 0.62 + sum(0.5 / (n + 1.5) * np.sin(f * u + phase) / 1.6 for n, (f, phase) in enumerate(sorted(waves)))
    crest = np.clip(crest, 0.18, 1.2) * (1 - u**8)
    rise = np.sin(np.pi * np.clip(v, 0, 1)) ** 1.2
    bumps = rng.normal(0, 0.012, (len(u), len(v))) * rise
    z = np.maximum(crest[:, None] * rise + bumps, 0.0)
    z[[0, -1]] = z[:, [0, -1]] = 0.0
    x, y = np.meshgrid(u * width / 2, (v - 0.5) * depth, indexing="ij")
    top = grid(np.stack([x, y, z * height], axis=-1))
    foot = grid(np.stack([x, y, 0.0 * z], axis=-1)[::-1])
    return join([top, foot])


GENERATORS: dict[str, Generator] = {
    "guard rail": guard_rail,
    "concrete barrier": concrete_barrier,
    "gantry": gantry(1),
    "left gantry": gantry(-1),
    "overpass": overpass,
    "ridge": ridge,
}
PANELS: dict[str, Panels] = {
    "gantry": lambda size_m, rng: _gantry_panels(size_m, rng, 1),
    "left gantry": lambda size_m, rng: _gantry_panels(size_m, rng, -1),
}
