"""Small steps that patterns are made of."""

from __future__ import annotations

from ....scenes.spec import Vec3
from .tree import Socket, Tree, linear


def cover(tree: Tree, amount: float, mask: Socket, colour: Socket, mark: Vec3) -> Socket:
    """Return a colour under so much of a mark (sRGB) where the mask is 1."""
    return tree.blend(scaled(tree, amount, mask), colour, linear(mark))


def scaled(tree: Tree, amount: float, mask: Socket) -> Socket:
    """Return a mask of which so much is left."""
    return tree.math("MULTIPLY", mask, amount)


def blend(tree: Tree, share: Socket, a: Socket, b: float) -> Socket:
    """Return the number between a and b."""
    return tree.add("Mix", {0: share, 2: a, 3: b}).outputs[0]


def ramp(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    """Return 0 at `low` to 1 at `high`, which may be the lesser."""
    return tree.add("MapRange", {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}, clamp=True).outputs[0]
