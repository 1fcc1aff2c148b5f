"""The patterns of land that is seen from afar, and of snow and foam: mountains by height, woods from above."""

from __future__ import annotations

from collections.abc import Callable

from ....scenes.spec import Material
from .mixing import RGBA, step, times
from .nature import GROWN, SOIL, STONE
from .shore import trails
from .tree import Pattern, Socket, Tree, linear

SCREE, FIR, SNOWY = (0.56, 0.54, 0.51), (0.10, 0.16, 0.09), (0.90, 0.92, 0.95)
SHADOW_OF_FOAM = 0.5


def _canopy(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return crowns side by side, each of a shade of its own, dark between them."""
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": scale})
    own = tree.add("SeparateColor", {0: cells.outputs["Color"]}).outputs[0]
    crown = tree.math("SUBTRACT", 1.0, cells.outputs["Distance"])
    shade = tree.math("ADD", tree.math("MULTIPLY", own, 0.5), tree.math("MULTIPLY", tree.noise(at, 0.02, 4.0), 0.5))
    lit = tree.blend(shade, times(material, 0.55), times(material, 1.5))
    return crown, tree.blend(step(tree, cells.outputs["Distance"], 0.35, 0.8), lit, times(material, 0.3))


def _mountain(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return turf in the valley, forests up to their line, scree, rock with strata, and snow on what is high enough."""
    pile, turf = GROWN["turf"](tree, at, scale, material)
    height, up = _height(tree), _upward(tree)
    wide, fine = tree.noise(at, 0.006, 6.0, 0.3), tree.noise(at, 0.06, 6.0)
    line = tree.math("ADD", height, tree.math("MULTIPLY", tree.math("SUBTRACT", wide, 0.5), 0.35))
    rock = _rock(tree, at)
    loose = tree.math("MULTIPLY", step(tree, up, 0.62, 0.7), tree.math("SUBTRACT", 1.0, step(tree, up, 0.86, 0.94)))
    stony = tree.blend(tree.math("MULTIPLY", loose, step(tree, fine, 0.4, 0.56)), rock, linear(SCREE))
    bare = tree.math(
        "MAXIMUM", step(tree, line, 0.3, 0.46), tree.math("SUBTRACT", 1.0, step(tree, _rough(tree, up, fine), 0.6, 0.7))
    )
    ground = tree.blend(bare, turf, stony)
    ground = tree.blend(_forest(tree, at, line, up), ground, _firs(tree, at))
    high = tree.math("ADD", line, tree.math("MULTIPLY", tree.math("SUBTRACT", up, 0.75), 0.35))
    snow = tree.math("MULTIPLY", step(tree, high, 0.5, 0.58), step(tree, _rough(tree, up, fine), 0.46, 0.6))
    return pile, tree.blend(snow, ground, linear(SNOWY))


def _height(tree: Tree) -> Socket:
    return tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[2]


def _upward(tree: Tree) -> Socket:
    return tree.add("SeparateXYZ", {0: tree.add("NewGeometry").outputs["Normal"]}).outputs[2]


def _rough(tree: Tree, up: Socket, fine: Socket) -> Socket:
    """Return the upward part of the normal as if slopes had ledges."""
    return tree.math("ADD", up, tree.math("MULTIPLY", tree.math("SUBTRACT", fine, 0.5), 0.5))


def _rock(tree: Tree, at: Socket) -> Socket:
    bands = tree.noise(tree.stretched(at, (0.12, 0.12, 1.0)), 0.09, 6.0, 0.6)
    stone = times_of(linear(STONE), 0.45), times_of(linear(STONE), 1.15)
    return tree.blend(step(tree, bands, 0.3, 0.7), *stone)


def _forest(tree: Tree, at: Socket, line: Socket, up: Socket) -> Socket:
    """Return where firs stand: above the meadows and below their line, in stands, not on walls."""
    stands = step(tree, tree.noise(at, 0.0045, 7.0, 0.2), 0.47, 0.5)
    belt = tree.math("MULTIPLY", step(tree, line, 0.02, 0.07), tree.math("SUBTRACT", 1.0, step(tree, line, 0.3, 0.36)))
    return tree.math("MULTIPLY", tree.math("MULTIPLY", stands, belt), step(tree, up, 0.6, 0.66))


def _firs(tree: Tree, at: Socket) -> Socket:
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": 0.17})
    shade = tree.math("SUBTRACT", 1.0, cells.outputs["Distance"])
    return tree.blend(shade, times_of(linear(FIR), 0.3), times_of(linear(FIR), 1.25))


def _snowfield(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return snow: soft drifts, a crust of grains, the ridges of wind, and the trails of who has walked there."""
    drift, wind = tree.noise(at, 0.5, 5.0, 0.3), tree.noise(tree.stretched(at, (1.0, 3.0, 1.0)), 5.0, 5.0)
    grains = tree.noise(at, 160.0, 2.0)
    height = tree.math("ADD", tree.math("MULTIPLY", drift, 0.55), tree.math("MULTIPLY", wind, 0.35))
    pressed = trails(tree, material)
    height = tree.math("SUBTRACT", tree.math("ADD", height, tree.math("MULTIPLY", grains, 0.05)), pressed)
    lit = tree.blend(step(tree, height, 0.25, 0.6), times(material, 0.84), times(material, 1.02))
    return height, tree.blend(tree.math("MULTIPLY", pressed, 0.6), lit, times(material, 0.6))


def _trodden(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return snow with the dents of many boots, and some earth that they have brought up."""
    dents = tree.add("TexVoronoi", {"Vector": tree.stretched(at, (1.0, 1.8, 1.0)), "Scale": 3.4}).outputs["Distance"]
    small = tree.noise(at, 26.0, 4.0)
    height = tree.math("ADD", step(tree, dents, 0.12, 0.42), tree.math("MULTIPLY", small, 0.3))
    dirt = tree.math("MULTIPLY", step(tree, tree.noise(at, 1.3, 6.0), 0.5, 0.72), 0.4)
    packed = tree.blend(step(tree, dents, 0.1, 0.4), times(material, 0.82), times(material, 1.0))
    return height, tree.blend(dirt, packed, linear(SOIL))


def _foam(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return bubbles in a net, with the water showing between its meshes."""
    bent = tree.noise(at, 2.0, 4.0)
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": scale}, feature="DISTANCE_TO_EDGE").outputs["Distance"]
    thick = tree.math("ADD", tree.math("MULTIPLY", bent, 0.9), tree.math("MULTIPLY", cells, -1.6))
    return thick, tree.blend(step(tree, thick, 0.12, 0.42), times(material, SHADOW_OF_FOAM), times(material, 1.0))


def times_of(colour: RGBA, factor: float) -> RGBA:
    """Return a linear colour so many times as bright, white at most."""
    r, g, b = (min(factor * channel, 1.0) for channel in colour[:3])
    return (r, g, b, 1.0)


LAND: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "canopy": _canopy,
    "mountain": _mountain,
    "snowfield": _snowfield,
    "trodden": _trodden,
    "foam": _foam,
}
