"""What stores and moves goods: racks, pallets, loads, trucks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ...geometry.mesh import Mesh, join, lathe, rounded_box
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, bar, block, loft, moved, round_bar, rounded_loop, slab, tilted, tube

BAY_M = 2.8  # the usual length of a rack's bay: three pallets side by side
LEVEL_M = 1.7
DECK_M = 0.025
POST_M = 0.1
FILM_M = 0.0012  # the thickness of what is stuck or strapped onto cartons
STRAPPED, WRAPPED, MIXED = 0.3, 0.35, 0.35  # of the stacks
PRINTED, LABELLED, CRUSHED = 0.7, 0.8, 0.3  # of the makes of cartons, of the cartons, of the cartons
GUARD_M = 0.42  # the height of what takes the blows of forklifts at the feet of racks


def rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of pallet racking without its goods. Slots: uprights, beams and guards, decks, labels."""
    width, depth, height = size_m
    count, pitch_m = rack_bays(width)
    parts: list[Mesh] = []
    for k in range(count + 1):
        parts += _rack_frame(k * pitch_m - width / 2 + POST_M / 2, depth, height)
    long_m = pitch_m - POST_M
    for k in range(count):
        x = (k + 0.5) * pitch_m - (width - POST_M) / 2
        for top_m in rack_tops_m(height):
            for s in (-1, 1):
                parts.append(bar((long_m, 0.05, 0.12), (x, s * (depth / 2 - 0.04), top_m - DECK_M - 0.12), 1))
            parts.append(bar((long_m, depth - 0.02, DECK_M), (x, 0, top_m - DECK_M), 2))
            for s, place in itertools.product((-1, 1), (-0.32, 0.0, 0.32)):
                at = (x + place * long_m, s * (depth / 2 - 0.014), top_m - DECK_M - 0.1)
                parts.append(bar((0.2, 0.004, 0.08), at, 3))
    return join(parts)


def rack_bays(width_m: float) -> tuple[int, float]:
    """Return how many bays a rack of this length has, and the distance between them."""
    count = max(1, round((width_m - POST_M) / BAY_M))
    return count, (width_m - POST_M) / count


def rack_tops_m(height_m: float) -> list[float]:
    """Return the heights of a rack's decks; its lowest goods stand on the floor."""
    count = max(1, round((height_m - 0.5) / LEVEL_M))
    return [(k + 1) * (height_m - 0.5) / count for k in range(count)]


def _rack_frame(x_m: float, depth_m: float, height_m: float) -> list[Mesh]:
    """Return two uprights with diagonal braces between them."""
    y = depth_m / 2 - 0.05
    parts = [bar((POST_M, 0.08, height_m), (x_m, s * y, 0)) for s in (-1, 1)]
    parts += [bar((POST_M + 0.04, 0.14, 0.01), (x_m, s * (depth_m / 2 - 0.07), 0)) for s in (-1, 1)]
    parts += [bar((POST_M, 0.012, GUARD_M), (x_m, s * (depth_m / 2 - 0.006), 0), 1) for s in (-1, 1)]
    steps = max(2, round(height_m / 1.1))
    for k in range(steps):
        low, high = (0.2 + (height_m - 0.4) * t / steps for t in (k, k + 1))
        side = 1 if k % 2 else -1
        parts.append(tube([(x_m, side * y, low), (x_m, -side * y, high)], 0.018, 0, 4))
    return parts


def pallet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wooden pallet: boards on blocks on runners. Slot: wood."""
    width, depth, height = size_m
    thin_m = 0.15 * height
    gap_m = depth / 7
    boards = [
        bar((width, 0.72 * gap_m, thin_m), (0, (k - 3) * (depth - 0.72 * gap_m) / 6, height - thin_m)) for k in range(7)
    ]
    xs = [s * (width / 2 - 0.05) for s in (-1, 0, 1)]
    stringers = [bar((0.1, depth, thin_m), (x, 0, z)) for x in xs for z in (0, height - 2 * thin_m)]
    blocks = [
        bar((0.1, 0.14, height - 3 * thin_m), (x, y * (depth / 2 - 0.07), thin_m)) for x in xs for y in (-1, 0, 1)
    ]
    return join([*boards, *stringers, *blocks])


def carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a taped cardboard box. Slots: cardboard, tape."""
    return join(_carton(size_m, (0.0, 0.0, 0.0), rng))


def _carton(size_m: Vec3, place: Vec3, rng: np.random.Generator, slot: int = 0) -> list[Mesh]:
    """Return a box as it comes off a lorry: its sides bulge or sink, a corner may be crushed, its tape is by hand."""
    width, depth, height = size_m
    x, y, z = place
    wide = float(rng.uniform(0.04, 0.06))
    flaps = [
        bar((width - 0.01, depth / 2 - 0.004, 0.003), (x, y + s * (depth / 4), z + height - 0.003), slot)
        for s in (-1, 1)
    ]
    tape = bar((width - 0.004, wide, 0.0008), (x, y, z + height - 0.0008), 1)
    ends = [
        bar((0.0008, wide, long), (x + s * (width / 2 - 0.0008), y, z + height - long - 0.002), 1)
        for s in (-1, 1)
        if (long := float(rng.uniform(0.05, 0.13))) < 0.6 * height
    ]
    body = _dented((width - 0.003, depth - 0.003, height - 0.002), rng)
    return [moved(body, (x, y, z + (height - 0.002) / 2), slot=slot), *flaps, tape, *ends]


def _dented(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return a box around the origin, its upright sides pressed in or out, some with a crushed edge."""
    soft = rounded_box(size_m, 0.004, 1, 2)
    half = np.asarray(size_m) / 2
    share = soft.vertices / half
    room = 1 - np.abs(share) ** 2
    bulge = rng.uniform((-0.006, -0.004), (0.006, 0.0))  # in front, no more than what is printed there bears
    points = soft.vertices.copy()
    for axis, other in ((0, 1), (1, 0)):
        points[:, axis] += (
            bulge[axis] * np.sign(share[:, axis]) * (np.abs(share[:, axis]) > 0.9) * room[:, other] * (room[:, 2])
        )
    if rng.random() < CRUSHED:
        corner = rng.choice([-1, 1], 3) * half * (1, 1, float(rng.uniform(0.2, 1.0)))
        near = np.exp(-((np.linalg.norm(points - corner, axis=1) / float(rng.uniform(0.05, 0.11))) ** 2))
        points -= near[:, None] * np.sign(corner) * rng.uniform(0.008, 0.03, 3)
    return replace(soft, vertices=np.clip(points, (-np.inf, -np.inf, -half[2]), (np.inf, np.inf, half[2])))


def carton_stack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build layers of cartons, out of line: all of one make, or of several. Some are strapped, some under film.

    Slots: cardboard, tape, labels, print, straps, other cardboard, film.
    """
    width, depth, height = size_m
    mixed = bool(rng.random() < MIXED)
    nz = max(1, round(height / rng.uniform(0.2, 0.42)))
    rises = rng.uniform(0.6, 1.4, nz) if mixed else np.ones(nz)
    lows = np.concatenate([[0.0], np.cumsum(rises)]) * height / rises.sum()
    make, parts, full = _make(rng), [], True
    for k in range(nz):
        make = _make(rng) if mixed else make
        count = make.nx * make.ny
        if k == nz - 1 and nz > 1 and rng.random() < 0.4:
            count, full = int(rng.integers(1, count + 1)), False
        parts += _layer((width - 0.024, depth - 0.024, float(lows[k + 1] - lows[k])), float(lows[k]), make, count, rng)
    if full:
        dressed = rng.random()
        parts += _straps(size_m, make.nx) if dressed < STRAPPED else []
        parts += [_film(size_m, rng)] if dressed > 1 - WRAPPED else []
    return join(parts)


class _Make(NamedTuple):
    """How the cartons of a layer lie, and what is printed on each: how wide its mark is, and whether it has arrows."""

    nx: int
    ny: int
    slot: int
    printed: float
    arrows: bool


def _make(rng: np.random.Generator) -> _Make:
    printed = float(rng.uniform(0.25, 0.8)) if rng.random() < PRINTED else 0.0
    slot = 5 if rng.random() < 0.35 else 0
    return _Make(int(rng.integers(1, 4)), int(rng.integers(2, 4)), slot, printed, bool(rng.random() < 0.5))


def _layer(size_m: Vec3, low_m: float, make: _Make, count: int, rng: np.random.Generator) -> list[Mesh]:
    """Return the first `count` cartons of a layer, each a little out of line and askew."""
    width, depth, height = size_m
    wide_m, deep_m = width / make.nx, depth / make.ny
    parts = []
    for number in range(count):
        i, j = divmod(number, make.ny)
        dx, dy = rng.uniform(-0.006, 0.006, 2).tolist()
        size = (wide_m - 0.018, deep_m - 0.018, height - 0.001)
        box = _carton(size, (0.0, 0.0, 0.0), rng, make.slot)
        for side in (end for end, row in ((-1, 0), (1, make.ny - 1)) if j == row):
            box += _printed(size, (0.0, 0.0, 0.0), side, make, rng)
        place = ((i - (make.nx - 1) / 2) * wide_m + dx, (j - (make.ny - 1) / 2) * deep_m + dy, low_m)
        askew_deg = float(np.clip(rng.normal(0, 0.5), -1.0, 1.0))
        parts.append(moved(join(box), place, askew_deg))
    return parts


def _film(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return stretch film around a stack: drawn tight over its corners, with folds that climb, open above."""
    width, depth, height = size_m
    outline = rounded_loop(width - 0.012, depth - 0.012, 0.0, 0.05)[:, :2]
    ends = np.roll(outline, -1, axis=0)
    loop = np.concatenate(
        [
            np.linspace(a, b, max(1, round(float(np.hypot(*(b - a))) / 0.07)), endpoint=False)
            for a, b in zip(outline, ends, strict=True)
        ]
    )
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))])
    lift, phases = float(rng.uniform(0.25, 0.5)), rng.uniform(0, 2 * np.pi, 3)
    rings = []
    for z in np.linspace(0.0, height - 0.002, max(5, round(height / 0.09))).tolist():
        waves = sum(
            np.cos(f * along + g * z / lift + p) for f, g, p in zip((9, 17, 31), (9, -14, 40), phases, strict=True)
        )
        rings.append(np.column_stack([loop * (1 + 0.0028 * np.asarray(waves)[:, None] / width), np.full(len(loop), z)]))
    within = [ring * (0.995, 0.995, 1.0) for ring in rings]
    return loft([*rings, *within[::-1], rings[0]], slot=6)


def _printed(size_m: Vec3, place: Vec3, side: int, make: _Make, rng: np.random.Generator) -> list[Mesh]:
    """Return what is on a carton's front (−1) or back: a maker's mark, arrows, a label with its code."""
    (width, depth, height), (x, y, z) = size_m, place
    face = y + side * (depth - 0.003) / 2
    parts = []
    if make.printed:
        parts += [
            bar((make.printed * width, FILM_M, 0.16 * height), (x - 0.08 * width, face, z + 0.22 * height), 3),
            bar((0.6 * make.printed * width, FILM_M, 0.05 * height), (x - 0.08 * width, face, z + 0.12 * height), 3),
        ]
    if make.arrows:
        parts += _arrows((x - 0.36 * width, face, z + 0.56 * height), min(0.3 * height, 0.2 * width))
    if rng.random() < LABELLED:
        wide, tall = min(0.15, 0.5 * width), min(0.1, 0.4 * height)
        left, low = 0.46 * width - wide / 2, float(rng.uniform(0.86, 0.94)) * height - tall
        at = (x + left * float(rng.uniform(0.4, 1.0)), z + low)
        parts.append(bar((wide, 1.5 * FILM_M, tall), (at[0], face, at[1]), 2))
        parts.append(bar((0.8 * wide, 2 * FILM_M, 0.3 * tall), (at[0], face, at[1] + 0.1 * tall), 3))
        parts.append(bar((0.5 * wide, 2 * FILM_M, 0.12 * tall), (at[0] - 0.14 * wide, face, at[1] + 0.7 * tall), 3))
    return parts


def _arrows(place: Vec3, tall_m: float) -> list[Mesh]:
    """Return two arrows that say which side is up, over a line, where a carton's face is."""
    x, y, z = place
    head = np.array([(-0.17, 0.55), (0.17, 0.55), (0.0, 1.0)]) * tall_m
    tip = tilted(slab(head, -FILM_M / 2, FILM_M / 2), -90)
    parts = [bar((0.9 * tall_m, FILM_M, 0.07 * tall_m), (x, y, z), 3)]
    for s in (-1, 1):
        at = x + 0.24 * s * tall_m
        parts += [
            bar((0.12 * tall_m, FILM_M, 0.48 * tall_m), (at, y, z + 0.1 * tall_m), 3),
            moved(tip, (at, y, z), slot=3),
        ]
    return parts


def _straps(size_m: Vec3, columns: int) -> list[Mesh]:
    """Return two bands around a stack, upright, as they bear it to be lifted."""
    width, depth, height = size_m
    parts = []
    for s in (-1, 1):
        x = s * (0.5 - 0.5 / max(columns, 2)) * width + s * 0.03
        parts += [bar((0.016, FILM_M, height), (x, e * (depth - FILM_M) / 2, 0), 4) for e in (-1, 1)]
        parts.append(bar((0.016, depth, FILM_M), (x, 0, height - FILM_M), 4))
    return parts


def crate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a nailed crate of boards. Slots: boards, battens."""
    width, depth, height = size_m
    rows = max(2, round(height / 0.14))
    tall_m = height / rows
    parts = [bar((width - 0.07, depth - 0.07, height - 0.03), (0, 0, 0.01))]
    for row in range(rows):
        size = tall_m - 0.012
        z = row * tall_m
        parts += [bar((width - 0.05, 0.02, size), (0, s * (depth / 2 - 0.03), z)) for s in (-1, 1)]
        parts += [bar((0.02, depth - 0.05, size), (s * (width / 2 - 0.03), 0, z)) for s in (-1, 1)]
    lid = [bar((width, depth / 5 - 0.01, 0.02), (0, (k - 2) * (depth - 0.01) / 5, height - 0.02)) for k in range(5)]
    battens = [
        bar((0.09, 0.02, height - 0.02), (x * (width / 2 - 0.05), y * (depth / 2 - 0.01), 0), 1)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    battens += [
        bar((0.02, 0.09, height - 0.02), (x * (width / 2 - 0.01), y * (depth / 2 - 0.06), 0), 1)
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    return join([*parts, *lid, *battens])


def barrel(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a steel drum with two hoops. Slots: drum, bung."""
    width, _, height = size_m
    r = width / 2
    profile = [(0.96, 0.0), (1.0, 0.01), (1.0, 0.02), (0.96, 0.03), (0.96, 0.32), (1.0, 0.34), (0.96, 0.36)]
    profile += [
        (0.96, 0.64),
        (1.0, 0.66),
        (0.96, 0.68),
        (0.96, 0.97),
        (1.0, 0.98),
        (1.0, 1.0),
        (0.95, 1.0),
        (0.95, 0.985),
    ]
    body = lathe([(share * r, z * height) for share, z in profile], 40)
    bung = moved(lathe([(0.035, 0.0), (0.035, 0.01)], 16), (0.6 * r, 0, 0.985 * height), slot=1)
    return join([body, bung])


def pallet_truck(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hand pallet truck: two forks, a pump and a drawbar. Slots: steel, wheels and grip."""
    width, depth, height = size_m
    fork_m = 0.72 * depth
    y = depth / 2 - fork_m / 2
    parts = [block((0.16, fork_m, 0.055), (s * (width / 2 - 0.08), y, 0.05), 0.01, steps=2) for s in (-1, 1)]
    wheels = [moved(_wheel(0.04, 0.08), (s * (width / 2 - 0.08), depth / 2 - 0.12, 0.04), slot=1) for s in (-1, 1)]
    back = depth / 2 - fork_m
    parts.append(block((width, 0.1, 0.16), (0, back - 0.02, 0.05), 0.012, steps=2))
    parts.append(tube([(0, back - 0.1, 0.05), (0, back - 0.1, 0.45)], 0.055, 0))
    wheels += [moved(_wheel(0.09, 0.05), (s * 0.07, back - 0.1, 0.09), slot=1) for s in (-1, 1)]
    tip = (0.0, 0.03 - depth / 2, height - 0.05)
    parts.append(round_bar((0, back - 0.1, 0.3), tip, 0.02, 0.017))
    grip = tube([(-0.16, tip[1], height - 0.03), (0.16, tip[1], height - 0.03)], 0.018, 1)
    return join([*parts, *wheels, grip])


def _wheel(radius_m: float, wide_m: float) -> Mesh:
    """Return a wheel around the x axis, its middle at the origin."""
    disc = lathe(
        [
            (0.9 * radius_m, -wide_m / 2),
            (radius_m, -0.4 * wide_m),
            (radius_m, 0.4 * wide_m),
            (0.9 * radius_m, wide_m / 2),
        ],
        28,
    )
    return as_part(
        disc.transformed(np.array([[0, 0, 1.0, 0], [1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 0, 1.0]])), "wheel"
    )


def forklift(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a forklift, its forks in front. Slots: bodywork, tyres and seat, steel."""
    width, depth, height = size_m
    nose_m = -depth / 2 + 0.36 * depth  # where the mast stands: the forks reach before it
    rear_m = depth / 2
    body_m = rear_m - nose_m
    middle = (nose_m + rear_m) / 2
    parts = [block((width - 0.1, body_m - 0.2, 0.42), (0, middle + 0.05, 0.2), 0.05, steps=3)]
    parts.append(block((width - 0.06, 0.5, 0.75), (0, rear_m - 0.26, 0.22), 0.1, steps=3))
    parts.append(block((0.6 * width, 0.5, 0.08), (0, middle + 0.12, 0.62), 0.02, 1, 2))
    parts.append(moved(tilted(block((0.6 * width, 0.08, 0.5), (0, 0, 0), 0.03, 1, 2), 10), (0, middle + 0.36, 0.7)))
    parts += _forklift_cage(width, height, nose_m, rear_m)
    for s in (-1, 1):
        parts.append(moved(_wheel(0.31, 0.2), (s * (width / 2 - 0.1), nose_m + 0.38, 0.31), slot=1))
        parts.append(moved(_wheel(0.25, 0.17), (s * (width / 2 - 0.1), rear_m - 0.4, 0.25), slot=1))
        parts.append(bar((0.09, 0.1, 0.98 * height), (s * 0.26 * width, nose_m - 0.02, 0.02), 2))
        parts.append(
            bar((0.11, 0.36 * depth - 0.06, 0.045), (s * 0.2 * width, -depth / 2 + 0.18 * depth - 0.03, 0.07), 2)
        )
        parts.append(bar((0.11, 0.05, 0.5), (s * 0.2 * width, nose_m - 0.09, 0.07), 2))
    parts += [bar((0.6 * width, 0.06, 0.07), (0, nose_m - 0.09, z), 2) for z in (0.16, 0.5, height - 0.15)]
    wheel = tube([(0, nose_m + 0.3, 0.6), (0, nose_m + 0.48, 1.0)], 0.025, 1)
    return join([*parts, wheel])


def _forklift_cage(width_m: float, height_m: float, nose_m: float, rear_m: float) -> list[Mesh]:
    front, back = nose_m + 0.3, rear_m - 0.35
    x = width_m / 2 - 0.09
    posts = [
        round_bar((s * x, nose_m + 0.12, 0.55), (s * 0.9 * x, front, height_m - 0.06), 0.03, 0.03, 1) for s in (-1, 1)
    ]
    posts += [
        round_bar((s * x, rear_m - 0.3, 0.9), (s * 0.9 * x, back, height_m - 0.06), 0.03, 0.03, 1) for s in (-1, 1)
    ]
    long_m = back - front + 0.1
    bars = [
        bar((0.04, long_m, 0.04), (k * 0.45 * x, (front + back) / 2, height_m - 0.06), 1) for k in (-2, -1, 0, 1, 2)
    ]
    return [*posts, *bars, *(bar((1.85 * x, 0.05, 0.05), (0, y, height_m - 0.07), 1) for y in (front, back))]


def step_ladder(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a folding ladder, open. Slots: rails, steps."""
    width, depth, height = size_m
    count = max(3, round(height / 0.27))
    parts: list[Mesh] = []
    for s in (-1, 1):
        x = s * (width / 2 - 0.02)
        parts.append(tube([(x, 0.02 - depth / 2, 0), (0.75 * x, 0, height - 0.02)], 0.02, 0, 6))
        parts.append(tube([(x, depth / 2 - 0.02, 0), (0.75 * x, 0.06, height - 0.02)], 0.016, 0, 6))
    for k in range(1, count):
        t = k / count
        wide_m = (width - 0.05) * (1 - 0.25 * t)
        parts.append(bar((wide_m, 0.09, 0.025), (0, (0.02 - depth / 2) * (1 - t) + 0.03, t * height), 1))
    parts += [bar((0.8 * width, 0.03, 0.02), (0, depth / 2 - 0.06, 0.35), 0)]
    return join([*parts, bar((0.72 * width, 0.16, 0.03), (0, 0.03, height - 0.03), 1)])


def cone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a traffic cone. Slots: body, band."""
    width, depth, height = size_m
    foot = block((width, depth, 0.03), (0, 0, 0), 0.01)
    r = 0.36 * width
    low, high = (r * (1 - 0.82 * t) for t in (0.45, 0.7))
    body = lathe([(r, 0.03), (0.18 * r, height)], 32)
    band = lathe([(low + 0.001, 0.45 * height), (high + 0.001, 0.7 * height)], 32)
    return join([foot, body, band.with_slot(1)])


def truss(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a roof truss along x: two chords with a zigzag between. Slot: steel."""
    width, depth, height = size_m
    count = max(4, 2 * round(width / (2.2 * height)))
    chords = [bar((width, depth, 0.12), (0, 0, z)) for z in (0, height - 0.12)]
    xs = np.linspace(-width / 2 + 0.1, width / 2 - 0.1, count + 1)
    web = [
        tube(
            [(float(a), 0, 0.06 if k % 2 else height - 0.06), (float(b), 0, height - 0.06 if k % 2 else 0.06)],
            0.3 * depth,
            0,
            6,
        )
        for k, (a, b) in enumerate(itertools.pairwise(xs))
    ]
    return join([*chords, *web])


def shutter(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a closed sectional gate on the inner side of a wall. Slots: leaves, rails."""
    width, depth, height = size_m
    count = max(4, round(height / 0.55))
    tall_m = (height - 0.2) / count
    leaves = [bar((width - 0.1, 0.4 * depth, tall_m - 0.015), (0, 0.2 * depth, k * tall_m)) for k in range(count)]
    rails = [bar((0.08, depth, height), (s * (width / 2 - 0.04), 0, 0), 1) for s in (-1, 1)]
    return join([*leaves, *rails, bar((width - 0.16, depth, 0.2), (0, 0, height - 0.2), 1)])


GENERATORS: dict[str, Generator] = {
    "rack": rack,
    "pallet": pallet,
    "carton stack": carton_stack,
    "crate": crate,
    "barrel": barrel,
    "pallet truck": pallet_truck,
    "forklift": forklift,
    "step ladder": step_ladder,
    "cone": cone,
    "truss": truss,
    "shutter": shutter,
}
