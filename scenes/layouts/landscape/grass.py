"""Grass on open land: squares side by side around the middle, along the path where there is one, and blades beyond."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ...appearance.materials import words_of
from ...generators.nature.relief import PATH_HALF_M, RELIEFS, path_y_m
from ...generators.nature.sward import GENERATORS, SWARD, SWARD_M, TALL_M, THIN, tall_m
from ...pieces import Piece
from ...poses import Vec3
from ...spec import Procedural, SceneObject
from ..shared.sward import Skins, grass_skins, squares
from .ground import SINK_M, Spot
from .marks import water_m

OVERLAP = 0.05  # of a square reaches into the next
CRAGS = 0.5  # times as large, and as far, squares lie on uneven ground
NEAR_M, FADES_M, REACH_M = 13.5, 16.0, 20.5  # from the middle: where squares are thin, and rarer, and at an end
RARER = 0.7  # of the last squares so many are left out
OVER_M = -0.04  # so far they hang over the edge of a path, along which blades of their own grow
HEIGHTS = (0.75, 1.15)  # times the grass's height are two kinds of squares
DRIFT_M = 9.0  # about as far it is from one height to another
ROOTED_M = 0.01  # grass is sunk by so much, less than other plants


def lay_grass(place: Spot, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let grass cover the land, but not the path, the beach, the water and what is paved."""
    geometry = place.ground.geometry
    if geometry.generator not in TALL_M:
        return
    skins = grass_skins(place.objects[0].materials[0], material_rng)
    _lay_squares(place, skins, layout_rng)
    number = len(place.objects) + 1
    if (beyond := f"grown {geometry.generator}") in GENERATORS:
        shape, pose = replace(geometry, generator=beyond), place.objects[0].pose
        place.objects.append(SceneObject(number, "grass", "grass", shape, pose, skins[:1], words_of(skins[0])))


def _lay_squares(place: Spot, skins: Skins, rng: np.random.Generator) -> None:
    """Lay squares over the ground around the middle, in drifts of two heights."""
    kinds, phase = _squares(place.ground.geometry, skins, rng), rng.uniform(0, 6, 2)
    for x, y, turn_deg in _places(place):
        away_m = math.hypot(x, y)
        tall = 0.5 + 0.5 * math.sin(x / DRIFT_M + phase[0] + math.sin(y / DRIFT_M + phase[1]))
        square = kinds[min(int(tall * len(HEIGHTS)), len(HEIGHTS) - 1)][2 if away_m > NEAR_M else int(rng.integers(2))]
        fewer = RARER * max(away_m - FADES_M, 0.0) / (REACH_M - FADES_M)
        if rng.random() > fewer and _is_green(place, x, y):
            place.plant(square, x, y, turn_deg, 0.0, lean=True, sunk_m=ROOTED_M - SINK_M)


def _squares(geometry: Procedural, skins: Skins, rng: np.random.Generator) -> list[list[Piece]]:
    """Return squares of grass by height: two shapes of each, and a thin one."""
    high_m = tall_m(geometry.generator, np.random.Generator(np.random.PCG64(geometry.variant)))
    side_m = SWARD_M * _share(geometry)
    sizes: list[Vec3] = [(side_m, side_m, round(times * high_m, 3)) for times in HEIGHTS]
    return [squares((SWARD, SWARD, THIN), size, skins, rng) for size in sizes]


def _share(geometry: Procedural) -> float:
    """Return how many times as large as elsewhere squares on a terrain are, so that they lie close to the ground."""
    return CRAGS if RELIEFS[geometry.generator].crest else 1.0


def _places(place: Spot) -> Iterator[tuple[float, float, float]]:
    """Yield x, y and turn (degrees) of squares side by side around the middle, in rows along the path."""
    geometry = place.ground.geometry
    has_path = RELIEFS[geometry.generator].path
    side_m, reach_m = SWARD_M * _share(geometry), REACH_M * (0.5 + 0.5 * _share(geometry))
    pitch_m = (1 - OVERLAP) * side_m
    first_m = PATH_HALF_M - OVER_M + side_m / 2 if has_path else 0.5 * pitch_m
    x = -reach_m
    while x < reach_m:
        y, ahead = path_y_m(np.array((x, x + 0.1)), geometry.size_m[0]).tolist() if has_path else (0.0, 0.0)
        along = math.atan2(ahead - y, 0.1)
        for row in range(math.ceil(2 * reach_m / pitch_m)):
            off = (first_m + row * pitch_m) / math.cos(along)
            for there in (y + off, y - off):
                if math.hypot(x, there) < reach_m:
                    yield x, there, math.degrees(along)
        x += pitch_m * math.cos(along)


def _is_green(place: Spot, x_m: float, y_m: float) -> bool:
    """Return whether a square lies on dry land that is neither paved nor sandy."""
    above_m = water_m(place) + (0.9 if RELIEFS[place.ground.geometry.generator].water else 0.1)
    half = SWARD_M * _share(place.ground.geometry) / 2 - 0.2
    corners = [(x_m + a * half, y_m + b * half) for a, b in ((0, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))]
    return all(
        place.ground.height_m(x, y) > above_m and not place.is_paved(x, y) and place.carrier(x, y) != 2
        for x, y in corners
    )
