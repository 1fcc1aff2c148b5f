"""`build_shard`: the one function that every executor runs, and the worker that holds its renderer."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ...manifests import (
    VIEWS_VERSION,
    FileWarning,
    Platform,
    Quarantined,
    Recipe,
    Retry,
    SceneRecord,
    ShardRecord,
    StorageRetry,
    ViewRecord,
    current_platform,
)
from ...scenes.errors import RequestError, WorkError
from ..dataset.keys import SampleKey
from ..dataset.plan import ShardPlan
from ..dataset.publish import publish
from ..dataset.samples import Sample
from ..dataset.storage import Location
from ..dataset.tar import write_tar
from ..dataset.truth import image_bytes, read_views
from ..render.failures import MachineError
from ..render.inputs import check_inputs
from ..render.limits import DEFAULTS, RunOptions
from ..render.retries import SceneRenderer, SceneResult, render_with_retries
from ..terminal.plaintext import without_folders
from ..workers.renderer_process import RendererProcess
from .encoding import Encoding, samples_from, shuffled
from .timings import Phase, Stopwatch


class ShardWorker:
    """What a worker keeps between shards: the recipe, and a renderer in a process of its own.

    `expected` is the platform of the shards that exist already; another one is refused. Raises RequestError where
    what the recipe names is not to be had.
    """

    def __init__(
        self, recipe: Recipe, root: Location, options: RunOptions = DEFAULTS, expected: Platform | None = None
    ) -> None:
        check_inputs(recipe)
        self._recipe, self._root, self._expected = recipe, root, expected
        self._renderer, self._anonymous = RendererProcess(recipe, options), options.anonymous

    def __call__(self, plan: ShardPlan) -> ShardRecord:
        """Build and publish one shard; raises WorkError, which names it."""
        platform = self._platform()
        try:
            return build_shard(self._recipe, plan, self._renderer, platform, self._root, self._anonymous)
        except MachineError as error:
            raise MachineError(f"{plan.name}: {error}; run the same command again to go on", error.failure) from error
        except OSError as error:
            raise WorkError(f"{plan.name}: {error}; run the same command again to go on") from error

    def close(self) -> None:
        """End the renderer's process."""
        self._renderer.close()

    def _platform(self) -> Platform:
        platform = current_platform(self._renderer.device)
        if self._expected and self._expected != platform:
            differences = "; ".join(platform.differences(self._expected))
            raise RequestError(
                f"must be given, as the shards of {self._root} were made on another platform (here / there: "
                f"{differences}), so that new ones would not be byte-identical",
                "mixed_platforms",
            )
        return platform


def build_shard(
    recipe: Recipe,
    plan: ShardPlan,
    renderer: SceneRenderer,
    platform: Platform,
    root: Location,
    anonymous: bool = False,
) -> ShardRecord:
    """Render, encode and publish one shard; its record is written last and marks it as complete.

    A scene that cannot be rendered leaves its place empty, and the record says why. An `anonymous` record names neither
    host nor folder.
    """
    started, rendered = time.monotonic(), _render(recipe, plan, renderer, platform)
    if anonymous:
        return publish_shard(recipe, plan, _without_folders(rendered), root, started)
    return publish_shard(recipe, plan, rendered, root, started, socket.gethostname())


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a shard's samples are made from: its scenes, their views, the truth as stored, and what was given up.

    `samples` are those made from it already, in their shuffled order. `watch` has counted the seconds that this took;
    `views_version` is that of the views.
    """

    scenes: tuple[SceneRecord, ...]
    views: tuple[ViewRecord, ...]
    truth: bytes
    licences: tuple[str, ...]
    platform: Platform
    quarantined: tuple[Quarantined, ...] = ()
    retries: tuple[Retry, ...] = ()
    warnings: tuple[FileWarning, ...] = ()
    watch: Stopwatch = field(default_factory=Stopwatch)
    views_version: int = VIEWS_VERSION
    samples: list[Sample] | None = None


def publish_shard(
    recipe: Recipe, plan: ShardPlan, rendered: Rendered, root: Location, started: float, host: str = ""
) -> ShardRecord:
    """Encode and publish one shard; `started` is the monotonic clock's time at which its work began."""
    watch, retries = rendered.watch, list[StorageRetry]()
    with watch.phase(Phase.ENCODE):
        samples = rendered.samples
        if samples is None:
            samples = make_samples(recipe, plan, rendered.scenes, rendered.truth)
        tar = write_tar(samples)
    with watch.phase(Phase.PUBLISH):
        tar_file = publish(root, f"{plan.split}/{plan.name}.tar", tar, retried=retries.append)
        truth_file = publish(root, f"truth/{plan.name}.h5", rendered.truth, retried=retries.append)
    record = ShardRecord(
        name=plan.name,
        shard=plan.shard,
        split=plan.split,
        recipe_digest=recipe.digest,
        platform=rendered.platform,
        tar=tar_file,
        truth=truth_file,
        samples=len(samples),
        tasks=_count_tasks(samples),
        scenes=rendered.scenes,
        views=rendered.views,
        licences=rendered.licences,
        seconds=round(time.monotonic() - started, 3),
        timings=watch.timings(),
        host=host,
        quarantined=rendered.quarantined,
        retries=rendered.retries,
        storage_retries=tuple(retries),
        warnings=rendered.warnings,
        views_version=rendered.views_version,
    )
    publish(root, f"records/{plan.name}.json", record.to_bytes())
    return record


def _without_folders(rendered: Rendered) -> Rendered:
    lost = (
        entry.model_copy(update={"message": without_folders(entry.message), "stderr": without_folders(entry.stderr)})
        for entry in rendered.quarantined
    )
    retries = (entry.model_copy(update={"message": without_folders(entry.message)}) for entry in rendered.retries)
    warnings = (
        FileWarning(file=without_folders(entry.file), message=without_folders(entry.message))
        for entry in rendered.warnings
    )
    return replace(rendered, quarantined=tuple(lost), retries=tuple(retries), warnings=tuple(warnings))


def make_samples(recipe: Recipe, plan: ShardPlan, scenes: Iterable[SceneRecord], truth: bytes) -> list[Sample]:
    """Return a shard's samples in their shuffled order, made from the truth as it is stored."""
    layouts = {scene.scene: scene.layout for scene in scenes}
    return shuffled(recipe, plan, samples_from(recipe, plan, layouts, read_views(truth), image_bytes(truth)))


def _render(recipe: Recipe, plan: ShardPlan, renderer: SceneRenderer, platform: Platform) -> Rendered:
    """Render a shard's scenes and encode each while the next is rendered: only waiting for that counts as encoding."""
    watch, known = Stopwatch(), {entry.scene: SceneResult(None, entry) for entry in plan.quarantined}
    outcomes = list[SceneResult]()
    with Encoding(recipe, plan) as encoding:
        for scene in plan.scenes:
            with watch.phase(Phase.RENDER):
                outcome = known.get(scene) or render_with_retries(plan, scene, renderer)
            if outcome.rendered:
                with watch.phase(Phase.ENCODE):
                    encoding.add(outcome.rendered)
                outcome = replace(outcome, rendered=replace(outcome.rendered, frames={}))
            outcomes.append(outcome)
        with watch.phase(Phase.ENCODE):
            truth, samples = encoding.finish()
    scenes = [outcome.rendered for outcome in outcomes if outcome.rendered]
    watch.move(Phase.RENDER, Phase.PREPARE, sum(scene.prepare_s for scene in scenes))
    return Rendered(
        scenes=tuple(scene.record for scene in scenes),
        views=tuple(view for scene in scenes for view in scene.views),
        truth=truth,
        licences=tuple(sorted({line for scene in scenes for line in scene.licences})),
        platform=platform,
        quarantined=tuple(outcome.quarantined for outcome in outcomes if outcome.quarantined),
        retries=tuple(retry for outcome in outcomes for retry in outcome.retries),
        warnings=tuple(dict.fromkeys(warning for scene in scenes for warning in scene.warnings)),
        watch=watch,
        samples=samples,
    )


def _count_tasks(samples: list[Sample]) -> dict[str, int]:
    return dict(sorted(Counter(SampleKey.parse(sample.key).task for sample in samples).items()))
