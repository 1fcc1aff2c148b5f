"""`cavendish check`: what a recipe makes, to the sample, and a cost that grows with what costs."""

from pathlib import Path
from typing import Any

import pytest

from cavendish.manifests import Recipe, load_recipe
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.pipeline.render.estimate import COSTS, estimate
from cavendish.scenes.layouts.registry import LAYOUTS


def recipe(**changes: Any) -> Recipe:
    content = {"name": "a", "scenes": 21, "scenes_per_shard": 4, "resolution": [448, 320], "layouts": {"room": 1}}
    return Recipe.model_validate(content | {"splits": {"train": 3, "val": 1}} | changes)


def test_the_splits_are_those_of_the_plan() -> None:
    asked = recipe()
    plans = list(plan_shards(asked))
    for name, split in estimate(asked).splits.items():
        of_split = [plan for plan in plans if plan.split == name]
        assert (split.shards, split.scenes) == (len(of_split), sum(len(plan.scenes) for plan in of_split))


def test_the_samples_are_those_of_a_build(tiny: Recipe, built: Path) -> None:
    found = estimate(tiny)
    made = [sample for split in tiny.splits for sample in open_dataset(built, split)]
    assert 0.8 * found.samples <= len(made) <= found.samples


def test_samples_are_shared_out_by_weight() -> None:
    found = estimate(recipe(scenes=100, views_per_scene=1, samples_per_view=2, tasks={"depth": 3, "normals": 1}))
    assert sum(split.samples["depth"] for split in found.splits.values()) == 150
    assert found.samples == 200


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({"scenes": 42}, 2),
        ({"views_per_scene": 4}, 2),
        ({"quality": "draft"}, 0.22),
        ({"quality": "high"}, 14),
        ({"resolution": [896, 640]}, 4),
        ({"layouts": {"landscape": 1}}, 0.57),
    ],
    ids=str,
)
def test_hours_grow_with_the_work(changes: dict[str, Any], factor: float) -> None:
    assert estimate(recipe(**changes)).core_hours == pytest.approx(factor * estimate(recipe()).core_hours, rel=0.25)


def test_bytes_grow_with_pixels_and_samples() -> None:
    base, more = estimate(recipe()), estimate(recipe(samples_per_view=10, resolution=[896, 320]))
    assert more.archive_gb == pytest.approx(4 * base.archive_gb)
    assert more.truth_gb == pytest.approx(2 * base.truth_gb)


def test_every_bundled_layout_has_a_cost() -> None:
    assert set(COSTS) == set(LAYOUTS) - {"files"}  # which shows what a user brings
    assert estimate(load_recipe("mixed")).unmeasured == ()


def test_a_layout_of_the_users_is_counted_and_named(tmp_path: Path) -> None:
    (tmp_path / "scene.obj").write_bytes(b"")
    found = estimate(recipe(layouts={"files": 1}, files=[str(tmp_path / "scene.obj")]))
    assert found.unmeasured == ("files",)
    assert found.core_hours > 0


def test_light_that_is_kept_doubles_the_truth() -> None:
    bare, lit = estimate(recipe()), estimate(recipe(keep_light=True))
    assert estimate(recipe(albedo=True, amodal=True)).truth_gb > estimate(recipe(albedo=True)).truth_gb > bare.truth_gb
    assert (lit.truth_gb, lit.archive_gb) == (pytest.approx(2 * bare.truth_gb), bare.archive_gb)
