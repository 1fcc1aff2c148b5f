"""Who people are, what they do and where they look: by the truth and by their joints; never in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.forms import (
    Between,
    Deed,
    Description,
    Doing,
    DoingWord,
    Expression,
    Extreme,
    GazeWord,
    Hair,
    Having,
    Relation,
    Wearing,
    Who,
    from_json,
    to_json,
)
from cavendish.pipeline.tasks.relations.kinds import EVERY_KIND
from cavendish.pipeline.tasks.relations.propose import Proposal
from cavendish.renderers.frame import Frame, Person
from cavendish.scenes.people.keypoints import NAMES
from cavendish.scenes.spec import Words

from .people_frames import CHILD, MAN, WOMAN, found, hidden, somebody, with_people
from .referring_scenes import Put


class TestWho:
    def test_man_woman_and_child(self) -> None:
        frame = with_people(WOMAN, MAN, CHILD)
        assert [found(frame, Who(word)) for word in ("woman", "man", "child")] == [{2}, {3}, {4}]

    def test_the_old_are_men_and_women_too(self) -> None:
        frame = with_people(WOMAN, replace(WOMAN, age_years=80))
        assert found(frame, Who("old woman")) == {3}
        assert found(frame, Who("woman"), count=2) == {2, 3}

    @pytest.mark.parametrize(
        "unclear",
        [
            pytest.param(replace(WOMAN, clothes=somebody(also=("beanie",)).clothes), id="hair under a hat"),
            pytest.param(replace(MAN, sex=0.5), id="a build between"),
            pytest.param(replace(MAN, haircut="long"), id="hair that says otherwise"),
            pytest.param(replace(MAN, age_years=14), id="neither child nor grown"),
        ],
    )
    def test_beside_somebody_unclear_nothing_is_said(self, unclear: Person) -> None:
        assert found(with_people(MAN, WOMAN), Who("man")) == {2}
        assert found(with_people(MAN, unclear), Who("man")) == set()
        assert found(with_people(MAN, unclear), count=2) == {2, 3}

    def test_of_who_shows_no_face_or_ear_nothing_is_said(self) -> None:
        frame = with_people(WOMAN)
        assert found(frame, Who("woman")) == {2}
        assert found(hidden(frame, *NAMES), Who("woman")) == set()

    def test_boys_and_girls_are_children(self) -> None:
        frame = with_people(WOMAN, CHILD, replace(CHILD, sex=1.0, haircut="short"))
        assert found(frame, Who("girl")) == {3}
        assert found(frame, Who("boy")) == {4}
        assert found(frame, Who("child"), count=2) == {3, 4}

    def test_of_who_is_hardly_seen_only_what_is_not_so_is_known(self) -> None:
        man, woman = with_people(WOMAN, MAN), with_people(WOMAN, WOMAN)
        assert found(hardly(man), Who("woman")) == {2}
        assert found(hardly(woman), Who("woman"), count=2) == found(hardly(woman), Who("woman")) == set()

    def test_a_person_of_whom_nothing_is_told_decides_nothing(self) -> None:
        frame = with_people(MAN, WOMAN)
        first, man, woman = frame.objects
        assert found(replace(frame, objects=(first, man, replace(woman, person=None))), Who("man")) == set()


def hardly(frame: Frame) -> Frame:
    """Return the frame in which most of the last person is hidden."""
    *rest, last = frame.objects
    return replace(frame, objects=(*rest, replace(last, visible_fraction=0.3)))


def test_cyclists_ride_bicycles() -> None:
    bicycle = Put("bicycle", 1.5, 0.3, size=(1.2, 0.2, 0.9))
    rider = replace(WOMAN, doing="riding")
    assert found(with_people(WOMAN, rider, beside=(bicycle,), on=(1, 4)), Who("cyclist")) == {3}
    assert found(with_people(WOMAN, rider, beside=(bicycle,)), Who("cyclist")) == set()  # rides something else


def test_the_tallest_stands() -> None:
    tall, small = replace(MAN, stature_m=1.9), replace(WOMAN, stature_m=1.6)
    assert found(with_people(small, tall, WOMAN), Extreme("tallest")) == {3}
    assert found(with_people(small, replace(tall, stature_m=1.65)), Extreme("tallest", of_two=True)) == set()
    assert found(with_people(small, replace(tall, doing="sitting")), Extreme("tallest", of_two=True)) == set()


def test_people_are_told_by_one_another() -> None:
    green = somebody(jumper="green").clothes
    frame = with_people(somebody(jacket="red"), replace(MAN, clothes=green), replace(CHILD, clothes=green))
    in_red = Description("person", (Wearing("clothes", "red"),))
    assert found(frame, Who("man"), Relation("right of", in_red)) == {3}
    assert found(frame, Who("man"), Between(in_red, Description("person", (Who("child"),)))) == {3}
    assert found(frame, Relation("left of", Description("person", (Who("child"),))), count=2) == {2, 3}


@pytest.mark.parametrize(("x", "expected"), [(0.8, {2}), (2.4, set[int]())])
def test_people_are_next_to_one_another_up_to_sixty_centimetres(x: float, expected: set[int]) -> None:
    frame = with_people(MAN, beside=(Put("person", x, 0, size=(0.45, 0.25, 1.7), words=Words()),))
    *rest, other = frame.objects
    both = replace(frame, objects=(*rest, replace(other, person=replace(WOMAN, keypoints=rest[1].person.keypoints))))  # type: ignore[union-attr]
    assert found(both, Who("man"), Relation("next to", Description("person", (Who("woman"),)))) == expected


class TestGaze:
    @pytest.mark.parametrize(
        ("turn_deg", "word"),
        [
            (0, "looking at the camera"),
            (90, "looking to the right"),
            (-90, "looking to the left"),
            (20, None),
        ],
    )
    def test_by_the_turn_of_the_head(self, turn_deg: float, word: GazeWord | None) -> None:
        frame = with_people(WOMAN, turns_deg=(turn_deg,))
        assert [each for each in get_args(GazeWord) if found(frame, Doing(each))] == ([word] if word else [])

    def test_who_looks_away_shows_no_nose(self) -> None:
        frame = with_people(WOMAN, turns_deg=(175,))
        assert found(frame, Doing("looking away")) == set()
        assert found(hidden(frame, "nose"), Doing("looking away")) == {2}


class TestDoing:
    @pytest.mark.parametrize(
        ("word", "stride_m", "hip_m"), [("walking", 0.6, 0.9), ("standing", 0.2, 0.9), ("sitting", 0.2, 0.5)]
    )
    def test_the_truth_and_the_joints_agree(self, word: DoingWord, stride_m: float, hip_m: float) -> None:
        frame = with_people(replace(WOMAN, doing=word), stride_m=stride_m, hip_m=hip_m)
        assert found(frame, Doing(word)) == {2}

    def test_who_walks_with_the_feet_together_is_not_said_to_walk(self) -> None:
        assert found(with_people(replace(WOMAN, doing="walking"), stride_m=0.1), Doing("walking")) == set()

    def test_a_posture_without_a_word_decides_nothing(self) -> None:
        assert found(with_people(replace(WOMAN, doing="juggling"), stride_m=0.1), Doing("standing")) == set()


def test_what_is_proposed_is_what_the_checker_finds() -> None:
    frame = with_people(somebody(jacket="red"), replace(MAN, clothes=somebody(jumper="green").clothes))
    scene = evidence.gather(frame)
    rng = np.random.default_rng(0)
    proposed = [each for each in EVERY_KIND["people"].propose(graph.build(frame, scene), rng) if not _is_bold(each)]
    kinds = {part.kind for form, _ in proposed for part in form.where}
    assert {"who", "doing", "wearing"} == kinds
    assert all(check.referents(scene, form) == meant for form, meant in proposed)


def _is_bold(proposal: Proposal) -> bool:
    """Return whether it is about hair or gaze, which more is needed for than the truth."""
    return any(
        isinstance(part, Hair) or (isinstance(part, Doing) and "looking" in part.word) for part in proposal[0].where
    )


def test_forms_come_back_from_json() -> None:
    of_all_sorts = (Who("boy"), Doing("looking away"), Deed("holding", "cup"), Hair("bald"), Having("hat"))
    form = Description("person", (*of_all_sorts, Wearing("long skirt", "dark green")))
    assert from_json(to_json(Expression(form, 3))).form == form
