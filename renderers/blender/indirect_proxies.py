"""Shortcuts for what nobody sees: light that a rough surface has scattered meets plain colours and a small sky.

What the camera sees, directly, in mirrors or through glass, stays as it is, but for the sun in a map of the sky: white
in every picture, and a light of its own in the scene. Nothing of the truth depends on materials.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...scenes.appearance.environment_maps import HDRI_MEAN_LUMINANCE
from ...scenes.lighting import World
from .patterns.tree import Socket, Tree
from .process import bpy

SKY_WIDTH_PX = 512
SKY_SAMPLES = 1  # its pixels are far smaller than what scattered light tells apart
SUN = 8.0  # times the mean of an environment map: brighter is its sun, for which scenes have a light of their own
BLACK = (0.0, 0.0, 0.0, 1.0)


def use_indirect_proxies(world: World, folder: Path) -> None:
    """Give them to the world of the scene that Blender holds; a picture passes through `folder`."""
    tree = Tree(bpy.context.scene.world, kept=True)
    if world.sky:
        _map_sky(tree, _sky_map(folder / "sky.exr"))
    if world.hdri in HDRI_MEAN_LUMINANCE:
        _dim_sun(next(node for node in tree.nodes if node.bl_idname == "ShaderNodeTexEnvironment"))


def flattened(tree: Tree, surface: Socket) -> Socket:
    """Let rays that a rough surface scattered see this material's colour without its grain, relief and gloss.

    `surface` is what the material shows, or what leads there; what then does is returned.
    Gloss is none of theirs as it is, since caustics are off. What glows does nothing else: a bulb's light in its own
    shade is too near to be found by chance. What lets light through or has a picture of where it is metal stays.
    """
    shaders = [node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"]
    for shader in shaders:
        if any(shader.inputs[name].is_linked for name in ("Metallic", "Alpha")):
            continue
        dull = _emission_proxy(tree, shader.inputs) if _glows(shader) else _matte_proxy(tree, shader.inputs)
        surface = _without_gloss(tree, shader, dull, surface)
    if any(_glows(shader) for shader in shaders):
        for shader in [node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfTranslucent"]:
            surface = _without_gloss(tree, shader, tree.add("BsdfDiffuse", {"Color": BLACK}), surface)
    return surface


def _glows(shader: Any) -> bool:
    return bool(shader.inputs["Emission Strength"].default_value)


def _emission_proxy(tree: Tree, inputs: Any) -> Any:
    strength = inputs["Emission Strength"].default_value
    return tree.add("Emission", {"Color": _diffuse_proxy(inputs["Emission Color"], 1.0), "Strength": strength})


def _matte_proxy(tree: Tree, inputs: Any) -> Any:
    return tree.add(
        "BsdfDiffuse", {"Color": _diffuse_proxy(inputs["Base Color"], 1 - inputs["Metallic"].default_value)}
    )


def _without_gloss(tree: Tree, shader: Any, dull: Any, surface: Socket) -> Socket:
    scattered = tree.add("LightPath").outputs["Is Diffuse Ray"]
    chosen = _choose(tree, shader.outputs[0], scattered, shader.outputs[0], dull.outputs[0])
    return chosen if shader.outputs[0] == surface else surface


def _diffuse_proxy(colour: Socket, share: float) -> Any:
    """Return a share of a socket's colour: of the mean where it lies between two constants, or else its own source."""
    if not colour.is_linked:
        return _times(share, colour.default_value)
    link = colour.links[0]  # found among all links of the tree
    node = link.from_node
    if node.bl_idname == "ShaderNodeMix" and node.inputs[0].is_linked and node.inputs[6].is_linked:
        return _diffuse_proxy(node.inputs[6], share)  # what use has left on it does not count
    if node.bl_idname == "ShaderNodeMix" and not (node.inputs[6].is_linked or node.inputs[7].is_linked):
        ends = np.array([node.inputs[6].default_value, node.inputs[7].default_value])
        return _times(share, ends.mean(axis=0))
    return link.from_socket if share else BLACK


def _times(share: float, colour: Any) -> tuple[float, float, float, float]:
    r, g, b = (share * np.asarray(colour)[:3]).tolist()
    return (r, g, b, 1.0)


def _choose(tree: Tree, replaced: Socket, which: Socket, no: Socket, yes: Socket) -> Socket:
    """Put a choice of two shaders in the place of one; of both Cycles works out the chosen one alone."""
    ends = tree.ends(replaced)
    chosen = tree.add("MixShader", {0: which, 1: no, 2: yes}).outputs[0]
    for end in ends:
        tree.links.new(chosen, end)
    return chosen


def _map_sky(tree: Tree, image: Any) -> None:
    """Let all but what is seen directly or in mirrors see a map instead of this world's sky."""
    sky = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeBackground").outputs[0]
    picture = tree.add("TexEnvironment", image=image).outputs["Color"]
    mapped = tree.add("Background", {"Color": picture}).outputs[0]
    rays = tree.add("LightPath").outputs
    seen = tree.math("MAXIMUM", rays["Is Camera Ray"], rays["Is Glossy Ray"])
    _choose(tree, sky, seen, mapped, sky)


def _sky_map(file: Path) -> Any:
    """Render the world alone into an equirectangular image (Blender's own: +x in the middle), kept in memory."""
    scene, camera = bpy.data.scenes.new("sky"), bpy.data.cameras.new("sky")
    holder = bpy.data.objects.new("sky", camera)
    try:
        _aim(scene, camera, holder)
        scene.render.filepath = str(file)
        bpy.ops.render.render(write_still=True, scene=scene.name)
        image = bpy.data.images.load(str(file))
        image.pack()
        return image
    finally:
        file.unlink(missing_ok=True)
        bpy.data.scenes.remove(scene)
        bpy.data.objects.remove(holder)
        bpy.data.cameras.remove(camera)


def _dim_sun(sky: Any) -> None:
    """Take the sun out of the environment map that a node shows."""
    width, height = sky.image.size
    pixels = np.empty((height, width, 4), np.float32)
    sky.image.pixels.foreach_get(pixels.ravel())
    pixels[..., :3] = without_sun(pixels[..., :3])
    sky.image = bpy.data.images.new("sky", width, height, float_buffer=True)
    sky.image.pixels.foreach_set(pixels.ravel())


def without_sun(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return an equirectangular map (linear, H×W×3) whose pixels are no brighter than SUN times its mean."""
    brightness = rgb.mean(axis=2, keepdims=True)
    solid_angle = np.sin(np.pi * (np.arange(len(rgb)) + 0.5) / len(rgb))
    limit = SUN * float(np.average(brightness.mean(axis=(1, 2)), weights=solid_angle))
    return rgb * np.float32(limit) / np.maximum(brightness, np.float32(limit))


def _aim(scene: Any, camera: Any, holder: Any) -> None:
    scene.world, scene.camera = bpy.context.scene.world, holder
    scene.collection.objects.link(holder)
    camera.type, camera.panorama_type = "PANO", "EQUIRECTANGULAR"
    holder.rotation_euler = (math.pi / 2, 0.0, -math.pi / 2)
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = SKY_WIDTH_PX, SKY_WIDTH_PX // 2
    scene.cycles.samples, scene.cycles.use_adaptive_sampling, scene.cycles.use_denoising = SKY_SAMPLES, False, False
    pictures = scene.render.image_settings
    pictures.file_format, pictures.color_depth, pictures.color_mode = "OPEN_EXR", "32", "RGB"
