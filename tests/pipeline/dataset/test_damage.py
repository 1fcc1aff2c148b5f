"""Whoever copies or decodes a dataset finds its damage: exit code 1, the shard's name, and nothing half written."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cavendish.manifests import FileRecord, ShardRecord
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.export.driver import FORMATS

from ...conftest import cavendish

SHARD = "train-000000"
KEY = "00000000-00-00"
Damage = Callable[[Path], None]


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def swap(path: Path) -> None:
    """Give the shard the other one's file."""
    other = next(each for each in path.parents[1].glob(f"*/*{path.suffix}") if each.name != path.name)
    path.write_bytes(other.read_bytes())


def forge(out: Path, **changes: object) -> None:
    record = ShardRecord.from_bytes((out / f"records/{SHARD}.json").read_bytes())
    (out / f"records/{SHARD}.json").write_bytes(record.model_copy(update=changes).to_bytes())


def file_record(out: Path, path: str) -> FileRecord:
    data = (out / path).read_bytes()
    return FileRecord(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def fewer_samples(out: Path) -> None:
    path = f"train/{SHARD}.tar"
    (out / path).write_bytes(write_tar(list(read_tar((out / path).read_bytes()))[1:]))
    forge(out, tar=file_record(out, path))


def no_metadata(content: bytes, out: Path) -> None:
    path = f"train/{SHARD}.tar"
    samples = [Sample(sample.key, sample.parts | {"json": content}) for sample in read_tar((out / path).read_bytes())]
    (out / path).write_bytes(write_tar(samples))
    forge(out, tar=file_record(out, path))


def fewer_views(out: Path) -> None:
    path = f"truth/{SHARD}.h5"
    (out / path).write_bytes(write_truth(dict(list(read_truth((out / path).read_bytes()))[1:])))
    forge(out, truth=file_record(out, path))


def spoilt(how: Damage, path: str, out: Path) -> None:
    how(out / path)


DAMAGES: dict[str, Damage] = {
    **{f"{how.__name__} tar": partial(spoilt, how, f"train/{SHARD}.tar") for how in (zeros, flip, swap)},
    "fewer samples than recorded": fewer_samples,
    "a list of metadata": partial(no_metadata, b"[]"),
    "metadata without a prompt": partial(no_metadata, b"{}"),
    "a task that is a list": partial(no_metadata, b'{"prompt": "Draw.", "task": []}'),
    "half a character": partial(no_metadata, b'{"prompt": "\\ud800", "task": "depth"}'),
    "samples of other tasks": lambda out: forge(out, tasks={"depth": 20}),
}
RECORD_DAMAGES: dict[str, Damage] = {
    "samples of no view": lambda out: forge(out, views=()),
    "views of no scene": lambda out: forge(out, scenes=()),
    "another's number": lambda out: forge(out, shard=1),
}
TRUTH_DAMAGES: dict[str, Damage] = {
    **{f"{how.__name__} truth": partial(spoilt, how, f"truth/{SHARD}.h5") for how in (zeros, flip, swap)},
    "fewer views than recorded": fewer_views,
}


def drawings(out: Path, folder: Path) -> Path:
    """Take the targets for what a model drew."""
    folder.mkdir()
    for sample in read_tar((out / f"train/{SHARD}.tar").read_bytes()):
        (folder / f"{sample.key}.png").write_bytes(sample.parts["target.png"])
    return folder


@pytest.mark.parametrize("damage", [*DAMAGES.values(), *TRUTH_DAMAGES.values()], ids=[*DAMAGES, *TRUTH_DAMAGES])
@pytest.mark.parametrize("command", ["stats", "gallery", "evaluate", "verify"])
def test_every_reader_finds_it(
    command: str, damage: Damage, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = drawings(copied, tmp_path / "drawn")
    damage(copied)
    before = sorted(copied.rglob("*"))
    arguments: dict[str, list[object]] = {"stats": ["--no-plots"], "evaluate": [drawn, "--split", "train"]}
    assert cavendish(command, copied, *arguments.get(command, [])) == 1
    said = capsys.readouterr()
    assert SHARD in said.out + said.err.splitlines()[-1]
    if (copied / "gallery").exists():
        (copied / "gallery").rmdir()  # which must be empty
    assert sorted(copied.rglob("*")) == before


@pytest.mark.parametrize("damage", [*DAMAGES.values(), *RECORD_DAMAGES.values()], ids=[*DAMAGES, *RECORD_DAMAGES])
@pytest.mark.parametrize("to", ["folders", "hf", "imagefolder", "bagel", "energon"])
def test_exports_of_samples_find_it(
    to: str, damage: Damage, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(copied)
    assert cavendish("export", copied, tmp_path / "new", "--to", to) == 1
    assert SHARD in capsys.readouterr().err.splitlines()[-1]
    assert not [path for path in (tmp_path / "new").rglob("*") if path.suffix == ".part" or SHARD in path.name]


@pytest.mark.parametrize("damage", [*DAMAGES.values(), *RECORD_DAMAGES.values()], ids=[*DAMAGES, *RECORD_DAMAGES])
def test_prompts_find_it(damage: Damage, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(copied)
    assert cavendish("prompts", copied, "--split", "train", "--to", tmp_path / "new") == 1
    assert SHARD in capsys.readouterr().err.splitlines()[-1]
    assert not list((tmp_path / "new").rglob("*.part"))


@pytest.mark.parametrize("damage", TRUTH_DAMAGES.values(), ids=list(TRUTH_DAMAGES))
@pytest.mark.parametrize("command", ["exr", "hdf5", "coco", "encode"])
def test_who_copies_the_truth_finds_it(
    command: str, damage: Damage, copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(copied)
    new = tmp_path / "new"
    asked = (
        ["encode", copied, new, "--tasks", "depth"] if command == "encode" else ["export", copied, new, "--to", command]
    )
    lost = damage is TRUTH_DAMAGES["swap truth"] and command == "encode"  # it lacks a shard: nothing was begun
    assert cavendish(*asked) == (2 if lost else 1)
    assert SHARD in capsys.readouterr().err.splitlines()[-1]
    assert not [path for path in new.rglob("*") if path.suffix == ".part" or SHARD in path.name]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_inspect_finds_it(damage: Damage, copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = next(s.key for s in read_tar((copied / f"train/{SHARD}.tar").read_bytes()) if s.key.startswith(KEY))
    damage(copied)
    assert cavendish("inspect", copied, key) == 1
    assert SHARD in capsys.readouterr().err


def test_every_format_is_among_them() -> None:
    assert set(FORMATS) == {"folders", "hf", "imagefolder", "bagel", "energon", "coco", "exr", "hdf5", "video"}
