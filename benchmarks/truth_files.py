"""How truth files are compressed, and why so: `python -m benchmarks.truth_files`.

Frames of generated rooms and shapes, 512×512, from Blender; h5py's own filters alone, so that every reader has them.
Size and time are for one view; the whole frame is one chunk unless the row says otherwise.
"""

import io
import time
from typing import Any, NamedTuple

import h5py
import numpy as np
from numpy.typing import NDArray

from benchmarks.codecs import machine
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.octahedral import MAX_ERROR_DEG, pack
from cavendish.pipeline.dataset.truth import COMPRESSION, read_truth, write_truth
from cavendish.renderers.blender.process import leave_process
from cavendish.renderers.blender.renderer import BlenderRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import sample_scene, with_cameras

SIDE = 512
LAYOUTS = ("room", "room", "shapes")
QUICK = Quality(samples=1, bounces=0, denoise=False)
FILTERS: dict[str, dict[str, Any]] = {
    "none": {},
    "lzf": {"compression": "lzf"},
    "lzf, shuffle": {"compression": "lzf", "shuffle": True},
    **{
        f"gzip {level}{', shuffle' * shuffle}": {"compression": "gzip", "compression_opts": level, "shuffle": shuffle}
        for level in (1, 4, 6, 9)
        for shuffle in (False, True)
    },
    "gzip 6, shuffle, small chunks": {"compression": "gzip", "compression_opts": 6, "shuffle": True, "chunks": True},
}


class Cost(NamedTuple):
    """What one view costs."""

    kilobytes: float
    write_ms: float
    read_ms: float


def frames() -> dict[ViewKey, Frame]:
    """Render one view of each scene."""
    renderer = BlenderRenderer(QUICK, device="CPU")
    specs = [with_cameras(sample_scene(0, i, {layout: 1.0}), (SIDE, SIDE), [0]) for i, layout in enumerate(LAYOUTS)]
    rendered = {ViewKey(i, 0): renderer.render(spec, 0) for i, spec in enumerate(specs)}
    renderer.close()
    return rendered


def cost(arrays: list[NDArray[Any]], options: dict[str, Any]) -> Cost:
    """Write and read each array as a file of its own."""
    start = time.perf_counter()
    files = [_file(array, options) for array in arrays]
    written = time.perf_counter()
    for data in files:
        with h5py.File(io.BytesIO(data)) as file:
            file["data"][()]
    read = time.perf_counter()
    share = 1e3 / len(arrays)
    return Cost(sum(map(len, files)) / 1e3 / len(arrays), share * (written - start), share * (read - written))


def whole_cost(seen: dict[ViewKey, Frame]) -> Cost:
    """Write and read all frames as a build does."""
    start = time.perf_counter()
    data = write_truth(seen)
    written = time.perf_counter()
    list(read_truth(data))
    read = time.perf_counter()
    share = 1e3 / len(seen)
    return Cost(len(data) / 1e3 / len(seen), share * (written - start), share * (read - written))


def chosen() -> str:
    """Name the filters that a build uses."""
    shuffle = ", shuffle" if COMPRESSION["shuffle"] else ""
    return f"{COMPRESSION['compression']} {COMPRESSION['compression_opts']}{shuffle}"


def _file(array: NDArray[Any], options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    chunks = {"chunks": array.shape} if options else {}
    with h5py.File(buffer, "w", libver="v110") as file:
        file.create_dataset("data", data=array, **(chunks | options))
    return buffer.getvalue()


def main() -> None:
    """Print the tables and end the process, which Blender would not let end."""
    seen = frames()
    candidates: dict[str, list[NDArray[Any]]] = {
        "depth_m, float32": [frame.depth_m for frame in seen.values()],
        "normals, float32 × 3": [frame.normals for frame in seen.values()],
        "normals, int16 × 3": [np.rint(32767 * frame.normals).astype(np.int16) for frame in seen.values()],
        f"normals, octahedral int16 × 2 (within {MAX_ERROR_DEG:.4f}°)": [pack(f.normals) for f in seen.values()],
        "instance, uint16": [frame.instance for frame in seen.values()],
    }
    print(f"{SIDE}×{SIDE}, {len(seen)} views of {', '.join(LAYOUTS)}; {machine()}")
    for name, arrays in candidates.items():
        print(f"\n{name:48}{'kB':>9}{'write ms':>10}{'read ms':>10}")
        for label, options in FILTERS.items():
            print("  {:46}{:9.1f}{:10.1f}{:10.1f}".format(label, *cost(arrays, options)))
    print(f"\n{f'a whole frame, picture and all: {chosen()}':48}{'kB':>9}{'write ms':>10}{'read ms':>10}")
    print("  {:46}{:9.1f}{:10.1f}{:10.1f}".format("as stored", *whole_cost(seen)))
    leave_process(0)


if __name__ == "__main__":
    main()
