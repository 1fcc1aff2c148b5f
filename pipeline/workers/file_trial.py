"""A recipe's scene files are opened before anything is rendered, in a process of their own: what is amiss with them.

What a file names and is not there is known without Blender, and at once; what Blender makes of it needs Blender.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NoReturn

from ...manifests import FileWarning, Recipe
from ...renderers.frame import Renderer, RenderError
from ...scenes.errors import AssetError, RequestError
from ...scenes.lighting import World
from ...scenes.spec import SceneFile, SceneSpec
from ..render.inputs import check_here, missing_files
from ..render.scene import make_renderer, warnings_of
from .fresh_process import die_with, fresh_process

TRIAL_S = 600.0  # for one file: those of a film take minutes


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, with what is amiss with it; `fault` says why it cannot be used, "" where it can."""

    file: str
    warnings: tuple[FileWarning, ...] = ()
    fault: str = ""


def file_warnings(recipe: Recipe) -> tuple[FileWarning, ...]:
    """Return what is amiss with a recipe's scene files, each thing once.

    They are opened with Blender, which must be here. Raises RequestError where one cannot be used.
    """
    missing = missing_files(recipe)
    if not recipe.files:
        return missing
    check_here(recipe)
    opened = _opened(recipe)
    if fault := next((each.fault for each in opened if each.fault), ""):
        raise RequestError(f"files: {fault}")
    return tuple(dict.fromkeys((*missing, *(warning for each in opened for warning in each.warnings))))


def refuse_warnings(recipe: Recipe) -> None:
    """Raise RequestError where anything is amiss with a recipe's scene files, and say each thing."""
    if warnings := missing_files(recipe) or file_warnings(recipe):
        raise RequestError(f"renders nothing of {recipe.name}, as {_listed(warnings)}", "strict")


def main(handle: int, parent: int) -> NoReturn:
    """Open the files of the recipe that comes through the socket `handle`, and answer with each as it is opened."""
    die_with(parent)
    pipe = Connection(handle)
    recipe: Recipe = pipe.recv()
    renderer, _ = make_renderer(recipe, "CPU")
    for file in recipe.scene_files:
        source = SceneFile(file.path, file.sha256, frame=file.frames[0], cameras=file.cameras)
        pipe.send(_tried(renderer, source))
    os._exit(0)  # with Blender loaded, a normal exit hangs


def _opened(recipe: Recipe) -> list[Opened]:
    opened: list[Opened] = []
    with fresh_process(main, subprocess.DEVNULL) as pipe:
        pipe.send(recipe)
        for file in recipe.scene_files:
            try:
                opened.append(pipe.recv() if pipe.poll(TRIAL_S) else Opened(file.path, fault=_slow(file.path)))
            except (EOFError, OSError):
                opened.append(Opened(file.path, fault=f"{file.path}: Blender's process ended while it opened this"))
            if opened[-1].fault:
                break
    return opened


def _tried(renderer: Renderer, source: SceneFile) -> Opened:
    try:
        spec = renderer.prepare(SceneSpec("files", 0, 0, (), (), World(), source=source))
    except (RenderError, AssetError, RequestError) as error:
        return Opened(source.path, fault=str(error))
    except Exception as error:
        return Opened(source.path, fault=f"{source.path}: {type(error).__name__}: {' '.join(str(error).split())}")
    return Opened(source.path, warnings_of(spec))


def _slow(path: str) -> str:
    return f"{path}: Blender has not opened it within {TRIAL_S:.0f} seconds"


def _listed(warnings: Iterable[FileWarning]) -> str:
    return "; ".join(f"{warning.file}: {warning.message}" for warning in warnings)
