"""What is eaten by hand or off a plate: pizza, sandwiches, cakes; a head of broccoli."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, lathe, sphere
from ...poses import Vec3
from ..core.parts import Generator, arc, fitted, loft, moved, pad, rounded_loop, slab, tube
from ..indoor.decor import plain_plate
from .food import lumpy, turned

PLATE_M = 0.004  # the thickness of a plate
SERVED = 0.4  # so many used plates have a meal on them still


def _strewn(rng: np.random.Generator, count: int, radius_m: float, apart_m: float) -> list[tuple[float, float]]:
    """Return up to `count` places within a radius, none nearer to another than `apart_m`."""
    places: list[tuple[float, float]] = []
    for angle, share in rng.uniform(0, 1, (12 * count, 2)).tolist():
        at = (
            radius_m * math.sqrt(share) * math.cos(2 * math.pi * angle),
            radius_m * math.sqrt(share) * math.sin(2 * math.pi * angle),
        )
        if len(places) < count and all(math.dist(at, other) > apart_m for other in places):
            places.append(at)
    return places


def pizza(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a whole pizza with salami and basil on a round board. Slots: crust, cheese, salami, basil, board."""
    r, h = 0.46 * size_m[0], size_m[2]
    edge = [(0.0, -0.006), (0.49 * size_m[0], -0.006), (size_m[0] / 2, -0.004), (size_m[0] / 2, 0.0), (0.0, 0.0)]
    board = lathe(edge, 64, caps=False).with_slot(4)
    rim = [(0.96 * r, 0.1 * h), (r, 0.5 * h), (0.95 * r, h), (0.88 * r, 0.8 * h), (0.85 * r, 0.4 * h)]
    crust = lumpy(turned([(0, 0), (0.9 * r, 0), *rim, (0, 0.4 * h)], 64), rng, 0.03)
    cheese = lumpy(turned([(0, 0.3 * h), (0.86 * r, 0.3 * h), (0.84 * r, 0.6 * h), (0, 0.62 * h)], 48, 1), rng, 0.05)
    disc = lathe([(0.0, 0.0), (0.15 * r, 0.0), (0.15 * r, 0.2 * h), (0.13 * r, 0.26 * h), (0.0, 0.2 * h)], 24)
    salami = [moved(disc, (x, y, 0.55 * h), slot=2) for x, y in _strewn(rng, 10, 0.66 * r, 0.36 * r)]
    leaf = pad((0.16 * r, 0.08 * r, 0.1 * h), (0, 0, 0), 0.02 * r, 0.02 * h)
    basil = [moved(leaf, (x, y, 0.66 * h), float(rng.uniform(0, 360)), 3) for x, y in _strewn(rng, 7, 0.7 * r, 0.2 * r)]
    return join([crust, cheese, *salami, *basil, board])


def donut(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a donut with icing and sprinkles. Slots: dough, icing, sprinkles."""
    r, h = 0.31 * size_m[0], size_m[2]
    thick = size_m[0] / 2 - r
    dough = [(r + thick * x, h / 2 + 0.5 * h * z) for x, z in arc(33, 0, 360)]
    glaze = [(r + 1.03 * thick * x, h / 2 + 0.54 * h * z) for x, z in arc(21, -8, 188)]
    parts = [
        lathe(dough, 56, smooth_profile=True, caps=False),
        _wavy(lathe([*glaze, glaze[0]], 56, caps=False), rng, h),
    ]
    for angle in np.linspace(0, 2 * np.pi, 26, endpoint=False) + rng.uniform(-0.1, 0.1, 26):
        out, turn = rng.uniform(-0.45, 0.45), rng.uniform(0, np.pi)
        at = np.array([(r + out * thick) * np.cos(angle), (r + out * thick) * np.sin(angle)])
        along = 0.05 * size_m[0] * np.array([np.cos(turn), np.sin(turn)])
        z = h / 2 + 0.55 * h * math.sqrt(1 - out**2)
        parts.append(tube([(*(at - along), z), (*(at + along), z)], 0.012 * size_m[0], 2, 6))
    return join(parts)


def _wavy(icing: Mesh, rng: np.random.Generator, height_m: float) -> Mesh:
    """Return icing whose lower edge runs down here and there."""
    x, y, z = icing.vertices.T
    angle = np.arctan2(y, x)
    drops = 0.08 * np.sin(5 * angle + rng.uniform(0, 6)) + 0.06 * np.sin(8 * angle + rng.uniform(0, 6))
    low = np.clip((0.75 * height_m - z) / (0.4 * height_m), 0, 1)
    return icing.with_vertices(np.stack([x, y, z + height_m * drops * low], axis=1)).with_slot(1)


def cake(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round cake with dollops of cream, candles and a band. Slots: icing, cream, candles, band."""
    r, high = 0.46 * size_m[0], size_m[2]
    h = 0.6 * high
    dish = lathe([(0, 0), (size_m[0] / 2, 0.02 * high), (size_m[0] / 2, 0.04 * high), (0, 0.04 * high)], 64)
    body = turned([(0, 0.04 * high), (r, 0.04 * high), (r, 0.93 * h), (0.97 * r, h), (0, h)], 64)
    band = lathe([(r, 0.3 * h), (1.015 * r, 0.32 * h), (1.015 * r, 0.5 * h), (r, 0.52 * h)], 64, caps=False)
    dollop = turned([(0.0, 0.0), (0.1 * r, 0.0), (0.11 * r, 0.05 * h), (0.05 * r, 0.14 * h), (0.0, 0.22 * h)], 16, 1)
    around = [
        moved(dollop, (0.84 * r * x, 0.84 * r * y, 0.99 * h)) for x, y in arc(int(rng.integers(9, 14)), 0, 360)[:-1]
    ]
    wick = (high - h) * 0.86
    candles = [
        join(
            [
                tube([(x, y, 0.98 * h), (x, y, h + wick)], 0.035 * r, 2),
                tube([(x, y, h + wick), (x, y, high)], 0.008 * r, 3, 6),
            ]
        )
        for x, y in _strewn(rng, int(rng.integers(4, 9)), 0.6 * r, 0.22 * r)
    ]
    return join([dish.with_slot(1), body, band.with_slot(3), *around, *candles])


def sandwich(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build half a sandwich, cut across. Slots: crumb, crust, lettuce, tomato, cheese."""
    corners = np.array([(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5)])
    edge = np.concatenate(
        [np.linspace(a, b, 16, endpoint=False) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)]
    )
    middle = corners.mean(axis=0)

    def layer(low: float, high: float, share: float, slot: int, ripple: float = 0.0) -> Mesh:
        wave = 1 + ripple * np.sin(2.4 * np.arange(len(edge)) + rng.uniform(0, 6))[:, None]
        return slab(middle + share * wave * (edge - middle), low, high, slot)

    def bread(low: float) -> Mesh:
        crumb = layer(low, low + 0.3, 0.96, 0)
        sides = [
            slab([(-0.5, -0.5), (0.5, -0.5), (0.46, -0.46), (-0.46, -0.46)], low, low + 0.3, 1),
            slab([(-0.5, -0.5), (-0.46, -0.46), (-0.46, 0.46), (-0.5, 0.5)], low, low + 0.3, 1),
        ]
        return join([crumb, *sides])

    filling = [
        layer(0.3, 0.4, 1.04, 2, 0.05),
        layer(0.4, 0.5, 0.97, 3, 0.015),
        layer(0.5, 0.56, 1.02, 4),
        layer(0.56, 0.7, 1.03, 2, 0.06),
    ]
    return fitted(join([bread(0.0), *filling, bread(0.7)]), size_m)


def hot_dog(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sausage in a roll in its tray of card, lying along x. Slots: roll, sausage, mustard, tray."""
    length, width, height = size_m
    t = np.linspace(-1, 1, 26)
    bow, round_ = 0.03 * width * t**2 * float(rng.uniform(-1.5, 1.5)), np.clip(1 - np.abs(t) ** 5, 0.02, 1) ** 0.5
    parts = [_card_tray((length, width, 0.5 * height))]
    for side in (-1, 1):
        path = np.stack([0.43 * length * t, side * 0.17 * width + bow, np.full(26, 0.4 * height)], axis=1)
        half = lumpy(tube(path, 0.24 * width * round_, 0, 22), rng, 0.06)
        x, y, z = half.vertices.T
        parts.append(half.with_vertices(np.column_stack([x, y, np.maximum(1.25 * z - 0.1 * height, 0.03 * height)])))
    at = np.stack([0.47 * length * t, bow, np.full(26, 0.66 * height) - 0.06 * height * t**2], axis=1)
    parts.append(tube(at, 0.16 * width * round_, 1, 20))
    u = np.linspace(-0.85, 0.8, 70)
    bends = 14 * u + 1.6 * np.sin(3.1 * u + float(rng.uniform(0, 6)))
    swing = 0.1 * width * np.sin(bends) * (0.65 + 0.35 * np.sin(2.3 * u + float(rng.uniform(0, 6))))
    top = 0.66 * height + 0.15 * width - 1.4 * swing**2 / width - 0.06 * height * u**2
    mustard = np.stack([0.45 * length * u, np.interp(u, t, bow) + swing, top], axis=1)
    thick = 0.03 * width * (1 + 0.45 * np.sin(9 * u + float(rng.uniform(0, 6))))
    return join([*parts, tube(mustard, thick, 2, 8)])


def _card_tray(size_m: Vec3) -> Mesh:
    """Return an open boat of card, wider above. Slot: 3."""
    width, depth, height = size_m
    low, high, inner, floor = (
        rounded_loop(a * width, b * depth, z, 0.008)
        for a, b, z in ((0.9, 0.72, 0.0), (1.0, 1.0, height), (0.994, 0.984, height), (0.89, 0.7, 0.0012))
    )
    middle = [np.broadcast_to((0.0, 0.0, z), low.shape) for z in (0.0, 0.0012)]
    return loft([middle[0], low], [low, high], [high, inner], [inner, floor], [floor, middle[1]], slot=3)


def broccoli(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a head of broccoli that stands on its stalk. Slots: florets, stalk."""
    r, h = size_m[0] / 2, size_m[2]
    parts = [tube([(0, 0, 0), (0, 0, 0.3 * h), (0, 0, 0.6 * h)], [0.32 * r, 0.28 * r, 0.4 * r], 1, 16)]
    for angle, lift in zip(rng.uniform(0, 2 * np.pi, 34), np.linspace(0, 1, 34), strict=True):
        out = 0.78 * r * math.sqrt(1 - lift**1.6)
        at = (out * math.cos(angle * 5), out * math.sin(angle * 5), (0.55 + 0.33 * lift) * h)
        parts.append(tube([(0, 0, 0.35 * h), at], [0.1 * r, 0.13 * r], 1, 8))
        floret = lumpy(lumpy(sphere(12), rng, 0.16), rng, 0.16)
        parts.append(moved(fitted(floret, (0.52 * r,) * 3), (at[0], at[1], at[2] - 0.2 * r)))
        for dx, dy, dz in rng.normal(0, 0.17 * r, (6, 3)).tolist():
            bud = fitted(sphere(8), (0.24 * r,) * 3)
            parts.append(moved(bud, (at[0] + dx, at[1] + dy, at[2] + abs(dz))))
    return join(parts)


def crisps_bag(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bag of crisps that lies flat, full of air between its two seals. Slots: print, foil, label, stripe."""
    u, v = np.meshgrid(np.linspace(-1, 1, 33), _rows(rng), indexing="ij")
    sealed = np.clip((np.abs(v) - 0.55) / 0.33, 0, 1)  # 1 where both skins are pressed together
    x = 0.5 * u * (0.93 + 0.07 * sealed**2)
    skins = []
    for side in (1, -1):
        puff = 0.42 * np.clip(1 - np.abs(u) ** 2.4, 0, 1) ** 0.7 * (1 - sealed**1.6) + 0.012
        z = 0.5 + side * (puff + _creases(u, sealed, rng)) + 0.02 * np.sin(55 * v) * (sealed == 1)
        points = np.stack([x, 0.5 * v, z], axis=-1)
        skins.append(replace(grid(points[::side]), slot=np.tile(_printed(v), 2)))
    return fitted(join(skins), size_m)


def _rows(rng: np.random.Generator) -> NDArray[np.float64]:
    """Return where the rows of a bag lie from -1 to 1, some of them where its print changes."""
    low, high = rng.uniform(-0.45, -0.3), rng.uniform(0.25, 0.5)
    ends, stripe = np.linspace(0.88, 1, 7), [high + 0.06, high + 0.12]
    whole = [np.linspace(-0.88, low, 14), np.linspace(low, high, 18)[1:], stripe, np.linspace(stripe[-1], 0.88, 12)[1:]]
    return np.concatenate([-ends[:0:-1], *whole, ends[1:]])


def _printed(v: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the slot of each cell of a bag's skin, U-1 by V-1, flattened: foil at both ends, the rest by its rows."""
    return np.tile(np.repeat([1, 0, 2, 0, 3, 0, 1], [6, 13, 17, 1, 1, 11, 6]), len(v) - 1)


def _creases(u: NDArray[np.float64], sealed: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return how far folds that run out from the seals lift a skin of unit size; none at its sides."""
    folds = sum(
        height * np.sin(count * u + phase) * (0.4 + 0.6 * sealed)
        for height, count, phase in zip(
            (0.05, 0.035, 0.02), rng.uniform((3, 8, 17), (5, 12, 26)), rng.uniform(0, 6, 3), strict=True
        )
    )
    return np.asarray(folds * (1 - u**6) * np.clip(4 * sealed * (1 - sealed) + 0.25 * (sealed < 1), 0, 1))


def used_plate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a plate with a meal on it, or with what is left of one. Slots: plate, sauce, bread or meat, greens."""
    parts, r = [plain_plate(size_m)], size_m[0] / 2
    smear = lumpy(turned([(0, 0), (1.0, 0), (0.9, 1.0), (0, 1.0)], 40, 1), rng, 0.35)
    for x, y in _strewn(rng, int(rng.integers(1, 4)), 0.22 * r, 0.1 * r):
        wide = float(rng.uniform(0.12, 0.34)) * r
        parts.append(moved(smear.transformed(np.diag([wide, 0.6 * wide, 0.0016, 1.0])), (x, y, PLATE_M), 360 * x / r))
    is_meal = rng.random() < SERVED
    count, low, high = (int(rng.integers(6, 12)), 0.09, 0.2) if is_meal else (int(rng.integers(7, 18)), 0.012, 0.05)
    for k, (x, y) in enumerate(_strewn(rng, count, (0.36 if is_meal else 0.5) * r, 0.03 * r)):
        size = float(rng.uniform(low, high)) * r
        bit = fitted(lumpy(lumpy(sphere(12), rng, 0.3), rng, 0.2), (1.6 * size, 1.1 * size, 0.9 * size))
        slot = 2 + (k % 2 if is_meal else int(k % 5 == 0))
        parts.append(moved(bit, (x, y, PLATE_M), float(rng.uniform(0, 360)), slot))
    return join(parts)


GENERATORS: dict[str, Generator] = {
    "pizza": pizza,
    "donut": donut,
    "cake": cake,
    "sandwich": sandwich,
    "hot dog": hot_dog,
    "broccoli": broccoli,
    "used plate": used_plate,
    "bag of crisps": crisps_bag,
}
