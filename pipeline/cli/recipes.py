"""Commands about a recipe before it is built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ..terminal.console import answers, following
from .options import RecipeArg


def preview(
    recipe: RecipeArg,
    out: Annotated[Path, typer.Option(help="The picture to write, a .png.")] = Path("preview.png"),
    scenes: Annotated[int, typer.Option(min=1, max=100, help="How many scenes.")] = 4,
    layout: Annotated[str, typer.Option(help="Look at this one of the recipe's layouts alone.")] = "",
) -> None:
    """Look at a recipe before it is built: a few scenes, small and fast, with their truth."""
    from ...manifests import load_recipe
    from ..build.preview import check_sheet, preview_views, write_sheet

    asked = load_recipe(recipe)
    check_sheet(out)
    views = preview_views(asked, scenes, layout)
    answers.print(f"contact sheet: {write_sheet(out, following(views, min(scenes, asked.scenes), str))}")


def schema() -> None:
    """Print every field of a recipe, as JSON Schema."""
    from ...manifests import Recipe

    print(json.dumps(Recipe.model_json_schema(), indent=2))
