"""`build_shard`: the one function that every executor runs, and the worker that holds its renderer."""

from __future__ import annotations

import hashlib
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..manifests import Platform, Recipe, Rejection, SceneRecord, ShardRecord, ViewRecord, current_platform
from ..renderers.frame import Frame, FrameError, Renderer, RenderError
from ..scenes.assets import AssetError
from ..scenes.assets.stock import split_stock, stock_of
from ..scenes.contacts import cleaned
from ..scenes.quality import QUALITIES
from ..scenes.sampling import Optics, sample_scene, with_camera, with_cameras
from ..scenes.seeds import Stream, generator
from ..scenes.spec import SceneSpec
from .attribution import attributions
from .errors import RequestError, WorkError
from .gates import rejection
from .inputs import check_inputs
from .keys import SampleKey, ViewKey
from .plan import ShardPlan
from .publish import publish
from .samples import Origin, Sample, samples_of
from .shards import write_tar
from .stopwatch import Phase, Stopwatch
from .storage import Place
from .truth import image_bytes, read_truth, write_truth

NOT_ACCEPTED = -1


class ShardWorker:
    """What a worker process keeps between shards: a renderer, and the recipe it renders for.

    `expected` is the platform of the shards that exist already; another one is refused.
    """

    def __init__(
        self,
        recipe: Recipe,
        root: Place,
        device: str = "auto",
        threads: int | None = None,
        expected: Platform | None = None,
    ) -> None:
        self._recipe, self._root = recipe, root
        self._renderer, device_used = make_renderer(recipe, device, threads)
        self._platform = current_platform(device_used)
        if expected and expected != self._platform:
            differences = "; ".join(self._platform.differences(expected))
            raise RequestError(
                f"{root}: its shards were made on another platform (here / there: {differences}), so new ones would "
                "not be byte-identical; allow that with --mixed-platforms"
            )

    def __call__(self, plan: ShardPlan) -> ShardRecord:
        """Build and publish one shard; raises WorkError, which names it."""
        try:
            return build_shard(self._recipe, plan, self._renderer, self._platform, self._root)
        except (RenderError, FrameError, AssetError, OSError) as error:
            raise WorkError(f"{plan.name}: {error}; run the same command again to go on") from error


def make_renderer(recipe: Recipe, device: str = "auto", threads: int | None = None) -> tuple[Any, str]:
    """Return the recipe's renderer and the device it uses. Blender is loaded here and not before.

    Raises RequestError where the device, or anything that the recipe names, is not to be had.
    """
    check_inputs(recipe)
    if recipe.renderer == "analytic":
        from ..renderers.analytic import AnalyticRenderer

        return AnalyticRenderer(), "numpy"
    from ..renderers.blender import BlenderRenderer

    try:
        renderer = BlenderRenderer(QUALITIES[recipe.quality], device, threads, recipe.view_transform)
    except ValueError as error:
        raise RequestError(f"--device {device}: {error}") from None
    return renderer, renderer.device


def build_shard(recipe: Recipe, plan: ShardPlan, renderer: Renderer, platform: Platform, root: Place) -> ShardRecord:
    """Render, encode and publish one shard; its record is written last and marks it as complete."""
    started = time.monotonic()
    return publish_shard(recipe, plan, _render(recipe, plan, renderer, platform), root, started)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a shard's samples are made from: its scenes, their views, the truth as stored, and where it comes from.

    `watch` has counted the seconds that this took.
    """

    scenes: tuple[SceneRecord, ...]
    views: tuple[ViewRecord, ...]
    truth: bytes
    licences: tuple[str, ...]
    platform: Platform
    watch: Stopwatch = field(default_factory=Stopwatch)


def publish_shard(recipe: Recipe, plan: ShardPlan, rendered: Rendered, root: Place, started: float) -> ShardRecord:
    """Encode and publish one shard; `started` is the monotonic clock's time at which its work began."""
    watch = rendered.watch
    with watch.phase(Phase.ENCODE):
        samples = make_samples(recipe, plan, rendered.scenes, rendered.truth)
        tar = write_tar(samples)
    with watch.phase(Phase.PUBLISH):
        tar_file = publish(root, f"{plan.split}/{plan.name}.tar", tar)
        truth_file = publish(root, f"truth/{plan.name}.h5", rendered.truth)
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
        host=socket.gethostname(),
    )
    publish(root, f"records/{plan.name}.json", record.model_dump_json(indent=1).encode())
    return record


def make_samples(recipe: Recipe, plan: ShardPlan, scenes: Iterable[SceneRecord], truth: bytes) -> list[Sample]:
    """Return a shard's samples in their shuffled order, made from the truth as it is stored."""
    layouts = {scene.scene: scene.layout for scene in scenes}
    images, digest = image_bytes(truth), recipe.digest
    samples = [
        sample
        for key, frame in read_truth(truth)
        for sample in samples_of(
            recipe, key, frame, images[key], Origin(plan.split, layouts[key.scene], recipe.seed, digest)
        )
    ]
    order = generator(recipe.seed, plan.shard, Stream.ORDER).permutation(len(samples))
    return [samples[i] for i in order]


def prepared_scene(recipe: Recipe, scene: int, split: str, renderer: Renderer) -> tuple[SceneSpec, SceneRecord]:
    """Return a scene as it will be rendered, without cameras: settled, and without what overlaps or floats."""
    stock = stock_of(recipe.assets, recipe.files.items())
    stock = split_stock(stock, split, recipe.splits) if recipe.split_assets else stock
    settled = renderer.prepare(sample_scene(recipe.seed, scene, recipe.layouts, stock))
    clean = cleaned(settled)
    return clean.spec, SceneRecord(
        scene=scene,
        layout=settled.layout,
        digest=hashlib.sha256(clean.spec.to_json().encode()).hexdigest(),
        objects=len(clean.spec.objects),
        overlapping=clean.overlapping,
        floating=clean.floating,
        deepest_overlap_m=round(clean.deepest_overlap_m, 5),
    )


def accepted_views(
    recipe: Recipe, spec: SceneSpec, plan: ShardPlan, renderer: Renderer
) -> Iterator[tuple[ViewRecord, Frame | None]]:
    """Yield each view of a prepared scene with its record and its frame (None: no attempt was accepted)."""
    replay = {view.view: view for view in plan.replay if view.scene == spec.index}
    spec = with_cameras(spec, plan.resolution, [0] * recipe.views_per_scene, _optics(recipe))
    for view in range(recipe.views_per_scene):
        if view not in replay:
            yield _try_view(recipe, spec, plan, view, renderer)
        elif replay[view].attempt == NOT_ACCEPTED:
            yield replay[view], None
        else:
            yield replay[view], renderer.render(_aimed(recipe, spec, plan, view, replay[view].attempt), view)


def _try_view(
    recipe: Recipe, spec: SceneSpec, plan: ShardPlan, view: int, renderer: Renderer
) -> tuple[ViewRecord, Frame | None]:
    rejected: list[Rejection] = []
    for attempt in range(recipe.gates.attempts):
        frame = renderer.render(_aimed(recipe, spec, plan, view, attempt), view)
        reason = rejection(frame, recipe.gates)
        if reason is None:
            return _record(spec, view, attempt, rejected), frame
        rejected.append(Rejection(attempt=attempt, reason=reason))
    return _record(spec, view, NOT_ACCEPTED, rejected), None


def _record(spec: SceneSpec, view: int, attempt: int, rejected: list[Rejection]) -> ViewRecord:
    return ViewRecord(scene=spec.index, view=view, attempt=attempt, rejected=tuple(rejected))


def _aimed(recipe: Recipe, spec: SceneSpec, plan: ShardPlan, view: int, attempt: int) -> SceneSpec:
    return with_camera(spec, plan.resolution, view, attempt, _optics(recipe)) if attempt else spec


def _optics(recipe: Recipe) -> Optics:
    return Optics(recipe.camera.depth_of_field, recipe.camera.grain)


def _render(recipe: Recipe, plan: ShardPlan, renderer: Renderer, platform: Platform) -> Rendered:
    scenes: list[SceneRecord] = []
    views: list[ViewRecord] = []
    frames: dict[ViewKey, Frame] = {}
    licences: set[str] = set()
    watch = Stopwatch()
    for scene in plan.scenes:
        with watch.phase(Phase.PREPARE):
            spec, scene_record = prepared_scene(recipe, scene, plan.split, renderer)
        scenes.append(scene_record)
        licences |= attributions(spec)
        with watch.phase(Phase.RENDER):
            accepted = list(accepted_views(recipe, spec, plan, renderer))
        views.extend(record for record, _ in accepted)
        frames |= {ViewKey(record.scene, record.view): frame for record, frame in accepted if frame is not None}
    with watch.phase(Phase.ENCODE):
        truth = write_truth(frames)
    return Rendered(tuple(scenes), tuple(views), truth, tuple(sorted(licences)), platform, watch)


def _count_tasks(samples: list[Sample]) -> dict[str, int]:
    return dict(sorted(Counter(SampleKey.parse(sample.key).task for sample in samples).items()))
