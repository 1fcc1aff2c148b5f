"""Physical tests of what only Blender has: shading tricks, holes, modifiers, shared meshes and parents.

Each renders a scene, changes Blender's data, and renders the truth again.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.renderers.blender.opacity import OPAQUE
from cavendish.renderers.frame import Frame, Renderer
from cavendish.scenes.cameras import Camera
from cavendish.scenes.geometry.mesh import cylinder
from cavendish.scenes.poses import Pose, turn
from cavendish.scenes.spec import Material, SceneSpec

from .. import closed_forms as cf

CAMERA = cf.camera()
BEFORE_WALL = Pose((0.0, 2.0, 0.0), turn("x", 90), (1.5, 1.5, 1.5))
PLASTER = Material("plaster", (0.7, 0.7, 0.7))  # of its own: equal materials share Blender's data
WALL = replace(cf.thing("plane", Pose((0.0, 4.0, 0.0), turn("x", 90), (20.0, 20.0, 1.0)), 2), materials=(PLASTER,))
FLOAT_DEPTH = 1e-5
Again = Callable[[], Any]


@pytest.fixture
def load(blender: Renderer, tmp_path: Path) -> Iterator[Callable[[SceneSpec], tuple[Frame, Again]]]:
    """Load a scene; get its frame, and a function that renders the truth of what Blender then holds."""
    from cavendish.renderers.blender.process import content, suppress_stdout
    from cavendish.renderers.blender.truth import render_truth

    def again(camera: Camera) -> Any:
        content.forget()
        with suppress_stdout():
            return render_truth(camera, tmp_path)

    yield lambda spec: (blender.render(spec, 0), lambda: again(spec.cameras[0]))
    blender.render(cf.scene([], CAMERA), 0)  # nothing that a test changed stays behind


def objects() -> dict[int, Any]:
    """Blender's objects by their instance numbers."""
    from cavendish.renderers.blender.process import bpy

    return {thing.pass_index: thing for thing in bpy.data.objects if thing.pass_index}


def nodes_of(thing: Any) -> tuple[Any, Any, Any]:
    """The nodes and links of an object's material, and its Principled shader."""
    material = thing.material_slots[0].material
    material[OPAQUE], tree = False, material.node_tree  # whoever changes it cannot say that it is
    return tree.nodes, tree.links, next(node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled")


def assert_same(truth: Any, frame: Any, where: Any = ...) -> None:
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(truth, name)[where], getattr(frame, name)[where])


@pytest.mark.parametrize("shape", ["box", "sphere"])
def test_bump_and_normal_maps_do_not_move_the_truth(load: Any, shape: cf.Shape) -> None:
    frame, again = load(cf.scene([cf.thing(shape, BEFORE_WALL), WALL], CAMERA))
    nodes, links, principled = nodes_of(objects()[1])
    bump, noise, normal_map = (nodes.new(f"ShaderNode{kind}") for kind in ("Bump", "TexNoise", "NormalMap"))
    bump.inputs["Distance"].default_value = 1.0
    normal_map.inputs["Color"].default_value = (0.9, 0.2, 0.6, 1.0)
    links.new(noise.outputs["Fac"], bump.inputs["Height"])
    links.new(normal_map.outputs["Normal"], bump.inputs["Normal"])
    links.new(bump.outputs["Normal"], principled.inputs["Normal"])
    assert_same(again(), frame)


def test_smooth_shading_turns_normals_and_leaves_depth(load: Any) -> None:
    ball = cf.thing("sphere", Pose((0.0, 3.0, 0.0)))
    frame, again = load(cf.scene([ball], CAMERA))
    objects()[1].data.polygons.foreach_set("use_smooth", np.zeros(len(objects()[1].data.polygons), dtype=bool))
    objects()[1].data.update()
    flat = again()
    np.testing.assert_array_equal(flat.depth_m, frame.depth_m)

    hit, rays = frame.instance == 1, CAMERA.rays()
    true = cf.expected_normals("sphere", cf.lifted(frame, hit, CAMERA), ball.pose, CAMERA, rays[hit])
    clear = -(true * rays[hit]).sum(axis=-1) > 0.2
    smooth_deg, flat_deg = (cf.angles_deg(found.normals[hit], true)[clear] for found in (frame, flat))
    assert smooth_deg.max() < 0.1 < 1.0 < flat_deg.max()
    assert ((frame.normals * rays).sum(axis=-1) <= 1e-6).all()  # silhouettes too


def alpha_across(thing: Any) -> None:
    """Let alpha run from 0 at the left edge of a plane to 1 at its right edge."""
    nodes, links, principled = nodes_of(thing)
    place, parts, shift = (nodes.new(f"ShaderNode{kind}") for kind in ("TexCoord", "SeparateXYZ", "Math"))
    links.new(place.outputs["Object"], parts.inputs[0])
    links.new(parts.outputs["X"], shift.inputs[0])
    links.new(shift.outputs[0], principled.inputs["Alpha"])


def test_a_cut_out_ends_where_alpha_is_a_half_and_shows_what_lies_behind(load: Any) -> None:
    wall, _ = load(cf.scene([WALL], CAMERA))
    whole, again = load(cf.scene([cf.thing("plane", BEFORE_WALL), WALL], CAMERA))
    alpha_across(objects()[1])
    materials = [thing.material_slots[0].material for thing in objects().values()]
    truth = again()
    right = np.broadcast_to(CAMERA.rays()[..., 0] > 0, truth.instance.shape)
    assert set(truth.instance[right]) == {1, 2}
    assert_same(truth, whole, right)
    assert_same(truth, wall, ~right)
    assert [thing.material_slots[0].material for thing in objects().values()] == materials
    assert_same(again(), truth)


def test_a_ray_passes_many_holes(load: Any) -> None:
    leaves = [
        cf.thing("plane", Pose((0.0, 1.0 + 0.02 * i, 0.0), turn("x", 90), (1.5, 1.5, 1.0)), 3 + i) for i in range(40)
    ]
    _, again = load(cf.scene([WALL, *leaves], CAMERA))
    for number, thing in objects().items():
        if number != WALL.instance:
            alpha_across(thing)
    assert set(again().instance[:, :24].ravel()) == {WALL.instance}


@pytest.mark.parametrize(("alpha", "transmission", "is_there"), [(0.3, 0.0, False), (0.7, 0.0, True), (0.3, 1.0, True)])
def test_alpha_of_one_value(load: Any, alpha: float, transmission: float, is_there: bool) -> None:
    wall, _ = load(cf.scene([WALL], CAMERA))
    whole, again = load(cf.scene([cf.thing("box", BEFORE_WALL), WALL], CAMERA))
    _, _, principled = nodes_of(objects()[1])
    principled.inputs["Alpha"].default_value = alpha
    principled.inputs["Transmission Weight"].default_value = transmission
    assert_same(again(), whole if is_there else wall)


def test_holes_in_a_shared_mesh(load: Any) -> None:
    poses = [Pose((x, 2.0, 0.0), turn("x", 90)) for x in (-0.6, 0.6)]
    spec = cf.scene([cf.thing("plane", pose, 1 + 2 * i) for i, pose in enumerate(poses)] + [WALL], CAMERA)
    whole, again = load(spec)
    objects()[3].data = objects()[1].data
    alpha_across(objects()[1])
    material = objects()[1].material_slots[0].material
    truth = again()
    for number, pose in zip((1, 3), poses, strict=True):
        covered = whole.instance == number
        kept = cf.local(cf.lifted(whole, covered, CAMERA), pose)[:, 0] > 0
        np.testing.assert_array_equal(truth.instance[covered], np.where(kept, number, WALL.instance))
    assert {objects()[number].material_slots[0].material for number in (1, 3)} == {material}


@pytest.mark.parametrize("shape", ["box", "sphere", "cylinder"])
def test_one_mesh_serves_many_objects(load: Any, shape: cf.Shape) -> None:
    poses = [
        Pose((-0.7, 3.0, 0.0), turn("x", 35)),
        Pose((0.7, 3.0, 0.0), turn("z", 35), (-1.0, 0.5, 1.2)),
    ]
    frame, again = load(cf.scene([cf.thing(shape, pose, number) for number, pose in enumerate(poses, 1)], CAMERA))
    objects()[2].data = objects()[1].data
    truth = again()
    np.testing.assert_array_equal(truth.instance, frame.instance)
    np.testing.assert_allclose(truth.depth_m, frame.depth_m, rtol=1e-4)  # silhouettes stretch a rounding error
    assert cf.angles_deg(truth.normals, frame.normals).max() < 0.1  # shading is interpolated before or after stretching


def test_modifiers_move_the_truth(load: Any) -> None:
    from cavendish.renderers.blender.process import bpy

    _, again = load(cf.scene([cf.thing("plane", Pose((0.013, 2.0, 0.007), turn("x", 90), (1.47, 1.47, 1.47)))], CAMERA))
    thing = objects()[1]
    cuts = thing.modifiers.new("cuts", "SUBSURF")
    cuts.subdivision_type, cuts.levels, cuts.render_levels = "SIMPLE", 3, 3
    hills = thing.modifiers.new("hills", "DISPLACE")
    hills.texture, hills.strength = bpy.data.textures.new("hills", "CLOUDS"), 0.3
    thing.modifiers.new("triangles", "TRIANGULATE")  # a bent quadrilateral has no one surface
    truth = again()

    graph, axes = bpy.context.evaluated_depsgraph_get(), CAMERA.matrix()[:3, :3]
    rays = (CAMERA.rays() @ axes.T).reshape(-1, 3)
    cast = [bpy.context.scene.ray_cast(graph, CAMERA.location_m, ray)[:3] for ray in rays]
    found = np.array([hit for hit, *_ in cast])
    depth_m, normals = np.array([where.y for _, where, _ in cast]), np.array([n for *_, n in cast]) @ axes
    np.testing.assert_array_equal(found, truth.instance.ravel() == 1)
    np.testing.assert_allclose(truth.depth_m.ravel()[found], depth_m[found], rtol=FLOAT_DEPTH)  # it looks along +y
    parallel = np.abs((truth.normals.reshape(-1, 3) * normals).sum(axis=1))[found] > 1 - 1e-5
    assert parallel.mean() > 0.99  # the rest look at an edge
    assert np.ptp(depth_m[found]) > 0.02


def test_a_parent_carries_its_child(load: Any) -> None:
    from cavendish.renderers.blender.process import bpy

    pose = Pose((0.1, 3.0, -0.1), turn("x", 35))
    frame, again = load(cf.scene([cf.thing("box", pose)], CAMERA))
    child, parent = objects()[1], bpy.data.objects.new("parent", None)
    bpy.context.scene.collection.objects.link(parent)
    parent.location, parent.rotation_euler, parent.scale = (1.0, 2.0, 3.0), (0.3, 0.2, 0.1), (2.0, 2.0, 2.0)
    bpy.context.view_layer.update()
    world = child.matrix_world.copy()
    child.parent, child.matrix_basis = parent, parent.matrix_world.inverted() @ world
    truth = again()
    np.testing.assert_array_equal(truth.instance, frame.instance)
    np.testing.assert_allclose(truth.depth_m, frame.depth_m, rtol=FLOAT_DEPTH)
    np.testing.assert_allclose(truth.normals, frame.normals, atol=FLOAT_DEPTH)

    parent.location.y += 1.0
    farther = again()
    points = cf.lifted(farther, farther.instance == 1, CAMERA)
    moved = Pose((0.1, 4.0, -0.1), pose.rotation)
    assert cf.surface_distance("box", cf.local(points, moved)).max() <= FLOAT_DEPTH * 4


def test_fine_facets_shade_as_their_depth_bends(load: Any) -> None:
    pose = Pose((0.0, 3.0, 0.0), turn("x", 30))
    _, again = load(cf.scene([cf.thing("cylinder", pose)], CAMERA))
    fine, data = cylinder(segments=1024), objects()[1].data  # facets turn by 0.35°
    data.clear_geometry()
    data.from_pydata(fine.vertices, [], fine.triangles)
    data.polygons.foreach_set("use_smooth", fine.smooth)
    truth = again()
    inner = cf.inside(truth.instance) & (truth.instance == 1)
    assert inner.sum() > 50
    assert np.median(cf.angles_deg(truth.normals, cf.depth_normals(truth, CAMERA))[inner]) < 0.5
