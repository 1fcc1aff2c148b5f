"""Vehicles have the proportions of real ones, a closed skin, and panes that one can see seats through."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.generators.outdoor import vehicles
from cavendish.scenes.generators.outdoor.houses.front import SHOPS
from cavendish.scenes.generators.outdoor.motor.car import FORMS
from cavendish.scenes.generators.outdoor.motor.cargo import FIRMS
from cavendish.scenes.generators.outdoor.motor.forms import GLASS, PAINT, PLATE, SEAT, SIGNAL, TAIL, TRIM, TYRE, Body
from cavendish.scenes.generators.outdoor.motor.panels import lens, skin
from cavendish.scenes.generators.outdoor.motor.shell import Shell
from cavendish.scenes.geometry.mesh import Mesh, join
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.poses import Vec3
from cavendish.scenes.printed import panels, telling, text_on
from cavendish.scenes.spec import Procedural

MOST_TRIANGLES = {**dict.fromkeys(FORMS, 12_500), "lorry": 13_500, "bus": 16_000}
SALOON: Vec3 = (2.0, 4.6, 1.45)


def built(name: str, size_m: Vec3 | None = None, variant: int = 1) -> Mesh:
    return geometry_mesh(Procedural(name, size_m or KINDS[name].high_m, variant))


def corners(shape: Mesh, slot: int) -> NDArray[np.float64]:
    return shape.vertices[shape.triangles[shape.slot == slot]]


def hits(shape: Mesh, start: Vec3, along: Vec3) -> list[int]:
    """Return the slots of what a ray meets, nearest first."""
    a, b, c = (shape.vertices[shape.triangles[:, k]] for k in range(3))
    p = np.cross(along, c - a)
    det = np.einsum("ij,ij->i", b - a, p)
    crossed = np.abs(det) > 1e-12
    scale = np.divide(1.0, det, out=np.zeros_like(det), where=crossed)
    off = np.asarray(start) - a
    q = np.cross(off, b - a)
    u, v = np.einsum("ij,ij->i", off, p) * scale, (q @ np.asarray(along)) * scale
    far = np.einsum("ij,ij->i", c - a, q) * scale
    met = crossed & (u >= 0) & (v >= 0) & (u + v <= 1) & (far > 0)
    return shape.slot[met][np.argsort(far[met])].tolist()


@pytest.mark.parametrize("name", sorted(vehicles.GENERATORS))
def test_a_vehicle_is_made_of_few_enough_triangles(name: str) -> None:
    assert 6_000 < len(built(name).triangles) <= MOST_TRIANGLES[name]


@pytest.mark.parametrize("name", sorted(vehicles.GENERATORS))
def test_a_vehicle_stands_on_four_wheels_clear_of_the_ground(name: str) -> None:
    shape = built(name)
    rubber = shape.parts.number[shape.slot == TYRE] if shape.parts else np.zeros(0)
    assert len(set(rubber.tolist())) == 4
    assert corners(shape, TYRE)[..., 2].min() == pytest.approx(0.0, abs=1e-3)
    assert corners(shape, PAINT)[..., 2].min() > 0.15
    assert corners(shape, TRIM)[..., 2].min() > 0.08


def test_a_saloon_has_the_wheelbase_and_the_track_of_one() -> None:
    """Axles at 0.19 and 0.785 of 4.6 m are 2.74 m apart; 1.8 m without mirrors, less the tyres, leave 1.56 m."""
    shape = built("saloon", SALOON)
    assert shape.parts is not None
    wheels = [k for k, name in enumerate(shape.parts.names, 1) if name == "wheel"]
    points = [shape.vertices[shape.triangles[shape.parts.number == k]].reshape(-1, 3) for k in wheels]
    middles = np.array([(each.min(axis=0) + each.max(axis=0)) / 2 for each in points])
    assert np.ptp(middles[:, 1]) == pytest.approx(2.737, rel=0.02)
    assert np.ptp(middles[:, 0]) == pytest.approx(1.56, rel=0.02)
    assert middles[:, 2] == pytest.approx(0.325, rel=0.02)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_skin_is_open_at_its_lower_edge_alone(name: str) -> None:
    shell = Shell(Body.of(FORMS[name], KINDS[name].low_m))
    shape = join([*skin(shell), lens(shell, -1), lens(shell, 1)])
    _, place = np.unique(shape.vertices.round(6), axis=0, return_inverse=True)
    triangles = place.reshape(-1)[shape.triangles]
    edges = Counter(tuple(sorted(pair)) for t in triangles.tolist() for pair in zip(t, [*t[1:], t[0]], strict=True))
    low = {tuple(point) for half in (1, -1) for point in (shell.points[:, 0] * (half, 1, 1)).round(6).tolist()}
    ends = shell.points[[0, -1], 0, 2].round(6).tolist()
    where = shape.vertices.round(6)[np.unique(place.reshape(-1), return_index=True)[1]]
    border = [tuple(where[end].tolist()) for edge, count in edges.items() if count == 1 for end in edge]
    assert len(border) > 50
    assert all(point in low or point[2] in ends for point in border)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_headrest_of_a_front_seat_is_seen_through_a_side_pane(name: str) -> None:
    shape, length = built(name), KINDS[name].high_m[1]
    seats = corners(shape, SEAT).reshape(-1, 3)
    first = seats[(seats[:, 0] < 0) & (seats[:, 1] < (FORMS[name].rows[0] - 0.5) * length + 0.3)]
    head = first[first[:, 2] > first[:, 2].max() - 0.15].mean(axis=0)
    met = hits(shape, (-3.0, float(head[1]), float(head[2])), (1.0, 0.0, 0.0))
    assert met[0] == GLASS
    assert SEAT in met[:4]


def test_nothing_but_the_mirrors_reaches_beyond_the_body() -> None:
    shape = built("suv")
    wide = KINDS["suv"].high_m[0] / 2
    beyond = shape.vertices[np.abs(shape.vertices[:, 0]) > wide - 0.08]
    assert len(beyond)
    assert (beyond[:, 2] > 0.9).all()
    assert (beyond[:, 1] < 0).all()


@pytest.mark.parametrize("name", sorted(vehicles.PANELS))
def test_plates_are_at_both_ends_and_say_the_same(name: str) -> None:
    front, back = telling(Procedural(name, KINDS[name].high_m, 4))
    assert front.text == back.text
    assert front.place_m[1] < 0 < back.place_m[1]
    assert 0.3 < front.place_m[2] < 1.2


def test_a_taxi_says_so_above_its_roof() -> None:
    high = KINDS["taxi"].high_m
    letters = corners(built("taxi"), TRIM).reshape(-1, 3)
    sign = letters[letters[:, 2] > high[2] - 0.12]
    assert len(sign) > 100
    assert np.ptp(sign[:, 0]) == pytest.approx(0.085 * 23 / 7, rel=0.03)


def test_the_bed_of_a_pickup_is_open_above_and_closed_behind() -> None:
    """From above one meets its floor at 0.76 m first, from behind the tailgate in the colour of the car."""
    shape, (_, length, _) = built("pickup"), KINDS["pickup"].high_m
    floor = [hits(shape, (x, 0.3 * length, 3.0), (0.0, 0.0, -1.0))[0] for x in (-0.2, 0.03, 0.2)]
    assert floor == [TRIM] * 3
    tops = corners(shape, TRIM).reshape(-1, 3)
    bed = tops[(np.abs(tops[:, 0]) < 0.3) & (np.abs(tops[:, 1] - 0.3 * length) < 0.3)]
    assert bed[:, 2].max() == pytest.approx(0.77, abs=0.02)
    assert hits(shape, (0.3, 3.5, 0.95), (0.0, -1.0, 0.0))[0] == PAINT


def test_the_back_of_a_car_has_indicators_reversing_lamps_and_reflectors_on_both_sides() -> None:
    shape = built("hatchback")
    for slot, low_m, high_m in ((SIGNAL, 0.6, 1.1), (PLATE, 0.6, 1.1), (TAIL, 0.3, 0.5)):
        there = corners(shape, slot).mean(axis=1)
        there = there[(there[:, 1] > 1.5) & (there[:, 2] > low_m) & (there[:, 2] < high_m)]
        assert {1.0, -1.0} <= set(np.sign(there[np.abs(there[:, 0]) > 0.3][:, 0]).tolist()), slot


def test_a_lorry_says_whose_it_is_on_both_sides_and_has_lamps_along_its_foot() -> None:
    shape = Procedural("lorry", KINDS["lorry"].high_m, 4)
    *_, left, right = panels(shape)
    assert left.text == right.text
    assert left.text in FIRMS
    assert left.text not in (*SHOPS, text_on(shape))
    assert left not in telling(shape)
    assert sorted(each.turn_deg for each in (left, right)) == [-90.0, 90.0]
    side = corners(built("lorry", variant=4), SIGNAL).mean(axis=1)
    assert (side[np.abs(side[:, 0]) > 1.2][:, 1].max() - side[np.abs(side[:, 0]) > 1.2][:, 1].min()) > 3.0
