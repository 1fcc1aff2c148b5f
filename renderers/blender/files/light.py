"""Whether a scene file brings light of its own."""

from __future__ import annotations

from ..process import bpy


def is_lit() -> bool:
    """Return whether the file brings any light: a lamp, a glowing material or a world that is not dark."""
    glowing = any(
        node.type == "EMISSION"
        or (node.type == "BSDF_PRINCIPLED" and node.inputs["Emission Strength"].default_value > 0)
        for material in bpy.data.materials
        if material.use_nodes
        for node in material.node_tree.nodes
    )
    world = bpy.context.scene.world
    sky = any(
        node.type == "TEX_ENVIRONMENT" or (node.type == "BACKGROUND" and max(node.inputs[0].default_value[:3]) > 0.06)
        for node in (world.node_tree.nodes if world and world.use_nodes else ())
    )
    return any(thing.type == "LIGHT" for thing in bpy.context.scene.objects) or glowing or sky
