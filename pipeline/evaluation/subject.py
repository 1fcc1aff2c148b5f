"""What an evaluation is of, so that its report can be laid beside those of others."""

from __future__ import annotations

from ...manifests import Recipe


def subject_of(recipe: Recipe, split: str) -> dict[str, str]:
    """Return the dataset's name and the split; of photographs that are a test, also their set and its part.

    Photographs that are asked as renders are ("train") are nobody's test, and have neither.
    """
    named = {"set": "", "part": ""}
    if recipe.imported and recipe.imported.benchmark and recipe.imported.benchmark.role == "test":
        named = {"set": recipe.imported.format, "part": recipe.imported.benchmark.split}
    return {"dataset": recipe.name, "split": split, **named}
