"""`cavendish benchmarks` and `cavendish table` at the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from cavendish.pipeline.benchmarks.catalogue import photograph_sets

from ...conftest import cavendish
from ..benchmarks.conftest import content


@pytest.fixture(autouse=True)
def in_a_wide_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    Path("nyu.json").write_text(json.dumps(content("depth", {"δ1": 0.97, "AbsRel": 0.08})))


def test_all_sets_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("benchmarks") == 0
    said = capsys.readouterr().out
    assert [each.name for each in photograph_sets()] == [
        line.split()[0] for line in said.splitlines()[1:-1] if not line.startswith(" ")
    ]
    assert "marigold-depth depth" in " ".join(said.split())


def test_one_set_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("benchmarks", "reasonseg") == 0
    said = " ".join(capsys.readouterr().out.split())
    for part in (
        "of ScanNet (its terms of use); pictures may not be handed on",
        "train.zip, val.zip, test.zip from https://github.com/dvlab-research/LISA (a link there), or huggingface.co/",
        "val, referring 200 pictures; gIoU by sentence",
        "X-SAM: gIoU 0.566 [VB1] (trained on the set)",
        "[VB1] Vision Banana, first version",
    ):
        assert part in said


def test_all_of_all_is_there_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("benchmarks", "--json") == 0
    data = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    nyu = data["marigold-depth"]["splits"][0]
    assert {"model": "DA3", "metric": "δ1", "value": 0.963}.items() <= nyu["published"][1].items()
    assert [source["source"] for source in data["marigold-depth"]["sources"]] == ["VB1", "BTS"]


@pytest.mark.parametrize(("form", "start"), [("markdown", "### depth"), ("latex", r"\begin{table}"), ("json", "{")])
def test_a_table_is_printed(form: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("table", "mine=nyu.json", "--format", form) == 0
    said = capsys.readouterr()
    assert said.out.startswith(start)
    assert not said.err


def test_a_picture_is_drawn_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("table", "nyu.json", "--picture", "table.png") == 0
    said = capsys.readouterr()
    assert said.err == "table.png is drawn\n"
    assert "| nyu | **0.970** |" in said.out
    with Image.open("table.png") as picture:
        assert picture.format == "PNG"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("benchmarks kiti", "name kiti: is not known; known are marigold-depth"),
        ("table", "table: REPORTS is missing"),
        ("table gone", "gone: is missing; `cavendish evaluate` writes one"),
        ("table nyu.json nyu.json", "two reports of nyu score NYUv2 (depth)"),
        ("table nyu.json --picture a.jpg", "--picture a.jpg: must end in .png"),
        ("table nyu.json --picture nyu.json/a.png", "nyu.json/a.png: cannot be written"),
    ],
)
def test_what_is_wrong_is_one_sentence(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish(*arguments.split()) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(f"cavendish: {said}")
    assert shown.err.count("\n") == 1
    assert not shown.out
