"""Patterns of knit: fine or coarse, in ribs or cables, plain or striped, with ribbed edges."""

from __future__ import annotations

from collections.abc import Callable
from math import pi

import numpy as np

from ....scenes.people.panels import NEAR_M
from ....scenes.spec import Material
from .sewn import Colour, Laid, bands, creases, ink_on, laid, product, ramp, shaded, wave
from .tree import Pattern, Socket, Tree, linear

RIB_M, CUFF_M = 0.010, 0.05  # from one rib of a knitted edge to the next, and how wide that edge is
KINDS = ("fine", "ribs", "cables", "fine", "coarse")


def _knitted(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    return _knit(tree, at, scale, material, linear(material.colour))


def _knit(tree: Tree, at: Socket, scale: float, material: Material, colour: Socket | Colour) -> Pattern:
    """Return knit of a colour over soft creases: fine, in ribs, in cables or coarse, with ribbed edges."""
    rng = np.random.Generator(np.random.PCG64((material.seed, 1)))
    on, kind = laid(tree), KINDS[int(rng.integers(len(KINDS)))]
    edge = ramp(tree, on.near_m, NEAR_M - CUFF_M - 0.002, NEAR_M - CUFF_M)
    rows = _stitches(tree, on, kind)
    ribs = tree.math("ADD", product(tree, wave(tree, on.u, RIB_M), edge), product(tree, rows, _not(tree, edge)))
    yarn, worn = tree.noise(at, scale, 2.0), tree.noise(at, 4.0, 4.0)
    height, _ = creases(tree, at)
    seam = ramp(tree, on.seam_m, 0.006, 0.001)
    raised = tree.math("ADD", product(tree, height, 0.7), tree.math("ADD", product(tree, yarn, 0.10), ribs))
    tone = tree.math(
        "ADD", product(tree, yarn, 0.35), tree.math("ADD", product(tree, worn, 0.2), product(tree, ribs, 1.4))
    )
    tone = tree.math("SUBTRACT", tree.math("ADD", tone, 0.55), product(tree, seam, 0.3))
    return tree.math("SUBTRACT", raised, product(tree, seam, 0.15)), shaded(tree, colour, tone)


def _not(tree: Tree, share: Socket) -> Socket:
    return tree.math("SUBTRACT", 1.0, share)


def _stitches(tree: Tree, on: Laid, kind: str) -> Socket:
    """Return how high the stitches of a kind of knit stand, 0 to 0.25."""
    if kind == "ribs":
        return wave(tree, on.u, 0.014)
    if kind == "cables":
        return _cables(tree, on)
    pitch_m, share = (0.0045, 0.5) if kind == "fine" else (0.007, 0.8)
    slant = tree.math("ABSOLUTE", tree.math("SINE", tree.math("MULTIPLY", on.u, pi / pitch_m)))
    rows = wave(tree, tree.math("ADD", on.v, product(tree, slant, 0.5 * pitch_m)), pitch_m)
    return product(tree, tree.math("ADD", rows, product(tree, slant, 0.1)), share)


def _cables(tree: Tree, on: Laid) -> Socket:
    """Return two strands that cross again and again, in columns with ribs between them."""
    off = tree.math("SUBTRACT", tree.math("FRACT", tree.math("ADD", tree.math("DIVIDE", on.u, 0.08), 0.5)), 0.5)
    aside = tree.math("MULTIPLY", off, 0.08)
    swing = tree.math("MULTIPLY", tree.math("SINE", tree.math("MULTIPLY", on.v, 2 * pi / 0.07)), 0.011)
    strands = [
        ramp(tree, tree.math("ABSOLUTE", tree.math("SUBTRACT", aside, each)), 0.009, 0.002)
        for each in (swing, tree.math("MULTIPLY", swing, -1.0))
    ]
    between = product(tree, wave(tree, on.u, 0.01), ramp(tree, tree.math("ABSOLUTE", aside), 0.022, 0.026))
    return tree.math("ADD", product(tree, tree.math("MAXIMUM", *strands), 0.3), product(tree, between, 0.6))


def _striped(tree: Tree, at: Socket, scale: float, material: Material) -> Pattern:
    rng = np.random.Generator(np.random.PCG64(material.seed))
    pitch_m, share = float(rng.choice([0.025, 0.05, 0.09])), float(rng.uniform(0.25, 0.5))
    band = bands(tree, laid(tree).v, pitch_m, share)
    return _knit(tree, at, scale, material, tree.blend(band, linear(material.colour), ink_on(material, rng)))


KNITS: dict[str, Callable[[Tree, Socket, float, Material], Pattern]] = {"knitted": _knitted, "striped": _striped}
