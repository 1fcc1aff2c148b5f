"""What covers and divides open land: grass and fences."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from cavendish.scenes.appearance.seasons import in_season
from cavendish.scenes.generators.nature.relief import PATH_HALF_M, RELIEFS, path_y_m
from cavendish.scenes.generators.nature.sward import SWARD, SWARD_M, THIN
from cavendish.scenes.layouts.landscape.fences import STYLES
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

SEEDS = range(16)


@lru_cache(maxsize=64)
def land(seed: int) -> SceneSpec:
    return sample_scene(seed, 0, {"landscape": 1.0})


def built(spec: SceneSpec, *generators: str) -> list[SceneObject]:
    return [thing for thing in spec.objects if getattr(thing.geometry, "generator", "") in generators]


def of_terrain(*terrains: str) -> list[SceneSpec]:
    return [spec for spec in map(land, SEEDS) if built(spec, *terrains)]


def test_a_meadow_is_all_grass_around_its_middle() -> None:
    specs = of_terrain("meadow terrain")
    assert specs
    places = np.random.Generator(np.random.PCG64(0)).uniform(-10, 10, (400, 2)).tolist()
    for spec in specs:
        squares = [footprint(thing) for thing in built(spec, SWARD, THIN)]
        assert np.mean([any(square.distance_m(x, y) == 0 for square in squares) for x, y in places]) > 0.85


def test_squares_of_grass_lie_beside_a_path_and_reach_it() -> None:
    specs = of_terrain("park terrain", "hill terrain")
    assert specs
    for spec in specs:
        squares = built(spec, SWARD, THIN)
        assert isinstance(spec.objects[0].geometry, Procedural)
        side_m = spec.objects[0].geometry.size_m[0]
        off_m = [
            abs(thing.pose.location_m[1] - float(path_y_m(np.array(thing.pose.location_m[0]), side_m)))
            for thing in squares
        ]
        assert PATH_HALF_M + 0.4 * SWARD_M < min(off_m) < PATH_HALF_M + 0.6 * SWARD_M


def test_grass_has_few_shapes_that_repeat() -> None:
    for spec in map(land, SEEDS):
        assert len({thing.geometry for thing in built(spec, SWARD, THIN)}) <= 6


def test_flowers_in_grass_are_gone_in_winter() -> None:
    spec = of_terrain("meadow terrain")[0]
    winter = in_season(tuple(built(spec, SWARD)), "winter", np.random.Generator(np.random.PCG64(1)))
    assert all(material.family == "grass" for thing in winter for material in thing.materials)


def _ends(thing: SceneObject) -> list[np.ndarray]:
    around = footprint(thing)
    turn = np.radians(around.turn_deg)
    half = np.array((np.cos(turn), np.sin(turn))) * around.width_m / 2
    middle = np.array((around.x_m, around.y_m))
    return [middle - half, middle + half]


def test_a_fence_runs_on_from_length_to_length_out_of_sight() -> None:
    fenced = [spec for spec in map(land, range(24)) if built(spec, *STYLES)]
    assert len(fenced) > 3
    for spec in fenced:
        lengths = [_ends(thing) for thing in built(spec, *STYLES)]
        breaks = sum(float(np.linalg.norm(a[1] - b[0])) > 0.5 for a, b in pairwise(lengths))
        assert len(lengths) > 12
        assert breaks <= 6  # a gap, a mark, and water


@pytest.mark.parametrize("seed", SEEDS)
def test_hedges_are_one_thing_far_from_the_middle(seed: int) -> None:
    spec = land(seed)
    terrain = getattr(spec.objects[0].geometry, "generator", "")
    assert len(built(spec, f"hedged {terrain}")) == (terrain in ("meadow terrain", "hill terrain", "shore terrain"))
    assert terrain in RELIEFS
