"""Numbers of parts within meshes become numbers within the frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers import parts
from cavendish.renderers.frame import RenderError, VisiblePart
from cavendish.renderers.parts import numbered_parts
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.person import SLOTS
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Figure, Procedural, SceneObject, SceneSpec

from . import closed_forms as cf


def stool(instance: int) -> SceneObject:
    return SceneObject(instance, "chair", "chair", Procedural("stool", (0.4, 0.4, 0.5), 1), Pose(), (cf.PLAIN,) * 2)


@pytest.fixture
def scene() -> SceneSpec:
    """Two stools of a seat and four legs each, and a box."""
    return cf.scene([stool(1), cf.thing("box", Pose(), 2), stool(3)], cf.camera())


def test_equal_parts_of_two_things_are_two(scene: SceneSpec) -> None:
    instance = np.array([[1, 1, 1, 3, 3, 0]], dtype=np.uint16)
    layer, table = numbered_parts(scene, instance, np.array([[0, 3, 3, 3, 5, 0]]))
    np.testing.assert_array_equal(layer, np.array([[0, 1, 1, 2, 3, 0]], dtype=np.uint16))
    seats = (VisiblePart(0, 1, "seat", 0), VisiblePart(0, 3, "seat", 0))
    assert table == (VisiblePart(1, 1, "leg", 2), VisiblePart(2, 3, "leg", 1), VisiblePart(3, 3, "leg", 1), *seats)


def test_the_side_of_a_part_is_told_beside_its_name() -> None:
    figure = sample_person(np.random.default_rng(3), ("standing",)).geometry
    scene = cf.scene([SceneObject(1, "person", "person", figure, Pose(), (cf.PLAIN,) * len(SLOTS))], cf.camera())
    held = object_mesh(scene.objects[0]).parts
    assert held
    numbers = [1 + held.names.index(name) for name in ("left hand", "right hand", "face")]
    _, table = numbered_parts(scene, np.array([[1, 1, 1]], dtype=np.uint16), np.array([numbers]))
    told = {(row.side, row.name) for row in table if row.part}
    assert told == {("left", "hand"), ("right", "hand"), ("", "face")}
    assert ("", "hand") not in {(row.side, row.name) for row in table}, "it is in sight"


def test_clothes_name_their_garment_layer_by_layer() -> None:
    figure = sample_person(np.random.default_rng(3), ("standing",)).geometry
    assert isinstance(figure, Figure)
    dressed = replace(figure, clothes=("jeans", "shirt", "jacket", "boots", "cap"))
    scene = cf.scene([SceneObject(1, "person", "person", dressed, Pose(), (cf.PLAIN,) * len(SLOTS))], cf.camera())
    held = object_mesh(scene.objects[0]).parts
    assert held
    _, table = numbered_parts(scene, np.ones((1, len(held.names)), np.uint16), np.arange(1, len(held.names) + 1)[None])
    worn = {(row.name, row.garment) for row in table if row.garment}
    shown = {("upper clothes", "jacket"), ("lower clothes", "jeans"), ("shoe", "boots"), ("headwear", "cap")}
    assert worn == shown | {("upper clothes", "shirt")}
    assert {row.garment for row in table if row.name in ("face", "hair", "hand")} == {""}


def test_what_shows_none_of_its_parts_still_says_that_it_has_them(scene: SceneSpec) -> None:
    layer, table = numbered_parts(scene, np.array([[1, 2]], dtype=np.uint16), np.array([[0, 0]]))
    assert not layer.any()
    assert table == (VisiblePart(0, 1, "leg", 0), VisiblePart(0, 1, "seat", 0))


def test_numbers_that_no_mesh_of_ours_gave_are_no_parts(scene: SceneSpec) -> None:
    layer, table = numbered_parts(scene, np.array([[1, 2]], dtype=np.uint16), np.array([[6, 1]]))
    assert not layer.any()
    assert table == (VisiblePart(0, 1, "leg", 0), VisiblePart(0, 1, "seat", 0))


def test_more_parts_than_the_layer_has_numbers_for_are_refused(
    scene: SceneSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_PARTS", 2)
    with pytest.raises(RenderError, match="3 parts are in sight; the layer of parts has numbers for 2"):
        numbered_parts(scene, np.array([[1, 1, 3]], dtype=np.uint16), np.array([[1, 2, 1]]))
