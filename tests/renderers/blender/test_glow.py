"""Lamps are seen brighter in their middle than at their rims, and light what is around them as they say."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.cameras import Shot
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

CAMERA = camera_of(Shot((0.0, 0.0, 2.0), (0.0, 0.01, 0.0), 40.0), (64, 48))


def shining(family: str, emission: float = 0.6) -> SceneSpec:
    """A square sheet that shines, from above, on a dark one."""
    sheet = Material(family, (0.9, 0.9, 0.9), 0.5, emission=emission)
    below = Material("paint", (0.2, 0.2, 0.2))
    things = (
        SceneObject(1, "lamp", "lamp", Procedural("slab", (0.8, 0.8, 0.05), 0), Pose(), (sheet,)),
        SceneObject(2, "floor", "floor", Procedural("slab", (4.0, 4.0, 0.1), 0), Pose((0.0, 0.0, -0.1)), (below,)),
    )
    return SceneSpec("room", 0, 0, things, (), World(strength=0.05), (CAMERA,))


@pytest.mark.parametrize("family", ["light panel", "emitter"])
def test_the_rim_of_a_lamp_is_duller_than_its_middle(blender: Renderer, family: str) -> None:
    frame = blender.render(shining(family), 0)
    lamp, light = frame.instance == 1, frame.image.astype(int).mean(axis=2)
    rows, columns = np.nonzero(lamp)
    inner = lamp & np.pad(np.ones((10, 10), bool), ((19, 19), (27, 27)))
    corner = light[rows.min() + 1, columns.min() + 1]
    assert np.median(light[inner]) > corner + 10


def test_what_shines_and_is_no_lamp_is_even(blender: Renderer) -> None:
    frame = blender.render(shining("sign sheet"), 0)
    light = frame.image.astype(int).mean(axis=2)[frame.instance == 1]
    assert np.ptp(np.percentile(light, (10, 90))) < 12


def test_a_shade_is_brightest_at_its_bulb_and_lets_less_through_at_its_rims(blender: Renderer) -> None:
    cloth, steel = Material("lampshade", (0.9, 0.9, 0.9), 0.9, emission=0.25), Material("enamel", (0.3, 0.3, 0.3))
    lamp = SceneObject(1, "lamp", "lamp", Procedural("floor lamp", (0.4, 0.4, 1.5), 0), Pose(), (cloth, steel))
    camera = camera_of(Shot((0.0, -1.0, 1.37), (0.0, 0.0, 1.37), 30.0), (64, 48))
    frame = blender.render(SceneSpec("room", 0, 0, (lamp,), (), World(strength=0.02), (camera,)), 0)
    light, lamp_px = frame.image.astype(float).mean(axis=2), frame.instance == 1
    rows = np.flatnonzero(lamp_px.sum(axis=1) > 12)
    shade = np.array([np.median(light[row][lamp_px[row]]) for row in rows[2:-2]])
    assert shade.max() > max(shade[0], shade[-1]) + 10
    assert shade.max() < 250
