"""Converts models in a process of their own: one that kills Blender, or never ends, costs the library itself alone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from ...scenes.assets.sources import Converted, ModelSource
from ...scenes.errors import AssetError, WorkError

PATIENCE_S = 180
READY = "ready"


def convert_all(sources: Iterable[ModelSource], scratch: Path) -> Iterator[Converted | str]:
    """Yield each model converted, or one sentence on why it cannot be; pictures are written under `scratch`."""
    child: tuple[SpawnProcess, Connection] | None = None
    try:
        for source in sources:
            child = child or _start()
            result = _ask(child[1], source, scratch / source.id)
            if result is None:
                _end(*child)
                child = None
            yield f"Blender crashed or took more than {PATIENCE_S} s on it" if result is None else result
    finally:
        if child:
            _end(*child)


def _ask(pipe: Connection, source: ModelSource, scratch: Path) -> Converted | str | None:
    """Return what the child answers; None where it is no more, or says nothing for too long."""
    try:
        pipe.send((source, scratch))
        return pipe.recv() if pipe.poll(PATIENCE_S) else None
    except (EOFError, OSError):
        return None


def _start() -> tuple[SpawnProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_serve, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    with suppress(EOFError, OSError):
        if ours.poll(PATIENCE_S) and ours.recv() == READY:
            return child, ours
    _end(child, ours)
    raise WorkError("Blender does not start; `cavendish doctor` says what this machine renders with")


def _end(child: SpawnProcess, pipe: Connection) -> None:
    pipe.close()
    child.kill()  # at once: left to exit by itself, a process with Blender in it hangs
    child.join()


def _serve(pipe: Connection) -> None:
    from ...renderers.blender.process import leave_process, start  # isort: skip - Blender's other modules need it first
    from ...renderers.blender.model_conversion import convert

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
