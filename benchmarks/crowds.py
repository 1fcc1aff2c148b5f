"""A street with a crowd beside the same street without: what the people add to its time, its triangles and its memory.

python -m benchmarks.crowds [--people 40] [--size 192 128] [--seed 3] [--scene 2]

Seconds are of the processor, summed over its cores: what else the machine does disturbs them little. Both streets are
drawn, prepared, built and rendered in this process by one camera, after a small picture of another street that loads
what is loaded once.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from dataclasses import replace

from cavendish.manifests import Recipe
from cavendish.pipeline.render.scene import make_renderer, prepared
from cavendish.renderers.frame import Renderer
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.attendance import NOBODY, Attendance
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Camera, Figure, SceneSpec

STREET = {"street": 1.0}


def main() -> None:
    """Print a line for the street without people, one for that with them, and how they compare."""
    from cavendish.renderers.blender.process import leave_process

    asked = _arguments()
    recipe = Recipe.model_validate(
        {"name": "crowds", "scenes": 1, "quality": "draft", "layouts": STREET, "resolution": asked.size}
    )
    renderer, _ = make_renderer(recipe, "CPU")
    empty = sample_scene(asked.seed, asked.scene, STREET)
    camera = with_cameras(empty, tuple(asked.size), (0,)).cameras[0]
    other = sample_scene(asked.seed, asked.scene + 1, STREET)  # the same one would stay built
    renderer.render(replace(other, cameras=(_small(camera),)), 0)
    without = _seconds(renderer, asked.seed, asked.scene, NOBODY, camera)
    crowded = _seconds(renderer, asked.seed, asked.scene, Attendance(1.0, asked.people), camera)
    print(f"a street with people takes {crowded / without:.2f} times as long to prepare and render", flush=True)
    leave_process(0)


def _seconds(renderer: Renderer, seed: int, scene: int, people: Attendance, camera: Camera) -> float:
    """Print what a street costs, and return the seconds that it takes to prepare and render."""
    marks = [time.process_time()]
    spec = sample_scene(seed, scene, STREET, people=people)
    marks.append(time.process_time())
    spec, _ = prepared(spec, renderer)
    marks.append(time.process_time())
    renderer.render(replace(spec, cameras=(camera,)), 0)
    marks.append(time.process_time())
    drawn_s, prepared_s, rendered_s = (b - a for a, b in itertools.pairwise(marks))
    count, triangles = _people(spec)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} people ({triangles:,} triangles of theirs): {drawn_s:.1f} s drawn, {prepared_s:.1f} s prepared,")
    print(f"  {rendered_s:.1f} s rendered; at most {peak_mb:,.0f} MB so far", flush=True)
    return prepared_s + rendered_s


def _people(spec: SceneSpec) -> tuple[int, int]:
    """Return how many people there are, and how many triangles they have."""
    figures = [thing.geometry for thing in spec.objects if isinstance(thing.geometry, Figure)]
    return len(figures), sum(len(geometry_mesh(figure).triangles) for figure in figures)


def _small(camera: Camera) -> Camera:
    return replace(camera, width_px=16, height_px=16, cx_px=8.0, cy_px=8.0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--size", type=int, nargs=2, default=[192, 128])
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--scene", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
