"""Roofs of houses: gabled with tiles, dormers, rooflights and chimneys, or flat behind a parapet; aerials on both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ....geometry.mesh import Mesh, join, mesh
from ....geometry.parts import as_part
from ...core.parts import bar, moved, tilted, tube
from .front import DARK, DECK, IRON, PROJECT_M, ROOF, TRIM, WALL, pane, quads, sashes

Line = NDArray[np.float64]

COURSE_M, EDGE_M = 0.34, 0.025  # how far apart rows of tiles are, and how far their lower edges stand out
POT_M = 0.35
DORMERS = 0.4  # so many roofs have dormers, and others rooflights
DORMER_M = (1.25, 1.0)  # width and height
STEEP_M = 1.9  # from this rise on dormers have room


def pitched(width_m: float, depth_m: float, base_m: float, rise_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a gabled roof with its ridge along the street, chimneys, and windows in its front."""
    w, f, b = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2
    ridge, eave, out = (f + b) / 2, base_m - 0.08, 0.35
    top = base_m + rise_m - 0.6
    back = quads([((w, b, eave), (-w, b, eave), (-w, ridge, top), (w, ridge, top))], ROOF)
    gables = mesh(
        [(w, f, base_m), (w, b, base_m), (w, ridge, top), (-w, b, base_m), (-w, f, base_m), (-w, ridge, top)],
        [(0, 1, 2), (3, 4, 5)],
    )
    front = join(
        [_courses(w, (f - out, eave), (ridge, top)), back, tube([(-w, ridge, top), (w, ridge, top)], 0.07, ROOF, 6)]
    )
    opened = _dormers if rng.random() < DORMERS and top - eave > STEEP_M else _rooflights
    return [
        as_part(front, "roof"),
        gables.with_slot(WALL),
        tube([(-w, f - out, eave), (w, f - out, eave)], 0.06, IRON, 8),
        *_chimney(float(rng.uniform(-0.6, 0.6)) * w, ridge + 0.6, base_m + 0.5 * rise_m, 0.5 * rise_m, rng),
        *_aerial(float(rng.uniform(-0.6, 0.6)) * w, ridge, base_m + rise_m, 1.1),
        *opened(w, f - out, eave, ridge, top, rng),
    ]


def _courses(w: float, low: tuple[float, float], high: tuple[float, float]) -> Mesh:
    """Return a slope from (y, z) to (y, z) in rows of tiles, each a little above the next one below."""
    count = max(2, round(float(np.hypot(high[0] - low[0], high[1] - low[1])) / COURSE_M))
    ys, zs = (np.linspace(low[axis], high[axis], count + 1) for axis in (0, 1))
    lower, upper = zs[:-1] + EDGE_M, zs[1:]
    rows = np.stack([_row(w, ys[:-1], lower, ys[1:], upper), _row(w, ys[:-1], zs[:-1], ys[:-1], lower)])
    return quads(rows.reshape(-1, 4, 3), ROOF)


def _row(w: float, y0: Line, z0: Line, y1: Line, z1: Line) -> NDArray[np.float64]:
    corners = [(-1, y0, z0), (1, y0, z0), (1, y1, z1), (-1, y1, z1)]
    return np.stack([np.stack([np.full(len(y), side * w), y, z], -1) for side, y, z in corners], 1)


def _chimney(x: float, y: float, low_m: float, tall_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a chimney with a coping and a few pots, `tall_m` in all."""
    stack = tall_m - POT_M
    parts = [bar((0.95, 0.5, stack), (x, y, low_m), WALL), bar((1.05, 0.6, 0.08), (x, y, low_m + stack - 0.08), TRIM)]
    pots = np.linspace(-0.3, 0.3, int(rng.integers(2, 4))).tolist()
    foot = low_m + stack
    return parts + [tube([(x + at, y, foot), (x + at, y, foot + POT_M)], [0.11, 0.09], ROOF, 8) for at in pots]


def _aerial(x: float, y: float, top_m: float, tall_m: float) -> list[Mesh]:
    """Return a television aerial on its mast."""
    parts = [tube([(x, y, top_m - tall_m - 0.6), (x, y, top_m)], 0.018, IRON, 4)]
    boom = top_m - 0.12
    parts.append(bar((0.9, 0.02, 0.02), (x, y, boom), IRON))
    return parts + [bar((0.01, 0.5 - 0.06 * k, 0.01), (x - 0.42 + 0.2 * k, y, boom), IRON) for k in range(5)]


def _dormers(w: float, f: float, eave: float, ridge: float, top: float, rng: np.random.Generator) -> list[Mesh]:
    """Return dormers in a row, each with its window and a lid."""
    wide, tall = DORMER_M
    slope = (top - eave) / (ridge - f)
    y, z = f + 0.18 * (ridge - f), eave + 0.18 * (top - eave)
    deep = min(tall / slope + 0.1, 0.75 * (ridge - f))
    parts = []
    for x in np.linspace(-0.6 * w, 0.6 * w, max(1, round(w / 2.2))).tolist():
        parts.append(bar((wide, deep, tall), (x, y + deep / 2, z - 0.02), TRIM))
        parts.append(bar((wide + 0.24, deep + 0.15, 0.07), (x, y + deep / 2 - 0.1, z + tall - 0.02), ROOF))
        frame = [moved(each, (x, y - 0.02, z)) for each in sashes(0.12, 0.95, 0.78, 3, False, TRIM, 0.0)]
        parts.append(as_part(join([*frame, moved(pane(0.12, 0.95, 0.78, DARK, -0.01), (x, y, z))]), "window"))
    return parts


def _rooflights(w: float, f: float, eave: float, ridge: float, top: float, rng: np.random.Generator) -> list[Mesh]:
    angle = float(np.degrees(np.arctan2(top - eave, ridge - f)))
    parts = []
    for _ in range(int(rng.integers(0, 4))):
        x, share = float(rng.uniform(-0.8, 0.8)) * w, float(rng.uniform(0.35, 0.6))
        window = join([bar((0.8, 1.1, 0.06), (0, 0, 0), IRON), bar((0.68, 0.98, 0.02), (0, 0, 0.06), DARK)])
        parts.append(
            moved(tilted(as_part(window, "window"), -angle), (x, f + share * (ridge - f), eave + share * (top - eave)))
        )
    return parts


def flat(width_m: float, depth_m: float, base_m: float, rise_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a flat roof behind a parapet, with what stands on such roofs."""
    w, f, b = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2
    deck = as_part(quads([((-w, f, base_m), (w, f, base_m), (w, b, base_m), (-w, b, base_m))], DECK), "roof")
    parapet = [bar((width_m, 0.2, 0.5), (0, y, base_m), WALL) for y in (f + 0.1, b - 0.1)]
    parapet += [bar((0.2, b - f - 0.4, 0.5), (s * (w - 0.1), (f + b) / 2, base_m), WALL) for s in (-1, 1)]
    parapet += [bar((width_m, 0.26, 0.05), (0, f + 0.11, base_m + 0.5), TRIM)]
    high = bar((min(3.0, w), 2.5, rise_m), (float(rng.uniform(-0.4, 0.4)) * w, 1.0, base_m), TRIM)
    gutter = tube([(-w, f - 0.38, base_m - 0.02), (w, f - 0.38, base_m - 0.02)], 0.06, IRON, 8)
    aerial = _aerial(float(rng.uniform(-0.7, 0.7)) * w, b - 1.0, base_m + rise_m, 0.85)
    return [deck, *parapet, gutter, high, *aerial, *_coolers(w, f, base_m, rng)]


def _coolers(w: float, f: float, base_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return boxes of air conditioners behind the parapet."""
    count = int(rng.integers(0, 4))
    xs = (rng.uniform(-0.8, 0.8, count) * w).tolist()
    return [bar((0.9, 0.5, 0.75), (x, f + 1.6, base_m), TRIM) for x in xs]
