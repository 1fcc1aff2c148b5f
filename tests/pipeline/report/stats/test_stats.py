"""The figures of a dataset, and a test that finds colours that follow classes."""

import json
from pathlib import Path

import numpy as np
import pytest

from cavendish.manifests import ShardRecord
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.report.stats.figures import statistics
from cavendish.pipeline.report.stats.prompts import class_colour_test
from cavendish.scenes.errors import RequestError

from ....conftest import cavendish

CLASSES = ("floor", "wall", "sofa")


def test_figures_add_up(built: Path) -> None:
    found = statistics(built)
    totals = read_manifest(built).totals
    assert found["samples of each task"] == totals.tasks
    assert found["samples in each language"] == {"en": totals.samples}
    assert sum(map(int, found["words in a prompt"].values())) == totals.samples
    assert all(1 <= int(count) <= 8 for count in found["distinct prompts"].values())
    assert found["distinct legends"] == {"distinct": 8}
    for shares in ("colour map", "convention of normals", "kind of referring expression"):
        assert sum(map(float, found[f"share of each {shares}"].values())) == pytest.approx(1, abs=0.01)


def test_figures_for_machines(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("stats", str(built), "--no-plots", "--json") == 0
    assert json.loads(capsys.readouterr().out) == statistics(built)


def test_figures_of_what_an_earlier_version_built(copied: Path) -> None:
    now = statistics(copied)
    earlier = {"recipe_digest": "0" * 64}
    manifest = read_manifest(copied).model_copy(update=earlier)
    (copied / "manifest.json").write_text(manifest.model_dump_json())
    for path in copied.glob("records/*.json"):
        path.write_bytes(ShardRecord.from_bytes(path.read_bytes()).model_copy(update=earlier).to_bytes())
    assert statistics(copied) == now


def test_a_folder_that_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is not a dataset"):
        statistics(tmp_path)


def test_colours_drawn_afresh_pass_and_a_fixed_legend_fails() -> None:
    rng = np.random.default_rng(0)
    fresh = [(str(rng.choice(CLASSES)), rng.integers(0, 256, 3).tolist()) for _ in range(3000)]
    fixed = [(name, [250 if name == "sofa" else red, green, blue]) for name, (red, green, blue) in fresh]
    assert float(class_colour_test(fresh)["p"]) > 0.001
    assert float(class_colour_test(fixed)["p"]) < 1e-6


def test_few_samples_prove_nothing() -> None:
    assert class_colour_test([("floor", (255, 0, 0))])["p"] == "too few samples"


def test_some_shards_alone_are_counted_and_nothing_is_written(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(copied.rglob("*"))
    assert cavendish("stats", copied, "--shards", "1", "--json") == 0
    some = json.loads(capsys.readouterr().out)
    assert cavendish("stats", copied, "--no-plots", "--json") == 0
    assert some != json.loads(capsys.readouterr().out)
    assert cavendish("stats", copied, "--shards", "7") == 2
    assert sorted(copied.rglob("*")) == before
