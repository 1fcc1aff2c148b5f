"""Converts models in a process of their own: one that kills Blender, or never ends, costs the library itself alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ...scenes.assets.sources import Converted, ModelSource
from ...scenes.errors import AssetError, WorkError
from ..workers.fresh_process import die_with, start_process

PATIENCE_S = 180
READY = "ready"


class Converter(NamedTuple):
    """A process that converts, and the pipe to it."""

    process: subprocess.Popen[bytes]
    pipe: Connection[Any, Any]

    def end(self) -> None:
        """End it at once: left to exit by itself, a process with Blender in it hangs."""
        self.pipe.close()
        self.process.kill()
        self.process.wait()


def convert_all(sources: Iterable[ModelSource], scratch: Path) -> Iterator[Converted | str]:
    """Yield each model converted, or one sentence on why it cannot be; pictures are written under `scratch`."""
    child: Converter | None = None
    try:
        for source in sources:
            child = child or _start()
            result = _ask(child.pipe, source, scratch / source.id)
            if result is None:
                child.end()
                child = None
            yield f"Blender crashed or took more than {PATIENCE_S} s on it" if result is None else result
    finally:
        if child:
            child.end()


def _ask(pipe: Connection[Any, Any], source: ModelSource, scratch: Path) -> Converted | str | None:
    """Return what the child answers; None where it is no more, or says nothing for too long."""
    try:
        pipe.send((source, scratch))
        return pipe.recv() if pipe.poll(PATIENCE_S) else None
    except (EOFError, OSError):
        return None


def _start() -> Converter:
    child = Converter(*start_process(main, subprocess.DEVNULL))
    with suppress(EOFError, OSError):
        if child.pipe.poll(PATIENCE_S) and child.pipe.recv() == READY:
            return child
    child.end()
    raise WorkError("Blender does not start; `cavendish doctor` says what this machine renders with")


def main(handle: int, parent: int) -> NoReturn:
    """Convert what comes through the pipe `handle` until the parent closes it."""
    die_with(parent)
    from ...renderers.blender.process import leave_process, start  # isort: skip - Blender's other modules need it first
    from ...renderers.blender.model_conversion import convert

    pipe: Connection[Any, Any] = Connection(handle)
    start("CPU")
    pipe.send(READY)
    with suppress(EOFError, OSError):
        while True:
            source, scratch = pipe.recv()
            try:
                pipe.send(convert(source, scratch))
            except AssetError as error:
                pipe.send(str(error))
            except Exception as error:  # an importer may raise anything on a broken file
                pipe.send(f"{source.path.name}: cannot be read: {type(error).__name__}: {error}".splitlines()[0])
    leave_process(0)
