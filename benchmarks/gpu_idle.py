"""For how much of its time a GPU waits for a worker: a shard is built by one, with a sleep for each view's samples.

    python -m benchmarks.gpu_idle [--scenes 4] [--layouts room street]

The worker is a real one: its renderer runs in a process of its own, where a view's samples are a sleep of a second, and
scenes have two views of 512×512. A first scene, which starts everything, is not counted. `gpu_idle_share` is of the
wall clock, so other work on the cores raises it; beside it stands what the processor's seconds say of a worker that has
two cores for itself: with encoding in its turn, and as it is, while the next scene is rendered.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from cavendish.manifests import Recipe, ShardRecord, current_platform
from cavendish.pipeline.build.shard import build_shard
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.render.limits import DEFAULTS
from cavendish.pipeline.workers import renderer_child
from cavendish.pipeline.workers.renderer_process import RendererProcess
from cavendish.scenes.layouts.registry import LAYOUTS

from .simulated_gpu import SAMPLING_S
from .simulated_gpu import main as simulated

BUNDLED = sorted(LAYOUTS.keys() - {"files"})
SIDE_PX, VIEWS = 512, 2
HEAD = ("layout", "renderer's CPU s", "encoding's CPU s", "wall s", "gpu_idle_share", "in turn", "beside")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds so far: of the wall clock, of the renderer's processor, and of this process's."""

    wall_s: float
    renderer_s: float
    encoding_s: float

    @classmethod
    def now(cls) -> Spent:
        """Look at the clocks."""
        children = [child.cpu_times() for child in psutil.Process(os.getpid()).children(recursive=True)]
        return cls(time.monotonic(), sum(each.user + each.system for each in children), time.process_time())

    def since(self, before: Spent) -> Spent:
        """Return what was spent since then."""
        names = ("wall_s", "renderer_s", "encoding_s")
        return Spent(*(getattr(self, name) - getattr(before, name) for name in names))


def main() -> None:
    """Build a shard of each layout and print a row for it: seconds of a scene, and shares."""
    asked = _arguments()
    vars(renderer_child)["main"] = simulated
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    for layout in asked.layouts:
        print(f"| {layout} | {' | '.join(_row(layout, asked.scenes))} |", flush=True)


def _row(layout: str, scenes: int) -> list[str]:
    renderer = RendererProcess(_recipe(layout, scenes), DEFAULTS)
    try:
        _built(_recipe(layout, 1), renderer)
        before = Spent.now()
        record = _built(_recipe(layout, scenes), renderer)
        spent = Spent.now().since(before)
    finally:
        renderer.close()
    slept_s = SAMPLING_S * sum(len(view.rejected) + (view.attempt >= 0) for view in record.views)
    in_turn, beside = spent.renderer_s + spent.encoding_s, spent.renderer_s + spent.encoding_s / scenes
    times_s = (spent.renderer_s, spent.encoding_s, spent.wall_s)
    shares = (1 - slept_s / spent.wall_s, in_turn / (in_turn + slept_s), beside / (beside + slept_s))
    return [*(f"{each / scenes:.2f}" for each in times_s), *(f"{share:.0%}" for share in shares)]


def _recipe(layout: str, scenes: int) -> Recipe:
    content = {"name": "gpu-idle", "seed": 0, "scenes": scenes, "scenes_per_shard": scenes, "views_per_scene": VIEWS}
    return Recipe.model_validate(content | {"resolution": [SIDE_PX, SIDE_PX], "layouts": {layout: 1.0}})


def _built(recipe: Recipe, renderer: RendererProcess) -> ShardRecord:
    (plan,) = plan_shards(recipe)
    with tempfile.TemporaryDirectory() as folder:
        return build_shard(recipe, plan, renderer, current_platform(renderer.device), Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=4)
    parser.add_argument("--layouts", nargs="*", default=BUNDLED, choices=BUNDLED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
