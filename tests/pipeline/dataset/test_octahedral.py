"""Directions in two 16-bit numbers: within the derived bound everywhere, exact where scenes have most of them."""

import itertools

import numpy as np
import pytest

from cavendish.pipeline.dataset.octahedral import MAX_ERROR_DEG, NO_DIRECTION, SCALE, pack, unpack

from ...renderers.closed_forms import angles_deg

FLOAT_DEG = 1e-5


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def cube_directions() -> np.ndarray:
    """Towards the faces, edges and corners of a cube."""
    return np.array([v for v in itertools.product((-1.0, 0.0, 1.0), repeat=3) if any(v)])


def tilted() -> np.ndarray:
    """Just off an axis, where signs and folds change."""
    return (cube_directions()[:, None] + np.float64(1e-6) * cube_directions()).reshape(-1, 3)


CASES = {
    "random": np.random.default_rng(0).normal(size=(200_000, 3)),
    "lying in a coordinate plane": np.random.default_rng(1).normal(size=(3000, 3)) * np.repeat(1 - np.eye(3), 1000, 0),
    "just off an axis": tilted(),
}


@pytest.mark.parametrize("vectors", CASES.values(), ids=CASES.keys())
def test_directions_come_back_within_the_bound(vectors: np.ndarray) -> None:
    wanted = unit(vectors)
    back = unpack(pack(wanted))
    assert MAX_ERROR_DEG < 0.05
    assert angles_deg(back, wanted).max() <= MAX_ERROR_DEG + FLOAT_DEG
    assert np.abs(np.linalg.norm(back.astype(np.float64), axis=-1) - 1).max() <= 1e-7
    np.testing.assert_array_equal(pack(back), pack(wanted))


def test_the_bound_is_tight() -> None:
    wanted = unit(CASES["random"])
    assert angles_deg(unpack(pack(wanted)), wanted).max() > 0.9 * MAX_ERROR_DEG


def test_directions_of_a_cube_are_exact() -> None:
    wanted = unit(cube_directions())
    np.testing.assert_allclose(unpack(pack(wanted)), wanted, rtol=1e-7, atol=0)


def test_no_direction_stays_none() -> None:
    codes = pack(np.array([[0, 0, 0], [np.nan, 0, 1], [np.inf, 0, 0], [-0.0, 0, -0.0]], dtype=np.float32))
    assert (codes == NO_DIRECTION).all()
    assert not unpack(codes).any()


@pytest.mark.parametrize("side", [-SCALE, SCALE])
def test_the_rim_where_two_codes_mean_one_direction(side: int) -> None:
    along = np.arange(-SCALE, SCALE + 1)
    for rim in (np.stack([np.full_like(along, side), along], -1), np.stack([along, np.full_like(along, side)], -1)):
        directions = unpack(rim.astype(np.int16))
        np.testing.assert_array_equal(unpack(pack(directions)), directions)
        np.testing.assert_array_equal(pack(unpack(pack(directions))), pack(directions))
