"""What patterns are mixed by: steps, brighter and darker colours, coordinates pushed about."""

from __future__ import annotations

import numpy as np

from ....scenes.spec import Material
from .tree import Socket, Tree, linear

RGBA = tuple[float, float, float, float]
GOLDEN = 0.618034


def of_its_own(tree: Tree) -> Socket:
    """Return a number (0–1) that tells alike things apart, and which edits and clips leave as it is."""
    index = tree.add("ObjectInfo").outputs["Object Index"]
    return tree.math("FRACT", tree.math("MULTIPLY", index, GOLDEN))


def distorted(tree: Tree, at: Socket, scale: float, far_m: float) -> Socket:
    """Return coordinates pushed about by noise."""
    push = tree.add("TexNoise", {"Vector": at, "Scale": scale, "Detail": 3.0}).outputs["Color"]
    centred = tree.add("VectorMath", {0: push, 1: (0.5, 0.5, 0.5)}, operation="SUBTRACT").outputs[0]
    return tree.add("VectorMath", {0: at, 1: tree.stretched(centred, (far_m,) * 3)}, operation="ADD").outputs[0]


def step(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    """Return 0 below `low` and 1 above `high`, smooth between."""
    inputs = {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}
    return tree.add("MapRange", inputs, interpolation_type="SMOOTHSTEP").outputs[0]


def times(material: Material, factor: float) -> RGBA:
    """Return the material's linear colour so many times as bright, white at most."""
    r, g, b = np.clip(factor * np.array(linear(material.colour)[:3]), 0, 1).tolist()
    return (r, g, b, 1.0)
