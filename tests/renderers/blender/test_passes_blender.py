"""What Blender's frames tell of surfaces: the colours that materials were made from, without noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.renderers.passes import IN_SHADOW, IN_SUN, Passes, material_class
from cavendish.scenes.lighting import SunLight
from cavendish.scenes.poses import Pose
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Material, SceneObject

from .. import closed_forms as cf

ALL = Passes(True, True, True, True, shading=True, specular=True, shadow=True, text=True, mattes=True)
COLOUR = (0.8, 0.2, 0.4)
THINGS = [
    replace(cf.thing("box", Pose((x, 4.5, 0.0), scale=(0.9, 1.0, 0.9)), number), materials=(Material(family, COLOUR),))
    for number, (x, family) in enumerate([(-1.5, "exit sign"), (-0.5, "pane"), (0.5, "mirror"), (1.5, "wood")], start=1)
]


@pytest.fixture(scope="module")
def telling() -> Iterator[Any]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    quality = Quality(samples=1, bounces=0, denoise=False)
    renderer = BlenderRenderer(quality, device="CPU", passes=ALL)
    yield renderer
    renderer.close()


def rendered(renderer: Any, things: list[SceneObject], passes: Passes | None = None) -> Frame:
    renderer.passes = renderer.passes if passes is None else passes
    frame = renderer.render(cf.scene(things, cf.camera(size=(64, 32))), 0)
    assert isinstance(frame, Frame)
    return frame


def test_materials_are_those_that_things_were_made_of(telling: Any) -> None:
    frame = rendered(telling, THINGS, ALL)
    families = ["", "exit sign", "pane", "mirror", "wood"]
    expected = np.array([material_class(family) for family in families])[frame.instance]
    np.testing.assert_array_equal(frame.materials, expected)  # type: ignore[arg-type]


def test_layers_and_wholes_are_those_of_the_analytic_renderer(telling: Any) -> None:
    """A pane before the left half of a wall, and a box behind both."""
    wall = cf.thing("box", Pose((0.3, 4.5, 0.0), scale=(2.0, 1.0, 0.8)), 1)
    pane = cf.thing("box", Pose((-0.5, 2.05, 0.0), scale=(1.0, 0.1, 1.0)), 2)
    glass = replace(pane, materials=(Material("pane", (0.97, 0.98, 0.98)),))
    crate = cf.thing("box", Pose((0.4, 6.5, 0.5), scale=(1.0, 1.0, 1.0)), 3)
    scene = cf.scene([wall, glass, crate], cf.camera(size=(64, 32)))
    exact, frame = AnalyticRenderer(passes=ALL).render(scene, 0), rendered(telling, [wall, glass, crate], ALL)
    assert frame.wholes == exact.wholes == (1, 2, 3)
    np.testing.assert_array_equal(frame.instance, exact.instance)
    np.testing.assert_allclose(frame.behind_m, exact.behind_m, rtol=1e-5)  # type: ignore[arg-type]
    np.testing.assert_allclose(frame.whole_m, exact.whole_m, rtol=1e-5)  # type: ignore[arg-type]
    assert (np.isfinite(frame.whole_m[2]) & (frame.instance == 1)).any()  # type: ignore[index]


def test_albedo_is_that_of_the_material_whatever_the_light(telling: Any) -> None:
    frame = rendered(telling, THINGS, ALL)
    assert frame.albedo is not None
    even, wood = (frame.albedo[frame.instance == number] for number in (1, 4))
    assert np.abs(even.astype(int) - (204, 51, 102)).max() <= 1  # no pattern, and all its sides alike
    assert 0.3 < np.median(wood[:, 0]) / 204 < 1.3
    assert len(np.unique(wood, axis=0)) > 10  # its grain
    for number in (0, 2, 3):
        assert not frame.albedo[frame.instance == number].any()


def test_the_rest_is_the_same_with_and_without(telling: Any) -> None:
    with_it, without = (rendered(telling, THINGS, passes) for passes in (ALL, Passes()))
    assert without.albedo is None
    for name in ("image", "instance"):
        np.testing.assert_array_equal(getattr(with_it, name), getattr(without, name))
    np.testing.assert_allclose(with_it.depth_m, without.depth_m, rtol=2e-6)  # single precision: another way of shading
    np.testing.assert_allclose(with_it.normals, without.normals, atol=2e-5)
    again = rendered(telling, THINGS, ALL)
    for name in ("albedo", "shading", "specular", "shadow"):
        np.testing.assert_array_equal(getattr(again, name), getattr(with_it, name))


def test_parts_of_light_sum_to_the_light_of_the_picture(telling: Any, tmp_path: Path) -> None:
    """Diffuse light times colour, mirrored light, and what shines or passes through: wood, mirror, pane and sign."""
    from cavendish.renderers.blender.light_parts import light_parts, light_parts_kept
    from cavendish.renderers.blender.scene import set_camera
    from cavendish.renderers.blender.tone_mapping import rendered_light

    scene = replace(cf.scene(THINGS, cf.camera(size=(64, 32))), lights=(SunLight((0.3, 1.0, -0.4), 3.0),))
    telling.quality = Quality(samples=4, bounces=2, denoise=False, supersampling=2)
    telling.load(scene)
    set_camera(scene.cameras[0])
    with light_parts_kept(True):
        light = rendered_light(scene.cameras[0], 2, tmp_path)
        parts = light_parts(2, tmp_path)
    np.testing.assert_allclose(parts.total, light, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(parts.shading * parts.colour, parts.diffuse, rtol=1e-5, atol=1e-3)
    sums = [float(each.sum()) for each in (parts.diffuse, parts.specular, parts.rest)]
    assert min(sums) > 0.01 * sum(sums)  # each of them tells something


def test_shadow_is_that_of_the_analytic_renderer(telling: Any) -> None:
    """A post before a wall, a table of two boxes, and a pane that throws none."""
    wall = cf.thing("box", Pose((0.0, 4.5, 0.0), scale=(4.0, 1.0, 2.0)), 1)
    post = cf.thing("box", Pose((-0.8, 3.0, 0.0), scale=(0.1, 0.1, 4.0)), 2)
    ball = cf.thing("sphere", Pose((0.3, 3.2, 0.1), scale=(0.5, 0.5, 0.5)), 3)
    pane = replace(cf.thing("box", Pose((1.2, 3.0, 0.0), scale=(0.5, 0.02, 0.5)), 4), materials=THINGS[1].materials)
    scene = replace(
        cf.scene([wall, post, ball, pane], cf.camera(size=(64, 32))), lights=(SunLight((0.5, 1.0, -0.3), 3.0),)
    )
    exact = AnalyticRenderer(passes=ALL).render(scene, 0)
    telling.passes = Passes(shadow=True)
    frame = telling.render(scene, 0)
    same = (frame.shadow == exact.shadow)[(frame.instance != 3)]
    assert same.all()
    assert (frame.shadow == exact.shadow).mean() > 0.995  # a sphere of triangles has another edge of its own shadow
    assert {*np.unique(frame.shadow[frame.instance == 1])} == {IN_SUN, IN_SHADOW}


def test_mattes_are_those_of_the_analytic_renderer(telling: Any) -> None:
    """A hedge before a wall, whose edges lie within pixels; afterwards the camera is as it was."""
    hedge = replace(
        cf.thing("box", Pose((0.1, 4.5, 0.07), scale=(1.33, 1.0, 0.91)), 1), materials=(Material("leaves", COLOUR),)
    )
    scene = cf.scene(
        [hedge, cf.thing("box", Pose((0.0, 8.0, 0.0), scale=(9.0, 1.0, 9.0)), 2)], cf.camera(size=(64, 32))
    )
    passes = Passes(mattes=True)
    exact, telling.passes = AnalyticRenderer(passes=passes).render(scene, 0), passes
    frame = telling.render(scene, 0)
    assert frame.matted == exact.matted == (1,)
    assert np.abs(frame.mattes.astype(int) - exact.mattes).max() <= 255 / 8  # one row of 64 rays, along an edge
    assert (frame.mattes == exact.mattes).mean() > 0.99
    np.testing.assert_array_equal(telling.render(scene, 0).instance, exact.instance)


def test_light_is_freed_of_noise_and_stays_as_bright(telling: Any, tmp_path: Path) -> None:
    """A wall in the sun, whose shading is even: OIDN takes most of what little noise there is."""
    from cavendish.renderers.blender.light_parts import without_noise

    rng = np.random.default_rng(0)
    noisy = np.full((32, 64, 3), 0.5, np.float32) * rng.gamma(4, 1 / 4, (32, 64, 1)).astype(np.float32)
    facing = np.broadcast_to(np.array([0, -1, 0], np.float32), noisy.shape)
    clean = without_noise(noisy, facing, tmp_path)
    assert clean.shape == noisy.shape
    assert clean.std() < noisy.std() / 4
    assert clean.mean() == pytest.approx(noisy.mean(), rel=0.05)
