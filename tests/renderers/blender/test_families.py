"""Every family of materials can be made in Blender, whatever its seed draws."""

import pytest

from cavendish.renderers.blender.materials import LOOKS, material_of
from cavendish.renderers.frame import Renderer
from cavendish.scenes.spec import Material


@pytest.mark.parametrize("family", sorted(LOOKS))
def test_a_family_can_be_made_whatever_it_draws(family: str, blender: Renderer) -> None:
    for seed in range(8):
        made = material_of(Material(family, (0.6, 0.4, 0.3), 0.5, seed=seed, wear=seed / 8))
        outputs = [node for node in made.node_tree.nodes if node.type == "OUTPUT_MATERIAL"]
        assert [node.inputs["Surface"].is_linked for node in outputs] == [True]
