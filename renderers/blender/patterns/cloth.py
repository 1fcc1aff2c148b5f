"""Patterns on people: creased, checked, striped and printed cloth, strands of hair, and skin.

What follows the cut of cloth, or how hair lies, looks at the mesh's own texture coordinates, in metres.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.spec import Material, Vec3
from .tree import Pattern, Socket, Tree, linear

OWN_COORDINATES = "own"
ON_CLOTH = frozenset({"printed cotton", "checked cotton", "striped knit", "hair"})  # families that look at them
INKS: tuple[Vec3, ...] = (
    (0.85, 0.84, 0.82),
    (0.06, 0.06, 0.07),
    (0.12, 0.17, 0.32),
    (0.55, 0.14, 0.14),
    (0.80, 0.62, 0.22),
)


def _creased(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Small creases under the weave; the large ones are in the mesh."""
    long = tree.noise(tree.stretched(at, (1.0, 1.0, 1.6)), 13.0, 2.0, 1.2)
    weave = tree.noise(at, 1400.0, 1.0)
    height = tree.math("ADD", tree.math("MULTIPLY", long, 0.9), tree.math("MULTIPLY", weave, 0.06))
    return height, tree.math("ADD", tree.math("MULTIPLY", long, 0.5), tree.math("MULTIPLY", weave, 0.5))


def _washed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    height, _ = _creased(tree, at, scale, material)
    faded = tree.noise(at, 5.0, 4.0)
    thread = tree.noise(tree.stretched(at, (1.0, 1.0, 0.3)), 900.0, 1.0)
    return height, tree.math("ADD", tree.math("MULTIPLY", faded, 0.8), tree.math("MULTIPLY", thread, 0.25))


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
    return tree.noise(at, scale, 2.0), tree.blend(band, linear(material.colour), _ink(material, rng))


def _printed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Stripes, spots, or a patch on the chest."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    across, up, both = _own(tree)
    kind = int(rng.integers(3))
    if kind == 0:
        pitch_m = float(rng.choice([0.018, 0.03]))
        where = tree.math("GREATER_THAN", tree.math("FRACT", tree.math("DIVIDE", up, pitch_m)), 0.6)
    elif kind == 1:
        cells = tree.add("TexVoronoi", {"Vector": both, "Scale": float(rng.uniform(25, 60))}, voronoi_dimensions="2D")
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
    """Skin: pores, and redder and paler places."""
    pores, patches = tree.noise(at, 900.0, 2.0), tree.noise(at, 16.0, 3.0)
    base = np.array(linear(material.colour)[:3])
    red = (*np.minimum(base * (1.06, 0.84, 0.80), 1).tolist(), 1.0)
    pale = (*np.minimum(base * (1.04, 1.06, 1.06), 1).tolist(), 1.0)
    share = tree.math("MULTIPLY", tree.math("SUBTRACT", patches, 0.25), 2.0)
    return pores, tree.blend(share, red, pale)


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
    "washed": _washed,
    "checked": _checked,
    "striped": _striped,
    "printed": _printed,
    "strands": _strands,
    "mottled": _mottled,
}
