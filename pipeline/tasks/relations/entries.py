"""Subjects listed with their colours, in several styles, and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .. import colours
from ..colours import RGB
from ..words.language import words
from .tongues.lexicon import Case, languages, lexicon

# How each style writes one subject with its colour, and what joins the last two, and all others.
STYLES = {
    "in": ("{subject} in {colour}", " and ", ", "),
    "solid": ("{subject} in solid {colour}", " and ", ", "),
    "with": ("{subject} with {colour}", " and ", ", "),
    "area": ("the area of {subject} is {colour}", " and ", ", "),
    "equals": ("{subject} = {colour}", "; ", "; "),
    "arrow": ("{subject} -> {colour}", ", ", ", "),
    "json": ('"{subject}": "{colour}"', ", ", ", "),
    "map": ('"{subject}": {colour}', ", ", ", "),
}
BRACED = ("json", "map")
_CODE = r"#|RGB|\(|<"  # what a colour that is no word begins with
END = "\n"  # of a subject, which holds none
SENTENCES = ("in", "solid", "with", "coloured")  # styles that say a colour right behind the subject
LISTS = (*BRACED, "equals", "arrow", "colon")
QUOTED = ("name", "both", "hex")  # the styles of colours that a JSON string holds


def colour_styles(style: str) -> tuple[str, ...]:
    """Return the styles of colours that go with a style."""
    return QUOTED if style == "json" else tuple(colours.STYLES)


def styles(language: str = "en") -> tuple[str, ...]:
    """Return the styles of a language; none where nothing is described in it."""
    if language == "en":
        return tuple(STYLES)
    return tuple(lexicon(language).styles) if language in languages() else ()


def case(style: str, language: str = "en") -> Case:
    """Return the case that a style's subjects stand in."""
    return "nominative" if language == "en" else lexicon(language).styles[style].case


def joins(style: str, subjects: Iterable[str], language: str = "en") -> bool:
    """Return whether a style can list subjects.

    It cannot where a word would come twice, as in "something to sleep in in red", or where a subject seems to end with
    its colour, as "the woman in red" and "the woman in red and with glasses" do; nor in JSON what holds quotes.
    """
    subjects = tuple(subjects)
    if style in BRACED and any('"' in subject for subject in subjects):
        return False
    form, last, joint = _style(style, language)
    ends = tuple(f" {word}{end}" for word in _colour_words(language) for end in (last, joint, END))
    if style in SENTENCES and any(end in subject + END for end in ends for subject in subjects):
        return False
    following = form.partition("{subject}")[2].split()
    return all(subject.split()[-1:] != following[:1] for subject in subjects)


def write(palette: dict[str, RGB], style: str, colour_style: str, language: str = "en") -> str:
    """Return the subjects of a palette with their colours."""
    form, last, joint = _style(style, language)
    written = [
        form.format(subject=subject, colour=_colour(rgb, style, colour_style, language))
        for subject, rgb in palette.items()
    ]
    body = last.join(part for part in (joint.join(written[:-1]), *written[-1:]) if part)
    return f"{{{body}}}" if style in BRACED else body


def read(text: str, style: str, language: str = "en") -> dict[str, RGB]:
    """Return what `write` was given; {} or something else where the text is not of this style."""
    form, last, joint = _style(style, language)
    said = _words(language)
    before = re.escape(_before_code(style, language))
    colour = f"(?:{before}(?={_CODE})|(?!{_CODE}))({colours.pattern(said)})" if before else f"({colours.pattern(said)})"
    entry = re.escape(form).replace(r"\{subject\}", "(.+?)").replace(r"\{colour\}", colour)
    end = "}$" if style in BRACED else "$"
    found = re.findall(f"{entry}(?:{re.escape(joint)}|{re.escape(last)}|{end})", text.removeprefix("{"))
    return {subject: colours.parse(colour, said) for subject, colour in found}


def read_only(text: str, style: str) -> dict[str, RGB]:
    """Return what `write` was given, one subject that may hold anything, in English; {} where it is not of a style."""
    form = re.escape(_style(style, "en")[0]).replace(r"\{subject\}", "(.+)")
    entry = form.replace(r"\{colour\}", f"({colours.pattern()})")
    body = text.removeprefix("{").removesuffix("}") if style in BRACED else text
    found = re.fullmatch(entry, body)
    return {found[1]: colours.parse(found[2])} if found else {}


def write_background(rgb: RGB, colour_style: str, language: str = "en") -> str:
    """Return the colour of everything else, as it stands in a sentence."""
    return _colour(rgb, "", colour_style, language)


def is_colour(text: str, language: str = "en") -> bool:
    """Return whether a text has the shape of what `write_background` returns."""
    said = colours.pattern(_words(language))
    return re.fullmatch(f"(?:{said})", text.removeprefix(_before_code("", language))) is not None


def read_background(text: str, language: str = "en") -> RGB:
    """Return the colour that `write_background` was given; raises ValueError."""
    return colours.parse(text.removeprefix(_before_code("", language)), _words(language))


def _style(style: str, language: str) -> tuple[str, str, str]:
    if language == "en":
        return STYLES[style]
    own = lexicon(language).styles[style]
    return own.form, own.last, own.join


def _colour(rgb: RGB, style: str, colour_style: str, language: str) -> str:
    before = "" if colour_style in colours.BY_NAME else _before_code(style, language)
    return before + colours.write(rgb, colour_style, _words(language))


def _before_code(style: str, language: str) -> str:
    """Return what stands before a colour that is no word: nothing in lists, which have no grammar."""
    return "" if language not in languages() or style in LISTS else lexicon(language).before_code


def _colour_words(language: str) -> tuple[str, ...]:
    return tuple((_words(language) or {name: name for name in colours.NAMED}).values())


def _words(language: str) -> Mapping[str, str] | None:
    return None if language == "en" else words(language).colours
