"""Parts keep their triangles and their names, whatever meshes are put together from them."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.geometry.mesh import Mesh, box, join, lathe, plane, weld
from cavendish.scenes.geometry.parts import Parts, as_part, each_part, one_of_each
from cavendish.scenes.poses import Pose


def told(shape: Mesh) -> list[str]:
    """The name of each triangle's part, "" where it has none."""
    assert shape.parts is not None
    return [("", *shape.parts.names)[number] for number in shape.parts.number]


def test_a_mesh_has_none_until_it_is_told() -> None:
    assert box().parts is None
    assert join([box(), plane()]).parts is None


def test_what_is_joined_keeps_its_parts_apart() -> None:
    shape = join([plane(), *each_part([plane(), plane()], "wheel"), as_part(plane(), "door")])
    assert shape.parts == Parts(("wheel", "wheel", "door"), np.array([0, 0, 1, 1, 2, 2, 3, 3]))


def test_a_part_within_a_part_stays_itself() -> None:
    drawer = as_part(join([plane(), as_part(plane(), "handle")]), "drawer")
    assert told(drawer) == ["drawer", "drawer", "handle", "handle"]


def test_what_lies_apart_in_the_mesh_can_be_one() -> None:
    sash, pane = each_part([plane(), plane()], "window")
    window = one_of_each(join([sash, plane(), pane]))
    assert window.parts == Parts(("window",), np.array([1, 1, 0, 0, 1, 1]))
    assert one_of_each(plane()).parts is None


def test_moving_welding_and_dropping_slivers_leave_them() -> None:
    shape = join([as_part(plane(), "top"), plane()])
    mirrored = shape.transformed(Pose(scale=(-1, 1, 1)).matrix()).with_slot(3)
    assert told(weld(mirrored)) == ["top", "top", "", ""]
    cone = as_part(lathe([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)], segments=8), "lid")
    assert told(cone) == ["lid"] * len(cone.triangles)
