"""What tenants hang at a front in their own ways: coolers, dishes, wires, washing on balconies, notes at shops."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, grid, join, lathe
from ....geometry.parts import as_part
from ....poses import Pose, turn
from ...core.parts import bar, moved, tube
from .front import BOARD, CURTAIN, IRON, TRIM, Front, quads

COOLERS, DISHES = 0.3, 0.45  # so many houses have air conditioners and dishes at their front
MOST = 0.22  # of a front's windows, at most so many have one
COOLER_M = (0.78, 0.28, 0.55)
WIRES = (1, 4)
DRYING = 0.4  # so many balconies have washing over their rail
BALCONY, BALCONY_M, RAIL_M = 0.85, 0.8, 1.1  # of its bay, how wide a balcony is; how deep; how high its rail
SHUT_RIB_M = 0.09  # from one slat of a shutter to the next


def hung(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return what hangs at a front above its ground floor."""
    low_m = 0.3 * front.storey_m
    places = [
        (front.bay_x_m(k) + front.window_m[0] / 2 + 0.1, front.ground_m + n * front.storey_m + low_m)
        for n in range(front.storeys)
        for k in range(front.bays - 1)
    ]
    parts = []
    for share, make in ((COOLERS, _cooler), (DISHES, _dish)):
        chance = float(rng.uniform(0, MOST)) if rng.random() < share else 0.0
        parts += [make(x, z, rng) for x, z in places if rng.random() < chance]
    return [*parts, *_wires(front, rng)]


def _cooler(x_m: float, z_m: float, rng: np.random.Generator) -> Mesh:
    """Return an air conditioner on brackets below a sill, with its fan and the hose that drips from it."""
    _, deep, tall = COOLER_M
    z, y = z_m - tall - float(rng.uniform(0.1, 0.3)), -0.1 - deep / 2
    fan = _disc(0.21, 0.03, 8)
    parts = [bar(COOLER_M, (x_m, y, z), TRIM), moved(fan, (x_m - 0.13, y - deep / 2, z + tall / 2))]
    parts += [bar((0.03, deep + 0.1, 0.03), (x_m + s * 0.28, y + 0.05, z - 0.03), IRON) for s in (-1, 1)]
    return join([*parts, tube([(x_m + 0.3, -0.03, z), (x_m + 0.3, -0.03, z - 0.9)], 0.014, TRIM, 4)])


def _dish(x_m: float, z_m: float, rng: np.random.Generator) -> Mesh:
    """Return a satellite dish on an arm, turned to wherever its satellite is."""
    r = float(rng.uniform(0.28, 0.42))
    bowl = lathe([(r, -0.3 * r), (0.6 * r, -0.1 * r), (0.0, 0.0)], 10, caps=False, smooth_profile=True)
    tipped = bowl.transformed(Pose((0.0, 0.0, 0.0), turn("x", 70.0)).matrix()).with_slot(TRIM)
    aside, z = float(rng.uniform(-50, 50)), z_m + float(rng.uniform(-0.1, 0.5))
    feed = bar((0.05, 0.08, 0.05), (0.0, -1.0 * r, -0.05), IRON)
    arm = bar((0.03, 1.0 * r, 0.03), (0.0, -0.5 * r, -0.4 * r), IRON)
    turned = moved(join([tipped, feed, arm]), (x_m, -0.36, z + r), aside)
    return join([turned, bar((0.04, 0.36, 0.04), (x_m, -0.18, z + r - 0.02), IRON)])


def _disc(radius_m: float, thick_m: float, count: int) -> Mesh:
    flat = lathe([(radius_m, 0.0), (0.9 * radius_m, thick_m), (0.0, 0.4 * thick_m)], count, caps=False)
    return flat.transformed(Pose((0.0, 0.0, 0.0), turn("x", 90.0)).matrix()).with_slot(IRON)


def _wires(front: Front, rng: np.random.Generator) -> list[Mesh]:
    """Return wires that were nailed on later: down from the eaves beside windows, and askew to one of them."""
    parts, top = [], front.ground_m + front.storeys * front.storey_m - 0.3
    for _ in range(int(rng.integers(*WIRES))):
        bay = int(rng.integers(front.bays))
        x = front.bay_x_m(bay) + (front.window_m[0] / 2 + 0.22) * float(rng.choice((-1, 1)))
        low = front.ground_m + float(rng.uniform(0.1, 0.8)) * (top - front.ground_m)
        slip = float(rng.normal(0, 0.05))
        path = [(x, -0.015, top), (x + slip, -0.015, low), (front.bay_x_m(bay), -0.02, low - 0.12)]
        parts.append(tube(path, 0.011, IRON, 3))
    return parts


def washing(bay_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return towels and rugs over the rail of the balcony of a bay, side by side."""
    parts, wide_m = [], BALCONY * bay_m
    x = -wide_m / 2 + 0.05
    for _ in range(int(rng.integers(1, 4)) if rng.random() < DRYING else 0):
        wide, long_m, gap = (float(each) for each in rng.uniform((0.35, 0.4, 0.05), (0.8, 0.85, 0.7)))
        if x + gap + wide < wide_m / 2:
            parts.append(_cloth(x + gap, wide, long_m).with_slot(CURTAIN if rng.random() < 0.7 else BOARD))
            x += gap + wide
    return parts


def _cloth(left_m: float, wide_m: float, long_m: float) -> Mesh:
    """Return a cloth over a rail: long at the front, less at the back."""
    front, back, top = -BALCONY_M - 0.012, 0.055 - BALCONY_M, RAIL_M + 0.012
    profile = np.array([(front, RAIL_M - long_m), (front, top), (back, top), (back, RAIL_M - 0.6 * long_m)])
    rows = [np.column_stack([np.full(4, x), profile]) for x in (left_m, left_m + wide_m)]
    return grid(np.stack(rows), smooth=False)


def notes(wide_m: float, low_m: float, y_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return sheets of paper stuck behind the pane of a shop, a little askew."""
    parts = []
    for _ in range(int(rng.integers(0, 3))):
        w, h = [(0.21, 0.3), (0.3, 0.21), (0.3, 0.42)][int(rng.integers(3))]
        x, z = float(rng.uniform(-0.42, 0.42)) * wide_m, low_m + float(rng.uniform(0.1, 0.9))
        tip = float(rng.normal(0, 0.006))
        left, right, y = x - w / 2, x + w / 2, y_m + 0.012
        sheet = [(left, y, z - tip), (right, y, z + tip), (right - tip, y, z + h + tip), (left - tip, y, z + h - tip)]
        parts.append(quads([sheet], BOARD))
    return parts


def shutter(low_m: float, wide_m: float, tall_m: float, y_m: float) -> Mesh:
    """Return a roller shutter that is down: slats, and the bar along its foot."""
    count = max(2, round(tall_m / SHUT_RIB_M))
    z = low_m + np.repeat(np.linspace(0, tall_m, count + 1), 2)[1:-1]
    y = y_m - np.tile((0.0, 0.018), count)
    rows = np.stack([np.column_stack([np.full(len(z), side * wide_m / 2), y, z]) for side in (-1, 1)], axis=1)
    slats = grid(rows.transpose(1, 0, 2), smooth=False).with_slot(TRIM)
    return as_part(join([slats, bar((wide_m, 0.05, 0.07), (0, y_m - 0.02, low_m), IRON)]), "window")
