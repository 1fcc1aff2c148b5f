"""What other formats have of instances, scenes and hidden parts."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer, RenderError
from cavendish.scenes.poses import Vec3

from .building import CORNERS, QUADS, blank_file, names, put_box, scene_of, seen, warnings

SIZE_M = 0.4


def gltf(path: Path, nodes: list[dict[str, Any]], scenes: list[list[int]], arrays: dict[str, np.ndarray]) -> Path:
    """Write a glTF with one box as mesh 0; `arrays` of vectors follow as accessors 2, 3 …"""
    triangles = np.array([part for a, b, c, d in QUADS for part in ((a, b, c), (a, c, d))], dtype=np.uint16)
    corners = (SIZE_M * CORNERS).astype(np.float32)
    parts: list[np.ndarray] = [corners, triangles.ravel(), *(each.astype(np.float32) for each in arrays.values())]
    views, blob = [], b""
    for part in parts:
        views.append({"buffer": 0, "byteOffset": len(blob), "byteLength": part.nbytes})
        blob += part.tobytes() + b"\0" * (-part.nbytes % 4)
    accessors: list[dict[str, Any]] = [
        {
            "bufferView": k,
            "count": len(part),
            "componentType": 5123 if part.dtype == np.uint16 else 5126,
            "type": "SCALAR" if part.ndim == 1 else "VEC3",
        }
        for k, part in enumerate(parts)
    ]
    accessors[0] |= {"min": corners.min(axis=0).tolist(), "max": corners.max(axis=0).tolist()}
    content = {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["EXT_mesh_gpu_instancing"],
        "scene": 0,
        "scenes": [{"nodes": each} for each in scenes],
        "nodes": nodes,
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(blob), "uri": "data:;base64," + base64.b64encode(blob).decode()}],
    }
    path.write_text(json.dumps(content))
    return path


def centres(blender: Renderer, path: Path) -> set[Vec3]:
    _, frame = seen(blender, path)
    assert set(np.unique(frame.instance)) - {0} == {thing.instance for thing in frame.objects}
    return {tuple(round(part, 3) + 0.0 for part in thing.box.centre_m) for thing in frame.objects}  # type: ignore[misc]


def test_gpu_instancing_of_a_gltf(blender: Renderer, tmp_path: Path) -> None:
    moves = np.array([(-1, 0, -3), (0, 0, -3), (1, 0, -3)])  # glTF's y is up, and −z is ahead
    instancing = {"EXT_mesh_gpu_instancing": {"attributes": {"TRANSLATION": 2}}}
    path = gltf(tmp_path / "a.gltf", [{"mesh": 0, "extensions": instancing}], [[0]], {"moves": moves})
    assert centres(blender, path) == {(-1, 3, 0), (0, 3, 0), (1, 3, 0)}


def test_only_the_scene_that_a_gltf_names_is_shown(blender: Renderer, tmp_path: Path) -> None:
    """Neither another scene of it, nor what is in none."""
    nodes = [{"mesh": 0, "name": f"box {k}", "translation": (x, 0, -3)} for k, x in enumerate((-1, 0, 1))]
    path = gltf(tmp_path / "a.gltf", nodes, [[0], [1]], {})
    assert centres(blender, path) == {(-1, 3, 0)}


@pytest.mark.parametrize("required", [False, True])
def test_nodes_that_a_gltf_hides_are_hidden_with_all_below_them(
    blender: Renderer, tmp_path: Path, required: bool
) -> None:
    hidden = {"KHR_node_visibility": {"visible": False}}
    nodes: list[dict[str, Any]] = [
        {"mesh": 0, "name": "seen", "translation": (-1, 0, -3)},
        {"mesh": 0, "name": "hidden", "translation": (0, 0, -3), "extensions": hidden, "children": [2]},
        {"mesh": 0, "name": "below", "translation": (1, 0, 0)},
    ]
    path = gltf(tmp_path / "a.gltf", nodes, [[0, 1]], {})
    use(path, "KHR_node_visibility", required)
    assert centres(blender, path) == {(-1, 3, 0)}


def test_an_extension_that_a_gltf_uses_and_blender_passes_over_is_named(blender: Renderer, tmp_path: Path) -> None:
    path = gltf(tmp_path / "a.gltf", [{"mesh": 0, "translation": (0, 0, -3)}], [[0]], {})
    assert warnings(seen(blender, path)[0]) == []
    use(path, "KHR_texture_basisu")
    assert warnings(seen(blender, path)[0]) == ["its extension KHR_texture_basisu is passed over"]
    use(path, "KHR_texture_basisu", required=True)
    with pytest.raises(RenderError, match=r"a\.gltf: Blender cannot read it: Extension KHR_texture_basisu is not"):
        blender.prepare(scene_of(path))


def use(path: Path, extension: str, required: bool = False) -> None:
    content = json.loads(path.read_text())
    content["extensionsUsed"].append(extension)
    if required:
        content["extensionsRequired"] = [extension]
    path.write_text(json.dumps(content))


def test_why_a_file_cannot_be_read_is_said_without_places_in_programs(blender: Renderer, tmp_path: Path) -> None:
    path = gltf(tmp_path / "a.gltf", [{"mesh": 0}], [[0, 77]], {})
    with pytest.raises(RenderError, match=r"a\.gltf: Blender cannot read it: KeyError: 77$"):
        blender.prepare(scene_of(path))


@pytest.mark.parametrize(("frame", "y"), [(None, 5.5), (1, 3.0), (11, 8.0)])
def test_the_frames_of_an_fbx(blender: Renderer, tmp_path: Path, frame: int | None, y: float) -> None:
    """A box that goes from 3 m to 8 m in ten frames, saved at the middle."""
    with blank_file() as bpy:
        box = put_box(bpy, "box")
        for at, place in ((1, 3.0), (11, 8.0)):
            box.location = (0.0, place, 0.0)
            box.keyframe_insert("location", frame=at)
        for curve in box.animation_data.action.fcurves:
            curve.keyframe_points[0].interpolation = "LINEAR"
        bpy.context.scene.frame_start, bpy.context.scene.frame_end = 1, 11
        bpy.context.scene.frame_set(6)
        bpy.ops.export_scene.fbx(filepath=str(tmp_path / "a.fbx"))
        bpy.context.scene.frame_set(1)
    spec = scene_of(tmp_path / "a.fbx")
    assert spec.source is not None
    (thing,) = blender.prepare(replace(spec, source=replace(spec.source, frame=frame))).objects
    assert thing.pose.location_m == pytest.approx((0.0, y, 0.0), abs=1e-4)


USD = """#usda 1.0
( defaultPrim = "World"
  metersPerUnit = {metres}
  upAxis = "Z" )
def Xform "World" {{
{body}
}}
"""
BOX = """def Mesh "{name}" {{
  int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
  int[] faceVertexIndices = {indices}
  point3f[] points = {points}
  uniform token subdivisionScheme = "none"
}}"""


def usd(path: Path, body: str, metres: float = 1.0) -> Path:
    path.write_text(USD.format(body=body, metres=metres))
    return path


def usd_box(name: str = "box", size: float = SIZE_M) -> str:
    points = [tuple(point) for point in (size * CORNERS).tolist()]
    return BOX.format(name=name, indices=[corner for quad in QUADS for corner in quad], points=points)


def test_point_instancers_of_a_usd(blender: Renderer, tmp_path: Path) -> None:
    body = (
        'def PointInstancer "many" {\n rel prototypes = </World/many/box>\n int[] protoIndices = [0, 0, 0]\n'
        f" point3f[] positions = [(-1, 3, 0), (0, 3, 0), (1, 3, 0)]\n{usd_box()}\n}}"
    )
    assert centres(blender, usd(tmp_path / "a.usda", body)) == {(-1, 3, 0), (0, 3, 0), (1, 3, 0)}


def test_instanceable_prims_of_a_usd(blender: Renderer, tmp_path: Path) -> None:
    copies = "\n".join(
        f'def Xform "copy{k}" (instanceable = true\n references = </Model>) {{\n'
        f" double3 xformOp:translate = ({x}, 3, 0)\n"
        ' uniform token[] xformOpOrder = ["xformOp:translate"]\n}'
        for k, x in enumerate((-1, 1))
    )
    path = usd(tmp_path / "a.usda", copies)
    path.write_text(path.read_text() + f'class Xform "Model" {{\n{usd_box()}\n}}\n')
    assert centres(blender, path) == {(-1, 3, 0), (1, 3, 0)}


def test_what_a_usd_hides_is_hidden_and_its_units_count(blender: Renderer, tmp_path: Path) -> None:
    def placed(name: str, place: Vec3, more: str = "") -> str:
        move = f'double3 xformOp:translate = {place}\n uniform token[] xformOpOrder = ["xformOp:translate"]'
        return f'def Xform "{name}" {{\n {move}\n {more}\n{usd_box("mesh", 40.0)}\n}}\n'

    body = placed("shown", (0, 300, 0)) + placed("hidden", (100, 300, 0), 'token visibility = "invisible"')
    path = usd(tmp_path / "a.usda", body, metres=0.01)
    assert centres(blender, path) == {(0, 3, 0)}


@pytest.mark.parametrize("name", ["a.glb", "a.fbx", "a.obj", "a.usdc"])
def test_names_are_those_of_the_file(blender: Renderer, name: str, tmp_path: Path) -> None:
    from .building import blank_file, put_box

    with blank_file() as bpy:
        put_box(bpy, "crate", (0.0, 3.0, 0.0))
        bpy.context.view_layer.update()
        path = str(tmp_path / name)
        writers = {
            "a.glb": lambda: bpy.ops.export_scene.gltf(filepath=path),
            "a.fbx": lambda: bpy.ops.export_scene.fbx(filepath=path),
            "a.obj": lambda: bpy.ops.wm.obj_export(filepath=path),
            "a.usdc": lambda: bpy.ops.wm.usd_export(filepath=path),
        }
        writers[name]()
    spec, frame = seen(blender, Path(path))
    assert [thing.category for thing in spec.objects] == ["crate"]
    assert len(names(spec)) == 1
    assert frame.depth_m[32, 32] == pytest.approx(2.5, rel=1e-4)


@pytest.mark.parametrize(("frame", "y"), [(None, 3.0), (6, 5.5), (11, 8.0)])
def test_the_frames_of_a_usd(
    blender: Renderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frame: int | None, y: float
) -> None:
    """A box that goes from 3 m to 8 m in ten frames, named as seen from its own folder."""
    move = "double3 xformOp:translate.timeSamples = { 1: (0, 3, 0), 11: (0, 8, 0) }"
    order = 'uniform token[] xformOpOrder = ["xformOp:translate"]'
    usd(tmp_path / "a.usda", f'def Xform "mover" {{\n{move}\n{order}\n{usd_box()}\n}}')
    monkeypatch.chdir(tmp_path)
    spec = scene_of(Path("a.usda"))
    assert spec.source is not None
    opened = blender.prepare(replace(spec, source=replace(spec.source, frame=frame)))
    assert warnings(opened) == []
    assert opened.objects[0].pose.location_m == pytest.approx((0.0, y, 0.0), abs=1e-4)
