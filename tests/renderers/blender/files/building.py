"""Scene files made in code: boxes of known size at known places, and what Blender is asked to do with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from cavendish.renderers.frame import Frame, Renderer
from cavendish.scenes.assets.pool import AssetPool, PooledFile
from cavendish.scenes.cameras import Camera
from cavendish.scenes.companions.walk import scene_file_digest
from cavendish.scenes.poses import Vec3
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneObject, SceneSpec

from ... import closed_forms as cf

AHEAD = cf.camera((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (64, 64), 60.0)
CORNERS = np.array([(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
QUADS = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]


@contextmanager
def blank_file() -> Iterator[Any]:
    """Give a Blender that holds nothing; what is made in it is gone afterwards."""
    from cavendish.renderers.blender.process import bpy, empty_scene, leave_home

    leave_home()
    bpy.data.objects.remove(bpy.context.scene.camera)
    try:
        yield bpy
    finally:
        empty_scene()


def box_mesh(bpy: Any, size: float = 1.0) -> Any:
    data = bpy.data.meshes.new("box")
    data.from_pydata((size * CORNERS).tolist(), [], QUADS)
    return data


def put(bpy: Any, name: str, data: Any, place: Vec3 = (0.0, 0.0, 0.0), into: Any = None) -> Any:
    """Add an object to a collection, or to the scene."""
    thing = bpy.data.objects.new(name, data)
    thing.location = place
    (into or bpy.context.scene.collection).objects.link(thing)
    return thing


def put_box(bpy: Any, name: str, place: Vec3 = (0.0, 0.0, 0.0), size: float = 1.0, into: Any = None) -> Any:
    return put(bpy, name, box_mesh(bpy, size), place, into)


def collection(bpy: Any, name: str, in_scene: bool = False) -> Any:
    made = bpy.data.collections.new(name)
    if in_scene:
        bpy.context.scene.collection.children.link(made)
    return made


def put_copies(bpy: Any, name: str, of: Any, place: Vec3 = (0.0, 0.0, 0.0), into: Any = None) -> Any:
    """Add an empty that is an instance of a collection."""
    empty = put(bpy, name, None, place, into)
    empty.instance_type, empty.instance_collection = "COLLECTION", of
    return empty


def scatter(bpy: Any, instance: Any = None, realize: bool = False) -> Any:
    """Return geometry nodes that put a thing, or a cube of their own of 0.4 m, on every vertex."""
    tree = bpy.data.node_groups.new("scatter", "GeometryNodeTree")
    for way in ("INPUT", "OUTPUT"):
        tree.interface.new_socket("Geometry", in_out=way, socket_type="NodeSocketGeometry")
    start, end, copies = (
        tree.nodes.new(kind) for kind in ("NodeGroupInput", "NodeGroupOutput", "GeometryNodeInstanceOnPoints")
    )
    source = tree.nodes.new("GeometryNodeObjectInfo" if instance else "GeometryNodeMeshCube")
    if instance:
        source.inputs["Object"].default_value, source.inputs["As Instance"].default_value = instance, True
    else:
        source.inputs["Size"].default_value = (0.4, 0.4, 0.4)
    tree.links.new(start.outputs[0], copies.inputs["Points"])
    tree.links.new(source.outputs["Geometry" if instance else "Mesh"], copies.inputs["Instance"])
    last = copies
    if realize:
        last = tree.nodes.new("GeometryNodeRealizeInstances")
        tree.links.new(copies.outputs[0], last.inputs[0])
    tree.links.new(last.outputs[0], end.inputs[0])
    return tree


def put_points(bpy: Any, name: str, points: list[Vec3], place: Vec3 = (0.0, 0.0, 0.0)) -> Any:
    """Add a mesh of vertices alone."""
    data = bpy.data.meshes.new(name)
    data.from_pydata(points, [], [])
    return put(bpy, name, data, place)


def put_scattered(bpy: Any, name: str, points: list[Vec3], tree: Any, place: Vec3 = (0.0, 0.0, 0.0)) -> Any:
    thing = put_points(bpy, name, points, place)
    thing.modifiers.new("scatter", "NODES").node_group = tree
    return thing


def saved(bpy: Any, path: Path) -> Path:
    with _no_preview(bpy):
        bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, check_existing=False)
    return path


@contextmanager
def _no_preview(bpy: Any) -> Iterator[None]:
    from cavendish.renderers.blender.process import overridden, suppress_stdout

    with suppress_stdout(), overridden(bpy.context.preferences.filepaths, file_preview_type="NONE"):
        yield


def scene_of(path: Path) -> SceneSpec:
    pool = AssetPool(files=(PooledFile(str(path), scene_file_digest(path)),))
    return sample_scene(0, 0, {"files": 1.0}, pool)


def seen(blender: Renderer, path: Path, camera: Camera = AHEAD) -> tuple[SceneSpec, Frame]:
    """Return a file's scene, and its frame from a camera."""
    from dataclasses import replace

    spec = replace(blender.prepare(scene_of(path)), cameras=(camera,))
    return spec, blender.render(spec, 0)


def names(spec: SceneSpec) -> list[str]:
    """What each of a scene's objects is called, in the order of their numbers."""
    return [name_of(thing) for thing in sorted(spec.objects, key=lambda thing: thing.instance)]


def name_of(thing: SceneObject) -> str:
    return str(getattr(thing.geometry, "name", ""))


def warnings(spec: SceneSpec) -> list[str]:
    """Return what is amiss with a file, but for its having no light: many of these have none."""
    from cavendish.renderers.blender.files.light import DARK

    return [text for text in (spec.source.warnings if spec.source else ()) if text != DARK]
