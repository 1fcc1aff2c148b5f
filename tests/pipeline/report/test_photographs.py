"""Datasets of photographs, looked at and handed on: nothing that nobody knows is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cavendish
from cavendish.pipeline.dataset.tar import read_tar

from ...conftest import cavendish as run
from ..photographs_made import benchmark, crowded, described, imported, labelled


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    known = benchmark("test", "semantic", "instance", "referring")
    return imported(monkeypatch, tmp_path / "out", [labelled(), crowded(), described()], known)


def test_statistics_say_nothing_of_depth_and_directions(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", out, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert "share of the pixels by depth" not in found
    assert not (out / "stats/depth.png").exists()
    assert (out / "stats/categories.png").exists()


def test_one_sample_is_shown_without_a_camera(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", out, "00000002-00-02-referring") == 0
    said = capsys.readouterr().out
    assert "64×48 pixels" in said
    assert "camera at" not in said
    assert 'man w/ the "7" shirt, in red' in said


def test_a_sample_shows_itself_in_a_notebook(out: Path) -> None:
    sample = next(iter(read_tar((out / "test/test-000000.tar").read_bytes())))
    assert "data:image/jpeg;base64,/9j/" in sample._repr_html_()


def test_samples_are_exported_and_views_are_not(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cavendish.export(out, tmp_path / "folders", "folders")
    assert len(list(folder.rglob("*.jpg"))) == 9
    for to in ("coco", "exr", "hdf5"):
        assert run("export", out, tmp_path / to, "--to", to) == 2
        assert "holds photographs, of which less is known" in capsys.readouterr().err
        assert not (tmp_path / to).exists()
