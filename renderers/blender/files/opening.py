"""Opens a user's own scene files: their objects as data, and the file itself as what is rendered.

A .blend is appended from with scripts off and its drivers removed; the other formats are imported. Raises RenderError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import bpy
import numpy as np
from mathutils import Matrix

from ....scenes.appearance.materials import FAMILIES
from ....scenes.companions.walk import Companions, companions, scene_file_digest
from ....scenes.errors import RequestError
from ....scenes.geometry.mesh import Mesh, join, mesh
from ....scenes.spec import Material, Opened, Pose, SceneFile, SceneObject, SceneSpec, World
from ...frame import RenderError
from ..model_import import GEOMETRY, IMPORTERS, without_drivers
from ..process import bproc, empty_scene, overridden, suppress_stdout
from .cameras import with_views
from .light import DARK, is_lit
from .names import category_of, grouping, leave_out_skipped, name_of
from .reads import check_acts, check_reads
from .usd_metadata import metadata_as_properties

MAX_TRIANGLES = 5_000_000
DEFAULT_WORLD = World(strength=1.0, hdri="studio")  # for files that have no light at all
SHEAR = 1e-5
OWN_CAMERA = "\x7f"  # a name that no file gives: theirs keep their own


def open_scene_file(spec: SceneSpec) -> SceneSpec:
    """Return the scene with the objects and cameras that its file holds."""
    source = _source(spec)
    with suppress_stdout():
        opened = open_source(source)
        source = replace(source, warnings=check_reads(Path(source.path), _companions(source)))
        objects = tuple(_object(k, group, source) for k, group in enumerate(_groups(), 1))
        cameras = {camera.name: camera for camera in _of_type("CAMERA") if camera != bpy.context.scene.camera}
        source = with_views(source, cameras, opened.metres, opened.pixel_aspect)
        lit = is_lit()
        empty_scene()
    if not objects:
        raise RenderError(f"{source.path}: holds no object with faces; a scene needs one at least")
    world = spec.world if lit else DEFAULT_WORLD
    warnings = (*source.warnings, *(() if lit else (DARK,)))
    return replace(spec, objects=objects, world=world, source=replace(source, warnings=warnings))


class Format(NamedTuple):
    """The length of a file's unit in metres, and the width of its pixels beside their height."""

    metres: float = 1.0
    pixel_aspect: float = 1.0


def open_source(source: SceneFile) -> Format:
    """Replace whatever Blender holds by a file, whose objects get their instance numbers; our own camera is active."""
    path = Path(source.path)
    _check(path, source)
    empty_scene()
    bproc.renderer.set_world_background([0.0, 0.0, 0.0], 0.0)  # files without a world have none
    own = bpy.context.scene.camera
    own.name = own.data.name = OWN_CAMERA
    try:
        opened = _blend(path) if path.suffix.lower() == ".blend" else _imported(path)
    except RuntimeError as error:
        raise RenderError(f"{path}: Blender cannot read it: {str(error).strip().splitlines()[-1]}") from None
    for light in _of_type("LIGHT"):
        light.visible_camera = False  # what the truth does not know of is not seen
    bpy.context.scene.camera = own
    check_acts(path)
    leave_out_skipped()
    bpy.context.view_layer.update()
    for number, group in enumerate(_groups(), 1):
        for thing in group:
            thing.pass_index = number
    return opened


def _source(spec: SceneSpec) -> SceneFile:
    if spec.source is None:
        raise RenderError(f"scene {spec.index} has no source to open")
    return spec.source


def _check(path: Path, source: SceneFile) -> None:
    if path.suffix.lower() not in IMPORTERS:
        raise RenderError(f"{path}: the suffix must be one of {', '.join(IMPORTERS)}")
    try:
        found = scene_file_digest(path)
    except RequestError as error:
        raise RenderError(str(error)) from None
    if found != source.sha256:
        raise RenderError(
            f"{path}: it, or a file that it reads, has changed since the recipe was read: their digest is {found}, not "
            f"{source.sha256}"
        )


def _companions(source: SceneFile) -> Companions:
    try:
        return companions(source.path)
    except RequestError as error:
        raise RenderError(str(error)) from None


def _blend(path: Path) -> Format:
    with (
        overridden(bpy.context.preferences.filepaths, use_scripts_auto_execute=False),
        bpy.data.libraries.load(str(path), link=False) as (there, here),
    ):
        here.scenes = list(there.scenes)[:1]
    if not here.scenes:
        raise RenderError(f"{path}: holds no scene")
    without_drivers()
    theirs, ours = here.scenes[0], bpy.context.scene
    for child in list(theirs.collection.children):
        ours.collection.children.link(child)
    for thing in list(theirs.collection.objects):
        ours.collection.objects.link(thing)
    ours.world = theirs.world or ours.world
    _scale(theirs.unit_settings.scale_length)
    opened = Format(theirs.unit_settings.scale_length, theirs.render.pixel_aspect_x / theirs.render.pixel_aspect_y)
    bpy.data.scenes.remove(theirs)
    return opened


def _imported(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix == ".obj":
        bpy.ops.wm.obj_import(filepath=str(path))
    elif suffix in (".glb", ".gltf"):
        bpy.ops.import_scene.gltf(filepath=str(path), loglevel=50)
    elif suffix == ".fbx":
        bpy.ops.import_scene.fbx(filepath=str(path), use_anim=False, use_image_search=False)
    else:
        with metadata_as_properties():
            bpy.ops.wm.usd_import(
                filepath=str(path), import_textures_mode="IMPORT_PACK", set_frame_range=False, merge_parent_xform=False
            )
    return Format()


def _scale(metres: float) -> None:
    bpy.context.view_layer.update()
    if metres != 1.0:
        for thing in bpy.context.scene.objects:
            if thing.parent is None:
                thing.matrix_world = Matrix.Scale(metres, 4) @ thing.matrix_world


def _of_type(kind: str) -> list[Any]:
    return sorted((thing for thing in bpy.context.scene.objects if thing.type == kind), key=lambda thing: thing.name)


def _shown() -> Iterator[Any]:
    """Yield what has faces and is rendered, by name."""
    graph = bpy.context.evaluated_depsgraph_get()
    for thing in sorted(bpy.context.scene.objects, key=lambda thing: thing.name):
        if thing.type in GEOMETRY and not thing.hide_render:
            shape = thing.evaluated_get(graph)
            faces = len(shape.to_mesh().polygons)
            shape.to_mesh_clear()
            if faces:
                yield thing


def _groups() -> list[list[Any]]:
    """Return what is shown, thing by thing, in the order of the first part of each."""
    groups: dict[Any, list[Any]] = {}
    for part in _shown():
        groups.setdefault(grouping(part), []).append(part)
    return list(groups.values())


def _object(number: int, parts: list[Any], source: SceneFile) -> SceneObject:
    thing = parts[0]
    shape, pose = _placed(thing, source) if len(parts) == 1 else (_joined(parts, source), Pose())
    low, high = shape.bounds()
    width, depth, height = (np.abs(pose.scale) * (high - low)).round(6).tolist()
    geometry = Opened(source.sha256, grouping(thing).name, (width, depth, height), mesh=shape)
    category = category_of(thing)
    slots = (slot for part in parts for slot in part.material_slots)
    materials = tuple(_material(slot.material) for slot in slots) or (_material(None),)
    return SceneObject(number, category, name_of(thing), geometry, pose, materials)


def _joined(parts: list[Any], source: SceneFile) -> Mesh:
    """Return the triangles of several objects in the world."""
    return join([_mesh(part, source).transformed(np.array(part.matrix_world, dtype=np.float64)) for part in parts])


def _placed(thing: Any, source: SceneFile) -> tuple[Mesh, Pose]:
    """Return an object's triangles and pose; what is sheared, or not of size, is moved into the world at once."""
    matrix = np.array(thing.matrix_world, dtype=np.float64)
    shape = _mesh(thing, source)
    place, turn, scale = thing.matrix_world.decompose()
    pose = Pose(tuple(place), tuple(turn), tuple(scale))
    if np.abs(pose.matrix() - matrix).max() < SHEAR * np.abs(matrix).max() and abs(np.linalg.det(matrix[:3, :3])) > 0:
        return shape, pose
    return shape.transformed(matrix), Pose()


def _mesh(thing: Any, source: SceneFile) -> Mesh:
    evaluated = thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
    data = evaluated.to_mesh()
    data.calc_loop_triangles()
    if len(data.loop_triangles) > MAX_TRIANGLES:
        raise RenderError(f"{source.path}: {thing.name} has more than {MAX_TRIANGLES} triangles")
    vertices = np.empty(3 * len(data.vertices), dtype=np.float32)
    triangles = np.empty(3 * len(data.loop_triangles), dtype=np.int32)
    data.vertices.foreach_get("co", vertices)
    data.loop_triangles.foreach_get("vertices", triangles)
    evaluated.to_mesh_clear()
    if not np.isfinite(vertices).all() or not np.isfinite(np.array(thing.matrix_world)).all():
        raise RenderError(f"{source.path}: {thing.name} has coordinates that are not numbers")
    return mesh(vertices, triangles)


def _material(material: Any) -> Material:
    """Return what a material is by its name, with the colour that it has in the viewport."""
    if material is None:
        return Material("plastic", (0.8, 0.8, 0.8))
    family = next((name for name in FAMILIES if name in material.name.lower()), "plastic")
    r, g, b = (round(min(max(float(value), 0.0), 1.0) ** (1 / 2.2), 4) for value in material.diffuse_color[:3])
    return Material(family, (r, g, b), round(float(material.roughness), 4))
