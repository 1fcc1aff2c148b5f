"""Opens a user's own scene files: their objects as data, and the file itself as what is rendered.

A .blend is opened with its scripts off; the other formats are imported. What the file shows when it is rendered moves
into a scene of our settings, one plain object for each instance, in the file's own units: matters of size, as the power
of a lamp and the grain of a texture, are as they are in Blender, and only what is measured is in metres. Raises
RenderError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bpy

from ....scenes.companions.walk import Companions, companions, digest_of
from ....scenes.errors import RequestError
from ....scenes.lighting import World
from ....scenes.spec import SceneFile, SceneSpec
from ...frame import RenderError
from ..broken_numbers import has_broken_vertices
from ..model_import import IMPORTERS, reason, without_python_drivers
from ..process import empty_scene, leave_home, metres_per_unit, overridden, suppress_stderr, suppress_stdout
from .cameras import with_views
from .clips import without_blind_clips
from .evaluation import evaluated
from .gltf_extensions import unsupported_extensions, visibility_as_skipping
from .instances import Instance, Shown, instances
from .light import DARK, is_lit
from .names import leave_out_skipped
from .objects import objects_of
from .plain_scene import move_in
from .reads import check_reads
from .unsupported import unsupported_nodes
from .usd_metadata import metadata_as_properties

UNTOUCHED = {"use_scripts_auto_execute": False, "use_relative_paths": False}  # paths stay as they are written
ORPHANS = "Orphan Nodes"
DEFAULT_WORLD = World(strength=1.0, hdri="studio")  # for files that have no light at all


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as Blender holds it now: what cameras see of it, with its plain objects, in units of `metres`."""

    seen: tuple[tuple[Instance, Any], ...]
    cameras: dict[str, Any]
    warnings: tuple[str, ...]
    metres: float
    pixel_aspect: float


def open_scene_file(spec: SceneSpec) -> SceneSpec:
    """Return the scene with the objects and cameras that its file holds."""
    source = _source(spec)
    with suppress_stdout():
        found = _open(source)
        source = replace(source, warnings=(*source.warnings, *found.warnings))
        source = without_blind_clips(with_views(source, found.cameras, found.metres, found.pixel_aspect))
        objects = objects_of(found.seen, source, found.metres)
        amiss = () if (lit := is_lit()) else (DARK,)
        empty_scene()
    source = replace(source, warnings=(*source.warnings, *amiss))
    return replace(spec, objects=objects, world=spec.world if lit else DEFAULT_WORLD, source=source)


def build_source(spec: SceneSpec) -> None:
    """Replace whatever Blender holds by the file of a scene that `open_scene_file` has returned."""
    source = _source(spec)
    there = {(each.number, each.name) for each, _ in _open(source).seen}
    wrong = [thing for thing in spec.objects if (thing.instance, getattr(thing.geometry, "name", "")) not in there]
    if wrong:
        raise RenderError(f"{source.path}: shows other things than when it was opened first")


def _open(source: SceneFile) -> _Opened:
    """Replace whatever Blender holds by what a file shows, in a scene of our settings with our camera."""
    path = Path(source.path)
    beside = _checked(path, source)
    leave_home()
    with suppress_stderr():
        return _flattened(path, source.frame, beside)


def _flattened(path: Path, frame: int | None, beside: Companions) -> _Opened:
    _read(path, frame)
    leave_out_skipped()
    warnings = (*check_reads(path, beside), *unsupported_extensions(path))
    scripted = without_python_drivers()
    theirs, metres = bpy.context.scene, metres_per_unit()
    pixel_aspect = theirs.render.pixel_aspect_x / theirs.render.pixel_aspect_y
    if frame is not None:
        theirs.frame_set(frame)
    _with_all_cameras(theirs)
    used = [layer for layer in theirs.view_layers if layer.use] or theirs.view_layers[:1]
    shown = evaluated(theirs, used[0], lambda graph: instances(graph, path, metres))
    seen = [each for each in shown.surfaces if each.is_seen]
    if not seen:
        raise RenderError(f"{path}: holds no object with faces that a camera sees; a scene needs one at least")
    warnings += (*_warnings(used, shown, scripted), *_nodes(shown, used[0].world_override or theirs.world))
    things = move_in(shown, theirs, used[0])
    return _Opened(tuple(zip(seen, things, strict=True)), shown.cameras, warnings, metres, pixel_aspect)


def _source(spec: SceneSpec) -> SceneFile:
    if spec.source is None:
        raise RenderError(f"scene {spec.index} has no source to open")
    return spec.source


def _checked(path: Path, source: SceneFile) -> Companions:
    """Return what is read with a file, which is all as it was when the recipe was read."""
    if path.suffix.lower() not in IMPORTERS:
        raise RenderError(f"{path}: the suffix must be one of {', '.join(IMPORTERS)}")
    try:
        beside = companions(path)
        found = digest_of(path, beside)
    except RequestError as error:
        raise RenderError(str(error)) from None
    if found != source.sha256:
        raise RenderError(
            f"{path}: it, or a file that it reads, has changed since the recipe was read: their digest is {found}, not "
            f"{source.sha256}"
        )
    return beside


def _read(path: Path, frame: int | None) -> None:
    if has_broken_vertices(path):
        raise RenderError(f"{path}: has coordinates that are not numbers")
    try:
        with overridden(bpy.context.preferences.filepaths, **UNTOUCHED):
            _blend(path) if path.suffix.lower() == ".blend" else _imported(path, animated=frame is not None)
    except RuntimeError as error:
        raise RenderError(f"{path}: Blender cannot read it: {reason(error)}") from None


def _blend(path: Path) -> None:
    """Open a file with its scripts off: what was Python in it, drivers too, does not run."""
    bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)


def _imported(path: Path, animated: bool) -> None:
    """Import a file into nothing: no camera, no light of ours. An FBX that is not `animated` is as it was saved."""
    bpy.data.objects.remove(bpy.context.scene.camera)
    bpy.context.scene.world = None
    suffix = path.suffix.lower()
    if suffix == ".obj":
        bpy.ops.wm.obj_import(filepath=str(path))
    elif suffix in (".glb", ".gltf"):
        with visibility_as_skipping():
            bpy.ops.import_scene.gltf(filepath=str(path), loglevel=50)
        _without_orphans()
    elif suffix == ".fbx":
        bpy.ops.import_scene.fbx(filepath=str(path), use_anim=animated, use_image_search=False)
    else:
        with metadata_as_properties():
            bpy.ops.wm.usd_import(
                filepath=str(path.absolute()),  # or its caches are looked for elsewhere
                import_textures_mode="IMPORT_PACK",
                set_frame_range=False,
                merge_parent_xform=False,
            )


def _without_orphans() -> None:
    """Take out what is in none of a glTF's scenes: Blender's importer puts it into a collection that it shows."""
    scene = bpy.context.scene
    if ORPHANS in scene.collection.children:
        scene.collection.children.unlink(scene.collection.children[ORPHANS])


def _with_all_cameras(scene: Any) -> None:
    """Let the render know of cameras in collections that it leaves out, too: they are used, not shown."""
    for thing in scene.objects:
        if thing.type == "CAMERA":
            thing.hide_render = False
            if thing.name not in scene.collection.objects:
                scene.collection.objects.link(thing)


def _warnings(layers: list[Any], shown: Shown, scripted: list[str]) -> Iterator[str]:
    if len(layers) > 1:
        yield f"has {len(layers)} view layers to render; only {layers[0].name} is used"
    if scripted:
        yield f"drivers that are Python do not run ({_listed(scripted)})"
    for what, names in sorted(shown.left_out.items()):
        yield f"left out of picture and truth: {what} ({_listed(names)})"


def _nodes(shown: Shown, world: Any) -> Iterator[str]:
    """Yield what of the materials, the lamps and the world cannot be followed."""
    worn = [material for each in shown.surfaces for material in each.materials if material]
    lamps = [each.data for each in shown.lamps]
    for owner in dict.fromkeys((*worn, *lamps, *([world] if world else []))):
        yield from unsupported_nodes(owner)


def _listed(names: list[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(sorted(names)[:most]) + more
