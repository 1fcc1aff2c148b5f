"""A folder's files by name: endings however large, what other systems leave, and no file chosen among two."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.files import read_json, read_npy
from cavendish.pipeline.importers.formats import FORMATS
from cavendish.pipeline.importers.frames import Options
from cavendish.renderers.frame import Frame
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish
from .conftest import STEMS, write_json

Change = Callable[[Path], object]


def test_endings_may_be_written_large(folder: Path, blenderproc: Path) -> None:
    for path in [*folder.rglob("*.*"), *blenderproc.glob("*")]:
        path.rename(path.with_suffix(path.suffix.upper()))
    assert FORMATS["folder"](folder, Options()).views == STEMS
    assert FORMATS["blenderproc"](blenderproc, Options()).views == ("0", "1", "2")
    FORMATS["folder"](folder, Options()).read(0)
    FORMATS["blenderproc"](blenderproc, Options()).read(0)


def test_what_other_systems_leave_is_not_there(
    folder: Path, blenderproc: Path, hypersim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in [*folder.rglob("*.*"), *blenderproc.glob("*"), *hypersim.rglob("*.*")]:
        (path.parent / f"._{path.name}").write_bytes(b"\0\5\x16\7")
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        for kind in ("images", "depth", "masks"):
            (folder / kind / name).write_bytes(b"x")
    for name, root in (("folder", folder), ("blenderproc", blenderproc), ("hypersim", hypersim)):
        assert cavendish("import", root, tmp_path / f"{name}-out", "--from", name) == 0
        said = capsys.readouterr().err
        assert "3 views of" in said
        assert "not used" not in said


def test_what_is_not_used_is_said(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.save(folder / "depth/12.npy", np.ones((48, 64)))
    (folder / "images/10.webp").write_bytes(b"x")
    (folder / "images/old").mkdir()
    (folder / "normals/12.exr").write_bytes(b"x")
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder") == 0
    named = "images/old, images/10.webp, depth/12.npy and 1 more"
    assert f"not used, as no picture has their name, or their kind is not read: {named}" in capsys.readouterr().err


def copy(name: str, to: str) -> Change:
    return lambda folder: shutil.copy(folder / name, folder / to)


def move(name: str, to: str) -> Change:
    return lambda folder: (folder / name).rename(folder / to)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (copy("images/10.png", "images/10.jpg"), r"10\.png: there is another file of this name, 10\.jpg; keep one"),
        (copy("images/10.png", "images/10.PNG"), "there is another file of this name"),
        (copy("depth/10.npy", "depth/10.exr"), r"10\.npy: there is another file of this name, 10\.exr; keep one"),
        (copy("masks/10.png", "masks/10.PNG"), "there is another file of this name"),
    ],
)
def test_none_of_two_is_chosen(change: Change, why: str, folder: Path) -> None:
    change(folder)
    with pytest.raises(RequestError, match=why):
        FORMATS["folder"](folder, Options())


def test_capitals_are_said_where_they_are_all_that_is_missing(folder: Path) -> None:
    for kind, ending in (
        ("images", "png"),
        ("normals", "npy"),
        ("masks", "png"),
        ("masks", "json"),
        ("intrinsics", "json"),
    ):
        (folder / f"{kind}/2.{ending}").rename(folder / f"{kind}/Chair.{ending}")
    (folder / "depth/2.npy").rename(folder / "depth/chair.npy")
    with pytest.raises(RequestError, match=r"depth/chair\.npy: its picture is called Chair; write both alike"):
        FORMATS["folder"](folder, Options())
    Image.new("RGB", (64, 48)).save(folder / "images/chair.png")
    with pytest.raises(RequestError, match="there is another file of this name"):
        FORMATS["folder"](folder, Options())


def test_one_unit_is_for_one_kind_of_file(folder: Path, frames: list[Frame]) -> None:
    (folder / "depth/10.npy").unlink()
    Image.fromarray(np.ones((48, 64), np.uint16)).save(folder / "depth/10.png")
    with pytest.raises(
        RequestError, match=r"10\.png: is another kind of file than 2\.npy, and one unit is for one kind"
    ):
        FORMATS["folder"](folder, Options(unit="mm"))


def test_numbers_that_nothing_explains_are_said(
    folder: Path, frames: list[Frame], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_json(folder / f"masks/{STEMS[0]}.json", {"1": "floor"})
    assert cavendish("import", folder, tmp_path / "out", "--from", "folder") == 0
    assert "no category is given for 2" in (said := capsys.readouterr().err)
    assert "in masks/2.png: what has them has no name" in said


def test_a_picture_turned_by_exif_lies_on_its_depth(folder: Path, frames: list[Frame]) -> None:
    """Upside down in the file, and a quarter turned with another width; both are shown upright."""
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
    for orientation, turn in turned.items():
        for stem, frame in zip(STEMS, frames, strict=True):
            tags = Image.Exif()
            tags[0x0112] = orientation
            Image.fromarray(frame.image).transpose(turn).save(folder / f"images/{stem}.png", exif=tags)
        source = FORMATS["folder"](folder, Options())
        assert source.size_px == (64, 48)
        for position, frame in enumerate(frames):
            np.testing.assert_array_equal(source.read(position).image, frame.image)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"[" * 100_000, "cannot be read as JSON"), (b"\xff", "cannot be read as JSON"), (b"", "cannot be read as JSON")],
)
def test_json_that_is_none_is_one_sentence(content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(RequestError, match=rf"a\.json: {why}"):
        read_json(tmp_path / "a.json")


@pytest.mark.parametrize("shape", ["(1000000, 1000000)", "(4, 6,", "(((((((((4", "(-4, 6)"])
def test_an_array_that_is_not_there_is_one_sentence(shape: str, tmp_path: Path) -> None:
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}\n".encode()
    (tmp_path / "a.npy").write_bytes(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + bytes(96))
    with pytest.raises(RequestError, match=r"a\.npy: cannot be read as \.npy"):
        read_npy(tmp_path / "a.npy", (4, 6))
