from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance.materials import FAMILIES, sample_material, words_of
from cavendish.scenes.kinds.registry import KINDS


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_sample_is_of_its_family(family: str) -> None:
    stuff = FAMILIES[family]
    for seed in range(20):
        material = sample_material(family, np.random.default_rng(seed))
        assert material.family == family
        assert stuff.roughness[0] <= material.roughness <= stuff.roughness[1]
        assert all(0 <= channel <= 1 for channel in material.colour)
        assert material == sample_material(family, np.random.default_rng(seed))


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_words_are_those_of_the_colour_that_was_drawn(family: str) -> None:
    stuff = FAMILIES[family]
    for word in {word for word, _ in stuff.shades}:
        for seed in range(10):
            words = words_of(sample_material(family, np.random.default_rng(seed), words=(word,)))
            assert words.material == stuff.word
            assert words.colour == word or stuff.jitter > 0.05  # covers and paintings vary more than their words


def test_kinds_are_made_of_known_families() -> None:
    for name, kind in KINDS.items():
        for number, slot in enumerate(kind.slots):
            for family in slot:
                known = int(family[1:]) < number if family.startswith("=") else family.split(":")[0] in FAMILIES
                assert known, (name, family)
