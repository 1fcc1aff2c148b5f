"""People in finished scenes: as often and as many as asked for, on the ground, with room around them."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.layouts.landscape.camera import ground_of
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.lighting import Sky, World
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.people.attendance import Attendance
from cavendish.scenes.people.crowd import HOSTS, fullness
from cavendish.scenes.people.postures import IN_CARS
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Figure, SceneObject, SceneSpec


def people_of(spec: SceneSpec) -> list[SceneObject]:
    """Return the people of a scene."""
    return [thing for thing in spec.objects if isinstance(thing.geometry, Figure)]


def _sits(person: SceneObject) -> bool:
    return isinstance(person.geometry, Figure) and bool(person.geometry.goals)


def _is_in_a_car(person: SceneObject) -> bool:
    return isinstance(person.geometry, Figure) and person.geometry.posture in IN_CARS


def _detail(person: SceneObject) -> str:
    return person.geometry.detail if isinstance(person.geometry, Figure) else ""


def scene(layout: str, people: Attendance, index: int = 1) -> SceneSpec:
    """Return a scene of a layout."""
    return sample_scene(5, index, {layout: 1.0}, people=people)


@pytest.fixture(scope="module", params=sorted(HOSTS))
def peopled(request: pytest.FixtureRequest) -> SceneSpec:
    """Return a scene of each layout that has people."""
    found = (scene(request.param, Attendance(1.0, 8), index) for index in range(1, 6))
    return next(spec for spec in found if len(people_of(spec)) > 1 or spec.layout == "room")


def test_people_come_on_top_of_a_scene_that_stays_as_it_was(peopled: SceneSpec) -> None:
    without = scene(peopled.layout, Attendance(), peopled.index)
    assert peopled.objects[: len(without.objects)] == without.objects
    assert (peopled.lights, peopled.world) == (without.lights, without.world)
    assert 1 <= len(people_of(peopled)) <= 8


def test_they_stand_on_the_ground_within_its_bounds(peopled: SceneSpec) -> None:
    by_number = {thing.instance: thing for thing in peopled.objects}
    for person in (person for person in people_of(peopled) if not _sits(person)):
        ground = object_box(by_number[person.supporter])
        low, high = object_box(person)
        if peopled.layout == "landscape":
            x, y, _ = person.pose.location_m
            assert low[2] == pytest.approx(ground_of(peopled).height_m(x, y), abs=0.02)
        else:
            assert ground[:, 2].mean() < low[2] < ground[1, 2] + 1e-4  # a lawn gives way
        assert (low[:2] > ground[0, :2]).all()
        assert (high[:2] < ground[1, :2]).all()


def test_nobody_stands_in_a_thing_or_in_somebody_else(peopled: SceneSpec) -> None:
    kept = people_of(remove_collisions(peopled).spec)
    assert [person.instance for person in kept] == [person.instance for person in people_of(peopled)]


def test_people_keep_their_distance(peopled: SceneSpec) -> None:
    rects = [footprint(person) for person in people_of(peopled)]
    apart = [np.hypot(a.x_m - b.x_m, a.y_m - b.y_m) for k, a in enumerate(rects) for b in rects[:k]]
    assert min(apart, default=1.0) > 0.5


def test_the_same_scene_has_the_same_people_and_survives_json(peopled: SceneSpec) -> None:
    again = scene(peopled.layout, Attendance(1.0, 8), peopled.index)
    assert again == peopled
    assert SceneSpec.from_json(peopled.to_json()) == peopled


def test_people_of_crowds_alone_have_coarse_meshes(peopled: SceneSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {_detail(each) for each in people_of(peopled) if not _is_in_a_car(each)} == {"near"}
    monkeypatch.setattr("cavendish.scenes.people.crowd.NEAR", 0)
    crowded = scene(peopled.layout, Attendance(1.0, 3), peopled.index)
    assert {_detail(each) for each in people_of(crowded)} == {"far"}


def test_the_share_of_scenes_with_people_is_the_one_asked_for() -> None:
    counts = [len(people_of(scene("courtyard", Attendance(0.3, 1), index))) for index in range(30)]
    assert 4 <= sum(count > 0 for count in counts) <= 14
    assert max(counts) == 1


@pytest.mark.parametrize(("elevation_deg", "share"), [(8.0, 1.0), (22.0, 0.6), (-12.0, 0.275), (-40.0, 0.15)])
def test_places_outdoors_are_full_when_people_go_to_work_and_come_home(elevation_deg: float, share: float) -> None:
    assert fullness(World(sky=Sky(elevation_deg, 0.0, 1.0, 0.0, 0))) == pytest.approx(share)


def test_without_a_sky_there_is_no_time_of_day() -> None:
    assert fullness(World()) == 1.0


def test_some_layouts_have_nobody() -> None:
    assert not people_of(scene("tabletop", Attendance(1.0, 9)))
    assert not people_of(scene("street", Attendance(0.0, 9)))
