"""Small things that stand, lie and hang in rooms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, grid, join, lathe, rounded_box
from ...geometry.parts import as_part
from ...spec import Vec3
from ..core.cloth import smooth_noise
from ..core.parts import Generator, arc, block, moved, ring, shell, tilted, tube
from ..core.parts import plate as sheet_plate
from .soft import leant_on

UNLABELLED = 0.3  # of bottles
SEAM_M = 0.016  # how thick a cushion is at its seam
PRESSED = 0.4  # how thick the half is that a cushion lies on, as a share of the other
PIPED = 0.5  # of cushions
FRINGED = 0.5  # of rugs
EMPTY = 0.4  # of mugs


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
    return replace(whole, vertices=np.column_stack([x + aside[0], y + aside[1], z]))


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
    return replace(shape, vertices=np.column_stack([shape.vertices[:, :2], np.where(z < 0, PRESSED * z, z)]))


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


def bowl(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bowl on a low foot. Slot: body."""
    width, _, height = size_m
    bend = np.linspace(0.35, 1.0, 10)
    power = rng.uniform(1.6, 2.6)
    return shell(
        [(float(r) * width / 2, float((r**power - 0.35**power) / (1 - 0.35**power) * height)) for r in bend], 0.004
    )


def plate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dinner plate. Slot: body."""
    width, _, height = size_m
    outline = [(0.3, 0.0), (0.58, 0.02), (0.66, 0.35), (0.95, 0.85), (1.0, 1.0)]
    return shell([(r * width / 2, z * height) for r, z in outline], 0.004, segments=64)


def mug(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cup with a handle at +x, empty or with something in it. Slots: body, drink."""
    _, depth, height = size_m
    radius = depth / 2
    foot = rng.uniform(0.75, 1.0) * radius
    body = shell([(foot - 0.003, 0), (foot, 0.004), (radius, 0.5 * height), (radius, height)], 0.0035)
    path = [(radius - 0.003 + 0.03 * x, 0.0, 0.5 * height + 0.3 * height * z) for x, z in arc(9, -90, 90)]
    parts = [body, tube(path, 0.0045)]
    if rng.random() < EMPTY:
        return join(parts)
    level_m, inner = float(rng.uniform(0.55, 0.85)) * height, radius - 0.0036
    return join([*parts, lathe([(0.0, level_m - 0.004), (inner, level_m - 0.004), (inner, level_m)], 40).with_slot(1)])


def tumbler(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a drinking glass. Slot: glass."""
    width, _, height = size_m
    foot = rng.uniform(0.7, 1.0) * width / 2
    return shell([(foot - 0.002, 0), (foot, 0.003), (width / 2, height)], 0.0025)


def bottle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bottle with a stopper, most with a label. Slots: body, stopper, label, print."""
    width, _, height = size_m
    shoulder = rng.uniform(0.5, 0.62)
    outline = [(0.0, 0), (0.9, 0), (1.0, 0.02), (1.0, shoulder), (0.85, shoulder + 0.1), (0.36, shoulder + 0.2)]
    body = lathe([(r * width / 2, z * height) for r, z in [*outline, (0.32, 0.93)]], smooth_profile=False)
    stop = lathe([(0.3, 0.0), (0.34, 0.01), (0.34, 0.07), (0.0, 0.07)])
    size = np.diag([width / 2, width / 2, height, 1.0])
    parts = [body, moved(stop.transformed(size), (0, 0, 0.93 * height), slot=1)]
    if rng.random() < UNLABELLED:
        return join(parts)
    low, high = 0.12 * height, (shoulder - 0.06) * height
    return join([*parts, *_label(width / 2, low, high, float(rng.uniform(200, 340)), rng)])


def _label(radius_m: float, low_m: float, high_m: float, wide_deg: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a label around a bottle, its middle at −y, with a band of colour and lines of print."""
    tall_m, half_deg = high_m - low_m, wide_deg / 2
    parts = [_wrapped(radius_m + 0.001, low_m, high_m, half_deg, 2)]
    a, b = low_m + float(rng.uniform(0.5, 0.7)) * tall_m, low_m + 0.92 * tall_m
    parts.append(_wrapped(radius_m + 0.002, a, b, min(0.9 * half_deg, float(rng.uniform(30, 150))), 3))
    for z, share in ((0.34, 0.3), (0.22, 0.38), (0.12, 0.2)):
        parts.append(_wrapped(radius_m + 0.002, low_m + z * tall_m, low_m + (z + 0.05) * tall_m, share * 90, 3))
    return parts


def _wrapped(radius_m: float, low_m: float, high_m: float, half_deg: float, slot: int) -> Mesh:
    """Return a thin sheet around the z axis, `half_deg` to both sides of −y."""
    around = arc(max(5, round(half_deg / 5)), -90 - half_deg, -90 + half_deg) * radius_m
    points = np.stack([np.column_stack([around, np.full(len(around), z)]) for z in (low_m, high_m)], axis=1)
    return sheet_plate(points, 0.001, slot)


def candle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pillar candle. Slots: wax, wick."""
    width, _, height = size_m
    wax_m = height - 0.012
    wax = lathe([(0.48 * width, 0), (0.5 * width, 0.003), (0.5 * width, wax_m - 0.004), (0.46 * width, wax_m)])
    return join([wax, tube([(0, 0, wax_m - 0.004), (0, 0, height)], 0.0015, 1)])


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
    glass = as_part(block(glass_size, (0, y - thick_m / 2, foot_m + edge_m), 0.0005, 1), "screen")
    if not stands:
        return join([case, glass])
    neck = block((0.06, 0.03, foot_m + 0.08), (0, y + 0.02, 0), 0.006)
    return join([case, glass, neck, block((0.4 * width, depth, 0.014), (0, 0, 0), 0.005)])


def laptop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open laptop. Slots: case, screen, keys."""
    width, depth, height = size_m
    base_m = 0.72 * depth
    y = -depth / 2 + base_m / 2
    base = block((width, base_m, 0.016), (0, y, 0), 0.005, steps=2)
    keys = _keys((0.9 * width, 0.5 * base_m), (0, y + 0.16 * base_m, 0.015), 2)
    lean = 16.0
    lid = join(
        [
            block((width, 0.008, height - 0.01), (0, 0, 0), 0.003, steps=2),
            as_part(block((0.95 * width, 0.002, 0.9 * height), (0, -0.004, 0.04 * height), 0.0005, 1), "screen"),
        ]
    )
    return join([base, keys, moved(tilted(lid, lean), (0, y + base_m / 2 - 0.004, 0.01))])


def keyboard(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a computer keyboard. Slots: case, keys."""
    width, depth, height = size_m
    case = block((width, depth, 0.6 * height), (0, 0, 0), 0.004, steps=2)
    return join([case, _keys((0.95 * width, 0.88 * depth), (0, 0, 0.5 * height), 1, 0.5 * height)])


def _keys(size_m: tuple[float, float], place: Vec3, slot: int, tall_m: float = 0.003) -> Mesh:
    x0, y0, z = place
    columns, rows = 14, 5
    wide_m, deep_m = size_m[0] / columns, size_m[1] / rows
    key = rounded_box((0.86 * wide_m, 0.86 * deep_m, tall_m), 0.0015, 1)
    return join(
        [
            moved(key, (x0 + (c - 6.5) * wide_m, y0 + (r - 2) * deep_m, z + tall_m / 2), slot=slot)
            for c in range(columns)
            for r in range(rows)
        ]
    )


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
    "bowl": bowl,
    "plate": plate,
    "mug": mug,
    "tumbler": tumbler,
    "bottle": bottle,
    "candle": candle,
    "box": box,
    "basket": basket,
    "television": television,
    "laptop": laptop,
    "keyboard": keyboard,
    "clock": clock,
}
