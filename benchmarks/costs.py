"""What a frame costs by layout and quality: the figures in `pipeline/render/estimate.py`, for `cavendish check`.

python -m benchmarks.costs [--scenes 2] [--layouts room hall] [--qualities draft standard high]

Seconds are of the processor, summed over its cores: what else the machine does disturbs them little. Each quality is
rendered at a small and a larger size; the line through both gives what a frame costs at any size and what a pixel adds.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cavendish.manifests import Recipe, current_platform
from cavendish.pipeline.build.shard import build_shard
from cavendish.pipeline.dataset.plan import ShardPlan, plan_shards
from cavendish.pipeline.render.scene import RenderedScene, make_renderer, render_spec, sampled_scene
from cavendish.renderers.frame import Renderer
from cavendish.scenes.layouts.registry import LAYOUTS

BUNDLED = sorted(LAYOUTS.keys() - {"files"})
SIDES = {"draft": (64, 192), "standard": (64, 128), "high": (32, 48)}
VIEWS = 2


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """Renders scenes where the processor's seconds are counted."""

    recipe: Recipe
    renderer: Renderer

    def render(self, plan: ShardPlan, scene: int) -> RenderedScene:
        """Return one scene of a shard."""
        return render_spec(self.recipe, plan, sampled_scene(self.recipe, scene, plan.split), self.renderer)


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: pixels of a frame, core seconds a frame, bytes a sample in the archive and a frame in the truth."""

    pixels: int
    core_s: float
    sample_bytes: float
    truth_bytes: float


def main() -> None:
    """Print one line for each quality of each layout."""
    from cavendish.renderers.blender.process import leave_process

    asked = _arguments()
    print("layout quality: core s a frame + core s a megapixel; bytes a pixel of a sample, of the truth", flush=True)
    for quality in asked.qualities:
        for layout in asked.layouts:
            small, large = (_measured(_recipe(layout, quality, side, asked.scenes)) for side in SIDES[quality])
            slope = (large.core_s - small.core_s) / (large.pixels - small.pixels)
            print(
                f"{layout} {quality}: {small.core_s - slope * small.pixels:.2f} + {1e6 * slope:.0f}; "
                f"{large.sample_bytes / large.pixels:.2f}, {large.truth_bytes / large.pixels:.2f} "
                f"({small.core_s:.2f} s at {small.pixels} px, {large.core_s:.2f} s at {large.pixels} px)",
                flush=True,
            )
    leave_process(0)


def _measured(recipe: Recipe) -> Measured:
    renderer, device = make_renderer(recipe, "CPU")
    (plan,) = plan_shards(recipe)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        made = build_shard(recipe, plan, InThisProcess(recipe, renderer), current_platform(device), Path(folder))
        core_s = time.process_time() - began
    renderer.close()
    frames = sum(view.attempt >= 0 for view in made.views)
    width, height = plan.resolution
    return Measured(width * height, core_s / frames, made.tar.bytes / made.samples, made.truth.bytes / frames)


def _recipe(layout: str, quality: str, side: int, scenes: int) -> Recipe:
    content = {"name": "costs", "scenes": scenes, "scenes_per_shard": scenes, "views_per_scene": VIEWS}
    return Recipe.model_validate(content | {"resolution": [side, side], "layouts": {layout: 1.0}, "quality": quality})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=2)
    parser.add_argument("--layouts", nargs="*", default=BUNDLED, choices=BUNDLED)
    parser.add_argument("--qualities", nargs="*", default=list(SIDES), choices=list(SIDES))
    return parser.parse_args()


if __name__ == "__main__":
    main()
