"""The command line explains itself: the workflow at a glance, and one sentence for each wrong option."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cavendish.pipeline.cli.main import PANELS, app

from ...conftest import cavendish

SENTENCES = {
    "bild": "bild is not a command; did you mean build?; see cavendish --help",
    "assets foo": "assets: foo is not a command; see cavendish assets --help",
    "build": "build: RECIPE is missing; see cavendish build --help",
    "build quickstart": "build: OUT is missing; see cavendish build --help",
    "build quickstart o --workers x": "build: --workers x: must be a whole number, at least 1; see cavendish",
    "build quickstart o --workers 0": "build: --workers 0: must be a whole number, at least 1; see",
    "build quickstart o --device GPU": "build: --device GPU: must be one of auto, CPU, OPTIX",
    "build quickstart o --wrkers 2": "build: --wrkers is not an option; did you mean --workers?; see",
    "build quickstart o --workers": "--workers wants a value",
    "build quickstart o --only-failed": "o: is not a dataset",
    "preview quickstart --out sheet.jpg": "--out sheet.jpg: must end in .png",
    "decode dpth x.png": "task dpth: must be one of depth, normals, semantic, instance, referring, edges, ",
    "export o d": "export: --to is missing; see",
    "doctor extra": "doctor: there is no place for extra; see",
}


def run(arguments: str) -> int:
    return cavendish(*arguments.split())


@pytest.mark.parametrize(("arguments", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_wrong_usage_gets_one_sentence(
    arguments: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"cavendish: {sentence}")
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", ["", "--help"])
def test_help_shows_the_workflow(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run(arguments) == 0
    said = capsys.readouterr().out
    places = [said.index(f"─ {panel} ─") for panel in PANELS]
    assert places == sorted(places)
    assert len(said.splitlines()) <= 50


def commands() -> dict[str, Any]:
    """Every command by the words that call it."""
    found = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    return found | {f"assets {name}": each for name, each in found.pop("assets").commands.items()}


@pytest.mark.parametrize("name", commands())
def test_a_command_is_explained_with_an_example_that_is_understood(name: str) -> None:
    command = commands()[name]
    (example,) = re.findall(r"^Example: cavendish (.*)$", command.help, re.MULTILINE)
    assert command.help.partition("\n")[0].endswith(".")
    assert all(getattr(parameter, "help", None) for parameter in command.params)
    assert example.startswith(name)
    command.make_context(name, example.removeprefix(name).split())


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["", *commands()])
def test_help_breaks_no_word(
    name: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(f"{name} --help") == 0
    words = set(re.findall(r"[A-Za-z]{2,}", capsys.readouterr().out))
    monkeypatch.setenv("COLUMNS", "1000")
    assert run(f"{name} --help") == 0
    assert words <= set(re.findall(r"[A-Za-z]{2,}", capsys.readouterr().out))


def test_help_of_a_group_and_the_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("assets") == 2
    shown = capsys.readouterr()
    assert "list" in shown.out + shown.err
    assert "cavendish:" not in shown.err
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("cavendish 0.")


def test_a_pipe_that_closes_is_no_error() -> None:
    code = "from cavendish.pipeline.cli.main import main; import sys; sys.argv = ['cavendish', 'schema']; main()"
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "{code}" | head -c 1'], capture_output=True, text=True, check=True
    )
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr
