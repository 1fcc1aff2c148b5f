"""Everything in the README and in docs/ is true, and works when pasted."""

from __future__ import annotations

import json
import re
import runpy
import shlex
from contextlib import nullcontext, suppress
from pathlib import Path

import numpy as np
import pytest
import typer.main
from PIL import Image

from cavendish.manifests.recipe import bundled_recipes, parse_recipe
from cavendish.pipeline.cli.main import app
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.tasks.prompts.templates import read_prompts
from cavendish.scenes.errors import RequestError
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.sampling import sample_scene

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
FOLDERS = "benchmarks|deploy|docs|examples|manifests|pipeline|renderers|scenes|tests|tools"


def blocks(page: Path, language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    return [text for name, text in fenced if name == language]


COMMANDS = [
    (page, line)
    for page in PAGES
    for block in [*blocks(page, ""), *blocks(page, "sh")]
    for line in re.findall(r"^cavendish .*", block.replace("\\\n", " "), flags=re.MULTILINE)
]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_there_are_commands() -> None:
    shown = {line.split()[1] for _, line in COMMANDS}
    assert shown >= {"build", "verify", "regenerate", "preview", "decode", "schema", "doctor", "stats", "inspect"}


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page.name}: {line[:50]}" for page, line in COMMANDS])
def test_every_command_is_understood(page: Path, line: str) -> None:
    command, arguments = typer.main.get_command(app), shlex.split(line, comments=True)[1:]
    while inner := getattr(command, "commands", None):
        assert arguments[0] in inner, f"{page.name}: {line}"
        command, *arguments = (inner[arguments[0]], *arguments[1:])
    with suppress(RequestError) if "://" in line else nullcontext():  # a URL for which another package is needed
        command.make_context("cavendish", arguments)


@each_page
def test_every_linked_file_and_heading_exists(page: Path) -> None:
    for link, heading in re.findall(r"\]\(((?!https?:)[^)#]*)(?:#([^)]*))?\)", page.read_text()):
        target = page.parent / link if link else page
        assert target.is_file(), link
        headings = re.findall(r"^#+ (.*)$", target.read_text(), flags=re.MULTILINE) if heading else []
        assert not heading or heading in [re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in headings]


@each_page
def test_every_file_that_is_named_exists(page: Path) -> None:
    for name in re.findall(rf"`((?:{FOLDERS})/[\w./*-]*)", page.read_text().replace("TASK.LANGUAGE", "*.*")):
        assert list(ROOT.glob(name.replace("TASK", "*").rstrip("/"))), name


@each_page
def test_every_recipe_is_valid(page: Path) -> None:
    for text in blocks(page, "yaml"):
        if text.startswith("# recipe.yaml"):
            assert parse_recipe(text, page.name).warnings() == []


def test_the_table_of_fields_is_that_of_the_schema() -> None:
    page = (DOCS / "recipes.md").read_text()
    assert runpy.run_path(str(DOCS / "recipe_fields.py"))["tables"]() in page
    assert all(f"| `{name}` |" in page for name in bundled_recipes())


def test_the_table_of_metadata_is_that_of_a_sample(built: Path) -> None:
    listed = re.search(r"## KEY.json\n(.*?)\n## ", (DOCS / "formats.md").read_text(), flags=re.DOTALL)
    assert listed
    names = {
        name for row in re.findall(r"^\| (`.*?) \|", listed[1], re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    sample = next(read_tar((built / "train/train-000000.tar").read_bytes()))
    assert names == set(json.loads(sample.parts["json"]))


def test_the_truth_is_read_as_shown(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(DOCS / "formats.md", "python")
    exec(code.replace("out/truth", f"{built}/truth"), {})
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_the_layout_makes_scenes(tmp_path: Path) -> None:
    (code,) = blocks(DOCS / "writing-a-layout.md", "python")
    path = tmp_path / "cubes.py"
    path.write_text(code)
    scenes = [sample_scene(0, index, {str(path): 1.0}) for index in range(5)]
    assert len({len(scene.objects) for scene in scenes}) > 1
    assert layout_of(str(path)).name == "cubes"
    assert scenes[0] == sample_scene(0, 0, {str(path): 1.0})


def test_the_steps_of_depth_are_those_of_the_codec() -> None:
    page = (DOCS / "conventions.md").read_text()
    for metres, step, unit in re.findall(r"^\| (\d+) m \| ([\d.]+) (m|mm) \|$", page, flags=re.MULTILINE):
        near = np.arange(float(metres) * 0.97, float(metres) * 1.03, 1e-4, dtype=np.float32)
        colours = np.unique(depth.decode(depth.encode(near[None])))
        step_m = float(step) * {"m": 1, "mm": 0.001}[unit]
        assert np.median(np.diff(colours)) == pytest.approx(step_m, rel=0.1), metres
    assert float(depth.decode(depth.encode(np.array([[411.0]], np.float32)))[0, 0]) == pytest.approx(412, abs=1)
    assert np.isinf(depth.decode(depth.encode(np.array([[600.0]], np.float32)))[0, 0])


def test_the_prompts_are_accepted(tmp_path: Path) -> None:
    (text,) = blocks(DOCS / "writing-a-prompt.md", "yaml")
    (tmp_path / "normals.yaml").write_text(text)
    assert len(read_prompts(tmp_path / "normals.yaml", "normals").templates) == 2


def test_the_figures_are_those_that_the_codecs_draw(tmp_path: Path) -> None:
    drawn = runpy.run_path(str(DOCS / "figures.py"))
    drawn["main"](tmp_path)
    for name in drawn["FIGURES"]:
        now, then = (np.asarray(Image.open(folder / f"{name}.png"), np.float64) for folder in (tmp_path, DOCS))
        assert now.shape == then.shape
        assert np.abs(now - then).mean() < 1, "draw them anew: python docs/figures.py"


# webdataset leaves its tar files to the garbage collector
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_the_readmes_python_runs_on_a_real_dataset(built: Path) -> None:
    code = "".join(blocks(ROOT / "README.md", "python")).replace('"out"', repr(str(built)))
    found: dict[str, object] = {"pictures": range(3)}
    exec(code.replace("...  # train", "if meta['task'] == 'depth': break  # train"), found)
    assert found["points"].shape == (48, 64, 3)  # type: ignore[attr-defined]
