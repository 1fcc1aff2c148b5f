"""Photographs with exact truth: Cycles, driven through BlenderProc, in one process for many scenes.

The picture is path-traced, denoised, exposed as a camera would and tone-mapped; the truth comes from a pass of its own
(`blender_truth`) over the same geometry. Scene data stays loaded between the views of a scene.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...scenes.quality import Quality, ViewTransform
from ...scenes.spec import SceneSpec
from ..development.develop import kept_light
from ..development.finish import srgb
from ..frame import Frame, camera_of_view, check_frame
from ..mattes import told_soft
from ..parts import numbered_parts
from ..passes import NONE, Passes, behind, told_whole
from ..printed_text import printed_text
from ..shadows import sun_shadow
from ..visibility import Hidden, visible_objects
from ..weather import with_falling
from .alone import depths_alone_m, mattes
from .files.opening import open_scene_file
from .indirect_proxies import use_indirect_proxies
from .light_parts import light_parts, light_parts_kept, without_noise
from .occlusion import Occluders
from .physics import settle
from .process import bproc, bpy, content, start, suppress_stdout
from .scene import build_scene, lens, set_camera
from .tone_mapping import developed, rendered_light
from .truth import Truth, render_truth
from .truth_materials import ALBEDO, PART, STUFF

FOLDER_PREFIX = "cavendish-"
GLASS_BOUNCES = 4  # more than elsewhere: as many surfaces as two walls of a vessel have
DIRECT_CLAMP = 20.0  # W/m²/sr: white in every picture, and far below the sun in a car that is smaller than a pixel
INDIRECT_CLAMP = 2.0  # W/m²/sr: taste, between sparks and light that is missing


class BlenderRenderer:
    """Renders on the given device ("auto", "CPU" or a GPU backend); `device` then names the one in use.

    With `parts`, frames have the layer of parts, with `keep_light`, their light, with `passes`, these.
    """

    def __init__(
        self,
        quality: Quality,
        device: str = "auto",
        threads: int | None = None,
        view_transform: ViewTransform = "AgX",
        parts: bool = False,
        keep_light: bool = False,
        passes: Passes = NONE,
    ) -> None:
        self.quality, self.view_transform = quality, view_transform
        self.parts, self.keep_light, self.passes = parts, keep_light, passes
        self.device = start(device, threads)
        self._folder = _own_folder()

    def prepare(self, spec: SceneSpec) -> SceneSpec:
        """Return the scene with its file opened and everything that is loose at rest; itself where neither is to do."""
        if spec.source:
            _forget()
            return open_scene_file(spec)
        if not any(thing.loose for thing in spec.objects):
            return spec
        _forget()
        return settle(spec)

    def render(self, spec: SceneSpec, view: int) -> Frame:
        """Return the frame of one camera."""
        camera = camera_of_view(spec, view)
        with suppress_stdout():
            self.load(spec)
            set_camera(camera)
            with lens(camera), light_parts_kept(self.passes.of_light):
                light = rendered_light(camera, self.quality.of(spec).supersampling, self._folder)
                parts = self._light_parts(self.quality.of(spec)) if self.passes.of_light else {}
            truth = render_truth(camera, self._folder, self._beside())
            image, kept = developed(with_falling(light, truth.depth_m, camera), camera, self._folder)
            frame = self._with_more(_frame(spec, view, image, truth, _occluders().hidden))
            sky = truth.instance[..., None] == 0
            told: dict[str, Any] = {name: np.where(sky, np.float16(0), part) for name, part in parts.items()}
            frame = replace(frame, **told)
            if self.passes.shadow:
                frame = replace(frame, shadow=sun_shadow(frame, spec.lights, _occluders().block))
            if self.passes.mattes:
                matted = told_soft(frame.objects, frame.depth_m.size)
                frame = replace(frame, matted=matted, mattes=mattes(matted, camera, self._folder))
            if self.passes.text:
                frame = replace(frame, text=printed_text(spec, frame))
        return check_frame(replace(frame, light=kept) if self.keep_light else frame)

    def _with_more(self, frame: Frame) -> Frame:
        """Return the frame with those passes that take a truth of their own."""
        if self.passes.behind_glass:
            second = render_truth(frame.camera, self._folder, through_glass=True)
            frame = replace(frame, behind_m=behind(frame.depth_m, second.depth_m))
        if self.passes.amodal:
            wholes = told_whole(frame.objects, frame.depth_m.size)
            frame = replace(frame, wholes=wholes, whole_m=depths_alone_m(wholes, frame.camera, self._folder))
        return frame

    def _light_parts(self, quality: Quality) -> dict[str, NDArray[np.float16]]:
        """Return those parts of the picture's light that are asked for, by the frame's fields."""
        parts, found = light_parts(quality.supersampling, self._folder), {}
        for name in ("shading", "specular"):
            if getattr(self.passes, name):
                noisy = getattr(parts, name)
                found[name] = kept_light(
                    without_noise(noisy, parts.normals, self._folder) if quality.denoise else noisy
                )
        return found

    def _beside(self) -> tuple[str, ...]:
        wanted = {PART: self.parts, ALBEDO: self.passes.albedo, STUFF: self.passes.materials}
        return tuple(name for name, is_wanted in wanted.items() if is_wanted)

    def close(self) -> None:
        """Remove the temporary folder. Blender itself ends with its process."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def load(self, spec: SceneSpec) -> None:
        """Have Blender hold a prepared scene as it is rendered, without a camera pose."""
        wanted = (self.quality, self.view_transform, spec.objects, spec.lights, spec.world, spec.source)
        if content.built_from == wanted:
            return
        _forget()
        build_scene(spec, shortcuts=True)
        if not spec.source:
            use_indirect_proxies(spec.world, self._folder)
        _apply(self.quality.of(spec))
        bpy.context.scene.view_settings.view_transform = self.view_transform
        content.built_from = wanted


def _forget() -> None:
    """Make Blender, and Cycles with it, forget the last scene and its light."""
    content.forget()
    bpy.context.scene.render.use_persistent_data = False


def _occluders() -> Occluders:
    """Return the meshes that Blender holds, gathered once a view has asked for them."""
    if content.occluders is None:
        content.occluders = Occluders()
    return content.occluders


def _own_folder() -> Path:
    """Make a folder for the pictures that pass through files, and remove those of processes that died."""
    memory = Path("/dev/shm")  # noqa: S108  the fastest place for them
    parent = memory if memory.is_dir() else Path(tempfile.gettempdir())
    for folder in parent.glob(f"{FOLDER_PREFIX}*"):
        if not Path("/proc", folder.name.split("-")[1]).exists():
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-", dir=parent))


def _apply(quality: Quality) -> None:
    scene, rendered_px = bpy.context.scene, quality.supersampling**2
    bproc.renderer.set_max_amount_of_samples(quality.samples // rendered_px)
    bproc.renderer.set_noise_threshold(quality.adaptive_threshold)
    scene.cycles.adaptive_min_samples = quality.least_samples // rendered_px
    scene.cycles.filter_width = max(1.5, 1.25 * quality.supersampling)  # rendered pixels; Blender's own is 1.5
    bproc.renderer.set_light_bounces(
        diffuse_bounces=quality.bounces,
        glossy_bounces=quality.bounces,
        transmission_bounces=quality.bounces + GLASS_BOUNCES,
        max_bounces=quality.bounces + GLASS_BOUNCES,
    )
    bproc.renderer.toggle_light_tree(True)
    # Sparks that no denoiser mends: without them a room has a little less light, and less noise for the same time.
    scene.cycles.caustics_reflective = scene.cycles.caustics_refractive = False
    scene.cycles.sample_clamp_direct, scene.cycles.sample_clamp_indirect = DIRECT_CLAMP, INDIRECT_CLAMP
    scene.use_nodes = False
    scene.render.use_persistent_data = True
    scene.render.dither_intensity = 0.0
    scene.cycles.use_denoising = quality.denoise
    bpy.context.view_layer.cycles.use_denoising = quality.denoise  # BlenderProc switches it off in every layer
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    scene.cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"


def _frame(spec: SceneSpec, view: int, image: NDArray[np.uint8], truth: Truth, hidden: Hidden) -> Frame:
    layer, table = (None, ()) if truth.part is None else numbered_parts(spec, truth.instance, truth.part)
    return Frame(
        image,
        truth.depth_m,
        truth.normals,
        truth.instance,
        np.ones(truth.depth_m.shape, dtype=np.bool_),
        camera_of_view(spec, view),
        visible_objects(spec, view, truth.depth_m, truth.instance, hidden),
        layer,
        table,
        albedo=None if truth.albedo is None else _srgb(truth.albedo),
        materials=truth.stuff,
    )


def _srgb(linear: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(255 * srgb(np.clip(linear, 0, 1))).astype(np.uint8)
