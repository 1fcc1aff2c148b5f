"""A recipe's folder of prompts: its texts become the recipe's, and nothing else is read, run or followed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, RecipeError, load_recipe
from cavendish.manifests.prompt_files import MOST_BYTES, MOST_FILES
from cavendish.pipeline.dataset.folder import MANIFEST, read_manifest
from cavendish.scenes.errors import RequestError

RECIPE = "name: a\nscenes: 2\nresolution: [64, 64]\nlayouts: {shapes: 1}\nprompts: my-prompts\n"
DEPTH = 'templates:\n- {id: mine-01, text: "Draw the planar depth."}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "r.yaml").write_text(RECIPE)
    (tmp_path / "my-prompts/words").mkdir(parents=True)
    (tmp_path / "my-prompts/depth.yaml").write_text(DEPTH)
    return tmp_path / "my-prompts"


def load(folder: Path) -> Recipe:
    return load_recipe(folder.parent / "r.yaml")


def test_the_folder_lies_beside_the_recipe_and_its_texts_are_the_recipes(folder: Path) -> None:
    (folder / "words/nl.yaml").write_text("names: {}\n")
    (folder / ".hidden").write_text("of an editor")
    assert load(folder).prompts == {"depth.yaml": DEPTH, "words/nl.yaml": "names: {}\n"}


def test_the_texts_are_digested_and_the_folders_name_is_not(folder: Path) -> None:
    before = load(folder).digest
    shutil.move(folder, folder.with_name("elsewhere"))
    (folder.parent / "r.yaml").write_text(RECIPE.replace("my-prompts", "elsewhere"))
    assert load(folder).digest == before
    (folder.with_name("elsewhere") / "depth.yaml").write_text(DEPTH.replace("planar", "metric"))
    assert load(folder).digest != before


def test_without_prompts_the_digest_is_what_it_was(tiny: Recipe) -> None:
    assert tiny.digest == Recipe.model_validate(tiny.model_dump() | {"prompts": {}}).digest
    assert tiny.digest != Recipe.model_validate(tiny.model_dump() | {"prompts": {"depth.yaml": DEPTH}}).digest


REFUSED = {
    "a task that is none": ("dept.yaml", DEPTH, "dept.yaml is none of the files that are read there"),
    "a language that is no code": ("depth.dutch.yaml", DEPTH, "depth.dutch.yaml is none of the files"),
    "another kind of file": ("README.md", "Mine.", "README.md is none of the files that are read there; TASK.yaml"),
    "words in the wrong place": ("nl.yaml", "names: {}", "nl.yaml is none of the files"),
    "prompts among words": ("words/depth.yaml", DEPTH, "words/depth.yaml is none of the files"),
    "code": ("depth.nl.yaml", "!!python/object/apply:os.system [ls]", "depth.nl.yaml is not YAML at line 1"),
    "no YAML": ("depth.nl.yaml", "a: [", "depth.nl.yaml is not YAML at line 1"),
    "a key that is a list": ("depth.nl.yaml", "? [a]\n: b", "depth.nl.yaml is not YAML"),
    "aliases that grow": (
        "depth.nl.yaml",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)),
        "100,000 values, with aliases",
    ),
    "more than is read": ("depth.nl.yaml", "#" * MOST_BYTES, "262,144 is the most, together"),
}


@pytest.mark.parametrize(("name", "text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(name: str, text: str, message: str, folder: Path) -> None:
    (folder / name).write_text(text)
    with pytest.raises(RecipeError) as caught:
        load(folder)
    assert str(caught.value).startswith(f"{folder.parent / 'r.yaml'}: prompts is ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_links_and_missing_folders_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("password: 1")
    (folder / "depth.nl.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(RecipeError, match=r"depth.nl.yaml is a link, and none is followed"):
        load(folder)
    shutil.rmtree(folder)
    with pytest.raises(RecipeError, match="my-prompts is no folder"):
        load(folder)


def test_text_that_is_no_utf_8_is_refused(folder: Path) -> None:
    (folder / "depth.nl.yaml").write_bytes(b"\xff")
    with pytest.raises(RecipeError, match="holds a file that is no UTF-8 text"):
        load(folder)


def test_more_files_than_are_read(folder: Path) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{one}{other}" for one in letters for other in letters][: MOST_FILES + 1]
    with pytest.raises(RecipeError, match="200 is the most"):
        Recipe.model_validate(load(folder).model_dump() | {"prompts": {f"words/{name}.yaml": "" for name in names}})


@pytest.mark.parametrize("value", [3, ["my-prompts"], {"depth.yaml": 3}, {"../depth.yaml": "a: 1"}])
def test_what_is_no_folder_is_refused(value: object, tiny: Recipe) -> None:
    with pytest.raises(RecipeError, match="prompts is "):
        Recipe.model_validate(tiny.model_dump() | {"prompts": value})


def test_a_manifest_opens_no_folder(copied: Path, folder: Path) -> None:
    content = json.loads((copied / MANIFEST).read_text())
    content["recipe"]["prompts"] = str(folder)
    (copied / MANIFEST).write_text(json.dumps(content))
    with pytest.raises(RequestError, match=r"recipe.prompts must be texts by name"):
        read_manifest(copied)


def test_a_language_that_is_not_asked_is_a_warning(folder: Path) -> None:
    (folder / "depth.nl.yaml").write_text(DEPTH)
    assert any("prompts have files for nl" in warning for warning in load(folder).warnings())
