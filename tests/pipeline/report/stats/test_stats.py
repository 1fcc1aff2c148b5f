"""The figures of a dataset, and a test that finds colours that follow classes."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from cavendish.manifests import Quarantined, ShardRecord
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.report.stats.evidence import joined
from cavendish.pipeline.report.stats.figures import MEASURES, evidence_of, open_statistics, statistics
from cavendish.pipeline.report.stats.prompts import class_colour_test
from cavendish.pipeline.report.stats.tables import BRIEFLY, brief
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


def test_a_first_look_has_twenty_lines(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("stats", built, "--no-plots") == 0
    short = capsys.readouterr().out.splitlines()
    assert len(short) <= 20
    assert short[-1].startswith("--all prints every figure")
    assert all(len(line) <= 80 for line in short)
    assert "samples            depth 8, instance 8, normals 8, referring 8, semantic 8" in [s.rstrip() for s in short]
    assert cavendish("stats", built, "--no-plots", "--all") == 0
    assert len(capsys.readouterr().out.splitlines()) > 60


def test_even_of_everything_there_are_not_more() -> None:
    assert set(BRIEFLY) < set(MEASURES)
    console = Console(width=80, file=io.StringIO())
    console.print(brief({title: {"a": 3, "b" * 300: 2, "c": 0} for title in MEASURES}, 80))
    printed = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(printed) == 21, "and one more, that says how to see all"
    assert printed[0].split() == ["scenes", "a", "3", "and", "1", "more"]


def test_what_is_most_comes_first_where_there_is_no_other_order() -> None:
    found = {
        "samples in each language": {"de": 1, "en": 3},
        "words in a prompt": {"0-9": 1, "10-19": 3},
        "share of each colour map": {},
    }
    console = Console(width=80, file=io.StringIO())
    console.print(brief(found, 80))  # type: ignore[arg-type]
    languages, words, maps = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert languages.split()[1:] == ["en", "3,", "de", "1"]
    assert words.split()[4:] == ["0-9:", "1,", "10-19:", "3"]
    assert maps.split() == ["colour", "maps", "none"]


def test_failures_are_said_in_words(built: Path) -> None:
    records = open_statistics(built)
    lost = Quarantined(scene=0, failure="bug", tries=1, message="")
    records[0] = records[0].model_copy(update={"quarantined": (lost, lost.model_copy(update={"failure": "theirs"}))})
    evidence = joined(evidence_of(built, records))
    assert MEASURES["scenes that failed"](evidence) == {
        "given up: the program raised an error that nobody foresaw": 1,
        "given up: theirs": 1,
    }


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
    assert class_colour_test([("floor", (255, 0, 0))])["p"] == "none: too few samples"


def test_some_shards_alone_are_counted_and_nothing_is_written(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(copied.rglob("*"))
    assert cavendish("stats", copied, "--shards", "1", "--json") == 0
    some = json.loads(capsys.readouterr().out)
    assert cavendish("stats", copied, "--no-plots", "--json") == 0
    assert some != json.loads(capsys.readouterr().out)
    assert cavendish("stats", copied, "--shards", "7") == 2
    assert sorted(copied.rglob("*")) == before
