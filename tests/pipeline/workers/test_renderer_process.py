"""A renderer's process is replaced before it grows old: after so many scenes, and once it has grown."""

from __future__ import annotations

from typing import Any

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.render import limits
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers import renderer_process
from cavendish.pipeline.workers.renderer_child import Child
from cavendish.pipeline.workers.renderer_process import RendererProcess


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """The processes that are started while a test runs."""
    found: list[Child] = []

    def child(*arguments: Any) -> Child:
        found.append(Child(*arguments))
        return found[-1]

    monkeypatch.setattr(renderer_process, "Child", child)
    return found


def pictures(tiny: Recipe, options: RunOptions) -> list[bytes]:
    """Render five scenes one after another."""
    recipe = tiny.model_copy(update={"scenes": 5, "scenes_per_shard": 5, "splits": {"train": 1}})
    (plan,) = plan_shards(recipe)
    renderer = RendererProcess(recipe, options)
    scenes = [renderer.render(plan, scene) for scene in plan.scenes]
    renderer.close()
    return [frame.image.tobytes() for scene in scenes for frame in scene.frames.values()]


def test_a_process_serves_so_many_scenes(tiny: Recipe, started: list[Child]) -> None:
    by_three = pictures(tiny, RunOptions(recycle_scenes=2))
    assert [child.scenes for child in started] == [2, 2, 1]
    assert by_three == pictures(tiny, RunOptions())
    assert [child.scenes for child in started[3:]] == [5]


def test_a_process_that_has_grown_is_replaced(
    tiny: Recipe, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RECYCLED_SHARE", 1e-6)
    pictures(tiny, RunOptions())
    assert [child.scenes for child in started] == [1] * 5
