"""Writes a scene to a file that other programs open: a .blend as it is rendered, or a glTF of its shapes.

What a glTF cannot hold is left out: patterns and relief (materials keep their plain colours and the pictures of asset
libraries), the sky, weather, lights with an area, and a camera's shift. Rain and flakes that fall are drawn into
pictures, and are in neither.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...scenes.assets.library import texture_of
from ...scenes.cameras import Camera
from ...scenes.quality import Quality, ViewTransform
from ...scenes.spec import Material, SceneSpec
from .files.plain_scene import use_metres
from .materials import LOOKS, THIN_GLASS
from .patterns.tree import Socket, Tree, linear
from .process import bpy, empty_scene, metres_per_unit, overridden, start, suppress_stdout
from .renderer import BlenderRenderer
from .scene import build_scene, set_camera
from .textures import METRES, OWN
from .tone_mapping import exposed_ev, incoming_light

METERING_PX = 128  # the longer side of the picture that the exposure is read from
METERING_SAMPLES = 16
GLASS_ALPHA = 0.25  # taste: so much of a pane is seen where nothing bends light


def write_blend(spec: SceneSpec, path: Path, quality: Quality, view_transform: ViewTransform) -> None:
    """Write a prepared scene with its cameras: materials, lights and settings as rendered, pictures packed."""
    renderer = BlenderRenderer(replace(quality, supersampling=1), "CPU", None, view_transform)
    try:
        with _content(spec, renderer.load), _as_seen_first(spec.cameras[0]):
            _pack()
            bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, compress=True)
    finally:
        renderer.close()


def write_glb(spec: SceneSpec, path: Path) -> None:
    """Write a prepared scene's shapes with plain materials, its cameras, and what lights a glTF knows."""
    start("CPU")
    with _content(spec, _in_metres):
        if not spec.source:
            _make_plain(spec)
        bpy.ops.export_scene.gltf(
            filepath=str(path), export_format="GLB", export_cameras=True, export_lights=True, export_animations=False
        )


def _in_metres(spec: SceneSpec) -> None:
    build_scene(spec)
    if spec.source:
        use_metres()


@contextmanager
def _content(spec: SceneSpec, load: Callable[[SceneSpec], None]) -> Iterator[None]:
    """Have Blender hold a scene with its cameras, the first view's active, and nothing afterwards."""
    try:
        with suppress_stdout():
            load(spec)
            cameras = [_add_camera(number, camera) for number, camera in enumerate(spec.cameras)]
            bpy.context.scene.camera = cameras[0]
            yield
    finally:
        empty_scene()


def _add_camera(number: int, camera: Camera) -> Any:
    """Add the camera of a view, active, and in the place of the one that every scene begins with."""
    scene = bpy.context.scene
    if number == 0:
        bpy.data.objects.remove(scene.camera)
    holder = bpy.data.objects.new(f"view {number}", bpy.data.cameras.new(f"view {number}"))
    scene.collection.objects.link(holder)
    scene.camera = holder
    set_camera(camera)
    optics, metres = holder.data.dof, metres_per_unit()
    optics.use_dof, optics.focus_distance = camera.f_number > 0, camera.focus_m / metres
    optics.aperture_fstop = camera.f_number * metres or optics.aperture_fstop
    return holder


@contextmanager
def _as_seen_first(camera: Camera) -> Iterator[None]:
    """Have the scene exposed and sampled as the picture of the first view, and ready for any machine."""
    scene, exposure = bpy.context.scene, _metered(camera)
    set_camera(camera)
    with (
        overridden(scene.view_settings, exposure=exposure),
        overridden(scene.cycles, seed=camera.noise_seed),
        overridden(scene.render, threads_mode="AUTO", filepath="//"),
    ):
        yield


def _metered(camera: Camera) -> float:
    """Return the stops at which a small picture of what the active camera sees is exposed."""
    share = min(1.0, METERING_PX / max(camera.width_px, camera.height_px))
    width, height = (max(1, round(side * share)) for side in (camera.width_px, camera.height_px))
    focal_px, cx_px, cy_px = (share * each for each in (camera.focal_px, camera.cx_px, camera.cy_px))
    set_camera(replace(camera, width_px=width, height_px=height, focal_px=focal_px, cx_px=cx_px, cy_px=cy_px))
    cycles = {"samples": METERING_SAMPLES, "use_adaptive_sampling": False}
    with overridden(bpy.context.scene.cycles, **cycles), tempfile.TemporaryDirectory() as folder:
        return exposed_ev(incoming_light(1, Path(folder)), camera)


def _pack() -> None:
    for image in bpy.data.images:
        if image.type == "IMAGE" and not image.packed_file:
            image.pack()


def _make_plain(spec: SceneSpec) -> None:
    """Give every object materials of which nothing is lost."""
    things = {thing.instance: thing for thing in spec.objects}
    made: dict[Material, Any] = {}
    for shape in [each for each in bpy.context.scene.objects if each.type == "MESH"]:
        slots = shape.data.materials
        for number, material in enumerate(things[shape.pass_index].materials):
            if material not in made:
                made[material] = _plain(material)
            slots[number] = made[material]


def _plain(material: Material) -> Any:
    data = bpy.data.materials.new(material.family)
    data.use_nodes = True
    tree, colour = Tree(data), linear(material.colour)
    inputs: dict[str, Any] = {
        "Base Color": _picture(tree, material) or colour,
        "Roughness": material.roughness,
        "Alpha": GLASS_ALPHA if material.family in THIN_GLASS else 1.0,
        "Metallic": 0.0 if material.family in THIN_GLASS else LOOKS[material.family].inputs.get("Metallic", 0.0),
        "Emission Color": colour,
        "Emission Strength": material.emission,
    }
    tree.add("OutputMaterial", {"Surface": tree.add("BsdfPrincipled", inputs).outputs[0]})
    return data


def _picture(tree: Tree, material: Material) -> Socket | None:
    """Return the colours of the material's texture, or None where it has none."""
    folder, texture = texture_of(material.texture) if material.texture else (None, None)
    if folder is None or texture is None or "colour" not in texture.maps:
        return None
    at = tree.add("UVMap", uv_map=METRES if texture.tile_m else OWN).outputs[0]
    if texture.tile_m:
        at = tree.add("Mapping", {"Vector": at, "Scale": (1 / texture.tile_m, 1 / texture.tile_m, 1.0)}).outputs[0]
    image = bpy.data.images.load(str(folder / texture.maps["colour"]), check_existing=True)
    return tree.add("TexImage", {"Vector": at}, image=image).outputs["Color"]
