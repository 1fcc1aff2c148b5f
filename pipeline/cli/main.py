"""The command line. Flags choose where and how fast, never what is rendered.

Exit codes: 0 done; 1 the work found or left a fault; 2 the request was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from ...scenes.errors import RequestError, WorkError
from . import looking, making, recipes, using
from .assets import app as assets_app
from .usage import UsageError, wrong_usage

# In the order in which one works.
PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Make": (
        recipes.new,
        recipes.check,
        recipes.scene,
        looking.schema,
        looking.preview,
        making.build,
        looking.status,
        making.regenerate,
        making.encode,
        making.import_,
    ),
    "Look": (using.verify, looking.gallery, looking.stats, looking.inspect),
    "Use": (using.export, using.evaluate, using.decode),
    "This machine": (looking.doctor,),
}
HELP = (
    "Render synthetic scenes into datasets for image generators: a prompt, an image, and a target that decodes to "
    "exact numbers.\n\n"
    "A RECIPE (a YAML file, or the name of a bundled one) says what is rendered. OUT is the folder that it becomes: "
    "shards (tar files of samples), and the truth that they were made from.\n\n"
    "A first look: cavendish preview quickstart; cavendish build quickstart out; cavendish gallery out."
)

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _say_version(asked: bool) -> None:
    if asked:
        print(f"cavendish {version('cavendish')}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for panel, commands in PANELS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)
app.add_typer(assets_app, name="assets", rich_help_panel="This machine")


def main() -> NoReturn:
    """Run the command line and end the process, also where Blender would not let it end."""
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # as `| head` does: nobody reads on, so there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.stderr.flush()
    if "bpy" in sys.modules:
        os._exit(code)  # a normal exit hangs once bpy and BlenderProc are loaded
    sys.exit(code)


def _run() -> int:
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False, prog_name="cavendish")
    except UsageError as error:
        return _failed(wrong_usage(error), 2)
    except typer.Abort:
        return _failed("stopped", 1)
    except RequestError as error:
        return _failed(error, 2)
    except WorkError as error:
        return _failed(error, 1)
    return code if isinstance(code, int) else 0  # of --help and the like


def _failed(error: object, code: int) -> int:
    if str(error):
        print(f"cavendish: {error}", file=sys.stderr)
    return code
