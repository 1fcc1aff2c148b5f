"""How a recipe is cut into shards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.folder import select_shards
from cavendish.pipeline.dataset.plan import plan_shards, split_sizes
from cavendish.scenes.errors import RequestError


def recipe(**changes: object) -> Recipe:
    base = {"name": "a", "scenes": 10, "scenes_per_shard": 3, "resolution": [64, 64], "layouts": {"shapes": 1}}
    return Recipe.model_validate(base | changes)


def test_every_scene_stands_in_one_shard_in_order() -> None:
    plans = plan_shards(recipe())
    assert [plan.scenes for plan in plans] == [(0, 1, 2), (3, 4, 5), (6, 7, 8), (9,)]


def test_numbers_are_unique_and_contiguous_in_each_split() -> None:
    plans = plan_shards(recipe(splits={"train": 3, "val": 1}))
    assert [plan.name for plan in plans] == ["train-000000", "train-000001", "train-000002", "val-000003"]


@given(st.dictionaries(st.sampled_from("abcde"), st.floats(0.01, 100), min_size=1), st.integers(1, 1000))
def test_splits_share_all_shards_and_none_is_left_empty(splits: dict[str, float], count: int) -> None:
    sizes = split_sizes(splits, count)
    assert sum(sizes.values()) == count
    assert list(sizes) == list(splits)
    if count >= len(splits):
        assert min(sizes.values()) >= 1
    exact = {name: count * share / sum(splits.values()) for name, share in splits.items()}
    assert all(abs(sizes[name] - exact[name]) <= len(splits) for name in splits)


def test_a_million_plans_are_made_when_they_are_asked_for() -> None:
    plans = plan_shards(recipe(scenes=3_000_000, splits={"train": 0.99, "val": 0.01}))
    assert len(plans) == 1_000_000
    assert (plans[989_999].name, plans[990_000].name) == ("train-989999", "val-990000")
    assert plans[-1].scenes == (2_999_997, 2_999_998, 2_999_999)
    assert [plan.shard for plan in plans.only([3, 5])] == [3, 5]


def test_each_shard_has_one_size_and_all_sizes_occur() -> None:
    sizes = [{"size": [64, 64], "weight": 1}, {"size": [128, 64], "weight": 3}]
    plans = plan_shards(recipe(scenes=100, scenes_per_shard=1, resolution=sizes))
    wide = sum(plan.resolution == (128, 64) for plan in plans)
    assert {plan.resolution for plan in plans} == {(64, 64), (128, 64)}
    assert 60 <= wide <= 90


@pytest.mark.parametrize(("text", "expected"), [("0", [0]), ("3,0-1", [0, 1, 3]), (" 1 , 1-2", [1, 2])])
def test_shards_are_named_by_numbers_and_ranges(text: str, expected: list[int]) -> None:
    assert [plan.shard for plan in select_shards(text, plan_shards(recipe()))] == expected


@pytest.mark.parametrize("text", ["", "a", "4", "0-4", "2-1", "-1", "1,,2"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="shards"):
        select_shards(text, plan_shards(recipe()))
