"""What is asked for though nothing in sight is it: never disputable, mostly a near miss, and stated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cavendish.manifests.task_options import InstanceOptions, ReferringOptions
from cavendish.pipeline.tasks import instance, referring
from cavendish.pipeline.tasks.relations import check, evidence, forms
from cavendish.pipeline.tasks.relations.absent import ABSENT
from cavendish.pipeline.tasks.relations.forms import Attribute, Description, Relation
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.visible_concepts import VisibleConcepts
from cavendish.pipeline.tasks.words.language import concepts
from cavendish.renderers.frame import Frame
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxed_room, boxes

BLUE = Words(colour="blue", material="wooden")
TABLE = (1.2, 0.8, 0.7)
ALWAYS = ReferringOptions(negatives=1.0)


@pytest.fixture(scope="module")
def rooms() -> list[Frame]:
    return [boxed_room(seed) for seed in (1, 3, 4)]


@pytest.fixture(scope="module")
def asked(rooms: list[Frame]) -> list[tuple[Frame, Answer]]:
    found = [
        (frame, referring.answer(frame, np.random.default_rng(k), "en", ALWAYS)) for frame in rooms for k in range(25)
    ]
    return [(frame, given) for frame, given in found if given is not None]


def is_absent(form: Description, *things: Put) -> bool:
    return check.is_absent(evidence.gather(boxes(*things)), form)


def test_a_share_is_asked_by_default() -> None:
    assert InstanceOptions().negatives > 0
    assert ReferringOptions().negatives > 0


def test_the_target_is_background_alone_and_the_metadata_say_so(asked: list[tuple[Frame, Answer]]) -> None:
    assert len(asked) == 75
    kinds = {given.parameters["kind"] for _, given in asked}
    assert set(ABSENT) - {"absent condition", "absent text", "absent person", "absent deed"} <= kinds <= set(ABSENT), (
        "boxes are no people"
    )
    for frame, given in asked:
        assert referring.faults(frame, given) == []
        ((_, referent),) = given.referents.items()
        assert referent.instances == ()
        assert (given.target == given.palette.get("", (0, 0, 0))).all()


def test_no_category_of_the_scene_is_called_absent(asked: list[tuple[Frame, Answer]]) -> None:
    """Told without the checker: the category is not there, or all there are of it have another word or place."""
    for frame, given in asked:
        ((_, referent),) = given.referents.items()
        form = forms.from_json(referent.form).form
        alike = [thing for thing in frame.objects if thing.category == form.category]
        if given.parameters["kind"] == "absent category":
            assert alike == []
        elif given.parameters["kind"] == "absent word":
            (word,) = (part for part in form.where if isinstance(part, Attribute))
            said = {thing.words.colour if word.of == "colour" else thing.words.material for thing in alike}
            assert alike
            assert word.word not in said
        else:
            assert alike


def test_a_swapped_word() -> None:
    red = Description("box", (Attribute("colour", "red"),))
    assert is_absent(red, Put("box", -1, 0, words=BLUE), Put("ball", 1, 0))
    assert not is_absent(red, Put("box", -1, 0, words=Words(colour="orange")))
    assert not is_absent(red, Put("box", -1, 0, words=Words()))
    assert not is_absent(red, Put("box", -1, 0))


def test_a_swapped_landmark() -> None:
    on_the_bed = Description("vase", (Relation("on", Description("bed")),))
    bed, table = Put("bed", -1, 0, 0, TABLE), Put("desk", 1, 0, 0, TABLE)
    assert is_absent(on_the_bed, bed, table, Put("vase", 1, 0, 0.7, on=3))
    assert not is_absent(on_the_bed, bed, table, Put("vase", -1, 0, 0.7, on=2))
    assert not is_absent(on_the_bed, table, Put("vase", 1, 0, 0.7, on=2)), "no bed is there"


def test_where_something_unknown_is_in_sight_nothing_is_absent() -> None:
    assert is_absent(Description("vase"), Put("chair", 0, 0))
    assert not is_absent(Description("vase"), Put("otherprop", 0, 0))


def test_parts_in_plain_sight_are_not_absent() -> None:
    for name in ("window", "door", "railing", "steps"):
        assert not is_absent(Description(name), Put("building", 0, 0, 0, (2, 1, 2)))


def test_near_misses_come_first() -> None:
    frame = boxes(Put("glass", -1, 0), Put("plate", 1, 0))
    visible = VisibleConcepts(frame)
    weights = visible.temptation(visible.absent(["mug", "car", "tree", "printer", "bicycle"]))
    assert weights["mug"] == pytest.approx(0.7)
    assert sum(weights.values()) == pytest.approx(1.0)


def test_most_absent_classes_are_near_misses(rooms: list[Frame]) -> None:
    near = []
    for frame in rooms:
        seen = {thing.category for thing in frame.objects}
        for seed in range(40):
            given = instance.answer(frame, np.random.default_rng(seed), "en", InstanceOptions(negatives=1.0))
            assert given is not None
            assert given.parameters["kind"] == instance.ABSENT
            ((_, referent),) = given.referents.items()
            near.append(any(referent.form in each and each & seen for each in concepts().merged.values()))
    assert 0.55 < np.mean(near) < 0.85


def test_planted_faults_are_found(asked: list[tuple[Frame, Answer]]) -> None:
    frame, given = asked[0]
    ((subject, referent),) = given.referents.items()
    seen = next(thing for thing in frame.objects if thing.category not in ("floor", "wall"))
    there = forms.to_json(replace(forms.from_json(referent.form), form=Description(seen.category)))
    wrong = replace(given, referents={subject: replace(referent, form=there)})
    assert any("not everybody would" in fault for fault in referring.faults(frame, wrong))
    assert "kind is 'on'" in referring.faults(frame, replace(given, parameters=given.parameters | {"kind": "on"}))[0]
    asked_class = instance.answer(frame, np.random.default_rng(0), "en", InstanceOptions(negatives=1.0))
    assert asked_class is not None
    odd = replace(asked_class, parameters=asked_class.parameters | {"kind": instance.IN_SIGHT})
    assert "the metadata say in sight of" in instance.faults(frame, odd)[0]
