"""The commands that a deployment gives, read by the command line's own parser."""

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import typer.main

from cavendish.pipeline.cli.main import app

SHELLCHECK = str(Path(sys.executable).parent / "shellcheck")
DEPLOY = Path(__file__).parents[2] / "deploy"


def parsed(command: str) -> dict[str, Any]:
    """Return the arguments of a `cavendish` command; an unknown option or a wrong value raises."""
    program, name, *arguments = shlex.split(command)
    assert program == "cavendish"
    subcommand = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    return dict(subcommand.make_context(name, arguments).params)


def in_comments(text: str) -> list[str]:
    """Return the `cavendish` commands of a file's comments, also those inside of quotes and over several lines."""
    comments = re.sub(
        r"^# *(?:  )?", "", "\n".join(line for line in text.splitlines() if line.startswith("#")), flags=re.M
    )
    return re.findall(r"(cavendish (?:build|status) [^\"\n]*)", comments.replace("\\\n", " "))
