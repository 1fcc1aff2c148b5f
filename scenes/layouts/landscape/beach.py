"""What people bring to a beach, and what stands there: parasols with loungers or towels, huts, a lifeguard's tower."""

from __future__ import annotations

import math

import numpy as np

from ...generators.nature.relief import DUNES_M, shore_y_m
from ...pieces import Piece, sample_piece
from .ground import Spot

CAMPS_M = (7.0, 19.0)  # from the sea: where people lie
CAMPS = (4, 13)
HUTS_M = 23.5  # from the sea is a row of huts
TOWER_M = (6.0, 10.0)
LAID_M = 0.036  # of what plants sink by, a towel does not
REACH_M = 26.0  # along the beach
GRASS = 150
TOYS = ("garden ball", "bucket", "frisbee", "surfboard")


def set_beach(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Build a tower and huts, let camps be here and there, and grass grow on the dunes."""
    if layout_rng.random() < 0.6:
        tower = sample_piece("lifeguard tower", layout_rng, material_rng, {})
        _put(
            place, tower, _at(place, float(layout_rng.uniform(-14, 14)), float(layout_rng.uniform(*TOWER_M))), 0.0, 2.6
        )
    if layout_rng.random() < 0.6:
        _huts(place, layout_rng, material_rng)
    parasols = [sample_piece("parasol", layout_rng, material_rng, {}) for _ in range(3)]
    for _ in range(int(layout_rng.integers(*CAMPS))):
        _camp(place, parasols[int(layout_rng.integers(3))], layout_rng, material_rng)
    _dune_grass(place, layout_rng, material_rng)


def _at(place: Spot, x_m: float, from_sea_m: float) -> tuple[float, float]:
    return x_m, float(shore_y_m(np.array(x_m), place.ground.geometry.size_m[0])) + from_sea_m


def _put(
    place: Spot,
    piece: Piece,
    at_m: tuple[float, float],
    turn_deg: float,
    radius_m: float,
    lean: bool = False,
    sunk_m: float = 0.0,
) -> bool:
    """Put a thing on the sand, where nothing else is; return whether it is there."""
    if not place.is_free(*at_m, radius_m):
        return False
    place.plant(piece, *at_m, turn_deg, radius_m, lean=lean, sunk_m=sunk_m)
    return True


def _huts(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Set a row of huts of one size before the dunes, each of its own colours, facing the sea."""
    first = sample_piece("beach hut", layout_rng, material_rng, {})
    pitch_m = first.size_m[0] + float(layout_rng.uniform(0.15, 0.6))
    start = float(layout_rng.uniform(-REACH_M, 4))
    for k in range(int(layout_rng.integers(4, 10))):
        hut = sample_piece("beach hut", layout_rng, material_rng, {}, first.size_m)
        _put(place, hut, _at(place, start + k * pitch_m, HUTS_M), float(layout_rng.normal(0, 1.0)), 0.49 * pitch_m)


def _camp(place: Spot, parasol: Piece, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let somebody have a place: a parasol, and two loungers or towels beside it that face the sea."""
    x, y = _at(place, float(layout_rng.uniform(-REACH_M, REACH_M)), float(layout_rng.uniform(*CAMPS_M)))
    if not place.is_free(x, y, 2.2):
        return
    turn_deg = float(layout_rng.normal(0, 14))
    if layout_rng.random() < 0.75:
        place.plant(parasol, x, y, float(layout_rng.uniform(0, 360)), 0.3)
    kind = "sun lounger" if layout_rng.random() < 0.4 else "beach towel"
    for side in (-1, 1)[: 1 + int(layout_rng.random() < 0.7)]:
        bed = sample_piece(kind, layout_rng, material_rng, {})
        at = (x + side * (0.45 + bed.size_m[0] / 2), y + float(layout_rng.normal(0, 0.15)))
        turned = turn_deg + float(layout_rng.normal(0, 5))
        place.plant(bed, *at, turned, 0.5 * bed.size_m[0], lean=True, sunk_m=-LAID_M if kind == "beach towel" else 0.0)
    if layout_rng.random() < 0.5:
        toy = sample_piece(str(layout_rng.choice(TOYS[:3])), layout_rng, material_rng, {})
        angle = float(layout_rng.uniform(math.pi, 2 * math.pi))
        spot = (x + 1.9 * math.cos(angle), y + 1.9 * math.sin(angle))
        _put(place, toy, spot, float(layout_rng.uniform(0, 360)), 0.2, lean=True, sunk_m=-0.02)
    place.taken.append((x, y, 1.6))


def _dune_grass(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let tussocks grow on the dunes, in groups, and thinner towards the sea."""
    tufts = [sample_piece("dune grass", layout_rng, material_rng, {}) for _ in range(4)]
    groups = layout_rng.uniform(-1.3 * REACH_M, 1.3 * REACH_M, 16)
    for _ in range(GRASS):
        x = float(groups[int(layout_rng.integers(16))] + layout_rng.normal(0, 2.4))
        up = DUNES_M[0] + float(layout_rng.beta(1.6, 1.3)) * (DUNES_M[1] + 4 - DUNES_M[0])
        at = _at(place, x, up)
        tuft, scale = tufts[int(layout_rng.integers(4))], round(float(layout_rng.uniform(0.7, 1.3)), 3)
        if place.is_free(*at, 0.2):
            place.plant(tuft, *at, float(layout_rng.uniform(0, 360)), 0.0, scale, lean=True)
