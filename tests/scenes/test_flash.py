"""Which views have a flash: those of dim rooms, as often as it is asked for."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import Optics, with_cameras
from cavendish.scenes.spec import Material, Primitive, SceneObject, SceneSpec

PAINT = (Material("paint", (0.5, 0.5, 0.5)),)
FLOOR = SceneObject(1, "floor", "floor", Primitive("plane"), Pose(scale=(8, 8, 1)), PAINT)
CEILING = SceneObject(2, "ceiling", "ceiling", Primitive("plane"), Pose((0, 0, 2.5), scale=(8, 8, 1)), PAINT)
VASE = SceneObject(3, "vase", "vase", Primitive("sphere"), Pose((2, 0, 0.5), scale=(0.2, 0.2, 0.2)), PAINT)
DIM = SceneSpec("room", 0, 0, (FLOOR, CEILING, VASE), (), World(strength=0.05))
SUNNY = replace(DIM, lights=(SunLight((0.0, 0.5, -1.0), 10.0),))
BRIGHT = replace(DIM, world=World(strength=3.0))


@pytest.mark.parametrize(("spec", "share"), [(DIM, 0.5), (SUNNY, 0.0), (BRIGHT, 0.0)])
def test_flashes_light_dim_rooms_alone_and_as_often_as_asked_for(spec: SceneSpec, share: float) -> None:
    seen = with_cameras(spec, (64, 64), range(60), Optics(flash=0.5))
    flashes_w = np.array([camera.flash_w for camera in seen.cameras])
    assert (flashes_w > 0).mean() == pytest.approx(share, abs=0.2)
    assert ((flashes_w == 0) | ((flashes_w >= 40) & (flashes_w <= 160))).all()
    assert ("flash_w" in seen.to_json()) == (share > 0)
    assert SceneSpec.from_json(seen.to_json()) == seen
