"""A shard's truth and samples, made in a thread of their own: a scene is encoded while the next one is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from ...manifests import Recipe
from ...scenes.errors import RequestError, WorkError
from ...scenes.seeds import Stream, generator
from ..dataset.example import View
from ..dataset.keys import ViewKey
from ..dataset.pairs import paired
from ..dataset.plan import ShardPlan
from ..dataset.samples import Origin, Sample, samples_of
from ..dataset.truth import TruthFile
from ..render.scene import RenderedScene


class Encoding:
    """Takes the scenes of a shard in their order; beside the one that is rendered next, one is in memory at most."""

    def __init__(self, recipe: Recipe, plan: ShardPlan) -> None:
        self._recipe, self._plan = recipe, plan
        self._samples: list[Sample] = []
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._truth = stack.enter_context(TruthFile())
            self._thread = stack.enter_context(ThreadPoolExecutor(1, "encoding"))  # ends before the file is closed
            self._opened = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def add(self, scene: RenderedScene) -> None:
        """Begin with a scene, once the one before is done; raises what `finish` raises."""
        self._wait()
        self._last = self._thread.submit(self._encode, scene)

    def finish(self) -> tuple[bytes, list[Sample]]:
        """Return the truth file and the samples in their shuffled order; raises WorkError, which names the scene."""
        self._wait()
        return self._truth.finish(), shuffled(self._recipe, self._plan, self._samples)

    def _wait(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            last.result()

    def _encode(self, scene: RenderedScene) -> None:
        number = scene.record.scene
        try:
            views, pictures = dict[ViewKey, View](), dict[ViewKey, bytes]()
            for view, frame in scene.frames.items():
                key = ViewKey(number, view)
                views[key], pictures[key] = self._truth.add(key, frame)
            layouts = {number: scene.record.layout}
            self._samples += samples_from(self._recipe, self._plan, layouts, views.items(), pictures)
        except (RequestError, WorkError, OSError, MemoryError):
            raise
        except Exception as error:
            said = str(error) or type(error).__name__
            raise WorkError(f"{self._plan.name}: scene {number} cannot be encoded: {said}") from error


def samples_from(
    recipe: Recipe,
    plan: ShardPlan,
    layouts: Mapping[int, str],
    views: Iterable[tuple[ViewKey, View]],
    pictures: Mapping[ViewKey, bytes],
) -> list[Sample]:
    """Return the samples of views as they are stored, in order; `layouts` are those of scenes by number."""
    digest = recipe.digest
    return [
        sample
        for key, view in paired(recipe, views)
        for sample in samples_of(
            recipe, key, view, pictures[key], Origin(plan.split, layouts[key.scene], recipe.seed, digest)
        )
    ]


def shuffled(recipe: Recipe, plan: ShardPlan, samples: list[Sample]) -> list[Sample]:
    """Return a shard's samples in the order in which they are stored."""
    order = generator(recipe.seed, plan.shard, Stream.ORDER).permutation(len(samples))
    return [samples[i] for i in order]
