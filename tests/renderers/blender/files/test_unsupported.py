"""Nodes that cannot be followed are named, where anything depends on them."""

from __future__ import annotations

from typing import Any

import pytest

from cavendish.renderers.frame import Renderer, RenderError

from ..shader_nodes import Nodes, group


@pytest.fixture
def material(blender: Renderer) -> Any:
    from cavendish.renderers.blender.process import bpy, empty_scene

    empty_scene()
    yield bpy.data.materials.new("paint")
    empty_scene()


def said(owner: Any) -> tuple[str, ...]:
    from cavendish.renderers.blender.files.unsupported import unsupported_nodes

    return unsupported_nodes(owner)


def test_what_can_be_followed_is_not_mentioned(material: Any) -> None:
    assert said(material) == ()
    material.use_nodes = True
    assert said(material) == ()
    n = Nodes(material.node_tree, kept=True)
    n.add("Script")
    n.add("ShaderToRGB")
    assert said(material) == ()


def test_nodes_in_groups_are_named(material: Any) -> None:
    from cavendish.renderers.blender.process import bpy

    def toon(n: Nodes, given: Any) -> Any:
        return n.shader("BsdfDiffuse", Color=n.add("ShaderToRGB", {0: given["Shader"]}, name="toon").outputs[0])

    material.use_nodes = True
    n = Nodes(material.node_tree)
    portal = n.add("BsdfRayPortal", name="Portal").outputs[0]
    n.surface(n.group(group(bpy, toon, {"Shader": "Shader"}), Shader=portal))
    assert said(material) == (
        "material 'paint': its node 'Portal' leads sight elsewhere in the picture, and is a surface in the truth",
        "material 'paint': its node 'toon' is for Eevee alone, and black",
    )


def test_a_holdout_is_named(material: Any) -> None:
    material.use_nodes = True
    n = Nodes(material.node_tree)
    n.surface(n.mix(0.5, n.add("Holdout", name="Hole").outputs[0], n.matte()))
    assert said(material) == (
        "material 'paint': its node 'Hole' cuts a hole that is black in the picture, and is a surface in the truth",
    )


def test_a_script_is_named(material: Any) -> None:
    from cavendish.renderers.blender.process import bpy

    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.use_nodes = True
    n = Nodes(lamp.node_tree)
    script = n.add("Script")
    script.outputs.new("NodeSocketFloat", "Strength")
    n.add("OutputLight", {"Surface": n.shader("Emission", Strength=script.outputs[0])})
    assert said(lamp) == ("lamp 'sun': its node 'Script' runs a script, which is not run",)


def test_a_material_for_eevee_alone_is_named(material: Any) -> None:
    material.use_nodes = True
    n = Nodes(material.node_tree)
    n.surface(n.matte(), target="EEVEE")
    assert said(material) == ("material 'paint' has no output for Cycles, and is black",)


def test_groups_that_multiply_without_end_are_refused(material: Any) -> None:
    from cavendish.renderers.blender.files.light import is_lit
    from cavendish.renderers.blender.opacity import opacity_of
    from cavendish.renderers.blender.process import bpy

    def twice(tree: Any) -> Any:
        return group(bpy, lambda n, given: n.mix(0.5, n.group(tree), n.group(tree)), {})

    tree = group(bpy, lambda n, given: n.principled(Alpha=n.across()), {})
    for _ in range(20):
        tree = twice(tree)
    material.use_nodes = True
    n = Nodes(material.node_tree)
    n.surface(n.group(tree))
    bpy.ops.mesh.primitive_plane_add()
    bpy.context.object.data.materials.append(material)
    for look in (said, opacity_of):
        with pytest.raises(RenderError, match="has more than 10000 shader nodes"):
            look(material)
    bpy.context.scene.world = None
    with pytest.raises(RenderError, match="has more than 10000 shader nodes"):
        is_lit()


def test_mixes_of_mixes_are_followed_to_a_bound(material: Any) -> None:
    from cavendish.renderers.blender.opacity import opacity_of

    material.use_nodes = True
    n = Nodes(material.node_tree)
    shader = n.clear()
    for _ in range(400):
        shader = n.mix(0.01, shader, n.matte())
    n.surface(shader)
    with pytest.raises(RenderError, match="material 'paint' mixes too many shaders"):
        opacity_of(material)
