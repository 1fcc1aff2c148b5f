"""What Blender's frames tell of surfaces: the colours that materials were made from, without noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.renderers.passes import Passes, material_class
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Material, Pose, SceneObject

from .. import closed_forms as cf

ALL = Passes(True, True, True, True)
COLOUR = (0.8, 0.2, 0.4)
THINGS = [
    replace(cf.thing("box", Pose((x, 4.5, 0.0), scale=(0.9, 1.0, 0.9)), number), materials=(Material(family, COLOUR),))
    for number, (x, family) in enumerate([(-1.5, "exit sign"), (-0.5, "pane"), (0.5, "mirror"), (1.5, "wood")], start=1)
]


@pytest.fixture(scope="module")
def telling() -> Iterator[Any]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    quality = Quality(samples=1, bounces=0, denoise=False)
    renderer = BlenderRenderer(quality, device="CPU", passes=Passes(True, True, True, True))
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
    np.testing.assert_array_equal(rendered(telling, THINGS, ALL).albedo, with_it.albedo)  # type: ignore[arg-type]
