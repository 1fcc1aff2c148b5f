"""What children play with outdoors: footballs and swings. Fronts face −y."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from ...geometry.mesh import Mesh, grid, join, without_slivers
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, block, fitted, tube

GOLDEN = (1 + 5**0.5) / 2
EDGE_STEPS = 5  # into which each side of a football's panels is cut
# From the middle of a panel to its edge: how far out, and how deep below the ball of diameter 1.
RINGS = ((0.0, 0.0), (0.3, 0.0), (0.6, 0.0), (0.82, 0.0008), (0.92, 0.0025), (0.97, 0.006), (1.0, 0.0085))
BEAM_M, LEG_M, ROPE_M = 0.04, 0.035, 0.008  # radii of a swing's parts
FOOT_M = 0.013  # of a leg, which ends slantwise, over the ground
PLANK_M: Vec3 = (0.48, 0.18, 0.025)
APART_M = 0.46  # of its ropes
OVER_GROUND_M = 0.52  # the top of its seat, hanging straight down
SWUNG_DEG = (-14.0, 14.0)


@dataclass(frozen=True, slots=True)
class Perch:
    """A swing's seat: the height of what it turns about, how far the seat's top is below, and its angle in degrees.

    At an angle above 0, the seat is ahead, at −y.
    """

    beam_m: float
    below_m: float
    angle_deg: float


def perch_of(size_m: Vec3, rng: np.random.Generator) -> Perch:
    """Return where a child sits on a swing of this size and variant."""
    beam_m = size_m[2] - BEAM_M
    return Perch(beam_m, beam_m - OVER_GROUND_M, float(rng.uniform(*SWUNG_DEG)))


def swing(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a swing between two pairs of legs. Slots: frame, seat, ropes."""
    width, depth, _ = size_m
    perch = perch_of(size_m, rng)
    x, y, top = width / 2 - BEAM_M, depth / 2 - LEG_M, perch.beam_m
    legs = [tube([(s * x, t * y, FOOT_M), (s * x, 0.0, top)], LEG_M, 0, 10) for s in (-1, 1) for t in (-1, 1)]
    rails = [tube([(s * x, -0.55 * y, 0.45 * top), (s * x, 0.55 * y, 0.45 * top)], 0.02, 0, 8) for s in (-1, 1)]
    beam = tube([(-width / 2, 0.0, top), (width / 2, 0.0, top)], BEAM_M, 0, 14)
    plank = block(PLANK_M, (0.0, 0.0, -perch.below_m - PLANK_M[2]), 0.006, 1)
    half = APART_M / 2
    ropes = [tube([(s * half, 0, 0), (s * half, 0, -perch.below_m - 0.01)], ROPE_M, 2, 8) for s in (-1, 1)]
    hung = join([as_part(plank, "seat"), *ropes]).transformed(
        Pose((0.0, 0.0, top), turn("x", -perch.angle_deg)).matrix()
    )
    return join([*legs, *rails, beam, hung])


def football(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a football of 32 panels between grooves, some printed. Slots: light, dark, printed panels."""
    panels, corners = _panels()
    style = int(rng.choice(3, p=[0.45, 0.3, 0.25]))  # dark pentagons, a few coloured hexagons, or white all over
    printed = rng.random(len(panels)) < (0.0, 0.3, 0.1)[style]
    slots = np.where(corners == 5, 1 if style == 0 else 0, np.where(printed, 2, 0))
    ball = join([panel.with_slot(int(slot)) for panel, slot in zip(panels, slots, strict=True)])
    lain = Pose(rotation=turn("x", float(rng.uniform(0, 90)))).matrix()
    return fitted(ball.transformed(lain), size_m)


@cache
def _panels() -> tuple[tuple[Mesh, ...], NDArray[np.int64]]:
    """Return the panels of a truncated icosahedron blown up to a ball, and how many corners each has."""
    corners = _icosahedron()
    away = np.linalg.norm(corners[:, None] - corners[None], axis=2)
    a, b = np.nonzero((away > 0) & (away < 2.1))
    thirds = (2 * corners[a] + corners[b]) / 3
    hull = ConvexHull(thirds)
    lies = [np.flatnonzero(np.abs(thirds @ plane[:3] + plane[3]) < 1e-6) for plane in _planes(hull)]
    return tuple(_panel(thirds[rows]) for rows in lies), np.array([len(rows) for rows in lies])


def _planes(hull: ConvexHull) -> NDArray[np.float64]:
    """Return one equation of each face of a hull of triangles."""
    _, first = np.unique(hull.equations.round(6), axis=0, return_index=True)
    return np.asarray(hull.equations[np.sort(first)])


def _panel(outline: NDArray[np.float64]) -> Mesh:
    """Return a panel of a ball of diameter 1: rings about its middle that dip into the groove around it."""
    middle = outline.mean(axis=0)
    out = middle / np.linalg.norm(middle)
    along = outline[0] - middle
    angle = np.arctan2((outline - middle) @ np.cross(out, along), (outline - middle) @ along)
    around = outline[np.argsort(angle)]
    steps = np.arange(EDGE_STEPS)[:, None, None] / EDGE_STEPS
    rim = (around + steps * (np.roll(around, -1, axis=0) - around)).swapaxes(0, 1).reshape(-1, 3)
    shares, depths = np.array(RINGS).T
    flat = middle + shares[:, None, None] * (rim - middle)
    points = flat / np.linalg.norm(flat, axis=2, keepdims=True) * (0.5 - depths[:, None, None])
    return without_slivers(grid(points.swapaxes(0, 1)[::-1], close_u=True))


def _icosahedron() -> NDArray[np.float64]:
    """Return the twelve corners of an icosahedron with edges of length 2."""
    rows = [(0.0, s, t * GOLDEN) for s in (-1, 1) for t in (-1, 1)]
    return np.array([np.roll(row, k) for row in rows for k in range(3)])


GENERATORS: dict[str, Generator] = {"swing": swing, "football": football}
