"""People of crowds: a quarter of the triangles, and the same people."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from pydantic import TypeAdapter

from cavendish.scenes.geometry.mesh import mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.far import merged, shared, thinned
from cavendish.scenes.people.person import person, person_mesh
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.seats import Seat
from cavendish.scenes.people.tailoring import sheet
from cavendish.scenes.people.wardrobe import WARDROBE
from cavendish.scenes.spec import Detail, Figure, Material

from .coverage import assert_covered, share_behind_cloth
from .figures import somebody

MOST_TRIANGLES, MEAN_TRIANGLES = 21_000, 15_000
WALK = 30
DETAILS: tuple[Detail, ...] = ("near", "far")
RED, ROSE = (0.7, 0.2, 0.08), (0.73, 0.24, 0.05)
ON_A_CHAIR = Seat(0.0, -0.2, 0.2, 0.46)


def far(figure: Figure) -> Figure:
    return dataclasses.replace(figure, detail="far")


def walk() -> list[Figure]:
    """Return people who come by, and then somebody for each garment that none of them wears."""
    rng = np.random.default_rng(5)
    met = [sample_person(rng, sorted(POSTURES), detail="far").geometry for _ in range(WALK)]
    figures = [each for each in met if isinstance(each, Figure)]
    missing = sorted(set(WARDROBE) - {name for each in figures for name in each.clothes})
    return figures + [far(somebody(clothes=("jeans", "t-shirt", name))) for name in missing]


def test_nobody_far_away_shows_skin_of_the_trunk_and_upper_thighs() -> None:
    people = walk()
    assert {name for each in people for name in each.clothes} == set(WARDROBE)
    for figure in people:
        assert_covered(figure)
    counts = [len(geometry_mesh(figure).triangles) for figure in people]
    assert max(counts) < MOST_TRIANGLES
    assert np.mean(counts) < MEAN_TRIANGLES


@pytest.mark.parametrize("posture", ["standing", "walking", "sitting"])
@pytest.mark.parametrize("clothes", [("jeans", "t-shirt"), ("dress",), ("trousers", "shirt", "coat")])
def test_their_clothes_have_no_holes_seen_from_sixty_directions(clothes: tuple[str, ...], posture: str) -> None:
    assert share_behind_cloth(far(somebody(clothes=clothes, posture=posture)), 60) > 0.99


@pytest.mark.parametrize("posture", ["standing", "walking", "looking at a phone"])
def test_they_are_who_they_are_near(posture: str) -> None:
    """The same parts, keypoints within 2 cm, the same size within 2 cm, on the same ground."""
    near = somebody(posture=posture, clothes=("shorts", "shoes", "t-shirt"), haircut="long", beard="full beard")
    one, other = person(near), person(far(near))
    assert one.mesh.parts
    assert other.mesh.parts
    assert one.mesh.parts.names == other.mesh.parts.names
    assert np.linalg.norm(one.keypoints_m - other.keypoints_m, axis=1).max() < 0.02
    assert np.abs(np.subtract(one.mesh.bounds(), other.mesh.bounds())).max() < 0.02
    assert set(one.mesh.slot) == set(other.mesh.slot)


def test_far_feet_stand_on_the_ground_and_far_sitters_on_their_seat() -> None:
    """All of both soles' undersides lie within a centimetre; thighs are pressed on the seat."""
    for figure in (somebody(), somebody(posture="walking")):
        one, other = person_mesh(figure), person_mesh(far(figure))
        low = [mesh.vertices[mesh.vertices[:, 2] < 0.01] for mesh in (one, other)]
        assert np.abs(np.ptp(low[0], axis=0) - np.ptp(low[1], axis=0)).max() < 0.02
    for detail in DETAILS:
        rng = np.random.default_rng(4)
        seated = sample_person(rng, ("sitting",), (20.0, 50.0), ON_A_CHAIR, detail=detail).geometry
        assert isinstance(seated, Figure)
        found = person(seated)
        x, y, _ = found.mesh.vertices.T + np.array(found.middle_m)[:, None]
        under = (np.abs(x) < 0.15) & (y > dict(seated.goals)["seat"][1]) & (y < dict(seated.goals)["seat"][1] + 0.2)
        assert found.mesh.vertices[under, 2].min() == pytest.approx(found.seat_m - found.middle_m[2], abs=0.01)


def test_the_same_person_twice_is_the_same_mesh() -> None:
    one = person_mesh(far(somebody()))
    person.__globals__["_person"].cache_clear()
    other = person_mesh(far(somebody()))
    assert one is not other
    assert np.array_equal(one.vertices, other.vertices)
    assert np.array_equal(one.triangles, other.triangles)


def test_only_far_people_say_so_in_json() -> None:
    written = TypeAdapter(Figure)
    assert "detail" not in written.dump_python(somebody(), mode="json")
    assert written.dump_python(far(somebody()), mode="json")["detail"] == "far"
    assert written.validate_json(written.dump_json(far(somebody()))) == far(somebody())


def test_far_people_share_materials_whose_colours_hardly_differ() -> None:
    """A fourteenth is 0.071, half of it 0.036; the seed is that of all."""
    one, other = (Material("cotton", colour, rough, seed) for colour, rough, seed in ((RED, 0.63, 5), (ROSE, 0.58, 7)))
    assert shared((one,)) == shared((other,)) == (Material("cotton", (0.7143, 0.2143, 0.0714), 0.6),)
    near, far_away = (sample_person(np.random.default_rng(1), ("standing",), detail=each).materials for each in DETAILS)
    assert [each.family for each in near] == [each.family for each in far_away]
    away = [np.abs(np.subtract(a.colour, b.colour)).max() for a, b in zip(near, far_away, strict=True)]
    assert 0 < max(away) < 0.036


def test_a_far_sheet_has_the_quads_of_the_body_and_is_smoothed_a_quarter_as_often() -> None:
    coarse = sheet("skirt", "far")
    assert len(coarse.quads) == len(anatomy().layers["skirt"]) == 684
    points = coarse.mix @ regions().points
    assert np.array_equal(coarse.soft(points, 4), 0.5 * (points + coarse.mean @ points))


def test_vertices_of_one_cube_that_face_one_way_become_their_mean() -> None:
    """Of a strip 1.8 m long of 3 mm steps, cubes of 30 mm leave a tenth of the steps, on the same plane."""
    steps = np.arange(601) * 0.003
    rows = np.stack([np.array([[x, y, 0.105] for y in (0.015, 0.045)]) for x in steps])
    index = np.arange(1202).reshape(601, 2)
    quads = [(a, c, d, b) for (a, b), (c, d) in pairwise(index.tolist())]
    strip = mesh(rows.reshape(-1, 3), [corners for a, c, d, b in quads for corners in ((a, c, d), (a, d, b))])
    found = thinned(strip, 0.03)
    assert len(found.triangles) == pytest.approx(120, abs=4)
    assert found.vertices[:, 2] == pytest.approx(0.105)
    assert found.vertices[:, 0].max() == pytest.approx(1.8, abs=0.03)
    assert thinned(found, 0.03) is found  # of few triangles


def test_fingers_are_not_merged_and_no_quad_is_left_without_area() -> None:
    """A quad of the merged skin has at least three corners, and each finger keeps its own."""
    skin = anatomy().layers["skin"]
    found = merged(skin)
    assert len(found) < 0.5 * len(skin)
    assert min(len(set(each)) for each in found.tolist()) == 3
    for finger in ("index", "middle", "ring", "pinky", "thumb"):
        assert regions().on(f"{finger}_03")[np.unique(found)].sum() > 10
