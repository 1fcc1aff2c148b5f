"""Patterns of clothes: creased and sewn cloth, checked, printed or faded, denim, tweed, leather; and `knits`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....scenes.people.prints import HIGH_PX, WIDE_PX, shirt_print
from ....scenes.poses import Vec3
from ....scenes.spec import Material
from ..process import bpy
from .knits import KNITS
from .sewn import (
    Colour,
    Laid,
    bands,
    creases,
    ink_on,
    laid,
    line,
    of_trousers,
    product,
    ramp,
    seams,
    shaded,
    wave,
)
from .tree import Pattern, Socket, Tree, linear

THREAD: Vec3 = (0.62, 0.42, 0.22)  # of the stitches of jeans
CHEST_M, PRINT_M = 0.345, 0.12  # how high the middle of a print lies, and half its width
SEAM_DARK = 0.45  # by which seams are darker than their cloth


def _sewn(tree: Tree, at: Socket, on: Laid, colour: Socket | Colour, shown: float = 1.0) -> Pattern:
    """Return creased cloth of a colour with its weave, its seams and its hems, as far as stitches are `shown`."""
    height, long = creases(tree, at)
    weave = tree.noise(at, 1400.0, 1.0)
    drawn_in, dark = seams(tree, on)
    raised = tree.math("ADD", height, tree.math("MULTIPLY", weave, 0.03))
    tone = tree.math("ADD", tree.math("MULTIPLY", long, 0.10), tree.math("MULTIPLY", weave, 0.12))
    tinted = shaded(tree, colour, tree.math("SUBTRACT", 1.12, tone))
    tinted = shaded(tree, tinted, tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", dark, SEAM_DARK * shown)))
    return tree.math("SUBTRACT", raised, tree.math("MULTIPLY", drawn_in, 0.22 * shown)), tinted


def _plain(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    return _sewn(tree, at, laid(tree), linear(material.colour))


def _twill(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Trousers: seams and hems, waistband, fly and pockets; those of suits are sewn from within."""
    on = laid(tree)
    height, colour = _sewn(tree, at, on, linear(material.colour), 0.3 if material.family == "suiting" else 1.0)
    lines, _ = of_trousers(tree, on, patched=False)
    darker = shaded(tree, colour, tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", lines, SEAM_DARK)))
    return tree.math("SUBTRACT", height, tree.math("MULTIPLY", lines, 0.2)), darker


def _tweed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Heavy wool in a herringbone, flecked; creases are few."""
    on = laid(tree)
    height, colour = _sewn(tree, at, on, linear(material.colour))
    column = tree.math("FRACT", tree.math("DIVIDE", on.u, 0.024))
    slant = tree.math("ABSOLUTE", tree.math("SUBTRACT", column, 0.5))
    bone = wave(tree, tree.math("ADD", on.v, product(tree, slant, 0.024)), 0.006)
    fleck = tree.noise(at, 300.0, 3.0)
    tone = tree.math("ADD", product(tree, bone, 1.6), product(tree, fleck, 0.7))
    return tree.math("ADD", product(tree, height, 0.6), product(tree, fleck, 0.12)), shaded(
        tree, colour, tree.math("ADD", tone, 0.45)
    )


def _washed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Denim: faded here and there, paler on the backs of its creases and beside its seams, in a twill."""
    return _denim(tree, at, laid(tree), material)


def _denim(tree: Tree, at: Socket, on: Laid, material: Material) -> Pattern:
    base = np.array(linear(material.colour)[:3])
    height, long = creases(tree, at)
    thread = tree.noise(tree.stretched(on.both, (1.0, 0.25, 1.0)), 700.0, 1.0)
    drawn_in, dark = seams(tree, on)
    rubbed = product(tree, ramp(tree, on.seam_m, 0.016, 0.004), tree.noise(on.both, 90.0, 1.0))
    share = tree.math("ADD", tree.math("MULTIPLY", tree.noise(at, 5.0, 4.0), 0.5), product(tree, thread, 0.3))
    share = tree.math("ADD", share, tree.math("ADD", product(tree, long, 0.18), product(tree, rubbed, 0.35)))
    share = tree.math("SUBTRACT", share, 0.35)
    colour = tree.blend(share, (*(0.72 * base).tolist(), 1.0), (*np.minimum(1.5 * base + 0.03, 1.0).tolist(), 1.0))
    colour = shaded(tree, colour, tree.math("SUBTRACT", 1.0, tree.math("MULTIPLY", dark, SEAM_DARK)))
    return tree.math("SUBTRACT", height, tree.math("MULTIPLY", drawn_in, 0.25)), colour


def _jeans(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Jeans: worn pale on thighs and knees and at the seat, with whiskers at the hips, and stitched in a thread."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    base, on = np.array(linear(material.colour)[:3]), laid(tree)
    height, colour = _denim(tree, at, on, material)
    front = product(tree, ramp(tree, tree.math("ABSOLUTE", on.u), 0.085, 0.02), on.leg)
    thigh = product(tree, ramp(tree, on.v, -0.33, -0.22), ramp(tree, on.v, -0.03, -0.12))
    knee = ramp(tree, tree.math("ABSOLUTE", tree.math("ADD", on.v, 0.385)), 0.07, 0.01)
    streaks = tree.noise(tree.stretched(on.both, (9.0, 55.0, 1.0)), 1.0, 1.0)
    hips = product(tree, ramp(tree, tree.math("ABSOLUTE", tree.math("ADD", on.v, 0.03)), 0.07, 0.01))
    whiskers = product(tree, hips, ramp(tree, streaks, 0.5, 0.62), ramp(tree, tree.math("ABSOLUTE", on.u), 0.25, 0.2))
    worn = tree.math("MAXIMUM", tree.math("MAXIMUM", thigh, knee), 0.0)
    share = tree.math("ADD", product(tree, front, worn, tree.noise(at, 12.0, 2.0)), product(tree, whiskers, 0.25))
    pale = (*np.minimum(1.9 * base + 0.06, 0.9).tolist(), 1.0)
    colour = tree.blend(product(tree, share, float(rng.uniform(0.5, 1.3))), colour, pale)
    lines, beside = of_trousers(tree, on, patched=True)
    stitched = product(tree, tree.math("MAXIMUM", lines, product(tree, beside, 0.4)), float(min(0.75, 6 * base.max())))
    return tree.math("SUBTRACT", height, product(tree, lines, 0.2)), tree.blend(stitched, colour, linear(THREAD))


def _checked(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Bands of another colour that cross, darker where they do, with a thin line between on some."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pitch_m, share = float(rng.choice([0.02, 0.035, 0.06])), float(rng.choice([0.3, 0.5]))
    on, ink = laid(tree), ink_on(material, rng)
    ways = (on.u, on.v)
    across, along = (bands(tree, way, pitch_m, share) for way in ways)
    both = product(tree, tree.math("ADD", across, along), 0.5)
    colour = tree.blend(both, linear(material.colour), ink)
    if pitch_m > 0.03 and rng.random() < 0.6:
        thin = [
            line(tree, tree.math("FRACT", tree.math("DIVIDE", way, pitch_m)), (1 - share) / 2, 0.03) for way in ways
        ]
        colour = tree.blend(product(tree, tree.math("MAXIMUM", *thin), 0.6), colour, ink_on(material, rng))
    return _sewn(tree, at, on, colour)


def _printed(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Stripes, spots, or a print on the chest."""
    rng = np.random.Generator(np.random.PCG64(material.seed))
    on, kind = laid(tree), int(rng.integers(3))
    if kind == 0:
        where = bands(tree, on.v, float(rng.choice([0.018, 0.03])), 0.4)
    elif kind == 1:
        dots = {"Vector": on.both, "Scale": float(rng.uniform(25, 60)), "Randomness": 0.0}
        cells = tree.add("TexVoronoi", dots, voronoi_dimensions="2D")
        where = ramp(tree, cells.outputs["Distance"], 0.29, 0.25)
    else:
        where = _on_chest(tree, on, rng)
    return _sewn(tree, at, on, tree.blend(where, linear(material.colour), ink_on(material, rng)))


def _on_chest(tree: Tree, on: Laid, rng: np.random.Generator) -> Socket:
    """Return 1 where the ink of a print on the chest is, a little cracked."""
    picture = shirt_print(rng)
    rgba = np.repeat(picture[::-1, :, None], 4, axis=2)
    image = bpy.data.images.new("print", WIDE_PX, HIGH_PX, alpha=False, float_buffer=True)
    image.colorspace_settings.name = "Non-Color"
    image.pixels.foreach_set(np.ascontiguousarray(rgba, np.float32).ravel())
    image.pack()
    half = PRINT_M * float(rng.uniform(0.75, 1.1))
    x = tree.math("ADD", tree.math("DIVIDE", on.u, 2 * half), 0.5)
    up = tree.math("DIVIDE", tree.math("SUBTRACT", on.v, CHEST_M), 2 * half * HIGH_PX / WIDE_PX)
    place = tree.add("CombineXYZ", {0: x, 1: tree.math("ADD", up, 0.5)}).outputs[0]
    ink = tree.add("TexImage", {"Vector": place}, image=image, extension="CLIP").outputs["Color"]
    return product(tree, ink, on.trunk)


def _worn(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    """Leather that is worn: creased, paler on the backs of its creases, with a grain and seams."""
    on = laid(tree)
    height, long = creases(tree, at)
    grain = tree.add("TexVoronoi", {"Vector": at, "Scale": 380.0}, feature="SMOOTH_F1").outputs["Distance"]
    drawn_in, dark = seams(tree, on)
    raised = tree.math("SUBTRACT", height, tree.math("ADD", product(tree, grain, 0.04), product(tree, drawn_in, 0.25)))
    return raised, tree.math("SUBTRACT", product(tree, long, 0.6), product(tree, dark, 0.6))


FABRICS: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {
    **KNITS,
    "creased": _plain,
    "trousers": _twill,
    "tweed": _tweed,
    "jeans": _jeans,
    "washed": _washed,
    "checked": _checked,
    "printed": _printed,
    "worn": _worn,
}
