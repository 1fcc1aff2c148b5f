"""What the truth pass puts in place of materials: one that only shines, with holes where opacity is below 0.5.

A surface that its material displaces is displaced in the truth, too; bump is not, and volumes are looked through.
A shadow catcher shows the sky in the picture, even where things are behind it: so it does in the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from ...scenes.poses import Vec3
from ..frame import RenderError
from ..passes import material_class
from .albedo import PLAIN, albedo_of
from .node_graphs import Place, group_output, is_fed, named, output_of
from .opacity import CUT, FAMILY, Number, Term, opacity_of
from .patterns.tree import Tree
from .process import bpy, content, overridden

PART = "cavendish part"  # the attribute of faces, and the pass, that hold numbers of parts
ALBEDO = "cavendish albedo"  # the pass that holds what share of light is scattered, linear RGB
STUFF = "cavendish stuff"  # the pass that holds classes of materials
OF_MATERIALS = frozenset({ALBEDO, STUFF})  # passes that differ from one material to the other


@contextmanager
def truth_materials(through_glass: bool = False) -> Iterator[None]:
    """Replace every material by its stand-in: by one override of the layer, which is fast, unless some need their own.

    They write parts, albedo and classes where the layer has a pass for them. `through_glass` takes glass away. Raises
    RenderError where a material cannot be followed.
    """
    stand_ins = [(slot, _stand_in(slot.material, through_glass)) for slot in _slots()]
    plain = _stand_in(None, through_glass)
    with _clear_air(), ExitStack() as stack:
        for thing in bpy.context.scene.objects:
            if thing.is_shadow_catcher:
                stack.enter_context(overridden(thing, is_shadow_catcher=False, is_holdout=True))
        if all(stand_in == plain for _, stand_in in stand_ins):
            stack.enter_context(overridden(bpy.context.view_layer, material_override=plain))
        else:
            for slot, stand_in in stand_ins:
                stack.enter_context(overridden(slot, material=stand_in))
        yield


@contextmanager
def _clear_air() -> Iterator[None]:
    """Take away what fills the world, where anything does: the world's light is needed again, so it stays."""
    world = bpy.context.scene.world
    filling = output_of(world, "Volume") if world else None
    if filling is None or not is_fed(filling):
        yield
        return
    links, (link,) = world.node_tree.links, filling.socket.links
    ends = link.from_socket, link.to_socket
    links.remove(link)
    try:
        yield
    finally:
        links.new(*ends)


def _slots() -> list[Any]:
    """Return the slots of all objects, of those that share them one."""
    slots = [slot for thing in bpy.context.scene.objects for slot in thing.material_slots]
    return list({(_owner(slot), slot.slot_index): slot for slot in slots}.values())


def _owner(slot: Any) -> Any:
    return slot.id_data if slot.link == "OBJECT" else slot.id_data.data


def _stand_in(material: Any, through_glass: bool) -> Any:
    """Return what stands in for a material, or for None, in all views of the scene; most share one."""
    wanted = (material.name_full if material else "", told(), through_glass and material is not None)
    if wanted not in content.stand_ins:
        content.stand_ins[wanted] = _made_for(material, through_glass) if material else _without_holes()
    return content.stand_ins[wanted]


def _made_for(material: Any, through_glass: bool) -> Any:
    opacity = opacity_of(material, through_glass)
    is_plain = isinstance(opacity, float) and opacity >= CUT and not _is_displaced(material)
    return _stand_in(None, through_glass) if is_plain and not told() & OF_MATERIALS else _with_holes(material, opacity)


def _is_displaced(material: Any) -> bool:
    return material.displacement_method != "BUMP" and is_fed(output_of(material, "Displacement"))


def _with_holes(material: Any, opacity: Number) -> Any:
    """Return a copy that shines where its opacity reaches CUT, is not there elsewhere, and is displaced as ever."""
    copy = material.copy()
    copy.use_nodes, copy.cycles.emission_sampling, copy.displacement_method = True, "NONE", "DISPLACEMENT"
    tree, output = Tree(copy, kept=True), copy.node_tree.get_output_node("CYCLES")
    for name in ("Volume",) if _is_displaced(material) else ("Volume", "Displacement"):
        for link in list(output.inputs[name].links):
            tree.links.remove(link)
    try:
        there: Any = 1.0 if isinstance(opacity, float) and opacity >= CUT else _there(opacity, tree)
        albedo = _worked_out(albedo_of(material), tree, {}) if ALBEDO in told() else None
    except RecursionError:
        raise RenderError(f"material {material.name!r} mixes too many shaders, one inside the other") from None
    tree.links.new(_shining(tree, there), output.inputs["Surface"])
    _tell(tree, there, albedo, material_class(material.get(FAMILY, "")))
    return copy


def _there(opacity: Number, tree: Tree) -> Any:
    """Return 1 where a material is, and 0 where it has a hole."""
    return tree.math("SUBTRACT", 1.0, tree.math("LESS_THAN", _worked_out(opacity, tree, {}), CUT))


def _shining(tree: Tree, there: Any) -> Any:
    shining = tree.add("Emission").outputs[0]
    if there == 1.0:
        return shining
    return tree.add("MixShader", {0: there, 1: tree.add("BsdfTransparent").outputs[0], 2: shining}).outputs[0]


def _worked_out(number: Number | Vec3, tree: Tree, known: dict[Place | Term, Any]) -> Any:
    """Return a number, or the socket that gives it in a copied material's tree; what is there is not made again."""
    if isinstance(number, float | tuple):
        return number
    if number not in known:
        if isinstance(number, Place):
            known[number] = _carried_out(number, tree.nodes.id_data)
        else:
            known[number] = _node(number.operation, [_worked_out(part, tree, known) for part in number.parts], tree)
    return known[number]


def _node(operation: str, parts: list[Any], tree: Tree) -> Any:
    if operation == "CLAMP":
        return tree.add("Clamp", {0: parts[0]}).outputs[0]
    if operation == "MEAN":
        return tree.add("VectorMath", {0: parts[0], 1: (1 / 3,) * 3}, operation="DOT_PRODUCT").outputs["Value"]
    if operation == "SUM":
        return tree.add("VectorMath", {0: parts[0], 1: parts[1]}, operation="ADD").outputs["Vector"]
    if operation == "SCALE":
        return tree.add("VectorMath", {0: parts[0], "Scale": parts[1]}, operation="SCALE").outputs["Vector"]
    return tree.math(operation, *parts)


def _carried_out(place: Place, tree: Any) -> Any:
    """Return a socket of a material's copy that gives what a place in the original does, groups copied to get at it."""
    holders = []
    for group in place.groups:
        holder = tree.nodes[group.name]
        if holder.node_tree.users > 1:
            holder.node_tree = holder.node_tree.copy()
        holders.append(holder)
        tree = holder.node_tree
    socket = named(tree.nodes[place.node.name].outputs, place.socket.identifier)
    for holder in reversed(holders):
        socket = _through_output(socket, holder)
    return socket


def _through_output(socket: Any, holder: Any) -> Any:
    """Return a new output of a group node, which gives what a socket inside of its group does."""
    tree = holder.node_tree
    kind = {"RGBA": "NodeSocketColor", "VECTOR": "NodeSocketVector"}.get(socket.type, "NodeSocketFloat")
    new = tree.interface.new_socket("truth", in_out="OUTPUT", socket_type=kind)
    tree.links.new(socket, named(group_output(tree).inputs, new.identifier))
    return named(holder.outputs, new.identifier)


def _without_holes() -> Any:
    material = bpy.data.materials.new("truth")
    material.use_nodes, material.cycles.emission_sampling = True, "NONE"  # or every triangle would be sorted as a lamp
    tree = Tree(material)
    tree.add("OutputMaterial", {"Surface": tree.add("Emission").outputs[0]})
    _tell(tree, 1.0, PLAIN, 0)
    return material


def _tell(tree: Tree, there: Any, albedo: Any, stuff: int) -> None:
    """Have a material write what is seen of it, and 0 where it has a hole."""
    if PART in told():
        number = tree.add("Attribute", attribute_name=PART).outputs["Fac"]
        tree.add("OutputAOV", {"Value": tree.math("MULTIPLY", number, there)}, aov_name=PART)
    if ALBEDO in told():
        seen = tree.add("VectorMath", {0: albedo, "Scale": there}, operation="SCALE").outputs["Vector"]
        tree.add("OutputAOV", {"Color": seen}, aov_name=ALBEDO)
    if STUFF in told():
        tree.add("OutputAOV", {"Value": tree.math("MULTIPLY", float(stuff), there)}, aov_name=STUFF)


def told() -> frozenset[str]:
    """Return for what the layer has passes, beside what every truth has."""
    return frozenset(bpy.context.view_layer.aovs.keys())
