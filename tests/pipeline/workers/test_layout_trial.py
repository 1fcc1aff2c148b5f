"""A user's layout is tried before anything is built: what it raises is one sentence, and it brings down nothing."""

from pathlib import Path

import pytest

from cavendish.pipeline.workers.layout_trial import try_layouts
from cavendish.scenes.errors import LayoutError

from ...conftest import cavendish
from ..planted import plant
from .test_faults import recipe

HEAD = "from cavendish.scenes.layouts import Layout\nfrom cavendish.scenes.layouts.shapes import compose, frame\n"
RAISED = {
    "at load": ("import sys\nsys.exit(3)\n", "layout.py:2: SystemExit: 3"),
    "in compose": (
        HEAD + "def f(seeds, pool):\n    {}[7]\nLAYOUT = Layout('a', f, frame)\n",
        "layout.py:4: KeyError: 7",
    ),
    "in frame": (HEAD + "def f(spec, rng):\n    exit()\nLAYOUT = Layout('a', compose, f)\n", "layout.py:4: SystemExit"),
    "nothing": (HEAD, "layout.py: has no LAYOUT"),
}


@pytest.mark.parametrize(("text", "message"), RAISED.values(), ids=RAISED)
def test_what_a_layout_raises_is_said_with_its_line_and_nothing_is_written(
    text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layout, asked, out = tmp_path / "layout.py", tmp_path / "recipe.json", tmp_path / "out"
    layout.write_text(text)
    asked.write_text(recipe(layout).model_dump_json())
    for command in (["build", asked, out], ["preview", asked, "--out", tmp_path / "a.png"]):
        assert cavendish(*command) == 2
        said = capsys.readouterr().err.splitlines()
        assert f"running {layout}" in said
        assert said[-1].startswith(f"cavendish: {tmp_path}/{message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["layout.py", "recipe.json"]


def test_a_layout_that_does_well_is_let_pass(tmp_path: Path) -> None:
    try_layouts(recipe(plant(tmp_path, {})))


@pytest.mark.parametrize("fault", ["segfault", "asset", "GPU"])
def test_what_has_a_class_of_its_own_is_left_to_the_scene(fault: str, tmp_path: Path) -> None:
    try_layouts(recipe(plant(tmp_path, {0: fault})))


def test_an_error_in_scene_0_is_found_whatever_scene_0_is(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"planted\.py:\d+: ZeroDivisionError: nobody thought of this"):
        try_layouts(recipe(plant(tmp_path, {0: "error"})))
