"""What else use leaves: traffic on roads, lines and cars, spills on cloth, rust outdoors, fingers on glass."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.appearance.wear import Manner
from ....scenes.poses import Vec3
from ....scenes.spec import Material
from .steps import blend, cover, ramp, scaled, to_side
from .tree import Socket, Tree, bricks_of, linear

TAR: Vec3 = (0.10, 0.10, 0.10)
FRESH: Vec3 = (0.16, 0.16, 0.165)  # asphalt that is younger than what it was laid beside
GRIT: Vec3 = (0.27, 0.235, 0.19)
MUD: Vec3 = (0.42, 0.39, 0.34)
SOOTY: Vec3 = (0.42, 0.41, 0.40)
GROUND: Vec3 = (0.30, 0.30, 0.295)  # what shows where lines are worn away
RUST: tuple[Vec3, Vec3] = ((0.36, 0.19, 0.10), (0.24, 0.13, 0.08))
SPILL: tuple[Vec3, Vec3] = ((0.40, 0.30, 0.20), (0.36, 0.34, 0.31))  # on light and on dark cloth
FILM: Vec3 = (0.80, 0.79, 0.76)
DARK = 0.2  # below this mean, cloth has light stains
LANE_M, TRACK_M = 3.2, 0.8  # about the width of a lane, and from its middle to the wheels
LANES_M = 6.6  # from the middle of the road to where the last lane may end
PRINT_M = 0.035  # from one finger to the next


def _driven(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return a road along x in strips of other tones, with tar in seams, dark wheel paths and oil between, and grit."""
    wear, here = 0.4 + 0.6 * material.wear, tree.add("TexCoord").outputs["Object"]
    across = tree.math("ABSOLUTE", tree.add("SeparateXYZ", {0: here}).outputs[1])
    on = tree.math("LESS_THAN", across, LANES_M)
    path, oil = _trodden(tree, at, across, on)
    strip = bricks_of(tree, here, 23.0, LANE_M, 0.022, 0.4)
    sealed = tree.math("MULTIPLY", strip.outputs["Fac"], ramp(tree, tree.noise(at, 0.13, 0.0), 0.42, 0.46))
    sealed = tree.math("MULTIPLY", sealed, on)
    tone = tree.add("SeparateColor", {0: strip.outputs["Color"]}).outputs[0]
    colour = cover(tree, 0.34, tree.math("MULTIPLY", ramp(tree, tone, 0.35, 0.9), on), colour, FRESH)
    colour = cover(tree, 0.42 * wear, path, colour, TAR)
    colour = cover(tree, 0.75 * wear, oil, colour, TAR)
    colour = cover(tree, 0.75, _gutter(tree, at), colour, GRIT)
    colour = tree.blend(sealed, colour, linear(TAR))
    smooth = tree.math("MAXIMUM", scaled(tree, 0.4 * wear, path), tree.math("MULTIPLY", sealed, 0.8))
    return colour, blend(tree, smooth, roughness, 0.4)


def _trodden(tree: Tree, at: Socket, across: Socket, on: Socket) -> tuple[Socket, Socket]:
    """Return where wheels run, broken up along the way, and where oil has dropped, in the middle of lanes most."""
    off_m = tree.math("PINGPONG", across, LANE_M / 2)  # from the border of a lane
    path = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", off_m, TRACK_M)), 0.55, 0.1)
    drops = tree.noise(tree.stretched(at, (1.3, 2.6, 1.0)), 1.0, 3.0)
    path = tree.math("MULTIPLY", path, ramp(tree, drops, 0.25, 0.6))
    oil = tree.math("MULTIPLY", ramp(tree, drops, 0.56, 0.66), ramp(tree, off_m, 0.9, 1.4))
    return tree.math("MULTIPLY", path, on), tree.math("MULTIPLY", oil, on)


def _gutter(tree: Tree, at: Socket) -> Socket:
    """Return where grit and leaves gather: along both sides, more here than there."""
    ragged = tree.math("MULTIPLY", tree.noise(tree.stretched(at, (0.5, 3.0, 1.0)), 1.3, 5.0), 1.3)
    return ramp(tree, tree.math("SUBTRACT", to_side(tree, 1), ragged), -0.1, -0.6)


def _faded(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return a painted line that tyres have ground off, down to the grit of the road, and have blackened."""
    wide = tree.noise(at, 0.9, 5.0)
    field = tree.math("ADD", scaled(tree, 0.6, wide), scaled(tree, 0.4, tree.noise(at, 55.0, 2.0)))
    gone = ramp(tree, field, 0.55 - 0.12 * material.wear, 0.59 - 0.1 * material.wear)
    colour = cover(tree, 0.3 + 0.4 * material.wear, ramp(tree, wide, 0.62, 0.34), colour, SOOTY)
    return cover(tree, 0.85, gone, colour, GROUND), blend(tree, gone, roughness, 0.9)


def _stained(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return cloth with a few spills that have dried, darkest along their edge, as in coffee rings."""
    field = tree.noise(at, 4.6, 2.0)
    rim = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", field, 0.69)), 0.04, 0.0)
    spilt = tree.math("MAXIMUM", scaled(tree, 0.5, ramp(tree, field, 0.65, 0.76)), scaled(tree, 0.7, rim))
    return cover(tree, 0.3 * material.wear, spilt, colour, SPILL[float(np.mean(material.colour)) < DARK]), roughness


def _rusted(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return painted steel that stands outdoors: chipped and rusty in spots, most at the foot, under a haze of dirt."""
    z = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Object"]}).outputs[2]
    low = ramp(tree, z, 0.45, 0.0)
    field = tree.math("ADD", tree.noise(tree.stretched(at, (14.0, 14.0, 6.0)), 1.0, 4.0), scaled(tree, 0.13, low))
    rust = ramp(tree, field, 0.72 - 0.1 * material.wear, 0.75 - 0.1 * material.wear)
    dirt = tree.math("MAXIMUM", scaled(tree, 0.6, low), ramp(tree, field, 0.45, 0.7))
    colour = cover(tree, 0.4 * material.wear, dirt, colour, (0.33, 0.30, 0.26))
    brown = tree.blend(ramp(tree, field, 0.66, 0.82), linear(RUST[0]), linear(RUST[1]))
    return tree.blend(rust, colour, brown), blend(tree, rust, roughness, 0.9)


def _splashed(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return paint of a vehicle under what wheels throw up, most along its foot, and dull with the dust of weeks."""
    axes = tree.add("TexCoord").outputs
    z = tree.add("SeparateXYZ", {0: axes["Object"]}).outputs[2]
    up = tree.add("SeparateXYZ", {0: axes["Normal"]}).outputs[2]
    ragged = tree.noise(tree.stretched(at, (3.0, 3.0, 1.2)), 1.0, 5.0)
    foot = ramp(tree, tree.math("SUBTRACT", z, tree.math("MULTIPLY", ragged, 0.6)), 0.35, -0.05)
    dust = tree.math("MULTIPLY", ramp(tree, up, 0.3, 0.9), ramp(tree, ragged, 0.3, 0.65))
    film = tree.math("MAXIMUM", scaled(tree, 0.3 + 0.5 * material.wear, foot), scaled(tree, 0.35 * material.wear, dust))
    return tree.blend(film, colour, linear(MUD)), blend(tree, film, roughness, 0.9)


def touched(tree: Tree, at: Socket, wear: float, roughness: Socket) -> Socket:
    """Return the roughness of a screen or mirror with fingerprints in patches, and a wiped smear around them."""
    cell = tree.add("TexVoronoi", {"Vector": at, "Scale": 1 / PRINT_M}).outputs["Distance"]
    print_ = tree.math("MULTIPLY", ramp(tree, cell, 0.34, 0.22), 0.9)
    here = ramp(tree, tree.noise(at, 5.0, 1.0), 0.5, 0.62)
    marks = tree.math("MULTIPLY", here, tree.math("MAXIMUM", print_, 0.25))
    return blend(tree, scaled(tree, wear, marks), roughness, 0.34)


def filmed(tree: Tree, at: Socket, material: Material, clear: Socket) -> tuple[Socket, Socket]:
    """Return the roughness that glass mirrors with, and the shader seen through, under a film wiped in arcs."""
    smear = ramp(tree, tree.noise(tree.stretched(at, (3.0, 3.0, 7.0)), 1.0, 1.0), 0.42, 0.66)
    roughness = blend(tree, scaled(tree, material.wear, smear), material.roughness, 0.22)
    film = tree.add("BsdfDiffuse", {"Color": linear(FILM)}).outputs[0]
    share = tree.math("ADD", scaled(tree, 0.07 * material.wear, smear), 0.012 * material.wear)
    return roughness, tree.add("MixShader", {0: share, 1: clear, 2: film}).outputs[0]


_Stain = Callable[[Tree, Socket, Material, Socket, Socket], tuple[Socket, Socket]]
STAINS: dict[Manner, _Stain] = {
    "road": _driven,
    "line": _faded,
    "cloth": _stained,
    "outdoor steel": _rusted,
    "vehicle": _splashed,
}
