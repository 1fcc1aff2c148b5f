"""Kitchen ware: what stands on worktops and hobs."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe, sphere
from ...geometry.parts import as_part, each_part
from ...spec import Vec3
from ..core.parts import Generator, block, moved, shell, tilted, tube


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
    """Build a bowl of fruit. Slots: bowl, two sorts of fruit."""
    width, _, height = size_m
    rim_m = 0.6 * height
    bend = np.linspace(0.4, 1.0, 9)
    body = shell([(float(r) * width / 2, float((r - 0.4) / 0.6) ** 1.4 * rim_m) for r in bend], 0.005)
    each_m, turn = 0.29 * width, rng.uniform(0, 2)
    fruits = []
    for k in range(5):
        x, y = (0.5 * each_m / np.sin(np.pi / 5) * f(turn + 2 * np.pi * k / 5) for f in (np.cos, np.sin))
        fruits.append(_fruit(each_m, (float(x), float(y), 0.35 * height), 1 + k % 2))
    return join([body, *fruits, _fruit(each_m, (0.0, 0.0, height - each_m), 1)])


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
    """Build a jar with a lid. Slots: body, lid."""
    width, _, height = size_m
    r, tall_m = width / 2, 0.82 * height
    body = lathe([(0.0, 0), (0.97 * r, 0), (r, 0.004), (r, 0.85 * tall_m), (0.88 * r, tall_m), (0.0, tall_m)])
    lid = lathe([(0.0, 0), (0.96 * r, 0), (0.96 * r, 0.17 * height), (0.92 * r, 0.18 * height), (0.0, 0.18 * height)])
    return join([body, as_part(moved(lid, (0, 0, tall_m), slot=1), "lid")])


def _fruit(size_m: float, place: Vec3, slot: int) -> Mesh:
    return moved(
        sphere(24).transformed(np.diag([size_m, size_m, 0.94 * size_m, 1.0])),
        (place[0], place[1], place[2] + size_m / 2),
        slot=slot,
    )


GENERATORS: dict[str, Generator] = {
    "knife block": knife_block,
    "cutting board": cutting_board,
    "fruit bowl": fruit_bowl,
    "pot": pot,
    "pan": pan,
    "jar": jar,
}
