"""Meshes are closed, wound outwards, and as close to their closed forms as their tessellation says."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.geometry.mesh import (
    SEGMENTS,
    Mesh,
    box,
    cut_along,
    cylinder,
    grid,
    join,
    lathe,
    mesh,
    plane,
    rounded_box,
    sphere,
    weld,
)
from cavendish.scenes.poses import Pose, turn


def volume(shape: Mesh) -> float:
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


SAG = 1 - math.cos(math.pi / SEGMENTS)  # of the radius


@pytest.mark.parametrize(
    ("shape", "expected", "tolerance"),
    [(box(), 1.0, 1e-12), (sphere(), math.pi / 6, 6 * SAG), (cylinder(), math.pi / 4, 3 * SAG)],
    ids=["box", "sphere", "cylinder"],
)
def test_volume_is_that_of_the_closed_form(shape: Mesh, expected: float, tolerance: float) -> None:
    assert volume(shape) == pytest.approx(expected, rel=tolerance)
    assert volume(shape) <= expected + 1e-12


@pytest.mark.parametrize("shape", [plane(), box(), sphere(), cylinder()], ids=["plane", "box", "sphere", "cylinder"])
def test_unit_size(shape: Mesh) -> None:
    low, high = shape.bounds()
    np.testing.assert_allclose(low[:2], [-0.5, -0.5], atol=1e-12)
    np.testing.assert_allclose(high[:2], [0.5, 0.5], atol=1e-12)
    assert np.abs(shape.vertices).max() == pytest.approx(0.5)


def test_a_mirrored_mesh_still_faces_outwards() -> None:
    mirrored = sphere().transformed(Pose((1, 2, 3), turn("x", 30), (-2, 1, 1)).matrix())
    assert volume(mirrored) == pytest.approx(2 * volume(sphere()))


def test_sphere_vertices_lie_on_the_sphere() -> None:
    np.testing.assert_allclose(np.linalg.norm(sphere().vertices, axis=1), 0.5, rtol=1e-12)


def test_welding_gives_each_place_one_vertex_in_the_order_of_places() -> None:
    rng = np.random.default_rng(4)
    places = rng.integers(-2, 3, (90, 3)) * rng.choice([0.25, -0.0], (90, 3), p=[0.8, 0.2])
    loose = mesh(places + rng.uniform(-1e-10, 1e-10, places.shape), np.arange(90))
    welded = weld(replace(loose, vertices=places))
    assert len(welded.vertices) == len({tuple(place) for place in (places + 0.0).tolist()}) < 90
    assert (np.unique(places, axis=0) == welded.vertices).all()
    corners = places[loose.triangles]
    solid = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) > 0
    assert (welded.vertices[welded.triangles] == corners[solid]).all()
    assert (weld(loose).vertices.round(9) == welded.vertices).all()


def test_a_lathe_with_points_at_both_ends_is_closed() -> None:
    cone = lathe([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)], segments=256)
    assert volume(cone) == pytest.approx(math.pi / 3, rel=1e-3)


def test_joined_parts_keep_their_slots() -> None:
    both = join([box(), plane().with_slot(3)])
    assert volume(both) == pytest.approx(1.0)
    assert both.slot.tolist() == [0] * 12 + [3] * 2


def test_joined_and_welded_meshes_keep_what_water_leaves() -> None:
    soiled = replace(plane(), soil=np.array([0.0, 0.0, 1.0, 1.0]))
    joined = join([box(), soiled])
    assert joined.soil is not None
    np.testing.assert_array_equal(joined.soil, [0.0] * len(box().vertices) + [0.0, 0.0, 1.0, 1.0])
    welded = weld(join([soiled, soiled]))
    assert welded.soil is not None
    assert (welded.soil == (welded.vertices[:, 1] > 0)).all()
    assert join([box(), plane()]).soil is None


def test_a_cut_leaves_the_surface_and_its_vertices_and_parts_it_at_the_line() -> None:
    rng = np.random.default_rng(0)
    xy = np.stack(np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 9), indexing="ij"), -1)
    ground = grid(np.concatenate([xy, rng.uniform(0, 0.2, (9, 9, 1))], -1))
    x, y = ground.vertices[:, :2].T
    cut = cut_along(ground, np.column_stack([0.3 + 0.5 * y - x, x - 0.1]))
    np.testing.assert_array_equal(cut.vertices[:81], ground.vertices)
    corners = cut.vertices[cut.triangles]
    areas = np.cross(corners[:, 1, :2] - corners[:, 0, :2], corners[:, 2, :2] - corners[:, 0, :2]) / 2
    assert (areas > 0).all()
    assert areas[cut.slot == 1].sum() == pytest.approx(0.45, abs=1e-9)  # between both lines, seen from above
    before, after = (np.sort(np.linalg.norm(_normals(each), axis=1)).sum() for each in (ground, cut))
    assert after == pytest.approx(before, abs=1e-9)
    edges = np.sort(np.concatenate([cut.triangles[:, [k, (k + 1) % 3]] for k in range(3)]), axis=1)
    _, shared = np.unique(edges, axis=0, return_counts=True)
    assert set(shared.tolist()) == {1, 2}
    assert (shared == 1).sum() < 0.2 * len(shared)  # the rim alone: no cracks


def _normals(shape: Mesh) -> np.ndarray:
    corners = shape.vertices[shape.triangles]
    return np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])


SIDES_M = st.tuples(*[st.floats(0.01, 3)] * 3)


@given(SIDES_M, st.floats(0.001, 1), st.integers(1, 4), st.integers(1, 5))
def test_a_rounded_box_is_closed_and_lies_as_far_from_its_core_as_it_is_round(
    size_m: tuple[float, float, float], radius_m: float, steps: int, cells: int
) -> None:
    shape = rounded_box(size_m, radius_m, steps, cells)
    radius = min(radius_m, 0.98 * min(size_m) / 2)
    core = np.array(size_m) / 2 - radius
    away = np.linalg.norm(shape.vertices - np.clip(shape.vertices, -core, core), axis=1)
    np.testing.assert_allclose(away, radius, rtol=1e-9)
    np.testing.assert_allclose(shape.bounds()[1], np.array(size_m) / 2, rtol=1e-9)
    assert is_closed(shape)
    assert 0 < volume(shape) < np.prod(size_m)


def is_closed(shape: Mesh) -> bool:
    """Return whether each side of a triangle is one of another, the other way round."""
    sides = {(int(a), int(b)) for t in shape.triangles for a, b in zip(t, np.roll(t, -1), strict=True)}
    return len(sides) == 3 * len(shape.triangles) and sides == {(b, a) for a, b in sides}


def test_what_meshes_share_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        rounded_box((1, 1, 1), 0.1).triangles[0] = 0
