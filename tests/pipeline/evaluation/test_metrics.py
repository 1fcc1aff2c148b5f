"""The metrics, against other people's implementations and against cases worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import jaccard_score, mean_absolute_percentage_error, root_mean_squared_error

from cavendish.manifests.benchmark import DEPTH_PROTOCOLS, DepthRules
from cavendish.pipeline.codecs import colormaps, depth
from cavendish.pipeline.evaluation.metrics import (
    FARTHEST_DRAWN_M,
    depth_scores,
    mean_iou,
    normal_errors_deg,
    normal_scores,
    overlap,
    referring_scores,
    worst_depth_scores,
)

seeds = st.integers(0, 2**31)
ALL = np.ones((6, 8), dtype=np.bool_)


def depths(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 20, ALL.shape), rng.uniform(0.5, 20, ALL.shape)


@given(seeds)
def test_depth_agrees_with_scikit_learn(seed: int) -> None:
    drawn, truth = depths(seed)
    scores = depth_scores(drawn, truth, ALL)
    assert scores is not None
    assert scores["AbsRel"] == pytest.approx(mean_absolute_percentage_error(truth.ravel(), drawn.ravel()))
    assert scores["RMSE"] == pytest.approx(root_mean_squared_error(truth.ravel(), drawn.ravel()))
    assert scores["SILog"] == pytest.approx(100 * np.std(np.log(drawn / truth)))
    assert scores["log10"] == pytest.approx(np.abs(np.log10(drawn) - np.log10(truth)).mean())


def test_depth_by_hand() -> None:
    truth = np.array([[1.0, 2.0, 4.0, np.inf, 8.0]])
    drawn = np.array([[1.25, 2.0, 2.0, 3.0, np.inf]])
    scores = depth_scores(drawn, truth, np.array([[True, True, True, True, False]]))
    assert scores is not None
    assert scores["AbsRel"] == pytest.approx((0.25 + 0 + 0.5) / 3)
    assert scores["δ1"] == pytest.approx(1 / 3)  # 1.25 is not below 1.25
    assert scores["δ2"] == pytest.approx(2 / 3)
    assert scores["δ3"] == pytest.approx(2 / 3)  # 2 is not below 1.953
    assert scores["RMSE"] == pytest.approx(math.sqrt((0.0625 + 0 + 4) / 3))


def test_a_scale_costs_nothing_in_silog() -> None:
    drawn, truth = depths(0)[0] * 3.0, depths(0)[0]
    scores = depth_scores(drawn, truth, ALL)
    assert scores is not None
    assert scores["SILog"] == pytest.approx(0, abs=1e-5)
    assert scores["AbsRel"] == pytest.approx(2)


def test_caps_and_crops_decide_what_counts() -> None:
    truth, drawn = np.full((480, 640), 5.0), np.full((480, 640), 5.0)
    drawn[:45] = drawn[471:] = 1.0
    drawn[:, :41] = drawn[:, 601:] = 1.0
    inside = depth_scores(drawn, truth, np.ones_like(truth, np.bool_), DEPTH_PROTOCOLS["nyu"])
    outside = depth_scores(drawn, truth, np.ones_like(truth, np.bool_))
    assert inside is not None
    assert outside is not None
    assert inside["AbsRel"] == 0
    assert outside["AbsRel"] > 0
    assert depth_scores(drawn, truth + 20.0, np.ones_like(truth, np.bool_), DEPTH_PROTOCOLS["nyu"]) is None


@pytest.mark.parametrize(("pred_m", "counted_as_m"), [(np.inf, 10.0), (np.nan, 1e-3), (50.0, 10.0), (0.0, 1e-3)])
def test_predictions_out_of_range_are_clamped(pred_m: float, counted_as_m: float) -> None:
    truth = np.full((480, 640), 2.0)
    scores = depth_scores(np.full_like(truth, pred_m), truth, np.ones_like(truth, np.bool_), DEPTH_PROTOCOLS["nyu"])
    assert scores is not None
    assert scores["RMSE"] == pytest.approx(abs(counted_as_m - 2.0))


@given(seeds, st.floats(0, 179))
def test_a_turn_is_measured_in_degrees(seed: int, turn_deg: float) -> None:
    truth = np.random.default_rng(seed).standard_normal((4, 5, 3))
    truth[..., 2] = 0
    truth /= np.linalg.norm(truth, axis=-1, keepdims=True)
    angle = math.radians(turn_deg)
    turned = truth @ np.array(
        [[math.cos(angle), math.sin(angle), 0], [-math.sin(angle), math.cos(angle), 0], [0, 0, 1]]
    )
    assert normal_errors_deg(3 * turned, truth, np.ones((4, 5), np.bool_)) == pytest.approx(turn_deg, abs=2e-5)


def test_normals_by_hand() -> None:
    truth = np.array([[[0, 0, 1], [0, 0, 1], [0, 0, 1], [0, 0, 0]]], dtype=float)
    drawn = np.array([[[0, 0, 1], [0, 0, 0], [0, 1, 1], [1, 0, 0]]], dtype=float)
    errors = normal_errors_deg(drawn, truth, np.ones((1, 4), np.bool_))
    assert sorted(errors) == pytest.approx([0, 45, 90])
    scores = normal_scores(errors)
    assert (scores["mean°"], scores["median°"], scores["<30°"]) == pytest.approx((45, 45, 1 / 3))


@given(seeds)
def test_mean_iou_agrees_with_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth, drawn = rng.integers(0, 4, (2, 3, 100))
    names = [str(k) for k in range(4)]
    found = {n: [overlap(drawn[i] == k, truth[i] == k) for i in range(3)] for k, n in enumerate(names)}
    assert mean_iou(found) == pytest.approx(jaccard_score(truth.ravel(), drawn.ravel(), average="macro"))


def test_classes_that_nobody_saw_do_not_count() -> None:
    assert mean_iou({"cat": [(5, 10)], "dog": [(0, 0)]}) == 0.5


def test_referring_by_hand() -> None:
    assert referring_scores([(10, 10), (0, 100), (0, 0)]) == pytest.approx({"cIoU": 10 / 110, "gIoU": 2 / 3})


def test_the_worst_depth_by_hand() -> None:
    truth = np.array([[1.0, 5.0]])
    scores = worst_depth_scores(truth, np.ones((1, 2), np.bool_), DepthRules(low_m=0.5, high_m=10.0))
    assert scores is not None
    assert scores["AbsRel"] == pytest.approx((9 / 1 + 5 / 5) / 2)  # 10 m for the first; 10 m or 0 m for the second
    assert scores["δ3"] == 0
    assert scores["RMSE"] == pytest.approx(math.sqrt((81 + 25) / 2))
    assert scores["log10"] == pytest.approx(1.0)  # both are off by a factor of 10
    assert worst_depth_scores(truth, np.zeros((1, 2), np.bool_)) is None


@given(seeds)
def test_no_depth_is_worse_than_the_worst(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth, protocol = rng.uniform(0.6, 20, ALL.shape), DEPTH_PROTOCOLS["diode"]
    drawn = rng.choice([0.0, 0.6, 1.0, 350.0, np.inf, np.nan], ALL.shape)
    worst, scores = worst_depth_scores(truth, ALL, protocol), depth_scores(drawn, truth, ALL, protocol)
    assert worst is not None
    assert scores is not None
    for name, value in scores.items():
        assert value >= worst[name] if name.startswith("δ") else value <= worst[name] * (1 + 1e-12)


def test_no_colour_is_farther_than_the_farthest() -> None:
    finite = [depth.decode(colormaps.table(name)[None], name) for name in colormaps.NAMES]
    assert 412 < max(float(each[np.isfinite(each)].max()) for each in finite) <= FARTHEST_DRAWN_M
