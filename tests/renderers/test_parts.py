"""Numbers of parts within meshes become numbers within the frame."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.renderers import parts
from cavendish.renderers.frame import RenderError, VisiblePart
from cavendish.renderers.parts import numbered_parts
from cavendish.scenes.spec import Pose, Procedural, SceneObject, SceneSpec

from . import closed_forms as cf


def stool(instance: int) -> SceneObject:
    return SceneObject(instance, "chair", "chair", Procedural("stool", (0.4, 0.4, 0.5), 1), Pose(), (cf.PLAIN,) * 2)


@pytest.fixture
def scene() -> SceneSpec:
    """Two stools of four legs each, and a box."""
    return cf.scene([stool(1), cf.thing("box", Pose(), 2), stool(3)], cf.camera())


def test_equal_parts_of_two_things_are_two(scene: SceneSpec) -> None:
    instance = np.array([[1, 1, 1, 3, 3, 0]], dtype=np.uint16)
    layer, table = numbered_parts(scene, instance, np.array([[0, 2, 2, 2, 4, 0]]))
    np.testing.assert_array_equal(layer, np.array([[0, 1, 1, 2, 3, 0]], dtype=np.uint16))
    assert table == (VisiblePart(1, 1, "leg", 2), VisiblePart(2, 3, "leg", 1), VisiblePart(3, 3, "leg", 1))


def test_what_shows_none_of_its_parts_still_says_that_it_has_them(scene: SceneSpec) -> None:
    layer, table = numbered_parts(scene, np.array([[1, 2]], dtype=np.uint16), np.array([[0, 0]]))
    assert not layer.any()
    assert table == (VisiblePart(0, 1, "leg", 0),)


def test_numbers_that_no_mesh_of_ours_gave_are_no_parts(scene: SceneSpec) -> None:
    layer, table = numbered_parts(scene, np.array([[1, 2]], dtype=np.uint16), np.array([[5, 1]]))
    assert not layer.any()
    assert table == (VisiblePart(0, 1, "leg", 0),)


def test_more_parts_than_the_layer_has_numbers_for_are_refused(
    scene: SceneSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_PARTS", 2)
    with pytest.raises(RenderError, match="3 parts are in sight; the layer of parts has numbers for 2"):
        numbered_parts(scene, np.array([[1, 1, 3]], dtype=np.uint16), np.array([[1, 2, 1]]))
