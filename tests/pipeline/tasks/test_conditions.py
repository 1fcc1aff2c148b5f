"""Open, closed, lit, unlit, and what is printed: what is so by the truth counts only where the picture shows it."""

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from cavendish.pipeline.tasks.relations import check, evidence, graph
from cavendish.pipeline.tasks.relations.absent import ABSENT
from cavendish.pipeline.tasks.relations.entries import joins
from cavendish.pipeline.tasks.relations.forms import (
    Attribute,
    Description,
    Except,
    Expression,
    Printed,
    Restriction,
    State,
    StateWord,
    from_json,
    to_json,
)
from cavendish.pipeline.tasks.relations.kinds import EVERY_KIND
from cavendish.pipeline.tasks.relations.speech import phrase, sayable, subject_of
from cavendish.renderers.frame import Frame
from cavendish.scenes.spec import Words

from .referring_scenes import Put, boxes, lettered, shone

RED = Attribute("colour", "red")
OPEN, CLOSED = Words("red", "plastic", state="open"), Words("red", "plastic", state="closed")
LIT, UNLIT = Words("black", state="lit"), Words("black", state="unlit")
LAMPS = (Put("floor lamp", -1, 0, words=LIT), Put("floor lamp", 1, 0, words=UNLIT))


def found(frame: Frame, category: str, *where: Restriction, count: int = 1) -> set[int]:
    return set(check.referents(evidence.gather(frame), Description(category, where, count)))


class TestOpen:
    frame = boxes(Put("laptop", -1, 0, words=OPEN), Put("laptop", 1, 0, words=CLOSED))

    def test_open_and_closed(self) -> None:
        assert found(self.frame, "laptop", State("open")) == {2}
        assert found(self.frame, "laptop", State("closed")) == {3}

    def test_all_but_the_open_one(self) -> None:
        frame = boxes(*(Put("laptop", x, 0, words=words) for x, words in ((-1, OPEN), (0, CLOSED), (1, CLOSED))))
        assert found(frame, "laptop", Except(Description("laptop", (State("open"),))), count=2) == {3, 4}

    @pytest.mark.parametrize(
        "unclear",
        [
            pytest.param(Put("laptop", 1, 0, size=(0.1, 0.1, 0.1), words=CLOSED), id="small"),
            pytest.param(Put("laptop", 1, 0, size=(0.6, 0.03, 0.05), words=CLOSED), id="from its edge"),
            pytest.param(Put("laptop", 3.0, 0, words=CLOSED), id="cut"),
            pytest.param(Put("laptop", 1, 0, words=Words("red", "plastic")), id="of which the truth tells nothing"),
        ],
    )
    def test_beside_one_that_is_unclear_nothing_is_asked(self, unclear: Put) -> None:
        frame = boxes(Put("laptop", -1, 0, words=OPEN), unclear)
        assert found(frame, "laptop", State("open")) == set()

    def test_boxes_are_looked_into_from_above(self) -> None:
        low = (Put("box", -1, 0, words=OPEN), Put("box", 1, 0, words=CLOSED))
        high = tuple(replace(each, z=1.5) for each in low)
        assert found(boxes(*low), "box", State("open")) == {2}
        assert found(boxes(*high), "box", State("open")) == set()
        shelved = tuple(replace(each, category="umbrella") for each in high)
        assert found(boxes(*shelved), "umbrella", State("open")) == {2}

    def test_what_is_lit_is_neither(self) -> None:
        assert found(boxes(*LAMPS), "floor lamp", State("open")) == set()


class TestLit:
    def test_lit_and_unlit(self) -> None:
        frame = shone(boxes(*LAMPS), 2)
        assert found(frame, "floor lamp", State("lit")) == {2}
        assert found(frame, "floor lamp", State("unlit")) == {3}

    def test_a_lamp_that_is_on_and_does_not_look_so_is_not_asked(self) -> None:
        frame = shone(boxes(*LAMPS))
        assert found(frame, "floor lamp", State("lit")) == found(frame, "floor lamp", State("unlit")) == set()

    def test_nor_is_one_that_is_off_in_the_glare(self) -> None:
        frame = shone(boxes(*LAMPS), 2, 3)
        assert found(frame, "floor lamp", State("lit")) == found(frame, "floor lamp", State("unlit")) == set()

    def test_nor_one_in_a_picture_that_is_bright_all_over(self) -> None:
        assert found(shone(boxes(*LAMPS), 2, around=240), "floor lamp", State("lit")) == set()


class TestPrinted:
    signs = (Put("a-board", -1, 0, words=Words(text="CAFE")), Put("a-board", 1, 0, words=Words(text="MENU")))

    def test_what_it_says(self) -> None:
        assert found(lettered(boxes(*self.signs)), "a-board", Printed("MENU")) == {3}
        assert found(lettered(boxes(*self.signs, Put("a-board", 0, 0))), "a-board", Printed("CAFE")) == {2}

    def test_letters_that_are_low_hidden_or_pale_are_not_read(self) -> None:
        assert found(lettered(boxes(*self.signs), 6.5), "a-board", Printed("CAFE")) == set()
        assert found(boxes(*self.signs), "a-board", Printed("CAFE")) == set()
        assert found(lettered(boxes(*self.signs), contrast=False), "a-board", Printed("CAFE")) == set()

    def test_another_that_says_the_same_out_of_sight_makes_it_unfair(self) -> None:
        frame = lettered(boxes(*self.signs, Put("a-board", 0, 0, words=Words(text="CAFE"))))
        *rest, last = frame.objects
        hidden = replace(frame, objects=(*rest, replace(last, lettering=None)))
        assert found(frame, "a-board", Printed("CAFE"), count=2) == {2, 4}
        assert found(hidden, "a-board", Printed("CAFE")) == set()

    def test_what_nothing_says_is_absent(self) -> None:
        scene = evidence.gather(lettered(boxes(*self.signs)))
        assert check.is_absent(scene, Description("a-board", (Printed("SOUP"),)))
        assert not check.is_absent(scene, Description("a-board", (Printed("CAFE"),)))

    @pytest.mark.parametrize("text", ["", "café", 'A"B', "A" * 21, " A", "A B C D E"])
    def test_a_form_holds_plain_capitals_only(self, text: str) -> None:
        form = to_json(Expression(Description("box", (Printed("A"),)), 0))
        with pytest.raises(ValidationError):
            from_json(form.replace('"text":"A"', f'"text":{text!r}'.replace("'", '"')))


def test_what_is_proposed_is_what_the_checker_finds() -> None:
    laptops = (Put("laptop", -1, 0, words=OPEN), Put("laptop", 1, 0, words=CLOSED))
    frame = lettered(boxes(*laptops, Put("a-board", 0, 0, words=Words(text="CAFE"))))
    scene, rng = evidence.gather(frame), np.random.default_rng(0)
    relations = graph.build(frame, scene)
    for kind, wanted in (("condition", {2, 3}), ("printed text", {4})):
        proposed = list(EVERY_KIND[kind].propose(relations, rng))
        assert {number for _, meant in proposed for number in meant} == wanted
        assert all(check.referents(scene, form) == meant for form, meant in proposed)


def test_what_is_absent_is_a_near_miss() -> None:
    frame = lettered(boxes(Put("laptop", -1, 0, words=OPEN), Put("building", 1, 0, words=Words(text="14"))))
    scene, rng = evidence.gather(frame), np.random.default_rng(0)
    relations = graph.build(frame, scene)
    swapped = {kind: list(ABSENT[kind][1](relations, [], rng)) for kind in ("absent condition", "absent text")}
    assert swapped["absent condition"] == [Description("laptop", (State("closed"),))]
    assert swapped["absent text"] == [Description("building", (Printed("15"),))]
    assert all(check.is_absent(scene, form) for forms in swapped.values() for form in forms)


@pytest.mark.parametrize(
    ("category", "part", "count", "wording", "expected"),
    [
        ("floor lamp", State("lit"), 1, 0, "the lit floor lamp"),
        ("floor lamp", State("lit"), 1, 1, "the floor lamp that is switched on"),
        ("floor lamp", State("unlit"), 2, 3, "the two floor lamps that are off"),
        ("television", State("unlit"), 1, 0, "the television that is switched off"),
        ("lantern", State("lit"), 1, 1, "the lantern that is burning"),
        ("book", State("open"), 2, 0, "both open books"),
        ("laptop", State("closed"), 1, 1, "the laptop that is closed"),
        ("a-board", Printed("CAFE"), 1, 0, 'the sandwich board that says "CAFE"'),
        ("building", Printed("14"), 1, 0, "the building with the number 14"),
        ("poster", Printed("JAZZ"), 1, 1, 'the poster with "JAZZ" on it'),
    ],
)
def test_english(category: str, part: Restriction, count: int, wording: int, expected: str) -> None:
    assert phrase(Description(category, (part,), count), wording) == expected


def test_the_one_left_out_is_named_by_its_state() -> None:
    form = Description("laptop", (Except(Description("laptop", (State("open"),))),), 3)
    assert [phrase(form, wording) for wording in (0, 1)] == [
        "every laptop except the open one",
        "every laptop but the one that is open",
    ]
    assert subject_of(Expression(Description("laptop", (State("open"),)), 0, casual=True)) == "open laptop"


@pytest.mark.parametrize(
    ("language", "state", "expected"),
    [
        ("de", "open", "den geöffneten roten Laptop"),
        ("de", "unlit", "die ausgeschaltete rote Stehlampe"),
        ("es", "lit", "la lámpara de pie roja encendida"),
        ("es", "closed", "el portátil rojo cerrado"),
        ("fr", "unlit", "la lampe sur pied rouge éteinte"),
        ("fr", "open", "l'ordinateur portable rouge ouvert"),
        ("zh", "closed", "合上的红色笔记本电脑"),
        ("ja", "lit", "ついている赤いフロアランプ"),
    ],
)
def test_states_agree_in_other_languages(language: str, state: StateWord, expected: str) -> None:
    form = Description("laptop" if state in ("open", "closed") else "floor lamp", (RED, State(state)))
    assert expected in {phrase(form, wording, language, "accusative") for wording in range(4)}


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("de", "das Poster mit der Aufschrift „JAZZ“", "das Gebäude mit der Nummer 14"),
        ("es", "el póster con el texto «JAZZ»", "el edificio con el número 14"),
        ("fr", "le poster avec le texte « JAZZ »", "le bâtiment avec le numéro 14"),
        ("zh", "写着“JAZZ”的海报", "标有数字14的建筑物"),
        ("ja", "「JAZZ」と書かれたポスター", "「14」と書かれた建物"),
    ],
)
def test_text_is_quoted_as_the_language_does(language: str, words: str, number: str) -> None:
    texts = ((Description("poster", (Printed("JAZZ"),)), words), (Description("building", (Printed("14"),)), number))
    for form, expected in texts:
        assert expected in {phrase(form, wording, language) for wording in range(4)}


def test_nobody_switches_a_lantern_on_in_other_languages() -> None:
    form = Description("lantern", (State("lit"),))
    assert sayable(form, "en")
    assert not any(sayable(form, language) for language in ("de", "es", "fr", "ja", "zh"))


def test_a_json_string_holds_no_quoted_text() -> None:
    assert not joins("json", ['the poster that says "JAZZ"'])
    assert joins("in", ['the poster that says "JAZZ"'])
