"""What is loose falls, comes to rest on something, and comes to rest there every time."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from cavendish.renderers.analytic import AnalyticRenderer
from cavendish.renderers.frame import Renderer, RenderError
from cavendish.scenes.contacts import gaps, overlaps
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.poses import Pose, Vec3, turn
from cavendish.scenes.spec import Geometry, Material, Primitive, Procedural, SceneObject, SceneSpec

from .elsewhere import prepared_elsewhere

PLASTIC = (Material("plastic", (0.5, 0.5, 0.5)),)
TABLE = 1


def thing(
    instance: int, geometry: Geometry, pose: Pose, supporter: int = TABLE, loose: bool = True, category: str = "box"
) -> SceneObject:
    return SceneObject(instance, category, category, geometry, pose, PLASTIC, supporter=supporter, loose=loose)


def cube(instance: int, place_m: Vec3, side_m: float = 0.08, turn_deg: float = 0.0) -> SceneObject:
    return thing(instance, Primitive("box"), Pose(place_m, turn("z", turn_deg), (side_m,) * 3))


def over_table(*things: SceneObject) -> SceneSpec:
    floor = thing(90, Primitive("plane"), Pose((0, 0, -0.75), scale=(9, 9, 1)), 0, False, "floor")
    table = thing(TABLE, Procedural("slab", (1.2, 0.8, 0.04), 0), Pose((0, 0, -0.04)), 90, False, "table")
    return SceneSpec("tabletop", 0, 0, (floor, table, *things), (), World())


def heap(count: int = 14) -> SceneSpec:
    """Boxes, balls and rods that fall onto one another."""
    rng = np.random.Generator(np.random.PCG64(3))
    shapes: tuple[Literal["box", "sphere", "cylinder"], ...] = ("box", "sphere", "cylinder")
    things = [
        thing(
            k + 2,
            Primitive(shapes[k % 3]),
            Pose(
                (*rng.uniform(-0.08, 0.08, 2).tolist(), 0.1 + 0.09 * k),
                turn("x", rng.uniform(0, 180)),
                tuple(rng.uniform(0.03, 0.07, 3).tolist()) if k % 3 != 1 else (0.05,) * 3,
            ),
        )
        for k in range(count)
    ]
    return over_table(*things)


def by_instance(spec: SceneSpec) -> dict[int, SceneObject]:
    return {each.instance: each for each in spec.objects}


def lowest_m(each: SceneObject) -> float:
    return float(object_mesh(each).transformed(each.pose.matrix()).vertices[:, 2].min())


@pytest.mark.parametrize("radius_m", [0.012, 0.05, 0.15])
def test_a_ball_ends_at_its_radius(blender: Renderer, radius_m: float) -> None:
    floor = thing(1, Primitive("plane"), Pose(scale=(4, 4, 1)), 0, False, "floor")
    ball = thing(2, Primitive("sphere"), Pose((0.1, 0.2, radius_m + 0.2), scale=(2 * radius_m,) * 3))
    settled = blender.prepare(SceneSpec("tabletop", 0, 0, (floor, ball), (), World()))
    assert settled.objects[0] == floor
    assert settled.objects[1].pose.location_m[2] == pytest.approx(radius_m, abs=0.002)
    assert not settled.objects[1].loose


def test_a_stack_stays_a_stack_and_knows_what_carries_what(blender: Renderer) -> None:
    stack = over_table(cube(2, (0, 0, 0.05), 0.1), cube(3, (0, 0.01, 0.15), turn_deg=20.0), cube(4, (0.01, 0, 0.24)))
    settled = by_instance(blender.prepare(stack))
    assert [settled[k].supporter for k in (2, 3, 4)] == [TABLE, 2, 3]
    assert [lowest_m(settled[k]) for k in (2, 3, 4)] == pytest.approx([0, 0.1, 0.18], abs=0.001)


def test_what_falls_off_the_edge_is_gone_and_what_stands_stays(blender: Renderer) -> None:
    off, on = cube(2, (0.63, 0, 0.1)), cube(3, (0.4, 0, 0.1))
    assert [each.instance for each in blender.prepare(over_table(off, on)).objects] == [90, TABLE, 3]


def test_a_heap_lies_still_touching_and_not_overlapping(blender: Renderer) -> None:
    settled = blender.prepare(heap())
    assert len(settled.objects) >= 10
    assert overlaps(settled.objects, over_m=0.003) == []
    assert [gap for gap in gaps(settled.objects) if gap.first != TABLE] == []
    again = blender.prepare(
        replace(settled, objects=tuple(replace(o, loose=o.instance in range(2, 90)) for o in settled.objects))
    )
    moved_m = [
        np.linalg.norm(np.subtract(by_instance(again)[each.instance].pose.location_m, each.pose.location_m))
        for each in settled.objects
    ]
    assert max(moved_m) < 0.01  # nothing was on its way when the clock stopped


def test_poses_are_rounded_and_settling_a_settled_scene_is_the_identity(blender: Renderer) -> None:
    settled = blender.prepare(heap(4))
    assert blender.prepare(settled) is settled
    for each in settled.objects:
        values = [*each.pose.location_m, *each.pose.rotation]
        assert values == [round(value, 6) for value in values]
    assert SceneSpec.from_json(settled.to_json()) == settled


def test_it_falls_alike_after_another_scene_and_in_another_process(blender: Renderer) -> None:
    first = blender.prepare(heap())
    blender.prepare(over_table(cube(2, (0, 0, 0.3))))
    assert blender.prepare(heap()) == first
    assert prepared_elsewhere(heap()) == first


def test_a_picture_does_not_depend_on_what_fell_before(blender: Renderer) -> None:
    from .. import closed_forms as cf

    scene = cf.scene([cf.thing("box", Pose((0.0, 3.0, 0.0)))], cf.camera())
    alone = blender.render(scene, 0)
    blender.prepare(heap(3))
    after = blender.render(scene, 0)
    assert np.array_equal(alone.image, after.image)
    assert np.array_equal(alone.depth_m, after.depth_m)


def test_a_sheet_without_volume_cannot_fall(blender: Renderer) -> None:
    sheet = thing(2, Primitive("plane"), Pose((0, 0, 0.1), scale=(0.2, 0.2, 1)))
    with pytest.raises(RenderError, match=r"object 2 \(box\) is loose, but has no volume"):
        blender.prepare(over_table(sheet))


def test_nothing_falls_in_the_analytic_renderer() -> None:
    spec = heap(2)
    assert AnalyticRenderer().prepare(spec) is spec


def test_what_carries_is_felt_to_within_a_cell_where_it_is_dense(blender: Renderer) -> None:
    from cavendish.renderers.blender.physics import CELL_M, _coarse

    rng = np.random.default_rng(5)
    bevelled = object_mesh(thing(1, Primitive("sphere"), Pose((0, 0, 0))))
    points, triangles = _coarse(bevelled.vertices * 0.05, bevelled.triangles)
    assert len(triangles) < len(bevelled.triangles)
    far = np.linalg.norm(
        points[None] - 0.05 * bevelled.vertices[rng.integers(len(bevelled.vertices), size=200), None], axis=-1
    )
    assert far.min(axis=1).max() <= CELL_M * np.sqrt(3)
