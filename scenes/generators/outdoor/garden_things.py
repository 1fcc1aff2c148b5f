"""What stands about in gardens and yards: pots, cans, barrels, bins, wood. Slots are named in each generator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, join, lathe, sphere
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, fitted, moved, ring, shell, tilted, tube
from ..nature.crowns import joined
from ..nature.undergrowth import flowers, shrub


def flower_pot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round pot of flowers. Slots: leaves, petals, pot, soil."""
    pot, radius, pot_m = _pot(size_m, rng)
    green = fitted(
        flowers((size_m[0], size_m[1], size_m[2] - 0.9 * pot_m), rng), (size_m[0], size_m[1], size_m[2] - 0.9 * pot_m)
    )
    soil = lathe([(0.5 * radius, 0.8 * pot_m), (0.9 * radius, 0.92 * pot_m)], 24).with_slot(3)
    return join([moved(green, (0, 0, 0.9 * pot_m)), pot, soil])


def potted_bush(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bush in a pot. Slots: leaves, stems, pot, soil."""
    pot, radius, pot_m = _pot(size_m, rng)
    high = (size_m[0], size_m[1], size_m[2] - 0.9 * pot_m)
    soil = lathe([(0.5 * radius, 0.8 * pot_m), (0.9 * radius, 0.92 * pot_m)], 24).with_slot(3)
    return joined([moved(fitted(shrub(high, rng), high), (0, 0, 0.9 * pot_m)), pot, soil])


def _pot(size_m: Vec3, rng: np.random.Generator) -> tuple[Mesh, float, float]:
    pot_m, radius = 0.45 * size_m[2], min(0.36 * size_m[0], 0.3)
    low = float(rng.uniform(0.6, 0.92)) * radius
    profile = [(low, 0.0), (0.94 * radius, 0.82 * pot_m), (radius, 0.84 * pot_m), (radius, pot_m)]
    return shell(profile, 0.015, 2, 32), radius, pot_m


def watering_can(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a can whose spout points to −y. Slot: body."""
    width, depth, height = size_m
    r, h = width / 2, 0.62 * height
    back = depth / 2 - r - 0.05
    body = moved(lathe([(0.95 * r, 0), (r, 0.03), (r, h - 0.03), (0.7 * r, h)], 28), (0, back, 0))
    spout = tube(
        [(0, back - 0.9 * r, 0.25 * h), (0, -0.28 * depth, 0.9 * h), (0, 0.03 - depth / 2, height - 0.05)],
        [0.022, 0.016, 0.014],
        segments=10,
    )
    rose = moved(
        tilted(lathe([(0.015, 0), (0.045, 0.05), (0.04, 0.055)], 16), -50), (0, 0.05 - depth / 2, height - 0.07)
    )
    angles = np.linspace(0.0, np.pi, 9)
    over = np.stack([0 * angles, back + 0.9 * r * np.cos(angles), h - 0.03 + (height - h) * np.sin(angles)], -1)
    return join([body, spout, rose, tube(over, 0.01, segments=8)])


def garden_hose(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hose lying in coils, its end led away to −y. Slots: hose, nozzle."""
    width, _, height = size_m
    turns = 5
    t = np.linspace(0, 1, 26 * turns)
    radius = width / 2 - 0.02 - 0.07 * np.abs(np.sin(2.3 * turns * t + rng.uniform(0, 6)))
    z = 0.012 + (height - 0.024) * t
    coil = np.stack([radius * np.cos(2 * np.pi * turns * t), radius * np.sin(2 * np.pi * turns * t), z], -1)
    lead = coil[-1] + np.array([(0.03, 0.08, -0.3 * height), (-0.05, 0.2, 0.02 - z[-1]), (-0.1, 0.3, 0.013 - z[-1])])
    return join(
        [tube(np.concatenate([coil, lead]), 0.011, 0, 7), tube([lead[-1], lead[-1] + (0, 0.12, 0.0)], 0.013, 1, 8)]
    )


def firewood(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a stack of logs between two posts, their sawn ends to the front. Slots: bark, sawn ends, posts."""
    width, depth, height = size_m
    pitch = 0.13
    columns, rows = int((width - 0.12) / pitch), max(2, int((height - 0.05) / (0.87 * pitch)))
    logs = []
    for row in range(rows):
        for k in range(columns - row % 2):
            x = (k - (columns - 1 - row % 2) / 2) * pitch
            radius = 0.5 * pitch * rng.uniform(0.84, 1.0)
            y = rng.uniform(-0.02, 0.02)
            z = 0.5 * pitch + 0.87 * pitch * row
            logs.append(_log(x, y, z, radius, depth - 0.05, int(rng.integers(5, 10))))
    posts = [
        bar((0.06, 0.06, height), (s * (width / 2 - 0.03), y, 0), 2)
        for s in (-1, 1)
        for y in (-0.3 * depth, 0.3 * depth)
    ]
    return join([*logs, *posts])


def _log(x: float, y: float, z: float, radius_m: float, long_m: float, sides: int) -> Mesh:
    split = tube([(x, y - long_m / 2, z), (x, y + long_m / 2, z)], radius_m, 0, sides)
    ends = np.arange(len(split.triangles)) >= 2 * sides
    return replace(split, slot=ends.astype(np.int64))


def lantern(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lantern with a candle behind panes. Slots: frame, panes, candle."""
    width, _, height = size_m
    body = 0.68 * height
    inner = width - 0.03
    posts = [bar((0.018, 0.018, body), (sx * (inner / 2), sy * (inner / 2), 0.02)) for sx in (-1, 1) for sy in (-1, 1)]
    panes = [
        moved(bar((inner - 0.02, 0.003, body), (0, -inner / 2, 0.02), 1), (0, 0, 0), turn) for turn in (0, 90, 180, 270)
    ]
    roof = moved(
        lathe([(0.7 * width, 0), (0.25 * width, 0.13 * height), (0.2 * width, 0.16 * height)], 4),
        (0, 0, body + 0.02),
        45,
    )
    candle = lathe([(0.22 * width, 0.02), (0.22 * width, 0.45 * body)], 20).with_slot(2)
    angles = np.linspace(0, np.pi, 9)
    grip = np.stack(
        [0.3 * width * np.cos(angles), 0 * angles, body + 0.16 * height + 0.16 * height * np.sin(angles)], -1
    )
    return join([bar((width, width, 0.02), (0, 0, 0)), *posts, *panes, roof, candle, tube(grip, 0.006, 0, 6)])


def wheelie_bin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bin on two wheels, its lid hinged at the back. Slots: body, lid, wheels."""
    width, depth, height = size_m
    body = _flared(block((width - 0.02, depth - 0.1, height - 0.12), (0, -0.03, 0.05), 0.03, 0, 2), height, 0.8)
    lid = block((width, depth - 0.04, 0.06), (0, -0.02, height - 0.07), 0.025, 1, 2)
    rim = bar((width - 0.01, depth - 0.08, 0.04), (0, -0.03, height - 0.11))
    return join([body, rim, as_part(lid, "lid"), *_bin_gear(size_m)])


def open_wheelie_bin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bin on two wheels, its lid standing open. Slots: body, lid, wheels."""
    width, depth, height = size_m
    bin_m, wall_m = height - depth + 0.14, 0.02
    wide_m, deep_m, tall_m = width - 0.02, depth - 0.1, bin_m - 0.1
    sides = [block((wide_m, wall_m, tall_m), (0, s * (deep_m - wall_m) / 2, 0.05), 0.004) for s in (-1, 1)]
    sides += [block((wall_m, deep_m, tall_m), (s * (wide_m - wall_m) / 2, 0, 0.05), 0.004) for s in (-1, 1)]
    body = _flared(join([*sides, bar((wide_m - 0.02, deep_m - 0.02, 0.02), (0, 0, 0.06))]), bin_m, 0.8)
    lid = block((width, 0.05, height - bin_m + 0.03), (0, depth / 2 - 0.06, bin_m - 0.03), 0.02, 1, 2)
    return join([moved(body, (0, -0.03, 0)), as_part(lid, "lid"), *_bin_gear((width, depth, bin_m))])


def _bin_gear(size_m: Vec3) -> list[Mesh]:
    """Return the wheels, the grip and the foot of a bin."""
    width, depth, height = size_m
    wheels = [
        moved(tilted(lathe([(0.1, 0), (0.1, 0.05)], 20), -90), (0, 0, 0), 90)
        .transformed(_shift(s * (width / 2 - 0.06) - 0.025, depth / 2 - 0.1, 0.1))
        .with_slot(2)
        for s in (-1, 1)
    ]
    grip = tube(
        [(-width / 2 + 0.04, depth / 2 - 0.02, height - 0.06), (width / 2 - 0.04, depth / 2 - 0.02, height - 0.06)],
        0.016,
        1,
        8,
    )
    feet = bar((width - 0.2, 0.08, 0.06), (0, -0.3 * depth, 0))
    return [*each_part(wheels, "wheel"), grip, feet]


def _flared(shape: Mesh, height_m: float, foot: float) -> Mesh:
    """Return the mesh narrowed towards its foot."""
    share = foot + (1 - foot) * np.clip(shape.vertices[:, 2:] / height_m, 0, 1)
    return shape.with_vertices(shape.vertices * np.concatenate([share, share, np.ones_like(share)], axis=1))


def _shift(x: float, y: float, z: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    matrix = np.eye(4)
    matrix[:3, 3] = (x, y, z)
    return matrix


def wheelbarrow(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wheelbarrow whose wheel is at −y. Slots: tray, frame, tyre."""
    width, depth, height = size_m
    low, long_m = 0.3, 0.55 * depth
    floor = bar((0.62 * width, 0.8 * long_m, 0.015), (0, -0.1 * depth, low))
    sides = [
        moved(tilted(bar((long, 0.012, height - low), (0, 0, 0)), 24), (ox, oy - 0.1 * depth, low), turn)
        for long, ox, oy, turn in (
            (0.8 * long_m, 0.31 * width, 0, 270),
            (0.8 * long_m, -0.31 * width, 0, 90),
            (0.75 * width, 0, -0.4 * long_m, 180),
            (0.75 * width, 0, 0.4 * long_m, 0),
        )
    ]
    arms = [
        tube(
            [
                (s * 0.06, 0.17 - depth / 2, 0.18),
                (s * 0.3 * width, 0.1, low - 0.02),
                (s * 0.42 * width, depth / 2, 0.55),
            ],
            0.016,
            1,
            8,
        )
        for s in (-1, 1)
    ]
    legs = [
        tube([(s * 0.3 * width, 0.12 * depth, low), (s * 0.32 * width, 0.18 * depth, 0.0)], 0.015, 1, 8)
        for s in (-1, 1)
    ]
    tyre = ring([(0.17, -0.03), (0.18, 0.0), (0.17, 0.03)], 0.1, 2, 24)
    wheel = moved(tilted(tyre, -90), (0, 0, 0), 90).transformed(_shift(0.0, 0.18 - depth / 2, 0.18))
    return join([floor, *sides, *arms, *each_part(legs, "leg"), as_part(wheel, "wheel")])


def rain_barrel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wooden barrel full of rain. Slots: staves, hoops, water."""
    r, h = size_m[0] / 2, size_m[2]
    z = np.linspace(0, 1, 13)
    profile = [(r * (0.8 + 0.2 * np.sin(np.pi * t)), t * h) for t in z.tolist()]
    hoops = [
        ring(
            [
                (r * (0.8 + 0.2 * np.sin(np.pi * t)) + 0.004, t * h - 0.02),
                (r * (0.8 + 0.2 * np.sin(np.pi * t)) + 0.004, t * h + 0.02),
            ],
            0.008,
            1,
            36,
        )
        for t in (0.08, 0.32, 0.68, 0.92)
    ]
    water = lathe([(0.7 * r, 0.9 * h), (0.72 * r, 0.93 * h)], 36).with_slot(2)
    return join([shell(profile, 0.03, 0, 36), *hoops, water])


def bird_bath(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a basin on a foot. Slots: stone, water."""
    r, h = size_m[0] / 2, size_m[2]
    foot = lathe([(0.6 * r, 0), (0.6 * r, 0.05), (0.3 * r, 0.12), (0.22 * r, 0.5 * h), (0.3 * r, 0.86 * h)], 28)
    basin = moved(shell([(0.4 * r, 0), (0.85 * r, 0.06 * h), (r, 0.14 * h)], 0.03, 0, 40), (0, 0, 0.85 * h))
    return join([foot, basin, lathe([(0.7 * r, 0.92 * h), (0.84 * r, 0.955 * h)], 40).with_slot(1)])


def bucket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an empty bucket with its handle down. Slots: bucket, handle."""
    r, h = 0.47 * size_m[0], size_m[2]
    pail = shell([(0.72 * r, 0), (r, 0.97 * h), (1.04 * r, h)], 0.004, 0, 32)
    angles = np.linspace(0, np.pi, 13)
    grip = np.stack([1.02 * r * np.cos(angles), -0.95 * r * np.sin(angles), 0.93 * h - 0.25 * h * np.sin(angles)], -1)
    return join([pail, tube(grip, 0.004, 1, 6)])


def stepping_stone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a broken flagstone. Slot: stone."""
    sides = int(rng.integers(6, 10))
    stone = lathe([(0.5, 0), (0.5, 0.8), (0.48, 1.0)], sides)
    shove = rng.uniform(0.78, 1.0, sides)
    angle = np.arctan2(stone.vertices[:, 1], stone.vertices[:, 0])
    which = np.round(angle / (2 * np.pi / sides)).astype(int) % sides
    return fitted(
        stone.with_vertices(stone.vertices * np.column_stack([shove[which]] * 2 + [np.ones(len(which))])), size_m
    )


def garden_ball(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ball that children left. Slot: skin."""
    return fitted(sphere(48), size_m)


GENERATORS: dict[str, Generator] = {
    "flower pot": flower_pot,
    "potted bush": potted_bush,
    "watering can": watering_can,
    "garden hose": garden_hose,
    "firewood": firewood,
    "lantern": lantern,
    "wheelie bin": wheelie_bin,
    "open wheelie bin": open_wheelie_bin,
    "wheelbarrow": wheelbarrow,
    "rain barrel": rain_barrel,
    "bird bath": bird_bath,
    "bucket": bucket,
    "stepping stone": stepping_stone,
    "garden ball": garden_ball,
}
