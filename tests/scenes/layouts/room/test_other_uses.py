"""What entrances, children's rooms, laundries, hospital rooms and workshops must have, and where."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from cavendish.scenes.generators.indoor.stairs import RAIL_M
from cavendish.scenes.layouts.room.furnish import OTHERS, PROGRAMS
from cavendish.scenes.layouts.room.layout import OTHER_SHARE, use_of
from cavendish.scenes.layouts.shared.layout import SceneSeeds
from cavendish.scenes.spec import SceneObject, SceneSpec

from ..framing import as_framed
from .test_room import box, footprint
from .test_room_uses import named, room_of, size_m

SEEDS = range(4)
# What every room of a use has, and what most of the four have.
KEYS = {
    "hallway": (("doormat", "coat rack", "coat", "shoes"), ("mirror", "side table", "shoe rack")),
    "child's room": (("bed", "shelving unit", "picture"), ("rug", "bookshelf", "teddy bear")),
    "laundry room": (("washing machine", "tumble dryer", "drying rack"), ("ironing board", "iron", "basket")),
    "hospital room": (("hospital bed", "monitor", "drip stand"), ("nightstand", "curtain", "side table")),
    "stairwell": (("staircase", "railing", "coat rack", "shoes"), ("picture", "side table", "doormat")),
    "workshop": (("workbench", "vice", "shelving unit", "paint can"), ("tool board", "tyre", "tool chest")),
}


def on(spec: SceneSpec, carrier: SceneObject) -> list[str]:
    return [thing.category for thing in spec.objects if thing.supporter == carrier.instance]


def test_each_use_is_drawn_about_as_often_as_it_should_be() -> None:
    """Six usual ones share 0.7, six others 0.3: 70 and 30 of 600 each, ± four standard deviations."""
    drawn = Counter(use_of(SceneSeeds(seed, 0), np.random.default_rng(seed)) for seed in range(600))
    assert set(drawn) == set(PROGRAMS)
    assert all(abs(drawn[use] - 600 * OTHER_SHARE / len(OTHERS)) < 24 for use in OTHERS)
    assert all(abs(drawn[use] - 600 * (1 - OTHER_SHARE) / 6) < 32 for use in set(PROGRAMS) - set(OTHERS))


@pytest.mark.parametrize("use", OTHERS)
def test_a_room_has_what_its_use_needs_and_no_two_are_arranged_alike(use: str) -> None:
    always, mostly = KEYS[use]
    rooms = [room_of(use, seed) for seed in SEEDS]
    for seed, spec in enumerate(rooms):
        assert {thing.category for thing in spec.objects} >= set(always), seed
    for category in mostly:
        assert sum(bool(named(spec, category)) for spec in rooms) >= 2, category
    places = {tuple(thing.pose.location_m) for spec in rooms for thing in named(spec, always[0])}
    assert len(places) >= len(rooms)


@pytest.mark.parametrize("seed", SEEDS)
def test_coats_hang_over_the_shoes_from_their_rack(seed: int) -> None:
    spec = room_of("hallway", seed)
    rack = named(spec, "coat rack")[0]
    assert box(rack)[0][2] > 1.5
    for coat in named(spec, "coat"):
        low, high = box(coat)
        assert coat.supporter == rack.instance
        assert box(rack)[0][2] < high[2] < box(rack)[1][2]
        assert low[2] > 0.4
        assert footprint(rack).distance_m(*coat.pose.location_m[:2]) < 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mat_lies_at_the_door_and_shoes_stand_on_their_soles(seed: int) -> None:
    spec = room_of("hallway", seed)
    mat = named(spec, "doormat")[0]
    assert footprint(named(spec, "door")[0]).front(0.3).meets(footprint(mat))
    for shoes in named(spec, "shoes"):
        assert 0.08 < size_m(shoes)[2] < 0.4
        assert np.isclose(shoes.pose.matrix()[2, 2], 1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dryer_stands_beside_or_on_the_washing_machine(seed: int) -> None:
    spec = room_of("laundry room", seed)
    dryer, washer = named(spec, "tumble dryer")[0], named(spec, "washing machine")[0]
    low_m = box(dryer)[0][2]
    assert low_m == pytest.approx(0.0, abs=1e-3) or low_m == pytest.approx(size_m(washer)[2], abs=1e-3)


def test_an_iron_stands_on_its_board() -> None:
    for spec in (room_of("laundry room", seed) for seed in SEEDS):
        for board in named(spec, "ironing board"):
            assert "iron" in on(spec, board)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hospital_bed_has_its_head_at_a_wall_below_its_panel(seed: int) -> None:
    spec = room_of("hospital room", seed)
    half = np.asarray(size_m(named(spec, "floor")[0])[:2]) / 2
    panels = [thing for thing in named(spec, "wall lamp") if size_m(thing)[0] > 1.0]
    for bed in named(spec, "hospital bed"):
        head = np.abs(footprint(bed).at(0.0, -footprint(bed).depth_m / 2))
        assert np.abs(head - half).min() < 0.05
    assert len(panels) >= 1
    for panel in panels:
        bed = min(named(spec, "hospital bed"), key=lambda each: footprint(each).distance_m(*panel.pose.location_m[:2]))
        assert footprint(bed).distance_m(*panel.pose.location_m[:2]) < 0.1
        assert box(panel)[0][2] > box(bed)[1][2]


@pytest.mark.parametrize("seed", SEEDS)
def test_tools_hang_over_the_bench_and_tyres_lie_on_each_other(seed: int) -> None:
    spec = room_of("workshop", seed)
    bench = named(spec, "workbench")[0]
    assert "vice" in on(spec, bench)
    for board in named(spec, "tool board"):
        assert footprint(bench).distance_m(*board.pose.location_m[:2]) < 0.1
        assert box(board)[0][2] > size_m(bench)[2] + 0.2
    for tyre in named(spec, "tyre"):
        layers = box(tyre)[0][2] / size_m(tyre)[2]
        assert layers == pytest.approx(round(layers), abs=1e-3)
        assert layers < 4


@pytest.mark.parametrize("seed", SEEDS)
def test_stairs_lead_along_a_whole_wall_to_a_landing_with_a_door(seed: int) -> None:
    spec = room_of("stairwell", seed)
    floor, flight = footprint(named(spec, "floor")[0]), named(spec, "staircase")[0]
    inside = [each for each in named(spec, "ceiling") if floor.distance_m(*each.pose.location_m[:2]) == 0.0]
    landing = min(inside, key=lambda each: each.pose.location_m[2])  # passages behind doors have ceilings, too
    top_m = box(landing)[1][2]
    assert size_m(flight)[2] - top_m == pytest.approx(RAIL_M, abs=1e-3)
    assert footprint(flight).meets(footprint(landing), 0.01)
    assert not footprint(flight).meets(footprint(landing), -0.01)
    assert any(box(door)[0][2] == pytest.approx(top_m) for door in named(spec, "door"))
    for window in named(spec, "window"):
        assert footprint(flight).distance_m(*window.pose.location_m[:2]) > 1.0


def test_most_views_of_a_stairwell_are_aimed_at_its_stairs() -> None:
    aimed = 0
    for seed in range(8):
        spec = as_framed(room_of("stairwell", seed % 2), (96, 72), (seed,))
        flight, camera = named(spec, "staircase")[0], spec.cameras[0]
        ahead = np.linalg.inv(camera.matrix()) @ (*np.mean(box(flight), axis=0), 1.0)
        aimed += bool(ahead[2] < 0 and abs(ahead[0]) < -0.5 * ahead[2])
    assert aimed >= 4
