"""A recipe is parsed, and a dataset from a stranger read, without running the Python that they name."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from cavendish.manifests import Manifest, Recipe
from cavendish.manifests.loading import parse_recipe
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset.folder import MANIFEST, read_manifest
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.pipeline.render.inputs import check_inputs
from cavendish.pipeline.workers.layout_trial import try_layouts
from cavendish.scenes.errors import LayoutError, RequestError

from ..conftest import cavendish


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "ran"


@pytest.fixture
def layout(tmp_path: Path, marker: Path) -> Path:
    path = tmp_path / "planted.py"
    path.write_text(f"open({str(marker)!r}, 'w').close()\n")
    return path


@pytest.fixture
def theirs(copied: Path, layout: Path) -> Path:
    """A dataset whose manifest and records say that it was made with the planted layout."""
    content = json.loads((copied / MANIFEST).read_text())
    digest = hashlib.sha256(layout.read_bytes()).hexdigest()
    content["recipe"] |= {"layouts": {str(layout): 1.0}, "code": {str(layout): digest}}
    old, new = content["recipe_digest"], Recipe.model_validate(_renamed(content["recipe"])).digest
    (copied / MANIFEST).write_text(json.dumps(content).replace(old, new))
    for path in copied.glob("records/*.json"):
        body = json.loads(path.read_text().replace(old, new))
        del body["checksum"]
        path.write_text(json.dumps(body))
    return copied


def _renamed(content: dict[str, object]) -> dict[str, object]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}


def test_parsing_takes_the_digest_and_runs_nothing(layout: Path, marker: Path) -> None:
    recipe = parse_recipe(f"name: a\nscenes: 1\nresolution: [64, 64]\nlayouts: {{{layout}: 1}}\n", "r.yaml")
    assert recipe.code == {str(layout): hashlib.sha256(layout.read_bytes()).hexdigest()}
    assert recipe.own_layouts == (str(layout),)
    assert not marker.exists()
    check_inputs(recipe)
    assert not marker.exists()
    with pytest.raises(LayoutError, match="has no LAYOUT"):
        try_layouts(recipe)
    assert marker.exists()  # so the test would have seen it


def test_a_manifest_opens_no_file(theirs: Path, layout: Path, marker: Path) -> None:
    content = json.loads((theirs / MANIFEST).read_text())
    del content["recipe"]["code"]
    layout.unlink()
    recipe = Manifest.model_validate_json(json.dumps(content)).recipe
    assert recipe.code == {}
    layout.write_text("raise SystemExit")
    with pytest.raises(RequestError, match="is not the file that the recipe was made with"):
        check_inputs(recipe)
    assert not marker.exists()


def test_reading_a_strangers_dataset_runs_nothing(theirs: Path, marker: Path, tmp_path: Path) -> None:
    list(verify_shards(theirs))
    list(encode_shards(theirs, open_encoding(theirs, tmp_path / "new", changed_recipe(theirs, {}))))
    shutil.copytree(theirs, tmp_path / "predictions")
    for command in (
        ("verify", theirs),
        ("stats", theirs),
        ("gallery", theirs),
        ("inspect", theirs, "00000000-00-00-depth"),
        ("evaluate", theirs, tmp_path / "predictions"),
        ("prompts", theirs, "--to", tmp_path / "asked", "--split", "train"),
        ("export", theirs, tmp_path / "exported", "--to", "huggingface"),
        ("encode", theirs, tmp_path / "again", "--prompt-seed", "4"),
    ):
        cavendish(*command)
        assert not marker.exists(), command
    assert read_manifest(tmp_path / "again").recipe.prompt_seed == 4
