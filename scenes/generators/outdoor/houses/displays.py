"""Shops behind their windows: a lit room with shelves along its back, and what is on show behind the glass."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ....geometry.mesh import Mesh
from ...core.parts import bar, moved, tube
from .front import GOODS, IRON, LAMP, ROOM, SHOP, TRIM, WARES, Front, inside, pane, quads, scaled_copies

DEEP_M = 3.2  # of a shop
SHELVES_M = (0.6, 1.15, 1.7)  # heights of those along its back
LAMPS_M = (1.2, 1.6)  # where the lamp under the ceiling begins and ends, behind the front
BENCH_M = 0.55  # how deep the floor of a shop window is
GOODS_SLOTS = (GOODS, GOODS, WARES, WARES, SHOP)
STAND = ((0.0, 0.14), (0.02, 0.14), (0.03, 0.015), (0.62, 0.015), (0.64, 0.15), (0.78, 0.17), (0.95, 0.12))
BUST = ((1.2, 0.18), (1.32, 0.17), (1.4, 0.06), (1.46, 0.05), (1.5, 0.03))  # (height, radius) of a tailor's dummy
STAND_M = 1.5


def shop_room(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return one room behind all windows of a shop: its shell, a lamp under the ceiling, shelves and a counter."""
    half, floor, top = front.width_m / 2 - 0.1, 0.1, front.ground_m - 0.45
    back, *rest = inside(half, 0.03, DEEP_M, floor, top)
    parts = [quads([back, *rest], ROOM)]
    near, far = LAMPS_M  # one strip: each triangle that shines costs all points of a street a look
    x, z = 0.8 * half, top - 0.02
    parts.append(quads([[(-x, near, z), (-x, far, z), (x, far, z), (x, near, z)]], LAMP))
    for level in SHELVES_M:
        parts.append(bar((1.9 * half, 0.34, 0.03), (0, DEEP_M - 0.2, level - 0.03), TRIM))
        parts += _goods(1.8 * half, DEEP_M - 0.2, level, 0.45, rng, 1.8)
    wide = float(rng.uniform(1.2, 2.0))
    x = float(rng.uniform(-1, 1)) * (half - wide / 2)
    return [*parts, bar((wide, 0.6, 0.95), (x, 2.0, floor), SHOP)]


def display(front: Front, wide_m: float, low_m: float, tall_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return what is on show behind one window: the floor that it stands on, goods, dummies or posters."""
    start = front.reveal_m + 0.02
    floor = bar((wide_m, BENCH_M, 0.04), (0, start + BENCH_M / 2, low_m - 0.04), TRIM)
    back = bar((wide_m, 0.02, float(rng.uniform(0.2, 0.5))), (0, start + BENCH_M, low_m), SHOP)
    show = _SHOWS[int(rng.integers(len(_SHOWS)))]
    return [floor, back, *show(start, wide_m, low_m, tall_m, rng)]


def _on_shelves(start: float, wide: float, low: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return goods on the floor, and on one or two boards that leave the upper half free to look in."""
    parts = _goods(wide - 0.3, start + 0.16, low, 0.34, rng)
    for k in range(1, int(rng.integers(2, 4))):
        level, y = low + 0.5 * k, start + BENCH_M - 0.15
        parts.append(bar((wide - 0.1, 0.26, 0.02), (0, y, level - 0.02), TRIM))
        parts += _goods(wide - 0.3, y, level, 0.26, rng)
    return parts


def _on_steps(start: float, wide: float, low: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return goods on two blocks of unlike height, and others at their feet."""
    parts = _goods(wide - 0.3, start + 0.12, low, 0.25, rng)
    for side in (-1, 1):
        step, x = float(rng.uniform(0.15, 0.6)), side * 0.24 * wide
        parts.append(bar((0.4 * wide, 0.28, step), (x, start + BENCH_M - 0.16, low), ROOM))
        parts += [moved(each, (x, 0, 0)) for each in _goods(0.4 * wide, start + BENCH_M - 0.16, low + step, 0.4, rng)]
    return parts


def _dummies(start: float, wide: float, low: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return tailor's dummies in clothes of one cloth each, and a few things at their feet."""
    count = max(1, round(wide / float(rng.uniform(0.6, 1.0))))
    xs = (np.linspace(-0.5, 0.5, count + 2)[1:-1] * wide + rng.normal(0, 0.05, count)).tolist()
    parts = _goods(wide - 0.3, start + 0.1, low, 0.15, rng)
    for x in xs:
        high, y = float(rng.uniform(0.9, 1.05)) * min(1.0, (tall - 0.1) / STAND_M), start + BENCH_M - 0.22
        foot, body = (
            tube([(x, y, low + high * z) for z, _ in profile], [r for _, r in profile], slot, 10)
            for profile, slot in ((STAND, IRON), ((*STAND[4:], *BUST), int(rng.choice(GOODS_SLOTS))))
        )
        parts += [foot, body]
    return parts


def _posters(start: float, wide: float, low: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return sheets stuck to the pane from within, and goods below."""
    parts, x = _goods(wide - 0.3, start + 0.2, low, 0.3, rng), -wide / 2 + 0.1
    while x < wide / 2 - 0.5:
        sheet, z = float(rng.choice((0.3, 0.42, 0.6))), low + float(rng.uniform(0.35, 0.6)) * tall
        slot = int(rng.choice((ROOM, GOODS, WARES)))
        parts.append(
            moved(pane(z, sheet, min(1.4 * sheet, low + tall - z - 0.05), slot, start - 0.006), (x + sheet / 2, 0, 0))
        )
        x += sheet + float(rng.uniform(0.06, 0.8))
    return parts


def _goods(
    wide: float, y_m: float, z_m: float, tallest_m: float, rng: np.random.Generator, larger: float = 1.0
) -> list[Mesh]:
    """Return a row of boxes or jars with gaps between, a few of each sort beside one another."""
    most = int(wide / (0.12 * larger))
    sort = np.repeat(np.arange(most), rng.integers(1, 4, most))[:most]
    width = larger * rng.uniform(0.12, 0.26, most)[sort]
    gap = np.where(np.diff(sort, prepend=0), larger * rng.uniform(0.02, 0.3, most), 0.0)
    x = np.cumsum(width + gap) - width / 2
    here = x + width / 2 < wide
    tall, slot = tallest_m * rng.uniform(0.35, 1.0, most)[sort], rng.choice(GOODS_SLOTS, most)[sort]
    places = np.column_stack([x - wide / 2, y_m + rng.normal(0, 0.015, most), np.full(most, z_m)])
    sizes = np.column_stack([0.9 * width, np.minimum(0.9 * width, 0.2), tall])
    shape = _jar() if rng.random() < 0.4 else _box()
    return [scaled_copies(shape, places[here], sizes[here], slot[here])] if here.any() else []


@cache
def _box() -> Mesh:
    return bar((1.0, 1.0, 1.0), (0, 0, 0))


@cache
def _jar() -> Mesh:
    return tube([(0, 0, 0), (0, 0, 1)], 0.5, segments=7)


_Show = Callable[[float, float, float, float, np.random.Generator], list[Mesh]]
_SHOWS: tuple[_Show, ...] = (_on_shelves, _on_steps, _dummies, _posters)
