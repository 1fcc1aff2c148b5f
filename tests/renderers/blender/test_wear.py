"""Use shows in the picture, in every manner, and never in the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.appearance.wear import MANNERS
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Pose, Procedural, SceneObject, SceneSpec, Shot, World

CAMERA = camera_of(Shot((0.9, -1.4, 1.5), (0.0, 0.0, 0.25), 50.0), (64, 48))
# One family of each manner.
FAMILIES = {manner: family for family, manner in reversed(MANNERS.items())}


def seen(family: str, wear: float) -> SceneSpec:
    """A block 0.8 m wide and 0.5 m high under an even sky."""
    material = Material(family, (0.6, 0.55, 0.5), 0.3, seed=4, wear=wear)
    block = SceneObject(1, "box", "box", Procedural("slab", (0.8, 0.8, 0.5), 0), Pose(), (material,))
    return SceneSpec("room", 0, 0, (block,), (), World(), (CAMERA,))


@pytest.mark.parametrize("family", sorted(FAMILIES.values()))
def test_use_changes_the_picture_and_not_the_truth(blender: Renderer, family: str) -> None:
    new, worn = (blender.render(seen(family, wear), 0) for wear in (0.0, 1.0))
    for layer in ("depth_m", "normals", "instance"):
        assert (getattr(new, layer) == getattr(worn, layer)).all()
    apart = np.abs(new.image.astype(int) - worn.image)[new.instance == 1]
    assert apart.max() > 12  # of 255: somewhere it is plain to see
    assert apart.mean() < 45  # and it is still the same stuff


@pytest.mark.parametrize("family", ["wood", "lacquer", "fabric"])
def test_two_things_of_one_material_differ_a_little(blender: Renderer, family: str) -> None:
    first = seen(family, 0.5)
    other = replace(first, objects=(replace(first.objects[0], instance=2),))
    here, there = (blender.render(spec, 0).image[24:40, 20:44].astype(int) for spec in (first, other))
    assert 1 < np.abs(here - there).mean() < 30
