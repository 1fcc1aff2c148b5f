"""The patterns of bare ground and what covers it: turf, blades of grass, rock, earth, boards and clay."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.generators.nature.fields import BEND, BEND_M, SHIFTED, fields_of
from ....scenes.spec import Material
from .mixing import RGBA, distorted, of_its_own, step, times
from .tree import PATTERNS, Pattern, Socket, Tree, bricks_of, linear

SOIL, DRY, STONE, MOSS = (0.30, 0.24, 0.17), (0.56, 0.50, 0.30), (0.46, 0.44, 0.41), (0.27, 0.30, 0.14)
WITHERED, RUSTY, ALGAE = (0.42, 0.30, 0.16), (0.50, 0.38, 0.28), (0.25, 0.28, 0.16)
DEAD = (0.60, 0.53, 0.36)
LIME = (0.80, 0.76, 0.70)
FIELDS_M = (58.0, 74.0)  # from the middle of the world, fields begin
CROPS = (  # in the order of fields' own greys: what grows there, as times the colour of grass
    *((0.0, (1.0, 1.0, 1.0)), (0.3, (0.62, 0.8, 0.8)), (0.42, (1.3, 1.2, 1.1)), (0.54, (0.85, 0.95, 0.9))),
    *((0.64, (2.6, 1.6, 2.3)), (0.74, (1.1, 1.05, 1.0)), (0.84, (1.15, 0.6, 1.2)), (0.91, (1.7, 1.35, 1.2))),
)
BANK = (0.4, 0.5, 0.45, 1.0)  # the same of what grows between fields


def _sward(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return blades of grass, each with a shade of its own, in the greens of where they stand; many are dead."""
    own = tree.add("NewGeometry").outputs["Random Per Island"]
    green, parched = _greens(tree, material)
    shade = tree.math("ADD", tree.math("MULTIPLY", own, 1.0), 0.5)
    living = tree.add("VectorMath", {0: green, "Scale": shade}, operation="SCALE").outputs[0]
    few = tree.math("FRACT", tree.math("MULTIPLY", own, 61.0))
    dead = tree.math("LESS_THAN", few, tree.math("ADD", tree.math("MULTIPLY", parched, 0.5), 0.12))
    return own, tree.blend(dead, living, linear(DEAD))


def _greens(tree: Tree, material: Material) -> Pattern:
    """Return the green of grass at each place in the world, cool, warm, light and dark, and how parched it is (0–1).

    It is the same for turf and for the blades on it where their materials have one seed.
    """
    shift = np.random.Generator(np.random.PCG64(material.seed)).uniform(-50, 50, 3).round(3).tolist()
    here = tree.add("VectorMath", {0: tree.add("NewGeometry").outputs["Position"], 1: shift}, operation="ADD")
    wide, kinds = tree.noise(here.outputs[0], 0.11, 4.0, 0.5), tree.noise(here.outputs[0], 0.7, 5.0, 0.5)
    r, g, b = (np.array(linear(material.colour)[:3])).tolist()
    cool, warm = (0.80 * r, 0.91 * g, 0.94 * b, 1.0), (min(1.22 * r, 1.0), min(1.09 * g, 1.0), 0.93 * b, 1.0)
    mixed = tree.math("ADD", tree.math("MULTIPLY", wide, 0.55), tree.math("MULTIPLY", kinds, 0.45))
    parched = tree.math("MULTIPLY", step(tree, wide, 0.48, 0.68), step(tree, kinds, 0.36, 0.6))
    hue, tone = tree.blend(step(tree, mixed, 0.34, 0.66), cool, warm), _tones(tree, here.outputs[0])
    return tree.add("VectorMath", {0: hue, "Scale": tone}, operation="SCALE").outputs[0], parched


def _turf(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return grass in the greens of its place, dark between tufts, with straw, worn to soil, and rock where steep.

    Its tones differ over all lengths from metres down to blades, as what is close by is and what is far away.
    """
    tufts, green = tree.noise(at, 11.0, 6.0, 0.5), _greens(tree, material)
    blades = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 60.0, 4.0), 1.3), 0.15)
    lit = tree.add("VectorMath", {0: green[0], "Scale": blades}, operation="SCALE").outputs[0]
    if material.family == "meadow":
        lit = tree.add("VectorMath", {0: lit, 1: _fields(tree, material)}, operation="MULTIPLY").outputs[0]
    far = tree.noise(at, 0.045, 5.0, 0.4)
    dry = tree.math("MULTIPLY", tree.math("MAXIMUM", green[1], step(tree, far, 0.52, 0.74)), 0.26)
    straw = tree.math("MAXIMUM", dry, tree.math("MULTIPLY", step(tree, tree.noise(at, 70.0, 2.0), 0.55, 0.66), 0.3))
    thatch = tree.blend(straw, lit, linear(DRY))
    worn = tree.math("ADD", tree.noise(at, 0.35, 7.0, 0.8), tree.math("MULTIPLY", green[1], 0.08))
    bare = tree.blend(tree.math("MULTIPLY", step(tree, worn, 0.66, 0.78), 0.75), thatch, linear(SOIL))
    steep = tree.add("SeparateXYZ", {0: tree.add("NewGeometry").outputs["Normal"]}).outputs[2]
    crag = tree.math("ADD", tree.math("SUBTRACT", 1.0, steep), tree.math("MULTIPLY", tree.noise(at, 0.5, 6.0), 0.24))
    return tufts, tree.blend(step(tree, crag, 0.31, 0.38), bare, _lichened(tree, at, linear(STONE)))


def _fields(tree: Tree, material: Material) -> Socket:
    """Return what colours of grass are multiplied by where land far from the middle is made of fields."""
    fields = fields_of(np.random.Generator(np.random.PCG64(material.seed)))
    here = tree.add("NewGeometry").outputs["Position"]
    along, across = ((np.cos(fields.turn), np.sin(fields.turn), 0.0), (-np.sin(fields.turn), np.cos(fields.turn), 0.0))
    a, b = (
        tree.add("VectorMath", {0: here, 1: way}, operation="DOT_PRODUCT").outputs["Value"] for way in (along, across)
    )
    u, v = (
        _bent_line(tree, a, b, fields.phase[0], fields.shift_m[0]),
        _bent_line(tree, b, a, fields.phase[1], fields.shift_m[1]),
    )
    field = bricks_of(tree, tree.add("CombineXYZ", {0: u, 1: v}).outputs[0], fields.long_m, fields.deep_m, 1.1, SHIFTED)
    tone = tree.add("SeparateColor", {0: field.outputs["Color"]}).outputs[0]
    crops = tree.add("ValToRGB", {0: tone})
    crops.color_ramp.interpolation = "CONSTANT"
    for place, colour in CROPS:
        stop = crops.color_ramp.elements.new(place) if place else crops.color_ramp.elements[0]
        stop.color = (*colour, 1.0)
    crops.color_ramp.elements.remove(crops.color_ramp.elements[-1])
    sown = tree.blend(field.outputs["Fac"], crops.outputs[0], BANK)
    away = tree.add("VectorMath", {0: here}, operation="LENGTH").outputs["Value"]
    return tree.blend(step(tree, away, FIELDS_M[0], FIELDS_M[1]), (1.0, 1.0, 1.0, 1.0), sown)


def _bent_line(tree: Tree, along: Socket, across: Socket, phase: float, shift_m: float) -> Socket:
    """Return coordinates between lines that bend, as `scenes.generators.nature.fields` has them."""
    angle = tree.math("ADD", tree.math("MULTIPLY", across, 1 / BEND_M), phase)
    bend = tree.math("MULTIPLY", tree.math("SINE", angle), BEND * BEND_M)
    return tree.math("ADD", tree.math("ADD", along, bend), shift_m)


def _tones(tree: Tree, at: Socket) -> Socket:
    """Return how light grass is from place to place, about 0.2–1.8: in clumps of clumps, and in tufts of a hand."""
    inputs = {"Vector": at, "Scale": 0.09, "Detail": 8.0, "Roughness": 0.78, "Distortion": 0.3}
    found = tree.add("TexNoise", inputs).outputs["Fac"]
    spread = tree.add("MapRange", {0: found, 1: 0.42, 2: 0.58, 3: 0.55, 4: 1.3}, clamp=False).outputs[0]
    tufts = tree.add("MapRange", {0: tree.noise(at, 7.5, 4.0, 0.3), 1: 0.36, 2: 0.64, 3: 0.55, 4: 1.45}, clamp=False)
    return tree.math("MAXIMUM", tree.math("MULTIPLY", spread, tufts.outputs[0]), 0.2)


def _lichened(tree: Tree, at: Socket, base: RGBA) -> Socket:
    dark, pale = (*(0.45 * c for c in base[:3]), 1.0), (*(min(1.5 * c, 1.0) for c in base[:3]), 1.0)
    grain = tree.blend(step(tree, tree.noise(at, 4.0, 8.0, 0.5), 0.32, 0.68), dark, pale)
    return tree.blend(step(tree, tree.noise(at, 9.0, 5.0), 0.6, 0.66), grain, linear((0.50, 0.50, 0.36)))


def _crags(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return rock with faint strata, a few hairline cracks, lichen, and moss where it faces up."""
    bent = distorted(tree, at, 0.7, 0.5)
    strata = tree.noise(tree.stretched(bent, (0.4, 0.4, 4.0)), 1.2, 5.0)
    crack = _cracks(tree, at)
    lumps = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 2.5, 7.0), 0.6), tree.math("MULTIPLY", strata, 0.3))
    height = tree.math("SUBTRACT", lumps, tree.math("MULTIPLY", crack, 0.06))
    wide = tree.blend(step(tree, tree.noise(at, 0.7, 3.0), 0.3, 0.7), times(material, 0.65), times(material, 1.25))
    worn = tree.blend(0.45, wide, _lichened(tree, at, linear(material.colour)))
    banded = tree.blend(tree.math("MULTIPLY", step(tree, strata, 0.45, 0.65), 0.22), worn, times(material, 0.5))
    split = tree.blend(tree.math("MULTIPLY", crack, 0.4), banded, times(material, 0.4))
    up = tree.add("SeparateXYZ", {0: tree.add("NewGeometry").outputs["Normal"]}).outputs[2]
    damp = tree.math("ADD", tree.math("MULTIPLY", up, 0.35), tree.noise(at, 1.7, 6.0))
    return height, tree.blend(tree.math("MULTIPLY", step(tree, damp, 0.78, 0.95), 0.7), split, linear(MOSS))


def _cracks(tree: Tree, at: Socket) -> Socket:
    """Return thin broken lines, where a noise crosses its middle."""
    off = tree.math("ABSOLUTE", tree.math("SUBTRACT", tree.noise(at, 0.9, 4.0), 0.5))
    line = tree.math("SUBTRACT", 1.0, step(tree, off, 0.0, 0.012))
    return tree.math("MULTIPLY", line, step(tree, tree.noise(at, 0.8, 2.0), 0.48, 0.6))


def _pebbles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return stones of two sizes, no two of one shade, dark between them; trodden to grit, damp and green in places."""
    cells = [tree.add("TexVoronoi", {"Vector": at, "Scale": times * scale}) for times in (2.1, 0.8)]
    (own, hue, _), (big, is_big, _) = (
        tree.add("SeparateColor", {0: each.outputs["Color"]}).outputs[:3] for each in cells
    )
    large = tree.math("GREATER_THAN", is_big, 0.7)
    away = tree.blend(large, *(each.outputs["Distance"] for each in cells))
    wide = tree.noise(at, 0.45, 6.0, 0.6)
    trodden = step(tree, wide, 0.42, 0.6)
    tone = tree.math("ADD", tree.blend(large, own, big), tree.math("MULTIPLY", tree.noise(at, 2.2, 6.0), 0.8))
    stones = tree.blend(tree.math("SUBTRACT", tone, 0.4), times(material, 0.4), times(material, 1.6))
    warm = tree.blend(tree.math("MULTIPLY", tree.math("GREATER_THAN", hue, 0.7), 0.45), stones, linear(RUSTY))
    between = tree.math("MULTIPLY", step(tree, away, 0.35, 0.75), tree.math("SUBTRACT", 0.85, trodden))
    laid = tree.blend(tree.math("MAXIMUM", between, 0.0), warm, times(material, 0.3))
    grit = tree.blend(tree.math("MULTIPLY", trodden, 0.5), laid, times(material, 1.1))
    damp = tree.blend(tree.math("MULTIPLY", step(tree, wide, 0.42, 0.28), 0.55), grit, times(material, 0.4))
    grown = tree.math("MULTIPLY", step(tree, tree.noise(at, 1.1, 7.0, 0.8), 0.6, 0.7), 0.4)
    return tree.math("SUBTRACT", 1.0, away), tree.blend(grown, damp, linear(MOSS))


def _crumbs(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return earth in clods, dry and pale on top, with bits of straw and bark in it, and green where it is damp."""
    clods, fine = tree.noise(at, 0.2 * scale, 6.0, 0.4), tree.noise(at, scale, 3.0)
    wide = tree.noise(at, 2.0, 4.0)
    dry = tree.math("ADD", tree.math("MULTIPLY", clods, 0.7), tree.math("MULTIPLY", wide, 0.4))
    earth = tree.blend(step(tree, dry, 0.4, 0.68), times(material, 0.55), times(material, 2.6))
    bits = tree.add(
        "TexVoronoi", {"Vector": tree.stretched(distorted(tree, at, 9.0, 0.05), (1.0, 2.6, 1.0)), "Scale": 30.0}
    )
    own = tree.add("SeparateColor", {0: bits.outputs["Color"]}).outputs
    few = tree.math("MULTIPLY", tree.math("GREATER_THAN", own[0], 0.72), tree.math("LESS_THAN", bits.outputs[0], 0.42))
    mulched = tree.blend(tree.math("MULTIPLY", few, 0.75), earth, tree.blend(own[1], linear(WITHERED), linear(DRY)))
    height = tree.math("ADD", tree.math("MULTIPLY", clods, 0.8), tree.math("MULTIPLY", fine, 0.2))
    return height, tree.blend(tree.math("MULTIPLY", step(tree, wide, 0.4, 0.28), 0.3), mulched, linear(MOSS))


def _silvered(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return boards of the grain of wood that weather has worn, each of another tone; green at their feet."""
    fine, grain = PATTERNS["grain"](tree, at, scale, material)
    island, own = tree.add("NewGeometry").outputs["Random Per Island"], of_its_own(tree)
    board = tree.math("FRACT", tree.math("ADD", island, own))
    tone = tree.math("ADD", tree.math("MULTIPLY", grain, 0.55), tree.math("MULTIPLY", board, 0.75))
    board = tree.blend(tree.math("SUBTRACT", tone, 0.15), times(material, 0.42), times(material, 1.35))
    knots = tree.noise(tree.stretched(at, (5.0, 5.0, 2.2)), 1.0, 2.0)
    knotty = tree.blend(tree.math("MULTIPLY", step(tree, knots, 0.69, 0.73), 0.7), board, times(material, 0.25))
    up = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[2]
    damp = tree.math("MULTIPLY", tree.math("ADD", tree.noise(at, 3.0, 5.0, 0.5), tree.math("MULTIPLY", own, 0.3)), 0.4)
    algae = step(tree, tree.math("SUBTRACT", up, damp), 0.0, -0.22)
    return fine, tree.blend(tree.math("MULTIPLY", algae, 0.6), knotty, linear(ALGAE))


def _limed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return burnt clay with the bloom of lime that water leaves on its way through, and green at the foot."""
    fine, cloud = tree.noise(at, scale, 3.0), tree.noise(tree.stretched(at, (7.0, 7.0, 4.0)), 1.0, 6.0, 0.7)
    clay = tree.blend(fine, times(material, 0.75), times(material, 1.2))
    up = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs[2]
    bloom = tree.math("SUBTRACT", tree.math("ADD", cloud, 0.12), tree.math("MULTIPLY", up, 0.25))
    limed = tree.blend(tree.math("MULTIPLY", step(tree, bloom, 0.5, 0.68), 0.6), clay, linear(LIME))
    damp = tree.math("SUBTRACT", tree.math("MULTIPLY", cloud, 0.5), up)
    return fine, tree.blend(tree.math("MULTIPLY", step(tree, damp, 0.05, 0.25), 0.5), limed, linear(ALGAE))


GROWN: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "sward": _sward,
    "turf": _turf,
    "crags": _crags,
    "limed": _limed,
    "pebbles": _pebbles,
    "crumbs": _crumbs,
    "silvered": _silvered,
}
