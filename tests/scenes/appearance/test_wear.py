from __future__ import annotations

import numpy as np

from cavendish.renderers.blender.patterns.stains import STAINS
from cavendish.renderers.blender.patterns.wear import MARKS
from cavendish.scenes.appearance.materials import FAMILIES
from cavendish.scenes.appearance.wear import LEVEL, MANNERS, SPREAD, used
from cavendish.scenes.layouts.shared.camera_search import is_inside
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Asset, Material, Procedural, SceneObject, SceneSpec

OAK, SKIN = Material("wood", (0.6, 0.5, 0.4)), Material("skin", (0.5, 0.5, 0.5))
LAMP = Material("metal", (0.7, 0.7, 0.7), emission=2.0)


def thing(*materials: Material) -> SceneObject:
    return SceneObject(1, "table", "table", Procedural("table", (1.0, 1.0, 0.7), 0), Pose(), materials)


def test_what_shows_use_is_a_family_and_has_marks() -> None:
    assert MANNERS.keys() <= FAMILIES.keys()
    assert set(MANNERS.values()) == MARKS.keys() | STAINS.keys() | {"pane"}
    assert not MARKS.keys() & STAINS.keys()


def test_things_of_one_material_wear_alike_and_skin_and_lamps_do_not() -> None:
    first, second = used([thing(OAK, SKIN), thing(LAMP, OAK)], np.random.default_rng(0))
    assert first.materials[0] == second.materials[1]
    assert 0 < first.materials[0].wear <= 1
    assert (first.materials[1], second.materials[0]) == (SKIN, LAMP)


def test_no_place_is_new_and_none_is_worn_out() -> None:
    worn = [used([thing(OAK)], np.random.default_rng(seed))[0].materials[0].wear for seed in range(200)]
    assert min(worn) >= LEVEL[0] * SPREAD[0] - 0.001
    assert max(worn) <= LEVEL[1] * SPREAD[1]
    assert max(worn) - min(worn) > 0.5


def test_models_of_libraries_stay_as_they_are() -> None:
    model = SceneObject(1, "chair", "chair", Asset("mine", "chair", (0.5, 0.5, 0.9)), Pose(), (OAK,))
    assert used([model], np.random.default_rng(0)) == (model,)


def test_the_wear_of_a_scene_is_in_its_json_and_a_new_thing_has_none_there() -> None:
    room = sample_scene(3, 0, {"room": 1.0})
    things = [thing for thing in room.objects if is_inside(thing)]  # the town before the window is too far off
    handled = [each for thing in things for each in thing.materials if each.family in MANNERS and not each.emission]
    assert SceneSpec.from_json(room.to_json()) == room
    assert handled
    assert all(each.wear > 0 for each in handled)
    assert "wear" not in SceneSpec("room", 0, 0, (thing(OAK),), (), World()).to_json()
