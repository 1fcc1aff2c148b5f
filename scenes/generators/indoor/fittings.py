"""What warms, airs and lights homes beside the usual, as fireplaces and fans, and what is hung up there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, arc, bar, block, loft, moved, plate, ring, round_bar, tilted, tube
from ..core.printing import joined
from .lamps import with_cloth


def fireplace(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hearth with logs in a surround below a mantelpiece. Slots: surround, firebox, logs, hearth."""
    width, depth, height = size_m
    side, lintel = 0.2 * width, 0.26 * height
    hole_w, hole_h = width - 2 * side - 0.1, height - lintel - 0.06
    front = 0.1 - depth / 2
    deep = depth - 0.1
    parts = [
        bar((width - 0.06, 0.08, height - 0.06), (0, depth / 2 - 0.04, 0), 1),
        bar((width - 0.1, deep - 0.06, lintel), (0, front + deep / 2 - 0.03, hole_h + 0.02), 0),
        block((width, depth - 0.02, 0.055), (0, 0.01, height - 0.055), 0.012, 0, 3),
        block((width - 0.06, depth - 0.05, 0.04), (0, 0.02, height - 0.095), 0.01, 0, 2),
        bar((width - 0.02, depth, 0.04), (0, 0, 0), 3),
    ]
    for s in (-1, 1):
        x = s * (width - side - 0.1) / 2
        parts.append(bar((side, deep - 0.06, hole_h), (x, front + deep / 2 - 0.03, 0.02), 0))
        parts.append(block((side - 0.08, 0.03, hole_h - 0.16), (x, front - 0.012, 0.12), 0.008, 0, 2))
        parts.append(bar((0.02, deep - 0.1, hole_h), (s * (hole_w / 2 - 0.01), front + deep / 2, 0.02), 1))
    parts.append(bar((hole_w, deep - 0.1, 0.02), (0, front + deep / 2, hole_h), 1))
    parts.append(block((0.5 * width, 0.02, 0.5 * lintel), (0, front - 0.008, hole_h + 0.3 * lintel), 0.008, 0, 2))
    y = front + 0.45 * deep
    logs = [
        round_bar(
            (-0.3 * hole_w, y + dy, z),
            (0.3 * hole_w, y + dy + float(rng.normal(0, 0.03)), z + float(rng.uniform(0, 0.04))),
            0.05,
            0.045,
            2,
        )
        for dy, z in ((-0.08, 0.11), (0.04, 0.11), (-0.02, 0.2))
    ]
    grate = [bar((0.02, 0.5 * deep, 0.03), (x * hole_w, y - 0.02, 0.035), 1) for x in (-0.25, 0.0, 0.25)]
    return join([*parts, *logs, *grate])


def standing_fan(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a fan on a stand: blades in a cage of wires. Slots: body, wires, blades."""
    width, _, height = size_m
    r = width / 2
    middle = height - r
    foot = lathe([(0.72 * r, 0), (0.72 * r, 0.02), (0.6 * r, 0.04), (0.03, 0.05), (0.02, 0.06)], 36)
    pole = round_bar((0, 0.05, 0.03), (0, 0.05, middle - 0.02), 0.016, 0.014)
    motor = moved(
        tilted(lathe([(0.05, -0.02), (0.065, 0.03), (0.065, 0.1), (0.04, 0.13)], 24), -90), (0, 0.17 - 0.1, middle)
    )
    hub = moved(
        tilted(lathe([(0.0, 0.0), (0.05, 0.0), (0.05, 0.05), (0.03, 0.07), (0.0, 0.075)], 20), 90 - 180),
        (0, -0.03, middle),
        slot=2,
    )
    circle = arc(33, 0, 360)
    wires = [
        tube([(share * r * c, y, middle + share * r * s) for c, s in circle], thick, 1, 6)
        for share, y, thick in (
            (0.985, -0.02, 0.008),
            (0.985, 0.02, 0.008),
            (0.72, -0.085, 0.003),
            (0.72, 0.06, 0.003),
            (0.4, -0.105, 0.003),
        )
    ]
    for c, s in arc(33, 0, 360)[:-1]:
        wires.append(
            tube(
                [
                    (0.16 * r * c, -0.11, middle + 0.16 * r * s),
                    (0.6 * r * c, -0.098, middle + 0.6 * r * s),
                    (0.98 * r * c, -0.02, middle + 0.98 * r * s),
                ],
                0.002,
                1,
                4,
            )
        )
    for c, s in arc(17, 0, 360)[:-1]:
        wires.append(
            tube([(0.2 * r * c, 0.075, middle + 0.2 * r * s), (0.98 * r * c, 0.02, middle + 0.98 * r * s)], 0.002, 1, 4)
        )
    badge = moved(tilted(lathe([(0.16 * r, 0.0), (0.16 * r, 0.01)], 24), -90), (0, -0.105, middle))
    return join([foot, pole, motor, hub, badge, *wires, *_blades(0.86 * r, middle, float(rng.uniform(0, 120)))])


def _blades(reach_m: float, middle_m: float, start_deg: float) -> list[Mesh]:
    """Return three twisted blades in the plane y = -0.03."""
    u, v = np.linspace(0.12, 1, 8), np.linspace(-1, 1, 7)
    wide = 0.42 * reach_m * np.sin(np.pi * np.clip(0.15 + 0.78 * u, 0, 1)) ** 0.6
    z = np.broadcast_to(reach_m * u[:, None], (8, 7))
    x = wide[:, None] * v
    y = 0.03 * v * np.ones((8, 1))
    blade = plate(np.stack([x, y, z], axis=-1), 0.004, 2)
    parts = []
    for k in range(3):
        a = np.radians(start_deg + 120 * k)
        matrix = np.eye(4)
        matrix[:3, :3] = [[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]]
        parts.append(moved(blade.transformed(matrix), (0, -0.03, middle_m)))
    return parts


def chandelier(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build curved arms with candle bulbs around a stem, hung by a chain. Slots: bulbs, metal, cups."""
    width, _, height = size_m
    r, cup_m = 0.88 * width / 2, 0.24 * height
    stem = [(0.0, 0.02 * height), (0.03, 0.06 * height), (0.014, 0.12 * height), (0.04, 0.22 * height)]
    body = lathe(
        [*stem, (0.02, 0.32 * height), (0.03, 0.42 * height), (0.008, 0.48 * height), (0.006, height - 0.03)], 24
    )
    rose = lathe([(0.01, height - 0.05), (0.06, height - 0.02), (0.065, height)], 24)
    parts = [body.with_slot(1), rose.with_slot(1)]
    for c, s in arc(int(rng.choice([5, 6, 8])) + 1, 0, 360)[:-1]:
        reach = np.array([0.03, 0.3, 0.62, 0.88, 1.0]) * r
        lift = np.array([0.22, 0.08, 0.02, 0.1, 0.22]) * height
        parts.append(tube(np.column_stack([c * reach, s * reach, lift]), 0.009, 1, 8))
        at = (c * r, s * r)
        parts.append(
            moved(lathe([(0.012, 0.0), (0.05, 0.02), (0.054, 0.028), (0.014, 0.03)], 16), (*at, cup_m - 0.01), slot=2)
        )
        parts.append(round_bar((*at, cup_m), (*at, cup_m + 0.09), 0.013, 0.013, 2))
        bulb = lathe([(0.012, 0.0), (0.022, 0.025), (0.014, 0.055), (0.0, 0.08)], 12)
        parts.append(moved(bulb, (*at, cup_m + 0.09), slot=0))
    return join(parts)


def shower_curtain(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a curtain on rings, gathered to one end of a rod that hangs from the ceiling. Slots: cloth, rod."""
    width, depth, height = size_m
    rod_m = min(2.05, height - 0.06)
    rod = tube([(-width / 2, 0, rod_m), (width / 2, 0, rod_m)], 0.0125, 1)
    ends = [
        round_bar((s * (width / 2 - 0.06), 0, rod_m), (s * (width / 2 - 0.06), 0, height), 0.009, 0.009, 1)
        for s in (-1, 1)
    ]
    share, side = float(rng.uniform(0.45, 0.7)), float(rng.choice([-1, 1]))
    folds = max(5, round(share * width / 0.12))
    u, v = np.linspace(0, 1, 10 * folds), np.linspace(0, 1, 14)
    phase = 2 * np.pi * folds * u[:, None] + 0.7 * np.sin(5 * u[:, None] + 2 * v)
    y = (depth / 2 - 0.003) * np.sin(phase) * (0.75 + 0.25 * (1 - v))
    x = side * (width / 2 - 0.08 - share * width * (1 - u))[:, None] + 0 * v
    z = np.broadcast_to((rod_m - 0.05) * v, x.shape)
    points = np.stack([x, y, z], axis=-1)
    cloth = plate(points if side > 0 else points[::-1], 0.002)
    at = side * (width / 2 - 0.08 - share * width * (1 - (np.arange(folds) + 0.25) / folds))
    hung = [tube([(float(k), 0.0, rod_m + 0.02), (float(k), 0.0, rod_m - 0.06)], 0.005, 1, 6) for k in at]
    return join([cloth, rod, *ends, *hung])


def wall_lamp(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shade on an arm from a plate at the wall (+y). Slots: shade, metal."""
    width, depth, height = size_m
    r = width / 2
    tops = (0.62 * r, r) if rng.random() < 0.5 else (0.96 * r, 0.94 * r)
    shade = with_cloth(ring([(r, 0.42 * height), (tops[0], height)], 0.004))
    plate_ = block((0.07, 0.02, 0.13), (0, depth / 2 - 0.02, 0.08 * height), 0.006, 1)
    middle = 0.08 * height + 0.065
    arm = tube([(0, depth / 2 - 0.01, middle), (0, 0.03, 0.04), (0, 0, 0.1 * height), (0, 0, 0.55 * height)], 0.008, 1)
    holder = round_bar((0, 0, 0.3 * height), (0, 0, 0.6 * height), 0.016, 0.016, 1)
    return joined([shade, plate_, arm, holder, bar((1.9 * r, 0.006, 0.004), (0, 0, 0.5 * height), 1)])


def coat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a coat that hangs from a hook at the wall (+y), its front at −y. Slots: cloth, hook, buttons."""
    width, depth, height = size_m
    folds, phase = int(rng.integers(5, 8)), float(rng.uniform(0, 6))

    def outline(share: float, wide: float, deep: float) -> NDArray[np.float64]:
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        swell = 1 + 0.07 * max(0.0, 0.75 - share) * np.sin(folds * angle + phase)
        xy = np.column_stack([wide * width * np.cos(angle), deep * depth * np.sin(angle)]) * swell[:, None]
        return np.column_stack([xy, np.full(48, share * height)])

    rings = ((0.0, 0.4, 0.44), (0.25, 0.36, 0.42), (0.5, 0.31, 0.38), (0.72, 0.33, 0.42), (0.86, 0.32, 0.36))
    body = [outline(*each) for each in (*rings, (0.91, 0.24, 0.28), (0.94, 0.1, 0.22))]
    parts = [loft([0 * body[0] + (0, 0, 0.0), body[0]], body, [body[-1], 0 * body[-1] + (0, 0, 0.94 * height)])]
    for s in (-1, 1):
        sleeve = [(0.25, 0.0, 0.855), (0.36, 0.0, 0.78), (0.42, -0.04, 0.58), (0.43, -0.14, 0.36)]
        path = [(s * x * width, y * depth, z * height) for x, y, z in sleeve]
        parts.append(tube(path, np.array([0.066, 0.075, 0.066, 0.056]) * width, 0, 14))
        lapel = [(0.02, -0.4, 0.6), (0.12, -0.4, 0.78), (0.1, -0.22, 0.95), (0.02, -0.2, 0.93)]
        parts.append(tube([(s * x * width, y * depth, z * height) for x, y, z in lapel], 0.022 * width, 0, 8))
    button = tilted(lathe([(0.013, 0.0), (0.013, 0.006)], 12), -90)
    parts += [moved(button, (0.03, -0.385 * depth - 0.012, z * height), slot=2) for z in (0.3, 0.41, 0.52)]
    parts.append(tube([(0, 0.1 * depth, 0.93 * height), (0, 0.3 * depth, 0.985 * height)], 0.006, 0, 6))
    hook = block((0.03, 0.012, 0.09), (0, depth / 2 - 0.012, height - 0.09), 0.004, 1)
    return join(
        [*parts, hook, round_bar((0, depth / 2, 0.97 * height), (0, 0.2 * depth, 0.98 * height), 0.007, 0.007, 1)]
    )


GENERATORS: dict[str, Generator] = {
    "fireplace": fireplace,
    "standing fan": standing_fan,
    "chandelier": chandelier,
    "shower curtain": shower_curtain,
    "wall lamp": wall_lamp,
    "coat": coat,
}
