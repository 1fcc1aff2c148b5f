"""What things are called, in several languages, and which categories of a scene they are: data files beside this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from ..colours import NAMED
from ..data_files import DataFile, Problem, load, load_ours
from ..texts import added_files, kept

if TYPE_CHECKING:
    import inflect

SUBJECT = r"(?:[^\"=:;.<>#(){}、。，：；（）「」]|_\(\w+\))+?"  # what a name may be made of; LVIS has orange_(fruit)


@cache
def english() -> inflect.engine:
    """Return what knows English articles, plurals and numbers."""
    with _unchecked():
        import inflect  # depth or normals need no English

    return inflect.engine()


@contextmanager
def _unchecked() -> Iterator[None]:
    """Have typeguard leave alone what is imported: to check inflect's arguments it rewrites all of it, for 3 s."""
    import typeguard

    checked = typeguard.typechecked
    vars(typeguard)["typechecked"] = lambda function: function
    try:
        yield
    finally:
        vars(typeguard)["typechecked"] = checked


class Form(NamedTuple):
    """One way to write a name: without and with its article, and whether it is a plural."""

    bare: str
    definite: str
    many: bool


class Concepts(BaseModel):
    """What can be named, in no language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: dict[str, frozenset[str]]
    merged: dict[str, frozenset[str]]
    alike: dict[str, frozenset[str]]
    parts: dict[str, frozenset[str]]
    uncounted: frozenset[str]
    unrecognised: frozenset[str] = frozenset()
    only_parts: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()

    def categories(self, concept: str) -> frozenset[str]:
        """Return the categories that a concept covers; one that is not listed covers itself."""
        listed = self.merged if concept in self.merged else self.classes  # asked thousands of times for a legend
        return listed.get(concept, frozenset({concept}))

    def of(self, category: str) -> str:
        """Return the class that a category belongs to."""
        return self._class_of.get(category, category)

    @cached_property
    def _class_of(self) -> dict[str, str]:
        """The first class that covers each category."""
        return {each: name for name, covered in reversed(self.classes.items()) for each in covered}

    @cached_property
    def lookalikes(self) -> dict[str, frozenset[str]]:
        """What `alike` lists for each category, in either direction."""
        pairs = {(one, other) for one, others in self.alike.items() for other in others}
        both = pairs | {(other, one) for one, other in pairs}
        return {name: frozenset(other for one, other in both if one == name) for name, _ in both}

    def look_alike(self, one: str, other: str) -> bool:
        """Return whether some people would use the name of one category for the other: a car, and a toy car."""
        return other in self.lookalikes.get(one, ()) or one.endswith(f" {other}") or other.endswith(f" {one}")

    def may_include(self, concept: str, category: str) -> bool:
        """Return whether some people would count in what is not of this concept, or something that is part of it."""
        covered, parts = self.categories(concept), self.parts.get(category, frozenset())
        alike = any(self.look_alike(each, category) for each in covered | {concept})
        return category not in covered and (alike or not parts.isdisjoint(covered))


class LegendStyle(BaseModel):
    """How a legend says one entry, for one thing and for several, and what stands between, before and after them.

    An entry holds {colour}, and {bare}, {the} or {The}: the name without its article, with it, and with a capital.
    {in_colour} stands for {colour} where a colour that is no word needs a preposition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: str
    many: str = ""
    join: str = " "
    last: str = ""
    opening: str = ""
    closing: str = ""

    def entry(self, form: Form, colour: str, in_colour: str) -> str:
        """Return one entry."""
        the = form.definite
        text = (self.many if form.many else "") or self.one
        return text.format(bare=form.bare, the=the, The=the[0].upper() + the[1:], colour=colour, in_colour=in_colour)

    def listed(self, entries: list[str]) -> str:
        """Return the whole legend."""
        *most, end = entries
        body = f"{self.join.join(most)}{self.last or self.join}{end}" if most else end
        return self.opening + body + self.closing


class Vocabulary(BaseModel):
    """The words of one language. Where `english` holds, bare names get their articles and plurals by rule.

    Without `plurals`, a name stands for one thing and for several. `retired` names are not said any more; prompts of
    before are read with them. `feminine` lists the names, without their articles, whose article does not say so.
    `before_value` is the preposition of {in_colour}.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    english: bool = False
    plurals: bool = True
    articles: tuple[str, ...]
    background: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    retired: dict[str, str] = {}
    feminine: frozenset[str] = frozenset()
    before_value: str = ""
    legends: dict[str, LegendStyle]
    colours: dict[str, str]

    def forms(self, concept: str) -> list[tuple[Form, ...]]:
        """Return for each name of a concept its singular and its plural, or the one that there is.

        In English, what is not in the file is called what the scene calls it, if a legend can hold that.
        """
        spoken = self.english and re.fullmatch(SUBJECT, concept)  # a scene file's "desk: old" would spoil a legend
        names = self.names.get(concept) or ((concept,) if spoken else ())
        return [self._forms(name) for name in names]

    def rest(self) -> list[Form]:
        """Return what everything unlisted is called."""
        return [self._form(name, many=False) for name in self.background]

    def concept(self, bare: str, categories: frozenset[str]) -> str | None:
        """Return what a name means, among the concepts of the file and the categories of a scene."""
        if bare in self.meanings:
            return self.meanings[bare]
        unlisted = categories - self.names.keys()
        return next((name for name in unlisted for forms in self.forms(name) for f in forms if f.bare == bare), None)

    def bare(self, definite: str) -> str:
        """Return a name without its article."""
        return self._form(definite, many=False).bare

    def colour(self, name: str) -> str:
        """Return a colour of the table in this language."""
        return self.colours.get(name, name)

    @cached_property
    def meanings(self) -> dict[str, str]:
        """The concept of each bare name, singular or plural, those included that datasets of before said."""
        said = {form.bare: concept for concept in self.names for forms in self.forms(concept) for form in forms}
        return {**self.retired, **said}

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories that have a name."""
        single = self.names.keys() - concepts().merged.keys()
        return frozenset(single).union(*(concepts().categories(name) for name in single))

    @cached_property
    def _formed(self) -> dict[str, tuple[Form, ...]]:
        """The forms of each name that was asked for."""
        return {}

    def _forms(self, name: str) -> tuple[Form, ...]:
        if name not in self._formed:
            self._formed[name] = self._form_all(name)
        return self._formed[name]

    def _form_all(self, name: str) -> tuple[Form, ...]:
        if self.english and "/" not in name and not name.startswith(self.articles):
            return (self._form(f"the {name}", many=False), self._form(f"the {_plural(name)}", many=True))
        sides = [side.strip() for side in name.split("/")] if self.plurals else [name, name]
        return tuple(self._form(side, many=bool(place)) for place, side in enumerate(sides) if side)

    def _form(self, definite: str, many: bool) -> Form:
        article = next((a for a in self.articles if definite.startswith(a)), "")
        return Form(definite.removeprefix(article), definite, many)


class MoreWords(BaseModel):
    """What can be added to the words of a language that is there: names of other things, and styles of legends."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: dict[str, tuple[str, ...]] = {}
    legends: dict[str, LegendStyle] = {}

    def beside(self, ours: Vocabulary) -> Vocabulary:
        """Return all words together."""
        both = {"names": ours.names | self.names, "legends": ours.legends | self.legends}
        return Vocabulary.model_validate({**{name: getattr(ours, name) for name in Vocabulary.model_fields}, **both})


def languages() -> list[str]:
    """Return the languages that there are words for, English first."""
    added = {Path(name).stem for name in added_files() if name.startswith("words/")}
    return ["en", *sorted((_bundled() | added) - {"en"})]


@cache
def concepts() -> Concepts:
    """Return what can be named; raises DataFileError."""
    return read_concepts(files(__package__) / "concepts.yaml")


def read_concepts(path: DataFile) -> Concepts:
    """Return the concepts in a file; raises DataFileError."""
    return load(path, Concepts, _repeated_pairs)


@kept
def words(language: str) -> Vocabulary:
    """Return the words of a language, the recipe's own beside ours; raises DataFileError.

    Raises FileNotFoundError where there are none.
    """
    ours = load_ours(files(__package__) / f"{language}.yaml", Vocabulary) if language in _bundled() else None
    if added := added_files().get(f"words/{language}.yaml"):
        return read_more_words(added, ours) if ours else read_words(added)
    if ours is None:
        raise FileNotFoundError(f"{language}.yaml")
    return ours


@cache
def _bundled() -> frozenset[str]:
    names = {entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".yaml")}
    return frozenset(name.removesuffix(".yaml") for name in names) - {"concepts"}


def read_words(path: DataFile) -> Vocabulary:
    """Return the words in a file; raises DataFileError."""
    return load(path, Vocabulary, _problems)


def read_more_words(path: DataFile, ours: Vocabulary) -> Vocabulary:
    """Return the words of a language with the names and legends of a file beside them; raises DataFileError."""

    def problems(content: MoreWords) -> Iterator[Problem]:
        for field in ("names", "legends"):
            if again := getattr(content, field).keys() & getattr(ours, field).keys():
                yield (field, min(again)), "it is there already; what is added must be new"
        yield from _problems(content.beside(ours))

    return load(path, MoreWords, problems).beside(ours)


def indefinite(noun: str) -> str:
    """Return an English noun with `a` or `an`."""
    return str(english().a(noun))


def _repeated_pairs(content: Concepts) -> Iterator[Problem]:
    for one, others in content.alike.items():
        if again := [other for other in others if other == one or one in content.alike.get(other, ())]:
            yield ("alike", one), f"{min(again)} is itself, or lists {one} too; each pair stands here once"


def _problems(content: Vocabulary) -> Iterator[Problem]:
    yield from _name_problems(content)
    for field in ("articles", "background", "colours"):
        said = getattr(content, field)
        if any(not each.strip() for each in (said.values() if isinstance(said, dict) else said)):
            yield (field,), "it has an empty text"
    if unnamed := content.feminine - content.meanings.keys():
        yield ("feminine",), f"{min(unnamed)!r} is none of the names without their articles"
    for name, style in content.legends.items():
        for number, text in (("one", style.one), ("many", style.many or style.one)):
            if not _is_entry(text):
                yield ("legends", name, number), "it must hold {the} or {The} once, and {colour} once"
    if unknown := content.colours.keys() - NAMED.keys():
        yield ("colours", min(unknown)), f"is not a colour of the table; that has {', '.join(NAMED)}"
    if not content.english and (missing := [name for name in NAMED if name not in content.colours]):
        yield ("colours",), f"{missing[0]} is missing"
    said = [content.colour(name) for name in NAMED]
    if doubles := [name for name in NAMED if said.count(content.colour(name)) > 1]:
        yield ("colours", doubles[0]), "its word is that of another colour too"


def _name_problems(content: Vocabulary) -> Iterator[Problem]:
    if not content.names or not content.background:
        yield ("background" if content.names else "names",), "it must have at least one"
    owner = {form.bare: "the background" for form in content.rest()}
    for concept, names in content.names.items():
        for position, forms in enumerate(content.forms(concept)):
            place = ("names", concept, position)
            if not forms:
                yield place, "it is empty"
            for form in forms:
                if not re.fullmatch(SUBJECT, form.bare) or form.bare != form.bare.strip():
                    yield place, f"{form.bare!r} has a character that legends are made of, or a blank at its end"
                if content.articles and form.definite == form.bare:
                    yield place, f"{names[position]!r} lacks an article; known are {', '.join(content.articles)}"
                if owner.setdefault(form.bare, concept) != concept:
                    yield place, f"{form.bare!r} is a name of {owner[form.bare]} too"


def _is_entry(text: str) -> bool:
    """Return whether a text of a legend holds a name with its article, a colour, and no other brace."""
    plain = {"The": "the", "in_colour": "colour"}
    fields = [plain.get(name, name) for name in re.findall(r"\{(\w*)\}", text)]
    return sorted(fields) == ["colour", "the"] and not set("{}") & set(re.sub(r"\{\w*\}", "", text))


@cache
def _plural(noun: str) -> str:
    return str(english().plural_noun(noun))
