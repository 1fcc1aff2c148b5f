"""Halls that the tests of halls share: each is composed once."""

from __future__ import annotations

from functools import lru_cache
from unittest.mock import patch

import numpy as np

from cavendish.scenes.layouts.hall.layout import PROGRAMS
from cavendish.scenes.object_mesh import object_mesh
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import Procedural, SceneObject, SceneSpec

USES = sorted(PROGRAMS)


@lru_cache(maxsize=64)
def hall_of(use: str, seed: int = 1) -> SceneSpec:
    """Return a hall of one use; its other choices are those of its seed."""
    alone = {use: (*PROGRAMS[use][:3], 1.0)}
    with patch.dict(PROGRAMS, alone, clear=True):
        return sample_scene(seed, 0, {"hall": 1.0})


def of(spec: SceneSpec, *categories: str) -> list[SceneObject]:
    """Return the things of some categories."""
    return [thing for thing in spec.objects if thing.category in categories]


def box(thing: SceneObject) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and the highest corner of a thing in its place."""
    return object_mesh(thing).transformed(thing.pose.matrix()).bounds()


def inner_m(spec: SceneSpec) -> np.ndarray:
    """Return the size of the room that its floor and ceiling leave."""
    floor, ceiling = of(spec, "floor")[0], of(spec, "ceiling")[0]
    assert isinstance(floor.geometry, Procedural)
    return np.array([*floor.geometry.size_m[:2], ceiling.pose.location_m[2]])
