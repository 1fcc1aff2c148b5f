"""Cartons, and stacks of them: printed, labelled, strapped, under film."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...geometry.mesh import Mesh, join, rounded_box
from ...poses import Vec3
from ..core.parts import Generator, bar, loft, moved, rounded_loop, slab, tilted

FILM_M = 0.0012  # the thickness of what is stuck or strapped onto cartons
STRAPPED, WRAPPED, MIXED = 0.3, 0.35, 0.35  # of the stacks
PRINTED, LABELLED, CRUSHED = 0.7, 0.8, 0.3  # of the makes of cartons, of the cartons, of the cartons


def carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a taped cardboard box. Slots: cardboard, tape."""
    return join(_carton(size_m, (0.0, 0.0, 0.0), rng))


def _carton(size_m: Vec3, place: Vec3, rng: np.random.Generator, slot: int = 0) -> list[Mesh]:
    """Return a box as it comes off a lorry: its sides bulge or sink, a corner may be crushed, its tape is by hand."""
    width, depth, height = size_m
    x, y, z = place
    wide = float(rng.uniform(0.04, 0.06))
    flaps = [
        bar((width - 0.01, depth / 2 - 0.004, 0.003), (x, y + s * (depth / 4), z + height - 0.003), slot)
        for s in (-1, 1)
    ]
    tape = bar((width - 0.004, wide, 0.0008), (x, y, z + height - 0.0008), 1)
    ends = [
        bar((0.0008, wide, long), (x + s * (width / 2 - 0.0008), y, z + height - long - 0.002), 1)
        for s in (-1, 1)
        if (long := float(rng.uniform(0.05, 0.13))) < 0.6 * height
    ]
    body = _dented((width - 0.003, depth - 0.003, height - 0.002), rng)
    return [moved(body, (x, y, z + (height - 0.002) / 2), slot=slot), *flaps, tape, *ends]


def _dented(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return a box around the origin, its upright sides pressed in or out, some with a crushed edge."""
    soft = rounded_box(size_m, 0.004, 1, 2)
    half = np.asarray(size_m) / 2
    share = soft.vertices / half
    room = 1 - np.abs(share) ** 2
    bulge = rng.uniform((-0.006, -0.004), (0.006, 0.0))  # in front, no more than what is printed there bears
    points = soft.vertices.copy()
    for axis, other in ((0, 1), (1, 0)):
        points[:, axis] += (
            bulge[axis] * np.sign(share[:, axis]) * (np.abs(share[:, axis]) > 0.9) * room[:, other] * (room[:, 2])
        )
    if rng.random() < CRUSHED:
        corner = rng.choice([-1, 1], 3) * half * (1, 1, float(rng.uniform(0.2, 1.0)))
        near = np.exp(-((np.linalg.norm(points - corner, axis=1) / float(rng.uniform(0.05, 0.11))) ** 2))
        points -= near[:, None] * np.sign(corner) * rng.uniform(0.008, 0.03, 3)
    return soft.with_vertices(np.clip(points, (-np.inf, -np.inf, -half[2]), (np.inf, np.inf, half[2])))


def carton_stack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build layers of cartons, out of line: all of one make, or of several. Some are strapped, some under film.

    Slots: cardboard, tape, labels, print, straps, other cardboard, film.
    """
    width, depth, height = size_m
    mixed = bool(rng.random() < MIXED)
    nz = max(1, round(height / rng.uniform(0.2, 0.42)))
    rises = rng.uniform(0.6, 1.4, nz) if mixed else np.ones(nz)
    lows = np.concatenate([[0.0], np.cumsum(rises)]) * height / rises.sum()
    make, parts, full = _make(rng), [], True
    for k in range(nz):
        make = _make(rng) if mixed else make
        count = make.nx * make.ny
        if k == nz - 1 and nz > 1 and rng.random() < 0.4:
            count, full = int(rng.integers(1, count + 1)), False
        parts += _layer((width - 0.024, depth - 0.024, float(lows[k + 1] - lows[k])), float(lows[k]), make, count, rng)
    if full:
        dressed = rng.random()
        parts += _straps(size_m, make.nx) if dressed < STRAPPED else []
        parts += [_film(size_m, rng)] if dressed > 1 - WRAPPED else []
    return join(parts)


class _Make(NamedTuple):
    """How the cartons of a layer lie, and what is printed on each: how wide its mark is, and whether it has arrows."""

    nx: int
    ny: int
    slot: int
    printed: float
    arrows: bool


def _make(rng: np.random.Generator) -> _Make:
    printed = float(rng.uniform(0.25, 0.8)) if rng.random() < PRINTED else 0.0
    slot = 5 if rng.random() < 0.35 else 0
    return _Make(int(rng.integers(1, 4)), int(rng.integers(2, 4)), slot, printed, bool(rng.random() < 0.5))


def _layer(size_m: Vec3, low_m: float, make: _Make, count: int, rng: np.random.Generator) -> list[Mesh]:
    """Return the first `count` cartons of a layer, each a little out of line and askew."""
    width, depth, height = size_m
    wide_m, deep_m = width / make.nx, depth / make.ny
    parts = []
    for number in range(count):
        i, j = divmod(number, make.ny)
        dx, dy = rng.uniform(-0.006, 0.006, 2).tolist()
        size = (wide_m - 0.018, deep_m - 0.018, height - 0.001)
        box = _carton(size, (0.0, 0.0, 0.0), rng, make.slot)
        for side in (end for end, row in ((-1, 0), (1, make.ny - 1)) if j == row):
            box += _printed(size, (0.0, 0.0, 0.0), side, make, rng)
        place = ((i - (make.nx - 1) / 2) * wide_m + dx, (j - (make.ny - 1) / 2) * deep_m + dy, low_m)
        askew_deg = float(np.clip(rng.normal(0, 0.5), -1.0, 1.0))
        parts.append(moved(join(box), place, askew_deg))
    return parts


def _film(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Return stretch film around a stack: drawn tight over its corners, with folds that climb, open above."""
    width, depth, height = size_m
    outline = rounded_loop(width - 0.012, depth - 0.012, 0.0, 0.05)[:, :2]
    ends = np.roll(outline, -1, axis=0)
    loop = np.concatenate(
        [
            np.linspace(a, b, max(1, round(float(np.hypot(*(b - a))) / 0.07)), endpoint=False)
            for a, b in zip(outline, ends, strict=True)
        ]
    )
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))])
    lift, phases = float(rng.uniform(0.25, 0.5)), rng.uniform(0, 2 * np.pi, 3)
    rings = []
    for z in np.linspace(0.0, height - 0.002, max(5, round(height / 0.09))).tolist():
        waves = sum(
            np.cos(f * along + g * z / lift + p) for f, g, p in zip((9, 17, 31), (9, -14, 40), phases, strict=True)
        )
        rings.append(np.column_stack([loop * (1 + 0.0028 * np.asarray(waves)[:, None] / width), np.full(len(loop), z)]))
    within = [ring * (0.995, 0.995, 1.0) for ring in rings]
    return loft([*rings, *within[::-1], rings[0]], slot=6)


def _printed(size_m: Vec3, place: Vec3, side: int, make: _Make, rng: np.random.Generator) -> list[Mesh]:
    """Return what is on a carton's front (−1) or back: a maker's mark, arrows, a label with its code."""
    (width, depth, height), (x, y, z) = size_m, place
    face = y + side * (depth - 0.003) / 2
    parts = []
    if make.printed:
        parts += [
            bar((make.printed * width, FILM_M, 0.16 * height), (x - 0.08 * width, face, z + 0.22 * height), 3),
            bar((0.6 * make.printed * width, FILM_M, 0.05 * height), (x - 0.08 * width, face, z + 0.12 * height), 3),
        ]
    if make.arrows:
        parts += _arrows((x - 0.36 * width, face, z + 0.56 * height), min(0.3 * height, 0.2 * width))
    if rng.random() < LABELLED:
        wide, tall = min(0.15, 0.5 * width), min(0.1, 0.4 * height)
        left, low = 0.46 * width - wide / 2, float(rng.uniform(0.86, 0.94)) * height - tall
        at = (x + left * float(rng.uniform(0.4, 1.0)), z + low)
        parts.append(bar((wide, 1.5 * FILM_M, tall), (at[0], face, at[1]), 2))
        parts.append(bar((0.8 * wide, 2 * FILM_M, 0.3 * tall), (at[0], face, at[1] + 0.1 * tall), 3))
        parts.append(bar((0.5 * wide, 2 * FILM_M, 0.12 * tall), (at[0] - 0.14 * wide, face, at[1] + 0.7 * tall), 3))
    return parts


def _arrows(place: Vec3, tall_m: float) -> list[Mesh]:
    """Return two arrows that say which side is up, over a line, where a carton's face is."""
    x, y, z = place
    head = np.array([(-0.17, 0.55), (0.17, 0.55), (0.0, 1.0)]) * tall_m
    tip = tilted(slab(head, -FILM_M / 2, FILM_M / 2), -90)
    parts = [bar((0.9 * tall_m, FILM_M, 0.07 * tall_m), (x, y, z), 3)]
    for s in (-1, 1):
        at = x + 0.24 * s * tall_m
        parts += [
            bar((0.12 * tall_m, FILM_M, 0.48 * tall_m), (at, y, z + 0.1 * tall_m), 3),
            moved(tip, (at, y, z), slot=3),
        ]
    return parts


def _straps(size_m: Vec3, columns: int) -> list[Mesh]:
    """Return two bands around a stack, upright, as they bear it to be lifted."""
    width, depth, height = size_m
    parts = []
    for s in (-1, 1):
        x = s * (0.5 - 0.5 / max(columns, 2)) * width + s * 0.03
        parts += [bar((0.016, FILM_M, height), (x, e * (depth - FILM_M) / 2, 0), 4) for e in (-1, 1)]
        parts.append(bar((0.016, depth, FILM_M), (x, 0, height - FILM_M), 4))
    return parts


GENERATORS: dict[str, Generator] = {
    "carton stack": carton_stack,
}
