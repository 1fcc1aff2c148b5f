"""What people play and travel with: boards, bats and rackets, a kite, an umbrella, a blanket, a toothbrush."""

from __future__ import annotations

import math

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Pose, Vec3, turn
from ..core.labels import printed_lying
from ..core.parts import (
    Generator,
    arc,
    block,
    loft,
    moved,
    pad,
    plate,
    round_bar,
    tube,
)
from ..core.printing import joined
from .food import lying, turned


def skateboard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a skateboard on its wheels, lying along x. Slots: grip tape, deck, wheels, trucks."""
    length, width, height = size_m
    u, v = np.linspace(-1, 1, 41), np.linspace(-1, 1, 9)
    half = 0.5 * width * np.sqrt(np.clip(1 - np.clip((np.abs(u) - 0.66) / 0.34, 0, 1) ** 2.4, 0.004, 1))
    lift = height * (0.72 + 0.24 * np.clip((np.abs(u) - 0.62) / 0.38, 0, 1) ** 1.5)
    x, y = np.broadcast_to(0.5 * length * u[:, None], (41, 9)), half[:, None] * v
    z = lift[:, None] + 0.03 * height * v**2
    deck = plate(np.stack([x, y, z], axis=-1), 0.011, 1)
    grip = plate(np.stack([x, 0.985 * y, z + 0.002], axis=-1), 0.0015, 0)
    wheel_m = 0.25 * height
    tread = [(0.0, 0.0), (0.8 * wheel_m, 0.0), (wheel_m, 0.006), (wheel_m, 0.026), (0.8 * wheel_m, 0.032), (0, 0.032)]
    wheel = lathe(tread, 24).transformed(Pose(rotation=turn("x", 90)).matrix())
    parts = [deck, grip]
    for at in (-0.29 * length, 0.29 * length):
        axle = round_bar((at, -0.44 * width, wheel_m), (at, 0.44 * width, wheel_m), 0.005, 0.005, 3)
        truck = block((0.05, 0.3 * width, 0.5 * height), (at, 0, wheel_m - 0.008), 0.006, 3)
        parts += [axle, truck, *(moved(wheel, (at, y, wheel_m), slot=2) for y in (-0.42 * width + 0.032, 0.42 * width))]
    return join(parts)


def tennis_racket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tennis racket lying flat along x. Slots: frame, strings, grip."""
    length, width, height = size_m
    a, b, x0 = 0.25 * length, 0.46 * width, 0.22 * length
    z, thick = height / 2, 0.4 * height
    hoop = [(x0 + a * x, b * y, z) for x, y in arc(49, 0, 360)]
    throat = [
        tube([(x0 - 0.86 * a, s * 0.5 * b, z), (-0.16 * length, s * 0.16 * b, z), (-0.24 * length, 0, z)], thick, 0)
        for s in (-1, 1)
    ]
    parts = [tube(hoop, thick, 0, 10), *throat]
    for share in np.linspace(-0.9, 0.9, 15).tolist():
        reach = math.sqrt(1 - share**2)
        parts.append(tube([(x0 + a * share, -b * reach, z), (x0 + a * share, b * reach, z)], 0.0012, 1, 5))
        parts.append(tube([(x0 - a * reach, b * share, z), (x0 + a * reach, b * share, z)], 0.0012, 1, 5))
    handle = tube([(-0.24 * length, 0, z), (-0.5 * length, 0, z)], [0.34 * height, 0.48 * height], 2, 8)
    return join([*parts, handle])


def baseball_bat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a baseball bat lying along x. Slots: bat, grip."""
    length, r = size_m[0], size_m[1] / 2
    wood = [(0.38 * r, 0.3), (0.5 * r, 0.45), (0.86 * r, 0.65), (r, 0.8), (r, 0.95), (0.85 * r, 0.99), (0.0, 1.0)]
    knob = [(0.0, 0.0), (0.7 * r, 0.004), (0.74 * r, 0.02), (0.42 * r, 0.035), (0.38 * r, 0.31), (0.0, 0.31)]
    body, grip = ([(radius, at * length) for radius, at in line] for line in ([(0.0, 0.3), *wood], knob))
    return lying(join([turned(body, 32), turned(grip, 32, 1)]))


def frisbee(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flying disc lying rim down, ridges on its shoulder and a print in its middle. Slots: disc, print."""
    r, h = size_m[0] / 2, size_m[2]
    ridges = [
        (float(x), float(z))
        for x, z in zip(np.linspace(0.93, 0.72, 15), 0.975 - 0.02 * (np.arange(15) % 2), strict=True)
    ]
    rim = [(0.975, 0.0), (0.995, 0.12), (1.0, 0.35), (0.99, 0.62), (0.965, 0.84), (0.945, 0.93)]
    over = [(x * r, z * h) for x, z in (*rim, *ridges, (0.69, 0.985), (0.0, 0.985))]
    under = [(0.0, 0.9 * h), (0.83 * r, 0.86 * h), (0.92 * r, 0.6 * h), (0.94 * r, 0.0)]
    disc = lathe([*over, *under, over[0]], 64, caps=False)
    mark = turned([(0.5 * r, 0.98 * h), (0.5 * r, h), (0.0, h)], 48, 1)
    return joined([disc, printed_lying(mark)])


def kite(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a kite that hangs flat, its tail below it. Slots: sail, other quarters, spars, tail."""
    width, depth, height = size_m
    low = 0.42 * height
    cross = low + 0.62 * (height - low)
    tips = [(0.0, height), (-0.46 * width, cross), (0.0, low), (0.46 * width, cross)]
    parts = []
    for number, (a, b) in enumerate(zip(tips, tips[1:] + tips[:1], strict=True)):
        u = np.linspace(0, 1, 2)[:, None, None]
        corner, edge = np.array((0.0, cross)), np.stack([a, b])
        flat = corner + u * (edge - corner)
        points = np.stack([flat[..., 0], np.zeros(flat.shape[:2]), flat[..., 1]], axis=-1)
        parts.append(plate(points + (1e-6, 0, 0) * (1 - u), 0.2 * depth, number % 2))
    y = 0.25 * depth
    parts += [round_bar((0, y, low), (0, y, height), 0.2 * depth, 0.2 * depth, 2)]
    parts += [round_bar((-0.46 * width, y, cross), (0.46 * width, y, cross), 0.2 * depth, 0.2 * depth, 2)]
    t = np.linspace(0, 1, 30)
    sway = 0.22 * width * np.sin(7.5 * t + rng.uniform(0, 1)) * t**0.6
    tail = np.stack([sway, 0 * t, low * (1 - t)], axis=1)
    parts.append(tube(tail, 0.12 * depth, 2, 6))
    for k in range(5, 29, 5):
        bow = pad((0.075 * width, 0.6 * depth, 0.05 * height), (0, 0, -0.025 * height), 0.004, 0.002)
        parts += [moved(bow, (float(tail[k, 0]) + s * 0.04 * width, 0, float(tail[k, 2])), slot=3) for s in (-1, 1)]
    return join(parts)


def umbrella(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open umbrella lying on its rim and its handle. Slots: cloth, other panels, shaft, handle."""
    panels, r, rise = 8, 0.5, 0.24
    u, v = np.linspace(0.02, 1, 13), np.linspace(0, 1, 9)
    parts = []
    for k in range(panels):
        angle = 2 * np.pi * (k + v) / panels
        sag = 1 - 0.1 * np.sin(np.pi * v)
        out = r * u[:, None] * (1 + (sag - 1) * u[:, None])
        drop = rise * (1 - u[:, None] ** 1.9) + 0.015 * np.sin(np.pi * v) * u[:, None] ** 2
        cloth = np.stack([out * np.cos(angle), out * np.sin(angle), drop + 0 * out], axis=-1)
        parts.append(plate(cloth, 0.003, k % 2))
        rib = np.stack([r * u * np.cos(angle[0]), r * u * np.sin(angle[0]), rise * (1 - u**1.9) - 0.006], axis=1)
        parts.append(tube(rib, 0.003, 2, 6))
    parts.append(tube([(0, 0, rise + 0.05), (0, 0, -0.46)], 0.006, 2))
    hook = [(0.05 - 0.05 * x, 0, -0.46 - 0.06 * z) for x, z in arc(13, 0, 200)]
    parts.append(tube([(0, 0, -0.36), *hook], 0.013, 3))
    return join(parts).transformed(Pose(rotation=turn("x", 119)).matrix())


def closed_umbrella(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rolled umbrella with a hook, lying along x. Slots: cloth, shaft, handle."""
    length, _, height = size_m
    angles = np.linspace(0, 2 * np.pi, 49)[:-1]
    t = np.linspace(0, 1, 16)
    thick = 0.42 * height * np.interp(t, [0, 0.08, 0.8, 1], [0.16, 0.5, 1.0, 0.72])
    folds = 1 + 0.16 * np.abs(np.cos(4 * angles))
    rings = [
        np.stack(
            [0 * angles + at, r * folds * np.cos(angles + 1.1 * at), r * folds * np.sin(angles + 1.1 * at)], axis=1
        )
        for at, r in zip((0.62 * t).tolist(), thick.tolist(), strict=True)
    ]
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    cloth = loft([ends[0], rings[0]], rings, [rings[-1], ends[1]])
    shape = cloth.transformed(np.diag([length, 1.0, 1.0, 1.0]))
    shaft = tube([(-0.1 * length, 0, 0), (0.86 * length, 0, 0)], 0.006, 1)
    bend = 0.055 * length
    hook = [(0.88 * length + bend * math.sin(a), bend * (1 - math.cos(a)), 0.0) for a in np.linspace(0, 3.4, 12)]
    return join([shape, shaft, tube([(0.74 * length, 0, 0), *hook], 0.012, 2)])


def blanket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a folded blanket with fringes at its ends. Slots: cloth, stripes."""
    width, depth, height = size_m
    layers = 3
    thick = height / layers
    parts = [
        pad((0.94 * width * s, depth, thick * 1.05), (0, 0, k * thick * 0.97), 0.45 * thick, 0.08 * thick)
        for k, s in enumerate(rng.uniform(0.97, 1.0, layers).tolist())
    ]
    band_m = (0.03 * width, depth + 0.004, height + 0.004)
    parts += [block(band_m, (at * width, 0, -0.002), 0.4 * thick, 1, 2) for at in (-0.3, -0.24, 0.24, 0.3)]
    for y in np.linspace(-0.47, 0.47, 22).tolist():
        for side in (-1, 1):
            hang = float(rng.uniform(-0.008, 0.008))
            path = [
                (side * 0.46 * width, y * depth, 0.5 * thick),
                (side * 0.5 * width, y * depth + hang, 0.25 * thick),
            ]
            parts.append(tube(path, 0.0035, 1, 5))
    return join(parts)


def toothbrush(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a toothbrush lying along x with its bristles up. Slots: handle, bristles."""
    length, width, height = size_m
    t = np.linspace(0, 1, 20)
    thick = 0.5 * width * np.interp(t, [0, 0.1, 0.4, 0.62, 0.74, 0.86, 1], [0.6, 0.9, 1.0, 0.5, 0.45, 0.8, 0.6])
    path = np.stack([length * t, 0 * t, 0.3 * height + 0.1 * height * np.sin(5 * t)], axis=1)
    tufts = [
        tube([(x * length, y * width, 0.35 * height), (x * length, y * width, height)], 0.1 * width, 1, 8)
        for x in np.linspace(0.83, 0.985, 7).tolist()
        for y in (-0.26, 0.0, 0.26)
    ]
    return join([tube(path, thick, 0, 12), *tufts])


def surfboard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a surfboard on its tail, its deck to the front. Slots: board, stripe, fins."""
    width, depth, height = size_m
    t = np.linspace(-1, 1, 41)
    half = 0.5 * width * np.clip(1 - np.abs(t) ** 2.6, 0.001, 1) ** 0.62 * (1 - 0.14 * t)
    outline = np.concatenate([np.stack([half, t], 1), np.stack([-half, t], 1)[::-1]])
    flat = np.stack([outline[:, 0], 0.5 * height * outline[:, 1]], axis=1)
    layers = [(0.86, 0.0), (1.0, 0.35), (0.97, 0.75), (0.8, 1.0)]
    rings = [
        np.column_stack(
            [share * flat[:, 0], (1 - (1 - share) * 0.2) * flat[:, 1], np.full(len(flat), z * 0.55 * depth)]
        )
        for share, z in layers
    ]
    ends = [np.stack([0 * ring[:, 0], ring[:, 1], ring[:, 2]], axis=1) for ring in (rings[0], rings[-1])]
    board = loft([ends[0], rings[0]], rings, [rings[-1], ends[1]])
    stripe = block((0.06 * width, 0.9 * height, 0.004), (0, 0, 0.545 * depth), 0.001, 1)
    fin = block((0.012, 0.08 * height, 0.45 * depth), (0, -0.36 * height, -0.44 * depth), 0.004, 2)
    lain = join([board, stripe, fin])
    return lain.transformed(Pose(rotation=turn("x", 90)).matrix())


GENERATORS: dict[str, Generator] = {
    "skateboard": skateboard,
    "tennis racket": tennis_racket,
    "baseball bat": baseball_bat,
    "frisbee": frisbee,
    "kite": kite,
    "umbrella": umbrella,
    "closed umbrella": closed_umbrella,
    "blanket": blanket,
    "toothbrush": toothbrush,
    "surfboard": surfboard,
}
