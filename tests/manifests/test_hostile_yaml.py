"""A recipe of a stranger's stays as small as it is written, and what is wrong with it is one sentence."""

import os
from pathlib import Path

import pytest

from cavendish.manifests import RecipeError, load_recipe
from cavendish.manifests.loading import parse_recipe
from cavendish.manifests.plain_yaml import load_yaml

BASE = "name: a\nscenes: 2\nresolution: [64, 64]\nlayouts: {shapes: 1}\n"
LAUGHS = "\n".join([f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]" for i in range(1, 9)])

HOSTILE = {
    "a billion laughs": (f"a1: &a1 [{', '.join(['lol'] * 9)}]\n{LAUGHS}", "more than 100,000 values"),
    "laughs by merging": (
        "a0: &a0 {x: 1}\n" + "\n".join(f"a{i + 1}: &a{i + 1} {{<<: [{', '.join([f'*a{i}'] * 9)}]}}" for i in range(9)),
        "more than 100,000 values",
    ),
    "a list that holds itself": ("a: &a [*a]", "an alias for what it stands in"),
    "many levels": ("a: " + "[" * 5000 + "]" * 5000, "more than 40 levels"),
    "many levels by dashes": ("- " * 5000 + "a", "more than 40 levels"),
    "many characters": ("# " + "x" * (1 << 20), "1,048,576 is the most"),
    "many values": ("a: [" + "1," * 200_000 + "]", "more than 100,000 values"),
    "a number of many digits": (BASE + "seed: " + "9" * 5000, "seed|not YAML"),
    "a number of no digits": (BASE + "seed: 0x_", "not YAML|seed"),
    "a day that is none": (BASE + "seed: 2001-99-99", "not YAML"),
    "a list for a name": (BASE + "? [a]\n: 1", "not YAML"),
    "a control character": (BASE + "seed: \x00", "not YAML"),
    "a field twice": (BASE + "scenes: 3", "not YAML at line 5: scenes a second time"),
    "an option twice": (BASE + "gates: {min_objects: 1, min_objects: 2}", "line 5: min_objects a second time"),
    "an alias for nothing": ("a: *b", "not YAML at line 1"),
    "a very long field": (BASE + "z" * 1000 + ": 1", "zzz"),
}


@pytest.mark.parametrize(("text", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_yaml_is_one_short_sentence(text: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message) as caught:
        parse_recipe(text, "r.yaml")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_honest_aliases_are_read() -> None:
    assert load_yaml("a: &a {x: 1}\nb: *a\nc: {<<: *a, y: 2}") == {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1, "y": 2}}


def test_a_recipe_is_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    for name in ("pipe.yaml", "endless.yaml"):
        with pytest.raises(RecipeError, match="is not a file"):
            load_recipe(tmp_path / name)
