"""Legends: which colour stands for what, written into a prompt in several styles and read back out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import colours
from .colours import RGB
from .texts import kept
from .words.language import SUBJECT, Form, LegendStyle, languages, words

UNLISTED = ""  # the palette's entry for everything that the legend does not name
LONGEST = 200  # characters of a name that `read_as` finds: a stranger's prompt must not take for ever
BACKGROUND = "background"  # how it is called where people read a palette

# Beside these, which need no grammar, every language has sentences and lists of its own.
STRUCTURED = {
    "json": LegendStyle(one='"{bare}": "{colour}"', join=", ", opening="{", closing="}"),
    "map": LegendStyle(one='"{bare}": {colour}', join=", ", opening="{", closing="}"),
    "equals": LegendStyle(one="{bare} = {colour}", join="; "),
    "colon": LegendStyle(one="{bare}: {colour}", join="; "),
}
# A quoted colour is a name or a hex code, as in JSON that people write; without quotes, it is anything.
# The German "ist" goes with words alone: "Der Boden ist rot."
COLOUR_STYLES = {"json": ("name", "hex"), "map": ("hex", "rgb", "tuple", "angle"), "ist": colours.BY_NAME}


def styles(language: str) -> dict[str, LegendStyle]:
    """Return all styles of a language by name."""
    return STRUCTURED | words(language).legends


def write(entries: Mapping[Form, RGB], style: str, colour_style: str, language: str = "en") -> str:
    """Return the legend of these names."""
    said, form = words(language), styles(language)[style]
    before = "" if colour_style in colours.BY_NAME else said.before_value
    written = {name: colours.write(rgb, colour_style, said.colours) for name, rgb in entries.items()}
    return form.listed([form.entry(name, colour, before + colour) for name, colour in written.items()])


def read(prompt: str) -> dict[str, RGB]:
    """Return the palette that a prompt's legend states, in whatever language and style; {} where it has none.

    Names stand without their articles. Without a background, none is added. Text that is no legend may look like an
    entry of some other style, but never like as many entries as the legend has.
    """
    readings = [_reading(prompt, language, style) for language in languages() for style in styles(language)]
    return max(readings, key=len)


def _reading(prompt: str, language: str, style: str) -> dict[str, RGB]:
    said = words(language)
    rest = _names_of_rest()
    patterns = [each for parts, each in _patterns(language, style) if all(part in prompt for part in parts)]
    matches = [match for pattern in patterns for match in pattern.finditer(prompt)]
    found = sorted((match.start(), match["name"], match["colour"]) for match in matches)
    return {UNLISTED if name in rest else name: colours.parse(text, said.colours) for _, name, text in found}


def read_as(text: str, style: str, language: str = "en") -> dict[str, RGB]:
    """Return the names and colours of a legend of one style, whose names may hold anything, none being a plural.

    Where a name is made of what stands between entries, it is something else than `write` was given.
    """
    said, form = words(language), styles(language)[style]
    name, colour = f"(?P<name>.{{1,{LONGEST}}}?)", f"(?P<colour>{colours.pattern(said.colours)})"
    article = said.articles[0]
    fields = {"bare": name, "the": article + name, "The": article[0].upper() + article[1:] + name, "colour": colour}
    fields["in_colour"] = f"(?:{re.escape(said.before_value)})?{colour}"
    ends = "|".join(map(re.escape, dict.fromkeys((form.join, form.last or form.join))))
    entries = re.compile(f"{_filled(form.one, fields)}(?:{ends}|$)")
    body = text.removeprefix(form.opening).removesuffix(form.closing)
    return {found["name"]: colours.parse(found["colour"], said.colours) for found in entries.finditer(body)}


@kept
def _names_of_rest() -> frozenset[str]:
    """Return what the unlisted is called in any language: {"Rest": "#ff0000"} has none."""
    return frozenset(form.bare for name in languages() for form in words(name).rest())


@kept
def _patterns(language: str, style: str) -> list[tuple[list[str], re.Pattern[str]]]:
    """Return what finds the entries of a style, each with the texts without which there are none: soon looked for."""
    said, form = words(language), styles(language)[style]
    articles = {"the": said.articles, "The": [article[0].upper() + article[1:] for article in said.articles]}
    name = f"(?P<name>{SUBJECT})"
    fields = {"bare": name, "colour": f"(?P<colour>{colours.pattern(said.colours)})(?!\\s*[:=])"}  # "orange: red"
    fields["in_colour"] = f"(?:{re.escape(said.before_value)})?{fields['colour']}"
    fields |= {field: f"(?:{'|'.join(map(re.escape, listed))}){name}" for field, listed in articles.items()}
    ways = dict.fromkeys((form.one, form.many or form.one))
    return [(re.split(r"\{\w+\}", way), _pattern(way, fields)) for way in ways]


def _pattern(way: str, fields: Mapping[str, str]) -> re.Pattern[str]:
    end = r"(?!\w)" if way.endswith("}") else ""  # a colour is a whole word, or what comes after it is known
    return re.compile(rf"(?<![^\s{{(、。，：；（]){_filled(way, fields)}{end}")


def _filled(way: str, fields: Mapping[str, str]) -> str:
    """Return a regular expression for a text with fields, each of which has its own."""
    parts = re.split(r"\{(\w+)\}", way)
    return "".join(fields[part] if position % 2 else re.escape(part) for position, part in enumerate(parts))
