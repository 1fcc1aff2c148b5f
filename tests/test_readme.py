"""Everything in the README works when pasted."""

import re
from pathlib import Path

import pytest

from cavendish.manifests.recipe import parse_recipe
from cavendish.pipeline.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_recipe_is_valid() -> None:
    (text,) = blocks("yaml")
    assert parse_recipe(text, "README.md").warnings() == []


# webdataset leaves its tar files to the garbage collector
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_the_python_runs_on_a_real_dataset(built: Path) -> None:
    code = "".join(blocks("python")).replace('"out"', repr(str(built)))
    found: dict[str, object] = {"pictures": range(3)}
    exec(code.replace("...  # train", "if meta['task'] == 'depth': break  # train"), found)
    assert found["points"].shape == (48, 64, 3)  # type: ignore[attr-defined]


def test_every_command_exists() -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    commands |= {group.name for group in app.registered_groups}
    shown = set(re.findall(r"^cavendish (\w+)", README, flags=re.MULTILINE))
    assert shown <= commands
    assert {"build", "verify", "regenerate", "preview", "decode", "schema", "doctor"} <= shown


def test_every_linked_file_exists() -> None:
    for link in re.findall(r"\]\(((?!https?:)[^)]+)\)", README):
        assert (ROOT / link).is_file(), link
