"""Reports are read as they were written, under the name of their model, and everything else is told in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.pipeline.benchmarks.reports import read_report, scored
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.importers.photographs import marigold_depth
from cavendish.scenes.errors import RequestError

from .conftest import Make, content

NYU = ("test/kitchen_0004/rgb_0001.png", "test/kitchen_0004/depth_0001.png")


def test_a_report_of_an_imported_test_is_one_on_what_the_field_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marigold_depth, "read_list", lambda _: [list(NYU)])
    picture, truth = (tmp_path / "tar" / name for name in NYU)
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (64, 48), (90, 80, 70)).save(picture)
    Image.fromarray(np.full((48, 64), 2000, np.uint16)).save(truth)
    cavendish.import_(tmp_path / "tar", tmp_path / "out", "marigold-depth", split="nyu")
    (tmp_path / "drawn").mkdir()
    two_m = png_bytes(depth.encode(np.full((48, 64), 2.0, np.float32), "cube"))
    (tmp_path / "drawn/00000000-00-00-depth.png").write_bytes(two_m)
    cavendish.evaluate(tmp_path / "out", tmp_path / "drawn", "test", report=tmp_path / "report")
    name, report = read_report(f"perfect={tmp_path / 'report'}")
    numbers = {number.metric: number for number in scored(name, report)}
    assert list(numbers) == ["δ1", "AbsRel"]
    assert (numbers["δ1"].model, numbers["δ1"].benchmark, numbers["δ1"].value) == ("perfect", "NYUv2", 1)
    assert numbers["AbsRel"].rules.startswith('"marigold-depth nyu": surfaces of 0.001 to 10 m within its crop')
    assert not numbers["δ1"].note


def test_renders_go_by_the_name_of_their_dataset(report: Make) -> None:
    _, read = read_report(report("m", "depth", {"δ1": 0.5}, "", ""))
    assert [number.benchmark for number in scored("m", read)] == ["mine test"]


def test_a_part_without_published_numbers_goes_by_its_own(report: Make) -> None:
    _, read = read_report(report("m", "depth", {"δ1": 0.5}, part="scannet"))
    assert [number.benchmark for number in scored("m", read)] == ["marigold-depth scannet"]


def test_what_is_none_or_left_out_is_said(report: Make) -> None:
    counts = {"asked": 1000, "scored": 990, "missing": 9, "broken": 4, "counted as the worst": 3}
    given = report("m", "normals", {"mean°": 9.0, "median°": None}, pictures={"normals": counts})
    assert [(each.metric, each.note) for each in scored(*read_report(given))] == [
        ("mean°", "10 of 1,000 pictures are not scored")
    ]


@pytest.mark.parametrize(
    ("named", "model"),
    [("nets/one", "one"), ("nets/two.json", "two"), ("a=nets/one", "a"), ("a b=nets/two.json", "a b"), ("x=y", "x=y")],
)
def test_a_model_is_called_as_is_said_or_as_its_report(
    named: str, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path("nets/one"), Path("x=y")):
        folder.mkdir(parents=True)
        (folder / "evaluation.json").write_text(json.dumps(content("depth", {"δ1": 1.0})))
    Path("nets/two.json").write_text(json.dumps(content("depth", {"δ1": 1.0})))
    assert read_report(named)[0] == model


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "evaluation.json: is missing; `cavendish evaluate` writes one where it is asked for a report"),
        ("", "is no report of `cavendish evaluate`: Invalid JSON"),
        ("[" * 100_000, "is no report of `cavendish evaluate`: Invalid JSON: recursion limit exceeded"),
        ("[]", "is no report of `cavendish evaluate`"),
        ('{"scores": {}, "pictures": {}, "protocol": {}}', "it does not say what was scored; evaluate once more"),
        (json.dumps(content("depth", {"δ1": float("nan")})), "scores.depth.δ1: Input should be"),
        (json.dumps(content("depth", {"δ1": 1e308})), "scores.depth.δ1: Input should be less than or equal to 1"),
        (json.dumps(content("depth", {"δ1": "high"})), "scores.depth.δ1: Input should be a valid number"),  # type: ignore[dict-item]
    ],
)
def test_a_file_that_is_no_report_is_told_in_one_sentence(text: str | None, said: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "evaluation.json").write_text(text)
    with pytest.raises(RequestError) as caught:
        read_report(f"m={tmp_path}")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("given", ["=a", "a=", " =a"])
def test_a_name_or_a_path_that_is_missing_is_told(given: str) -> None:
    with pytest.raises(RequestError, match="must be NAME=PATH, or PATH"):
        read_report(given)


def test_names_steer_no_terminal_and_are_bounded(report: Make) -> None:
    name, read = read_report(
        report(
            "m",
            "depth",
            {"δ1": 1.0},
            subject={
                "dataset": "\x1b[31m" + "x" * 500,
                "split": "val",
                "set": "",
                "part": "",
            },
        ).replace("m=", "\x1b]0;title\x07=", 1)
    )
    assert name.isprintable()
    (number,) = scored(name, read)
    assert number.benchmark.isprintable()
    assert len(number.benchmark) <= 80
