"""Animals that walk: paws that bear stay where they are, nothing but legs changes, and each vertex is the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cavendish.scenes.animals.casting import sample_animal
from cavendish.scenes.errors import AssetError
from cavendish.scenes.generators.nature.animals import COLLAR
from cavendish.scenes.generators.nature.walks import walked, walks
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Gait, Procedural

BREEDS = ("retriever", "cow")
STEPS = 20


@cache
def animal(breed: str) -> Procedural:
    geometry = sample_animal([breed], ["walking"], np.random.default_rng(3)).geometry
    assert isinstance(geometry, Procedural)
    return geometry


@cache
def stride(breed: str, aside: float = 0.0) -> np.ndarray:
    """Return the vertices of an animal through a stride, in the world."""
    geometry, long_m = animal(breed), 0.9 * animal(breed).size_m[2]
    frames = [walked(geometry, Gait(k / STEPS, long_m, aside)).vertices for k in range(STEPS)]
    gone_m = long_m * np.arange(STEPS) / STEPS
    return np.stack(frames) + np.stack([aside * gone_m, -gone_m, 0 * gone_m], axis=1)[:, None]


def excursion_m(path: np.ndarray) -> float:
    """Return how far any vertex moves over the ground from where it came down, while it stays on it."""
    came, far_m, was = path[0], 0.0, np.zeros(path.shape[1], np.bool_)
    for frame in path:
        low = frame[:, 2] < 0.003
        came = np.where((low & ~was)[:, None], frame, came)
        far_m = max(far_m, float(np.linalg.norm((frame - came)[low, :2], axis=1).max(initial=0.0)))
        was = low
    return far_m


@pytest.mark.parametrize("breed", BREEDS)
def test_paws_stay_where_they_bear(breed: str) -> None:
    path = stride(breed)
    assert (path[..., 2].min(axis=1) < 0.002).all()  # some always do
    assert path[..., 2].min() > -0.006
    assert excursion_m(path) < 0.015


def test_paws_of_who_goes_aslant_stay_too() -> None:
    assert excursion_m(stride("retriever", 0.15)) < 0.02


def test_the_trunk_goes_on_evenly_and_the_collar_with_it() -> None:
    shape, path = geometry_mesh(animal("retriever")), stride("retriever")
    collar = np.unique(shape.triangles[shape.slot == COLLAR])
    own = path[:, collar] + (0.9 * animal("retriever").size_m[2] * np.arange(STEPS) / STEPS)[:, None, None] * (0, 1, 0)
    assert np.ptp(own, axis=0).max() < 0.02
    assert np.ptp(own.mean(axis=1), axis=0).max() < 0.005


@pytest.mark.parametrize("breed", BREEDS)
def test_every_frame_has_the_triangles_of_who_stands_there(breed: str) -> None:
    still, walking = geometry_mesh(animal(breed)), geometry_mesh(replace(animal(breed), gait=Gait(0.3, 0.5)))
    assert np.array_equal(still.triangles, walking.triangles)
    assert np.array_equal(still.slot, walking.slot)
    high = still.vertices[:, 2] > 0.8 * animal(breed).size_m[2]
    np.testing.assert_allclose(walking.vertices[high], still.vertices[high], atol=0.02)


def test_legs_step_one_after_another() -> None:
    """Each paw swings for a third of a stride: the highest of them is never on the ground, and never all are up."""
    path = stride("cow")
    paws = path[:, path[0, :, 2] < 0.05]
    assert 0.05 < paws[..., 2].max() < 0.3


def test_what_has_no_legs_to_walk_with_is_refused() -> None:
    chair = Procedural("chair", (0.5, 0.5, 0.9), 0)
    assert not walks(chair)
    assert walks(animal("cat"))
    with pytest.raises(AssetError, match="chair does not walk"):
        walked(chair, Gait(0.0, 1.0))
