"""Doors and drawers open as their handles say, as far as they are told to, and nothing else of a mesh moves."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.geometry.collision import overlap_m, shape_of
from cavendish.scenes.geometry.doorways import with_doorway
from cavendish.scenes.geometry.hollows import hollow_of
from cavendish.scenes.geometry.leaves import TURNED_DEG, Leaf, leaves_of
from cavendish.scenes.geometry.mesh import Mesh, primitive_mesh
from cavendish.scenes.geometry.opening import moving_boxes, opened
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Pose, Vec3
from cavendish.scenes.spec import Doorway, Primitive, Procedural

SIZES: dict[str, Vec3] = {
    "door unit": (0.8, 0.57, 0.86),
    "drawer unit": (0.6, 0.57, 0.86),
    "oven": (0.6, 0.59, 0.86),
    "dishwasher": (0.6, 0.59, 0.86),
    "refrigerator": (0.6, 0.65, 1.8),
    "cabinet": (1.2, 0.48, 0.9),
    "filing cabinet": (0.45, 0.6, 1.3),
    "door": (0.95, 0.09, 2.1),
    "locker": (0.96, 0.5, 1.9),
}


def built(generator: str, variant: int = 1) -> Mesh:
    return geometry_mesh(Procedural(generator, SIZES[generator], variant))


def points_of(shape: Mesh, number: int) -> NDArray[np.float64]:
    assert shape.leaf is not None
    return shape.vertices[shape.triangles[shape.leaf == number]].reshape(-1, 3)


@pytest.mark.parametrize(
    ("generator", "sides"),
    [
        ("door unit", {"left": 1, "right": 1, "": 2}),
        ("drawer unit", {"": 3}),
        ("oven", {"foot": 1, "": 1}),
        ("dishwasher", {"foot": 1}),
        ("filing cabinet", {"": 4}),
        ("locker", {"left": 3}),
    ],
)
def test_a_leaf_opens_away_from_its_handle(generator: str, sides: dict[str, int]) -> None:
    assert Counter(leaf.side for leaf in leaves_of(built(generator))) == sides


def test_both_doors_of_a_refrigerator_hang_where_their_handles_are_not() -> None:
    for variant in range(4):
        shape = built("refrigerator", variant)
        assert shape.parts is not None
        handle = shape.vertices[shape.triangles[shape.parts.number == 1]][..., 0].mean()
        assert [leaf.side for leaf in leaves_of(shape)] == ["left" if handle > 0 else "right"] * 2


def test_what_has_no_leaves_is_left_alone() -> None:
    assert leaves_of(primitive_mesh(Primitive("box"))) == ()


@pytest.mark.parametrize("generator", SIZES)
def test_a_point_of_a_leaf_goes_along_its_circle_or_its_rail(generator: str) -> None:
    for leaf in leaves_of(built(generator)):
        hinge, far = _hinge_and_far(leaf)
        gone_m = np.linalg.norm(leaf.motion(0.5).of(far) - far)
        chord_m = 2 * np.linalg.norm(far - hinge) * math.sin(math.radians(leaf.most_deg) / 4)
        assert gone_m == pytest.approx(chord_m if leaf.side else leaf.reach_m / 2)
        pulled_m = 0.0 if leaf.side else leaf.reach_m / 2
        np.testing.assert_allclose(leaf.motion(0.5).of(hinge) - hinge, (0.0, -pulled_m, 0.0), atol=1e-12)


def _hinge_and_far(leaf: Leaf) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a point of the axis that a leaf turns about, and one at its far edge."""
    (x0, _, z0), (x1, _, z1) = leaf.low_m, leaf.high_m
    ends = {"left": ((x0, z0), (x1, z0)), "right": ((x1, z0), (x0, z0))}.get(leaf.side, ((x0, z0), (x0, z1)))
    hinge, far = (np.array([x, leaf.front_m, z]) for x, z in ends)
    return hinge, far


def test_a_door_swings_out_to_the_front() -> None:
    shape = built("door unit")
    door = next(leaf for leaf in leaves_of(shape) if leaf.side == "left")
    wide = opened(shape, ((door.number, 1.0),))
    width_m = door.high_m[0] - door.low_m[0]
    assert TURNED_DEG > 90
    assert points_of(wide, door.number)[:, 1].min() == pytest.approx(door.front_m - width_m, abs=0.02)
    assert points_of(wide, door.number)[:, 0].max() < door.low_m[0] + 0.02


@pytest.mark.parametrize("generator", SIZES)
def test_all_but_the_leaf_stays_and_parts_keep_their_names(generator: str) -> None:
    shape = built(generator)
    for leaf in leaves_of(shape):
        wide = opened(shape, ((leaf.number, 0.6),))
        assert wide.leaf is not None
        for other in leaves_of(shape):
            if other.number != leaf.number:
                np.testing.assert_array_equal(points_of(wide, other.number), points_of(shape, other.number))
        assert wide.parts is None if shape.parts is None else wide.parts and wide.parts.names == shape.parts.names
        assert wide.bounds()[1] == pytest.approx(shape.bounds()[1], abs=1e-6)


def test_a_leaf_that_is_open_by_nothing_is_where_it_was() -> None:
    shape = built("cabinet")
    shut = opened(shape, ((1, 0.0),))
    own = points_of(shape, 1)
    np.testing.assert_allclose(points_of(shut, 1)[: len(own)], own, atol=1e-12)
    np.testing.assert_allclose(shut.bounds(), shape.bounds(), atol=1e-9)


def test_behind_a_door_is_room_for_what_would_not_have_fitted_into_the_body() -> None:
    shape = built("door unit")
    door = next(leaf for leaf in leaves_of(shape) if leaf.side == "left")
    inside = hollow_of(shape, door)
    assert inside is not None
    low, high = np.array(inside.low_m), np.array(inside.high_m)
    at = (low + high) / 2 + (0.0, 0.0, -0.12)  # below its shelf
    cup = shape_of(primitive_mesh(Primitive("box")).transformed(Pose(_vec3(at), scale=(0.1, 0.1, 0.1)).matrix()))
    assert overlap_m(cup, shape_of(shape)) > 0.05
    assert overlap_m(cup, shape_of(opened(shape, ((door.number, 0.9),)))) == 0


def test_a_drawer_has_a_floor_and_sides_which_come_out_with_it() -> None:
    shape = built("drawer unit")
    wide = opened(shape, ((1, 1.0),))
    drawer = leaves_of(shape)[0]
    inside = hollow_of(shape, drawer)
    assert inside is not None
    assert len(points_of(wide, 1)) > len(points_of(shape, 1))
    back_m = points_of(wide, 1)[:, 1].max()
    assert back_m == pytest.approx(inside.high_m[1] - 0.006 - drawer.reach_m)
    assert back_m > drawer.high_m[1], "it is not pulled out wholly"


@pytest.mark.parametrize("generator", SIZES)
@pytest.mark.parametrize("share", [0.3, 1.0], ids=["a little", "wide"])
def test_the_boxes_of_a_leaf_hold_it_and_nothing_else(generator: str, share: float) -> None:
    shape = built(generator)
    for leaf in leaves_of(shape):
        wide = opened(shape, ((leaf.number, share),))
        assert wide.leaf is not None
        back = leaf.motion(share).inverse()
        corners = wide.vertices[wide.triangles]
        middles, own = back.of(corners.mean(axis=1)), wide.leaf == leaf.number
        held = np.zeros(len(middles), bool)
        for low, high in moving_boxes(shape, leaf):
            held |= ((middles >= np.array(low) - 1e-6) & (middles <= np.array(high) + 1e-6)).all(axis=1)
        assert (held == own).all()


def test_a_wall_with_a_doorway_lets_through_what_fits() -> None:
    wall = geometry_mesh(Procedural("wide wall", (4.0, 0.24, 2.6), 1))
    pierced = with_doorway(wall, Doorway(0.5, 0.8, 2.0))
    np.testing.assert_allclose(pierced.bounds(), wall.bounds())
    beam = [(0.5, 0.78, 1.9), (0.5, 0.9, 1.9), (0.5, 0.78, 2.1), (-0.5, 0.1, 1.0)]  # middle, width and top of each
    reach_m = [overlap_m(shape_of(_block(x, width, top)), shape_of(pierced), 0.001) > 0.001 for x, width, top in beam]
    assert reach_m == [False, True, True, True]


def test_the_sides_of_a_doorway_face_into_it() -> None:
    pierced = with_doorway(geometry_mesh(Procedural("slab", (4.0, 0.24, 2.6), 1)), Doorway(0.0, 0.8, 2.0))
    corners = pierced.vertices[pierced.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    jamb = (np.abs(np.abs(corners[..., 0]) - 0.4) < 1e-9).all(axis=1) & (np.ptp(corners[..., 0], axis=1) < 1e-9)
    assert jamb.sum() == 4
    assert (normals[jamb, 0] * corners[jamb, 0, 0] < 0).all()


def _block(x_m: float, width_m: float, top_m: float) -> Mesh:
    pose = Pose((x_m, 0.0, top_m / 2 + 0.01), scale=(width_m, 1.0, top_m - 0.02))
    return primitive_mesh(Primitive("box")).transformed(pose.matrix())


def _vec3(values: NDArray[np.float64]) -> Vec3:
    x, y, z = values.tolist()
    return (x, y, z)
