"""What Blender's frames tell of surfaces: the colours that materials were made from, without noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Frame
from cavendish.renderers.passes import Passes
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Material, Pose, SceneObject

from .. import closed_forms as cf

COLOUR = (0.8, 0.2, 0.4)
THINGS = [
    replace(cf.thing("box", Pose((x, 4.5, 0.0), scale=(0.9, 1.0, 0.9)), number), materials=(Material(family, COLOUR),))
    for number, (x, family) in enumerate([(-1.5, "exit sign"), (-0.5, "pane"), (0.5, "mirror"), (1.5, "wood")], start=1)
]


@pytest.fixture(scope="module")
def telling() -> Iterator[Any]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    quality = Quality(samples=1, bounces=0, denoise=False)
    renderer = BlenderRenderer(quality, device="CPU", passes=Passes(albedo=True))
    yield renderer
    renderer.close()


def rendered(renderer: Any, things: list[SceneObject], passes: Passes | None = None) -> Frame:
    renderer.passes = renderer.passes if passes is None else passes
    frame = renderer.render(cf.scene(things, cf.camera(size=(64, 32))), 0)
    assert isinstance(frame, Frame)
    return frame


def test_albedo_is_that_of_the_material_whatever_the_light(telling: Any) -> None:
    frame = rendered(telling, THINGS)
    assert frame.albedo is not None
    even, wood = (frame.albedo[frame.instance == number] for number in (1, 4))
    assert np.abs(even.astype(int) - (204, 51, 102)).max() <= 1  # no pattern, and all its sides alike
    assert 0.3 < np.median(wood[:, 0]) / 204 < 1.3
    assert len(np.unique(wood, axis=0)) > 10  # its grain
    for number in (0, 2, 3):
        assert not frame.albedo[frame.instance == number].any()


def test_the_rest_is_the_same_with_and_without(telling: Any) -> None:
    with_it, without = (rendered(telling, THINGS, passes) for passes in (Passes(albedo=True), Passes()))
    assert without.albedo is None
    for name in ("image", "instance"):
        np.testing.assert_array_equal(getattr(with_it, name), getattr(without, name))
    np.testing.assert_allclose(with_it.depth_m, without.depth_m, rtol=2e-6)  # single precision: another way of shading
    np.testing.assert_allclose(with_it.normals, without.normals, atol=2e-5)
    np.testing.assert_array_equal(rendered(telling, THINGS, Passes(albedo=True)).albedo, with_it.albedo)  # type: ignore[arg-type]
