"""The design's arrows, as a test: who may import whom, and what importing costs."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = {
    "scenes": {"scenes"},
    "renderers": {"renderers", "scenes"},
    "manifests": {"manifests", "scenes"},
    "pipeline": {"pipeline", "manifests", "renderers", "scenes"},
}
THEIR_OPTIONS = ("--split-parts", "hf download")  # of Megatron-Energon, of Hugging Face
SOURCES = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Return the absolute names of everything that a file imports, ours as cavendish.…"""
    package = ["cavendish", *path.relative_to(ROOT).parent.parts]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            names.update(".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)
    return names


def folder_of(package: str) -> str:
    """Return where a package lies: the public one in `cavendish/`, all others at the top."""
    return package.removeprefix("cavendish.").replace(".", "/")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrows(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("cavendish.")}
    assert ours <= LAYERS[layer]


@pytest.mark.parametrize("module", ["bpy", "blenderproc", "mathutils"])
def test_only_blender_modules_touch_blender(module: str) -> None:
    users = {path.relative_to(ROOT) for path in SOURCES if any(n.split(".")[0] == module for n in imported(path))}
    assert users
    assert all(user.parts[:2] == ("renderers", "blender") for user in users)


def test_two_modules_touch_ray() -> None:
    users = [path.name for path in SOURCES if any(name.split(".")[0] == "ray" for name in imported(path))]
    assert users == ["ray_cluster.py", "ray_executor.py"]


def test_relative_imports_across_folders() -> None:
    absolute = [
        path for path in SOURCES if "from cavendish" in path.read_text() or "import cavendish" in path.read_text()
    ]
    assert absolute == []


def test_package_list_is_the_tree() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    listed = settings["packages"]
    found = sorted(
        {"cavendish." + ".".join(p.relative_to(ROOT).parent.parts) for p in SOURCES if p.name == "__init__.py"}
    )
    assert sorted(listed) == sorted([*found, "cavendish"])
    assert settings["package-dir"] == {name: folder_of(name) for name in listed}
    assert {p.parent for p in SOURCES} == {p.parent for p in SOURCES if p.name == "__init__.py"}


@pytest.mark.parametrize(
    "module", ["scenes", "scenes.sampling", "manifests", "pipeline.codecs", "pipeline.dataset.reader"]
)
def test_reading_needs_no_renderer(module: str) -> None:
    heavy = {"bpy", "blenderproc", "ray", "torch", "matplotlib"}
    code = f"import sys, cavendish.{module}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("module", ["scenes.sampling", "manifests", "pipeline.dataset.reader"])
def test_who_only_reads_loads_nothing_that_scenes_are_made_of(module: str) -> None:
    made_of = ("generators", "people.crowd", "people.person", "animals")
    code = f"import sys, cavendish.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [each for each in loaded if each.startswith(tuple(f"cavendish.scenes.{name}" for name in made_of))] == []


def test_no_message_of_the_library_names_a_flag() -> None:
    """Errors name parameters; only the command line knows its options."""
    named = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        if "cli" not in path.parts
        for text in texts(path)
        if re.search(r"(^|[ `(])--[a-z]", text) and not text.startswith(THEIR_OPTIONS)
    ]
    assert named == []


def texts(path: Path) -> list[str]:
    """Return the strings of a file that are no docstrings."""
    tree = ast.parse(path.read_text())
    statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in statements
    ]
