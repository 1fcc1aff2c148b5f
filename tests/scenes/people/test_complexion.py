"""Skin is painted: blood in cheeks, dark lashes at both eyes, stubble on men alone, and more of what age brings."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import KDTree

from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.complexion import LOWER, UPPER, painted
from cavendish.scenes.people.person import SLOTS, person_mesh

from .figures import somebody

POINTS = anatomy().points[: anatomy().count]
SKIN = np.unique(anatomy().layers["skin"])
CHEEK, FOREHEAD, CHIN, UNDER_EYE = (
    (0.036, -0.135, 0.690),
    (0.0, -0.15, 0.79),
    (0.0, -0.15, 0.634),
    (0.028, -0.138, 0.71),
)


def at(place_m: tuple[float, float, float]) -> int:
    """Return the vertex of the skin that is nearest to a place on the mean body."""
    return int(SKIN[KDTree(POINTS[SKIN]).query(place_m)[1]])


def test_cheeks_are_redder_than_the_forehead() -> None:
    red = painted(somebody())[:, 0]
    assert red[at(CHEEK)] > 0.3
    assert abs(red[at(FOREHEAD)]) < 0.05


def test_both_eyes_have_lashes_darker_above_than_below_and_near_the_eyeballs_alone() -> None:
    dark = painted(somebody(sex=0.0))[:, 1]
    lashes = np.flatnonzero((dark == UPPER) | (dark == LOWER))
    middles = POINTS[anatomy().layers["eyes"]].reshape(2, -1, 3).mean(axis=1)
    off_m, eye = KDTree(middles).query(POINTS[lashes])
    assert np.max(off_m) < 0.02
    for side in (0, 1):
        own = lashes[eye == side]
        above = POINTS[own, 2] > middles[side, 2]
        assert 8 <= len(own) <= 28
        assert dark[own[above]].min() == UPPER
        assert dark[own[~above]].max() == LOWER


@pytest.mark.parametrize(("sex", "age_years", "shaven"), [(1.0, 30.0, True), (0.0, 30.0, False), (1.0, 12.0, False)])
def test_men_alone_have_stubble(sex: float, age_years: float, shaven: bool) -> None:
    dark = painted(somebody(sex=sex, age_years=age_years))[at(CHIN), 1]
    assert (dark > 0.05) == shaven


def test_rings_under_the_eyes_grow_with_age() -> None:
    young, old = (painted(somebody(sex=0.0, age_years=age))[at(UNDER_EYE), 1] for age in (20.0, 80.0))
    assert old > 2 * young > 0


def test_the_mesh_bears_the_paint_on_its_skin_alone() -> None:
    whole = person_mesh(somebody())
    assert whole.uv is not None
    skin = whole.uv[whole.slot == SLOTS.index("skin")]
    assert skin[..., 1].max() == pytest.approx(UPPER)
    assert -1 <= skin.min() <= skin.max() <= 1.2


def test_hair_darkens_the_skin_that_it_grows_from_and_fades_at_the_hairline() -> None:
    crown, edge, brow = (0.0, 0.0, 0.86), (0.0, -0.13, 0.805), (0.0, -0.155, 0.77)
    dark = {cut: painted(somebody(sex=0.0, haircut=cut))[:, 1] for cut in ("", "cropped")}
    assert dark["cropped"][at(crown)] > 0.25
    assert dark["cropped"][at(crown)] >= dark["cropped"][at(edge)] >= max(dark["cropped"][at(brow)], 0)
    assert dark[""][at(crown)] < 0.1


def test_lips_have_no_edge() -> None:
    """Their rim is paler than they are, as skin is, and the skin round them redder than the cheek's side."""
    red, lips = painted(somebody())[:, 0], anatomy().marks["lips"]
    assert red[lips].min() < -0.4
    round_them = SKIN[(KDTree(POINTS[lips]).query(POINTS[SKIN])[0] < 0.002) & ~np.isin(SKIN, lips)]
    assert np.median(red[round_them]) > 0.3


def test_forehead_and_nose_are_oilier_than_the_neck() -> None:
    dark = painted(somebody(sex=0.0))[:, 1]
    assert dark[at((0.0, -0.172, 0.70))] < -0.1
    assert dark[at((0.0, -0.10, 0.54))] > -0.05


def test_skin_is_darker_where_hair_is_cut_to_it() -> None:
    beside = at((0.075, -0.02, 0.80))
    dark = {cut: painted(somebody(sex=0.0, haircut=cut))[beside, 1] for cut in ("cropped", "short")}
    assert dark["cropped"] > 1.5 * dark["short"] > 0
