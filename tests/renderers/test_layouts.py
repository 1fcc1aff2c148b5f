"""Every layout renders: one tiny view each, exact in its parts, neither black nor burnt out, with things in it."""

from collections.abc import Iterator

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer, check_frame
from cavendish.scenes.layouts.registry import LAYOUTS
from cavendish.scenes.quality import QUALITIES
from cavendish.scenes.sampling import sample_scene, with_cameras


@pytest.fixture(scope="module")
def photographer() -> Iterator[Renderer]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    renderer = BlenderRenderer(QUALITIES["draft"], device="CPU")
    yield renderer
    renderer.close()


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"files"}))  # a user's files have tests of their own
def test_a_view_of_a_layout(layout: str, photographer: Renderer) -> None:
    spec = photographer.prepare(sample_scene(3, 0, {layout: 1.0}))
    frame = check_frame(photographer.render(with_cameras(spec, (64, 48), (0,)), 0))
    brightest, darkest = frame.image.max(axis=-1), frame.image.min(axis=-1)
    assert np.mean(brightest < 12) < 0.5
    assert np.mean(darkest > 250) < 0.3
    assert 30 < frame.image.mean() < 220
    assert len(frame.objects) >= 3
