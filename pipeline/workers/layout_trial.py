"""A user's layouts are tried before anything is built, in a process of their own that they may well bring down."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from ...manifests import Recipe
from ...scenes.assets.pool_loading import load_pool
from ...scenes.errors import LayoutError
from ...scenes.sampling import sample_scene, with_cameras
from ..render.failures import Failure
from ..render.inputs import check_code
from .fresh_process import die_with, fresh_process
from .renderer_main import failed

TRIAL_S = 30.0  # to load libraries and draw a scene of each layout; who needs longer is seen later


def try_layouts(recipe: Recipe) -> None:
    """Run the Python files among a recipe's layouts, and each on scene 0; raises LayoutError with file and line.

    One that crashes or hangs is not judged here: its scenes fail one by one, each with its own class.
    """
    if not any(Path(path).is_file() for path in recipe.own_layouts):  # a cluster's workers may have what is not here
        return
    check_code(recipe)
    with fresh_process(main, subprocess.DEVNULL) as pipe, suppress(EOFError, OSError):
        pipe.send(recipe)
        if pipe.poll(TRIAL_S) and (fault := pipe.recv()):
            raise LayoutError(fault)


def main(handle: int, parent: int) -> NoReturn:
    """Try the layouts of the recipe that comes through the socket `handle`, and answer with the first fault or ""."""
    die_with(parent)
    pipe = Connection(handle)
    pipe.send(_first_fault(pipe.recv()))
    os._exit(0)


def _first_fault(recipe: Recipe) -> str:
    pool = load_pool(recipe.assets, recipe.scene_files)
    for path in recipe.own_layouts:
        try:
            with_cameras(sample_scene(recipe.seed, 0, {path: 1.0}, pool), recipe.resolution[0].size, [0])
        except LayoutError as error:
            if failed(error).failure is Failure.LAYOUT:
                return str(error)
    return ""
