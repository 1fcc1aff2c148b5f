"""What drawings are held against is what was asked: things are called what they are where they stand."""

from dataclasses import replace

import numpy as np

from cavendish.pipeline.evaluation.truths import truth_of
from cavendish.pipeline.tasks.height import HEIGHT, height_m
from cavendish.pipeline.tasks.places import by_place
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.cameras import Shot
from cavendish.scenes.lighting import World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec


def terrace() -> Frame:
    """Paving at 0 m before a meadow whose ground lies half a metre higher."""
    camera = camera_of(Shot((0.0, -4.0, 2.0), (0.0, 1.0, 0.0), 60.0), (64, 48))
    paving = SceneObject(
        1,
        "paving",
        "paving",
        Primitive("box"),
        Pose((0.0, -1.5, -0.5), scale=(8.0, 3.0, 1.0)),
        (Material("paving", (0.5,) * 3),),
    )
    ground = SceneObject(
        2,
        "ground",
        "ground",
        Primitive("box"),
        Pose((0.0, 3.0, 0.0), scale=(8.0, 6.0, 1.0)),
        (Material("meadow", (0.3,) * 3),),
    )
    frame = AnalyticRenderer().render(SceneSpec("shapes", 0, 0, (paving, ground), (), World(), (camera,)), 0)
    objects = (replace(frame.objects[0]), replace(frame.objects[1], material="meadow"))
    return replace(frame, objects=objects)


def test_heights_are_scored_above_the_floor_that_they_were_asked_above() -> None:
    frame = terrace()
    assert height_m(frame) is None  # two floors, which are not level
    given = HEIGHT.answer(by_place(frame), np.random.default_rng(0), "en", None)
    assert given is not None
    truth = truth_of(frame, "height", given)
    assert truth.numbers is not None
    heights = truth.numbers[..., 0][(frame.instance == 2) & (frame.normals @ frame.camera.matrix()[2, :3] > 0.99)]
    np.testing.assert_allclose(heights, 0.5, atol=1e-3)
