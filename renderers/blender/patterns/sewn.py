"""How cloth is sewn: the panels of garments, their seams, hems and pockets, from texture coordinates of their own.

`scenes.people.panels` says what these are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from ....scenes.people.panels import APART_M, NEAR_M, ROUND_M
from ....scenes.poses import Vec3
from ....scenes.spec import Material
from .tree import Socket, Tree, linear

OWN_COORDINATES, HEMS = "own", "hem"
TRUNK_M, LEG_M, SLEEVE_M = (float(each) * pi / 2 for each in ROUND_M)  # from the middle of a panel to its seam
ARMHOLE_M = 0.03  # down the arm
PUCKER_M = 0.014  # so far beside a seam it pulls at the cloth
HEM_M, BAND_M = 0.020, 0.040  # from a hem to its stitches; how wide the waistband of trousers is
EDGE_M = 0.006  # from an edge to the stitches along it
STITCH_M = 0.0013

INKS: tuple[Vec3, ...] = (
    (0.85, 0.84, 0.82),
    (0.06, 0.06, 0.07),
    (0.12, 0.17, 0.32),
    (0.55, 0.14, 0.14),
    (0.80, 0.62, 0.22),
)
Colour = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Where a point lies on its panel, in metres (`both`: as a vector), which panel that is (0 or 1), how near a hem.

    `seam_m` is how far the next seam is.
    """

    u: Socket
    v: Socket
    both: Socket
    trunk: Socket
    leg: Socket
    sleeve: Socket
    near_m: Socket
    seam_m: Socket


def own(tree: Tree) -> tuple[Socket, Socket, Socket]:
    """Return the mesh's own texture coordinates, and both as a vector."""
    both = tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]
    parts = tree.add("SeparateXYZ", {0: both}).outputs
    return parts[0], parts[1], both


def laid(tree: Tree) -> Laid:
    """Return where points lie on the panels of their garment."""
    across, v, _ = own(tree)
    number = tree.math("ROUND", tree.math("DIVIDE", across, APART_M))
    u = tree.math("SUBTRACT", across, tree.math("MULTIPLY", number, APART_M))
    trunk, leg, sleeve = (
        tree.math("COMPARE", tree.math("ABSOLUTE", number), float(each)) for each in range(len(ROUND_M))
    )
    both = tree.add("CombineXYZ", {0: u, 1: v}).outputs[0]
    near_m = tree.add("Attribute", attribute_name=HEMS).outputs["Fac"]
    return Laid(u, v, both, trunk, leg, sleeve, near_m, _seam_m(tree, u, v, (trunk, leg, sleeve)))


def _seam_m(tree: Tree, u: Socket, v: Socket, panels: tuple[Socket, Socket, Socket]) -> Socket:
    """Return how far the next seam is: at both sides of a panel, below a sleeve alone, and where that is set in."""
    sides = [tree.math("MULTIPLY", on, far_m) for on, far_m in zip(panels, (TRUNK_M, LEG_M, SLEEVE_M), strict=True)]
    side_m = tree.math("ADD", tree.math("ADD", sides[0], sides[1]), sides[2])
    off_m = tree.math("ABSOLUTE", tree.math("SUBTRACT", tree.math("ABSOLUTE", u), side_m))
    above = tree.math("MULTIPLY", panels[2], tree.math("LESS_THAN", u, 0.0))
    set_in_m = tree.math("ABSOLUTE", tree.math("SUBTRACT", v, ARMHOLE_M))
    return tree.math(
        "MINIMUM",
        tree.math("ADD", off_m, above),
        tree.math("ADD", set_in_m, tree.math("SUBTRACT", 1.0, panels[2])),
    )


def line(tree: Tree, value: Socket, at_m: float, half_m: float = STITCH_M) -> Socket:
    """Return 1 where a value is nearly `at_m`, falling to 0 at both sides."""
    off_m = tree.math("ABSOLUTE", tree.math("SUBTRACT", value, at_m))
    return ramp(tree, off_m, 2 * half_m, 0.5 * half_m)


def ramp(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    """Return 0 to 1 as a value goes from `low` to `high`."""
    return tree.add("MapRange", {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}).outputs[0]


def product(tree: Tree, *values: Socket | float) -> Socket:
    """Return the product of values."""
    found = values[0]
    for value in values[1:]:
        found = tree.math("MULTIPLY", found, value)
    return found


def greatest(tree: Tree, *values: Socket) -> Socket:
    """Return the greatest of values."""
    found = values[0]
    for value in values[1:]:
        found = tree.math("MAXIMUM", found, value)
    return found


def seams(tree: Tree, on: Laid) -> tuple[Socket, Socket]:
    """Return how deep seams and stitched hems draw the cloth in, and how dark they are, each 0 to 1."""
    groove = ramp(tree, on.seam_m, 0.005, 0.0005)
    pulled = ramp(tree, on.seam_m, PUCKER_M, 0.002)
    in_hem = ramp(tree, on.near_m, NEAR_M - HEM_M - 0.006, NEAR_M - HEM_M)
    waves = tree.noise(on.both, 60.0, 1.0)
    pucker = product(tree, tree.math("MAXIMUM", pulled, in_hem), waves, 0.5)
    stitches = line(tree, on.near_m, NEAR_M - HEM_M, 0.002)
    edge = tree.math("MAXIMUM", ramp(tree, on.near_m, NEAR_M - 0.003, NEAR_M), line(tree, on.near_m, NEAR_M - EDGE_M))
    return greatest(tree, groove, stitches, pucker), greatest(tree, groove, stitches, product(tree, edge, 0.6))


def of_trousers(tree: Tree, on: Laid, patched: bool) -> tuple[Socket, Socket]:
    """Return the lines of trousers, 0 to 1: of waistband, fly and pockets, and of the stitches beside their seams."""
    aside = tree.math("ABSOLUTE", on.u)
    front = product(tree, tree.math("LESS_THAN", aside, TRUNK_M), on.trunk)
    above = tree.math("GREATER_THAN", on.v, 0.1)
    band = product(tree, line(tree, on.near_m, NEAR_M - BAND_M), above)
    middle = product(tree, line(tree, aside, 0.0), on.trunk)
    fly = product(tree, line(tree, on.u, 0.032), ramp(tree, on.v, 0.035, 0.04), front)
    slant = tree.math("ADD", aside, tree.math("MULTIPLY", on.v, 0.75))
    within = product(tree, ramp(tree, on.v, 0.03, 0.035), tree.math("SUBTRACT", 1.0, above), front)
    slit = product(tree, line(tree, slant, 0.235, 0.002), within)
    behind = product(tree, _pocket(tree, on, aside, patched), tree.math("SUBTRACT", on.trunk, front))
    lines = greatest(tree, band, middle, fly, slit, behind)
    beside = product(tree, line(tree, on.seam_m, 0.006), tree.math("GREATER_THAN", on.u, 0.0), on.leg)
    return lines, beside


def _pocket(tree: Tree, on: Laid, aside: Socket, patched: bool) -> Socket:
    """Return the outline of pockets behind: patches, or slits."""
    off_u = tree.math("ABSOLUTE", tree.math("SUBTRACT", aside, 0.385))
    off_v = tree.math("ABSOLUTE", tree.math("SUBTRACT", on.v, 0.055))
    if not patched:
        return product(tree, line(tree, on.v, 0.085), tree.math("LESS_THAN", off_u, 0.06))
    far = tree.math("MAXIMUM", tree.math("DIVIDE", off_u, 0.062), tree.math("DIVIDE", off_v, 0.07))
    return line(tree, far, 1.0, 0.03)


def creases(tree: Tree, at: Socket) -> tuple[Socket, Socket]:
    """Return creases with sharp backs that run this way and that, here many and there few, and the long ones alone."""
    here = tree.stretched(at, (1.0, 1.0, 1.5))
    long, short = ridged(tree, here, 5.0, 1.4), ridged(tree, here, 14.0, 1.0)
    often = tree.noise(at, 4.0, 1.0)
    both = tree.math("ADD", tree.math("MULTIPLY", long, 0.75), tree.math("MULTIPLY", short, 0.3))
    return tree.math("MULTIPLY", both, often), long


def ridged(tree: Tree, at: Socket, scale: float, distortion: float) -> Socket:
    """Return 0 to 1: backs along the lines where noise is at its mean, that fall off to both sides."""
    off = tree.math("ABSOLUTE", tree.math("SUBTRACT", tree.noise(at, scale, 1.0, distortion), 0.5))
    return tree.math(
        "POWER", tree.math("MAXIMUM", tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", off, 3.2)), 0.0), 1.25
    )


def shaded(tree: Tree, colour: Socket | Colour, share: Socket) -> Socket:
    """Return a colour times a share."""
    grey = tree.add("CombineColor", {0: share, 1: share, 2: share}).outputs[0]
    node = tree.add("Mix", {0: 1.0, 6: colour, 7: grey}, data_type="RGBA", blend_type="MULTIPLY")
    return node.outputs[2]


def wave(tree: Tree, value: Socket, pitch_m: float) -> Socket:
    """Return 0 to 0.25 and back over each `pitch_m`."""
    angle = tree.math("MULTIPLY", value, 2 * pi / pitch_m)
    return tree.math("MULTIPLY", tree.math("ADD", tree.math("SINE", angle), 1.0), 0.125)


def bands(tree: Tree, line_m: Socket, pitch_m: float, share: float) -> Socket:
    """Return 1 on a share of each pitch along a way, 0 beside."""
    return tree.math("GREATER_THAN", tree.math("FRACT", tree.math("DIVIDE", line_m, pitch_m)), 1 - share)


def ink_on(material: Material, rng: np.random.Generator) -> Colour:
    """Return a second colour that stands out from the first."""
    far = [ink for ink in INKS if np.abs(np.subtract(ink, material.colour)).max() > 0.3]
    return linear(far[int(rng.integers(len(far)))])
