"""What is asked of the prompts that a recipe adds, beside what every prompt file must keep to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..data_files import Problem

if TYPE_CHECKING:
    from .templates import Prompts, Template

STATED = {"instance": "colour", "referring": "background"}  # the field with the colour of what is not asked for
MOST_CHARACTERS = 500  # of a template's text


def clashes(content: Prompts, ours: Prompts) -> Iterator[Problem]:
    """Yield what is called as bundled things are: metadata name templates by id, and phrases are said in all texts."""
    for name in ("phrases", "retired_phrases"):
        if again := getattr(content, name).keys() & ours.phrases.keys():
            yield (name, min(again)), "bundled prompts have phrases of this name; choose another"
    ids, texts = ({getattr(each, name) for each in ours.templates} for name in ("id", "text"))
    for position, template in enumerate(content.templates):
        if template.id in ids:
            yield ("templates", position, "id"), f"{template.id} is the id of a bundled template; choose another"
        if template.text in texts:
            yield ("templates", position, "text"), "it is the text of a bundled template"


def gaps(content: Prompts, task: str, variants: Collection[str]) -> Iterator[Problem]:
    """Yield what would leave the task without words: fields without phrases, and variants that no text can ask for."""
    for name, ways in content.phrases.items():
        if not ways or (isinstance(ways, dict) and not all(ways.values())):
            yield ("phrases", name), "it must have at least one way to say it"
        if isinstance(ways, dict) and (twice := _said_twice(ways)):
            yield ("phrases", name), f"{twice!r} is said of two variants, and would not tell which one is meant"
    for position, template in enumerate(content.templates):
        for field, message in _faults(template, task):
            yield ("templates", position, field), message
    asked = [template for template in content.current if not template.casual]
    if not asked:
        yield ("templates",), "at least one must be asked, and not retired"
    for variant in variants:
        if not any(content.fits(template, variant) for template in asked):
            yield ("templates",), f"none of them can ask for {variant}: phrases by variant are needed"


def _said_twice(ways: Mapping[str, Sequence[str]]) -> str:
    said = Counter(way for each in ways.values() for way in each)
    return next((way for way, times in said.items() if times > 1), "")


def _faults(template: Template, task: str) -> Iterator[tuple[str, str]]:
    stated = STATED.get(task, "")
    if len(template.text) > MOST_CHARACTERS:
        yield "text", f"it has more than {MOST_CHARACTERS} characters"
    if template.background and stated and stated not in template.fields:
        yield "text", f"it must hold {{{stated}}}, as a colour for the background is drawn"
