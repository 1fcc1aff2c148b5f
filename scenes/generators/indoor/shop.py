"""What shops sell from: shelves with price strips, checkouts, rails of clothes, vending machines."""

from __future__ import annotations

import itertools

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ...spec import Surface
from ..core.lettering import Panel, lettering
from ..core.parts import Generator, bar, block, moved, round_bar, slab, tilted, tube

FOOT_M, DECK_M, STRIP_M = 0.16, 0.03, 0.04  # of a shop's shelf: its base, a board, and the strip with its prices
LEVEL_M = 0.36  # so far boards are apart, about
BAY_M = 1.25  # the length of a bay
BACK_M = 0.04  # the thickness of the wall that the boards hang from
UPPER = 0.8  # how deep boards are, of the base
TAG_M = (0.06, 0.002, 0.028)
DOUBLE_M = 0.7  # shelves that are deeper are open to both sides
BELT_M = 0.84  # the height of a checkout's belt


def gondola_tops_m(height_m: float) -> list[float]:
    """Return the heights of a shop shelf's boards, from the base up."""
    count = max(2, round((height_m - FOOT_M - 0.05) / LEVEL_M))
    return [FOOT_M + k * (height_m - FOOT_M - 0.05) / count for k in range(count)]


def _decks(size_m: Vec3) -> list[tuple[int, float, float, float]]:
    """Return a shop shelf's boards: which side (−1 is the front), middle in y, depth and height."""
    _, depth, height = size_m
    sides = (-1, 1) if depth > DOUBLE_M else (-1,)
    wall = 0.0 if len(sides) == 2 else depth / 2 - BACK_M / 2
    full = depth / 2 - BACK_M / 2 if len(sides) == 2 else depth - BACK_M
    deep = [full if top_m <= FOOT_M else UPPER * full for top_m in gondola_tops_m(height)]
    levels = list(zip(gondola_tops_m(height), deep, strict=True))
    return [(s, wall + s * (BACK_M / 2 + far / 2), far, top) for top, far in levels for s in sides]


def gondola(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shop's shelf, open to one side or to both, with tags along its boards. Slots: steel, strips, tags."""
    width, depth, height = size_m
    wall = 0.0 if depth > DOUBLE_M else depth / 2 - BACK_M / 2
    parts = [bar((width, BACK_M, height - FOOT_M), (0, wall, FOOT_M)), block((width, depth, FOOT_M), (0, 0, 0), 0.006)]
    posts = np.linspace(-0.5, 0.5, max(1, round(width / BAY_M)) + 1) * (width - 0.05)
    parts += [bar((0.05, BACK_M + 0.02, height - FOOT_M), (x, wall - 0.01, FOOT_M)) for x in posts.tolist()]
    for side, y, deep, top_m in _decks(size_m):
        if top_m > FOOT_M:
            parts.append(block((width, deep, DECK_M), (0, y, top_m - DECK_M), 0.003))
            parts += [bar((0.012, 0.8 * deep, 0.06), (x, y - side * 0.1 * deep, top_m - 0.09)) for x in posts.tolist()]
        edge = y + side * (deep / 2 - 0.004)
        parts.append(bar((width, 0.008, STRIP_M), (0, edge, top_m - STRIP_M), 1))
        parts += _tags(width, edge + side * 0.0045, top_m - 0.034, rng)
    return join(parts)


def _tags(width_m: float, y_m: float, z_m: float, rng: np.random.Generator) -> list[Mesh]:
    xs = np.linspace(0.1 - width_m / 2, width_m / 2 - 0.1, max(2, round(width_m / 0.24))).tolist()
    return [bar(TAG_M, (x + float(rng.uniform(-0.04, 0.04)), y_m, z_m), 2) for x in xs if rng.random() < 0.85]


def gondola_surfaces(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the boards of a shop's shelf, from below: for each height the front's, and then the back's."""
    tops_m = gondola_tops_m(size_m[2])
    clear_m = tops_m[1] - tops_m[0] - DECK_M - 0.06
    wide = size_m[0] - 0.04
    return tuple(Surface((0.0, y, top), wide, deep - 0.03, clear_m) for _, y, deep, top in _decks(size_m))


def checkout(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a till with a belt, goods going to +x, and a lamp on a post. Slots: body, belt, steel, screen, lamp."""
    width, depth, height = size_m
    deep = 0.56 * depth
    y, split = (deep - depth) / 2, 0.12 * width
    parts = [
        block((width, deep - 0.04, BELT_M - 0.1), (0, y + 0.01, 0.06), 0.012, 0, 2),
        bar((width - 0.08, deep - 0.1, 0.06), (0, y, 0), 2),
        block((width, deep, 0.04), (0, y, BELT_M - 0.05), 0.008, 2),
        bar((split + width / 2 - 0.04, deep - 0.12, 0.012), ((split - width / 2 + 0.04) / 2, y, BELT_M - 0.012), 1),
        bar((0.3, deep - 0.16, 0.006), (split + 0.2, y, BELT_M - 0.01), 3),
        block((width, 0.03, 0.11), (0, 0.015 - depth / 2, BELT_M - 0.06), 0.008, 0),
        block(
            (width / 2 - split - 0.4, deep - 0.1, 0.02), ((width / 2 + split + 0.36) / 2, y, BELT_M - 0.02), 0.004, 2
        ),
        block((0.05, depth - deep, 0.8), (width / 2 - 0.03, y + depth / 2, 0), 0.006, 0),
        block((0.5, 0.4, 0.05), (split + 0.2, y + deep / 2 + 0.16, BELT_M - 0.03), 0.01, 0),
        block((0.4, 0.36, 0.68), (split + 0.2, y + deep / 2 + 0.16, 0.06), 0.01, 0),
    ]
    parts += _till((split + 0.2, y + deep / 2 + 0.06, BELT_M))
    post = (split - 0.1, y + deep / 2 + 0.02, 0.0)
    parts.append(round_bar((*post[:2], 0.1), (*post[:2], height - 0.2), 0.02, 0.02, 2))
    return join([*parts, *_number((*post[:2], height - 0.26), str(rng.integers(1, 10)))])


def _number(place: Vec3, text: str) -> list[Mesh]:
    """Return a lit box with a till's number on both sides that the aisles lead to."""
    x, y, z = place
    sides = tuple(Panel(text, (x + s * 0.05, y, z + 0.05), 0.16, s * 90.0) for s in (-1, 1))
    return [block((0.1, 0.26, 0.26), place, 0.02, 4, 2), *lettering(sides, 2, 0.003)]


def _till(place: Vec3) -> list[Mesh]:
    """Return a screen on an arm and a card reader."""
    x, y, z = place
    screen = tilted(block((0.34, 0.03, 0.26), (0, 0, 0), 0.008, 2), 12)
    glass = tilted(bar((0.31, 0.004, 0.22), (0, -0.017, 0.02)), 12)
    back = moved(join([screen, glass.with_slot(3)]), (x, y + 0.1, z + 0.22), 180.0)
    reader = moved(tilted(block((0.08, 0.03, 0.17), (0, 0, 0), 0.008, 3), 40), (x - 0.26, y - 0.06, z + 0.08))
    stand = round_bar((x - 0.26, y + 0.01, z - 0.04), (x - 0.26, y - 0.01, z + 0.13), 0.012, 0.012, 2)
    return [back, round_bar((x, y + 0.1, z), (x, y + 0.1, z + 0.3), 0.02, 0.02, 2), reader, stand]


def checkout_surfaces(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the belt of a checkout."""
    width, depth, _ = size_m
    deep, split = 0.56 * depth, 0.12 * width
    return (
        Surface(
            ((split - width / 2 + 0.04) / 2, (deep - depth) / 2, BELT_M), split + width / 2 - 0.1, deep - 0.16, 0.5
        ),
    )


# Half outlines of what hangs on a hanger, from the neck to the hem: (half width, distance below the bar) in metres.
SHIRT = ((0.06, 0.05), (0.2, 0.1), (0.29, 0.3), (0.24, 0.34), (0.2, 0.24), (0.21, 0.72))
DRESS = ((0.05, 0.06), (0.17, 0.1), (0.19, 0.22), (0.15, 0.42), (0.27, 1.0))
JACKET = ((0.06, 0.05), (0.22, 0.1), (0.3, 0.62), (0.25, 0.64), (0.22, 0.3), (0.23, 0.78))
TROUSERS = ((0.02, 0.1), (0.17, 0.1), (0.18, 0.24), (0.17, 0.92))
HUNG = (SHIRT, SHIRT, DRESS, JACKET, TROUSERS)
CLOTHS = 5  # slots 1 … 5 are cloth


def clothes_rail(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bar on two stands full of clothes on hangers. Slots: frame and hangers, five cloths."""
    width, depth, height = size_m
    bar_m = height - 0.02
    parts = [tube([(0.02 - width / 2, 0, bar_m), (width / 2 - 0.02, 0, bar_m)], 0.016)]
    for s in (-1, 1):
        x = s * (width / 2 - 0.02)
        parts += [
            tube([(x, 0, 0.02), (x, 0, height)], 0.016),
            tube([(x, 0.5 * depth, 0.02), (x, -0.5 * depth, 0.02)], 0.02),
        ]
    parts.append(tube([(0.02 - width / 2, 0, 0.18), (width / 2 - 0.02, 0, 0.18)], 0.012))
    x, outline, cloth = 0.08 - width / 2, HUNG[int(rng.integers(len(HUNG)))], 1
    while x < width / 2 - 0.08:
        if rng.random() < 0.2:
            outline, cloth = HUNG[int(rng.integers(len(HUNG)))], 1 + int(rng.integers(CLOTHS))
        if rng.random() < 0.9:
            parts += _hung(outline, cloth, (x, bar_m), min(0.49 * depth, 0.3), height, rng)
        x += float(rng.uniform(0.045, 0.085))
    return join(parts)


def _hung(
    outline: tuple[tuple[float, float], ...],
    slot: int,
    at_m: tuple[float, float],
    half_m: float,
    height_m: float,
    rng: np.random.Generator,
) -> list[Mesh]:
    """Return one garment on its hanger, edge-on to the front: its plane is across the bar."""
    x, bar_m = at_m
    scale = min(float(rng.uniform(0.9, 1.08)), half_m / 0.31, (height_m - 0.3) / 1.02)
    right = np.array([(wide, -down) for wide, down in outline]) * scale
    flat = np.concatenate([right[::-1], right * (-1, 1)])
    cloth = slab(flat, -0.011, 0.011, slot)
    upright = cloth.vertices[:, [2, 0, 1]]
    shape = moved(cloth.with_vertices(upright), (0, 0, 0), float(rng.normal(0, 4)))
    hook = tube([(0, 0, 0.014), (0, 0.012, -0.004), (0, 0, -0.05 * scale)], 0.003, 0, 6)
    return [moved(join([shape, hook]), (x, 0, bar_m))]


def vending_machine(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a machine with goods behind glass, keys and a flap. Slots: body, glass, inside, lamp, keys, three goods."""
    width, depth, height = size_m
    wide, low, y = 0.7 * width, 0.3 * height, -depth / 2
    x = (wide - width) / 2 + 0.04
    parts = [
        block((width, 0.12, height), (0, depth / 2 - 0.06, 0), 0.01),
        block((width, depth - 0.14, low - 0.02), (0, -0.02, 0.04), 0.012, 0, 2),
        block((width, depth - 0.12, 0.12), (0, -0.06, height - 0.12), 0.012, 0, 2),
        bar((0.05, depth - 0.12, height - low - 0.1), (0.025 - width / 2, -0.06, low)),
        bar((width - wide - 0.08, depth - 0.12, height - low - 0.1), ((width - (width - wide - 0.08)) / 2, -0.06, low)),
        bar((wide, 0.03, height - low - 0.12), (x, depth / 2 - 0.13, low), 2),
        bar((wide, 0.008, height - low - 0.12), (x, y + 0.05, low), 1),
        bar((wide - 0.06, 0.03, 0.015), (x, y + 0.12, height - 0.14), 3),
        bar((0.6 * wide, 0.02, 0.14), (x, y + 0.045, 0.12), 4),
        bar((width - 0.1, depth - 0.2, 0.05), (0, 0, 0), 4),
    ]
    side = width / 2 - (width - wide - 0.08) / 2
    parts += [bar((0.12, 0.008, 0.1), (side, y - 0.001 + 0.004, 0.72 * height), 4)]
    parts += [
        bar((0.024, 0.012, 0.02), (side + 0.03 * i, y + 0.006, 0.56 * height + 0.032 * j), 2)
        for i in (-1, 0, 1)
        for j in range(4)
    ]
    parts.append(bar((0.1, 0.01, 0.02), (side, y + 0.005, 0.5 * height), 4))
    return join([as_part(parts[6], "window"), *parts[:6], *parts[7:], *_vended((x, wide, depth), (low, height), rng)])


def _vended(x_wide_depth: Vec3, low_high: tuple[float, float], rng: np.random.Generator) -> list[Mesh]:
    """Return shelves with packets, cans and bottles in columns, some sold out."""
    x, wide, depth = x_wide_depth
    low, high = low_high
    rows, columns, parts = 5, 6, []
    pitch = (high - low - 0.16) / rows
    for row in range(rows):
        z = low + row * pitch
        parts.append(bar((wide - 0.02, depth - 0.36, 0.012), (x, 0.04, z), 2))
        for k in range(columns):
            at, slot = x + (k - (columns - 1) / 2) * (wide - 0.06) / columns, 5 + int(rng.integers(3))
            ys = [0.28 - depth / 2 + 0.14 * deep for deep in range(2 if rng.random() < 0.9 else 0)]
            parts += [_good(at, y, z + 0.012, pitch, row, slot) for y in ys]
    return parts


def _good(x: float, y: float, z: float, pitch: float, row: int, slot: int) -> Mesh:
    if row < 2:
        return round_bar((x, y, z), (x, y, z + 0.62 * pitch), 0.033, 0.03, slot)
    return block((0.085, 0.04, 0.66 * pitch), (x, y, z), 0.012, slot)


CHILLER_DOOR_M = 0.64  # the width of one of its doors, about
DRINK_M = 0.082  # from one drink to the next


def chiller(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tall refrigerator with glass doors and drinks behind them, as shops have them.

    Slots: body, glass, inside, lamps, dark, four kinds of goods, prices.
    """
    width, depth, height = size_m
    doors = max(1, round(width / CHILLER_DOOR_M))
    y, low, high = -depth / 2, 0.18, height - 0.24
    parts = [
        bar((width, 0.05, height), (0, depth / 2 - 0.025, 0)),
        bar((width - 0.02, depth - 0.06, 0.1), (0, 0.0, 0), 4),
        block((width, depth - 0.06, low - 0.1), (0, -0.02, 0.1), 0.006),
        block((width, depth - 0.05, height - high), (0, -0.025, high), 0.012),
        bar((0.9 * width, 0.004, 0.12), (0, y + 0.002, high + 0.06), 3),
        *(bar((0.04, depth - 0.1, high - low), (s * (width / 2 - 0.02), 0, low)) for s in (-1, 1)),
        bar((width - 0.08, 0.01, high - low), (0, depth / 2 - 0.06, low), 2),
    ]
    wide = (width - 0.02) / doors
    for k in range(doors):
        parts += _chiller_door((k - (doors - 1) / 2) * wide, wide, (y, low, high))
    return join([*parts, *_chilled(size_m, (low, high), rng)])


def _chiller_door(x: float, wide: float, y_low_high: Vec3) -> list[Mesh]:
    """Return a pane in a frame with its handle, and the lamp upright beside it."""
    y, low, high = y_low_high
    pane = bar((wide - 0.1, 0.008, high - low - 0.1), (x, y + 0.03, low + 0.05), 1)
    frame = [bar((wide - 0.012, 0.03, 0.05), (x, y + 0.03, z), 4) for z in (low, high - 0.05)]
    frame += [
        bar((0.05, 0.03, high - low - 0.1), (x + s * (wide / 2 - 0.031), y + 0.03, low + 0.05), 4) for s in (-1, 1)
    ]
    handle = round_bar((x + 0.36 * wide, y + 0.012, low + 0.4), (x + 0.36 * wide, y + 0.012, low + 1.0), 0.01, 0.01, 2)
    lamp = bar((0.02, 0.02, high - low - 0.1), (x - wide / 2 + 0.03, y + 0.07, low + 0.05), 3)
    return [as_part(pane, "window"), *frame, handle, lamp]


def _chilled(size_m: Vec3, low_high: tuple[float, float], rng: np.random.Generator) -> list[Mesh]:
    """Return shelves with runs of equal cartons and bottles, some sold, and prices along their edges."""
    (width, depth, _), (low, high) = size_m, low_high
    rows, parts = max(3, round((high - low) / 0.31)), []
    pitch, y = (high - low - 0.04) / rows, 0.14 - depth / 2
    for row in range(rows):
        z = low + 0.02 + row * pitch
        parts.append(bar((width - 0.08, depth - 0.24, 0.012), (0, 0.04, z), 2))
        parts.append(bar((width - 0.08, 0.006, 0.035), (0, y, z - 0.02), 9))
        places = iter(np.arange(0.09 - width / 2, width / 2 - 0.07, DRINK_M).tolist())
        while run := list(itertools.islice(places, int(rng.integers(2, 6)))):
            drink = _drink(float(rng.uniform(0.5, 0.85)) * pitch, bool(rng.random() < 0.7), 5 + int(rng.integers(4)))
            for x in run:
                sold = int(rng.integers(0, 4)) if rng.random() < 0.3 else 0
                parts += [moved(drink, (x, y + 0.05 + 0.085 * deep, z + 0.012)) for deep in range(sold, 3)]
    return parts


def _drink(tall_m: float, is_round: bool, slot: int) -> Mesh:
    if not is_round:
        return bar((0.07, 0.07, tall_m), (0, 0, 0), slot)
    profile = ((0.0, 0.0), (0.034, 0.0), (0.036, 0.04), (0.036, 0.62), (0.014, 0.85), (0.014, 1.0), (0.0, 1.0))
    return lathe([(r, share * tall_m) for r, share in profile], 10).with_slot(slot)


GENERATORS: dict[str, Generator] = {
    "chiller": chiller,
    "gondola": gondola,
    "checkout": checkout,
    "clothes rail": clothes_rail,
    "vending machine": vending_machine,
}
