"""The blind test of pictures: nothing gives away which are ours, and verdicts are counted by what the pictures are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.blind_pictures import mix, score
from cavendish.pipeline.dataset.png import png_array


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    (tmp_path / "photographs").mkdir()
    for number, size in enumerate(((90, 40), (30, 70))):
        Image.fromarray(np.full((*size, 3), 40 * number, np.uint8)).save(tmp_path / f"photographs/{number}.png")
    (tmp_path / "photographs/notes.txt").write_text("no picture")
    assert mix(built, tmp_path / "photographs", tmp_path / "asked", seed=3) == 8 + 2
    return tmp_path / "asked"


def test_all_pictures_look_alike_but_for_what_they_show(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["README.md", *(f"picture-{number:02d}.png" for number in range(1, 11)), "verdicts.csv"]
    assert {png_array(path.read_bytes()).shape for path in folder.glob("*.png")} == {(48, 64, 3)}
    truth = json.loads(folder.with_name("asked.truth.json").read_text())
    assert sorted(name.split(" ")[0] for name in truth.values()) == ["photograph"] * 2 + ["view"] * 8
    assert list(truth.values()) != sorted(truth.values())


def test_verdicts_are_counted(folder: Path) -> None:
    truth = json.loads(folder.with_name("asked.truth.json").read_text())
    ours = [number for number, name in truth.items() if name.startswith("view")]
    said = dict.fromkeys(truth, "photograph") | dict.fromkeys(ours, "render") | {ours[0]: "unsure"}
    rows = "".join(f"{number},{verdict},90,,\n" for number, verdict in said.items())
    (folder / "verdicts.csv").write_text(f"picture,verdict,sure,first sign,faults\n{rows}")
    assert score(folder) == {
        "views": "0 photograph, 1 unsure, 7 render",
        "photographs": "2 photograph, 0 unsure, 0 render",
    }


def test_another_verdict_is_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="picture 01: verdict is ''"):
        score(folder)
