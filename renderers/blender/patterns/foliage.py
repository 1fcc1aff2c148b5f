"""The patterns of leaves, petals and bark."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.spec import Material
from .mixing import RGBA, distorted, of_its_own, step, times
from .nature import ALGAE, WITHERED
from .sewn import OWN_COORDINATES
from .tree import Pattern, Socket, Tree, linear

LICHEN = (0.52, 0.53, 0.46)
CHARRED, TWIG = (0.13, 0.11, 0.10), (0.30, 0.22, 0.18)
FRESH = (0.45, 0.50, 0.20)
TURNING, BUDDING = 0.05, 0.12
ON_TREE = frozenset({"leaves", "needles", "petals", "birch bark"})  # families that look at coordinates of crowns
LEAVES_M = 0.075  # from one to the next of those that are painted on clusters


def _clumps(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return shades that differ from one bough or tuft to the next, and from leaf to leaf."""
    boughs, leaf = tree.noise(at, 0.25 * scale, 2.0), tree.noise(at, 5.0 * scale, 1.0)
    tint = tree.math("ADD", tree.math("MULTIPLY", boughs, 0.6), tree.math("MULTIPLY", leaf, 0.7))
    return leaf, tree.math("SUBTRACT", tint, 0.15)


def _blossom(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return petals, each with a shade of its own; in a crown they are darker inside, and a few are young leaves."""
    own = tree.add("NewGeometry").outputs["Random Per Island"]
    pale = tree.blend(own, times(material, 0.85), times(material, 1.2))
    told = tree.add("SeparateXYZ", {0: tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]}).outputs[0]
    few = tree.math("LESS_THAN", tree.math("FRACT", tree.math("MULTIPLY", own, 61.0)), BUDDING)
    budding = tree.math("MULTIPLY", few, tree.math("GREATER_THAN", told, 0.02))
    return own, _in_crown(tree, at, tree.blend(budding, pale, linear(FRESH)), 0.5)


def _leafage(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a shade of each plant's, bough's and leaf's own, a leaf being what is joined to nothing; some turn."""
    leaf, boughs = tree.noise(at, 5.0 * scale, 1.0), tree.noise(at, 0.25 * scale, 2.0)
    own = tree.add("NewGeometry").outputs["Random Per Island"]
    shade = tree.math("ADD", tree.math("MULTIPLY", boughs, 0.6), tree.math("MULTIPLY", own, 0.6))
    shade = tree.math("SUBTRACT", tree.math("ADD", shade, tree.math("MULTIPLY", of_its_own(tree), 0.45)), 0.32)
    living = tree.blend(shade, times(material, 0.55), _sunned(material))
    few = tree.math("FRACT", tree.math("MULTIPLY", own, 61.0))
    return leaf, _in_crown(tree, at, tree.blend(tree.math("LESS_THAN", few, TURNING), living, _turned(material)))


def _in_crown(tree: Tree, at: Socket, colour: Socket, deep: float = 0.95) -> Socket:
    """Return the colour of leaves, darker deep in a crown; on what stands for a cluster many leaves are painted.

    Gaps between those are darker by the share `deep`.
    """
    told = tree.add("SeparateXYZ", {0: tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]}).outputs
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": 1 / LEAVES_M}).outputs
    own = tree.add("SeparateColor", {0: cells["Color"]}).outputs[0]
    gaps = step(tree, cells["Distance"], 0.4, 0.62)
    painted = tree.math("MAXIMUM", gaps, tree.math("SUBTRACT", 0.65, own))
    less = tree.math("MULTIPLY", tree.math("MULTIPLY", told[1], deep), painted)
    dark = tree.math("MULTIPLY", told[0], 0.5 * deep)
    shade = tree.math("SUBTRACT", tree.math("ADD", less, dark), tree.math("MULTIPLY", less, dark))
    return tree.blend(shade, colour, (0.0, 0.0, 0.0, 1.0))


def _indoor_leaves(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return leaves of smooth shades, with a few brown tips and spots."""
    height, wide = tree.noise(at, scale), tree.noise(at, 3.0, 3.0)
    living = tree.blend(wide, times(material, 0.55), times(material, 1.3))
    brown = step(tree, tree.noise(at, 7.0, 3.0, 0.4), 0.67, 0.72)
    return height, tree.blend(brown, living, linear(WITHERED))


def _sunned(material: Material) -> RGBA:
    """Return the colour of the palest leaves of a plant: yellower green, and of turned ones those that are less so."""
    r, g, b, _ = linear(material.colour)
    light = (1.65 * r, 1.5 * g, 1.15 * b) if g > r else (1.5 * r, 2.2 * g, 1.2 * b)
    return (*np.clip(light, 0, 1).tolist(), 1.0)


def _turned(material: Material) -> RGBA:
    """Return the colour of the material when its leaves turn: yellower, and brown where they were so already."""
    r, g, b, _ = linear(material.colour)
    return (min(1.9 * r + 0.03, 1.0), 1.15 * g, 0.6 * b, 1.0) if g > r else (0.5 * r + 0.03, 0.3 * g + 0.03, 0.02, 1.0)


def _fissures(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return bark in ridges that split and join, crossed by cracks, of many greys, with lichen and algae in places."""
    bent = distorted(tree, distorted(tree, at, 1.6, 0.16), 9.0, 0.035)
    cells = [
        tree.add("TexVoronoi", {"Vector": tree.stretched(bent, along), "Scale": scale}, feature="DISTANCE_TO_EDGE")
        for along in ((1.0, 1.0, 0.24), (1.9, 1.9, 1.1))
    ]
    ridge, plate = (
        step(tree, each.outputs["Distance"], 0.0, wide) for each, wide in zip(cells, (0.3, 0.12), strict=True)
    )
    fine = tree.noise(tree.stretched(at, (1.0, 1.0, 0.35)), 45.0, 6.0)
    height = tree.math("MULTIPLY", ridge, tree.math("ADD", tree.math("MULTIPLY", plate, 0.35), 0.65))
    height = tree.math("ADD", tree.math("MULTIPLY", height, 0.7), tree.math("MULTIPLY", fine, 0.3))
    shade = tree.math("ADD", tree.math("MULTIPLY", height, 0.8), tree.math("MULTIPLY", tree.noise(at, 2.3, 5.0), 0.5))
    plain = tree.blend(step(tree, shade, 0.3, 1.0), times(material, 0.3), times(material, 1.3))
    grey = tree.math(
        "MULTIPLY", step(tree, tree.noise(at, 4.5, 6.0, 0.4), 0.54, 0.66), tree.math("MULTIPLY", height, 0.5)
    )
    lichened = tree.blend(grey, plain, linear(LICHEN))
    green = tree.math("MULTIPLY", step(tree, tree.noise(at, 0.9, 5.0), 0.5, 0.68), 0.45)
    return height, tree.blend(green, lichened, linear(ALGAE))


def _lenticels(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return birch bark: dull white with dark dashes and scars, black and cracked at the foot, brown on thin limbs."""
    dashes = tree.noise(tree.stretched(at, (3.0, 3.0, 38.0)), 1.0, 2.0)
    scars = tree.noise(tree.stretched(at, (2.6, 2.6, 6.5)), 1.0, 4.0)
    cracks = tree.noise(tree.stretched(at, (11.0, 11.0, 3.0)), 1.0, 4.0)
    up = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs[2]
    ragged = tree.math("ADD", up, tree.math("MULTIPLY", tree.noise(at, 2.2, 4.0), 2.4))
    foot = tree.math("ADD", tree.math("MULTIPLY", step(tree, ragged, 1.9, 1.0), 0.4), cracks)
    marks = tree.math("MAXIMUM", tree.math("GREATER_THAN", dashes, 0.63), step(tree, scars, 0.6, 0.65))
    dark = tree.math("MAXIMUM", marks, step(tree, foot, 0.66, 0.76))
    white = tree.blend(step(tree, tree.noise(at, 1.3, 6.0, 0.5), 0.3, 0.7), times(material, 0.5), times(material, 0.9))
    barked = tree.blend(tree.math("MULTIPLY", dark, 0.93), white, linear(CHARRED))
    thin = tree.add("SeparateXYZ", {0: tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]}).outputs[0]
    return scars, tree.blend(thin, barked, linear(TWIG))


LEAFY: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "blossom": _blossom,
    "clumps": _clumps,
    "indoor leaves": _indoor_leaves,
    "leafage": _leafage,
    "fissures": _fissures,
    "lenticels": _lenticels,
}
