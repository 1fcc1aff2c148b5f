"""What children play with outdoors: footballs and swings. Fronts face −y."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from ...geometry.mesh import Mesh, join, mesh
from ...geometry.parts import as_part
from ...spec import Pose, Vec3, turn
from ..core.parts import Generator, block, fitted, tube

GOLDEN = (1 + 5**0.5) / 2
FINE = 2  # times that each side of a football's triangles is halved
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
    """Build a football of twelve dark and twenty light panels. Slots: light panels, dark panels."""
    return fitted(_football(), size_m)


@cache
def _football() -> Mesh:
    """Return a truncated icosahedron blown up to a ball: its corners lie a third along the edges of an icosahedron."""
    corners = _icosahedron()
    away = np.linalg.norm(corners[:, None] - corners[None], axis=2)
    a, b = np.nonzero((away > 0) & (away < 2.1))
    thirds = (2 * corners[a] + corners[b]) / 3
    hull = ConvexHull(thirds)
    lies = [np.flatnonzero(np.abs(thirds @ plane[:3] + plane[3]) < 1e-6) for plane in _planes(hull)]
    parts = [_panel(thirds[rows]).with_slot(1 if len(rows) == 5 else 0) for rows in lies]
    return join(parts)


def _planes(hull: ConvexHull) -> NDArray[np.float64]:
    """Return one equation of each face of a hull of triangles."""
    _, first = np.unique(hull.equations.round(6), axis=0, return_index=True)
    return np.asarray(hull.equations[np.sort(first)])


def _panel(outline: NDArray[np.float64]) -> Mesh:
    """Return a panel of a ball: a fan of triangles about the middle, each halved again and again."""
    middle = outline.mean(axis=0)
    out = middle / np.linalg.norm(middle)
    along = outline[0] - middle
    angle = np.arctan2((outline - middle) @ np.cross(out, along), (outline - middle) @ along)
    around = outline[np.argsort(angle)]
    corners = np.stack([np.broadcast_to(middle, around.shape), around, np.roll(around, -1, axis=0)], axis=1)
    for _ in range(FINE):
        corners = _halved(corners)
    points = corners.reshape(-1, 3) / np.linalg.norm(corners.reshape(-1, 3), axis=1)[:, None] / 2
    unique, rows = np.unique(points.round(9), axis=0, return_inverse=True)
    return replace(mesh(unique, rows.reshape(-1, 3), smooth=True))


def _halved(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return triangles T×3×3 cut into four each."""
    a, b, c = corners.swapaxes(0, 1)
    ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
    quarters = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
    return np.concatenate([np.stack(each, axis=1) for each in quarters])


def _icosahedron() -> NDArray[np.float64]:
    """Return the twelve corners of an icosahedron with edges of length 2."""
    rows = [(0.0, s, t * GOLDEN) for s in (-1, 1) for t in (-1, 1)]
    return np.array([np.roll(row, k) for row in rows for k in range(3)])


GENERATORS: dict[str, Generator] = {"swing": swing, "football": football}
