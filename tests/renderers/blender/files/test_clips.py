"""Clip distances that leave nothing to see, and those that leave something."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.cameras import CLIP_M
from cavendish.scenes.poses import Vec2
from cavendish.scenes.sampling import camera_of

from .building import blank_file, put, put_box, saved, scene_of, warnings


@pytest.mark.parametrize(
    ("metres", "clip", "clip_m"),
    [
        (0.001, (0.1, 1000.0), (0.0001, 1.0)),  # Blender's own, where a unit is a millimetre: the box is behind the end
        (1000.0, (0.1, 1000.0), (100.0, 1_000_000.0)),  # … and where it is a kilometre: before the start
    ],
)
def test_a_camera_that_sees_nothing_for_its_clip_has_none_and_says_so(
    blender: Renderer, tmp_path: Path, metres: float, clip: Vec2, clip_m: Vec2
) -> None:
    spec = blender.prepare(scene_of(box_ahead(tmp_path, metres, clip)))
    assert spec.source is not None
    (view,) = spec.source.views
    assert view.clip_m == CLIP_M
    near, far = clip_m
    assert warnings(spec) == [
        f"camera view sees nothing between its clip distances, {near:g} and {far:g} m; it is rendered without them"
    ]
    frame = blender.render(replace(spec, cameras=(camera_of(view, (64, 64)),)), 0)
    np.testing.assert_allclose(frame.depth_m[32, 32], 4.5, rtol=1e-5)


@pytest.mark.parametrize("end", [4600.0, 10.0])
def test_a_clip_that_leaves_something_or_hides_nothing_stays(blender: Renderer, tmp_path: Path, end: float) -> None:
    """With the end at 10 mm the camera sees nothing either way: it looks past the box."""
    spec = blender.prepare(scene_of(box_ahead(tmp_path, 0.001, (1.0, end), turned_deg=0.0 if end > 1000 else 180.0)))
    assert spec.source is not None
    assert spec.source.views[0].clip_m == pytest.approx((0.001, end / 1000))
    assert warnings(spec) == []


def test_a_box_that_a_clip_cuts_open_is_visible_by_its_inside(blender: Renderer, tmp_path: Path) -> None:
    """Its front side, at 4.5 m, is cut away; the others face away from the camera."""
    spec = blender.prepare(scene_of(box_ahead(tmp_path, 1.0, (4.6, 100.0))))
    assert spec.source is not None
    frame = blender.render(replace(spec, cameras=(camera_of(spec.source.views[0], (64, 64)),)), 0)
    np.testing.assert_allclose(frame.depth_m[32, 32], 5.5, rtol=1e-5)
    assert frame.objects[0].visible_fraction == 1.0


def box_ahead(folder: Path, metres: float, clip: Vec2, turned_deg: float = 0.0) -> Path:
    """A box of 1 m that begins 4.5 m before a camera, in a file whose unit is of this length."""
    with blank_file() as bpy:
        bpy.context.scene.unit_settings.scale_length = metres
        put_box(bpy, "box", (0.0, 5 / metres, 0.0), 1 / metres)
        data = bpy.data.cameras.new("view")
        data.clip_start, data.clip_end = clip
        put(bpy, "view", data).rotation_euler = (math.radians(90), 0.0, math.radians(turned_deg))
        return saved(bpy, folder / "scene.blend")
