"""Soft things that are parts of furniture: duvets, seats that somebody sat on, throws."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, rounded_box
from ...poses import Vec3
from ..core.cloth import cloth_mesh, creases, folds, hung_over, sheet_of, smooth_noise, valleys
from ..core.parts import Generator, moved, rounded_loop, tube

Values = NDArray[np.float64]
STEP_M = 0.03  # between the lines of a duvet's grid
HALF_M = 0.012  # half a duvet's thickness at its hem
ROLL_M = 0.021  # radius of the bend in which it is turned back
RIM_M = 0.06  # radius of its bend over a mattress's edge
OUT_M = 0.035  # from a bed's outline to what hangs at its side: room for folds
LEAN = 0.14  # by which the back of a chair comes forward, below its top, as a share of the way down
UNMADE = 0.3  # of beds
CROWN_M = 0.007  # from where things are put on a seat up to its cushion's rim
CELLS = 14  # along each side of a cushion


def duvet(size_m: tuple[float, float], top_m: float, rng: np.random.Generator) -> Mesh:
    """Return a duvet that lies over a bed of a width and depth, its back at +y, as somebody left it.

    It bulges up to `top_m`, hangs at three sides with an uneven hem, and is turned back at the head.
    Slots: 1 its underside, 2.
    """
    width, depth = size_m
    unmade = rng.random() < UNMADE
    inner = width / 2 - OUT_M - RIM_M
    core = np.array([-inner, OUT_M + RIM_M - depth / 2]), np.array([inner, depth])
    drop, foot = RIM_M * np.pi / 2 + rng.uniform(0.12, 0.26), RIM_M * np.pi / 2 + rng.uniform(0.05, 0.2)
    turned = float(rng.uniform(0.16, 0.26))
    head = float(rng.uniform(0.08, 0.12)) * depth
    sheet = sheet_of((-inner - drop, core[0][1] - foot), (inner + drop, head + turned), STEP_M)
    flat = _askew(sheet.flat, 5.0 if unmade else 1.5, rng)
    line = head - _turned_corner(flat[..., 0] / inner, unmade, rng)
    beyond = flat[..., 1] - line
    bend = np.clip(beyond / ROLL_M, 0, np.pi)
    lying = np.minimum(flat[..., 1], line) + ROLL_M * np.sin(bend) - np.maximum(beyond - np.pi * ROLL_M, 0)
    points, normals, hangs = hung_over(np.stack([flat[..., 0], lying], axis=-1), core, RIM_M)
    raised = ROLL_M * (1 - np.cos(bend)) - HALF_M
    raised += 0.014 * (1 + np.cos(bend)) * folds(flat, normals, hangs, float(rng.uniform(0.16, 0.26)), rng)
    raised -= _drawn_in(flat, inner, unmade, rng) * np.clip(1 - hangs / 0.08, 0.3, 1)
    half = HALF_M * sheet.lift * np.cos(bend)
    face, back = (points + (raised + side * half)[..., None] * normals for side in (1, -1))
    return moved(cloth_mesh(face, back, (2, 1)), (0, 0, top_m))


def _askew(flat: Values, most_deg: float, rng: np.random.Generator) -> Values:
    """Return a sheet's places with it lying a little turned and shifted, and with edges that are not straight."""
    angle = np.radians(rng.uniform(-most_deg, most_deg))
    cos, sin = np.cos(angle), np.sin(angle)
    middle = np.array([0.0, flat[..., 1].mean()])
    there = (flat - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle + rng.normal(0, 0.012 * most_deg, 2) / 2
    there[..., 0] += 0.02 * smooth_noise(flat[..., 1:], (0.5, 1.4), rng)
    there[..., 1] += 0.015 * smooth_noise(flat[..., :1], (0.5, 1.4), rng)
    return there


def _turned_corner(across: Values, unmade: bool, rng: np.random.Generator) -> Values:
    """Return by how much further down a duvet is turned back at places from −1 to 1 across: one corner more."""
    side = 1.0 if rng.random() < 0.5 else -1.0
    deep = rng.uniform(0.15, 0.32) if unmade else rng.uniform(0.0, 0.1)
    return deep * np.clip((side * across + 0.1) / 1.1, 0, 1.2) ** 2


def _drawn_in(flat: Values, inner: float, unmade: bool, rng: np.random.Generator) -> Values:
    """Return how far below its bulges a duvet lies: valleys between them, creases around where it was pulled."""
    many = 3 if unmade else 2
    hubs = np.column_stack([rng.uniform(-inner, inner, many), rng.uniform(-0.8, 0.4, many)])
    low = (0.024 if unmade else 0.015) * valleys(flat, (0.35, 1.0), 0.22, rng)
    low += (0.014 if unmade else 0.009) * creases(flat, hubs, 46, (0.14, 0.7), rng, 0.018)
    return np.clip(low + 0.004 * smooth_noise(flat, (0.1, 0.3), rng), -0.006, 0.03)


def sat_on(size_m: Vec3, place: Vec3, radius_m: float, dent_m: float, rng: np.random.Generator) -> Mesh:
    """Return a seat's cushion with its underside's middle at `place`: piped, dented and creased where somebody sat.

    Its top is CROWN_M higher than `size_m` at its rim, and lower in the dent.
    Its front (−y) bulges by a part of the dent. Slot: 0.
    """
    width, depth, height = size_m
    shape = rounded_box(size_m, radius_m, steps=3, cells=CELLS)
    flat = shape.vertices[:, :2]
    u, v, w = (shape.vertices / (np.array(size_m) / 2)).T
    spot = np.array([rng.uniform(-0.12, 0.12) * width, rng.uniform(-0.12, 0.04) * depth])
    off = (flat - spot) / (0.36 * min(width, 0.8), 0.38 * depth)
    sunk = -CROWN_M + dent_m * np.exp(-(off**2).sum(axis=1)) + 0.008 * np.clip(np.abs(u * v), 0, 1) ** 3
    sunk += _pulled(flat, spot, u, v, rng)
    front = np.clip(-2 * v - 1, 0, 1) * (1 - w**2)
    bulge = 0.4 * dent_m * front * (1 - u**2) * (1 + 0.5 * smooth_noise(shape.vertices, (0.1, 0.4), rng))
    moves = np.stack([np.zeros(len(u)), -bulge, -sunk * np.clip(2 * w, 0, 1)], axis=-1)
    soft = shape.with_vertices(shape.vertices + moves)
    x, y, z = place
    return moved(join([soft, *_piping(size_m, radius_m)]), (x, y, z + height / 2))


def padded(size_m: Vec3, place: Vec3, radius_m: float, rng: np.random.Generator, piped: bool = False) -> Mesh:
    """Return an upholstered block with its underside's middle at `place`: its sides bulge a little, and none evenly.

    One that is `piped` has a cord around its front (−y). Slot: 0.
    """
    half = np.array(size_m) / 2
    shape = rounded_box(size_m, radius_m, steps=3, cells=5)
    share = shape.vertices / half
    flat = 1 - share**2
    free = np.column_stack([flat[:, 1] * flat[:, 2], flat[:, 0] * flat[:, 2], flat[:, 0] * flat[:, 1]])
    out = 0.007 * free + 0.003 * smooth_noise(shape.vertices, (0.2, 0.6), rng)[:, None] * np.sqrt(np.maximum(free, 0))
    soft = shape.with_vertices(shape.vertices + out * np.clip(1.5 * share, -1, 1))
    x, y, z = place
    loop = rounded_loop(size_m[0] - 0.5 * radius_m, size_m[2] - 0.5 * radius_m, 0.0, radius_m)
    ring = np.column_stack([loop[:, 0], np.full(len(loop), 0.25 * radius_m - half[1]), loop[:, 1]])
    cord = [tube(np.concatenate([ring, ring[:1]]), 0.0045, 0, 6)] if piped else []
    return moved(join([soft, *cord]), (x, y, z + half[2]))


def leant_on(size_m: Vec3, rng: np.random.Generator, rim_m: float, piped: bool = True) -> Mesh:
    """Return a cushion that lies flat around the origin: puffed above a rim `rim_m` thick, pressed in, and creased.

    Its corners stand out, and its sides are drawn in between them. Slot: 0.
    """
    width, depth, height = size_m
    radius_m, puff_m = min(0.4 * rim_m, 0.03), (height - rim_m) / 2
    shape = rounded_box((width, depth, rim_m), radius_m, steps=2, cells=CELLS)
    u, v, w = (shape.vertices / (width / 2, depth / 2, rim_m / 2)).T
    full = np.clip((1 - u**2) * (1 - v**2), 0, 1) ** 0.55
    spot = np.array([rng.uniform(-0.15, 0.15) * width, rng.uniform(-0.05, 0.2) * depth])
    off = (shape.vertices[:, :2] - spot) / (0.3 * width, 0.3 * depth)
    pressed = rng.uniform(0.1, 0.45) * np.exp(-(off**2).sum(axis=1))
    rise = puff_m * full * (1 - pressed) - _pulled(shape.vertices[:, :2], spot, u, v, rng)
    soft = shape.with_vertices(shape.vertices + np.outer(rise * np.clip(w, -1, 1), (0, 0, 1)))
    seams = _piping((width, depth, rim_m), radius_m) if rim_m > 0.04 else _piping((width, depth, 0.0), 0.01)[:1]
    whole = join([soft, *(seams if piped else [])])
    share = whole.vertices[:, :2] / (width / 2, depth / 2)
    drawn = 1 - 0.08 * (1 - share[:, ::-1] ** 2) * np.abs(share)
    return whole.with_vertices(np.column_stack([whole.vertices[:, :2] * drawn, whole.vertices[:, 2]]))


def _pulled(flat: Values, spot: Values, u: Values, v: Values, rng: np.random.Generator) -> Values:
    """Return how deep creases around a spot of a cushion are, in metres; none at its seams."""
    inside = np.clip(5 * (1 - np.maximum(np.abs(u), np.abs(v))), 0, 1)
    span = np.ptp(flat, axis=0) / 2
    hubs = np.concatenate([spot[None], spot[None], span * [(-1, -1), (-1, 1), (1, -1), (1, 1)]])
    long_m = 0.6 * float(span.min())
    return 0.008 * np.clip(creases(flat, hubs, 24, (long_m, 2 * long_m), rng), -0.3, 1.2) * inside


def _piping(size_m: Vec3, radius_m: float) -> list[Mesh]:
    """Return the cords around the upper and the lower edges of a cushion around the origin."""
    width, depth, height = size_m
    in_m = 0.25 * radius_m
    loops = [rounded_loop(width - 2 * in_m, depth - 2 * in_m, s * (height / 2 - in_m), radius_m) for s in (-1, 1)]
    return [tube(np.concatenate([loop, loop[:1]]), 0.0045, 0, 6) for loop in loops]


def throw(over_m: Vec3, wide_m: float, longest_m: float, rng: np.random.Generator) -> Mesh:
    """Return a throw that hangs over an arm along y: the arm's width, depth and the height of its top.

    It is `wide_m` along the arm, and hangs at most `longest_m` at the inner side, +x, and further at the outer one.
    Slot: 2.
    """
    width, depth, top_m = over_m
    radius = 0.03
    inner = max(width / 2 - radius + 0.008, 0.01)
    outside, inside = float(rng.uniform(0.5, 0.85)) * (top_m - 0.1), float(rng.uniform(0.5, 0.95)) * longest_m
    middle = float(rng.uniform(-0.5, 0.1)) * (depth - wide_m - 0.1)
    sheet = sheet_of((-inner - outside, middle - wide_m / 2), (inner + inside, middle + wide_m / 2), 0.02, 0.01)
    flat = _askew(sheet.flat, 3.0, rng)
    core = np.array([-inner, -9.0]), np.array([inner, 9.0])
    points, normals, hangs = hung_over(flat, core, radius)
    hubs = np.column_stack([rng.uniform(-inner, inner, 2), rng.uniform(-0.3, 0.3, 2) * wide_m + middle])
    out = 0.008 + 0.022 * folds(flat, normals, hangs, float(rng.uniform(0.09, 0.14)), rng)
    out += 0.006 * np.clip(creases(flat, hubs, 20, (0.1, 0.35), rng, 0.01), -0.6, 0.8)
    face, back = (points + (out + side * sheet.lift)[..., None] * normals for side in (0.004, -0.004))
    return moved(cloth_mesh(face, back, (2, 2)), (0, 0, top_m))


def hung_jacket(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a jacket that hangs over the back of a chair, its back at +y, its collar at the top. Slot: cloth."""
    half, radius, long_m = 0.4 * size_m[0], 0.02, size_m[2] - 0.045
    core = np.array([-1.0, -0.01]), np.array([1.0, 0.01])
    reach = 0.01 + radius * np.pi / 2
    sheet = sheet_of((-half, -reach - float(rng.uniform(0.4, 0.55)) * long_m), (half, reach + long_m - 0.03), 0.022)
    points, normals, hangs = hung_over(sheet.flat, core, radius)
    points[..., 0] *= 1 + 0.25 * np.clip(hangs / long_m, 0, 1) * (points[..., 1] > 0)
    points[..., 1] += np.where(points[..., 1] < 0, -LEAN * hangs, 0.06 * hangs)
    points[..., 2] -= 0.045 * np.abs(sheet.flat[..., 0] / half) ** 2.5 * (normals[..., 2] < 0.99)
    hubs = np.array([(-0.8 * half, 0.08), (0.8 * half, 0.08), (0.0, 0.5 * long_m)])
    out = 0.006 + 0.014 * folds(sheet.flat, normals, hangs, 0.13, rng)
    out += 0.006 * np.clip(creases(sheet.flat, hubs, 26, (0.1, 0.4), rng, 0.01), -0.6, 0.8)
    face, back = (points + (out + side * sheet.lift)[..., None] * normals for side in (0.004, -0.004))
    parts = [cloth_mesh(face, back, (0, 0)), _collar()]
    parts += [_sleeve(side * 0.92 * half, radius + 0.012, long_m, rng) for side in (-1, 1)]
    return join(parts)


def _collar() -> Mesh:
    """Return a collar that stands behind and falls over at both sides, its middle over the origin."""
    angle = np.linspace(-0.1 * np.pi, 1.1 * np.pi, 15)
    path = np.column_stack([0.07 * np.cos(angle), 0.04 * np.sin(angle) - 0.015, 0.002 + 0.012 * np.sin(angle)])
    return tube(path, 0.01 + 0.008 * np.clip(np.sin(angle), 0, 1), 0, 10)


def _sleeve(x_m: float, back_m: float, long_m: float, rng: np.random.Generator) -> Mesh:
    """Return an empty sleeve that hangs flat from a shoulder, with creases across its elbow."""
    t = np.linspace(0, 1, 22)
    aside = np.sign(x_m) * (0.03 * np.sin(np.pi * t) - float(rng.uniform(0.0, 0.06)) * t)
    fall = float(rng.uniform(0.86, 0.98)) * long_m * t
    path = np.column_stack([x_m + aside, back_m + 0.012 * np.sin(2 * t + rng.uniform(0, 3)), -0.03 - 0.95 * fall])
    radii = np.interp(t, [0, 0.1, 0.25, 1], [0.02, 0.045, 0.05, 0.04])
    radii = radii * (1 + 0.08 * np.sin(26 * t + rng.uniform(0, 6)) * np.exp(-(((t - 0.5) / 0.25) ** 2)))
    arm = tube(path, radii, 0, 14)
    return arm.with_vertices((arm.vertices - (0, back_m, 0)) * (1, 0.5, 1) + (0, back_m, 0))


GENERATORS: dict[str, Generator] = {"hung jacket": hung_jacket}
