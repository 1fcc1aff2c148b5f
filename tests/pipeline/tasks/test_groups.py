"""A couple, and those who queue: told by where people stand and face, and only where nobody could dispute it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.forms import Description, Group, GroupWord
from cavendish.pipeline.tasks.relations.groups import members
from cavendish.pipeline.tasks.relations.speech import phrase, sayable
from cavendish.pipeline.tasks.relations.suggest_people import groups
from cavendish.renderers.frame import Frame, Keypoint, Person
from cavendish.scenes.people.keypoints import NAMES

from .people_frames import CHILD, MAN, WOMAN
from .referring_scenes import Put, boxes

SIZE_M = (0.4, 0.4, 1.7)
AWAY, TO_US, TO_THE_RIGHT = 0.0, 180.0, 270.0  # counter-clockwise from +y, which leads away from the camera
Placed = tuple[Person, float, float, float]  # who, x and y in metres, turned by how many degrees


def standing(*people: Placed) -> Frame:
    """Return people at places, with shoulders across the way that they face; instances from 2 on."""
    frame = boxes(*(Put("person", x, y, size=SIZE_M) for _, x, y, _ in people))
    floor, *things = frame.objects
    told = (
        replace(thing, person=replace(who, keypoints=_joints(frame, *at)))
        for thing, (who, *at) in zip(things, people, strict=True)
    )
    return replace(frame, objects=(floor, *told))


def _joints(frame: Frame, x: float, y: float, turn_deg: float) -> tuple[Keypoint, ...]:
    """Return the joints of somebody, all in one place but for the shoulders: that is all that is looked at here."""
    side = np.array((-math.cos(math.radians(turn_deg)), -math.sin(math.radians(turn_deg))))
    ahead = np.array((-math.sin(math.radians(turn_deg)), math.cos(math.radians(turn_deg))))
    places = {"left_shoulder": 0.2 * side, "right_shoulder": -0.2 * side, "nose": 0.1 * ahead}
    found = []
    for name in NAMES:
        aside = places.get(name, np.zeros(2))
        at_m = (x + float(aside[0]), y + float(aside[1]), 1.4)
        found.append(Keypoint(name, _pixel(frame, at_m), 2, at_m))
    return tuple(found)


def _pixel(frame: Frame, at_m: tuple[float, float, float]) -> tuple[float, float]:
    camera, view = frame.camera, frame.camera.matrix()
    x, y, z = ((np.array(at_m) - view[:3, 3]) @ view[:3, :3]).tolist()
    return round(camera.cx_px - camera.focal_px * x / z, 2), round(camera.cy_px + camera.focal_px * y / z, 2)


def meant(word: GroupWord, *people: Placed) -> tuple[int, ...] | None:
    return members(evidence.gather(standing(*people)), word)


def walking(who: Person) -> Person:
    return replace(who, doing="walking")


HE, SHE = walking(MAN), walking(WOMAN)
PAIR: tuple[Placed, ...] = ((SHE, -0.4, 0.0, TO_US), (HE, 0.4, 0.0, TO_US))
LINE: tuple[Placed, ...] = (
    (MAN, 0.8, 0.0, TO_THE_RIGHT),
    (WOMAN, 0.0, 0.0, TO_THE_RIGHT),
    (MAN, -0.8, 0.0, TO_THE_RIGHT),
)


class TestCouple:
    def test_two_who_walk_side_by_side_are_one(self) -> None:
        assert set(meant("couple", *PAIR) or ()) == {2, 3}

    def test_two_who_stand_face_to_face_are_one(self) -> None:
        assert set(meant("couple", (WOMAN, -0.4, 0, TO_THE_RIGHT), (MAN, 0.4, 0, 90.0)) or ()) == {2, 3}

    def test_a_third_near_by_leaves_it_open_and_one_far_away_does_not(self) -> None:
        assert meant("couple", *PAIR, (WOMAN, 1.9, 0.0, AWAY)) is None
        assert set(meant("couple", *PAIR, (CHILD, 0.4, 4.0, AWAY)) or ()) == {2, 3}

    @pytest.mark.parametrize(
        "other",
        [(HE, 0.4, 0.0, AWAY), (walking(CHILD), 0.4, 0.0, TO_US), (MAN, 0.4, 0.0, TO_US), (HE, 2.0, 0.0, TO_US)],
        ids=["who walks the other way", "a child", "who stands", "who is 2.4 m away"],
    )
    def test_nobody_is_a_couple_with(self, other: Placed) -> None:
        assert meant("couple", (SHE, -0.4, 0.0, TO_US), other) == ()

    def test_of_two_pairs_nobody_says_which(self) -> None:
        far = tuple((who, x + 0.2, 5.0, turn) for who, x, _, turn in PAIR)
        assert meant("couple", *PAIR, *far) is None

    def test_somebody_half_hidden_is_not_called_one_of_a_couple(self) -> None:
        frame = standing(*PAIR)
        hidden = tuple(
            replace(thing, visible_fraction=0.3) if thing.instance == 3 else thing for thing in frame.objects
        )
        assert members(evidence.gather(replace(frame, objects=hidden)), "couple") is None


class TestQueue:
    def test_three_who_stand_one_behind_the_other_queue_and_have_a_first_and_a_last(self) -> None:
        assert meant("queue", *LINE) == (2, 3, 4)
        assert meant("first in queue", *LINE) == (2,)
        assert meant("last in queue", *LINE) == (4,)

    def test_two_may_be_none(self) -> None:
        assert meant("queue", *LINE[:2]) is None

    def test_those_who_stand_side_by_side_do_not_queue(self) -> None:
        assert meant("queue", *((who, x, y, TO_US) for who, x, y, _ in LINE)) == ()

    def test_somebody_beside_the_queue_leaves_it_open(self) -> None:
        assert meant("queue", *LINE, (WOMAN, 0.0, 1.0, TO_US)) is None

    def test_a_queue_that_may_go_on_outside_the_picture_is_left_open(self) -> None:
        line = tuple((who, x - 1.75, y, turn) for who, x, y, turn in LINE)
        assert meant("queue", *line) is None


def test_they_are_proposed_and_the_checker_agrees() -> None:
    frame = standing(*LINE)
    scene = evidence.gather(frame)
    proposed = list(groups(graph.build(frame, scene), np.random.default_rng(0)))
    assert {form.where[0].word for form, _ in proposed} == {"queue", "first in queue", "last in queue"}  # type: ignore[union-attr]
    assert all(check.referents(scene, form) == numbers for form, numbers in proposed)
    couple = Description("person", (Group("couple"),), 2)
    assert check.referents(evidence.gather(standing(*PAIR)), couple) == {2, 3}
    assert check.referents(scene, couple) == frozenset()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("the couple", "the people in the queue", "the first person in the queue")),
        ("de", ("das Paar", "die Leute in der Schlange", "die erste Person in der Schlange")),
        ("es", ("la pareja", "las personas de la cola", "la primera persona de la cola")),
        ("fr", ("le couple", "les personnes dans la file d'attente", "la première personne de la file d'attente")),
        ("ja", ("二人連れ", "列に並んでいる人たち", "列の先頭の人")),
        ("zh", ("结伴的两个人", "正在排队的人们", "排在队伍最前面的人")),
    ],
)
def test_six_languages_have_words_for_them(language: str, expected: tuple[str, ...]) -> None:
    words: tuple[GroupWord, ...] = ("couple", "queue", "first in queue")
    forms = [Description("person", (Group(word),), count) for word, count in zip(words, (2, 3, 1), strict=True)]
    assert tuple(phrase(form, 0, language) for form in forms) == expected
    assert all(sayable(form, language) for form in forms)
