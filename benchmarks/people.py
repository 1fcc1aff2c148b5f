"""What people look like and cost: one sheet of people seen alone, or figures of many.

    python -m benchmarks.people sheet OUT.png [--count 12] [--seed 0] [--samples 48]
    python -m benchmarks.people cost [--count 1000] [--seed 0]

The sheet shows whoever comes at 2 to 5 m, 256×256: whole under the sky, and from the hips up in a room, in turns, with
numbers to speak of them by. The figures are the processor's seconds that a person takes to draw and to build, bytes and
triangles.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cavendish.scenes.appearance.sky import daylight, sample_sky
from cavendish.scenes.cameras import Shot
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.lighting import AreaLight, Light, World
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.poses import Pose, look_at, turn
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Figure, SceneObject, SceneSpec

from .sheets import draw, panel

POSTURES = (
    "standing", "standing", "walking", "walking", "arms folded", "hands in pockets", "talking", "hands on hips"
)  # fmt: skip
SIDE_PX = 256
SKIES = ("noon", "overcast", "afternoon", "low sun")
GROUNDS = {True: ("paving", "asphalt", "render", "facade brick"), False: ("planks", "carpet", "paint", "wallpaper")}
SHARES = (5, 50, 95, 100)  # percentiles that are printed


def main() -> None:
    """Draw the sheet, or print the figures."""
    asked = _arguments()
    if asked.what == "cost":
        print(*_figures(asked.count, asked.seed), sep="\n")
        return
    scenes = (scene_of(number, asked.seed) for number in range(asked.count))
    draw(((spec, _said(spec)) for spec in scenes), asked.out, asked.samples)


def scene_of(number: int, seed: int) -> SceneSpec:
    """Return one person of the sheet, alone with floor, wall, light and a camera."""
    rng = np.random.default_rng((seed, number))
    outdoors = number % 2 == 0
    person = sample_person(rng, POSTURES).put(3, (0, 0, 0), float(rng.uniform(-35, 35)))
    world, lights = daylight(sample_sky(SKIES[number // 2 % len(SKIES)], rng)) if outdoors else _lamps(rng)
    floor, wall = (str(rng.choice(pair)) for pair in (GROUNDS[outdoors][:2], GROUNDS[outdoors][2:]))
    objects = (
        panel(1, "floor", floor, Pose((0.0, 0.0, 0.0), scale=(60.0, 60.0, 1.0)), rng),
        panel(2, "wall", wall, Pose((0.0, 2.2, 0.0), turn("x", 90.0), (60.0, 60.0, 1.0)), rng),
        person,
    )
    return SceneSpec(
        "people", number, seed, objects, lights, world, (camera_of(_shot(person, outdoors, rng), (SIDE_PX, SIDE_PX)),)
    )


def _shot(person: SceneObject, outdoors: bool, rng: np.random.Generator) -> Shot:
    """Return a view of the whole person from 3 to 5 m, or of the upper half from 2 to 3 m."""
    low, high = geometry_mesh(person.geometry).bounds()
    tall_m = float(high[2] - low[2])
    far_m = float(rng.uniform(3, 5) if outdoors else rng.uniform(2, 3))
    aside = float(rng.uniform(-0.5, 0.5))
    low_m = 0.0 if outdoors else 0.45 * tall_m
    eye = (far_m * np.sin(aside), -far_m * np.cos(aside), rng.uniform(1.3, 1.7))
    fov_deg = 2 * np.degrees(np.arctan(0.56 * (tall_m - low_m) / far_m))
    return Shot((float(eye[0]), float(eye[1]), float(eye[2])), (0.0, 0.0, (tall_m + low_m) / 2), float(fov_deg))


def _lamps(rng: np.random.Generator) -> tuple[World, tuple[Light, ...]]:
    """Return the light of a room: a window at one side, lamps above, and what walls throw back."""
    side = float(rng.choice((-1.0, 1.0)))
    window = Pose((2.2 * side, -1.5, 1.7), look_at((2.2 * side, -1.5, 1.7), (0.0, 0.0, 1.2)))
    above = Pose((0.0, -0.6, 2.5))
    return World((1.0, 0.96, 0.9), 0.25), (
        AreaLight(window, (1.2, 1.6), 90.0, (0.92, 0.96, 1.0)),
        AreaLight(above, (0.6, 0.6), 40.0, (1.0, 0.85, 0.68)),
    )


def _said(spec: SceneSpec) -> str:
    figure = spec.objects[-1].geometry
    assert isinstance(figure, Figure)
    sex = "man" if figure.sex > 0.5 else "woman"
    worn = ", ".join((figure.haircut or "no hair", *figure.clothes))
    return f"{sex} of {figure.age_years:.0f}, {figure.stature_m:.2f} m, {worn}; {figure.posture}"


def _figures(count: int, seed: int) -> Iterator[str]:
    """Yield lines: seconds to draw and to build a person, bytes and triangles of the meshes."""
    rng = np.random.default_rng(seed)
    sample_person(rng, POSTURES)  # reads the bodies
    seconds, shapes = [], []
    for _ in range(count):
        began = time.process_time()
        shapes.append(_size(geometry_mesh(sample_person(rng, POSTURES).geometry)))
        seconds.append(time.process_time() - began)
    triangles, size_b = np.array(shapes).T
    yield f"{count} people; at the {', '.join(f'{share} %' for share in SHARES)} mark:"
    for name, values, form in (
        ("seconds", seconds, ".2f"),
        ("triangles", triangles, ".0f"),
        ("MB", size_b / 1e6, ".2f"),
    ):
        yield f"{name}: {', '.join(format(value, form) for value in np.percentile(values, SHARES))}"
    yield f"in all: {sum(seconds):.0f} s, {size_b.sum() / 1e9:.2f} GB"


def _size(shape: Mesh) -> tuple[int, int]:
    arrays = [shape.vertices, shape.triangles, shape.smooth, shape.slot]
    return len(shape.triangles), sum(each.nbytes for each in arrays) + (0 if shape.uv is None else shape.uv.nbytes)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    sheet = what.add_parser("sheet")
    sheet.add_argument("out", type=Path)
    sheet.add_argument("--samples", type=int, default=48)
    for each, count in ((sheet, 12), (what.add_parser("cost"), 1000)):
        each.add_argument("--count", type=int, default=count)
        each.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
