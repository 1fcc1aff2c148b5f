"""One sample in the terminal: what it says, where it comes from, and what it looks like."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from cavendish.pipeline.cli.showing import show
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.report.inspect import InspectedSample, find
from cavendish.pipeline.terminal.halfblocks import side_by_side

from ...conftest import cavendish


@pytest.fixture(scope="module")
def sample(built: Path) -> Sample:
    return next(s for s in read_tar((built / "val/val-000001.tar").read_bytes()) if s.key.endswith("semantic"))


def shown(found: InspectedSample, **terminal: object) -> str:
    console = Console(file=io.StringIO(), width=100, height=30, markup=False, highlight=False, **terminal)  # type: ignore[arg-type]
    show(found, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_everything_that_is_known_is_said(built: Path, sample: Sample) -> None:
    text = " ".join(shown(find(built, sample.key)).split())
    meta = json.loads(sample.parts["json"])
    for said in (sample.key, "val/val-000001.tar", f"seed {meta['seed']}"):
        assert said in text
    assert all(meta[name] in text for name in ("layout", "template", "recipe_digest"))
    assert all(word in text for word in meta["prompt"].split())
    assert all(name in text for name in json.loads(meta["palette"]))


def test_pictures_are_for_terminals_with_colours(built: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = find(built, sample.key)
    assert "▀" not in shown(found)
    assert "▀" in shown(found, force_terminal=True, color_system="truecolor")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "▀" not in shown(found, force_terminal=True)


def test_half_blocks_fill_the_room_and_keep_the_targets_colours() -> None:
    rng = np.random.default_rng(0)
    photo = np.full((48, 64, 3), 7, np.uint8)
    target = rng.choice(np.array([[250, 0, 0], [0, 250, 0]], np.uint8), (48, 64))
    text = side_by_side(photo, target, columns=61, lines=20)
    lines = text.plain.split("\n")
    assert {len(line) for line in lines} == {61}
    assert len(lines) == 11
    colours = {span.style.bgcolor.triplet for span in text.spans}  # type: ignore[union-attr]
    assert colours == {(7, 7, 7), (250, 0, 0), (0, 250, 0)}


def test_json_holds_nothing_packed(built: Path, sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("inspect", built, sample.key, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["palette"] == json.loads(json.loads(sample.parts["json"])["palette"])
    assert found["camera"]["pixel_centre"] == [0.5, 0.5]
    assert found["origin"]["shard"] == "val/val-000001.tar"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("00000002-01-02-dept", "is not a sample of"),
        ("00000002-01-02-dept", "near it are 00000002-"),
        ("12", "is not SCENE-VIEW-SAMPLE-TASK, as in 00000000-00-00-depth"),
        ("00000004-00-00-depth", "scene 4 is not one of 0-3"),
        ("\x1b[2J" + "x" * 10_000, "is not SCENE-VIEW"),
    ],
)
def test_a_wrong_key_gets_one_sentence(key: str, message: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("inspect", built, key) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "\x1b" not in said
    assert len(said) < 500


def test_a_lost_shard_says_how_it_comes_back(copied: Path, sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "val/val-000001.tar").unlink()
    assert cavendish("inspect", copied, sample.key) == 1
    assert "val-000001: val/val-000001.tar cannot be read" in capsys.readouterr().err
    shutil.rmtree(copied / "records")
    assert cavendish("inspect", copied, sample.key) == 1
    assert f"val-000001, which holds scene {int(sample.key[:8])}, is not built" in capsys.readouterr().err


def test_a_scene_that_was_given_up_has_no_samples(
    copied: Path, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied / "records/val-000001.json"
    lost = {"scene": int(sample.key[:8]), "failure": "timeout", "tries": 2, "message": "took \x1b[2J 61 s"}
    record = json.loads(path.read_text()) | {"quarantined": [lost]}
    del record["checksum"]
    path.write_text(json.dumps(record))
    assert cavendish("inspect", copied, sample.key) == 1
    assert "was given up, so it has no samples: took [2J 61 s" in capsys.readouterr().err


def test_text_of_others_cannot_steer_the_terminal(built: Path, sample: Sample) -> None:
    found = find(built, sample.key)
    found.meta.update(prompt="\x1b]0;owned\x07 \x1b[2J [red]x[/red] \u202e <b>", palette={"\x1b[31m": [1, 2, 3]})
    text = shown(found)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]x[/red]" in text
