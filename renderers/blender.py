"""Photographs with exact truth: Cycles, driven through BlenderProc, in one process for many scenes.

The picture is path-traced, denoised, exposed as a camera would and tone-mapped; the truth comes from a pass of its own
(`blender_truth`) over the same geometry. Scene data stays loaded between the views of a scene.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import numpy as np
import OpenEXR
from numpy.typing import NDArray
from PIL import Image

from ..scenes.quality import Quality, ViewTransform
from ..scenes.spec import Camera, SceneSpec
from .blender_files import opened
from .blender_physics import settle
from .blender_process import bproc, bpy, changed, held, quiet, start
from .blender_scene import build_scene, lens, set_camera
from .blender_sight import Occluders
from .blender_truth import Truth, render_truth
from .frame import Frame, check_frame
from .visibility import Hidden, visible_objects

FOLDER_PREFIX = "cavendish-"
MIDDLE_GREY = 0.18
EXPOSURE_EV = (-8.0, 8.0)
NIGHT_EV, NIGHT_STOPS = 1.5, 1.5  # scenes that ask for more stops than this are left darker, by so many at most
HIGHLIGHT = 6.0  # the scene-linear value that the brightest twentieth of a picture may reach


class BlenderRenderer:
    """Renders on the given device ("auto", "CPU" or a GPU backend); `device` then names the one in use."""

    _loaded: ClassVar[tuple[object, ...] | None] = None  # what Blender holds, of which there is one in a process
    _occluders: ClassVar[Occluders | None] = None  # the meshes of what it holds, once a view has asked for them

    def __init__(
        self,
        quality: Quality,
        device: str = "auto",
        threads: int | None = None,
        view_transform: ViewTransform = "AgX",
    ) -> None:
        self.quality, self.view_transform = quality, view_transform
        self.device = start(device, threads)
        self._folder = _own_folder()

    def prepare(self, spec: SceneSpec) -> SceneSpec:
        """Return the scene with its file opened and everything that is loose at rest; itself where neither is to do."""
        if spec.source:
            BlenderRenderer._loaded = None
            bpy.context.scene.render.use_persistent_data = False
            return opened(spec)
        if not any(thing.loose for thing in spec.objects):
            return spec
        BlenderRenderer._loaded = BlenderRenderer._occluders = None
        bpy.context.scene.render.use_persistent_data = False
        return settle(spec)

    def render(self, spec: SceneSpec, view: int) -> Frame:
        """Return the frame of one camera."""
        camera = spec.cameras[view]
        with quiet():
            self._load(spec)
            set_camera(camera)
            with lens(camera):
                image = with_grain(self._photograph(camera.noise_seed), camera)
            truth = render_truth(camera, self._folder)
        occluders = BlenderRenderer._occluders = BlenderRenderer._occluders or Occluders()
        return check_frame(_frame(spec, view, image, truth, occluders.hidden))

    def close(self) -> None:
        """Remove the temporary folder. Blender itself ends with its process."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _load(self, spec: SceneSpec) -> None:
        wanted = (self.quality, self.view_transform, spec.objects, spec.lights, spec.world)
        if BlenderRenderer._loaded != (*wanted, held.number):
            BlenderRenderer._loaded = BlenderRenderer._occluders = None
            bpy.context.scene.render.use_persistent_data = False  # forgets the last scene and its light
            build_scene(spec)
            _apply(self.quality)
            bpy.context.scene.view_settings.view_transform = self.view_transform
        BlenderRenderer._loaded = (*wanted, held.number)

    def _photograph(self, noise_seed: int) -> NDArray[np.uint8]:
        """Render once, read the light that came in, and develop at the exposure that it asks for."""
        scene = bpy.context.scene
        with changed(scene.cycles, seed=noise_seed):
            bpy.ops.render.render()
        linear = self._save("OPEN_EXR", color_depth="32")
        rgb = OpenEXR.File(str(linear)).channels()["RGB"].pixels[..., :3]
        with changed(scene.view_settings, exposure=exposure_ev(rgb)):
            return np.asarray(Image.open(self._save("PNG", color_depth="8", color_mode="RGB")))

    def _save(self, file_format: str, **settings: str) -> Path:
        path = self._folder / f"image.{file_format.lower()}"
        with changed(bpy.context.scene.render.image_settings, file_format=file_format, **settings):
            bpy.data.images["Render Result"].save_render(str(path))
        return path


def _own_folder() -> Path:
    """Make a folder for the pictures that pass through files, and remove those of processes that died."""
    memory = Path("/dev/shm")  # noqa: S108  the fastest place for them
    parent = memory if memory.is_dir() else Path(tempfile.gettempdir())
    for folder in parent.glob(f"{FOLDER_PREFIX}*"):
        if not Path("/proc", folder.name.split("-")[1]).exists():
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-", dir=parent))


def exposure_ev(rgb: NDArray[np.float32]) -> float:
    """Return the stops that bring the log-average luminance of linear RGB (H×W×3) to middle grey, highlights kept.

    What is dark stays somewhat dark: nobody develops a night so that it looks like day.
    """
    luminance = np.maximum(rgb @ np.array([0.2126, 0.7152, 0.0722]), 1e-6)
    middle = np.log2(MIDDLE_GREY / np.exp(np.log(luminance).mean()))
    brightest = np.log2(HIGHLIGHT / np.percentile(luminance, 95))
    wanted = float(np.clip(min(middle, brightest), *EXPOSURE_EV))
    return round(wanted - min(max(wanted - NIGHT_EV, 0.0) / 2, NIGHT_STOPS), 3)


def with_grain(image: NDArray[np.uint8], camera: Camera) -> NDArray[np.uint8]:
    """Return the picture with the noise of its sensor: photons scatter as the root of the light, evenly after gamma."""
    if not camera.grain:
        return image
    rng = np.random.Generator(np.random.PCG64(camera.noise_seed))
    noisy = image + 255 * camera.grain * rng.standard_normal(image.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


def _apply(quality: Quality) -> None:
    scene = bpy.context.scene
    bproc.renderer.set_max_amount_of_samples(quality.samples)
    bproc.renderer.set_noise_threshold(quality.adaptive_threshold)
    bproc.renderer.set_light_bounces(
        diffuse_bounces=quality.bounces,
        glossy_bounces=quality.bounces,
        transmission_bounces=quality.bounces,
        max_bounces=quality.bounces,
    )
    bproc.renderer.toggle_light_tree(True)
    # Sparks that no denoiser mends: without them a dim room has 5 % less light, and less noise for the same time.
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.sample_clamp_indirect = 4.0
    scene.use_nodes = False
    scene.render.use_persistent_data = True
    scene.render.dither_intensity = 0.0
    scene.cycles.use_denoising = quality.denoise
    bpy.context.view_layer.cycles.use_denoising = quality.denoise  # BlenderProc switches it off in every layer
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"


def _frame(spec: SceneSpec, view: int, image: NDArray[np.uint8], truth: Truth, hidden: Hidden) -> Frame:
    return Frame(
        image,
        truth.depth_m,
        truth.normals,
        truth.instance,
        np.ones(truth.depth_m.shape, dtype=np.bool_),
        spec.cameras[view],
        visible_objects(spec, view, truth.instance, hidden),
    )
