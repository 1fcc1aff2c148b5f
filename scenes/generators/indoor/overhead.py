"""What hangs under the ceilings of halls: air ducts, pipes, cable trays, diffusers, loudspeakers, sprinklers.

What runs along is built along x and hangs by rods or straps that reach its top.
"""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, across, bar, block, moved, ring, round_bar, spread, tilted, tube

HANGER_M = 2.4  # so far hangers are apart
SHEET_M = 1.25  # the length of one sheet of a duct
GRILLE_M = 3.0  # so far the grilles of a duct are apart
HEAD_M = 2.8  # so far the sprinklers of a pipe are apart
RUNG_M = 0.3  # so far the rungs of a cable tray are apart
CABLES = 4


def round_duct(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round air duct with beads at its joints, and grilles on its flanks. Slots: sheet, straps, grilles."""
    long, wide, height = size_m
    r = wide / 2
    parts = [tube([(-long / 2, 0, r), (long / 2, 0, r)], 0.96 * r, 0, 28)]
    parts += [tube([(x - 0.02, 0, r), (x + 0.02, 0, r)], r, 0, 28) for x in spread(long, SHEET_M)]
    side = float(rng.choice([-1, 1]))
    grille = tilted(block((0.55, 0.05, 0.16), (0, 0, -0.08), 0.006, 2), -side * 40)
    for x in spread(long, GRILLE_M):
        parts.append(moved(grille, (x, -side * 0.74 * r, 0.38 * r)))
    for x in spread(long, HANGER_M):
        parts.append(moved(across(ring([(1.0 * r, -0.02), (1.0 * r, 0.02)], 0.03, 1, 28)), (x, 0, r)))
        parts += [bar((0.012, 0.012, height - 1.5 * r), (x, s * 0.7 * r, 1.5 * r), 1) for s in (-1, 1)]
    return join(parts)


def square_duct(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an air duct of folded sheet with flanges and grilles below. Slots: sheet, hangers, grilles."""
    long, wide, height = size_m
    deep = min(0.62 * wide, 0.8 * height)
    parts = [block((long, wide - 0.06, deep - 0.06), (0, 0, 0.03), 0.006)]
    parts += [block((0.03, wide, deep), (x, 0, 0), 0.003) for x in spread(long, SHEET_M)]
    parts += [block((0.6, 0.5 * wide, 0.02), (x, 0, 0.012), 0.004, 2) for x in spread(long - SHEET_M, GRILLE_M)]
    for x in spread(long, HANGER_M):
        parts.append(bar((0.04, wide, 0.03), (x, 0, 0), 1))
        parts += [bar((0.012, 0.012, height), (x, s * (wide / 2 - 0.006), 0), 1) for s in (-1, 1)]
    return join(parts)


def sprinkler_pipe(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pipe with sprinklers below, and couplings. Slots: pipe, hangers, brass."""
    long, wide, height = size_m
    r, z = 0.36 * wide, 0.09
    parts = [tube([(-long / 2, 0, z), (long / 2, 0, z)], r, 0, 14)]
    parts += [tube([(x - 0.04, 0, z), (x + 0.04, 0, z)], wide / 2, 0, 14) for x in spread(long, 3.6)]
    for x in spread(long, HEAD_M):
        parts += [moved(_head(), (x, 0, 0)), round_bar((x, 0, 0.045), (x, 0, z), 0.012, 0.012)]
    for x in spread(long, HANGER_M):
        parts.append(bar((0.01, 0.01, height - z), (x, 0, z), 1))
    return join(parts)


def _head() -> Mesh:
    """Return a sprinkler that points down, its deflector at z = 0."""
    return lathe(
        [(0.0, 0.0), (0.022, 0.0), (0.022, 0.004), (0.006, 0.006), (0.014, 0.03), (0.014, 0.05)], 14
    ).with_slot(2)


def cable_tray(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ladder of rails and rungs with cables on it. Slots: tray, hangers, three kinds of cables."""
    long, wide, height = size_m
    parts = [bar((long, 0.012, 0.06), (0, s * (wide / 2 - 0.006), 0)) for s in (-1, 1)]
    parts += [bar((0.03, wide - 0.02, 0.012), (x, 0, 0.006)) for x in spread(long, RUNG_M)]
    for k in range(CABLES):
        y, r = (k - (CABLES - 1) / 2) * 0.2 * wide, float(rng.uniform(0.008, 0.018))
        xs = np.linspace(-long / 2 + 0.02, long / 2 - 0.02, max(3, round(long / 1.2)))
        path = np.column_stack([xs, y + rng.normal(0, 0.012, len(xs)), np.full(len(xs), 0.018 + r)])
        parts.append(tube(path, r, 2 + int(rng.integers(3)), 8))
    for x in spread(long, HANGER_M):
        parts.append(bar((0.04, wide, 0.006), (x, 0, 0), 1))
        parts += [bar((0.01, 0.01, height), (x, s * (wide / 2 - 0.005), 0), 1) for s in (-1, 1)]
    return join(parts)


def diffuser(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a square outlet of air: frames within each other around a dark mouth. Slots: frames, mouth."""
    width, depth, height = size_m
    parts = [bar((0.9 * width, 0.9 * depth, 0.3 * height), (0, 0, 0.7 * height), 1)]
    for share in (1.0, 0.74, 0.48, 0.22):
        wide, deep = share * width, share * depth
        low = 0.0 if share == 1.0 else 0.25 * height
        tall, edge = height - low, 0.045 * width
        parts += [block((wide, edge, tall), (0, s * (deep - edge) / 2, low), 0.002) for s in (-1, 1)]
        parts += [block((edge, deep - 2 * edge, tall), (s * (wide - edge) / 2, 0, low), 0.002) for s in (-1, 1)]
    return join(parts)


def ceiling_speaker(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round loudspeaker that lies flush in a ceiling. Slots: rim, grille."""
    width, _, height = size_m
    r = width / 2
    rim = ring([(0.9 * r, 0.0), (r, 0.6 * height), (r, height)], 0.12 * r)
    return join(
        [rim, lathe([(0.0, 0.35 * height), (0.88 * r, 0.35 * height), (0.88 * r, height), (0.0, height)]).with_slot(1)]
    )


def sprinkler(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sprinkler under a ceiling with its rosette. Slots: rosette, brass."""
    width, _, height = size_m
    head = _head().with_slot(1)
    rosette = lathe([(0.0, height - 0.008), (0.42 * width, height - 0.008), (width / 2, height), (0.0, height)], 20)
    return join([head, round_bar((0, 0, 0.045), (0, 0, height - 0.004), 0.008, 0.008, 1), rosette])


def pendant_bell(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lamp under an open bell of metal, on a cord, as halls have them. Slots: bulb, bell, cord."""
    width, _, height = size_m
    r, tall = width / 2, 0.55 * width
    bulb = lathe([(0.0, 0.12 * tall), (0.3 * r, 0.22 * tall), (0.34 * r, 0.4 * tall), (0.2 * r, 0.66 * tall)], 24)
    cord = round_bar((0, 0, 0.98 * tall), (0, 0, height), 0.006, 0.006, 2)
    cap = lathe([(0.0, 0.9 * tall), (0.24 * r, 0.9 * tall), (0.2 * r, 1.15 * tall), (0.0, 1.15 * tall)], 20)
    return join([bulb, _bell(r, tall), cap.with_slot(2), cord])


def _bell(radius_m: float, tall_m: float) -> Mesh:
    """Return a bell whose open side is at z = 0."""
    profile = [(1.0, 0.0), (0.97, 0.14), (0.86, 0.4), (0.62, 0.68), (0.3, 0.9), (0.2, 1.0)]
    return ring([(share * radius_m, z * tall_m) for share, z in profile], 0.008, 1, 40)


GENERATORS: dict[str, Generator] = {
    "round duct": round_duct,
    "square duct": square_duct,
    "sprinkler pipe": sprinkler_pipe,
    "cable tray": cable_tray,
    "diffuser": diffuser,
    "ceiling speaker": ceiling_speaker,
    "sprinkler": sprinkler,
    "pendant bell": pendant_bell,
}
