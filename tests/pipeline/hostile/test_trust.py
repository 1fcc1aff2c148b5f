"""Making shards again runs a user's layouts only where somebody vouches for them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from cavendish.pipeline.build.build import regenerate
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish

LAYOUT = """
from pathlib import Path

from cavendish.scenes.layouts import Layout
from cavendish.scenes.layouts.shapes import compose, frame

Path(__file__).with_suffix(".ran").touch()
LAYOUT = Layout("planted", compose, frame)
"""


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a layout, a recipe that names it, and what was built of them."""
    folder = tmp_path_factory.mktemp("stranger")
    (folder / "planted.py").write_text(LAYOUT)
    write_recipe(folder, seed=1)
    assert cavendish("build", folder / "recipe.yaml", folder / "out") == 0
    return folder


@pytest.fixture
def folder(strangers: Path) -> Path:
    """The same, with a shard lost and nothing run yet."""
    (strangers / "planted.ran").unlink(missing_ok=True)
    write_recipe(strangers, seed=1)
    (strangers / "out/train/train-000000.tar").unlink(missing_ok=True)
    return strangers


def write_recipe(folder: Path, seed: int) -> None:
    content = {
        "name": "planted", "seed": seed, "scenes": 1, "views_per_scene": 1, "resolution": [64, 48],
        "layouts": {str(folder / "planted.py"): 1}, "renderer": "analytic",
    }  # fmt: skip
    (folder / "recipe.yaml").write_text(yaml.safe_dump(content))


def ran(folder: Path) -> bool:
    return (folder / "planted.ran").exists()


def files(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("which", [("--shards", "0"), ("--corrupt",)], ids=["shards", "corrupt"])
def test_nothing_runs_unasked(folder: Path, which: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder / "out")
    assert cavendish("regenerate", folder / "out", *which) == 2
    said = capsys.readouterr().err
    assert said.startswith("cavendish: --trust-code: ")
    assert f"would run {folder / 'planted.py'}; give the recipe's file" in said
    assert not ran(folder)
    assert files(folder / "out") == before


@pytest.mark.parametrize("how", ["--trust-code", "--recipe"])
def test_whoever_vouches_gets_the_shard_again(folder: Path, how: str, capsys: pytest.CaptureFixture[str]) -> None:
    option = (how, folder / "recipe.yaml") if how == "--recipe" else (how,)
    assert cavendish("regenerate", folder / "out", "--shards", "0", *option) == 0
    assert f"running {folder / 'planted.py'}" in capsys.readouterr().err.replace("\n", "")
    assert ran(folder)
    assert cavendish("verify", folder / "out") == 0


def test_another_recipe_vouches_for_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_recipe(folder, seed=2)
    assert cavendish("regenerate", folder / "out", "--shards", "0", "--recipe", folder / "recipe.yaml") == 2
    assert "--recipe" in (said := capsys.readouterr().err)
    assert f"is not the recipe that {folder / 'out'} was built from" in said
    assert not ran(folder)


def test_a_layout_that_was_changed_does_not_run(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "planted.py", tmp_path / "kept.py")
    try:
        (folder / "planted.py").write_text(LAYOUT + "\nTHEIRS = 1\n")
        for vouching in ({"trust_code": True}, {"recipe": folder / "recipe.yaml"}):
            with pytest.raises(RequestError, match="is not the"):
                regenerate(folder / "out", "0", **vouching)
        assert not ran(folder)
    finally:
        shutil.copy(tmp_path / "kept.py", folder / "planted.py")


def test_the_library_asks_as_well(folder: Path) -> None:
    with pytest.raises(RequestError, match="would run"):
        regenerate(folder / "out", "0")
    assert not ran(folder)


def test_bundled_layouts_never_ask(copied: Path) -> None:
    next(copied.glob("train/*.tar")).unlink()
    regenerate(copied, "0")
