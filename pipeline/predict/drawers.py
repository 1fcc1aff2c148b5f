"""Who draws, as one interface: the user's functions and programs; diffusers pipelines are in `pipelines`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ...scenes.errors import RequestError, WorkError
from ..dataset.keys import SECOND
from ..dataset.png import MOST_SIDE_PX, png_bytes
from ..evaluation.pictures import PictureError, read_drawing
from ..evaluation.resampling import misshapen
from ..terminal.plaintext import one_line
from .asked import RGB, Ask
from .models import Kind, Model
from .settings import EXTRA, Settings

PROGRAM_BATCH = 256  # samples that a program is given at once: it loads its weights each time
LINES = "prompts.jsonl"


class Drawer(Protocol):
    """Whoever draws: up to `batch` samples at once, whose pictures have one size where they must be `alike`.

    `takes_two` tells whether it sees the second picture of samples that show two. `most_tokens` is how long a prompt
    may be, None where that is not known; `says` is what it runs with.
    """

    batch: int
    alike: bool
    takes_two: bool
    most_tokens: int | None
    says: str

    def tokens(self, prompt: str) -> int:
        """Return how many tokens a prompt has."""

    def draw(self, asks: Sequence[Ask]) -> Sequence[Any]:
        """Return as many pictures, of any size."""


def open_drawer(model: Model, settings: Settings, batch: int, here: str) -> Drawer:
    """Load what draws; `here` is the folder in which the user asked. Raises RequestError."""
    match model.kind:
        case Kind.FUNCTION:
            return FunctionDrawer(model.name, batch, here)
        case Kind.PROGRAM:
            return ProgramDrawer(model.name)
    from .pipelines import PipelineDrawer

    try:
        return PipelineDrawer(model.name, settings, batch)
    except ImportError as error:
        raise RequestError(f"cannot be loaded: {one_line(error, 300)}; {EXTRA}", "model", model.name) from error


def drawn_by(drawer: Drawer, asks: Sequence[Ask]) -> list[RGB]:
    """Return the drawings of a batch, uint8 H×W×3; raises WorkError that names the first key and says what failed."""
    first = asks[0].key
    try:
        drawn = list(drawer.draw(asks))
    except (RequestError, WorkError):
        raise
    except Exception as error:  # of the user's code, of torch: anything
        said = one_line(error, 300)
        raise WorkError(f"{first}: the model fails: {type(error).__name__}{said and f': {said}'}") from error
    if len(drawn) != len(asks):
        raise WorkError(f"{first}: the model drew {len(drawn)} pictures where {len(asks)} were asked")
    return [_picture(ask, each) for ask, each in zip(asks, drawn, strict=True)]


def _picture(ask: Ask, drawn: object) -> RGB:
    key, picture = ask.key, np.asarray(drawn)
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise WorkError(f"{key}: the model drew {picture.dtype} of shape {picture.shape}; wanted is uint8 H×W×3")
    if not 0 < min(picture.shape) <= max(picture.shape) <= MOST_SIDE_PX:
        raise WorkError(f"{key}: the model drew {picture.shape[1]}×{picture.shape[0]}; the most is {MOST_SIDE_PX} px")
    if fault := misshapen((picture.shape[0], picture.shape[1]), (ask.image.shape[0], ask.image.shape[1])):
        raise WorkError(f"{key}: the model drew {fault}")
    return picture


class FunctionDrawer:
    """MODULE:FUNCTION takes a list of up to `batch` samples (`Ask`) and returns as many pictures, uint8 H×W×3.

    The module is looked for where Python looks, then in the folder in which the command was given.
    """

    alike, takes_two = True, True
    most_tokens: int | None = None

    def __init__(self, name: str, batch: int, here: str) -> None:
        self.batch, self.says = batch, f"Python {sys.version.split()[0]}"
        self._name, self._function = name, _function(name, here)

    def tokens(self, prompt: str) -> int:
        """Return 0: nobody knows."""
        return 0

    def draw(self, asks: Sequence[Ask]) -> Sequence[Any]:
        """Return what the function does; raises WorkError where that is no list."""
        drawn = self._function(list(asks))
        if not isinstance(drawn, Iterable) or isinstance(drawn, (str, bytes, Mapping)):
            what = f"no list of pictures, one for each sample, but {type(drawn).__name__}"
            raise WorkError(f"{asks[0].key}: {self._name} returned {what}")
        return list(drawn)


class ProgramDrawer:
    """PROGRAM ASKED DRAWN draws a picture DRAWN/KEY.png for each line of ASKED/prompts.jsonl.

    A line has key, task, prompt, image and second (paths below ASKED; "" where there is no second picture), width,
    height and seed.
    """

    batch, alike, takes_two = PROGRAM_BATCH, False, True
    most_tokens: int | None = None

    def __init__(self, path: str) -> None:
        self.says = Path(path).name
        self._path = path

    def tokens(self, prompt: str) -> int:
        """Return 0: nobody knows."""
        return 0

    def draw(self, asks: Sequence[Ask]) -> Sequence[RGB]:
        """Run the program on folders of their own, and read what it drew; raises WorkError."""
        with tempfile.TemporaryDirectory(prefix="cavendish-") as folder:
            asked, drawn = Path(folder, "asked"), Path(folder, "drawn")
            _hand_out(asked, asks)
            drawn.mkdir()
            _run(self._path, asked, drawn)
            return [_drawing(drawn, ask.key) for ask in asks]


def _function(name: str, here: str) -> Callable[[list[Ask]], Sequence[Any]]:
    module, _, attribute = name.partition(":")
    if here not in sys.path:
        sys.path.append(here)
    try:
        function = getattr(import_module(module), attribute, None)
    except Exception as error:  # of the user's code: anything
        why = f"{module} cannot be imported: {type(error).__name__}: {one_line(error, 300)}"
        raise RequestError(why, "model", name) from None
    if not callable(function):
        raise RequestError(f"{module} has no function {attribute}", "model", name)
    return function


def _hand_out(folder: Path, asks: Sequence[Ask]) -> None:
    (folder / "images").mkdir(parents=True)
    with (folder / LINES).open("w", encoding="utf-8") as lines:
        for ask in asks:
            image = f"images/{ask.key}.png"
            second = "" if ask.second is None else f"images/{ask.key}.{SECOND}"
            (folder / image).write_bytes(png_bytes(ask.image))
            if ask.second is not None:
                (folder / second).write_bytes(png_bytes(ask.second))
            height, width = ask.image.shape[:2]
            line = {"key": ask.key, "task": ask.task, "prompt": ask.prompt, "image": image, "second": second}
            line |= {"width": width, "height": height, "seed": ask.seed}  # type: ignore[dict-item]
            lines.write(f"{json.dumps(line, ensure_ascii=False)}\n")


def _run(path: str, asked: Path, drawn: Path) -> None:
    """Run a program; of what it prints the end is said where it fails."""
    with tempfile.TemporaryFile() as printed:
        try:
            command = [path, str(asked), str(drawn)]
            ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed)  # noqa: S603
        except OSError as error:
            raise WorkError(f"{path}: cannot be run: {error.strerror}") from None
        if ended.returncode:
            printed.seek(max(0, printed.tell() - 2000))
            said = one_line(printed.read().decode(errors="replace").strip().rpartition("\n")[2], 300)
            raise WorkError(f"{path}: ended with code {ended.returncode}{said and f': {said}'}")


def _drawing(folder: Path, key: str) -> RGB:
    path = folder / f"{key}.png"
    if not path.is_file():
        raise WorkError(f"{key}: the program drew no {path.name}")
    try:
        return read_drawing(path)
    except PictureError as error:
        raise WorkError(f"{key}: the program drew what is no picture: {error}") from None
