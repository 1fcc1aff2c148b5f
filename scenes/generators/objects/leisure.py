"""What people play and travel with: boards, bats and rackets, a kite, an umbrella, bags, what is packed into them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...spec import Pose, Vec3, turn
from ..core.parts import (
    Generator,
    arc,
    bar,
    block,
    loft,
    moved,
    pad,
    plate,
    round_bar,
    rounded_loop,
    tube,
)
from ..core.printing import FRONT, joined, printed
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
    return joined([disc, printed(mark, (1, 0, 0), (0, 1, 0), FRONT)])


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


def suitcase(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a trolley case that stands on its wheels, its handle drawn out. Slots: shell, trim, metal."""
    width, depth, height = size_m
    foot, body = 0.05 * height, 0.66 * height
    parts = [block((width, depth, body), (0, 0, foot), 0.16 * depth, 0, 3)]
    ribs = np.linspace(-0.36, 0.36, int(rng.integers(5, 8))) * width
    parts += [
        block((0.035 * width, depth + 0.012, 0.84 * body), (x, 0, foot + 0.08 * body), 0.004) for x in ribs.tolist()
    ]
    parts.append(block((width + 0.008, 0.05 * depth, body + 0.008), (0, 0, foot - 0.004), 0.01, 1))
    wheel = lathe([(0.0, -0.012), (foot * 0.6, -0.012), (foot * 0.6, 0.012), (0.0, 0.012)], 20)
    upright = wheel.transformed(Pose(rotation=turn("y", 90)).matrix())
    parts += [
        moved(upright, (sx * 0.4 * width, sy * 0.36 * depth, 0.6 * foot), slot=1) for sx in (-1, 1) for sy in (-1, 1)
    ]
    top, back = foot + body, 0.3 * depth
    parts += [
        round_bar((x, back, top - 0.02), (x, back, height - 0.012), 0.006, 0.006, 2)
        for x in (-0.17 * width, 0.17 * width)
    ]
    parts.append(block((0.34 * width + 0.03, 0.026, 0.03), (0, back, height - 0.03), 0.01, 1))
    grip = [(0.13 * width * x, 0, top + 0.05 * height * z) for x, z in arc(11, 180, 0)]
    return join([*parts, tube(grip, 0.009, 1)])


def handbag(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a handbag, with a flap or a zip: piped edges, sagging sides. Slots: leather, handles and trim, metal."""
    width, depth, height = size_m
    body, sag = 0.62 * height, float(rng.uniform(0.0, 0.05))
    shares = (
        (0.9, 0.9, 0.0),
        (0.98, 1.0, 0.06),
        (1.0, 1.0, 0.2),
        (0.98, 0.9, 0.5),
        (0.92 - sag, 0.62, 0.8),
        (0.86, 0.3, 1.0),
    )
    rings = [_sagging(rounded_loop(w * width, d * depth, z * body, 0.3 * depth), z, sag * width) for w, d, z in shares]
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    parts = [loft([ends[0], rings[0]], rings, [rings[-1], ends[1]])]
    parts += [tube(np.concatenate([rings[k], rings[k][:1]]), 0.0032, 1, 6) for k in (1, 5)]
    parts += _closing(width, depth, body, rng.random() < 0.5)
    reach, tall = 0.24 * width, 0.95 * (height - 0.8 * body)
    for s in (-1, 1):
        bow = [(reach * x, s * (0.24 - 0.06 * z) * depth, 0.8 * body + tall * z) for x, z in arc(17, 0, 180).tolist()]
        parts.append(tube(bow, 0.0062, 1, 10))
        for x in (-reach, reach):
            hoop = [(x, s * 0.3 * depth + 0.009 * a, 0.76 * body + 0.011 * b) for a, b in arc(13, 0, 359).tolist()]
            tab = block((0.024, 0.004, 0.2 * body), (x, s * 0.4 * depth, 0.52 * body), 0.002, 1)
            parts += [tube(hoop, 0.0018, 2, 6), tab]
    feet = [
        bar((0.016, 0.016, 0.005), (x * 0.36 * width, y * 0.3 * depth, -0.005), 2) for x in (-1, 1) for y in (-1, 1)
    ]
    return join([*parts, *feet])


def _sagging(ring: NDArray[np.float64], share: float, sag_m: float) -> NDArray[np.float64]:
    """Return an outline whose long sides fall in a little, most at half the height of a bag."""
    inwards = sag_m * np.sin(np.pi * share) * np.cos(np.pi * np.clip(ring[:, 0] / np.ptp(ring[:, 0]), -0.5, 0.5))
    return ring - np.column_stack([0 * inwards, np.sign(ring[:, 1]) * inwards, 0 * inwards])


def _closing(width_m: float, depth_m: float, body_m: float, has_flap: bool) -> list[Mesh]:
    """Return a flap with its clasp, or a zip with its tab and a pocket on the front."""
    if not has_flap:
        teeth = bar((0.7 * width_m, 0.006, 0.003), (0, 0, body_m - 0.001), 2)
        tab = block((0.03, 0.009, 0.004), (0.34 * width_m, 0.004, body_m), 0.001, 2)
        pocket = block((0.6 * width_m, 0.012, 0.42 * body_m), (0, -0.5 * depth_m, 0.16 * body_m), 0.006, 0, 2)
        seam = bar((0.56 * width_m, 0.003, 0.004), (0, -0.5 * depth_m - 0.006, 0.5 * body_m), 1)
        return [teeth, tab, pocket, seam]
    y = np.array([0.16, 0.1, -0.3, -0.42, -0.475, -0.5]) * depth_m
    z = np.array([1.0, 1.01, 0.99, 0.86, 0.66, 0.46]) * body_m + 0.003
    x = np.linspace(-0.43, 0.43, 9)[:, None] * width_m * np.array([1.0, 1.0, 1.0, 1.03, 1.0, 0.86])
    points = np.stack([x, np.broadcast_to(y, x.shape), np.broadcast_to(z, x.shape)], axis=-1)
    clasp = block((0.1 * width_m, 0.01, 0.11 * body_m), (0, -0.5 * depth_m - 0.002, 0.44 * body_m), 0.003, 2, 2)
    edge = np.concatenate([points[0, 2:], points[1:, -1], points[-1, -2:1:-1]])
    return [plate(points[:, ::-1], 0.003), tube(edge, 0.0016, 1, 6), clasp]


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


def hair_drier(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hair drier lying on its side: nozzle at +x, handle towards −y.

    Slots: body, nozzle, grille and cord, switches, rings of metal.
    """
    width, depth, height = size_m
    r = height / 2
    outline = [(0.86, 0.02), (0.95, 0.05), (1.0, 0.12), (1.0, 0.3), (0.94, 0.42), (0.8, 0.58), (0.72, 0.7), (0.7, 0.7)]
    barrel = lying(lathe([(a * r, x * width) for a, x in outline], 44, smooth_profile=True))
    bands = [
        lying(lathe([(a * r, x * width), (a * r, (x + 0.018) * width)], 44)).with_slot(3)
        for a, x in ((1.006, 0.115), (0.745, 0.68))
    ]
    nozzle = _flattened(
        lying(
            lathe(
                [
                    (0.7 * r, 0.0),
                    (0.66 * r, 0.06 * width),
                    (0.6 * r, 0.3 * width),
                    (0.55 * r, 0.3 * width),
                    (0.5 * r, 0.1 * width),
                ],
                36,
            )
        ),
        0.25 * width,
    )
    x, y = 0.27 * width, -(depth - r)
    handle = tube(
        [(x, 0, 0), (0.98 * x, 0.3 * y, 0), (0.9 * x, 0.75 * y, 0), (0.84 * x, y, 0)],
        [0.6 * r, 0.46 * r, 0.43 * r, 0.48 * r],
        0,
        24,
    )
    seam = tube([(0.1 * width, -0.985 * r, 0), (0.4 * width, -0.95 * r, 0)], 0.0008, 1, 6)
    switches = [
        block((0.055 * width, 0.07 * depth, 0.14 * r), (0.95 * x, at * y, 0.4 * r), 0.003, 2, 2) for at in (0.42, 0.62)
    ]
    sleeve = tube([(0.84 * x, y, 0), (0.83 * x, y - 0.24 * r, -0.1 * r)], [0.22 * r, 0.13 * r], 1, 12)
    cord = [
        (0.83 * x, y - 0.2 * r, -0.1 * r),
        (0.8 * x, y - 0.4 * r, -0.5 * r),
        (1.1 * x, y - 0.62 * r, -0.92 * r),
        (1.9 * x, y - 0.5 * r, -0.93 * r),
    ]
    return join(
        [
            barrel,
            *bands,
            *_grille(r, width),
            moved(nozzle, (0.69 * width, 0, 0), slot=1),
            handle,
            seam,
            *switches,
            sleeve,
            tube(cord, 0.09 * r, 1, 8),
        ]
    )


def _flattened(shape: Mesh, long_m: float) -> Mesh:
    """Return a nozzle along x that becomes a slit towards its end."""
    share = np.clip(shape.vertices[:, 0] / long_m, 0, 1)
    across = np.stack([1 + 0 * share, 1 + 0.25 * share, 1 - 0.6 * share], axis=1)
    return replace(shape, vertices=shape.vertices * across)


def _grille(radius_m: float, width_m: float) -> list[Mesh]:
    """Return the rings and the bar behind which a fan turns, at x = 0."""
    hoops = [
        lying(
            lathe(
                [
                    (s * radius_m, 0.0),
                    ((s + 0.09) * radius_m, 0.0),
                    ((s + 0.09) * radius_m, 0.03 * width_m),
                    (s * radius_m, 0.03 * width_m),
                    (s * radius_m, 0.0),
                ],
                36,
                caps=False,
            )
        )
        for s in (0.2, 0.42, 0.64, 0.8)
    ]
    cross = [block((0.02 * width_m, 1.6 * radius_m, 0.1 * radius_m), (0.012 * width_m, 0, -0.05 * radius_m), 0.001)]
    dark = lying(
        lathe(
            [
                (0.0, 0.03 * width_m),
                (0.88 * radius_m, 0.03 * width_m),
                (0.88 * radius_m, 0.04 * width_m),
                (0.0, 0.04 * width_m),
            ],
            36,
        )
    )
    return [each.with_slot(1) for each in (*hoops, *cross, dark)]


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
    "suitcase": suitcase,
    "handbag": handbag,
    "blanket": blanket,
    "toothbrush": toothbrush,
    "hair drier": hair_drier,
    "surfboard": surfboard,
}
