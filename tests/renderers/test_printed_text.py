"""Where text is, pixel by pixel: a poster seen straight on, from aside, from behind, and from far away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.renderers.frame import Box3D, Frame, FrameError, VisibleObject, check_frame
from cavendish.renderers.passes import TEXT, UNSURE_TEXT
from cavendish.renderers.printed_text import LEGIBLE_PX, printed_text
from cavendish.scenes.cameras import Camera
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.printed import panels
from cavendish.scenes.spec import Asset, Geometry, Procedural, SceneObject, SceneSpec, Words

from . import closed_forms as cf

POSTER: Geometry = Procedural("headline poster", (0.8, 0.004, 1.2), 1)
(PANEL,) = panels(POSTER)
MIDDLE_M = PANEL.place_m[2] + PANEL.letter_m / 2
BOX = Box3D((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.0, 0.0))


def scene(geometry: Geometry = POSTER, away_m: float = 4.0, turned_deg: float = 0.0) -> SceneSpec:
    camera = Camera((0.0, -away_m, MIDDLE_M), turn("x", 90), 200, 160, 200.0, 100.0, 80.0)
    thing = SceneObject(7, "poster", "poster", geometry, Pose(rotation=turn("z", turned_deg)), ())
    return cf.scene([thing], camera)


def seen(spec: SceneSpec, turned_deg: float = 0.0) -> Frame:
    """Return what a camera sees of an endless sheet through the axis of the poster, all of it the poster's."""
    camera = spec.cameras[0]
    normal = np.array([np.sin(np.radians(turned_deg)), -np.cos(np.radians(turned_deg)), 0.0])
    rays = camera.rays() @ camera.matrix()[:3, :3].T
    depth_m = (-np.asarray(camera.location_m) @ normal) / (rays @ normal)
    facing = normal if (rays @ normal).mean() < 0 else -normal
    shape = (camera.height_px, camera.width_px)
    mine, here = np.full(shape, 7, np.uint16), (0, 0, shape[1], shape[0])
    thing = VisibleObject(7, "poster", "poster", Words(), "paper", mine.size, here, BOX, 0, 1.0)
    normals = np.broadcast_to(facing @ camera.matrix()[:3, :3], (*shape, 3)).astype(np.float32)
    image, known = np.zeros((*shape, 3), np.uint8), np.ones(shape, np.bool_)
    return Frame(image, depth_m.astype(np.float32), normals, mine, known, camera, (thing,))


def text(away_m: float = 4.0, turned_deg: float = 0.0) -> NDArray[np.uint8]:
    spec = scene(away_m=away_m, turned_deg=turned_deg)
    return printed_text(spec, seen(spec, turned_deg))


def test_a_line_fills_its_rectangle_from_the_first_letter_to_the_last() -> None:
    """200 px of focal length at 4 m: 50 px a metre."""
    rows, columns = np.nonzero(text())
    assert np.ptp(columns) + 1 == pytest.approx(50 * PANEL.width_m, abs=1.01)
    assert np.ptp(rows) + 1 == pytest.approx(50 * PANEL.letter_m, abs=1.01)
    assert (columns.mean(), rows.mean()) == (pytest.approx(99.5, abs=0.6), pytest.approx(79.5, abs=0.6))
    assert len(rows) == (np.ptp(columns) + 1) * (np.ptp(rows) + 1)


def test_from_aside_it_looks_narrow_and_from_behind_there_is_none() -> None:
    assert (text(turned_deg=60) > 0).sum() == pytest.approx((text() > 0).sum() / 2, rel=0.15)
    assert not text(turned_deg=180).any()


def test_letters_that_look_small_are_unsure() -> None:
    limit_m = 200 * PANEL.letter_m / LEGIBLE_PX
    assert set(np.unique(text(away_m=0.95 * limit_m)).tolist()) == {0, TEXT}
    assert set(np.unique(text(away_m=1.1 * limit_m)).tolist()) == {0, UNSURE_TEXT}


def test_nobody_knows_the_text_on_models_and_plain_things_have_none() -> None:
    model, plain = scene(Asset("library", "box", (1.0, 1.0, 1.0))), scene(Procedural("slab", (1.0, 1.0, 1.0), 0))
    assert (printed_text(model, seen(model)) == UNSURE_TEXT).all()
    assert not printed_text(plain, seen(plain)).any()


def test_text_in_the_sky_or_of_another_number_is_refused() -> None:
    frame = check_frame(replace(seen(scene()), text=text()))
    with pytest.raises(FrameError, match="text must be 0 to 2"):
        check_frame(replace(frame, text=np.full(frame.shape, 3, np.uint8)))
    with pytest.raises(FrameError, match="text must be uint8"):
        check_frame(replace(frame, text=text().astype(np.int64)))
