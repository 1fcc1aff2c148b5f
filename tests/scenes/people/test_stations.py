"""People who do something at things: before them, facing them, clear of them, and one behind the other."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, overlaps
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.layouts.shared.floor_plan import Rect
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.people.grounds import Ground, Site, grounds_of
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.people.sitters import Placed
from cavendish.scenes.people.stations import QUEUE_M, STATIONS, stationed
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.poses import Pose
from cavendish.scenes.spec import Figure, Material, Procedural, SceneObject

STONE = (Material("stone", (0.5, 0.5, 0.5)),)


def slab(category: str, size_m: tuple[float, float, float], y_m: float = 0.0, instance: int = 1) -> SceneObject:
    """Return a slab whose top lies at z = 0."""
    return SceneObject(instance, category, category, Procedural("slab", size_m, 0), Pose((0.0, y_m, -size_m[2])), STONE)


def thing(kind: str, instance: int = 2, turn_deg: float = 0.0) -> SceneObject:
    rng = np.random.default_rng(0)
    return sample_piece(kind, rng, rng, {}).put(instance, (0.0, 0.0, 0.0), turn_deg)


def at(objects: tuple[SceneObject, ...], ground: str, most: int, seed: int = 1) -> list[Placed]:
    grounds = grounds_of(objects, (ground,), along=False)
    return stationed(Site(objects, grounds, [], []), most, np.random.default_rng(seed))


def facing(placed: Placed) -> tuple[float, float]:
    """Return where somebody faces: −y when not turned."""
    angle = math.radians(placed[2])
    return math.sin(angle), -math.cos(angle)


@pytest.mark.parametrize("turn_deg", [0.0, 90.0])
def test_a_queue_leads_away_from_a_desk_and_faces_it(turn_deg: float) -> None:
    room = slab("floor", (14.0, 14.0, 0.1)), thing("reception desk", turn_deg=turn_deg)
    queue = next(found for seed in range(20) if len(found := at(room, "floor", 5, seed)) >= 3)
    away = {0.0: (0.0, -1.0), 90.0: (1.0, 0.0)}[turn_deg]  # the desk's front
    along = [float(np.dot(place[:2], away)) for _, place, _, _ in queue]
    assert all(QUEUE_M[0] - 0.5 < b - a < QUEUE_M[1] + 0.6 for a, b in itertools.pairwise(along))
    assert all(np.dot(facing(each), away) < -0.9 for each in queue)
    assert {on for *_, on in queue} == {1}


@pytest.mark.parametrize("kind", ["barbecue", "reception desk", "bookshelf", "bus shelter"])
def test_who_is_there_touches_nothing(kind: str) -> None:
    objects = slab("floor", (14.0, 14.0, 0.1)), thing(kind)
    found = at(objects, "floor", 3)
    people = [piece.put(10 + k, place, turn, on) for k, (piece, place, turn, on) in enumerate(found)]
    assert people
    assert overlaps((thing(kind), *people), TOLERANCE_M) == []


def test_who_grills_stands_within_reach_of_the_barbecue() -> None:
    objects = slab("paving", (8.0, 8.0, 0.1)), thing("barbecue")
    ((piece, place, turn, on),) = at(objects, "paving", 4)
    low, high = object_box(objects[1])
    person = object_box(piece.put(9, place, turn, on))
    assert low[1] - 0.3 < person[1, 1] < high[1]
    assert piece.geometry.kind == "figure"


def test_where_there_is_no_room_nobody_is() -> None:
    assert at((slab("floor", (0.8, 0.8, 0.1)), thing("reception desk")), "floor", 5) == []


def test_where_there_is_nothing_to_do_nobody_is() -> None:
    assert at((slab("floor", (9.0, 9.0, 0.1)),), "floor", 5) == []


def test_who_waits_to_cross_stands_at_the_kerb_and_faces_the_road() -> None:
    pavements = [slab("pavement", (30.0, 3.0, 0.1), y, k + 1) for k, y in enumerate((5.0, -5.0))]
    stripes = SceneObject(3, "road marking", "crossing", Procedural("crossing", (3.0, 6.0, 0.003), 0), Pose(), STONE)
    found = [each for seed in range(6) for each in at((*pavements, stripes), "pavement", 3, seed)]
    assert {on for *_, on in found} == {1, 2}
    for each in found:
        (x, y, z), side = each[1], math.copysign(1.0, each[1][1])
        assert abs(x) < 1.4
        assert z == pytest.approx(0.0, abs=1e-3)
        assert 3.5 < side * y < 5.0  # the kerb is at 3.5 m
        assert side * facing(each)[1] < -0.8


def test_every_station_is_at_a_kind_of_thing_and_in_a_posture() -> None:
    assert set(STATIONS) <= {kind.category for kind in KINDS.values()} | {"window"}
    assert {name for station in STATIONS.values() for name in station.doing} <= set(POSTURES)


def test_children_play_with_toys_on_the_floor_and_not_with_those_on_a_shelf() -> None:
    rng = np.random.default_rng(0)
    floor = Ground(Rect(0, 0, 6.0, 6.0), 1, lambda x, y: 0.0)
    for supporter, ages in ((1, {True}), (2, set())):
        toy = sample_piece("toy car", rng, rng, {}).put(5, (0.0, 0.0, 0.0), 30.0, supporter)
        found = stationed(Site((toy,), [floor], [], []), 1, rng)
        assert {piece.geometry.age_years < 13 for piece, *_ in found if isinstance(piece.geometry, Figure)} == ages
