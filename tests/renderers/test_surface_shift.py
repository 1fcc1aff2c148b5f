"""How far surfaces move between two frames, on meshes whose vertices were moved by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.renderers.surface_shift import surface_shift_m
from cavendish.scenes.geometry.mesh import Mesh, mesh
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Opened, SceneObject

from ..pipeline.tasks.plain_frames import CAMERA, frame_of, only, plane

FAR_M = 4.0
WALL = plane((0, 0, 1), FAR_M)  # as the camera looks along +y in the world, 1.5 m up


def sheet(many: int = 7) -> Mesh:
    """Return a wall in the world, in the plane y = 4, of triangles that are some pixels wide, and one behind it."""
    x, z = np.meshgrid(np.linspace(-5, 5, many), np.linspace(-4, 7, many), indexing="ij")
    points = np.stack([x, np.full_like(x, FAR_M), z], axis=-1).reshape(-1, 3)
    index = np.arange(many * many).reshape(many, many)
    a, b, c, d = index[:-1, :-1].ravel(), index[1:, :-1].ravel(), index[1:, 1:].ravel(), index[:-1, 1:].ravel()
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    return mesh(
        np.concatenate([points, points + np.array((0.0, 1.0, 0.0))]), np.concatenate([faces, faces + many * many])
    )


def thing(shape: Mesh, number: int = 1) -> SceneObject:
    return SceneObject(number, "sheet", "sheet", Opened("", "sheet", (1.0, 1.0, 1.0), mesh=shape), Pose(), ())


def test_a_pixel_moves_as_the_point_of_its_triangle_does() -> None:
    """The wall is sheared, x += 0.1 z: linear in each triangle, so that the answer is exact."""
    frame, now = frame_of(only(WALL, slice(0, 32))), sheet()
    then = replace(now, vertices=now.vertices + 0.1 * now.vertices[:, 2:] * (1, 0, 0) * (now.vertices[:, 1:2] < 4.5))
    found = surface_shift_m(frame, [thing(now)], [thing(then)], {1})
    assert found is not None
    height_m = 1.5 + (CAMERA.rays() * FAR_M)[..., 1]
    np.testing.assert_allclose(found[:, :32, 0], 0.1 * height_m[:, :32], atol=4e-5)
    np.testing.assert_allclose(found[..., 1:], 0, atol=1e-7)
    assert not found[:, 32:].any()  # the sky


def test_where_a_thing_is_counts_with_its_shape() -> None:
    frame, now = frame_of(WALL), thing(sheet())
    gone = replace(now, pose=Pose((0.25, 0.5, 0.0)))
    found = surface_shift_m(frame, [now], [gone], {1})
    assert found is not None
    np.testing.assert_allclose(found, np.broadcast_to((0.25, 0.5, 0.0), (48, 64, 3)), atol=1e-6)


def test_where_nothing_walks_nothing_is_told() -> None:
    assert surface_shift_m(frame_of(WALL), [thing(sheet())], [thing(sheet())], {7}) is None
