"""What use leaves on things: grease, scuffs, dust, dirt along the foot, worn edges.

Things stand on z = 0 and are centred in x and y, so the place of a point in its thing's box tells how far it is from
the box's sides, and no ray is needed to find edges and corners.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....scenes.appearance.wear import MANNERS, Manner
from ....scenes.poses import Vec3
from ....scenes.spec import Material
from .stains import STAINS, touched
from .steps import blend, cover, ramp, scaled, side_m
from .tree import Socket, Tree, linear

GREASE = 0.42  # the roughness that hands, cloths and soles bring gloss and mat to
DUST: Vec3 = (0.60, 0.57, 0.52)
DIRT: Vec3 = (0.27, 0.24, 0.20)
BARE: Vec3 = (0.58, 0.52, 0.45)  # what shows where paint and polish are gone
DAMP: Vec3 = (0.62, 0.50, 0.34)
DAMPENED = 0.12
THICK_M = 0.24  # of walls, whose ends and whose ceilings' edges lie so far within one another
DARK = 0.25  # below this mean, colours have light scuffs


@dataclass(frozen=True, slots=True)
class Marks:
    """How strongly each sort of mark shows on what is much used, 0–1; scuffs reach up to `scuffed_m`.

    Grease changes gloss, and smudges the colour, of the same patches. Rubs are those of chairs and bags along walls,
    hands those on their corners; damp has left its edge under some ceilings.
    """

    grease: float = 0.0
    smudges: float = 0.0
    scuffs: float = 0.0
    rubs: float = 0.0
    hands: float = 0.0
    damp: float = 0.0
    dust: float = 0.0
    edges: float = 0.0
    foot: float = 0.0
    corners: float = 0.0
    scuffed_m: float = 1.2


MARKS: dict[Manner, Marks] = {
    "wall": Marks(grease=0.5, smudges=0.04, rubs=0.6, hands=0.3, damp=0.35, foot=0.5),
    "floor": Marks(grease=0.8, smudges=0.16, scuffs=0.5, corners=0.8),
    "furniture": Marks(grease=0.7, smudges=0.14, scuffs=0.28, dust=0.4, edges=0.9),
    "gloss": Marks(grease=0.6, dust=0.4),
    "screen": Marks(dust=0.3),
}


def worn(tree: Tree, at: Socket, material: Material, colour: Socket, roughness: Socket) -> tuple[Socket, Socket]:
    """Return colour and roughness of a material after use; `at` is a place of its own in object space, in metres."""
    manner = MANNERS.get(material.family)
    if manner is None or not material.wear:
        return colour, roughness
    if manner in STAINS:
        return STAINS[manner](tree, at, material, colour, roughness)
    if manner == "screen":
        roughness = touched(tree, at, material.wear, roughness)
    marks, box = MARKS[manner], _Box.of(tree)
    patches, broad = tree.noise(at, 6.0, 2.0), tree.noise(at, 1.7, 4.0)
    greasy = ramp(tree, broad, 0.3, 0.78)  # without an edge: where a patch ends is not to be seen
    for strength, lines in ((marks.scuffs, _scuffs), (marks.rubs, _rubs)):
        if strength:
            drawn = scaled(tree, strength, lines(tree, at, material, marks, box))
            marked = tree.math("MAXIMUM", scaled(tree, marks.smudges, greasy), drawn)
            colour = cover(tree, material.wear, marked, colour, _scuff_colour(material))
    if marks.hands:
        colour = cover(tree, material.wear * marks.hands, _hands(tree, box, patches), colour, DIRT)
    if marks.damp:
        colour = cover(tree, _damp_of(material) * marks.damp, _damp(tree, at, box), colour, DAMP)
    if marks.foot or marks.corners:
        colour = cover(
            tree, material.wear * max(marks.foot, marks.corners), _dirt(tree, marks, box, patches), colour, DIRT
        )
    if marks.edges:
        colour = cover(tree, material.wear * marks.edges, _edges(tree, box, patches), colour, BARE)
    if marks.grease:
        roughness = blend(tree, scaled(tree, material.wear * marks.grease, greasy), roughness, GREASE)
    if not marks.dust:
        return colour, roughness
    dust = scaled(tree, material.wear * marks.dust, _settled(tree, box, broad))
    return tree.blend(dust, colour, linear(DUST)), blend(tree, dust, roughness, 0.95)


@dataclass(frozen=True, slots=True)
class _Box:
    """How many metres a point is from the nearest side along x and along y, from foot and top; how far it faces up."""

    x: Socket
    y: Socket
    foot: Socket
    top: Socket
    up: Socket

    @classmethod
    def of(cls, tree: Tree) -> _Box:
        coordinates = tree.add("TexCoord").outputs
        place, share = (tree.add("SeparateXYZ", {0: coordinates[name]}).outputs for name in ("Object", "Generated"))
        up = tree.add("SeparateXYZ", {0: coordinates["Normal"]}).outputs[2]
        x, y = (side_m(tree, place[axis], share[axis]) for axis in (0, 1))
        left = tree.math("DIVIDE", tree.math("SUBTRACT", 1.0, share[2]), tree.math("MAXIMUM", share[2], 1e-3))
        return cls(x, y, place[2], tree.math("MULTIPLY", place[2], left), up)


def _scuffs(tree: Tree, at: Socket, material: Material, marks: Marks, box: _Box) -> Socket:
    """Return broken streaks of 5–30 cm, nearly level, in two directions, here and there."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    tilt, turn = rng.normal(0, 0.2), rng.uniform(0, 2 * np.pi)
    one, other = (_streaks(tree, at, (0.0, tilt, turn + extra)) for extra in (0.0, 1.3))
    here = ramp(tree, tree.noise(at, 2.3, 1.0), 0.52, 0.66)
    low = ramp(tree, box.foot, marks.scuffed_m, 0.3 * marks.scuffed_m)
    return tree.math("MULTIPLY", tree.math("MULTIPLY", tree.math("MAXIMUM", one, other), here), low)


def _streaks(tree: Tree, at: Socket, turned: Vec3) -> Socket:
    """Return thin streaks along one direction, which `turned` (Euler angles, radians) brings to x."""
    along = tree.add("VectorRotate", {"Vector": at, "Rotation": turned}, rotation_type="EULER_XYZ").outputs[0]
    return ramp(tree, tree.noise(tree.stretched(along, (5.0, 110.0, 110.0)), 1.0, 1.0), 0.66, 0.72)


def _rubs(tree: Tree, at: Socket, material: Material, marks: Marks, box: _Box) -> Socket:
    """Return level streaks where chairs, bags and shoulders pass a wall, most at half a metre, in a few places."""
    streaks = ramp(tree, tree.noise(tree.stretched(at, (2.2, 2.2, 42.0)), 1.0, 2.0), 0.6, 0.7)
    here = ramp(tree, tree.noise(at, 1.4, 1.0), 0.5, 0.64)
    high = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", box.foot, 0.5)), 0.5, 0.1)
    upright = tree.math("LESS_THAN", tree.math("ABSOLUTE", box.up), 0.5)
    return tree.math("MULTIPLY", tree.math("MULTIPLY", streaks, here), tree.math("MULTIPLY", high, upright))


def _hands(tree: Tree, box: _Box, patches: Socket) -> Socket:
    """Return where hands and shoulders touch the ends of a wall, at doors and corners."""
    ragged = tree.math("MULTIPLY", tree.math("SUBTRACT", patches, 0.5), 0.7)
    near = ramp(tree, tree.math("ADD", box.x, ragged), THICK_M + 0.4, THICK_M)
    high = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", box.foot, 1.15)), 0.6, 0.1)
    return tree.math("MULTIPLY", near, high)


def _damp(tree: Tree, at: Socket, box: _Box) -> Socket:
    """Return stains of water under a ceiling where it meets the walls: pale, with a faint, broken edge."""
    near = ramp(tree, tree.math("MINIMUM", box.x, box.y), THICK_M + 1.1, THICK_M)
    field = tree.math("ADD", scaled(tree, 0.75, tree.noise(at, 1.1, 5.0, 0.4)), scaled(tree, 0.25, near))
    broken = ramp(tree, tree.noise(at, 5.0, 2.0), 0.35, 0.65)
    rim = ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", field, 0.62)), 0.02, 0.0)
    inside = scaled(tree, 0.45, ramp(tree, field, 0.58, 0.74))
    stain = tree.math("ADD", inside, scaled(tree, 0.5, tree.math("MULTIPLY", rim, broken)))
    return tree.math("MULTIPLY", stain, tree.math("LESS_THAN", box.up, -0.5))


def _damp_of(material: Material) -> float:
    """Return how strongly a material shows damp: one ceiling in eight does, however clean its room is."""
    return float(np.random.Generator(np.random.PCG64(material.seed)).random() < DAMPENED)


def _scuff_colour(material: Material) -> Vec3:
    return (0.16, 0.15, 0.15) if float(np.mean(material.colour)) > DARK else (0.45, 0.43, 0.41)


def _dirt(tree: Tree, marks: Marks, box: _Box, patches: Socket) -> Socket:
    """Return the band above the skirting of a wall, or along the walls of a floor, ragged."""
    side = tree.math("MINIMUM", box.x, box.y)
    ragged = tree.math("MULTIPLY", tree.math("SUBTRACT", patches, 0.5), 0.5)
    if marks.corners:
        return ramp(tree, tree.math("ADD", side, ragged), 0.3, 0.0)
    upright = tree.math("LESS_THAN", tree.math("ABSOLUTE", box.up), 0.5)
    return tree.math("MULTIPLY", upright, ramp(tree, tree.math("ADD", box.foot, ragged), 0.35, 0.02))


def _edges(tree: Tree, box: _Box, patches: Socket) -> Socket:
    """Return where two sides of the box meet, as far as hands and shoes have reached it."""
    upright = tree.math("MINIMUM", box.foot, box.top)
    near, far = tree.math("MINIMUM", box.x, box.y), tree.math("MAXIMUM", box.x, box.y)
    edge = tree.math("MAXIMUM", near, tree.math("MINIMUM", far, upright))
    reach = tree.math("MULTIPLY", tree.math("SUBTRACT", patches, 0.5), 0.1)
    return ramp(tree, tree.math("SUBTRACT", edge, reach), 0.008, 0.0)


def _settled(tree: Tree, box: _Box, broad: Socket) -> Socket:
    return tree.math("MULTIPLY", ramp(tree, box.up, 0.8, 0.98), ramp(tree, broad, 0.1, 0.9))
