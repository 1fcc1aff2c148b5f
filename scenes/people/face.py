"""What lies on a face: eyes, brows and beards, as meshes that the head takes along."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, grid, join
from .anatomy import anatomy
from .head import Head, Values
from .strands import joined, ribbons

BEARDS = {"stubble": 0.0015, "short beard": 0.006, "full beard": 0.018}  # how long they are, in metres
# Angles from an eye's axis in degrees where pupil, iris and white end, and the numbers of their slots.
RINGS = ((0.0, 10.5, 2), (10.5, 28.0, 1), (28.0, 95.0, 0))
BROW_HAIRS = 64  # a side
STUBBLE_M = 0.002  # hair no longer than this is no mass: single hairs on skin that it darkens
BEARD_HAIRS = 5  # locks for each column of a beard
ROUND = 20  # corners of a ring of an eye
Lines = tuple[tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]]
# Where beards begin and end: elevations by azimuth, in degrees seen from the middle of the head.
CHEEKS: Lines = (
    ((0, -48.5), (14, -48), (24, -40), (50, -27), (84, 0)),
    ((0, -64), (30, -62), (60, -48), (84, -18)),
)
LIP: Lines = (((0, -33), (8, -33.5), (19, -41)), ((0, -38.5), (10, -39.5), (19, -47)))


def eyes(head: Head) -> Mesh:
    """Return eyeballs that look ahead, in slots 0 (white), 1 (iris) and 2 (pupil)."""
    parts = []
    turn = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)
    for ball in head.rest[anatomy().layers["eyes"]].reshape(2, -1, 3).astype(np.float64):
        middle, radius_m = (ball.min(axis=0) + ball.max(axis=0)) / 2, np.ptp(ball, axis=0).max() / 2
        for low, high, slot in RINGS:
            polar = np.radians(np.linspace(low, high, 3 + 4 * (slot == 0)))
            rows = [
                np.stack([np.sin(a) * np.cos(turn), np.full(ROUND, -np.cos(a)), np.sin(a) * np.sin(turn)], 1)
                for a in polar
            ]
            shell = grid(middle + radius_m * np.stack(rows, axis=1), close_u=True)
            parts.append(shell.with_slot(slot))
    return join(parts)


def beard(head: Head, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return a beard of so long hair on cheeks and chin, and a moustache; the head takes it along."""
    cheeks = _grown(head, long_m, np.linspace(-84, 84, 57), CHEEKS, rng)
    lip = _grown(head, 0.6 * long_m, np.linspace(-19, 19, 21), LIP, rng)
    return joined([cheeks, lip])


def _grown(head: Head, long_m: float, azimuth: Values, lines: Lines, rng: np.random.Generator) -> Mesh:
    """Return short hair between an upper and a lower line on the face."""
    down = np.linspace(0, 1, 13)
    high, low = (np.interp(np.abs(azimuth), *np.array(line).T) for line in lines)
    high, low = (line + rng.normal(0, 0.9, len(azimuth)) for line in (high, low))
    elevation = high[:, None] + down * (low - high)[:, None]
    ends_deg = np.abs(azimuth).max() - np.abs(azimuth)
    edge = np.clip(np.minimum(down, 1 - down) / 0.25, 0, 1) * np.clip(ends_deg / 8, 0, 1)[:, None]
    chin = 1 + 0.6 * np.clip(1 - np.abs(azimuth) / 30, 0, 1)[:, None]
    off_m = 0.0025 * edge - 0.0012 + long_m * np.sqrt(edge) * (0.7 + 0.15 * rng.normal(size=edge.shape)) * chin
    points = head.place(azimuth[:, None], elevation, off_m)
    shell = grid(points)
    column, row = np.divmod(shell.triangles, len(down))
    uv = np.stack([column * 0.004, row * 0.006], axis=-1)
    mass = Mesh(shell.vertices, shell.triangles[:, ::-1], shell.smooth, shell.slot, uv[:, ::-1].astype(np.float64))
    tufts = _tufts(head, points, long_m, rng)
    return joined([mass, tufts]) if long_m > STUBBLE_M else tufts


def _tufts(head: Head, points: Values, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return small locks that lie on a beard, columns × rows × 3, along its rows, and stand out at their tips."""
    columns, rows = points.shape[:2]
    count = BEARD_HAIRS * columns
    column, row = rng.integers(1, columns - 1, count), rng.integers(1, rows - 3, count)
    path = points[column[:, None], row[:, None] + np.arange(3)]
    path = path + np.cumsum(rng.normal(0, 0.0006, path.shape), axis=1)
    out = path - head.centre
    out /= np.linalg.norm(out, axis=-1, keepdims=True)
    rise_m = 0.0006 + np.linspace(0, 0.35 * long_m, 3) * rng.uniform(0.2, 1.0, count)[:, None]
    wide_m = rng.uniform(0.0012, 0.0028, count) * (1.0 if long_m > STUBBLE_M else 0.4)
    return ribbons(path + out * rise_m[..., None], out, wide_m)


def brows(head: Head, rng: np.random.Generator) -> Mesh:
    """Return the brows: hairs along two arcs a little over the eyes; the head takes them along."""
    return joined([_brow(head, eye, side, rng) for side, eye in ((-1.0, head.eyes[0]), (1.0, head.eyes[1]))])


def _brow(head: Head, eye: Values, side: float, rng: np.random.Generator) -> Mesh:
    """Return hairs that lean outwards, upright at the nose and lying along the arc at the temple."""
    share = np.sort(rng.uniform(0, 1, BROW_HAIRS))
    wide = np.interp(share, (0, 0.15, 0.6, 1), (0.0030, 0.0042, 0.0032, 0.0008))
    x = eye[0] + side * (-0.020 + 0.041 * share)
    z = eye[2] + 0.0200 + 0.0045 * np.sin(np.pi * (0.1 + 0.75 * share)) - 0.004 * share**3
    lean = np.radians(np.interp(share, (0, 0.4, 1), (50, 14, -14)) + rng.normal(0, 6, BROW_HAIRS))
    long_m = np.interp(share, (0, 0.3, 1), (0.0045, 0.0065, 0.005))[:, None] * np.linspace(0, 1, 3)
    root = z + wide * rng.uniform(-1, 0.6, BROW_HAIRS)
    across, up = x[:, None] + side * np.cos(lean)[:, None] * long_m, root[:, None] + np.sin(lean)[:, None] * long_m
    ways = np.stack([across, np.full_like(across, eye[1] - 0.012), up], axis=-1) - head.centre
    ways /= np.linalg.norm(ways, axis=-1, keepdims=True)
    path = head.centre + ways * (head.radius_m(ways) + 0.0008 + 0.0008 * np.linspace(0, 1, 3))[..., None]
    return ribbons(path, ways, np.full(BROW_HAIRS, 0.0018))
