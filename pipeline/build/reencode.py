"""Other tasks, prompts, codecs or cameras for views that are there already: from their truth, without rendering.

The new dataset is byte for byte what building the changed recipe would have given, when its views were rendered.
Another camera's brightness might have led the gates to other views: these stay.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ...manifests import Manifest, Recipe, ShardRecord
from ...manifests.loading import parse_recipe
from ...renderers.development.develop import develop
from ...renderers.frame import Frame
from ...scenes.camera_styles import IDEAL, Development
from ...scenes.errors import RequestError, WorkError, expect
from ...scenes.layouts.shared.layout import SceneSeeds
from ...scenes.sampling import development_of, with_development
from ..dataset.checked import told_as_damage
from ..dataset.contents import whole_truth
from ..dataset.folder import finished, read_manifest, read_record
from ..dataset.keys import ViewKey
from ..dataset.plan import ShardPlan
from ..dataset.samples import with_fixed_prompt
from ..dataset.storage import Location, place
from ..dataset.truth import read_truth, write_truth
from .driver import Build, complete, open_build
from .shard import Rendered, publish_shard


def encode(
    root: Location | str,
    new: Location | str,
    *,
    tasks: Mapping[str, Any] | None = None,
    languages: Mapping[str, float] | None = None,
    samples_per_view: int | None = None,
    prompt_seed: int | None = None,
    prompts: str | Path | None = None,
    styles: Mapping[str, float] | None = None,
) -> Manifest:
    """Ask other things of the same views: a new dataset, without rendering. Return its manifest.

    Args:
        root: the dataset's folder or URL.
        new: the folder or URL of the new one. The same call goes on where an earlier one stopped.
        tasks: weight of each task, or its options with its weight among them, as in a recipe.
        languages: weight of each language of the prompts.
        samples_per_view: how many samples each view gives.
        prompt_seed: another number asks other questions.
        prompts: a folder with prompts, words and languages of your own, in place of those that the recipe had.
        styles: weight of each style of camera, by which the light is developed anew; the dataset must have kept it.

    Raises:
        RequestError: there is no such dataset, it lacks shards, or what is asked cannot be meant.
        WorkError: a truth is damaged, or a file cannot be written.

    """
    wishes: dict[str, Any] = {"tasks": tasks, "languages": languages, "samples_per_view": samples_per_view}
    wishes |= {"prompt_seed": prompt_seed, "prompts": None if prompts is None else str(prompts), "styles": styles}
    changes = {name: value for name, value in wishes.items() if value is not None}
    source = place(root)
    work = open_encoding(source, place(new), changed_recipe(source, changes))
    deque(encode_shards(source, work), maxlen=0)
    return read_manifest(work.root)


def changed_recipe(root: Location, changes: Mapping[str, Any]) -> Recipe:
    """Return the recipe of the dataset in `root` with other fields; raises RequestError or RecipeError.

    `styles` stands for `camera.style`; where none of them is ideal, what ideal cameras alone have goes.
    """
    content = read_manifest(root).recipe.model_dump(mode="json") | dict(changes)
    if (styles := content.pop("styles", None)) is not None:
        expect(styles, Mapping, "a mapping of styles to weights, such as {'phone': 1}", "styles")
        content["camera"] |= {"style": dict(styles)} | ({} if IDEAL in styles else {"grain": 0.0})
        content |= {} if IDEAL in styles else {"view_transform": "AgX"}
    return with_fixed_prompt(parse_recipe(yaml.safe_dump(content), "the changed recipe"))


def open_encoding(root: Location, new: Location, recipe: Recipe) -> Build:
    """Look at both folders; raises RequestError and writes nothing where the work cannot start."""
    if new.resolve() == root.resolve():
        raise RequestError(f"{new}: is the dataset itself; give an empty or new folder")
    manifest = read_manifest(root)
    _check_light(root, manifest.recipe, recipe)
    there = finished(root, manifest)
    build = open_build(recipe, new)
    missing = [plan.name for plan in build.pending if plan.shard not in there]
    if missing:
        raise RequestError(f"{root}: lacks {', '.join(missing[:5])}; build or regenerate it first")
    return build


def _check_light(root: Location, old: Recipe, new: Recipe) -> None:
    """Raise RequestError where pictures would have to be developed anew and cannot be."""
    if old.camera.styles == new.camera.styles:
        return
    if old.edits.share:
        raise RequestError(f"{root}: has edited pictures, which are of the cameras that it has; build it anew")
    if not old.keep_light:
        raise RequestError(f"{root}: keeps no light for other styles of cameras; build it with keep_light: true")
    if IDEAL in new.camera.style and old.camera.styles:
        raise RequestError(
            f"{root}: has pictures of cameras that are not ideal, and Blender alone makes those of ideal ones; name "
            f"other styles than {IDEAL}, or build it anew"
        )


def encode_shards(root: Location, build: Build) -> Iterator[ShardRecord]:
    """Make the pending shards from the truth in `root`, as `complete` says."""
    return complete(build, lambda plans: (_encode_shard(root, build, plan) for plan in plans))


def _encode_shard(root: Location, build: Build, plan: ShardPlan) -> ShardRecord:
    started = time.monotonic()
    source = read_record(root, plan.name)
    if source is None:
        raise WorkError(f"{root}: {plan.name} has no readable record any more; regenerate shard {plan.shard}")
    truth = _developed(read_manifest(root).recipe, build.recipe, source, whole_truth(root, plan, source))
    rendered = Rendered(
        source.scenes,
        source.views,
        truth,
        source.licences,
        source.platform,
        source.quarantined,
        source.retries,
        source.warnings,
        views_version=source.views_version,
    )
    with told_as_damage(plan.name):
        return publish_shard(build.recipe, plan, rendered, build.root, started)


def _developed(old: Recipe, new: Recipe, record: ShardRecord, truth: bytes) -> bytes:
    """Return a shard's truth with the pictures that the cameras of the new recipe make of its light."""
    if old.camera.styles == new.camera.styles:
        return truth
    attempts = {ViewKey(view.scene, view.view): view.attempt for view in record.views}
    with told_as_damage(record.name):
        views = {key: _by_its_camera(new, key, attempts[key], frame) for key, frame in read_truth(truth)}
    return write_truth(views)


def _by_its_camera(recipe: Recipe, key: ViewKey, attempt: int, frame: Frame) -> Frame:
    """Return a view as its camera under the recipe shows it; that of an ideal one is there already."""
    view = 0 if recipe.clips else key.view  # one camera takes a clip
    development = development_of(recipe.camera.styles, SceneSeeds(recipe.seed, key.scene), view, attempt)
    if development is None:
        return frame
    if frame.light is None:
        raise ValueError(f"view {key} has no light")
    camera = with_development(frame.camera, development)
    right = frame.right and _by_the_same(development, frame.right)
    return replace(frame, image=develop(frame.light, development), camera=camera, right=right)


def _by_the_same(development: Development, right: Frame) -> Frame:
    """Return a right picture by the camera of its view, with noise of its own."""
    own = replace(development, noise_seed=development.noise_seed ^ 1)
    if right.light is None:
        raise ValueError("a right picture has no light")
    return replace(right, image=develop(right.light, own), camera=with_development(right.camera, own))
