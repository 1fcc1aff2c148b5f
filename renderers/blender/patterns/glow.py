"""What a camera sees of things that shine: brightest in the middle and duller, warmer, towards their rims.

Light that falls on anything else is that of the whole, even shape: a lamp lights its room as strongly as it says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ....scenes.spec import Material
from .steps import ramp, scaled
from .tree import Socket, Tree, linear

RIM = {"emitter": 0.04, "light panel": 0.22, "lampshade": 0.3}  # of their radiance, what a camera sees of their rims
MIDDLE = {"emitter": 0.45, "light panel": 0.75, "lampshade": 1.0}
WARMER = (1.0, 0.86, 0.68)  # times the colour of the middle is that of the rim


def seen_glow(tree: Tree, material: Material) -> Any:
    """Return the colour by which a material shines, linear RGB: even, but for what a camera sees of lamps."""
    full = linear(material.colour)
    if material.family not in RIM:
        return full
    even = tree.add("Gamma", {"Color": full, "Gamma": 1.0}).outputs[0]
    low, high = RIM[material.family], MIDDLE[material.family]
    rim = (*(np.asarray(full[:3]) * WARMER * low).tolist(), 1.0)
    share = tree.math("ADD", 1 - high, scaled(tree, high, _RIMS[material.family](tree)))
    seen = tree.math("MULTIPLY", tree.add("LightPath").outputs["Is Camera Ray"], share)
    return tree.blend(seen, even, rim)


def _bulb(tree: Tree) -> Socket:
    """Return 1 at the outline of a bowl or bulb, and at the rim of a disc, 0 in the middle."""
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    out = _out(tree, round_=True)
    return tree.math(
        "MAXIMUM", tree.math("POWER", facing, 1.5), tree.math("MULTIPLY", tree.math("POWER", out, 3.0), 0.8)
    )


def _panel(tree: Tree) -> Socket:
    """Return 1 along the frame of a panel and between the rows of its lamps, 0 before these."""
    x = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[0]
    between = tree.math("PINGPONG", x, 0.125)
    rows = tree.math("MULTIPLY", ramp(tree, between, 0.125, 0.0), 0.45)
    return tree.math("MAXIMUM", rows, tree.math("POWER", _out(tree, round_=False), 4.0))


def _shade(tree: Tree) -> Socket:
    """Return how far a shade's cloth is from facing the eye: there the light of the bulb passes it aslant."""
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    return ramp(tree, facing, 0.15, 0.9)


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


_RIMS: dict[str, Callable[[Tree], Socket]] = {"emitter": _bulb, "light panel": _panel, "lampshade": _shade}
