"""People who walk dogs: the leash hangs from a hand to the collar, and the dog stands near them on the same ground."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.generators.nature.animals import COLLAR
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.contact import gripping, hands
from cavendish.scenes.people.dog_walkers import walkers
from cavendish.scenes.people.grounds import Ground, Site
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Figure, Material, Procedural, SceneObject

STONE = (Material("stone", (0.5, 0.5, 0.5)),)
FLOOR = SceneObject(1, "paving", "paving", Procedural("slab", (4.0, 4.0, 0.1), 0), Pose((0.0, 0.0, -0.1)), STONE)
GROUND = Ground(Rect(0.0, 0.0, 4.0, 4.0), 1, lambda x, y: 0.0)
SEEDS = (0, 1, 2)


@cache
def led(seed: int) -> tuple[SceneObject, SceneObject, SceneObject]:
    """Return somebody, their dog and its leash."""
    who, dog, leash = walkers(Site((FLOOR,), [GROUND], [], []), 1, 5, np.random.default_rng(seed))
    return who, dog, leash


def ends(leash: SceneObject) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles of the upper and the lower end of a leash."""
    points = geometry_mesh(leash.geometry).transformed(leash.pose.matrix()).vertices
    order = np.argsort(points[:, 2])
    return points[order[-4:]].mean(axis=0), points[order[:4]].mean(axis=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_leash_hangs_from_a_hand_to_a_collar(seed: int) -> None:
    who, dog, leash = led(seed)
    assert isinstance(who.geometry, Figure)
    assert (who.category, dog.category, leash.category) == ("person", "dog", "leash")
    hand, collar = ends(leash)
    matrix = who.pose.matrix()
    palm = matrix[:3, :3] @ hands(who.geometry)[gripping(who.geometry)].location_m + matrix[:3, 3]
    assert np.linalg.norm(hand - palm) < 0.09  # it comes out of the fist above
    shape = geometry_mesh(dog.geometry)
    about = shape.vertices[np.unique(shape.triangles[shape.slot == COLLAR])] @ dog.pose.matrix()[:3, :3].T
    assert np.linalg.norm(about + dog.pose.location_m - collar, axis=1).min() < 0.02
    assert leash.supporter == who.instance
    assert [gap for gap in gaps([FLOOR, who, dog, leash]) if gap.first == leash.instance] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dog_walks_ahead_on_the_ground_as_its_owner_does(seed: int) -> None:
    who, dog, leash = led(seed)
    assert dog.supporter == who.supporter == 1
    assert object_box(dog)[0, 2] == pytest.approx(0.0, abs=0.005)
    way = np.subtract(dog.pose.location_m, who.pose.location_m)
    assert way @ (who.pose.matrix()[:3, :3] @ (0, -1, 0)) > 0.3
    assert np.linalg.norm(way[:2]) < 1.8
    assert dog.pose.matrix()[:2, 0] @ who.pose.matrix()[:2, 0] > 0.85
    assert overlaps([who, dog, leash], TOLERANCE_M) == []
    assert gaps([FLOOR, who, dog]) == []


def test_nobody_walks_a_dog_where_there_is_no_room() -> None:
    rng = np.random.default_rng(0)
    assert walkers(Site((FLOOR,), [], [], []), 2, 5, rng) == []
    assert walkers(Site((FLOOR,), [GROUND], [GROUND.rect], []), 1, 5, rng) == []
