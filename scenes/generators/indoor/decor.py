"""Small things that stand, lie and hang in rooms."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...geometry.mesh import Mesh, grid, join, lathe, rounded_box
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.cloth import smooth_noise
from ..core.labels import wrapped
from ..core.parts import Generator, arc, block, moved, ring, shell, tilted, tube
from ..core.parts import plate as sheet_plate
from ..core.printing import joined, printed
from .glassware import jar_profile, vessel
from .soft import leant_on

UNLABELLED = 0.2  # of bottles
SEAM_M = 0.016  # how thick a cushion is at its seam
PRESSED = 0.4  # how thick the half is that a cushion lies on, as a share of the other
GLAZED = 0.4  # of candles
PIPED = 0.5  # of cushions
FRINGED = 0.5  # of rugs
RIM = ((0.6, 0.68, 0.95, 1.0), (0.1, 0.4, 0.86, 1.0))  # of a plate: how far out, and how high, from 0 to 1
LINED, PRINTED = 0.3, 0.35  # so many plates have a line around the rim, and so many mugs a print
EMPTY = 0.4  # of mugs, and of bottles
BOTTLES = ((0.56, 0.2, 0.36), (0.42, 0.36, 0.34), (0.5, 0.28, 0.3), (0.66, 0.18, 0.42))  # shoulder, slope and neck


def rug(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rug with a border and edges not quite straight, many with fringes. Slots: middle, border."""
    width, depth, height = size_m
    border_m = rng.uniform(0.04, 0.15)
    fringe_m = rng.uniform(0.03, 0.07) if rng.random() < FRINGED else 0.0
    long_m = width - 2 * fringe_m
    parts = [_mat((long_m, depth, height - 0.001), 0.4 * height, 1)]
    parts.append(_mat((long_m - 2 * border_m, depth - 2 * border_m, height), 0.001, 0))
    if fringe_m:
        parts += [_fringe(s * long_m / 2, s * fringe_m, depth, rng) for s in (-1, 1)]
    whole = join(parts)
    x, y, z = whole.vertices.T
    aside = 0.007 * smooth_noise(y[:, None], (0.4, 1.6), rng), 0.009 * smooth_noise(x[:, None], (0.5, 2.0), rng)
    return whole.with_vertices(np.column_stack([x + aside[0], y + aside[1], z]))


def _mat(size_m: Vec3, radius_m: float, slot: int) -> Mesh:
    return moved(rounded_box(size_m, radius_m, 1, 14), (0, 0, size_m[2] / 2), slot=slot)


def _fringe(x_m: float, long_m: float, depth_m: float, rng: np.random.Generator) -> Mesh:
    """Return the flat threads at one end of a rug, from x outwards by about `long_m`, which may be negative."""
    many = int(depth_m / 0.011)
    foot = np.linspace(0.006 - depth_m / 2, depth_m / 2 - 0.006, many)
    tip = foot + rng.normal(0, 0.006, many)
    reach = x_m + long_m * rng.uniform(0.75, 1.0, many)
    ends = [(np.full(many, x_m - 0.004 * np.sign(long_m)), foot, 0.003), ((x_m + reach) / 2, (foot + tip) / 2, 0.0035)]
    lines = [
        np.stack([np.column_stack([x, y + s * 0.0035 * np.sign(long_m), np.full(many, z)]) for s in (-1, 1)])
        for x, y, z in (*ends, (reach, tip, 0.001))
    ]
    threads = [np.stack([line[:, k] for line in lines]) for k in range(many)]
    return join([grid(side) for each in threads for side in (each, each[:, ::-1] - (0, 0, 0.0008))]).with_slot(1)


def picture(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a framed picture, most with a passe-partout; its back is at +y. Slots: frame, painting, mount."""
    width, depth, height = size_m
    bar_m = rng.uniform(0.015, 0.035)
    mount_m = rng.choice([0.0, 0.12, 0.2]) * min(width, height)
    bars = [block((width, depth, bar_m), (0, 0, z), 0.003, steps=2) for z in (0, height - bar_m)]
    tall_m = height - 2 * bar_m
    bars += [block((bar_m, depth, tall_m), (side * (width - bar_m) / 2, 0, bar_m), 0.003, steps=2) for side in (-1, 1)]
    inner_m = (width - 2 * bar_m, height - 2 * bar_m)
    paper = block((inner_m[0], 0.004, inner_m[1]), (0, 0.2 * depth, bar_m), 0.0005, 2)
    window = (inner_m[0] - mount_m, inner_m[1] - mount_m)
    art = block((window[0], 0.004, window[1]), (0, 0.2 * depth - 0.002, (height - window[1]) / 2), 0.0005, 1)
    return join([*bars, paper, art])


def cushion(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pillow lying flat, dented from use, with piping around its seam or without. Slot: cover."""
    shape = leant_on(size_m, rng, SEAM_M, rng.random() < PIPED)
    z = shape.vertices[:, 2]
    return shape.with_vertices(np.column_stack([shape.vertices[:, :2], np.where(z < 0, PRESSED * z, z)]))


def leaning_cushion(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cushion that leans backwards (+y), one of its lower corners deeper than the other. Slot: cover."""
    width, depth, height = size_m
    flat = leant_on((0.95 * width, 0.95 * height, 0.16), rng, SEAM_M, rng.random() < PIPED)
    sunk = moved(flat, (0, 0, 0), float(rng.normal(0, 4)))
    return tilted(sunk, -90 + float(np.degrees(np.arctan2(max(depth - 0.1, 0.02), height))))


def vase(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a turned vase with a smooth outline of its own. Slot: body."""
    width, _, height = size_m
    knots = np.array([rng.uniform(0.4, 0.8), rng.uniform(0.7, 1.0), 1.0, rng.uniform(0.4, 0.9), rng.uniform(0.3, 0.6)])
    knots[-1] = max(knots[-1], 0.35)
    z = np.linspace(0, 1, 25)
    radius = np.interp(z, np.linspace(0, 1, 5), knots)
    radius = np.convolve(np.pad(radius, 3, mode="edge"), np.hanning(9)[1:-1] / np.hanning(9).sum(), mode="valid")
    return shell(list(zip((radius * width / 2).tolist(), (z * height).tolist(), strict=True)), 0.004)


def flower_vase(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a vase with a bunch of flowers that lean outwards, no two alike. Slots: body, green, two petals."""
    width, _, height = size_m
    wide, tall = float(rng.uniform(0.32, 0.45)) * width, float(rng.uniform(0.42, 0.52)) * height
    parts, mouth = [vase((wide, wide, tall), rng)], 0.1 * wide
    for k, turn in enumerate(rng.uniform(0, 2 * np.pi, int(rng.integers(9, 16))).tolist()):
        way = np.array([np.cos(turn), np.sin(turn), 0.0])
        out, top = 0.42 * width * float(rng.uniform(0.05, 0.9)), height * float(rng.uniform(0.72, 0.95))
        path = [
            mouth * way + (0, 0, 0.5 * tall),
            (0.4 * out + mouth) * way + (0, 0, tall + 0.5 * (top - tall)),
            out * way + (0, 0, top),
        ]
        parts.append(tube(path, [0.0022, 0.002, 0.0016], 1, 5))
        if k % 4 == 3:  # a leaf in place of a flower
            parts.append(_petal(out * way + (0, 0, top), turn, 0.13 * width, 25.0, 1))
        else:
            parts += _flower(out * way + (0, 0, top), 0.08 * width * float(rng.uniform(0.7, 1.3)), 2 + k % 2, rng)
        parts.append(_petal(path[1], turn + float(rng.normal(0, 1)), 0.16 * width, float(rng.uniform(5, 60)), 1))
    return join(parts)


def _flower(at: NDArray[np.float64], radius_m: float, slot: int, rng: np.random.Generator) -> list[Mesh]:
    """Return a flower of two rings of petals, more or less open."""
    open_deg, first = float(rng.uniform(-5, 50)), float(rng.uniform(0, 1))
    rings = [(open_deg + 30 * ring, first + (k + 0.5 * ring) * 2 * np.pi / 5) for ring in (0, 1) for k in range(5)]
    return [_petal(at, turn, radius_m, lift, slot) for lift, turn in rings]


def _petal(at: ArrayLike, turn: float, long_m: float, lift_deg: float, slot: int) -> Mesh:
    """Return a petal or leaf that reaches `long_m` from a point, `lift_deg` above the level."""
    u, v = np.meshgrid(np.linspace(0, 1, 4), np.linspace(-1, 1, 3), indexing="ij")
    rise = np.radians(lift_deg) - 0.9 * u  # it bends down towards its end
    x, z = np.cumsum(np.cos(rise) / 4, axis=0) * long_m, np.cumsum(np.sin(rise) / 4, axis=0) * long_m
    leaf = sheet_plate(np.stack([x, 0.34 * long_m * v * np.sin(np.pi * (0.08 + 0.84 * u)), z], axis=-1), 0.0004, slot)
    return moved(leaf, tuple(np.asarray(at, dtype=np.float64).tolist()), float(np.degrees(turn)))


def bowl(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bowl on a low foot. Slot: body."""
    width, _, height = size_m
    bend = np.linspace(0.35, 1.0, 10)
    power = rng.uniform(1.6, 2.6)
    return shell(
        [(float(r) * width / 2, float((r**power - 0.35**power) / (1 - 0.35**power) * height)) for r in bend], 0.004
    )


def plate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dinner plate on its foot, some with a painted line around the rim. Slots: body, line."""
    if rng.random() >= LINED:
        return plain_plate(size_m)
    width, _, height = size_m
    at, wide = float(rng.uniform(0.88, 0.95)), float(rng.uniform(0.012, 0.04))
    inner, outer = ((r * width / 2, height * float(np.interp(r + 0.008 / width, *RIM))) for r in (at - wide, at))
    low, high = ([(r, z + lift) for r, z in (inner, outer)] for lift in (-0.001, 0.0004))
    line = lathe([*low, *high[::-1], low[0]], 64, caps=False)
    return join([plain_plate(size_m), line.with_slot(1)])


def plain_plate(size_m: Vec3) -> Mesh:
    """Build a dinner plate. Slot: body."""
    width, _, height = size_m
    outline = [(0.44, 0.0), (0.5, 0.0), (0.52, 0.06), *zip(*RIM, strict=True)]
    return shell([(r * width / 2, z * height) for r, z in outline], 0.004, segments=64)


def mug(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cup with a handle at +x, empty or with something in it, some printed. Slots: body, drink, print."""
    _, depth, height = size_m
    radius = depth / 2
    foot = rng.uniform(0.75, 1.0) * radius
    body = shell([(foot - 0.003, 0), (foot, 0.004), (radius, 0.5 * height), (radius, height)], 0.0035)
    path = [(radius - 0.003 + 0.03 * x, 0.0, 0.5 * height + 0.3 * height * z) for x, z in arc(9, -90, 90)]
    parts = [body, tube(path, 0.0045)]
    if rng.random() < PRINTED:
        z = (0.52 * height, 0.92 * height)
        print_ = wrapped([(radius + 0.0004, z[0]), (radius + 0.0004, z[1])], float(rng.uniform(35, 70)), 2)
        parts += [moved(print_, (0, 0, 0), turn_deg) for turn_deg in (0.0, 180.0)]
    if rng.random() < EMPTY:
        return joined(parts)
    level_m, inner = float(rng.uniform(0.55, 0.85)) * height, radius - 0.0036
    return joined(
        [*parts, lathe([(0.0, level_m - 0.004), (inner, level_m - 0.004), (inner, level_m)], 40).with_slot(1)]
    )


def bottle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bottle with a stopper, most with a label, partly full. Slots: body, stopper, label, drink."""
    width, _, height = size_m
    radius, (shoulder, sloping, neck) = width / 2, BOTTLES[int(rng.integers(len(BOTTLES)))]
    bend = [(s, 0.5 - 0.5 * np.cos(np.pi * s)) for s in np.linspace(0, 1, 9)]
    wall = [(1.0, 0.02), *((1 - (1 - neck) * drop, shoulder + sloping * s) for s, drop in bend), (neck, 0.93)]
    base = lathe([(0.0, 0.0), (0.9, 0.0), (1.0, 0.02)], caps=False)
    body = join([base, lathe(wall, smooth_profile=True, caps=False), lathe([(neck, 0.93), (0.0, 0.93)], caps=False)])
    stop = lathe([(0.94 * neck, 0.0), (1.06 * neck, 0.01), (1.06 * neck, 0.07), (0.0, 0.07)])
    size = np.diag([radius, radius, height, 1.0])
    parts = [body.transformed(size), moved(stop.transformed(size), (0, 0, 0.93 * height), slot=1)]
    if rng.random() >= EMPTY:
        parts.append(_drink(wall, float(rng.uniform(0.3, shoulder + 0.8 * sloping))).transformed(size))
    if rng.random() < UNLABELLED:
        return joined(parts)
    low, high = float(rng.uniform(0.08, 0.16)) * height, (shoulder - float(rng.uniform(0.03, 0.1))) * height
    return joined([*parts, wrapped([(radius + 0.0008, low), (radius + 0.0008, high)], float(rng.uniform(80, 176)), 2)])


def _drink(wall: list[tuple[float, float]], level: float) -> Mesh:
    """Return what is in a bottle of unit radius and height, up to a level that climbs a little at the glass."""
    inner = [(0.95 * r, z) for r, z in wall[1:]]
    radii, heights = np.array([(0.95, 0.03), *inner]).T
    edge = float(np.interp(level, heights, radii))
    side = [(0.95, 0.03), *((r, z) for r, z in inner if 0.03 < z < level), (edge, level)]
    return lathe([(0.0, 0.03), *side, (0.9 * edge, level - 0.012), (0.0, level - 0.014)], 40, caps=False).with_slot(3)


def candle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pillar candle on a dish or in a glass, new or burnt down into a pool. Slots: wax, wick, dish, glass."""
    width, _, height = size_m
    burnt = float(rng.choice([0.0, 0.4, 1.0]))
    if rng.random() < GLAZED:
        jar = vessel(jar_profile(width / 2, height), 0.0022, 0.005, height).with_slot(3)
        wax_m = height * float(rng.uniform(0.45, 0.8))
        return join([jar, *_wax(width / 2 - 0.0017, 0.0055, wax_m, burnt, 0.0, rng)])
    r = float(rng.uniform(0.6, 0.78)) * width / 2
    dish = shell([(0.6 * width / 2, 0.0), (0.64 * width / 2, 0.002), (width / 2, 0.009)], 0.003, 2)
    return join([dish, *_wax(r, 0.003, height, burnt, 1.0, rng)])


def _wax(
    radius_m: float, low_m: float, high_m: float, burnt: float, runs: float, rng: np.random.Generator
) -> list[Mesh]:
    """Return a candle's body, its hollow deeper and its wick shorter the more it has burnt, and the wick."""
    r, tall = radius_m, high_m - 0.009 - low_m
    hollow = burnt * float(rng.uniform(0.08, 0.16)) * tall + 0.0012
    top = low_m + tall
    outline = [
        *(
            (0.985 * r, low_m),
            (r, low_m + 0.003),
            *((r, z) for z in np.linspace(low_m + 0.01, top - 0.004, 7).tolist()),
        ),
        *((0.985 * r, top - 0.001), (0.94 * r, top), (0.88 * r, top - 0.3 * hollow), (0.78 * r, top - 0.85 * hollow)),
        *((0.6 * r, top - hollow), (0.25 * r, top - hollow), (0.0, top - hollow - 0.0005)),
    ]
    body = lathe([(0.0, low_m), *outline], 36, smooth_profile=True, caps=False)
    x, y, z = body.vertices.T
    angle, up = np.arctan2(y, x), np.clip((z - low_m) / tall, 0, 1)
    rim = up**4 * burnt * smooth_noise(np.column_stack([x, y]) / r, (1.2, 3.0), rng)
    push, sag = _runs(angle, up, runs * burnt, rng), 0.035 * tall * rim
    body = body.with_vertices(np.column_stack([x * (1 + push), y * (1 + push), z + sag]))
    lean, foot = float(rng.uniform(-1, 1)) * 0.004 * (1 + burnt), top - hollow - 0.002
    bend = [(0.0, 0.0, foot), (0.3 * lean, 0.0, foot + 0.5 * (high_m - foot)), (lean, 0.4 * lean, high_m)]
    return [body, tube(bend, [0.0013, 0.0012, 0.0008], 1, 6)]


def _runs(
    angle: NDArray[np.float64], up: NDArray[np.float64], share: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return how far wax that has run down stands out of a candle's side, as a share of its radius."""
    total = np.zeros(len(angle))
    for at, down, wide in rng.uniform((-np.pi, 0.15, 0.09), (np.pi, 0.8, 0.16), (int(rng.integers(2, 6)), 3)).tolist():
        off = np.abs((angle - at + np.pi) % (2 * np.pi) - np.pi) / wide
        total = np.maximum(total, np.exp(-(off**2)) * np.clip((up - down) / 0.12 + 0.4, 0, 1))
    return 0.07 * share * total * (up < 0.985)


def box(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a box with a lid. Slots: box, lid."""
    width, depth, height = size_m
    lid_m = rng.uniform(0.15, 0.35) * height
    low = block((width - 0.006, depth - 0.006, height - lid_m), (0, 0, 0), 0.004)
    return join([low, as_part(block((width, depth, lid_m), (0, 0, height - lid_m), 0.004, 1), "lid")])


def basket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a woven basket or a bin. Slot: body."""
    width, depth, height = size_m
    foot = rng.uniform(0.7, 0.95)
    rows = np.linspace(0, 1, 40)
    weave = 0.012 * np.abs(np.sin(rows * np.pi * 12)) if rng.random() < 0.6 else 0 * rows
    outline = [
        (float((foot + (1 - foot) * z - w) * width / 2), float(z * height)) for z, w in zip(rows, weave, strict=True)
    ]
    return shell(outline, 0.006).transformed(np.diag([1.0, depth / width, 1.0, 1.0]))


def television(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flat screen, with a foot where it is deep enough. Slots: case, screen."""
    width, depth, height = size_m
    stands = depth > 0.12
    foot_m = min(0.09, 0.3 * height) if stands else 0.0
    y = 0.1 * depth if stands else 0.0
    thick_m = 0.035 if stands else depth
    case = block((width, thick_m, height - foot_m), (0, y, foot_m), 0.006, steps=2)
    edge_m = rng.uniform(0.008, 0.016)
    glass_size = (width - 2 * edge_m, 0.004, height - foot_m - 2 * edge_m)
    pane = block(glass_size, (0, y - thick_m / 2, foot_m + edge_m), 0.0005, 1)
    glass = as_part(printed(pane, (1, 0, 0), (0, 0, 1)), "screen")
    if not stands:
        return joined([case, glass])
    neck = block((0.06, 0.03, foot_m + 0.08), (0, y + 0.02, 0), 0.006)
    return joined([case, glass, neck, block((0.4 * width, depth, 0.014), (0, 0, 0), 0.005)])


def clock(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a round wall clock. Slots: case, face, hands."""
    width, depth, _ = size_m
    case = ring([(width / 2, 0), (width / 2, 0.8 * depth), (0.48 * width, depth)], 0.05 * width)
    face = lathe([(0.0, 0.0), (0.46 * width, 0), (0.46 * width, 0.5 * depth), (0.0, 0.5 * depth)]).with_slot(1)
    hands = [
        moved(block((0.02 * width, length * width, 0.002), (0, length * width / 2, 0), 0.0005, 2), (0, 0, z), angle)
        for length, z, angle in ((0.24, 0.5 * depth, rng.uniform(0, 360)), (0.36, 0.6 * depth, rng.uniform(0, 360)))
    ]
    return tilted(join([case, face, *hands]), -90)


GENERATORS: dict[str, Generator] = {
    "rug": rug,
    "picture": picture,
    "cushion": cushion,
    "leaning cushion": leaning_cushion,
    "vase": vase,
    "flower vase": flower_vase,
    "bowl": bowl,
    "plate": plate,
    "mug": mug,
    "bottle": bottle,
    "candle": candle,
    "box": box,
    "basket": basket,
    "television": television,
    "clock": clock,
}
