"""Who an animal is: a breed, its posture, its size and its coat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ..appearance.materials import words_of
from ..generators.nature import animals, birds
from ..kinds.animals import HEIGHTS_M
from ..kinds.registry import KINDS
from ..pieces import Piece, material_of_stuff
from ..poses import Vec3
from ..spec import Material, Procedural

GENERATORS = animals.GENERATORS | birds.GENERATORS


def sample_animal(breeds: Sequence[str], postures: Sequence[str], rng: np.random.Generator) -> Piece:
    """Return an animal of one of some breeds in one of some postures, with the proportions of its own."""
    breed = str(rng.choice(breeds))
    kind = KINDS[f"{breed} {rng.choice(postures)}"]
    variant, height_m = int(rng.integers(2**31)), float(rng.uniform(*HEIGHTS_M[breed]))
    x, y, z = (round(height_m * side, 3) for side in _sides(kind.generator, variant))
    materials: list[Material] = []
    for families in kind.slots:
        stuff = str(rng.choice(families))
        materials.append(materials[int(stuff[1:])] if stuff.startswith("=") else material_of_stuff(stuff, rng))
    geometry = Procedural(kind.generator, (x, y, z), variant)
    words = replace(words_of(materials[0]), state=kind.state)
    return Piece(kind.category, kind.category, geometry, tuple(materials), words)


@lru_cache(maxsize=1024)
def _sides(generator: str, variant: int) -> Vec3:
    """Return the outer size of an animal whose height at the withers, or length if it is a bird, is 1."""
    low, high = GENERATORS[generator]((1.0, 1.0, 1.0), np.random.Generator(np.random.PCG64(variant))).bounds()
    x, y, z = (high - low).tolist()
    return (x, y, z)
