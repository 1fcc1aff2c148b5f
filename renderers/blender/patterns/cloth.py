"""Patterns on people: strands of hair, and skin, beside the `fabrics` of their clothes.

What follows the cut of cloth, or how hair lies, looks at the mesh's own texture coordinates.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ....scenes.poses import Vec3
from ....scenes.spec import Material
from .fabrics import FABRICS
from .sewn import own, product, ramp, ridged
from .tree import Pattern, Socket, Tree, linear

ON_CLOTH = frozenset(
    {"printed cotton", "checked cotton", "striped knit", "hair", "skin", "aged skin", "eye", "denim"}
    | {"cotton", "twill", "jeans", "knit", "suiting", "tweed", "soft leather"}
)  # families that look at them
BETWEEN: Vec3 = (0.30, 0.28, 0.28)  # the colour of hair deep between locks, as shares of its own
PALER: Vec3 = (1.55, 1.45, 1.35)  # and on their backs, where the sun has been at it
OILY = 0.35  # by how much less rough, as a height, oily skin is
FRECKLED, FRECKLES = 0.32, 0.3  # how light skin is that may have freckles, and how many such people have them
Values = NDArray[np.float64]


def _strands(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Streaks along the hair: locks a finger wide, dark between them and paler on their backs, and finer ones."""
    along = own(tree)[2]
    fine = tree.noise(tree.stretched(along, (1100.0, 9.0, 1.0)), 1.0, 2.0)
    broad = tree.noise(tree.stretched(along, (170.0, 4.0, 1.0)), 1.0, 2.0)
    locks = tree.noise(tree.stretched(along, (52.0, 5.0, 1.0)), 1.0, 1.0)
    both = tree.math(
        "ADD", product(tree, fine, 0.35), tree.math("ADD", product(tree, broad, 0.35), product(tree, locks, 0.5))
    )
    base = np.array(linear(material.colour)[:3])
    share = ramp(tree, both, 0.44, 0.74)
    between = tree.blend(ramp(tree, both, 0.36, 0.56), _tinted(base, BETWEEN), _tinted(base, (1.0, 1.0, 1.0)))
    return both, tree.blend(share, between, _tinted(base + 0.012, PALER))


def _mottled(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Skin: pores, redder and paler places, freckles on some, and what is painted: blood (u) and shade (v)."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    blood, shade, _ = own(tree)
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
    red, shade, _ = own(tree)
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
    lines = ridged(tree, tree.stretched(at, (1.0, 1.0, 3.0)), 42.0, 0.8)
    where = tree.math("MULTIPLY", tree.math("MULTIPLY", lines, tree.noise(at, 18.0, 1.0)), 0.45)
    spots = tree.math("MULTIPLY", tree.math("GREATER_THAN", tree.noise(at, 60.0, 1.0), 0.68), 0.2)
    spotted = _tinted(np.array(linear(material.colour)[:3]), (0.62, 0.50, 0.45))
    height = tree.math("SUBTRACT", tree.math("ADD", tree.math("MULTIPLY", pores, 0.4), 0.45), where)
    return height, tree.blend(spots, tint, spotted)


def _tinted(base: Values, factors: Vec3) -> tuple[float, float, float, float]:
    r, g, b = np.minimum(base * factors, 1.0).tolist()
    return (r, g, b, 1.0)


CLOTH: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    **FABRICS,
    "strands": _strands,
    "mottled": _mottled,
    "lined": _lined,
    "wet": _wet,
}
