"""Gates turn views down, and say why."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests import Gates
from cavendish.pipeline.render.gates import rejection
from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Frame
from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.sampling import sample_scene, with_cameras


@pytest.fixture(scope="module")
def frame() -> Frame:
    return AnalyticRenderer().render(with_cameras(sample_scene(7, 0, {"shapes": 1.0}), (64, 48), [0]), 0)


def test_a_good_view_passes(frame: Frame) -> None:
    assert rejection(frame, Gates()) is None


@pytest.mark.parametrize(("brightness", "reason"), [(0, "too dark"), (255, "too bright")])
def test_light(frame: Frame, brightness: int, reason: str) -> None:
    assert rejection(replace(frame, image=np.full_like(frame.image, brightness)), Gates()) == reason


def test_a_camera_too_close(frame: Frame) -> None:
    assert rejection(frame, Gates(min_depth_m=5.0)) == "camera too close"


def test_one_near_pixel_is_not_too_close(frame: Frame) -> None:
    depth_m = frame.depth_m.copy()
    depth_m[0, 0] = 0.01
    assert rejection(replace(frame, depth_m=depth_m), Gates()) is None


def test_one_surface_that_fills_the_view(frame: Frame) -> None:
    floor = replace(frame.objects[0], area_px=frame.instance.size)
    assert rejection(replace(frame, objects=(floor, *frame.objects[1:])), Gates()) == "one surface fills the view"


def test_nothing_but_walls(frame: Frame) -> None:
    assert rejection(replace(frame, objects=frame.objects[:1]), Gates(max_one_surface=1)) == "nothing but walls"


# So many scenes of each build it all, as a rule; they are looked at first because a courtyard takes a second.
LIKELY = {"courtyard": 1, "street": 1, "room": 10, "landscape": 5, "hall": 20}


def test_every_structure_is_one_that_layouts_build() -> None:
    likely = [(seed, layout) for layout, count in LIKELY.items() for seed in range(count)]
    every = itertools.product(range(20), sorted(LAYOUTS.keys() - {"files", "imported"}))
    unbuilt = set(STRUCTURE)
    for seed, layout in dict.fromkeys([*likely, *every]):
        if unbuilt:
            unbuilt -= {thing.category for thing in sample_scene(seed, 0, {layout: 1.0}).objects}
    assert unbuilt == set()
