"""What a model is asked: seeds that follow from keys, batches of one size."""

from __future__ import annotations

import numpy as np

from cavendish.pipeline.predict.asked import Ask, batches, seed_of


def ask(key: str, height: int) -> Ask:
    return Ask(key, "depth", "Draw the depth.", np.zeros((height, 8, 3), np.uint8), 0)


def test_a_seed_is_the_crc_32_of_the_key() -> None:
    assert seed_of("123456789", 0) == 0xCBF43926  # the check value of CRC-32 in its catalogue
    assert seed_of("123456789", 1) != seed_of("123456789", 0)


def test_neighbours_of_one_size_are_drawn_together_in_their_order() -> None:
    asks = [ask("a", 4), ask("b", 4), ask("c", 4), ask("d", 6), ask("e", 4)]
    assert [[each.key for each in batch] for batch in batches(asks, 2)] == [["a", "b"], ["c"], ["d"], ["e"]]
    assert [[each.key for each in batch] for batch in batches(asks, 4, alike=False)] == [["a", "b", "c", "d"], ["e"]]
