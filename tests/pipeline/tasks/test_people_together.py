"""People and things told by one another, everybody but somebody, and what follows from what people have and do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.doings import does
from cavendish.pipeline.tasks.relations.forms import (
    DeedName,
    Description,
    Doing,
    Done,
    Except,
    Hair,
    Having,
    PersonReason,
    Reason,
    Restriction,
    Wearing,
    Who,
)
from cavendish.pipeline.tasks.relations.infer import inferences
from cavendish.pipeline.tasks.relations.phrases import phrase
from cavendish.pipeline.tasks.relations.suggest_people import absent_belongings, belongings, everybody_but
from cavendish.renderers.frame import Frame, Garment, Person

from .people_frames import CHILD, MAN, WOMAN, somebody, with_people
from .referring_scenes import Put

BICYCLE = Put("bicycle", 1.5, 0.3, size=(1.2, 0.2, 0.9))
DOG = Put("dog", 2.2, 0.2, size=(0.7, 0.3, 0.5))
IN_RED, IN_GREEN = somebody(jacket="red"), somebody(jacket="green")
RIDES = replace(WOMAN, doing="riding")


def picked(frame: Frame, category: str, *where: Restriction, count: int = 1) -> set[int]:
    return set(check.referents(evidence.gather(frame), Description(category, where, count)))


def of(*where: Restriction) -> Description:
    return Description("person", where)


def rider_and(walker: Person) -> Frame:
    """Return somebody (2), a woman who rides (3) a bicycle (4), and another bicycle (5) that nobody rides."""
    return with_people(walker, RIDES, beside=(BICYCLE, replace(BICYCLE, x=-3.0, y=2.0)), on=(1, 4))


class TestThingsByTheirPeople:
    def test_the_bicycle_that_the_woman_rides(self) -> None:
        assert picked(rider_and(MAN), "bicycle", Done("riding", of(Who("woman")))) == {4}

    def test_the_dog_that_somebody_walks(self) -> None:
        frame = with_people(MAN, replace(WOMAN, doing="walking the dog"), beside=(DOG,))
        assert picked(frame, "dog", Done("walking", of(Who("woman")))) == {4}
        assert picked(frame, "dog", Done("walking", of(Who("man")))) == set()

    def test_somebody_else_rides_none(self) -> None:
        scene = evidence.gather(rider_and(MAN))
        assert check.is_absent(scene, Description("bicycle", (Done("riding", of(Who("man"))),)))
        assert not check.is_absent(scene, Description("bicycle", (Done("riding", of(Who("woman"))),)))

    def test_whoever_is_not_told_apart_tells_nothing(self) -> None:
        assert picked(rider_and(WOMAN), "bicycle", Done("riding", of(Who("woman")))) == set()

    def test_a_thing_is_no_person(self) -> None:
        frame = with_people(MAN, beside=(BICYCLE, DOG))
        assert picked(frame, "bicycle", Done("riding", Description("dog"))) == set()

    def test_they_are_proposed_in_both_directions(self) -> None:
        frame = rider_and(MAN)
        relations = graph.build(frame, evidence.gather(frame))
        forms = [dict(belongings(relations, np.random.default_rng(seed))) for seed in range(6)]
        ridden = Description("bicycle", (Done("riding", of(Who("woman"))),))
        assert next(each[ridden] for each in forms if ridden in each) == {4}
        absent = set(absent_belongings(relations, [], np.random.default_rng(0)))
        assert Description("bicycle", (Done("riding", of(Who("man"))),)) in absent


class TestEverybodyBut:
    def test_the_one_in_red_is_left_out(self) -> None:
        frame = with_people(IN_GREEN, IN_RED, IN_GREEN)
        red = of(Wearing("jacket", "red"))
        assert picked(frame, "person", Except(red), count=2) == {2, 4}
        proposed = dict(everybody_but(graph.build(frame, evidence.gather(frame)), np.random.default_rng(1)))
        assert {2, 4} in proposed.values()

    def test_of_two_nobody_is_left_out(self) -> None:
        frame = with_people(IN_GREEN, IN_RED)
        assert not dict(everybody_but(graph.build(frame, evidence.gather(frame)), np.random.default_rng(1)))


T_SHIRT = replace(WOMAN, clothes=(Garment("t-shirt", "top", "red", ""),))
COAT, SHIRT = somebody(coat="green"), somebody(shirt="blue")


class TestReasoning:
    @pytest.mark.parametrize(
        ("people", "name", "meant"),
        [
            ((T_SHIRT, COAT, COAT), "cold", {2}),
            ((SHIRT, T_SHIRT, COAT), "cold", set()),
            ((MAN, CHILD, WOMAN), "under age", {3}),
            ((MAN, somebody(age_years=14), CHILD), "under age", set()),
            ((MAN, replace(MAN, haircut="")), "uncombed", {3}),
            ((MAN, somebody(haircut="balding", sex=1.0)), "uncombed", set()),
            ((MAN, somebody(also=("helmet",)), WOMAN), "head safe", {3}),
        ],
    )
    def test_a_fact_leads_to_one_of_several(
        self, people: tuple[Person, ...], name: PersonReason, meant: set[int]
    ) -> None:
        clothed = tuple(each if each.clothes else replace(each, clothes=SHIRT.clothes) for each in people)
        assert picked(with_people(*clothed), "", Reason(name)) == meant

    def test_who_rides_gets_along_without_a_foot_on_the_ground(self) -> None:
        assert picked(rider_and(replace(MAN, doing="walking")), "", Reason("overtakes")) == {3}

    def test_it_is_proposed_where_others_are_beside(self) -> None:
        def names(*people: Person) -> set[str]:
            frame = with_people(*people)
            forms = inferences(graph.build(frame, evidence.gather(frame)), np.random.default_rng(0))
            return {part.name for form, _ in forms for part in form.where if isinstance(part, Reason)}

        assert "cold" in names(T_SHIRT, COAT)
        assert "cold" not in names(T_SHIRT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("riding", "the bicycle that the woman in a red jacket is riding"),
        ("holding", "the bicycle that the woman in a red jacket is holding"),
        ("sitting on", "the bicycle that the woman in a red jacket is sitting on"),
    ],
)
def test_english_of_things_by_their_people(name: DeedName, expected: str) -> None:
    assert phrase(Description("bicycle", (Done(name, of(Who("woman"), Wearing("jacket", "red"))),)), 0) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((Wearing("jacket", "red"), Doing("walking")), "the two people in red jackets who are walking"),
        ((Hair("grey"), Having("glasses")), "the two people with grey hair and glasses"),
        ((Wearing("clothes", "red"), Having("hat")), "the two people in red and with hats"),
        ((Having("scarf"), Doing("looking away")), "the two people with scarves who are looking away from the camera"),
    ],
    ids=["clothes and deed", "hair and glasses", "colour and hat", "scarf and gaze"],
)
def test_english_of_two_facts(where: tuple[Restriction, ...], expected: str) -> None:
    assert phrase(Description("person", where, 2), 12).replace("both people", "the two people") == expected


@pytest.mark.parametrize(("skin_lightness", "told"), [(0.7, {2}), (0.3, set()), (None, {2})])
def test_thin_frames_are_lost_on_dark_skin(skin_lightness: float | None, told: set[int]) -> None:
    worn = replace(somebody(also=("glasses",)), skin_lightness=skin_lightness)
    assert picked(with_people(worn, COAT), "person", Having("glasses")) == told


def test_from_afar_nobody_tells_standing_from_walking() -> None:
    near = with_people(replace(WOMAN, doing="walking"), stride_m=0.7)
    hidden = tuple(replace(each, visible_fraction=0.5) for each in near.objects)
    assert does(evidence.gather(near)[2], "standing") is False
    assert does(evidence.gather(replace(near, objects=hidden))[2], "standing") is None


def test_english_of_everybody() -> None:
    sitting = Description("person", (Doing("sitting"),), 3)
    assert [phrase(sitting, wording) for wording in (3, 7)] == ["everyone who is sitting", "everybody who is sitting"]
    assert phrase(sitting, 0) == "all three people sitting"
    but = Description("person", (Except(of(Who("woman"), Wearing("coat", "red"))),), 2)
    assert phrase(but, 0) == "everyone but the woman in a red coat"
    assert phrase(but, 1) == "everybody except the woman wearing a red coat"
