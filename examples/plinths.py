"""A layout of one's own: pots and bowls on plinths in a bare hall, under a soft sky.

A layout is two pure functions. `compose` fills a world from the scene's seeds and from the pool of asset libraries;
`frame` picks one shot of it, and is asked again with other numbers until the recipe's gates let the view pass. Metres,
z up; things stand on z = 0 of their own space and face -y. Put the file's path among the layouts of a recipe:

    layouts: {examples/plinths.py: 1}
"""

import math

import numpy as np

from cavendish.scenes.appearance.materials import sample_material, words_of
from cavendish.scenes.assets.pool import AssetPool
from cavendish.scenes.layouts import Contents, Layout, SceneSeeds, Shot
from cavendish.scenes.lighting import World
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.poses import Pose
from cavendish.scenes.seeds import Stream
from cavendish.scenes.spec import Primitive, SceneObject, SceneSpec

SHOWN = ("vase", "bowl", "bottle", "small plant", "candle")
SIDE_M = 0.35  # of a plinth


def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Stand three to six plinths in a row, with something on each."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    concrete = (sample_material("concrete", material_rng),)
    objects = [SceneObject(1, "floor", "floor", Primitive("plane"), Pose(scale=(30.0, 30.0, 1.0)), concrete)]
    wall = Pose((0.0, 2.0, 2.0), scale=(30.0, 0.2, 4.0))
    objects.append(SceneObject(2, "wall", "wall", Primitive("box"), wall, (sample_material("plaster", material_rng),)))
    count = int(layout_rng.integers(3, 7))
    paint = sample_material("lacquer", material_rng)
    for k in range(count):
        x, height_m = (k - (count - 1) / 2) * 0.9, round(float(layout_rng.uniform(0.7, 1.1)), 3)
        pose = Pose((x, 0.0, height_m / 2), scale=(SIDE_M, SIDE_M, height_m))
        plinth = SceneObject(
            len(objects) + 1, "plinth", "plinth", Primitive("box"), pose, (paint,), words_of(paint), supporter=1
        )
        shown = sample_piece(str(layout_rng.choice(SHOWN)), layout_rng, material_rng, {}, pool=pool)
        thing = shown.put(plinth.instance + 1, (x, 0.0, height_m), layout_rng.uniform(0, 360), plinth.instance)
        objects += [plinth, thing]
    sky = World(strength=1.0, hdri="studio", rotation_deg=round(float(layout_rng.uniform(0, 360)), 2))
    return Contents(tuple(objects), (), sky)


def frame(spec: SceneSpec, rng: np.random.Generator) -> Shot:
    """Stand two to four metres before the row, at eye height, and look at one of the plinths."""
    plinths = [thing for thing in spec.objects if thing.category == "plinth"]
    x, y, _ = plinths[int(rng.integers(len(plinths)))].pose.location_m
    angle, away_m = math.radians(rng.uniform(-50, 50)), rng.uniform(1.8, 4.0)
    eye_m = (x + away_m * math.sin(angle), y - away_m * math.cos(angle), rng.uniform(1.1, 1.7))
    return Shot(eye_m, (x, y, 1.0), fov_deg=rng.uniform(45, 65), roll_deg=rng.normal(0, 1))


LAYOUT = Layout("plinths", compose, frame)
