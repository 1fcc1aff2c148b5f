"""What animals look like and cost: one sheet of animals seen alone, or the seconds that they add to scenes.

    python -m benchmarks.animals sheet OUT.png [--seed 0] [--samples 32]
    python -m benchmarks.animals cost [--scenes 8] [--seed 0] [--size 192 128]

The sheet shows each animal in daylight from 3 to 8 m, 224×224, on grass or on paving, with numbers to speak of them by.
The figures are seconds of the processor to draw a scene, with its animals and without, and to prepare and render the
one of each layout that has the most.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from cavendish.scenes.animals.casting import sample_animal
from cavendish.scenes.appearance.sky import daylight, sample_sky
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Pose, SceneObject, SceneSpec, Shot, turn

from .sheets import draw, panel

# Breed, posture, and the ground below it.
SHOWN = (
    ("retriever", "standing", "meadow"),
    ("shepherd dog", "walking", "paving"),
    ("terrier", "standing", "paving"),
    ("hound", "sitting", "meadow"),
    ("cat", "sitting", "paving"),
    ("cat", "walking", "meadow"),
    ("horse", "standing", "meadow"),
    ("cow", "standing", "meadow"),
    ("sheep", "standing", "meadow"),
    ("cow", "grazing", "meadow"),
    ("pigeon", "standing", "paving"),
    ("sparrow", "standing", "paving"),
    ("gull", "standing", "paving"),
    ("duck", "standing", "meadow"),
    ("hen", "standing", "meadow"),
    ("cat", "lying", "paving"),
)
SIDE_PX = 224
FILLS = 0.62  # of the picture's side: the animal's length or height, the larger
SKIES = ("noon", "overcast", "afternoon")


def main() -> None:
    """Draw the sheet, or print the figures."""
    asked = _arguments()
    shown = enumerate(SHOWN) if not asked.only else ((k - 1, SHOWN[k - 1]) for k in asked.only)
    scenes = ((scene_of(number, asked.seed), f"{breed}, {posture}") for number, (breed, posture, _) in shown)
    draw(scenes, asked.out, asked.samples)


def scene_of(number: int, seed: int) -> SceneSpec:
    """Return one animal of the sheet, alone with ground, wall, sky and a camera."""
    rng = np.random.default_rng((seed, number))
    breed, posture, ground = SHOWN[number]
    aside_deg = float(rng.choice((-1, 1)) * rng.uniform(40, 75))  # seen from its side, and from ahead a little
    animal = sample_animal((breed,), (posture,), rng).put(3, (0, 0, 0), aside_deg)
    world, lights = daylight(sample_sky(SKIES[number % len(SKIES)], rng))
    objects = (
        panel(1, "ground", ground, Pose((0.0, 0.0, 0.0), scale=(60.0, 60.0, 1.0)), rng),
        panel(2, "wall", "render", Pose((0.0, 6.0, 0.0), turn("x", 90.0), (60.0, 60.0, 1.0)), rng),
        animal,
    )
    return SceneSpec(
        "animals", number, seed, objects, lights, world, (camera_of(_shot(animal, rng), (SIDE_PX, SIDE_PX)),)
    )


def _shot(animal: SceneObject, rng: np.random.Generator) -> Shot:
    """Return a view of the whole animal from 3 to 8 m: the larger it is, the further."""
    low, high = geometry_mesh(animal.geometry).bounds()
    long_m = float((high - low).max())
    far_m = float(np.clip(3.5 * long_m, 3, 8) * rng.uniform(0.9, 1.1))
    eye_m = float(rng.uniform(1.1, 1.6))
    fov_deg = 2 * np.degrees(np.arctan(0.5 * long_m / FILLS / np.hypot(far_m, eye_m)))
    return Shot((0.0, -far_m, eye_m), (0.0, 0.0, 0.5 * float(high[2])), float(fov_deg))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    sheet = what.add_parser("sheet")
    sheet.add_argument("out", type=Path)
    sheet.add_argument("--samples", type=int, default=32)
    sheet.add_argument("--only", type=int, nargs="*", default=(), help="numbers of the sheet")
    sheet.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
