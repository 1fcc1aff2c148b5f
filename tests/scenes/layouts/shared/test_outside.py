"""What windows show: where it is, how it is lit, and that the sun comes past it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cavendish.scenes.appearance.materials import words_of
from cavendish.scenes.generators.outdoor.buildings import LIT
from cavendish.scenes.layouts.shared.camera_search import SHELL, is_inside
from cavendish.scenes.layouts.shared.layout import Contents
from cavendish.scenes.layouts.shared.outside import seen_outside
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Procedural, SceneObject

SEEDS = range(6)
DAY, NIGHT = World(strength=3.0, hdri="courtyard"), World(strength=0.03, hdri="night")


def window(side: int, x_m: float = 0.0) -> SceneObject:
    matrix = Pose(rotation=turn("z", side)).matrix()
    place = tuple((matrix @ (x_m, 2.0, 0.9, 1.0))[:3].round(5).tolist())
    shape = Procedural("window", (1.2, 0.07, 1.3), 0)
    return SceneObject(1, "window", "window", shape, Pose(place, turn("z", side)), (Material("lacquer", (1, 1, 1)),))


def outside(
    seed: int, windows: tuple[SceneObject, ...], world: World = DAY, sun: SunLight | None = None
) -> tuple[SceneObject, ...]:
    contents = Contents(windows, (sun,) if sun else (), world)
    return seen_outside(contents, np.random.default_rng(seed)).objects[len(windows) :]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("side", [0, 90, 180, 270])
def test_houses_stand_before_the_window_on_one_ground_and_clear_of_the_wall(seed: int, side: int) -> None:
    things = outside(seed, (window(side),))
    inward = np.linalg.inv(window(side).pose.matrix())
    ground = object_box(next(thing for thing in things if thing.category == "ground"))[1, 2]
    assert ground < 0.0
    for house in [thing for thing in things if thing.category == "building"]:
        away_m = float((inward @ (*house.pose.location_m, 1.0))[1])
        assert away_m > 15.0
        assert house.pose.location_m[2] == pytest.approx(ground, abs=0.07)
    for thing in things:
        if thing.category not in ("ground", "road"):
            assert float((inward @ (*thing.pose.location_m, 1.0))[1]) > 2.5, thing.name


def test_a_wall_with_many_windows_has_one_street_with_more_houses() -> None:
    row = tuple(window(0, x_m) for x_m in (-12.0, -4.0, 4.0, 12.0))
    few, many = outside(1, (window(0),)), outside(1, row)
    assert [sum(thing.category == "ground" for thing in each) for each in (few, many)] == [1, 1]
    houses = [sum(thing.category == "building" for thing in each) for each in (few, many)]
    assert houses == [3, 5]


@pytest.mark.parametrize("height_deg", [8.0, 30.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_sun_comes_in_over_the_roofs(seed: int, height_deg: float) -> None:
    low = math.radians(height_deg)
    things = outside(seed, (window(0),), sun=SunLight((0.0, -math.cos(low), -math.sin(low)), 10.0))
    for house in [thing for thing in things if thing.category == "building"]:
        away_m = object_box(house)[0, 1] - 2.0
        assert object_box(house)[1, 2] - 1.6 < away_m * math.tan(low)


def test_houses_have_lit_windows_in_the_evening_alone() -> None:
    def shining(world: World) -> int:
        houses = [t for seed in SEEDS for t in outside(seed, (window(0),), world) if t.category == "building"]
        return sum(bool(house.materials[LIT].emission) for house in houses)

    assert shining(DAY) == 0
    assert shining(NIGHT) > 6


def test_a_place_without_windows_stays_as_it_is() -> None:
    contents = Contents((), (), DAY)
    assert seen_outside(contents, np.random.default_rng(0)) is contents


def test_cameras_pass_over_all_that_is_outside() -> None:
    things = [thing for seed in SEEDS for thing in outside(seed, (window(0),))]
    assert {"ground", "road", "building", "tree", "car", "fence"} <= {thing.category for thing in things}
    assert all(thing.category in SHELL or not is_inside(thing) for thing in things)
    inside = [thing for thing in sample_scene(2, 0, {"room": 1.0}).objects if is_inside(thing)]
    assert {"floor", "wall", "window", "door", "ceiling"} <= {thing.category for thing in inside}
    assert not {"ground", "building"} & {thing.category for thing in inside}


def test_details_of_what_is_outside_share_materials_and_what_is_named_by_its_colour_does_not() -> None:
    for index in range(4):
        things = [thing for thing in sample_scene(3, index, {"room": 1.0}).objects if not is_inside(thing)]
        details = {each for thing in things for each in thing.materials[1:] if not each.emission}
        assert len({each.family for each in details}) == len(details)
        assert all(thing.words.colour == words_of(thing.materials[0]).colour for thing in things)
