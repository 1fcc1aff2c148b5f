"""A picture depends on its scene and camera alone, not on what the process rendered before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.frame import Frame, Renderer
from cavendish.scenes.quality import Quality
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

ROOM = with_cameras(sample_scene(7, 0, {"room": 1.0}), (64, 48), (0, 0))
SHAPES = with_cameras(sample_scene(7, 1, {"shapes": 1.0}), (64, 48), (0,))


@pytest.fixture(scope="module")
def photographer() -> Iterator[Renderer]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    quality = Quality(samples=8, bounces=2, supersampling=2)
    renderer = BlenderRenderer(quality, device="CPU")
    yield renderer
    renderer.close()


def same(a: Frame, b: Frame) -> bool:
    arrays = ("image", "depth_m", "normals", "instance")
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in arrays) and a.objects == b.objects


@pytest.fixture(scope="module")
def alone(photographer: Renderer) -> Frame:
    """The view as it is when nothing of the scene was rendered just before."""
    photographer.render(ROOM, 1)  # may follow anything
    photographer.render(SHAPES, 0)
    return photographer.render(ROOM, 1)


@pytest.mark.parametrize(
    "before", [[(SHAPES, 0)], [(ROOM, 0)], [(SHAPES, 0), (ROOM, 0)]], ids=["a scene", "a view", "both"]
)
def test_a_view_after_others_is_the_view_alone(
    photographer: Renderer, alone: Frame, before: list[tuple[SceneSpec, int]]
) -> None:
    for spec, view in before:
        photographer.render(spec, view)
    assert same(photographer.render(ROOM, 1), alone)


def test_another_view_transform_gives_other_colours(photographer: Renderer) -> None:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    agx = photographer.render(SHAPES, 0)
    filmic = BlenderRenderer(photographer.quality, "CPU", view_transform="Filmic")  # type: ignore[attr-defined]
    assert not np.array_equal(filmic.render(SHAPES, 0).image, agx.image)
    filmic.close()


def test_supersampling_changes_neither_the_frame_nor_the_truth(photographer: Renderer) -> None:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    fine = photographer.render(ROOM, 0)
    plain = BlenderRenderer(Quality(samples=32, bounces=2), "CPU")
    coarse = plain.render(ROOM, 0)
    plain.close()
    shifts = {
        (y, x): difference(np.roll(fine.image, (y, x), (0, 1)), coarse.image) for y in (-1, 0, 1) for x in (-1, 0, 1)
    }
    assert min(shifts, key=lambda shift: shifts[shift]) == (0, 0)
    assert shifts[0, 0] < 12
    assert np.array_equal(fine.depth_m, coarse.depth_m)
    assert np.array_equal(fine.instance, coarse.instance)


def difference(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(float) - b).mean())


def test_the_noise_seed_makes_the_noise_and_nothing_else(photographer: Renderer) -> None:
    other = replace(ROOM, cameras=tuple(replace(camera, noise_seed=5) for camera in ROOM.cameras))
    first, second = photographer.render(ROOM, 0), photographer.render(other, 0)
    assert not np.array_equal(first.image, second.image)
    assert np.array_equal(first.depth_m, second.depth_m)


def test_a_lens_blurs_what_it_is_not_focused_on_and_the_truth_knows_nothing_of_it(photographer: Renderer) -> None:
    sharp = photographer.render(SHAPES, 0)
    blurred = photographer.render(seen_through(SHAPES, f_number=0.1, focus_m=0.3), 0)
    assert contrast(blurred.image) < 0.7 * contrast(sharp.image)
    assert np.array_equal(blurred.depth_m, sharp.depth_m)
    assert same(photographer.render(SHAPES, 0), sharp)


def test_grain_has_the_strength_that_was_asked_for(photographer: Renderer) -> None:
    clean, noisy = photographer.render(SHAPES, 0), photographer.render(seen_through(SHAPES, grain=0.02), 0)
    middle = (clean.image > 20) & (clean.image < 235)
    noise = (noisy.image.astype(float) - clean.image)[middle] / 255
    assert noise.std() == pytest.approx(0.02, rel=0.1)
    assert abs(noise.mean()) < 0.002
    assert np.array_equal(noisy.normals, clean.normals)


def seen_through(spec: SceneSpec, **optics: Any) -> SceneSpec:
    return replace(spec, cameras=tuple(replace(camera, **optics) for camera in spec.cameras))


def contrast(image: np.ndarray) -> float:
    return float(np.abs(np.diff(image.astype(float), axis=1)).mean())
