"""Whether all texts that a recipe's prompts need are there and can be meant, read before anything is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ....manifests.prompt_files import language_of
from ....scenes.errors import RequestError
from ..texts import added_files
from ..words.language import concepts, languages, words
from . import templates

WITH_WORDS = ("semantic", "instance", "referring")  # the tasks that name things


def check_texts(asked: Iterable[str], of_tasks: Mapping[str, Iterable[str]]) -> None:
    """Read the texts of the languages that are asked for, of each task in its own, and all that the recipe adds.

    Raises RequestError.
    """
    concepts()
    for name in added_files():
        _check_added(name)
    known = _known()
    for language in asked:
        if language not in known:
            raise RequestError(f"languages: {language!r} is not one of {', '.join(known)}")
    for task, in_languages in of_tasks.items():
        for language in in_languages:
            templates.prompts(task, language)
    for language in {*asked} & {*languages()}:
        words(language)


def _known() -> list[str]:
    """Return the languages that anything can be asked in."""
    return ["en", *sorted({*languages(), *map(language_of, added_files())} - {"en"})]


def _check_added(name: str) -> None:
    """Read a file that the recipe adds; a language's words must be there where they are needed."""
    if name.startswith("words/"):
        words(language_of(name))
        return
    task, language = name.split(".")[0], language_of(name)
    if task == "referring" and language not in templates.bundled_languages(task):
        spoken = ", ".join(templates.bundled_languages(task))
        raise RequestError(f"prompts: {name}: referring expressions need a grammar, which there is for {spoken} alone")
    if task in WITH_WORDS and language not in languages():
        raise RequestError(
            f"prompts: {name}: words/{language}.yaml is missing, which says what things are called in {language!r}"
        )
    templates.prompts(task, language)
