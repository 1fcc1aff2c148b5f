"""What hides a point: boxes that no way to it can meet are passed over, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.renderers.frame import Renderer
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import SceneObject

from .. import closed_forms as cf


def _box(rng: np.random.Generator, number: int) -> SceneObject:
    x, y, z = rng.uniform(-3, 3, 3).tolist()
    w, d, h = rng.uniform(0.4, 1.6, 3).tolist()
    return cf.thing("box", Pose((x, y, z), scale=(w, d, h)), number)


@pytest.mark.parametrize("seed", range(3))
def test_boxes_hide_what_they_hide_among_many_and_alone(blender: Renderer, seed: int) -> None:
    from cavendish.renderers.blender.occlusion import Occluders

    rng = np.random.default_rng(seed)
    boxes = [_box(rng, number) for number in range(1, 41)]
    eye_m, points = rng.uniform(-4, 4, 3), rng.uniform(-2, 2, (80, 3))
    blender.render(cf.scene(boxes, cf.camera()), 0)
    hidden = Occluders().hidden(eye_m, points, 1)
    centres, sizes = (np.array([getattr(box.pose, name) for box in boxes[1:]]) for name in ("location_m", "scale"))
    low, high = centres - sizes / 2, centres + sizes / 2
    way = (points - eye_m)[:, None]
    first, last = (low - eye_m) / way, (high - eye_m) / way
    enter, leave = np.minimum(first, last).max(axis=-1), np.maximum(first, last).min(axis=-1)
    surface = np.where(enter > 0, enter, leave)  # from within a box, its far side hides
    expected = ((enter <= leave) & (surface > 0) & (surface < 1)).any(axis=1)
    assert (hidden == expected).mean() >= 0.98  # the rest ends within a hair of a surface
    assert 0 < expected.mean() < 1


def _met_alone(eye_m: NDArray[np.float64], point_m: NDArray[np.float64], own: int) -> bool:
    """Return whether Blender's own ray through each thing by itself meets one before the point."""
    import bpy
    from mathutils import Vector
    from mathutils.bvhtree import BVHTree

    eye, point, graph = Vector(eye_m), Vector(point_m), bpy.context.evaluated_depsgraph_get()
    length_m = (point - eye).length
    share = 1 - max(1e-4, 1e-5 * length_m) / length_m
    for thing in (each for each in bpy.context.scene.objects if each.type == "MESH" and each.pass_index != own):
        inverse = thing.matrix_world.inverted_safe()
        start, end = inverse @ eye, inverse @ point
        if BVHTree.FromObject(thing, graph).ray_cast(start, end - start, share * (end - start).length)[0]:
            return True
    return False


def test_many_lines_of_sight_are_to_the_bit_as_each_alone(blender: Renderer) -> None:
    from cavendish.renderers.blender.occlusion import Occluders

    rng = np.random.default_rng(9)
    turned = [
        replace(box, pose=replace(box.pose, rotation=tuple(rng.normal(size=4).tolist())))
        for box in (_box(rng, number) for number in range(1, 13))
    ]
    blender.render(cf.scene(turned, cf.camera()), 0)
    eye_m, inside = rng.uniform(-4, 4, 3), np.array([box.pose.location_m for box in turned])
    points = np.concatenate([inside, (inside + eye_m) / 2, rng.uniform(-2, 2, (40, 3))])
    alone = [_met_alone(eye_m, point, 1) for point in points]
    assert Occluders().hidden(eye_m, points, 1).tolist() == alone
    assert 0 < sum(alone) < len(alone)
