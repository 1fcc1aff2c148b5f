"""What things are made of: families with the colours, roughness and words that people know them by.

Colours and roughness are taste; no measured material is behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import RequestError, allowed, named
from ..poses import Vec3
from ..spec import Material, Words
from ..tables import merged
from .colours import jittered
from .family import Family, Shade
from .indoor_families import FITTINGS, FURNISHINGS, HALLS, LININGS_AND_TOWELS
from .living_families import CLOTHES_AND_SKIN, COATS
from .outdoor_families import NATURE, STREETS

EMITTER = {"emitter": Family("", (0.5, 0.5), (("white", (1.0, 0.86, 0.68)),), jitter=0.0)}
# In this order: the first family that the name of a material in a scene file holds is its family.
FAMILIES = merged(
    (COATS, FURNISHINGS, HALLS, FITTINGS, CLOTHES_AND_SKIN, LININGS_AND_TOWELS, NATURE, STREETS, EMITTER),
)


def sample_material(
    family: str, rng: np.random.Generator, words: Sequence[str] = (), emission: float = 0.0
) -> Material:
    """Return a material of a family in one of its colours; `words` restricts them to those called so.

    Raises RequestError where there is no such family, or it has none of these colours.
    """
    stuff = named(FAMILIES, family, "a family of materials", "family")
    shades = [shade for shade in stuff.shades if not words or shade[0] in words]
    if not shades:
        asked, have = " or ".join(map(repr, words)), {word for word, _ in stuff.shades if word}
        raise RequestError(f"{family} has no colour called {asked}{allowed(words[0], have)}", "words")
    _, colour = shades[int(rng.integers(len(shades)))]
    roughness = round(float(rng.uniform(*stuff.roughness)), 4)
    shade = jittered(colour, rng, stuff.jitter)
    return Material(family, shade, roughness, int(rng.integers(2**31)), emission or stuff.emission)


def words_of(material: Material, size: str = "") -> Words:
    """Return what people would say of a material: the word of its family's nearest colour, and of the family.

    Raises RequestError where there is no such family.
    """
    stuff = named(FAMILIES, material.family, "a family of materials", "family")
    return Words(_nearest(material.colour, stuff.shades), stuff.word, size)


def _nearest(colour: Vec3, shades: Sequence[Shade]) -> str:
    r, g, b = colour  # numpy takes 20 times as long for so few
    return min(shades, key=lambda shade: abs(r - shade[1][0]) + abs(g - shade[1][1]) + abs(b - shade[1][2]))[0]
