"""Referring in other languages: the words agree, nothing is missing, and what cannot be said is not asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from cavendish.pipeline.tasks.data_files import DataFileError
from cavendish.pipeline.tasks.prompts.templates import languages as template_languages
from cavendish.pipeline.tasks.prompts.templates import prompts
from cavendish.pipeline.tasks.referring import answer, faults
from cavendish.pipeline.tasks.relations import entries, forms
from cavendish.pipeline.tasks.relations.forms import (
    AccessoryWord,
    Attribute,
    Away,
    Between,
    DeedName,
    Description,
    Extreme,
    GarmentWord,
    GazeWord,
    HairWord,
    Nth,
    PostureWord,
    Relation,
    Superlative,
    Trait,
    WhoWord,
)
from cavendish.pipeline.tasks.relations.speech import GRAMMARS, WORDINGS, phrase, sayable
from cavendish.pipeline.tasks.relations.tongues import lexicon as lexicons
from cavendish.pipeline.tasks.relations.tongues.lexicon import UnsayableError, forms_of, languages, lexicon
from cavendish.pipeline.tasks.relations.uses import uses
from cavendish.pipeline.tasks.relations.vocabulary import traits
from cavendish.pipeline.tasks.task import Answer
from cavendish.pipeline.tasks.words.language import concepts
from cavendish.renderers.frame import Frame

from . import tongue_grammar
from .referring_scenes import boxed_room, shapes

MANY = 2000
RED, WOODEN, LARGE = Attribute("colour", "red"), Attribute("material", "wooden"), Attribute("size", "large")
TABLE, BED, BOOKS = Description("dining table"), Description("bed"), Description("books")


@pytest.mark.parametrize(
    ("form", "case", "expected"),
    [
        (Description("chair", (RED,)), "nominative", "der rote Stuhl"),
        (Description("chair", (RED,)), "accusative", "den roten Stuhl"),
        (Description("chair", (RED,)), "dative", "dem roten Stuhl"),
        (Description("vase", (RED,)), "nominative", "die rote Vase"),
        (Description("vase", (RED,)), "accusative", "die rote Vase"),
        (Description("vase", (RED,)), "dative", "der roten Vase"),
        (Description("sofa", (RED,)), "nominative", "das rote Sofa"),
        (Description("sofa", (RED,)), "accusative", "das rote Sofa"),
        (Description("sofa", (RED,)), "dative", "dem roten Sofa"),
        (Description("books", (RED,)), "accusative", "die roten Bücher"),
        (Description("books", (RED,)), "dative", "den roten Büchern"),
        (Description("fire hydrant", (RED,)), "nominative", "der rote Hydrant"),
        (Description("fire hydrant", (RED,)), "accusative", "den roten Hydranten"),
        (Description("chair", (WOODEN, LARGE, RED)), "accusative", "den großen roten Stuhl aus Holz"),
        (Description("chair", (RED,), 2), "accusative", "die beiden roten Stühle"),
        (Description("chair", (RED,), 3), "nominative", "alle drei roten Stühle"),
        (Description("chair", (Relation("left of", BED),)), "nominative", "der Stuhl links vom Bett"),
        (Description("vase", (Relation("on", TABLE),)), "nominative", "die Vase auf dem Esstisch"),
        (Description("picture", (Relation("on", Description("wall")),)), "nominative", "das Bild an der Wand"),
        (Description("poster", (Relation("on", Description("ceiling")),)), "nominative", "das Poster an der Decke"),
        (
            Description("chair", (Between(TABLE, BOOKS),)),
            "nominative",
            "der Stuhl zwischen dem Esstisch und den Büchern",
        ),
        (Description("chair", (Nth(2, "left"),)), "accusative", "den zweiten Stuhl von links"),
        (Description("chair", (Extreme("leftmost"),)), "nominative", "der ganz linke Stuhl"),
        (Description("chair", (Extreme("largest", of_two=True),)), "accusative", "den größeren Stuhl"),
        (Description("chair", (Away(0.5),)), "nominative", "der Stuhl in etwa einem halben Meter Entfernung"),
        (Description("", (Trait("sit on"),)), "accusative", "etwas zum Sitzen"),
    ],
)
def test_german_cases(form: Description, case: lexicons.Case, expected: str) -> None:
    assert phrase(form, 0, "de", case) == expected


@pytest.mark.parametrize(
    ("language", "form", "wording", "expected"),
    [
        ("es", Description("chair", (RED, LARGE, WOODEN)), 0, "la silla roja grande de madera"),
        ("es", Description("sofa", (RED,)), 0, "el sofá rojo"),
        ("es", Description("chair", (RED,), 2), 0, "las dos sillas rojas"),
        ("es", Description("chair", (RED,), 2), 1, "ambas sillas rojas"),
        ("es", Description("sofa", (), 3), 0, "todos los sofás"),
        ("es", Description("vase", (Relation("next to", BED),)), 1, "el florero al lado de la cama"),
        (
            "es",
            Description("chair", (Relation("left of", Description("sofa")),)),
            0,
            "la silla a la izquierda del sofá",
        ),
        ("es", Description("picture", (Relation("on", Description("wall")),)), 0, "el cuadro en la pared"),
        ("es", Description("sofa", (Nth(3, "left"),)), 0, "el tercer sofá desde la izquierda"),
        ("es", Description("chair", (Nth(3, "right"),)), 1, "la tercera silla por la derecha"),
        ("es", Description("sofa", (Extreme("nearest"),)), 0, "el sofá más cercano"),
        ("es", Description("chair", (Extreme("leftmost", of_two=True),)), 0, "la silla de la izquierda"),
        ("es", Description("water", (Attribute("colour", "black"),)), 0, "el agua negra"),
        ("fr", Description("chair", (RED, LARGE, WOODEN)), 0, "la grande chaise rouge en bois"),
        ("fr", Description("wardrobe", (Attribute("colour", "black"),)), 0, "l'armoire noire"),
        ("fr", Description("wardrobe", (LARGE,)), 0, "la grande armoire"),
        ("fr", Description("tree", (Nth(2, "left"),)), 0, "le deuxième arbre en partant de la gauche"),
        ("fr", Description("chair", (Nth(1, "left"),)), 0, "la première chaise en partant de la gauche"),
        ("fr", Description("chair", (Relation("left of", BED),)), 0, "la chaise à gauche du lit"),
        ("fr", Description("chair", (Relation("next to", BOOKS),)), 0, "la chaise à côté des livres"),
        ("fr", Description("chair", (Relation("next to", Description("tree")),)), 0, "la chaise à côté de l'arbre"),
        ("fr", Description("poster", (Relation("on", Description("ceiling")),)), 0, "l'affiche au plafond"),
        ("fr", Description("chair", (Extreme("farthest"),)), 0, "la chaise la plus éloignée"),
        ("fr", Description("chair", (), 3), 0, "toutes les chaises"),
        ("fr", Description("", (Trait("sit on"),)), 0, "quelque chose pour s'asseoir"),
        ("zh", Description("chair", (RED, WOODEN, LARGE)), 0, "红色木制大椅子"),
        ("zh", Description("chair", (Nth(2, "left"), RED)), 0, "左数第二把红色椅子"),
        ("zh", Description("chair", (Extreme("largest"),)), 0, "最大的那把椅子"),
        ("zh", Description("chair", (Extreme("leftmost", of_two=True),)), 0, "左边那把椅子"),
        ("zh", Description("bottle", (Relation("on", TABLE), RED)), 0, "餐桌上的红色瓶子"),
        ("zh", Description("car", (), 2), 0, "那两辆汽车"),
        ("zh", Description("chair", (Between(TABLE, BED),)), 0, "餐桌和床之间的椅子"),
        ("zh", Description("chair", (Away(2.0),)), 0, "大约两米远的椅子"),
        ("ja", Description("chair", (RED, WOODEN, LARGE)), 0, "大きな赤い木製の椅子"),
        ("ja", Description("chair", (Nth(2, "left"), RED)), 0, "左から二番目の赤い椅子"),
        ("ja", Description("chair", (Relation("next to", BED),)), 0, "ベッドの隣の椅子"),
        ("ja", Description("chair", (), 3), 0, "三脚の椅子"),
        ("ja", Description("window", (), 2), 0, "二つの窓"),
        ("ja", Description("chair", (Extreme("nearest", of_two=True),)), 0, "近いほうの椅子"),
    ],
)
def test_what_agrees_and_is_drawn_together(language: str, form: Description, wording: int, expected: str) -> None:
    assert phrase(form, wording, language) == expected


@pytest.mark.parametrize("language", languages())
def test_thousands_of_descriptions(language: str) -> None:
    rng = np.random.default_rng(0)
    said = list(spoken(language, rng))
    assert len(said) > 0.7 * MANY
    assert [fault for each in said for fault in tongue_grammar.faults(each, language)] == []


@pytest.mark.parametrize("language", languages())
def test_hundreds_of_people(language: str) -> None:
    rng = np.random.default_rng(0)
    forms = [form for form in tongue_grammar.people(rng, MANY // 5) if sayable(form, language)]
    said = [phrase(form, int(rng.integers(WORDINGS)), language, "accusative") for form in forms]
    assert len(said) > 0.1 * MANY
    assert [fault for each in said for fault in tongue_grammar.faults(each, language)] == []


def spoken(language: str, rng: np.random.Generator) -> Iterator[str]:
    """Yield descriptions by chance in words, where the language has them, in any case that prompts use."""
    for form in tongue_grammar.descriptions(rng, MANY):
        if sayable(form, language):
            case: lexicons.Case = "accusative" if rng.random() < 0.5 else "nominative"
            yield phrase(form, int(rng.integers(WORDINGS)), language, case)


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        ("de", "den rote Stuhl", "'rote ' does not agree"),
        ("de", "der rote Vase", "'rote ' does not agree"),
        ("de", "das Stuhl", "'das … Stuhl'"),
        ("de", "der Stuhl links von dem Bett", "'von dem' is not contracted"),
        ("de", "der Stuhl neben das Bett", "'neben das' is no dative"),
        ("es", "la silla rojo", "'la … rojo'"),
        ("es", "la silla al lado de el sofá", "'de el' is not contracted"),
        ("fr", "le armoire", "'le armoire' is not elided"),
        ("fr", "la chaise à gauche de le lit", "'de le' is not contracted"),
        ("fr", "la chaise vert", "'la … vert'"),
        ("fr", "l'chaise", "is elided"),
        ("zh", "红色的的椅子", "'的"),
        ("ja", "机のの椅子", "'の"),
    ],
)
def test_what_is_planted_is_found(language: str, said: str, found: str) -> None:
    assert any(found in fault for fault in tongue_grammar.faults(said, language))


class TestWords:
    """Nothing is missing, and nothing means two things."""

    @pytest.mark.parametrize("language", languages())
    def test_every_word_of_the_scenes_has_one(self, language: str) -> None:
        table = lexicon(language)
        assert set(table.colours) == set(tongue_grammar.COLOURS)
        assert set(table.materials) == set(tongue_grammar.MATERIALS)
        assert set(table.sizes) == set(tongue_grammar.SIZES)
        assert set(table.traits) == set(traits())

    @pytest.mark.parametrize("language", languages())
    def test_every_category_that_is_spoken_of_has_a_name(self, language: str) -> None:
        said = tongue_grammar.spoken_of()
        assert [category for category in said if not sayable(Description(category), language)] == []

    @pytest.mark.parametrize("language", languages())
    def test_no_words_mean_two_things(self, language: str) -> None:
        table = lexicon(language)
        but_people = {name for name in get_args(Superlative) if name != "tallest"}  # nobody says "the largest person"
        for each in (
            table.relations,
            {name: ways for name, ways in table.picks.items() if name in but_people},
            {name: ways for name, ways in table.of_two.items() if name in but_people},
            table.colours,
            table.materials,
            table.sizes,
            table.nth,
        ):
            ways = [way for phrases in each.values() for way in set(phrases)]
            assert len(ways) == len(set(ways))
        described = [way for entry in table.traits.values() for way in (*entry.one, *entry.many)]
        assert len(described) == len(set(described))

    @pytest.mark.parametrize("language", languages())
    def test_nor_do_words_of_people(self, language: str) -> None:
        table = lexicon(language)
        for each in (table.people, table.doing, table.deeds, table.hair, table.accessories):
            ways = [way for phrases in each.values() for way in set(phrases)]
            assert len(ways) == len(set(ways))

    @pytest.mark.parametrize("language", languages())
    def test_every_word_of_people_has_one(self, language: str) -> None:
        table = lexicon(language)
        assert set(table.people) == set(get_args(WhoWord))
        assert set(table.doing) == {*get_args(PostureWord), *get_args(GazeWord)}
        assert set(table.deeds) == set(get_args(DeedName))
        assert set(table.hair) == set(get_args(HairWord))
        assert set(table.accessories) == set(get_args(AccessoryWord))
        assert set(table.worn) == set(get_args(GarmentWord))

    @pytest.mark.parametrize("language", languages())
    def test_every_wording_can_be_reached(self, language: str) -> None:
        table = lexicon(language)
        ways = [*table.relations.values(), *table.picks.values(), table.away, table.pair, table.several]
        assert all(WORDINGS % len(options) == 0 for options in ways)

    @pytest.mark.parametrize("language", languages())
    def test_no_name_is_that_of_another_class(self, language: str) -> None:
        owner: dict[str, str] = {}
        for category in uses():
            for each in forms_of(language, category):
                assert owner.setdefault(each[0].bare, concepts().of(category)) == concepts().of(category)

    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            ("  behind: [hinter]\n", "", "relations: behind is missing"),
            ("  water:", "  drown:", "traits.drown: is no use or shape"),
            ("{subject} = {colour}", "{subject} =", "styles.equals: it must hold {subject} once and {colour} once"),
            ("  red: [", "  red: rot\n  rde: [", "colours.red: Input should be a valid tuple"),
        ],
    )
    def test_a_malformed_file_is_refused(self, tmp_path: Path, old: str, new: str, complaint: str) -> None:
        text = (Path(lexicons.__file__).parent / "de.yaml").read_text()
        assert old in text
        path = tmp_path / "de.yaml"
        path.write_text(text.replace(old, new, 1))
        with pytest.raises(DataFileError) as caught:
            lexicons.read_lexicon(path)
        assert complaint in str(caught.value)


class TestUnsayable:
    """What a language has no words for is refused by name, and not asked."""

    @pytest.mark.parametrize(
        "form",
        [
            Description("toy train"),
            Description("chair", (Attribute("colour", "teal"),)),
            Description("chair", (Away(7.3),)),
            Description("chair", (Nth(11, "left"),)),
            Description("books", (Extreme("largest"),)),
        ],
    )
    @pytest.mark.parametrize("language", languages())
    def test_it_is_refused(self, language: str, form: Description) -> None:
        assert not sayable(form, language)
        with pytest.raises(UnsayableError):
            phrase(form, 0, language)

    def test_a_form_that_says_more_than_the_grammar_knows(self) -> None:
        @dataclass(frozen=True, slots=True)
        class More(Description):
            but: str = ""

        assert not sayable(More("chair", but="the red one"), "de")

    def test_nobody_says_it_twice(self) -> None:
        assert not sayable(Description("wine glass", (Attribute("material", "glass"),)), "de")
        assert "木" not in phrase(Description("crate", (WOODEN,)), 0, "zh").replace("木制", "")
        assert phrase(Description("shelf", (RED,)), 0, "ja") == "赤い棚"

    def test_two_facts_are_joined_or_not_said(self) -> None:
        facts = Relation("left of", BED), Relation("in front of", TABLE)
        form, nested = Description("chair", facts), Description("bed", (Relation("on", Description("rug")),))
        assert phrase(form, 0, "de") == "der Stuhl links vom Bett und vor dem Esstisch"
        assert phrase(form, 0, "fr") == "la chaise à gauche du lit et devant la table à manger"
        assert not sayable(form, "zh")
        assert not sayable(Description("chair", (Relation("left of", nested), facts[1])), "de")

    def test_a_language_without_grammar(self) -> None:
        assert not sayable(Description("chair"), "xx")


Samples = dict[str, list[tuple[Frame, Answer]]]


@pytest.fixture(scope="module")
def samples() -> Samples:
    frames = [shapes(0), shapes(3), boxed_room(9), boxed_room(18)]
    drawn = product(languages(), enumerate(frames), range(10))
    made = [(frame, answer(frame, np.random.default_rng([5, i, k]), name)) for name, (i, frame), k in drawn]
    return {name: [(frame, each) for frame, each in made if each and each.language == name] for name in languages()}


class TestPrompts:
    """Answers in every language."""

    def test_every_language_of_the_templates_has_a_grammar(self) -> None:
        assert sorted(template_languages("referring")) == sorted(GRAMMARS) == sorted(["en", *languages()])

    @pytest.mark.parametrize("language", languages())
    def test_templates_are_many_and_their_styles_exist(self, language: str) -> None:
        templates = prompts("referring", language).current
        assert len({template.text for template in templates}) >= 12
        styles = {style for template in templates for style in template.legend}
        assert styles == set(lexicon(language).styles)
        assert all(("{background}" in template.text) == template.background for template in templates)

    @pytest.mark.parametrize("language", languages())
    def test_they_are_true_and_read_back(self, samples: Samples, language: str) -> None:
        assert len(samples[language]) > 30
        assert len({given.parameters["kind"] for _, given in samples[language]}) > 8
        for frame, given in samples[language]:
            assert faults(frame, given) == []
            assert all(subject in given.prompt for subject in given.referents)

    @pytest.mark.parametrize("language", languages())
    def test_another_wording_or_language_is_found(self, samples: Samples, language: str) -> None:
        frame, given = samples[language][0]
        other = next(name for name in languages() if name != language)
        subject, referent = next(iter(given.referents.items()))
        expression = forms.from_json(referent.form)
        away = replace(expression, form=Description("toy train"))
        planted = replace(given, referents={**given.referents, subject: replace(referent, form=forms.to_json(away))})
        assert any("which is none" in fault for fault in faults(frame, planted))
        assert faults(frame, replace(given, template=prompts("referring", other).current[0].id, language=other))

    @pytest.mark.parametrize("language", languages())
    def test_subjects_and_colours_are_read_back(self, language: str) -> None:
        subjects = [
            Description("chair", (RED, Relation("next to", BED))),
            Description("chair", (Between(TABLE, BED),)),
            TABLE,
        ]
        for style in entries.styles(language):
            said = [phrase(form, 1, language, entries.case(style, language)) for form in subjects]
            for colour_style, count in product(entries.colour_styles(style), (1, 2, 3)):
                palette = dict(zip(said[:count], [(255, 0, 0), (0, 128, 128), (120, 190, 255)], strict=False))
                written = entries.write(palette, style, colour_style, language)
                assert entries.read(written, style, language) == palette
