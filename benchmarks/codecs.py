"""How fast the codecs are: `python -m benchmarks.codecs`.

1024×1024, one thread; medians of runs that alternate with those of what stands beside. For depth that is hilbertmap on
float32; for normals and masks a plain pass in whole-array numpy, which reads the one array, writes the other and does
nothing that makes a codec: no unit length, no nearest colour, no check. Every run allocates its output.
"""

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import hilbertmap
import numpy as np
from numpy.typing import NDArray

from cavendish.pipeline.codecs import depth, masks, normals

SIDE = 1024
RUNS = 21
BACKGROUND = (0, 0, 0)


class Row(NamedTuple):
    """One line of the table: a call, what stands beside it, and what is asked of their ratio."""

    name: str
    ours: Callable[[], object]
    beside: str = ""
    theirs: Callable[[], object] | None = None
    target: str = ""


def discs(side: int) -> NDArray[np.uint16]:
    """Return labels: 40 discs, 1 … 40, on background 0."""
    y, x = np.mgrid[:side, :side] * 7 / side
    labels = y.astype(int) * 7 + x.astype(int) + 1
    return np.where((np.hypot(y % 1 - 0.5, x % 1 - 0.5) < 0.45) & (labels <= 40), labels, 0).astype(np.uint16)


def palette() -> dict[int, tuple[int, int, int]]:
    """Return 0 … 40 with colours 85 or more apart."""
    colours = np.stack(np.meshgrid(*[(0, 85, 170, 255)] * 3), axis=-1).reshape(-1, 3).tolist()
    return {label: (red, green, blue) for label, (red, green, blue) in enumerate(colours[:41])}


def noisy(rgb: NDArray[np.uint8], sigma: float) -> NDArray[np.uint8]:
    """Return the picture with Gaussian noise, as a model might draw it."""
    return np.clip(np.rint(rgb + np.random.default_rng(0).normal(0, sigma, rgb.shape)), 0, 255).astype(np.uint8)


def depth_rows() -> list[Row]:
    """Put depth beside hilbertmap."""
    ramp = np.linspace(0.5, 60, SIDE, dtype=np.float32)[:, None]
    depth_m = np.where(discs(SIDE) > 0, ramp / 2, ramp).astype(np.float32)
    rgb, rgb_float = depth.encode(depth_m), hilbertmap.depth_to_rgb(depth_m).astype(np.float32)
    encode = partial(hilbertmap.depth_to_rgb, depth_m)
    decode = partial(hilbertmap.rgb_to_depth, rgb_float)
    viridis = depth.encode(depth_m, "viridis")
    return [
        Row("depth.encode", partial(depth.encode, depth_m), "hilbertmap", encode, "5× faster"),
        Row("depth.decode", partial(depth.decode, rgb), "hilbertmap", decode, "50× faster"),
        Row("  with residual", partial(depth.decode, rgb, return_residual=True), "hilbertmap", decode),
        Row("  of float32 colours", partial(depth.decode, rgb_float), "hilbertmap", decode),
        Row("  in viridis", partial(depth.decode, viridis, "viridis"), "hilbertmap", decode),
    ]


def normals_rows() -> list[Row]:
    """Put normals beside the linear map between components and colours."""
    vectors = np.random.default_rng(0).normal(size=(SIDE, SIDE, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    rgb = normals.encode(vectors)
    return [
        Row(
            "normals.encode",
            partial(normals.encode, vectors),
            "rint(127.5 n + 127.5)",
            lambda: np.rint(vectors * 127.5 + 127.5).astype(np.uint8),
            "3× slower",
        ),
        Row(
            "normals.decode",
            partial(normals.decode, rgb),
            "rgb / 127.5 - 1",
            lambda: rgb.astype(np.float32) / 127.5 - 1,
            "3× slower",
        ),
    ]


def masks_rows() -> list[Row]:
    """Put masks beside copies of the labels into three channels, and the sum of three channels."""
    labels, listed = discs(SIDE), palette()
    rgb = masks.encode(labels, listed)

    def copy_to_channels() -> None:
        copy = np.empty((SIDE, SIDE, 3), np.uint8)
        for channel in range(3):
            copy[..., channel] = labels

    def sum_of_channels() -> None:
        total = rgb[..., 0].astype(np.int32)
        total += rgb[..., 1]
        total += rgb[..., 2]

    return [
        Row("masks.encode", partial(masks.encode, labels, listed), "r = g = b = label", copy_to_channels, "3× slower"),
        Row("masks.decode", partial(masks.decode, rgb, listed), "r + g + b", sum_of_channels, "3× slower"),
        Row("  with noise, σ = 4", partial(masks.decode, noisy(rgb, 4), listed), "r + g + b", sum_of_channels),
    ]


def instance_rows() -> list[Row]:
    """Time the instance decoder, which has no peer."""
    rgb = masks.encode(discs(512), palette())
    return [
        Row(
            "decode_instances", partial(masks.decode_instances, rgb, BACKGROUND), target="100 ms at 512×512, 40 of them"
        ),
        Row("  with noise, σ = 4", partial(masks.decode_instances, noisy(rgb, 4), BACKGROUND)),
    ]


def medians_ms(*calls: Callable[[], object]) -> list[float]:
    """Return the median time of each call, run in turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(RUNS):
        for call, its_times in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            its_times.append(1e3 * (time.perf_counter() - start))
    return [statistics.median(its_times) for its_times in times]


def first_call_ms(colormap: str) -> float:
    """Return how long the first pixel takes, most of it for the tables of its map."""
    start = time.perf_counter()
    depth.decode(np.zeros((1, 1, 3), np.uint8), colormap)
    return 1e3 * (time.perf_counter() - start)


def line(row: Row) -> str:
    """Measure one row and return it as text."""
    if row.theirs is None:
        (ours_ms,) = medians_ms(row.ours)
        return f"{row.name:22}{ours_ms:9.1f} ms{'':49}{row.target}"
    ours_ms, theirs_ms = medians_ms(row.ours, row.theirs)
    faster = theirs_ms >= ours_ms
    ratio = f"{theirs_ms / ours_ms:.1f}× faster" if faster else f"{ours_ms / theirs_ms:.1f}× slower"
    return f"{row.name:22}{ours_ms:9.1f} ms   {row.beside:22}{theirs_ms:8.1f} ms{ratio:>15}   {row.target}"


def machine() -> str:
    """Describe what the numbers were measured on."""
    cpuinfo = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [text.split(":", 1)[1].strip() for text in cpuinfo.splitlines() if text.startswith("model name")]
    cpu = names[0] if names else platform.machine()
    return f"{cpu}, {os.cpu_count()} cores; Python {platform.python_version()}, numpy {np.__version__}"


def main() -> None:
    """Print the table."""
    print(f"{SIDE}×{SIDE}, one thread, median of {RUNS}; {machine()}")
    cube_ms, viridis_ms = first_call_ms("cube"), first_call_ms("viridis")
    print("No table spans all colours. Built on first use:", end=" ")
    print(f"cube {cube_ms:.1f} ms, 12 kB; viridis {viridis_ms:.1f} ms, 2 kB.\n")
    print(f"{'':22}{'here':>12}   {'beside':22}{'':>11}{'ratio':>15}   asked for")
    for rows in (depth_rows, normals_rows, masks_rows, instance_rows):
        for row in rows():
            print(line(row), flush=True)


if __name__ == "__main__":
    main()
