"""One finished dataset that tests copy before they harm it."""

import shutil
from pathlib import Path

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset_build import open_build, run
from cavendish.pipeline.executors import local_map


def build(recipe: Recipe, out: Path) -> Path:
    list(run(open_build(recipe, out), local_map))
    return out


@pytest.fixture(scope="session")
def built(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tiny, tmp_path_factory.mktemp("built") / "out")


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "out"))
