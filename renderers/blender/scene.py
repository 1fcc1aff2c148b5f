"""From a SceneSpec to Blender's data: meshes, lights, world and camera."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from mathutils import Matrix
from numpy.typing import NDArray

from ...scenes.appearance.environment_maps import HDRI_MEAN_LUMINANCE
from ...scenes.assets.library import sky_of
from ...scenes.cameras import Camera
from ...scenes.errors import AssetError, named
from ...scenes.geometry.mesh import Mesh
from ...scenes.lighting import AreaLight, Light, PointLight, SunLight, World
from ...scenes.object_mesh import object_box, rigid_pieces
from ...scenes.poses import Pose, Vec3, look_at
from ...scenes.spec import Geometry, Material, SceneObject, SceneSpec
from ...scenes.weather import clear_air
from .air import fill_air
from .backdrop import show_backdrop
from .files.opening import build_source
from .indirect_proxies import flattened
from .materials import material_of
from .patterns.copies import Copies, kept_copies
from .patterns.tree import SOIL, Tree
from .process import bproc, bpy, empty_scene, metres_per_unit, overridden
from .sky import set_sky
from .textures import write_coordinates
from .truth_materials import PART
from .weathered import lay_weather

HDRI_WIDTH_PX = 1024
FLASH_AT_M, FLASH_RADIUS_M = (0.03, 0.045, 0.0), 0.008  # right of the lens and above it, as a small camera has it
FAR_M = 1000.0  # what is as wide is seen through clear air, too


def build_scene(spec: SceneSpec, shortcuts: bool = False) -> None:
    """Replace whatever Blender holds by this scene, without a camera pose.

    With `shortcuts`, its materials have those of `indirect_proxies`; a file of the user's stays as it is.
    """
    if spec.source:
        build_source(spec)
        if spec.world.hdri:  # in the place of the file's own world, which is dark, and may be anything
            bpy.context.scene.world = bpy.data.worlds.new("sky")
            bpy.context.scene.world.use_nodes = True
            _set_world(spec.world)
        return
    empty_scene()
    shared = _Shared({}, {}, kept_copies(), shortcuts and not spec.world.weather)
    shared.copies.begin()
    for thing in spec.objects:
        _add_object(thing, shared)
    for light in spec.lights:
        _add_light(light)
    _set_world(spec.world)
    if spec.world.weather:
        lay_weather(spec.objects, shared.materials, spec.world.weather)
        suns = [light for light in spec.lights if isinstance(light, SunLight)]
        fill_air(shared.materials.values(), spec.world.weather, suns)
        for material in shared.materials.values() if shortcuts else ():  # whose colours the weather has changed
            _flatten(material)
    elif spec.world.sky:
        suns = [light for light in spec.lights if isinstance(light, SunLight)]
        fill_air(_of_what_is_far(spec, shared), clear_air(spec.world, spec.lights), suns)


def _flatten(material: Any) -> None:
    tree = Tree(material, kept=True)
    flattened(tree, material.node_tree.get_output_node("CYCLES").inputs["Surface"].links[0].from_socket)


def _of_what_is_far(spec: SceneSpec, shared: _Shared) -> list[Any]:
    """Return the materials of land and water that reach so far that clear air shows before them."""
    wide = [thing for thing in spec.objects if np.ptp(object_box(thing), axis=0).max() > FAR_M]
    return [shared.materials[each] for each in dict.fromkeys(each for thing in wide for each in thing.materials)]


def set_camera(camera: Camera) -> None:
    """Take over pose, intrinsics, clip and resolution. BlenderProc's K puts the centre of the first pixel at (0, 0)."""
    intrinsics, pose, metres = camera.intrinsics(), camera.matrix(), metres_per_unit()
    intrinsics[:2, 2] -= 0.5
    pose[:3, 3] /= metres
    near, far = (clip_m / metres for clip_m in camera.clip_m)
    bproc.camera.set_intrinsics_from_K_matrix(intrinsics, camera.width_px, camera.height_px, near, far)
    bpy.context.scene.camera.matrix_world = Matrix(pose.tolist())


@contextmanager
def lens(camera: Camera) -> Iterator[None]:
    """Look through the camera's lens, by its flash; outside of this everything is sharp and as it is lit."""
    optics, metres = bpy.context.scene.camera.data.dof, metres_per_unit()
    with (
        overridden(
            optics,
            use_dof=camera.f_number > 0,
            aperture_fstop=(camera.f_number or 1.0) * metres,  # Blender takes its unit for a metre
            focus_distance=camera.focus_m / metres,
        ),
        _flash(camera),
    ):
        yield


@contextmanager
def _flash(camera: Camera) -> Iterator[None]:
    """Light what the camera sees from beside its lens, where it has a flash."""
    if not camera.flash_w:
        yield
        return
    metres = metres_per_unit()
    at_m = camera.matrix() @ (*FLASH_AT_M, 1.0)
    flash = PointLight(tuple((at_m[:3] / metres).tolist()), camera.flash_w / metres**2, FLASH_RADIUS_M / metres)
    holder = _add_light(flash)
    try:
        yield
    finally:
        bpy.data.lights.remove(holder.data)  # and the object with it


@dataclass(frozen=True, slots=True)
class _Shared:
    """Blender's data of this scene by what it was made from: equal things share it.

    With `shortcuts`, materials are made with theirs.
    """

    meshes: dict[tuple[Geometry, tuple[Material, ...], Vec3 | None], list[tuple[Any, NDArray[np.float64]]]]
    materials: dict[Material, Any]
    copies: Copies
    shortcuts: bool


def _add_object(thing: SceneObject, shared: _Shared) -> None:
    pictures = any(material.texture for material in thing.materials)
    wanted = (thing.geometry, thing.materials, thing.pose.scale if pictures else None)  # tiles know the true size
    if wanted not in shared.meshes:
        shared.meshes[wanted] = [
            (_new_mesh(thing, shape, shared), Pose(motion.shift_m, motion.rotation).matrix())
            for shape, motion in rigid_pieces(thing)
        ]
    for data, moved in shared.meshes[wanted]:  # a door that is open apart, so that its grain goes with it
        holder = bpy.data.objects.new(f"{thing.instance:05d} {thing.name}", data)
        holder.matrix_world = Matrix((thing.pose.matrix() @ moved).tolist())
        holder.pass_index = thing.instance
        bpy.context.scene.collection.objects.link(holder)


def _new_mesh(thing: SceneObject, shape: Mesh, shared: _Shared) -> Any:
    data = bpy.data.meshes.new(thing.name)
    _fill_mesh(data, shape)
    write_coordinates(data, thing, shape)
    for material in thing.materials:
        if material not in shared.materials:
            shared.materials[material] = material_of(material, shared.copies, shared.shortcuts)
        data.materials.append(shared.materials[material])
    return data


def _fill_mesh(data: Any, shape: Mesh) -> None:
    count = len(shape.triangles)
    data.vertices.add(len(shape.vertices))
    data.vertices.foreach_set("co", shape.vertices.astype(np.float32).ravel())
    data.loops.add(3 * count)
    data.loops.foreach_set("vertex_index", shape.triangles.astype(np.int32).ravel())
    data.polygons.add(count)
    data.polygons.foreach_set("loop_start", np.arange(0, 3 * count, 3, dtype=np.int32))
    data.polygons.foreach_set("material_index", shape.slot.astype(np.int32))
    data.polygons.foreach_set("use_smooth", shape.smooth)
    if shape.parts:
        data.attributes.new(PART, "FLOAT", "FACE").data.foreach_set("value", shape.parts.number.astype(np.float32))
    if shape.soil is not None:
        data.attributes.new(SOIL, "FLOAT", "POINT").data.foreach_set("value", shape.soil.astype(np.float32))
    data.update(calc_edges=True)


def _add_light(light: Light) -> Any:
    data = bpy.data.lights.new("light", {"sun": "SUN", "point": "POINT", "area": "AREA"}[light.kind])
    data.color = light.colour
    if isinstance(light, SunLight):
        data.energy, data.angle = light.irradiance_w_m2, math.radians(light.angle_deg)
    elif isinstance(light, PointLight):
        data.energy, data.shadow_soft_size = light.power_w, light.radius_m
    else:
        data.energy, data.shape = light.power_w, "RECTANGLE"
        data.size, data.size_y = light.size_m
        data.cycles.is_portal = light.portal
    holder = bpy.data.objects.new("light", data)
    holder.matrix_world = Matrix(_light_pose(light).matrix().tolist())
    holder.visible_camera = False  # what shines is seen as an emitting object, which the truth knows of
    bpy.context.scene.collection.objects.link(holder)
    return holder


def _light_pose(light: Light) -> Pose:
    if isinstance(light, AreaLight):
        return light.pose
    if isinstance(light, PointLight):
        return Pose(light.location_m)
    return Pose(rotation=look_at((0.0, 0.0, 0.0), light.direction))


def _set_world(world: World) -> None:
    if world.sky:
        set_sky(world.sky, world.strength, world.weather)
        return
    if not world.hdri:
        bproc.renderer.set_world_background(list(world.colour), world.strength)
        return
    path, mean_luminance = _sky(world.hdri)
    rotation = [0.0, 0.0, math.radians(world.rotation_deg)]
    bproc.world.set_world_background_hdr_img(str(path), world.strength / mean_luminance, rotation)
    show_backdrop(world.hdri, world.strength)
    sampling = bpy.context.scene.world.cycles
    # Left to itself, Cycles builds its map of where the sky is bright at four times the picture's size: 1.3 s a scene.
    sampling.sampling_method, sampling.sample_map_resolution = "MANUAL", HDRI_WIDTH_PX


def _sky(name: str) -> tuple[Path, float]:
    """Return the file of an environment map, and its mean luminance."""
    if "/" in name:
        path, sky = sky_of(name)
        return path, sky.mean_luminance
    folder = Path(bpy.utils.system_resource("DATAFILES")) / "studiolights" / "world"
    luminance = named(HDRI_MEAN_LUMINANCE, name, "an environment map, nor LIBRARY/ID", error=AssetError)
    return folder / f"{name}.exr", luminance
