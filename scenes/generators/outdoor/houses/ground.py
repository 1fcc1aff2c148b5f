"""Ground floors: shops behind their windows, dwellings, and doors above their steps."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join
from ....geometry.parts import as_part, each_part, one_of_each
from ...core.parts import bar, moved
from .displays import display, shop_room
from .front import CLEAR, DARK, DOOR_M, IRON, LIT, SHOP, STEP_M, TRIM, Front, opening, pane, sashes
from .glazing import room
from .hung import notes, shutter
from .windows import glazing, sill

FANLIGHT_M = (2.15, 0.57)  # the pane above a door: its lower edge above the pavement, and how high it is


def ground(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return the ground floor: shops, or windows about a door."""
    parts = []
    for k in range(front.bays):
        make = _door if k == front.door else _shop if front.shop else _window
        parts.append(moved(one_of_each(join(make(front, rng))), (front.bay_x_m(k), 0, 0)))
    if front.shop:
        parts.append(bar((0.97 * front.width_m, 0.12, 0.55), (0, -0.06, front.ground_m - 0.62), SHOP))
        parts.append(bar((0.97 * front.width_m, 0.2, 0.06), (0, -0.1, front.ground_m - 0.07), TRIM))
        return parts if front.is_shut else [*parts, *shop_room(front, rng)]
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
    if front.is_shut:
        return [*wall, *glass, panel, shutter(low, wide, tall, front.reveal_m - 0.07)]
    return [
        *wall,
        *glass,
        panel,
        *notes(wide, low, front.reveal_m, rng.spawn(1)[0]),
        *display(front, wide, low, tall, rng),
    ]


def _window(front: Front, rng: np.random.Generator) -> list[Mesh]:
    wide, tall = front.window_m[0], min(front.window_m[1] * 1.1, front.ground_m - 1.5)
    parts = opening((front.bay_m, front.ground_m), 1.0, wide, tall, front.reveal_m)
    parts += each_part(sashes(1.0, wide, tall, 3, True, TRIM, front.reveal_m), "window")
    glass = as_part(glazing(front.reveal_m, 1.0, wide, tall, 3, rng), "window")
    return [*parts, *sill(1.0, wide), glass, room(front.bay_m, STEP_M, front.ground_m - 0.2, rng)]


def _door(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return a door with panels and a light above it, at the head of a step."""
    wide, low, y = DOOR_M, STEP_M, front.reveal_m
    tall = 2.72 - low
    parts = opening((front.bay_m, front.ground_m), low, wide, tall, y)
    low_light, tall_light = FANLIGHT_M
    light = as_part(pane(low_light, wide, tall_light, CLEAR, y), "house door")
    hall = pane(low_light - 0.4, 1.6 * wide, tall_light + 0.8, LIT, y + 0.5)  # what the light is seen to fall from
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
        *([] if front.shop else [hall]),
        *each_part([*leaf, handle, letter_box], "house door"),
        *steps,
        *each_part(frame, "house door"),
    ]
