"""What stands and hangs about a hospital bed: a drip stand, a monitor, a table over it, a panel, hand gel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, arc, block, moved, pad, plate, round_bar, tilted, tube
from ..core.printing import joined
from .hospital_bed import castor


def drip_stand(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pole on five castors with hooks, one bag or two, a tube and a pump.

    Slots: metal, bag, castors, pump, screen.
    """
    width, _, height = size_m
    r = width / 2
    parts = [mesh for c, s in arc(6, 90, 450)[:5] for mesh in _leg(float(c), float(s), r)]
    parts += [
        round_bar((0, 0, 0.09), (0, 0, 0.55 * height), 0.016, 0.016),
        round_bar((0, 0, 0.54 * height), (0, 0, height - 0.02), 0.011, 0.011),
    ]
    parts.append(moved(lathe([(0.024, 0), (0.03, 0.03), (0.024, 0.06)], 20), (0, 0, 0.52 * height), slot=3))
    top = height - 0.03
    hooks = ((1, 0), (-1, 0), (0, 1), (0, -1))
    for x, y in hooks:
        path = [
            (0, 0, top),
            (0.08 * x, 0.08 * y, top + 0.012),
            (0.11 * x, 0.11 * y, top),
            (0.12 * x, 0.12 * y, top + 0.024),
        ]
        parts.append(tube(path, 0.005, 0, 8))
    for x, y in hooks[: int(rng.integers(1, 3))]:
        parts += _bag(0.105 * x, 0.105 * y, top, 0.62 * height)
    z = float(rng.uniform(0.56, 0.62)) * height
    parts.append(block((0.13, 0.11, 0.18), (0.03, -0.075, z), 0.014, 3, 3))
    parts.append(block((0.08, 0.004, 0.045), (0.03, -0.131, z + 0.11), 0.002, 4))
    parts += [
        block((0.014, 0.006, 0.01), (0.03 + dx, -0.131, z + dz), 0.002, 2)
        for dx in (-0.03, 0, 0.03)
        for dz in (0.03, 0.06)
    ]
    return join(parts)


def _leg(x: float, y: float, r: float) -> list[Mesh]:
    out = 0.88 * r
    return [
        tube([(0, 0, 0.1), (0.4 * out * x, 0.4 * out * y, 0.085), (out * x, out * y, 0.066)], 0.012, 0, 8),
        *castor(out * x, out * y, 0.026, 2),
    ]


def _bag(x: float, y: float, top_m: float, end_m: float) -> list[Mesh]:
    """Return a bag of fluid that hangs at a hook, its drip chamber, and the tube down to the pump."""
    wide, tall = 0.1, 0.2
    low = top_m - 0.03 - tall
    bag = pad((wide, tall, 0.03), (0, 0, 0), 0.012, 0.008, 1)
    hung = moved(tilted(moved(bag, (0, 0, -0.015)), 90), (x, y, low + tall / 2))
    eye = tube([(x, y, low + tall - 0.005), (x, y, top_m - 0.004)], 0.004, 1, 6)
    chamber = moved(lathe([(0.004, -0.08), (0.011, -0.07), (0.011, -0.03), (0.004, 0.0)], 14), (x, y, low), slot=1)
    line = tube(
        [
            (x, y, low - 0.08),
            (x, y - 0.02, low - 0.25),
            (0.6 * x, y * 0.5 - 0.05, end_m + 0.2),
            (0.03, -0.075, end_m + 0.08),
        ],
        0.003,
        1,
        6,
    )
    return [hung, eye, chamber, line]


def patient_monitor(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a monitor on an arm at the wall (+y), with traces, knobs and leads.

    Slots: case, screen, traces, other traces, leads.
    """
    width, depth, height = size_m
    case_m, low = 0.1, 0.18 * height
    y = case_m / 2 - depth / 2
    tall = height - low
    parts = [block((width, case_m, tall), (0, y, low), 0.014, 0, 3)]
    parts.append(
        as_part(
            block((0.78 * width, 0.004, 0.76 * tall), (-0.08 * width, -depth / 2, low + 0.17 * tall), 0.001, 1),
            "screen",
        )
    )
    parts.append(
        moved(
            tilted(lathe([(0.018, 0), (0.016, 0.016)], 20), -90),
            (0.41 * width, -depth / 2 + 0.002, low + 0.25 * tall),
            slot=4,
        )
    )
    parts += [
        block((0.026, 0.006, 0.016), (0.41 * width, -depth / 2, low + z * tall), 0.002, 4)
        for z in (0.5, 0.62, 0.74, 0.86)
    ]
    for k, slot in enumerate((2, 3, 2)):
        parts.append(
            _trace(
                0.56 * width, 0.1 * tall, (-0.16 * width, -depth / 2 - 0.001, low + (0.76 - 0.22 * k) * tall), slot, k
            )
        )
        parts.append(
            block(
                (0.1 * width, 0.003, 0.09 * tall),
                (0.22 * width, -depth / 2 - 0.001, low + (0.72 - 0.22 * k) * tall),
                0.0008,
                slot,
            )
        )
    back = depth / 2
    parts.append(
        tube(
            [
                (0, y + case_m / 2 - 0.01, low + 0.5 * tall),
                (0, back - 0.04, low + 0.42 * tall),
                (0, back - 0.005, low + 0.42 * tall),
            ],
            0.02,
            0,
            12,
        )
    )
    parts.append(block((0.09, 0.016, 0.2), (0, back - 0.008, low + 0.42 * tall - 0.1), 0.006, 0, 2))
    for k, x in enumerate((-0.44, -0.38, -0.32)):
        sag = (0.3 + 0.12 * k) * low
        parts.append(
            tube(
                [
                    (x * width, y, low + 0.02),
                    (x * width, y, low - 0.5 * sag),
                    ((x + 0.2) * width, y + 0.03, max(sag - low, 0.004)),
                    ((x + 0.4) * width, y + 0.06, low),
                ],
                0.004,
                4,
                6,
            )
        )
    return joined(parts)  # blank: what it shows are its curves


def _trace(wide: float, tall: float, place: Vec3, slot: int, kind: int) -> Mesh:
    """Return a flat line as an instrument writes it: beats of a heart, or waves."""
    t = np.linspace(0, 1, 90)
    beat = (5 * t) % 1
    spikes = (
        np.exp(-(((beat - 0.4) / 0.025) ** 2))
        - 0.3 * np.exp(-(((beat - 0.47) / 0.03) ** 2))
        + 0.2 * np.exp(-(((beat - 0.7) / 0.07) ** 2))
    )
    wave = spikes if kind == 0 else 0.5 + 0.5 * np.sin(2 * np.pi * (5 if kind == 1 else 2) * t)
    x, z = (t - 0.5) * wide + place[0], place[2] + (wave - 0.4) * tall
    half = 0.0022
    points = np.stack([np.column_stack([x, np.full(90, place[1]), z + side]) for side in (-half, half)], axis=1)
    return plate(points, 0.002, slot)


def overbed_table(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a table top on one column at its side, over a foot with castors. Slots: top, frame, castors."""
    width, depth, height = size_m
    top_m = height - 0.03
    x = 0.4 * width
    parts = [as_part(block((width, depth, 0.03), (0, 0, top_m), 0.012, steps=3), "table top")]
    parts.append(block((width - 0.02, depth - 0.02, 0.008), (0, 0, top_m - 0.006), 0.003, 2))
    parts.append(block((0.07, 0.05, top_m - 0.12), (x, 0, 0.1), 0.012, 1, 2))
    parts.append(block((0.05, 0.034, 0.5 * height), (x, 0, top_m - 0.5 * height), 0.008, 2, 2))
    parts.append(block((0.5 * width, 0.1, 0.03), (0.16 * width, 0, top_m - 0.035), 0.008, 1))
    parts.append(block((0.06, 0.9 * depth, 0.035), (x, 0, 0.07), 0.012, 1, 2))
    for s in (-1, 1):
        parts.append(block((0.86 * width, 0.05, 0.03), (0, s * 0.42 * depth, 0.07), 0.01, 1, 2))
        parts += [mesh for end in (-1, 1) for mesh in castor(end * 0.4 * width, s * 0.42 * depth, 0.03, 2)]
    return join(parts)


def bedhead_panel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the duct above a hospital bed, its back at +y: a light, sockets, gases.

    Slots: light, duct, plates, taps, other taps.
    """
    width, depth, height = size_m
    parts = [block((width, depth - 0.008, 0.72 * height), (0, 0.004, 0), 0.012, 1, 2)]
    parts.append(block((0.9 * width, 0.8 * depth, 0.26 * height), (0, 0.1 * depth, 0.74 * height), 0.008, 0, 2))
    parts += [block((0.02, depth, height), (s * (width / 2 - 0.01), 0, 0), 0.006, 1) for s in (-1, 1)]
    parts.append(block((width - 0.04, 0.004, 0.004), (0, 0.006 - depth / 2, 0.36 * height), 0.001, 2))
    for x in np.linspace(-0.42, 0.1, 5).tolist():
        parts.append(block((0.075, 0.01, 0.075), (x * width, 0.005 - depth / 2, 0.06 * height + 0.02), 0.003, 2))
    for k, x in enumerate((0.24, 0.33, 0.42)):
        parts.append(
            moved(
                tilted(lathe([(0.032, 0), (0.03, 0.006), (0.014, 0.008), (0.012, 0.002)], 24), -90),
                (x * width, 0.008 - depth / 2, 0.3 * height),
                slot=3 + k % 2,
            )
        )
    return join(parts)


def gel_dispenser(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dispenser of hand gel to hang; its back is at +y. Slots: case, bottle, lever."""
    width, depth, height = size_m
    plate_ = block((width, 0.012, height), (0, depth / 2 - 0.006, 0), 0.006, steps=2)
    bottle = block((0.8 * width, 0.6 * depth, 0.66 * height), (0, 0.1 * depth, 0.26 * height), 0.02, 1, 3)
    hood = block((width, 0.8 * depth, 0.16 * height), (0, 0.1 * depth, 0.84 * height), 0.012, steps=2)
    lever = tube(
        [(0, 0.2 * depth, 0.2 * height), (0, -0.3 * depth, 0.18 * height), (0, 0.03 - depth / 2, 0.02 * height + 0.01)],
        0.008,
        2,
        8,
    )
    return join([plate_, bottle, hood, lever, block((0.04, 0.02, 0.02), (0, 0.01 - depth / 2, 0), 0.004, 2)])


def _tray(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.0, height), width - 0.06, depth - 0.05, 0.5),)


GENERATORS: dict[str, Generator] = {
    "drip stand": drip_stand,
    "patient monitor": patient_monitor,
    "overbed table": overbed_table,
    "bedhead panel": bedhead_panel,
    "gel dispenser": gel_dispenser,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"overbed table": _tray}
