"""Recipes as they are written: bundled ones by their names, and YAML files."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from ..scenes.errors import allowed
from .plain_yaml import MOST_CHARACTERS, load_yaml
from .recipe import Recipe, RecipeError


def bundled_recipes() -> dict[str, str]:
    """Return the text of every recipe that ships with Cavendish, by name."""
    folder = files(__package__) / "recipes"
    return {
        Path(entry.name).stem: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def load_recipe(name_or_path: Recipe | str | Path) -> Recipe:
    """Return a bundled recipe by its name, or one from a YAML file; a recipe is itself. Raises RecipeError."""
    if isinstance(name_or_path, Recipe):
        return name_or_path
    if not isinstance(name_or_path, str | Path):
        what = "a recipe is a Recipe(...), the name of a bundled one, or the path of a YAML file"
        raise RecipeError(f"{what}, not {name_or_path!r:.60}")
    bundled, name = bundled_recipes(), str(name_or_path)
    if name in bundled:
        return parse_recipe(bundled[name], name)
    path = Path(name)
    try:
        return parse_recipe(_text_of(path), name, path.parent)
    except FileNotFoundError:
        known = allowed(name, bundled)
        raise RecipeError(f"{path}: no such file, and no bundled recipe of that name{known}") from None
    except OSError as error:
        raise RecipeError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise RecipeError(f"{path}: is no UTF-8 text") from None


def _text_of(path: Path) -> str:
    if path.exists() and not path.is_file():  # a pipe or a device has no end
        raise OSError("it is not a file")
    with path.open("rb") as file:
        return file.read(4 * MOST_CHARACTERS + 1).decode()


def parse_recipe(text: str, source: str, folder: Path = Path()) -> Recipe:
    """Return the recipe written in `text`, whose prompts lie in `folder`; `source` names it in errors.

    Raises RecipeError.
    """
    try:
        data = load_yaml(text)
    except ValueError as error:
        raise RecipeError(f"{source}: {error}") from None
    if not isinstance(data, dict):
        found = "empty" if data is None else f"a {type(data).__name__}"
        raise RecipeError(f"{source}: a recipe is a mapping of fields such as `scenes: 8`; this is {found}")
    if isinstance(data.get("prompts"), str):
        data["prompts"] = str(folder / data["prompts"])
    try:
        return Recipe.model_validate(data)
    except RecipeError as error:
        raise RecipeError(f"{source}: {error}") from None
