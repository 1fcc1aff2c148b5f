"""Opens a user's own scene files: their objects as data, and the file itself as what is rendered.

A .blend is opened with its scripts off; the other formats are imported. What the file shows when it is rendered moves
into a scene of our settings, one plain object for each instance, in the file's own units: matters of size, as the power
of a lamp and the grain of a texture, are as they are in Blender, and only what is measured is in metres. Raises
RenderError.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from ....scenes.appearance.materials import FAMILIES
from ....scenes.geometry.mesh import Mesh, mesh
from ....scenes.spec import Material, Opened, Pose, SceneFile, SceneObject, SceneSpec, World
from ...frame import RenderError
from ..model_import import IMPORTERS
from ..process import empty_scene, leave_home, metres_per_unit, overridden, suppress_stdout
from .cameras import viewpoint_of
from .evaluation import evaluated
from .flattening import Flat, Rendered, flattened
from .light import is_lit
from .plain_scene import move_in

MAX_TRIANGLES = 5_000_000
DEFAULT_WORLD = World(strength=1.0, hdri="studio")  # for files that have no light at all
SHEAR = 1e-5


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as Blender holds it now: `rendered` has the instances numbered 1 … and all is in units of `metres`."""

    rendered: tuple[Rendered, ...]
    cameras: dict[str, Any]
    warnings: tuple[str, ...]
    metres: float


def open_scene_file(spec: SceneSpec) -> SceneSpec:
    """Return the scene with the objects and cameras that its file holds."""
    source = _source(spec)
    with suppress_stdout():
        found = _open(source)
        views = tuple(viewpoint_of(found.cameras[name]) for name in sorted(found.cameras))
        objects = _objects(found, source)
        lit = is_lit()
        empty_scene()
    world = spec.world if lit else DEFAULT_WORLD
    warnings = (*source.warnings, *found.warnings)
    return replace(spec, objects=objects, world=world, source=replace(source, views=views, warnings=warnings))


def build_source(spec: SceneSpec) -> None:
    """Replace whatever Blender holds by the file of a scene that `open_scene_file` has returned."""
    source = _source(spec)
    names = dict(enumerate((each.name for each in _open(source).rendered), 1))
    wrong = [thing for thing in spec.objects if names.get(thing.instance) != getattr(thing.geometry, "name", None)]
    if wrong:
        raise RenderError(f"{source.path}: shows other things than when it was opened first")


def _open(source: SceneFile) -> _Opened:
    """Replace whatever Blender holds by what a file shows, in a scene of our settings with our camera."""
    path = Path(source.path)
    _check(path, source)
    leave_home()
    try:
        _blend(path) if path.suffix.lower() == ".blend" else _imported(path)
    except RuntimeError as error:
        raise RenderError(f"{path}: Blender cannot read it: {str(error).strip().splitlines()[-1]}") from None
    theirs, metres = bpy.context.scene, metres_per_unit()
    if source.frame is not None:
        theirs.frame_set(source.frame)
    _with_all_cameras(theirs)
    layer = next((layer for layer in theirs.view_layers if layer.use), theirs.view_layers[0])
    flat = evaluated(theirs, layer, lambda graph: flattened(graph, path, metres))
    if not flat.rendered:
        raise RenderError(f"{path}: holds no object with faces that a camera sees; a scene needs one at least")
    warnings = tuple(_warnings(path, theirs, layer, flat))
    move_in(flat, theirs, layer)
    return _Opened(flat.rendered, flat.cameras, warnings, metres)


def _source(spec: SceneSpec) -> SceneFile:
    if spec.source is None:
        raise RenderError(f"scene {spec.index} has no source to open")
    return spec.source


def _listed(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _check(path: Path, source: SceneFile) -> None:
    if path.suffix.lower() not in IMPORTERS:
        raise RenderError(f"{path}: the suffix must be one of {', '.join(IMPORTERS)}")
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RenderError(f"{path}: cannot be read: {error.strerror}") from None
    if found != source.sha256:
        raise RenderError(f"{path}: has changed since the recipe was read: its SHA-256 is {found}, not {source.sha256}")


def _blend(path: Path) -> None:
    """Open a file with its scripts off: what was Python in it, drivers too, does not run."""
    with overridden(bpy.context.preferences.filepaths, use_scripts_auto_execute=False):
        bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)


def _imported(path: Path) -> None:
    """Import a file into nothing: no camera, no light of ours."""
    bpy.data.objects.remove(bpy.context.scene.camera)
    bpy.context.scene.world = None
    suffix = path.suffix.lower()
    if suffix == ".obj":
        bpy.ops.wm.obj_import(filepath=str(path))
    elif suffix in (".glb", ".gltf"):
        bpy.ops.import_scene.gltf(filepath=str(path), loglevel=50)
    elif suffix == ".fbx":
        bpy.ops.import_scene.fbx(filepath=str(path), use_anim=False)
    else:
        bpy.ops.wm.usd_import(
            filepath=str(path), import_textures_mode="IMPORT_PACK", set_frame_range=False, merge_parent_xform=False
        )


def _with_all_cameras(scene: Any) -> None:
    """Let the render know of cameras in collections that it leaves out, too: they are used, not shown."""
    for thing in scene.objects:
        if thing.type == "CAMERA":
            thing.hide_render = False
            if thing.name not in scene.collection.objects:
                scene.collection.objects.link(thing)


def _warnings(path: Path, scene: Any, layer: Any, flat: Flat) -> Iterator[str]:
    used = sum(each.use for each in scene.view_layers)
    if used > 1:
        yield f"{path}: has {used} view layers to render; only {layer.name} is used"
    for what, names in sorted(flat.left_out.items()):
        yield f"{path}: left out of picture and truth: {what} ({_listed(names)})"


def _objects(found: _Opened, source: SceneFile) -> tuple[SceneObject, ...]:
    """Return the instances as data; copies share their mesh."""
    shapes: dict[str, Mesh] = {}
    for each in found.rendered:
        if each.thing.data.name not in shapes:
            shapes[each.thing.data.name] = _mesh(each, source)
    return tuple(_object(each, shapes[each.thing.data.name], source, found.metres) for each in found.rendered)


def _object(each: Rendered, shape: Mesh, source: SceneFile, metres: float) -> SceneObject:
    shape, pose = _placed(each.thing, shape, metres)
    low, high = shape.bounds()
    width, depth, height = (np.abs(pose.scale) * (high - low)).round(6).tolist()
    geometry = Opened(source.sha256, each.name, (width, depth, height), mesh=shape)
    materials = tuple(_material(slot.material) for slot in each.thing.material_slots) or (_material(None),)
    return SceneObject(each.thing.pass_index, each.category, each.category, geometry, pose, materials)


def _placed(thing: Any, shape: Mesh, metres: float) -> tuple[Mesh, Pose]:
    """Return an object's triangles and pose; what is sheared, or not of size, is moved into the world at once."""
    world = Matrix.Scale(metres, 4) @ thing.matrix_world
    matrix = np.array(world, dtype=np.float64)
    place, turn, scale = world.decompose()
    pose = Pose(tuple(place), tuple(turn), tuple(scale))
    if np.abs(pose.matrix() - matrix).max() < SHEAR * np.abs(matrix).max() and abs(np.linalg.det(matrix[:3, :3])) > 0:
        return shape, pose
    return shape.transformed(matrix), Pose()


def _mesh(each: Rendered, source: SceneFile) -> Mesh:
    data = each.thing.data
    data.calc_loop_triangles()
    if len(data.loop_triangles) > MAX_TRIANGLES:
        raise RenderError(f"{source.path}: {each.name} has more than {MAX_TRIANGLES} triangles")
    vertices = np.empty(3 * len(data.vertices), dtype=np.float32)
    triangles = np.empty(3 * len(data.loop_triangles), dtype=np.int32)
    data.vertices.foreach_get("co", vertices)
    data.loop_triangles.foreach_get("vertices", triangles)
    if not np.isfinite(vertices).all():
        raise RenderError(f"{source.path}: {each.name} has coordinates that are not numbers")
    return mesh(vertices, triangles)


def _material(material: Any) -> Material:
    """Return what a material is by its name, with the colour that it has in the viewport."""
    if material is None:
        return Material("plastic", (0.8, 0.8, 0.8))
    family = next((name for name in FAMILIES if name in material.name.lower()), "plastic")
    r, g, b = (round(min(max(float(value), 0.0), 1.0) ** (1 / 2.2), 4) for value in material.diffuse_color[:3])
    return Material(family, (r, g, b), round(float(material.roughness), 4))
