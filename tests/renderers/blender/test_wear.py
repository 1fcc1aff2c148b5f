"""Use shows in the picture, in every manner, and never in the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.renderers.frame import Renderer
from cavendish.scenes.appearance.wear import MANNERS
from cavendish.scenes.cameras import Shot
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.poses import Pose
from cavendish.scenes.sampling import camera_of
from cavendish.scenes.spec import Material, Procedural, SceneObject, SceneSpec

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
    other = replace(first, objects=(replace(first.objects[0], instance=3),))
    here, there = (blender.render(spec, 0).image[24:40, 20:44].astype(int) for spec in (first, other))
    assert 1 < np.abs(here - there).mean() < 30


def test_paint_on_a_wall_is_uneven_where_light_grazes_it_and_flat_in_the_truth(blender: Renderer) -> None:
    wall = SceneObject(
        1, "wall", "wall", Procedural("slab", (3.0, 0.2, 2.5), 0), Pose(), (Material("paint", (0.6, 0.6, 0.6)),)
    )
    sun = SunLight((0.995, 0.08, -0.06), 15.0)
    camera = camera_of(Shot((0.0, -2.5, 1.2), (0.0, 0.0, 1.2), 40.0), (64, 48))
    frame = blender.render(SceneSpec("room", 0, 0, (wall,), (sun,), World(strength=0.2), (camera,)), 0)
    shades = frame.image.astype(float).mean(axis=2)[8:40, 12:52]
    coarse = shades.reshape(4, 8, 5, 8).mean(axis=(1, 3))
    assert np.ptp(coarse) > 6  # of 255
    assert np.ptp(frame.normals[8:40, 12:52], axis=(0, 1)).max() < 1e-5


def change(thing: SceneObject, shot: Shot, blender: Renderer) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return how much darker each pixel of a thing is for its use, under an even sky."""
    camera = camera_of(shot, (64, 48))
    new = replace(thing, materials=(replace(thing.materials[0], wear=0.0),))
    specs = (SceneSpec("room", 0, 0, (each,), (), World(), (camera,)) for each in (new, thing))
    clean, used = (blender.render(spec, 0).image.astype(float).mean(axis=2) for spec in specs)
    return clean - used


def test_damp_lies_where_a_ceiling_meets_its_walls(blender: Renderer) -> None:
    damp = Material("plaster", (0.85, 0.85, 0.85), 0.8, seed=3, wear=0.02)  # of the few that are damp
    ceiling = SceneObject(
        1, "ceiling", "ceiling", Procedural("slab", (6.0, 6.0, 0.1), 0), Pose((0.0, 0.0, 2.5)), (damp,)
    )
    darker = change(ceiling, Shot((0.0, 0.0, -2.2), (0.0, 0.01, 2.5), 65.0), blender)
    assert np.abs(darker[19:29, 27:37]).max() < 4  # of 255: the middle is clean
    assert darker.max() > 6


def test_the_ends_of_a_wall_are_darker_where_hands_touch_them(blender: Renderer) -> None:
    paint = Material("paint", (0.75, 0.75, 0.72), 0.6, seed=4, wear=1.0)
    wall = SceneObject(1, "wall", "wall", Procedural("slab", (3.0, 0.2, 2.5), 0), Pose(), (paint,))
    darker = change(wall, Shot((0.0, -3.4, 1.2), (0.0, 0.0, 1.2), 48.0), blender)[22:27]
    inner, ends = darker[:, 26:38].mean(), max(darker[:, 6:14].mean(), darker[:, 50:58].mean())
    assert ends > inner + 3
