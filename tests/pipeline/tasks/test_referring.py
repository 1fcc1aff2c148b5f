"""Referring expressions: true by the checker, correct English, read back from the prompt, and faults found."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.tasks import colours
from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.prompts.templates import prompts
from cavendish.pipeline.tasks.referring import SEVERAL, answer, faults, paint
from cavendish.pipeline.tasks.relations import check, entries, evidence, forms
from cavendish.pipeline.tasks.relations.absent import ABSENT
from cavendish.pipeline.tasks.relations.english import RELATION_WORDS, WORDINGS, phrase
from cavendish.pipeline.tasks.relations.forms import (
    Attribute,
    Away,
    Between,
    Description,
    Extreme,
    Nth,
    Relation,
    Trait,
)
from cavendish.pipeline.tasks.relations.kinds import EVERY_KIND
from cavendish.pipeline.tasks.relations.vocabulary import read_traits, traits, vocabulary
from cavendish.pipeline.tasks.task import Answer, Referent
from cavendish.pipeline.tasks.words.language import words
from cavendish.renderers.frame import Frame
from cavendish.scenes.categories import STRUCTURE
from cavendish.scenes.kinds.registry import KINDS as FURNITURE

from .referring_scenes import Put, boxed_room, boxes, shapes

Samples = list[tuple[Frame, Answer]]


@pytest.fixture(scope="module")
def samples() -> Samples:
    frames = [*(shapes(seed) for seed in range(5)), *(boxed_room(seed) for seed in (0, 2, 3, 4, 5))]
    made = [(frame, answer(frame, np.random.default_rng([i, k]))) for i, frame in enumerate(frames) for k in range(36)]
    return [(frame, found) for frame, found in made if found is not None]


def first(samples: Samples, kind: str) -> tuple[Frame, Answer]:
    return next((frame, given) for frame, given in samples if given.parameters["kind"] == kind)


def test_every_expression_is_true_and_fair(samples: Samples) -> None:
    assert len(samples) > 300
    for frame, given in samples:
        assert faults(frame, given) == []
        scene = evidence.gather(frame)
        for referent in given.referents.values():
            assert bool(referent.instances) != (given.parameters["kind"] in ABSENT)
            assert all(check.is_fair(scene[number]) for number in referent.instances)


def test_targets_show_the_referents_and_nothing_else(samples: Samples) -> None:
    for frame, given in samples[::7]:
        for subject, referent in given.referents.items():
            shown = (given.target == given.palette[subject]).all(axis=-1)
            np.testing.assert_array_equal(shown, np.isin(frame.instance, referent.instances))
        background = given.palette.get("", colours.BLACK)
        other = ~np.isin(frame.instance, [n for referent in given.referents.values() for n in referent.instances])
        assert (given.target[other] == background).all()


def test_prompts_are_clean_lines(samples: Samples) -> None:
    for _, given in samples:
        assert given.prompt == " ".join(given.prompt.split())
        assert not re.search(r"\{\w*\}|\bNone\b|,,|\.\.| [.,;]", given.prompt), given.prompt
        assert given.prompt[0].isupper() or is_casual(given)
        assert not re.search(r"\b(the|a|an) (the|both|all|a|an|something|everything)\b", given.prompt), given.prompt


def is_casual(given: Answer) -> bool:
    return prompts("referring", "en").template(given.template).casual


def test_two_things_are_compared_and_more_exceeded(samples: Samples) -> None:
    for frame, given in samples:
        for referent in given.referents.values():
            form = forms.from_json(referent.form).form
            before = tuple(part for part in form.where if not isinstance(part, Extreme))
            pick = next((part for part in form.where if isinstance(part, Extreme)), None)
            if pick:
                pair = check.referents(evidence.gather(frame), replace(form, where=before, count=2))
                assert pick.of_two or not pair
                assert not (pick.superlative in {"largest", "smallest"} and any(is_size(part) for part in before))


def is_size(part: forms.Restriction) -> bool:
    return isinstance(part, Attribute) and part.of == "size"


def test_kinds_are_spread(samples: Samples) -> None:
    shares = Counter(given.parameters["kind"] for _, given in samples)
    assert len(shares) >= 16
    assert max(shares.values()) < 0.25 * len(samples)
    assert set(shares) <= {SEVERAL, *EVERY_KIND, *ABSENT}


def test_an_answer_depends_on_its_generator_alone(samples: Samples) -> None:
    frame = samples[-1][0]
    one, other = (answer(frame, np.random.default_rng(3)) for _ in range(2))
    assert one is not None
    assert other is not None
    assert replace(one, target=other.target) == replace(other, target=other.target)
    np.testing.assert_array_equal(one.target, other.target)


def test_an_empty_frame_asks_nothing() -> None:
    frame = boxes(Put("box", 0, 0, size=(0.02, 0.02, 0.02)))
    bare = replace(frame, objects=frame.objects[1:], instance=np.where(frame.instance == 2, frame.instance, 0))
    assert answer(bare, np.random.default_rng(0)) is None


class TestFaults:
    """What `verify` has to find."""

    def test_wrong_colour(self, samples: Samples) -> None:
        frame, given = first(samples, "appearance")
        target = given.target.copy()
        target[np.isin(frame.instance, next(iter(given.referents.values())).instances)] = (1, 2, 3)
        assert "painted wrongly" in faults(frame, replace(given, target=target))[0]

    def test_wrong_colour_in_the_metadata(self, samples: Samples) -> None:
        frame, given = first(samples, "order")
        palette = {**given.palette, next(iter(given.palette)): (1, 2, 3)}
        assert "the prompt's colours are" in faults(frame, replace(given, palette=palette))[0]

    def test_wrong_referent(self, samples: Samples) -> None:
        frame, given = first(samples, "left or right")
        subject, referent = next(iter(given.referents.items()))
        other = next(t.instance for t in frame.objects if t.instance not in referent.instances)
        referents = {subject: replace(referent, instances=(other,))}
        planted = replace(given, referents=referents, target=paint(frame, given.palette, referents))
        assert "picks out" in faults(frame, planted)[0]

    def test_wrong_count(self, samples: Samples) -> None:
        frame, given = first(samples, "plural")
        subject, referent = next(iter(given.referents.items()))
        referents = {subject: replace(referent, instances=referent.instances[:1])}
        planted = replace(given, referents=referents, target=paint(frame, given.palette, referents))
        assert "picks out" in faults(frame, planted)[0]

    def test_other_words(self, samples: Samples) -> None:
        frame, given = first(samples, "nested")
        assert faults(frame, replace(given, prompt=given.prompt.partition(" ")[2]))
        assert faults(frame, replace(given, prompt=given.prompt + " please"))

    def test_another_form(self, samples: Samples) -> None:
        frame, given = first(samples, "distance")
        subject, referent = next(iter(given.referents.items()))
        expression = forms.from_json(referent.form)
        other = forms.to_json(replace(expression, form=replace(expression.form, count=2)))
        assert faults(frame, replace(given, referents={subject: replace(referent, form=other)}))
        assert "which is none" in faults(frame, replace(given, referents={subject: Referent((2,), "{}")}))[0]
        unknown = forms.to_json(replace(expression, form=Description("", (Trait("juggle"),))))
        assert "which is none" in faults(frame, replace(given, referents={subject: Referent((2,), unknown)}))[0]

    def test_a_missing_subject(self, samples: Samples) -> None:
        frame, given = first(samples, SEVERAL)
        fewer = dict(list(given.referents.items())[:1])
        assert "speaks of" in faults(frame, replace(given, referents=fewer))[0]


@pytest.mark.parametrize(
    ("form", "wording", "expected"),
    [
        (Description("chair"), 0, "the chair"),
        (Description("shelf", count=2), 0, "both shelves"),
        (Description("glass", count=3), 0, "all three glasses"),
        (Description("box", count=4), 1, "the four boxes"),
        (Description("books"), 0, "the books"),
        (Description("books", count=2), 0, "all the books"),
        (Description("bus", (Nth(3, "right"),)), 0, "the third bus from the right"),
        (
            Description("bench", (Attribute("material", "wooden"), Attribute("colour", "red"))),
            0,
            "the red wooden bench",
        ),
        (Description("chair", (Attribute("size", "large"), Extreme("nearest"))), 1, "the closest large chair"),
        (Description("box", (Extreme("largest", of_two=True),)), 0, "the larger box"),
        (Description("box", (Extreme("nearest", of_two=True),)), 1, "the closer box"),
        (Description("box", (Extreme("leftmost", of_two=True),)), 0, "the left box"),
        (Description("chair", (Away(2.0),)), 0, "the chair about two metres away"),
        (Description("chair", (Away(0.5),)), 1, "the chair roughly half a metre away"),
        (Description("", (Trait("read in"),)), 0, "something to sit on while reading"),
        (
            Description("cup", (Between(Description("jug"), Description("tray")),)),
            0,
            "the cup between the jug and the tray",
        ),
        (
            Description("lamp", (Relation("on", Description("desk", (Relation("next to", Description("bed")),))),)),
            0,
            "the lamp on the desk next to the bed",
        ),
        (Description("book", (Relation("on", Description("shelf")),), 5), 0, "all five books on the shelf"),
    ],
)
def test_english(form: Description, wording: int, expected: str) -> None:
    assert phrase(form, wording) == expected


def test_every_wording_can_be_reached() -> None:
    choices = [*RELATION_WORDS.values(), *(entry.one for entry in traits().values())]
    assert all(WORDINGS % len(options) == 0 for options in choices)


@pytest.mark.parametrize(
    ("style", "subject", "expected"),
    [
        ("in", "something to sleep in", False),
        ("solid", "something to hang clothes in", False),
        ("with", "something to sleep in", True),
        ("in", "the mug in the sink", True),
        ("json", "something to sleep in", True),
    ],
)
def test_no_word_comes_twice_where_a_style_goes_on(style: str, subject: str, expected: bool) -> None:
    assert entries.joins(style, ["the red mug", subject]) == expected


@pytest.mark.parametrize("style", entries.STYLES)
def test_subjects_and_colours_are_read_back(style: str) -> None:
    subjects = (
        "the red chair in front of the blue bed",
        "both cups between the jug and the tray",
        "something to sit on",
    )
    for colour_style in entries.colour_styles(style):
        for count in (1, 2, 3):
            palette = dict(zip(subjects[:count], [(255, 0, 0), (0, 128, 128), (120, 190, 255)], strict=False))
            assert entries.read(entries.write(palette, style, colour_style), style) == palette


class TestDataFiles:
    """Templates, nouns and affordances as people edit them."""

    def test_thirty_templates_whose_styles_exist(self) -> None:
        templates = prompts("referring", "en").current
        assert len({template.text for template in templates}) >= 30
        for template in templates:
            assert template.legend
            assert set(template.legend) <= set(entries.STYLES)
            assert ("{background}" in template.text) == template.background

    def test_every_template_is_used(self, samples: Samples) -> None:
        used = {given.template for _, given in samples}
        assert len(used) == len(prompts("referring", "en").current)

    def test_they_name_categories(self) -> None:
        known = {kind.category for kind in FURNITURE.values()} | STRUCTURE | {"ball", "box", "cylinder", "curtain rod"}
        assert set(vocabulary().categories) <= known | words("en").categories

    @pytest.mark.parametrize(
        ("text", "complaint"),
        [
            ("dust:\n  of: use\n  one: [a]\n  many: [b]\n  fits: [shelf]\n", "5: dust.fits: Extra inputs"),
            ("dust:\n  of: chore\n  one: [a]\n  many: [b]\n", "2: dust.of: Input should be"),
            ("dust:\n  of: use\n  one: []\n  many: [b]\n", "3: dust.one: "),
        ],
    )
    def test_a_malformed_affordance_is_refused(self, tmp_path: Path, text: str, complaint: str) -> None:
        path = tmp_path / "affordances.yaml"
        path.write_text(text)
        with pytest.raises(DataFileError, match=re.escape(f"{path}:{complaint}")):
            read_traits(path)
