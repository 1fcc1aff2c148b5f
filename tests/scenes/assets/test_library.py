"""A library is what its index says now: no copy of it outlives a change, or another home."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.scenes.assets.library import HOME_VARIABLE, INDEX, Library, Model, load_library, model_of
from cavendish.scenes.geometry.mesh import Mesh, box
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Asset, Material, SceneObject, Words

WOOD = (Material("wood", (0.5, 0.4, 0.3)),)
CUBE = Model("cube", "cube.npz", "box", "box", (), (1.0, 1.0, 1.0), "z", (), WOOD, Words(), *["x"] * 5)
SHAPE = Asset("some", "cube", (1.0, 1.0, 1.0))
THING = SceneObject(1, "box", "box", SHAPE, Pose(), WOOD)


def installed(home: Path, name: str, shape: Mesh) -> None:
    folder = home / "some"
    folder.mkdir(parents=True, exist_ok=True)
    uv = shape.corner_uv()
    np.savez(folder / "cube.npz", **{k: getattr(shape, k) for k in ("vertices", "triangles", "smooth", "slot")}, uv=uv)
    library = Library("some", "models", models=(replace(CUBE, name=name),))
    fresh = folder / "fresh"
    fresh.write_bytes(TypeAdapter(Library).dump_json(library))
    fresh.rename(folder / INDEX)


def test_what_is_added_again_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    installed(tmp_path, "first", box())
    assert load_library("some") is load_library("some")
    assert (model_of(SHAPE).name, object_box(THING)[1, 0]) == ("first", 0.5)
    installed(tmp_path, "second one", box().transformed(np.diag([2.0, 2.0, 2.0, 1.0])))
    assert (model_of(SHAPE).name, object_box(THING)[1, 0]) == ("second one", 1.0)


def test_another_home_has_other_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("a", "b"), 1):
        installed(tmp_path / name, name, box().transformed(np.diag([float(number)] * 3 + [1.0])))
    for number, name in enumerate(("a", "b", "a"), 1):
        monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / name))
        assert (model_of(SHAPE).name, object_box(THING)[1, 0]) == (name, (0.5, 1.0, 0.5)[number - 1])
