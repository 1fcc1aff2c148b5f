"""What is printed and shown as Blender's materials."""

from __future__ import annotations

from typing import Any

import pytest

from cavendish.renderers.blender.materials import material_of
from cavendish.renderers.blender.patterns.copies import Copies
from cavendish.renderers.blender.patterns.prints import PICTURES, has_picture
from cavendish.renderers.blender.process import bpy
from cavendish.renderers.blender.textures import OWN, write_coordinates
from cavendish.renderers.frame import Renderer
from cavendish.scenes.appearance.prints import PAGE_PX
from cavendish.scenes.appearance.screens import SCREEN_PX
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Material, Procedural, SceneObject


def pictures(material: Any) -> list[Any]:
    return [node.image for node in material.node_tree.nodes if node.bl_idname == "ShaderNodeTexImage"]


def test_pages_have_their_own_picture_each(blender: Renderer) -> None:
    copies = Copies()
    found = [
        pictures(material_of(Material("page", (0.9, 0.9, 0.85), 0.7, seed=seed), copies, shortcuts=True))
        for seed in (1, 2)
    ]
    assert [tuple(image.size) for each in found for image in each] == [(2 * PAGE_PX[1], PAGE_PX[0])] * 2
    assert tuple(found[0][0].pixels[:40000]) != tuple(found[1][0].pixels[:40000])
    copies.close()


@pytest.mark.parametrize("emission", [0.0, 1.5])
def test_a_screen_shows_something_while_it_is_on(blender: Renderer, emission: float) -> None:
    screen = Material("screen", (0.5, 0.7, 0.9), 0.1, seed=4, emission=emission)
    made = material_of(screen, Copies(), shortcuts=True)
    shader = next(node for node in made.node_tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled")
    assert [tuple(image.size) for image in pictures(made)] == [SCREEN_PX[::-1]] * (emission > 0)
    assert shader.inputs["Emission Color"].is_linked == (emission > 0)
    assert has_picture(screen) == (emission > 0)


def test_things_with_print_have_coordinates_for_it(blender: Renderer) -> None:
    shape = Procedural("open book", (0.3, 0.2, 0.03), 1)
    for family, layers in (("page", [OWN]), ("enamel", [])):
        materials = tuple(Material(each, (0.5, 0.5, 0.5), 0.5) for each in ("cover", "paper", family))
        book = SceneObject(1, "book", "book", shape, Pose(), materials)
        made, data = object_mesh(book), bpy.data.meshes.new("book")
        data.from_pydata(made.vertices.tolist(), [], made.triangles.tolist())
        write_coordinates(data, book, made)
        assert [layer.name for layer in data.uv_layers] == layers
    assert "page" in PICTURES
