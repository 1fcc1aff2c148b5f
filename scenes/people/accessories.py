"""Hats, glasses and scarves on a body at rest: stiff things that one bone carries along.

Each takes the head of a body at rest and a source of chance, and gives a mesh in metres.
"""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, grid, join
from .anatomy import anatomy
from .head import Body, Head, Values, directions
from .skeleton import ends

ROUND = np.linspace(-180, 180, 64, endpoint=False)
OVER_HAIR_M = 0.018


def beanie(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a knitted hat with its edge turned up."""
    ribs = 0.0012 * np.sin(np.radians(ROUND) * 32)[:, None]
    off = np.interp(np.linspace(0, 1, 15), (0, 0.12, 0.7, 0.72, 1), (0.022, 0.020, 0.013, 0.018, 0.018)) + ribs
    return _shell(head, _level(30, -16), off)


def cap(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a cap with a peak."""
    azimuth = np.linspace(-50, 50, 21)
    rim = head.place(azimuth, np.full(21, 27.0), OVER_HAIR_M)
    bow = np.cos(np.radians(azimuth * 90 / 50)) ** 0.5
    ahead = rim + np.stack([0.05 * np.sin(np.radians(azimuth)), -0.075 * bow, -0.022 * bow - 0.010 * (1 - bow)], axis=1)
    return join([_shell(head, _level(26, -4), np.full(15, OVER_HAIR_M)), _leaf(rim, ahead)])


def sun_hat(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a hat with a brim all round."""
    line = _level(27, 4)
    rim = head.place(ROUND, line, OVER_HAIR_M)
    wide_m = rng.uniform(0.055, 0.09)
    brim = rim + directions(ROUND, np.full(64, -12.0)) * wide_m
    return join([_shell(head, line, np.full(15, OVER_HAIR_M)), _leaf(rim, brim, close=True)])


def helmet(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a cyclist's or a builder's helmet: a hard shell with ribs, a short peak, and a strap to the chin."""
    down = np.linspace(0, 1, 15)
    aside = np.sin(np.radians(ROUND))[:, None] * np.sin(0.5 * np.pi * down)
    ribs = 0.004 * np.cos(aside * 4 * np.pi) * np.sin(np.pi * down) ** 0.5
    line = _level(22, -6)
    shell = _shell(head, line, np.interp(down, (0, 0.7, 0.9, 1), (0.036, 0.036, 0.034, 0.026)) + ribs)
    azimuth = np.linspace(-42, 42, 15)
    rim = head.place(azimuth, np.interp(np.abs(azimuth), ROUND[32:], line[32:]), 0.026)
    bow = np.cos(np.radians(azimuth * 90 / 42)) ** 0.5
    peak = _leaf(rim, rim + np.stack([0 * bow, -0.032 * bow, -0.008 * bow], axis=1), 0.004)
    return join([shell, peak, *(_chin_strap(head, side) for side in (-1, 1))])


def _chin_strap(head: Head, side: int) -> Mesh:
    """Return one side of a strap: from the temple past the cheek to under the chin."""
    azimuth, elevation = np.linspace(70, 0, 12) * side, np.interp(np.linspace(0, 1, 12), (0, 0.5, 1), (4, -48, -72))
    return tube(head.place(azimuth, elevation, 0.004), 0.0035)


def headscarf(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a scarf over the head that leaves the face free and lies on the shoulders."""
    body = Body(head.rest)
    line = np.interp(np.abs(ROUND), (0, 25, 42, 52, 58, 70), (33, 30, 14, -20, -52, -60))
    hood = _shell(head, line, np.interp(np.linspace(0, 1, 15), (0, 1), (0.016, 0.012)))
    chin = head.place(ROUND, np.interp(np.abs(ROUND), (0, 60, 100, 180), (-66, -52, -40, -34)), 0.010)
    rows = [chin]
    for step in range(1, 11):
        spread = directions(ROUND, np.full(64, 0.0)) * (
            0.006 * step + 0.004 * np.sin(9 * np.radians(ROUND) + 1)[:, None]
        )
        rows.append(body.outside(chin - (0, 0, 0.018 * step) + spread, 0.032))
    return join([hood, _outwards(grid(np.stack(rows, axis=1), close_u=True))])


def scarf(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a scarf wound round the neck, with an end that hangs in front."""
    body, heads = Body(head.rest), ends(head.rest)[0]
    neck = heads[anatomy().bone("neck_01")] - (0, 0.004, 0.012)
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    path = neck + np.stack([0.085 * np.sin(turn), -0.080 * np.cos(turn), -0.012 * np.cos(turn)], axis=1)
    path = body.outside(path, 0.028)
    way = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    thick = 0.026 + 0.003 * np.sin(5 * turn + rng.uniform(0, 6)) + 0.002 * np.sin(11 * turn)
    out = (path - neck) * (1, 1, 0)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    rolled = 1 + 0.10 * np.sin(3 * way[None] + 4 * turn[:, None])
    ring = out[:, None] * np.cos(way)[None, :, None] * 0.8 + np.array([0, 0, 1.25]) * np.sin(way)[None, :, None]
    loop = path[:, None] + ring * (thick[:, None] * rolled)[..., None]
    loop = np.concatenate([loop, loop[:, :1]], axis=1)
    return join([_outwards(grid(loop, close_u=True)), _tail(body, neck, rng)])


def _tail(body: Body, neck: Values, rng: np.random.Generator) -> Mesh:
    side, long_m = float(rng.choice((-1, 1))) * 0.045, rng.uniform(0.22, 0.38)
    down = np.linspace(0, long_m, 16)
    middle = neck + np.stack([np.full(16, side), np.full(16, -0.14), -0.03 - down], axis=1)
    lines = [
        body.outside(np.add(middle, (across, 0, 0)), 0.042 + 0.004 * np.cos(150 * across))
        for across in np.linspace(-0.055, 0.055, 9)
    ]
    front = np.stack(lines, axis=1)
    return _outwards(grid(np.concatenate([front, front[:, ::-1] + (0, 0.010, 0)], axis=1)))


def glasses(head: Head, rng: np.random.Generator) -> Mesh:
    """Return rims, a bridge and sides."""
    return _spectacles(head, filled=False)


def sunglasses(head: Head, rng: np.random.Generator) -> Mesh:
    """Return glasses with dark panes."""
    return _spectacles(head, filled=True)


def _spectacles(head: Head, filled: bool) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 25)
    front_m = head.eyes[:, 1].min() - 0.030
    parts = []
    for side, eye in ((-1, head.eyes[0]), (1, head.eyes[1])):
        x = eye[0] + side * 0.002 + 0.025 * np.cos(turn)
        ring = np.stack(
            [x, front_m + 0.6 * np.maximum(np.abs(x) - 0.045, 0), eye[2] - 0.002 + 0.019 * np.sin(turn)], axis=1
        )
        parts.append(tube(ring, 0.0019))
        hinge = np.array([eye[0] + side * 0.027, front_m + 0.006, eye[2] + 0.006])
        ear = np.array(
            [
                side * 0.92 * np.abs(head.place(np.array(90.0), np.array(-12.0), 0.0)[0]),
                head.centre[1] + 0.015,
                eye[2] + 0.004,
            ]
        )
        parts.append(tube(np.linspace(hinge, ear, 8), 0.0018))
        if filled:
            parts.append(_leaf(ring, np.broadcast_to(ring.mean(axis=0), ring.shape), 0.001))
    inner = [
        np.array([eye[0] + side * -0.023, front_m, eye[2] + 0.002])
        for side, eye in ((-1, head.eyes[0]), (1, head.eyes[1]))
    ]
    parts.append(tube(np.linspace(inner[0], inner[1], 5), 0.0017))
    return join(parts)


def _level(front_deg: float, back_deg: float) -> Values:
    """Return elevations round the head of an edge that lies in a plane, nearly."""
    share = (1 - np.cos(np.radians(ROUND))) / 2
    return front_deg + share * (back_deg - front_deg)


def _shell(head: Head, line_deg: Values, off_m: Values) -> Mesh:
    """Return what lies over the skull from the crown down to a line round it, its edge turned in."""
    elevation = 90.0 + np.linspace(0, 1, 15) * (line_deg[:, None] - 90.0)
    outside = head.place(ROUND[:, None], elevation, off_m)
    inside = head.place(ROUND[:, None], elevation[:, [-1, -3]], 0.004)
    return _outwards(grid(np.concatenate([outside, inside], axis=1), close_u=True))


def _leaf(near: Values, far: Values, thick_m: float = 0.003, close: bool = False) -> Mesh:
    """Return a thin sheet from one line to another, closed at its far edge."""
    steps = [near + share * (far - near) for share in (0.0, 0.35, 0.7, 1.0)]
    below = [each - (0, 0, thick_m) for each in steps[::-1]]
    return _outwards(grid(np.stack([*steps, *below], axis=1), close_u=close))


def tube(path: Values, radius_m: float) -> Mesh:
    """Return a round cord of seven sides along a path N×3."""
    turn = np.linspace(0, 2 * np.pi, 7)
    along = np.gradient(path, axis=0)
    aside = np.cross(along, (0.0, 1.0, 0.001))
    aside = np.where(np.linalg.norm(aside, axis=1, keepdims=True) < 1e-5, np.cross(along, (1.0, 0.0, 0.0)), aside)
    aside /= np.maximum(np.linalg.norm(aside, axis=1, keepdims=True), 1e-9)
    over = np.cross(along, aside)
    over /= np.maximum(np.linalg.norm(over, axis=1, keepdims=True), 1e-9)
    ring = aside[:, None] * np.cos(turn)[None, :, None] + over[:, None] * np.sin(turn)[None, :, None]
    return grid(path[:, None] + radius_m * ring)


def _outwards(shape: Mesh) -> Mesh:
    """Return a grid whose columns run round to the left and whose rows run down, facing out."""
    return Mesh(shape.vertices, shape.triangles[:, ::-1], shape.smooth, shape.slot)
