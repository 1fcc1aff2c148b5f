"""Goods as they stand in shops: rows of equal packs that face the front, some of them sold."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, lathe
from ...poses import Vec3
from ..core.labels import printed_box, printed_sides, wrapped
from ..core.parts import Generator, bar, block, moved
from ..core.printing import joined

SOLD = 0.3  # of the columns of packs, so many lack some in front


def _columns(size_m: Vec3, pack_m: tuple[float, float], rng: np.random.Generator) -> list[tuple[float, float, bool]]:
    """Return where equal packs stand, and which of them is the first of its column. The outer columns are full."""
    width, depth, _ = size_m
    nx, ny = (max(1, round(size / pack)) for size, pack in zip((width, depth), pack_m, strict=True))
    places = []
    for i in range(nx):
        inner = 0 < i < nx - 1 and rng.random() < SOLD
        first = int(rng.integers(1, ny)) if inner and ny > 1 else 0
        x = (i + 0.5) * width / nx - width / 2
        places += [(x, (j + 0.5) * depth / ny - depth / 2, j == first) for j in range(first, ny)]
    return places


def _cell(size_m: Vec3, pack_m: tuple[float, float]) -> tuple[float, float]:
    """Return the width and depth that each pack has."""
    width, depth = (size / max(1, round(size / pack)) for size, pack in zip(size_m[:2], pack_m, strict=True))
    return width, depth


def boxed_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build packets in rows, printed on all sides, some pushed back or askew. Slot: print."""
    pack_m = (float(rng.uniform(0.08, 0.19)), float(rng.uniform(0.05, 0.12)))
    wide, deep = _cell(size_m, pack_m)
    parts = []
    for x, y, first in _columns(size_m, pack_m, rng):
        pack = printed_box((wide - 0.004, deep - 0.006, size_m[2]), (0, 0, 0))
        if first:
            y += float(rng.uniform(0.0, 0.15)) * deep
        parts.append(moved(pack, (x, y, 0.0), float(rng.normal(0, 1.5)) if first else 0.0))
    return joined(parts)


def _turned_goods(size_m: Vec3, pack: Mesh, side_m: float, rng: np.random.Generator) -> Mesh:
    """Return round packs in rows; hands have turned each its own way."""
    places = _columns(size_m, (side_m, side_m), rng)
    return joined([moved(pack, (x, y, 0.0), float(rng.normal(0, 25)) if first else 0.0) for x, y, first in places])


def tinned_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build tins in rows, two or one above another. Slots: label, tin."""
    side = float(rng.uniform(0.07, 0.1))
    layers = 2 if size_m[2] > 0.2 else 1
    r, tall = min(_cell(size_m, (side, side))) / 2, size_m[2] / layers
    tin = lathe(
        [
            (0.0, 0.0),
            (0.97 * r, 0.0),
            (r, 0.004),
            (r, tall - 0.004),
            (0.97 * r, tall),
            (0.9 * r, tall - 0.004),
            (0.0, tall - 0.004),
        ],
        14,
    )
    label = _labelled(1.008 * r, 0.06 * tall, 0.94 * tall, 0)
    pack = joined([moved(joined([tin.with_slot(1), label]), (0.0, 0.0, k * tall)) for k in range(layers)])
    return _turned_goods(size_m, pack, side, rng)


def bottled_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build bottles or jars in rows. Slots: bottle, cap, label."""
    side, tall = float(rng.uniform(0.07, 0.1)), size_m[2]
    r = min(_cell(size_m, (side, side))) / 2
    neck, shoulder = ((0.4, 0.62), (0.85, 0.84))[int(rng.random() < 0.35)]
    profile = [
        (0.0, 0.0),
        (0.94, 0.0),
        (1.0, 0.02),
        (1.0, shoulder),
        (neck, shoulder + 0.13),
        (neck, 0.97),
        (0.0, 0.97),
    ]
    body = lathe([(share * r, z * tall) for share, z in profile], 14)
    cap = lathe([(0.0, 0.92 * tall), (1.08 * neck * r, 0.92 * tall), (1.08 * neck * r, tall), (0.0, tall)], 14)
    label = _labelled(1.01 * r, 0.2 * shoulder * tall, 0.85 * shoulder * tall, 2)
    return _turned_goods(size_m, joined([body, cap.with_slot(1), label]), side, rng)


def _labelled(radius_m: float, low_m: float, high_m: float, slot: int) -> Mesh:
    """Return a label all around a pack that is seen from afar."""
    return wrapped([(radius_m, low_m), (radius_m, high_m)], 180.0, slot, columns=15)


def bagged_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build bags that stand in rows, printed all over, their tops sealed flat. Slots: print, seal."""
    pack_m = (float(rng.uniform(0.11, 0.17)), float(rng.uniform(0.07, 0.1)))
    wide, deep = _cell(size_m, pack_m)
    tall, parts = size_m[2], []
    bag = printed_sides(block((wide - 0.006, deep - 0.006, 0.88 * tall), (0, 0, 0), 0.3 * deep, 0, 2))
    for x, y, first in _columns(size_m, pack_m, rng):
        parts.append(moved(bag, (x, y, 0.0), float(rng.normal(0, 4)) if first else 0.0))
        parts.append(bar((0.8 * wide, 0.008, 0.2 * tall), (x, y, 0.8 * tall), 1))
    return joined(parts)


GENERATORS: dict[str, Generator] = {
    "boxed goods": boxed_goods,
    "tinned goods": tinned_goods,
    "bottled goods": bottled_goods,
    "bagged goods": bagged_goods,
}
