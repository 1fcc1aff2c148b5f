"""What a file's author hid is hidden from picture and truth alike, and what was rendered is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer, RenderError

from .building import AHEAD, blank_file, collection, names, put, put_box, saved, seen, warnings

WALL_M, BOX_M = 5.5, 2.5  # the depths of the fronts of what stands 6 m and 3 m away
CENTRE = (32, 32)


def hide(thing: Any) -> None:
    thing.hide_render = True


def leave_out_layer(bpy: Any, **flags: bool) -> Any:
    """A collection that the view layer leaves out in one of its ways."""
    made = collection(bpy, "left out", in_scene=True)
    for name, value in flags.items():
        setattr(bpy.context.view_layer.layer_collection.children[made.name], name, value)
    return made


HIDDEN: dict[str, Callable[[Any], Any]] = {
    "hide_render": lambda bpy: hide(put_box(bpy, "box", (0, 3, 0))),
    "hide_render of its collection": lambda bpy: hide(_of_its_own(bpy)),
    "excluded": lambda bpy: put_box(bpy, "box", (0, 3, 0), into=leave_out_layer(bpy, exclude=True)),
    "holdout collection": lambda bpy: put_box(bpy, "box", (0, 3, 0), into=leave_out_layer(bpy, holdout=True)),
    "indirect only": lambda bpy: put_box(bpy, "box", (0, 3, 0), into=leave_out_layer(bpy, indirect_only=True)),
    "holdout": lambda bpy: setattr(put_box(bpy, "box", (0, 3, 0)), "is_holdout", True),
    "not for cameras": lambda bpy: setattr(put_box(bpy, "box", (0, 3, 0)), "visible_camera", False),
}


def _of_its_own(bpy: Any) -> Any:
    made = collection(bpy, "mine", in_scene=True)
    put_box(bpy, "box", (0, 3, 0), into=made)
    return made


@pytest.mark.parametrize("way", HIDDEN)
def test_what_is_hidden_is_in_no_truth_and_hides_nothing(blender: Renderer, way: str, tmp_path: Path) -> None:
    with blank_file() as bpy:
        put_box(bpy, "wall", (0, 6, 0), 1.0)
        HIDDEN[way](bpy)
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    assert names(spec) == ["wall"]
    assert frame.depth_m[CENTRE] == pytest.approx(WALL_M, rel=1e-5)
    assert [thing.visible_fraction for thing in frame.objects] == [1.0]
    assert warnings(spec) == (["left out of picture and truth: a holdout (box)"] if "holdout" in way else [])


def test_the_box_of_these_tests_is_seen_where_nothing_hides_it(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        put_box(bpy, "wall", (0, 6, 0))
        put_box(bpy, "box", (0, 3, 0))
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    assert names(spec) == ["box", "wall"]
    assert frame.depth_m[CENTRE] == pytest.approx(BOX_M, rel=1e-5)


@pytest.mark.parametrize("where", ["object", "collection", "layer"])
def test_what_is_hidden_in_the_viewport_alone_is_rendered(blender: Renderer, where: str, tmp_path: Path) -> None:
    with blank_file() as bpy:
        made = collection(bpy, "mine", in_scene=True)
        box = put_box(bpy, "box", (0, 3, 0), into=made)
        layer = bpy.context.view_layer.layer_collection.children["mine"]
        {"object": box, "collection": made, "layer": layer}[where].hide_viewport = True
        path = saved(bpy, tmp_path / "scene.blend")
    _, frame = seen(blender, path)
    assert frame.depth_m[CENTRE] == pytest.approx(BOX_M, rel=1e-5)


def test_indirect_things_still_shade_the_picture(blender: Renderer, tmp_path: Path) -> None:
    """A roof that no camera sees keeps the sun from the floor."""
    floors = []
    for roofed in (False, True):
        with blank_file() as bpy:
            bpy.context.scene.world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.0
            put_box(bpy, "floor", (0, 3, -1.5))
            put_box(bpy, "wall", (0, 5, 0))
            sun = bpy.data.lights.new("sun", "SUN")
            sun.energy = 5.0
            put(bpy, "sun", sun)
            if roofed:
                put_box(bpy, "roof", (0, 3, 1.0)).visible_camera = False
            path = saved(bpy, tmp_path / f"{roofed}.blend")
        spec, frame = seen(blender, path)
        floor = next(thing.instance for thing in spec.objects if thing.category == "floor")
        floors.append(frame.image[frame.instance == floor].mean())
    assert floors[1] < 0.5 * floors[0]


def test_of_several_view_layers_the_first_to_render_counts(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        scene = bpy.context.scene
        made = collection(bpy, "mine", in_scene=True)
        put_box(bpy, "box", (0, 3, 0), into=made)
        put_box(bpy, "wall", (0, 6, 0))
        scene.view_layers[0].use = False
        scene.view_layers.new("second").layer_collection.children["mine"].exclude = True
        scene.view_layers.new("third")
        path = saved(bpy, tmp_path / "scene.blend")
    spec, _ = seen(blender, path)
    assert names(spec) == ["wall"]
    assert warnings(spec) == ["has 2 view layers to render; only second is used"]


def test_the_scene_that_was_open_is_the_one(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        put_box(bpy, "draft", (0, 3, 0))
        final = bpy.data.scenes.new("final")
        put_box(bpy, "box", (0, 6, 0), into=final.collection)
        before, bpy.context.window.scene = bpy.context.window.scene, final
        path = saved(bpy, tmp_path / "scene.blend")
        bpy.context.window.scene = before
        bpy.data.scenes.remove(final)
    spec, _ = seen(blender, path)
    assert names(spec) == ["box"]


def test_modifiers_count_as_they_do_in_a_render(blender: Renderer, tmp_path: Path) -> None:
    """Off in the viewport, an array of two is rendered; off in a render, it is not."""
    with blank_file() as bpy:
        for name, place, in_render in (("two", (-1.0, 6.0, 0.5), True), ("one", (-1.0, 6.0, -0.8), False)):
            array = put_box(bpy, name, place).modifiers.new("array", "ARRAY")
            array.use_relative_offset, array.use_constant_offset = False, True
            array.constant_offset_displace, array.count = (2.0, 0.0, 0.0), 2
            array.show_render, array.show_viewport = in_render, not in_render
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    sizes = dict(zip(names(spec), _widths(spec), strict=True))
    assert sizes == pytest.approx({"one": 1.0, "two": 3.0}, rel=1e-5)
    areas = {thing.category: thing.area_px for thing in frame.objects}
    assert areas["two"] == pytest.approx(2 * areas["one"], rel=0.25)


@pytest.mark.parametrize(("simplify", "triangles"), [(False, 12 * 16), (True, 12)])
def test_subdivision_is_simplified_where_the_scene_is(
    blender: Renderer, tmp_path: Path, simplify: bool, triangles: int
) -> None:
    with blank_file() as bpy:
        divided = put_box(bpy, "box", (0, 6, 0)).modifiers.new("subdivision", "SUBSURF")
        divided.levels, divided.render_levels = 1, 2
        render = bpy.context.scene.render
        render.use_simplify, render.simplify_subdivision_render = simplify, 0
        path = saved(bpy, tmp_path / "scene.blend")
        render.use_simplify, render.simplify_subdivision_render = False, 6
    spec, _ = seen(blender, path)
    assert len(spec.objects[0].geometry.mesh.triangles) == triangles  # type: ignore[union-attr]


def _widths(spec: Any) -> list[float]:
    return [thing.geometry.size_m[0] for thing in spec.objects]


def test_shape_keys_are_applied(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        box = put_box(bpy, "box", (0, 6, 0))
        box.shape_key_add(name="basis")
        key = box.shape_key_add(name="near")
        for point in key.data:
            point.co.y -= 2.0
        key.value = 0.5
        path = saved(bpy, tmp_path / "scene.blend")
    _, frame = seen(blender, path)
    assert frame.depth_m[CENTRE] == pytest.approx(4.5, rel=1e-5)


@pytest.mark.parametrize("kind", ["CURVE", "FONT", "META"])
def test_curves_texts_and_metaballs_have_one_number_each(blender: Renderer, kind: str, tmp_path: Path) -> None:
    with blank_file() as bpy:
        if kind == "CURVE":
            data = bpy.data.curves.new("pipe", "CURVE")
            data.dimensions, data.bevel_depth = "3D", 0.3
            data.splines.new("POLY").points.add(1)
            data.splines[0].points[1].co = (0.0, 0.0, 1.0, 1.0)
        elif kind == "FONT":
            data = bpy.data.curves.new("text", "FONT")
            data.body, data.extrude = "I", 0.1
        else:
            data = bpy.data.metaballs.new("ball")
            data.elements.new()
        put(bpy, "thing", data, (0, 3, 0)).rotation_euler = (1.57, 0, 0)
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    assert len(spec.objects) == 1
    assert set(np.unique(frame.instance)) == {0, 1}


def test_what_gets_no_number_is_left_out_by_name(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        hairy = put_box(bpy, "hairy", (0, 3, 0))
        system = hairy.modifiers.new("hair", "PARTICLE_SYSTEM").particle_system
        system.settings.type, system.settings.count = "HAIR", 5
        put(bpy, "fur", bpy.data.hair_curves.new("fur"))
        put(bpy, "dust", bpy.data.pointclouds.new("dust"))
        put(bpy, "cloud", bpy.data.volumes.new("cloud"))
        put_box(bpy, "line", (0, 2, 0)).scale = (0.0, 0.0, 1.0)
        sun = put(bpy, "sun", bpy.data.lights.new("sun", "SUN"))
        sun.light_linking.receiver_collection = collection(bpy, "lit by the sun")
        path = saved(bpy, tmp_path / "scene.blend")
    spec, frame = seen(blender, path)
    assert names(spec) == ["hairy"]
    assert warnings(spec) == [
        "left out of picture and truth: a volume (cloud)",
        "left out of picture and truth: hair (fur, hairy)",
        "left out of picture and truth: light linking (sun)",
        "left out of picture and truth: no extent (line)",
        "left out of picture and truth: points (dust)",
    ]
    assert frame.depth_m[CENTRE] == pytest.approx(BOX_M, rel=1e-5)


def test_a_file_that_shows_nothing_to_cameras_is_refused(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        put_box(bpy, "box", (0, 3, 0)).visible_camera = False
        path = saved(bpy, tmp_path / "scene.blend")
    with pytest.raises(RenderError, match=r"scene.blend: holds no object with faces that a camera sees"):
        seen(blender, path, AHEAD)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
@pytest.mark.parametrize("where", ["vertex", "place"])
def test_coordinates_that_are_no_numbers_are_refused_by_name(
    blender: Renderer, tmp_path: Path, value: str, where: str
) -> None:
    with blank_file() as bpy:
        box = put_box(bpy, "box", (0, 3, 0))
        (box.data.vertices[0].co if where == "vertex" else box.location)[0] = float(value)
        path = saved(bpy, tmp_path / "scene.blend")
    with pytest.raises(RenderError, match=r"scene.blend: box has coordinates that are not numbers"):
        seen(blender, path)


def test_a_sheet_that_shows_its_back_is_wholly_visible(blender: Renderer, tmp_path: Path) -> None:
    with blank_file() as bpy:
        data = bpy.data.meshes.new("sheet")
        data.from_pydata([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)], [], [(3, 2, 1, 0)])  # faces +y
        put(bpy, "sheet", data, (0, 3, 0))
        path = saved(bpy, tmp_path / "scene.blend")
    _, frame = seen(blender, path)
    assert [thing.visible_fraction for thing in frame.objects] == [1.0]
