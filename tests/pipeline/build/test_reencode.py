"""Other tasks from the truth that is there: the same bytes that building them would give."""

import shutil
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, RecipeError
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.dataset.verify import verify_shards
from cavendish.scenes.errors import RequestError, WorkError

from ...conftest import build
from ..digests import digests

TASKS = {"semantic": 2.0, "instance": {"weight": 1.0, "negatives": 0.5}}


def encoded(root: Path, new: Path, recipe: Recipe) -> Path:
    list(encode_shards(root, open_encoding(root, new, recipe)))
    return new


def test_encoding_is_building_without_rendering(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    recipe = changed_recipe(built, {"tasks": TASKS, "languages": {"de": 1}, "samples_per_view": 3})
    new = encoded(built, tmp_path / "new", recipe)
    assert digests(new) == digests(build(recipe, tmp_path / "rendered"))
    assert [found for _, faults in verify_shards(new) for found in faults] == []
    assert set(read_manifest(new).totals.tasks) == {"semantic", "instance"}


def test_the_same_request_gives_the_same_dataset(built: Path, tiny: Recipe, tmp_path: Path) -> None:
    assert digests(encoded(built, tmp_path / "new", changed_recipe(built, {}))) == digests(built)


def test_another_prompt_seed_asks_other_questions(built: Path, tmp_path: Path) -> None:
    other = digests(encoded(built, tmp_path / "new", changed_recipe(built, {"prompt_seed": 1})))
    mine = digests(built)
    assert {name for name in mine if mine[name] == other[name]} >= {name for name in mine if name.endswith(".h5")}
    assert all(mine[name] != other[name] for name in mine if name.endswith(".tar"))


def test_encoding_resumes(built: Path, tmp_path: Path) -> None:
    recipe = changed_recipe(built, {"tasks": {"depth": 1}})
    new = encoded(built, tmp_path / "new", recipe)
    whole = digests(new)
    (new / "records/val-000001.json").unlink()
    work = open_encoding(built, new, recipe)
    assert [plan.name for plan in work.pending] == ["val-000001"]
    list(encode_shards(built, work))
    assert digests(new) == whole


class TestRefusals:
    """Nothing is written where the work cannot be done."""

    def test_the_dataset_itself(self, built: Path) -> None:
        with pytest.raises(RequestError, match="is the dataset itself"):
            open_encoding(built, built, read_manifest(built).recipe)

    def test_a_folder_with_other_things(self, built: Path, tmp_path: Path) -> None:
        (tmp_path / "thing").touch()
        with pytest.raises(RequestError, match="neither empty nor a dataset"):
            open_encoding(built, tmp_path, read_manifest(built).recipe)

    def test_a_shard_that_is_missing(self, copied: Path, tmp_path: Path) -> None:
        (copied / "truth/val-000001.h5").unlink()
        with pytest.raises(RequestError, match="lacks val-000001"):
            open_encoding(copied, tmp_path / "new", changed_recipe(copied, {"prompt_seed": 1}))

    def test_a_damaged_truth(self, built: Path, tmp_path: Path) -> None:
        damaged = Path(shutil.copytree(built, tmp_path / "damaged"))
        path = damaged / "truth/train-000000.h5"
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        with pytest.raises(WorkError, match=r"truth/train-000000.h5 is not what its record says"):
            encoded(damaged, tmp_path / "new", changed_recipe(damaged, {"prompt_seed": 1}))

    def test_an_unknown_task(self, built: Path) -> None:
        with pytest.raises(RecipeError, match="did you mean depth"):
            changed_recipe(built, {"tasks": {"dept": 1}})

    def test_an_unknown_language(self, built: Path, tmp_path: Path) -> None:
        with pytest.raises(RequestError, match="'xx' is not one of en, de, es"):
            open_encoding(built, tmp_path / "new", changed_recipe(built, {"languages": {"xx": 1}}))


class Stopped(BaseException):
    """As Ctrl-C does, it passes by whoever handles errors."""


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_encoding_that_was_stopped_ends_in_the_same_bytes(
    built: Path, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = changed_recipe(built, {"tasks": {"depth": 1}})
    whole, stopped, left = encoded(built, tmp_path / "whole", recipe), tmp_path / "stopped", [after]
    write = publishing._write

    def stopping(target: Path, data: bytes, durable: bool) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped
        write(target, data, durable)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_write", stopping)
        with pytest.raises(Stopped):
            encoded(built, stopped, recipe)
    for folder in [stopped, *stopped.glob("*/")]:
        folder.mkdir(exist_ok=True)
        (folder / ".cavendish-a8_x2k4q.part").write_bytes(b"half")
    assert digests(encoded(built, stopped, recipe)) == digests(whole)
    assert list(stopped.rglob(".*.part")) == []
