"""What people push or lead along: pushchairs, shopping trolleys, and leashes of dogs."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join
from ...geometry.parts import each_part
from ...poses import Vec3
from ..core.parts import Generator, arc, block, plate, tube

BAR_M = 0.014  # the radius of what hands push
CASTORS_M = 0.2  # from a trolley's back to its hind wheels
AXLE_M = 0.26  # from there to a pushchair's hind wheels: feet need room behind them
WIRE_M, MESH_M = 0.0035, 0.055  # of a trolley's basket: the radius of its wires, and how far they are apart


def pushchair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pushchair that faces −y, with a hood; it is pushed at +y. Slots: cloth, frame, tyres."""
    width, depth, height = size_m
    x, back, front = width / 2 - 0.03, depth / 2, -depth / 2
    handle = [(-x, back - 0.16, height - 0.2), (-x, back - BAR_M, height - BAR_M)]
    handle += [(-px, py, pz) for px, py, pz in reversed(handle)]
    arms = [tube([(s * x, back - 0.16, height - 0.2), (s * x, front + 0.1, 0.1)], 0.012, 1, 8) for s in (-1, 1)]
    legs = [tube([(s * x, 0.06, 0.5 * height), (s * x, back - AXLE_M, 0.14)], 0.012, 1, 8) for s in (-1, 1)]
    wheels = [_wheel(s * x, y, r) for s in (-1, 1) for y, r in ((front + 0.1, 0.1), (back - AXLE_M, 0.14))]
    axle = tube([(-x, back - AXLE_M, 0.14), (x, back - AXLE_M, 0.14)], 0.009, 1, 6)
    footrest = block((2 * x - 0.04, 0.12, 0.02), (0, front + 0.15, 0.2), 0.006, 1)
    basket = block((2 * x - 0.06, 0.36 * depth, 0.14), (0, -0.06, 0.2), 0.03, 0, 2)
    frame = [tube(handle, BAR_M, 1, 10), *arms, *legs, axle, footrest]
    return join([*frame, *wheels, basket, *_seat(size_m, x), _hood(size_m, x)])


def _seat(size_m: Vec3, x: float) -> list[Mesh]:
    """Return what a child sits in: a seat, its back and its sides."""
    _, depth, height = size_m
    wide = 2 * x - 0.03
    at = np.array([(-0.3, 0.28), (-0.22, 0.43), (0.0, 0.46), (0.06, 0.5), (0.2, 0.78)]) * (depth, height)
    sheet = np.stack([np.array([(px, y, z) for y, z in at]) for px in np.linspace(-wide / 2, wide / 2, 5).tolist()])
    sides = [
        plate(
            np.array([[(s * wide / 2, y, z), (s * wide / 2, y, z + up)] for (y, z), up in zip(at, RISE, strict=True)]),
            0.012,
        )
        for s in (-1, 1)
    ]
    return [plate(sheet, 0.02), *sides]


RISE = (0.01, 0.06, 0.12, 0.13, 0.02)  # of a pushchair's sides over its seat


def _hood(size_m: Vec3, x: float) -> Mesh:
    """Return a hood over the head of a child: a quarter of a barrel."""
    _, depth, height = size_m
    bows = arc(7, 20, 150)
    ends = [((0.06 - 0.24 * c) * depth, (0.74 + 0.22 * s) * height) for c, s in bows]
    across = np.linspace(-1, 1, 7)
    round_m = 0.1 * height * (1 - np.abs(across) ** 3)
    points = np.stack(
        [[(px * (x - 0.02), y, z - 0.1 * height + up) for px, up in zip(across, round_m, strict=True)] for y, z in ends]
    )
    return plate(points, 0.008)


def _wheel(x: float, y: float, radius_m: float) -> Mesh:
    rim = np.stack(
        [np.full(25, x), *(np.array((y, radius_m))[:, None] + (radius_m - 0.018) * arc(25, 0, 360).T)], axis=-1
    )
    hub = tube([(x - 0.018, y, radius_m), (x + 0.018, y, radius_m)], 0.02, 1, 8)
    spokes = [tube([(x, y, radius_m), rim[k]], 0.005, 1, 5) for k in range(0, 24, 4)]
    return join([tube(rim, 0.018, 2, 8), hub, *spokes])


def shopping_trolley(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shopping trolley that faces −y; it is pushed at +y. Slots: wire, handle, wheels."""
    width, depth, height = size_m
    back, front = depth / 2 - 0.08, -depth / 2
    low, high = 0.5 * height, height - 0.06
    floor, rim = _outline(0.38 * width, 0.86 * back, 0.85 * front, low), _outline(0.5 * width - 0.01, back, front, high)
    wires = [w for k in range(4) for w in _side(floor[k], floor[(k + 1) % 4], rim[k], rim[(k + 1) % 4])]
    wires += [tube([(x, 0.85 * front, low), (x, 0.86 * back, low)], WIRE_M, 0, 5) for x in _spread(0.38 * width)]
    edge = tube([*rim, rim[0]], 2 * WIRE_M, 0, 8)
    x = 0.4 * width
    bars = [tube([(s * x, back, high), (s * x, depth / 2 - BAR_M, height - BAR_M)], 0.011, 0, 8) for s in (-1, 1)] + [
        tube([(s * x, back, high), (s * x, back - CASTORS_M, 0.13)], 0.013, 0, 8) for s in (-1, 1)
    ]
    base = _outline(x, back - CASTORS_M, front + 0.08, 0.13)
    parts = [*wires, edge, *bars, tube([*base, base[0]], 0.013, 0, 8)]
    grip = tube(
        [(0.02 - width / 2, depth / 2 - BAR_M, height - BAR_M), (width / 2 - 0.02, depth / 2 - BAR_M, height - BAR_M)],
        BAR_M,
        1,
        10,
    )
    return join([*parts, grip, *each_part([_castor(*at[:2]) for at in base], "wheel")])


def _outline(x: float, back: float, front: float, z: float) -> list[Vec3]:
    return [(-x, back, z), (-0.85 * x, front, z), (0.85 * x, front, z), (x, back, z)]


def _side(a: Vec3, b: Vec3, c: Vec3, d: Vec3) -> list[Mesh]:
    """Return the wires of a side of a basket, whose floor goes from a to b and whose rim from c to d."""
    low, high = (np.array(pair) for pair in ((a, b), (c, d)))
    count = max(2, round(float(np.linalg.norm(low[1] - low[0])) / MESH_M))
    up = [
        tube([low[0] + t * (low[1] - low[0]), high[0] + t * (high[1] - high[0])], WIRE_M, 0, 5)
        for t in np.linspace(0, 1, count)
    ]
    along = [
        tube([low[0] + t * (high[0] - low[0]), low[1] + t * (high[1] - low[1])], WIRE_M, 0, 5)
        for t in (0.0, 0.33, 0.66)
    ]
    return [*up, *along]


def _spread(half_m: float) -> list[float]:
    return list(np.linspace(-0.85 * half_m, 0.85 * half_m, max(3, round(2 * half_m / MESH_M))).tolist())


def _castor(x: float, y: float) -> Mesh:
    fork = tube([(x, y, 0.13), (x, y + 0.02, 0.06)], 0.012, 0, 8)
    return join([fork, tube([(x - 0.014, y + 0.02, 0.055), (x + 0.014, y + 0.02, 0.055)], 0.055, 2, 20)])


def leash(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a leash that hangs from a hand, at +y above, to a collar, at −y below. Slot: strap."""
    width, depth, height = size_m
    share = np.linspace(0, 1, 25)
    taut = float(rng.uniform(0.35, 0.75))
    drop = taut * share + (1 - taut) * share**2
    path = np.stack([np.zeros(25), depth * (share - 0.5), height * drop], axis=1)
    return tube(path, width / 2, 0, 6)


GENERATORS: dict[str, Generator] = {"pushchair": pushchair, "shopping trolley": shopping_trolley, "leash": leash}
