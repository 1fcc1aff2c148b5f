"""Patterns on people: creased, checked, striped and printed cloth, strands of hair, and skin.

What follows the cut of cloth, or how hair lies, looks at the mesh's own texture coordinates, in metres.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ....scenes.spec import Material, Vec3
from .tree import Pattern, Socket, Tree, linear

OWN_COORDINATES = "own"
ON_CLOTH = frozenset(
    {"printed cotton", "checked cotton", "striped knit", "hair", "skin", "aged skin", "eye", "denim"}
)  # families that look at them
SEAM_M = 0.0018
OILY = 0.35  # by how much less rough, as a height, oily skin is
FRECKLED, FRECKLES = 0.32, 0.3  # how light skin is that may have freckles, and how many such people have them
Values = NDArray[np.float64]
INKS: tuple[Vec3, ...] = (
    (0.85, 0.84, 0.82),
    (0.06, 0.06, 0.07),
    (0.12, 0.17, 0.32),
    (0.55, 0.14, 0.14),
    (0.80, 0.62, 0.22),
)


def _creased(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Creases with sharp backs that run this way and that, here many and there few, over the weave."""
    here = tree.stretched(at, (1.0, 1.0, 1.5))
    long, short = _ridged(tree, here, 5.0, 1.4), _ridged(tree, here, 14.0, 1.0)
    often = tree.noise(at, 4.0, 1.0)
    weave = tree.noise(at, 1400.0, 1.0)
    both = tree.math("ADD", tree.math("MULTIPLY", long, 0.75), tree.math("MULTIPLY", short, 0.3))
    height = tree.math("ADD", tree.math("MULTIPLY", both, often), tree.math("MULTIPLY", weave, 0.03))
    return height, tree.math("ADD", tree.math("MULTIPLY", long, 0.35), tree.math("MULTIPLY", weave, 0.5))


def _ridged(tree: Tree, at: Socket, scale: float, distortion: float) -> Socket:
    """Return 0 to 1: backs along the lines where noise is at its mean, that fall off to both sides."""
    off = tree.math("ABSOLUTE", tree.math("SUBTRACT", tree.noise(at, scale, 1.0, distortion), 0.5))
    return tree.math(
        "POWER", tree.math("MAXIMUM", tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", off, 3.2)), 0.0), 1.25
    )


def _washed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Denim: faded where it creases, with seams in the middle and at the pockets."""
    height, _ = _creased(tree, at, scale, material)
    faded = tree.noise(at, 5.0, 4.0)
    thread = tree.noise(tree.stretched(at, (1.0, 1.0, 0.3)), 900.0, 1.0)
    tint = tree.math("ADD", tree.math("MULTIPLY", faded, 0.8), tree.math("MULTIPLY", thread, 0.25))
    seam = _seams(tree)
    return (
        tree.math("SUBTRACT", height, tree.math("MULTIPLY", seam, 0.25)),
        tree.math("SUBTRACT", tint, tree.math("MULTIPLY", seam, 0.7)),
    )


def _seams(tree: Tree) -> Socket:
    """Return 1 on the seams of trousers: that of the middle, and the slanting edges of pockets."""
    across, up, _ = _own(tree)
    aside = tree.math("ABSOLUTE", across)
    middle = tree.math("MULTIPLY", tree.math("LESS_THAN", aside, SEAM_M), tree.math("GREATER_THAN", up, -0.03))
    slant = tree.math("SUBTRACT", tree.math("ADD", aside, tree.math("MULTIPLY", up, 0.6)), 0.152)
    pocket = tree.math("LESS_THAN", tree.math("ABSOLUTE", slant), SEAM_M)
    for low, high, value in ((0.045, 0.14, up), (0.06, 0.2, aside)):
        within = tree.math("MULTIPLY", tree.math("GREATER_THAN", value, low), tree.math("LESS_THAN", value, high))
        pocket = tree.math("MULTIPLY", pocket, within)
    return tree.math("MAXIMUM", middle, pocket)


def _knitted(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Yarn over soft creases."""
    yarn, worn = tree.noise(at, scale, 2.0), tree.noise(at, 4.0, 4.0)
    height, _ = _creased(tree, at, scale, material)
    tint = tree.math("ADD", tree.math("MULTIPLY", yarn, 0.6), tree.math("MULTIPLY", worn, 0.4))
    return tree.math("ADD", tree.math("MULTIPLY", height, 0.9), tree.math("MULTIPLY", yarn, 0.12)), tint


def _checked(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Bands of another colour that cross, darker where they do."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pitch_m, share = float(rng.choice([0.02, 0.035, 0.06])), float(rng.choice([0.3, 0.5]))
    across, up, _ = _own(tree)
    bands = [
        tree.math("GREATER_THAN", tree.math("FRACT", tree.math("DIVIDE", line, pitch_m)), 1 - share)
        for line in (across, up)
    ]
    both = tree.math("MULTIPLY", tree.math("ADD", bands[0], bands[1]), 0.5)
    height, _ = _creased(tree, at, scale, material)
    return height, tree.blend(both, linear(material.colour), _ink(material, rng))


def _striped(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pitch_m, share = float(rng.choice([0.025, 0.05, 0.09])), float(rng.uniform(0.25, 0.5))
    band = tree.math("GREATER_THAN", tree.math("FRACT", tree.math("DIVIDE", _own(tree)[1], pitch_m)), 1 - share)
    return _knitted(tree, at, scale, material)[0], tree.blend(band, linear(material.colour), _ink(material, rng))


def _printed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Stripes, spots, or a patch on the chest."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    across, up, both = _own(tree)
    kind = int(rng.integers(3))
    if kind == 0:
        pitch_m = float(rng.choice([0.018, 0.03]))
        where = tree.math("GREATER_THAN", tree.math("FRACT", tree.math("DIVIDE", up, pitch_m)), 0.6)
    elif kind == 1:
        dots = {"Vector": both, "Scale": float(rng.uniform(25, 60)), "Randomness": 0.15}
        cells = tree.add("TexVoronoi", dots, voronoi_dimensions="2D")
        where = tree.math("LESS_THAN", cells.outputs["Distance"], 0.28)
    else:
        wide_m, high_m = rng.uniform(0.06, 0.10), rng.uniform(0.03, 0.08)
        aside = tree.math("LESS_THAN", tree.math("ABSOLUTE", across), float(wide_m))
        level = tree.math("LESS_THAN", tree.math("ABSOLUTE", tree.math("SUBTRACT", up, 0.36)), float(high_m))
        ahead = tree.math(
            "LESS_THAN", tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[1], 0.0
        )
        blots = tree.math("GREATER_THAN", tree.noise(tree.stretched(both, (1.0, 0.5, 1.0)), 45.0, 2.0), 0.48)
        where = tree.math("MULTIPLY", tree.math("MULTIPLY", aside, level), tree.math("MULTIPLY", ahead, blots))
    height, _ = _creased(tree, at, scale, material)
    return height, tree.blend(where, linear(material.colour), _ink(material, rng))


def _strands(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Streaks along the hair: fine ones, and broader ones that shade it."""
    own = _own(tree)[2]
    fine = tree.noise(tree.stretched(own, (1100.0, 9.0, 1.0)), 1.0, 2.0)
    broad = tree.noise(tree.stretched(own, (160.0, 3.0, 1.0)), 1.0, 2.0)
    both = tree.math("ADD", tree.math("MULTIPLY", fine, 0.55), tree.math("MULTIPLY", broad, 0.45))
    return both, tree.math("MULTIPLY", tree.math("SUBTRACT", both, 0.3), 2.2)


def _mottled(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Skin: pores, redder and paler places, freckles on some, and what is painted: blood (u) and shade (v)."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    blood, shade, _ = _own(tree)
    base = np.array(linear(material.colour)[:3])
    light = float(base.mean())
    patches = tree.math("MULTIPLY", tree.math("SUBTRACT", tree.noise(at, 16.0, 3.0), 0.5), 0.8)
    red, pale, dark = (_tinted(base, tint) for tint in ((1.0, 0.60, 0.55), (1.25, 1.3, 1.3), (0.19, 0.17, 0.19)))
    share = tree.add("Clamp", {0: tree.math("ADD", blood, patches)}).outputs[0]
    found = tree.blend(share, _tinted(base, (1.02, 1.02, 1.0)), red)
    found = tree.blend(tree.add("Clamp", {0: tree.math("MULTIPLY", blood, -1.0)}).outputs[0], found, pale)
    if light > FRECKLED and rng.random() < FRECKLES:
        dots = tree.add("TexVoronoi", {"Vector": at, "Scale": 260.0}).outputs["Distance"]
        where = tree.math("MULTIPLY", tree.math("LESS_THAN", dots, 0.28), tree.noise(at, 30.0, 2.0))
        found = tree.blend(where, found, _tinted(base, (0.62, 0.48, 0.40)))
    found = _marked(tree, at, base, found)
    pores = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 700.0, 2.0), 0.5), tree.noise(at, 45.0, 2.0))
    oil = tree.add("Clamp", {0: tree.math("MULTIPLY", shade, -1.0)}).outputs[0]
    height = tree.math(
        "SUBTRACT", tree.math("ADD", tree.math("MULTIPLY", pores, 0.67), 0.25), tree.math("MULTIPLY", oil, OILY)
    )
    # Stubble and the roots of hair are of specks, which are denser where they are darker.
    specks = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 1100.0, 1.0), 1.6), 0.2)
    full = tree.math("GREATER_THAN", shade, 0.8)
    share = tree.math("MULTIPLY", shade, tree.math("MAXIMUM", specks, full))
    return height, tree.blend(tree.add("Clamp", {0: share}).outputs[0], found, dark)


def _marked(tree: Tree, at: Socket, base: Values, found: Socket) -> Socket:
    """Return skin with moles, and with red blemishes here and there."""
    dots = tree.add("TexVoronoi", {"Vector": at, "Scale": 30.0}).outputs["Distance"]
    found = tree.blend(tree.math("LESS_THAN", dots, 0.05), found, _tinted(base, (0.40, 0.30, 0.26)))
    sore = tree.add("Clamp", {0: tree.math("MULTIPLY", tree.math("SUBTRACT", tree.noise(at, 75.0, 1.0), 0.66), 8.0)})
    return tree.blend(tree.math("MULTIPLY", sore.outputs[0], 0.5), found, _tinted(base, (0.95, 0.58, 0.52)))


def _wet(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Eyes: redder and darker where they are painted so, as skin is."""
    red, shade, _ = _own(tree)
    base = np.array(linear(material.colour)[:3])
    found = tree.blend(
        tree.add("Clamp", {0: red}).outputs[0], _tinted(base, (1.0, 1.0, 1.0)), _tinted(base, (0.9, 0.55, 0.5))
    )
    return tree.math("ADD", 0.5, 0.0), tree.blend(
        tree.add("Clamp", {0: shade}).outputs[0], found, _tinted(base, (0.16, 0.13, 0.12))
    )


def _lined(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Skin of the old: lines across, and spots."""
    pores, tint = _mottled(tree, at, scale, material)
    lines = _ridged(tree, tree.stretched(at, (1.0, 1.0, 3.0)), 42.0, 0.8)
    where = tree.math("MULTIPLY", tree.math("MULTIPLY", lines, tree.noise(at, 18.0, 1.0)), 0.45)
    spots = tree.math("MULTIPLY", tree.math("GREATER_THAN", tree.noise(at, 60.0, 1.0), 0.68), 0.2)
    spotted = _tinted(np.array(linear(material.colour)[:3]), (0.62, 0.50, 0.45))
    height = tree.math("SUBTRACT", tree.math("ADD", tree.math("MULTIPLY", pores, 0.4), 0.45), where)
    return height, tree.blend(spots, tint, spotted)


def _worn(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Leather that is worn: creased, paler on the backs of its creases, with a grain."""
    height, _ = _creased(tree, at, scale, material)
    grain = tree.add("TexVoronoi", {"Vector": at, "Scale": 380.0}, feature="SMOOTH_F1").outputs["Distance"]
    return tree.math("SUBTRACT", height, tree.math("MULTIPLY", grain, 0.04)), height


def _tinted(base: Values, factors: Vec3) -> tuple[float, float, float, float]:
    r, g, b = np.minimum(base * factors, 1.0).tolist()
    return (r, g, b, 1.0)


def _own(tree: Tree) -> tuple[Socket, Socket, Socket]:
    """Return how far across and up the cloth a point lies, and both as a vector."""
    both = tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]
    parts = tree.add("SeparateXYZ", {0: both}).outputs
    return parts[0], parts[1], both


def _ink(material: Material, rng: np.random.Generator) -> tuple[float, float, float, float]:
    """Return a second colour that stands out from the first."""
    far = [ink for ink in INKS if np.abs(np.subtract(ink, material.colour)).max() > 0.3]
    return linear(far[int(rng.integers(len(far)))])


CLOTH: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "creased": _creased,
    "knitted": _knitted,
    "washed": _washed,
    "checked": _checked,
    "striped": _striped,
    "printed": _printed,
    "strands": _strands,
    "mottled": _mottled,
    "lined": _lined,
    "wet": _wet,
    "worn": _worn,
}
