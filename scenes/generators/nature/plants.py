"""Plants in pots: leaves are geometry, so that their outlines are true."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, fitted, moved, sheet, shell, tube
from .limbs import Limbs, bark, leaves, unit

WILTED, WILTED_RAD = 0.12, 1.3  # so many leaves want water, and hang over by so much more


def plant(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rubber plant, a sword-leaved one, a bush, a palm, a spider plant or a split-leaved one in a pot.

    Some of the leaves hang. Slots: leaves, pot, soil.
    """
    width, depth, height = size_m
    pot_m, pot_radius_m = plant_pot(size_m)
    taper = rng.uniform(0.7, 0.95)
    pot = shell([(taper * pot_radius_m, 0), (pot_radius_m, 0.96 * pot_m), (pot_radius_m, pot_m)], 0.012, slot=1)
    soil = lathe([(0.0, 0.75 * pot_m), (0.88 * pot_radius_m, 0.75 * pot_m), (0.86 * pot_radius_m, 0.86 * pot_m)])
    grow = HABITS[int(rng.integers(len(HABITS)))]
    leaves = join(grow((width, pot_m, height), 0.6 * pot_radius_m, rng))
    spread = fitted(leaves, (width, depth, height - 0.8 * pot_m))
    return join([moved(spread, (0.0, 0.0, 0.8 * pot_m)), pot, soil.with_slot(2)])


def plant_pot(size_m: Vec3) -> tuple[float, float]:
    """Return the height and the radius of a plant's pot."""
    return min(0.28 * size_m[2], 0.4), min(0.3 * size_m[0], 0.2)


def _swords(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    _width, bottom_m, height = extent
    leaves = []
    for k in range(int(rng.integers(12, 20))):
        long_m = (height - bottom_m) * rng.uniform(0.6, 1.0)
        base = (radius_m * rng.uniform(0, 0.7), 0.0, 0.85 * bottom_m)
        leaf = _leaf(long_m, 0.025 + 0.05 * long_m, _bend(rng, 0.2, 0.9), 0.35)
        leaves.append(_grown(leaf, base, 137.5 * k + rng.normal(0, 10), rng.uniform(2, 14)))
    return leaves


def _bush(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    width, bottom_m, height = extent
    tall_m = height - bottom_m
    parts = []
    for k in range(int(rng.integers(26, 44))):
        lean = rng.uniform(8, 62)
        long_m = min(tall_m, 0.55 * width) * rng.uniform(0.5, 0.95)
        stem = 0.55 * long_m
        leaf = _leaf(0.6 * long_m, 0.28 * long_m, _bend(rng, 0.6, 1.3), 0.0)
        stalk = tube([(0, 0, 0), (0, 0, stem)], 0.003, segments=6)
        whole = join([stalk, _shifted(leaf, stem)])
        parts.append(_grown(whole, (radius_m * rng.uniform(0, 0.7), 0.0, 0.85 * bottom_m), 137.5 * k, lean))
    return parts


def _tree(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    width, bottom_m, height = extent
    tall_m = height - 0.8 * bottom_m
    parts = []
    for trunk in range(int(rng.integers(1, 4))):
        angle = 2 * math.pi * (trunk / 3 + rng.uniform(0, 0.2))
        top = (0.3 * radius_m * math.cos(angle), 0.3 * radius_m * math.sin(angle), tall_m * rng.uniform(0.7, 0.9))
        parts.append(
            tube([(0, 0, 0.8 * bottom_m), (top[0], top[1], 0.8 * bottom_m + top[2])], [0.012, 0.007], segments=8)
        )
        for k in range(int(rng.integers(12, 22))):
            share = rng.uniform(0.35, 1.0)
            base = (top[0] * share, top[1] * share, 0.8 * bottom_m + top[2] * share)
            long_m = min(0.48 * width, 0.35 * tall_m) * rng.uniform(0.6, 1.0)
            leaf = _leaf(long_m, 0.42 * long_m, _bend(rng, 0.5, 1.1), 0.0)
            parts.append(_at(_leaning(leaf, 137.5 * k + rng.normal(0, 15), rng.uniform(25, 75)), base))
    return parts


def _palm(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return arching fronds with leaflets on both sides."""
    _width, bottom_m, height = extent
    parts = []
    t = np.linspace(0, 1, 9)
    for k in range(int(rng.integers(9, 17))):
        long_m = (height - bottom_m) * rng.uniform(0.7, 1.0)
        angle = 0.6 * _bend(rng, 0.5, 1.2) * t
        rib = Limbs(long_m * np.stack([t * np.sin(angle), 0 * t, t * np.cos(angle)], -1)[None], np.full((1, 9), 0.004))
        share = np.repeat(np.linspace(0.25, 0.99, 26), 2)
        base, along, _ = rib.at(np.zeros(52, int), share)
        side = np.where(np.arange(52) % 2, 1.0, -1.0)[:, None] * (0.0, 1.0, 0.0)
        way = unit(0.8 * side + 0.6 * along + rng.normal(0, 0.08, (52, 3)))
        leaflets = leaves(base, way, 0.4 * long_m * np.sin(np.pi * (0.15 + 0.75 * share)), 0.1, rng)
        base_m = (radius_m * rng.uniform(0, 0.4), 0.0, 0.85 * bottom_m)
        frond = join([bark(rib, 5, 0), leaflets])
        parts.append(_grown(frond, base_m, 137.5 * k + rng.normal(0, 10), rng.uniform(4, 30)))
    return parts


def _spider(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return many narrow leaves that arch over and hang."""
    width, bottom_m, height = extent
    parts = []
    for k in range(int(rng.integers(36, 60))):
        long_m = min(1.1 * (height - bottom_m), 0.8 * width) * rng.uniform(0.5, 1.0)
        leaf = _leaf(long_m, 0.012 + 0.02 * long_m, rng.uniform(1.2, 3.4), 0.2, 9)
        base = (radius_m * rng.uniform(0, 0.6), 0.0, 0.85 * bottom_m)
        parts.append(_grown(leaf, base, 137.5 * k + rng.normal(0, 15), rng.uniform(8, 45)))
    return parts


def _split(extent: Vec3, radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return large leaves on long stalks, split from their rims towards the middle."""
    width, bottom_m, height = extent
    parts = []
    for k in range(int(rng.integers(9, 17))):
        stalk_m = (height - bottom_m) * rng.uniform(0.35, 0.75)
        long_m = min(0.42 * width, 0.34 * height) * rng.uniform(0.7, 1.1)
        leaf = _leaf(long_m, 0.85 * long_m, _bend(rng, 0.5, 1.3), 0.35, 25, 0.5)
        tip = _leaning(leaf, 0.0, rng.uniform(35, 75))
        whole = join([tube([(0, 0, 0), (0, 0, stalk_m)], 0.005, segments=6), _shifted(tip, stalk_m)])
        base = (radius_m * rng.uniform(0, 0.5), 0.0, 0.85 * bottom_m)
        parts.append(_grown(whole, base, 137.5 * k + rng.normal(0, 15), rng.uniform(8, 40)))
    return parts


def _bend(rng: np.random.Generator, low: float, high: float) -> float:
    """Return how far a leaf bends over, in radians: some want water and hang."""
    return float(rng.uniform(low, high) + WILTED_RAD * (rng.random() < WILTED))


def _leaf(long_m: float, wide_m: float, bend: float, blunt: float, steps: int = 9, split: float = 0.0) -> Mesh:
    """Return a leaf that grows from the origin upwards and bends over to +x by `bend` radians.

    It is cut in so deep a share of its half-width, at five places on each side, where it is `split`.
    """
    t = np.linspace(0, 1, steps)[:, None]
    s = np.linspace(-1, 1, 5)[None, :]
    outline = np.sin(np.pi * np.clip(t, 0.02, 1) ** 0.8) * (1 - blunt) + blunt * np.sqrt(np.clip(1.001 - t**4, 0, 1))
    outline = outline * (1 - split * np.abs(np.sin(5.5 * np.pi * t)) ** 6)
    angle = bend * t
    x = long_m * t * np.sin(0.6 * angle) + 0.12 * wide_m * s**2 * outline
    z = long_m * t * np.cos(0.6 * angle) + 0 * s
    return sheet(np.stack([x, wide_m / 2 * s * outline, z], axis=-1), 0.0008)


def _leaning(shape: Mesh, turn_deg: float, lean_deg: float) -> Mesh:
    return shape.transformed(Pose(rotation=turn("z", turn_deg)).matrix() @ Pose(rotation=turn("y", lean_deg)).matrix())


def _grown(shape: Mesh, base: Vec3, turn_deg: float, lean_deg: float) -> Mesh:
    """Return the shape leaning outwards from a point that is turned about the middle together with it."""
    turned = Pose(rotation=turn("z", turn_deg)).matrix()
    leaning = Pose(base, turn("y", lean_deg)).matrix()
    return shape.transformed(turned @ leaning)


def _at(shape: Mesh, place: Vec3) -> Mesh:
    return shape.transformed(Pose(place).matrix())


def _shifted(shape: Mesh, up_m: float) -> Mesh:
    return _at(shape, (0.0, 0.0, up_m))


Habit = Callable[[Vec3, float, np.random.Generator], list[Mesh]]
HABITS: tuple[Habit, ...] = (_swords, _bush, _tree, _palm, _spider, _split)
GENERATORS: dict[str, Generator] = {
    "plant": plant,
}
