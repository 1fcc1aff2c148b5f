"""Ground floors: shops with goods in their windows, dwellings, and doors above their steps."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join
from ....geometry.parts import as_part, each_part, one_of_each
from ...core.parts import bar, moved, tube
from .front import (
    CLEAR,
    DARK,
    DOOR_M,
    GOODS,
    IRON,
    LIT,
    SHOP,
    STEP_M,
    TRIM,
    WARES,
    Front,
    opening,
    pane,
    quads,
    sashes,
)
from .windows import glazing, sill

DEEP_M = 0.75  # of a shop window's display, behind the glass
GOODS_SLOTS = (GOODS, GOODS, WARES, WARES, SHOP)


def ground(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return the ground floor: shops, or windows about a door."""
    parts = []
    for k in range(front.bays):
        make = _door if k == front.door else _shop if front.shop else _window
        parts.append(moved(one_of_each(join(make(front, rng))), (front.bay_x_m(k), 0, 0)))
    if front.shop:
        parts.append(bar((0.97 * front.width_m, 0.12, 0.55), (0, -0.06, front.ground_m - 0.62), SHOP))
        parts.append(bar((0.97 * front.width_m, 0.2, 0.06), (0, -0.1, front.ground_m - 0.07), TRIM))
        return parts
    return [*parts, *_plinth(front)]


def _plinth(front: Front) -> list[Mesh]:
    """Return the foot of the wall, which leaves the door free."""
    x, half = front.bay_x_m(front.door), front.width_m / 2
    ends = ((-half, x - DOOR_M / 2 - 0.16), (x + DOOR_M / 2 + 0.16, half))
    return [bar((b - a, 0.05, 0.45), ((a + b) / 2, -0.025, 0.0), TRIM) for a, b in ends]


def _shop(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return a shop window over panels, with what it sells on show."""
    wide, low = front.bay_m - 0.35, 0.45
    tall = front.ground_m - 0.7 - low
    transom = bool(rng.random() < 0.4)
    frame = sashes(low, wide, tall, 2, transom, SHOP, front.reveal_m)
    wall = opening((front.bay_m, front.ground_m), low, wide, tall, front.reveal_m, SHOP)
    glass = [as_part(join([pane(low, wide, tall, CLEAR, front.reveal_m), *frame]), "window")]
    panel = bar((wide - 0.1, 0.03, low - 0.16), (0, -0.012, 0.1), SHOP)
    return [*wall, *glass, panel, *_display(front.reveal_m, low, wide, tall, rng)]


def _display(reveal_m: float, low: float, wide: float, tall: float, rng: np.random.Generator) -> list[Mesh]:
    """Return the box behind a shop window, its shelves, and goods on them with gaps between."""
    y, back, half, top = reveal_m + 0.01, reveal_m + DEEP_M, wide / 2, low + tall
    inside = [
        ((-half, back, low), (half, back, low), (half, back, top), (-half, back, top)),
        ((-half, y, low), (half, y, low), (half, back, low), (-half, back, low)),
        ((-half, back, top), (half, back, top), (half, y, top), (-half, y, top)),
        ((-half, y, low), (-half, back, low), (-half, back, top), (-half, y, top)),
        ((half, back, low), (half, y, low), (half, y, top), (half, back, top)),
    ]
    room = LIT if rng.random() < 0.5 else DARK
    parts = [quads(inside[:1], room), quads(inside[1:], TRIM)]
    shelves = [(low, y + 0.12, 0.34), *((low + k * 0.55, back - 0.16, 0.24) for k in range(1, int(rng.integers(1, 4))))]
    for level, depth_y, tallest in shelves:
        if level > low:
            parts.append(bar((wide - 0.1, 0.28, 0.02), (0, depth_y, level - 0.02), TRIM))
        parts += _goods(wide - 0.3, depth_y, level, tallest, rng)
    return parts


def _goods(wide: float, y_m: float, z_m: float, tallest_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a row of boxes and jars, one stack of each sort after another."""
    x, parts = -wide / 2, []
    round_ones = bool(rng.random() < 0.4)
    while x < wide / 2 - 0.25:
        size, tall = float(rng.uniform(0.12, 0.26)), float(rng.uniform(0.35, 1.0)) * tallest_m
        slot = int(rng.choice(GOODS_SLOTS))
        for _ in range(int(rng.integers(1, 4))):
            if x > wide / 2 - size:
                break
            at, y = x + size / 2, y_m + float(rng.normal(0, 0.015))
            jar = tube([(at, y, z_m), (at, y, z_m + tall)], 0.42 * size, slot, 7) if round_ones else None
            parts.append(jar or bar((0.9 * size, 0.2, tall), (at, y, z_m), slot, float(rng.normal(0, 6))))
            x += size
        x += float(rng.uniform(0.02, 0.3))
    return parts


def _window(front: Front, rng: np.random.Generator) -> list[Mesh]:
    wide, tall = front.window_m[0], min(front.window_m[1] * 1.1, front.ground_m - 1.5)
    parts = opening((front.bay_m, front.ground_m), 1.0, wide, tall, front.reveal_m)
    parts += each_part(sashes(1.0, wide, tall, 3, True, TRIM, front.reveal_m), "window")
    return [*parts, *sill(1.0, wide), as_part(glazing(front.reveal_m, 1.0, wide, tall, rng), "window")]


def _door(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return a door with panels and a light above it, at the head of a step."""
    wide, low, y = DOOR_M, STEP_M, front.reveal_m
    tall = 2.72 - low
    parts = opening((front.bay_m, front.ground_m), low, wide, tall, y)
    light = as_part(pane(2.15, wide, 0.57, LIT, y), "house door")
    leaf = [bar((wide, 0.06, 2.13 - low), (0, y - 0.03, low), SHOP)]
    glazed = bool(rng.random() < 0.35)
    for s in (-1, 1):
        for z, high in ((low + 0.16, 0.62), (low + 0.92, 0.9)):
            slot = DARK if glazed and z > 1 else SHOP
            leaf.append(bar((0.36, 0.02, high), (s * 0.26, y - 0.07, z), slot))
    handle = bar((0.03, 0.06, 0.16), (0.45, y - 0.09, 1.05), IRON)
    letter_box = bar((0.26, 0.012, 0.05), (0, y - 0.066, low + 0.82), IRON)
    steps = [
        bar((wide + 0.3, 0.36, 0.5 * low), (0, -0.12, 0.0), TRIM),
        bar((wide + 0.06, 0.3, low), (0, y - 0.15, 0.0), TRIM),
    ]
    frame = sashes(low, wide, tall, 2, False, TRIM, y)
    return [
        *parts,
        light,
        *each_part([*leaf, handle, letter_box], "house door"),
        *steps,
        *each_part(frame, "house door"),
    ]
