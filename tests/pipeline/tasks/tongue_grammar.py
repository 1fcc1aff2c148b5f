"""What no description may say: rules for each language beside English, and descriptions drawn by chance."""

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import numpy as np

from cavendish.pipeline.tasks.draw import pick
from cavendish.pipeline.tasks.relations.forms import (
    AccessoryWord,
    Attribute,
    Away,
    Between,
    Description,
    Doing,
    Extreme,
    GarmentWord,
    GazeWord,
    Hair,
    HairWord,
    Having,
    Nth,
    OfPeople,
    PostureWord,
    Relation,
    RelationName,
    Restriction,
    Superlative,
    Trait,
    Wearing,
    Who,
    WhoWord,
)
from cavendish.pipeline.tasks.relations.propose import ROUND_M
from cavendish.pipeline.tasks.relations.tongues.lexicon import forms_of, lexicon
from cavendish.pipeline.tasks.relations.uses import uses
from cavendish.pipeline.tasks.relations.vocabulary import noun, traits
from cavendish.pipeline.tasks.words.language import Form, concepts
from cavendish.scenes.appearance.colours import OBJECT_COLOURS
from cavendish.scenes.appearance.materials import FAMILIES

COLOURS = sorted({shade for family in FAMILIES.values() for shade, _ in family.shades if shade} | OBJECT_COLOURS.keys())
MATERIALS = sorted({family.word for family in FAMILIES.values()} - {""})
SIZES = ["large", "small"]
RELATIONS, SUPERLATIVES = get_args(RelationName), get_args(Superlative)

# By article: how the adjectives of a German singular end, by the gender of its noun, and of a plural.
GERMAN = {
    "m": {"der": "e", "den": "en", "dem": "en", "vom": "en", "am": "en"},
    "f": {"die": "e", "der": "en"},
    "n": {"das": "e", "dem": "en", "vom": "en", "am": "en"},
    "many": dict.fromkeys(("die", "den", "alle", "beide", "beiden", "zwei", "drei", "vier", "fünf"), "en"),
}
GERMAN_GENDERS = {"der": "m", "die": "f", "das": "n"}
GERMAN_UNCHANGED = {"am", "ganz", "nächsten", "weitesten", "weiter", "näher", "zwei", "drei", "vier", "fünf"}
GERMAN_DATIVE = "auf|unter|neben|vor|hinter|über|zwischen|von|an"
# The article of Spanish and French nouns, and the endings that go with it.
ROMANCE = {"el": ("m", False), "la": ("f", False), "los": ("m", True), "las": ("f", True), "le": ("m", False)}
SPANISH_UNCHANGED = {"rosa", "naranja", "beige"}


def descriptions(rng: np.random.Generator, count: int) -> Iterator[Description]:
    """Yield descriptions of all kinds, drawn from all categories that are spoken of."""
    for _ in range(count):
        yield _drawn(rng, spoken_of())


def people(rng: np.random.Generator, count: int) -> Iterator[Description]:
    """Yield descriptions of people by one fact or two, some by where they are to somebody else."""
    for _ in range(count):
        number = 1 if rng.random() < 0.8 else pick([2, 3], rng)
        where: tuple[Restriction, ...] = tuple(dict.fromkeys(_of_people(rng) for _ in range(int(rng.integers(1, 3)))))
        if rng.random() < 0.3:
            where = (Relation(pick(RELATIONS, rng), Description("person", (_of_people(rng),))),)
        yield Description("person", where, number)


def _of_people(rng: np.random.Generator) -> OfPeople:
    facts: list[OfPeople] = [
        Who(pick(get_args(WhoWord), rng)),
        Doing(pick([*get_args(PostureWord), *get_args(GazeWord)], rng)),
        Hair(pick(get_args(HairWord), rng)),
        Having(pick(get_args(AccessoryWord), rng)),
        Wearing(pick(get_args(GarmentWord), rng), pick(COLOURS, rng)),
    ]
    return pick(facts, rng)


@cache
def spoken_of() -> list[str]:
    """Return the categories of things that descriptions are about: neither silent ones nor mere parts of things."""
    return sorted(each for each in uses().keys() - concepts().only_parts if not noun(each).silent)


def _drawn(rng: np.random.Generator, categories: list[str]) -> Description:
    if rng.random() < 0.05:
        return Description("", (Trait(pick(sorted(traits()), rng)),), int(rng.integers(1, 4)))
    words = [word for word in _words(rng) if rng.random() < 0.35]
    more = _more(rng, categories)
    single = any(isinstance(part, Extreme | Nth) for part in more)
    return Description(pick(categories, rng), (*words, *more), 1 if single or rng.random() < 0.8 else pick([2, 3], rng))


def _words(rng: np.random.Generator) -> list[Restriction]:
    return [
        Attribute("colour", pick(COLOURS, rng)),
        Attribute("material", pick(MATERIALS, rng)),
        Attribute("size", pick(SIZES, rng)),
    ]


def _more(rng: np.random.Generator, categories: list[str]) -> list[Restriction]:
    landmarks = [Description(pick(categories, rng), tuple(_words(rng)[: int(rng.integers(2))])) for _ in range(2)]
    return pick(
        [
            [],
            [Relation(pick(RELATIONS, rng), landmarks[0])],
            [Relation("next to", Description(landmarks[0].category, (Relation("on", landmarks[1]),)))],
            [Relation("next to", landmarks[0]), Relation("behind", landmarks[1])],
            [Between(landmarks[0], landmarks[1])],
            [Away(pick(ROUND_M, rng))],
            [Extreme(pick(SUPERLATIVES, rng), bool(rng.random() < 0.5))],
            [Nth(int(rng.integers(1, 6)), pick(["left", "right"], rng))],
        ],
        rng,
    )


def faults(said: str, language: str) -> list[str]:
    """Return what is wrong with a description, each as a rule and where it is broken."""
    rules = {"de": _german, "es": _spanish, "fr": _french, "zh": _leading, "ja": _leading}
    return [f"{fault}: {said}" for fault in (*_blanks(said), *rules[language](said))]


def _blanks(said: str) -> Iterator[str]:
    if said != " ".join(said.split()) or set("{}[]") & set(said):
        yield "a blank too many, or a field that is not filled in"
    if found := re.search(r"\b(\w+) \1\b", said):
        yield f"{found[0]!r}"


def _german(said: str) -> Iterator[str]:
    if found := re.search(r"\b(?:von dem|an dem|in dem|zu dem|zu der)\b", said):
        yield f"{found[0]!r} is not contracted"
    if found := re.search(rf"\b(?:{GERMAN_DATIVE}) (?:die|das|ein|eine)\b", said):
        yield f"{found[0]!r} is no dative"
    articles = "|".join({article for table in GERMAN.values() for article in table})
    for article, adjectives, head in re.findall(rf"\b({articles}) ((?:[a-zäöüß]+ )*?)((?:[A-ZÄÖÜ]|TV)[\w-]*)", said):
        kinds = _german_kinds().get(head, set())
        endings = {GERMAN[kind].get(article) for kind in kinds} - {None}
        inflected = [word for word in adjectives.split() if word not in GERMAN_UNCHANGED]
        if kinds and not endings:
            yield f"'{article} … {head}' do not agree"
        elif kinds and not any(all(_ends(word, ending) for word in inflected) for ending in endings):
            yield f"{adjectives!r} does not agree with '{article} {head}'"


def _ends(word: str, ending: str | None) -> bool:
    return word.endswith("en") if ending == "en" else word.endswith("e")


@cache
def _german_kinds() -> dict[str, set[str]]:
    """Return for every German noun in every case its gender, or that it is a plural."""
    table: dict[str, set[str]] = {}
    for form in _forms("de"):
        head = form.bare.split()[0]
        article = form.definite.split()[0]
        table.setdefault(head, set()).add("many" if form.many else GERMAN_GENDERS[article])
        if form.many:
            table.setdefault(f"{head}n", set()).add("many")
    for head, other in lexicon("de").weak_nouns.items():
        table.setdefault(other, set()).update(table[head])
    return table


def _spanish(said: str) -> Iterator[str]:
    if found := re.search(r"\b(?:de el|a el)\b", said):
        yield f"{found[0]!r} is not contracted"
    adjectives = {
        form for table in (lexicon("es").colours, lexicon("es").sizes) for forms in table.values() for form in forms
    }
    for article, adjective in _with_adjective("es", "el|la|los|las", said.replace("el agua", "la agua"), adjectives):
        gender, many = ROMANCE[article]
        ending = ("o" if gender == "m" else "a") + ("s" if many else "")
        changes = adjective.rstrip("s")[-1] in "oa" and adjective not in SPANISH_UNCHANGED and " " not in adjective
        if changes and not adjective.endswith(ending):
            yield f"'{article} … {adjective}' do not agree"


def _french(said: str) -> Iterator[str]:
    if found := re.search(r"\b(?:de les?|à les?)\b", said):
        yield f"{found[0]!r} is not contracted"
    if found := re.search(r"\b(?:le|la|de) [aeiouéèêâîôœ]\w*", said):
        yield f"{found[0]!r} is not elided"
    if found := re.search(r"\b[ld]'[bcdfgjklmnpqrstvwxz]", said):
        yield f"{found[0]!r} is elided"
    adjectives = {form for forms in lexicon("fr").colours.values() if len(forms) == 4 for form in forms}
    for article, adjective in _with_adjective("fr", "le|la", said, adjectives):
        gender, _ = ROMANCE[article]
        known = [forms for forms in lexicon("fr").colours.values() if adjective in forms]
        if not any(adjective == forms[gender == "f"] for forms in known):
            yield f"'{article} … {adjective}' do not agree"


def _with_adjective(language: str, articles: str, said: str, adjectives: set[str]) -> list[tuple[str, str]]:
    nouns = "|".join(sorted(map(re.escape, {form.bare for form in _forms(language)}), key=len, reverse=True))
    shown = "|".join(sorted(map(re.escape, adjectives), key=len, reverse=True))
    return [
        (found[1], found[2])
        for found in re.finditer(rf"\b({articles}) (?:{nouns}) ({shown})\b(?! foncé| oscuro)", said)
    ]


def _leading(said: str) -> Iterator[str]:
    said = said.replace("T恤", "").replace("Tシャツ", "")
    if found := re.search(r"[a-zA-Z]| |(?:的|那|第)(?=的|第)", said):
        yield f"{found[0]!r}"
    if found := re.search(r"(的|の|那|第)\1", said):
        yield f"{found[0]!r}"


@cache
def _forms(language: str) -> list[Form]:
    people = (forms for who in get_args(WhoWord) for forms in forms_of(language, "person", who))
    things = (forms for category in uses() for forms in forms_of(language, category))
    return [form for forms in (*things, *people) for form in forms]
