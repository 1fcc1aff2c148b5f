"""Scenes in one season: fallen leaves lie below trees in autumn alone, within what carries them, and carry nobody."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from cavendish.scenes.appearance.seasons import drawn_season, is_deciduous
from cavendish.scenes.generators.nature.undergrowth import FALLEN
from cavendish.scenes.layouts.landscape.camera import land_of
from cavendish.scenes.layouts.landscape.lands import LANDS
from cavendish.scenes.layouts.shared.in_season import LITTERED_M
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.people.grounds import grounds_of, obstacles
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.seeds import Stream, generator
from cavendish.scenes.spec import SceneObject, SceneSpec

OUTDOORS = ("courtyard", "landscape", "street")
OF_ONE_SEASON = {land.terrain for land in LANDS.values() if land.season}


@lru_cache(maxsize=32)
def scene(layout: str, season: str) -> SceneSpec:
    """The first scene of a season that has trees which lose their leaves, or did."""
    for seed in range(60):
        if drawn_season(generator(seed, 0, Stream.SEASON)) == season:
            spec = sample_scene(seed, 0, {layout: 1.0})
            if getattr(spec.objects[0].geometry, "generator", "") in OF_ONE_SEASON:
                continue
            if season == "winter" or any(is_deciduous(thing) for thing in spec.objects):
                return spec
    raise AssertionError(season)


def is_fallen(thing: SceneObject) -> bool:
    return getattr(thing.geometry, "generator", "") == FALLEN


@pytest.mark.parametrize("layout", OUTDOORS)
def test_in_winter_nothing_has_green_leaves_but_what_is_evergreen(layout: str) -> None:
    spec = scene(layout, "winter")
    assert not [thing for thing in spec.objects if is_deciduous(thing)]
    assert not [thing for thing in spec.objects if thing.category == "flowers"]


@pytest.mark.parametrize("layout", OUTDOORS)
def test_leaves_lie_on_the_ground_in_autumn_alone(layout: str) -> None:
    assert any(is_fallen(thing) for thing in scene(layout, "autumn").objects)
    assert not any(is_fallen(thing) for thing in scene(layout, "summer").objects)


@pytest.mark.parametrize("layout", OUTDOORS)
def test_fallen_leaves_are_of_what_they_lie_on_and_within_it(layout: str) -> None:
    spec = scene(layout, "autumn")
    for thing in filter(is_fallen, spec.objects):
        below = spec.objects[thing.supporter - 1]
        assert (thing.category, thing.name) == (below.category, below.name)
        (low, high), (under, over) = object_box(thing), object_box(below)
        assert (low[:2] >= under[:2]).all()
        assert (high[:2] <= over[:2]).all()
        assert np.hypot(*thing.pose.location_m[:2]) < LITTERED_M + 5


@pytest.mark.parametrize("layout", ["courtyard", "street"])
def test_on_level_ground_they_lie_on_its_top(layout: str) -> None:
    spec = scene(layout, "autumn")
    for thing in filter(is_fallen, spec.objects):
        top_m = object_box(spec.objects[thing.supporter - 1])[1, 2]
        assert 0 <= object_box(thing)[0, 2] - top_m + 1e-6 < 0.05


def test_on_open_land_they_follow_the_slope() -> None:
    spec = scene("landscape", "autumn")
    land = land_of(spec.objects[0])
    for thing in filter(is_fallen, spec.objects):
        x, y, z = thing.pose.location_m
        assert 0.0 < land.height_m(x, y) - z < 0.05


def test_nobody_stands_on_fallen_leaves_and_they_are_in_nobodys_way() -> None:
    spec = scene("street", "autumn")
    grounds = grounds_of(spec.objects, ("pavement",), along=True)
    assert not {ground.instance for ground in grounds} & {t.instance for t in spec.objects if is_fallen(t)}
    bare = tuple(thing for thing in spec.objects if not is_fallen(thing))
    assert len(obstacles(spec.objects, grounds)) == len(obstacles(bare, grounds))
