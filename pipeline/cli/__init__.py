"""The command line. Flags choose where and how fast, never what is rendered.

Exit codes: 0 done; 1 the work found or left a fault; 2 the request was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from ...manifests import RecipeError
from ..assets.cli import app as assets_app
from ..codecs import CodecError
from ..errors import RequestError, WorkError
from . import looking, making, using

# In the order in which one works.
PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Make": (looking.preview, making.build, making.regenerate, making.encode, making.import_),
    "Look": (looking.status, using.verify, looking.gallery, looking.stats, looking.inspect),
    "Use": (using.export, using.decode, using.evaluate),
    "Machine": (looking.doctor, looking.schema),
}

app = typer.Typer(
    help="Render synthetic scenes into prompt / image / target datasets whose targets decode back to exact numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for panel, commands in PANELS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)
app.add_typer(assets_app, name="assets", rich_help_panel="Machine")


def main() -> NoReturn:
    """Run the command line and end the process, also where Blender would not let it end."""
    code = _run()
    sys.stdout.flush()
    sys.stderr.flush()
    if "bpy" in sys.modules:
        os._exit(code)  # a normal exit hangs once bpy and BlenderProc are loaded
    sys.exit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as end:  # how a finished command and a wrong option end
        return end.code if isinstance(end.code, int) else 1
    except (RequestError, RecipeError, CodecError) as error:
        return _failed(error, 2)
    except WorkError as error:
        return _failed(error, 1)
    return 0


def _failed(error: object, code: int) -> int:
    print(f"cavendish: {error}", file=sys.stderr)
    return code
