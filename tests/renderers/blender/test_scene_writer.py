"""A scene as a file: what Blender and other programs find in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from cavendish.renderers.frame import Renderer
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import Optics, sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

QUALITY = Quality(samples=8, bounces=1)


@pytest.fixture(scope="module")
def spec(blender: Renderer) -> SceneSpec:
    return with_cameras(sample_scene(3, 0, {"shapes": 1.0}), (64, 48), [0, 0], Optics(1.0))


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Look at the scene of a .blend beside what Blender holds."""
    from cavendish.renderers.blender.process import bpy

    with bpy.data.libraries.load(str(path), link=False) as (there, here):
        here.scenes = list(there.scenes)
    (scene,) = here.scenes
    yield scene
    bpy.data.scenes.remove(scene)


def test_a_blend_holds_the_scene_as_it_is_rendered(spec: SceneSpec, tmp_path: Path) -> None:
    from cavendish.renderers.blender.scene_writer import write_blend

    write_blend(spec, tmp_path / "scene.blend", QUALITY, "AgX")
    with opened(tmp_path / "scene.blend") as scene:
        meshes = {thing.pass_index: thing for thing in scene.objects if thing.type == "MESH"}
        assert set(meshes) == {thing.instance for thing in spec.objects}
        for thing in spec.objects:
            np.testing.assert_allclose(meshes[thing.instance].matrix_basis, thing.pose.matrix(), atol=1e-5)
            assert len(meshes[thing.instance].data.materials) == len(thing.materials)
        assert len([thing for thing in scene.objects if thing.type == "LIGHT"]) == len(spec.lights)
        assert (scene.render.engine, scene.cycles.samples, scene.view_settings.view_transform) == ("CYCLES", 8, "AgX")
        assert scene.view_settings.exposure != 0
        assert scene.render.filepath == "//"


def test_the_cameras_of_a_blend_are_those_of_the_views(spec: SceneSpec, tmp_path: Path) -> None:
    from cavendish.renderers.blender.scene_writer import write_blend

    write_blend(spec, tmp_path / "scene.blend", QUALITY, "AgX")
    with opened(tmp_path / "scene.blend") as scene:
        cameras = sorted((thing for thing in scene.objects if thing.type == "CAMERA"), key=lambda thing: thing.name)
        assert [camera.name.split(".")[0] for camera in cameras] == ["view 0", "view 1"]
        assert scene.camera == cameras[0]
        assert (scene.render.resolution_x, scene.render.resolution_y) == (64, 48)
        assert scene.render.resolution_percentage == 100
        for camera, view in zip(cameras, spec.cameras, strict=True):
            np.testing.assert_allclose(camera.matrix_basis, view.matrix(), atol=1e-5)
            assert np.degrees(camera.data.angle) == pytest.approx(view.fov_deg, abs=0.01)
            assert camera.data.dof.use_dof
            assert camera.data.dof.focus_distance == pytest.approx(view.focus_m, abs=1e-3)


def test_a_glb_holds_the_meshes_where_they_stand(spec: SceneSpec, tmp_path: Path) -> None:
    from cavendish.renderers.blender.scene_writer import write_glb

    write_glb(spec, tmp_path / "scene.glb")
    found = trimesh.load_scene(tmp_path / "scene.glb")
    nodes = {name: found.graph[name] for name in found.graph.nodes_geometry}
    for thing in spec.objects:
        (place,) = [matrix for name, (matrix, _) in nodes.items() if name.startswith(f"{thing.instance:05d} ")]
        x, y, z = thing.pose.location_m
        np.testing.assert_allclose(place[:3, 3], (x, z, -y), atol=1e-4)  # a glTF has y up
    plain = {tuple(geometry.visual.material.main_color) for geometry in found.geometry.values()}
    assert len(plain) > 1


def test_nothing_stays_in_blender(spec: SceneSpec, tmp_path: Path) -> None:
    from cavendish.renderers.blender.process import bpy
    from cavendish.renderers.blender.scene_writer import write_glb

    write_glb(spec, tmp_path / "scene.glb")
    assert [thing.type for thing in bpy.context.scene.objects] == ["CAMERA"]
