"""What animals look like and cost: one sheet of animals seen alone, or the seconds that they add to scenes.

    python -m benchmarks.animals sheet OUT.png [--seed 0] [--samples 32]
    python -m benchmarks.animals cost [--scenes 24] [--seed 0] [--size 192 128]

The sheet shows each animal in daylight from 3 to 8 m, 224×224, on grass or on paving, with numbers to speak of them by.
The figures are seconds of the processor, summed over its cores: to draw streets and landscapes and their animals, and
to prepare and render the one of each that has the most, without them and with them.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from cavendish.manifests import Recipe
from cavendish.pipeline.render.scene import make_renderer, prepared
from cavendish.scenes.animals.casting import GENERATORS, sample_animal
from cavendish.scenes.animals.guests import inhabited
from cavendish.scenes.appearance.sky import daylight, sample_sky
from cavendish.scenes.assets.pool import EMPTY
from cavendish.scenes.cameras import Shot
from cavendish.scenes.layouts.registry import layout_of
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.sampling import camera_of, sample_scene, with_cameras
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

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
LAYOUTS = {"street": 1.0, "landscape": 1.0}
SIDE_PX = 224
FILLS = 0.62  # of the picture's side: the animal's length or height, the larger
SKIES = ("noon", "overcast", "afternoon")


def main() -> None:
    """Draw the sheet, or print the figures."""
    asked = _arguments()
    if asked.what == "cost":
        _cost(asked.scenes, asked.seed, (asked.size[0], asked.size[1]))
        return
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


def _cost(scenes: int, seed: int, size: tuple[int, int]) -> None:
    """Print for each of LAYOUTS what animals add to drawing scenes, and to rendering the one that has the most."""
    from cavendish.renderers.blender.process import leave_process

    recipe = Recipe.model_validate(
        {"name": "animals", "scenes": 1, "quality": "draft", "layouts": LAYOUTS, "resolution": size}
    )
    renderer, _ = make_renderer(recipe, "CPU")
    for layout in LAYOUTS:
        drawn = [_drawn(layout, seed, index) for index in range(scenes)]
        counts = [count for *_, count in drawn]
        alone_s, added_s = (sum(each[k] for each in drawn) / scenes for k in (0, 1))
        print(f"{layout}: {sum(count > 0 for count in counts)} of {scenes} scenes with animals, {sum(counts)} in all;")
        print(f"  a scene takes {alone_s:.2f} s to draw, and its animals {added_s:.2f} s", flush=True)
        lively = with_cameras(sample_scene(seed, int(np.argmax(counts)), {layout: 1.0}), size, (0,))
        bare = replace(lively, objects=tuple(each for each in lively.objects if not _is_animal(each)))
        for spec in (bare, bare, lively):  # the first loads what is loaded once
            began = time.process_time()
            renderer.render(prepared(spec, renderer)[0], 0)
            print(
                f"  {len(spec.objects)} things: {time.process_time() - began:.1f} s to prepare and render", flush=True
            )
    leave_process(0)


def _drawn(layout: str, seed: int, index: int) -> tuple[float, float, int]:
    """Return the seconds to draw a scene without animals, and to put those in, and how many they are."""
    seeds, began = SceneSeeds(seed, index), time.process_time()
    bare = layout_of(layout).compose(seeds, EMPTY)
    composed = time.process_time()
    lively = inhabited(bare, layout, seeds)
    return composed - began, time.process_time() - composed, len(lively.objects) - len(bare.objects)


def _is_animal(thing: SceneObject) -> bool:
    return isinstance(thing.geometry, Procedural) and thing.geometry.generator in GENERATORS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    sheet = what.add_parser("sheet")
    sheet.add_argument("out", type=Path)
    sheet.add_argument("--samples", type=int, default=32)
    sheet.add_argument("--only", type=int, nargs="*", default=(), help="numbers of the sheet")
    cost = what.add_parser("cost")
    cost.add_argument("--scenes", type=int, default=24)
    cost.add_argument("--size", type=int, nargs=2, default=[192, 128])
    for each in (sheet, cost):
        each.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
