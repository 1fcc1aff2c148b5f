"""A layout of a user's own that does terrible things in the scenes that a file beside it names."""

import json
import tarfile
from collections.abc import Mapping
from pathlib import Path

LAYOUT = """
import ctypes, json, os, signal, time
from pathlib import Path

from cavendish.renderers.frame import RenderError
from cavendish.scenes.layouts import Layout
from cavendish.scenes.layouts.shapes import compose as shapes, frame as framed
from cavendish.scenes.spec import Primitive


def fault_of(scene):
    return json.loads(Path(__file__).with_suffix(".json").read_text()).get(str(scene))


def frame(spec, rng):
    if fault_of(spec.index) == "render":
        ctypes.string_at(0)
    return framed(spec, rng)


def compose(seeds, pool):
    fault = fault_of(seeds.scene)
    if fault == "segfault":
        print("about to fall", flush=True)
        ctypes.string_at(0)
    if fault == "once" and not (mark := Path(__file__).with_suffix(".once")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGSEGV)
    if fault == "hang":
        Path(__file__).with_suffix(".hangs").touch()
        time.sleep(1000)
    if fault == "memory":
        hoard = []
        while True:
            hoard.append(bytearray(b"x") * (16 << 20))
            time.sleep(0.01)
    if fault == "GPU":
        raise RuntimeError("Illegal address in CUDA queue copy_from_device (integrator_shade_surface)")
    if fault == "error":
        raise ZeroDivisionError("nobody thought of this")
    contents = shapes(seeds, pool)
    if fault == "asset":
        raise RenderError("lamp.glb: Blender cannot read it")
    if fault == "unseen":
        floors = tuple(thing for thing in contents.objects if thing.category == "floor")
        return type(contents)(floors or contents.objects[:1], contents.lights, contents.world)
    return contents


LAYOUT = Layout("planted", compose, frame)
"""


def plant(folder: Path, faults: Mapping[int, str]) -> Path:
    """Write the layout and what it does in which scene; its own bytes are always the same."""
    path = folder / "planted.py"
    path.write_text(LAYOUT)
    replant(path, faults)
    return path


def replant(path: Path, faults: Mapping[int, str]) -> None:
    path.with_suffix(".json").write_text(json.dumps(faults))


def samples(out: Path) -> dict[str, bytes]:
    """Every file of every shard, by its name."""
    found: dict[str, bytes] = {}
    for shard in out.glob("*/*.tar"):
        with tarfile.open(shard) as tar:
            for member in tar.getmembers():
                file = tar.extractfile(member)
                assert file is not None, f"{member.name} is no file"
                found[member.name] = file.read()
    return found
