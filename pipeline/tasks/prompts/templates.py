"""Prompts: templates in several languages, read from data files, filled in by chance and read back.

`TASK.yaml` beside this file holds English, `TASK.LANGUAGE.yaml` another language. A file has `templates`, each with an
`id` and a `text`, and `phrases`: for each {field} of a text the ways to say it, one of which is drawn. Where the task
knows variants, such as colour maps, a field may give its ways by variant; a text without any such field goes with the
first variant only, which is the one that needs no naming. A field with a capital capitalises its phrase. `values` lists
the fields that the task fills in: every text has each of them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Annotated, get_args

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict

from ....manifests.task_options import Colormap, Convention
from ....scenes.changes import EditKind
from .. import colours, legend
from ..data_files import DataFile, Problem, load, load_ours
from ..draw import pick
from ..relations import entries
from ..task import Answer
from ..texts import added_files, kept
from ..words.language import words
from . import added
from .matching import Piece, values_in

VARIANTS = {"depth": get_args(Colormap), "normals": get_args(Convention)}
# What the tasks fill in themselves, and what of that every text must hold one of.
VALUES = {
    "semantic": ("legend",),
    "instance": ("one", "many", "the_many", "a", "colour"),
    "referring": ("legend", "background"),
    "edit": ("thing", "colour", "switch", "time", "camera", "way"),
}
NEEDED = {"semantic": ("legend",), "instance": ("one", "many", "the_many", "a"), "referring": ("legend",)}
OF_EDITS: dict[EditKind, tuple[str, ...]] = {  # what a text must hold of each kind of change
    "remove": ("thing",),
    "recolour": ("thing", "colour"),
    "light": ("thing", "switch"),
    "daytime": ("time",),
    "camera": ("camera",),
    "move": ("thing", "way"),
}
READ_BACK = 4  # fillings of each template with a legend that are read back when the file is loaded
_FIELD = re.compile(r"\{(\w*)\}")


def _clean(text: str) -> str:
    if not text.strip() or text != " ".join(text.split()):
        raise ValueError("it must be one line of text without leading, trailing or double blanks")
    return text


Line = Annotated[str, AfterValidator(_clean)]
Ways = tuple[Line, ...]


class Template(BaseModel):
    """One way to ask.

    `legend` names the styles that its colours may be listed in; with `background` it states a colour for everything
    unlisted, which is black otherwise. `casual` texts go with subjects that are typed in a hurry, as "red mug". What is
    `retired` is not asked any more; prompts of before are read with it. `kinds` are the changes that a text of an edit
    asks for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Line
    text: Line
    legend: tuple[str, ...] = ()
    background: bool = False
    casual: bool = False
    retired: bool = False
    kinds: tuple[EditKind, ...] = ()

    @property
    def fields(self) -> list[str]:
        """The names of the text's fields, in order."""
        return _FIELD.findall(self.text)

    def said(self, values: Mapping[str, str]) -> str:
        """Return the text with these values in their fields; the fields of others stay."""
        return _FIELD.sub(lambda field: values.get(field[1], field[0]), self.text)


class Prompts(BaseModel):
    """All ways to ask one task in one language; `retired_phrases` are read and not said any more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrases: dict[str, Ways | dict[str, Ways]] = {}
    retired_phrases: dict[str, Ways | dict[str, Ways]] = {}
    values: tuple[Line, ...] = ()
    templates: tuple[Template, ...]

    def template(self, name: str) -> Template:
        """Return the template of this id; raises KeyError."""
        return {entry.id: entry for entry in self.templates}[name]

    def beside(self, others: Prompts) -> Prompts:
        """Return these prompts together with others; these come first, so that positions are those of their file."""
        return Prompts(
            phrases=others.phrases | self.phrases,
            retired_phrases=others.retired_phrases | self.retired_phrases,
            values=others.values or self.values,
            templates=self.templates + others.templates,
        )

    @property
    def current(self) -> tuple[Template, ...]:
        """The templates that are asked."""
        return tuple(entry for entry in self.templates if not entry.retired)

    @property
    def has_casual(self) -> bool:
        """Whether some texts go with subjects that are typed in a hurry."""
        return any(entry.casual for entry in self.current)

    def choose(
        self, rng: np.random.Generator, variant: str = "", styles: Container[str] = (), casual: bool = False
    ) -> Template:
        """Return a template that can ask for the variant, or in one of the styles, all equally likely."""
        register = [entry for entry in self.current if entry.casual == casual]
        fitting = [entry for entry in register if not variant or self.fits(entry, variant)]
        return pick([entry for entry in fitting if not styles or any(name in styles for name in entry.legend)], rng)

    def fill(
        self, template: Template, rng: np.random.Generator, variant: str = "", values: Mapping[str, str] | None = None
    ) -> str:
        """Return a prompt: phrases drawn, values put in."""
        given = values or {}

        def one(field: re.Match[str]) -> str:
            ways = _ways(self.phrases, field[1], variant)
            return given[field[1]] if not ways else pick(ways, rng)

        return _FIELD.sub(one, template.text)

    def read(self, template: Template, prompt: str, variant: str = "") -> dict[str, str] | None:
        """Return the values that a prompt was filled in with; None where the template cannot have made it.

        What begins with a capital may have been said without, by the same template of before.
        """
        pieces = [Piece(ways=(literal,)) for literal in _FIELD.split(template.text)]
        for position, field in enumerate(template.fields):
            known = product((self.phrases, self.retired_phrases), dict.fromkeys((field, field.lower())))
            ways = [way for phrases, spelt in known for way in _ways(phrases, spelt, variant)]
            pieces[2 * position + 1] = Piece(field, tuple(ways))
        return values_in(prompt, pieces)

    def fits(self, template: Template, variant: str) -> bool:
        """Return whether a template can ask for a variant."""
        named = [self.phrases.get(field.lower()) for field in template.fields]
        by_variant = [ways for ways in named if isinstance(ways, dict)]
        return bool(by_variant) or variant == self._unnamed

    @property
    def _unnamed(self) -> str:
        """The variant that needs no naming."""
        return next((next(iter(ways)) for ways in self.phrases.values() if isinstance(ways, dict)), "")


def _ways(phrases: Mapping[str, Ways | dict[str, Ways]], field: str, variant: str) -> list[str]:
    ways = phrases.get(field.lower(), ())
    chosen = ways.get(variant, ()) if isinstance(ways, dict) else ways
    return [way[0].upper() + way[1:] for way in chosen] if field[:1].isupper() else list(chosen)


def languages(task: str) -> list[str]:
    """Return the languages that a task has prompts in, English first."""
    return _languages(task, {*_bundled(), *added_files()})


def bundled_languages(task: str) -> list[str]:
    """Return those that it has bundled prompts in."""
    return _languages(task, _bundled())


@kept
def prompts(task: str, language: str) -> Prompts:
    """Return the prompts of a task in a language, the recipe's own beside ours; raises DataFileError.

    Raises FileNotFoundError where there are none.
    """
    name = f"{task}.yaml" if language == "en" else f"{task}.{language}.yaml"
    ours = load_ours(files(__package__) / name, Prompts) if name in _bundled() else Prompts(templates=())
    if name in added_files():
        return read_added(added_files()[name], task, language, ours)
    if not ours.templates:
        raise FileNotFoundError(name)
    return ours


def _languages(task: str, names: Iterable[str]) -> list[str]:
    parts = [name.split(".") for name in names]
    return ["en", *sorted(each[1] for each in parts if each[0] == task and len(each) == 3)]


@cache
def _bundled() -> frozenset[str]:
    return frozenset(entry.name for entry in files(__package__).iterdir())


def read_prompts(path: DataFile, task: str, language: str = "en") -> Prompts:
    """Return the prompts in a file; raises DataFileError."""
    return load(path, Prompts, lambda content: _problems(content, task, language))


def read_added(path: DataFile, task: str, language: str, ours: Prompts) -> Prompts:
    """Return the prompts in a file beside bundled ones, if any, whose ids and phrases stay theirs.

    Raises DataFileError also where they leave a gap: nothing to say for a field, or to ask for a variant.
    """

    def problems(content: Prompts) -> Iterator[Problem]:
        yield from added.clashes(content, ours)
        yield from _problems(content.beside(ours), task, language)
        yield from added.gaps(content.beside(ours), task, variants(content.beside(ours), task))

    return load(path, Prompts, problems).beside(ours)


def _problems(content: Prompts, task: str, language: str) -> Iterator[Problem]:
    yield from _field_problems(content, task)
    if task == "semantic":
        yield from _legend_problems(content, language)
    if task == "referring":
        yield from _style_problems(content, language)
    if task == "edit":
        yield from _kind_problems(content)
    for position, template in enumerate(content.templates):
        if task == "instance" and "a" in template.fields and not words(language).english:
            yield ("templates", position, "text"), "{a} is the English article; write {one}, {many} or {the_many}"


def variants(content: Prompts, task: str) -> tuple[str, ...]:
    """Return the variants of a task: those that its options name, or else its first phrase that is given by variant."""
    by_variant = (tuple(ways) for ways in content.phrases.values() if isinstance(ways, dict))
    return VARIANTS.get(task) or next(by_variant, ())


def _style_problems(content: Prompts, language: str) -> Iterator[Problem]:
    """Yield the styles of referring expressions that a language does not have."""
    known = entries.styles(language)
    for position, template in enumerate(content.templates):
        place = ("templates", position, "legend")
        if not known:
            yield place, f"nothing is described in the language {language!r}; that takes a grammar beside the texts"
        if not template.legend:
            yield ("templates", position, "text"), "it must list at least one style in `legend`"
        for style in template.legend:
            if style not in known:
                yield place, f"{style!r} is not one of {', '.join(known)}"


def _kind_problems(content: Prompts) -> Iterator[Problem]:
    """Yield the texts that ask for no change, or do not say what one takes."""
    for position, template in enumerate(content.templates):
        place = ("templates", position)
        if not template.kinds:
            yield (*place, "text"), "it must list at least one kind of change in `kinds`"
        for kind in template.kinds:
            if lacking := [field for field in OF_EDITS[kind] if field not in template.fields]:
                yield (*place, "text"), f"to ask for {kind} it must hold {{{lacking[0]}}}"


def _field_problems(content: Prompts, task: str) -> Iterator[Problem]:
    for name, ways in content.phrases.items():
        if isinstance(ways, dict) and set(ways) != set(variants(content, task)):
            yield ("phrases", name), f"it must have ways for each of {', '.join(variants(content, task))}"
    if unknown := content.retired_phrases.keys() - content.phrases.keys():
        yield ("retired_phrases", min(unknown)), f"it is none of the phrases {', '.join(content.phrases)}"
    known = {*content.phrases, *VALUES.get(task, ()), *content.values}
    seen: dict[str, int] = {}
    for position, template in enumerate(content.templates):
        place = ("templates", position)
        for field in template.fields:
            if (field.lower() if field.lower() in content.phrases else field) not in known:
                yield (*place, "text"), f"{{{field}}} is neither a phrase nor one of {', '.join(sorted(known))}"
        if set("{}") & set(_FIELD.sub("", template.text)):
            yield (*place, "text"), "it has a brace that belongs to no field"
        needed = NEEDED.get(task, ())
        if needed and not set(needed) & set(template.fields):
            yield (*place, "text"), f"it must hold {' or '.join(f'{{{field}}}' for field in needed)}"
        for field in [field for field in content.values if field not in template.fields]:
            yield (*place, "text"), f"it must hold {{{field}}}"
        for key in (template.id, template.text):
            if key in seen:
                yield (*place, "id" if key == template.id else "text"), f"it is that of template {seen[key] + 1} too"
            seen[key] = position


def _legend_problems(content: Prompts, language: str) -> Iterator[Problem]:
    """Yield the legends that do not come back out of the prompt as they went in."""
    said, rng = words(language), np.random.default_rng(0)
    first = ("wall", "ceiling", "boxes and baskets", *said.names)
    listed = [forms[-1] for forms in islice((forms for name in first for forms in said.forms(name)[:1]), 3)]
    for position, template in enumerate(content.templates):
        place = ("templates", position, "legend")
        rest = [said.rest()[0]] if template.background else []
        entries = dict(zip(listed + rest, colours.NAMED.values(), strict=False))
        expected = {legend.UNLISTED if form in rest else form.bare: rgb for form, rgb in entries.items()}
        if not template.legend:
            yield place, "it must list at least one style"
        for style in template.legend:
            if style not in legend.styles(language):
                yield place, f"{style!r} is not one of {', '.join(legend.styles(language))}"
            values = {"legend": legend.write(entries, style, "hex", language)}
            texts = [content.fill(template, rng, values=values) for _ in range(READ_BACK)]
            for text in [text for text in texts if legend.read(text) != expected]:
                yield place, f"the legend in the style {style!r} cannot be read back out of {text!r}"


def prompt_faults(task: str, given: Answer, variant: str = "") -> list[str]:
    """Return a fault where the prompt cannot come from its template, or names another variant."""
    try:
        ways = prompts(task, given.language)
        template = ways.template(given.template)
    except (KeyError, FileNotFoundError):
        return [f"there is no template {given.template!r} for {task} in the language {given.language!r}"]
    if ways.read(template, given.prompt, variant) is None:
        return [
            f"prompt is {given.prompt!r}, which template {given.template} does not give{variant and ' for '}{variant}"
        ]
    return []
