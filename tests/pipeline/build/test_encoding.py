"""A shard's scenes are encoded while the next one is rendered: the same bytes, one scene ahead, failures by name."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cavendish.manifests import Recipe, current_platform
from cavendish.pipeline.build import encoding
from cavendish.pipeline.build.encoding import Encoding
from cavendish.pipeline.build.shard import build_shard, make_samples
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.plan import ShardPlan, plan_shards
from cavendish.pipeline.dataset.truth import write_truth
from cavendish.pipeline.render.scene import RenderedScene, make_renderer, render_spec, sampled_scene
from cavendish.scenes.errors import WorkError

LONG_S = 60.0  # nobody waits for it but where something is broken


class Analytic:
    """Renders scenes here; before a scene it does what it is told."""

    def __init__(self, recipe: Recipe, before: Any = lambda scene: None) -> None:
        self._recipe, self._before, self._renderer = recipe, before, make_renderer(recipe)[0]

    def render(self, plan: ShardPlan, scene: int) -> RenderedScene:
        self._before(scene)
        return render_spec(self._recipe, plan, sampled_scene(self._recipe, scene, plan.split), self._renderer)


@pytest.fixture(scope="module")
def recipe(tiny: Recipe) -> Recipe:
    changes = {"scenes": 3, "scenes_per_shard": 3, "splits": {"train": 1}, "tasks": {"depth": 1, "relative_pose": 1}}
    return Recipe.model_validate(tiny.model_dump() | changes)


@pytest.fixture(scope="module")
def plan(recipe: Recipe) -> ShardPlan:
    (only,) = plan_shards(recipe)
    return only


@pytest.fixture(scope="module")
def scenes(recipe: Recipe, plan: ShardPlan) -> list[RenderedScene]:
    renderer = Analytic(recipe)
    return [renderer.render(plan, number) for number in plan.scenes]


def test_truth_and_samples_are_those_of_the_whole_shard_at_once(
    recipe: Recipe, plan: ShardPlan, scenes: list[RenderedScene]
) -> None:
    with Encoding(recipe, plan) as encoded:
        for scene in scenes:
            encoded.add(scene)
        truth, samples = encoded.finish()
    frames = {ViewKey(each.record.scene, view): frame for each in scenes for view, frame in each.frames.items()}
    assert truth == write_truth(frames)
    assert samples == make_samples(recipe, plan, [each.record for each in scenes], truth)
    assert {sample.key.split("-")[0] for sample in samples} == {"00000000", "00000001", "00000002"}


def test_a_scene_is_encoded_while_the_next_is_rendered(
    recipe: Recipe, plan: ShardPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded, kept = {number: Event() for number in plan.scenes}, encoding.samples_from
    before: list[bool] = []

    def samples_from(*given: Any) -> Any:
        made = kept(*given)
        encoded[next(iter(given[2]))].set()
        return made

    def wait_for_the_last(scene: int) -> None:
        if scene:
            before.append(encoded[scene - 1].wait(LONG_S))

    monkeypatch.setattr(encoding, "samples_from", samples_from)
    record = build_shard(recipe, plan, Analytic(recipe, wait_for_the_last), current_platform("numpy"), tmp_path)
    assert before == [True, True]
    assert {view.scene for view in record.views} == {0, 1, 2}


def test_no_more_than_one_scene_waits(
    recipe: Recipe, plan: ShardPlan, scenes: list[RenderedScene], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []

    def samples_from(*given: Any) -> list[Any]:
        done.extend(given[2])
        return []

    monkeypatch.setattr(encoding, "samples_from", samples_from)
    with Encoding(recipe, plan) as encoded:
        encoded.add(scenes[0])
        encoded.add(scenes[1])
        assert done[:1] == [0]
        encoded.add(scenes[2])
        assert done[:2] == [0, 1]


@pytest.mark.parametrize("broken", [0, 2])
def test_what_cannot_be_encoded_is_named_and_nothing_is_written(
    recipe: Recipe, plan: ShardPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    kept = encoding.samples_from

    def samples_from(*given: Any) -> Any:
        if broken in given[2]:
            raise ValueError("there is no word for it")
        return kept(*given)

    monkeypatch.setattr(encoding, "samples_from", samples_from)
    said = rf"{plan.name}: scene {broken} cannot be encoded: there is no word for it"
    with pytest.raises(WorkError, match=said):
        build_shard(recipe, plan, Analytic(recipe), current_platform("numpy"), tmp_path)
    assert list(tmp_path.iterdir()) == []
