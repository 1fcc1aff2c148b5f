"""Drawings of another size: the shapes that pass, and what numbers become; by hand, and bounded by properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cavendish.manifests.benchmark import DEPTH_PROTOCOLS
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.evaluation.metrics import depth_scores, normal_errors_deg
from cavendish.pipeline.evaluation.resampling import bilinear, bilinear_units, has_shape_of, nearest

ALL = np.ones((2, 2), np.bool_)
ROAD = (375, 1242)
ROW = np.array([[1.0, 3.0]], np.float32)


@pytest.mark.parametrize(
    ("drawn", "wanted", "passes"),
    [
        ((384, 1248), (375, 1242), True),  # KITTI: 1.9 % off
        ((512, 704), (512, 683), True),  # 3.1 %
        ((448, 640), (480, 640), True),  # 7.1 %: one step of NYU's height
        ((512, 512), (480, 640), False),
        ((256, 256), (480, 640), False),
        ((64, 48), (48, 64), False),
        ((1024, 1024), (1080, 1024), True),  # 5.5 % of 1024 px are 56
        ((1024, 1024), (1100, 1024), False),  # 7.4 % are 76
        ((192, 640), (375, 1242), True),  # 0.6 %
    ],
)
def test_sides_in_steps_of_64_pass(drawn: tuple[int, int], wanted: tuple[int, int], passes: bool) -> None:
    assert has_shape_of(drawn, wanted) is passes
    assert has_shape_of(drawn[::-1], wanted[::-1]) is passes


def test_the_nearest_pixel_is_the_one_that_the_centre_falls_into() -> None:
    assert nearest(ROW, (1, 4)).tolist() == [[1, 1, 3, 3]]
    assert nearest(np.array([[1, 2, 3, 4]]), (1, 2)).tolist() == [[2, 4]]


def test_bilinear_goes_evenly_from_centre_to_centre() -> None:
    assert bilinear(ROW, np.ones((1, 2), np.bool_), (1, 4)).tolist() == [[1, 1.5, 2.5, 3]]
    square = np.array([[0.0, 1], [2, 3]], np.float32)
    assert bilinear(square, ALL, (3, 3)).tolist() == [[0, 0.5, 1], [1, 1.5, 2], [2, 2.5, 3]]


@pytest.mark.parametrize("unknown", [np.inf, np.nan])
def test_nothing_is_blended_with_what_is_unknown(unknown: float) -> None:
    metres = np.array([[1.0, 3.0, unknown]], np.float32)
    blended = bilinear(metres, np.isfinite(metres), (1, 6))
    np.testing.assert_array_equal(blended, np.array([[1, 1.5, 2.5, 3, unknown, unknown]], np.float32))


def test_what_is_rejected_gives_its_neighbours_nothing() -> None:
    known = np.array([[True, False]])
    assert bilinear(ROW, known, (1, 4)).tolist() == [[1, 1, 3, 3]]


def test_vectors_have_length_1_again_and_no_surface_is_blended_with_none() -> None:
    right, up = [1.0, 0, 0], [0, 1.0, 0]
    vectors = bilinear_units(np.array([[right, up]], np.float32), (1, 3))
    np.testing.assert_allclose(vectors[0, 1], [0.5**0.5, 0.5**0.5, 0], atol=1e-6)
    holed = bilinear_units(np.array([[right, [0, 0, 0]]], np.float32), (1, 4))
    assert holed.tolist() == [[right, right, [0, 0, 0], [0, 0, 0]]]
    opposite = bilinear_units(np.array([[right, [-1.0, 0, 0]]], np.float32), (1, 3))
    assert np.isfinite(opposite).all()


@given(seed=st.integers(0, 2**16), height=st.integers(1, 9), width=st.integers(1, 9))
def test_the_same_size_changes_nothing_and_values_stay_within_theirs(seed: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    metres = rng.uniform(1, 9, (height, width)).astype(np.float32)
    known = rng.random((height, width)) < 0.8
    np.testing.assert_array_equal(bilinear(metres, known, (height, width)), metres)
    other = bilinear(metres, known, (int(rng.integers(1, 20)), int(rng.integers(1, 20))))
    assert metres.min() - 1e-4 <= other.min()
    assert other.max() <= metres.max() + 1e-4


def sloped(seed: int, low_m: float, high_m: float) -> np.ndarray:
    """Return a slanted plane H×W within a range, whose depth changes by at most 1 % from pixel to pixel."""
    rng = np.random.default_rng(seed)
    row, column = np.mgrid[: ROAD[0], : ROAD[1]] / sum(ROAD)
    slope, across = rng.uniform(-1, 1, 2)
    shape = np.exp(0.5 * (slope * row + across * column))
    start = rng.uniform(np.log(low_m * 3), np.log(high_m / 3))
    return (shape * np.exp(start)).astype(np.float32)


@pytest.mark.parametrize("name", DEPTH_PROTOCOLS)
@settings(max_examples=8)
@given(seed=st.integers(0, 2**16))
def test_truth_scores_perfectly_by_each_protocol_and_half_its_size_nearly(name: str, seed: int) -> None:
    protocol = DEPTH_PROTOCOLS[name]
    truth = sloped(seed, max(protocol.low_m, 0.01), min(protocol.end_m, 300))
    valid = np.random.default_rng(seed).random(truth.shape) < 0.2
    perfect = depth_scores(truth, truth, valid, protocol)
    assert perfect is not None
    assert (perfect["AbsRel"], perfect["δ1"], perfect["RMSE"]) == (0, 1, 0)
    half = depth_scores(nearest(truth[::2, ::2], ROAD), truth, valid, protocol)
    assert half is not None
    assert half["AbsRel"] < 2 * 0.5 / sum(ROAD)  # two pixels at most, each e^(0.5 / 1617) from the next
    assert half["δ1"] == 1


@settings(max_examples=8)
@given(seed=st.integers(0, 2**16))
def test_a_drawing_of_half_size_stays_within_its_colours_steps(seed: int) -> None:
    truth = sloped(seed, 0.5, 60)
    small_m = depth.decode(depth.encode(truth[::2, ::2]))
    scores = depth_scores(nearest(small_m, ROAD), truth, np.ones(truth.shape, np.bool_))
    assert scores is not None
    assert scores["AbsRel"] < 0.01


@settings(max_examples=8)
@given(seed=st.integers(0, 2**16))
def test_normals_of_half_size_are_off_by_their_turn_from_pixel_to_pixel(seed: int) -> None:
    row, column = np.mgrid[:96, :128] * np.radians(0.2)
    turn = np.random.default_rng(seed).uniform(-1, 1, 2)
    angle = turn[0] * row + turn[1] * column
    truth = np.stack([np.sin(angle), np.zeros_like(angle), np.cos(angle)], axis=-1).astype(np.float32)
    known = np.ones(angle.shape, np.bool_)
    assert normal_errors_deg(truth, truth, known).max() < 0.1  # of arc cosines in float32
    small = truth[::2, ::2]
    assert normal_errors_deg(nearest(small, angle.shape), truth, known).max() < 0.5
    assert normal_errors_deg(bilinear_units(small, angle.shape), truth, known).max() < 0.5
