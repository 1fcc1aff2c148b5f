"""Kitchen ware: what stands on worktops and hobs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.labels import wrapped
from ..core.parts import Generator, block, fitted, moved, shell, tilted, tube
from ..core.printing import joined
from .food import apple, banana, orange

WITH_BANANAS = 0.6  # of the bowls
LABELLED = 0.65  # of the jars


def knife_block(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a slanted block of knives. Slots: block, handles."""
    width, depth, height = size_m
    body = tilted(block((width, 0.55 * depth, 0.72 * height), (0, 0, 0), 0.006, steps=2), 20)
    places = [(x * width, y * depth) for x in (-0.28, 0.0, 0.28) for y in (-0.12, 0.12)][: int(rng.integers(3, 7))]
    knives = [
        tilted(block((0.018, 0.026, 0.3 * height), (x, y, 0.72 * height), 0.006, 1, steps=2), 20) for x, y in places
    ]
    return join([body, block((width, 0.7 * depth, 0.012), (0, 0.05 * depth, -0.09 * depth), 0.002), *knives])


def cutting_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cutting board lying flat. Slot: board."""
    return block(size_m, (0, 0, 0), 0.4 * size_m[2], steps=3)


def fruit_bowl(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bowl of apples and oranges, most with bananas over them. Slots: bowl, two fruits, bananas, stalks."""
    width, _, height = size_m
    rim_m = 0.6 * height
    bend = np.linspace(0.4, 1.0, 9)
    body = shell([(float(r) * width / 2, float((r - 0.4) / 0.6) ** 1.4 * rim_m) for r in bend], 0.005)
    each_m, turn = 0.29 * width, rng.uniform(0, 2)
    fruits = []
    for k in range(5):
        x, y = (0.5 * each_m / np.sin(np.pi / 5) * f(turn + 2 * np.pi * k / 5) for f in (np.cos, np.sin))
        fruits += _fruit(each_m, (float(x), float(y), 0.35 * height), 1 + k % 2, rng)
    if rng.random() < WITH_BANANAS:
        fruits += _hand_of_bananas(width, height, rng)
    else:
        fruits += _fruit(each_m, (0.0, 0.0, height - each_m), 1, rng)
    return join([body, *fruits])


def _fruit(size_m: float, place: Vec3, slot: int, rng: np.random.Generator) -> list[Mesh]:
    """Return an apple, or in slot 2 an orange, leaning to some side, its stalk in slot 4."""
    grown = (apple if slot == 1 else orange)((size_m, size_m, 0.92 * size_m), rng)
    own = replace(grown, slot=np.where(grown.slot == 0, slot, 4))
    lean = tilted(moved(own, (0.0, 0.0, -size_m / 2)), float(rng.normal(0, 35)))
    return [moved(lean, (place[0], place[1], place[2] + size_m / 2), float(rng.uniform(0, 360)))]


def _hand_of_bananas(width_m: float, height_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return two or three bananas lying over what else is in a bowl, grown together at one end."""
    long_m, turn_deg = 0.8 * width_m, float(rng.uniform(0, 360))
    found = []
    for k in range(int(rng.integers(2, 4))):
        grown = fitted(banana((long_m, 0.35 * long_m, 0.16 * long_m), rng), (long_m, 0.36 * long_m, 0.17 * long_m))
        own = replace(grown, slot=np.where(grown.slot == 0, 3, 4))
        found.append(moved(own, (0.0, 0.09 * long_m * k, height_m - 0.17 * long_m - 0.012 * k), turn_deg + 7.0 * k))
    return found


def pot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cooking pot with a lid and two handles. Slots: body, handles."""
    width, depth, height = size_m
    r, tall_m = depth / 2, 0.78 * height
    body = lathe([(0.0, 0), (0.95 * r, 0), (0.98 * r, 0.008), (0.98 * r, tall_m - 0.004), (r, tall_m)])
    lid = lathe([(0.0, 0), (r, 0), (r, 0.004), (0.5 * r, 0.06 * height), (0.0, 0.08 * height)])
    knob = lathe([(0.0, 0), (0.012, 0), (0.02, 0.15 * height), (0.0, 0.15 * height)])
    reach_m = width / 2
    hands = [
        tube(
            [
                (s * 0.97 * r, -0.05, 0.8 * tall_m),
                (s * (reach_m - 0.006), -0.035, 0.82 * tall_m),
                (s * (reach_m - 0.006), 0.035, 0.82 * tall_m),
                (s * 0.97 * r, 0.05, 0.8 * tall_m),
            ],
            0.006,
            1,
        )
        for s in (-1, 1)
    ]
    cover = join([moved(lid, (0, 0, tall_m)), moved(knob, (0, 0, 0.85 * height), slot=1)])
    return join([body, as_part(cover, "lid"), *each_part(hands, "handle")])


def pan(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a frying pan whose handle points to +x. Slots: body, handle."""
    width, depth, height = size_m
    r = depth / 2
    x = -width / 2 + r
    low_m = 0.6 * height
    body = moved(shell([(0.78 * r, 0), (0.82 * r, 0.004), (r, low_m)], 0.004), (x, 0, 0))
    return join(
        [
            body,
            tube(
                [(x + 0.93 * r, 0, 0.8 * low_m), (x + 1.15 * r, 0, 0.9 * height), (width / 2, 0, height - 0.009)],
                0.009,
                1,
            ),
        ]
    )


def jar(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a jar with a lid, most with a label and something in it. Slots: body, lid, label, content."""
    width, _, height = size_m
    r, tall_m = width / 2, 0.82 * height
    body = lathe([(0.0, 0), (0.97 * r, 0), (r, 0.004), (r, 0.85 * tall_m), (0.88 * r, tall_m), (0.0, tall_m)])
    lid = lathe([(0.0, 0), (0.96 * r, 0), (0.96 * r, 0.17 * height), (0.92 * r, 0.18 * height), (0.0, 0.18 * height)])
    parts = [body, as_part(moved(lid, (0, 0, tall_m), slot=1), "lid")]
    level_m, inner = float(rng.uniform(0.25, 0.8)) * tall_m, 0.95 * r
    heap = [(0.0, 0.004), (inner, 0.004), (inner, 0.94 * level_m), (0.5 * inner, level_m), (0.0, 0.97 * level_m)]
    parts.append(lathe(heap, 32, caps=False).with_slot(3))
    if rng.random() < LABELLED:
        low, high = float(rng.uniform(0.15, 0.3)) * tall_m, float(rng.uniform(0.55, 0.75)) * tall_m
        parts.append(wrapped([(r + 0.0006, low), (r + 0.0006, high)], float(rng.uniform(40, 100)), 2))
    return joined(parts)


GENERATORS: dict[str, Generator] = {
    "knife block": knife_block,
    "cutting board": cutting_board,
    "fruit bowl": fruit_bowl,
    "pot": pot,
    "pan": pan,
    "jar": jar,
}
