"""The command line. Flags choose where and how fast, never what is rendered.

Exit codes: 0 done; 1 the work found or left a fault; 2 the request was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, NoReturn

import typer

from ...scenes.errors import RequestError, WorkError
from ..terminal.plaintext import one_line
from . import builds, datasets, drawing, machine, predictions, publishing, recipes, reports, scoreboard
from .assets import app as assets_app
from .usage import Command, Group, UsageError, wrong_usage

# In the order in which one works.
PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Make": (
        recipes.new,
        recipes.check,
        recipes.schema,
        recipes.preview,
        recipes.scene,
        builds.build,
        builds.status,
        builds.regenerate,
        datasets.encode,
        datasets.import_,
    ),
    "Look": (datasets.verify, reports.gallery, reports.stats, reports.inspect),
    "Use": (
        datasets.export,
        publishing.publish,
        scoreboard.benchmarks,
        predictions.prompts,
        drawing.predict,
        predictions.evaluate,
        scoreboard.table,
        predictions.decode,
    ),
    "This machine": (machine.doctor,),
}
MOST_CHARACTERS = 8000  # of one error
HELP = (
    "Render synthetic scenes into datasets for image generators: a prompt, an image, and a target that decodes to "
    "exact numbers.\n\n"
    "A RECIPE (a YAML file, or the name of a bundled one) says what is rendered. OUT is the folder that it becomes: "
    "shards (tar files of samples), and the truth that they were made from.\n\n"
    "A first look: cavendish preview quickstart; cavendish build quickstart out; cavendish gallery out."
)

app = typer.Typer(cls=Group, help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

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
        app.command(command.__name__.rstrip("_"), cls=Command, rich_help_panel=panel)(command)
app.add_typer(assets_app, name="assets", rich_help_panel="This machine")


def main() -> NoReturn:
    """Run the shell's command line and end the process, also where Blender would not let it end."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:  # as `| head` does: nobody reads on, so there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.stderr.flush()
    if "bpy" in sys.modules:
        os._exit(code)  # a normal exit hangs once bpy and BlenderProc are loaded
    sys.exit(code)


def run(arguments: Iterable[object] | None = None) -> int:
    """Run one command line, by default this process's, and return its exit code.

    Answers go to standard output and everything else to standard error, as at the shell. Nothing is raised for what
    goes wrong: it is one line on standard error, and the code says whether the request (2) or the work (1) failed.
    """
    try:
        given = sys.argv[1:] if arguments is None else [str(each) for each in arguments]
        code = app(given or ["--help"], standalone_mode=False, prog_name="cavendish")
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
        print(f"cavendish: {one_line(error, MOST_CHARACTERS)}", file=sys.stderr)
    return code
