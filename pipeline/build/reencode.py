"""Other tasks, prompts or codecs for pictures that are there already: from their truth, without rendering.

The new dataset is byte for byte what building the changed recipe would have given.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ...manifests import Recipe, ShardRecord
from ...manifests.recipe import parse_recipe
from .shard import Rendered, publish_shard
from .driver import Build, complete, open_build
from ...scenes.errors import RequestError, WorkError
from ..dataset.folder import finished_records, read_manifest, read_record
from ..dataset.plan import ShardPlan
from ..dataset.storage import Location, read


def asked_again(root: Location, changes: Mapping[str, Any]) -> Recipe:
    """Return the recipe of the dataset in `root` with other fields; raises RequestError or RecipeError."""
    content = read_manifest(root).recipe.model_dump(mode="json") | dict(changes)
    return parse_recipe(yaml.safe_dump(content), "the changed recipe")


def parse_weights(flag: str, text: str) -> dict[str, Any]:
    """Return what "depth=1,semantic=2" says, or a YAML mapping such as "{depth: 1}"; raises RequestError."""
    try:
        if text.startswith("{"):
            return dict(yaml.safe_load(text))
        parts = [part.partition("=") for part in text.split(",")]
        return {name.strip(): float(weight or 1) for name, _, weight in parts}
    except (yaml.YAMLError, ValueError):
        raise RequestError(
            f"{flag} {text}: cannot be read; write for example depth=1,semantic=2 or {{depth: 1, semantic: 2}}"
        ) from None


def open_encoding(root: Location, new: Location, recipe: Recipe) -> Build:
    """Look at both folders; raises RequestError and writes nothing where the work cannot start."""
    if new.resolve() == root.resolve():
        raise RequestError(f"{new}: is the dataset itself; give an empty or new folder")
    there = {record.shard for record in finished_records(root, read_manifest(root).recipe)}
    build = open_build(recipe, new)
    missing = [plan.name for plan in build.pending if plan.shard not in there]
    if missing:
        raise RequestError(f"{root}: lacks {', '.join(missing[:5])}; build or regenerate it first")
    return build


def encode(root: Location, build: Build) -> Iterator[ShardRecord]:
    """Make the pending shards from the truth in `root`, as `complete` says."""
    return complete(build, lambda plans: (_encode_shard(root, build, plan) for plan in plans))


def _encode_shard(root: Location, build: Build, plan: ShardPlan) -> ShardRecord:
    started = time.monotonic()
    source = read_record(root, plan.name)
    if source is None:
        raise WorkError(f"{root}: {plan.name} has no readable record any more; regenerate shard {plan.shard}")
    truth = read(root, source.truth.path)
    if hashlib.sha256(truth).hexdigest() != source.truth.sha256:
        raise WorkError(f"{root}: {source.truth.path} is not what its record says; regenerate shard {plan.shard}")
    rendered = Rendered(
        source.scenes, source.views, truth, source.licences, source.platform, source.quarantined, source.retries
    )
    return publish_shard(build.recipe, plan, rendered, build.root, started)
