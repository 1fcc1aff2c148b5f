"""What views must say about each other, and depth about normals, whatever the scene: no closed form is used here."""

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from cavendish.renderers.frame import Frame, Renderer
from cavendish.scenes.sampling import sample_scene, with_cameras
from cavendish.scenes.spec import SceneSpec

from . import closed_forms as cf

SIZE = (160, 112)


def shapes(seed: int) -> SceneSpec:
    return with_cameras(sample_scene(seed, 0, {"shapes": 1.0}), SIZE, (0, 0))


def reprojection_errors(first: Frame, second: Frame) -> np.ndarray:
    """Relative depth errors, N, of the pixels of one frame in another, where that one sees the same thing there.

    Between pixel centres depth is read as the plane through them: along a plane, 1/depth is linear in the picture.
    """
    surface = first.instance > 0
    to_second = np.linalg.inv(second.camera.matrix())
    points = cf.lifted(first, surface, first.camera) @ to_second[:3, :3].T + to_second[:3, 3]
    depth_m = -points[:, 2]
    image = points * [1, -1, -1] @ second.camera.intrinsics().T
    column, row = (image[:, :2] / image[:, 2:]).T - 0.5
    inside = (depth_m > 0) & (row >= 0) & (row <= SIZE[1] - 1) & (column >= 0) & (column <= SIZE[0] - 1)
    nearest = np.rint(row[inside]).astype(int), np.rint(column[inside]).astype(int)
    same = (second.instance[nearest] == first.instance[surface][inside]) & cf.inside(second.instance)[nearest]
    measured = 1 / map_coordinates(1 / second.depth_m.astype(np.float64), [row[inside], column[inside]], order=1)
    error = np.abs(measured - depth_m[inside]) / depth_m[inside]
    return error[same & (measured > 0.98 * depth_m[inside])]  # nothing nearer stands before the point


@pytest.mark.parametrize("seed", range(3))
def test_pixels_of_one_view_land_on_the_depth_of_another(renderer: Renderer, seed: int) -> None:
    spec = shapes(seed)
    first, second = (renderer.render(spec, view) for view in range(2))
    for errors in (reprojection_errors(first, second), reprojection_errors(second, first)):
        assert len(errors) > 1000
        assert np.median(errors) < 1e-4


@pytest.mark.parametrize("seed", range(3))
def test_normals_are_the_gradient_of_depth(renderer: Renderer, seed: int) -> None:
    """On flat things: the facets of Blender's balls and cylinders turn by more than their smooth normals."""
    spec = shapes(seed)
    frame = renderer.render(spec, 0)
    flat = [thing.instance for thing in spec.objects if thing.category not in ("ball", "cylinder")]
    clear = cf.inside(frame.instance) & np.isin(frame.instance, flat)
    assert clear.sum() > 1000
    assert np.median(cf.angles_deg(frame.normals, cf.depth_normals(frame, frame.camera))[clear]) < 0.5
