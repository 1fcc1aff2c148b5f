"""What a scene may cost follows from what the recipe asks for, and from what the user allows."""

from typing import Any

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.render.limits import RunOptions, limits_of, shard_timeout_s
from cavendish.renderers.machine import usable_cpus, usable_memory_bytes


def recipe(**changes: Any) -> Recipe:
    content = {"name": "a", "scenes": 8, "scenes_per_shard": 4, "resolution": [256, 256], "layouts": {"room": 1}}
    return Recipe.model_validate(content | changes)


@pytest.mark.parametrize(
    "more",
    [
        {"quality": "high"},
        {"views_per_scene": 8},
        {"resolution": [1024, 256]},
        {"resolution": [{"size": [256, 256], "weight": 9}, {"size": [512, 512]}]},
        {"scenes_per_shard": 8},
    ],
)
def test_what_costs_more_may_take_longer(more: dict[str, Any]) -> None:
    assert shard_timeout_s(recipe(**more)) > 1.5 * shard_timeout_s(recipe())


def test_a_scene_has_many_times_what_it_needs() -> None:
    """A room's view of 512×512 took 90 s at `standard` on two cores, so two views take about three minutes."""
    scene_s = limits_of(recipe(resolution=[512, 512]), RunOptions()).scene_s
    assert 10 * 60 < scene_s < 2 * 3600


def test_the_timeout_asked_for_is_the_shards() -> None:
    assert limits_of(recipe(), RunOptions(shard_timeout_s=100)).scene_s == 25


def test_memory_is_shared_out_with_the_cores() -> None:
    whole = limits_of(recipe(), RunOptions()).memory_bytes
    assert 0.85 * usable_memory_bytes() < whole < usable_memory_bytes()
    part = limits_of(recipe(), RunOptions(threads=1)).memory_bytes
    assert part == pytest.approx(max(whole / usable_cpus(), min(4 << 30, whole)), rel=0.01)
    assert limits_of(recipe(), RunOptions(memory_gb=2)).memory_bytes == 2_000_000_000
