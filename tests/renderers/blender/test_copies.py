"""Models of materials outlive scenes, and nothing that is rendered tells which of them there were."""

from dataclasses import replace
from typing import Any

from cavendish import sample_scene
from cavendish.renderers.blender.materials import material_of
from cavendish.renderers.blender.patterns import copies as copies_module
from cavendish.renderers.blender.patterns.copies import Copies
from cavendish.renderers.frame import Renderer
from cavendish.scenes.sampling import with_cameras
from cavendish.scenes.spec import Material, SceneSpec

from .test_families import told

WOOD, CLOTH = Material("wood", (0.6, 0.4, 0.3), 0.4, seed=3), Material("fabric", (0.2, 0.4, 0.6), 0.9, seed=5, wear=0.3)


def scene(layout: str) -> SceneSpec:
    spec = with_cameras(sample_scene(seed=2, index=0, layouts={layout: 1.0}), (64, 48), [0])
    return replace(spec, objects=tuple(replace(thing, loose=False) for thing in spec.objects))


def test_a_scene_looks_the_same_whatever_was_rendered_before(blender: Renderer) -> None:
    from cavendish.renderers.blender.process import content

    room, other = scene("room"), scene("tabletop")
    if content.copies:
        content.copies.close()
    first = blender.render(room, 0)
    models = content.copies.data()
    blender.render(other, 0)
    assert blender.render(room, 0) == first
    assert {*models} <= {*content.copies.data()}


def test_names_count_within_a_scene(blender: Renderer) -> None:
    from cavendish.renderers.blender.process import empty_scene

    empty_scene()
    copies = Copies()
    names = []
    for _ in range(2):
        copies.begin()
        made = [material_of(each, copies) for each in (WOOD, CLOTH, replace(WOOD, seed=4))]
        names.append([material.name for material in made])
        remove(made)
    assert names == [["wood", "fabric", "wood.001"]] * 2
    copies.close()


def test_a_copy_is_the_same_from_any_model(blender: Renderer) -> None:
    seen = []
    for before in ([], [replace(WOOD, colour=(0.0, 0.0, 0.0), roughness=0.0)], [CLOTH, replace(WOOD, seed=9)]):
        copies = Copies()
        copies.begin()
        made = [material_of(each, copies) for each in (*before, WOOD)]
        seen.append(told(made[-1]))
        remove(made)
        copies.close()
    assert seen[1:] == seen[:1] * 2


def test_models_that_were_not_used_for_longest_go_first(blender: Renderer, monkeypatch: Any) -> None:
    copies = Copies()
    remove([material_of(each, copies) for each in (WOOD, CLOTH, WOOD)])
    wood = copies.data()[-1]
    monkeypatch.setattr(copies_module, "MOST", 1)
    copies.begin()
    assert copies.data() == [wood]
    copies.close()


def remove(materials: list[Any]) -> None:
    from cavendish.renderers.blender.process import bpy

    bpy.data.batch_remove(materials)
