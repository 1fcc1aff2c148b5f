"""Fixtures that many tests share, and a way out of a process that Blender does not let end."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from cavendish.manifests import Recipe
from cavendish.pipeline.build import driver
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.cli.main import run
from cavendish.pipeline.dataset.storage import Location
from cavendish.pipeline.workers.executor import local_map
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Renderer
from cavendish.scenes.quality import Quality

# The same examples each day, and the clock decides nothing.
settings.register_profile("daily", deadline=None, derandomize=True, database=None)
settings.load_profile("daily")

At = TypeVar("At", bound=Location)
TRUTH_ONLY = Quality(samples=1, bounces=0, denoise=False)  # nobody looks at these pictures


@pytest.fixture(autouse=True)
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does nothing else, whatever this one does."""
    monkeypatch.setattr(driver, "load_per_core", lambda minutes: 0.0)


@pytest.fixture(scope="session")
def blender() -> Iterator[Renderer]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    renderer = BlenderRenderer(TRUTH_ONLY, device="CPU")
    yield renderer
    renderer.close()


@pytest.fixture(params=["analytic", "blender"])
def renderer(request: pytest.FixtureRequest) -> Renderer:
    """Each physical test runs on both renderers."""
    return AnalyticRenderer() if request.param == "analytic" else request.getfixturevalue("blender")


@pytest.fixture(scope="session")
def tiny() -> Recipe:
    """Four scenes of primitives in two shards, rendered in a second."""
    return Recipe.model_validate(
        {
            "name": "tiny",
            "seed": 2,
            "scenes": 4,
            "views_per_scene": 2,
            "scenes_per_shard": 2,
            "splits": {"train": 1, "val": 1},
            "resolution": [64, 48],
            "layouts": {"shapes": 1},
            "renderer": "analytic",
        }
    )


def cavendish(*arguments: object) -> int:
    """Run a command line in this process and return its exit code."""
    return run(arguments)


def build(recipe: Recipe, out: At) -> At:
    list(run_on(open_build(recipe, out), local_map))
    return out


@pytest.fixture(scope="session")
def built(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tiny, tmp_path_factory.mktemp("built") / "out")


CLIPS = {
    "seed": 5,
    "scenes": 2,
    "scenes_per_shard": 2,
    "views_per_scene": 3,
    "splits": {"train": 1},
    "resolution": [96, 64],
    "clips": {"fps": 8},
    "tasks": {"depth": 1, "optical_flow": 1, "scene_flow": 1, "tracking": 1},
}


@pytest.fixture(scope="session")
def clips(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clips of three frames."""
    return build(Recipe.model_validate(tiny.model_dump() | CLIPS), tmp_path_factory.mktemp("clips") / "out")


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "out"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[EXIT] = int(exitstatus)


def pytest_unconfigure(config: pytest.Config) -> None:
    if "bpy" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(EXIT, 1))


EXIT = pytest.StashKey[int]()
