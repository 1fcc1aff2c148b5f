"""Whether a render of the scene that Blender holds would show anything but black.

A lamp, a material on faces that are rendered, or the world must give light by what reaches its active output. What
nodes work out from place to place counts as light, unless a product with 0 or a black picture makes it dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..node_graphs import Place, check_count, output_of, source
from ..node_values import constant, is_dark
from ..process import bpy

DARK = "a render of it would be black, as no lamp, material or world gives light; the sky of a studio is put around it"
RAYS = ("camera", "diffuse", "glossy", "transmission")
GLOWING: dict[str, list[tuple[str, ...]]] = {  # the inputs of a shader whose product is its light
    "EMISSION": [("Color", "Strength")],
    "BACKGROUND": [("Color", "Strength")],
    "BSDF_PRINCIPLED": [("Emission Color", "Emission Strength", "Alpha")],
    "PRINCIPLED_VOLUME": [("Emission Color", "Emission Strength"), ("Blackbody Tint", "Blackbody Intensity")],
}


def is_lit() -> bool:
    """Return whether the scene has any light: a lamp, a glowing material or a world that is not dark."""
    bpy.context.view_layer.update()
    shown = [thing for thing in bpy.context.view_layer.objects if not thing.hide_render]
    world = bpy.context.scene.world
    return (
        any(_shines(thing) for thing in shown if thing.type == "LIGHT")
        or any(_glows(material) for material in _worn(shown))
        or (world is not None and _surrounds(world))
    )


def _shines(lamp: Any) -> bool:
    data = lamp.data
    seen = any(getattr(lamp, f"visible_{ray}") for ray in RAYS)
    if not seen or data.energy <= 0 or max(data.color) <= 0 or (data.type == "AREA" and data.cycles.is_portal):
        return False
    return not data.use_nodes or _gives_light(output_of(data, "Surface"))


def _worn(things: list[Any]) -> set[Any]:
    """Return the materials on faces of things that some ray meets."""
    seen = (thing for thing in things if any(getattr(thing, f"visible_{ray}") for ray in RAYS))
    return {material for thing in seen for material in _on_faces(thing) if material}


def _on_faces(thing: Any) -> Iterator[Any]:
    slots = [slot.material for slot in thing.material_slots]
    if not slots or thing.type != "MESH":
        return iter(slots)
    used = np.zeros(len(thing.data.polygons), dtype=np.int32)
    thing.data.polygons.foreach_get("material_index", used)
    return (slots[k] for k in np.unique(np.clip(used, 0, len(slots) - 1)))


def _glows(material: Any) -> bool:
    return any(_gives_light(output_of(material, name)) for name in ("Surface", "Volume"))


def _surrounds(world: Any) -> bool:
    if not any(getattr(world.cycles_visibility, ray) for ray in RAYS):
        return False
    if not world.use_nodes:
        return max(world.color) > 0
    return any(_gives_light(output_of(world, name)) for name in ("Surface", "Volume"))


def _gives_light(end: Place | None) -> bool:
    return any(_is_bright(shader) for shader in _shaders(end))


def _is_bright(end: Place) -> bool:
    """Return whether the shader that feeds an input gives light; Cycles takes a colour in its place for emission."""
    at = source(end)
    if at.socket.type != "SHADER":
        return not is_dark(end)
    return any(not any(is_dark(at.input(name)) for name in factors) for factors in GLOWING.get(at.node.type, ()))


def _shaders(end: Place | None) -> Iterator[Place]:
    """Yield the inputs behind mixes and sums that some shader feeds with a weight that is not always 0."""
    left: list[Place] = [end] if end else []
    seen: set[Place] = set()
    while left:
        end = left.pop()
        at = source(end)
        if not at.socket.is_output or at in seen:
            continue
        check_count(len(seen), at)
        seen.add(at)
        if at.node.type == "MIX_SHADER":
            left += _weighty(at)
        elif at.node.type == "ADD_SHADER":
            left += [at.input(0), at.input(1)]
        else:
            yield end


def _weighty(mix: Place) -> list[Place]:
    share = constant(mix.input(0))
    if share is None or 0 < share < 1:
        return [mix.input(1), mix.input(2)]
    return [mix.input(2 if share >= 1 else 1)]
