"""What a laundry has: a tumble dryer, a rack with washing on it, an ironing board, an iron, a basket, detergent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ...spec import Surface
from ..core.labels import printed_box
from ..core.parts import Generator, arc, block, loft, moved, pad, plate, round_bar, rounded_loop, slab, tilted, tube
from ..core.printing import joined

RODS = 9  # of a drying rack, from side to side
NOSE = 0.3  # of an ironing board's length narrows to its nose


def _forward(shape: Mesh, place: Vec3, slot: int) -> Mesh:
    """Return a turned shape whose top looks to −y."""
    return moved(tilted(shape, -90), place, slot=slot)


def tumble_dryer(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dryer with a door, a dial, a tank and a grille. Slots: body, dark parts, metal."""
    width, depth, height = size_m
    y = 0.045 - depth / 2
    body = block((width, depth - 0.045, height), (0, 0.0225, 0), 0.01, steps=2)
    seams = [block((width - 0.004, 0.002, 0.004), (0, y - 0.001, z * height), 0.0005, 1) for z in (0.12, 0.85)]
    middle = (0.0, y, 0.48 * height)
    rim = lathe([(0.0, 0), (0.235, 0), (0.235, 0.014), (0.2, 0.026), (0.19, 0.022), (0.0, 0.022)], 56)
    pane = lathe([(0.0, 0.018), (0.185, 0.018), (0.17, 0.034), (0.08, 0.042), (0.0, 0.044)], 48)
    grip = block((0.03, 0.014, 0.12), (0.215, y - 0.03, 0.42 * height), 0.006, 2, 2)
    dial = tilted(lathe([(0.034, 0), (0.032, 0.022), (0.026, 0.026)], 28), -90)
    shown = block((0.24 * width, 0.004, 0.05), (0.26 * width, y - 0.002, 0.9 * height), 0.002, 1)
    keys = [block((0.022, 0.005, 0.012), (x, y - 0.0025, 0.872 * height), 0.002, 2) for x in (0.1, 0.14, 0.18)]
    tank = block((0.34 * width, 0.01, 0.08), (-0.3 * width, y - 0.005, 0.885 * height), 0.004, steps=2)
    grille = [
        block((0.16, 0.004, 0.004), (0.3 * width, y - 0.002, z), 0.001, 1)
        for z in np.linspace(0.025, 0.085, 6).tolist()
    ]
    parts = [body, *seams, _forward(rim, middle, 0), _forward(pane, middle, 1), grip, shown, *keys, tank, *grille]
    return join([*parts, moved(dial, (0.0, y, 0.925 * height), slot=2)])


def ironing_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a padded board on crossed legs, with a rest for the iron at its end. Slots: cover, legs, feet and rest."""
    width, depth, height = size_m
    long_m, rest_m = width - 0.18, 0.2
    shift = -0.09
    outline = _board(long_m, depth, shift)
    parts = [
        slab(outline, height - 0.026, height - 0.004),
        slab(0.97 * outline + (0.03 * shift, 0), height - 0.03, height),
    ]
    parts.append(tube(_closed(np.column_stack([outline, np.full(len(outline), height - 0.03)])), 0.008, 1, 6))
    frame = shift + long_m / 2
    for s in (-1, 1):
        for end in (-1, 1):
            foot, head = (end * 0.32 * long_m + shift, s * 0.9), (-end * 0.26 * long_m + shift, s * 0.22)
            y = s * (0.03 if end > 0 else 0.045)
            parts.append(tube([(foot[0], y, 0.015), (head[0], y, height - 0.03)], 0.011, 1, 10))
    for end in (-1, 1):
        x = end * 0.32 * long_m + shift
        parts.append(tube([(x, -depth / 2 + 0.02, 0.018), (x, depth / 2 - 0.02, 0.018)], 0.013, 1, 10))
        parts += [block((0.04, 0.045, 0.036), (x, s * (depth / 2 - 0.0225), 0), 0.01, 2, 2) for s in (-1, 1)]
    for y in (-0.3, -0.1, 0.1, 0.3):
        parts.append(
            tube(
                [(frame - 0.03, y * depth, height - 0.02), (frame + rest_m - 0.02, y * depth, height - 0.02)],
                0.005,
                2,
                8,
            )
        )
    rim = rounded_loop(rest_m, 0.78 * depth, height - 0.02, 0.04, frame + rest_m / 2 - 0.02)
    return join([*parts, tube(_closed(rim), 0.006, 2, 8)])


def _board(long_m: float, wide_m: float, x_m: float) -> NDArray[np.float64]:
    """Return the outline N×2 of an ironing board: straight, and narrowing in a curve to its nose at −x."""
    t = np.linspace(0, 1, 16)
    x = -long_m / 2 + NOSE * long_m * t
    y = wide_m / 2 * np.sqrt(np.clip(1 - (1 - t) ** 2.4, 0, 1))
    nose = np.column_stack([x, -y])
    back = [(long_m / 2 - 0.03, -wide_m / 2), (long_m / 2, 0.03 - wide_m / 2), (long_m / 2, wide_m / 2 - 0.03)]
    upper = np.column_stack([x[1:], y[1:]])[::-1]
    return np.add(np.concatenate([nose, back, [(long_m / 2 - 0.03, wide_m / 2)], upper]), (x_m, 0.0))


def _closed(loop: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([loop, loop[:1]])


def iron(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an iron that stands flat, its tip at −y. Slots: shell, sole, handle."""
    width, depth, height = size_m

    def sole(share: float, z: float) -> NDArray[np.float64]:
        t = np.linspace(-1, 1, 21)
        y = depth / 2 - depth * (1 - np.abs(t) ** 1.7)
        outline = np.column_stack([share * width / 2 * np.sin(np.pi / 2 * t), share * y])
        return np.column_stack([outline, np.full(len(outline), z)])

    low, high = sole(1.0, 0.0)[:, :2], [sole(s, z * height) for s, z in ((0.97, 0.06), (0.95, 0.2), (0.7, 0.5))]
    body = loft(
        high,
        [high[-1], 0 * high[-1] + (0, 0.1 * depth, 0.52 * height)],
        [0 * high[0] + high[0].mean(axis=0), high[0]][::1],
    )
    path = [
        (0, 0.4 * depth, 0.3 * height),
        (0, 0.38 * depth, 0.86 * height),
        (0, 0.1 * depth, 0.95 * height),
        (0, -0.22 * depth, 0.82 * height),
        (0, -0.24 * depth, 0.4 * height),
    ]
    cord = [
        (0, 0.42 * depth, 0.5 * height),
        (0, 0.47 * depth, 0.62 * height),
        (0, 0.49 * depth, 0.3 * height),
        (0.02, 0.49 * depth, 0.05 * height),
    ]
    knob = moved(lathe([(0.016, 0), (0.014, 0.01)], 20), (0, 0, 0.5 * height), slot=1)
    return join(
        [slab(low, 0.0, 0.07 * height, 1), body, tube(path, 0.05 * height, 2, 10), tube(cord, 0.004, 2, 6), knob]
    )


def drying_rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a standing rack of rods with washing over them. Slots: frame, four cloths, feet."""
    width, depth, height = size_m
    rods = np.linspace(0.02 - depth / 2, depth / 2 - 0.02, RODS).tolist()
    top_m = height - 0.02
    parts = [tube([(-width / 2 + 0.02, y, top_m), (width / 2 - 0.02, y, top_m)], 0.004, 0, 8) for y in rods]
    for s in (-1, 1):
        x = s * (width / 2 - 0.02)
        parts.append(tube([(x, 0.012 - depth / 2, top_m), (x, depth / 2 - 0.012, top_m)], 0.009, 0, 10))
        for t in (-1, 1):
            parts.append(
                tube(
                    [
                        (x - s * 0.012 * (t > 0), t * 0.42 * depth, 0.012),
                        (x - s * 0.012 * (t > 0), -t * 0.2 * depth, top_m),
                    ],
                    0.009,
                    0,
                    10,
                )
            )
            parts.append(block((0.03, 0.05, 0.024), (x - s * 0.004, t * 0.42 * depth, 0), 0.008, 5, 2))
    inner, low_m = width / 2 - 0.02, 0.26 * height
    parts += [tube([(-inner, t * 0.3 * depth, low_m), (inner, t * 0.3 * depth, low_m)], 0.006, 0, 8) for t in (-1, 1)]
    chosen = sorted(rng.permutation(RODS)[: int(rng.integers(5, 8))].tolist())
    return join([*parts, *(each for rod in chosen for each in _washing(width, rods[rod], top_m, rng))])


def _washing(width_m: float, y_m: float, top_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return one or two cloths over a rod along x."""
    count = 1 if rng.random() < 0.45 else 2
    free_m = (width_m - 0.1) / count
    found = []
    for k in range(count):
        wide_m = free_m * float(rng.uniform(0.66, 0.94))
        x = (k - (count - 1) / 2) * free_m
        drops = rng.uniform(0.22, 0.62, 2) * (top_m - 0.06)
        found.append(
            moved(_draped(wide_m, float(drops[0]), float(drops[1]), rng), (x, y_m, top_m), slot=int(rng.integers(1, 5)))
        )
    return found


def _draped(wide_m: float, front_m: float, back_m: float, rng: np.random.Generator) -> Mesh:
    """Return a cloth over a rod along x through the origin, with soft waves at its ends."""
    r = 0.0055
    over = [(-r * c, r * s) for c, s in arc(7, 0, 180)]
    front = [(-r, -z) for z in np.linspace(front_m, 0.01, 7)]
    profile = np.array([*front, *over, *((r, -z) for z in np.linspace(0.01, back_m, 7))])
    u = np.linspace(0, 1, 18)[:, None]
    below = np.clip(-profile[:, 1] / 0.5, 0, 1)
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * (rng.uniform(1.0, 2.6) * u + rng.uniform()) + 1.2 * below)
    y = profile[:, 0] + np.sign(profile[:, 0]) * 0.02 * below * wave
    x = (u - 0.5) * wide_m * (1 - 0.07 * below)
    points = np.stack(np.broadcast_arrays(x, y, profile[:, 1]), axis=-1)
    return plate(points, 0.0025)


def laundry_basket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slotted basket with a heap of washing. Slots: basket, three cloths."""
    width, depth, height = size_m
    tall_m = 0.72 * height
    loops = [rounded_loop(share * width, share * depth, z, 0.3 * depth) for share, z in ((0.76, 0.0), (0.98, tall_m))]
    floor = slab(loops[0][:, :2], 0.0, 0.012)
    parts = [floor, tube(_closed(loops[1]), 0.012, 0, 8), tube(_closed(loops[0] + (0, 0, 0.02)), 0.01, 0, 8)]
    middle = (loops[0] + loops[1]) / 2
    parts.append(tube(_closed(middle), 0.008, 0, 8))
    inner = [0.93 * loop * (1, 1, 0) + (0, 0, z) for loop, z in ((loops[0], 0.012), (loops[1], 0.86 * tall_m))]
    parts.append(
        loft([0 * inner[0] + (0, 0, 0.012), inner[0]], inner, [inner[1], 0 * inner[1] + (0, 0, 0.86 * tall_m)], slot=1)
    )
    parts += [tube([a, b], 0.009, 0, 6) for a, b in zip(loops[0][::2], loops[1][::2], strict=True)]
    for k in range(5):
        wide = rng.uniform(0.34, 0.5) * width
        x, y = rng.uniform(-0.16, 0.16, 2) * (width, depth)
        z = (0.66 + 0.06 * k) * tall_m
        heap = pad((wide, 0.7 * wide, 0.5 * (height - 0.66 * tall_m)), (0, 0, 0), 0.04, 0.03)
        soft = tilted(heap, float(rng.normal(0, 14)))
        parts.append(moved(soft, (float(x), float(y), z), float(rng.uniform(0, 180)), slot=1 + k % 3))
    return join(parts)


def detergent(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a jug with a grip, a cap and a label. Slots: jug, cap, label."""
    width, depth, height = size_m
    loops = [
        rounded_loop(w * width, d * depth, z * height, 0.3 * depth, x * width)
        for w, d, z, x in (
            (0.94, 0.94, 0.0, 0),
            (1.0, 1.0, 0.05, 0),
            (1.0, 1.0, 0.55, 0),
            (0.62, 0.8, 0.74, -0.12),
            (0.32, 0.5, 0.84, -0.16),
        )
    ]
    body = loft([0 * loops[0], loops[0]], loops, [loops[-1], 0 * loops[-1] + (-0.16 * width, 0, 0.84 * height)])
    cap = moved(
        lathe([(0.18 * width, 0), (0.18 * width, 0.15 * height), (0.15 * width, 0.16 * height)], 20),
        (-0.16 * width, 0, 0.84 * height),
        slot=1,
    )
    grip = tube(
        [
            (0.06 * width, 0, 0.78 * height),
            (0.3 * width, 0, 0.82 * height),
            (0.44 * width, 0, 0.7 * height),
            (0.42 * width, 0, 0.5 * height),
        ],
        0.09 * width,
        0,
        10,
    )
    label = printed_box((0.72 * width, 1.008 * depth, 0.38 * height), (0, 0, 0.12 * height), 2)
    return joined(
        [
            body,
            cap,
            grip,
            label,
            round_bar((-0.16 * width, 0, 0.8 * height), (-0.16 * width, 0, 0.86 * height), 0.14 * width, 0.14 * width),
        ]
    )


def _dryer_lid(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.02, height), width - 0.08, depth - 0.12, 0.5),)


def _board_top(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the broad half of an ironing board."""
    width, depth, height = size_m
    return (Surface((0.05, 0.0, height), 0.4 * width, depth - 0.08, 0.5),)


GENERATORS: dict[str, Generator] = {
    "tumble dryer": tumble_dryer,
    "ironing board": ironing_board,
    "iron": iron,
    "drying rack": drying_rack,
    "laundry basket": laundry_basket,
    "detergent": detergent,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"tumble dryer": _dryer_lid, "ironing board": _board_top}
