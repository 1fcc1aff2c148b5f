"""What scenes cost beside their samples: CPU seconds by phase. `gpu_idle` says what a GPU makes of them.

    python -m benchmarks.fixed_cost [--scenes 3] [--layouts room street]

Shards of one scene with two views of 512×512 are built in this process as a worker builds them. In the place of path
tracing is a picture of noise. Each phase has its own seconds, without those of phases inside of it; what Cycles sorts
before its first ray is part of the truth here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

from cavendish.manifests import Recipe, current_platform
from cavendish.pipeline.build import encoding, shard
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.truth import TruthFile
from cavendish.pipeline.render import scene
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.layouts.registry import LAYOUTS

from .plain import PlainRenderer
from .simulated_gpu import simulate

BUNDLED = sorted(LAYOUTS.keys() - {"files"})
SIDE_PX, VIEWS = 512, 2
SCENE, PREPARE, MESHES, BLENDER, SHORTCUTS, TRUTH, VISIBILITY, FILE, SAMPLES, REST = PHASES = (
    "scene",
    "contacts, physics",
    "meshes",
    "into Blender",
    "shortcuts",
    "truth",
    "visibility",
    "truth file",
    "samples",
    "rest",
)


class Clock:
    """Counts the processor's seconds of phases that lie inside one another, each without those inside of it."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self._phases, self._since = [REST], time.process_time()

    def count(self) -> None:
        """Add the time since the last count to the phase that is under way."""
        now = time.process_time()
        self.seconds[self._phases[-1]] += now - self._since
        self._since = now

    def watch(self, phase: str, holder: Any, *names: str) -> None:
        """Count functions of a module, a class or a table towards a phase."""
        for name in names:
            if isinstance(holder, dict):
                holder[name] = self._watched(phase, holder[name])
            else:
                setattr(holder, name, self._watched(phase, getattr(holder, name)))

    def _watched(self, phase: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def watched(*given: Any, **named: Any) -> Any:
            self.count()
            self._phases.append(phase)
            try:
                return work(*given, **named)
            finally:
                self.count()
                self._phases.pop()

        return watched


def main() -> None:
    """Build the scenes of each layout, and print a row for each: seconds of a scene."""
    from cavendish.renderers.blender.process import leave_process

    asked, clock = _arguments(), Clock()
    _watch_all(clock)
    print(f"| layout | {' | '.join((*PHASES, 'all'))} |\n|{' --- |' * (len(PHASES) + 2)}")
    try:
        for layout, first, count in [("room", 1000, 1), *((layout, 0, asked.scenes) for layout in asked.layouts)]:
            name = f"first {layout}" if first else layout
            print(f"| {name} | {' | '.join(_row(clock, layout, range(first, first + count)))} |", flush=True)
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        leave_process(0)


def _watch_all(clock: Clock) -> None:
    from cavendish.renderers.blender import renderer
    from cavendish.renderers.blender.process import start

    simulate(0.0)
    clock.watch(SCENE, scene, "sample_scene", "with_cameras", "with_camera")
    clock.watch(PREPARE, scene, "prepared")
    clock.watch(MESHES, GENERATORS, *GENERATORS)
    clock.watch(BLENDER, renderer, "build_scene")
    clock.watch(SHORTCUTS, renderer, "use_indirect_proxies")
    clock.watch(TRUTH, renderer, "render_truth")
    clock.watch(VISIBILITY, renderer, "visible_objects", "_occluders")
    clock.watch(FILE, TruthFile, "add", "finish")
    clock.watch(SAMPLES, encoding, "samples_from")
    clock.watch(SAMPLES, shard, "write_tar")
    start("CPU")


def _row(clock: Clock, layout: str, numbers: Iterable[int]) -> list[str]:
    """Return the mean seconds of a scene, by phase and in all."""
    clock.count()
    clock.seconds = dict.fromkeys(PHASES, 0.0)
    scenes = list(numbers)
    for number in scenes:
        _build(layout, number)
    clock.count()
    means = [clock.seconds[phase] / len(scenes) for phase in PHASES]
    return [f"{mean:.2f}" for mean in (*means, sum(means))]


def _build(layout: str, number: int) -> None:
    content = {"name": "fixed-cost", "seed": number, "scenes": 1, "scenes_per_shard": 1, "views_per_scene": VIEWS}
    recipe = Recipe.model_validate(content | {"resolution": [SIDE_PX, SIDE_PX], "layouts": {layout: 1.0}})
    (plan,) = plan_shards(recipe)
    renderer = PlainRenderer(recipe)
    with tempfile.TemporaryDirectory() as folder:
        shard.build_shard(recipe, plan, renderer, current_platform(renderer.device), Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=3)
    parser.add_argument("--layouts", nargs="*", default=BUNDLED, choices=BUNDLED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
