"""What a park has along its path: benches that face it, lamps, bins, beds of flowers, an avenue, reeds at its pond."""

from __future__ import annotations

import itertools
import math

import numpy as np

from ...generators.nature.relief import PATH_HALF_M, RELIEFS, lake_of, path_y_m
from ...pieces import Piece, sample_piece
from .ground import SINK_M, Spot

BENCH_M, LAMP_M, BED_M = 0.55, 0.75, 1.1  # from the edge of the path to the middle of what stands there
REACH_M = 34.0  # of the path, to either side of the middle
LAMPS_M, BENCHES_M = (13.0, 18.0), (7.0, 12.0)  # from one to the next
TREE_M, CLEAR_M = 3.4, 7.5  # of an avenue from the edge of the path; of the middle, which stays open
AVENUES = ("broadleaf tree", "columnar tree", "birch")
REEDS = 26  # tufts and stones at a pond
NARROW_M = 0.3  # what needs no more room stands with its middle there, all else with its front
ROWS = 3  # of flowers in a bed, per metre


def set_park(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Furnish both sides of the path; lamps of a park are alike, and so are its benches and its bins."""
    lamp, bench, bin_ = (
        sample_piece(kind, layout_rng, material_rng, {}) for kind in ("street lamp", "park bench", "litter bin")
    )
    left = 1.0 if layout_rng.random() < 0.5 else -1.0
    for x in _along(layout_rng, LAMPS_M):
        _beside(place, lamp, x, left, LAMP_M, 0.3)
    for x in _along(layout_rng, BENCHES_M):
        side = float(layout_rng.choice((-1.0, 1.0)))
        if _beside(place, bench, x, side, BENCH_M, 0.85) and layout_rng.random() < 0.5:
            _beside(place, bin_, x + 1.7, side, BENCH_M, 0.4)
    for x in _along(layout_rng, (9.0, 16.0)):
        _bed(place, x, float(layout_rng.choice((-1.0, 1.0))), layout_rng, material_rng)
    if layout_rng.random() < 0.7:
        _avenue(place, layout_rng, material_rng)
    _reeds(place, layout_rng, material_rng)


def _avenue(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Plant trees of one kind at both sides of the path, but not where people are seen from near by."""
    kind = str(layout_rng.choice(AVENUES))
    trees = [sample_piece(kind, layout_rng, material_rng, {}) for _ in range(2)]
    pitch_m = float(layout_rng.uniform(8.0, 11.0))
    for k, side in itertools.product(range(-5, 6), (-1.0, 1.0)):
        tree, scale = trees[int(layout_rng.integers(2))], round(float(layout_rng.uniform(0.85, 1.15)), 3)
        x, y, _ = _spot(place, k * pitch_m + float(layout_rng.normal(0, 0.3)), side, TREE_M)
        clear = math.hypot(x, y) > CLEAR_M + 0.5 * tree.size_m[0] * scale
        if clear and place.is_free(x, y, 0.8):
            place.plant(tree, x, y, float(layout_rng.uniform(0, 360)), 0.6, scale)


def _reeds(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let reeds and stones lie around parts of the pond."""
    ground = place.ground
    lake = lake_of(RELIEFS[ground.geometry.generator], ground.geometry.size_m[0])
    reeds = [sample_piece("reeds", layout_rng, material_rng, {}) for _ in range(2)]
    stone = sample_piece("rock", layout_rng, material_rng, {})
    start = float(layout_rng.uniform(0, 2 * math.pi))
    for angle in (start + layout_rng.uniform(0, 3.6, REEDS)).tolist():
        away_m = lake.radius_m * float(layout_rng.uniform(1.04, 1.2))
        at = lake.x_m + away_m * math.cos(angle), lake.y_m + away_m * math.sin(angle)
        if layout_rng.random() < 0.3:
            scale = round(float(layout_rng.uniform(0.2, 0.4)), 3)
            place.plant(stone, *at, float(layout_rng.uniform(0, 360)), 0.0, scale, True, 0.2 * stone.size_m[2] * scale)
        else:
            scale = round(float(layout_rng.uniform(0.5, 0.8)), 3)
            place.plant(reeds[int(layout_rng.integers(2))], *at, float(layout_rng.uniform(0, 360)), 0.0, scale)


def _along(rng: np.random.Generator, apart_m: tuple[float, float]) -> list[float]:
    """Return places along the path, from … to so far apart."""
    steps = rng.uniform(*apart_m, math.ceil(2 * REACH_M / apart_m[0]))
    return [x for x in (np.cumsum(steps) - REACH_M - steps[0] * rng.random()).tolist() if x < REACH_M]


def _spot(place: Spot, x_m: float, side: float, away_m: float) -> tuple[float, float, float]:
    """Return a place so far from the edge of the path, and how what faces the path from there is turned, in degrees."""
    side_m = place.ground.geometry.size_m[0]
    y, ahead = path_y_m(np.array((x_m, x_m + 0.1)), side_m).tolist()
    along = math.atan2(ahead - y, 0.1)
    off = side * (PATH_HALF_M + away_m)
    return x_m - off * math.sin(along), y + off * math.cos(along), math.degrees(along) + (0.0 if side > 0 else 180.0)


def _beside(place: Spot, piece: Piece, x_m: float, side: float, away_m: float, radius_m: float) -> bool:
    """Put a thing beside the path, facing it, where it is level and nothing else is; return whether it is there."""
    back_m = piece.size_m[1] / 2 if radius_m > NARROW_M else 0.0
    x, y, turn_deg = _spot(place, x_m, side, away_m + back_m)
    if any(math.hypot(x - a, y - b) < radius_m + r for a, b, r in place.taken if r != PATH_HALF_M + 0.5):
        return False
    if not _is_level(place, x, y, max(piece.size_m[:2]) / 2):
        return False
    place.plant(piece, x, y, turn_deg, radius_m)
    return True


def _is_level(place: Spot, x_m: float, y_m: float, reach_m: float) -> bool:
    """Return whether what is sunk as plants are touches the ground with all its feet."""
    ways = ((reach_m, 0.0), (-reach_m, 0.0), (0.0, reach_m), (0.0, -reach_m))
    return min(place.ground.height_m(x_m + dx, y_m + dy) for dx, dy in ways) > place.ground.height_m(x_m, y_m) - SINK_M


def _bed(
    place: Spot, x_m: float, side: float, layout_rng: np.random.Generator, material_rng: np.random.Generator
) -> None:
    """Lay a bed of flowers of one or two kinds along the path."""
    long, deep = float(layout_rng.uniform(2.0, 3.6)), float(layout_rng.uniform(0.9, 1.2))
    bed = sample_piece("flower bed", layout_rng, material_rng, {}, (round(long, 3), round(deep, 3), 0.15))
    flowers = [sample_piece("flowers", layout_rng, material_rng, {}) for _ in range(2)]
    if not _beside(place, bed, x_m, side, BED_M, long / 2):
        return
    middle = place.objects[-1].pose
    x, y, _ = middle.location_m
    w, _, _, z = middle.rotation
    turn = 2 * math.atan2(z, w)
    for u in np.arange(0.35 - long / 2, long / 2 - 0.3, 1 / ROWS).tolist():
        for v in (-0.22 * deep, 0.22 * deep):
            u_m, v_m = u + float(layout_rng.normal(0, 0.05)), v + float(layout_rng.normal(0, 0.04))
            at = x + u_m * math.cos(turn) - v_m * math.sin(turn), y + u_m * math.sin(turn) + v_m * math.cos(turn)
            plant = flowers[int(layout_rng.random() < 0.35)]
            place.plant(
                plant,
                *at,
                float(layout_rng.uniform(0, 360)),
                0.0,
                round(0.55 * float(layout_rng.uniform(0.9, 1.25)), 3),
            )
