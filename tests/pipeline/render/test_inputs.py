"""What this machine lacks to render a recipe is one sentence before anything is written."""

from pathlib import Path

import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.render import inputs
from cavendish.pipeline.workers import resources
from cavendish.scenes.errors import RequestError

from ...conftest import cavendish


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra `render`."""
    for module in (inputs, resources):
        monkeypatch.setattr(module, "find_spec", lambda name: None)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("command", ["build quickstart out", "preview quickstart", "scene quickstart 0"])
def test_blender_is_missing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cavendish(*command.split()) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("cavendish: quickstart: is rendered with Blender, which is not installed here: pip install")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("bare")
def test_ray_is_missing() -> None:
    with pytest.raises(RequestError, match=r"workers 2: more workers than one need Ray: pip install"):
        resources.executor_for(workers=2)


@pytest.mark.usefixtures("bare")
def test_the_analytic_renderer_needs_neither(tiny: Recipe) -> None:
    inputs.check_here(tiny)
