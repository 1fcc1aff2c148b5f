"""From a Material to a Blender node tree."""

from __future__ import annotations

from typing import Any

from ..scenes.spec import Material
from .blender_process import bpy


def material_of(material: Material) -> Any:
    data = bpy.data.materials.new(material.family)
    data.use_nodes = True
    shader = data.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*[c**2.2 for c in material.colour], 1)
    shader.inputs["Roughness"].default_value = material.roughness
    return data
