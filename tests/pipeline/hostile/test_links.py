"""A dataset that was passed on may hold links: nothing is written, read or removed through them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cavendish.pipeline.report.gallery.gallery import open_gallery

from ...conftest import cavendish


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of somebody's, with files under names such as we give."""
    folder = tmp_path / "outside"
    for name in ("0123456789ab", "photos", ".abcdefgh.new"):
        (folder / name).mkdir(parents=True)
        (folder / name / "dear.txt").write_text("mine")
    (folder / "index.html").write_text("mine")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("command", "name", "target"),
    [
        ("gallery", "gallery", "."),
        ("gallery", "gallery/predictions", "."),
        ("gallery", "index.html", "index.html"),
        ("gallery", "predictions.html", "index.html"),
        ("gallery", "README.md", "index.html"),
        ("stats", "stats", "."),
        ("stats", "README.md", "index.html"),
    ],
)
def test_links_are_refused_by_name(
    command: str, name: str, target: str, copied: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(outside)
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).unlink(missing_ok=True)
    (copied / name).symlink_to(outside / target)
    assert cavendish(command, copied) == 2
    assert f"{copied / name}: is a link" in capsys.readouterr().err
    assert contents(outside) == before


def test_the_gallery_removes_only_what_it_makes(copied: Path, outside: Path) -> None:
    folder = copied / "gallery"
    folder.mkdir()
    theirs = ["photos", "0123456789abc", "0123456789AB", ".git", "a.new", ".toolonganame.new"]
    for name in theirs:
        (folder / name).mkdir()
        (folder / name / "dear.txt").write_text("mine")
    for name in ("fedcba987654", ".01234567.new"):
        (folder / name).mkdir()
    for name in ("0123456789ab", ".abcdefgh.new"):
        (folder / name).symlink_to(outside / name)
    before = contents(outside)
    assert cavendish("gallery", copied) == 0
    left = {path.name for path in folder.iterdir()}
    assert left >= {*theirs, "0123456789ab", ".abcdefgh.new"}
    assert not left & {"fedcba987654", ".01234567.new"}
    assert contents(outside) == before


def test_a_link_in_the_place_of_the_new_folder_is_not_followed(copied: Path, outside: Path) -> None:
    assert cavendish("gallery", copied) == 0
    (made,) = (copied / "gallery").iterdir()
    shutil.rmtree(made)
    made.symlink_to(outside)
    before = contents(outside)
    assert cavendish("gallery", copied) == 0
    assert not made.is_symlink()
    assert contents(outside) == before


def test_an_interrupted_gallery_leaves_nothing(copied: Path) -> None:
    work = open_gallery(copied, 2000).write()
    next(work)
    assert [path.suffix for path in (copied / "gallery").iterdir()] == [".new"]
    work.close()  # type: ignore[attr-defined]
    assert list((copied / "gallery").iterdir()) == []
