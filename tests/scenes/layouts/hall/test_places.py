"""Shops, restaurants, gyms, stations and libraries: what stands there stands as people know it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cavendish.scenes.layouts.hall.station import DEEP_M, TRENCH_M
from cavendish.scenes.layouts.hall.stock import FULL
from cavendish.scenes.layouts.shared.floor_plan import footprint, turned_deg
from cavendish.scenes.spec import SceneObject, SceneSpec
from cavendish.scenes.surfaces import surfaces

from .halls import box, hall_of, inner_m, of


def carried(spec: SceneSpec, thing: SceneObject) -> list[SceneObject]:
    return [other for other in spec.objects if other.supporter == thing.instance]


def shops(category: str) -> list[SceneSpec]:
    return [spec for spec in (hall_of("shop", seed) for seed in (1, 2, 3)) if of(spec, category)]


def share_full(spec: SceneSpec, category: str) -> float:
    """Return how much of the length of all boards of shelves has something on it."""
    free_m = taken_m = 0.0
    for shelf in of(spec, category):
        on_it = carried(spec, shelf)
        if on_it:
            free_m += sum(surface.width_m for surface in surfaces(shelf.geometry))
            taken_m += sum(footprint(thing).width_m for thing in on_it)
    return taken_m / free_m


@pytest.mark.parametrize("category", ["shop shelf", "bookshelf"])
def test_shelves_are_between_half_and_nine_tenths_full(category: str) -> None:
    specs = shops(category) if category == "shop shelf" else [hall_of("library")]
    assert specs
    for spec in specs:
        assert FULL[0] - 0.12 < share_full(spec, category) < FULL[1] + 0.01


def test_goods_face_the_aisle_that_they_stand_at() -> None:
    for spec in shops("shop shelf"):
        for shelf in of(spec, "shop shelf"):
            for goods in carried(spec, shelf):
                x, y, _ = goods.pose.location_m
                ahead = footprint(shelf).at(0.0, 1.0)
                in_front = (
                    np.subtract((x, y), shelf.pose.location_m[:2]) @ np.subtract(ahead, shelf.pose.location_m[:2])
                ) > 0
                if footprint(shelf).depth_m > 0.7:  # open to both sides
                    assert round(turned_deg(goods) - turned_deg(shelf)) % 360 == (0 if in_front else 180)


def test_aisles_of_a_supermarket_are_wide_and_tills_stand_before_the_glass() -> None:
    for spec in shops("checkout"):
        rows = sorted(
            {round(thing.pose.location_m[1], 2) for thing in of(spec, "shop shelf") if footprint(thing).depth_m > 0.7}
        )
        assert all(b - a - 0.95 >= 1.2 for a, b in itertools.pairwise(rows))
        last_m = max(box(shelf)[1][0] for shelf in of(spec, "shop shelf"))
        for till in of(spec, "checkout"):
            assert last_m < box(till)[0][0]
            assert box(till)[1][0] < inner_m(spec)[0] / 2 - 1.0


def test_places_of_a_restaurant_are_laid_where_chairs_or_benches_are() -> None:
    spec = hall_of("restaurant")
    for table in of(spec, "dining table"):
        plates = [thing for thing in carried(spec, table) if thing.category == "plate"]
        forks = [thing for thing in carried(spec, table) if thing.category == "fork"]
        assert abs(len(plates) - len(forks)) <= 1
        for plate in plates:
            away_m = min(footprint(seat).distance_m(*plate.pose.location_m[:2]) for seat in of(spec, "chair", "bench"))
            assert away_m < 1.2
    lamps = [lamp for lamp in of(spec, "ceiling lamp") if lamp.pose.location_m[2] > 1.6]
    under = [
        any(footprint(table).distance_m(*lamp.pose.location_m[:2]) == 0 for lamp in lamps)
        for table in of(spec, "dining table")
    ]
    assert all(under)


def test_treadmills_face_the_windows_and_dumbbells_lie_on_racks_before_mirrors() -> None:
    for seed in (1, 2):
        spec = hall_of("gym", seed)
        windows = {round(turned_deg(window)) % 360 for window in of(spec, "window")}
        assert {round(turned_deg(each)) % 360 for each in of(spec, "treadmill", "exercise bike")} == windows
        racks = of(spec, "dumbbell rack")
        assert {thing.supporter for thing in of(spec, "dumbbell")} <= {rack.instance for rack in racks}
        for rack in racks:
            behind = [mirror for mirror in of(spec, "mirror") if turned_deg(mirror) == turned_deg(rack)]
            assert min(footprint(mirror).distance_m(*rack.pose.location_m[:2]) for mirror in behind) < 0.7


def test_a_platform_ends_at_a_track_that_lies_below_it_and_trains_stand_on_its_rails() -> None:
    trains = 0
    for seed in (1, 2, 3):
        spec = hall_of("station", seed)
        edge_m = inner_m(spec)[1] / 2
        low, high = box(of(spec, "railway track")[0])
        assert low[2] == pytest.approx(-DEEP_M)
        assert (low[1], high[1]) == pytest.approx((edge_m, edge_m + TRENCH_M))
        for train in of(spec, "train"):
            trains += 1
            foot, roof = box(train)
            assert foot[2] == pytest.approx(high[2], abs=1e-4)
            assert edge_m + 0.05 < foot[1] < edge_m + 0.2
            assert roof[2] < inner_m(spec)[2]
        standing = [each for each in spec.objects if each.supporter == of(spec, "floor")[0].instance]
        lines = max(footprint(line).y_m for line in of(spec, "floor marking"))
        assert edge_m - lines < 0.2
        assert all(footprint(bench).y_m < edge_m - 1.5 for bench in standing if bench.category == "bench")
    assert trains >= 1
