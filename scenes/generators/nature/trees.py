"""Trees: a trunk, three orders of branches, and leaves that are geometry, so that their outlines are true.

Slots: leaves, bark; bark alone where there are no leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...geometry.mesh import Mesh, join
from ...spec import Vec3
from ..core.parts import Generator
from .limbs import Limbs, Points, bark, foliage, grown, trunk


@dataclass(frozen=True, slots=True)
class Habit:
    """How a tree grows. Shares are of its height, angles are from the trunk, at the foot of the crown and at its top.

    `reach` gives the crown's half-width at a height in the crown (0–1); `boughs`, `branches` and `twigs` count limbs.
    """

    stem: float
    reach: Callable[[Points], Points]
    angles_deg: tuple[float, float]
    boughs: int
    branches: int = 9
    twigs: int = 6
    girth: float = 0.02
    rise: float = 0.15
    leaves: int = 8500
    wide: float = 0.6
    cover: float = 4.0  # the area of all leaves over that of the ground below
    hang: float = 0.3


def _round(h: Points) -> Points:
    return np.sqrt(np.clip(1 - (1.75 * h - 0.72) ** 2, 0.06, 1))


def _spire(h: Points) -> Points:
    return np.clip(0.45 + 0.9 * h, 0, 1) * np.sqrt(np.clip(1.04 - h**2, 0.03, 1))


def _cone(h: Points) -> Points:
    return 0.05 + 0.95 * (1 - h) ** 0.85


HABITS: dict[str, Habit] = {
    "broadleaf tree": Habit(0.22, _round, (78, 28), 24),
    "columnar tree": Habit(0.06, _spire, (32, 14), 40, 7, 4, 0.015, 0.3, hang=0.1, cover=12.0),
    "birch": Habit(0.25, _round, (55, 22), 24, 9, 7, 0.011, -0.05, wide=0.75, cover=4.8, hang=0.9),
    "fruit tree": Habit(0.26, _round, (66, 30), 15, 12, 7, 0.03, 0.12, wide=0.5, cover=3.6),
    "bare tree": Habit(0.22, _round, (68, 24), 24, 10, 11, 0.022, 0.2, leaves=0),
}


def _tree(habit: Habit) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        return rooted(join(_limbs_and_leaves(habit, size_m, rng)), size_m)

    return generate


def _limbs_and_leaves(habit: Habit, size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    wide_m, height_m = size_m[0] / 2, size_m[2]
    stem = trunk(0.9 * height_m, habit.girth * height_m, 0.05 * height_m, rng)
    boughs = _boughs(habit, stem, wide_m, rng)
    branches = _side_limbs(boughs, habit.branches, (25, 75), 0.5, habit.rise, 4, rng)
    twigs = _side_limbs(branches, habit.twigs, (20, 70), 0.55, 0.5 * habit.rise - 0.15 * habit.hang, 3, rng)
    wood = [bark(stem, 12), bark(boughs, 6), bark(branches, 4), bark(twigs, 3, 0)]
    if not habit.leaves:
        return [limbs.with_slot(0) for limbs in wood]
    leaf_m = np.sqrt(habit.cover * np.pi * wide_m**2 / (0.5 * habit.wide * habit.leaves))
    return [*wood, foliage(twigs, habit.leaves, min(leaf_m, 0.3), habit.wide, rng, habit.hang)]


def _boughs(habit: Habit, stem: Limbs, wide_m: float, rng: np.random.Generator) -> Limbs:
    """Return the limbs of the trunk: as long as the crown is wide at their height, give or take."""
    h = np.sort(rng.random(habit.boughs)) ** 0.85
    angle = habit.angles_deg[0] + h * (habit.angles_deg[1] - habit.angles_deg[0]) + rng.normal(0, 8, habit.boughs)
    reach_m = wide_m * habit.reach(h) * rng.uniform(0.6, 1.1, habit.boughs)
    length_m = reach_m / np.maximum(np.sin(np.radians(angle)), 0.35)
    share = habit.stem + (0.98 - habit.stem) * h
    return grown(stem, np.zeros(habit.boughs, int), share, angle, length_m, rng, habit.rise, 5, 0.55)


def _side_limbs(
    parents: Limbs,
    each: int,
    angles_deg: tuple[float, float],
    long: float,
    rise: float,
    knots: int,
    rng: np.random.Generator,
) -> Limbs:
    count = each * len(parents.paths)
    which = np.repeat(np.arange(len(parents.paths)), each)
    share = np.tile((np.arange(each) + 0.5) / each, len(parents.paths)) * 0.8 + rng.uniform(0.12, 0.2, count)
    parent_m = np.linalg.norm(parents.paths[:, -1] - parents.paths[:, 0], axis=1)[which]
    length_m = long * parent_m * (1.1 - 0.55 * share) * rng.uniform(0.6, 1.2, count)
    return grown(parents, which, share, rng.uniform(*angles_deg, count), length_m, rng, rise, knots)


def conifer(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a spruce whose tiers of boughs droop and carry needles on flat sprays. Slots: needles, bark."""
    wide_m, height_m = size_m[0] / 2, size_m[2]
    stem = trunk(0.97 * height_m, 0.014 * height_m, 0.01 * height_m, rng)
    h = np.sort(rng.random(105)) ** 0.9
    length_m = wide_m * _cone(h) * rng.uniform(0.7, 1.12, 105)
    boughs = grown(stem, np.zeros(105, int), 0.14 + 0.85 * h, 88 - 42 * h**2, length_m, rng, -0.22, 5, 0.4)
    sprays = _side_limbs(boughs, 13, (35, 65), 0.42, -0.12, 3, rng)
    needle_m = np.clip(0.07 * wide_m + 0.1, 0.12, 0.36)
    needles = [
        foliage(limbs, count, needle_m, 0.24, rng, 0.35, 0.1) for limbs, count in ((sprays, 9000), (boughs, 2000))
    ]
    return rooted(join([bark(stem, 10), bark(boughs, 4), bark(sprays, 3), *needles]), size_m)


def rooted(shape: Mesh, size_m: Vec3) -> Mesh:
    """Return the mesh stretched to its outer size on each side of its foot, which stays at the origin."""
    above = replace(shape, vertices=np.maximum(shape.vertices, (-np.inf, -np.inf, 0.0)))
    low, high = above.bounds()
    half = np.asarray(size_m) / 2
    sides = np.where(above.vertices < 0, half / -np.minimum(low, -1e-9), half / np.maximum(high, 1e-9))
    stretched = above.vertices * sides
    stretched[:, 2] = (above.vertices[:, 2] - low[2]) / (high[2] - low[2]) * size_m[2]
    return replace(above, vertices=stretched)


GENERATORS: dict[str, Generator] = {
    **{name: _tree(habit) for name, habit in HABITS.items()},
    "conifer": conifer,
}
