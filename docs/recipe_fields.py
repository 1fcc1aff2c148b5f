"""Writes the tables of docs/recipes.md out of the schema: `python docs/recipe_fields.py`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cavendish.manifests import Recipe

PAGE = Path(__file__).with_name("recipes.md")
MARKS = re.compile(r"(<!-- fields -->\n).*(\n<!-- end of fields -->)", flags=re.DOTALL)
BY_ITSELF = ("code", "imported")  # fields that Cavendish fills in
WRITTEN = {  # how people write what the schema has several forms of
    "assets": "names",
    "files": "see below",
    "prompts": "folder",
    "cameras": "names",
    "frames": "frames",
}
Schema = dict[str, Any]


def tables() -> str:
    """Return all fields of a recipe as Markdown."""
    schema = Recipe.model_json_schema()
    required = schema["required"]
    rows = [_row(name, part, name in required, schema["$defs"]) for name, part in _own(schema)]
    parts = ["| field | allowed | default | what it is |", "| --- | --- | --- | --- |", *rows]
    for title, name, above in _nested(schema):
        parts += [
            "",
            f"**{title}**{above}",
            "",
            "| field | allowed | default | what it is |",
            "| --- | --- | --- | --- |",
        ]
        inner = schema["$defs"][name]
        wanted = inner.get("required", [])
        fields = sorted(inner["properties"].items(), key=lambda each: each[0] not in wanted)
        parts += [_row(field, part, field in wanted, schema["$defs"]) for field, part in fields]
    return "\n".join(parts)


def _own(schema: Schema) -> Iterator[tuple[str, Schema]]:
    return ((name, part) for name, part in schema["properties"].items() if name not in BY_ITSELF)


def _nested(schema: Schema) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the definition and a remark of everything that has fields of its own."""
    yield "An entry of `resolution`", "WeightedSize", ": one size of several"
    yield "An entry of `files`", "NamedFile", ": a path alone is one, too"
    yield "`people`", "PeopleOptions", ": who is in streets, halls, rooms, courtyards and landscapes"
    yield "`camera`", "CameraOptions", ": what a [camera](cameras.md) adds to the picture, and never to the truth"
    yield "`edits`", "EditOptions", ": a second picture of a view, of the same scene with [one thing changed](edits.md)"
    yield "`clips`", "ClipOptions", ": views as the frames of [clips](clips.md)"
    yield "`stereo`", "StereoOptions", ": a right picture of a view, for [stereo pairs](pairs.md)"
    yield "`gates`", "Gates", ": what a view must keep to; another camera is tried in the place of one that does not"
    for task, part in schema["$defs"]["Tasks"]["properties"].items():
        yield f"`tasks: {task}`", part["$ref"].rsplit("/", 1)[1], ": a number alone is the weight"


def _row(name: str, part: Schema, required: bool, definitions: Schema) -> str:
    default = "must be given" if required else _default(part, definitions)
    text = part.get("description") or definitions[part["$ref"].rsplit("/", 1)[1]]["description"]
    return f"| `{name}` | {WRITTEN.get(name) or _allowed(part, definitions)} | {default} | {text} |"


def _default(part: Schema, definitions: Schema) -> str:
    value = part.get("default")
    if "$ref" in part or value is None:
        if "Tasks" in part.get("$ref", ""):
            return "the five of the paper, alike"
        return "see below" if "$ref" in part else "none"
    return f"`{json.dumps(value).replace(chr(34), '')}`" if value not in ({}, []) else "none"


def _allowed(part: Schema, definitions: Schema) -> str:
    if "$ref" in part:
        return "see below"
    if "anyOf" in part:
        return _allowed(part["anyOf"][0], definitions)
    if "enum" in part:
        return ", ".join(f"`{value}`" for value in part["enum"])
    kinds = {"boolean": "`true` or `false`", "string": "text", "object": "weights by name", "array": "sizes"}
    return kinds.get(part["type"]) or _range(part)


def _range(part: Schema) -> str:
    kind = "whole number" if part["type"] == "integer" else "number"
    low, high = part.get("minimum"), part.get("maximum")
    if low is not None and high is not None:
        return f"{kind}, {low}–{high}"
    return f"{kind}, {'over 0' if 'exclusiveMinimum' in part else f'{low} or more'}"


if __name__ == "__main__":
    PAGE.write_text(MARKS.sub(lambda found: found[1] + tables() + found[2], PAGE.read_text()))
