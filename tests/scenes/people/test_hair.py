"""Hair, beards, eyes and hats lie on the head, and leave the face free."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.face import BEARDS, beard, brows, eyes
from cavendish.scenes.people.hair import STYLES, hair
from cavendish.scenes.people.head import Head, directions
from cavendish.scenes.people.person import person_mesh
from cavendish.scenes.people.wardrobe import WARDROBE
from cavendish.scenes.spec import Figure

from .figures import somebody

MOST_TRIANGLES = 12_000
GROWN = Figure(0.2, 30.0, 1.68, 0.5, 0.5, (0.3, 0.3, 0.4), (), "", ("jeans", "t-shirt"), "standing", 4)
SHAPE = rest(GROWN)
HEAD = Head(SHAPE)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_directions_are_azimuth_from_ahead_to_the_left_and_elevation() -> None:
    assert directions(np.array([0.0, 90.0, 180.0, 0.0]), np.array([0.0, 0.0, 0.0, 90.0])) == pytest.approx(
        np.array([[0, -1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]), abs=1e-12
    )


def test_a_head_is_a_ball_of_nine_to_fourteen_centimetres() -> None:
    azimuth, elevation = np.meshgrid(np.linspace(-180, 180, 24), np.linspace(0, 90, 9))
    radius_m = HEAD.radius_m(directions(azimuth, elevation))
    assert radius_m.min() > 0.06
    assert radius_m.max() < 0.15


@pytest.mark.parametrize("name", sorted(STYLES))
def test_a_haircut_is_of_few_triangles_outside_the_skull_and_not_before_the_eyes(name: str) -> None:
    found = hair(HEAD, STYLES[name], rng())
    assert 1_000 < len(found.triangles) <= MOST_TRIANGLES
    assert found.uv is not None
    assert found.uv.shape == (len(found.triangles), 3, 2)
    x, y, z = found.vertices.T
    before = (
        (np.abs(z - HEAD.eyes[0, 2]) < 0.008) & (y < HEAD.eyes[:, 1].mean()) & (np.abs(x) < HEAD.eyes[1, 0] + 0.012)
    )
    assert not before.any()


def test_long_hair_reaches_below_the_shoulders_and_a_bob_does_not() -> None:
    shoulder_m = SHAPE[anatomy().count + anatomy().bone("upperarm_l"), 2]
    low_m = {name: hair(HEAD, STYLES[name], rng()).vertices[:, 2].min() for name in ("long", "bob", "cropped")}
    assert low_m["long"] < shoulder_m < low_m["bob"] < low_m["cropped"]


def test_who_goes_bald_has_no_hair_on_top() -> None:
    crown_m = HEAD.centre[2] + HEAD.tall_m
    assert hair(HEAD, STYLES["balding"], rng()).vertices[:, 2].max() < crown_m - 0.01
    assert hair(HEAD, STYLES["cropped"], rng()).vertices[:, 2].max() > crown_m


@pytest.mark.parametrize("name", sorted(name for name, long_m in BEARDS.items() if long_m))
def test_a_beard_grows_below_the_nose(name: str) -> None:
    nose_m = HEAD.eyes[0, 2] - 0.03
    middle = beard(HEAD, BEARDS[name], rng()).vertices
    assert middle[np.abs(middle[:, 0]) < 0.02, 2].max() < nose_m


def test_a_beard_is_of_locks_over_a_mass_and_stubble_is_on_the_skin_alone() -> None:
    """Seven locks of four triangles for each of 57 columns on the cheeks and 21 on the lip; nine rows of the mass."""
    assert len(beard(HEAD, BEARDS["full beard"], rng()).triangles) == 7 * 4 * (57 + 21) + 2 * 8 * (56 + 20)
    bare, stubbly = (person_mesh(somebody(beard=kind)) for kind in ("", "stubble"))
    assert np.array_equal(bare.triangles, stubbly.triangles)


def test_brows_lie_over_the_eyes() -> None:
    found = brows(HEAD, rng()).vertices
    assert found[:, 2].min() > HEAD.eyes[0, 2]
    assert found[:, 2].max() < HEAD.eyes[0, 2] + 0.045


def test_an_iris_is_a_little_under_half_as_wide_as_the_eye() -> None:
    found = eyes(HEAD, rng())
    left = found.vertices[np.unique(found.triangles[found.slot == 1])]
    left = left[left[:, 0] > 0]
    whole = found.vertices[found.vertices[:, 0] > 0]
    assert np.ptp(left[:, 0]) / np.ptp(whole[:, 0]) == pytest.approx(np.sin(np.radians(28)), abs=0.02)


@pytest.mark.parametrize("name", sorted(name for name, garment in WARDROBE.items() if garment.over_hair))
def test_what_is_worn_on_the_head_lies_over_the_crown_and_leaves_the_eyes(name: str) -> None:
    make = WARDROBE[name].solid
    assert make is not None
    x, y, z = make(HEAD, rng()).vertices.T
    assert z.max() > HEAD.centre[2] + HEAD.tall_m
    assert not (
        (z < HEAD.eyes[0, 2] + 0.01) & (z > HEAD.eyes[0, 2] - 0.06) & (y < HEAD.eyes[0, 1]) & (np.abs(x) < 0.03)
    ).any()


def test_sides_of_cropped_hair_end_above_the_hairline() -> None:
    """17° higher, seen from the middle of the head, are 2 cm beside the ears; wisps go below that."""
    cropped = STYLES["cropped"]
    low_m = []
    for style in (cropped, replace(cropped, shorn_deg=0.0)):
        x, y, z = hair(HEAD, style, rng()).vertices.T
        low_m.append(float(np.quantile(z[(np.abs(y - HEAD.centre[1]) < 0.02) & (np.abs(x) > 0.05)], 0.1)))
    assert low_m[0] > low_m[1] + 0.01
