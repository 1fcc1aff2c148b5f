"""What a camera sees of things that shine: brightest in the middle and duller, warmer, towards their rims.

Light that falls on anything else is that of the whole, even shape: a lamp lights its room as strongly as it says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ....scenes.spec import Material, Procedural, SceneObject
from .sewn import OWN_COORDINATES
from .steps import ramp, scaled
from .tree import Socket, Tree, linear

RIM = {"emitter": 0.03, "light panel": 0.22, "lampshade": 0.12}  # of their radiance, what a camera sees of their rims
MIDDLE = {"emitter": 0.25, "light panel": 0.8, "lampshade": 1.8}
WARMER = (1.0, 0.86, 0.68)  # times the colour of the middle is that of the rim
BULB, REACH = 0.4, 0.33  # how high in its shade a bulb is, and how far from there its cloth is half as bright
HEM, SEAM = 0.035, 0.0035  # of a shade's height and girth, where its cloth lies double
PLEATED = 0.25  # of shades


def seen_glow(tree: Tree, material: Material) -> Any:
    """Return the colour by which a material shines, linear RGB: even, but for what a camera sees of lamps."""
    full = linear(material.colour)
    if material.family not in RIM:
        return full
    even = tree.add("Gamma", {"Color": full, "Gamma": 1.0}).outputs[0]
    middle, rim = (
        (*(np.asarray(full[:3]) * tone * share).tolist(), 1.0)
        for tone, share in ((1.0, MIDDLE[material.family]), (WARMER, RIM[material.family]))
    )
    lamp = tree.blend(_RIMS[material.family](tree, material), middle, rim)
    return tree.blend(tree.add("LightPath").outputs["Is Camera Ray"], even, lamp)


def _bulb(tree: Tree, _: Material) -> Socket:
    """Return 1 at the outline of a bowl or bulb, and at the rim of a disc, 0 in the middle."""
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    out = _out(tree, round_=True)
    return tree.math(
        "MAXIMUM", tree.math("POWER", facing, 1.5), tree.math("MULTIPLY", tree.math("POWER", out, 3.0), 0.8)
    )


def _panel(tree: Tree, _: Material) -> Socket:
    """Return 1 along the frame of a panel and between the rows of its lamps, 0 before these."""
    x = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[0]
    between = tree.math("PINGPONG", x, 0.125)
    rows = tree.math("MULTIPLY", ramp(tree, between, 0.125, 0.0), 0.45)
    return tree.math("MAXIMUM", rows, tree.math("POWER", _out(tree, round_=False), 4.0))


def has_shade(thing: SceneObject) -> bool:
    """Return whether a thing is a lamp of ours with a shade that shines."""
    shining = any(each.family == "lampshade" and each.emission for each in thing.materials)
    return shining and isinstance(thing.geometry, Procedural)


def _shade(tree: Tree, material: Material) -> Socket:
    """Return how far a shade's cloth is from its brightest: away from the bulb, where it lies double, and aslant.

    Where its points lie is in its mesh (`scenes.generators.indoor.lamps.with_cloth`); v is 0 or less where it is not.
    """
    around, up, _ = tree.add("SeparateXYZ", {0: tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]}).outputs
    high = tree.math("SUBTRACT", up, 1.0)
    off = scaled(tree, 1 / REACH, tree.math("SUBTRACT", high, BULB))
    off = tree.math("MULTIPLY", off, _known(tree, high))
    passed = tree.math("DIVIDE", 1.0, tree.math("ADD", 1.0, tree.math("MULTIPLY", off, off)))
    passed = tree.math("MULTIPLY", passed, _sewn(tree, around, high))
    passed = tree.math("MULTIPLY", passed, _woven(tree, around, high, material))
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    passed = tree.math("MULTIPLY", passed, tree.math("SUBTRACT", 1.0, scaled(tree, 0.75, ramp(tree, facing, 0.1, 1.0))))
    return tree.math("SUBTRACT", 1.0, passed)


def _sewn(tree: Tree, around: Socket, high: Socket) -> Socket:
    """Return what of the light passes where cloth is turned over at both rims, and where its ends meet."""
    hem = tree.math(
        "LESS_THAN", tree.math("SUBTRACT", 0.5, tree.math("ABSOLUTE", tree.math("SUBTRACT", high, 0.5))), HEM
    )
    seam = tree.math("LESS_THAN", tree.math("PINGPONG", around, 0.5), SEAM)
    laid = tree.math(
        "MULTIPLY", tree.math("MAXIMUM", scaled(tree, 0.55, hem), scaled(tree, 0.35, seam)), _known(tree, high)
    )
    return tree.math("SUBTRACT", 1.0, laid)


def _known(tree: Tree, high: Socket) -> Socket:
    return tree.math("GREATER_THAN", high, -0.5)


def _woven(tree: Tree, around: Socket, high: Socket, material: Material) -> Socket:
    """Return what of the light passes a weave with thicker threads here and there, or pleats."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pleated = bool(rng.random() < PLEATED)
    place = tree.add("CombineXYZ", {0: around, 1: high}).outputs[0]
    threads = tree.noise(tree.stretched(place, (9.0, 55.0, 1.0)), 1.0, 3.0)
    clouds = tree.noise(tree.stretched(place, (7.0, 2.5, 1.0)), 1.0, 1.0)
    uneven = tree.math("ADD", scaled(tree, 0.5, threads), scaled(tree, 0.5, clouds))
    pleats = tree.math("PINGPONG", tree.math("MULTIPLY", around, 46.0), 0.5)
    fold = tree.math("MULTIPLY", pleats, 0.5 if pleated else 0.0)
    return tree.math("SUBTRACT", tree.math("ADD", 0.8, scaled(tree, 0.4, uneven)), fold)


def _out(tree: Tree, round_: bool) -> Socket:
    """Return how far out in its thing a point lies, from 0 in the middle to 1 at the side."""
    middle = tree.add(
        "VectorMath", {0: tree.add("TexCoord").outputs["Generated"], 1: (0.5, 0.5, 0.5)}, operation="SUBTRACT"
    )
    x, y, _ = tree.add("SeparateXYZ", {0: middle.outputs[0]}).outputs
    if not round_:
        return scaled(tree, 2.0, tree.math("MAXIMUM", tree.math("ABSOLUTE", x), tree.math("ABSOLUTE", y)))
    flat = tree.add("CombineXYZ", {0: x, 1: y, 2: 0.0}).outputs[0]
    return scaled(tree, 2.0, tree.add("VectorMath", {0: flat}, operation="LENGTH").outputs["Value"])


_RIMS: dict[str, Callable[[Tree, Material], Socket]] = {"emitter": _bulb, "light panel": _panel, "lampshade": _shade}
