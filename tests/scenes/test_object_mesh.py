"""Whose mesh an object has: what is opened carries its own, and leaves it behind in JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cavendish.scenes.errors import AssetError
from cavendish.scenes.geometry.mesh import box
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Material, Opened, SceneObject, SceneSpec

CUBE = box()
OPENED = Opened("0" * 64, "cube", (1.0, 1.0, 1.0), mesh=CUBE)
THING = SceneObject(1, "box", "box", OPENED, Pose(), (Material("wood", (0.5, 0.4, 0.3)),))
SPEC = SceneSpec("files", 0, 0, (THING,), (), World())


def test_what_is_opened_carries_its_mesh() -> None:
    assert object_mesh(THING) is CUBE


def test_what_is_read_from_json_is_not_open() -> None:
    read = SceneSpec.from_json(SPEC.to_json())
    assert read == SPEC
    assert "mesh" not in SPEC.to_json()
    with pytest.raises(AssetError, match=r"cube: its scene file is not open; Renderer\.prepare opens it"):
        object_mesh(read.objects[0])


def test_json_brings_no_mesh() -> None:
    forged = SPEC.to_json().replace('"kind":"opened"', '"kind":"opened","mesh":{"vertices":[]}')
    assert forged != SPEC.to_json()
    with pytest.raises(AssetError, match="is not open"):
        object_mesh(SceneSpec.from_json(forged).objects[0])


def test_two_openings_of_one_file_keep_apart() -> None:
    other = replace(THING, geometry=replace(OPENED, mesh=replace(box())))
    assert other == THING
    assert object_mesh(other) is not object_mesh(THING)
