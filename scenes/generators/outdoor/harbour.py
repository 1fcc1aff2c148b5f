"""What a harbour is made of: a quay, boats under sail and for fishing, bollards, ropes and heaps of nets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, plate, round_bar, tilted, tube
from ..nature.noise import hilly

Array = NDArray[np.float64]
COPING_M = 0.55  # of a quay's edge
DRAUGHT = {"sailing boat": 0.42, "fishing boat": 0.5}  # metres below the water, by generator
DECK = {"sailing boat": 1.15, "fishing boat": 1.25}  # metres of the deck above the lowest point of a hull


def quay(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a paved quay along x with rings, ladders and fenders at −y. Slots: paving, wall, coping, iron, rubber."""
    width, depth, height = size_m
    course = 0.55
    front = -depth / 2 + 0.10
    parts = [
        bar((width, depth - COPING_M, height), (0, COPING_M / 2, 0), 0),
        bar((width, COPING_M - 0.12, height - 0.3), (0, -depth / 2 + 0.12 + (COPING_M - 0.12) / 2, 0), 1),
    ]
    count = round(width / 1.4)
    long = width / count
    for k in range(count):
        at = ((k + 0.5) / count - 0.5) * width
        parts.append(block((long - 0.012, COPING_M, 0.3), (at, -(depth - COPING_M) / 2, height - 0.3), 0.02, 2))
    for k, x in enumerate(np.arange(-width / 2 + 3.0, width / 2 - 2.0, 6.0).tolist()):
        if k % 3 == 1:
            parts += _ladder(x, front, height)
        else:
            parts.append(block((0.22, 0.10, 1.9), (x, front - 0.03, height - 2.4), 0.03, 4))
        turned = tilted(tube(_circle(0.11), 0.014, 3, 6), 90.0)
        parts.append(moved(turned, (x + 2.1, front + 0.0, height - course - 0.35), slot=3))
    return join(parts)


def _circle(radius_m: float) -> Array:
    angle = np.linspace(0, 2 * np.pi, 15)
    return np.column_stack([radius_m * np.cos(angle), radius_m * np.sin(angle), 0.002 * angle])


def _ladder(x_m: float, y_m: float, height_m: float) -> list[Mesh]:
    rails = [bar((0.05, 0.06, 0.62 * height_m), (x_m + s * 0.2, y_m - 0.02, 0.36 * height_m), 3) for s in (-1, 1)]
    steps = np.arange(0.4 * height_m, 0.97 * height_m, 0.28).tolist()
    return [*rails, *(bar((0.4, 0.03, 0.03), (x_m, y_m - 0.03, z), 3) for z in steps)]


def _hull(size_m: Vec3, deck_m: float, full: float, rise: float) -> tuple[Mesh, Mesh, Array, Array, Array]:
    """Return skin and deck of a hull along y, bow at −y, and along it: y, half its width, height of its rail."""
    width, long, _ = size_m
    v = np.linspace(-1, 1, 33)
    half = 0.5 * width * np.where(v < 0, 1 - np.abs(v) ** full, 1 - 0.28 * np.abs(v) ** 2.4)
    half = np.maximum(half, 0.02)
    rail = deck_m * (1 + rise * np.clip(-v, 0, 1) ** 2 + 0.06 * v**2)
    keel = 0.75 * deck_m * np.clip(-v - 0.55, 0, 1) ** 1.4 + 0.12 * deck_m * np.clip(v - 0.4, 0, 1)
    around = np.linspace(-1, 1, 21)
    x = half[:, None] * np.sign(around) * np.abs(around) ** 0.5
    z = keel[:, None] + (rail - keel)[:, None] * np.abs(around) ** 2.6
    y = 0.5 * long * v
    skin = np.stack([x, np.broadcast_to(y[:, None], x.shape), z], -1)
    across = np.linspace(-1, 1, 5)
    lid = np.stack(
        [
            0.985 * half[:, None] * across,
            np.broadcast_to(y[:, None], (33, 5)),
            (rail - 0.05)[:, None] + 0.03 * (1 - across**2),
        ],
        -1,
    )
    stern = np.concatenate([skin[-1], skin[-1][:1]])
    middle = np.broadcast_to(stern.mean(axis=0), stern.shape)
    transom = grid(np.stack([middle, stern], 1), smooth=False)
    return join([plate(skin[:, ::-1], 0.02, 0), transom]), grid(lid[:, ::-1]).with_slot(1), y, half, rail


def sailing_boat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a yacht along y, its sail furled on the boom. Slots: hull, deck, spars, canvas, windows."""
    width, long, height = size_m
    deck_m = DECK["sailing boat"]
    skin, deck, y, half, rail = _hull(size_m, deck_m, 1.9, 0.22)
    mast_y, top = -0.1 * long, height - 0.25
    cabin_m, cabin_y = 0.34 * long, -0.03 * long
    parts = [
        skin,
        deck,
        block((0.56 * width, cabin_m, 0.5), (0, cabin_y, deck_m - 0.08), 0.12, 1, 2),
        *(bar((0.02, 0.62 * cabin_m, 0.13), (s * 0.281 * width, cabin_y, deck_m + 0.16), 4) for s in (-1, 1)),
        block((0.4 * width, 0.16 * long, 0.05), (0, 0.27 * long, deck_m - 0.03), 0.01, 4),
        *(bar((0.12 * width, 0.26 * long, 0.22), (s * 0.28 * width, 0.29 * long, deck_m - 0.06), 1) for s in (-1, 1)),
        round_bar((0, mast_y, deck_m - 0.1), (0, mast_y, top), 0.075, 0.05, 2),
        round_bar((0, mast_y, deck_m + 1.05), (0, mast_y + 0.37 * long, deck_m + 1.12), 0.045, 0.045, 2),
        bar((1.1, 0.05, 0.05), (0, mast_y, 0.55 * height), 2),
        round_bar((0, mast_y, top), (0, mast_y, height), 0.012, 0.008, 2),
    ]
    sail = [(0.02, mast_y + 0.02 * long, deck_m + 1.24), (0, mast_y + 0.18 * long, deck_m + 1.28)]
    parts.append(tube([*sail, (-0.02, mast_y + 0.35 * long, deck_m + 1.2)], [0.15, 0.17, 0.09], 3, 10))
    stays = [(0.0, -0.48 * long, float(rail[0])), (0.0, 0.49 * long, float(rail[-1]))]
    stays += [(s * 0.47 * width, mast_y, deck_m) for s in (-1.0, 1.0)]
    parts += [tube([foot, (0, mast_y, top - 0.1)], 0.009, 2, 5) for foot in stays]
    parts.append(tube([(0, -0.46 * long, deck_m + 0.5), (0, mast_y - 0.15, top - 0.9)], [0.07, 0.03], 3, 8))
    return join([*parts, *_guard(y, half, rail, 2), _tiller(long, deck_m)])


def _tiller(long_m: float, deck_m: float) -> Mesh:
    return round_bar((0, 0.46 * long_m, deck_m + 0.1), (0, 0.33 * long_m, deck_m + 0.5), 0.025, 0.02, 2)


def _guard(y: Array, half: Array, rail: Array, slot: int) -> list[Mesh]:
    """Return posts and wires around a deck."""
    at = np.arange(4, len(y) - 2, 4)
    parts = []
    for s in (-1, 1):
        feet = np.column_stack([s * 0.93 * half[at], y[at], rail[at] - 0.06])
        parts += [round_bar(tuple(f), tuple(f + np.array((0, 0, 0.6))), 0.012, 0.012, slot) for f in feet]
        parts += [tube(feet + np.array((0, 0, z)), 0.006, slot, 5) for z in (0.32, 0.59)]
    return parts


def fishing_boat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a small trawler along y, its wheelhouse forward. Slots: hull, deck, house, windows, gear, floats."""
    width, long, height = size_m
    deck_m = DECK["fishing boat"]
    skin, deck, y, half, rail = _hull(size_m, deck_m + 0.45, 2.6, 0.35)
    house_w, house_l, house_y = 0.52 * width, 0.24 * long, -0.14 * long
    foot, tall = deck_m + 0.3, 2.05
    parts = [
        skin,
        moved(deck, (0, 0, -0.08)),
        *(tube(np.column_stack([s * half, y, rail]), 0.05, 2, 8) for s in (-1, 1)),
        block((house_w, house_l, tall), (0, house_y, foot), 0.06, 2, 2),
        block((house_w + 0.2, house_l + 0.25, 0.07), (0, house_y, foot + tall), 0.03, 0),
        *(bar((0.02, 0.6 * house_l, 0.5), (s * house_w / 2, house_y, foot + 1.3), 3) for s in (-1, 1)),
        *(
            bar((0.27 * house_w, 0.02, 0.5), (k * 0.31 * house_w, house_y - house_l / 2, foot + 1.3), 3)
            for k in (-1, 0, 1)
        ),
        bar((0.55, 0.03, 1.7), (0.1 * house_w, house_y + house_l / 2, foot + 0.1), 4),
        round_bar((0, house_y + 0.1, foot + tall), (0, house_y + 0.1, height), 0.05, 0.03, 4),
        round_bar((0, 0.28 * long, foot), (0, 0.28 * long, 0.78 * height), 0.07, 0.05, 4),
        round_bar((0, 0.28 * long, 0.62 * height), (0, 0.47 * long, 0.74 * height), 0.045, 0.035, 4),
        tube([(0, 0.28 * long, 0.78 * height), (0, house_y + 0.1, 0.9 * height)], 0.01, 4, 5),
        round_bar((-0.3 * width, 0.12 * long, foot + 0.35), (0.3 * width, 0.12 * long, foot + 0.35), 0.2, 0.2, 4),
        *(bar((0.1, 0.3, 0.5), (s * 0.32 * width, 0.12 * long, foot), 4) for s in (-1, 1)),
        moved(net_heap((0.5 * width, 0.14 * long, 0.35), rng), (0, 0.38 * long, foot - 0.02), slot=4),
    ]
    for k in range(3):
        at = int(rng.integers(10, 26))
        parts.append(moved(_float(0.2), ((-1) ** k * (half[at] + 0.09), float(y[at]), float(rail[at]) - 0.55), slot=5))
    return join(parts)


def _float(radius_m: float) -> Mesh:
    angle = np.linspace(-np.pi / 2, np.pi / 2, 9)
    return lathe([(max(radius_m * np.cos(a), 0.0), radius_m * np.sin(a)) for a in angle], 14, True, False)


def mooring_bollard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cast bollard with a head that ropes do not slip off. Slot: iron."""
    width, _, height = size_m
    r = width / 2
    foot = [(r, 0), (r, 0.06 * height), (0.62 * r, 0.14 * height), (0.55 * r, 0.62 * height)]
    return lathe([*foot, (0.9 * r, 0.78 * height), (0.86 * r, 0.92 * height), (0.5 * r, height), (0, height)], 28, True)


def mooring_rope(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slack rope from its upper end at −x down to +x. Slot: rope."""
    long, wide, drop = size_m
    share = np.linspace(0, 1, 24)
    path = np.column_stack([long * (share - 0.5), 0 * share, drop * (1 - share) ** 1.6])
    return tube(path, wide / 2, 0, 8)


def net_heap(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a heap of net with floats along its line. Slots: net, floats."""
    width, depth, height = size_m
    u = np.linspace(0, 2 * np.pi, 41)[:-1]
    ring = np.linspace(1, 0, 15)
    x, y = 0.5 * width * np.outer(np.cos(u), ring), 0.5 * depth * np.outer(np.sin(u), ring)
    lumps = 0.55 + 0.9 * (hilly(x, y, 0.45, 4, rng) - 0.3)
    z = 0.8 * height * (1 - ring[None, :] ** 3.0) ** 0.8 * lumps
    ragged = 1 + 0.12 * ring * (hilly(3 * x, 3 * y, 0.7, 3, rng) - 0.5)
    heap = grid(np.stack([x * ragged, y * ragged, np.maximum(z, 0.004)], -1), close_u=True)
    floats = []
    for k in range(9):
        i, j = (7 * k) % 40, 4 + k % 7
        floats.append(moved(_float(0.055), (float(x[i, j]), float(y[i, j]), float(z[i, j]) + 0.02), slot=1))
    return join([heap, *floats])


GENERATORS: dict[str, Generator] = {
    "quay": quay,
    "sailing boat": sailing_boat,
    "fishing boat": fishing_boat,
    "mooring bollard": mooring_bollard,
    "mooring rope": mooring_rope,
    "net heap": net_heap,
}
