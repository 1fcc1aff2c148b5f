"""Squares of grass that cover ground side by side, in the greens that the turf below has at each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ...appearance.colours import jittered
from ...appearance.materials import sample_material, words_of
from ...pieces import Piece
from ...poses import Vec3
from ...spec import Material, Procedural

Skins = tuple[Material, Material, Material]


def grass_skins(turf: Material, rng: np.random.Generator) -> Skins:
    """Return blades of the greens of turf, straw for their stalks, and petals."""
    blades = sample_material("grass", rng, ("green",))
    blades = replace(blades, colour=jittered(turf.colour, rng, 0.015), seed=turf.seed)
    return blades, sample_material("grass", rng, ("yellow",)), sample_material("petals", rng)


def squares(generators: Iterable[str], size_m: Vec3, skins: Skins, rng: np.random.Generator) -> list[Piece]:
    """Return a square of each generator, of one size, to be repeated."""
    shapes = [Procedural(name, size_m, int(rng.integers(2**31))) for name in generators]
    return [Piece("grass", "grass", shape, skins, words_of(skins[0])) for shape in shapes]
