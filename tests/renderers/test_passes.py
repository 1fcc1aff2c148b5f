"""What frames tell of surfaces beside depth: closed forms of the analytic renderer, and what check_frame refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame, FrameError, check_frame
from cavendish.renderers.passes import IN_SHADOW, IN_SUN, Passes, behind, material_class, told_whole
from cavendish.scenes.appearance.materials import FAMILIES
from cavendish.scenes.appearance.stuff import CLEAR, NUMBERS, STUFF, UNSCATTERING
from cavendish.scenes.lighting import SunLight
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Material, SceneObject, SceneSpec

from . import closed_forms as cf

RED, PANE = Material("plastic", (0.8, 0.2, 0.4)), Material("pane", (0.97, 0.98, 0.98))
# A wall 4 m ahead, and before its left half a pane, 2 m ahead.
WALL = replace(cf.thing("box", Pose((0.0, 4.5, 0.0), scale=(3.0, 1.0, 1.5)), 1), materials=(RED,))
GLASS = replace(cf.thing("box", Pose((-0.5, 2.05, 0.0), scale=(1.0, 0.1, 1.0)), 2), materials=(PANE,))
SCENE: SceneSpec = cf.scene([WALL, GLASS], cf.camera())


def rendered(passes: Passes) -> Frame:
    return AnalyticRenderer(passes=passes).render(SCENE, 0)


def test_there_is_none_unless_it_is_asked_for() -> None:
    frame = rendered(Passes())
    assert (frame.albedo, frame.behind_m, frame.whole_m, frame.materials, frame.wholes) == (None, None, None, None, ())


def test_albedo_is_the_colour_without_light_and_glass_and_sky_are_black() -> None:
    frame = rendered(Passes(albedo=True))
    assert frame.albedo is not None
    assert np.unique(frame.albedo[frame.instance == 1], axis=0).tolist() == [[204, 51, 102]]
    assert not frame.albedo[frame.instance != 1].any()
    assert set(np.unique(frame.instance)) == {0, 1, 2}


def test_albedo_of_the_sky_is_refused() -> None:
    frame = rendered(Passes(albedo=True))
    assert frame.albedo is not None
    white = np.where(frame.instance[..., None] == 0, np.uint8(255), frame.albedo)
    with pytest.raises(FrameError, match="black where there is no surface"):
        check_frame(replace(frame, albedo=white))
    with pytest.raises(FrameError, match="albedo must be uint8"):
        check_frame(replace(frame, albedo=white[..., 0]))


def test_behind_the_pane_lies_the_wall_or_the_sky_and_elsewhere_the_first_surface() -> None:
    frame = rendered(Passes(behind_glass=True))
    assert frame.behind_m is not None
    pane = frame.instance == 2
    np.testing.assert_array_equal(frame.behind_m[~pane], frame.depth_m[~pane])
    np.testing.assert_allclose(frame.depth_m[pane], 2.0, rtol=1e-6)
    across, down = off_axis(4.0)
    wall = (np.abs(across) < 1.5) & (np.abs(down) < 0.75)
    np.testing.assert_allclose(frame.behind_m[pane & wall], 4.0, rtol=1e-6)
    assert np.isposinf(frame.behind_m[pane & ~wall]).all()
    assert (pane & wall).any()
    assert (pane & ~wall).any()


def test_what_differs_by_the_last_digits_alone_is_one_surface() -> None:
    first = np.array([[2.0, 2.0, np.inf]], np.float32)
    second = np.array([[np.nextafter(np.float32(2), np.float32(3)), 3.0, np.inf]], np.float32)
    assert behind(first, second).tolist() == [[2.0, 3.0, np.inf]]


def test_things_are_whole_behind_others_and_end_at_the_border() -> None:
    """The wall is a rectangle of 3 × 1.5 m, 4 m ahead, whatever stands before it."""
    frame = rendered(Passes(amodal=True))
    assert frame.wholes == (1, 2)
    assert frame.whole_m is not None
    across, down = off_axis(4.0)
    np.testing.assert_array_equal(np.isfinite(frame.whole_m[0]), (np.abs(across) < 1.5) & (np.abs(down) < 0.75))
    assert np.isfinite(frame.whole_m[0])[frame.instance == 2].any()


def test_the_largest_in_sight_are_told_whole() -> None:
    things = AnalyticRenderer().render(SCENE, 0).objects
    many = [replace(things[1], instance=number, area_px=100 + number, category="cup") for number in range(1, 12)]
    assert told_whole(many, 10_000) == tuple(range(4, 12))
    assert told_whole(many, 109_500) == (10, 11)  # the others fill less than a thousandth
    assert told_whole([replace(each, category="floor") for each in many], 10_000) == ()


def test_materials_are_classes_of_families() -> None:
    frame = rendered(Passes(materials=True))
    assert frame.materials is not None
    plastic = STUFF.index("plastic") + 1
    np.testing.assert_array_equal(frame.materials, np.array([0, plastic, STUFF.index("glass") + 1])[frame.instance])
    assert material_class("screen") == 0
    assert NUMBERS.keys() | CLEAR | UNSCATTERING <= FAMILIES.keys()
    assert len(FAMILIES.keys() - NUMBERS.keys()) < 25


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda f: {"behind_m": f.behind_m - np.float32(0.1)}, "behind_m must nowhere be before depth_m"),
        (lambda f: {"behind_m": f.behind_m + (f.instance == 1)}, "behind_m must be depth_m where there is no glass"),
        (lambda f: {"wholes": (2, 2)}, "wholes must be instances in sight"),
        (lambda f: {"wholes": (2, 9)}, "wholes must be instances in sight"),
        (lambda f: {"wholes": (2, 1)}, "must be whole where it is in sight"),
        (lambda f: {"wholes": (1,)}, "whole_m must be float32"),
        (
            lambda f: {"whole_m": np.where(f.instance == 2, np.float32(1), f.whole_m)},
            "instance 1 must lie behind what hides it",
        ),
        (
            lambda f: {"whole_m": np.where(f.instance == 0, np.float32(1), f.whole_m), "depth_m": f.depth_m},
            "lie behind",
        ),
        (lambda f: {"whole_m": None}, "wholes must be empty"),
        (lambda f: {"materials": f.materials + np.uint8(1)}, "materials must be 0 where there is no surface"),
        (lambda f: {"materials": np.where(f.instance > 0, np.uint8(200), f.materials)}, "materials must be 0 to"),
    ],
    ids=["before", "no-glass", "twice", "nowhere", "another", "count", "nearer", "in-front", "none", "sky", "number"],
)
def test_broken_passes_are_refused(broken: Any, message: str) -> None:
    frame = rendered(Passes(True, True, True, True))
    with pytest.raises(FrameError, match=message):
        check_frame(replace(frame, **broken(frame)))


def in_the_sun(*suns: SunLight, things: tuple[SceneObject, ...] = (WALL,)) -> Frame:
    scene = replace(cf.scene(list(things), cf.camera()), lights=suns)
    return AnalyticRenderer(passes=Passes(shading=True, specular=True, shadow=True)).render(scene, 0)


def test_light_falls_on_surfaces_and_on_no_sky() -> None:
    """The sun shines straight onto the wall: all of the light that a white surface can show."""
    frame = in_the_sun(SunLight((0.0, 1.0, 0.0), 3.0))
    assert frame.shading is not None
    assert np.unique(frame.shading[frame.instance > 0]).tolist() == [1.0]
    assert not frame.shading[frame.instance == 0].any()
    assert frame.specular is not None
    assert not frame.specular.any()


def test_a_shadow_lies_where_its_thing_is_seen_from_the_sun() -> None:
    """A sun low on the left throws the shadow of a post in front of the wall 1 m to the right of it."""
    post = cf.thing("box", Pose((-0.5, 3.0, 0.0), scale=(0.1, 0.1, 4.0)), 3)
    frame = in_the_sun(SunLight((1.0, 1.0, 0.0), 3.0), things=(WALL, post))
    assert frame.shadow is not None
    across, _ = off_axis(4.0)
    wall = frame.instance == 1
    np.testing.assert_array_equal(frame.shadow[wall] == IN_SHADOW, (np.abs(across - 0.5) < 0.1)[wall])
    assert set(frame.shadow[frame.instance == 3].tolist()) == {IN_SUN}  # its front, and its left side
    assert not frame.shadow[frame.instance == 0].any()


def test_clear_glass_throws_no_shadow() -> None:
    frame = in_the_sun(SunLight((0.0, 1.0, 0.0), 3.0), things=(WALL, GLASS))
    assert frame.shadow is not None
    assert set(frame.shadow[frame.instance == 1].tolist()) == {IN_SUN}


def test_of_two_suns_the_brighter_counts_and_without_one_nothing_is_told() -> None:
    behind, ahead = SunLight((0.0, -1.0, 0.0), 9.0), SunLight((0.0, 1.0, 0.0), 1.0)
    for suns, told in (((behind, ahead), {0, IN_SHADOW}), ((ahead,), {0, IN_SUN}), ((), {0})):
        assert {*np.unique(in_the_sun(*suns).shadow).tolist()} == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda f: {"shading": f.shading - np.float16(2)}, "shading must be finite and not below 0"),
        (lambda f: {"specular": f.specular + np.float16(1)}, "specular must be 0 where there is no surface"),
        (lambda f: {"specular": f.shading, "light": f.shading / np.float16(2)}, "specular must not outshine"),
        (lambda f: {"shading": f.shading.astype(np.float32)}, "shading must be float16"),
        (lambda f: {"shadow": np.full_like(f.shadow, 3)}, "shadow must be 0 to 2"),
        (lambda f: {"shadow": np.full_like(f.shadow, 1)}, "shadow must be told of every surface, and of no sky"),
        (lambda f: {"shadow": np.roll(f.shadow, 9, axis=1)}, "shadow must be told of every surface, and of no sky"),
    ],
    ids=["below-0", "sky", "outshines", "dtype", "number", "everywhere", "moved"],
)
def test_broken_light_is_refused(broken: Any, message: str) -> None:
    frame = in_the_sun(SunLight((0.0, 1.0, 0.0), 3.0))
    with pytest.raises(FrameError, match=message):
        check_frame(replace(frame, **broken(frame)))


def off_axis(depth_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return H×W metres right of the axis and below it, of points of each pixel at a depth."""
    camera = SCENE.cameras[0]
    v, u = np.indices((camera.height_px, camera.width_px)) + 0.5
    return (u - camera.cx_px) / camera.focal_px * depth_m, (v - camera.cy_px) / camera.focal_px * depth_m
