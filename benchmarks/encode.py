"""How much faster than building is asking the same pictures other things? Both are measured in this run.

    python -m benchmarks.encode          # renders a few rooms and shapes at draft quality, 512×512; minutes

The build renders with Blender on the CPU; `encode` makes as many samples of every task from the truth. What matters is
the ratio, which is over 20.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.build.reencode import changed_recipe, encode_shards, open_encoding
from cavendish.pipeline.dataset.folder import read_manifest
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers.executor import local_map
from cavendish.renderers.blender.process import leave_process

RECIPE = Recipe.model_validate(
    {
        "name": "encode-benchmark",
        "scenes": 4,
        "views_per_scene": 2,
        "scenes_per_shard": 2,
        "resolution": [512, 512],
        "layouts": {"room": 1, "shapes": 1},
        "quality": "draft",
    }
)
REPEATS = 3


def main() -> None:
    """Build once, encode a few times, and print the seconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        build_s = seconds(lambda: list(run_on(open_build(RECIPE, out), local_map, RunOptions(device="CPU"))))
        encode_s = min(seconds(partial(again, out, Path(folder) / str(n), n)) for n in range(REPEATS))
        totals = read_manifest(out).totals
        print(f"{totals.views} views, {totals.samples} samples of {len(totals.tasks)} tasks")
        print(f"build   {build_s:8.2f} s   {1000 * build_s / totals.samples:8.1f} ms for each sample")
        print(f"encode  {encode_s:8.2f} s   {1000 * encode_s / totals.samples:8.1f} ms for each sample")
        print(f"encode is {build_s / encode_s:.1f} times as fast")


def again(out: Path, new: Path, prompt_seed: int) -> None:
    """Encode the dataset in `out` once more, with other prompts."""
    recipe = changed_recipe(out, {"prompt_seed": prompt_seed + 1})
    list(encode_shards(out, open_encoding(out, new, recipe)))


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work took."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


if __name__ == "__main__":
    main()
    leave_process(0)
