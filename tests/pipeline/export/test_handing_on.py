"""Pictures that may not be handed on are not exported to be: refused, unless one says that one may."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import cavendish
from cavendish.pipeline.importers.photographs import marigold_depth
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish as run
from ..importers.photographs.depth_sets import SHAPE, imported, save_picture, with_hole

LINES = {"marigold-nyu": ["a.png", "a_depth.png"], "marigold-diode": ["a.png", "a_depth.npy", "a_mask.npy"]}


@pytest.fixture
def tar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(marigold_depth, "read_list", lambda name: [LINES[name]])
    save_picture(tmp_path / "tar/a.png")
    save_picture(tmp_path / "tar/a_depth.png", (1000 * with_hole(0)).astype(np.uint16))
    np.save(tmp_path / "tar/a_depth.npy", with_hole(1))
    np.save(tmp_path / "tar/a_mask.npy", np.ones(SHAPE))
    return tmp_path / "tar"


@pytest.mark.parametrize("to", ["hf", "imagefolder"])
def test_what_is_made_to_be_published_is_refused(to: str, tar: Path, tmp_path: Path) -> None:
    imported(tar, tmp_path / "out", "marigold-depth", "nyu")
    said = rf"i_may: must be given, as {to} is for handing on, and the licence of .* not .* \(NYUv2: none is stated\)"
    with pytest.raises(RequestError, match=said):
        cavendish.export(tmp_path / "out", tmp_path / "to", to)
    assert not (tmp_path / "to").exists()
    assert run("export", tmp_path / "out", tmp_path / "to", "--to", to) == 2
    assert run("export", tmp_path / "out", tmp_path / "to", "--to", to, "--i-may") == 0


def test_nor_is_it_published(tar: Path, tmp_path: Path) -> None:
    imported(tar, tmp_path / "out", "marigold-depth", "nyu")
    asked = ("publish", tmp_path / "out", "ada/nyu", "--dry-run", "--card", tmp_path / "card.md")
    assert run(*asked) == 2
    assert not (tmp_path / "card.md").exists()
    assert run(*asked, "--i-may") == 0


def test_what_stays_here_is_not(tar: Path, tmp_path: Path) -> None:
    imported(tar, tmp_path / "out", "marigold-depth", "nyu")
    assert run("export", tmp_path / "out", tmp_path / "to", "--to", "folders") == 0


def test_pictures_that_may_be_handed_on_are(tar: Path, tmp_path: Path) -> None:
    imported(tar, tmp_path / "out", "marigold-depth", "diode")
    assert run("export", tmp_path / "out", tmp_path / "to", "--to", "hf") == 0


@pytest.mark.parametrize(("split", "warns"), [("nyu", True), ("diode", False)])
def test_the_card_warns(split: str, warns: bool, tar: Path, tmp_path: Path) -> None:
    imported(tar, tmp_path / "out", "marigold-depth", split)
    card = (tmp_path / "out/README.md").read_text()
    assert ("**These pictures may not be handed on** (NYUv2: none is stated): do not publish" in card) is warns
