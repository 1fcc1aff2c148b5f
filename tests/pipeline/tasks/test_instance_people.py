"""Men, women and children as classes of instances: asked for, or called absent, where nobody could be in doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import InstanceOptions
from cavendish.pipeline.tasks.instance import ABSENT, IN_SIGHT, INSTANCE
from cavendish.pipeline.tasks.instance_people import KINDS, meanings, names, told
from cavendish.pipeline.tasks.relations.tongues.lexicon import languages
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame

from .people_frames import CHILD, MAN, WOMAN, hidden, somebody, with_people

YOUNG = somebody(age_years=14, haircut="long")


def asked(frame: Frame, kind: str, language: str = "en", negatives: float = 0.0) -> Answer | None:
    """Return the first of forty questions for a kind of people, if there is one."""
    options = InstanceOptions(negatives=negatives)
    given = (INSTANCE.answer(frame, np.random.default_rng(seed), language, options) for seed in range(40))
    return next((each for each in given if each and next(iter(each.referents.values())).form == kind), None)


def test_who_is_in_sight_and_who_is_not() -> None:
    assert told(with_people(MAN, WOMAN, WOMAN)) == {"man": (2,), "woman": (3, 4), "child": (), "boy": (), "girl": ()}


def test_a_child_among_adults_is_absent() -> None:
    given = asked(with_people(MAN, WOMAN), "child", negatives=1.0)
    assert given is not None
    assert (given.parameters["kind"], given.target.any()) == (ABSENT, bool(given.palette[""] != (0, 0, 0)))
    assert INSTANCE.faults(with_people(MAN, WOMAN), given) == []


def test_each_woman_is_painted_and_no_man() -> None:
    frame = with_people(MAN, WOMAN, WOMAN)
    given = asked(frame, "woman")
    assert given is not None
    assert given.parameters["kind"] == IN_SIGHT
    background = np.array(given.palette[""])
    painted = (given.target != background).any(axis=-1)
    assert set(np.unique(frame.instance[painted])) == {3, 4}
    assert INSTANCE.faults(frame, given) == []


def test_one_that_is_left_out_or_not_told_is_found() -> None:
    frame = with_people(MAN, WOMAN, WOMAN)
    given = asked(frame, "woman")
    assert given is not None
    men = with_people(MAN, WOMAN, MAN)
    assert any("of which 0 are in sight" in fault for fault in INSTANCE.faults(hidden_heads(frame, 4), given))
    assert any("referents are not the instances" in fault for fault in INSTANCE.faults(men, given))


def hidden_heads(frame: Frame, instance: int) -> Frame:
    """Return the frame with the head of one person out of sight."""
    behind = hidden(frame, "nose", "left_eye", "right_eye", "left_ear", "right_ear")
    both = zip(frame.objects, behind.objects, strict=True)
    return replace(frame, objects=tuple(new if old.instance == instance else old for old, new in both))


class TestWhereSomebodyCouldBeMeant:
    def test_nobody_calls_a_person_of_fourteen_a_child_or_a_woman(self) -> None:
        assert told(with_people(MAN, YOUNG)).keys().isdisjoint({"child", "woman"})

    def test_one_whose_head_is_hidden_could_be_anybody(self) -> None:
        assert told(hidden_heads(with_people(MAN, MAN), 3)).keys().isdisjoint({"man", "woman", "child"})

    def test_one_of_whom_nothing_is_told_could_be_anybody(self) -> None:
        frame = with_people(MAN, WOMAN)
        assert told(replace(frame, objects=tuple(replace(each, person=None) for each in frame.objects))) == {}


def test_a_picture_without_people_asks_for_none() -> None:
    frame = with_people(MAN)
    things = replace(frame, objects=tuple(each for each in frame.objects if each.category != "person"))
    assert told(things) == {}


@pytest.mark.parametrize("language", ["en", *languages()])
def test_every_language_has_names_that_read_back(language: str) -> None:
    known = meanings(language)
    for kind in KINDS:
        assert {known[form.bare] for forms in names(kind, language) for form in forms} == {kind}
    given = asked(with_people(MAN, CHILD), "man", language)
    assert given is not None
    assert INSTANCE.faults(with_people(MAN, CHILD), given) == []
