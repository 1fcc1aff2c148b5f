"""From a Material to a Blender node tree.

Patterns live in object space, where a unit is a metre, so grain, weave and planks have their true size. Every look is
a row of LOOKS; bump stays out of the truth, which renders with a material of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..scenes.spec import Material, Vec3
from .blender_process import bpy

Socket = Any
# (height, tint): two sockets from 0 to 1
Pattern = tuple[Socket, Socket]


@dataclass(frozen=True, slots=True)
class Look:
    """How a family looks: its pattern, how far that moves colour (a share) and roughness, and its relief in metres.

    `inputs` go to the Principled shader; `through` is the share of light that a thin sheet lets pass.
    """

    pattern: str = "even"
    scale: float = 1.0
    tint: float = 0.1
    rough: float = 0.05
    relief_m: float = 0.0
    inputs: Mapping[str, float] = field(default_factory=dict)
    through: float = 0.0


LOOKS: dict[str, Look] = {
    "wood": Look("grain", 1.0, 0.45, 0.12, 0.0002),
    "planks": Look("planks", 1.0, 0.5, 0.15, 0.0006),
    "lacquer": Look("even", 3.0, 0.03, 0.05, 0.00005),
    "fabric": Look("cloth", 900.0, 0.22, 0.05, 0.0012, {"Sheen Weight": 0.3, "Specular IOR Level": 0.2}),
    "leather": Look("cells", 260.0, 0.2, 0.1, 0.0004),
    "paint": Look("even", 90.0, 0.03, 0.05, 0.0003),
    "plaster": Look("even", 60.0, 0.05, 0.05, 0.0006),
    "metal": Look("brushed", 1.0, 0.06, 0.1, 0.00002, {"Metallic": 1.0}),
    "enamel": Look("even", 200.0, 0.03, 0.05, 0.00005),
    "ceramic": Look("even", 12.0, 0.05, 0.03, 0.0001, {"Coat Weight": 0.4}),
    "terracotta": Look("even", 40.0, 0.15, 0.05, 0.0003),
    "plastic": Look("even", 500.0, 0.02, 0.05, 0.00004),
    "screen": Look("even", 1.0, 0.0, 0.02, 0.0),
    "carpet": Look("cloth", 220.0, 0.35, 0.02, 0.004, {"Sheen Weight": 0.2, "Specular IOR Level": 0.05}),
    "rug": Look("motif", 1.0, 0.8, 0.02, 0.003, {"Sheen Weight": 0.2, "Specular IOR Level": 0.05}),
    "wicker": Look("wicker", 1.0, 0.5, 0.1, 0.003),
    "tile": Look("tiles", 1.0, 0.35, 0.1, 0.0015),
    "stone": Look("veins", 3.0, 0.35, 0.05, 0.0),
    "concrete": Look("even", 6.0, 0.2, 0.1, 0.0006),
    "brick": Look("bricks", 1.0, 0.5, 0.1, 0.006),
    "paper": Look("leaves", 900.0, 0.15, 0.02, 0.0002),
    "cover": Look("even", 300.0, 0.08, 0.05, 0.0001),
    "painting": Look("canvas", 1.0, 1.0, 0.1, 0.0003),
    "foliage": Look("even", 25.0, 0.45, 0.1, 0.0004, through=0.25),
    "soil": Look("cells", 120.0, 0.6, 0.02, 0.006),
    "wax": Look("even", 20.0, 0.03, 0.03, 0.0001, {"Subsurface Weight": 0.3, "Subsurface Scale": 0.02}),
    "lampshade": Look("cloth", 700.0, 0.06, 0.02, 0.0004, through=0.35),
    "emitter": Look("even", 1.0, 0.0, 0.0, 0.0),
}
THIN_GLASS = frozenset({"glass", "pane"})


class Tree:
    """A node tree under construction."""

    def __init__(self, data: Any) -> None:
        self.nodes, self.links = data.node_tree.nodes, data.node_tree.links
        self.nodes.clear()

    def add(self, kind: str, inputs: Mapping[Any, Any] | None = None, **attributes: Any) -> Any:
        """Add a node; inputs may be sockets or values, by name or position."""
        node = self.nodes.new(f"ShaderNode{kind}")
        for name, value in attributes.items():
            setattr(node, name, value)
        for name, value in (inputs or {}).items():
            if isinstance(value, bpy.types.NodeSocket):
                self.links.new(value, node.inputs[name])
            else:
                node.inputs[name].default_value = value
        return node

    def math(self, operation: str, a: Any, b: Any = 0.0) -> Socket:
        """Return the value of an arithmetic node."""
        return self.add("Math", {0: a, 1: b}, operation=operation).outputs[0]

    def stretched(self, vector: Socket, scale: Vec3) -> Socket:
        """Return a vector multiplied by components."""
        return self.add("VectorMath", {0: vector, 1: scale}, operation="MULTIPLY").outputs[0]

    def noise(self, vector: Socket, scale: float, detail: float = 3.0, distortion: float = 0.0) -> Socket:
        """Return smooth noise, mostly 0.25–0.75."""
        inputs = {"Vector": vector, "Scale": scale, "Detail": detail, "Distortion": distortion}
        return self.add("TexNoise", inputs).outputs["Fac"]

    def blend(self, share: Any, a: Any, b: Any) -> Socket:
        """Return the colour or number between a and b."""
        node = self.add("Mix", {0: share, 6: a, 7: b}, data_type="RGBA")
        return node.outputs[2]


def material_of(material: Material) -> Any:
    """Return a new Blender material."""
    data = bpy.data.materials.new(material.family)
    data.use_nodes = True
    tree = Tree(data)
    thin = material.family in THIN_GLASS
    surface = _thin_glass(tree, material) if thin else _shader(tree, material, LOOKS[material.family])
    tree.add("OutputMaterial", {"Surface": surface})
    return data


def linear(colour: Vec3) -> tuple[float, float, float, float]:
    """Return an sRGB colour as linear RGBA."""
    srgb = np.asarray(colour)
    r, g, b = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).tolist()
    return (r, g, b, 1.0)


def _shader(tree: Tree, material: Material, look: Look) -> Socket:
    base = np.array(linear(material.colour)[:3])
    height, tint = PATTERNS[look.pattern](tree, _coordinates(tree, material.seed), look, material)
    dark = (*(base * (1 - look.tint)).tolist(), 1.0)
    light = (*np.minimum(base * (1 + 0.6 * look.tint), 1.0).tolist(), 1.0)
    colour = tint if tint.type == "RGBA" else tree.blend(tint, dark, light)
    spread = tree.math("MULTIPLY", tree.math("SUBTRACT", height, 0.5), 2 * look.rough)
    roughness = tree.add("Clamp", {0: tree.math("ADD", spread, material.roughness), 1: 0.0, 2: 1.0}).outputs[0]
    inputs: dict[str, Any] = {"Base Color": colour, "Roughness": roughness, **look.inputs}
    if look.relief_m:
        inputs["Normal"] = tree.add("Bump", {"Height": height, "Strength": 1.0, "Distance": look.relief_m}).outputs[0]
    if material.emission:
        inputs |= {"Emission Color": linear(material.colour), "Emission Strength": material.emission}
    surface = tree.add("BsdfPrincipled", inputs).outputs[0]
    if not look.through:
        return surface
    behind = tree.add("BsdfTranslucent", {"Color": colour}).outputs[0]
    return tree.add("MixShader", {0: look.through, 1: surface, 2: behind}).outputs[0]


def _thin_glass(tree: Tree, material: Material) -> Socket:
    """Return glass whose light passes straight on, or is mirrored at grazing angles.

    Panes and vessels are thin enough not to bend what is behind them, and only so does light sampling reach through.
    Schlick's curve stands in for a Fresnel node, which would reflect totally what leaves a sheet it entered unbent.
    """
    facing = tree.add("LayerWeight", {"Blend": 0.5}).outputs["Facing"]
    share = tree.math("ADD", tree.math("MULTIPLY", tree.math("POWER", facing, 5.0), 0.96), 0.04)
    clear = tree.add("BsdfTransparent", {"Color": linear(material.colour)}).outputs[0]
    mirror = tree.add("BsdfGlossy", {"Roughness": material.roughness}).outputs[0]
    return tree.add("MixShader", {0: share, 1: clear, 2: mirror}).outputs[0]


def _coordinates(tree: Tree, seed: int) -> Socket:
    """Return object space in metres, moved to a place of its own for each seed."""
    shift = np.random.Generator(np.random.PCG64(seed)).uniform(-50, 50, 3).round(3).tolist()
    here = tree.add("TexCoord").outputs["Object"]
    return tree.add("VectorMath", {0: here, 1: shift}, operation="ADD").outputs[0]


def _even(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    return tree.noise(at, look.scale), tree.noise(at, max(0.02 * look.scale, 1.5))


def _grain(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    """Fibres run along x on level faces and along z on upright ones."""
    normal = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[2]
    level = tree.math("GREATER_THAN", tree.math("ABSOLUTE", normal), 0.7)
    lying, upright = tree.stretched(at, (1.2, 22.0, 22.0)), tree.stretched(at, (22.0, 22.0, 1.2))
    along = tree.add("Mix", {0: level, 4: upright, 5: lying}, data_type="VECTOR").outputs[1]
    return _fibres(tree, along)


def _fibres(tree: Tree, along: Socket) -> Pattern:
    rings = tree.noise(along, 1.0, 4.0, 1.2)
    fine = tree.noise(along, 9.0, 2.0)
    tint = tree.math("ADD", tree.math("MULTIPLY", rings, 0.65), tree.math("MULTIPLY", fine, 0.35))
    return fine, tree.math("MULTIPLY", tree.math("SUBTRACT", tint, 0.25), 2.0)


def _planks(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    wide_m, long_m = float(rng.choice([0.07, 0.12, 0.18])), float(rng.uniform(0.9, 1.8))
    plank = _bricks_of(tree, at, long_m, wide_m, 0.0012, 0.37)
    own = tree.add("VectorMath", {0: at, 1: tree.stretched(plank.outputs["Color"], (9.0, 17.0, 0.0))}, operation="ADD")
    fine, rings = _fibres(tree, tree.stretched(own.outputs[0], (1.0, 18.0, 1.0)))
    tone = tree.add("SeparateColor", {0: plank.outputs["Color"]}).outputs[0]
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, 0.55), tree.math("MULTIPLY", rings, 0.45))
    gap = plank.outputs["Fac"]
    return tree.math("SUBTRACT", tree.math("MULTIPLY", fine, 0.15), gap), tree.math("SUBTRACT", tint, gap)


def _tiles(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    side_m = float(rng.choice([0.2, 0.3, 0.45, 0.6]))
    tile = _bricks_of(tree, at, side_m, side_m, 0.002, 0.0)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    mottled = tree.math("ADD", tree.math("MULTIPLY", tone, 0.25), tree.math("MULTIPLY", tree.noise(at, 5.0, 5.0), 0.75))
    gap = tile.outputs["Fac"]
    return tree.math("SUBTRACT", 1.0, gap), tree.math("SUBTRACT", mottled, gap)


def _bricks(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    upright = tree.add("SeparateXYZ", {0: at}).outputs
    on_wall = tree.add("CombineXYZ", {0: upright[0], 1: upright[2]}).outputs[0]
    brick = _bricks_of(tree, on_wall, 0.24, 0.075, 0.01, 0.5)
    tone = tree.add("SeparateColor", {0: brick.outputs["Color"]}).outputs[0]
    gap = brick.outputs["Fac"]
    return tree.math("SUBTRACT", tree.noise(at, 60.0), gap), tree.math("ADD", tree.math("MULTIPLY", tone, 0.6), gap)


def _bricks_of(tree: Tree, at: Socket, long_m: float, high_m: float, gap_m: float, offset: float) -> Any:
    inputs = {
        "Vector": at,
        "Color1": (0.0, 0.0, 0.0, 1.0),
        "Color2": (1.0, 1.0, 1.0, 1.0),
        "Mortar": (0.0, 0.0, 0.0, 1.0),
        "Scale": 1.0,
        "Mortar Size": gap_m,
        "Mortar Smooth": 0.1,
        "Brick Width": long_m,
        "Row Height": high_m,
    }
    return tree.add("TexBrick", inputs, offset=offset, squash=1.0)


def _cloth(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    yarn = tree.noise(at, look.scale, 2.0)
    worn = tree.noise(at, 4.0, 4.0)
    return yarn, tree.math("ADD", tree.math("MULTIPLY", yarn, 0.6), tree.math("MULTIPLY", worn, 0.4))


def _cells(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": look.scale}, feature="SMOOTH_F1").outputs["Distance"]
    return tree.math("SUBTRACT", 1.0, cells), tree.noise(at, 6.0, 4.0)


def _brushed(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    lines = tree.noise(tree.stretched(at, (20.0, 20.0, 900.0)), 1.0, 2.0)
    return lines, lines


def _veins(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    flow = tree.noise(at, look.scale, 8.0, 2.5)
    ridge = tree.math("ABSOLUTE", tree.math("SUBTRACT", flow, 0.5))
    return flow, tree.add("Clamp", {0: tree.math("MULTIPLY", ridge, 9.0)}).outputs[0]


def _leaves(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    """Return the edges of pages, which lie along every axis of a book; they show on its thin sides only."""
    sheets = tree.noise(tree.stretched(at, (1.0, 0.02, 1.0)), look.scale, 1.0)
    return sheets, sheets


def _wicker(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    rods = tree.add("TexWave", {"Vector": at, "Scale": 14.0, "Distortion": 2.0}, bands_direction="Z").outputs["Fac"]
    posts = tree.add("TexWave", {"Vector": at, "Scale": 9.0, "Distortion": 1.0}, bands_direction="DIAGONAL").outputs[
        "Fac"
    ]
    weave = tree.math("MULTIPLY", rods, tree.math("ADD", 0.5, tree.math("MULTIPLY", posts, 0.5)))
    return weave, weave


def _motif(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    """Stripes, lozenges, rings or plain pile, as the seed has it."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pile = tree.noise(at, 350.0, 2.0)
    style = int(rng.integers(4))
    here = tree.add("TexCoord").outputs["Object"]
    size = float(rng.uniform(2.0, 5.0))
    if style == 0:
        drawn = tree.noise(at, 3.0, 3.0)
    elif style == 1:
        drawn = tree.add("TexWave", {"Vector": here, "Scale": size}, wave_profile="TRI", bands_direction="X").outputs[
            "Fac"
        ]
    elif style == 2:
        turned = tree.add("VectorRotate", {"Vector": here, "Angle": 0.785}, rotation_type="Z_AXIS").outputs[0]
        drawn = tree.add("TexChecker", {"Vector": turned, "Scale": 2 * size}).outputs["Fac"]
    else:
        cells = tree.add("TexVoronoi", {"Vector": here, "Scale": size, "Randomness": 0.0}, distance="MANHATTAN")
        drawn = tree.add("TexWave", {"Vector": cells.outputs["Distance"], "Scale": 1.2}).outputs["Fac"]
    share = 0.25 if style == 0 else 0.75
    mixed = tree.math("ADD", tree.math("MULTIPLY", drawn, share), tree.math("MULTIPLY", pile, 1 - share))
    return pile, mixed


def _canvas(tree: Tree, at: Socket, look: Look, material: Material) -> Pattern:
    """Return an abstract painting around the material's colour: fields, waves or strokes."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    style = int(rng.integers(3))
    if style == 0:
        drawn = tree.noise(at, float(rng.uniform(3, 7)), 4.0, float(rng.uniform(0.5, 3)))
    elif style == 1:
        bands = {
            "Vector": at,
            "Scale": float(rng.uniform(1, 3)),
            "Distortion": float(rng.uniform(4, 14)),
            "Detail": 3.0,
        }
        drawn = tree.add("TexWave", bands, bands_direction="Z").outputs["Fac"]
    else:
        cells = {"Vector": at, "Scale": float(rng.uniform(6, 14))}
        drawn = tree.add("SeparateColor", {0: tree.add("TexVoronoi", cells).outputs["Color"]}).outputs[0]
    ramp = tree.add("ValToRGB", {0: drawn})
    _dye(ramp.color_ramp, material.colour, rng)
    return tree.noise(at, 300.0), ramp.outputs["Color"]


def _dye(ramp: Any, colour: Vec3, rng: np.random.Generator) -> None:
    stops = sorted(rng.uniform(0.2, 0.8, 4).tolist())
    moved = np.asarray(colour) + rng.normal(0, 0.25, (3, 1)) + rng.normal(0, 0.09, (3, 3))  # in lightness before hue
    hues = [colour, *np.clip(moved, 0.03, 0.93).tolist()]
    while len(ramp.elements) < len(stops):
        ramp.elements.new(0.5)
    for element, stop, hue in zip(ramp.elements, stops, hues, strict=True):
        element.position, element.color = stop, linear(hue)


PATTERNS: dict[str, Callable[[Tree, Socket, Look, Material], Pattern]] = {
    "even": _even,
    "grain": _grain,
    "planks": _planks,
    "tiles": _tiles,
    "bricks": _bricks,
    "cloth": _cloth,
    "cells": _cells,
    "brushed": _brushed,
    "veins": _veins,
    "leaves": _leaves,
    "wicker": _wicker,
    "motif": _motif,
    "canvas": _canvas,
}
