"""What else use leaves: traffic on roads and lines, spills on cloth, rust outdoors, fingers on glass."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.appearance.wear import Manner
from ....scenes.spec import Material, Vec3
from .steps import blend, cover, ramp, scaled
from .tree import Socket, Tree, bricks_of, linear

TAR: Vec3 = (0.10, 0.10, 0.10)
GROUND: Vec3 = (0.30, 0.30, 0.295)  # what shows where lines are worn away
RUST: tuple[Vec3, Vec3] = ((0.36, 0.19, 0.10), (0.24, 0.13, 0.08))
SPILL: tuple[Vec3, Vec3] = ((0.40, 0.30, 0.20), (0.55, 0.51, 0.45))  # on light and on dark cloth
FILM: Vec3 = (0.80, 0.79, 0.76)
DARK = 0.2  # below this mean, cloth has light stains
LANE_M, TRACK_M = 3.2, 0.8  # about the width of a lane, and from its middle to the wheels
LANES_M = 6.6  # from the middle of the road to where the last lane may end
PRINT_M = 0.035  # from one finger to the next


def _driven(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return a road along x with the darker paths of wheels, drops of oil between them, and seams filled with tar."""
    here = tree.add("TexCoord").outputs["Object"]
    y = tree.add("SeparateXYZ", {0: here}).outputs[1]
    off_m = tree.math("PINGPONG", tree.math("ABSOLUTE", y), LANE_M / 2)  # from the border of a lane
    on = tree.math("LESS_THAN", tree.math("ABSOLUTE", y), LANES_M)
    path = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", off_m, TRACK_M)), 0.5, 0.15)
    path = tree.math("MULTIPLY", path, on)
    drops = ramp(tree, tree.noise(tree.stretched(at, (1.3, 2.6, 1.0)), 1.0, 3.0), 0.58, 0.68)
    oil = tree.math("MULTIPLY", tree.math("MULTIPLY", drops, ramp(tree, off_m, 1.1, 1.45)), on)
    seam = bricks_of(tree, here, 23.0, LANE_M, 0.022, 0.4).outputs["Fac"]
    sealed = tree.math("MULTIPLY", tree.math("MULTIPLY", seam, on), ramp(tree, tree.noise(at, 0.13, 0.0), 0.42, 0.46))
    colour = cover(tree, 0.45 * material.wear, path, colour, TAR)
    colour = cover(tree, 0.7 * material.wear, oil, colour, TAR)
    colour = tree.blend(sealed, colour, linear(TAR))
    smooth = tree.math("MAXIMUM", scaled(tree, 0.35 * material.wear, path), tree.math("MULTIPLY", sealed, 0.8))
    return colour, blend(tree, smooth, roughness, 0.4)


def _faded(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return a painted line that tyres have ground off, down to the grit of the road."""
    field = tree.math(
        "ADD", scaled(tree, 0.65, tree.noise(at, 1.1, 4.0)), scaled(tree, 0.35, tree.noise(at, 70.0, 1.0))
    )
    gone = ramp(tree, field, 0.62 - 0.16 * material.wear, 0.66 - 0.14 * material.wear)
    return cover(tree, 0.85, gone, colour, GROUND), blend(tree, gone, roughness, 0.9)


def _stained(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return cloth with a few spills that have dried, darkest along their edge, as in coffee rings."""
    field = tree.noise(at, 3.4, 2.0)
    rim = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", field, 0.655)), 0.022, 0.004)
    spilt = tree.math("MAXIMUM", scaled(tree, 0.5, ramp(tree, field, 0.645, 0.67)), scaled(tree, 0.9, rim))
    return cover(tree, 0.6 * material.wear, spilt, colour, SPILL[float(np.mean(material.colour)) < DARK]), roughness


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
}
