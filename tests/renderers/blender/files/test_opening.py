"""A user's own scene files: made here, opened, and their truth compared with what was put into them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.manifests.loading import parse_recipe
from cavendish.manifests.recipe import RecipeError
from cavendish.renderers.frame import Renderer, RenderError
from cavendish.scenes.assets.pool import AssetPool, PooledFile
from cavendish.scenes.companions.walk import scene_file_digest
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

SIZE = (64, 48)


@pytest.fixture
def room(blender: Renderer) -> Iterator[Any]:
    """Blender with a red box of 1 m whose front stands 3 m before a camera, on a floor."""
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    bpy.data.objects.remove(bpy.context.scene.camera)
    bpy.context.scene.render.resolution_x, bpy.context.scene.render.resolution_y = (
        SIZE  # glTF's fields of view go by it
    )
    bpy.ops.mesh.primitive_cube_add(size=1.0, location=(0.0, 3.5, 0.5))
    bpy.context.object.name = "Red_Box.001"
    bpy.ops.mesh.primitive_plane_add(size=20.0)
    bpy.context.object.name = "floor"
    data = bpy.data.cameras.new("view")
    data.angle = math.radians(60)
    camera = bpy.data.objects.new("view", data)
    camera.location, camera.rotation_euler = (0.0, 0.0, 0.5), (math.radians(90), 0.0, 0.0)
    bpy.context.scene.collection.objects.link(camera)
    yield bpy
    empty_scene()


def save(bpy: Any, path: Path) -> Path:
    writers = {
        ".blend": lambda: bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True),
        ".glb": lambda: bpy.ops.export_scene.gltf(filepath=str(path), export_cameras=True),
        ".usdc": lambda: bpy.ops.wm.usd_export(filepath=str(path)),
    }
    writers[path.suffix]()
    return path


def scene_of(path: Path) -> SceneSpec:
    pool = AssetPool(files=(PooledFile(str(path), scene_file_digest(path)),))
    return sample_scene(0, 0, {"files": 1.0}, pool)


@pytest.mark.parametrize("suffix", [".blend", ".glb", ".usdc"])
def test_the_truth_of_a_file_is_what_is_in_it(blender: Renderer, room: Any, suffix: str, tmp_path: Path) -> None:
    spec = blender.prepare(scene_of(save(room, tmp_path / f"scene{suffix}")))
    assert sorted(thing.category for thing in spec.objects) == ["floor", "red box"]
    assert SceneSpec.from_json(spec.to_json()) == spec
    frame = blender.render(with_cameras(spec, SIZE, [0]), 0)
    assert frame.camera.location_m == pytest.approx((0, 0, 0.5), abs=1e-5)
    assert frame.camera.fov_deg == pytest.approx(60, abs=0.1)
    assert frame.depth_m[24, 32] == pytest.approx(3.0, abs=1e-4)
    box = next(thing for thing in spec.objects if thing.category == "red box")
    assert frame.instance[24, 32] == box.instance
    assert {thing.category for thing in frame.objects} == {"floor", "red box"}
    assert np.isinf(frame.depth_m[0]).all()


def test_another_view_of_a_file_after_another_scene_is_the_same(blender: Renderer, room: Any, tmp_path: Path) -> None:
    from ... import closed_forms as cf

    spec = with_cameras(blender.prepare(scene_of(save(room, tmp_path / "scene.blend"))), SIZE, [0])
    first = blender.render(spec, 0)
    blender.render(cf.scene([cf.thing("box", Pose((0.0, 3.0, 0.0)))], cf.camera()), 0)
    again = blender.render(spec, 0)
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.depth_m, again.depth_m)


def test_without_cameras_places_are_found(blender: Renderer, room: Any, tmp_path: Path) -> None:
    room.data.objects.remove(room.data.objects["view"])
    spec = blender.prepare(scene_of(save(room, tmp_path / "scene.blend")))
    assert spec.source is not None
    assert spec.source.views == ()
    cameras = with_cameras(spec, SIZE, [0, 1, 2]).cameras
    assert len({camera.location_m for camera in cameras}) == 3
    assert all(abs(np.subtract(camera.location_m, (0, 3.5, 0.5))).max() > 0.5 for camera in cameras)


def test_scripts_and_drivers_of_a_blend_do_not_run(blender: Renderer, room: Any, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    text = room.data.texts.new("start.py")
    text.write(f"open({str(mark)!r}, 'w').close()")
    text.use_module = True
    driver = room.data.objects["floor"].driver_add("location", 2).driver
    driver.type, driver.expression = "SCRIPTED", f"open({str(mark)!r}, 'w').close() or 5"
    path = save(room, tmp_path / "scene.blend")
    mark.unlink(missing_ok=True)
    blender.prepare(scene_of(path))
    assert not mark.exists()


def test_a_changed_a_missing_and_an_empty_file_are_refused(blender: Renderer, room: Any, tmp_path: Path) -> None:
    path = save(room, tmp_path / "scene.blend")
    spec = scene_of(path)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(
        RenderError, match=r"scene.blend: it, or a file that it reads, has changed since the recipe was read"
    ):
        blender.prepare(spec)
    path.unlink()
    with pytest.raises(RenderError, match=r"scene.blend: cannot be read: No such file"):
        blender.prepare(spec)
    for name in ("floor", "Red_Box.001"):
        room.data.objects.remove(room.data.objects[name])
    with pytest.raises(RenderError, match="holds no object with faces"):
        blender.prepare(scene_of(save(room, tmp_path / "empty.blend")))


@pytest.mark.parametrize("extra", ["layouts: {files: 1}", "layouts: {shapes: 1}\nfiles: {a.blend: '%s'}" % ("0" * 64)])
def test_files_and_their_layout_go_together(extra: str) -> None:
    with pytest.raises(RecipeError, match="go together"):
        parse_recipe(f"name: own\nscenes: 1\nresolution: [64, 64]\n{extra}\n", "own.yaml")


def test_arithmetic_of_a_driver_counts_and_python_is_left_out_by_name(
    blender: Renderer, room: Any, tmp_path: Path
) -> None:
    """Blender works out sums itself; what needs Python keeps the value that it was saved with, here at frame 1."""
    box = room.data.objects["Red_Box.001"]
    box.driver_add("location", 1).driver.expression = "3.5 + frame / 2"
    room.data.objects["floor"].driver_add("location", 2).driver.expression = "[0, -1][1] * frame"
    spec = scene_of(save(room, tmp_path / "scene.blend"))
    assert spec.source is not None
    spec = blender.prepare(replace(spec, source=replace(spec.source, frame=3)))
    frame = blender.render(with_cameras(spec, SIZE, [0]), 0)
    assert frame.depth_m[24, 32] == pytest.approx(4.5, abs=1e-4)
    floor = next(thing for thing in spec.objects if thing.category == "floor")
    assert floor.pose.location_m == pytest.approx((0, 0, -1))
    assert spec.source is not None
    assert spec.source.warnings == ("drivers that are Python do not run (floor)",)


def test_what_a_file_makes_blender_say_does_not_reach_the_terminal(
    blender: Renderer, room: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    room.data.objects["floor"].driver_add("location", 2).driver.expression = "nonsense()"
    spec = scene_of(save(room, tmp_path / "scene.blend"))
    capfd.readouterr()
    blender.prepare(spec)
    assert "nonsense" not in "".join(capfd.readouterr())


def test_a_place_is_found_where_a_camera_stands_in_a_collection_that_is_left_out(
    blender: Renderer, room: Any, tmp_path: Path
) -> None:
    """Cameras are used, not shown: hiding them, as many files do, does not take them away."""
    cameras = room.data.collections.new("cameras")
    room.context.scene.collection.children.link(cameras)
    view = room.data.objects["view"]
    cameras.objects.link(view)
    room.context.scene.collection.objects.unlink(view)
    room.context.view_layer.layer_collection.children["cameras"].exclude = True
    spec = blender.prepare(scene_of(save(room, tmp_path / "scene.blend")))
    assert spec.source is not None
    assert [each.eye_m for each in spec.source.views] == [pytest.approx((0, 0, 0.5), abs=1e-5)]
