"""What scenes cost beside their samples: CPU seconds by phase, and for how much of its time a GPU would wait.

    python -m benchmarks.fixed_cost [--scenes 3] [--layouts room street]

Shards of one scene with two views of 512×512 are built in this process as a worker builds them. In the place of path
tracing is a sleep of a second a view, as if a GPU did it, and a picture of noise. Each phase has its own seconds,
without those of phases inside of it; what Cycles sorts before its first ray is part of the truth here.
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

import numpy as np
from numpy.typing import NDArray

from cavendish.manifests import Recipe, current_platform
from cavendish.pipeline.build import shard
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.render import scene
from cavendish.scenes.generators.registry import GENERATORS
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.spec import Camera

from .plain import PlainRenderer

BUNDLED = sorted(LAYOUTS.keys() - {"files"})
SIDE_PX, VIEWS, SAMPLING_S = 512, 2, 1.0
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
        """Count functions of a module, or of a table, towards a phase."""
        table = holder if isinstance(holder, dict) else vars(holder)
        for name in names:
            table[name] = self._watched(phase, table[name])

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
    print(f"| layout | {' | '.join((*PHASES, 'all', 'wall s', 'gpu_idle_share'))} |\n|{' --- |' * (len(PHASES) + 4)}")
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

    vars(renderer)["rendered_light"] = _slept
    clock.watch(SCENE, scene, "sample_scene", "with_cameras", "with_camera")
    clock.watch(PREPARE, scene, "prepared")
    clock.watch(MESHES, GENERATORS, *GENERATORS)
    clock.watch(BLENDER, renderer, "build_scene")
    clock.watch(SHORTCUTS, renderer, "use_indirect_proxies")
    clock.watch(TRUTH, renderer, "render_truth")
    clock.watch(VISIBILITY, renderer, "visible_objects", "_occluders")
    clock.watch(FILE, shard, "write_truth")
    clock.watch(SAMPLES, shard, "make_samples", "write_tar")
    start("CPU")


def _row(clock: Clock, layout: str, numbers: Iterable[int]) -> list[str]:
    """Return the mean seconds of a scene, by phase, in all and by the wall clock, and the share that a GPU waits."""
    clock.count()
    clock.seconds = dict.fromkeys(PHASES, 0.0)
    began, scenes = time.monotonic(), list(numbers)
    for number in scenes:
        _build(layout, number)
    clock.count()
    wall_s = (time.monotonic() - began) / len(scenes)
    means = [clock.seconds[phase] / len(scenes) for phase in PHASES]
    return [*(f"{mean:.2f}" for mean in (*means, sum(means), wall_s)), f"{1 - VIEWS * SAMPLING_S / wall_s:.0%}"]


def _build(layout: str, number: int) -> None:
    content = {"name": "fixed-cost", "seed": number, "scenes": 1, "scenes_per_shard": 1, "views_per_scene": VIEWS}
    recipe = Recipe.model_validate(content | {"resolution": [SIDE_PX, SIDE_PX], "layouts": {layout: 1.0}})
    (plan,) = plan_shards(recipe)
    renderer = PlainRenderer(recipe)
    with tempfile.TemporaryDirectory() as folder:
        shard.build_shard(recipe, plan, renderer, current_platform(renderer.device), Path(folder))


def _slept(camera: Camera, *_: Any) -> NDArray[np.float32]:
    """Return what stands for a picture, linear light, after so long as a GPU would take for it."""
    time.sleep(SAMPLING_S)
    rng = np.random.default_rng(camera.noise_seed)
    patches = rng.lognormal(-1.5, 0.8, (camera.height_px // 16, camera.width_px // 16, 3))
    grain = rng.normal(1, 0.02, (camera.height_px, camera.width_px, 1))
    return (patches.repeat(16, axis=0).repeat(16, axis=1) * grain).astype(np.float32)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=3)
    parser.add_argument("--layouts", nargs="*", default=BUNDLED, choices=BUNDLED)
    return parser.parse_args()


if __name__ == "__main__":
    main()
