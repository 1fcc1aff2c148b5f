"""Everything in the README, in docs/ and in the notebook is true, and works when pasted."""

from __future__ import annotations

import json
import pkgutil
import re
import runpy
import shlex
import tomllib
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer.main
import yaml
from PIL import Image

import cavendish
from cavendish.manifests.loading import bundled_recipes, parse_recipe
from cavendish.manifests.tasks import every_task
from cavendish.pipeline.cli.main import app
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.tasks.prompts.templates import languages, read_prompts
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.pipeline.tasks.texts import speaking
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.scenes.errors import RequestError
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.sampling import sample_scene, with_cameras

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")), ROOT / "examples/README.md"]
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


def test_one_page_shows_all_commands() -> None:
    listed = {line.split()[1] for page, line in COMMANDS if page.name == "commands.md"}
    assert listed == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


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


def test_the_tables_of_vocabularies_are_those_of_the_data() -> None:
    assert runpy.run_path(str(DOCS / "vocabulary_table.py"))["tables"]() in (DOCS / "vocabulary.md").read_text()


def test_the_table_of_metadata_is_that_of_a_sample(built: Path) -> None:
    listed = re.search(r"## KEY.json\n(.*?)\n## ", (DOCS / "formats.md").read_text(), flags=re.DOTALL)
    assert listed
    names = {
        name for row in re.findall(r"^\| (`.*?) \|", listed[1], re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    sample = next(read_tar((built / "train/train-000000.tar").read_bytes()))
    assert names == set(json.loads(sample.parts["json"]))


def test_the_truth_is_read_as_shown(beside_out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(DOCS / "formats.md", "python")
    exec(code, {})
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


def test_the_language_of_your_own_is_asked_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in blocks(DOCS / "own-prompts.md", "yaml"):
        path = tmp_path / text.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    cavendish.build("dutch.yaml", "out")
    metas = [sample["meta"] for sample in cavendish.open_dataset("out", "train")]
    assert {meta["task"] for meta in metas if meta["language"] == "nl"} == {"depth", "normals", "semantic", "instance"}
    assert cavendish.verify("out") == []


def test_other_peoples_models_are_prepared_as_shown(tmp_path: Path) -> None:
    found: dict[str, Any] = {}
    for code in blocks(DOCS / "assets.md", "python"):
        exec(code, found)
    (tmp_path / "fuel/Blue_Mug/meshes").mkdir(parents=True)
    (tmp_path / "fuel/Blue_Mug/meshes/model.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 0 3\nf 1 2 3\n")
    found["scanned_objects"](tmp_path / "fuel", tmp_path)
    turned = found["trimesh"].load(tmp_path / "Blue_Mug.glb", force="mesh")
    assert turned.extents == pytest.approx([1, 3, 0])
    files = {uid: str(tmp_path / "Blue_Mug.glb") for uid in ("ab12", "cd34")}
    said = {"ab12": {"license": "cc0", "name": "Blue mug!"}, "cd34": {"license": "by", "name": "Cup"}}
    found["objaverse_cc0"](files, said, tmp_path)
    assert [path.name for path in tmp_path.glob("*_*_*.glb")] == ["ab12_Blue_mug_.glb"]


def test_the_task_asks_and_is_scored_as_shown() -> None:
    (code,), (asked,) = (blocks(DOCS / "writing-a-task.md", language) for language in ("python", "yaml"))
    found: dict[str, Any] = {}
    exec(code, found)
    task, spec = found["SIDEWAYS"], with_cameras(sample_scene(0, 0, {"shapes": 1.0}), (64, 48), [0])
    frame = AnalyticRenderer().render(spec, 0)
    with speaking({"sideways.yaml": asked}):
        given = task.answer(frame, np.random.default_rng(0), "en", None)
        assert task.faults(frame, given) == []
        assert task.faults(frame, replace(given, target=given.target[:, ::-1].copy()))
    truth = task.reading.truth(frame, given)
    scores = task.reading.score(task.reading.decode(given.target, given, frame.shape), truth, frame.valid)
    assert scores["error %"] < task.reading.headline.fine


def test_the_page_about_tasks_lists_them() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (DOCS / "writing-a-task.md").read_text(), flags=re.MULTILINE)
    assert rows == list(READINGS)


def test_the_table_of_languages_is_that_of_the_prompts() -> None:
    page = (DOCS / "writing-a-prompt.md").read_text()
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([a-z, ]+) \|$", page, re.MULTILINE)
    stated = {task: said.split(", ") for tasks, said in rows for task in re.findall(r"\w+", tasks)}
    assert stated == {task: languages(task) for task in TASKS}


def test_the_figures_are_those_that_the_codecs_draw(tmp_path: Path) -> None:
    drawn = runpy.run_path(str(DOCS / "figures.py"))
    drawn["main"](tmp_path)
    for name in drawn["FIGURES"]:
        now, then = (np.asarray(Image.open(folder / f"{name}.png"), np.float64) for folder in (tmp_path, DOCS))
        assert now.shape == then.shape
        assert np.abs(now - then).mean() < 1, "draw them anew: python docs/figures.py"


@pytest.fixture
def beside_out(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder in which `out` is a finished dataset."""
    (tmp_path / "out").symlink_to(built)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# webdataset leaves its tar files to the garbage collector
reads_tars = pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")


@reads_tars
def test_reading_and_decoding_run_as_shown(beside_out: Path) -> None:
    code = "".join(blocks(DOCS / "training.md", "python"))
    found: dict[str, object] = {"pictures": range(3)}
    exec(code.replace("...  # train", "if meta['task'] == 'depth': break  # train"), found)
    assert found["points"].shape == (48, 64, 3)  # type: ignore[attr-defined]


@reads_tars
def test_numbers_come_back_as_shown_for_every_task(beside_out: Path, built: Path) -> None:
    _, _, decoding, _ = blocks(DOCS / "training.md", "python")
    frames = dict(read_truth((built / "truth/train-000000.h5").read_bytes()))
    seen = set()
    for sample in cavendish.open_dataset("out", "train"):
        found: dict[str, Any] = {"target": sample["target"], "meta": sample["meta"]}
        exec(decoding, found)
        frame = frames[SampleKey.parse(sample["key"]).view_key]
        referents = json.loads(sample["meta"]["referents"])
        masks = {name: np.isin(frame.instance, each["instances"]) for name, each in referents.items()}
        match sample["task"]:
            case "depth":
                np.testing.assert_allclose(found["depth_m"], frame.depth_m, rtol=0.1)
            case "normals":
                surface = frame.instance > 0
                assert np.sum(found["vectors"] * frame.normals, -1)[surface].min() > 0.99
            case "semantic":
                shown = {name: found["classes"] == place for place, name in enumerate(found["palette"])}
                assert all(np.array_equal(shown[name], mask) for name, mask in masks.items())
            case "instance":
                assert found["things"].max() == len(next(iter(referents.values()))["instances"])
            case "referring":
                assert found["found"].keys() == masks.keys()
                assert all(np.array_equal(found["found"][name], mask) for name, mask in masks.items())
        seen.add(sample["task"])
    assert seen == set(every_task())


@reads_tars
def test_the_readmes_python_runs(beside_out: Path) -> None:
    code = "".join(blocks(ROOT / "README.md", "python")).replace("(448, 320)", "(64, 48)")
    found: dict[str, Any] = {}
    exec(code, found)
    assert found["frame"].depth_m.shape == (48, 64)
    assert found["target"].shape == (48, 64, 3)


@reads_tars
def test_the_api_pages_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec("".join(blocks(DOCS / "api.md", "python")), {})
    assert "depth" in capsys.readouterr().out


@reads_tars
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cells = json.loads((ROOT / "examples/first_look.ipynb").read_text())["cells"]
    codes = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in codes)
    found: dict[str, Any] = {}
    for cell in codes:
        exec("".join(cell["source"]), found)
    assert found["batch"]["target"].shape == (4, 48, 64, 3)
    assert found["worst_m"] < 0.1


def test_the_site_has_every_page() -> None:
    text = (ROOT / "mkdocs.yml").read_text()
    listed = re.findall(r"\S+\.md", text[text.index("\nnav:") :])
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.glob("*.md")]
    assert sorted(listed) == sorted([*pages, "index.md", "contributing.md", "changelog.md", "examples/README.md"])


def test_every_exported_name_is_explained() -> None:
    listed = re.findall(r"^::: cavendish\.(\w+)$", (DOCS / "api.md").read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted(set(cavendish.__all__) - {"__version__", "codecs"})


def test_what_is_cited_is_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert cited["version"] == project["version"]
    assert cited["license"] == project["license"]


def test_every_new_place_in_the_changelog_exists() -> None:
    rows = re.findall(r"^\| `cavendish\..* \| (`cavendish\..*) \|$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    places = [name for row in rows for name in re.findall(r"`([\w.]+)`", row)]
    assert len(places) > 10
    for place in places:
        assert pkgutil.resolve_name(place)
