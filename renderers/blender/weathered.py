"""Snow and water on what lies open, as a change of its material: nothing is displaced, and opacity stays as it is.

Patches and puddles lie in the world, not on things: they go on from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ...scenes.lighting import Weather
from ...scenes.spec import Figure, Material, SceneObject
from .patterns.tree import Socket, Tree
from .process import bpy

SNOW = (0.80, 0.84, 0.90, 1.0)  # linear
SNOW_ROUGHNESS, SNOW_RELIEF_M = 0.65, 0.03
SLOPES = (0.45, 0.75)  # the upward part of a normal: below the first no snow lies, from the second on all of it
CROWNS = frozenset({"leaves", "needles", "grass", "foliage", "hay"})  # which hold snow on all their sides
GROWN = CROWNS | {"meadow"}
TRODDEN = 0.55  # of the snow is left where people walk and drive
STREETS = frozenset({"asphalt", "road paint", "cobbles", "paving"})
LEVEL = STREETS | {"gravel", "concrete", "kerb stone", "screed", "slabs", "soil"}  # where puddles can be
SOAKING = LEVEL | {
    "meadow",
    "render",
    "facade brick",
    "facade stone",
    "brick",
    "weathered wood",
    "raw wood",
    "bark",
    "roof tile",
}
SNOWY = frozenset({"snow", "trodden snow"})  # which is snow of its own, with drifts and tracks
BARE = SNOWY | {
    "water",
    "pool water",
    "basin water",
    "foam",
    "woodland",
    "glass",
    "table glass",
    "pane",
    "emitter",
}  # on which nothing lies
ALIVE = frozenset({"cat", "dog", "horse", "cow", "sheep", "bird", "pigeon", "sparrow", "gull", "duck", "hen"})
DARKER, SMOOTHER = 0.5, 0.6  # how much of its colour and of its roughness a soaked surface loses
MATT = 0.25  # so much of that for what grows, whose blades point all ways
PUDDLE_M = 2.5  # across, about
JOINTS = 0.035  # how much lower joints are than stones, in units of the noise that hollows are
NOISE_MIDDLE, NOISE_REACH = 0.5, 0.2  # of Blender's noise, almost all of it
HIDDEN = ("Coat Weight", "Sheen Weight", "Metallic", "Subsurface Weight")  # what snow hides beside colour and grain


def lay_weather(objects: Iterable[SceneObject], materials: Mapping[Material, Any], weather: Weather) -> None:
    """Let water and snow lie on Blender's materials, by what each was made from, but not on people and animals."""
    alive = {each for thing in objects if _is_alive(thing) for each in thing.materials}
    for made_from, data in materials.items():
        if made_from in alive or made_from.family in BARE or made_from.emission:
            continue
        tree = Tree(data, kept=True)
        for shader in [node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"]:
            if weather.wetness:
                _wet(tree, shader, made_from.family, weather)
            if weather.snow_cover:
                _snow(tree, shader, made_from.family, weather)


def _is_alive(thing: SceneObject) -> bool:
    return isinstance(thing.geometry, Figure) or thing.category in ALIVE


def _wet(tree: Tree, shader: Any, family: str, weather: Weather) -> None:
    """Darken what soaks, let all of it shine, and let water stand where it is level."""
    up = _up(tree)
    open_to_rain = tree.math("ADD", 0.25, tree.math("MULTIPLY", _step(tree, up, 0.2, 0.8), 0.75))
    wet = tree.math("MULTIPLY", open_to_rain, weather.wetness)
    if family in SOAKING:
        dark = tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", wet, DARKER))
        _replace(tree, shader, "Base Color", lambda old: _scaled(tree, old, dark))
    smoother = SMOOTHER * (MATT if family in GROWN else 1.0)
    rough = tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", wet, smoother))
    _replace(tree, shader, "Roughness", lambda old: tree.math("MULTIPLY", old, rough))
    if family in LEVEL:
        _puddles(tree, shader, up, weather)


def _puddles(tree: Tree, shader: Any, up: Socket, weather: Weather) -> None:
    """Let water stand in hollows and creep along joints: dark, smooth and flat, in a rim that dries off gradually."""
    hollow = tree.noise(_place(tree, weather), 1 / PUDDLE_M, 3.0, 0.4)
    hollow = tree.math("SUBTRACT", hollow, tree.math("MULTIPLY", _relief(shader), JOINTS))
    least = NOISE_MIDDLE + NOISE_REACH * (1.05 - weather.wetness) - JOINTS / 2
    level = _step(tree, up, 0.97, 0.99)
    damp = tree.math("MULTIPLY", _step(tree, hollow, least - 0.17, least + 0.02), level)
    water = tree.math("MULTIPLY", _step(tree, hollow, least, least + 0.04), level)
    dark = tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", damp, 0.28))
    _replace(tree, shader, "Base Color", lambda old: _scaled(tree, old, dark))
    _replace(tree, shader, "Roughness", lambda old: _mixed(tree, damp, old, tree.math("MULTIPLY", old, 0.6)))
    _replace(tree, shader, "Roughness", lambda old: _mixed(tree, water, old, 0.04))
    _replace(tree, shader, "Specular IOR Level", lambda old: _mixed(tree, water, old, 0.5))
    ripples = tree.math("MULTIPLY", tree.noise(_place(tree, weather), 9.0, 2.0), 0.03 if weather.rain_mm_h else 0.01)
    _smooth(shader, lambda old: _mixed(tree, water, old, ripples), tree)


def _snow(tree: Tree, shader: Any, family: str, weather: Weather) -> None:
    """Let snow lie in patches, on what does not slope too much; at their edges it is thin and wet."""
    cover = weather.snow_cover * (TRODDEN if family in STREETS else 1.0)
    at = _place(tree, weather)
    fine = tree.noise(at, 9.0, 4.0)
    drift = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 0.7, 4.0), 0.8), tree.math("MULTIPLY", fine, 0.2))
    least = NOISE_MIDDLE + NOISE_REACH * (1 - 2.4 * cover)
    patch = _step(tree, drift, least - 0.05, least + 0.05)
    slope = tree.math("ADD", _up(tree), tree.math("MULTIPLY", tree.math("SUBTRACT", fine, 0.5), 0.5))
    lies: Any = _step(tree, slope, *SLOPES)
    if family in CROWNS:
        lies = tree.math("ADD", 0.45, tree.math("MULTIPLY", lies, 0.55))
    snow = tree.math("MULTIPLY", patch, lies)
    white = tree.add("RGB").outputs[0]
    white.default_value = SNOW
    _replace(tree, shader, "Base Color", lambda old: tree.blend(snow, old, white))
    _replace(tree, shader, "Roughness", lambda old: _mixed(tree, snow, old, SNOW_ROUGHNESS))
    for name in HIDDEN:
        if shader.inputs[name].default_value:
            _replace(tree, shader, name, lambda old: _mixed(tree, snow, old, 0.0))
    heap = tree.math("ADD", tree.math("MULTIPLY", snow, 0.6), tree.math("MULTIPLY", fine, 0.4))
    _smooth(shader, lambda old: _mixed(tree, snow, old, tree.math("MULTIPLY", heap, _times_relief(shader))), tree)


def _smooth(shader: Any, change: Any, tree: Tree) -> None:
    """Change the height that a shader's relief is made of, where it has any."""
    normal = shader.inputs["Normal"]
    if normal.is_linked and normal.links[0].from_node.bl_idname == "ShaderNodeBump":
        _replace(tree, normal.links[0].from_node, "Height", change)


def _relief(shader: Any) -> Any:
    """Return the height that a shader's relief is made of, or its mean where it has none."""
    normal = shader.inputs["Normal"]
    height = normal.links[0].from_node.inputs.get("Height") if normal.is_linked else None
    return height.links[0].from_socket if height and height.is_linked else 0.5


def _times_relief(shader: Any) -> float:
    """Return how high snow is, in heights of the relief below."""
    normal = shader.inputs["Normal"]
    bump = normal.links[0].from_node if normal.is_linked else None
    return SNOW_RELIEF_M / bump.inputs["Distance"].default_value if bump and bump.inputs.get("Distance") else 1.0


def _replace(tree: Tree, node: Any, name: str, change: Any) -> None:
    """Put what `change` makes of an input, a socket or a value, in its place."""
    end = node.inputs[name]
    old = end.links[0].from_socket if end.is_linked else end.default_value
    old = tuple(old) if not isinstance(old, float | bpy.types.NodeSocket) else old
    tree.links.new(change(old), end)


def _scaled(tree: Tree, colour: Any, share: Socket) -> Socket:
    grey = tree.add("CombineXYZ", {0: share, 1: share, 2: share}).outputs[0]
    start = colour if isinstance(colour, bpy.types.NodeSocket) else colour[:3]
    return tree.add("VectorMath", {0: start, 1: grey}, operation="MULTIPLY").outputs[0]


def _mixed(tree: Tree, share: Socket, a: Any, b: Any) -> Socket:
    return tree.add("Mix", {0: share, 2: a, 3: b}, data_type="FLOAT").outputs[0]


def _up(tree: Tree) -> Socket:
    """Return the upward part of the normal, without relief."""
    return tree.add("SeparateXYZ", {0: tree.add("NewGeometry").outputs["Normal"]}).outputs[2]


def _place(tree: Tree, weather: Weather) -> Socket:
    """Return where in the world a surface is, moved to a place of its own for each seed."""
    shift = np.random.Generator(np.random.PCG64(weather.seed)).uniform(-500, 500, 3).round(2).tolist()
    here = tree.add("NewGeometry").outputs["Position"]
    return tree.add("VectorMath", {0: here, 1: shift}, operation="ADD").outputs[0]


def _step(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    """Return 0 below `low` and 1 above `high`, smooth between."""
    inputs = {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}
    return tree.add("MapRange", inputs, interpolation_type="SMOOTHSTEP").outputs[0]
