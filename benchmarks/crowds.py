"""A street with a crowd beside the same street without: what the people add to its time, its triangles and its memory.

python -m benchmarks.crowds [--people 40] [--seed 3] [--scene 2] [--quality draft standard]

Seconds are of the processor, summed over its cores: what else the machine does disturbs them little. Each street is
drawn, prepared, built and rendered by one camera in a process of its own, after a small picture of another street that
loads what is loaded once; so each makes all of its meshes itself.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import time
from dataclasses import replace

from cavendish.manifests import Recipe
from cavendish.pipeline.render.scene import make_renderer, prepared
from cavendish.scenes.cameras import Camera
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.attendance import NOBODY, Attendance
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import Figure, SceneSpec

STREET = {"street": 1.0}
SIZES_PX = {"draft": (192, 128), "standard": (384, 288)}
IN_ALL = "seconds in all:"


def main() -> None:
    """Print what the street costs without people and with them, and how they compare, quality by quality."""
    asked = _arguments()
    if asked.alone is not None:
        _alone(asked.quality[0], asked.alone, asked.seed, asked.scene)
        return
    for quality in asked.quality:
        without, crowded = (_seconds(asked, quality, people) for people in (0, asked.people))
        width_px, height_px = SIZES_PX[quality]
        print(f"{quality}, {width_px}×{height_px}: with people {crowded / without:.2f} times as long", flush=True)


def _seconds(asked: argparse.Namespace, quality: str, people: int) -> float:
    """Print what one street costs, in a process of its own, and return its seconds."""
    place = ["--seed", str(asked.seed), "--scene", str(asked.scene), "--quality", quality]
    run = [sys.executable, "-m", "benchmarks.crowds", *place, "--alone", str(people)]
    said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    costs = said[said.index("people: ") :]  # Blender has spoken before
    print(costs, end="", flush=True)
    return float(costs.split(IN_ALL)[1])


def _alone(quality: str, count: int, seed: int, scene: int) -> None:
    """Print what a street with so many people costs, and end this process."""
    from cavendish.renderers.blender.process import leave_process

    size_px = SIZES_PX[quality]
    recipe = Recipe.model_validate(
        {"name": "crowds", "scenes": 1, "quality": quality, "layouts": STREET, "resolution": size_px}
    )
    renderer, _ = make_renderer(recipe, "CPU")
    other = with_cameras(sample_scene(seed, scene + 1, STREET, people=Attendance(1.0, 2)), size_px, (0,))
    renderer.render(replace(other, cameras=(_small(other.cameras[0]),)), 0)
    marks = [time.process_time()]
    spec = sample_scene(seed, scene, STREET, people=Attendance(1.0, count) if count else NOBODY)
    marks.append(time.process_time())
    spec, _ = prepared(with_cameras(spec, size_px, (0,)), renderer)
    marks.append(time.process_time())
    renderer.render(spec, 0)
    marks.append(time.process_time())
    drawn_s, prepared_s, rendered_s = (b - a for a, b in itertools.pairwise(marks))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    there, triangles = _people(spec)
    print(f"people: {there} ({triangles:,} triangles of theirs); at most {peak_mb:,.0f} MB")
    print(f"  {drawn_s:.1f} s drawn, {prepared_s:.1f} s prepared, {rendered_s:.1f} s rendered")
    print(f"  {IN_ALL} {marks[-1] - marks[0]:.1f}", flush=True)
    leave_process(0)


def _people(spec: SceneSpec) -> tuple[int, int]:
    """Return how many people there are, and how many triangles they have."""
    figures = [thing.geometry for thing in spec.objects if isinstance(thing.geometry, Figure)]
    return len(figures), sum(len(geometry_mesh(figure).triangles) for figure in figures)


def _small(camera: Camera) -> Camera:
    return replace(camera, width_px=16, height_px=16, cx_px=8.0, cy_px=8.0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--scene", type=int, default=2)
    parser.add_argument("--quality", nargs="+", choices=SIZES_PX, default=list(SIZES_PX))
    parser.add_argument("--alone", type=int, metavar="PEOPLE", help="only the street with so many, in this process")
    return parser.parse_args()


if __name__ == "__main__":
    main()
