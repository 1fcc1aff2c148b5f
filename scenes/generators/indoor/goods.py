"""Goods as they stand in shops: rows of equal packs that face the front, some of them sold."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...spec import Vec3
from ..core.parts import Generator, bar, block, moved

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
    """Build packets in rows, pictures to the front. Slots: card, picture, label."""
    pack_m = (float(rng.uniform(0.08, 0.19)), float(rng.uniform(0.05, 0.12)))
    wide, deep = _cell(size_m, pack_m)
    tall, parts = size_m[2], []
    picture, label = float(rng.uniform(0.35, 0.55)), float(rng.uniform(0.62, 0.78))
    for x, y, first in _columns(size_m, pack_m, rng):
        parts.append(bar((wide - 0.002, deep - 0.004, tall), (x, y + 0.002, 0)))
        if first:
            front = y - deep / 2 + 0.002
            parts.append(bar((0.86 * wide, 0.004, picture * tall), (x, front, 0.07 * tall), 1))
            parts.append(bar((0.8 * wide, 0.004, 0.14 * tall), (x, front, label * tall), 2))
    return join(parts)


def _turned_goods(size_m: Vec3, pack: Mesh, side_m: float, rng: np.random.Generator) -> Mesh:
    return join([moved(pack, (x, y, 0.0)) for x, y, _ in _columns(size_m, (side_m, side_m), rng)])


def tinned_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build tins in rows, two or one above another. Slots: label, tin, band."""
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
    label = lathe([(1.008 * r, 0.1 * tall), (1.008 * r, 0.9 * tall)], 14)
    band = lathe([(1.014 * r, 0.52 * tall), (1.014 * r, 0.7 * tall)], 14)
    one = join([label, tin.with_slot(1), band.with_slot(2)])
    pack = join([moved(one, (0.0, 0.0, k * tall)) for k in range(layers)])
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
    label = lathe([(1.01 * r, 0.2 * shoulder * tall), (1.01 * r, 0.85 * shoulder * tall)], 14)
    return _turned_goods(size_m, join([body, cap.with_slot(1), label.with_slot(2)]), side, rng)


def bagged_goods(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build bags that stand in rows, their tops sealed flat. Slots: bag, picture, label."""
    pack_m = (float(rng.uniform(0.11, 0.17)), float(rng.uniform(0.07, 0.1)))
    wide, deep = _cell(size_m, pack_m)
    tall, parts = size_m[2], []
    for x, y, first in _columns(size_m, pack_m, rng):
        parts.append(block((wide - 0.006, deep - 0.006, 0.88 * tall), (x, y, 0), 0.3 * deep, 0, 2))
        parts.append(bar((0.8 * wide, 0.008, 0.2 * tall), (x, y, 0.8 * tall)))
        if first:
            front = y - deep / 2 + 0.003
            parts.append(bar((0.6 * wide, 0.006, 0.34 * tall), (x, front, 0.14 * tall), 1))
            parts.append(bar((0.56 * wide, 0.006, 0.14 * tall), (x, front, 0.54 * tall), 2))
    return join(parts)


GENERATORS: dict[str, Generator] = {
    "boxed goods": boxed_goods,
    "tinned goods": tinned_goods,
    "bottled goods": bottled_goods,
    "bagged goods": bagged_goods,
}
