"""The process that holds a renderer. It answers its parent's requests over a socket, and never outlives it.

To the parent go the device, once the renderer is there; and for each scene its JSON, as soon as it is sampled, and then
the scene or its failure. What this process prints, and the stack of a crash, lands in a file that the parent reads.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import re
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NoReturn

from ...manifests import Recipe
from ...renderers.frame import Renderer, RenderError
from ...scenes.errors import AssetError, LayoutError, RequestError
from ...scenes.spec import SceneSpec
from ..dataset.plan import ShardPlan
from ..render.failures import Failure
from ..render.scene import RenderedScene, make_renderer, render_spec, sampled_scene
from .fresh_process import die_with

STACK_SIGNAL = signal.SIGUSR1  # asks a process that hangs to print where
FULL = (errno.ENOSPC, errno.EDQUOT)
GPU_TROUBLE = re.compile(
    r"(?=.*\b(cuda|optix|hip|oneapi|metal|gpu)\b)(?=.*\b(error|fail|fault|illegal|invalid|memory))", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Start:
    """What the renderer is made of, and the niceness of its process."""

    recipe: Recipe
    device: str
    threads: int | None
    nice: int


@dataclass(frozen=True, slots=True)
class SceneRequest:
    """A scene of the recipe, which the process draws itself."""

    plan: ShardPlan
    scene: int


@dataclass(frozen=True, slots=True)
class SpecRequest:
    """A scene as data."""

    plan: ShardPlan
    spec: SceneSpec


@dataclass(frozen=True, slots=True)
class Ready:
    """The renderer is there and uses this device."""

    device: str


@dataclass(frozen=True, slots=True)
class Sampled:
    """The scene as JSON, before the renderer has touched it."""

    spec: str


@dataclass(frozen=True, slots=True)
class Failed:
    """What was asked for failed; `refused`: because it cannot be done as it was asked."""

    failure: Failure
    message: str
    refused: bool = False


Request = SceneRequest | SpecRequest
Reply = Ready | Sampled | RenderedScene | Failed


def main(handle: int, parent: int) -> NoReturn:
    """Serve requests from the socket `handle` until the parent closes it."""
    die_with(parent)
    faulthandler.enable()
    faulthandler.register(STACK_SIGNAL)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent wants no more
        _serve(Connection(handle))
    os._exit(0)  # with Blender loaded, a normal exit hangs


def failed(error: BaseException) -> Failed:
    """Return what an exception means."""
    message = " ".join(str(error).split()) or type(error).__name__
    match error:
        case MemoryError():
            return Failed(Failure.OUT_OF_MEMORY, message)
        case LayoutError():
            return _failed_in_layout(error, message)
        case RenderError() | AssetError():
            return Failed(Failure.BAD_ASSET, message)
        case RequestError():
            return Failed(Failure.BUG, message, refused=True)
        case OSError():
            return Failed(Failure.DISK_FULL if error.errno in FULL else Failure.STORAGE, message)
        case RuntimeError() if GPU_TROUBLE.search(message):
            return Failed(Failure.GPU_FAULT, message)
    return Failed(Failure.BUG, f"{type(error).__name__}: {message}")


def _failed_in_layout(error: LayoutError, message: str) -> Failed:
    """Return the class of what went wrong behind it where it has one of its own, as memory has that ran out."""
    behind = failed(error.__cause__).failure if error.__cause__ else Failure.BUG
    return Failed(Failure.LAYOUT if behind is Failure.BUG else behind, message)


def _serve(pipe: Connection) -> None:
    start: Start = pipe.recv()
    with suppress(PermissionError):  # only root becomes less nice
        os.setpriority(os.PRIO_PROCESS, 0, start.nice)
    try:
        renderer, device = make_renderer(start.recipe, start.device, start.threads)
    except Exception as error:
        pipe.send(_reported(error))
        return
    pipe.send(Ready(device))
    try:
        while True:
            pipe.send(_rendered(pipe, start.recipe, pipe.recv(), renderer))
    finally:
        renderer.close()


def _rendered(pipe: Connection, recipe: Recipe, request: Request, renderer: Renderer) -> RenderedScene | Failed:
    try:
        return render_spec(recipe, request.plan, _spec(pipe, recipe, request), renderer)
    except BaseException as error:  # a layout of the user's may raise anything
        return _reported(error)


def _spec(pipe: Connection, recipe: Recipe, request: Request) -> SceneSpec:
    """Return the scene that is asked for; one that is drawn here is told to the parent before a renderer touches it."""
    if isinstance(request, SpecRequest):
        return request.spec
    spec = sampled_scene(recipe, request.scene, request.plan.split)
    pipe.send(Sampled(spec.to_json()))
    return spec


def _reported(error: BaseException) -> Failed:
    traceback.print_exception(error)
    sys.stderr.flush()
    return failed(error)
