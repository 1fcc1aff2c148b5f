"""Metres are Blender's units times their length, and the frame is the one that a file was saved at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Frame, Renderer, RenderError, VisibleObject
from cavendish.scenes.poses import Pose
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Opened, SceneSpec

from ... import closed_forms as cf
from .building import AHEAD, blank_file, box_mesh, collection, name_of, put, put_box, put_copies, saved, scene_of, seen

CENTRE = (32, 32)


def of(spec: SceneSpec, frame: Frame, name: str) -> VisibleObject:
    number = next(thing.instance for thing in spec.objects if name_of(thing).split("#")[0] == name)
    return next(thing for thing in frame.objects if thing.instance == number)


@pytest.mark.parametrize("metres", [0.01, 0.001, 0.3048, 10.0])
def test_a_file_in_other_units(blender: Renderer, metres: float, tmp_path: Path) -> None:
    """A box, one in a turned and stretched parent, and a copy of a collection, each 1 m and known to the micrometre."""
    with blank_file() as bpy:
        bpy.context.scene.unit_settings.scale_length = metres
        put_box(bpy, "box", (0.0, 4.0 / metres, 0.0), 1 / metres)
        parent = put(bpy, "parent", None, (2.0 / metres, 6.0 / metres, 0.0))
        parent.rotation_euler, parent.scale = (0.0, 0.0, np.pi / 2), (2.0, 1.0, 1.0)
        put_box(bpy, "child", (0.5 / metres, 0.0, 0.0), 0.5 / metres).parent = parent
        shelf = collection(bpy, "shelf")
        put_box(bpy, "book", (0.0, 0.0, 0.0), 1 / metres, shelf)
        put_copies(bpy, "copy", shelf, (-2.0 / metres, 6.0 / metres, 0.0))
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    assert frame.depth_m[CENTRE] == pytest.approx(3.5, rel=1e-5)
    assert of(spec, frame, "box").box.size_m == pytest.approx((1, 1, 1), rel=1e-5)
    assert of(spec, frame, "child").box.centre_m == pytest.approx((2, 7, 0), abs=1e-4)
    assert of(spec, frame, "child").box.size_m == pytest.approx((1, 0.5, 0.5), rel=1e-5)
    assert of(spec, frame, "copy/book").box.centre_m == pytest.approx((-2, 6, 0), abs=1e-4)
    assert [thing.visible_fraction for thing in frame.objects] == [1.0, 1.0, 1.0]


def test_what_is_written_of_a_file_is_as_large_as_the_file_says(blender: Renderer, tmp_path: Path) -> None:
    """As a .blend in its own units, as a glTF in metres: opened again, both are what they were."""
    from cavendish.renderers.blender.scene_writer import write_blend, write_glb

    with blank_file() as bpy:
        bpy.context.scene.unit_settings.scale_length = 0.01
        put_box(bpy, "box", (0.0, 400.0, 0.0), 100.0)
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    write_blend(spec, tmp_path / "again.blend", Quality(samples=1, bounces=0, denoise=False), "AgX")
    write_glb(spec, tmp_path / "again.glb")
    for name in ("again.blend", "again.glb"):
        again = blender.prepare(scene_of(tmp_path / name))
        assert len(again.objects) == 1
        np.testing.assert_allclose(
            blender.render(replace(again, cameras=(AHEAD,)), 0).depth_m, frame.depth_m, rtol=1e-5, err_msg=name
        )


def test_units_that_a_file_does_not_use_do_not_count(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        bpy.context.scene.unit_settings.system, bpy.context.scene.unit_settings.scale_length = "NONE", 0.01
        put_box(bpy, "box", (0.0, 4.0, 0.0))
        path = saved(bpy, tmp_path / "scene.blend")
    assert seen(blender, path)[1].depth_m[CENTRE] == pytest.approx(3.5, rel=1e-5)


def test_light_is_as_the_file_has_it_whatever_its_units(blender: Renderer, tmp_path: Path) -> None:
    """A lamp of so many watts, so many units away, gives the same picture: the unit changes what is measured alone."""
    pictures = []
    for metres in (1.0, 0.01):
        with blank_file() as bpy:
            bpy.context.scene.unit_settings.scale_length = metres
            bpy.context.scene.world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.0
            lamp = bpy.data.lights.new("lamp", "POINT")
            lamp.energy = 500.0
            put(bpy, "lamp", lamp, (1.0, 0.0, 2.0))
            put_box(bpy, "box", (0.0, 4.0, 0.0))
            path = saved(bpy, tmp_path / f"{metres}.blend")
        camera = replace(AHEAD, location_m=(0.0, 0.0, 0.0))
        pictures.append(seen(blender, path, camera)[1].image.astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 1


def _moving(bpy: Any) -> None:
    """A box that comes 1 m nearer within 10 frames, from 5 m at frame 1."""
    box = put_box(bpy, "box", (0.0, 5.0, 0.0))
    for frame, y in ((1, 5.0), (11, 4.0)):
        box.location.y = y
        box.keyframe_insert("location", frame=frame)
    for curve in box.animation_data.action.fcurves:
        for point in curve.keyframe_points:
            point.interpolation = "LINEAR"


@pytest.mark.parametrize(("asked", "depth_m"), [(None, 4.0), (1, 4.5), (11, 3.5)])
def test_the_saved_frame_unless_another_is_asked_for(
    blender: Renderer, asked: int | None, depth_m: float, tmp_path: Path
) -> None:
    with blank_file() as bpy:
        _moving(bpy)
        bpy.context.scene.frame_set(6)
        path = saved(bpy, tmp_path / "scene.blend")
    spec = scene_of(path)
    assert spec.source is not None
    spec = replace(spec, source=replace(spec.source, frame=asked))
    frame = blender.render(replace(blender.prepare(spec), cameras=(AHEAD,)), 0)
    assert frame.depth_m[CENTRE] == pytest.approx(depth_m, rel=1e-5)


def test_materials_are_animated_too(blender: Renderer, tmp_path: Path) -> None:
    """At frame 1 a wall is black, at frame 11 it is white; nothing else about the scene changes."""
    with blank_file() as bpy:
        material = bpy.data.materials.new("paint")
        material.use_nodes = True
        colour = material.node_tree.nodes["Principled BSDF"].inputs["Base Color"]
        for frame, grey in ((1, 0.0), (11, 1.0)):
            colour.default_value = (grey, grey, grey, 1.0)
            colour.keyframe_insert("default_value", frame=frame)
        put_box(bpy, "box", (-0.6, 3.0, 0.0)).data.materials.append(material)
        put_box(bpy, "grey", (0.6, 3.0, 0.0))
        path = saved(bpy, tmp_path / "scene.blend")
    spec = scene_of(path)
    assert spec.source is not None
    seen_at = {}
    for number in (1, 11):
        opened = blender.prepare(replace(spec, source=replace(spec.source, frame=number)))
        shot = blender.render(replace(opened, cameras=(AHEAD,)), 0)
        seen_at[number] = shot.image[shot.instance == 1].mean() - shot.image[shot.instance == 2].mean()
    assert seen_at[1] < -30 < 5 < seen_at[11]


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_axis_of_scale_0_leaves_a_sheet(blender: Renderer, axis: int, tmp_path: Path) -> None:
    with blank_file() as bpy:
        sheet = put_box(bpy, "sheet", (0.0, 3.0, 0.0))
        sheet.scale[axis] = 0.0
        sheet.rotation_euler = (0.3, 0.2, 0.4)
        put(bpy, "wall", box_mesh(bpy, 4.0), (0.0, 8.0, 0.0))
        path = saved(bpy, tmp_path / "scene.blend")
        matrix = np.array(sheet.matrix_world)
    spec, frame = seen(blender, path)
    normal = np.cross(matrix[:3, (axis + 1) % 3], matrix[:3, (axis + 2) % 3])
    normal = normal / np.linalg.norm(normal)
    rays = AHEAD.rays()[frame.instance == 1] @ AHEAD.matrix()[:3, :3].T
    np.testing.assert_allclose(frame.depth_m[frame.instance == 1], normal @ (0, 3, 0) / (rays @ normal), rtol=1e-4)
    assert of(spec, frame, "sheet").area_px > 10
    assert 0.5 < of(spec, frame, "wall").visible_fraction < 1.0


def test_a_scene_of_a_file_that_has_changed_inside_is_not_rendered(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        put_box(bpy, "box", (0.0, 3.0, 0.0))
        path = saved(bpy, tmp_path / "scene.blend")
    spec, _ = seen(blender, path)
    other = replace(spec.objects[0], geometry=Opened("0" * 64, "barrel", (1.0, 1.0, 1.0)))
    with pytest.raises(RenderError, match=r"scene.blend: shows other things than when it was opened first"):
        blender.render(replace(spec, objects=(other,)), 0)


def test_generated_scenes_look_the_same_after_a_file(blender: Renderer, tmp_path: Path) -> None:
    """A file brings settings of its own, which are gone with it."""
    generated = cf.scene([cf.thing("box", Pose((0.0, 3.0, 0.0)))], cf.camera())
    before = blender.render(generated, 0)
    with blank_file() as bpy:
        scene = bpy.context.scene
        scene.render.engine, scene.cycles.samples, scene.render.film_transparent = "BLENDER_EEVEE_NEXT", 3, True
        scene.view_settings.exposure, scene.render.use_simplify, scene.cycles.max_bounces = 3.0, True, 0
        scene.unit_settings.scale_length, scene.render.pixel_aspect_x = 0.01, 2.0
        put_box(bpy, "box", (0.0, 300.0, 0.0), 100.0)
        path = saved(bpy, tmp_path / "scene.blend")
    spec, first = seen(blender, path)
    after = blender.render(generated, 0)
    again = blender.render(spec, 0)
    for name in ("image", "depth_m", "normals", "instance"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
        assert np.array_equal(getattr(first, name), getattr(again, name))
