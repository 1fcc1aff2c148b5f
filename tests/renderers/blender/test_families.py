"""Every family of materials can be made in Blender, whatever its seed draws; copies are what would have been built."""

from typing import Any

import pytest

from cavendish.renderers.blender.materials import ALL_PATTERNS, LOOKS, TABLES, material_of
from cavendish.renderers.blender.opacity import OPAQUE, opacity_of
from cavendish.renderers.blender.patterns.copies import Copies
from cavendish.renderers.frame import Renderer
from cavendish.scenes.spec import Material

GRANTED = (0, 2, 3, 5, 6)  # seeds whose materials are taken for granted: building all anew takes too long


@pytest.mark.parametrize("family", sorted(LOOKS))
def test_a_family_can_be_made_whatever_it_draws(family: str, blender: Renderer) -> None:
    copies = Copies()
    for seed in range(8):
        material = Material(family, (0.6 - 0.05 * seed, 0.4, 0.3), 0.1 * seed, seed=seed, wear=seed / 8)
        made = material_of(material, copies, shortcuts=True)
        nodes, links = told(made)
        if made[OPAQUE]:
            made[OPAQUE] = False
            assert opacity_of(made) == 1.0
        assert [link for link in links if link[2] == "Material Output"]
        assert seed in GRANTED or (nodes, links) == told(material_of(material, Copies(), shortcuts=True))
    copies.close()


def told(material: Any) -> tuple[list[Any], list[Any]]:
    """Return nodes with their settings and values, and links, in order; a picture is told by what it shows."""
    tree = material.node_tree
    links = [(w.from_node.name, w.from_socket.identifier, w.to_node.name, w.to_socket.identifier) for w in tree.links]
    return [_node(node) for node in tree.nodes], sorted(links)


def _node(node: Any) -> tuple[Any, ...]:
    own = {p.identifier for p in node.bl_rna.properties} - {p.identifier for p in node.bl_rna.base.properties}
    settings = {name: getattr(node, name) for name in sorted(own)}
    plain = {name: value for name, value in settings.items() if isinstance(value, bool | str | float)}
    values = [_plain(socket.default_value) for socket in node.inputs if hasattr(socket, "default_value")]
    picture = settings.get("image")
    return node.bl_idname, node.name, plain, values, tuple(picture.pixels[:999]) if picture else ()


def _plain(value: Any) -> Any:
    return tuple(value) if hasattr(value, "__len__") else value  # turns, too, which would end with their material


def test_no_two_tables_of_patterns_use_one_name() -> None:
    """The tables are merged, so a second one would silently replace the first."""
    assert len(ALL_PATTERNS) == sum(len(table) for table in TABLES)
