"""Every wrong field gets one sentence that begins with its name, in Python as in YAML, in no library's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from cavendish.manifests import Recipe, RecipeError
from cavendish.manifests.loading import parse_recipe

BASE: dict[str, Any] = {"name": "a", "scenes": 2, "resolution": [64, 64], "layouts": {"shapes": 1}}
WRONG: tuple[Any, ...] = (
    None,
    True,
    0.5,
    1.5,
    -1,
    10**20,
    10**5000,
    float("nan"),
    float("inf"),
    "",
    "?",
    [],
    [1, 2, 3],
    {},
    {"?": 1},
    {3: 0},
)
LIBRARYS = re.compile(r"Input should|validation error|Value error|pydantic|Errno|another value", re.IGNORECASE)
SCHEMA = Recipe.model_json_schema()


def places(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every field of the schema, but of those inside lists."""
    schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    for name, part in schema.get("properties", {}).items():
        yield (*path, name)
        yield from places(next(iter(part.get("anyOf", [part]))), (*path, name))


def put(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    if len(path) == 1:
        return BASE | {path[0]: value} if path[0] in SCHEMA["properties"] else {path[0]: value}
    inner: Any = value
    for name in reversed(path[1:]):
        inner = {name: inner}
    return BASE | {path[0]: inner}


def test_the_schema_has_fields_within_fields() -> None:
    assert {("scenes",), ("gates", "attempts"), ("tasks", "depth", "colormaps")} <= set(places(SCHEMA))


@pytest.mark.parametrize("path", list(places(SCHEMA)), ids=".".join)
def test_a_wrong_value_gets_one_sentence_with_the_field_first(path: tuple[str, ...]) -> None:
    refused = 0
    for value in WRONG:
        try:
            Recipe.model_validate(put(path, value))
        except RecipeError as error:
            message, refused = str(error), refused + 1
            assert "\n" not in message
            assert not LIBRARYS.search(message)
            assert len(message) < 600  # all tasks are named where one is not known
            about_the_whole = message.startswith(
                ("the layout files", "renderer, layouts", "scenes_per_shard", "tasks.")
            )
            assert about_the_whole or message.startswith(path[0]), message
    assert refused >= 5


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"scenes": 0}, "scenes is 0, but it must be 1 or more"),
        ({"seed": "abc"}, 'seed is "abc", but it must be a whole number'),
        ({"resolution": [65, 64]}, "resolution.0.size.0 is 65, but it must be a multiple of 16"),
        ({"quality": "best"}, "quality is \"best\", but it must be 'draft', 'standard' or 'high'"),
        ({"may_fail": 0.1}, "may_fail is called max_failed_fraction now; write max_failed_fraction"),
        ({"sceness": 1}, "sceness is not a field of a recipe; did you mean scenes?"),
        ({"stereo": 0.5}, "stereo is 0.5, but it must be a mapping of its fields: share, baseline_m"),
        (
            {"resolution": [64]},
            "resolution is [64], but it must be [width, height], or a list such as [{size: [512, 512], weight: 2}]",
        ),
    ],
)
def test_python_says_the_same_as_yaml(change: dict[str, Any], expected: str) -> None:
    content = BASE | change
    for make in (lambda: Recipe(**content), lambda: Recipe.model_validate(content)):
        with pytest.raises(RecipeError) as caught:
            make()
        assert str(caught.value) == expected
    with pytest.raises(RecipeError) as caught:
        parse_recipe(yaml.safe_dump(content), "r.yaml")
    assert str(caught.value) == f"r.yaml: {expected}"


def test_a_misspelt_field_is_told_before_the_one_that_is_missing() -> None:
    with pytest.raises(RecipeError, match=r"^scens is not a field of a recipe; did you mean scenes\?$"):
        Recipe.model_validate({"name": "a", "scens": 2})


@pytest.mark.parametrize("value", [None, 3, "a", [BASE]])
def test_what_is_no_mapping_is_no_recipe(value: Any) -> None:
    with pytest.raises(RecipeError, match=r"^a recipe is .*, but it must be a mapping of fields"):
        Recipe.model_validate(value)


def test_a_recipe_made_in_python_is_frozen_and_strict() -> None:
    recipe = Recipe(**BASE)
    assert recipe == Recipe.model_validate(BASE)
    with pytest.raises(Exception, match="frozen"):
        recipe.scenes = 3  # type: ignore[misc]
