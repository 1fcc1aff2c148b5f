"""Cameras mean what the conventions say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.layouts import Shot
from cavendish.scenes.sampling import camera_of


@pytest.mark.parametrize("fov_deg", [20, 60, 110])
def test_rays_go_through_pixel_centres(fov_deg: float) -> None:
    camera = camera_of(Shot((0, 0, 0), (0, 1, 0), fov_deg), (64, 48))
    rays = camera.rays()
    assert camera.fov_deg == pytest.approx(fov_deg)
    half_pixel = 1 - 1 / camera.width_px
    np.testing.assert_allclose(rays[0, 0, 0], -math.tan(math.radians(fov_deg) / 2) * half_pixel)
    np.testing.assert_allclose(rays[0, 0] + rays[-1, -1], [0, 0, -2], atol=1e-12)
    assert (rays[..., 2] == -1).all()


@given(st.integers(0, 63), st.integers(0, 47))
def test_intrinsics_project_rays_back_to_their_pixels(u: int, v: int) -> None:
    camera = camera_of(Shot((0, 0, 0), (0, 1, 0), 70), (64, 48))
    x, y, z = camera.rays()[v, u] * [1, -1, -1]  # K expects y down and z forward
    np.testing.assert_allclose((camera.intrinsics() @ [x, y, z])[:2], [u + 0.5, v + 0.5], atol=1e-9)
