"""What lies on a face: eyes, brows and beards, as meshes that the head takes along."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ..geometry.mesh import Mesh, grid
from .anatomy import anatomy
from .complexion import lids
from .head import Head, Values
from .strands import joined, ribbons

BEARDS = {"stubble": 0.0, "short beard": 0.006, "full beard": 0.018}  # how long; of no length is what skin shows
# Angles from an eye's axis in degrees where pupil, iris and white end, and the numbers of their slots.
RINGS = ((0.0, 11.0, 2), (11.0, 28.0, 1), (28.0, 95.0, 0))
GAZE_DEG = (3.0, 2.0)  # how far eyes look aside, and up or down, as a rule
SHADE, LIMBUS = 0.5, 0.6  # how dark the eye is below the upper lid, and the iris at its edge
RED = 0.8  # how red the white is at the corners
LASHES, LASH_M = 22, 0.006  # a lid
BROW_HAIRS = 120  # a side
BEARD_HAIRS = 7  # locks for each column of a beard
BEARD_ROWS, BEARD_STEPS = 9, 3
OUTGROWN = 2.0  # rows beyond the edges of a beard that single hairs grow in
ROUND = 20  # corners of a ring of an eye
Lines = tuple[tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]]
# Where beards begin and end: elevations by azimuth, in degrees seen from the middle of the head.
CHEEKS: Lines = (
    ((0, -48.5), (14, -48), (24, -40), (50, -27), (84, 0)),
    ((0, -64), (30, -62), (60, -48), (84, -18)),
)
LIP: Lines = (((0, -33), (8, -33.5), (19, -41)), ((0, -38.5), (10, -39.5), (19, -47)))


def eyes(head: Head, rng: np.random.Generator) -> Mesh:
    """Return eyeballs that look about ahead, in slots 0 (white), 1 (iris) and 2 (pupil); painted as skin is."""
    parts = []
    aside, up = np.clip(rng.normal(0, GAZE_DEG), -5, 5)
    gaze = Rotation.from_euler("zx", (aside, up - 1.5), degrees=True)
    turn = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)
    for ball in head.rest[anatomy().layers["eyes"]].reshape(2, -1, 3).astype(np.float64):
        middle, radius_m = (ball.min(axis=0) + ball.max(axis=0)) / 2, np.ptp(ball, axis=0).max() / 2
        for low, high, slot in RINGS:
            polar = np.radians(np.linspace(low, high, 3 + 4 * (slot == 0)))
            rows = [
                np.stack([np.sin(a) * np.cos(turn), np.full(ROUND, -np.cos(a)), np.sin(a) * np.sin(turn)], 1)
                for a in polar
            ]
            ways = gaze.apply(np.stack(rows, axis=1).reshape(-1, 3))
            shell = grid((middle + radius_m * ways).reshape(ROUND, -1, 3), close_u=True)
            paint = _paint(ways, np.tile(polar, ROUND), slot)
            parts.append(replace(shell, uv=paint[shell.triangles]).with_slot(slot))
    return joined(parts)


def _paint(ways: Values, polar: Values, slot: int) -> Values:
    """Return how red and how dark an eye is: below the upper lid, in its corners, and round the iris."""
    shade = SHADE * np.clip((ways[:, 2] - 0.08) / 0.3, 0, 1)
    ring = LIMBUS * np.clip((np.degrees(polar) - 17) / 11, 0, 1) ** 2 if slot == 1 else 0.0
    red = RED * np.clip((np.abs(ways[:, 0]) - 0.35) / 0.4, 0, 1) if slot == 0 else 0.0
    return np.stack([red + 0 * shade, np.maximum(shade, ring)], axis=1)


def lashes(head: Head, rng: np.random.Generator) -> Mesh:
    """Return the lashes of the upper lids, which stand out and up; the head takes them along."""
    return joined([_lashes(head, upper, rng) for upper, _ in lids()])


def _lashes(head: Head, upper: NDArray[np.int64], rng: np.random.Generator) -> Mesh:
    edge = head.rest[upper].astype(np.float64)
    low, high = edge[:, 0].min(), edge[:, 0].max()
    arc = np.polyfit(edge[:, 0], edge[:, 1:], 2)
    below = edge[:, 2] < np.polyval(arc[:, 1], edge[:, 0]) + 0.0008  # not of the fold above the lid
    arc = np.polyfit(edge[below, 0], edge[below, 1:], 2)
    x = rng.uniform(low + 0.12 * (high - low), high - 0.12 * (high - low), LASHES)
    root = np.stack([x, np.polyval(arc[:, 0], x), np.polyval(arc[:, 1], x)], axis=1)
    way = np.stack([np.interp(x, (low, high), (-0.5, 0.5)), np.full(LASHES, -1.0), np.full(LASHES, 0.3)], axis=1)
    tip = root + way * (LASH_M * rng.uniform(0.6, 1.0, LASHES))[:, None]
    path = np.stack([root, (root + tip) / 2 - (0, 0, 0.0005), tip], axis=1)
    return ribbons(path, np.full_like(path, (0.0, 0.0, 1.0)), np.full(LASHES, 0.0008))


def beard(head: Head, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return a beard of so long hair on cheeks and chin, and a moustache; the head takes it along."""
    cheeks = _grown(head, long_m, np.linspace(-84, 84, 57), CHEEKS, rng)
    lip = _grown(head, 0.6 * long_m, np.linspace(-19, 19, 21), LIP, rng)
    return joined([cheeks, lip])


def _grown(head: Head, long_m: float, azimuth: Values, lines: Lines, rng: np.random.Generator) -> Mesh:
    """Return short hair between an upper and a lower line on the face."""
    down = np.linspace(0, 1, BEARD_ROWS)
    high, low = (np.interp(np.abs(azimuth), *np.array(line).T) for line in lines)
    high, low = (line + rng.normal(0, 1.2, len(azimuth)) for line in (high, low))
    elevation = high[:, None] + down * (low - high)[:, None]
    ends_deg = np.abs(azimuth).max() - np.abs(azimuth)
    edge = np.clip(np.minimum(down / 0.45, (1 - down) / 0.25), 0, 1) * np.clip(ends_deg / 14, 0, 1)[:, None]
    chin = 1 + 0.6 * np.clip(1 - np.abs(azimuth) / 30, 0, 1)[:, None]
    off_m = 0.0030 * edge - 0.0014 + long_m * edge * (0.55 + 0.12 * rng.normal(size=edge.shape)) * chin
    points = head.place(azimuth[:, None], elevation, off_m)
    shell = grid(points)
    column, row = np.divmod(shell.triangles, len(down))
    uv = np.stack([column * 0.004, row * 0.006], axis=-1)
    mass = Mesh(shell.vertices, shell.triangles[:, ::-1], shell.smooth, shell.slot, uv[:, ::-1].astype(np.float64))
    return joined([mass, _tufts(head, points, long_m, rng)])


def _tufts(head: Head, points: Values, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return small locks that lie on a beard, columns × rows × 3, down and backwards, and stand out at their tips.

    Ever fewer grow beyond its upper edge, on the skin.
    """
    columns, rows = points.shape[:2]
    count = BEARD_HAIRS * columns
    column, row = rng.integers(2, columns - 2, count), rng.uniform(-OUTGROWN, rows - 3, count)
    first = np.clip(row, 0, None).astype(int)
    back = np.sign(column - columns / 2).astype(int) * rng.integers(0, 2, count)
    steps = np.arange(BEARD_STEPS)
    path = points[column[:, None] + back[:, None] * (steps > 1), first[:, None] + steps]
    path = path + np.cumsum(rng.normal(0, 0.0006, path.shape), axis=1)
    path = path + (np.minimum(row, 0)[:, None] * (points[column, 1] - points[column, 0]))[:, None]
    out = path - head.centre
    far = np.linalg.norm(out, axis=-1, keepdims=True)
    out /= far
    path = head.centre + out * np.maximum(far[..., 0], head.radius_m(out) + 0.0006)[..., None]
    rise_m = 0.0006 + np.linspace(0, 0.35 * long_m, BEARD_STEPS) * rng.uniform(0.2, 1.0, count)[:, None]
    rise_m = rise_m * np.where(row < 0, 0.3, 1.0)[:, None]
    return ribbons(path + out * rise_m[..., None], out, rng.uniform(0.0008, 0.0020, count), 0.25)


def brows(head: Head, rng: np.random.Generator) -> Mesh:
    """Return the brows: hairs along two arcs a little over the eyes; the head takes them along."""
    return joined([_brow(head, eye, side, rng) for side, eye in ((-1.0, head.eyes[0]), (1.0, head.eyes[1]))])


def _brow(head: Head, eye: Values, side: float, rng: np.random.Generator) -> Mesh:
    """Return hairs that lean outwards, upright at the nose and lying along the arc at the temple."""
    share = np.sort(rng.uniform(0, 1, BROW_HAIRS))
    wide = np.interp(share, (0, 0.15, 0.6, 1), (0.0024, 0.0036, 0.0028, 0.0008))
    x = eye[0] + side * (-0.020 + 0.041 * share)
    z = eye[2] + 0.0200 + 0.0045 * np.sin(np.pi * (0.1 + 0.75 * share)) - 0.004 * share**3
    lean = np.radians(np.interp(share, (0, 0.4, 1), (50, 14, -14)) + rng.normal(0, 6, BROW_HAIRS))
    long_m = np.interp(share, (0, 0.3, 1), (0.0045, 0.0065, 0.005))[:, None] * np.linspace(0, 1, 2)
    root = z + wide * rng.uniform(-1, 0.6, BROW_HAIRS)
    across, up = x[:, None] + side * np.cos(lean)[:, None] * long_m, root[:, None] + np.sin(lean)[:, None] * long_m
    ways = np.stack([across, np.full_like(across, eye[1] - 0.012), up], axis=-1) - head.centre
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    path = head.centre + ways * (head.radius_m(ways) + 0.0008 + 0.0008 * np.linspace(0, 1, 2))[..., None]
    return ribbons(path, ways, rng.uniform(0.0005, 0.0011, BROW_HAIRS))
