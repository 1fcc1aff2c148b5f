"""Other tasks, prompts or codecs for pictures that are there already: from their truth, without rendering.

The new dataset is byte for byte what building the changed recipe would have given, when its views were rendered.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ...manifests import Manifest, Recipe, ShardRecord
from ...manifests.recipe import parse_recipe
from ...scenes.errors import RequestError, WorkError
from ..dataset.checked import told_as_damage
from ..dataset.contents import whole_truth
from ..dataset.folder import finished, read_manifest, read_record
from ..dataset.plan import ShardPlan
from ..dataset.samples import with_fixed_prompt
from ..dataset.storage import Location, place
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
) -> Manifest:
    """Ask other things of the same pictures: a new dataset, without rendering. Return its manifest.

    Args:
        root: the dataset's folder or URL.
        new: the folder or URL of the new one. The same call goes on where an earlier one stopped.
        tasks: weight of each task, or its options with its weight among them, as in a recipe.
        languages: weight of each language of the prompts.
        samples_per_view: how many samples each view gives.
        prompt_seed: another number asks other questions.
        prompts: a folder with prompts, words and languages of your own, in place of those that the recipe had.

    Raises:
        RequestError: there is no such dataset, it lacks shards, or what is asked cannot be meant.
        WorkError: a truth is damaged, or a file cannot be written.

    """
    wishes: dict[str, Any] = {"tasks": tasks, "languages": languages, "samples_per_view": samples_per_view}
    wishes |= {"prompt_seed": prompt_seed, "prompts": None if prompts is None else str(prompts)}
    changes = {name: value for name, value in wishes.items() if value is not None}
    source = place(root)
    work = open_encoding(source, place(new), changed_recipe(source, changes))
    deque(encode_shards(source, work), maxlen=0)
    return read_manifest(work.root)


def changed_recipe(root: Location, changes: Mapping[str, Any]) -> Recipe:
    """Return the recipe of the dataset in `root` with other fields; raises RequestError or RecipeError."""
    content = read_manifest(root).recipe.model_dump(mode="json") | dict(changes)
    return with_fixed_prompt(parse_recipe(yaml.safe_dump(content), "the changed recipe"))


def open_encoding(root: Location, new: Location, recipe: Recipe) -> Build:
    """Look at both folders; raises RequestError and writes nothing where the work cannot start."""
    if new.resolve() == root.resolve():
        raise RequestError(f"{new}: is the dataset itself; give an empty or new folder")
    there = finished(root, read_manifest(root))
    build = open_build(recipe, new)
    missing = [plan.name for plan in build.pending if plan.shard not in there]
    if missing:
        raise RequestError(f"{root}: lacks {', '.join(missing[:5])}; build or regenerate it first")
    return build


def encode_shards(root: Location, build: Build) -> Iterator[ShardRecord]:
    """Make the pending shards from the truth in `root`, as `complete` says."""
    return complete(build, lambda plans: (_encode_shard(root, build, plan) for plan in plans))


def _encode_shard(root: Location, build: Build, plan: ShardPlan) -> ShardRecord:
    started = time.monotonic()
    source = read_record(root, plan.name)
    if source is None:
        raise WorkError(f"{root}: {plan.name} has no readable record any more; regenerate shard {plan.shard}")
    truth = whole_truth(root, plan, source)
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
