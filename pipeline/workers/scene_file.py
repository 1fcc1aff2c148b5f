"""One scene of a recipe as a file of its own: for Blender, for other programs, or as the data that it is made from.

It is written in a fresh process, as Blender once loaded does not let a process end; nothing of it is loaded here.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, NoReturn

from ...manifests import Recipe
from ...scenes.errors import RequestError, WorkError
from ...scenes.quality import QUALITIES
from ...scenes.spec import SceneSpec
from ..dataset.plan import plan_shards
from ..dataset.publish import publish
from ..render.inputs import check_blender, check_here
from ..render.scene import make_renderer, prepared, sampled_scene, with_first_cameras
from .fresh_process import die_with, fresh_process

FORMATS = ("blend", "glb", "json")


@dataclass(frozen=True, slots=True)
class SceneFileRequest:
    """What the other process is asked for."""

    recipe: Recipe
    scene: int
    path: Path


@dataclass(frozen=True, slots=True)
class WrittenScene:
    """What was written, and where."""

    path: Path
    layout: str
    objects: int
    cameras: int
    bytes: int

    def __str__(self) -> str:
        held = f"{self.objects} objects, {self.cameras} cameras"
        return f"{self.path}: {self.layout}, {held} ({self.bytes / 1e6:.1f} MB)"


def write_scene(recipe: Recipe, scene: int, path: str | Path) -> WrittenScene:
    """Write scene number `scene` as it is rendered to a new file whose name ends in .blend, .glb or .json.

    It is settled and cleaned, with the cameras that are tried first. A .json is `SceneSpec.to_json`; without cameras,
    its SHA-256 is the digest in the shard's record. Raises RequestError, or WorkError where it cannot be made.
    """
    path = Path(path)
    _check(recipe, scene, path)
    check_here(recipe)
    if path.suffix != ".json":
        check_blender(f"{path}: is written with")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"scene{path.suffix}"
        spec = _ask(SceneFileRequest(recipe, scene, made))
        record = publish(path.absolute().parent, path.name, made.read_bytes())
    return WrittenScene(path, spec.layout, len(spec.objects), len(spec.cameras), record.bytes)


def main(handle: int, parent: int) -> NoReturn:
    """Write one scene as the socket `handle` asks, and answer with its spec or with what went wrong."""
    die_with(parent)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody waits any more
        pipe = Connection(handle)
        pipe.send(_answer(pipe.recv()))
    sys.stderr.flush()
    os._exit(0)  # with Blender loaded, a normal exit hangs


def _check(recipe: Recipe, scene: int, path: Path) -> None:
    if not 0 <= scene < recipe.scenes:
        raise RequestError(f"{recipe.name} has no such scene; allowed are 0 to {recipe.scenes - 1}", "scene", scene)
    if path.suffix.removeprefix(".") not in FORMATS:
        raise RequestError(f"{path}: must end in {', '.join(f'.{name}' for name in FORMATS)}")
    if not path.absolute().parent.is_dir():
        raise RequestError(f"{path}: {path.parent} is not a folder")
    if path.exists():
        raise RequestError(f"{path}: is there already; give another name, or remove it first")


def _ask(request: SceneFileRequest) -> SceneSpec:
    with tempfile.TemporaryFile() as printed, fresh_process(main, printed) as pipe:
        pipe.send(request)
        try:
            answer = pipe.recv()
        except (EOFError, OSError):
            raise WorkError(f"scene {request.scene}: its process ended{_last_line(printed)}") from None
    if isinstance(answer, Exception):
        raise answer
    return SceneSpec.from_json(answer)


def _last_line(printed: IO[bytes]) -> str:
    printed.seek(0)
    lines = printed.read().decode("utf-8", "replace").split("\n")
    return next((f": {line.strip()}" for line in reversed(lines) if line.strip()), "")


def _answer(request: SceneFileRequest) -> str | Exception:
    try:
        return _write(request.recipe, request.scene, request.path).to_json()
    except RequestError as error:
        return error
    except BaseException as error:  # a layout of the user's may raise anything
        return WorkError(f"scene {request.scene}: {' '.join(str(error).split()) or type(error).__name__}")


def _write(recipe: Recipe, scene: int, path: Path) -> SceneSpec:
    """Write the scene; return it."""
    plan = plan_shards(recipe)[scene // recipe.scenes_per_shard]
    renderer, _ = make_renderer(recipe, "CPU")
    try:
        settled, _ = prepared(sampled_scene(recipe, scene, plan.split), renderer)
    finally:
        renderer.close()
    spec = with_first_cameras(recipe, settled, plan)
    if path.suffix == ".json":
        path.write_text(spec.to_json(), "utf-8")
        return spec
    from ...renderers.blender.scene_writer import write_blend, write_glb

    if path.suffix == ".blend":
        write_blend(spec, path, QUALITIES[recipe.quality], recipe.view_transform)
    else:
        write_glb(spec, path)
    return spec
