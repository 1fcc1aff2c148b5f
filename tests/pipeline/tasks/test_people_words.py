"""How people are spoken of, in six languages: what agrees, what is said once, and what nobody says."""

from __future__ import annotations

import pytest

from cavendish.pipeline.tasks.relations import entries
from cavendish.pipeline.tasks.relations.forms import (
    Between,
    Deed,
    Description,
    Doing,
    Extreme,
    Hair,
    Having,
    Relation,
    Restriction,
    Wearing,
    Who,
)
from cavendish.pipeline.tasks.relations.speech import phrase, sayable
from cavendish.pipeline.tasks.relations.tongues.lexicon import languages

WOMAN, MAN = Who("woman"), Who("man")
IN_RED = Description("person", (WOMAN, Wearing("clothes", "red")))


def said(language: str, *where: Restriction, count: int = 1, wording: int = 0) -> str:
    return phrase(Description("person", where, count), wording, language)


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
def test_a_garment(language: str, expected: str) -> None:
    assert said(language, WOMAN, Wearing("jacket", "red")) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the man next to the woman in red"),
        ("de", "der Mann neben der Frau in roter Kleidung"),
        ("es", "el hombre junto a la mujer de rojo"),
        ("fr", "l'homme à côté de la femme en rouge"),
        ("zh", "穿红色衣服的女人旁边的男人"),
        ("ja", "赤い服を着た女性の隣の男性"),
    ],
)
def test_people_by_people(language: str, expected: str) -> None:
    assert said(language, MAN, Relation("next to", IN_RED)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the girl sitting on a bench"),
        ("de", "das auf einer Bank sitzende Mädchen"),
        ("es", "la niña sentada en un banco"),
        ("fr", "la fillette assise sur un banc"),
        ("zh", "坐在长椅上的女孩"),
        ("ja", "ベンチに座っている女の子"),
    ],
)
def test_what_is_sat_on(language: str, expected: str) -> None:
    assert said(language, Who("girl"), Deed("sitting on", "bench")) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the boy holding a book"),
        ("de", "der ein Buch haltende Junge"),
        ("es", "el niño sosteniendo un libro"),
        ("fr", "le garçon tenant un livre"),
        ("zh", "拿着书的男孩"),
        ("ja", "本を持っている男の子"),
    ],
)
def test_what_is_held(language: str, expected: str) -> None:
    assert said(language, Who("boy"), Deed("holding", "book")) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the tallest person"),
        ("de", "die größte Person"),
        ("es", "la persona más alta"),
        ("fr", "la personne la plus grande"),
        ("zh", "最高的那个人"),
        ("ja", "一番背の高い人"),
    ],
)
def test_the_tallest(language: str, expected: str) -> None:
    assert expected in {said(language, Extreme("tallest"), wording=wording) for wording in range(12)}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Description("person", (MAN, Doing("walking")), 2), "both men walking"),
        (Description("person", (Wearing("jeans", "blue"),), 3), "all three people in blue jeans"),
        (Description("person", (Wearing("coat", "orange"),), 2), "both people in orange coats"),
        (Description("person", (Wearing("coat", "orange"),)), "the person in an orange coat"),
        (Description("person", (Wearing("long skirt", "red"),)), "the person in a long red skirt"),
        (Description("person", (Doing("arms folded"),)), "the person with folded arms"),
        (
            Description("person", (WOMAN, Wearing("jacket", "red"), Wearing("jeans", "blue"))),
            "the woman in a red jacket and blue jeans",
        ),
        (Description("person", (MAN, Hair("bald"))), "the bald man"),
        (Description("person", (MAN, Hair("short"), Having("glasses"))), "the man with short hair and glasses"),
        (Description("person", (Having("hat"),), 2), "both people with hats"),
        (Description("person", (Who("girl"), Hair("ponytail"))), "the girl with a ponytail"),
        (Description("person", (Deed("sitting on", "armchair"),)), "the person sitting in an armchair"),
        (Description("person", (WOMAN, Deed("walking", "dog"))), "the woman walking a dog"),
        (Description("person", (Who("cyclist"),)), "the cyclist"),
        (
            Description("person", (Who("child"), Between(Description("person", (MAN,)), IN_RED))),
            "the child between the man and the woman in red",
        ),
    ],
)
def test_english(form: Description, expected: str) -> None:
    assert phrase(form, 0) == expected


def test_every_second_wording_says_where_people_are() -> None:
    assert [said("en", MAN, Extreme("leftmost"), wording=n) for n in (0, 1)] == [
        "the leftmost man",
        "the man on the far left",
    ]
    assert said("en", Extreme("rightmost", of_two=True), wording=1) == "the person on the right"


@pytest.mark.parametrize(
    ("language", "where", "count", "expected"),
    [
        ("de", (MAN, Deed("riding", "bicycle")), 1, "der Mann auf einem Fahrrad"),
        ("de", (Doing("sitting"), Having("glasses")), 1, "die sitzende Person mit Brille"),
        ("de", (Who("boy"), Doing("running")), 2, "die beiden rennenden Jungen"),
        ("es", (WOMAN, Doing("sitting")), 2, "las dos mujeres sentadas"),
        ("es", (MAN, Hair("bald")), 1, "el hombre calvo"),
        ("fr", (WOMAN, Deed("leaning on", "tree")), 1, "la femme appuyée contre un arbre"),
        ("fr", (Who("boy"), Doing("crouching")), 2, "les deux garçons accroupis"),
        ("ja", (Relation("left of", Description("bench")),), 1, "ベンチの左側にいる人物"),
    ],
)
def test_what_agrees(language: str, where: tuple[Restriction, ...], count: int, expected: str) -> None:
    assert expected in {said(language, *where, count=count, wording=wording) for wording in range(12)}


def test_several_who_wear_a_garment_are_not_spoken_of_where_it_agrees_in_number() -> None:
    form = Description("person", (Wearing("coat", "red"),), 2)
    assert [language for language in languages() if sayable(form, language)] == ["ja", "zh"]


def test_nor_several_with_a_cup_each() -> None:
    form = Description("person", (Deed("holding", "cup"),), 2)
    assert [language for language in languages() if sayable(form, language)] == []
    assert sayable(form, "en")


@pytest.mark.parametrize("language", languages())
def test_what_could_go_with_either_of_two_people_is_not_said(language: str) -> None:
    assert not sayable(Description("person", (Relation("next to", IN_RED), Having("glasses"))), language)


def test_no_colour_stands_behind_another() -> None:
    assert not entries.joins("in", ["the woman in red"])
    assert not entries.joins("in", ["the girl left of the woman in red and with glasses"])
    assert not entries.joins("with", ["la mujer de rojo"], "es")
    assert entries.joins("equals", ["the woman in red"])
    assert entries.joins("in", ["the woman in red jeans and a hat"])
    assert entries.joins("in", ["the woman in a red coat"])
