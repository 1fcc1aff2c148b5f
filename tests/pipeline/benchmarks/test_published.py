"""Published numbers are copied right: their means are those that were printed beside them."""

from collections.abc import Iterable

import pytest

from cavendish.pipeline.benchmarks.published import LOWER_IS_BETTER, METRICS, published, sources

DEPTH = ("NYUv2", "iBims-1", "ETH3D", "DIODE indoor", "KITTI", "nuScenes")
OF_DA3 = ("NYUv2", "ETH3D", "DIODE indoor", "KITTI")
INDOOR = ("NYUv2", "DIODE indoor", "ScanNet")


def mean(model: str, metric: str, benchmarks: Iterable[str]) -> float:
    found = {each.benchmark: each.value for each in published() if (each.model, each.metric) == (model, metric)}
    values = [found[name] for name in benchmarks]
    return sum(values) / len(values)


@pytest.mark.parametrize(
    ("model", "metric", "benchmarks", "printed"),
    [
        ("DA3", "δ1", OF_DA3, 0.918),
        ("Depth Pro", "δ1", DEPTH, 0.715),
        ("UniK3D", "δ1", DEPTH, 0.823),
        ("UniK3D", "AbsRel", DEPTH, 0.156),
        ("MoGe-2", "δ1", DEPTH, 0.802),
        ("MoGe-2", "AbsRel", DEPTH, 0.144),
        ("Vision Banana", "δ1", DEPTH, 0.882),
        ("Vision Banana", "AbsRel", DEPTH, 0.116),
        ("Vision Banana", "δ1", OF_DA3, 0.929),
        ("Vision Banana", "δ1", ("NYUv2", "iBims-1", "ETH3D", "nuScenes"), 0.865),  # those that DepthLM has
        ("Marigold", "mean°", INDOOR, 19.606),
        ("Marigold", "median°", INDOOR, 11.828),
        ("DSINE", "mean°", INDOOR, 17.017),
        ("DSINE", "median°", INDOOR, 10.190),
        ("StableNormal", "mean°", INDOOR, 17.168),
        ("StableNormal", "median°", INDOOR, 10.028),
        ("Lotus-2", "mean°", INDOOR, 16.558),
        ("Vision Banana", "mean°", INDOOR, 15.549),
        ("Vision Banana", "median°", INDOOR, 9.300),
        ("Vision Banana", "mean°", (*INDOOR, "VKITTI"), 18.928),
    ],
)
def test_means_are_those_that_were_printed(
    model: str, metric: str, benchmarks: tuple[str, ...], printed: float
) -> None:
    assert mean(model, metric, benchmarks) == pytest.approx(printed, abs=0.00075)


def test_each_number_stands_once_and_has_a_source() -> None:
    keys = [(each.benchmark, each.model, each.metric) for each in published()]
    assert len(set(keys)) == len(keys) == 126
    assert {each.source for each in published()} == set(sources())


def test_numbers_are_in_our_units() -> None:
    shares = [each.value for each in published() if each.metric not in ("mean°", "median°", "cgF1")]
    assert all(0 < value < 1 for value in shares)
    assert {"AbsRel", "mean°", "median°"} == set(LOWER_IS_BETTER)
    assert {each.metric for each in published()} == {name for names in METRICS.values() for name in names}
