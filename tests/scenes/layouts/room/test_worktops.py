"""Worktops as they are used: groups at the back, leads out of the tiles, towels over handles, dishes to dry."""

from __future__ import annotations

import pytest

from cavendish.scenes.contacts import TOLERANCE_M, overlaps
from cavendish.scenes.layouts.room.worktops import LEAD_M
from cavendish.scenes.spec import SceneObject, SceneSpec

from .test_room import box, footprint
from .test_room_uses import named, room_of, size_m

SEEDS = range(14)


def kitchens() -> list[SceneSpec]:
    return [room_of("kitchen", seed) for seed in SEEDS]


def on(spec: SceneSpec, carrier: SceneObject) -> list[SceneObject]:
    return [thing for thing in spec.objects if thing.supporter == carrier.instance]


def test_worktops_are_full_of_what_one_cooks_with() -> None:
    tops = [(spec, top) for spec in kitchens() for top in named(spec, "worktop")]
    length_m = sum(size_m(top)[0] for _, top in tops)
    things = sum(len(on(spec, top)) for spec, top in tops)
    assert things / length_m > 3.6
    kinds = {thing.category for spec, top in tops for thing in on(spec, top)}
    assert {"jar", "bottle", "packet", "cutting board", "hob"} <= kinds


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_on_a_worktop_is_within_it_and_apart(seed: int) -> None:
    spec = room_of("kitchen", seed)
    for top in named(spec, "worktop"):
        low, high = box(top)
        for thing in on(spec, top):
            middle = (box(thing)[0] + box(thing)[1]) / 2
            assert (middle[:2] > low[:2]).all()
            assert (middle[:2] < high[:2]).all()
    things = [thing for top in named(spec, "worktop", "sink") for thing in on(spec, top)]
    assert [each for each in overlaps(things) if each.metres > TOLERANCE_M] == []


def test_leads_come_out_of_the_tiles_and_lie_on_the_worktop() -> None:
    leads = []
    for spec in kitchens():
        tiles = {tile.instance: tile for tile in named(spec, "splashback")}
        for lead in [each for each in named(spec, "socket") if each.supporter in tiles]:
            leads.append(lead)
            assert size_m(lead) == LEAD_M
            assert box(lead)[0][2] == pytest.approx(0.9, abs=0.004)
            assert footprint(lead).meets(footprint(tiles[lead.supporter]), 0.002)
            assert any(footprint(lead).meets(footprint(top)) for top in named(spec, "worktop"))
    assert len(leads) >= 2


def test_tea_towels_hang_over_the_handles_of_ovens() -> None:
    hung = []
    for spec in kitchens():
        for oven in named(spec, "oven"):
            for towel in [each for each in on(spec, oven) if each.category == "towel"]:
                hung.append(towel)
                assert box(oven)[1][2] - 0.15 < box(towel)[1][2] < box(oven)[1][2] - 0.1
                assert not [each for each in overlaps([oven, towel]) if each.metres > 0.006]
    assert hung


def test_dishes_dry_beside_the_bowls_of_some_sinks() -> None:
    drying = 0
    for spec in kitchens():
        for sink in named(spec, "sink"):
            drying += sum(box(thing)[0][2] > 0.9 for thing in on(spec, sink) if thing.category != "tap")
    assert drying >= 6
