"""Wisps soften the edge of hair: from the mass to the skin beyond its edge, and ever fewer further out."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.people.build import rest
from cavendish.scenes.people.head import Head, Values
from cavendish.scenes.people.wisps import ON_SKIN_M, Fade, curls, over_edge, stray

from .figures import somebody

HEAD = Head(rest(somebody()))
COLUMNS, LINE_DEG, OFF_M = 36, 20.0, 0.01
AZIMUTH = np.linspace(-180, 180, COLUMNS, endpoint=False)
MASS = HEAD.place(AZIMUTH[:, None], np.linspace(80, LINE_DEG, 8)[None], OFF_M)
ALL = np.ones(COLUMNS, np.bool_)


def rng() -> np.random.Generator:
    return np.random.default_rng(2)


def off_m(points: Values) -> Values:
    """Return how far points lie off the skin."""
    off = points - HEAD.centre
    far = np.linalg.norm(off, axis=1)
    return far - HEAD.radius_m(off / far[:, None])


def elevation_deg(points: Values) -> Values:
    off = points - HEAD.centre
    return np.degrees(np.arctan2(off[:, 2], np.hypot(off[:, 0], off[:, 1])))


def test_wisps_lead_from_the_mass_over_its_edge_to_the_skin() -> None:
    """Two triangles each; roots as far off the skin as the mass, tips on it; half of the tips within 0.7 means."""
    found = over_edge(HEAD, MASS, np.full(COLUMNS, LINE_DEG), ALL, Fade(300, 3.0, 0.0), rng())
    assert len(found.triangles) == 2 * 300
    roots, tips = (found.vertices.reshape(300, 2, 2, 3)[:, step].mean(axis=1) for step in (0, 1))
    assert elevation_deg(roots).min() > LINE_DEG
    assert off_m(tips) == pytest.approx(ON_SKIN_M, abs=3e-4)
    beyond = LINE_DEG - elevation_deg(tips)
    assert beyond.min() > -0.1
    assert beyond.max() < 3.5 * 3.0 + 0.1
    assert np.median(beyond) == pytest.approx(3.0 * np.log(2), abs=0.5)


def test_columns_whose_hair_falls_have_no_wisps_at_the_hairline() -> None:
    ahead = np.abs(AZIMUTH) < 60
    found = over_edge(HEAD, MASS, np.full(COLUMNS, LINE_DEG), ahead, Fade(200, 3.0, 0.0), rng())
    x, y, _ = (found.vertices - HEAD.centre).T
    assert 0 < len(found.triangles) < 2 * 200
    assert np.abs(np.degrees(np.arctan2(x, -y))).max() < 60 + 25


def test_strays_and_curls_stand_off_the_mass_and_not_far() -> None:
    loose = off_m(stray(HEAD, MASS, 50, 0.02, rng()).vertices)
    curled = off_m(curls(HEAD, MASS, 50, 0.006, rng()).vertices)
    for found, most_m in ((loose, 0.02), (curled, 0.02)):
        assert OFF_M + 0.003 < found.max() < OFF_M + most_m + 0.003
