"""What the truth pass puts in place of materials: one that only shines, with holes where alpha is below 0.5.

Alpha is the input of that name of a Principled shader, where importers of cut-out textures put it. A shader that
transmits light is glass, whatever its alpha: it is there, and stays a surface.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from .process import bpy, overridden

CUT = 0.5
STAND_IN = "cavendish truth"  # the name of the material without holes, and of the property that keeps one with holes


@contextmanager
def truth_materials() -> Iterator[None]:
    """Replace every material by its stand-in: by one override of the layer, which is fast, unless some have holes."""
    slots = [slot for thing in bpy.context.scene.objects for slot in thing.material_slots if slot.material]
    with ExitStack() as stack:
        if not any(_cut_alpha(slot.material) for slot in slots):
            stack.enter_context(overridden(bpy.context.view_layer, material_override=_shining()))
        else:  # objects may share slots: look at all before any is changed, and put them back in reverse order
            for slot, stand_in in [(slot, _stand_in(slot.material)) for slot in slots]:
                stack.enter_context(overridden(slot, material=stand_in))
        yield


def _cut_alpha(material: Any) -> Any:
    """Return the input socket that cuts holes into a material, or None where nothing does."""
    nodes = material.node_tree.nodes if material.use_nodes else ()
    for node in nodes:
        if node.bl_idname == "ShaderNodeBsdfPrincipled" and node.inputs["Transmission Weight"].default_value < CUT:
            alpha = node.inputs["Alpha"]
            if alpha.is_linked or alpha.default_value < CUT:
                return alpha
    return None


def _stand_in(material: Any) -> Any:
    if not _cut_alpha(material):
        return _shining()
    if STAND_IN not in material:
        material[STAND_IN] = _with_holes(material.copy())
    return material[STAND_IN]


def _with_holes(material: Any) -> Any:
    """Rewire a material: it shines where its alpha reaches CUT, and is not there elsewhere."""
    material.cycles.emission_sampling = "NONE"
    nodes, links, alpha = material.node_tree.nodes, material.node_tree.links, _cut_alpha(material)
    hole, mix = nodes.new("ShaderNodeMath"), nodes.new("ShaderNodeMixShader")
    hole.operation, hole.inputs[0].default_value, hole.inputs[1].default_value = "LESS_THAN", alpha.default_value, CUT
    if alpha.is_linked:
        links.new(alpha.links[0].from_socket, hole.inputs[0])
    links.new(hole.outputs[0], mix.inputs[0])
    links.new(nodes.new("ShaderNodeEmission").outputs[0], mix.inputs[1])
    links.new(nodes.new("ShaderNodeBsdfTransparent").outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], material.node_tree.get_output_node("CYCLES").inputs["Surface"])
    return material


def _shining() -> Any:
    if STAND_IN in bpy.data.materials:
        return bpy.data.materials[STAND_IN]
    material = bpy.data.materials.new(STAND_IN)
    material.use_nodes, material.cycles.emission_sampling = True, "NONE"  # or every triangle would be sorted as a lamp
    nodes = material.node_tree.nodes
    nodes.clear()
    output, emission = nodes.new("ShaderNodeOutputMaterial"), nodes.new("ShaderNodeEmission")
    material.node_tree.links.new(emission.outputs["Emission"], output.inputs["Surface"])
    return material
