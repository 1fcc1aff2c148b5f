"""How many processes work is seen in no result."""

import json
import shutil
from pathlib import Path

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.export.driver import STATE

from ...conftest import build, cavendish


@pytest.fixture(scope="module")
def four(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four shards of one scene each."""
    recipe = Recipe.model_validate(tiny.model_dump() | {"scenes_per_shard": 1, "views_per_scene": 1})
    return build(recipe, tmp_path_factory.mktemp("four") / "out")


def contents(folder: Path) -> dict[str, bytes]:
    own = str(folder).encode()
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != STATE)
    return {str(path.relative_to(folder)): path.read_bytes().replace(own, b"DIR") for path in files}


@pytest.mark.parametrize("to", ["folders", "exr"])
def test_exports_are_the_same(four: Path, tmp_path: Path, to: str) -> None:
    for jobs in (1, 2):
        assert cavendish("export", four, tmp_path / str(jobs), "--to", to, "--jobs", jobs) == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2") != {}


def test_galleries_are_the_same(four: Path, tmp_path: Path) -> None:
    found = []
    for jobs in (1, 2):
        out = Path(shutil.copytree(four, tmp_path / str(jobs)))
        assert cavendish("gallery", out, "--jobs", jobs) == 0
        found.append(contents(out / "gallery"))
    assert found[0] == found[1] != {}


def test_statistics_are_the_same(four: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for jobs in (1, 2):
        capsys.readouterr()
        assert cavendish("stats", four, "--no-plots", "--json", "--jobs", jobs) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1] != {}


def test_faults_are_the_same(four: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(four, tmp_path / "out"))
    tar = out / "train/train-000001.tar"
    tar.write_bytes(bytes(tar.stat().st_size))
    (out / "records/val-000003.json").unlink()
    found = verify(out, jobs=2)
    assert found == verify(out, jobs=1)
    assert {fault.shard for fault in found} == {"train-000001", "val-000003"}
