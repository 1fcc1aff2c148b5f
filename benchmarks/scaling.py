"""Frames an hour of a plain loop, of one Blender on Ray and of two, each with one core, on the same shards.

python -m benchmarks.scaling [--shards 12] [--rounds 3] [--layout room] [--size 256 192]

The first shard of each worker is left out: it bears the start of Ray and of Blender. The ways take turns, round by
round, and the middle of the rounds is told with the least and the most.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import repeat
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers.executor import local_map
from cavendish.pipeline.workers.resources import Executor

ONE_CORE = RunOptions(device="CPU", threads=1)
WAYS = {"plain loop": 0, "1 worker on Ray": 1, "2 workers on Ray": 2}


def main() -> None:
    """Build the same recipe in each way and print the table."""
    asked = _arguments()
    os.environ |= {"RAY_worker_niceness": "0"}  # as the loop; Ray's workers stand behind all other programs by default
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for way in [way for ways in repeat(WAYS, asked.rounds) for way in ways]:
        with tempfile.TemporaryDirectory() as folder:
            work = open_build(_recipe(asked), Path(folder) / "out")
            found[way].append(frames_an_hour(run_on(work, _executor(WAYS[way]), ONE_CORE), max(1, WAYS[way])))
            print(f"{way}: {found[way][-1]:.0f} frames/h", flush=True)
    Console(width=100).print(_table(found))


def frames_an_hour(records: Iterator[ShardRecord], workers: int) -> float:
    """Return the pace after the first shard of each worker, up to the last record."""
    times_s, frames = [], []
    for record in records:
        times_s.append(time.monotonic())
        frames.append(len(record.views))
    return sum(frames[workers:]) / (times_s[-1] - times_s[workers - 1]) * 3600


def _table(found: dict[str, list[float]]) -> Table:
    table = Table("", "frames/h", "least - most", "of the loop, a worker")
    loop = median(found["plain loop"])
    for way, paces in found.items():
        each = median(paces) / loop / max(1, WAYS[way])
        table.add_row(way, f"{median(paces):.0f}", f"{min(paces):.0f} - {max(paces):.0f}", f"{each:.0%}")
    return table


def _executor(workers: int) -> Executor:
    if not workers:
        return local_map
    from cavendish.pipeline.workers.ray_cluster import connect
    from cavendish.pipeline.workers.ray_executor import ray_map

    return partial(ray_map, connect(workers, 1.0, 0.0, ""))


def _recipe(asked: argparse.Namespace) -> Recipe:
    content = {"name": "scaling", "scenes": 2 * asked.shards, "scenes_per_shard": 2, "resolution": asked.size}
    return Recipe.model_validate(content | {"layouts": {asked.layout: 1.0}, "quality": "draft"})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shards", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--layout", default="room")
    parser.add_argument("--size", type=int, nargs=2, default=[256, 192])
    return parser.parse_args()


if __name__ == "__main__":
    main()
