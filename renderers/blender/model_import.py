"""Reads models into Blender and out of it again: triangles in metres with z up, and the materials that they wear.

Files are data here: .blend files are appended from, never opened, so that nothing in them runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...scenes.assets.sources import ModelSource
from ...scenes.errors import AssetError
from ...scenes.geometry.mesh import Mesh, box_uv
from .broken_numbers import has_broken_vertices
from .process import bpy, overridden

MAX_FILE_MB = 512  # this and the next are limits by choice: a scene of hundreds of models has to fit into memory
MAX_TRIANGLES = 200_000
GEOMETRY = frozenset({"MESH", "CURVE", "SURFACE", "FONT", "META"})
Y_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])  # from a file's axes to z up


def load_soup(source: ModelSource) -> tuple[Mesh, list[Any]]:
    """Import a model into the empty scene; return all its triangles, and Blender's materials by slot (some None).

    Raises AssetError.
    """
    path = source.path
    importer = IMPORTERS.get(path.suffix.lower())
    if importer is None:
        raise AssetError(f"{path.name}: the suffix must be one of {', '.join(IMPORTERS)}")
    if not path.is_file():
        raise AssetError(f"{path.name}: there is no such file")
    if path.stat().st_size > MAX_FILE_MB * 2**20:
        raise AssetError(f"{path.name}: has more than {MAX_FILE_MB} MB")
    if has_broken_vertices(path):
        raise AssetError(f"{path.name}: has vertices that are not finite numbers")
    try:
        layer = importer(path, source)
    except (RuntimeError, OSError) as error:
        raise AssetError(f"{path.name}: Blender cannot read it: {reason(error)}") from None
    soup, materials = _triangles(layer, source)
    axes = Y_UP if _axes_are_ours(path) and source.up_axis == "y" else np.eye(3)
    turn = np.eye(3) if source.rotation is None else np.reshape(source.rotation, (3, 3))
    in_file = Y_UP if source.up_axis == "y" else np.eye(3)
    matrix = np.eye(4)
    matrix[:3, :3] = in_file @ turn @ in_file.T @ axes * layer.id_data.unit_settings.scale_length  # a .blend's own
    return soup.transformed(matrix), materials


def reason(error: Exception) -> str:
    """Return why Blender cannot read a file: the last line of what it says that is no place in its own code."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith("Location:")]
    return lines[-1].removeprefix("Error: ").removesuffix(", see console for detail") if lines else "no reason given"


def _axes_are_ours(path: Path) -> bool:
    """Return whether the format leaves its axes open; the importers of the others turn z up by themselves."""
    return path.suffix.lower() == ".obj"


def _obj(path: Path, source: ModelSource) -> Any:
    bpy.ops.wm.obj_import(filepath=str(path), forward_axis="Y", up_axis="Z", use_split_objects=False)
    return bpy.context.view_layer


def _gltf(path: Path, source: ModelSource) -> Any:
    bpy.ops.import_scene.gltf(filepath=str(path), loglevel=50)
    return bpy.context.view_layer


def _fbx(path: Path, source: ModelSource) -> Any:
    bpy.ops.import_scene.fbx(filepath=str(path), use_anim=False, use_image_search=False)
    return bpy.context.view_layer


def _usd(path: Path, source: ModelSource) -> Any:
    bpy.ops.wm.usd_import(
        filepath=str(path),
        import_cameras=False,
        import_lights=False,
        import_textures_mode="IMPORT_PACK",
        set_frame_range=False,
        create_world_material=False,
    )
    return bpy.context.view_layer


def _blend(path: Path, source: ModelSource) -> Any:
    """Append the first scene, or the one object or collection that is asked for, with its drivers removed."""
    name = source.object_name
    with (
        overridden(bpy.context.preferences.filepaths, use_scripts_auto_execute=False),
        bpy.data.libraries.load(str(path), link=False) as (there, here),
    ):
        wanted = {"collections": [name], "objects": [name]} if name else {"scenes": list(there.scenes)[:1]}
        for kind, names in wanted.items():
            if names and names[0] in getattr(there, kind):
                setattr(here, kind, names)
                break
        else:
            raise AssetError(f"{path.name}: holds no {name or 'scene'!r}")
    without_drivers()
    if not name:
        return here.scenes[0].view_layers[0]
    collection = bpy.context.scene.collection
    for child in getattr(here, "collections", []) or []:
        collection.children.link(child)
    for thing in getattr(here, "objects", []) or []:
        for part in (thing, *thing.children_recursive):
            if part.name not in collection.objects:
                collection.objects.link(part)
    return bpy.context.view_layer


def without_drivers() -> None:
    """Remove every driver of every data block: drivers run expressions."""
    for _, animation, driver in _drivers():
        animation.drivers.remove(driver)


def without_python_drivers() -> list[str]:
    """Remove the drivers that are more than arithmetic; return the names of what they drove.

    Those of linked data cannot be removed; with scripts off, they do not run either.
    """
    driven = []
    for block, animation, driver in _drivers():
        if driver.driver.type == "SCRIPTED" and not driver.driver.is_simple_expression:
            driven.append(block.name)
            if not block.library:
                animation.drivers.remove(driver)
    return sorted(set(driven))


def _drivers() -> Iterator[tuple[Any, Any, Any]]:
    """Yield every driver with the data block that it is in, and the animation that holds it."""
    for block in bpy.data.user_map():
        for holder in (block, getattr(block, "node_tree", None)):
            animation: Any = getattr(holder, "animation_data", None)
            for driver in list(animation.drivers) if animation else ():
                yield block, animation, driver


IMPORTERS: dict[str, Callable[[Path, ModelSource], Any]] = {
    ".obj": _obj,
    ".glb": _gltf,
    ".gltf": _gltf,
    ".fbx": _fbx,
    ".usd": _usd,
    ".usda": _usd,
    ".usdc": _usd,
    ".usdz": _usd,
    ".blend": _blend,
}


def _triangles(layer: Any, source: ModelSource) -> tuple[Mesh, list[Any]]:
    layer.update()
    slots: dict[str, int] = {}
    materials: list[Any] = []
    parts: list[Mesh] = []
    count = 0
    for thing, matrix in _visible(layer.depsgraph):
        data = thing.to_mesh()
        count += len(data.polygons)
        if count > MAX_TRIANGLES:
            raise AssetError(f"{source.path.name}: has more than {MAX_TRIANGLES} triangles")
        part, used = _mesh(data), [slot.material for slot in thing.material_slots]
        numbers = []
        for material in used or [None]:
            name = material.name if material else ""
            if name not in slots:
                slots[name] = len(materials)
                materials.append(material.original if material else None)
            numbers.append(slots[name])
        slot = np.asarray(numbers)[np.clip(part.slot, 0, len(numbers) - 1)]
        parts.append(Mesh(part.vertices, part.triangles, part.smooth, slot, part.uv).transformed(matrix))
        thing.to_mesh_clear()
    if not sum(len(part.triangles) for part in parts):
        raise AssetError(f"{source.path.name}: holds no faces")
    soup = _joined(parts)
    if len(soup.triangles) > MAX_TRIANGLES:
        raise AssetError(f"{source.path.name}: has {len(soup.triangles)} triangles, more than {MAX_TRIANGLES}")
    return soup, materials


def _visible(depsgraph: Any) -> Iterator[tuple[Any, NDArray[np.float64]]]:
    for instance in depsgraph.object_instances:
        thing = instance.object
        if thing.type in GEOMETRY and not thing.hide_render:
            yield thing, np.array(instance.matrix_world, dtype=np.float64)


def _mesh(data: Any) -> Mesh:
    """Return a Blender mesh as triangles; those without texture coordinates get NaN there."""
    data.calc_loop_triangles()
    count = len(data.loop_triangles)
    vertices = _read(data.vertices, "co", 3 * len(data.vertices), np.float32).reshape(-1, 3)
    triangles = _read(data.loop_triangles, "vertices", 3 * count, np.int32).reshape(-1, 3)
    loops = _read(data.loop_triangles, "loops", 3 * count, np.int32)
    slot = _read(data.loop_triangles, "material_index", count, np.int32)
    uv = np.full((count, 3, 2), np.nan)
    if data.uv_layers.active:
        uv = _read(data.uv_layers.active.uv, "vector", 2 * len(data.loops), np.float32).reshape(-1, 2)[loops]
    return Mesh(
        vertices.astype(np.float64),
        triangles.astype(np.int64),
        np.zeros(count, dtype=np.bool_),
        slot.astype(np.int64),
        uv.reshape(-1, 3, 2).astype(np.float64),
    )


def _read(collection: Any, name: str, count: int, kind: Any) -> NDArray[Any]:
    values = np.empty(count, dtype=kind)
    collection.foreach_get(name, values)
    return values


def _joined(parts: list[Mesh]) -> Mesh:
    starts = np.cumsum([0, *(len(part.vertices) for part in parts[:-1])])
    uv = np.concatenate([part.corner_uv() for part in parts])
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.triangles + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part.smooth for part in parts]),
        np.concatenate([part.slot for part in parts]),
        uv,
    )


def with_box_uv(shape: Mesh) -> Mesh:
    """Return the mesh with coordinates in metres where its own are missing or not finite."""
    own = shape.corner_uv()
    missing = ~np.isfinite(own).all(axis=(1, 2))
    uv = np.where(missing[:, None, None], box_uv(shape.vertices[shape.triangles]), own)
    return Mesh(shape.vertices, shape.triangles, shape.smooth, shape.slot, uv)
