"""Whose Python runs: a manifest names layouts and their digests, and both may be a stranger's."""

from __future__ import annotations

from pathlib import Path

from ...manifests import Recipe, load_recipe
from ...scenes.errors import RequestError
from ..dataset.storage import Location


def check_trusted(root: Location, stated: Recipe, trust_code: bool, recipe: Recipe | str | Path | None) -> None:
    """Raise RequestError, with nothing run, where a dataset's layouts are Python that nobody vouched for.

    `stated` is what the manifest in `root` says; `recipe` is the one that the caller holds, which must be the same.
    """
    if recipe is not None:
        if load_recipe(recipe).digest != stated.digest:
            raise RequestError(f"is not the recipe that {root} was built from", "recipe", _called(recipe))
    elif stated.own_layouts and not trust_code:
        raise RequestError(
            f"{root}: its manifest would run {', '.join(stated.own_layouts)}; give the recipe's file if it is yours, "
            "or allow it once you have read them",
            "trust_code",
        )


def _called(recipe: Recipe | str | Path) -> str:
    return recipe.name if isinstance(recipe, Recipe) else str(recipe)
