"""Exceptions, negations, subsets, comparisons, states, reasoning: what they pick out, and what is refused."""

import re
from typing import get_args

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.english import WORDINGS
from cavendish.pipeline.tasks.relations.forms import (
    LANDMARKS,
    Attribute,
    Away,
    Carried,
    Closest,
    Compared,
    Description,
    Except,
    Expression,
    Extreme,
    Foremost,
    Not,
    Printed,
    Reason,
    ReasonName,
    Relation,
    Restriction,
    State,
    from_json,
    to_json,
)
from cavendish.pipeline.tasks.relations.kinds import EVERY_KIND, WIDER
from cavendish.pipeline.tasks.relations.phrases import phrase, subject
from cavendish.pipeline.tasks.relations.propose import words_of
from cavendish.pipeline.tasks.relations.reasons import STEPS
from cavendish.pipeline.tasks.relations.vocabulary import reasons
from cavendish.renderers.frame import Frame
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxed_room, boxes, shapes

BLUE = Words(colour="blue", material="plastic")
ORANGE = Words(colour="orange", material="plastic")
RED = Attribute("colour", "red")
# Of people there are none in shapes and boxed rooms.
OF_PEOPLE = {
    "people",
    "person by person",
    "people in a row",
    "people together",
    "everybody but",
    "done by a person",
}
LOW = (0.7, 0.7, 0.3)
ROW = (Put("chair", -1.5, 0, family="fabric"), Put("chair", 0, 0, words=BLUE, family="fabric"))
BOX, TABLE, PLANT = Description("box"), Description("coffee table"), Description("plant")


def found(frame: Frame, category: str, *where: Restriction, count: int = 1) -> set[int]:
    return set(check.referents(evidence.gather(frame), Description(category, where, count)))


class TestExcept:
    boxes = boxes(Put("box", -1.5, 0), Put("box", 0, 0, words=BLUE), Put("box", 1.5, 0))

    def test_all_but_one(self) -> None:
        blue = Description("box", (Attribute("colour", "blue"),))
        assert found(self.boxes, "box", Except(blue), count=2) == {2, 4}
        assert found(self.boxes, "box", Except(Description("box", (Extreme("leftmost"),))), count=2) == {3, 4}

    def test_what_is_excepted_must_be_clear(self) -> None:
        green = Description("box", (Attribute("colour", "green"),))
        assert found(self.boxes, "box", Except(green), count=3) == set()
        assert found(self.boxes, "box", Except(Description("box", (RED,))), count=1) == set()  # two of them are red
        assert found(self.boxes, "box", Except(Description("floor")), count=3) == set()  # is no box

    def test_everything_in_sight_is_decided(self) -> None:
        frame = boxes(Put("box", -1.5, 0), Put("box", 0, 0, words=ORANGE), Put("box", 1.5, 0, words=BLUE))
        assert found(frame, "box", Except(Description("box", (RED,))), count=2) == set()


class TestNot:
    def test_a_word(self) -> None:
        frame = boxes(Put("box", -1.5, 0), Put("box", 0, 0, words=BLUE), Put("box", 1.5, 0))
        assert found(frame, "box", Not(RED)) == {3}
        assert found(frame, "box", Not(Attribute("colour", "blue")), count=2) == {2, 4}

    def test_a_relation(self) -> None:
        frame = boxes(Put("coffee table", -1, 0, 0, LOW), Put("box", -1, 0, 0.3, on=2), Put("box", 1, 0))
        assert found(frame, "box", Not(Relation("on", TABLE))) == {4}

    def test_what_holds_of_none_is_not_denied(self) -> None:
        assert found(boxes(Put("box", 0, 0)), "box", Not(Attribute("colour", "blue"))) == set()

    def test_what_people_mix_up_is_not_denied(self) -> None:
        frame = boxes(Put("box", -1.5, 0), Put("box", 0, 0, words=ORANGE))
        assert found(frame, "box", Not(RED)) == set()


class TestForemost:
    row = boxes(*(Put("chair", x, y) for x, y in ((-1.5, -1.5), (-0.5, -1.4), (0.5, 1.5), (1.6, 2.5))))

    @pytest.mark.parametrize(
        ("name", "n", "expected"),
        [
            ("nearest", 2, {2, 3}),
            ("farthest", 2, {4, 5}),
            ("leftmost", 2, {2, 3}),
            ("leftmost", 3, {2, 3, 4}),
            ("nearest", 1, set()),  # that is the nearest
            ("leftmost", 4, set()),  # those are all
            ("largest", 2, set()),  # of one size
        ],
    )
    def test_in_a_row(self, name: str, n: int, expected: set[int]) -> None:
        assert found(self.row, "chair", Foremost(name, n), count=n) == expected  # type: ignore[arg-type]

    def test_the_next_one_must_be_clearly_behind(self) -> None:
        frame = boxes(*(Put("chair", x, y) for x, y in ((-1, -1.5), (0, 1.0), (1, 1.1))))
        assert found(frame, "chair", Foremost("nearest", 2), count=2) == set()


class TestCompared:
    def test_taller(self) -> None:
        tall, low = (0.3, 0.3, 0.9), (0.3, 0.3, 0.3)
        frame = boxes(
            Put("box", -1, 0, size=tall), Put("box", 0, 0, size=low), Put("plant", 1, 0, size=(0.3, 0.3, 0.6))
        )
        assert found(frame, "box", Compared("taller", PLANT)) == {2}
        assert found(frame, "box", Compared("shorter", PLANT)) == {3}

    def test_about_as_tall_is_neither(self) -> None:
        frame = boxes(Put("box", -1, 0, size=(0.3, 0.3, 0.6)), Put("plant", 1, 0, size=(0.3, 0.3, 0.55)))
        for by in ("taller", "shorter"):
            assert found(frame, "box", Compared(by, PLANT)) == set()

    def test_what_only_ends_higher_is_not_taller(self) -> None:
        desk = Put("desk", -1, 0, 0, (0.8, 0.6, 0.7))
        frame = boxes(desk, Put("box", -1, 0, 0.7, (0.3, 0.3, 0.3), on=2), Put("plant", 1, 0, size=(0.3, 0.3, 0.6)))
        assert found(frame, "box", Compared("taller", PLANT)) == set()
        assert found(frame, "box", Compared("shorter", PLANT)) == set()

    def test_larger_and_nearer(self) -> None:
        frame = boxes(
            Put("box", -1, -1, size=(0.8, 0.8, 0.8)), Put("box", 0, 2, size=(0.3, 0.3, 0.3)), Put("plant", 1, 0.5)
        )
        assert found(frame, "box", Compared("larger", PLANT)) == {2}
        assert found(frame, "box", Compared("smaller", PLANT)) == {3}
        assert found(frame, "box", Compared("nearer", PLANT)) == {2}
        assert found(frame, "box", Compared("farther", PLANT)) == {3}


class TestClosest:
    def test_by_a_clear_gap(self) -> None:
        frame = boxes(Put("chair", -1.5, 0), Put("chair", 0.6, 0), Put("box", 1.4, 0))
        assert found(frame, "chair", Closest(BOX)) == {3}

    def test_about_as_close_is_refused(self) -> None:
        frame = boxes(Put("chair", -0.9, 0), Put("chair", 1.0, 0), Put("box", 0, 0))
        assert found(frame, "chair", Closest(BOX)) == set()

    def test_what_only_looks_close_is_refused(self) -> None:
        frame = boxes(Put("chair", 0.15, 3), Put("chair", 1.5, 0.2), Put("box", 0, 0))
        assert found(frame, "chair", Closest(BOX)) == set()

    def test_one_is_not_the_closest(self) -> None:
        assert found(boxes(Put("chair", -1, 0), Put("box", 1, 0)), "chair", Closest(BOX)) == set()


class TestState:
    table = Put("coffee table", -1, 0, 0, LOW)
    other = Put("coffee table", 1, 0, 0, LOW)

    def test_empty_and_occupied(self) -> None:
        frame = boxes(self.table, self.other, Put("vase", -1, 0, 0.3, on=2))
        assert found(frame, "coffee table", State("occupied")) == {2}
        assert found(frame, "coffee table", State("empty")) == {3}

    def test_what_can_hardly_be_seen_decides_nothing(self) -> None:
        frame = boxes(self.table, self.other, Put("vase", -1, 0, 0.3, (0.04, 0.04, 0.04), on=2))
        assert found(frame, "coffee table", State("occupied")) == set()
        assert found(frame, "coffee table", State("empty")) == set()

    def test_what_lies_below_the_top_decides_nothing(self) -> None:
        frame = boxes(self.table, self.other, Put("vase", -1, -0.5, 0.05, (0.2, 0.2, 0.2), on=2))
        assert found(frame, "coffee table", State("occupied")) == set()

    def test_what_something_unseen_carries_may_stand_on_it(self) -> None:
        frame = boxes(self.table, self.other, Put("vase", -1, 0, 0.3, on=99))
        assert found(frame, "coffee table", State("empty")) == set()

    def test_what_the_border_cuts_may_carry_more(self) -> None:
        frame = boxes(Put("coffee table", 2.8, 0, 0, LOW))
        assert found(frame, "coffee table", State("empty")) == set()

    def test_a_wall_is_not_empty(self) -> None:
        assert found(boxes(Put("wall", 0, 2, 0, (4, 0.1, 2))), "wall", State("empty")) == set()


class TestReasons:
    def test_what_falls_with_a_table_stands_on_it_directly_or_not(self) -> None:
        things = (Put("coffee table", -1, 0, 0, LOW), Put("tray", -1, 0, 0.3, (0.5, 0.5, 0.05), on=2))
        frame = boxes(*things, Put("vase", -1, 0, 0.35, (0.3, 0.3, 0.3), on=3), Put("box", 1, 0))
        assert found(frame, "", Reason("falls with", "", (TABLE,)), count=2) == {3, 4}
        assert found(frame, "", Carried(TABLE), count=2) == {3, 4}

    def test_nothing_falls_with_a_rug(self) -> None:
        frame = boxes(Put("rug", 0, 0, 0, (1.5, 1.5, 0.01)), Put("box", 0, 0, 0.01, on=2))
        assert found(frame, "", Reason("falls with", "", (Description("rug"),))) == set()

    def test_what_something_unseen_carries_might_fall(self) -> None:
        frame = boxes(Put("coffee table", -1, 0, 0, LOW), Put("vase", -1, 0, 0.3, on=2), Put("box", 1, 0, on=99))
        assert found(frame, "", Reason("falls with", "", (TABLE,))) == set()

    def test_the_lamp_that_lights_the_desk(self) -> None:
        desk, ceiling = Put("desk", -1, 0, 0, (0.8, 0.6, 0.5)), Put("ceiling lamp", 0.5, 0, 1.6)
        frame = boxes(desk, Put("desk lamp", -1, 0, 0.5, (0.3, 0.3, 0.4), on=2), Put("floor lamp", 1.5, 0), ceiling)
        failed = Description("ceiling lamp")
        assert found(frame, "", Reason("lights", "", (Description("desk"), failed))) == {3}
        assert found(frame, "", Reason("lights instead", "", (failed,)), count=2) == {3, 4}

    def test_what_might_give_light_decides_nothing(self) -> None:
        frame = boxes(Put("ceiling lamp", 0, 0, 1.6), Put("floor lamp", 1.5, 0), Put("television", -1, 0))
        assert found(frame, "", Reason("lights instead", "", (Description("ceiling lamp"),))) == set()

    def test_seats(self) -> None:
        frame = boxes(Put("chair", -1, 0), Put("stool", 1, 0), Put("book", -1, 0, 0.4, (0.3, 0.3, 0.1), on=2))
        assert found(frame, "", Reason("free seat")) == {3}
        assert found(frame, "", Reason("taken seat")) == {2}

    def test_what_is_reached_first(self) -> None:
        frame = boxes(Put("chair", -0.5, -1.5), Put("stool", 1, 1.5))
        assert found(frame, "", Reason("reached first", "sit on")) == {2}
        assert found(boxes(Put("chair", -0.5, 0), Put("stool", 1, 0)), "", Reason("reached first", "sit on")) == set()

    def test_what_hangs_above(self) -> None:
        frame = boxes(Put("bed", 0, 0.5, 0, (1, 0.6, 0.4)), Put("picture", 0, 0.7, 1.0), Put("picture", 1.8, 0.7, 1.0))
        assert found(frame, "", Reason("lands on", "", (Description("bed"),))) == {3}

    def test_what_is_of_use_on_a_table(self) -> None:
        book = (0.3, 0.3, 0.1)
        frame = boxes(
            Put("coffee table", -1, 0, 0, LOW), Put("book", -1, 0, 0.3, book, on=2), Put("book", 1, 0, 0, book)
        )
        assert found(frame, "", Reason("taken from", "read", (TABLE,))) == {3}

    @pytest.mark.parametrize(
        "part",
        [
            '{"name":"falls with","kind":"reason"}',
            '{"name":"sings","kind":"reason"}',
            '{"name":"free seat","landmarks":[{"category":"bed"}],"kind":"reason"}',
            '{"superlative":"nearest","n":1e40,"kind":"foremost"}',
            '{"superlative":"nearest","n":1,"kind":"foremost"}',
            '{"what":{"n":1,"side":"left","kind":"nth"},"kind":"not"}',
            '{"distance_m":0,"kind":"away"}',
        ],
    )
    def test_malformed_forms_are_refused(self, part: str) -> None:
        with pytest.raises(ValidationError):
            from_json('{"form":{"category":"","where":[' + part + ']},"wording":0}')


def test_several_facts_must_all_hold() -> None:
    tables = (Put("coffee table", -0.8, 0, 0, LOW), Put("desk", 0.9, 0, 0, LOW))
    vases = (Put("box", -0.8, 0, 0.3, (0.3, 0.3, 0.3), on=2), Put("box", 0.9, 0, 0.3, (0.3, 0.3, 0.3), BLUE, on=3))
    frame = boxes(*tables, *vases)
    left = Relation("left of", Description("desk"))
    assert found(frame, "box", RED, Relation("on", TABLE), left) == {4}
    assert found(frame, "box", Attribute("colour", "blue"), Relation("on", TABLE), left) == set()
    assert found(frame, "box", RED, Relation("on", Description("desk")), left) == set()


@pytest.mark.parametrize(
    ("form", "wording", "expected"),
    [
        (Description("chair", (Except(Description("chair", (RED,))),), 3), 0, "every chair except the red one"),
        (
            Description("box", (RED, Except(Description("box", (RED, Extreme("largest"))))), 2),
            1,
            "every red box but the biggest one",
        ),
        (
            Description("chair", (Except(Description("chair", (Relation("next to", BOX),))),), 3),
            2,
            "each chair apart from the one right beside the box",
        ),
        (Description("sofa", (Except(Description("sofa", (RED,))),), 2), 1, "every couch but the red one"),
        (Description("mug", (Not(Relation("on", TABLE)),)), 0, "the mug that is not on the coffee table"),
        (Description("mug", (Not(RED),), 2), 1, "the two mugs that are not red"),
        (Description("chair", (Foremost("nearest", 2),), 2), 1, "the two chairs nearest to the camera"),
        (Description("chair", (Foremost("farthest", 2),), 2), 0, "the two farthest chairs"),
        (Description("cup", (RED, Foremost("leftmost", 3)), 3), 2, "the three leftmost red cups"),
        (Description("chair", (Compared("taller", TABLE),)), 0, "the chair that is taller than the coffee table"),
        (
            Description("chair", (Compared("nearer", TABLE),), 2),
            1,
            "the two chairs that are closer to the camera than the coffee table",
        ),
        (Description("chair", (Closest(Description("window")),)), 0, "the chair closest to the window"),
        (Description("desk", (State("empty"),)), 0, "the desk with nothing on it"),
        (Description("desk", (State("occupied"),), 2), 1, "the two desks with something on them"),
        (
            Description("mug", (Attribute("size", "small"), RED, Relation("on", TABLE), Relation("left of", BOX))),
            1,
            "the small red mug on the coffee table and on the left of the box",
        ),
        (
            Description("", (Reason("lights", "", (Description("desk"), TABLE)),)),
            0,
            "the lamp that would light the desk if the coffee table failed",
        ),
        (Description("", (Reason("reached first", "sit on"),)), 1, "the nearest thing for when you want to sit down"),
        (
            Description("", (Reason("falls with", "", (TABLE,)),), 2),
            0,
            "everything that would fall if the coffee table were taken away",
        ),
    ],
)
def test_english(form: Description, wording: int, expected: str) -> None:
    assert phrase(form, wording) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Description("mug", (RED,)), "red mug"),
        (Description("chair", (Relation("left of", TABLE),)), "chair left of coffee table"),
        (Description("chair", (Extreme("leftmost", of_two=True),)), "left chair"),
        (Description("chair", (Extreme("rightmost"),)), "far right chair"),
        (Description("mug", (Not(RED),)), "mug not red"),
        (Description("chair", (Compared("taller", TABLE),)), "chair taller than coffee table"),
        (Description("chair", (), 2), "both chairs"),
        (Description("chair", (Away(1.5),)), "chair about one and a half metres away"),
        (Description("chair", (Foremost("leftmost", 2),), 2), "two leftmost chairs"),
        (Description("mug", (Except(Description("mug", (RED,))),), 3), "every mug except the red one"),
        (Description("", (Reason("falls with", "", (TABLE,)),)), "what would fall if the coffee table were taken away"),
    ],
)
def test_in_a_hurry(form: Description, expected: str) -> None:
    assert subject(Expression(form, 0, casual=True)) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Description("mug", (Not(RED),), 2), "the two mugs that are not red"),
        (Description("headphones"), "the pair of headphones"),
        (Description("scissors", (), 2), "both pairs of scissors"),
        (Description("television", (Relation("next to", TABLE),), 2), "the two TVs beside the coffee table"),
    ],
)
def test_number(form: Description, expected: str) -> None:
    assert phrase(form, 1 if form.category == "television" else 0) == expected


def test_nobody_says_a_word_twice() -> None:
    frame = boxes(Put("orange", -1, 0, words=ORANGE), Put("box", 1, 0, words=ORANGE))
    said = {node.thing.category: words_of(node) for node in graph.build(frame, evidence.gather(frame)).nodes}
    assert Attribute("colour", "orange") in said["box"]
    assert Attribute("colour", "orange") not in said["orange"]


def test_every_reason_has_words_for_all_that_it_is_about() -> None:
    assert reasons().keys() == STEPS.keys() == set(get_args(ReasonName))
    for name, entry in reasons().items():
        for text in (*entry.one, *entry.many):
            landmarks = sum(f"{{{field}}}" in text for field in ("landmark", "other"))
            assert landmarks == LANDMARKS.get(name, 1)  # type: ignore[call-overload]
            assert not re.search(r"\{(?!landmark|other|to\})", text)
        assert all(WORDINGS % len(options) == 0 for options in (entry.one, entry.many) if options)


def test_forms_round_trip_through_json() -> None:
    shelf = Description("shelf", (RED, Relation("next to", BOX)))
    parts = (
        Foremost("nearest", 2),
        Closest(shelf),
        Compared("taller", shelf),
        State("empty"),
        State("unlit"),
        Printed("TEA ROOM"),
        Carried(shelf),
        Not(RED),
        Not(Relation("on", shelf)),
        Except(shelf),
        Reason("lights", "", (shelf, BOX)),
    )
    expression = Expression(Description("book", parts, 3), 7, casual=True)
    assert from_json(to_json(expression)) == expression
    assert from_json('{"form":{"category":"book"},"wording":1}') == Expression(Description("book"), 1)


def test_what_is_proposed_is_what_the_checker_finds_or_it_is_refused() -> None:
    frames = [*(shapes(seed) for seed in range(4)), *(boxed_room(seed) for seed in (0, 3, 9, 13, 14, 19))]
    kept: set[str] = set()
    for frame in frames:
        scene, rng = evidence.gather(frame), np.random.default_rng(0)
        relations = graph.build(frame, scene)
        for kind, each in WIDER.items():
            for form, meant in each.propose(relations, rng):
                picked = check.referents(scene, form)
                assert picked in (meant, frozenset()), phrase(form, 0)
                kept |= {kind} if picked else set()
    assert kept >= WIDER.keys() - {"state", "condition", "stance", "printed text", *OF_PEOPLE}
    assert EVERY_KIND.keys() > WIDER.keys()
