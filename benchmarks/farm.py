"""The driver with a hundred thousand shards, of which none is rendered: what a farm's size costs it in time and memory.

python -m benchmarks.farm [--shards 100000] [--workers 4] [--mean-ms 0]

Real: the recipe and its plans, Ray with one actor process for each worker, the executor, the events, records of 8
scenes and 16 views as JSON files, manifest and card, and resuming. Not real: workers answer at once or after a time
drawn from a log-normal law, tar and truth are a few bytes, there is no network, and OUT lies in memory (/dev/shm), so
that neither the disk nor Blender is measured.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil
from numpy.typing import NDArray

from cavendish.manifests import Recipe, SceneRecord, ShardRecord, ViewRecord, current_platform
from cavendish.pipeline.build.driver import complete, open_build
from cavendish.pipeline.dataset.folder import finished_records
from cavendish.pipeline.dataset.plan import ShardPlan
from cavendish.pipeline.dataset.publish import publish
from cavendish.pipeline.dataset.truth import write_truth
from cavendish.pipeline.terminal.console import print_table
from cavendish.pipeline.workers.ray_cluster import connect
from cavendish.pipeline.workers.ray_executor import ray_map
from cavendish.scenes.seeds import Stream, generator

T = TypeVar("T")
SPREAD = 0.5  # standard deviation of the logarithm of the service times
SAMPLES = 100  # how often memory is looked at


class NullWork:
    """Publishes a shard of nothing with a record as long as a real one, after a time drawn from its own stream."""

    def __init__(self, recipe: Recipe, root: Path, mean_s: float) -> None:
        self._recipe, self._root, self._mean_s = recipe, root, mean_s
        self._digest, self._platform = recipe.digest, current_platform("none")
        self._truth = write_truth({})

    def __call__(self, plan: ShardPlan) -> ShardRecord:
        """Return the record, which is also published."""
        seconds = service_s(self._recipe, plan.shard, self._mean_s)
        time.sleep(seconds)
        record = ShardRecord(
            name=plan.name,
            shard=plan.shard,
            split=plan.split,
            recipe_digest=self._digest,
            platform=self._platform,
            tar=publish(self._root, f"{plan.split}/{plan.name}.tar", plan.name.encode()),
            truth=publish(self._root, f"truth/{plan.name}.h5", self._truth),
            samples=len(plan.scenes) * self._recipe.samples_of_each_view,
            tasks={"depth": len(plan.scenes)},
            scenes=tuple(_scene(scene) for scene in plan.scenes),
            views=tuple(ViewRecord(scene=scene, view=view, attempt=0) for scene in plan.scenes for view in range(2)),
            licences=(),
            seconds=round(seconds, 3),
        )
        publish(self._root, f"records/{plan.name}.json", record.to_bytes())
        return record

    def close(self) -> None:
        """There is nothing to end."""


def service_s(recipe: Recipe, shard: int, mean_s: float) -> float:
    """Return how long a worker takes for a shard."""
    drawn = generator(recipe.seed, shard, Stream.ORDER).lognormal(-(SPREAD**2) / 2, SPREAD)
    return float(mean_s * drawn)


def null_recipe(shards: int) -> Recipe:
    """Return a recipe of so many shards, with the usual eight scenes of two views in each."""
    content = {"name": "null", "scenes": shards * 8, "resolution": [64, 64], "layouts": {"shapes": 1.0}}
    return Recipe.model_validate(content | {"renderer": "analytic", "splits": {"train": 0.99, "val": 0.01}})


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of this process after so many shards: resident, and of those what malloc has given and not got back.

    The rest is free space between living blocks, of which there is more the longer blocks of all sizes come and go.
    """

    shards: NDArray[np.float64]
    resident: NDArray[np.float64]
    in_use: NDArray[np.float64]

    def growth(self, of: NDArray[np.float64]) -> str:
        """Return the growth in bytes a shard and its standard error, over the last half of the run."""
        half = len(self.shards) // 2
        (slope, _), covariance = np.polyfit(self.shards[half:], of[half:], 1, cov=True)
        return f"{slope:.1f} ± {np.sqrt(covariance[0, 0]):.1f} bytes a shard over the last half"

    def course(self, of: NDArray[np.float64]) -> str:
        """Return the memory at the quarters of the run, and how it grew."""
        quarters = of[[len(of) * part // 4 - 1 for part in (1, 2, 3, 4)]] / 1e6
        return ", ".join(f"{each:.1f}" for each in quarters) + f" MB at the quarters; {self.growth(of)}"


class MallocFigures(ctypes.Structure):
    """What glibc's `mallinfo2` gives, in its order."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    )


def bytes_in_use() -> int:
    """Return how much of this process's memory malloc has given and not got back."""
    ask = ctypes.CDLL("libc.so.6").mallinfo2
    ask.restype = MallocFigures
    figures = ask()
    return int(figures.uordblks + figures.hblkhd)


def watched(records: Iterator[ShardRecord], total: int) -> Memory:
    """Run a build through and look at this process's memory on the way."""
    seen = []
    for number, _ in enumerate(records, start=1):
        if number % max(1, total // SAMPLES) == 0:
            seen.append((number, psutil.Process().memory_info().rss, bytes_in_use()))
    return Memory(*np.array(seen, float).T)


def run_null(root: Path, shards: int, workers: int, mean_s: float) -> dict[str, str]:
    """Build, list and resume a dataset of empty shards; return the figures with their units."""
    recipe = null_recipe(shards)
    work, opening = timed(partial(open_build, recipe, root))
    fleet = connect(workers, None, 0.0, "")
    make = partial(ray_map, fleet, partial(NullWork, recipe, root, mean_s))
    memory, build = timed(lambda: watched(complete(work, make), shards))
    listed, listing = timed(lambda: sum(1 for _ in finished_records(root, recipe)))
    again, resuming = timed(lambda: open_build(recipe, root))
    assert (listed, again.done, len(again.pending)) == (shards, shards, 0)
    served_s = sum(service_s(recipe, shard, mean_s) for shard in range(shards)) / workers
    return {
        "shards, workers": f"{shards}, {workers}",
        "opening an empty OUT": str(opening),
        "build": f"{build}, {shards / build.wall_s:.0f} shards/s",
        "service times": f"{served_s:.1f} s on each worker",
        "overhead": f"{(build.wall_s - served_s) / shards * 1e3:.2f} ms a shard, "
        f"{build.cpu_s / shards * 1e3:.2f} ms of the driver's CPU",
        "driver's memory": memory.course(memory.resident),
        "in use of it": memory.course(memory.in_use),
        "after resuming": f"{psutil.Process().memory_info().rss / 1e6:.1f} MB",
        "listing": str(listing),
        "resuming": str(resuming),
        "record": f"{next((root / 'records').iterdir()).stat().st_size} bytes",
        "manifest": f"{(root / 'manifest.json').stat().st_size} bytes",
    }


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of this process's CPU, which other programs on the machine disturb less."""

    wall_s: float
    cpu_s: float

    def __str__(self) -> str:
        return f"{self.wall_s:.1f} s ({self.cpu_s:.1f} s of CPU)"


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """Return what a piece of work returns, and what it took."""
    wall_s, cpu_s = time.monotonic(), time.process_time()
    return work(), Spent(time.monotonic() - wall_s, time.process_time() - cpu_s)


def _scene(scene: int) -> SceneRecord:
    digest = hashlib.sha256(str(scene).encode()).hexdigest()
    return SceneRecord(
        scene=scene,
        layout="shapes",
        digest=digest,
        objects=9,
        overlapping=0,
        floating=0,
        deepest_overlap_m=0.0,
    )


def main() -> None:
    """Measure in a folder that is then forgotten, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--mean-ms", type=float, default=0.0, help="mean service time")
    asked = parser.parse_args()
    os.environ |= {"RAY_worker_niceness": "0"}  # behind no other program
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        print_table("null farm", run_null(Path(folder) / "out", asked.shards, asked.workers, asked.mean_ms / 1e3))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
