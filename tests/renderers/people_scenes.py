"""Scenes with people on a floor, for the tests of what is told of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cavendish.scenes.cameras import Camera
from cavendish.scenes.lighting import SunLight, World
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.poses import Pose, look_at
from cavendish.scenes.spec import Figure, Material, Primitive, SceneObject, SceneSpec

EYE_M = (0.0, -5.0, 1.5)


def somebody(
    instance: int, at_m: tuple[float, float] = (0.0, 0.0), turn_deg: float = 0.0, clothes: tuple[str, ...] = ()
) -> SceneObject:
    """Return a grown person as an object, in these clothes if there are any; 0° looks at the camera."""
    piece = sample_person(np.random.default_rng(instance), ("standing",), (25.0, 40.0))
    assert isinstance(piece.geometry, Figure)
    return replace(piece, geometry=replace(piece.geometry, clothes=clothes or piece.geometry.clothes)).put(
        instance, (*at_m, 0.0), turn_deg, 1
    )


def with_people(*people: SceneObject, size_px: tuple[int, int] = (160, 160)) -> SceneSpec:
    """Return a scene of people, and of whatever else, on a floor."""
    floor = SceneObject(
        1, "floor", "floor", Primitive("plane"), Pose(scale=(20, 20, 1)), (Material("plaster", (0.5, 0.5, 0.5)),)
    )
    camera = Camera(EYE_M, look_at(EYE_M, (0, 0, 0.9)), *size_px, size_px[0] * 1.6, size_px[0] / 2, size_px[1] / 2)
    sun = SunLight((0.3, 0.8, -0.6), 3.0)
    return SceneSpec("people", 0, 0, (floor, *people), (sun,), World(), (camera,))
