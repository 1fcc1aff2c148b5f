"""Rooms take what libraries have and no kind covers, where people have such things and as far as they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.scenes.assets.library import HOME_VARIABLE, Library, Model, MountPlace
from cavendish.scenes.assets.pool import AssetPool, PooledModel
from cavendish.scenes.geometry.mesh import box
from cavendish.scenes.kinds import animals
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.layouts.room import layout
from cavendish.scenes.layouts.room.furnish import PROGRAMS
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.layouts.shared.window_light import lit, shines
from cavendish.scenes.lighting import PointLight
from cavendish.scenes.poses import Pose, Vec3
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Asset, Material, SceneObject, SceneSpec, Words

USES = tuple(sorted(PROGRAMS))
NAME = "room-test"
SEEDS = range(6)


def model(name: str, place: MountPlace, size_m: Vec3, settings: tuple[str, ...] = USES) -> PooledModel:
    grey = (Material("plastic", (0.5, 0.5, 0.5)),)
    entry = Model(name, f"{name}.npz", name, name, (), size_m, "Z", (), grey, Words(), *["x"] * 5)
    return PooledModel(NAME, entry, "", place, settings)


MODELS = (
    model("piano", "floor", (1.3, 0.6, 1.2)),
    model("trolley", "floor", (0.4, 0.35, 0.8)),
    model("lorry", "floor", (6.0, 2.4, 3.0)),
    model("bicycle", "floor", (0.5, 0.4, 1.0), ("street",)),
    model("guitar", "wall", (0.35, 0.1, 0.9)),
    model("radio", "surface", (0.25, 0.12, 0.16)),
    model("globe", "surface", (0.2, 0.2, 0.25), ("office",)),
)


def installed(home: Path, library: str, models: tuple[PooledModel, ...], monkeypatch: pytest.MonkeyPatch) -> AssetPool:
    folder = home / library
    folder.mkdir()
    entries = tuple(each.model for each in models)
    for each in entries:
        shape = box().transformed(Pose((0.0, 0.0, each.size_m[2] / 2), scale=each.size_m).matrix())
        arrays = {name: getattr(shape, name) for name in ("vertices", "triangles", "smooth", "slot")}
        np.savez(folder / each.file, uv=shape.corner_uv(), **arrays)
    (folder / "index.json").write_bytes(TypeAdapter(Library).dump_json(Library(library, "models", entries)))
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return AssetPool(tuple(replace(each, library=library) for each in models))


def rooms(pool: AssetPool, use: str, monkeypatch: pytest.MonkeyPatch) -> list[SceneSpec]:
    monkeypatch.setattr(layout, "PROGRAMS", {use: PROGRAMS[use]})
    return [sample_scene(seed, 0, {"room": 1.0}, pool) for seed in SEEDS]


@pytest.fixture(scope="module", params=USES)
def furnished(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, list[SceneSpec]]]:
    """Return a use and rooms of it, whose library stays while they are looked at."""
    with pytest.MonkeyPatch.context() as patch:
        pool = installed(tmp_path_factory.mktemp("library"), NAME, MODELS, patch)
        yield request.param, rooms(pool, request.param, patch)


def extras(spec: SceneSpec) -> list[SceneObject]:
    return [thing for thing in spec.objects if isinstance(thing.geometry, Asset)]


@pytest.fixture(scope="module")
def of_every_kind(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, AssetPool]:
    """Return a library with a model of each kind, where it is and what it has: hundreds of files, written once."""
    models = tuple(
        replace(model(name.replace(" ", "-"), "floor", kind.high_m), kind=name) for name, kind in KINDS.items()
    )
    home = tmp_path_factory.mktemp("kinds")
    with pytest.MonkeyPatch.context() as patch:
        return home, installed(home, f"{NAME}-kinds", models, patch)


@pytest.mark.parametrize("use", USES)
def test_models_without_a_surface_can_stand_in_for_every_kind(
    use: str, of_every_kind: tuple[Path, AssetPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, pool = of_every_kind
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    for spec in rooms(pool, use, monkeypatch):
        assert len(extras(spec)) >= 3


def test_extras_come_where_they_belong(furnished: tuple[str, list[SceneSpec]]) -> None:
    use, specs = furnished
    names = {thing.name for spec in specs for thing in extras(spec)}
    assert "radio" in names
    assert names & {"piano", "trolley"}
    assert not names & {"lorry", "bicycle"}
    assert ("globe" in names) == (use == "office")


def test_extras_stand_on_floors_and_furniture_and_hang_on_walls(furnished: tuple[str, list[SceneSpec]]) -> None:
    places = {each.model.id: each.place for each in MODELS}
    for spec in furnished[1]:
        by_instance = {thing.instance: thing for thing in spec.objects}
        for thing in extras(spec):
            carrier = by_instance[thing.supporter].category
            place = places[thing.name]
            assert carrier == place if place != "surface" else carrier not in ("floor", "wall"), thing.name
            assert (
                thing.pose.location_m[2] == pytest.approx(0.0) if place == "floor" else thing.pose.location_m[2] > 0.05
            )


LATER = {kind.category for kind in animals.KINDS.values()}  # come when all stands, and keep clear of it by its mesh


def test_extras_stand_clear_of_furniture(furnished: tuple[str, list[SceneSpec]]) -> None:
    for spec in furnished[1]:
        floor = next(thing.instance for thing in spec.objects if thing.category == "floor")
        built = ("wall", "skirting board", "rug", "bath mat", "door")
        standing = [t for t in spec.objects if t.supporter == floor and t.category not in {*built, *LATER}]
        for thing in (thing for thing in extras(spec) if thing.supporter == floor):
            for other in standing:
                assert other is thing or not footprint(thing).meets(footprint(other)), (thing.name, other.name)


@pytest.mark.parametrize(("z_m", "light_m"), [(0.7, 1.16), (2.2, 2.14)])
def test_lamps_of_libraries_are_on_and_their_light_is_outside_of_them(z_m: float, light_m: float) -> None:
    shade, foot = Material("lampshade", (0.9, 0.9, 0.8)), Material("metal", (0.5, 0.5, 0.5))
    lamp = SceneObject(1, "lamp", "lamp", Asset("a", "b", (0.3, 0.3, 0.4)), Pose((1.0, 2.0, z_m)), (foot, shade))
    assert shines(lamp)
    glowing, (light,) = lit(lamp, (1.0, 0.9, 0.8), np.random.default_rng(0))
    assert isinstance(light, PointLight)
    assert light.location_m == pytest.approx((1.0, 2.0, light_m))
    assert [material.emission > 0 for material in glowing.materials] == [False, True]
    assert not shines(replace(lamp, category="chair"))
