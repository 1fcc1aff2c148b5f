"""The sky before a window is sharp, and the light that it gives is that of its map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.renderers.frame import Renderer
from cavendish.scenes.cameras import Shot
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

OUT = camera_of(Shot((0.0, 0.0, 1.0), (0.0, 5.0, 1.6), 60.0), (64, 48))


def under(hdri: str, strength: float = 0.5) -> SceneSpec:
    ground = SceneObject(
        1,
        "ground",
        "ground",
        Procedural("slab", (40.0, 40.0, 0.1), 0),
        Pose((0.0, 0.0, -0.1)),
        (Material("paint", (0.5, 0.5, 0.5)),),
    )
    return SceneSpec("room", 0, 0, (ground,), (), World(strength=strength, hdri=hdri), (OUT,))


def test_trees_stand_before_a_brighter_sky_and_the_truth_has_neither(blender: Renderer) -> None:
    frame = blender.render(under("forest"), 0)
    light = frame.image.astype(int).mean(axis=2)
    assert np.isinf(frame.depth_m[:20]).all()
    ground = int((frame.instance == 1).any(axis=1).argmax())
    assert light[:4].mean() > light[ground - 2].mean() + 25


def test_turning_the_map_turns_its_light_and_not_what_is_seen(blender: Renderer) -> None:
    spec = under("sunrise")
    turned = replace(spec, world=replace(spec.world, rotation_deg=180.0))
    one, other = (blender.render(each, 0).image.astype(int) for each in (spec, turned))
    assert np.abs(one[:8] - other[:8]).mean() < 6
