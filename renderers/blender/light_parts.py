"""What the picture's light is made of: Cycles' passes of the same rays, which add up to it.

Light that diffuse surfaces show is told without their colour; light that is mirrored, with it; the rest is what passes
through, what shines by itself, the sky, and air. The picture is the same, bit for bit, with and without them. Where it
is freed of noise, so are they, each by itself, by the same OIDN with the normals as its guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
from numpy.typing import NDArray

from ...scenes.arrays import ArrayRecord
from .process import bpy, overridden

Light = NDArray[np.float32]
LAYER = (
    *(f"{kind}_{part}" for kind in ("diffuse", "glossy", "transmission") for part in ("direct", "indirect", "color")),
    "emit",
    "environment",
)
LEAST_COLOUR = 1e-3  # of the light that a surface scatters, below which nobody can say how much falls on it


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LightParts(ArrayRecord):
    """Parts of linear light, float32 H×W×3 each, with their noise: they sum to that of the picture before OIDN.

    `colour` is the share of light that is scattered, as Cycles has it: less than albedo where a surface gleams.
    `normals` are Cycles' own, for OIDN.
    """

    diffuse: Light
    colour: Light
    specular: Light
    rest: Light
    normals: Light

    @property
    def total(self) -> Light:
        """The light of all parts together."""
        return self.diffuse + self.specular + self.rest

    @property
    def shading(self) -> Light:
        """The diffuse light without its colour; 0 where hardly any is scattered."""
        scatters = self.colour > LEAST_COLOUR
        return np.where(scatters, self.diffuse / np.where(scatters, self.colour, 1), np.float32(0))


@contextmanager
def light_parts_kept(wanted: bool) -> Iterator[None]:
    """Have pictures keep their parts, where that is wanted."""
    layer = bpy.context.view_layer
    with ExitStack() as stack:
        if wanted:
            stack.enter_context(overridden(layer, **{f"use_pass_{name}": True for name in LAYER}))
            air = {"use_pass_volume_direct": True, "use_pass_volume_indirect": True, "denoising_store_passes": True}
            stack.enter_context(overridden(layer.cycles, **air))
        yield


def light_parts(supersampling: int, folder: Path) -> LightParts:
    """Return the parts of the picture that was rendered last; each pixel is the mean of n×n rendered ones."""
    file = folder / "parts.exr"
    _save("OPEN_EXR_MULTILAYER", file)
    channels = OpenEXR.File(str(file), separate_channels=True).channels()
    layers = {name.split(".", 1)[1]: channel.pixels for name, channel in channels.items()}

    def of(name: str, axes: str = "RGB") -> Light:
        return np.stack([layers[f"{name}.{axis}"] for axis in axes], axis=-1)

    diffuse, gloss, through = (
        (of(f"{kind}Dir") + of(f"{kind}Ind")) * of(f"{kind}Col") for kind in ("Diff", "Gloss", "Trans")
    )
    rest = through + of("Emit") + of("Env") + of("VolumeDir") + of("VolumeInd")
    fine = (diffuse, of("DiffCol"), gloss, rest, of("Denoising Normal", "XYZ"))
    return LightParts(*(_mean(each, supersampling) for each in fine))


def without_noise(light: Light, normals: Light, folder: Path) -> Light:
    """Return linear light, H×W×3, as OIDN sees it; it looks at normals, so edges stay."""
    scene, file = bpy.context.scene, folder / "clean.exr"
    (height, width), white = light.shape[:2], np.ones_like(light)
    size = {"resolution_x": width, "resolution_y": height, "resolution_percentage": 100}
    with overridden(scene.render, **size), overridden(scene, use_nodes=True):
        images = [_image(name, data) for name, data in (("Image", light), ("Albedo", white), ("Normal", normals))]
        _lay_nodes(scene.node_tree, images)
        bpy.ops.render.render()
        _save("OPEN_EXR", file)
        scene.node_tree.nodes.clear()
        bpy.data.batch_remove(images)
    return np.asarray(OpenEXR.File(str(file)).channels()["RGB"].pixels[..., :3])


def _lay_nodes(tree: Any, images: list[Any]) -> None:
    tree.nodes.clear()
    clean, end = tree.nodes.new("CompositorNodeDenoise"), tree.nodes.new("CompositorNodeComposite")
    clean.prefilter = "NONE"  # the normals have little noise
    for image in images:
        node = tree.nodes.new("CompositorNodeImage")
        node.image = image
        tree.links.new(node.outputs["Image"], clean.inputs[image["of"]])
    tree.links.new(clean.outputs[0], end.inputs[0])


def _image(of: str, data: Light) -> Any:
    height, width = data.shape[:2]
    image = bpy.data.images.new(of, width, height, float_buffer=True, is_data=True)
    image["of"] = of
    image.pixels.foreach_set(np.dstack([data, np.ones((height, width), np.float32)])[::-1].ravel())
    return image


def _save(file_format: str, file: Path) -> None:
    settings = bpy.context.scene.render.image_settings
    with overridden(settings, file_format=file_format, color_depth="32", exr_codec="NONE"):
        bpy.data.images["Render Result"].save_render(str(file))


def _mean(fine: Light, n: int) -> Light:
    height, width, _ = fine.shape
    return np.asarray(fine.reshape(height // n, n, width // n, n, 3).mean((1, 3)), dtype=np.float32)
