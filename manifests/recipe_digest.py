"""The digest of a recipe, and the versions of the data that it holds for."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from .task_options import OWN_NAMES

if TYPE_CHECKING:
    from .recipe import Recipe

DATA_VERSION = 8  # raised whenever the same recipe gives other bytes
NAME_COUNTS_SINCE = 8  # the version from which on a recipe's name decides what is asked, and is part of the digest
REFERRING_OPTIONS_SINCE = 8  # the version from which on tasks.referring has options beside its weight
VIEWS_VERSION = 8  # the version from which on a recipe gives the pictures and the truth of today
OLDEST_VERSION = 7  # that is read
RENAMED = {"may_fail": "max_failed_fraction", "edition": "prompt_seed"}  # what is hashed keeps the old names


def digest_of(recipe: Recipe, data_version: int) -> str:
    """Return the digest that a recipe has, or had, under a version of the data: 64 hexadecimal digits."""
    left_out = {"max_failed_fraction"} | {name for name in ("imported", "prompts") if not getattr(recipe, name)}
    left_out |= set() if recipe.people.share else {"people"}  # so recipes of before keep theirs
    left_out |= {"name"} if data_version < NAME_COUNTS_SINCE else set()
    content = recipe.model_dump(mode="json", exclude=left_out) | {"data_version": data_version}
    content |= {old: content.pop(new) for old, new in RENAMED.items() if new in content}
    if data_version < REFERRING_OPTIONS_SINCE and "referring" in content["tasks"]:
        content["tasks"]["referring"] = {"weight": content["tasks"]["referring"]["weight"]}
    if content["tasks"].get("semantic", {}).get("vocabulary") == OWN_NAMES:  # so recipes of before keep theirs
        del content["tasks"]["semantic"]["vocabulary"]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
