"""The truth pass: one ray through each pixel's centre gives depth, normal and instance of the same first hit.

One sample with the pixel filter at its minimum, every material replaced by one that only shines, cut-outs with their
holes (`truth_materials`), no bounces and no denoiser. The world stays: a sky's light, sorted anew for the next picture,
would cost more than all of this. Blender writes one multilayer EXR of 32-bit floats; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import OpenEXR
from numpy.typing import NDArray

from ...scenes.arrays import ArrayRecord
from ...scenes.cameras import Camera
from .opacity import CUT
from .process import bpy, metres_per_unit, overridden
from .truth_materials import ALBEDO, PART, STUFF, truth_materials

SKY_Z = 1e9  # Cycles writes 1e10 where nothing is hit
FILTER_PX = 0.01  # Blender's minimum
MAX_TRANSPARENT_BOUNCES = 1024  # how many holes of cut-outs a ray may pass one after another: Blender's maximum
BESIDE = {PART: "VALUE", ALBEDO: "COLOR", STUFF: "VALUE"}  # passes that are asked for by name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Truth(ArrayRecord):
    """depth_m float32 H×W (+inf: sky), normals float32 H×W×3 in camera space, instance uint16 H×W.

    `part` int64 H×W, where it was asked for, is the number of the part in the mesh of the instance; 0: none. `albedo`
    float32 H×W×3, where it was asked for, is linear; 0 in the sky. `stuff` uint8 H×W, where it was asked for, are
    classes of materials.
    """

    depth_m: NDArray[np.float32]
    normals: NDArray[np.float32]
    instance: NDArray[np.uint16]
    part: NDArray[np.int64] | None = None
    albedo: NDArray[np.float32] | None = None
    stuff: NDArray[np.uint8] | None = None


def render_truth(camera: Camera, folder: Path, beside: Collection[str] = (), through_glass: bool = False) -> Truth:
    """Render and read the truth of the scene that Blender holds, seen by the camera that is set.

    `beside` are keys of BESIDE. `through_glass` sees what lies behind clear glass, as if that were not there.
    """
    path = folder / "truth.exr"
    scene = bpy.context.scene
    with (
        overridden(scene.render, filepath=str(path), use_persistent_data=True),
        _passes(beside),
        _truth_settings(through_glass),
    ):
        bpy.ops.render.render(write_still=True)
    return _read(path, camera)


@contextmanager
def _passes(wanted: Collection[str]) -> Iterator[None]:
    """Have the layer these passes, which materials write."""
    passes = bpy.context.view_layer.aovs
    for name in wanted:
        passes.add()
        passes[-1].name, passes[-1].type = name, BESIDE[name]
    try:
        yield
    finally:
        for name in wanted:
            passes.remove(passes[name])


@contextmanager
def _truth_settings(through_glass: bool) -> Iterator[None]:
    scene = bpy.context.scene
    cycles = {
        "samples": 1,
        "use_adaptive_sampling": False,
        "use_denoising": False,
        "pixel_filter_type": "BLACKMAN_HARRIS",
        "filter_width": FILTER_PX,
        "max_bounces": 0,
        "transparent_max_bounces": MAX_TRANSPARENT_BOUNCES,
        "seed": 0,
    }
    layer = {
        "use_pass_z": True,
        "use_pass_normal": True,
        "use_pass_object_index": True,
        "pass_alpha_threshold": CUT,  # what has less alpha is passed by: a hole, here
    }
    exr = {"file_format": "OPEN_EXR_MULTILAYER", "color_depth": "32", "exr_codec": "NONE"}
    with (
        overridden(scene.cycles, **cycles),
        overridden(bpy.context.view_layer, **layer),
        truth_materials(through_glass),
        overridden(scene.render.image_settings, **exr),
    ):
        yield


def _read(path: Path, camera: Camera) -> Truth:
    channels = OpenEXR.File(str(path), separate_channels=True).channels()
    layers = {name.split(".", 1)[1]: channel.pixels for name, channel in channels.items()}
    z = layers["Depth.Z"]
    instance = layers["IndexOB.X"].astype(np.uint16)
    world_normals = np.stack([layers[f"Normal.{axis}"] for axis in "XYZ"], axis=-1).astype(np.float64)
    normals = _towards_camera(world_normals @ camera.matrix()[:3, :3], camera.rays())
    depth_m = np.where(z < SKY_Z, z * np.float32(metres_per_unit()), np.float32(np.inf))
    part = layers.get(f"{PART}.X")
    albedo = np.stack([layers[f"{ALBEDO}.{c}"] for c in "RGB"], axis=-1) if f"{ALBEDO}.R" in layers else None
    stuff = layers.get(f"{STUFF}.X")
    return Truth(
        depth_m,
        normals,
        instance,
        None if part is None else part.astype(np.int64),
        albedo,
        None if stuff is None else stuff.astype(np.uint8),
    )


def _towards_camera(normals: NDArray[np.float64], rays: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return unit normals that face the camera.

    Cycles has turned those of back faces already. At silhouettes of smooth-shaded meshes the interpolated normal can
    still lean away a little: that one is bent to the horizon of its ray, where flipping would make noise of it.
    """
    view = rays / np.linalg.norm(rays, axis=-1, keepdims=True)
    leaning = np.clip((normals * view).sum(axis=-1, keepdims=True), 0, None)
    bent = normals - leaning * view
    length = np.linalg.norm(bent, axis=-1, keepdims=True)
    return np.divide(bent, length, out=np.zeros_like(bent), where=length > 0).astype(np.float32)
