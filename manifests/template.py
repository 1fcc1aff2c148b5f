"""A recipe to edit: every field with what it is, as the schema says it, so that the two cannot drift apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..scenes.errors import RequestError
from ..scenes.layouts.registry import LAYOUTS
from .loading import parse_recipe
from .recipe import Recipe
from .tasks import Tasks, every_task

SUFFIXES = (".yaml", ".yml")
LEFT_OUT = ("code", "imported")  # Cavendish fills them in
VALUES: dict[str, Any] = {  # where the default is none, or not what one begins with
    "scenes": 64,
    "splits": {"train": 7, "val": 1},
    "resolution": [448, 320],
    "layouts": {"room": 4, "hall": 2, "tabletop": 2, "street": 2, "courtyard": 1, "landscape": 1},
}
EXAMPLES: dict[str, Any] = {  # of fields that are off until their line is made one
    "samples_per_view": 3,
    "assets": ["sweethome3d"],
    "prompts": "my-prompts",
    "files": ["kitchen.blend", {"path": "walk.glb", "weight": 2, "cameras": ["Front"], "frames": "1-250/10"}],
}
REMARKS = {
    "resolution": "Sides that are multiples of 64 suit every trainer.",
    "layouts": f"Bundled: {', '.join(sorted(LAYOUTS))}.",
    "assets": "`cavendish assets list` shows them.",
    "files": "The layout `files` must be among the layouts, too.",
    "quality": "draft: noisy and fast, for a look; standard: for training; high: a reference, ten times slower.",
    "renderer": "analytic knows the layout shapes alone.",
}
HEAD = """\
# What a dataset shows. Where and how fast it is made is said on the command line.
#   cavendish check FILE        is it valid, what does it make, and what does that cost?
#   cavendish preview FILE      a look at a few of its scenes
#   cavendish build FILE OUT    make it
# Only name, scenes, resolution and layouts must be given; a line such as `# assets: …` is an example, and off.
"""


def new_recipe(path: str | Path) -> Recipe:
    """Write a recipe to edit to a new YAML file, named after it, and return it; raises RequestError."""
    path = Path(path)
    if path.suffix not in SUFFIXES:
        raise RequestError(f"{path}: the name of a recipe must end in {' or '.join(SUFFIXES)}")
    text = template_text(_name(path.stem), path.name)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise RequestError(f"{path}: is there already; give another name, or remove it first") from None
    except OSError as error:
        raise RequestError(f"{path}: cannot be written: {error.strerror}") from None
    return parse_recipe(text, str(path))


def template_text(name: str = "my-dataset", file: str = "recipe.yaml") -> str:
    """Return the YAML of a recipe called `name`, with a comment above each field; `file` is named in its head."""
    values = VALUES | {"name": name}
    return "\n".join([HEAD.replace("FILE", file), *_lines(Recipe, values, "")]) + "\n"


def _name(stem: str) -> str:
    """Return what a file is called without its suffix, as far as a dataset may be called so."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).lstrip("._-")[:100] or "my-dataset"


def _lines(model: type[BaseModel], values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name not in LEFT_OUT:
            value = values.get(name, field.get_default(call_default_factory=True))
            yield from _field(name, field, value, indent)


def _field(name: str, field: FieldInfo, value: Any, indent: str) -> Iterator[str]:
    yield f"{indent}# " + " ".join(filter(None, [field.description, REMARKS.get(name) or _choice(field)]))
    if name in EXAMPLES:
        yield f"{indent}# {name}: {_flow(EXAMPLES[name])}"
    elif isinstance(value, BaseModel):
        yield f"{indent}{name}:"
        yield from _lines(type(value), {}, indent + "  ")
    elif name == "tasks":
        yield f"{indent}{name}:"
        yield from _tasks(indent + "  ")
    else:
        yield f"{indent}{name}: {_flow(value)}"


def _tasks(indent: str) -> Iterator[str]:
    known = get_type_hints(Tasks)
    for task in every_task():
        yield f"{indent}{task}:"
        yield from _lines(known[task], {}, indent + "  ")
    others = ", ".join(task for task in known if task not in every_task())
    yield f"{indent}# Asked where they are named, too: {others}"


def _choice(field: FieldInfo) -> str:
    """Return the values of a field that has few, as a sentence."""
    return f"{' or '.join(get_args(field.annotation))}." if get_origin(field.annotation) is Literal else ""


def _flow(value: Any) -> str:
    """Return a value as YAML on one line, whole numbers without a point."""
    if isinstance(value, Mapping):
        value = {key: int(each) if float(each).is_integer() else each for key, each in value.items()}
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=1000)).splitlines()[0]
