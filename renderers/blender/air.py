"""Air between the camera and surfaces, as light that their materials give way to.

A volume would be the same thing at many times the noise. Of the truth nothing changes: opacity stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mathutils import Vector

from ...scenes.lighting import SunLight, Weather
from ...scenes.poses import Vec3
from ..weather import extinction_per_m
from .patterns.tree import Socket, Tree

GLOW_POWER, GLOW = 8.0, 2.5  # how narrow the light around a sun in haze is, and how much of it there is; taste
SEEN = frozenset(f"ShaderNodeBsdf{name}" for name in ("Principled", "Translucent", "Glossy", "Diffuse"))


def fill_air(materials: Iterable[Any], weather: Weather, suns: Iterable[SunLight]) -> None:
    """Let all surfaces be seen through air: each of their shaders gives way to what the air shines with."""
    for data in materials:
        tree = Tree(data, kept=True)
        nodes = [node for node in tree.nodes if node.bl_idname in SEEN]
        if not nodes:
            continue
        if not any(_glows(node) for node in nodes):
            data.cycles.emission_sampling = "NONE"  # or all that is seen through air would be sorted as a lamp
        share, air = _air(tree, weather, [*suns])
        for node in nodes:
            _give_way(tree, node, share, air)


def _glows(node: Any) -> bool:
    strength = node.inputs.get("Emission Strength")
    return strength is not None and bool(strength.default_value)


def _give_way(tree: Tree, node: Any, share: Socket, air: Socket) -> None:
    """Put air before a shader; where a picture cuts it out, the air is that of what is behind it."""
    shader, ends = node.outputs[0], [link.to_socket for link in node.outputs[0].links]
    alpha = node.inputs.get("Alpha")
    if alpha is not None and alpha.is_linked:
        hole = tree.add("BsdfTransparent").outputs[0]
        air = tree.add("MixShader", {0: alpha.links[0].from_socket, 1: hole, 2: air}).outputs[0]
    seen = tree.add("MixShader", {0: share, 1: shader, 2: air}).outputs[0]
    for end in ends:
        tree.links.new(seen, end)


def _air(tree: Tree, weather: Weather, suns: list[SunLight]) -> tuple[Socket, Socket]:
    """Return the share of air in what the camera sees, directly or in mirrors, and its light."""
    away_m = tree.add("CameraData").outputs["View Distance"]
    clear = tree.math("EXPONENT", tree.math("MULTIPLY", away_m, -extinction_per_m(weather)))
    rays = tree.add("LightPath").outputs
    seen = tree.math("MAXIMUM", rays["Is Camera Ray"], rays["Is Glossy Ray"])
    share = tree.math("MULTIPLY", tree.math("SUBTRACT", 1.0, clear), seen)
    strength: Any = 1.0
    if suns:
        strength = glow(tree, tree.add("NewGeometry").outputs["Incoming"], suns[0].direction)
    return share, tree.add("Emission", {"Color": (*weather.airlight, 1.0), "Strength": strength}).outputs[0]


def glow(tree: Tree, sight: Socket, towards: Vec3) -> Socket:
    """Return how much brighter air is where `sight` leads along a direction, as it does around the sun."""
    along = tree.add("VectorMath", {0: sight, 1: Vector(towards).normalized()}, operation="DOT_PRODUCT")
    near = tree.math("POWER", tree.math("MAXIMUM", along.outputs["Value"], 0.0), GLOW_POWER)
    return tree.math("ADD", 1.0, tree.math("MULTIPLY", near, GLOW))
