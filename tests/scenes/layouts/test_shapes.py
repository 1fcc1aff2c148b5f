"""The layout `shapes`: things stand on the floor and keep apart."""

import math

import pytest

from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneObject


def radius_m(thing: SceneObject) -> float:
    diagonal = math.sqrt(2) if thing.category == "box" else 1
    return thing.pose.scale[0] * diagonal / 2


@pytest.mark.parametrize("seed", range(20))
def test_things_stand_on_the_floor_and_do_not_touch(seed: int) -> None:
    floor, *things = sample_scene(seed, 0, {"shapes": 1.0}).objects
    assert floor.category == "floor"
    assert 1 <= len(things) <= 9
    for number, thing in enumerate(things):
        assert thing.pose.location_m[2] == pytest.approx(thing.pose.scale[2] / 2)
        assert thing.supporter == floor.instance
        for other in things[:number]:
            apart = math.dist(thing.pose.location_m[:2], other.pose.location_m[:2])
            assert apart > radius_m(thing) + radius_m(other)


@pytest.mark.parametrize("seed", range(20))
def test_instances_are_numbered_from_one(seed: int) -> None:
    things = sample_scene(seed, 1, {"shapes": 1.0}).objects
    assert [thing.instance for thing in things] == list(range(1, len(things) + 1))


def test_cameras_stand_above_the_floor() -> None:
    spec = with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (64, 64), [0] * 10)
    assert all(camera.location_m[2] > 0.5 for camera in spec.cameras)
