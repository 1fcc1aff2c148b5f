"""Shortcuts for what nobody sees: light that a rough surface has scattered meets plain colours and a small sky.

What the camera sees, directly, in mirrors or through glass, stays as it is. Nothing of the truth depends on materials.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from .blender_patterns import Socket, Tree
from .blender_process import bpy

SKY_WIDTH_PX = 512
SKY_SAMPLES = 4


def take_shortcuts(folder: Path) -> None:
    """Give them to all materials and the sky of the scene that Blender holds; a picture passes through `folder`."""
    for material in bpy.data.materials:
        if material.use_nodes:
            _flatten(Tree(material, kept=True))
    world = Tree(bpy.context.scene.world, kept=True)
    if any(node.bl_idname == "ShaderNodeTexNoise" for node in world.nodes):
        _map_sky(world, _sky_map(folder / "sky.exr"))


def _flatten(tree: Tree) -> None:
    """Let rays that a rough surface scattered see this material's colour without its grain, relief and gloss.

    Gloss is none of theirs as it is, since caustics are off. What glows, lets light through or has a picture of where
    it is metal stays.
    """
    for shader in [node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"]:
        inputs = shader.inputs
        if inputs["Metallic"].is_linked or inputs["Alpha"].is_linked or inputs["Emission Strength"].default_value:
            continue
        colour = _plain(inputs["Base Color"], 1 - inputs["Metallic"].default_value)
        dull = tree.add("BsdfDiffuse", {"Color": colour}).outputs[0]
        scattered = tree.add("LightPath").outputs["Is Diffuse Ray"]
        _choose(tree, shader.outputs[0], scattered, shader.outputs[0], dull)


def _plain(colour: Socket, share: float) -> Any:
    """Return a share of a socket's colour: of the mean where it lies between two constants, or else its own source."""
    if not colour.is_linked:
        return _times(share, colour.default_value)
    node = colour.links[0].from_node
    if node.bl_idname == "ShaderNodeMix" and not (node.inputs[6].is_linked or node.inputs[7].is_linked):
        ends = np.array([node.inputs[6].default_value, node.inputs[7].default_value])
        return _times(share, ends.mean(axis=0))
    return colour.links[0].from_socket if share else (0.8, 0.8, 0.8, 1.0)


def _times(share: float, colour: Any) -> tuple[float, float, float, float]:
    r, g, b = (share * np.asarray(colour)[:3]).tolist()
    return (r, g, b, 1.0)


def _choose(tree: Tree, replaced: Socket, which: Socket, no: Socket, yes: Socket) -> None:
    """Put a choice of two shaders in the place of one; of both Cycles works out the chosen one alone."""
    ends = [link.to_socket for link in replaced.links]
    chosen = tree.add("MixShader", {0: which, 1: no, 2: yes}).outputs[0]
    for end in ends:
        tree.links.new(chosen, end)


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
