"""What is printed on shirts can be read, and says nothing that signs or packages say."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators import lettered
from cavendish.scenes.generators.outdoor.buildings import SHOPS
from cavendish.scenes.people.prints import FONT, HIGH_PX, TEXTS, WIDE_PX, shirt_print

PRINTED = {
    text for name, texts in vars(lettered).items() if name.isupper() and isinstance(texts, tuple) for text in texts
}


def test_no_sign_or_package_says_what_a_shirt_says() -> None:
    numbers = {str(number) for number in range(100)}  # of houses
    assert "BIOLOGY" in PRINTED
    assert not set(TEXTS) & (PRINTED | set(SHOPS) | numbers)


def test_the_font_has_all_letters_of_shirts() -> None:
    assert set("".join(TEXTS)) <= set(FONT)


@pytest.mark.parametrize("seed", range(12))
def test_a_print_is_ink_on_cloth_within_its_frame(seed: int) -> None:
    picture = shirt_print(np.random.default_rng(seed))
    assert picture.shape == (HIGH_PX, WIDE_PX)
    assert 0.03 < picture.mean() < 0.6
    assert ((picture < 0.05) | (picture > 0.95)).mean() > 0.85  # nothing between: edges are sharp
    assert picture[:, [0, -1]].max() == 0


def test_prints_differ_and_follow_from_their_seed() -> None:
    some = [shirt_print(np.random.default_rng(seed)).tobytes() for seed in range(12)]
    assert len(set(some)) > 9
    assert shirt_print(np.random.default_rng(0)).tobytes() == some[0]
