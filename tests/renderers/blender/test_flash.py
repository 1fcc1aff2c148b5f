"""A flash beside the lens: it lights what is near, in the picture alone, and is gone afterwards."""

from dataclasses import replace

import numpy as np

from cavendish.renderers.frame import Renderer
from cavendish.scenes.layouts.shared.layout import Shot
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

PAINT = (Material("paint", (0.6, 0.6, 0.6)),)
NEAR = SceneObject(1, "box", "box", Primitive("box"), Pose((1.5, 0.4, 0.0), scale=(0.1, 0.6, 0.6)), PAINT)
FAR = SceneObject(2, "wall", "wall", Primitive("box"), Pose((8.0, 0.0, 0.0), scale=(0.1, 20.0, 20.0)), PAINT)


def test_a_flash_lights_what_is_near_and_leaves_the_truth_and_the_next_picture_alone(blender: Renderer) -> None:
    plain = camera_of(Shot((0.0, 0.0, 0.0), (4.0, 0.0, 0.0), 60.0), (64, 48))
    cameras = (plain, replace(plain, flash_w=100.0), plain)
    spec = SceneSpec("shapes", 0, 0, (NEAR, FAR), (), World((1.0, 1.0, 1.0), 0.2), cameras)
    before, flashed, after = (blender.render(spec, view) for view in range(3))
    near, far = flashed.instance == 1, flashed.instance == 2
    by_sky, by_flash = (frame.image[near].mean() / frame.image[far].mean() for frame in (before, flashed))
    assert by_flash > 1.3 * by_sky
    np.testing.assert_array_equal(after.image, before.image)
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(flashed, name), getattr(before, name))
