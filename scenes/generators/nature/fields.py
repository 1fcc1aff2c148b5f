"""The patchwork of fields that land is made of: where they end, and the hedges with trees that grow along these lines.

Fields are laid as bricks are, in rows each of which is shifted against the next, and their lines bend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...geometry.mesh import Mesh, join
from .limbs import Points, leaflets, unit
from .noise import Field

SHIFTED = 0.4  # of a field's length, every other row
BEND, BEND_M = 0.09, 95.0  # how far lines stray, as a share of the length of their waves, over 2π
OPEN_M = 62.0  # so far around the middle nothing is fenced in
HEDGED = 0.62  # so many lines have a hedge
TREES_M = (14.0, 70.0)  # from one tree in a hedge to the next
STEP_M, CARDS, CROWN_CARDS = 1.7, 16, 110  # from one bush to the next; how many leaves stand for one, and for a crown


@dataclass(frozen=True, slots=True)
class Fields:
    """How fields lie: which way, how long and deep they are, where they begin, and the phases of their lines' waves."""

    turn: float
    long_m: float
    deep_m: float
    shift_m: tuple[float, float]
    phase: tuple[float, float]


def fields_of(rng: np.random.Generator) -> Fields:
    """Return the fields that a seed or a terrain's variant gives, as the first numbers of its generator."""
    turn, a, b, c, d = rng.uniform(0, 2 * np.pi, 5).tolist()
    long_m, deep_m = rng.uniform((95.0, 50.0), (190.0, 95.0)).tolist()
    return Fields(turn, long_m, deep_m, (a * long_m, b * deep_m), (c, d))


def hedge_line(fields: Fields, far_m: float, rng: np.random.Generator) -> tuple[Points, Field]:
    """Return places N×2 along the hedges between OPEN_M and `far_m` from the middle, and how high each is in metres."""
    rows = np.arange(-np.ceil(far_m / fields.deep_m) - 1, np.ceil(far_m / fields.deep_m) + 2)
    first = np.round(np.array(fields.shift_m) / (fields.long_m, fields.deep_m))
    lines = [_line(fields, row + first[1], first[0], far_m, rng) for row in rows]
    place, high_m = (np.concatenate(each) for each in zip(*lines, strict=True))
    away = np.hypot(*(xy := _unbent(fields, place)).T)
    kept = (away > OPEN_M) & (away < far_m)
    return xy[kept], high_m[kept]


def _line(fields: Fields, row: float, first: float, far_m: float, rng: np.random.Generator) -> tuple[Points, Field]:
    """Return the hedges at the lower end of a row of fields, and between these."""
    count = int(np.ceil(far_m / fields.long_m)) + 2
    offset = SHIFTED * fields.long_m * (row % 2 == 0)
    columns = (np.arange(-count, count) + first) * fields.long_m - offset
    edges = []
    for u in columns.tolist():
        along = np.arange(0, fields.long_m, STEP_M)
        edges.append((np.column_stack([u + along, np.full(len(along), row * fields.deep_m)]), rng.random()))
        across = np.arange(0, fields.deep_m, STEP_M)
        edges.append((np.column_stack([np.full(len(across), u), row * fields.deep_m + across]), rng.random()))
    grown = [(place, rng.uniform(1.2, 3.2)) for place, own in edges if own < HEDGED] or [(edges[0][0], 1.5)]
    return np.concatenate([each for each, _ in grown]), np.concatenate([np.full(len(p), h) for p, h in grown])


def _unbent(fields: Fields, place: Points) -> Points:
    """Return where in the world places N×2 between fields are, whose lines bend there."""
    u, v = (place - fields.shift_m).T
    a, b = u, v
    reach_m = BEND * BEND_M
    for _ in range(6):
        a, b = (
            u - reach_m * np.sin(b / BEND_M + fields.phase[0]),
            v - reach_m * np.sin(a / BEND_M + fields.phase[1]),
        )
    c, s = np.cos(fields.turn), np.sin(fields.turn)
    return np.column_stack([c * a - s * b, s * a + c * b])


def hedges(feet: Points, high_m: Field, rng: np.random.Generator) -> Mesh:
    """Return hedges on feet N×3 of so many metres, and the trees that have grown up in them. Slot: leaves."""
    low = bushes(feet, high_m, CARDS, rng)
    pick = rng.random(len(feet)) < STEP_M / rng.uniform(*TREES_M, len(feet))
    tall_m = rng.uniform(4.0, 10.0, int(pick.sum()))
    crowns = bushes(feet[pick] + np.outer(0.32 * tall_m, (0.0, 0.0, 1.0)), 0.68 * tall_m, CROWN_CARDS, rng, 0.42)
    return join([low, crowns])


def bushes(feet: Points, high_m: Field, cards: int, rng: np.random.Generator, slim: float = 0.6) -> Mesh:
    """Return round clumps of leaves above feet N×3, so many each, and `slim` times half as wide as high."""
    tall = np.repeat(high_m * rng.uniform(0.75, 1.15, len(feet)), cards)[:, None]
    way = unit(rng.normal(0, 1, (len(tall), 3)))
    middle = np.repeat(feet, cards, axis=0) + tall * (0.0, 0.0, 0.5)
    reach = rng.random((len(tall), 1)) ** 0.4
    base = middle + way * reach * tall * (slim, slim, 0.5)
    size = np.clip(0.22 * tall[:, 0], 0.3, 1.6) * rng.uniform(0.7, 1.4, len(tall))
    return leaflets(base, unit(way + rng.normal(0, 0.6, way.shape)), size, 0.55, rng)
