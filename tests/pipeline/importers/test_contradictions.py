"""Files of one view that cannot all be right: what is wrong with them is said."""

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.importers.contradictions import contradiction
from cavendish.pipeline.importers.frames import Given
from cavendish.renderers.frame import Frame

SIZE_PX = (64, 48)


@pytest.fixture(params=range(3))
def given(request: pytest.FixtureRequest, frames: list[Frame]) -> Given:
    frame = frames[request.param]
    return Given(frame.image, frame.depth_m, frame.normals, frame.instance, frame.camera)


def test_a_rendered_view_is_without(given: Given) -> None:
    assert contradiction(given, SIZE_PX) == ""
    half = replace(given, depth_m=given.depth_m.astype(np.float16), normals=given.normals.astype(np.float16))  # type: ignore[union-attr]
    assert contradiction(half, SIZE_PX) == ""


def test_another_size(given: Given) -> None:
    assert contradiction(given, (48, 64)) == "its picture is 64×48, and its header says another size"


def test_depth_behind_the_camera(given: Given) -> None:
    behind = replace(given, depth_m=-np.nan_to_num(given.depth_m, posinf=0))
    assert contradiction(behind, SIZE_PX) == "most of its depth is negative; depth grows away from the camera"


@pytest.mark.parametrize("signs", [(1, -1, -1), (1, 1, -1), (-1, -1, -1)], ids=str)
def test_normals_of_other_axes_face_away(signs: tuple[int, int, int], given: Given) -> None:
    assert given.normals is not None
    turned = replace(given, normals=given.normals * np.array(signs, np.float32))
    assert "of its normals face away; they must be in camera space" in contradiction(turned, SIZE_PX)


def test_normals_of_the_world_lie_across_their_planes(frames: list[Frame]) -> None:
    """As Blender's own pass has them. Some of them face away, too."""
    for frame in frames:
        world = frame.normals @ frame.camera.matrix()[:3, :3].T.astype(np.float32)
        said = contradiction(Given(frame.image, frame.depth_m, world, frame.instance, frame.camera), SIZE_PX)
        assert said.endswith("; they must be in camera space, +y up and +z towards the camera")


def test_noise_is_not_judged(given: Given) -> None:
    """Leaves, or what a model guessed: no plane is there to be compared with."""
    assert given.normals is not None
    vectors = np.random.default_rng(3).normal((0, 0, 3), size=given.normals.shape)
    noisy = replace(given, normals=vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
    assert contradiction(noisy, SIZE_PX) == ""
