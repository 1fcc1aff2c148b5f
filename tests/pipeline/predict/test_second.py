"""Samples that show two pictures: whoever draws is given both, and who sees one alone is refused."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from PIL import Image

import cavendish as api
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.predict.drawers import FunctionDrawer

from ...conftest import cavendish

FUNCTION = """
    def last(asks):
        return [ask.image if ask.second is None else ask.second for ask in asks]
"""
PROGRAM = """\
    #!{python}
    import json, pathlib, shutil, sys
    asked, drawn = map(pathlib.Path, sys.argv[1:])
    for line in open(asked / "prompts.jsonl"):
        each = json.loads(line)
        shutil.copy(asked / (each["second"] or each["image"]), drawn / (each["key"] + ".png"))
"""


@pytest.fixture
def shown_last(clips: Path) -> dict[str, np.ndarray]:
    """The second pictures of the samples that show two, the pictures of the others."""
    (tar,) = (clips / "train").glob("*.tar")
    samples = list(read_tar(tar.read_bytes()))
    assert {sample.second is None for sample in samples} == {True, False}
    return {each.key: each.picture() if each.second is None else png_array(each.second) for each in samples}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with code that draws the last picture it is shown."""
    (tmp_path / "code_for_two.py").write_text(dedent(FUNCTION))
    (tmp_path / "draw.py").write_text(dedent(PROGRAM).format(python=sys.executable))
    (tmp_path / "draw.py").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "code_for_two", raising=False)


@pytest.mark.parametrize("model", ["code_for_two:last", "./draw.py"])
def test_the_second_picture_reaches_whoever_draws(
    clips: Path, tmp_path: Path, shown_last: dict[str, np.ndarray], model: str
) -> None:
    api.predict(clips, tmp_path / "drawn", model, "train", batch=4)
    drawn = {path.stem: np.asarray(Image.open(path)) for path in (tmp_path / "drawn").glob("*.png")}
    assert drawn.keys() == shown_last.keys()
    assert all(np.array_equal(drawn[key], picture) for key, picture in shown_last.items())


def test_who_sees_one_picture_is_refused_with_the_tasks_by_name(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(FunctionDrawer, "takes_two", False)
    arguments = ["predict", clips, tmp_path / "drawn", "--model", "code_for_two:last", "--split", "train"]
    assert cavendish(*arguments) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "--model code_for_two:last: sees one picture, and optical_flow, scene_flow show two; take FLUX.2" in said
