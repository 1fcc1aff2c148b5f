"""About one piece in five has something open, where there is room; all else stays, and what is open is said truly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, overlaps
from cavendish.scenes.layouts.shared.ajar import (
    DOORS,
    PIECES,
    SHUT_PIECES,
    TOLD,
    ajar,
    has_room,
    leaves,
    stated,
    with_leaf,
)
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.layouts.shared.layout import Contents
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.poses import Pose, Vec3, turn
from cavendish.scenes.spec import Doorway, Material, Primitive, Procedural, SceneObject, SceneSpec

GREY = (Material("plastic", (0.5, 0.5, 0.5)),)
SIZES: dict[str, Vec3] = {"cabinet": (1.2, 0.48, 0.9), "refrigerator": (0.6, 0.65, 1.8), "door": (0.95, 0.09, 2.1)}
CATEGORIES = {"cabinet": "dresser"}


def made(number: int, generator: str, at_m: Vec3, turn_deg: float = 0.0) -> SceneObject:
    name = CATEGORIES.get(generator, generator)
    shape = Procedural(generator, SIZES[generator], 1)
    return SceneObject(number, name, name, shape, Pose(at_m, turn("z", turn_deg)), GREY * 3, supporter=1)


def block(number: int, category: str, at_m: Vec3, size_m: Vec3) -> SceneObject:
    return SceneObject(number, category, category, Primitive("box"), Pose(at_m, scale=size_m), GREY, supporter=1)


def scene(*things: SceneObject) -> Contents:
    floor = block(1, "floor", (0.0, 0.0, -0.05), (200.0, 200.0, 0.1))
    return Contents((replace(floor, supporter=0), *things), (), World())


def is_open(thing: SceneObject) -> bool:
    return isinstance(thing.geometry, Procedural) and bool(thing.geometry.ajar)


@pytest.fixture(scope="module")
def many() -> Contents:
    row = [
        made(2 + k, "refrigerator" if k % 8 == 0 else "cabinet", (3.0 * (k % 16), 3.0 * (k // 16), 0.0))
        for k in range(96)
    ]
    return ajar(scene(*row), np.random.default_rng(5))


def test_about_one_piece_in_five_has_one_leaf_open(many: Contents) -> None:
    shares = [
        thing.geometry.ajar for thing in many.objects if isinstance(thing.geometry, Procedural) and is_open(thing)
    ]
    assert PIECES == 0.2
    assert 10 <= len(shares) <= 30
    assert {len(each) for each in shares} == {1}
    assert len({number for ((number, _),) in shares}) > 2, "it is not always the first one"


def test_most_of_those_are_open_by_less_than_half(many: Contents) -> None:
    wide = [
        thing.geometry.ajar[0][1] >= TOLD
        for thing in many.objects
        if isinstance(thing.geometry, Procedural) and is_open(thing)
    ]
    assert 1 <= sum(wide) < len(wide) / 2


def test_of_refrigerators_one_in_twenty_is_open() -> None:
    row = [made(2 + k, "refrigerator", (3.0 * (k % 32), 3.0 * (k // 32), 0.0)) for k in range(320)]
    found = [is_open(thing) for thing in ajar(scene(*row), np.random.default_rng(5)).objects[1:]]
    assert SHUT_PIECES == 0.05
    assert 8 <= sum(found) <= 28


def test_what_is_open_is_said_to_be_so_where_nobody_would_doubt_it(many: Contents) -> None:
    for thing in many.objects:
        share = thing.geometry.ajar[0][1] if isinstance(thing.geometry, Procedural) and is_open(thing) else 0.0
        told = {"refrigerator": "open" if share >= TOLD else "" if share else "closed"}
        assert thing.words.state == told.get(thing.category, ""), "of a chest nobody says that it is open"


def test_a_crack_is_neither_open_nor_closed() -> None:
    fridge = made(2, "refrigerator", (0.0, 0.0, 0.0))
    assert [stated(fridge, share).words.state for share in (0.0, 0.06, 0.49, 0.5, 1.0)] == [
        "closed",
        "",
        "",
        "open",
        "open",
    ]


def test_all_else_stays_as_it_was(many: Contents) -> None:
    for thing in many.objects[1:]:
        shape = thing.geometry
        assert isinstance(shape, Procedural)
        was = made(thing.instance, shape.generator, thing.pose.location_m)
        assert replace(thing, geometry=replace(shape, ajar=()), words=was.words) == was


def test_nothing_opens_into_what_stands_before_it() -> None:
    fridge, box = made(2, "refrigerator", (0.0, 0.0, 0.0)), block(3, "box", (0.0, -0.6, 0.5), (0.5, 0.2, 1.0))
    upper, lower = leaves(fridge)[1], leaves(fridge)[0]
    things = scene(fridge, box).objects
    assert not has_room(fridge, lower, (0.0, 1.0), things)
    assert has_room(fridge, lower, (0.0, 0.05), things)
    assert has_room(fridge, upper, (0.0, 1.0), things) == (object_box(box)[1, 2] < upper.low_m[2])


def test_no_scene_has_what_overlaps_by_what_is_open() -> None:
    crowd = [made(2 + k, "refrigerator", (0.75 * (k % 4), 0.9 * (k // 4), 0.0), 90.0 * (k % 3)) for k in range(12)]
    before = scene(*crowd)
    assert not overlaps(before.objects, TOLERANCE_M)
    for seed in range(6):
        after = ajar(before, np.random.default_rng(seed))
        assert not overlaps(after.objects, TOLERANCE_M)


def hung(seed: int, wall: str = "wide wall", variant: int = 1) -> Contents:
    """Return what becomes of a door on a wall at +y."""
    shell = SceneObject(
        2, "wall", "wall", Procedural(wall, (4.0, 0.24, 2.6), variant), Pose((0.0, 2.12, 0.0)), GREY * 2, supporter=1
    )
    return ajar(scene(shell, made(3, "door", (0.8, 2.0 - 0.046, 0.0))), np.random.default_rng(seed))


def test_behind_a_door_that_is_open_are_a_hole_and_a_passage() -> None:
    found = [hung(seed) for seed in range(40)]
    ways = [each for each in found if is_open(each.objects[2])]
    assert 0.15 < len(ways) / 40 < 0.6
    assert DOORS == 0.35
    for each in ways:
        wall = each.objects[1].geometry
        assert isinstance(wall, Procedural)
        assert wall.doorway == Doorway(0.8, 0.77, 2.01)
        behind = each.objects[3:]
        assert [thing.category for thing in behind] == ["floor", "ceiling", "wall", "wall", "wall"]
        assert [thing.instance for thing in behind] == [4, 5, 6, 7, 8]
        assert [thing.supporter for thing in behind] == [0, 0, 4, 4, 4], "its walls stand on its own floor"
        low, high = (pick([object_box(thing) for thing in behind], axis=0) for pick in (np.min, np.max))
        assert low[0, 1] == pytest.approx(2.0), "its floor begins below the doorway"
        assert high[1, 1] > 3.2
    assert {bool(each.lights) for each in ways} == {True, False}, "some are lit"
    assert all(len(each.objects) == 3 for each in found if not is_open(each.objects[2]))


@pytest.mark.parametrize("wall", ["wide window wall", "ribbon wall"])
def test_no_door_opens_in_a_wall_with_windows(wall: str) -> None:
    assert not any(is_open(hung(seed, wall).objects[2]) for seed in range(8))


def test_what_is_open_takes_the_floor_that_it_needs() -> None:
    fridge = made(2, "refrigerator", (1.0, 2.0, 0.0), 90.0)  # faces +x
    shut, wide = footprint(fridge), footprint(with_leaf(fridge, 1, 1.0))
    assert shut.distance_m(1.0 + 0.65 / 2 + 0.3, 2.0) == pytest.approx(0.3)
    assert wide.distance_m(1.0 + 0.65 / 2 + 0.3, 2.0) == 0
    assert wide.turn_deg == shut.turn_deg


def test_scenes_with_something_open_are_the_same_when_read_back() -> None:
    thing = with_leaf(made(2, "cabinet", (0.0, 0.0, 0.0)), 2, 0.25)
    spec = SceneSpec("room", 0, 0, (thing,), (), World())
    assert SceneSpec.from_json(spec.to_json()) == spec
    assert '"ajar":[[2,0.25]]' in spec.to_json()
    shut = SceneSpec("room", 0, 0, (made(2, "cabinet", (0.0, 0.0, 0.0)),), (), World())
    assert "ajar" not in shut.to_json()
    assert geometry_mesh(thing.geometry).bounds()[0][1] < geometry_mesh(shut.objects[0].geometry).bounds()[0][1]
