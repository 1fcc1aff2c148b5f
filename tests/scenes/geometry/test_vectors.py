"""Products of many vectors."""

import numpy as np
import pytest

from cavendish.scenes.geometry.vectors import crossed

RNG = np.random.default_rng(3)


@pytest.mark.parametrize(
    ("a", "b"),
    [((3,), (3,)), ((7, 3), (7, 3)), ((7, 3), (3,)), ((5, 1, 3), (4, 3)), ((0, 3), (0, 3))],
)
def test_it_is_the_product_of_numpy(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    first, second = RNG.normal(size=a), RNG.normal(size=b)
    np.testing.assert_array_equal(crossed(first, second), np.cross(first, second))
