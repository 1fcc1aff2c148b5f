"""People on beds, sofas and loungers: on what bears them, heads on pillows, and flat on their backs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.scenes.contacts import TOLERANCE_M, gaps, overlaps
from cavendish.scenes.generators.outdoor.garden_furniture import recline_of
from cavendish.scenes.object_mesh import geometry_mesh, object_box
from cavendish.scenes.people.casting import sample_person
from cavendish.scenes.people.lying import berths, lying_on
from cavendish.scenes.people.person import person
from cavendish.scenes.people.sitters import sitters
from cavendish.scenes.pieces import sample_piece
from cavendish.scenes.spec import Figure, SceneObject


def thing(kind: str, seed: int) -> SceneObject:
    rng = np.random.default_rng(seed)
    return sample_piece(kind, rng, rng, {}).put(1, (0.0, 0.0, 0.0))


def somebody_on(bed: SceneObject, there: list[SceneObject], seed: int) -> SceneObject:
    piece, place_m, turn_deg = lying_on(bed, next(berths(bed, there)), np.random.default_rng(seed))
    return piece.put(3, place_m, turn_deg, bed.instance)


def test_who_lies_is_longer_than_high_and_faces_up() -> None:
    figure = sample_person(np.random.default_rng(1), ("lying",), (20.0, 60.0)).geometry
    assert isinstance(figure, Figure)
    assert figure.size_m[1] > 0.9 * figure.stature_m
    nose, ears = person(figure).keypoints_m[0], person(figure).keypoints_m[3:5].mean(axis=0)
    assert nose[2] > ears[2] + 0.05
    assert geometry_mesh(figure).vertices[:, 2].min() == pytest.approx(0, abs=1e-6)


def test_a_body_is_pressed_flat_where_it_lies() -> None:
    figure = sample_person(np.random.default_rng(1), ("lying",), (20.0, 60.0)).geometry
    assert (geometry_mesh(figure).vertices[:, 2] < TOLERANCE_M).sum() > 300


def test_who_lies_with_a_knee_up_stands_on_that_foot() -> None:
    """A shoe that is pressed flat has no height; one that stands is higher than a hand is thick."""
    rng = np.random.default_rng(4)
    drawn = (person(each) for _ in range(30) if isinstance(each := sample_person(rng, ("lying",)).geometry, Figure))
    raised = next(each for each in drawn if each.keypoints_m[13:15, 2].max() > 0.3)
    knee, ankle = (raised.keypoints_m[first + int(raised.keypoints_m[13:15, 2].argmax())] for first in (13, 15))
    assert 0.05 < ankle[2] < 0.16
    assert ankle[1] < knee[1]


@pytest.mark.parametrize("seed", [0, 3])
def test_a_head_lies_on_a_pillow_and_the_body_on_the_bed(seed: int) -> None:
    bed = thing("bed", seed)
    rng = np.random.default_rng(seed)
    pillow = sample_piece("pillow", rng, rng, {}).put(2, (0.0, 0.75, 0.52), 0.0, 1)
    who = somebody_on(bed, [bed, pillow], seed)
    assert gaps([bed, who]) == []
    assert overlaps([pillow, who], TOLERANCE_M) == []
    low, high = object_box(pillow)
    points = geometry_mesh(who.geometry).transformed(who.pose.matrix()).vertices
    over = points[((points[:, :2] > low[:2]) & (points[:, :2] < high[:2])).all(axis=1)]
    assert over[:, 2].min() == pytest.approx(high[2], abs=2 * TOLERANCE_M)


@pytest.mark.parametrize("seed", [0, 2])
def test_who_lies_on_a_lounger_has_the_hips_on_its_slats_and_the_shoulders_on_its_back(seed: int) -> None:
    """Slats at 0.33 m are 2 cm thick; the back of a lounger 2 m long and 0.85 m high rises by 0.86 for 1."""
    lounger = replace(thing("sun lounger", seed), supporter=9)
    [(piece, place_m, turn_deg, on)] = sitters((lounger,), 1, np.random.default_rng(seed))
    who = piece.put(2, place_m, turn_deg, on)
    assert isinstance(who.geometry, Figure)
    assert (gaps([replace(lounger, supporter=0), who]), overlaps([lounger, who], TOLERANCE_M)) == ([], [])
    assert object_box(who)[0, 2] == pytest.approx(0.35, abs=0.005)
    joints = person(who.geometry).keypoints_m + np.asarray(place_m)
    shoulders, hips = joints[5:7].mean(axis=0), joints[11:13].mean(axis=0)
    assert 0.5 < (shoulders - hips)[2] / (shoulders - hips)[1] < 1.3
    assert recline_of((0.7, 2.0, 0.85)).slope == pytest.approx(0.86, abs=0.005)
    assert not {"coat", "jacket", "cap", "helmet"} & set(who.geometry.clothes)


def test_nobody_lies_where_something_lies() -> None:
    lounger = thing("sun lounger", 1)
    rng = np.random.default_rng(1)
    towel = sample_piece("towel", rng, rng, {}).put(2, (0.0, 0.0, 0.36), 0.0, lounger.instance)
    assert sitters((lounger, towel), 1, rng) == []


def test_who_lies_on_a_sofa_lies_along_it() -> None:
    sofa = thing("sofa", 1)
    who = somebody_on(sofa, [sofa], 1)
    low, high = object_box(who)
    assert high[0] - low[0] > 2 * (high[1] - low[1])
    assert (gaps([sofa, who]), overlaps([sofa, who], TOLERANCE_M)) == ([], [])


def test_nobody_lies_on_a_chair_or_on_a_bed_without_a_pillow() -> None:
    assert list(berths(thing("chair", 1), [])) == []
    assert list(berths(thing("bed", 1), [])) == []
