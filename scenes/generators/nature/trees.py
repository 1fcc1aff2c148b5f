"""Trees: a trunk that may fork, three orders of branches, and leaves that are geometry, so that outlines are true.

Slots: leaves, bark; bark alone where there are no leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...appearance.seasons import BARE
from ...geometry.mesh import Mesh
from ...poses import Vec3
from ..core.parts import Generator
from .crowns import Leafage, crown, joined, lobes_on, needles, thin
from .limbs import Limbs, Points, bark, grown, ribbons, trunk

FLARE_M = 0.9  # so far up from the ground roots widen a trunk, or a seventh of its height
WHORL = 6  # boughs of a spruce at one height
SLANT = 0.6  # limbs that rise more steeply than this, as a sine, are no longer for it
TWIGS = 14  # of a branch in winter
DEAD, BROKEN = 0.2, 0.45  # so many of the lowest boughs bear no leaves, and what is left of their length


BROAD = Leafage((0.06, 0.13), (0.55, 0.8), 1.1, 0.15, 0.9)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a tree grows. Shares are of its height, angles are from the trunk, at the foot of the crown and at its top.

    `reach` gives the crown's half-width at a height in the crown (0–1); `boughs` and `branches` count limbs; `lobes`
    are how many there are on a bough, their radius as a share of the crown's, and how much higher than wide they are;
    so many of the trees `forked` have two or three stems from a fork on.
    """

    stem: float
    reach: Callable[[Points], Points]
    angles_deg: tuple[float, float]
    boughs: int
    branches: int = 5
    girth: float = 0.015
    rise: float = 0.15
    lobes: tuple[int, float, float] = (4, 0.25, 0.85)
    leaf: Leafage = BROAD
    lean: float = 0.035
    forked: float = 0.45


def _round(h: Points) -> Points:
    return np.sqrt(np.clip(1 - (1.6 * h - 0.74) ** 2, 0.08, 1))


def _egg(h: Points) -> Points:
    return np.sqrt(np.clip(1 - (1.5 * h - 0.45) ** 2, 0.05, 1))


def _spire(h: Points) -> Points:
    return np.clip(0.7 + h, 0, 1) * np.sqrt(np.clip(1.04 - h**2, 0.03, 1))


def _cone(h: Points) -> Points:
    return 0.05 + 0.95 * (1 - h) ** 0.85


HABITS: dict[str, Habit] = {
    "broadleaf tree": Habit(0.24, _round, (82, 26), 30),
    "columnar tree": Habit(
        0.09,
        _spire,
        (32, 14),
        36,
        girth=0.013,
        rise=0.3,
        lobes=(3, 0.34, 1.7),
        leaf=Leafage((0.05, 0.09), (0.7, 0.95), 1.0, 0.1, 0.95),
        lean=0.01,
        forked=0.0,
    ),
    "birch": Habit(
        0.2,
        _egg,
        (55, 22),
        26,
        branches=7,
        girth=0.0095,
        rise=-0.05,
        lobes=(4, 0.22, 1.3),
        leaf=Leafage((0.045, 0.075), (0.65, 0.8), 1.0, 0.75, 0.5),
        forked=0.3,
    ),
    "fruit tree": Habit(
        0.26,
        _round,
        (66, 30),
        20,
        girth=0.024,
        rise=0.12,
        lobes=(4, 0.26, 0.8),
        leaf=Leafage((0.05, 0.08), (0.45, 0.6), 1.2, 0.15, 0.8),
        lean=0.06,
        forked=0.7,
    ),
}


def _in_winter(habit: Habit) -> Habit:
    return replace(habit, lobes=(0, 0.0, 0.0), branches=10, boughs=min(habit.boughs, 28))


def _tree(habit: Habit) -> Generator:
    def generate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        return rooted(joined(_limbs_and_leaves(habit, size_m, rng)), size_m)

    return generate


def _limbs_and_leaves(habit: Habit, size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    wide_m, height_m = size_m[0] / 2, size_m[2]
    girth_m = habit.girth * height_m * rng.uniform(0.8, 1.25)
    stem = trunk(0.9 * height_m, girth_m, 0.06 * height_m, rng, lean=habit.lean)
    stems = _forked(habit, stem, rng)
    boughs, alive = _withered(_boughs(habit, stems, wide_m, rng), rng)
    branches = _side_limbs(boughs, habit.branches, (25, 75), 0.34 if habit.lobes[0] else 0.5, habit.rise, 3, rng)
    wood = [bark(stems, 10), flare(stem, height_m, rng), thin(bark(boughs, 5), 0.4), thin(bark(branches, 3), 1.0)]
    if habit.lobes[0]:
        return [*wood, *_crown(habit, size_m, stems, alive, rng)]
    twigs = _side_limbs(branches, TWIGS, (20, 70), 0.55, 0.5 * habit.rise - 0.15 * habit.leaf.hang, 2, rng)
    return [limbs.with_slot(0) for limbs in (*wood, thin(ribbons(twigs), 1.0))]


def _crown(habit: Habit, size_m: Vec3, stems: Limbs, boughs: Limbs, rng: np.random.Generator) -> list[Mesh]:
    """Return lobes of leaves on boughs and on the tops of the stems."""
    each, radius, tall = habit.lobes
    radius_m = 0.5 * size_m[0] * radius * rng.uniform(0.85, 1.15)
    lobes = lobes_on(boughs, (0.3, 0.92), each, radius_m, tall, rng)
    tops = lobes_on(stems, (0.72, 0.95), 3, radius_m, tall, rng)
    skin_m2 = 0.85 * np.pi * size_m[0] * size_m[2] * (1 - habit.stem)
    return crown(lobes.and_(tops), skin_m2, habit.leaf, size_m[0], rng)


def _forked(habit: Habit, stem: Limbs, rng: np.random.Generator) -> Limbs:
    """Return the stem alone, or with one or two more from a fork in it."""
    count = int(rng.integers(1, 3)) if rng.random() < habit.forked else 0
    share = rng.uniform(habit.stem, habit.stem + 0.2, count)
    tall_m = stem.paths[0, -1, 2] * (1 - share) * rng.uniform(0.55, 0.75, count)
    angle_deg = rng.uniform(14, 27, count)
    more = grown(stem, np.zeros(count, int), share, angle_deg, tall_m, rng, 0.12, stem.paths.shape[1], 0.8)
    return Limbs(np.concatenate([stem.paths, more.paths]), np.concatenate([stem.radii, more.radii]))


def flare(stem: Limbs, height_m: float, rng: np.random.Generator) -> Mesh:
    """Return the foot of a trunk, furrowed, over the lowest part of the stem; roots widen it just above the ground."""
    high_m = min(FLARE_M, height_m / 7)
    up_m = high_m * np.linspace(0, 1, 9) ** 1.6
    middle, _, radii = stem.at(np.zeros(9, int), up_m / height_m)
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ways = rng.uniform(0, 2 * np.pi, int(rng.integers(3, 7)))
    near = np.cos(angles - ways[:, None]).clip(0) ** rng.uniform(5, 16, (len(ways), 1))
    roots = (rng.uniform(0.25, 0.95, (len(ways), 1)) * near).max(axis=0)
    low = np.exp(-up_m / (0.9 * radii[0]))[:, None]
    furrows = 0.035 * np.cos(9 * angles + rng.uniform(0, 6)) + rng.normal(0, 0.02, (9, 24))
    relief = 1.03 + low * (0.06 + roots) + furrows
    relief[-1] = 0.9
    return bark(Limbs(middle[None], radii[None]), 24, relief=relief[None])


def _boughs(habit: Habit, stems: Limbs, wide_m: float, rng: np.random.Generator) -> Limbs:
    """Return the limbs of the stems: as long as the crown is wide at their height, give or take."""
    count = habit.boughs
    h = ((np.arange(count) + rng.random(count)) / count) ** 0.85
    angle = habit.angles_deg[0] + h * (habit.angles_deg[1] - habit.angles_deg[0]) + rng.normal(0, 8, count)
    reach_m = wide_m * habit.reach(h) * rng.uniform(0.65, 1.08, count)
    which = rng.integers(len(stems.paths), size=count) * (h > 0.25)
    length_m = reach_m / np.maximum(np.sin(np.radians(angle)), SLANT) * np.where(which, 0.75, 1.0)
    share = np.where(which, h, habit.stem + (0.98 - habit.stem) * h)
    return grown(stems, which, share, angle, length_m, rng, habit.rise, 5, 0.55)


def _withered(boughs: Limbs, rng: np.random.Generator) -> tuple[Limbs, Limbs]:
    """Return the boughs, of which some of the lowest have died and broken, and those that live."""
    order = np.argsort(boughs.paths[:, 0, 2])
    dead = np.zeros(len(order), bool)
    dead[order[: len(order) // 5]] = rng.random(len(order) // 5) < DEAD
    short = boughs.paths[:, :1] + np.where(dead, BROKEN, 1.0)[:, None, None] * (boughs.paths - boughs.paths[:, :1])
    return Limbs(short, boughs.radii), Limbs(boughs.paths[~dead], boughs.radii[~dead])


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
    """Build a spruce: whorls of boughs that droop, and hang with branchlets full of needles. Slots: needles, bark."""
    wide_m, height_m = size_m[0] / 2, size_m[2]
    stem = trunk(0.97 * height_m, 0.014 * height_m, 0.01 * height_m, rng, lean=0.008)
    boughs = _whorls(stem, wide_m, height_m, rng)
    branchlets = _side_limbs(boughs, 16, (40, 75), 0.36, -0.25, 3, rng)
    hang = float(rng.uniform(0.2, 0.9))
    green = needles(boughs, branchlets, float(np.clip(0.03 * wide_m + 0.07, 0.09, 0.18)), hang, rng)
    wood = [bark(stem, 10), flare(stem, height_m, rng), bark(boughs, 3)]
    return rooted(joined([*wood, *green]), size_m)


def _whorls(stem: Limbs, wide_m: float, height_m: float, rng: np.random.Generator) -> Limbs:
    """Return boughs in whorls, closer towards the top; some are short or broken."""
    # Lower boughs die in the shade of a wood; where light reaches them their tips hang to the ground.
    bare = max(float(rng.uniform(0.03, 0.2)), 0.38 * wide_m / height_m)
    tiers = int(np.clip(2.4 * height_m, 16, 30))
    h = np.repeat((np.arange(tiers) / tiers) ** 0.9, WHORL) + rng.normal(0, 0.012, WHORL * tiers)
    h = np.clip(h, 0, 1)
    length_m = wide_m * _cone(h) * rng.uniform(0.7, 1.12, len(h)) * np.where(rng.random(len(h)) < 0.08, 0.5, 1.0)
    angle = 98 - 55 * h**2 + rng.normal(0, 5, len(h))
    return grown(stem, np.zeros(len(h), int), bare + (0.99 - bare) * h, angle, length_m, rng, -0.14, 5, 0.4)


def rooted(shape: Mesh, size_m: Vec3) -> Mesh:
    """Return the mesh stretched to its outer size on each side of its foot, which stays at the origin."""
    above = shape.with_vertices(np.maximum(shape.vertices, (-np.inf, -np.inf, 0.0)))
    low, high = above.bounds()
    half = np.asarray(size_m) / 2
    sides = np.where(above.vertices < 0, half / -np.minimum(low, -1e-9), half / np.maximum(high, 1e-9))
    stretched = above.vertices * sides
    stretched[:, 2] = (above.vertices[:, 2] - low[2]) / (high[2] - low[2]) * size_m[2]
    return above.with_vertices(stretched)


GENERATORS: dict[str, Generator] = {
    **{name: _tree(habit) for name, habit in HABITS.items()},
    **{BARE[name]: _tree(_in_winter(HABITS[name])) for name in HABITS},
    "conifer": conifer,
}
