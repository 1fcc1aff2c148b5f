"""Trees: a trunk that may fork, three orders of branches, and leaves that are geometry, so that outlines are true.

Slots: leaves, bark; bark alone where there are no leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...appearance.seasons import BARE
from ...geometry.mesh import Mesh, join
from ...spec import Vec3
from ..core.parts import Generator
from .limbs import Limbs, Points, bark, foliage, grown, leaflets, ribbons, trunk

INNER = 0.42  # so many of the leaves grow inside of the crown
INNER_LONG = 2.2  # times as long as those outside, each in the place of a cluster: so crowns are dense and seem fine
LEAF_M = 0.2  # no leaf outside is longer
FLARE_M = 1.3  # so far up from the ground roots widen a trunk, or a fifth of its height


@dataclass(frozen=True, slots=True)
class Habit:
    """How a tree grows. Shares are of its height, angles are from the trunk, at the foot of the crown and at its top.

    `reach` gives the crown's half-width at a height in the crown (0–1); `boughs`, `branches` and `twigs` count limbs;
    so many of the trees `forked` have two or three stems from a fork on.
    """

    stem: float
    reach: Callable[[Points], Points]
    angles_deg: tuple[float, float]
    boughs: int
    branches: int = 8
    twigs: int = 5
    girth: float = 0.02
    rise: float = 0.15
    leaves: int = 19000
    wide: float = 0.6
    cover: float = 6.0  # the area of all leaves over that of the ground below
    hang: float = 0.3
    lean: float = 0.035
    forked: float = 0.45


def _round(h: Points) -> Points:
    return np.sqrt(np.clip(1 - (1.75 * h - 0.72) ** 2, 0.06, 1))


def _spire(h: Points) -> Points:
    return np.clip(0.45 + 0.9 * h, 0, 1) * np.sqrt(np.clip(1.04 - h**2, 0.03, 1))


def _cone(h: Points) -> Points:
    return 0.05 + 0.95 * (1 - h) ** 0.85


HABITS: dict[str, Habit] = {
    "broadleaf tree": Habit(0.22, _round, (78, 28), 22),
    "columnar tree": Habit(
        0.06, _spire, (32, 14), 40, 6, 3, 0.015, 0.3, hang=0.1, cover=13.0, lean=0.01, forked=0.0, leaves=17500
    ),
    "birch": Habit(0.25, _round, (55, 22), 22, 8, 6, 0.011, -0.05, wide=0.75, cover=8.0, hang=0.9, forked=0.3),
    "fruit tree": Habit(0.26, _round, (66, 30), 15, 11, 6, 0.03, 0.12, wide=0.5, cover=6.5, lean=0.06, forked=0.7),
}


def _in_winter(habit: Habit) -> Habit:
    return replace(habit, leaves=0, branches=10, twigs=14, boughs=min(habit.boughs, 28))


def _tree(habit: Habit) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        return rooted(join(_limbs_and_leaves(habit, size_m, rng)), size_m)

    return generate


def _limbs_and_leaves(habit: Habit, size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    wide_m, height_m = size_m[0] / 2, size_m[2]
    stem = trunk(0.9 * height_m, habit.girth * height_m, 0.06 * height_m, rng, lean=habit.lean)
    stems = _forked(habit, stem, rng)
    boughs = _boughs(habit, stems, wide_m, rng)
    branches = _side_limbs(boughs, habit.branches, (25, 75), 0.5, habit.rise, 3, rng)
    twigs = _side_limbs(branches, habit.twigs, (20, 70), 0.55, 0.5 * habit.rise - 0.15 * habit.hang, 2, rng)
    wood = [bark(stems, 10), flare(stem, height_m, rng), bark(boughs, 5), bark(branches, 3), ribbons(twigs)]
    if not habit.leaves:
        return [limbs.with_slot(0) for limbs in wood]
    return [*wood, *_crown(habit, wide_m, branches, twigs, rng)]


def _crown(habit: Habit, wide_m: float, branches: Limbs, twigs: Limbs, rng: np.random.Generator) -> list[Mesh]:
    """Return few long leaves inside and many short ones on twigs, which together cover what the habit says."""
    inner = round(INNER * habit.leaves)
    times = habit.leaves - inner + inner * INNER_LONG**2
    leaf_m = min(float(np.sqrt(habit.cover * np.pi * wide_m**2 / (0.5 * habit.wide * times))), LEAF_M / 1.25)
    manner = (habit.wide, rng, habit.hang)
    return [
        foliage(branches, inner, INNER_LONG * leaf_m, *manner, (0.0, 0.55), leaflets),
        foliage(twigs, habit.leaves - inner, leaf_m, *manner, (0.2, 1.0), leaflets),
    ]


def _forked(habit: Habit, stem: Limbs, rng: np.random.Generator) -> Limbs:
    """Return the stem alone, or with one or two more from a fork in it."""
    count = int(rng.integers(1, 3)) if rng.random() < habit.forked else 0
    share = rng.uniform(habit.stem, habit.stem + 0.2, count)
    tall_m = stem.paths[0, -1, 2] * (1 - share) * rng.uniform(0.75, 0.95, count)
    angle_deg = rng.uniform(14, 27, count)
    more = grown(stem, np.zeros(count, int), share, angle_deg, tall_m, rng, 0.12, stem.paths.shape[1], 0.8)
    return Limbs(np.concatenate([stem.paths, more.paths]), np.concatenate([stem.radii, more.radii]))


def flare(stem: Limbs, height_m: float, rng: np.random.Generator) -> Mesh:
    """Return the foot of a trunk, widened by its roots and furrowed, over the lowest part of the stem."""
    share = np.linspace(0, min(FLARE_M / height_m, 0.2), 8)
    middle, _, radii = stem.at(np.zeros(8, int), share)
    angles = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    roots = sum(np.cos(n * angles + rng.uniform(0, 6)) for n in rng.choice((3, 4, 5, 7), 2, False))
    low = np.exp(-4 * share / share[-1])[:, None]
    furrows = 0.05 * np.cos(9 * angles + rng.uniform(0, 6)) + rng.normal(0, 0.025, (8, 20))
    relief = 1.04 + low * (0.3 + 0.13 * roots) + furrows
    relief[-1] = 0.9
    return bark(Limbs(middle[None], radii[None]), 20, relief=relief[None])


def _boughs(habit: Habit, stems: Limbs, wide_m: float, rng: np.random.Generator) -> Limbs:
    """Return the limbs of the stems: as long as the crown is wide at their height, give or take."""
    count = habit.boughs
    h = np.sort(rng.random(count)) ** 0.85
    angle = habit.angles_deg[0] + h * (habit.angles_deg[1] - habit.angles_deg[0]) + rng.normal(0, 8, count)
    reach_m = wide_m * habit.reach(h) * rng.uniform(0.55, 1.15, count)
    which = rng.integers(len(stems.paths), size=count) * (h > 0.25)
    length_m = reach_m / np.maximum(np.sin(np.radians(angle)), 0.35) * np.where(which, 0.75, 1.0)
    share = np.where(which, h, habit.stem + (0.98 - habit.stem) * h)
    return grown(stems, which, share, angle, length_m, rng, habit.rise, 5, 0.55)


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
    stem = trunk(0.97 * height_m, 0.014 * height_m, 0.01 * height_m, rng, lean=0.008)
    h = np.sort(rng.random(105)) ** 0.9
    bare = float(rng.uniform(0.02, 0.24))  # lower boughs die in the shade of a wood, and stay where light reaches them
    length_m = wide_m * _cone(h) * rng.uniform(0.65, 1.15, 105)
    boughs = grown(stem, np.zeros(105, int), bare + (0.99 - bare) * h, 88 - 42 * h**2, length_m, rng, -0.22, 4, 0.4)
    sprays = _side_limbs(boughs, 12, (35, 65), 0.42, -0.12, 2, rng)
    needle_m = float(np.clip(0.055 * wide_m + 0.08, 0.1, 0.28))
    needles = [
        foliage(limbs, count, times * needle_m, 0.2, rng, 0.35, (0.1, 1.0), leaflets)
        for limbs, count, times in ((sprays, 15500, 1.0), (boughs, 3000, 1.5))
    ]
    wood = [bark(stem, 10), flare(stem, height_m, rng), bark(boughs, 3), ribbons(sprays)]
    return rooted(join([*wood, *needles]), size_m)


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
    **{BARE[name]: _tree(_in_winter(HABITS[name])) for name in HABITS},
    "conifer": conifer,
}
