"""The patterns that materials are made of: wood, weave, tiles, marble, pictures, as Blender's texture nodes.

A pattern takes coordinates in metres and gives two sockets, each about 0–1: a height for bump and roughness, and a tint
that moves the colour, or a colour of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....scenes.appearance.paintings import painting
from ....scenes.poses import Vec3
from ....scenes.spec import Material
from ..process import bpy

SOIL = "soil"  # the attribute of points that says how much water leaves there
PAINTED, MORTAR = 0.62, (0.34, 0.32, 0.29)  # the mean from which bricks are painted; linear
BOARDS = 0.35  # by how much the tints of a thing's boards differ
Socket = Any
Pattern = tuple[Socket, Socket]


class Tree:
    """A node tree under construction: from nothing, or with what it has where it is `kept`."""

    def __init__(self, data: Any, kept: bool = False) -> None:
        self.nodes, self.links = data.node_tree.nodes, data.node_tree.links
        if not kept:
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

    def ends(self, socket: Socket) -> list[Socket]:
        """Return the inputs that take what a socket gives."""
        return [link.to_socket for link in socket.links]

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


def linear(colour: Vec3) -> tuple[float, float, float, float]:
    """Return an sRGB colour as linear RGBA."""
    srgb = np.asarray(colour)
    r, g, b = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).tolist()
    return (r, g, b, 1.0)


def _even(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    return tree.noise(at, scale), tree.noise(at, max(0.02 * scale, 1.5))


def _grain(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Fibres run along x on level faces and along z on upright ones; each board has its own, and its own tone."""
    board = tree.add("NewGeometry").outputs["Random Per Island"]
    at = tree.add("VectorMath", {0: at, 1: tree.stretched(board, (19.0, 43.0, 29.0))}, operation="ADD").outputs[0]
    normal = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Normal"]}).outputs[2]
    level = tree.math("GREATER_THAN", tree.math("ABSOLUTE", normal), 0.7)
    lying, upright = tree.stretched(at, (1.2, 22.0, 22.0)), tree.stretched(at, (22.0, 22.0, 1.2))
    along = tree.add("Mix", {0: level, 4: upright, 5: lying}, data_type="VECTOR").outputs[1]
    fine, tint = _fibres(tree, along)
    return fine, tree.math("ADD", tint, tree.math("MULTIPLY", tree.math("SUBTRACT", board, 0.5), BOARDS))


def _fibres(tree: Tree, along: Socket) -> Pattern:
    rings = tree.noise(along, 1.0, 4.0, 1.2)
    fine = tree.noise(along, 9.0, 2.0)
    tint = tree.math("ADD", tree.math("MULTIPLY", rings, 0.65), tree.math("MULTIPLY", fine, 0.35))
    return fine, tree.math("MULTIPLY", tree.math("SUBTRACT", tint, 0.25), 2.0)


def _planks(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    wide_m, long_m = float(rng.choice([0.07, 0.12, 0.18])), float(rng.uniform(0.9, 1.8))
    plank = bricks_of(tree, at, long_m, wide_m, 0.0016, 0.37)
    own = tree.add("VectorMath", {0: at, 1: tree.stretched(plank.outputs["Color"], (9.0, 17.0, 0.0))}, operation="ADD")
    fine, rings = _fibres(tree, tree.stretched(own.outputs[0], (1.0, 18.0, 1.0)))
    tone = tree.add("SeparateColor", {0: plank.outputs["Color"]}).outputs[0]
    tint = tree.math("ADD", tree.math("MULTIPLY", tone, 0.55), tree.math("MULTIPLY", rings, 0.45))
    gap = plank.outputs["Fac"]
    height = tree.math("ADD", tree.math("MULTIPLY", fine, 0.15), tree.math("MULTIPLY", tone, 0.3))
    return tree.math("SUBTRACT", height, gap), tree.math("SUBTRACT", tint, gap)


def _tiles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    side_m = float(rng.choice([0.2, 0.3, 0.45, 0.6]))
    tile = bricks_of(tree, at, side_m, side_m, 0.002, 0.0)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    mottled = tree.math("ADD", tree.math("MULTIPLY", tone, 0.25), tree.math("MULTIPLY", tree.noise(at, 5.0, 5.0), 0.75))
    return _grouted(tree, at, tile, tone, mottled, 1.0)


def _grouted(tree: Tree, at: Socket, tile: Any, tone: Socket, tint: Socket, dark: float) -> Pattern:
    """Return tiles none of which lies or gleams quite as the next does, and their grout, clean here and grimy there."""
    gap, grime = tile.outputs["Fac"], tree.math("MULTIPLY", tree.noise(at, 1.7, 2.0), 2.0 * dark)
    height = tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", tone, 0.2))
    return tree.math("SUBTRACT", height, gap), tree.math("SUBTRACT", tint, tree.math("MULTIPLY", gap, grime))


def _wall_tiles(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Square, upright and brick-bonded formats, on walls of any direction."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    formats = (
        (0.1, 0.1, 0.0),
        (0.15, 0.15, 0.0),
        (0.2, 0.1, 0.5),
        (0.15, 0.075, 0.5),
        (0.6, 0.3, 0.0),
        (0.2, 0.25, 0.0),
    )
    long_m, high_m, offset = formats[int(rng.integers(len(formats)))]
    tile = bricks_of(tree, _unrolled(tree, at), long_m, high_m, 0.0025, offset)
    tone = tree.add("SeparateColor", {0: tile.outputs["Color"]}).outputs[0]
    own = tree.add("VectorMath", {0: at, 1: tree.stretched(tile.outputs["Color"], (7.0, 11.0, 5.0))}, operation="ADD")
    glaze = tree.noise(own.outputs[0], 7.0, 2.0)  # each tile came from another batch, and none goes on in the next
    mottled = tree.math("ADD", tree.math("MULTIPLY", tone, 0.5), tree.math("MULTIPLY", glaze, 0.5))
    return _grouted(tree, at, tile, tone, mottled, float(rng.uniform(0.6, 1.6)))


def _boards(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Upright boards with grooves between."""
    wide_m = float(np.random.Generator(np.random.PCG64(material.seed)).choice([0.06, 0.09, 0.14]))
    board = bricks_of(tree, _unrolled(tree, at), wide_m, 9.0, 0.003, 0.0)
    gap = board.outputs["Fac"]
    return tree.math("SUBTRACT", 1.0, gap), tree.math("SUBTRACT", tree.noise(at, 4.0, 3.0), gap)


def _wallpaper(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Stripes, a trellis or spots in two shades."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    on_wall, pitch = _unrolled(tree, at), float(rng.uniform(5.0, 11.0))
    style = int(rng.integers(3))
    if style == 0:
        wave = tree.add("TexWave", {"Vector": on_wall, "Scale": 0.4 * pitch}, wave_profile="SIN", bands_direction="X")
        drawn = tree.math("GREATER_THAN", wave.outputs["Fac"], float(rng.uniform(0.3, 0.8)))
    elif style == 1:
        turned = tree.add("VectorRotate", {"Vector": on_wall, "Angle": 0.785}, rotation_type="Z_AXIS").outputs[0]
        drawn = bricks_of(tree, turned, 1 / pitch, 1 / pitch, 0.006, 0.0).outputs["Fac"]
    else:
        cells = {"Vector": on_wall, "Scale": pitch, "Randomness": 0.0}
        spots = tree.add("TexVoronoi", cells, voronoi_dimensions="2D", distance="MANHATTAN").outputs["Distance"]
        drawn = tree.math("LESS_THAN", spots, float(rng.uniform(0.2, 0.4)))
    fibre = tree.noise(at, 500.0, 2.0)
    return fibre, tree.math("ADD", tree.math("MULTIPLY", drawn, 0.85), tree.math("MULTIPLY", fibre, 0.15))


def _unrolled(tree: Tree, at: Socket) -> Socket:
    """Return coordinates along and up an upright face, whichever of x and y it runs along."""
    axes = tree.add("SeparateXYZ", {0: at}).outputs
    return tree.add("CombineXYZ", {0: tree.math("ADD", axes[0], axes[1]), 1: axes[2]}).outputs[0]


def _bricks(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return bricks fired to several tones in grey mortar; white ones are painted, and so is their mortar."""
    brick = bricks_of(tree, _unrolled(tree, at), 0.24, 0.075, 0.01, 0.5)
    own = tree.add("SeparateColor", {0: brick.outputs["Color"]}).outputs[0]
    gap, base = brick.outputs["Fac"], np.array(linear(material.colour)[:3])
    painted = float(np.mean(material.colour)) > PAINTED
    low, high, mortar = (0.86, 1.06, 0.7 * base) if painted else (0.55, 1.25, np.array(MORTAR))
    dark, light, grey = ((*np.minimum(tone, 1.0).tolist(), 1.0) for tone in (low * base, high * base, mortar))
    tone = tree.math("ADD", tree.math("MULTIPLY", own, 0.7), tree.math("MULTIPLY", tree.noise(at, 9.0, 3.0), 0.3))
    return tree.math("SUBTRACT", tree.noise(at, 60.0), gap), tree.blend(gap, tree.blend(tone, dark, light), grey)


def bricks_of(tree: Tree, at: Socket, long_m: float, high_m: float, gap_m: float, offset: float) -> Any:
    """Return a brick node of fields in metres: its colour is the field's own grey, its factor the gaps."""
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


def _cloth(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    yarn = tree.noise(at, scale, 2.0)
    worn = tree.noise(at, 4.0, 4.0)
    return yarn, tree.math("ADD", tree.math("MULTIPLY", yarn, 0.6), tree.math("MULTIPLY", worn, 0.4))


def _cells(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    cells = tree.add("TexVoronoi", {"Vector": at, "Scale": scale}, feature="SMOOTH_F1").outputs["Distance"]
    return tree.math("SUBTRACT", 1.0, cells), tree.noise(at, 6.0, 4.0)


def _brushed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    lines = tree.noise(tree.stretched(at, (20.0, 20.0, 900.0)), 1.0, 2.0)
    return lines, lines


def _veins(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    flow = tree.noise(at, scale, 8.0, 2.5)
    ridge = tree.math("ABSOLUTE", tree.math("SUBTRACT", flow, 0.5))
    return flow, tree.add("Clamp", {0: tree.math("MULTIPLY", ridge, 9.0)}).outputs[0]


def _leaves(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return the edges of pages, which lie along every axis of a book; they show on its thin sides only."""
    sheets = tree.noise(tree.stretched(at, (1.0, 0.02, 1.0)), scale, 1.0)
    return sheets, sheets


def _wicker(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    rods = tree.add("TexWave", {"Vector": at, "Scale": 14.0, "Distortion": 2.0}, bands_direction="Z").outputs["Fac"]
    posts = tree.add("TexWave", {"Vector": at, "Scale": 9.0, "Distortion": 1.0}, bands_direction="DIAGONAL").outputs[
        "Fac"
    ]
    weave = tree.math("MULTIPLY", rods, tree.math("ADD", 0.5, tree.math("MULTIPLY", posts, 0.5)))
    return weave, weave


def _motif(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
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


def _canvas(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Return a painting over the whole front of the thing that it is on."""
    share = tree.add("SeparateXYZ", {0: tree.add("TexCoord").outputs["Generated"]}).outputs
    place = tree.add("CombineXYZ", {0: share[0], 1: share[2]}).outputs[0]
    image = tree.add("TexImage", {"Vector": place}, image=_painted(material), extension="EXTEND").outputs["Color"]
    return tree.noise(at, 300.0), image


def _painted(material: Material) -> Any:
    """Return a new image with the painting of a material."""
    return image_of(f"painting {material.seed}", painting(material.seed, material.colour))


def image_of(name: str, picture: NDArray[np.float64]) -> Any:
    """Return a new image that shows a picture H×W×3 (sRGB, rows from the top)."""
    drawn = picture[::-1]  # Blender's rows run from below
    image = bpy.data.images.new(name, drawn.shape[1], drawn.shape[0])
    opaque = np.concatenate([drawn, np.ones_like(drawn[..., :1])], axis=-1)
    image.pixels.foreach_set(opaque.astype(np.float32).ravel())
    image.pack()
    return image


PATTERNS: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    "even": _even,
    "grain": _grain,
    "planks": _planks,
    "tiles": _tiles,
    "wall tiles": _wall_tiles,
    "boards": _boards,
    "wallpaper": _wallpaper,
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
