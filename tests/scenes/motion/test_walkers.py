"""Who walks on in a clip: those in a posture of walking, on ground that is level and goes on."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.cameras import Camera
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.lighting import World
from cavendish.scenes.motion.movers import movers
from cavendish.scenes.motion.walkers import is_level, stride_of, striding, walkers
from cavendish.scenes.people.dog_walkers import walkers as dog_walkers
from cavendish.scenes.people.grounds import Ground, Site
from cavendish.scenes.people.postures import POSTURES, WALKING
from cavendish.scenes.poses import Pose, Vec3, look_at, rotation_matrix, turn
from cavendish.scenes.spec import Gait, Material, Primitive, Procedural, SceneObject, SceneSpec

from ..people.figures import somebody

GREY = (Material("plastic", (0.5, 0.5, 0.5)),)
PAVEMENT = SceneObject(1, "pavement", "pavement", Primitive("box"), Pose((0.0, 0.0, -0.1), scale=(8.0, 4.0, 0.2)), GREY)
AHEAD: Vec3 = (1.0, 0.0, 0.0)


def walker(number: int, at_m: Vec3, turn_deg: float = 90.0, posture: str = "walking") -> SceneObject:
    """Return somebody who faces +x."""
    return SceneObject(
        number, "person", "person", somebody(posture=posture), Pose(at_m, turn("z", turn_deg)), GREY, supporter=1
    )


def who_walks(*people: SceneObject, seconds: float = 1.0) -> dict[int, Vec3]:
    spec = SceneSpec("shapes", 0, 0, (PAVEMENT, *people), (), World(), ())
    found = walkers(spec, people, seconds, np.random.default_rng(0))
    return {number: each.velocity_m_s for each in found for number, _ in each.gaits}


def test_who_walks_goes_where_they_face_as_fast_as_people_walk() -> None:
    velocity = who_walks(walker(2, (0.0, 0.0, 0.0)))[2]
    assert 0.8 <= velocity[0] <= 1.6
    assert velocity[1:] == pytest.approx((0.0, 0.0))


@pytest.mark.parametrize("posture", sorted(set(POSTURES) - set(WALKING)))
def test_who_does_something_else_stays(posture: str) -> None:
    assert not who_walks(walker(2, (0.0, 0.0, 0.0), posture=posture))


def test_people_who_go_together_are_as_fast() -> None:
    found = who_walks(walker(2, (0.0, 0.0, 0.0)), walker(3, (0.1, 0.8, 0.0), 94.0), walker(4, (0.5, -1.0, 0.0), 270.0))
    speeds = [math.hypot(*velocity) for velocity in found.values()]
    assert speeds[0] == pytest.approx(speeds[1])
    assert speeds[0] != pytest.approx(speeds[2])  # the other way


def test_nobody_walks_off_the_edge_of_what_bears_them() -> None:
    near_the_end = walker(2, (3.0, 0.0, 0.0))
    assert not who_walks(near_the_end, seconds=1.0)
    assert who_walks(near_the_end, seconds=0.2)


def test_ground_that_rises_is_not_walked() -> None:
    steep = replace(PAVEMENT, pose=replace(PAVEMENT.pose, rotation=turn("y", -3.0)))  # 5 cm a metre
    assert is_level(PAVEMENT, (0.0, 0.0, 0.0), AHEAD, 1.0)
    assert not is_level(steep, (0.0, 0.0, 0.0), AHEAD, 1.0)


def test_faster_and_taller_people_take_longer_steps() -> None:
    assert stride_of(1.7, 1.2) == pytest.approx(2 * math.sqrt(0.36 * 1.2))
    assert stride_of(1.1, 1.0) < stride_of(1.7, 1.0) < stride_of(1.7, 1.3)
    assert stride_of(1.2, 1.6) <= 0.84 * 1.2


def test_a_stride_is_as_long_as_the_way() -> None:
    """What has gone one stride is where it was in it, or feet would slide."""
    thing = striding(walker(2, (0.0, 0.0, 0.0)), Gait(0.9, 1.4), 0.35)
    assert thing.geometry.gait.phase == pytest.approx(0.15)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def led() -> tuple[SceneObject, ...]:
    """Return somebody, their dog and its leash on a pavement."""
    slab = replace(PAVEMENT, geometry=Procedural("slab", (8.0, 4.0, 0.1), 0), pose=Pose((0.0, 0.0, -0.1)))
    ground = Ground(Rect(0.0, 0.0, 4.0, 4.0), 1, lambda x, y: 0.0)
    found = dog_walkers(Site((slab,), [ground], [], []), 1, 5, np.random.default_rng(0))
    assert len(found) == 3
    return tuple(found)


def test_a_dog_goes_with_who_leads_it(led: tuple[SceneObject, ...]) -> None:
    """Both at one velocity, so that the leash goes on as it is; a dog that is turned a little steps aside."""
    spec = SceneSpec("shapes", 0, 0, (PAVEMENT, *led), (), World(), ())
    (group,) = walkers(spec, led, 0.2, np.random.default_rng(0))
    person, dog, _ = led
    assert [number for number, _ in group.gaits] == [person.instance, dog.instance]
    gait = dict(group.gaits)[dog.instance]
    facing, velocity = rotation_matrix(dog.pose.rotation) @ (gait.aside, -1.0, 0.0), np.array(group.velocity_m_s)
    np.testing.assert_allclose(facing / np.linalg.norm(facing), velocity / np.linalg.norm(velocity), atol=1e-6)


def test_who_holds_a_leash_and_has_lost_the_dog_stands(led: tuple[SceneObject, ...]) -> None:
    person, _, leash = led
    spec = SceneSpec("shapes", 0, 0, (PAVEMENT, person, leash), (), World(), ())
    assert not walkers(spec, (person, leash), 0.2, np.random.default_rng(0))


def test_ducks_glide_the_way_they_look() -> None:
    duck = SceneObject(
        2, "duck", "duck", Procedural("duck swimming", (0.25, 0.5, 0.3), 1), Pose((0.0, 0.0, 0.0)), GREY, supporter=1
    )
    eye = (0.0, -4.0, 1.5)
    camera = Camera(eye, look_at(eye, (0.0, 0.0, 0.0)), 96, 64, 70.0, 48.0, 32.0)
    (mover,) = movers(
        SceneSpec("shapes", 0, 0, (PAVEMENT, duck), (), World(), (camera,)), camera, 1.0, np.random.default_rng(0)
    )
    assert mover.instances == (2,)
    assert -0.5 <= mover.velocity_m_s[1] <= -0.15
    assert not mover.gaits
