"""Motorcycles and scooters on their stands, their front at −y.

Slots: paint, tyres, metal, seat, dark trim, headlamp, tail lamp, number plate, indicators.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ..core.lettering import Panel, Panels, lettering
from ..core.parts import Generator, arc, bar, block, loft, moved, ring, tube
from .motor.plates import LETTERS

PAINT, TYRE, METAL, SEAT, TRIM, HEAD, TAIL, PLATE, SIGNAL = range(9)
FLYSCREENS, CASES = 0.5, 0.35  # so many have one, and cases for luggage
PLATE_M: Vec3 = (0.24, 0.012, 0.09)
LETTER_M = 0.045
PLATE_Z_M = 0.52  # the underside of its letters
Ring = tuple[float, float, float, float]  # y and z of a section's middle, half its width and half its height


def motorcycle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a motorcycle on its centre stand. Slots as all of them."""
    _, length, height = size_m
    radius = 0.31
    front, back = (0.0, radius - length / 2, radius), (0.0, length / 2 - radius - 0.05, radius)
    written = _plate(_panels(size_m, rng))
    neck = (0.0, front[1] + 0.42, 0.84)
    parts = [_wheel(front, radius, 0.06, rng), _wheel(back, radius, 0.085, rng)]
    parts += _fork(front, neck, radius) + _swing(back, radius) + _engine(rng, back[1])
    parts += _tank_and_seat(neck[1], back[1], height) + _handles(neck[1], height, 0.36) + _lamps(neck[1] - 0.12, 0.86)
    parts += _behind(length / 2, 0.78) + written
    if rng.random() < FLYSCREENS:
        parts.append(_body([(neck[1] - 0.2, 0.95, 0.1, 0.06), (neck[1] - 0.06, 1.08, 0.13, 0.1)], PAINT))
    if rng.random() < CASES:
        parts += [block((0.22, 0.44, 0.32), (s * 0.3, back[1] + 0.02, 0.46), 0.04, TRIM, 2) for s in (-1, 1)]
    stand = [tube([(0.0, 0.1, 0.24), (s * 0.17, 0.2, 0.015)], 0.014, METAL, 8) for s in (-1, 1)]
    return join([*parts, *stand])


def scooter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a scooter with a step-through floor on its centre stand. Slots as all of them."""
    _, length, height = size_m
    radius = 0.23
    front, back = (0.0, radius + 0.077 - length / 2, radius), (0.0, length / 2 - radius - 0.12, radius)
    written = _plate(_panels(size_m, rng))
    y = front[1]
    shield = [(y + 0.1, 0.42, 0.1, 0.1), (y + 0.2, 0.6, 0.2, 0.3), (y + 0.32, 0.62, 0.17, 0.3)]
    floor = [(y + 0.24, 0.27, 0.17, 0.05), (y + 0.4, 0.25, 0.19, 0.06), (0.1, 0.25, 0.19, 0.06)]
    rump = [(0.02, 0.46, 0.12, 0.2), (0.1, 0.46, 0.18, 0.24), (back[1], 0.5, 0.2, 0.22), (length / 2, 0.62, 0.1, 0.06)]
    seat = [(0.0, 0.7, 0.09, 0.03), (0.1, 0.73, 0.15, 0.06), (0.3, 0.73, 0.14, 0.05), (0.55, 0.77, 0.13, 0.05)]
    parts = [_wheel(front, radius, 0.055, rng), _wheel(back, radius, 0.06, rng), *written]
    parts += [_body(rings, slot) for rings, slot in ((shield, PAINT), (floor, TRIM), (rump, PAINT))]
    parts.append(as_part(_body(seat, SEAT), "saddle"))
    guard = np.array([(0.0, y + 0.3 * c, radius + 0.27 * s) for c, s in arc(7, 30, 160)])
    parts.append(tube(guard, [0.03, 0.06, 0.07, 0.075, 0.07, 0.06, 0.03], PAINT, 10))
    parts += [tube([front, (0.0, y + 0.2, 0.62), (0.0, y + 0.28, height - 0.26)], 0.03, METAL, 10)]
    parts.append(_body([(y + 0.1, 0.88, 0.08, 0.07), (y + 0.2, 0.9, 0.13, 0.09), (y + 0.36, 0.9, 0.08, 0.05)], PAINT))
    parts += _handles(y + 0.28, height, 0.33) + _lamps(y + 0.12, 0.9) + _behind(length / 2 - 0.05, 0.6)
    parts.append(tube([(-0.16, 0.1, 0.25), (-0.17, back[1], 0.25), (-0.18, back[1] + 0.2, 0.3)], 0.045, METAL, 12))
    parts += [tube([(0.0, 0.1, 0.22), (s * 0.16, 0.16, 0.015)], 0.014, METAL, 8) for s in (-1, 1)]
    if rng.random() < CASES:
        parts.append(block((0.36, 0.36, 0.3), (0, length / 2 - 0.24, 0.82), 0.07, TRIM, 3))
        parts.append(bar((0.12, 0.3, 0.05), (0, length / 2 - 0.26, 0.77), METAL))
    return join(parts)


def _body(rings: Sequence[Ring], slot: int) -> Mesh:
    """Return a smooth body through sections along y, each between an ellipse and a box."""
    circle = arc(20, 0, 360 - 360 / 20)
    around = np.sign(circle) * np.abs(circle) ** 0.7
    at = np.array(rings)
    steps = np.linspace(0, len(at) - 1, 4 * len(at) - 3)
    dense = np.column_stack([np.interp(steps, np.arange(len(at)), column) for column in at.T])
    dense = (np.vstack([dense[:1], dense[:-1]]) + dense + np.vstack([dense[1:], dense[-1:]])) / 3
    outlines = [
        np.stack([-half * around[:, 0], np.full(20, y), z + tall * around[:, 1]], axis=1)
        for y, z, half, tall in dense.tolist()
    ]
    ends = [np.broadcast_to(each.mean(axis=0), each.shape) for each in (outlines[0], outlines[-1])]
    return loft([ends[0], outlines[0]], outlines, [outlines[-1], ends[1]], slot=slot)


def _wheel(hub: Vec3, radius_m: float, half_m: float, rng: np.random.Generator) -> Mesh:
    """Return a wheel around the x axis with cast spokes and a brake disc on each side."""
    r, w, spokes = radius_m, half_m, int(rng.choice([3, 5, 6]))
    bow = [(0.76 * r, -0.7 * w), (0.86 * r, -w), (0.96 * r, -0.7 * w), (r, 0.0), (0.96 * r, 0.7 * w), (0.86 * r, w)]
    rubber = lathe([*bow, (0.76 * r, 0.7 * w), (0.76 * r, -0.7 * w)], 32, caps=False).with_slot(TYRE)
    band = [(0.7 * r, -0.6 * w), (0.77 * r, -0.72 * w), (0.77 * r, 0.72 * w), (0.7 * r, 0.6 * w), (0.7 * r, -0.6 * w)]
    rim = lathe(band, 32, caps=False)
    discs = [
        moved(ring([(0.52 * r, 0.0), (0.52 * r, 0.006)], 0.12 * r, segments=24), (0, 0, z))
        for z in (-0.85 * w, 0.85 * w)
    ]
    arms = [
        moved(bar((0.62 * r, 0.03, 0.5 * w), (0.42 * r, 0, -0.25 * w)), (0, 0, 0), 360 * k / spokes)
        for k in range(spokes)
    ]
    axle = lathe([(0.12 * r, -1.2 * w), (0.12 * r, 1.2 * w)], 16)
    wheel = join([rubber, *(each.with_slot(METAL) for each in (rim, *discs, *arms, axle))])
    upright = wheel.transformed(Pose(hub, turn("y", 90.0)).matrix())
    return as_part(upright, "wheel")


def _fork(hub: Vec3, neck: Vec3, radius_m: float) -> list[Mesh]:
    """Return the fork, its yokes and the front mudguard."""
    _, y, z = hub
    legs = [tube([(s * 0.1, y, z), (s * 0.1, neck[1] - 0.08, 0.92)], 0.024, METAL, 10) for s in (-1, 1)]
    yokes = [bar((0.26, 0.08, 0.03), (0, neck[1] - 0.1 - 0.05 * k, 0.88 - 0.16 * k), TRIM) for k in (0, 1)]
    bow = arc(9, 30, 150)
    guard = np.array([(0.0, y - (radius_m + 0.03) * c, z + (radius_m + 0.03) * s) for c, s in bow])
    return [*legs, *yokes, tube(guard, [0.02, *[0.05] * 7, 0.02], PAINT, 10)]


def _swing(hub: Vec3, radius_m: float) -> list[Mesh]:
    """Return the swinging arm, the springs and the chain's guard."""
    _, y, z = hub
    arms = [tube([(s * 0.13, 0.12, 0.36), (s * 0.13, y, z)], 0.026, TRIM, 8) for s in (-1, 1)]
    springs = [tube([(s * 0.15, y - 0.06, z + 0.04), (s * 0.13, y - 0.22, 0.7)], 0.032, METAL, 10) for s in (-1, 1)]
    guard = np.array([(0.0, y + (radius_m + 0.035) * c, z + (radius_m + 0.035) * s) for c, s in arc(8, 15, 120)])
    return [*arms, *springs, tube(guard, [0.02, *[0.07] * 6, 0.03], TRIM, 10)]


def _engine(rng: np.random.Generator, back_m: float) -> list[Mesh]:
    """Return crankcase, finned cylinders, radiator, frame and exhaust."""
    parts = [
        block((0.34, 0.36, 0.24), (0, 0.0, 0.22), 0.06, TRIM, 2),
        block((0.2, 0.2, 0.2), (0, 0.22, 0.3), 0.04, TRIM),
    ]
    parts += [
        lathe([(0.11, 0), (0.11, 0.03), (0.06, 0.045), (0, 0.045)], 20)
        .with_slot(METAL)
        .transformed(Pose((s * 0.165, 0.02, 0.33), turn("y", 90.0 * s)).matrix())
        for s in (-1, 1)
    ]
    parts += [bar((0.27, 0.24, 0.012), (0, -0.08, 0.46 + 0.028 * k), METAL) for k in range(6)]
    parts.append(block((0.25, 0.2, 0.24), (0, -0.08, 0.44), 0.03, TRIM))
    parts.append(bar((0.3, 0.04, 0.26), (0, -0.3, 0.44), TRIM))
    for s in (-1, 1):
        path = [(s * 0.05, -0.4, 0.8), (s * 0.13, -0.3, 0.5), (s * 0.15, -0.22, 0.24), (s * 0.15, 0.2, 0.24)]
        parts.append(tube([*path, (s * 0.14, 0.26, 0.5), (s * 0.1, 0.3, 0.74)], 0.02, TRIM, 8))
        parts.append(tube([(s * 0.12, 0.16, 0.3), (s * 0.28, 0.16, 0.3)], 0.014, TRIM, 8))
    side = float(rng.choice([-1, 1])) * 0.2
    pipe = [(0.0, -0.2, 0.5), (side / 2, -0.36, 0.4), (side / 2, -0.28, 0.2), (side, 0.1, 0.2), (side, 0.3, 0.28)]
    parts.append(tube(pipe, 0.024, METAL, 10))
    parts.append(
        tube([(side, 0.28, 0.27), (side, 0.34, 0.29), (side * 1.1, back_m + 0.1, 0.42)], [0.03, 0.05, 0.06], METAL, 14)
    )
    return parts


def _tank_and_seat(neck_m: float, back_m: float, height_m: float) -> list[Mesh]:
    """Return the tank, the seat with its hump, and the tail."""
    y = neck_m
    tank = [
        (y, 0.84, 0.08, 0.07),
        (y + 0.1, 0.86, 0.14, 0.11),
        (y + 0.3, 0.84, 0.16, 0.12),
        (y + 0.52, 0.78, 0.09, 0.06),
    ]
    seat = [(y + 0.42, 0.77, 0.08, 0.05), (y + 0.6, 0.76, 0.14, 0.05), (y + 0.82, 0.79, 0.13, 0.05)]
    seat += [(y + 0.9, 0.84, 0.12, 0.055), (back_m + 0.12, 0.86, 0.09, 0.04)]
    tail = [(y + 0.5, 0.7, 0.1, 0.06), (y + 0.8, 0.73, 0.12, 0.06), (back_m + 0.26, 0.83, 0.06, 0.03)]
    cap = moved(lathe([(0.035, 0.0), (0.035, 0.02), (0, 0.022)], 16), (0, y + 0.18, 0.97), slot=METAL)
    return [_body(tank, PAINT), as_part(_body(seat, SEAT), "saddle"), _body(tail, PAINT), cap]


def _handles(neck_m: float, height_m: float, half_m: float) -> list[Mesh]:
    """Return handlebars with grips and levers, and mirrors, which are the highest."""
    y, z = neck_m, height_m - 0.2
    bars = [(0.0, y, z - 0.07), (0.12, y, z - 0.05), (0.22, y + 0.05, z), (half_m, y + 0.12, z)]
    whole = [*[(-px, py, pz) for px, py, pz in reversed(bars)], *bars[1:]]
    parts = [tube(whole, 0.012, METAL, 8)]
    for s in (-1, 1):
        parts.append(tube([(s * (half_m - 0.12), y + 0.095, z), (s * (half_m + 0.01), y + 0.125, z)], 0.018, TRIM, 10))
        parts.append(tube([(s * (half_m - 0.15), y + 0.03, z), (s * half_m, y + 0.06, z)], 0.006, METAL, 6))
        at = (s * (half_m - 0.03), y + 0.04, height_m - 0.06)
        parts.append(tube([(s * 0.2, y + 0.04, z), at], 0.006, TRIM, 6))
        glass = lathe([(0.0, 0.0), (0.05, 0.004), (0.058, 0.018), (0.05, 0.03), (0, 0.03)], 16, caps=False)
        parts.append(glass.transformed(Pose(at, turn("x", -90.0)).matrix()).with_slot(TRIM))
    dial = lathe([(0.06, -0.02), (0.06, 0.03), (0, 0.035)], 16).with_slot(TRIM)
    return [as_part(join(parts), "handlebar"), moved(dial, (0, y - 0.02, z - 0.05))]


def _lamps(y_m: float, z_m: float) -> list[Mesh]:
    """Return the headlamp, which faces −y, and two indicators."""
    bowl = lathe([(0.0, -0.13), (0.05, -0.11), (0.08, -0.02), (0.085, 0.0)], 20, caps=False).with_slot(TRIM)
    disc = lathe([(0.085, 0.0), (0.06, 0.02), (0.0, 0.028)], 20, caps=False).with_slot(HEAD)
    there = Pose((0.0, y_m - 0.06, z_m), turn("x", 90.0)).matrix()
    lamp = as_part(join([bowl, disc]).transformed(there), "headlight")
    return [lamp, *_indicators(y_m - 0.02, z_m - 0.05)]


def _indicators(y_m: float, z_m: float) -> list[Mesh]:
    stalks = [tube([(s * 0.05, y_m, z_m), (s * 0.14, y_m, z_m)], 0.008, TRIM, 6) for s in (-1, 1)]
    return [*stalks, *(block((0.05, 0.06, 0.035), (s * 0.16, y_m, z_m - 0.018), 0.012, SIGNAL, 2) for s in (-1, 1))]


def _behind(end_m: float, z_m: float) -> list[Mesh]:
    """Return the tail lamp, the indicators and what holds the plate."""
    lamp = block((0.14, 0.05, 0.05), (0, end_m - 0.06, z_m - 0.02), 0.015, TAIL, 2)
    holder = tube([(0, end_m - 0.2, z_m - 0.06), (0, end_m - 0.03, z_m - 0.26)], 0.012, TRIM, 6)
    return [lamp, holder, *_indicators(end_m - 0.08, z_m - 0.08)]


def _panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return what the plate says; takes nothing from `rng`, which must be fresh."""
    own = rng.spawn(1)[0]
    text = "".join(own.choice(list(LETTERS), 2).tolist()) + f" {int(own.integers(100, 1000))}"
    return (Panel(text, (0.0, size_m[1] / 2 - 0.002, PLATE_Z_M), LETTER_M, 180.0),)


def _plate(panels: tuple[Panel, ...]) -> list[Mesh]:
    _, y, z = panels[0].place_m
    board = bar(PLATE_M, (0.0, y - PLATE_M[1] / 2, z - (PLATE_M[2] - LETTER_M) / 2), PLATE)
    return [board, *lettering(panels, TRIM, 0.002)]


GENERATORS: dict[str, Generator] = {"motorcycle": motorcycle, "scooter": scooter}
PANELS: dict[str, Panels] = {"motorcycle": _panels, "scooter": _panels}
