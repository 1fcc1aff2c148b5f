"""One number for each rendered instance, whatever made it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Frame, Renderer, RenderError
from cavendish.scenes.poses import Vec3
from cavendish.scenes.spec import SceneSpec

from ... import closed_forms as cf
from ..elsewhere import prepared_elsewhere
from .building import (
    blank_file,
    collection,
    name_of,
    names,
    put_box,
    put_copies,
    put_points,
    put_scattered,
    saved,
    scatter,
    scene_of,
    seen,
)

SIZE_M = 0.4
ABOVE = cf.camera((2.0, 2.0, 12.0), (2.0, 2.0, 0.0), (96, 96), 40.0)


def place(column: int, row: int) -> Vec3:
    return (float(column), float(row), 0.0)


def fill(bpy: Any) -> set[Vec3]:
    """Fill a grid of 5 × 5 places, one metre apart, with boxes of every kind of copy; return where they stand."""
    put_box(bpy, "plain", place(0, 0), SIZE_M).pass_index = 7
    put_box(bpy, "foreign", place(1, 0), SIZE_M).pass_index = 7
    _collections(bpy)
    _vertices_and_faces(bpy)
    _particles(bpy)
    _nodes(bpy)
    return {place(column, row) for row in range(5) for column in range(5)}


def _collections(bpy: Any) -> None:
    inner, middle = collection(bpy, "inner"), collection(bpy, "middle")
    put_box(bpy, "a", (0, 0, 0), SIZE_M, inner)
    put_box(bpy, "b", (1, 0, 0), SIZE_M, inner)
    put_copies(bpy, "inside", inner, (0, 0, 0), middle)
    put_box(bpy, "c", (2, 0, 0), SIZE_M, middle)
    put_copies(bpy, "copy", inner, place(2, 0))
    put_copies(bpy, "nested", middle, place(0, 1))
    put_box(bpy, "last of row", place(4, 0), SIZE_M)


def _vertices_and_faces(bpy: Any) -> None:
    points = put_points(bpy, "points", [(0, 0, 0), (1, 0, 0)], place(3, 1))
    points.instance_type = "VERTS"
    put_box(bpy, "on a vertex", place(3, 1), SIZE_M).parent = points
    bpy.data.objects["on a vertex"].location = (0, 0, 0)
    tiles = bpy.data.meshes.new("tiles")
    corners = [(x + dx, dy, 0) for x in (0, 1) for dx, dy in ((-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2))]
    tiles.from_pydata(corners, [], [(0, 1, 2, 3), (4, 5, 6, 7)])
    floor = bpy.data.objects.new("tiles", tiles)
    floor.location, floor.instance_type = place(0, 2), "FACES"
    floor.show_instancer_for_render = False
    bpy.context.scene.collection.objects.link(floor)
    put_box(bpy, "on a face", (0, 0, 0), SIZE_M).parent = floor


def _particles(bpy: Any) -> None:
    """Three grains on the vertices of a mesh that is not rendered itself."""
    ground = put_points(bpy, "ground", [(2, 0, 0), (3, 0, 0), (4, 0, 0)], place(0, 2))
    system = ground.modifiers.new("grains", "PARTICLE_SYSTEM").particle_system.settings
    system.count, system.emit_from, system.use_emit_random = 3, "VERT", False
    system.frame_start = system.frame_end = 1.0
    system.lifetime, system.normal_factor, system.physics_type = 100.0, 0.0, "NO"
    system.render_type, system.particle_size = "OBJECT", 1.0
    grain = put_box(bpy, "grain", (0, 0, 0), SIZE_M)
    system.instance_object, grain.hide_render = grain, True
    ground.show_instancer_for_render = False


def _nodes(bpy: Any) -> None:
    model = put_box(bpy, "model", (0, 0, 0), SIZE_M)
    model.hide_render = True
    row = [(float(k), 0.0, 0.0) for k in range(5)]
    put_scattered(bpy, "objects", row, scatter(bpy, model), place(0, 3))
    put_scattered(bpy, "cubes", row[:4], scatter(bpy), place(0, 4))
    put_scattered(bpy, "realized", row[:1], scatter(bpy, model, realize=True), place(4, 4))


@pytest.fixture(scope="module")
def grid(blender: Renderer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SceneSpec, Frame, set[Vec3]]:
    with blank_file() as bpy:
        places = fill(bpy)
        path = saved(bpy, tmp_path_factory.mktemp("grid") / "grid.blend")
    return path, *seen(blender, path, ABOVE), places


def test_the_truth_has_as_many_numbers_as_there_are_instances_in_sight(grid: Any) -> None:
    _, spec, frame, places = grid
    assert len(spec.objects) == len(places) == len(frame.objects) == len(set(np.unique(frame.instance)) - {0}) == 25
    found = {tuple(float(round(part, 4)) for part in thing.box.centre_m) for thing in frame.objects}
    assert found == places


def test_every_instance_is_where_its_number_is(grid: Any) -> None:
    _, _spec, frame, _ = grid
    for thing in frame.objects:
        points = cf.lifted(frame, frame.instance == thing.instance, ABOVE)
        assert np.abs(points - thing.box.centre_m).max() < 0.5 * SIZE_M + 1e-4
        assert thing.box.size_m == pytest.approx((SIZE_M, SIZE_M, SIZE_M), abs=1e-6)
        assert thing.visible_fraction > 0.85  # a neighbour may hide a little of its side


def test_instances_have_names_of_their_own_and_copies_share_their_mesh(grid: Any) -> None:
    _, spec, _, _ = grid
    called = names(spec)
    assert len(set(called)) == len(called)
    assert {"plain", "copy/a#0", "nested/a#0.0", "points/on a vertex#1", "objects/model#4.0"} <= set(called)
    meshes = {name_of(thing): thing.geometry.mesh for thing in spec.objects}
    assert meshes["copy/a#0"] is meshes["nested/a#0.0"]
    assert len({id(meshes[name]) for name in called if name.startswith("objects/")}) == 1


def test_another_process_gives_the_same_numbers(blender: Renderer, grid: Any) -> None:
    path, spec, _, _ = grid
    assert blender.prepare(scene_of(path)).to_json() == replace(spec, cameras=()).to_json()
    assert prepared_elsewhere(scene_of(path)).to_json() == replace(spec, cameras=()).to_json()


def test_instances_of_a_linked_collection(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        shelf = collection(bpy, "shelf", in_scene=True)
        put_box(bpy, "book", (0, 0, 0), SIZE_M, shelf)
        library = saved(bpy, tmp_path / "library.blend")
    with blank_file() as bpy:
        with bpy.data.libraries.load(str(library), link=True) as (_, here):
            here.collections = ["shelf"]
        for column in (1, 3):
            put_copies(bpy, f"shelf {column}", here.collections[0], place(column, 2))
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path, ABOVE)
    assert names(spec) == ["shelf 1/book [library.blend]#0", "shelf 3/book [library.blend]#0"]
    assert [thing.box.centre_m for thing in frame.objects] == [(1, 2, 0), (3, 2, 0)]


def test_more_instances_than_there_are_numbers_are_refused_at_once(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        tree = scatter(bpy)
        points = tree.nodes.new("GeometryNodePoints")
        points.inputs["Count"].default_value = 32_768
        tree.links.new(points.outputs[0], tree.nodes["Instance on Points"].inputs["Points"])
        put_scattered(bpy, "many", [(0, 0, 0)], tree)
        path = saved(bpy, tmp_path / "many.blend")
    before = time.monotonic()
    with pytest.raises(RenderError, match=r"many\.blend: has 32769 objects and instances, .* at most 32767 have n"):
        blender.prepare(scene_of(path))
    print(f"refused in {time.monotonic() - before:.2f} s")


def test_materials_of_the_object_and_of_the_mesh(blender: Renderer, tmp_path: Path) -> None:
    """Two objects of one mesh, of which one has a material of its own: the other's cut-out is no hole in it."""
    with blank_file() as bpy:
        bright, box = bpy.data.materials.new("brass"), put_box(bpy, "a", place(1, 2), SIZE_M)
        box.data.materials.append(bpy.data.materials.new("glass"))
        other = bpy.data.objects.new("b", box.data)
        other.location = place(3, 2)
        bpy.context.scene.collection.objects.link(other)
        other.material_slots[0].link, other.material_slots[0].material = "OBJECT", bright
        path = saved(bpy, tmp_path / "scene.blend")
    spec, _ = seen(blender, path, ABOVE)
    assert [thing.materials[0].family for thing in spec.objects] == ["glass", "plastic"]
