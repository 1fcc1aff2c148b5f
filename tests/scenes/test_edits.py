"""One thing of a scene is changed, and the scene could still stand so."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.appearance.colours import OBJECT_COLOURS
from cavendish.scenes.appearance.sky import daylight
from cavendish.scenes.cameras import Camera
from cavendish.scenes.changes import way
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.edits import EDITS, at_another_time, moved, painted, switched, without
from cavendish.scenes.lighting import PointLight, Sky, SunLight, Weather, World
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.poses import Pose, Vec3, look_at
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec, Words

EYE: Vec3 = (0.0, -5.0, 2.0)
CAMERA = Camera(EYE, look_at(EYE, (0, 0, 0.3)), 240, 180, 200.0, 120.0, 90.0)  # looks along +y: +x is right
PLAIN = World()
RED = Material("plastic", OBJECT_COLOURS["red"])


def box(number: int, x: float, y: float, size: Vec3, z: float = 0.0, on: int = 1, category: str = "box") -> SceneObject:
    pose = Pose((x, y, z + size[2] / 2), scale=size)
    return SceneObject(number, category, category, Primitive("box"), pose, (RED,), Words(colour="red"), supporter=on)


def scene(*things: SceneObject, world: World = PLAIN) -> SceneSpec:
    floor = SceneObject(
        1, "floor", "floor", Primitive("plane"), Pose(scale=(12, 12, 1)), (Material("plaster", (0.6, 0.6, 0.6)),)
    )
    return SceneSpec("boxes", 0, 0, (floor, *things), (), world)


TABLE = box(2, 0.0, 0.0, (1.0, 1.0, 0.7), category="table")
ON_TABLE = box(3, 0.0, 0.0, (0.2, 0.2, 0.2), z=0.7, on=2)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_thing_is_taken_away_and_nothing_else() -> None:
    spec = scene(TABLE, ON_TABLE)
    found = without(spec, ON_TABLE, CAMERA, rng())
    assert found is not None
    assert found[0] == replace(spec, objects=spec.objects[:2])
    assert (found[1].kind, found[1].instance) == ("remove", 3)


STAYS = {
    "what carries something": (TABLE, (TABLE, ON_TABLE)),
    "what something leans on": (
        box(2, 0, 0, (0.2, 0.2, 0.5)),
        (box(2, 0, 0, (0.2, 0.2, 0.5)), box(3, 0.205, 0, (0.2, 0.2, 0.9))),
    ),
    "what is rooted": (box(2, 0, 0, (1, 1, 2), category="tree"), (box(2, 0, 0, (1, 1, 2), category="tree"),)),
    "what nothing carries": (replace(TABLE, supporter=0), (replace(TABLE, supporter=0),)),
    "what shines": (replace(TABLE, words=Words(state="lit")), (replace(TABLE, words=Words(state="lit")),)),
}


@pytest.mark.parametrize(("thing", "things"), STAYS.values(), ids=STAYS.keys())
@pytest.mark.parametrize("kind", ["remove", "move"])
def test_what_would_leave_a_gap_stays(kind: str, thing: SceneObject, things: tuple[SceneObject, ...]) -> None:
    assert EDITS[kind](scene(*things), thing, CAMERA, rng()) is None  # type: ignore[index]


def test_a_thing_is_painted_in_another_colour() -> None:
    spec = scene(TABLE, ON_TABLE)
    for seed in range(20):
        found = painted(spec, ON_TABLE, CAMERA, rng(seed))
        assert found is not None
        changed = found[0].objects[2]
        assert found[1].value == changed.words.colour != "red"
        assert changed.materials == (replace(RED, colour=OBJECT_COLOURS[found[1].value]),)
        assert found[0].objects[:2] == spec.objects[:2]


def test_what_is_not_of_its_colour_keeps_it() -> None:
    """A red word on blue plastic, a texture and a glow leave nothing to paint."""
    blue = replace(RED, colour=OBJECT_COLOURS["blue"])
    for material in (blue, replace(RED, texture="a/b"), replace(RED, emission=1.0)):
        thing = replace(TABLE, materials=(material,))
        assert painted(scene(thing), thing, CAMERA, rng()) is None


@pytest.mark.parametrize(
    ("direction", "expected"), [("left", (-1, 0)), ("right", (1, 0)), ("nearer", (0, -1)), ("farther", (0, 1))]
)
def test_directions_are_those_of_the_camera(direction: str, expected: tuple[int, int]) -> None:
    np.testing.assert_allclose(way(CAMERA, direction), expected, atol=1e-9)


def test_a_moved_thing_stands_free_on_what_carried_it() -> None:
    spec = scene(TABLE, ON_TABLE, box(4, 0.35, 0.0, (0.2, 0.2, 0.2), z=0.7, on=2))
    seen = set()
    for seed in range(12):
        found = moved(spec, ON_TABLE, CAMERA, rng(seed))
        assert found is not None
        changed, change = found[0].objects[2], found[1]
        gone = np.subtract(changed.pose.location_m, ON_TABLE.pose.location_m)
        np.testing.assert_allclose(gone, [*change.metres * way(CAMERA, change.value), 0.0], atol=1e-9)
        assert not overlaps(found[0].objects)
        assert not gaps(found[0].objects)
        assert np.abs(object_box(changed)[:, :2]).max() <= 0.51  # the table reaches 0.5 m from its middle
        seen.add(change.value)
    assert "right" not in seen  # the other box stands there
    assert len(seen) > 1


def test_what_fills_its_table_is_not_moved() -> None:
    tray = box(3, 0.0, 0.0, (0.9, 0.9, 0.05), z=0.7, on=2)
    assert moved(scene(TABLE, tray), tray, CAMERA, rng()) is None


@pytest.fixture(scope="module")
def lit_room() -> tuple[SceneSpec, SceneObject]:
    """A room with a floor or table lamp that is on."""
    for seed in range(30):
        spec = sample_scene(seed, 0, {"room": 1.0})
        for thing in spec.objects:
            if thing.category in ("floor lamp", "table lamp") and thing.words.state == "lit":
                return spec, thing
    raise AssertionError("no lamp is on")


def test_a_lamp_goes_off_with_its_bulb_and_on_again(lit_room: tuple[SceneSpec, SceneObject]) -> None:
    spec, lamp = lit_room
    off = switched(spec, lamp, CAMERA, rng())
    assert off is not None
    dark = next(thing for thing in off[0].objects if thing.instance == lamp.instance)
    assert off[1].value == "off"
    assert dark.words.state == "unlit"
    assert not any(material.emission for material in dark.materials)
    assert len(off[0].lights) == len(spec.lights) - 1
    on = switched(off[0], dark, CAMERA, rng())
    assert on is not None
    assert on[1].value == "on"
    assert isinstance(on[0].lights[-1], PointLight)
    gone = [light.location_m for light in spec.lights if light not in off[0].lights and isinstance(light, PointLight)]
    np.testing.assert_allclose(gone, [on[0].lights[-1].location_m], atol=1e-4)


def test_what_is_no_lamp_is_not_switched() -> None:
    assert switched(scene(TABLE), TABLE, CAMERA, rng()) is None


def outdoors(elevation_deg: float, clouds: float = 0.2) -> SceneSpec:
    world, suns = daylight(Sky(elevation_deg, 30.0, 1.0, clouds, 1))
    return replace(scene(world=world), lights=suns)


def test_the_sun_stands_where_the_time_of_day_has_it() -> None:
    times = set()
    for seed in range(12):
        found = at_another_time(outdoors(30.0), rng(seed))
        assert found is not None
        world = found[0].world
        assert world.sky is not None
        assert (world.sky.sun_azimuth_deg, world.sky.clouds) == (30.0, 0.2)
        assert world.sky.sun_elevation_deg == {"noon": 52.0, "sunset": 4.0, "dusk": -2.5}[found[1].value]
        suns = [light for light in found[0].lights if isinstance(light, SunLight)]
        assert len(suns) == (found[1].value != "dusk")
        heights = [math.degrees(math.asin(-sun.direction[2])) for sun in suns]
        assert heights == pytest.approx([world.sky.sun_elevation_deg] * len(suns))
        times.add(found[1].value)
    assert times == {"noon", "sunset", "dusk"}


def test_a_time_is_asked_only_where_it_is_another_one() -> None:
    assert {found[1].value for seed in range(9) if (found := at_another_time(outdoors(2.0), rng(seed)))} == {"noon"}


def test_no_time_of_day_is_made_of_closed_clouds_night_or_weather() -> None:
    rainy = outdoors(30.0)
    wet = replace(rainy, world=replace(rainy.world, weather=Weather("rain", 5000.0, (0.1, 0.1, 0.1))))
    assert [at_another_time(spec, rng()) for spec in (outdoors(30.0, 0.9), outdoors(-12.0), wet)] == [None] * 3


def test_a_lit_room_turns_dark_outside(lit_room: tuple[SceneSpec, SceneObject]) -> None:
    spec, _ = lit_room
    bright = replace(spec, world=replace(spec.world, hdri="forest", strength=2.0))
    found = at_another_time(bright, rng())
    assert found is not None
    assert (found[1].value, found[0].world.hdri, found[0].world.strength) == ("night", "night", 0.02)
    assert not any(isinstance(light, SunLight) for light in found[0].lights)
    assert at_another_time(replace(bright, lights=()), rng()) is None
