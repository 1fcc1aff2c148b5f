"""One scene from its number to its frames: what a renderer's process does, and `preview` without one."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from ...manifests import FileWarning, Recipe, Rejection, SceneRecord, ViewRecord
from ...renderers.frame import Frame, Renderer
from ...renderers.passes import Passes
from ...scenes.assets.pool import split_pool
from ...scenes.assets.pool_loading import load_pool
from ...scenes.cameras import Camera
from ...scenes.contacts import remove_collisions
from ...scenes.errors import RequestError
from ...scenes.people.attendance import Attendance
from ...scenes.quality import QUALITIES
from ...scenes.sampling import Optics, sample_scene, with_camera, with_cameras
from ...scenes.spec import SceneSpec
from ..dataset.plan import ShardPlan
from .attribution import attributions
from .clips import clip_views
from .edited import with_edit
from .gates import NOT_ACCEPTED, rejection
from .inputs import check_inputs
from .stereo import with_right


@dataclass(frozen=True, slots=True)
class RenderedScene:
    """A scene's record, its views, the frames of those that a camera was found for, and whose work they show.

    `frames` go by the view's number; `prepare_s` is how long its physics and clean-up took. `unseen` is the
    scene as JSON where no view has a frame; `warnings` say what is amiss with its file.
    """

    record: SceneRecord
    views: tuple[ViewRecord, ...]
    frames: dict[int, Frame]
    licences: frozenset[str]
    prepare_s: float
    unseen: str = ""
    warnings: tuple[FileWarning, ...] = ()

    @property
    def why_unseen(self) -> str:
        """Why cameras were turned down, the most frequent reason first."""
        reasons = Counter(reject.reason for view in self.views for reject in view.rejected)
        often = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
        return f"no camera passed the gates: {often}"


def make_renderer(recipe: Recipe, device: str = "auto", threads: int | None = None) -> tuple[Any, str]:
    """Return the recipe's renderer and the device it uses. Blender is loaded here and not before.

    Raises RequestError where the device, or anything that the recipe names, is not to be had.
    """
    check_inputs(recipe)
    keeps_light = recipe.keep_light or bool(recipe.edits.share and "camera" in recipe.edits.kinds)
    if recipe.renderer == "analytic":
        from ...renderers.analytic import AnalyticRenderer

        return AnalyticRenderer(recipe.parts, keeps_light, _passes(recipe)), "numpy"
    from ...renderers.blender.renderer import BlenderRenderer

    quality, layers = QUALITIES[recipe.quality], (recipe.parts, keeps_light, _passes(recipe))
    try:
        renderer = BlenderRenderer(quality, device, threads, recipe.view_transform, *layers)
    except ValueError as error:
        raise RequestError(str(error), "device", device) from None
    return renderer, renderer.device


def _passes(recipe: Recipe) -> Passes:
    return Passes(**{each.name: getattr(recipe, each.name) for each in fields(Passes)})


def sampled_scene(recipe: Recipe, scene: int, split: str) -> SceneSpec:
    """Return a scene of a recipe as it is drawn: nothing has fallen yet, and no camera looks at it."""
    pool = load_pool(recipe.assets, recipe.scene_files)
    pool = split_pool(pool, split, recipe.splits) if recipe.split_assets else pool
    attendance = Attendance(recipe.people.share, recipe.people.most)
    return sample_scene(recipe.seed, scene, recipe.layouts, pool, attendance, recipe.weathers)


def render_spec(recipe: Recipe, plan: ShardPlan, spec: SceneSpec, renderer: Renderer) -> RenderedScene:
    """Return a scene rendered: by the cameras that it has, or by those that the recipe asks for."""
    started = time.monotonic()
    spec, record = prepared(spec, renderer)
    prepare_s = time.monotonic() - started
    accepted = list(accepted_views(recipe, spec, plan, renderer))
    if recipe.edits.share:  # after the views, which share what the renderer has loaded
        accepted = [(view, frame and with_edit(recipe, spec, view.view, frame, renderer)) for view, frame in accepted]
    if recipe.stereo.share:
        accepted = [(view, frame and with_right(recipe, spec, view.view, frame, renderer)) for view, frame in accepted]
    check_inputs(recipe)  # what was changed meanwhile has been read anew
    frames = {view.view: frame for view, frame in accepted if frame is not None}
    return RenderedScene(
        record,
        tuple(view for view, _ in accepted),
        frames,
        frozenset(attributions(spec)),
        prepare_s,
        "" if frames else spec.to_json(),
        warnings_of(spec),
    )


def warnings_of(spec: SceneSpec) -> tuple[FileWarning, ...]:
    """Return what is amiss with the file that a prepared scene was opened from."""
    source = spec.source
    return tuple(FileWarning(file=source.path, message=said) for said in source.warnings) if source else ()


def prepared(spec: SceneSpec, renderer: Renderer) -> tuple[SceneSpec, SceneRecord]:
    """Return a scene as it will be rendered: settled, and without what overlaps or floats."""
    settled = renderer.prepare(spec)
    clean = remove_collisions(settled)
    return clean.spec, SceneRecord(
        scene=spec.index,
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
    if spec.cameras:
        for view in range(len(spec.cameras)):
            yield _record(spec, view, 0, []), renderer.render(spec, view)
        return
    replay = {view.view: view for view in plan.replay if view.scene == spec.index}
    spec = with_first_cameras(recipe, spec, plan)
    if recipe.clips:
        yield from clip_views(recipe, lambda attempt: _aimed(recipe, spec, plan, 0, attempt), replay, renderer)
        return
    for view in range(recipe.views_per_scene):
        if view not in replay:
            yield _try_view(recipe, spec, plan, view, renderer)
        elif replay[view].attempt == NOT_ACCEPTED:
            yield replay[view], None
        else:
            yield replay[view], renderer.render(_aimed(recipe, spec, plan, view, replay[view].attempt), view)


def with_first_cameras(recipe: Recipe, spec: SceneSpec, plan: ShardPlan) -> SceneSpec:
    """Return the scene with the camera of each view that is tried first; the gates may ask for another."""
    return with_cameras(spec, plan.resolution, [0] * recipe.views_per_scene, _optics(recipe))


def _try_view(
    recipe: Recipe, spec: SceneSpec, plan: ShardPlan, view: int, renderer: Renderer
) -> tuple[ViewRecord, Frame | None]:
    rejected: list[Rejection] = []
    tried: set[Camera] = set()
    for attempt in range(recipe.gates.attempts):
        aimed = _aimed(recipe, spec, plan, view, attempt)
        seen_by = replace(
            aimed.cameras[view], noise_seed=0, f_number=0.0, focus_m=0.0, grain=0.0, development=None, flash_w=0.0
        )
        if seen_by in tried:  # a scene file has only so many cameras, and the same picture fails again
            break
        tried.add(seen_by)
        frame = renderer.render(aimed, view)
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
    return Optics(recipe.camera.depth_of_field, recipe.camera.grain, recipe.camera.styles, recipe.camera.flash)
