"""The layer of parts is what a ray meets first: against rays cast through the meshes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.blender.opacity import OPAQUE
from cavendish.renderers.frame import Frame, Renderer, VisiblePart, check_frame
from cavendish.scenes.cameras import Camera
from cavendish.scenes.lighting import World
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.poses import Pose, Vec3, turn
from cavendish.scenes.quality import Quality
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

from .. import closed_forms as cf

SLOTS = (Material("plastic", (0.6, 0.6, 0.6)),) * 10


def thing(instance: int, category: str, generator: str, size_m: Vec3, pose: Pose) -> SceneObject:
    return SceneObject(instance, category, category, Procedural(generator, size_m, 2), pose, SLOTS)


THINGS = [
    thing(1, "car", "saloon", (1.8, 4.4, 1.45), Pose((0.0, 6.0, 0.0), turn("z", 60))),
    thing(2, "dresser", "cabinet", (1.2, 0.5, 0.9), Pose((-2.2, 5.0, 0.0), turn("z", -20), (-1.0, 1.0, 1.0))),
    thing(3, "building", "building", (9.0, 8.0, 9.0), Pose((1.0, 14.0, 0.0))),
    cf.thing("box", Pose((1.0, 3.5, 0.2), scale=(0.4, 0.4, 0.4)), 4),
]
CAMERA = cf.camera((-0.5, -1.0, 1.6), (0.0, 6.0, 1.2), (64, 64), 62.0)


def scene(things: list[SceneObject], camera: Camera = CAMERA) -> SceneSpec:
    return SceneSpec("shapes", 0, 0, tuple(things), (cf.SUN,), World(), (camera,))


@pytest.fixture(scope="module")
def telling() -> Iterator[Renderer]:
    from cavendish.renderers.blender.renderer import BlenderRenderer

    renderer = BlenderRenderer(Quality(samples=1, bounces=0, denoise=False), device="CPU", parts=True)
    yield renderer
    renderer.close()


@pytest.fixture(scope="module")
def frame(telling: Renderer) -> Frame:
    return telling.render(scene(THINGS), 0)


def layer(frame: Frame) -> np.ndarray:
    assert frame.parts is not None
    return frame.parts


def cast_parts(spec: SceneSpec, camera: Camera) -> np.ndarray:
    """Instance and the number of the mesh's part of the first triangle that each pixel's ray meets, H×W×2."""
    from mathutils.bvhtree import BVHTree

    corners, owners = [], []
    for each in spec.objects:
        shape = object_mesh(each).transformed(each.pose.matrix())
        number = shape.parts.number if shape.parts else np.zeros(len(shape.triangles), dtype=np.int64)
        corners.append(shape.vertices[shape.triangles].reshape(-1, 3))
        owners.append(np.stack([np.full(len(number), each.instance), number], axis=-1))
    points, found = np.concatenate(corners), np.concatenate(owners)
    tree = BVHTree.FromPolygons(points.tolist(), np.arange(len(points)).reshape(-1, 3).tolist())
    rays = (camera.rays() @ camera.matrix()[:3, :3].T).reshape(-1, 3)
    hits = [tree.ray_cast(camera.location_m, ray.tolist())[2] for ray in rays]
    met = [(0, 0) if hit is None else tuple(found[hit].tolist()) for hit in hits]
    return np.array(met).reshape(camera.height_px, camera.width_px, 2)


def test_it_is_the_part_of_the_first_triangle_that_a_ray_meets(frame: Frame) -> None:
    met = cast_parts(scene(THINGS), CAMERA)
    owner = np.array([0, *(row.instance for row in frame.part_table if row.part)])
    same = frame.instance == met[..., 0]
    assert same.mean() > 0.995, "but for rays that graze an edge"
    told = layer(frame) > 0
    assert (told == (met[..., 1] > 0))[same].mean() > 0.998
    np.testing.assert_array_equal(owner[layer(frame)][told], frame.instance[told])
    pairs = {
        tuple(each) for each in np.stack([layer(frame), met[..., 1]], -1)[told & same & (met[..., 1] > 0)].tolist()
    }
    numbers = [(part, met_part) for part, met_part in pairs]
    by_part = {part for part, _ in numbers}
    assert len(by_part) > 15
    assert len(numbers) - len(by_part) <= 1, "a number of the frame is one part of one mesh"


def test_the_table_names_what_is_seen_and_what_is_not(frame: Frame) -> None:
    assert check_frame(frame) is frame
    named = {(row.instance, row.name) for row in frame.part_table if row.part}
    assert {(1, "wheel"), (2, "drawer"), (3, "window"), (3, "roof")} <= named
    assert not {row.instance for row in frame.part_table} - {1, 2, 3}
    hidden = [row for row in frame.part_table if not row.part]
    assert VisiblePart(0, 2, "handle", 0) in hidden, "a knob is smaller than a pixel here"
    assert all(row.area_px == 0 and (row.instance, row.name) not in named for row in hidden)


def test_without_the_switch_the_truth_is_the_same_and_has_no_layer(frame: Frame, blender: Renderer) -> None:
    without = blender.render(scene(THINGS), 0)
    assert without == replace(frame, parts=None, part_table=())


def test_through_the_holes_of_a_cut_out_the_part_behind_is_told(telling: Renderer) -> None:
    """A sheet of leaves before a car: what is seen between them is a wheel, and no leaf is one."""
    from cavendish.renderers.blender.process import bpy, content, suppress_stdout
    from cavendish.renderers.blender.truth import render_truth
    from cavendish.renderers.blender.truth_materials import PART

    sheet = cf.thing("plane", Pose((-0.5, 1.5, 1.5), turn("x", 90), (6.0, 6.0, 1.0)), 9)
    spec = scene([*THINGS, replace(sheet, materials=(Material("paint", (0.2, 0.5, 0.2)),))])
    telling.render(spec, 0)
    card = next(each for each in bpy.data.objects if each.pass_index == 9)
    material = card.material_slots[0].material
    material[OPAQUE], tree = False, material.node_tree
    shader = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled")
    checks = tree.nodes.new("ShaderNodeTexChecker")
    checks.inputs["Scale"].default_value = 8.0
    coordinates = tree.nodes.new("ShaderNodeTexCoord")
    tree.links.new(coordinates.outputs["Object"], checks.inputs["Vector"])
    tree.links.new(checks.outputs["Fac"], shader.inputs["Alpha"])
    content.forget()
    with suppress_stdout():
        truth = render_truth(CAMERA, telling._folder, beside=[PART])  # type: ignore[attr-defined]
    content.forget()
    plain = telling.render(scene(THINGS), 0)
    assert truth.part is not None
    seen_through = truth.instance != 9
    assert 0.2 < seen_through.mean() < 0.8
    assert not truth.part[~seen_through].any()
    np.testing.assert_array_equal(truth.part[seen_through] > 0, layer(plain)[seen_through] > 0)
    assert (truth.part[seen_through] > 0).sum() > 50
