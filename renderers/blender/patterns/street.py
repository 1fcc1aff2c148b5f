"""The patterns of a street: worn asphalt, flagstones, weathered walls, brick and stone on all sides, roofs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.poses import Vec3
from ....scenes.spec import Material
from .nature import MOSS
from .steps import ramp, to_side
from .tree import SOIL, Pattern, Socket, Tree, bricks_of, linear

SPRAYED = 0.4  # so many walls have been sprayed on
SPRAYS: tuple[Vec3, ...] = (
    (0.08, 0.08, 0.09),
    (0.12, 0.16, 0.42),
    (0.55, 0.09, 0.08),
    (0.66, 0.68, 0.70),
    (0.1, 0.35, 0.2),
)
FILLS: tuple[Vec3, ...] = ((0.66, 0.68, 0.70), (0.75, 0.74, 0.2), (0.25, 0.5, 0.7), (0.7, 0.35, 0.5))
TILT = 1.6  # of the depth of its joints a slab leans at most: half a centimetre
GUM = 2.4  # cells of a metre that have a spot of gum each, or none


def _asphalt(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return grit with pale stones, wide stains drawn out along the way, and cracks where the ground gave way."""
    grit = tree.noise(at, 140.0, 2.0)
    stones = ramp(tree, tree.noise(at, 46.0, 1.0), 0.54, 0.66)
    stains = ramp(tree, tree.noise(tree.stretched(at, (0.09, 0.8, 0.8)), 1.0, 5.0, 0.6), 0.34, 0.66)
    warped = tree.add(
        "VectorMath", {0: at, 1: tree.stretched(_noise_vector(tree, at, 1.5), (0.5, 0.5, 0.0))}, operation="ADD"
    )
    cell = tree.add("TexVoronoi", {"Vector": warped.outputs[0], "Scale": 0.34}, feature="DISTANCE_TO_EDGE").outputs[0]
    broken = tree.noise(at, 0.11, 2.0)
    crack = tree.math("MULTIPLY", ramp(tree, cell, 0.013, 0.004), ramp(tree, broken, 0.44, 0.52))
    blots = ramp(tree, tree.noise(at, 1.7, 5.0, 0.8), 0.3, 0.7)
    worn = tree.math("ADD", tree.math("MULTIPLY", blots, 0.2), tree.math("MULTIPLY", stains, 0.27))
    tint = tree.math("ADD", tree.math("MULTIPLY", grit, 0.55), tree.math("MULTIPLY", stones, 0.22))
    tint = tree.math("ADD", tint, tree.math("SUBTRACT", worn, 0.05))
    return tree.math("SUBTRACT", grit, crack), tree.math("SUBTRACT", tint, tree.math("MULTIPLY", crack, 0.75))


def _flags(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return flagstones of one of a few sizes, each of its own tone and tilt, some newer, some broken, gum and dirt."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    long_m, high_m = [(0.5, 0.5), (0.6, 0.4), (0.2, 0.1), (0.9, 0.6)][int(rng.integers(4))]
    flag = bricks_of(tree, at, long_m, high_m, 0.005, 0.5)
    tone = tree.add("SeparateColor", {0: flag.outputs["Color"]}).outputs[0]
    dirt = ramp(tree, tree.noise(tree.stretched(at, (0.6, 1.0, 1.0)), 0.8, 6.0, 0.4), 0.32, 0.66)
    grain = tree.noise(at, 90.0, 2.0)
    newer = tree.math("MULTIPLY", ramp(tree, tone, 0.9, 0.93), 0.3)
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, 0.42), tree.math("MULTIPLY", dirt, 0.45))
    tint = tree.math("ADD", tint, tree.math("ADD", newer, tree.math("MULTIPLY", grain, 0.2)))
    gap = tree.math("MAXIMUM", flag.outputs["Fac"], _broken(tree, at, tone) if long_m > 0.3 else 0.0)
    tint = tree.math("SUBTRACT", tree.math("SUBTRACT", tint, _gum(tree, at)), gap)
    foot = ramp(tree, tree.math("SUBTRACT", to_side(tree, 1), tree.math("MULTIPLY", dirt, 0.3)), 0.3, -0.1)
    tint = tree.math("SUBTRACT", tint, tree.math("MULTIPLY", foot, 0.5))
    wide = bricks_of(tree, at, long_m, high_m, 0.016, 0.5).outputs["Fac"]
    height = tree.math("ADD", tree.math("MULTIPLY", grain, 0.3), _tilt(tree, at, high_m, tone))
    return tree.math("SUBTRACT", height, gap), _mossy(tree, at, material, 0.52, tint, wide)


def _broken(tree: Tree, at: Socket, tone: Socket) -> Socket:
    """Return cracks right across a few slabs: those of one narrow range of tones."""
    line = tree.math("ABSOLUTE", tree.math("SUBTRACT", tree.noise(at, 1.9, 4.0), 0.5))
    chosen = tree.math("LESS_THAN", tree.math("ABSOLUTE", tree.math("SUBTRACT", tone, 0.55)), 0.07)
    return tree.math("MULTIPLY", ramp(tree, line, 0.012, 0.004), tree.math("MULTIPLY", chosen, 0.8))


def _tilt(tree: Tree, at: Socket, high_m: float, tone: Socket) -> Socket:
    """Return how high slabs stand along their depth, each leaning its own way by a few millimetres."""
    along = tree.math("FRACT", tree.math("DIVIDE", tree.add("SeparateXYZ", {0: at}).outputs[1], high_m))
    return tree.math("MULTIPLY", tree.math("SUBTRACT", tone, 0.5), tree.math("MULTIPLY", along, TILT))


def _gum(tree: Tree, at: Socket) -> Socket:
    """Return how dark trodden chewing gum is: round spots, each of its own size, of some three in a square metre."""
    cell = tree.add("TexVoronoi", {"Vector": tree.stretched(at, (1.0, 1.0, 0.0)), "Scale": GUM}).outputs
    own = tree.add("SeparateColor", {0: cell["Color"]}).outputs[0]
    reach = tree.math("MULTIPLY", tree.math("SUBTRACT", own, 0.45), 0.16)
    return tree.math("MULTIPLY", tree.math("LESS_THAN", cell["Distance"], reach), 0.38)


def _cobbles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return rows of rounded setts, each of its own tone, dirt and moss between them."""
    warp = tree.add("VectorMath", {0: _noise_vector(tree, at, 2.5), 1: (0.5, 0.5, 0.5)}, operation="SUBTRACT")
    bent = tree.add("VectorMath", {0: at, 1: tree.stretched(warp.outputs[0], (0.045, 0.045, 0.0))}, operation="ADD")
    side_m = float(np.random.Generator(np.random.PCG64(material.seed)).uniform(0.1, 0.15))
    cell = {"Vector": tree.stretched(bent.outputs[0], (1.0, 1.0, 0.0)), "Scale": 1 / side_m, "Randomness": 0.35}
    edge = tree.add("TexVoronoi", cell, feature="DISTANCE_TO_EDGE").outputs["Distance"]
    own = tree.add("SeparateColor", {0: tree.add("TexVoronoi", cell).outputs["Color"]}).outputs[0]
    domed = tree.math("POWER", ramp(tree, edge, 0.02, 0.36), 0.5)
    worn = tree.noise(at, 0.6, 6.0, 0.5)
    tint = tree.math("ADD", tree.math("MULTIPLY", own, 0.45), tree.math("MULTIPLY", worn, 0.8))
    joint = ramp(tree, edge, 0.12, 0.03)
    height = tree.math("ADD", domed, tree.math("MULTIPLY", tree.noise(at, 50.0), 0.15))
    return height, _mossy(tree, at, material, 0.6, tree.math("SUBTRACT", tint, joint), joint)


def _mossy(tree: Tree, at: Socket, material: Material, share: float, tint: Socket, joint: Socket) -> Socket:
    """Return paving's colour, moved by a tint by so large a share, with moss in its joints where few people walk."""
    base = np.array(linear(material.colour)[:3])
    dark, light = (*(base * (1 - share)).tolist(), 1.0), (*np.minimum(base * (1 + 0.6 * share), 1.0).tolist(), 1.0)
    grows = ramp(tree, tree.noise(at, 0.45, 5.0, 0.5), 0.46, 0.6)
    ragged = ramp(tree, tree.noise(at, 35.0, 3.0), 0.38, 0.55)
    moss = tree.math("MULTIPLY", tree.math("MULTIPLY", grows, ragged), tree.math("MULTIPLY", joint, 0.85))
    return tree.blend(moss, tree.blend(tint, dark, light), linear(MOSS))


def _kerbs(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return stones laid end to end, each of its own tone, blotched, and sooty along their foot."""
    stone = bricks_of(tree, at, 1.0, 40.0, 0.012, 0.0)
    tone = tree.add("SeparateColor", {0: stone.outputs["Color"]}).outputs[0]
    blots = ramp(tree, tree.noise(at, 3.0, 6.0), 0.3, 0.7)
    z = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs[2]
    sooty = tree.math("MULTIPLY", ramp(tree, z, 0.21, 0.12), tree.math("ADD", 0.2, tree.math("MULTIPLY", blots, 0.35)))
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, 0.5), tree.math("MULTIPLY", blots, 0.5))
    gap = stone.outputs["Fac"]
    tint = tree.math("SUBTRACT", tree.math("SUBTRACT", tint, sooty), gap)
    return tree.math("SUBTRACT", tree.noise(at, 60.0), gap), tint


def _weathered(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    return tree.noise(at, 110.0, 3.0), _weather(tree, at)


def _rendered(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a weathered wall with mended and repainted fields, on some walls with what was sprayed on their foot."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    wall = _on_wall(tree, at)
    z = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs[2]
    field = bricks_of(tree, wall, float(rng.uniform(1.6, 3.4)), float(rng.uniform(1.1, 2.1)), 0.0, 0.37)
    tone = tree.add("SeparateColor", {0: field.outputs["Color"]}).outputs[0]
    low = ramp(tree, z, 2.5, 2.3)  # as high as one paints without a ladder
    mended = tree.math("GREATER_THAN", tree.math("ADD", tone, tree.math("MULTIPLY", low, 0.14)), 0.92)
    shift = tree.math("MULTIPLY", mended, float(rng.choice((-0.22, 0.2, 0.3))))
    base = np.array(linear(material.colour)[:3])
    dark, light = (*(0.55 * base).tolist(), 1.0), (*np.minimum(1.27 * base, 1.0).tolist(), 1.0)
    colour = tree.blend(tree.math("ADD", _weather(tree, at), shift), dark, light)
    spray = SPRAYS[int(rng.integers(len(SPRAYS)))]
    share, filled = (0.85 if rng.random() < SPRAYED else 0.0), (0.8 if rng.random() < 0.5 else 0.0)
    stroke, fill = _scrawl(tree, wall, z)
    colour = tree.blend(
        tree.math("MULTIPLY", fill, share * filled), colour, linear(FILLS[int(rng.integers(len(FILLS)))])
    )
    return tree.noise(at, 110.0, 3.0), tree.blend(tree.math("MULTIPLY", stroke, share), colour, linear(spray))


def _scrawl(tree: Tree, wall: Socket, z: Socket) -> Pattern:
    """Return the strokes of somebody's spray can and what they enclose, as high as an arm reaches: levels of noise."""
    field = tree.noise(tree.stretched(wall, (1.7, 1.1, 1.0)), 1.0, 0.0, 0.9)
    from_edge = tree.math("SUBTRACT", field, 0.5)
    stroke = ramp(tree, tree.math("ABSOLUTE", from_edge), 0.03, 0.022)
    here = ramp(tree, tree.noise(wall, 0.33, 0.0), 0.53, 0.535)
    reach = tree.math("MULTIPLY", ramp(tree, z, 0.5, 0.54), ramp(tree, z, 1.95, 1.9))
    there = tree.math("MULTIPLY", here, reach)
    return tree.math("MULTIPLY", stroke, there), tree.math("MULTIPLY", ramp(tree, from_edge, 0.0, 0.01), there)


def _weather(tree: Tree, at: Socket) -> Socket:
    """Return what years leave on a wall: blotches, streaks, most of them below sills, and a dirty foot."""
    blotches = ramp(tree, tree.noise(at, 0.35, 6.0, 0.5), 0.28, 0.72)
    streaks = ramp(tree, tree.noise(tree.stretched(at, (4.0, 4.0, 0.11)), 1.0, 5.0, 0.3), 0.42, 0.7)
    z = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs[2]
    foot = tree.math("MULTIPLY", ramp(tree, z, 1.4, 0.0), tree.noise(at, 2.2, 4.0))
    tint = tree.math("SUBTRACT", tree.math("ADD", blotches, 0.3), tree.math("MULTIPLY", streaks, 0.34))
    soil = tree.math("MULTIPLY", tree.add("Attribute", attribute_name=SOIL).outputs["Fac"], 1.6)
    spilt = tree.math("MULTIPLY", soil, tree.math("ADD", streaks, 0.25))
    return tree.math("SUBTRACT", tree.math("SUBTRACT", tint, tree.math("MULTIPLY", foot, 1.3)), spilt)


def _on_wall(tree: Tree, at: Socket) -> Socket:
    """Return coordinates along a wall, whichever way it faces, and up it."""
    x, y, z = tree.add("SeparateXYZ", {0: at}).outputs
    normal = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[0]
    turned = tree.math("GREATER_THAN", tree.math("ABSOLUTE", normal), 0.7)
    along = tree.add("Mix", {0: turned, 2: x, 3: y}).outputs[0]
    return tree.add("CombineXYZ", {0: along, 1: z}).outputs[0]


def _courses(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    return _laid(tree, at, _on_wall(tree, at), 0.225, 0.075, 0.006, 0.5, 0.6)


def _ashlar(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return courses of blocks, some low and some tall, each with blocks from short to long."""
    high_m = float(np.random.Generator(np.random.PCG64(material.seed)).uniform(0.26, 0.38))
    along, up, _ = tree.add("SeparateXYZ", {0: _on_wall(tree, at)}).outputs
    up = tree.math("ADD", up, tree.math("MULTIPLY", tree.math("PINGPONG", up, 4.3 * high_m), 0.32))
    own = tree.add("TexWhiteNoise", {"W": tree.math("FLOOR", tree.math("DIVIDE", up, high_m))}, noise_dimensions="1D")
    along = tree.math("ADD", along, tree.math("MULTIPLY", own.outputs["Value"], 7.0))
    along = tree.math("ADD", along, tree.math("MULTIPLY", tree.math("PINGPONG", along, 1.27), 0.4))
    return _laid(tree, at, tree.add("CombineXYZ", {0: along, 1: up}).outputs[0], 0.8, high_m, 0.006, 0.5, 0.35)


def _laid(
    tree: Tree, at: Socket, wall: Socket, long_m: float, high_m: float, gap_m: float, offset: float, own: float
) -> Pattern:
    brick = bricks_of(tree, wall, long_m, high_m, gap_m, offset)
    tone = tree.add("SeparateColor", {0: brick.outputs["Color"]}).outputs[0]
    gap = brick.outputs["Fac"]
    worn = tree.math("MULTIPLY", _weather(tree, at), 1 - own)
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, own), worn)
    return tree.math("SUBTRACT", tree.noise(at, 40.0), gap), tree.math("ADD", tint, tree.math("MULTIPLY", gap, 0.5))


def _roof_tiles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return rows of overlapping tiles, `scale` metres wide, on slopes that face ±y, with moss."""
    x, _, z = tree.add("SeparateXYZ", {0: at}).outputs
    across = tree.math("PINGPONG", x, scale / 2)
    row = tree.math("FRACT", tree.math("DIVIDE", z, 0.2))
    tile = bricks_of(tree, tree.add("CombineXYZ", {0: x, 1: z}).outputs[0], scale, 0.2, 0.004, 0.5)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    height = tree.math("SUBTRACT", tree.math("DIVIDE", across, scale), tree.math("MULTIPLY", row, 0.8))
    moss = tree.noise(at, 0.7, 6.0, 0.4)
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, 0.45), tree.math("MULTIPLY", moss, 0.7))
    return height, tree.math("SUBTRACT", tint, tree.math("MULTIPLY", row, 0.25))


def _wavy(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return panes that mirror the sky not quite flatly."""
    return tree.noise(at, scale, 1.0), tree.noise(at, 0.6, 3.0)


def _stripes(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    x = tree.add("SeparateXYZ", {0: at}).outputs[0]
    plain = material.seed % 2
    band = tree.math("GREATER_THAN", tree.math("PINGPONG", x, scale), 0.5 * scale)
    faded = tree.noise(at, 1.5, 5.0)
    return tree.noise(at, 500.0, 1.0), faded if plain else tree.math("ADD", tree.math("MULTIPLY", band, 1.2), faded)


def _noise_vector(tree: Tree, at: Socket, scale: float) -> Socket:
    return tree.add("TexNoise", {"Vector": at, "Scale": scale, "Detail": 3.0}).outputs["Color"]


STREET: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "asphalt": _asphalt,
    "flags": _flags,
    "cobbles": _cobbles,
    "kerbs": _kerbs,
    "weathered": _weathered,
    "rendered": _rendered,
    "courses": _courses,
    "ashlar": _ashlar,
    "roof tiles": _roof_tiles,
    "wavy": _wavy,
    "stripes": _stripes,
}
