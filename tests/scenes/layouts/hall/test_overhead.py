"""Ceilings and walls of halls: what hangs there runs the length of the hall, is out of the way, and meets nothing."""

from __future__ import annotations

import pytest

from cavendish.scenes.layouts.hall.layout import PROGRAMS
from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.spec import SceneSpec

from .halls import USES, box, hall_of, inner_m, of

RUNS = ("duct", "pipe", "cable tray")
FLUSH = ("loudspeaker", "sprinkler")
HEADROOM_M = 2.3


Hung = tuple[str, tuple[float, ...], tuple[float, ...]]  # a category, and the corners of its box


def high(spec: SceneSpec) -> list[Hung]:
    found = of(spec, *RUNS, *FLUSH, "ceiling lamp", "sign", "exit sign", "information screen", "roof truss")
    hung = [thing for thing in found if thing.pose.location_m[2] > 1.5]
    boxes = [(thing.category, *box(thing)) for thing in hung]
    return [(category, tuple(low.tolist()), tuple(top.tolist())) for category, low, top in boxes]


def meet(a: Hung, b: Hung) -> bool:
    return all(low < top - 0.005 for low, top in zip(a[1], b[2], strict=True)) and all(
        low < top - 0.005 for low, top in zip(b[1], a[2], strict=True)
    )


@pytest.mark.parametrize("use", USES)
def test_no_ceiling_is_bare(use: str) -> None:
    spec = hall_of(use)
    assert of(spec, "ceiling lamp")
    assert of(spec, *RUNS) or (of(spec, "sprinkler") and of(spec, "vent"))


@pytest.mark.parametrize("use", USES)
def test_what_runs_along_is_as_long_as_the_hall_above_heads_and_meets_nothing(use: str) -> None:
    spec = hall_of(use)
    hung = high(spec)
    for run in (each for each in hung if each[0] in RUNS):
        assert run[2][0] - run[1][0] == pytest.approx(inner_m(spec)[0], abs=0.03)
        assert run[1][2] >= HEADROOM_M
        assert run[2][2] == pytest.approx(inner_m(spec)[2], abs=1e-3)
        assert not [each for each in hung if each is not run and each[0] != "roof truss" and meet(run, each)]
    for small in (each for each in hung if each[0] in FLUSH):
        assert small[2][2] == pytest.approx(inner_m(spec)[2], abs=1e-3)
        assert not [each for each in hung if each is not small and meet(small, each)]


@pytest.mark.parametrize("use", sorted(set(PROGRAMS) - {"warehouse", "station"}))
def test_skirting_runs_along_the_walls_but_not_across_doors_or_glass_that_reaches_down(use: str) -> None:
    spec = hall_of(use)
    boards = [footprint(thing) for thing in of(spec, "skirting board")]
    round_m = 2 * float(inner_m(spec)[0] + inner_m(spec)[1])
    gates = [thing for thing in of(spec, "door", "window") if thing.pose.location_m[2] < 0.07]
    doors = [footprint(thing) for thing in gates]
    assert sum(board.width_m for board in boards) == pytest.approx(
        round_m - sum(door.width_m for door in doors), abs=0.4
    )
    for board in boards:
        assert not any(board.meets(door, -0.02) for door in doors)


def test_signs_hang_over_doors_and_switches_beside_them() -> None:
    signs = switches = 0
    for use in USES:
        spec = hall_of(use)
        for door in of(spec, "door"):
            low, top = box(door)
            near = [box(each) for each in of(spec, "exit sign") if each.supporter != of(spec, "ceiling")[0].instance]
            signs += any(
                (a[:2] < top[:2] + 0.1).all() and (b[:2] > low[:2] - 0.1).all() and a[2] > top[2] for a, b in near
            )
            by = [footprint(door).distance_m(*each.pose.location_m[:2]) for each in of(spec, "light switch")]
            switches += any(away_m < 0.2 for away_m in by)
    assert signs >= 4
    assert switches >= 6
