"""Pictures on materials: texture coordinates on meshes, and the sockets that a library's texture gives to a shader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.assets.library import texture_of
from ...scenes.errors import AssetError
from ...scenes.geometry.mesh import Mesh, box_uv
from ...scenes.spec import Material, SceneObject
from .opacity import CUT
from .patterns.cloth import ON_CLOTH
from .patterns.coats import ON_COAT
from .patterns.foliage import ON_TREE
from .patterns.glow import has_shade
from .patterns.prints import has_picture
from .patterns.sewn import HEMS, OWN_COORDINATES
from .patterns.tree import Socket, Tree
from .process import bpy

OWN, METRES = OWN_COORDINATES, "metres"  # the layers of texture coordinates: the model's, or a box projection in metres
WHITEST = 0.9  # what a picture's white reflects: nothing around us reflects all


def write_coordinates(data: Any, thing: SceneObject, shape: Mesh) -> None:
    """Give a Blender mesh the layers of texture coordinates that the object's materials look at."""
    tiled = {texture_of(material.texture)[1].tile_m > 0 for material in thing.materials if material.texture}
    tiled |= {False for material in thing.materials if material.family in ON_CLOTH | ON_COAT or has_picture(material)}
    tiled |= {False for material in thing.materials if material.family in ON_TREE and shape.uv is not None}
    tiled |= {False} if has_shade(thing) and shape.uv is not None else set()
    corners = shape.vertices[shape.triangles]
    layers = {False: (OWN, shape.corner_uv), True: (METRES, lambda: box_uv(corners * np.abs(thing.pose.scale)))}
    for name, uv in (layers[key] for key in sorted(tiled)):
        layer = data.uv_layers.new(name=name, do_init=False)
        layer.uv.foreach_set("vector", uv()[..., :2].astype(np.float32).ravel())
    if shape.uv is not None and shape.uv.shape[2] > 2:
        near_m = np.ascontiguousarray(shape.uv[..., 2], np.float32)
        data.attributes.new(HEMS, "FLOAT", "CORNER").data.foreach_set("value", near_m.ravel())


def pictures_of(tree: Tree, material: Material) -> dict[str, Socket]:
    """Return the sockets of a material's pictures: "colour", "roughness", "metallic", "normal", "alpha" (0 or 1)."""
    if not material.texture:
        return {}
    folder, texture = texture_of(material.texture)
    at = _coordinates(tree, material.seed, texture.tile_m)
    found = {kind: _pixels(tree, folder / name, at, kind) for kind, name in sorted(texture.maps.items())}
    if "colour" in found:
        found["colour"] = tree.blend(1 - WHITEST, found["colour"], (0.0, 0.0, 0.0, 1.0))
    if "normal" in found:
        layer = METRES if texture.tile_m else OWN
        found["normal"] = tree.add("NormalMap", {"Color": found["normal"]}, uv_map=layer).outputs[0]
    if "alpha" in found:  # cut as the truth cuts it, so that picture and truth end at one line
        found["alpha"] = tree.math("GREATER_THAN", found["alpha"], CUT)
    return found


def _coordinates(tree: Tree, seed: int, tile_m: float) -> Socket:
    if not tile_m:
        return tree.add("UVMap", uv_map=OWN).outputs[0]
    here = tree.stretched(tree.add("UVMap", uv_map=METRES).outputs[0], (1 / tile_m, 1 / tile_m, 0.0))
    shift = np.random.Generator(np.random.PCG64(seed)).uniform(0, 1, 2).round(3).tolist()
    return tree.add("VectorMath", {0: here, 1: (*shift, 0.0)}, operation="ADD").outputs[0]


def _pixels(tree: Tree, path: Path, at: Socket, kind: str) -> Socket:
    try:
        image = bpy.data.images.load(str(path), check_existing=True)
    except RuntimeError:
        raise AssetError(f"{path}: cannot be read; add the library again") from None
    image.colorspace_settings.name = "sRGB" if kind == "colour" else "Non-Color"
    return tree.add("TexImage", {"Vector": at}, image=image).outputs["Color"]
