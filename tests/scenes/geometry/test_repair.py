"""Sound surfaces of triangle soups: welded, wound alike, outside out, split where they are sharp."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.geometry.mesh import Mesh, box, cylinder, grid, join, mesh, sphere
from cavendish.scenes.geometry.repair import edges_of, repair, unit_normals

Escapes = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]


def brute(shape: Mesh) -> Escapes:
    """Rays against all triangles, by Möller and Trumbore."""
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))

    def escapes(points: NDArray[np.float64], directions: NDArray[np.float64]) -> NDArray[np.bool_]:
        free = []
        for point, ray in zip(points, directions, strict=True):
            p = np.cross(ray, c - a)
            with np.errstate(all="ignore"):
                scale = 1 / (p * (b - a)).sum(axis=1)
                u = ((point - a) * p).sum(axis=1) * scale
                q = np.cross(point - a, b - a)
                v, far = (q * ray).sum(axis=1) * scale, (q * (c - a)).sum(axis=1) * scale
                free.append(not ((u >= 0) & (v >= 0) & (u + v <= 1) & (far > 1e-9)).any())
        return np.array(free)

    return escapes


def soup(shape: Mesh, rng: np.random.Generator) -> Mesh:
    """Every triangle with vertices of its own, some turned round, in any order."""
    order = rng.permutation(len(shape.triangles))
    triangles = shape.triangles[order]
    turned = rng.random(len(order)) < 0.5
    triangles[turned] = triangles[turned, ::-1]
    loose = shape.vertices[triangles].reshape(-1, 3) + rng.normal(0, 1e-7, (3 * len(triangles), 3))
    return mesh(loose, np.arange(len(loose)))


def volume(shape: Mesh) -> float:
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize(("shape", "expected"), [(box(), 1.0), (sphere(16), None), (cylinder(24), None)])
def test_a_soup_becomes_the_solid_that_it_was(shape: Mesh, expected: float | None) -> None:
    made = repair(soup(shape, np.random.default_rng(1)), brute)
    assert volume(made) == pytest.approx(expected or volume(shape), rel=1e-4)
    assert len(made.triangles) == len(shape.triangles)


def test_smooth_surfaces_share_vertices_and_sharp_edges_do_not() -> None:
    rng = np.random.default_rng(2)
    cube, ball, drum = (repair(soup(shape, rng), brute) for shape in (box(), sphere(32), cylinder(24)))
    assert (len(cube.vertices), cube.smooth.any()) == (24, False)
    assert ball.smooth.all()
    assert edges_of(ball.triangles).open.sum() == 0
    side = np.abs(unit_normals(drum)[:, 2]) < 0.5
    assert drum.smooth[side].all()
    assert not drum.smooth[~side].any()
    assert len(drum.vertices) == 2 * 24 + 2 * 24


def test_a_wide_plane_stays_flat_beside_its_narrow_bevel() -> None:
    profile = [(-1.0, 0.0), (1.0, 0.0), (1.02, -0.005), (1.035, -0.018)]
    points = np.array([[(x, y, z) for y in (-1.0, 1.0)] for x, z in profile])
    made = repair(grid(points), brute)
    plane = np.abs(unit_normals(made)[:, 2]) > 0.999
    assert not made.smooth[plane].any()
    assert made.smooth[~plane].any()


def test_a_single_shell_faces_the_side_that_sees_more() -> None:
    angles = np.linspace(0, np.pi, 9)
    bowl = np.array([[(np.cos(a), y, -np.sin(a)) for a in angles] for y in (-3.0, 0.0, 3.0)])
    for drawn in (grid(bowl), grid(bowl[::-1])):
        made = repair(drawn, brute)
        outwards = made.vertices[made.triangles].mean(axis=1) * (1, 0, 1)
        assert ((unit_normals(made) * outwards).sum(axis=1) > 0).all()


def test_texture_coordinates_stay_with_their_corners() -> None:
    shape = soup(sphere(16), np.random.default_rng(3))
    corners = shape.vertices[shape.triangles]
    made = repair(replace(shape, uv=corners[:, :, :2].copy()), brute)
    assert made.uv is not None
    np.testing.assert_allclose(made.uv, made.vertices[made.triangles][:, :, :2], atol=1e-5)


def test_what_is_met_twice_or_has_no_area_goes() -> None:
    twice = join([box(), box()])
    needle = mesh([(0, 0, 0), (1, 0, 0), (0.5, 0, 0)], [(0, 1, 2)])
    made = repair(join([twice, needle]), brute)
    assert len(made.triangles) == 12
    assert not np.isnan(made.vertices).any()


def test_a_surface_that_is_there_twice_wound_both_ways_stays_once() -> None:
    """As models for viewers without back faces have it: light that leaves one would meet the other, and is black."""
    shape = sphere(16)
    made = repair(join([shape, replace(shape, triangles=shape.triangles[:, ::-1])]), brute)
    assert len(made.triangles) == len(shape.triangles)
    assert volume(made) == pytest.approx(volume(shape), rel=1e-4)


def test_a_surface_a_hairs_breadth_over_its_double_goes_and_a_sheet_keeps_both_sides() -> None:
    """Over a cube of 1 (diagonal 1.73) doubles are nearer than 0.17 mm: 0.1 mm is one, 0.5 mm is not."""
    shape = sphere(16)
    for lift, layers in ((1e-4, 1), (5e-4, 2)):
        above = replace(shape, vertices=shape.vertices + lift)
        assert len(repair(join([shape, above]), brute).triangles) == layers * len(shape.triangles)
    sheet = replace(box(), vertices=box().vertices * (1.0, 1.0, 1e-4))
    assert len(repair(sheet, brute).triangles) == 12
