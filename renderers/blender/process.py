"""Starts Blender and BlenderProc inside this process, once, and chooses the device that Cycles renders on.

BlenderProc 2.8.0 knows only its own launcher. Told that it stands in a run script, it leaves the process alone and its
parts can be taken one by one; `bproc.init()` fails on this Blender, so its steps are done here. A GPU must be pinned
(CUDA_VISIBLE_DEVICES) before this module is imported, and a process that imported it hangs at interpreter exit: leave
by `leave_process`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn, TextIO

os.environ["OUTSIDE_OF_THE_INTERNAL_BLENDER_PYTHON_ENVIRONMENT_BUT_IN_RUN_SCRIPT"] = "1"

import bpy
from blenderproc.api import camera, lighting, material, object, renderer, world  # noqa: A004
from blenderproc.python.utility.GlobalStorage import GlobalStorage
from blenderproc.python.utility.Initializer import _Initializer
from blenderproc.python.utility.SetupUtility import SetupUtility

from ..machine import usable_cpus

__all__ = [
    "GPU_BACKENDS",
    "bproc",
    "bpy",
    "content",
    "devices",
    "empty_scene",
    "enter_own_scene",
    "leave_home",
    "leave_process",
    "metres_per_unit",
    "overridden",
    "start",
    "suppress_stderr",
    "suppress_stdout",
]

GPU_BACKENDS = ("OPTIX", "CUDA", "HIP", "ONEAPI", "METAL")
bproc = SimpleNamespace(
    camera=camera, lighting=lighting, material=material, object=object, renderer=renderer, world=world
)


class Content:
    """What Blender holds: a scene by what it was built from, and what has been found out about it since.

    There is one Blender in a process, and so one `content`; whoever empties Blender makes it forget.
    """

    def __init__(self) -> None:
        self.built_from: tuple[object, ...] | None = None
        self.occluders: Any = None  # `occlusion.Occluders`, once a view has asked for them
        # materials of the truth by what they stand in for, and what they tell beside, once one was rendered
        self.stand_ins: dict[tuple[str, frozenset[str], bool], Any] = {}
        self.home: bytes | None = None  # our empty scene as a .blend, while Blender holds a file of the user's
        self.copies: Any = None  # `copies.Copies`, once materials were made: what they are copied from outlives scenes

    def forget(self) -> None:
        """Say that Blender holds none of it any more."""
        self.built_from, self.occluders, self.stand_ins = None, None, {}


content = Content()


def start(device: str = "auto", threads: int | None = None) -> str:
    """Make this process ready to render and return the backend in use: one of GPU_BACKENDS, or "CPU".

    `device` is "auto" (the first backend with a device) or one of the answers; ValueError where it is not here.
    There are never more threads than cores that this process may use, which is also the default.
    """
    with suppress_stdout():
        if content.home:
            empty_scene()
        if not GlobalStorage.is_in_storage("bproc_init_complete"):
            SetupUtility.setup_utility_paths(tempfile.gettempdir())
            empty_scene()
            bpy.context.scene.render.engine = "CYCLES"
            _Initializer.set_default_parameters()
            GlobalStorage.add("bproc_init_complete", True)
        bproc.renderer.set_cpu_threads(min(threads or usable_cpus(), usable_cpus()))
        return _choose_device(device)


def empty_scene() -> None:
    """Remove all but our scene and what materials are copied from; come back to ours where a file had taken its place.

    BlenderProc's own `clean_up` would remove that, too, and each one by itself, which took 5 s of a street's.
    """
    if content.home:
        with _home() as path:
            bpy.ops.wm.open_mainfile(filepath=str(path), load_ui=False, use_scripts=False)
        content.home = None
    data, scene = bpy.data, bpy.context.scene
    spared = {scene, *(content.copies.data() if content.copies else ())}
    data.batch_remove([each for blocks in _own_blocks() for each in blocks if each not in spared])
    data.batch_remove((*data.cache_files, *data.volumes, *data.libraries))
    _Initializer.remove_custom_properties()
    scene.world, scene.camera = data.worlds.new("World"), data.objects.new("Camera", data.cameras.new("Camera"))
    scene.collection.objects.link(scene.camera)
    scene.frame_start = scene.frame_end = 0
    scene.world.use_nodes = True
    content.forget()


def _own_blocks() -> list[Any]:
    """Return the collections of data that scenes are made of: those that one can remove from, but for texts."""
    found = [getattr(bpy.data, name) for name in dir(bpy.data) if name != "texts"]
    return [each for each in found if isinstance(each, bpy.types.bpy_prop_collection) and hasattr(each, "remove")]


def leave_home() -> None:
    """Empty Blender and keep what is left: now a file may take the place of everything, our settings included."""
    if content.copies:
        content.copies.close()
    empty_scene()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "home.blend")
        with overridden(bpy.context.preferences.filepaths, file_preview_type="NONE"):  # or one would be rendered
            bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
        content.home = path.read_bytes()


def enter_own_scene() -> Any:
    """Bring our empty scene, with its settings, into the file that Blender holds, work there, and return it."""
    with _home() as path, bpy.data.libraries.load(str(path), link=False) as (there, here):
        here.scenes = list(there.scenes)
    bpy.context.window.scene = here.scenes[0]
    return here.scenes[0]


def metres_per_unit() -> float:
    """Return the length of Blender's unit in the scene that it holds: 1 but in files of the user's."""
    unit = bpy.context.scene.unit_settings
    return 1.0 if unit.system == "NONE" else float(f"{unit.scale_length:.7g}")


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "home.blend")
        path.write_bytes(content.home or b"")
        yield path


def devices() -> dict[str, list[str]]:
    """Return the names of the devices that each GPU backend finds here, CPUs left out."""
    preferences = bpy.context.preferences.addons["cycles"].preferences
    known = {item.identifier for item in preferences.bl_rna.properties["compute_device_type"].enum_items_static}
    offered = [item[0] for item in preferences.get_device_types(bpy.context)] + sorted(known)
    return {
        backend: [device.name for device in preferences.get_devices_for_type(backend) if device.type != "CPU"]
        for backend in GPU_BACKENDS
        if backend in offered
    }


@contextmanager
def suppress_stdout() -> Iterator[None]:
    """Send what Blender and its libraries print to nowhere; errors on stderr stay."""
    with _to_nowhere(sys.stdout, 1):
        yield


@contextmanager
def suppress_stderr() -> Iterator[None]:
    """Send what Blender says of a file's contents to nowhere: it may hold anything."""
    with _to_nowhere(sys.stderr, 2):
        yield


@contextmanager
def _to_nowhere(stream: TextIO, descriptor: int) -> Iterator[None]:
    stream.flush()
    kept = os.dup(descriptor)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    try:
        yield
    finally:
        stream.flush()
        os.dup2(kept, descriptor)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def overridden(target: Any, **settings: Any) -> Iterator[None]:
    """Set attributes of a Blender struct and put the old values back afterwards."""
    before = {name: getattr(target, name) for name in settings}
    for name, value in settings.items():
        setattr(target, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(target, name, value)


def leave_process(code: int) -> NoReturn:
    """End this process at once: with bpy and BlenderProc loaded, a normal interpreter exit hangs for ever."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _choose_device(device: str) -> str:
    found = [backend for backend, names in devices().items() if names and device in ("auto", backend)]
    if device not in ("auto", "CPU") and not found:
        raise ValueError(f"this machine has no {device} device; `cavendish doctor` lists what it has")
    if not found:
        bproc.renderer.set_render_devices(use_only_cpu=True)
        return "CPU"
    bproc.renderer.set_render_devices(desired_gpu_device_type=found[:1])
    return found[0]
