"""What is said of people: by the truth, by their joints, and by the pixels of what they wear; never in doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.forms import (
    Description,
    Doing,
    DoingWord,
    Expression,
    Restriction,
    Wearing,
    Who,
    from_json,
    to_json,
)
from cavendish.pipeline.tasks.relations.kinds import EVERY_KIND
from cavendish.pipeline.tasks.relations.speech import phrase, sayable
from cavendish.renderers.frame import Frame, Garment, Keypoint, Person
from cavendish.scenes.people.keypoints import NAMES
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxes, repainted

RED, GREEN, BLUE = (190, 25, 25), (40, 130, 50), (40, 70, 170)
COLOURS = {"red": RED, "green": GREEN, "blue": BLUE}
# Where joints are in the box of a person, as shares of its width and height; left ones are at the right.
ACROSS = {"nose": 0.5, "eye": 0.55, "ear": 0.6, "shoulder": 0.8, "elbow": 0.95, "wrist": 0.95, "hip": 0.7}
DOWN = {"nose": 0.08, "eye": 0.06, "ear": 0.07, "shoulder": 0.2, "elbow": 0.35, "wrist": 0.5, "hip": 0.5, "knee": 0.75}
UP_M = {"hip": 0.9, "knee": 0.45, "ankle": 0.08}


def somebody(
    age_years: float = 30, sex: float = 0.0, haircut: str = "long", doing: str = "standing", **worn: str
) -> Person:
    slots = {"jacket": "top", "jumper": "top", "jeans": "legs", "skirt": "legs"}
    clothes = tuple(Garment(name, slots[name], colour, "") for name, colour in worn.items())
    return Person(age_years, sex, 1.7, doing, haircut, clothes, ())


def joint(name: str, box_px: tuple[int, int, int, int], stride_m: float, hip_m: float) -> Keypoint:
    """Return a joint in sight, on a body as wide and tall as its box."""
    left, top, right, bottom = box_px
    of, side = name.split("_")[-1], -1 if name.startswith("right") else 1
    across = 0.5 + side * (ACROSS.get(of, 0.7) - 0.5)
    at_px = (left + across * (right - left - 1) + 0.5, top + DOWN.get(of, 0.95) * (bottom - top - 1) + 0.5)
    up_m = hip_m if of == "hip" else UP_M.get(of, 1.2)
    return Keypoint(name, at_px, 2, (side * stride_m / 2 if of == "ankle" else side * 0.2, 0.0, up_m))


def with_people(*people: Person, stride_m: float = 0.2, hip_m: float = 0.9) -> Frame:
    """Return a frame in which tall boxes are these people, painted as their clothes are."""
    xs = np.linspace(-1.5, 1.5, len(people)).tolist() if len(people) > 1 else [0.0]
    frame = boxes(*(Put("person", x, 0, size=(0.45, 0.25, 1.7), words=Words()) for x in xs))
    image, objects = frame.image.copy(), [frame.objects[0]]
    for thing, person in zip(frame.objects[1:], people, strict=True):
        left, top, right, bottom = thing.box_px
        middle = (top + bottom) // 2
        for each in person.clothes:
            rows = slice(top, middle) if each.slot == "top" else slice(middle, bottom)
            image[rows, left:right] = COLOURS[each.colour]
        points = tuple(joint(name, thing.box_px, stride_m, hip_m) for name in NAMES)
        objects.append(replace(thing, person=replace(person, keypoints=points)))
    return repainted(replace(frame, objects=tuple(objects)), image)


def found(frame: Frame, *where: Restriction, count: int = 1) -> set[int]:
    return set(check.referents(evidence.gather(frame), Description("person", where, count)))


WOMAN, MAN, CHILD = somebody(), somebody(sex=1.0, haircut="short"), somebody(age_years=8)


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
        *rest, thing = frame.objects
        assert thing.person
        hidden = tuple(replace(point, visibility=1) for point in thing.person.keypoints)
        away = replace(frame, objects=(*rest, replace(thing, person=replace(thing.person, keypoints=hidden))))
        assert found(frame, Who("woman")) == {2}
        assert found(away, Who("woman")) == set()

    def test_a_person_of_whom_nothing_is_told_decides_nothing(self) -> None:
        frame = with_people(MAN, WOMAN)
        first, man, woman = frame.objects
        assert found(replace(frame, objects=(first, man, replace(woman, person=None))), Who("man")) == set()


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


class TestWearing:
    def test_by_the_pixels_of_the_garment(self) -> None:
        frame = with_people(somebody(jacket="red", jeans="blue"), somebody(jacket="green", jeans="blue"))
        assert found(frame, Wearing("jacket", "red")) == {2}
        assert found(frame, Wearing("jeans", "blue"), count=2) == {2, 3}
        assert found(frame, Wearing("jeans", "red")) == set()

    def test_what_is_not_seen_so_is_not_said(self) -> None:
        frame = with_people(somebody(jacket="red"))
        assert found(repainted(frame, np.full_like(frame.image, 120)), Wearing("jacket", "red")) == set()

    def test_garments_that_are_mixed_up_are_told_by_colour_alone(self) -> None:
        jacket = somebody(jacket="red")
        assert found(with_people(jacket, somebody(jumper="red")), Wearing("jacket", "red")) == set()
        assert found(with_people(jacket, somebody(jumper="green")), Wearing("jacket", "red")) == {2}
        assert found(with_people(somebody(jeans="blue"), somebody(skirt="blue")), Wearing("jeans", "blue")) == {2}


def test_what_is_proposed_is_what_the_checker_finds() -> None:
    frame = with_people(somebody(jacket="red"), replace(MAN, clothes=somebody(jumper="green").clothes))
    scene = evidence.gather(frame)
    proposed = list(EVERY_KIND["people"].propose(graph.build(frame, scene), np.random.default_rng(0)))
    kinds = {part.kind for form, _ in proposed for part in form.where}
    assert {"who", "doing", "wearing"} == kinds
    assert all(check.referents(scene, form) == meant for form, meant in proposed)


def test_forms_come_back_from_json() -> None:
    form = Description("person", (Who("old man"), Doing("walking"), Wearing("long skirt", "dark green")))
    assert from_json(to_json(Expression(form, 3))).form == form


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the woman in a red jacket"),
        ("de", "die Frau in einer roten Jacke"),
        ("es", "la mujer con una chaqueta roja"),
        ("fr", "la femme avec une veste rouge"),
        ("zh", "穿着红色夹克的女人"),
        ("ja", "赤いジャケットを着た女性"),
    ],
)
def test_words_in_six_languages(language: str, expected: str) -> None:
    form = Description("person", (Who("woman"), Wearing("jacket", "red")))
    assert phrase(form, 0, language) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Description("person", (Who("man"), Doing("walking")), 2), "both men walking"),
        (Description("person", (Wearing("jeans", "blue"),), 3), "all three people in blue jeans"),
        (Description("person", (Wearing("coat", "orange"),), 2), "both people in orange coats"),
        (Description("person", (Wearing("coat", "orange"),)), "the person in an orange coat"),
        (Description("person", (Doing("arms folded"),)), "the person with folded arms"),
    ],
)
def test_english(form: Description, expected: str) -> None:
    assert phrase(form, 0) == expected


def test_several_who_wear_a_garment_are_not_spoken_of_where_it_agrees_in_number() -> None:
    form = Description("person", (Wearing("coat", "red"),), 2)
    assert [language for language in ("de", "es", "fr", "zh", "ja") if sayable(form, language)] == ["zh", "ja"]
