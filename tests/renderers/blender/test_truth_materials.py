"""Surfaces that materials move, and things that the camera looks through or past: truth and picture are one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.cameras import Camera

from .. import closed_forms as cf
from .shader_nodes import Nodes

CAMERA = cf.camera(size=(48, 48), fov_deg=60.0)
CARD, BEHIND = 1, 2
Look = Callable[[Camera], Any]


@pytest.fixture
def scene(blender: Renderer) -> Iterator[Any]:
    """Blender with a card of 2 m at 3 m, in 32×32 faces, and a wall at 5 m."""
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    squares(bpy, 2.0, 3.0, 32, CARD)
    squares(bpy, 40.0, 5.0, 1, BEHIND)
    yield bpy
    empty_scene()


@pytest.fixture
def look(tmp_path: Path) -> Look:
    from cavendish.renderers.blender.process import content, suppress_stdout
    from cavendish.renderers.blender.scene import set_camera
    from cavendish.renderers.blender.truth import render_truth

    def truth(camera: Camera) -> Any:
        set_camera(camera)
        content.forget()
        with suppress_stdout():
            return render_truth(camera, tmp_path)

    return truth


def squares(bpy: Any, size_m: float, at_m: float, count: int, number: int) -> Any:
    """A square of count×count faces before the camera, with a material of its own."""
    bpy.ops.mesh.primitive_grid_add(x_subdivisions=count, y_subdivisions=count, size=size_m, location=(0, at_m, 0))
    thing = bpy.context.object
    thing.rotation_euler, thing.pass_index = (math.pi / 2, 0, 0), number
    thing.data.materials.append(bpy.data.materials.new(f"square {number}"))
    thing.data.materials[0].use_nodes = True
    bpy.context.view_layer.update()
    return thing


def picture(bpy: Any, path: Path, samples: int = 4) -> Any:
    """Linear light, H×W×3, with the materials as they are."""
    from cavendish.renderers.blender.process import overridden, suppress_stdout

    exr = {"file_format": "OPEN_EXR", "color_depth": "32", "color_mode": "RGB"}
    scene = bpy.context.scene
    with (
        suppress_stdout(),
        overridden(scene.render, filepath=str(path)),
        overridden(scene.render.image_settings, **exr),
        overridden(scene.cycles, samples=samples, use_denoising=False, pixel_filter_type="BOX"),
    ):
        bpy.ops.render.render(write_still=True)
    return OpenEXR.File(str(path)).channels()["RGB"].pixels


def card(bpy: Any) -> Any:
    return next(thing for thing in bpy.context.scene.objects if thing.pass_index == CARD)


def displace(thing: Any, height: Callable[[Nodes], Any], method: str) -> Nodes:
    """Move the faces of a thing along their normals by a height in metres; it glows."""
    material = thing.data.materials[0]
    material.displacement_method = method
    n = Nodes(material.node_tree)
    moved = n.add("Displacement", {"Height": height(n), "Midlevel": 0.0, "Scale": 1.0}).outputs[0]
    n.give(n.surface(n.shader("Emission")), "Displacement", moved)
    return n


def slope(n: Nodes) -> Any:
    """A quarter of a metre for each metre to the right."""
    place = n.add("TexCoord").outputs["Object"]
    return n.math("MULTIPLY", n.add("SeparateXYZ", {0: place}).outputs[0], 0.25)


@pytest.mark.parametrize("method", ["DISPLACEMENT", "BOTH"])
def test_what_a_material_displaces_is_displaced_in_the_truth(scene: Any, look: Look, method: str) -> None:
    displace(card(scene), slope, method)
    truth, rays = look(CAMERA), CAMERA.rays()
    inner = cf.inside(truth.instance) & (truth.instance == CARD)
    assert inner.sum() > 400
    expected = 3.0 / (1 + 0.25 * rays[..., 0])  # on the plane y = 3 - x/4
    np.testing.assert_allclose(truth.depth_m[inner], expected[inner], rtol=1e-5)
    normal = np.array([-0.25, 0.0, 1.0]) / math.hypot(0.25, 1.0)
    assert cf.angles_deg(truth.normals[inner], np.broadcast_to(normal, (inner.sum(), 3))).max() < 0.05


def test_bump_alone_is_not_in_the_truth(scene: Any, look: Look) -> None:
    flat = look(CAMERA)
    displace(card(scene), slope, "BUMP")
    truth = look(CAMERA)
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(truth, name), getattr(flat, name))


def test_a_displaced_surface_with_holes(scene: Any, look: Look) -> None:
    n = displace(card(scene), lambda n: n.number(0.5), "DISPLACEMENT")
    x = n.add("SeparateXYZ", {0: n.add("TexCoord").outputs["Object"]}).outputs[0]
    n.surface(n.mix(n.math("GREATER_THAN", x, 0.0), n.clear(), n.shader("Emission"))).is_active_output = True
    output = n.tree.get_output_node("CYCLES")
    moved = next(node for node in n.tree.nodes if node.type == "DISPLACEMENT")
    n.give(output, "Displacement", moved.outputs[0])
    truth = look(CAMERA)
    kept = truth.instance == CARD
    right = CAMERA.rays()[..., 0] > 0
    assert not (kept & ~right).any()
    np.testing.assert_allclose(truth.depth_m[kept], 2.5, rtol=1e-6)
    assert kept.sum() == pytest.approx((2.0 / 2.5 * CAMERA.focal_px) ** 2 / 2, rel=0.1)


def test_picture_and_truth_have_one_outline_of_a_displaced_ball(scene: Any, look: Look, tmp_path: Path) -> None:
    scene.data.objects.remove(card(scene))
    scene.ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=32, radius=0.5, location=(0, 3, 0))
    ball = scene.context.object
    ball.pass_index = CARD
    ball.data.materials.append(scene.data.materials.new("ball"))
    ball.data.materials[0].use_nodes = True
    displace(ball, lambda n: n.number(0.25), "DISPLACEMENT")
    before = look(CAMERA)
    bright = picture(scene, tmp_path / "picture.exr").mean(axis=2)
    after = look(CAMERA)
    np.testing.assert_array_equal(before.depth_m, after.depth_m)
    whole, none = bright > 0.99, bright < 0.1
    assert min(whole.sum(), none.sum()) > 200
    assert (before.instance[whole] == CARD).all()
    assert (before.instance[none] == BEHIND).all()
    assert before.depth_m[24, 24] == pytest.approx(2.25, abs=5e-3)  # facets cut the ball's corners


def fill_with_fog(bpy: Any) -> None:
    n = Nodes(card(bpy).data.materials[0].node_tree)
    n.add("OutputMaterial", {"Volume": n.shader("VolumeScatter", Density=5.0)})


def hide_from_camera(bpy: Any) -> None:
    card(bpy).visible_camera = False


def make_clear(bpy: Any) -> None:
    n = Nodes(card(bpy).data.materials[0].node_tree)
    n.surface(n.clear())


@pytest.mark.parametrize("act", [fill_with_fog, hide_from_camera, make_clear])
def test_what_the_camera_looks_through_hides_nothing(scene: Any, look: Look, act: Callable[[Any], None]) -> None:
    assert hidden_behind_the_card()
    act(scene)
    truth = look(CAMERA)
    assert set(truth.instance.ravel()) == {BEHIND}
    np.testing.assert_allclose(truth.depth_m, 5.0, rtol=1e-6)
    assert not hidden_behind_the_card()


def hidden_behind_the_card() -> bool:
    """Whether the middle of the wall counts as hidden."""
    from cavendish.renderers.blender.occlusion import Occluders

    return bool(Occluders().hidden(np.zeros(3), np.array([[0.05, 5.0, 0.02]]), BEHIND)[0])


def test_a_shadow_catcher_shows_the_sky_before_whatever_lies_behind(scene: Any, look: Look, tmp_path: Path) -> None:
    world, wall = scene.context.scene.world.node_tree.nodes["Background"], scene.data.objects["Grid.001"]
    world.inputs["Color"].default_value = (0.0, 0.5, 0.0, 1.0)
    n = Nodes(wall.data.materials[0].node_tree)
    n.surface(n.shader("Emission", Color=(1.0, 0.0, 0.0, 1.0)))
    card(scene).is_shadow_catcher = True
    truth, light = look(CAMERA), picture(scene, tmp_path / "picture.exr", samples=4)
    sky = truth.instance == 0
    assert 500 < sky.sum() < sky.size
    assert np.isinf(truth.depth_m[sky]).all()
    assert not truth.normals[sky].any()
    assert (truth.instance[~sky] == BEHIND).all()
    inner = cf.inside(truth.instance)
    green = light.argmax(axis=2) == 1
    np.testing.assert_array_equal(green[inner], sky[inner])
    assert np.median(light[sky], axis=0) == pytest.approx((0.0, 0.5, 0.0), abs=0.01)
    assert hidden_behind_the_card()
    assert card(scene).is_shadow_catcher
    assert not card(scene).is_holdout


def test_fog_of_the_world_is_looked_through(scene: Any, look: Look) -> None:
    clear = look(CAMERA)
    tree = scene.context.scene.world.node_tree
    n = Nodes(tree, kept=True)
    n.give(tree.get_output_node("CYCLES"), "Volume", n.shader("VolumeScatter", Density=1.0))
    truth = look(CAMERA)
    for name in ("depth_m", "normals", "instance"):
        np.testing.assert_array_equal(getattr(truth, name), getattr(clear, name))
    assert tree.get_output_node("CYCLES").inputs["Volume"].is_linked
