"""Pictures grow by their edge and are cut back: no pixel is resampled where that is not asked for."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.pipeline.predict.sizes import cut, padded, shrunk

PICTURE = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)


@pytest.mark.parametrize(
    ("multiple", "least", "shape"),
    [(1, 1, (5, 7)), (4, 1, (8, 8)), (16, 1, (16, 16)), (4, 10, (12, 12)), (8, 8, (8, 8))],
)
def test_sides_become_multiples_and_are_at_least_so_long(multiple: int, least: int, shape: tuple[int, int]) -> None:
    grown = padded(PICTURE, multiple, least)
    assert grown.shape == (*shape, 3)
    assert np.array_equal(grown[:5, :7], PICTURE)
    assert np.array_equal(grown[-1, -1], PICTURE[-1, -1])
    assert np.array_equal(cut(grown, grown.shape[:2], (5, 7)), PICTURE)


def test_a_drawing_of_twice_the_size_is_cut_in_its_own_pixels() -> None:
    drawn = np.zeros((32, 32, 3), np.uint8)
    assert cut(drawn, (16, 16), (5, 7)).shape == (10, 14, 3)


def test_only_what_is_too_large_is_shrunk_and_keeps_its_shape() -> None:
    large = np.full((300, 400, 3), 9, np.uint8)
    assert shrunk(large, 300 * 400) is large
    assert shrunk(large, 30_000).shape == (150, 200, 3)
    assert (shrunk(large, 30_000) == 9).all()
