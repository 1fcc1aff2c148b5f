"""The coats of animals: fur, plain, clouded, striped or in patches, wool and feathers. An animal lies along y.

How dark a coat is from place to place says the mesh: its own texture coordinates are a shade, 0.5 where the coat has
the material's colour, and what tells one tuft from the next (see `scenes.generators.nature.shades`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ....scenes.spec import Material
from .sewn import OWN_COORDINATES
from .tree import Pattern, Socket, Tree, linear

WHITE = (0.84, 0.81, 0.76)
PALE = (0.80, 0.75, 0.67)
TUFTS = (0.36, 0.64)  # values of noise between which one tuft is told from the next
DARK, LIGHT = 0.3, 0.5  # of a coat's colour where it is darkest; of a pale colour where it is palest


def _fur(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return hairs that lie along the body, in tufts, and shades from one place to the next."""
    hairs = tree.noise(tree.stretched(at, (420.0, 70.0, 150.0)), 1.0, 2.0, 0.4)
    tufts = tree.noise(tree.stretched(at, (60.0, 16.0, 28.0)), 1.0, 3.0, 0.6)
    wide = tree.noise(at, 5.0, 2.0)
    apart = _edge(tree, tufts, *TUFTS) if "fur" in material.family else tufts  # fur lies in tufts, a hide is smooth
    tint = tree.math("ADD", tree.math("MULTIPLY", hairs, 0.45), tree.math("MULTIPLY", apart, 0.5))
    tint = tree.math("ADD", tint, tree.math("MULTIPLY", tree.math("SUBTRACT", wide, 0.45), 0.9))
    return tree.math("ADD", tree.math("MULTIPLY", hairs, 0.5), tree.math("MULTIPLY", tufts, 0.5)), tint


def _plain_fur(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    height, tint = _fur(tree, at, scale, material)
    return height, _coloured(tree, tint, linear(material.colour))


def _patched(tree: Tree, tint: Socket, material: Material, share: Socket, other: tuple[float, ...]) -> Socket:
    """Return the coat in its own colour, and in the other by a share, both in shades."""
    return _coloured(tree, tint, tree.blend(share, linear(material.colour), other))


def _coloured(tree: Tree, tint: Socket, plain: Any) -> Socket:
    """Return a colour in the shades that the mesh has, and in those of a tint of about 0–1."""
    own = tree.add("SeparateXYZ", {0: tree.add("UVMap", uv_map=OWN_COORDINATES).outputs[0]}).outputs
    shade = tree.math("MULTIPLY", own[0], 2.0)
    above = tree.add("Clamp", {0: tree.math("SUBTRACT", shade, 1.0)}).outputs[0]
    pale = tree.blend(tree.math("MULTIPLY", above, LIGHT), plain, linear(PALE))
    grey = tree.math("ADD", DARK, tree.math("MULTIPLY", tree.add("Clamp", {0: shade}).outputs[0], 1 - DARK))
    grey = tree.math("MULTIPLY", grey, tree.math("ADD", 0.66, tree.math("MULTIPLY", tint, 0.65)))
    tuft = tree.math("ADD", 0.85, tree.math("MULTIPLY", own[1], 0.3))
    return _times(tree, pale, tree.math("MULTIPLY", grey, tuft))


def _times(tree: Tree, colour: Socket, grey: Socket) -> Socket:
    factor = tree.add("CombineColor", {0: grey, 1: grey, 2: grey}).outputs[0]
    return tree.add("Mix", {0: 1.0, 6: colour, 7: factor}, data_type="RGBA", blend_type="MULTIPLY").outputs[2]


def _edge(tree: Tree, value: Socket, low: float, high: float) -> Socket:
    inputs = {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}
    return tree.add("MapRange", inputs, interpolation_type="SMOOTHSTEP").outputs[0]


def _up(tree: Tree) -> Socket:
    """Return how far a surface faces up, from -1 to 1."""
    return tree.add("SeparateXYZ", {0: tree.add("NewGeometry").outputs["Normal"]}).outputs[2]


def _clouded(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a lighter coat with a dark saddle over the back."""
    height, tint = _fur(tree, at, scale, material)
    over = tree.math("ADD", tree.math("MULTIPLY", _up(tree), 0.35), tree.noise(at, 6.0, 3.0))
    return height, _patched(tree, tint, material, _edge(tree, over, 0.5, 0.66), linear((0.09, 0.075, 0.06)))


def _pied(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return large patches of white."""
    height, tint = _fur(tree, at, scale, material)
    hairs = tree.noise(tree.stretched(at, (90.0, 30.0, 45.0)), 1.0, 2.0)
    ragged = tree.math("ADD", tree.noise(at, scale, 3.0, 0.5), tree.math("MULTIPLY", hairs, 0.05))
    share = _edge(tree, ragged, 0.5, 0.545)
    return height, _patched(tree, tint, material, share, linear(WHITE))


def _tabby(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return dark stripes across the body, which break off towards the belly."""
    height, tint = _fur(tree, at, scale, material)
    inputs = {"Vector": at, "Scale": scale, "Distortion": 7.0, "Detail": 3.0, "Detail Scale": 1.8}
    stripes = tree.add("TexWave", inputs, wave_profile="SIN", bands_direction="Y").outputs["Fac"]
    dark = tuple(0.22 * value for value in linear(material.colour)[:3])
    over = tree.math("ADD", tree.math("MULTIPLY", _up(tree), 0.5), tree.noise(at, 8.0, 2.0))
    share = tree.math("MULTIPLY", _edge(tree, stripes, 0.35, 0.75), _edge(tree, over, 0.15, 0.75))
    return height, _patched(tree, tint, material, share, (*dark, 1.0))


def _woolly(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    curls = tree.add("TexVoronoi", {"Vector": at, "Scale": 38.0}, feature="SMOOTH_F1").outputs["Distance"]
    fine, dirt = tree.noise(at, 160.0, 3.0), tree.noise(at, 3.5, 4.0)
    height = tree.math("SUBTRACT", tree.math("MULTIPLY", fine, 0.4), tree.math("MULTIPLY", curls, 0.8))
    tint = tree.math("ADD", tree.math("MULTIPLY", dirt, 0.8), tree.math("MULTIPLY", fine, 0.3))
    tint = tree.math("SUBTRACT", tint, tree.math("MULTIPLY", curls, 0.35))
    return height, _coloured(tree, tint, linear(material.colour))


def _feathers(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    height, tint = _vanes(tree, at)
    return height, _coloured(tree, tint, linear(material.colour))


def _vanes(tree: Tree, at: Socket) -> Pattern:
    """Return rows of vanes, each a little lighter at its edge."""
    vanes = tree.add("TexVoronoi", {"Vector": tree.stretched(at, (75.0, 38.0, 60.0)), "Scale": 1.0}).outputs["Distance"]
    barbs = tree.noise(tree.stretched(at, (500.0, 90.0, 300.0)), 1.0, 2.0)
    tint = tree.math("ADD", tree.math("MULTIPLY", vanes, 0.7), tree.math("MULTIPLY", barbs, 0.4))
    return tree.math("SUBTRACT", tree.math("MULTIPLY", barbs, 0.3), vanes), tint


def _barred(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return feathers with dark middles, in streaks along the body."""
    height, tint = _vanes(tree, at)
    streaks = _edge(tree, tree.noise(tree.stretched(at, (110.0, 22.0, 90.0)), 1.0, 1.0), 0.42, 0.58)
    dark = tuple(0.3 * value for value in linear(material.colour)[:3])
    return height, _patched(tree, tint, material, streaks, (*dark, 1.0))


COATS: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "fur": _plain_fur,
    "clouded": _clouded,
    "pied": _pied,
    "tabby": _tabby,
    "woolly": _woolly,
    "feathers": _feathers,
    "barred": _barred,
}
ON_COAT = frozenset(
    {"fur", "clouded fur", "pied fur", "tabby fur", "hide", "pied hide", "wool", "feathers", "barred feathers"}
)  # families that look at a mesh's own shades
