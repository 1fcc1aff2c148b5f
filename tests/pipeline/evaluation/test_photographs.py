"""Evaluating a test of photographs: what its list lacks is said, and protocols go with what they are of."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish as cavendish_api
from cavendish.manifests import Recipe
from cavendish.pipeline.benchmarks.reports import read_report
from cavendish.pipeline.importers.photographs import marigold_depth

from ...conftest import build, cavendish

NAMES = [[f"test/hall/rgb_{number}.png", f"test/hall/depth_{number}.png"] for number in (1, 2)]


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return two photographs with depth, in two shards."""
    monkeypatch.setattr(marigold_depth, "read_list", lambda _: NAMES)
    for picture, metres in NAMES:
        (tmp_path / "nyu" / picture).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.zeros((48, 64, 3), np.uint8)).save(tmp_path / "nyu" / picture)
        Image.fromarray(np.full((48, 64), 2000, np.uint16)).save(tmp_path / "nyu" / metres)
    cavendish_api.import_(tmp_path / "nyu", tmp_path / "out", "marigold-depth", split="nyu", scenes_per_shard=1)
    return tmp_path / "out"


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    folder = tmp_path / "drawings"
    folder.mkdir()
    for scene in range(2):
        Image.fromarray(np.zeros((48, 64, 3), np.uint8)).save(folder / f"{scene:08d}-00-00-depth.png")
    return folder


def test_a_report_says_how_many_pictures_the_set_has(dataset: Path, drawings: Path) -> None:
    said = cavendish_api.evaluate(dataset, drawings, "test")
    assert said["complete"]
    assert said["expected"] == {"pictures": 2, "there": 2}


def test_fewer_than_the_set_has_are_a_partial_report(
    dataset: Path, drawings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sorted((dataset / "records").iterdir())[-1].unlink()
    report = tmp_path / "report"
    assert cavendish("evaluate", dataset, drawings, "--split", "test", "--report", report) == 1
    assert "the report is partial: 1 of the 2 pictures of the set's list are in the dataset" in capsys.readouterr().err
    written = json.loads((report / "evaluation.json").read_text())
    assert (written["complete"], written["expected"]) == (False, {"pictures": 2, "there": 1})
    _, read = read_report(str(report))
    assert read.left_out("depth") == "only 1 of the set's 2 pictures are scored"


def test_a_protocol_of_crowds_is_of_photographs(
    dataset: Path, drawings: Path, tiny: Recipe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cavendish_api.evaluate(dataset, drawings, "test", protocol="forgive-crowds")["complete"]
    renders = build(tiny, tmp_path / "renders")
    assert cavendish("evaluate", renders, drawings, "--protocol", "forgive-crowds") == 2
    said = capsys.readouterr().err
    assert "--protocol forgive-crowds: is of photographs, whose annotators mark crowds; here are none" in said
