"""The patterns of sand and water."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.spec import Material
from .mixing import distorted, step, times
from .nature import MOSS
from .tree import Pattern, Socket, Tree, linear

SEAWEED, SHELL = (0.20, 0.16, 0.10), (0.86, 0.82, 0.74)
PACE_M = 0.68
WET = (0.512, 0.528)  # of the ground's height: below the first sand is wet, above the second dry


def _dunes(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return ripples left by wind, and where people walk the dents of their feet; dark and smooth where waves reach.

    These reach half the height of the ground, and leave a line of weed there.
    """
    waves = tree.add("TexWave", {"Vector": at, "Scale": 2.2, "Distortion": 9.0, "Detail": 3.0}).outputs["Fac"]
    blown = step(tree, tree.noise(at, 0.16, 4.0), 0.5, 0.66)  # where nobody has walked since the wind
    steps = tree.add("TexVoronoi", {"Vector": distorted(tree, at, 1.1, 0.5), "Scale": 2.3}).outputs["Distance"]
    dents = step(tree, steps, 0.12, 0.38)
    trod = tree.math("ADD", dents, tree.math("MULTIPLY", tree.noise(at, 9.0, 5.0), 0.7))
    waves = tree.add("Mix", {0: blown, 2: trod, 3: waves}, data_type="FLOAT").outputs[0]
    waves = tree.math("SUBTRACT", waves, trails(tree, material))
    grains, damp = tree.noise(at, 300.0, 2.0), tree.noise(at, 0.25, 7.0)
    up = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[2]
    edge = tree.math("ADD", up, tree.math("MULTIPLY", tree.math("SUBTRACT", tree.noise(at, 0.5, 4.0), 0.5), 0.02))
    dry = step(tree, edge, *WET)
    height = tree.math("ADD", tree.math("MULTIPLY", waves, 0.7), tree.math("MULTIPLY", grains, 0.15))
    tint = tree.math("ADD", tree.math("MULTIPLY", grains, 0.35), tree.math("MULTIPLY", damp, 1.1))
    tint = tree.math("ADD", tint, tree.math("MULTIPLY", tree.math("SUBTRACT", waves, 0.9), 0.4))
    light = tree.blend(tint, times(material, 0.62), times(material, 1.2))
    washed = tree.blend(dry, times(material, 0.36), _strewn(tree, at, light))
    line = tree.math("MULTIPLY", step(tree, edge, 0.529, 0.532), step(tree, edge, 0.538, 0.533))
    weed = tree.math("MULTIPLY", line, step(tree, tree.noise(at, 6.0, 7.0), 0.52, 0.6))
    return tree.math("MULTIPLY", height, dry), tree.blend(tree.math("MULTIPLY", weed, 0.8), washed, linear(SEAWEED))


def trails(tree: Tree, material: Material, count: int = 2) -> Socket:
    """Return where feet have pressed (0–1): so many trails of steps that cross near the middle of the ground."""
    rng = np.random.Generator(np.random.PCG64([material.seed, count]))
    pressed = [_trail(tree, rng) for _ in range(count)]
    return tree.math("MAXIMUM", *pressed)


def _trail(tree: Tree, rng: np.random.Generator) -> Socket:
    """Return the prints of somebody who wandered over the ground, left and right by turns."""
    turn, aside_m, phase = (float(each) for each in rng.uniform((0.0, -5.0, 0.0), (2 * np.pi, 5.0, 6.0)))
    here = tree.add("TexCoord").outputs["Object"]
    along, off = (
        tree.add("VectorMath", {0: here, 1: way}, operation="DOT_PRODUCT").outputs["Value"]
        for way in ((np.cos(turn), np.sin(turn), 0.0), (-np.sin(turn), np.cos(turn), 0.0))
    )
    bend = tree.math("SINE", tree.math("ADD", tree.math("MULTIPLY", along, 0.16), phase))
    off = tree.math("SUBTRACT", off, tree.math("ADD", tree.math("MULTIPLY", bend, 2.2), aside_m))
    paces = tree.math("MULTIPLY", along, 1 / PACE_M)
    foot = tree.math("SUBTRACT", tree.math("FRACT", paces), 0.5)
    is_left = tree.math("GREATER_THAN", tree.math("FRACT", tree.math("MULTIPLY", paces, 0.5)), 0.5)
    aside = tree.math("SUBTRACT", off, tree.math("MULTIPLY", tree.math("SUBTRACT", is_left, 0.5), 0.24))
    far = [
        tree.math("POWER", tree.math("MULTIPLY", each, 1 / own), 2.0) for each, own in ((foot, 0.24), (aside, 0.075))
    ]
    return step(tree, tree.math("ADD", *far), 1.3, 0.5)


def _strewn(tree: Tree, at: Socket, ground: Socket) -> Socket:
    """Return ground with shells, small stones and bits of wood on it."""
    bits = tree.add("TexVoronoi", {"Vector": at, "Scale": 9.0})
    own = tree.add("SeparateColor", {0: bits.outputs["Color"]}).outputs
    few = tree.math("GREATER_THAN", tree.math("ADD", own[0], tree.math("MULTIPLY", tree.noise(at, 0.7, 3.0), 0.7)), 1.1)
    small = tree.math("LESS_THAN", bits.outputs["Distance"], tree.math("MULTIPLY", own[2], 0.3))
    return tree.blend(tree.math("MULTIPLY", few, small), ground, tree.blend(own[1], linear(SEAWEED), linear(SHELL)))


def _ripples(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return long swell, and the short waves of gusts on some of it."""
    swell = tree.noise(tree.stretched(at, (0.5, 1.4, 1.0)), 1.2 * scale, 5.0, 0.6)
    short = tree.noise(tree.stretched(at, (1.0, 2.2, 1.0)), 5.5 * scale, 3.0, 0.4)
    gust = step(tree, tree.noise(at, 0.09, 3.0), 0.35, 0.65)
    waves = tree.math("MULTIPLY", tree.math("MULTIPLY", short, 0.3), tree.math("ADD", gust, 0.35))
    return tree.math("ADD", tree.math("MULTIPLY", swell, 0.8), waves), tree.noise(at, 0.06, 3.0)


def _shallows(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return ripples over a stone floor that is seen through them: silt and moss on it, and a faint net of light."""
    waves, _ = _ripples(tree, at, scale, material)
    net = tree.add("TexVoronoi", {"Vector": distorted(tree, at, 3.0, 0.2), "Scale": 6.0}, feature="DISTANCE_TO_EDGE")
    lit = step(tree, net.outputs["Distance"], 0.14, 0.0)
    silt = tree.blend(step(tree, tree.noise(at, 2.6, 5.0), 0.36, 0.62), times(material, 0.45), times(material, 1.25))
    mossy = tree.blend(tree.math("MULTIPLY", step(tree, tree.noise(at, 1.4, 6.0), 0.5, 0.66), 0.6), silt, linear(MOSS))
    return waves, tree.blend(tree.math("MULTIPLY", lit, 0.16), mossy, times(material, 3.0))


SHORE: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "dunes": _dunes,
    "ripples": _ripples,
    "shallows": _shallows,
}
