"""The patterns of large interiors: floors laid in fields, sheets of steel, cardboard, what has been used for years."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.spec import Material
from .steps import ramp
from .tree import Pattern, Socket, Tree, bricks_of


def _scuffed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return an even coat with wide smears and fine scratches."""
    smears = tree.noise(at, 0.8 * scale, 5.0, 0.6)
    scratches = tree.noise(tree.stretched(at, (3.0, 40.0, 12.0)), scale, 3.0, 0.4)
    worn = tree.math("ADD", tree.math("MULTIPLY", smears, 0.7), tree.math("MULTIPLY", scratches, 0.3))
    return worn, worn


def _rolled(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return paint from a roller on plaster that is not quite flat: its grain, waves of half a metre, and lanes."""
    grain, waves = tree.noise(at, scale), tree.noise(at, 1.8, 2.0)
    lanes = tree.noise(tree.stretched(at, (4.5, 4.5, 0.8)), 1.0, 2.0)
    height = tree.math("ADD", tree.math("MULTIPLY", grain, 0.1), tree.math("MULTIPLY", waves, 0.9))
    return height, tree.math("ADD", tree.math("MULTIPLY", lanes, 0.5), tree.math("MULTIPLY", waves, 0.5))


def _corrugated(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return trapezoid ribs along y on level sheets and along z on upright ones, `scale` metres apart."""
    x, y, z = tree.add("SeparateXYZ", {0: at}).outputs
    normal = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[0]
    across = tree.add("Mix", {0: tree.math("GREATER_THAN", tree.math("ABSOLUTE", normal), 0.7), 2: x, 3: y})
    phase = tree.math("PINGPONG", across.outputs[0], scale / 2)
    ramp = tree.math("MULTIPLY", tree.math("SUBTRACT", phase, scale / 8), 4 / scale)
    rib = tree.add("Clamp", {0: ramp}).outputs[0]
    return rib, tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 1.2, 4.0), 0.8), tree.math("MULTIPLY", z, 0.0))


def _carton(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return the flutes that show through the paper, its blotches, and the tone of each sheet's own batch."""
    flutes = tree.noise(tree.stretched(at, (160.0, 160.0, 3.0)), 1.0, 1.0)
    blotches = tree.math("MULTIPLY", tree.noise(at, 7.0, 4.0), 0.5)
    batch = tree.math("MULTIPLY", tree.add("NewGeometry").outputs["Random Per Island"], 0.8)
    mottled = tree.math("SUBTRACT", tree.math("ADD", blotches, batch), 0.15)
    return flutes, tree.math("ADD", tree.math("MULTIPLY", flutes, 0.2), mottled)


def _terrazzo(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return chips of stone in a binder, `scale` of them along a metre, poured in fields between strips of metal."""
    chips = tree.add("TexVoronoi", {"Vector": at, "Scale": scale, "Randomness": 1.0})
    tone = tree.add("SeparateColor", {0: chips.outputs["Color"]}).outputs[0]
    inside = tree.math("LESS_THAN", chips.outputs["Distance"], 0.32)
    chip = tree.math("MULTIPLY", inside, tree.math("SUBTRACT", tone, 0.4))
    mottled = tree.math("MULTIPLY", tree.noise(at, 0.7, 4.0), 0.25)
    field = bricks_of(tree, at, 1.5, 1.5, 0.006, 0.0)
    tone = tree.math("MULTIPLY", tree.add("SeparateColor", {0: field.outputs["Color"]}).outputs[0], 0.14)
    tint = tree.math("ADD", tree.math("ADD", chip, 0.3), tree.math("ADD", mottled, tone))
    return tree.noise(at, 4.0), tree.math("SUBTRACT", tint, tree.math("MULTIPLY", field.outputs["Fac"], 0.7))


def _slabs(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return polished slabs with a drift of veins, `scale` metres long or their half, laid in a bond."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    long_m = float(rng.choice([0.6, 0.9, 1.2])) * scale / 0.9
    slab = bricks_of(tree, at, long_m, float(rng.choice([0.5, 1.0])) * long_m, 0.003, float(rng.choice([0.0, 0.5])))
    tone = tree.add("SeparateColor", {0: slab.outputs["Color"]}).outputs[0]
    own = tree.add("VectorMath", {0: at, 1: tree.stretched(slab.outputs["Color"], (7.0, 11.0, 0.0))}, operation="ADD")
    veins = tree.noise(own.outputs[0], 1.6, 7.0, 1.6)
    mottled = tree.math("ADD", tree.math("MULTIPLY", tone, 0.18), tree.math("MULTIPLY", veins, 0.9))
    gap = slab.outputs["Fac"]
    return tree.math("SUBTRACT", veins, gap), tree.math("SUBTRACT", mottled, gap)


def _joints(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return poured concrete with saw cuts every `scale` metres, clouds and stains."""
    field = bricks_of(tree, at, scale, scale, 0.004, 0.0)
    clouds = tree.math("MULTIPLY", tree.noise(at, 0.5, 6.0, 0.5), 0.7)
    grains = tree.math("MULTIPLY", tree.noise(at, 22.0, 4.0), 0.3)
    mottled = tree.math("ADD", clouds, grains)
    gap = field.outputs["Fac"]
    tint = tree.math("SUBTRACT", mottled, tree.math("MAXIMUM", gap, _tyres(tree, at)))
    return tree.math("SUBTRACT", mottled, gap), tint


def _tyres(tree: Tree, at: Socket) -> Socket:
    """Return where tyres have left rubber: bands of 5–12 cm in wide bends, broken off, two systems of them."""
    marks = []
    for aside in (0.0, 71.3):
        place = tree.add("VectorMath", {0: at, 1: (aside, 2 * aside, 0.0)}, operation="ADD").outputs[0]
        field = tree.noise(place, 0.3, 0.0)
        band = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", field, 0.5)), 0.016, 0.008)
        marks.append(tree.math("MULTIPLY", band, ramp(tree, tree.noise(place, 0.8, 2.0), 0.5, 0.62)))
    return tree.math("MAXIMUM", marks[0], marks[1])


def _driven_on(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return an even coat on a floor, with smears and the marks of tyres."""
    height, worn = _scuffed(tree, at, scale, material)
    smeared = tree.math("ADD", tree.math("MULTIPLY", worn, 0.3), 0.5)
    return height, tree.math("SUBTRACT", smeared, tree.math("MULTIPLY", _tyres(tree, at), 0.65))


def _linoleum(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return sheets 2 m wide along x, marbled along their length, each of its own tone, welded at their seams."""
    sheet = bricks_of(tree, at, 90.0, 2.0, 0.005, 0.5)
    tone = tree.add("SeparateColor", {0: sheet.outputs["Color"]}).outputs[0]
    marbled = tree.noise(tree.stretched(at, (0.25 * scale, scale, 1.0)), 1.0, 4.0, 0.6)
    tint = tree.math("ADD", tree.math("MULTIPLY", marbled, 0.8), tree.math("MULTIPLY", tone, 0.2))
    return tree.noise(at, scale), tree.math("SUBTRACT", tint, tree.math("MULTIPLY", sheet.outputs["Fac"], 0.7))


def _panels(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return mineral tiles in a grid of `scale` metres, speckled with small holes."""
    tile = bricks_of(tree, at, scale, scale, 0.009, 0.0)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    specks = tree.math("MULTIPLY", tree.math("GREATER_THAN", tree.noise(at, 150.0, 2.0), 0.6), 0.5)
    old = tree.math("MULTIPLY", ramp(tree, tone, 0.965, 0.975), ramp(tree, tree.noise(at, 1.8, 3.0), 0.4, 0.6))
    specks = tree.math("ADD", specks, tree.math("MULTIPLY", old, 0.5))  # one tile in thirty has been damp once
    tint = tree.math("SUBTRACT", tree.math("ADD", 0.75, tree.math("MULTIPLY", tone, 0.15)), specks)
    gap = tile.outputs["Fac"]
    return tree.math("SUBTRACT", 0.5, gap), tree.math("SUBTRACT", tint, tree.math("MULTIPLY", gap, 0.8))


def _carpet_tiles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return squares of loops, `scale` metres wide, each with its own shade and streaks."""
    tile = bricks_of(tree, at, scale, scale, 0.001, 0.0)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    loops = tree.noise(at, 260.0, 2.0)
    streaks = tree.noise(tree.stretched(at, (30.0, 2.0, 1.0)), 1.0, 3.0)
    mixed = tree.math("ADD", tree.math("MULTIPLY", loops, 0.45), tree.math("MULTIPLY", streaks, 0.35))
    return loops, tree.math("ADD", mixed, tree.math("MULTIPLY", tone, 0.25))


BUILT: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "rolled": _rolled,
    "scuffed": _scuffed,
    "corrugated": _corrugated,
    "carton": _carton,
    "terrazzo": _terrazzo,
    "slabs": _slabs,
    "joints": _joints,
    "driven on": _driven_on,
    "linoleum": _linoleum,
    "panels": _panels,
    "carpet tiles": _carpet_tiles,
}
