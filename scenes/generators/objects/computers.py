"""What people type on: laptops, keyboards, mice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...appearance.screens import CAPS
from ...geometry.mesh import Mesh, box, cylinder, grid, join, lathe, without_slivers
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, bar, block, moved, tilted, tube
from ..core.printing import Window, joined, printed

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
# Widths of keys in rows from the front, in keys; each row is as long as fifteen.
ROWS: tuple[tuple[float, ...], ...] = (
    (1.25, 1.0, 1.25, 5.75, 1.25, 1.0, 1.0, 1.25, 1.25),
    (2.25, *(10 * (1.0,)), 2.75),
    (1.75, *(11 * (1.0,)), 2.25),
    (1.5, *(12 * (1.0,)), 1.5),
    (*(13 * (1.0,)), 2.0),
    tuple(14 * (15 / 14,)),
)
LONG, PAD = 15.0, 4.4  # keys: how long a row is, and a block of numbers with its gap
BEZEL_M = 0.006
WIDE = 2.2  # times as wide as deep is a keyboard with a block of numbers


def laptop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open laptop. Slots: case, screen, keys, bezel."""
    width, depth, height = size_m
    base_m = 0.72 * depth
    y = -depth / 2 + base_m / 2
    parts = [block((width, base_m, 0.013), (0, y, 0.002), 0.0055, steps=3), *_feet(width, base_m, y)]
    parts.append(bar((0.93 * width, 0.47 * base_m, 0.0004), (0, y + 0.17 * base_m, 0.0148), 3))
    parts.append(_keys((0.92 * width, 0.46 * base_m), (0, y + 0.17 * base_m, 0.0150), 2, 0.0016))
    parts += _touchpad(width, base_m, y, float(rng.uniform(0.27, 0.4)))
    parts += [
        bar((0.0008, long, 0.0045), (s * (width / 2 - 0.0002), y + at * base_m, 0.006), 3)
        for s in (-1, 1)
        for at, long in ((0.34, 0.009), (0.26, 0.013), (0.18, 0.006))
    ]
    hinge = tube([(-0.36 * width, y + base_m / 2, 0.013), (0.36 * width, y + base_m / 2, 0.013)], 0.0055, 3)
    lid = _lid(width, height, rng)
    return joined([*parts, hinge, moved(tilted(lid, 16.0), (0, y + base_m / 2 - 0.002, 0.012))])


def charging_laptop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open laptop at the right of its lead and charger. Slots: case, screen, keys, bezel."""
    width, depth, height = size_m
    own_m = (0.69 * width, 0.78 * depth, height)
    x, y, r = (width - own_m[0]) / 2, -(depth - own_m[1]) / 2, 0.0022
    side, port = x - own_m[0] / 2, y - 0.18 * own_m[1]
    plug = block((0.016, 0.007, 0.006), (side - 0.007, port, 0.005), 0.001, 3)
    away = [(-0.014, 0.0, 0.008), (-0.05, 0.002, 0.004), (-0.085, 0.03, r), (-0.1, 0.09, r), (-0.075, 0.16, r)]
    brick = np.array([side - 0.03, depth / 2 - 0.035])
    lead = [(side + a, port + b, z) for a, b, z in away]
    end = [(float(brick[0]) - 0.05, float(brick[1]) - 0.06, r), (float(brick[0]) - 0.035, float(brick[1]), 0.01)]
    box_ = block((0.1, 0.045, 0.028), (float(brick[0]) + 0.02, float(brick[1]), 0.0), 0.005, 3, 2)
    return joined([moved(laptop(own_m, rng), (x, y, 0.0)), plug, tube(_eased([*lead, *end]), r, 3, 8), box_])


def _eased(path: list[Vec3]) -> NDArray[np.float64]:
    """Return a smooth line N×3 from the first of some points to the last, by the others."""
    points = np.asarray(path, float)
    for _ in range(3):  # corners are cut off
        low, high = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        points = np.concatenate([points[:1], np.stack([low, high], axis=1).reshape(-1, 3), points[-1:]])
    return points


def _touchpad(width_m: float, base_m: float, y_m: float, share: float) -> list[Mesh]:
    """Return the plate under the keys, in the groove around it."""
    size, y = (share * width_m, 0.29 * base_m), y_m - 0.31 * base_m
    groove = bar((size[0] + 0.002, size[1] + 0.002, 0.0003), (0, y, 0.0148), 3)
    return [groove, bar((*size, 0.0006), (0, y, 0.0148))]


def _feet(width_m: float, base_m: float, y_m: float) -> list[Mesh]:
    return [bar((0.7 * width_m, 0.008, 0.002), (0, y_m + s * 0.42 * base_m, 0), 3) for s in (-1, 1)]


def _lid(width_m: float, height_m: float, rng: np.random.Generator) -> Mesh:
    """Return the upright lid of a laptop, its screen to −y, with the eye of a camera above it and a mark behind."""
    tall_m, chin_m = height_m - 0.01, float(rng.uniform(0.008, 0.018))
    shell = block((width_m, 0.0055, tall_m), (0, 0, 0), 0.0026, steps=3)
    front = block((width_m - 0.003, 0.001, tall_m - 0.003), (0, -0.0026, 0.0015), 0.0003, 3)
    glass = block((width_m - 2 * BEZEL_M, 0.0008, tall_m - chin_m - 0.011), (0, -0.0031, chin_m), 0.0002, 1)
    eye = lathe([(0.0014, 0.0), (0.0014, 0.0006)], 12).transformed(Pose(rotation=turn("x", 90)).matrix())
    mark = lathe([(0.011, 0.0), (0.011, 0.0005)], 24).transformed(Pose(rotation=turn("x", -90)).matrix())
    screen = as_part(printed(glass, X, Z), "screen")
    return joined(
        [
            shell,
            front,
            screen,
            moved(eye, (0, -0.003, tall_m - 0.006), slot=3),
            moved(mark, (0, 0.0026, 0.52 * tall_m), slot=3),
        ]
    )


def closed_laptop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a laptop with its lid down, a mark in the middle. Slots: case, gap and feet."""
    width, depth, height = size_m
    foot_m, half_m = 0.12 * height, 0.4 * height
    base = block((width, depth, half_m), (0, 0, foot_m), 0.005, steps=3)
    gap = bar((0.985 * width, 0.98 * depth, 0.08 * height), (0, 0, foot_m + half_m), 1)
    lid = block((width, depth, half_m - 0.0004), (0, 0, height - half_m), 0.005, steps=3)
    feet = [bar((0.8 * width, 0.02, foot_m), (0, s * 0.4 * depth, 0), 1) for s in (-1, 1)]
    mark = lathe([(0.013, 0.0), (0.013, 0.0005)], 24).with_slot(1)
    ports = [bar((0.0008, 0.01, 0.3 * half_m), (s * width / 2, 0.3 * depth, foot_m + 0.4 * half_m), 1) for s in (-1, 1)]
    return join([base, gap, as_part(lid, "lid"), moved(mark, (0, 0, height - 0.0005)), *feet, *ports])


def keyboard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a computer keyboard, the wide ones with a block of numbers. Slots: case, keys."""
    width, depth, height = size_m
    case = block((width, depth, 0.45 * height), (0, 0, 0.06 * height), 0.004, steps=2)
    feet = [
        bar((0.03, 0.01, 0.08 * height), (s * 0.4 * width, t * 0.4 * depth, 0), 0) for s in (-1, 1) for t in (-1, 1)
    ]
    return joined([case, *feet, _keys((0.96 * width, 0.9 * depth), (0, 0, 0.5 * height), 1, 0.5 * height)])


def _keys(size_m: tuple[float, float], place: Vec3, slot: int, tall_m: float) -> Mesh:
    """Return the keys of a board of a size, its middle at a place: rows of unequal keys, the last one low."""
    wide = size_m[0] / size_m[1] > WIDE
    unit_m = size_m[0] / (LONG + PAD if wide else LONG)
    deep_m = size_m[1] / (len(ROWS) - 0.4)
    parts = []
    for r, row in enumerate(ROWS):
        high_m = 0.6 * deep_m if r == len(ROWS) - 1 else deep_m
        y = place[1] - size_m[1] / 2 + r * deep_m + high_m / 2
        lefts = np.cumsum([0.0, *row[:-1]])
        keys = [*zip(lefts.tolist(), row, strict=True), *(((LONG + 0.4 + k, 1.0) for k in range(4)) if wide else ())]
        for c, (left, wide_u) in enumerate(keys):
            x = place[0] - size_m[0] / 2 + (left + wide_u / 2) * unit_m
            size = (wide_u * unit_m - 0.14 * deep_m, high_m - 0.14 * deep_m, tall_m)
            parts.append(key_cap(size, (x, y, place[2]), slot, -1 if wide_u > 3 else 7 * r + c))
    return joined(parts)


def key_cap(size_m: Vec3, place: Vec3, slot: int, number: int) -> Mesh:
    """Return a key, narrower above, with the mark of a number on it, or none."""
    width, depth, height = size_m
    upper = box().vertices[:, 2:] > 0
    inset = 1 - upper * np.array([min(0.3, 0.0016 / width), min(0.3, 0.0016 / depth), 0.0])
    shape = box().with_vertices(box().vertices * inset * (width, depth, height))
    cap = shape if number < 0 else printed(shape, X, Y, cap_window(number, width / depth))
    return moved(cap, (place[0], place[1], place[2] + height / 2), slot=slot)


def cap_window(number: int, aspect: float = 1.0) -> Window:
    """Return where the picture of keys has that of a number; long keys show its left, and go on blank."""
    rows, columns = CAPS
    r, c = divmod(number % (rows * columns), columns)
    return (c / columns, r / rows, (c + min(aspect, 1.15)) / columns, (r + 1) / rows)


def computer_mouse(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a computer mouse, buttons towards +y. Slots: shell, wheel and gaps."""
    width, depth, height = size_m
    u, v = np.linspace(-1, 1, 17), np.linspace(-1, 1, 25)
    y = 0.5 * depth * v
    half = 0.5 * width * (1 - np.abs(v) ** 3.5) ** 0.4 * (0.93 + 0.07 * v**2 - 0.04 * v)
    top = height * (0.42 + 0.58 * np.cos(0.62 * np.pi * (v + 0.22) / 1.3).clip(0)) * (1 - np.abs(v) ** 6).clip(0) ** 0.4
    side = np.sqrt((1 - np.abs(u[:, None]) ** 4).clip(0))
    x, z = u[:, None] * half, 0.12 * height + (top - 0.12 * height).clip(0) * side
    shape = _dome(np.stack([x, np.broadcast_to(y, x.shape), z], axis=-1))
    line = [(0.0, y[k], float(top[k]) + 0.0001) for k in range(14, 24)]
    split = tube(line, 0.0009, 1, 6)
    across = [(float(x[k, 14]), float(y[14]), float(z[k, 14]) + 0.0001) for k in range(2, 15)]
    wheel = cylinder(24).transformed(Pose(rotation=turn("y", 90)).matrix() @ np.diag([0.018, 0.018, 0.007, 1.0]))
    at = float(np.interp(0.2 * depth, y, top))
    slot = bar((0.011, 0.026, 0.002), (0, 0.2 * depth, at - 0.0014), 1)
    return join([shape, split, tube(across, 0.0009, 1, 6), slot, moved(wheel, (0, 0.2 * depth, at - 0.006), slot=1)])


def corded_mouse(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a computer mouse whose cord winds away to its plug at +y. Slots: shell, wheel, gaps and cord."""
    width, depth, height = size_m
    own_m, r = (0.062, 0.108, height), 0.0017
    y, side = -(depth - own_m[1]) / 2, 1.0 if rng.random() < 0.5 else -1.0
    x, front = -side * (width - own_m[0]) / 2, y + own_m[1] / 2
    t = np.linspace(0, 1, 6)[1:]
    bow = [
        (
            float(x + side * (width - own_m[0]) * s * (1.6 - 0.6 * s)),
            float(front + 0.02 + (depth / 2 - front - 0.05) * s),
            r,
        )
        for s in t
    ]
    cord = tube(_eased([(x, front - 0.004, 0.008), (x, front + 0.02, 0.004), *bow]), r, 1, 8)
    plug = block((0.014, 0.034, 0.007), (bow[-1][0], depth / 2 - 0.017, 0.0), 0.0015, 1)
    return join([moved(computer_mouse(own_m, rng), (x, y, 0.0)), cord, plug])


def _dome(points: NDArray[np.float64]) -> Mesh:
    """Return a skin over a U×V grid of points, ∂u × ∂v upwards, with its sides and the level floor under it."""
    low = points * (1, 1, 0)
    rim = np.concatenate([low[:, 0], low[-1, 1:], low[-2::-1, -1], low[0, -2:0:-1]])
    high = np.concatenate([points[:, 0], points[-1, 1:], points[-2::-1, -1], points[0, -2:0:-1]])
    sides = grid(np.stack([rim, high], axis=1), close_u=True)
    return without_slivers(join([grid(points), sides, grid(low[:, ::-1])]))


GENERATORS: dict[str, Generator] = {
    "laptop": laptop,
    "charging laptop": charging_laptop,
    "closed laptop": closed_laptop,
    "keyboard": keyboard,
    "computer mouse": computer_mouse,
    "corded mouse": corded_mouse,
}
