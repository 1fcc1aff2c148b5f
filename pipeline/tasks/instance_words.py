"""What prompts of instance segmentation say in each language: the class in its forms, and the background's colour."""

from __future__ import annotations

from . import colours
from .colours import BLACK, RGB
from .prompts.templates import prompts
from .task import Answer
from .words.language import Form, indefinite, words


def values(one: Form, many: Form, background: RGB, colour_style: str, language: str) -> dict[str, str]:
    """Return what the fields of a template stand for. The class with its indefinite article, {a}, is English only."""
    said = words(language)
    names = {"one": one.bare, "many": many.bare, "the_many": many.definite}
    article = {"a": indefinite(one.bare)} if said.english else {}
    return names | article | {"colour": colours.write(background, colour_style, said.colours)}


def read(given: Answer) -> tuple[set[str], RGB]:
    """Return the names of the class in a prompt, without articles, and its background: black where none is named."""
    book, said = prompts("instance", given.language), words(given.language)
    found = book.read(book.template(given.template), given.prompt) or {}
    background = colours.parse(found.pop("colour"), said.colours) if "colour" in found else BLACK
    named = {name for field, name in found.items() if field in ("one", "many")}
    named |= {said.bare(name) for field, name in found.items() if field == "the_many"}
    return named | {name.split(" ", 1)[1] for field, name in found.items() if field == "a"}, background
