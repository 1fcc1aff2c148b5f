"""The patterns of kitchens: the skins of fruit, bread, checked towels.

Fruit stands on z = 0, and bananas lie along x: where in its box a point is says how ripe it is there.
"""

from __future__ import annotations

from collections.abc import Callable

from ....scenes.spec import Material
from .mixing import step, times
from .tree import Pattern, Socket, Tree, linear

UNRIPE, RUSSET, PALE, BROWN = (0.55, 0.60, 0.20), (0.45, 0.34, 0.18), (0.86, 0.76, 0.42), (0.16, 0.10, 0.06)
LINEN = (0.84, 0.82, 0.77)
FLOUR = (0.86, 0.74, 0.56)


def _share(tree: Tree, axis: int) -> Socket:
    """Return how far along an axis of its thing's box a point is, 0–1."""
    return tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[axis]


def _around(tree: Tree, turns: float, along: float) -> Socket:
    """Return coordinates in which noise draws out into streaks from pole to pole."""
    here = tree.add(
        "VectorMath", {0: tree.add("TexCoord").outputs["Generated"], 1: (0.5, 0.5, 0.0)}, operation="SUBTRACT"
    ).outputs[0]
    flat = tree.add("VectorMath", {0: tree.stretched(here, (1.0, 1.0, 0.0))}, operation="NORMALIZE").outputs[0]
    return tree.add(
        "VectorMath",
        {0: tree.stretched(flat, (turns, turns, 0.0)), 1: tree.stretched(here, (0, 0, along))},
        operation="ADD",
    ).outputs[0]


def _specks(tree: Tree, at: Socket, scale: float, most: float) -> Socket:
    """Return 1 in spots of all sizes up to a share of their cells, `scale` cells to a metre."""
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": scale})
    size = tree.math("MULTIPLY", tree.add("SeparateColor", {0: cells.outputs["Color"]}).outputs[0], most)
    return tree.math("LESS_THAN", cells.outputs["Distance"], size)


def _apple(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a skin that is ripe on one side, in streaks, with pale specks, and russet around the stalk."""
    shift = tree.add("VectorMath", {0: _around(tree, 5.0, 0.9), 1: _own_shift(material)}, operation="ADD").outputs[0]
    streaks, wide = tree.noise(shift, 1.6, 4.0), tree.noise(at, 14.0, 1.0)
    ripe = step(tree, tree.math("ADD", tree.math("MULTIPLY", streaks, 0.7), wide), 0.58, 0.98)
    r, g, _ = material.colour
    skin = tree.blend(ripe, linear(UNRIPE if r > 1.6 * g else PALE), times(material, 0.85))
    up = _share(tree, 2)
    hollow = step(tree, tree.math("ADD", up, tree.math("MULTIPLY", streaks, 0.1)), 0.9, 1.0)
    stalk = tree.blend(tree.math("MULTIPLY", hollow, 0.7), skin, linear(RUSSET))
    return wide, tree.blend(tree.math("MULTIPLY", _specks(tree, at, 420.0, 0.24), 0.45), stalk, linear(PALE))


def _pear(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a skin that goes from green to yellow, with brown specks, and russet at both ends."""
    wide, up = tree.noise(at, 16.0, 2.0), _share(tree, 2)
    skin = tree.blend(step(tree, wide, 0.35, 0.65), times(material, 0.75), linear(PALE))
    ends = step(tree, tree.math("ADD", tree.math("ABSOLUTE", tree.math("SUBTRACT", up, 0.45)), wide), 0.86, 1.05)
    brown = tree.math(
        "MAXIMUM", tree.math("MULTIPLY", ends, 0.7), tree.math("MULTIPLY", _specks(tree, at, 330.0, 0.42), 0.65)
    )
    return wide, tree.blend(brown, skin, linear(RUSSET))


def _banana(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a peel that is green at its ends, brown at the very tips, freckled and bruised in between."""
    wide, x = tree.noise(at, 9.0, 3.0), _share(tree, 0)
    out = tree.math("MULTIPLY", tree.math("ABSOLUTE", tree.math("SUBTRACT", x, 0.5)), 2.0)
    green = step(tree, tree.math("ADD", out, tree.math("MULTIPLY", wide, 0.5)), 0.85, 1.2)
    peel = tree.blend(tree.math("MULTIPLY", green, 0.75), times(material, 0.92), linear(UNRIPE))
    ripe = _own_shift(material)[0] % 1.0
    spots = tree.math(
        "MAXIMUM",
        _specks(tree, at, 150.0, 0.16 + 0.2 * ripe),
        step(tree, tree.noise(tree.stretched(at, (14.0, 40.0, 40.0)), 1.0, 3.0), 0.74 - 0.1 * ripe, 0.8 - 0.08 * ripe),
    )
    tips = step(tree, out, 0.93, 0.99)
    return wide, tree.blend(tree.math("MAXIMUM", tree.math("MULTIPLY", spots, 0.8), tips), peel, linear(BROWN))


def _citrus(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a dimpled rind, a little paler or greener in places."""
    pores = tree.add("TexVoronoi", {"Vector": at, "Scale": scale}, feature="SMOOTH_F1").outputs["Distance"]
    wide = tree.noise(at, 12.0, 3.0)
    rind = tree.blend(step(tree, wide, 0.3, 0.7), times(material, 0.78), times(material, 1.1))
    ripe = step(tree, wide, 0.62, 0.8)
    dark = tree.math("MULTIPLY", step(tree, pores, 0.35, 0.05), 0.25)
    return pores, tree.blend(
        dark, tree.blend(tree.math("MULTIPLY", ripe, 0.3), rind, linear(UNRIPE)), times(material, 0.4)
    )


def _layered(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return the dry skin of an onion, in streaks from pole to pole."""
    long, wide = tree.noise(_around(tree, 9.0, 1.2), 2.4, 3.0), tree.noise(at, scale, 4.0)
    both = tree.math("ADD", tree.math("MULTIPLY", long, 0.6), tree.math("MULTIPLY", wide, 0.4))
    skin = tree.blend(step(tree, both, 0.35, 0.65), times(material, 0.6), times(material, 1.25))
    return long, tree.blend(tree.math("MULTIPLY", step(tree, wide, 0.66, 0.74), 0.6), skin, linear(RUSSET))


def _earthy(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return the skin of what grew in the soil: paler and darker places, scars, eyes and specks of earth."""
    wide = tree.noise(at, scale, 5.0)
    skin = tree.blend(step(tree, wide, 0.35, 0.65), times(material, 0.68), times(material, 1.2))
    scars = tree.math("MAXIMUM", _specks(tree, at, 90.0, 0.2), step(tree, wide, 0.68, 0.74))
    return wide, tree.blend(tree.math("MULTIPLY", scars, 0.5), skin, linear(RUSSET))


def _baked(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a crust, darkest where it faces up, with flour on it and cracks in it."""
    up = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[2]
    wide, fine = tree.noise(at, 26.0, 5.0), tree.noise(at, scale, 3.0)
    heat = step(tree, tree.math("ADD", tree.math("MULTIPLY", up, 0.35), wide), 0.35, 0.95)
    crust = tree.blend(heat, times(material, 1.5), times(material, 0.45))
    floured = tree.math(
        "MULTIPLY", step(tree, tree.noise(at, 55.0, 4.0, 0.4), 0.54, 0.7), tree.math("MAXIMUM", up, 0.0)
    )
    return tree.math("ADD", wide, tree.math("MULTIPLY", fine, 0.3)), tree.blend(
        tree.math("MULTIPLY", floured, 0.5), crust, linear(FLOUR)
    )


def _checks(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return white cloth with stripes both ways, darker where they cross."""
    x, _, z = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs
    ways = [tree.math("LESS_THAN", tree.math("PINGPONG", way, scale), 0.45 * scale) for way in (x, z)]
    both = tree.math("MULTIPLY", tree.math("ADD", *ways), 0.5)
    yarn, cloth = tree.noise(at, 700.0, 2.0), tree.blend(both, linear(LINEN), times(material, 0.9))
    faded = tree.blend(tree.math("MULTIPLY", tree.noise(at, 9.0, 3.0), 0.3), cloth, linear(LINEN))
    return yarn, faded


def _own_shift(material: Material) -> tuple[float, float, float]:
    """Return how far each fruit's streaks are from another's."""
    return (0.37 * (material.seed % 997), 0.61 * (material.seed % 613), 0.0)


EATEN: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "apple": _apple,
    "pear": _pear,
    "banana": _banana,
    "citrus": _citrus,
    "layered": _layered,
    "earthy": _earthy,
    "baked": _baked,
    "checks": _checks,
}
