"""What the things of a scene file are called, which parts are one thing, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.cameras import Viewpoint
from cavendish.scenes.sampling import with_cameras
from cavendish.scenes.spec import Opened, SceneSpec

from .test_opening import SIZE, save, scene_of

FORMATS = [".blend", ".glb", ".usdc", ".fbx"]


def box(bpy: Any, name: str, x_m: float, parent: Any = None, **properties: object) -> Any:
    bpy.ops.mesh.primitive_cube_add(size=1.0, location=(x_m, 0.0, 0.5))
    return _named(bpy.context.object, name, parent, properties)


def holder(bpy: Any, name: str, parent: Any = None, **properties: object) -> Any:
    empty = bpy.data.objects.new(name, None)
    bpy.context.scene.collection.objects.link(empty)
    return _named(empty, name, parent, properties)


def _named(thing: Any, name: str, parent: Any, properties: dict[str, object]) -> Any:
    thing.name = name
    thing.parent = parent
    for key, value in properties.items():
        thing[key] = value
    return thing


def opened(blender: Renderer, path: Path) -> SceneSpec:
    return blender.prepare(scene_of(path))


def called(spec: SceneSpec) -> dict[str, str]:
    return {thing.name: thing.category for thing in spec.objects}


def export(bpy: Any, path: Path) -> Path:
    if path.suffix == ".glb":
        bpy.ops.export_scene.gltf(filepath=str(path), export_extras=True)
        return path
    if path.suffix == ".fbx":
        bpy.ops.export_scene.fbx(filepath=str(path), use_custom_props=True)
        return path
    return save(bpy, path)


def test_names_are_whole_words_of_every_language(blender: Renderer, empty: Any, tmp_path: Path) -> None:
    names = ["Floor_Lamp.001", "wallet", "SM_Stühle_01_LOD0", "椅子", "Wooden Floor"]
    for number, name in enumerate(names):
        box(empty, name, 2.0 * number)
    spec = opened(blender, save(empty, tmp_path / "scene.blend"))
    assert {thing.category for thing in spec.objects} == {"floor lamp", "wallet", "stühle", "椅子", "floor"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_custom_properties_win_over_names(blender: Renderer, empty: Any, suffix: str, tmp_path: Path) -> None:
    box(empty, "wall", 0, category="Painting", instance_name="Mona Lisa")
    box(empty, "roadster", 2)
    box(empty, "ghost", 4, skip=True)
    spec = opened(blender, export(empty, tmp_path / f"scene{suffix}"))
    assert called(spec) == {"mona lisa": "painting", "roadster": "roadster"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_that_says_what_it_is_is_one_thing(blender: Renderer, empty: Any, suffix: str, tmp_path: Path) -> None:
    table = holder(empty, "furniture", category="table")
    for number in range(4):
        box(empty, f"leg{number}", 2.0 * number, table)
    box(empty, "left over", 9, table, skip=True)
    chairs = holder(empty, "chairs")
    for number in range(2):
        box(empty, f"chair.{number:03}", 20 + 2.0 * number, chairs)
    spec = opened(blender, export(empty, tmp_path / f"scene{suffix}"))
    assert sorted(thing.category for thing in spec.objects) == ["chair", "chair", "table"]
    geometry = next(thing for thing in spec.objects if thing.category == "table").geometry
    assert isinstance(geometry, Opened)
    assert geometry.mesh.bounds()[1] - geometry.mesh.bounds()[0] == pytest.approx(geometry.size_m)
    assert geometry.size_m == pytest.approx((7, 1, 1), abs=1e-5)


def test_the_parts_of_a_thing_have_one_number_and_what_is_skipped_is_not_seen(
    blender: Renderer, empty: Any, tmp_path: Path
) -> None:
    table = holder(empty, "furniture", instance_name="my table")
    box(empty, "left", -1, table)
    box(empty, "right", 1, table)
    box(empty, "front", 0, skip=True).location.y = -2
    spec = opened(blender, save(empty, tmp_path / "scene.blend"))
    assert called(spec) == {"my table": "furniture"}
    seen = with_views(spec, Viewpoint((0, -6, 0.5), (0, 0, 0.5), 60, 0))
    frame = blender.render(with_cameras(seen, SIZE, [0]), 0)
    assert frame.instance[24, 20] == frame.instance[24, 43] == 1
    assert np.isinf(frame.depth_m[24, 32])  # between the two, and through what is skipped
    assert frame.depth_m[24, 20] == pytest.approx(5.5, abs=1e-4)


def test_a_collection_speaks_for_all_that_is_in_it_and_makes_nothing_one(
    blender: Renderer, empty: Any, tmp_path: Path
) -> None:
    outer, inner = empty.data.collections.new("outer"), empty.data.collections.new("inner")
    empty.context.scene.collection.children.link(outer)
    outer.children.link(inner)
    outer["category"] = "seat"
    outer["skip"] = True
    inner["skip"] = False
    for number in range(2):
        thing = box(empty, f"chair{number}", 2.0 * number)
        empty.context.scene.collection.objects.unlink(thing)
        inner.objects.link(thing)
    left_out = box(empty, "ghost", 6)
    empty.context.scene.collection.objects.unlink(left_out)
    outer.objects.link(left_out)
    spec = opened(blender, save(empty, tmp_path / "scene.blend"))
    assert [thing.category for thing in spec.objects] == ["seat", "seat"]


USD = """#usda 1.0
( metersPerUnit = 1
  upAxis = "Z" )
def Xform "wall" ( customData = { string category = "tapestry" } )
{ %s
}
def Xform "attribute" ( customData = { string category = "metadata" } )
{ custom string userProperties:category = "rug"
  %s
}
def Xform "ghost" ( customData = { bool skip = 1 } )
{ %s
}
"""
TRIANGLE = """def Mesh "part" { int[] faceVertexCounts = [3]
  int[] faceVertexIndices = [0, 1, 2]
  point3f[] points = [(0, 0, 0), (1, 0, 0), (0, 1, 0)]
}"""


def test_metadata_of_usd_are_properties(blender: Renderer, tmp_path: Path) -> None:
    path = tmp_path / "scene.usda"
    path.write_text(USD % (TRIANGLE, TRIANGLE, TRIANGLE))
    assert sorted(thing.category for thing in opened(blender, path).objects) == ["rug", "tapestry"]


def with_views(spec: SceneSpec, *views: Viewpoint) -> SceneSpec:
    assert spec.source is not None
    return replace(spec, source=replace(spec.source, views=views))
