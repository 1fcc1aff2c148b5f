"""What hair is made of: a thick mass, strips that lie on it, and what is tied behind; with texture along the hair."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, grid, join, mesh
from .head import Head, Values


def joined(parts: list[Mesh]) -> Mesh:
    """Return one mesh of parts that all have texture coordinates."""
    whole = join(parts)
    return Mesh(
        whole.vertices, whole.triangles, whole.smooth, whole.slot, np.concatenate([each.corner_uv() for each in parts])
    )


def ribbons(path: Values, out: Values, width_m: Values, root: float = 1.0) -> Mesh:
    """Return a strip along each path L×S×3, flat to `out`, tapering to its tip; its root is of this share's width."""
    along = np.gradient(path, axis=1)
    across = np.cross(along, out)
    across /= np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9)
    taper = np.sqrt(np.linspace(1, 0.04, path.shape[1]))
    taper[0] = root
    half = across * (0.5 * width_m[:, None] * taper)[..., None]
    points = np.stack([path - half, path + half], axis=2)
    strips, steps = path.shape[:2]
    first = 2 * (np.arange(strips)[:, None] * steps + np.arange(steps - 1))
    quads = np.stack([first, first + 1, first + 3, first + 2], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    flat = mesh(points.reshape(-1, 3), faces, smooth=True)
    number, side = np.divmod(faces, 2)
    uv = np.stack([number // steps * 0.031 + side * 0.008, number % steps * 0.02], axis=-1)
    return Mesh(flat.vertices, flat.triangles, flat.smooth, flat.slot, uv.astype(np.float64))


def surface(points: Values, nap: float = 1.0) -> Mesh:
    """Return a mass from columns × rows × 3, whose columns run round; streaks on it are shorter by `nap`."""
    shell = grid(points, close_u=True)
    columns, rows = points.shape[:2]
    steps = np.linalg.norm(np.diff(points, axis=1), axis=-1).mean(axis=0)
    along = nap * np.concatenate([[0.0], np.cumsum(steps)])
    column, row = np.divmod(shell.triangles, rows)
    column = np.where((column == 0) & (column.max(axis=1, keepdims=True) > 1), columns, column)
    uv = np.stack([column * (0.6 / columns), along[row]], axis=-1)
    return Mesh(shell.vertices, shell.triangles[:, ::-1], shell.smooth, shell.slot, uv[:, ::-1])


def knot(head: Head, kind: str, rng: np.random.Generator) -> Mesh:
    """Return a bun, or a tail that hangs behind."""
    seat = head.place(np.array(180.0), np.array(22.0 if kind == "tail" else 28.0), 0.012)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    if kind == "bun":
        polar = np.linspace(0.05, np.pi - 0.05, 13)
        ball = np.stack(
            [
                np.outer(np.cos(turn), np.sin(polar)),
                np.outer(np.sin(turn), np.sin(polar)),
                np.tile(np.cos(polar), (24, 1)),
            ],
            -1,
        )
        ripple = 1 + 0.07 * np.sin(5 * polar + 3 * turn[:, None]) + 0.03 * np.sin(9 * turn[:, None] + rng.uniform(0, 6))
        return surface(seat + (0, 0.022, 0.004) + ball * ripple[..., None] * (0.036, 0.028, 0.034))
    down = np.linspace(0, 1, 14)
    behind_m = 0.055 * np.sin(np.pi * np.minimum(1, 1.5 * down)) + 0.02 * np.minimum(1, 4 * down) - 0.010
    path = seat + np.stack([0 * down, behind_m, -0.30 * down**1.3 + 0.006], 1)
    wide = np.interp(down, (0, 0.06, 0.3, 0.8, 1), (0.012, 0.016, 0.024, 0.018, 0.002))
    ripple = 1 + 0.12 * np.sin(7 * turn + 2) + 0.1 * np.sin(4 * turn)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1) * ripple[:, None]
    return surface(path[None] + ring[:, None] * wide[None, :, None] * (1.15, 0.9, 1))
