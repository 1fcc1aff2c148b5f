"""Most cameras are held as people hold them: at eye height, nearly level, through the lenses that they own."""

import numpy as np
import pytest

from cavendish.scenes.cameras import Camera
from cavendish.scenes.layouts.shared.camera_search import PITCH_DEG, aim_at_a_thing
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneSpec

from ..framing import as_framed

VIEWS = range(24)
LENSES_DEG = (27.0, 75.0)  # 24 to 75 mm


def pitch_deg(camera: Camera) -> float:
    return float(np.degrees(np.arcsin((camera.matrix()[:3, :3] @ (0, 0, -1.0))[2])))


def floor_m(spec: SceneSpec, camera: Camera) -> float:
    """Return the height of the ground below a camera of a room or a yard."""
    ground = "paving" if spec.layout == "courtyard" else "floor"  # outside of windows there is paving, too
    return float(min(object_box(thing)[1, 2] for thing in spec.objects if thing.category == ground))


def held_by_a_person(spec: SceneSpec, camera: Camera) -> bool:
    height_m = camera.location_m[2] - floor_m(spec, camera)
    return (
        0.95 <= height_m <= 1.85 and abs(pitch_deg(camera)) <= 15 and LENSES_DEG[0] <= camera.fov_deg <= LENSES_DEG[1]
    )


@pytest.mark.parametrize(("layout", "index"), [("room", 6), ("hall", 0), ("courtyard", 0)])
def test_most_views_are_those_of_people(layout: str, index: int) -> None:
    spec = as_framed(sample_scene(500, index, {layout: 1.0}), (96, 72), VIEWS)
    held = [held_by_a_person(spec, camera) for camera in spec.cameras]
    assert np.mean(held) >= 0.6


def test_cameras_are_tilted_by_little_and_hold_what_they_look_at_in_the_picture() -> None:
    low = np.array([[[1.9, -0.1, 0.0], [2.1, 0.1, 0.2]]])
    for seed in range(30):
        x, y, z = aim_at_a_thing((0.0, 0.0, 1.6), 60.0, low, np.random.default_rng(seed))
        assert PITCH_DEG[0] - 0.1 <= np.degrees(np.arctan2(z - 1.6, np.hypot(x, y))) < 0
        assert abs(np.degrees(np.arctan2(y, x))) <= 0.3 * 60 + 0.1
