"""Models of people in finished scenes: on seats that suit them, on the ground, the rest of the scene as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.scenes.animals.habitats import Guest
from cavendish.scenes.assets.library import HOME_VARIABLE, INDEX, Library, Model
from cavendish.scenes.assets.pool import EMPTY, AssetPool
from cavendish.scenes.assets.pool_loading import load_pool
from cavendish.scenes.contacts import remove_collisions
from cavendish.scenes.geometry.mesh import Mesh, box, join
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.pieces import pooled_piece, sample_piece
from cavendish.scenes.poses import Pose, Vec3
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec, Words
from cavendish.scenes.visitors import placing
from cavendish.scenes.visitors.habits import back_m, habit_of, seat_m
from cavendish.scenes.visitors.sitting import sit_down
from cavendish.scenes.visitors.visits import VISITS

RNG = np.random.default_rng(0)
SEAT_M = 0.46
WHITE = Material("plaster", (0.8, 0.8, 0.8), 0.5)


def block(low: Vec3, high: Vec3) -> Mesh:
    middle, size = (np.add(low, high) / 2).tolist(), np.subtract(high, low).tolist()
    return box().transformed(Pose((middle[0], middle[1], middle[2]), scale=(size[0], size[1], size[2])).matrix())


def sitter(seat_high_m: float = SEAT_M) -> Mesh:
    """A trunk, thighs and shins of boxes, facing −y, its feet on z = 0."""
    over = seat_high_m
    trunk = block((-0.18, 0.02, over), (0.18, 0.22, over + 0.85))
    thighs = block((-0.16, -0.25, over + 0.01), (0.16, 0.02, over + 0.15))
    shins = block((-0.14, -0.37, 0.0), (0.14, -0.26, over + 0.14))
    return join([trunk, thighs, shins])


def standing() -> Mesh:
    return block((-0.2, -0.12, 0.0), (0.2, 0.12, 1.7))


def lying() -> Mesh:
    return block((-0.2, -0.8, 0.0), (0.2, 0.8, 0.25))


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AssetPool:
    """A library of three people."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "people").mkdir()
    bodies = {"man": standing(), "sitting man": sitter(), "lying man": lying()}
    models = tuple(_model(tmp_path / "people", name, shape) for name, shape in bodies.items())
    (tmp_path / "people" / INDEX).write_bytes(TypeAdapter(Library).dump_json(Library("people", "models", models)))
    return load_pool(["people"])


def _model(folder: Path, name: str, shape: Mesh) -> Model:
    low, high = shape.bounds()
    middle = np.array([*(low + high)[:2] / 2, 0.0])
    arrays = {"vertices": shape.vertices - middle, "triangles": shape.triangles, "smooth": shape.smooth}
    np.savez(folder / f"{name}.npz", **arrays, slot=shape.slot, uv=shape.corner_uv())
    x, y, z = (high - low).tolist()
    words = Words(material="plastic")
    return Model(name, f"{name}.npz", "person", name, (), (x, y, z), "y", (), (WHITE,), words, *["x"] * 5)


def on_the_floor(height_m: float = 0.46) -> tuple[SceneObject, SceneObject]:
    """Return a floor, and a stool of a height on it."""
    floor = SceneObject(1, "floor", "floor", Primitive("plane"), Pose(scale=(6.0, 6.0, 1.0)), (WHITE,))
    piece = sample_piece("stool", RNG, RNG, {}, (0.4, 0.4, height_m))
    return floor, piece.put(2, (0.5, 0.2, 0.0), 30.0, 1)


def test_where_a_model_sits_is_measured_on_it() -> None:
    """The lowest point below the trunk, and how far back the trunk reaches over it."""
    assert seat_m(sitter()) == pytest.approx(SEAT_M)
    assert back_m(sitter(), SEAT_M) == pytest.approx(0.22)
    assert seat_m(lying()) == 0.0


def test_names_and_meshes_tell_what_people_do(pool: AssetPool) -> None:
    assert {entry.model.name: habit_of(entry) for entry in pool.models} == {
        "man": "standing",
        "sitting man": "sitting",
        "lying man": "resting",
    }
    assert [entry.model.name for entry in pool.extras("street", "floor")] == ["man"]  # the others walk in no street


def test_the_pelvis_is_on_the_seat_and_the_feet_near_the_floor(pool: AssetPool) -> None:
    objects = on_the_floor()
    seated = _seated(pool, objects)
    assert seated.supporter == 2
    low, high = object_box(seated)
    assert abs(low[2]) < 0.02
    scale = seated.pose.scale[0]
    assert low[2] + scale * SEAT_M == pytest.approx(object_box(objects[1])[1][2], abs=0.01)
    assert (low[:2] < (0.5, 0.2)).all()
    assert (high[:2] > (0.5, 0.2)).all()


def _seated(pool: AssetPool, objects: tuple[SceneObject, ...]) -> SceneObject:
    piece = pooled_piece(next(entry for entry in pool.models if entry.model.name == "sitting man"))
    (found,) = sit_down(objects, Guest(("person",), ("sitting",), ("stool",), 1.0), [piece], np.random.default_rng(1))
    return found


def test_nobody_sits_where_the_feet_would_hang_or_the_seat_is_taken(pool: AssetPool) -> None:
    guest = Guest(("person",), ("sitting",), ("stool",), 1.0)
    piece = pooled_piece(next(entry for entry in pool.models if entry.model.name == "sitting man"))
    assert sit_down(on_the_floor(0.7), guest, [piece], np.random.default_rng(1)) == []
    objects = on_the_floor()
    there = (*objects, _seated(pool, objects))
    assert sit_down(there, guest, [piece], np.random.default_rng(1)) == []


@pytest.mark.parametrize("layout", ["room", "courtyard", "landscape"])
def test_they_come_on_top_of_a_scene_and_none_floats(
    layout: str, pool: AssetPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    always = tuple(replace(guest, share=1.0) for guest in VISITS[layout])
    monkeypatch.setattr(placing, "VISITS", {layout: always})
    spec = next(each for k in range(9) if _people(each := sample_scene(6, k, {layout: 1.0}, pool)))
    seeds = SceneSeeds(spec.seed, spec.index)
    bare = layout_of(layout).compose(seeds, pool)
    assert spec.objects[: len(bare.objects)] == bare.objects
    assert all(thing.category != "person" or thing.supporter for thing in spec.objects)
    kept = {thing.instance for thing in remove_collisions(spec).spec.objects}
    assert {thing.instance for thing in _people(spec)} <= kept


def _people(spec: SceneSpec) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.category == "person"]


def test_without_models_nothing_changes() -> None:
    contents = layout_of("room").compose(SceneSeeds(1, 0), EMPTY)
    assert placing.visited(contents, "room", SceneSeeds(1, 0), EMPTY) is contents
