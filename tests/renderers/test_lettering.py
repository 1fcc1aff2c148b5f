"""How tall letters look: by distance and angle, and not at all where they are hidden, cut or turned away."""

import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.renderers.frame import Lettering
from cavendish.renderers.lettering import lettering_on
from cavendish.scenes.cameras import Camera
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.printed import panels
from cavendish.scenes.spec import Procedural, SceneObject

SIZE = (0.8, 0.004, 1.2)
POSTER = SceneObject(7, "poster", "poster", Procedural("headline poster", SIZE, 1), Pose(), ())
(PANEL,) = panels(POSTER.geometry)
CAMERA = Camera((0.0, -4.0, PANEL.place_m[2] + PANEL.letter_m / 2), turn("x", 90), 400, 300, 400.0, 200.0, 150.0)
MINE = np.full((300, 400), 7, np.uint16)


def seen(
    thing: SceneObject = POSTER, depth_m: float = 4.0, instance: NDArray[np.uint16] = MINE, camera: Camera = CAMERA
) -> Lettering | None:
    return lettering_on(thing, camera, np.full((300, 400), depth_m, np.float32), instance)


def test_letters_are_as_tall_as_the_lens_makes_them() -> None:
    line = seen()
    assert line is not None
    assert line.letter_px == pytest.approx(PANEL.letter_m * 400 / 4, rel=0.01)
    left, top, right, bottom = line.box_px
    assert (left + right) / 2 == pytest.approx(200, abs=1)
    assert (top + bottom) / 2 == pytest.approx(150, abs=1)
    assert right - left == pytest.approx(PANEL.width_m * 100, abs=2)


def test_turned_aside_they_look_narrow() -> None:
    aside = replace(POSTER, pose=Pose(rotation=turn("z", 55)))
    normal = np.array([math.sin(math.radians(55)), -math.cos(math.radians(55)), 0.0])  # of the poster in the world
    depth_m = -4.0 * normal[1] / -(CAMERA.rays() @ CAMERA.matrix()[:3, :3].T @ normal)
    expected = PANEL.letter_m * 100 * math.cos(math.radians(55))
    line = lettering_on(aside, CAMERA, depth_m.astype(np.float32), MINE)
    assert line is not None
    assert line.letter_px == pytest.approx(expected, rel=0.03)


def test_what_is_turned_away_hidden_or_cut_is_not_read() -> None:
    assert seen(replace(POSTER, pose=Pose(rotation=turn("z", 180)))) is None
    assert seen(depth_m=3.0) is None, "something of the thing itself is before it"
    other = MINE.copy()
    other[:, 195:215] = 9
    assert seen(instance=other) is None
    assert seen(replace(POSTER, pose=Pose((1.9, 0.0, 0.0)))) is None
    assert seen(camera=replace(CAMERA, location_m=(0.0, 4.0, 1.0))) is None


def test_in_a_mirror_nothing_is_read() -> None:
    assert seen(replace(POSTER, pose=Pose(scale=(-1.0, 1.0, 1.0)))) is None
