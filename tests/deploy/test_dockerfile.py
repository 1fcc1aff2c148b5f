"""The image: what can be told of it without building it."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from .commands import DEPLOY, SHELLCHECK

ROOT = Path(__file__).parents[2]
FILE = (DEPLOY / "Dockerfile").read_text()
LAYERS = ("scenes", "renderers", "manifests", "pipeline")
KNOWN = {"FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "CMD"}


def instructions() -> list[tuple[str, str]]:
    """Return each instruction's name and the rest, continuation lines joined."""
    lines = re.sub(r"^#.*\n", "", FILE, flags=re.MULTILINE).replace("\\\n", "").splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def test_it_has_instructions_that_docker_knows() -> None:
    assert {name for name, _ in instructions()} == KNOWN
    assert [rest for name, rest in instructions() if name == "FROM"] == [
        "debian:bookworm-slim AS wheel",
        "debian:bookworm-slim",
    ]


@pytest.mark.parametrize("command", [rest for name, rest in instructions() if name == "RUN"])
def test_its_commands_are_valid_shell(command: str, tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text(f"#!/bin/sh\n{command}\n")
    subprocess.run([SHELLCHECK, tmp_path / "run.sh"], check=True)


def test_what_it_copies_is_there() -> None:
    sources = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    assert sources
    assert all((ROOT / source).exists() for group in sources for source in group)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    assert not any(fnmatch(source, pattern) for group in sources for source in group for pattern in ignored)


def test_it_installs_extras_that_exist_with_the_versions_that_we_test() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    (install,) = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    (named,) = re.findall(r"\.whl\)\[([^]]+)\]", install)
    assert set(named.split(",")) <= extras.keys()
    assert "-c /tmp/constraints.txt" in install


def test_it_does_not_run_as_root() -> None:
    names = [name for name, _ in instructions()]
    assert instructions()[names.index("USER")][1] == "cavendish"
    assert names.index("USER") < names.index("CMD")


def test_the_wheel_takes_every_file_of_its_packages_along() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {name.partition(".")[2].replace(".", "/"): name for name in settings["packages"]}
    data = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.*") if "__pycache__" not in path.parts]
    names = [str(path.relative_to(ROOT)) for path in data]
    left = [path for path in names if not path.endswith((".py", ".md")) and not _taken(path, folders, settings)]
    assert len(names) > 100
    assert left == []


def _taken(path: str, folders: dict[str, str], settings: dict[str, dict[str, list[str]]]) -> bool:
    return any(
        fnmatch(path, f"{folder}/{pattern}")
        for folder, package in folders.items()
        for pattern in settings["package-data"].get(package, [])
    )
