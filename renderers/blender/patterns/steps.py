"""Small steps that patterns are made of."""

from __future__ import annotations

from ....scenes.poses import Vec3
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


def to_side(tree: Tree, axis: int) -> Socket:
    """Return how many metres a point of a thing is from the nearest side of its box along x (0) or y (1).

    From the middle a point is |share − 0.5| of the whole. Things are centred in x and y, so no ray is needed.
    """
    coordinates = tree.add("TexCoord").outputs
    place, share = (tree.add("SeparateXYZ", {0: coordinates[name]}).outputs[axis] for name in ("Object", "Generated"))
    return side_m(tree, place, share)


def side_m(tree: Tree, place: Socket, share: Socket) -> Socket:
    """Return the metres to the nearest side of a point that is `place` from the middle, and at a share of the whole."""
    out = tree.math("ABSOLUTE", tree.math("SUBTRACT", share, 0.5))
    left = tree.math("DIVIDE", tree.math("SUBTRACT", 0.5, out), tree.math("MAXIMUM", out, 1e-3))
    return tree.math("MULTIPLY", tree.math("ABSOLUTE", place), left)
