"""A dataset that was asked by prompts of the user's own needs their folder no more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import cavendish
from cavendish.manifests import Recipe, load_recipe
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.report.card_use import recipe_section

from ...conftest import build
from .test_verify import rewrite

ASKED = "How far is it from the camera plane"
DEPTH = "templates:\n" + "".join(f'- {{id: mine-{n:02}, text: "{ASKED}, in way {n}?"}}\n' for n in range(300))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with so many prompts that bundled ones are rare beside them."""
    path = tmp_path_factory.mktemp("own") / "my-prompts"
    path.mkdir()
    (path / "depth.yaml").write_text(DEPTH)
    return path


@pytest.fixture(scope="module")
def out(tiny: Recipe, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of depth whose folder of prompts is gone since."""
    changes = {"tasks": {"depth": {"colormaps": {"cube": 1.0}}}, "prompts": str(folder), "splits": {"train": 1.0}}
    out = build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("asked") / "out")
    folder.rename(folder.with_name("gone"))
    return out


def prompts_of(out: Path) -> list[str]:
    samples = [sample for path in sorted(out.glob("*/*.tar")) for sample in read_tar(path.read_bytes())]
    return [sample.parts["prompt.txt"].decode() for sample in samples]


def test_it_asks_and_verifies_without_the_folder(out: Path) -> None:
    assert sum(prompt.startswith(ASKED) for prompt in prompts_of(out)) >= 6
    assert verify(out) == []


def test_verify_holds_prompts_to_the_texts_in_the_manifest(out: Path, tmp_path: Path) -> None:
    forged = Path(shutil.copytree(out, tmp_path / "out"))

    def reworded(samples: list[Sample]) -> list[Sample]:
        return [_reworded(sample) for sample in samples]

    rewrite(forged, reworded)
    assert {"prompt is" in fault.message for fault in verify(forged, "0")} == {True}


def _reworded(sample: Sample) -> Sample:
    meta = json.loads(sample.parts["json"]) | {"prompt": "What is it?"}
    return Sample(sample.key, {**sample.parts, "prompt.txt": b"What is it?", "json": json.dumps(meta).encode()})


def test_a_lost_shard_is_regenerated_the_same(out: Path, tmp_path: Path) -> None:
    here = Path(shutil.copytree(out, tmp_path / "out"))
    lost = here / "train/train-000000.tar"
    before = lost.read_bytes()
    lost.unlink()
    cavendish.regenerate(here, shards="0")
    assert lost.read_bytes() == before


def test_encode_keeps_them_and_takes_others(out: Path, folder: Path, tmp_path: Path) -> None:
    cavendish.encode(out, tmp_path / "again", prompt_seed=1)
    assert any(prompt.startswith(ASKED) for prompt in prompts_of(tmp_path / "again"))
    other = tmp_path / "others"
    other.mkdir()
    (other / "depth.yaml").write_text(DEPTH.replace(ASKED, "Draw planar metres"))
    cavendish.encode(out, tmp_path / "other", prompts=other)
    assert any(prompt.startswith("Draw planar metres") for prompt in prompts_of(tmp_path / "other"))
    assert not any(prompt.startswith(ASKED) for prompt in prompts_of(tmp_path / "other"))
    assert verify(tmp_path / "other") == []


def test_the_recipe_of_the_manifest_is_that_of_the_file(out: Path, folder: Path, tmp_path: Path) -> None:
    """So a build goes on where the folder is there, and what it made is known as its own."""
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["recipe"]["prompts"] == {"depth.yaml": DEPTH}
    recipe = Recipe.model_validate_json(json.dumps(manifest["recipe"]))
    assert recipe.digest == manifest["recipe_digest"]
    assert load_recipe(recipe) == recipe
    assert "prompts: [depth.yaml]" in recipe_section(recipe)  # the card names them
