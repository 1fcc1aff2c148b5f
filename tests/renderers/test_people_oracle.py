"""The depth of posed people against another library's rays: trimesh, triangle by triangle, on the same mesh."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from numpy.typing import NDArray

from cavendish.renderers.frame import Renderer
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.people.riders import bicycle_at, on_bicycle
from cavendish.scenes.spec import SceneObject

from .people_scenes import somebody, with_people

RAYS = 200
Values = NDArray[np.float64]


def nearest_m(shape: trimesh.Trimesh, origin: Values, ray: Values) -> float:
    """Return how many times a ray goes into the way to the first triangle that it meets, by trimesh's own geometry."""
    way = ray / np.linalg.norm(ray)
    aside = np.linalg.norm(np.cross(shape.triangles_center - origin, way), axis=1)
    near = aside < np.linalg.norm(shape.triangles - shape.triangles_center[:, None], axis=2).max(axis=1) + 1e-6
    triangles, normals = shape.triangles[near], shape.face_normals[near]
    count = (len(triangles), 1)
    met, there = trimesh.intersections.planes_lines(
        triangles[:, 0], normals, np.tile(origin, count), np.tile(way, count)
    )[:2]
    shares = trimesh.triangles.points_to_barycentric(triangles[there], met)
    inside = (shares > -1e-7).all(axis=1)
    return float(((met[inside] - origin) @ way).min() / np.linalg.norm(ray))


def posed(name: str) -> SceneObject:
    """Return one person as instance 2."""
    if name == "riding":
        rng = np.random.default_rng(3)
        return on_bicycle(bicycle_at(1, (0.0, 0.0, 0.0), 40.0, 0, rng), 40.0, rng)
    return somebody(2, turn_deg=25.0)


@pytest.mark.parametrize("name", ["standing", "riding"])
def test_the_depth_of_a_posed_body_is_that_of_trimesh(blender: Renderer, name: str) -> None:
    person = posed(name)
    scene = with_people(person)
    camera, frame = scene.cameras[0], blender.render(scene, 0)
    pixels = np.argwhere(frame.instance == 2)
    pixels = pixels[np.linspace(0, len(pixels) - 1, RAYS).astype(int)]
    shape = object_mesh(person).transformed(person.pose.matrix())
    body = trimesh.Trimesh(shape.vertices, shape.triangles, process=False)
    pose = camera.matrix()
    rays = camera.rays()[tuple(pixels.T)] @ pose[:3, :3].T
    expected = [nearest_m(body, pose[:3, 3], ray) for ray in rays]
    np.testing.assert_allclose(frame.depth_m[tuple(pixels.T)], expected, atol=1e-4)
