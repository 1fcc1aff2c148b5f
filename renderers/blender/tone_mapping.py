"""From Cycles to a photograph: the light that comes in, its exposure, its development, and the grain of its sensor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import OpenEXR
from numpy.typing import NDArray
from PIL import Image

from ...scenes.cameras import Camera
from ..development.develop import develop, kept_light
from ..development.exposure import exposure_ev
from .process import bpy, overridden

SNOW_EV = 0.8  # by which photographers correct their meters where snow lies


def rendered_light(camera: Camera, supersampling: int, folder: Path) -> NDArray[np.float32]:
    """Render what Blender holds, with its first camera, and return linear light, H×W×3.

    `supersampling` is that of `Quality`; files pass through `folder`.
    """
    with overridden(bpy.context.scene.cycles, seed=camera.noise_seed):
        return incoming_light(supersampling, folder)


def developed(
    light: NDArray[np.float32], camera: Camera, folder: Path
) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return the sRGB picture, H×W×3, that a camera makes of light as it asks to be exposed, and the light as kept."""
    kept = kept_light(light)
    if camera.development:
        return develop(kept, camera.development), kept
    return with_grain(tone_map(light, exposed_ev(light, camera), folder), camera), kept


def exposed_ev(light: NDArray[np.float32], camera: Camera) -> float:
    """Return the stops at which a camera exposes light: over what the meter says where snow lies, or it is grey."""
    cover = camera.weather.snow_cover if camera.weather else 0.0
    return round(exposure_ev(light) + SNOW_EV * cover, 3)


def incoming_light(supersampling: int, folder: Path) -> NDArray[np.float32]:
    """Render, and return linear light, H×W×3: each pixel is the mean of n×n rendered ones."""
    scene, n = bpy.context.scene, supersampling
    with overridden(scene.render, resolution_percentage=100 * n):
        bpy.ops.render.render()
    file = folder / "light.exr"
    with overridden(scene.render.image_settings, file_format="OPEN_EXR", color_depth="32", exr_codec="NONE"):
        bpy.data.images["Render Result"].save_render(str(file))
    fine = OpenEXR.File(str(file)).channels()["RGB"].pixels[..., :3]
    height, width, _ = fine.shape
    return np.asarray(fine.reshape(height // n, n, width // n, n, 3).mean((1, 3)), dtype=np.float32)


def tone_map(light: NDArray[np.float32], exposure: float, folder: Path) -> NDArray[np.uint8]:
    """Return linear light (H×W×3) as the sRGB picture that the scene's view transform makes of it."""
    height, width = light.shape[:2]
    scene, file = bpy.context.scene, folder / "picture.png"
    image = bpy.data.images.new("light", width, height, float_buffer=True)
    image.pixels.foreach_set(np.dstack([light, np.ones((height, width), np.float32)])[::-1].ravel())
    with (
        overridden(scene.view_settings, exposure=exposure),
        overridden(scene.render.image_settings, file_format="PNG", color_depth="8", color_mode="RGB"),
    ):
        image.save_render(str(file), scene=scene)
    bpy.data.images.remove(image)
    return np.asarray(Image.open(file))


def with_grain(image: NDArray[np.uint8], camera: Camera) -> NDArray[np.uint8]:
    """Return the picture with the noise of its sensor: photons scatter as the root of the light, evenly after gamma."""
    if not camera.grain:
        return image
    rng = np.random.Generator(np.random.PCG64(camera.noise_seed))
    noisy = image + 255 * camera.grain * rng.standard_normal(image.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
