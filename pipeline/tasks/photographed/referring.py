"""Referring expressions of photographs: a set's own sentences, however they are typed, in the prompts of renders.

`numbers` are H×W uint16, which region each pixel shows, 0 for none. A sentence that is no plain phrase stands in
quotes; one with quotes in it stands in a list. Each prompt is read back before it is given out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...codecs import masks
from .. import colours
from ..colours import BLACK, RGB
from ..legend import UNLISTED
from ..prompts.templates import Template, prompt_faults, prompts
from ..relations import entries
from ..task import Answer, Referent
from ..words.language import SUBJECT

Numbers = NDArray[np.uint16]
Subjects = Mapping[str, tuple[int, ...]]  # sentences, and the regions that each means
IN_LISTS = ("equals", "arrow")
SET, ABSENT = "of a set", "absent"  # the kinds of what is asked for


def spoken(text: str) -> str:
    """Return a sentence as it stands in a prompt: in one line, without blanks that nobody sees."""
    return " ".join(text.split())


def ask(subjects: Subjects, numbers: Numbers, rng: np.random.Generator, casual: bool = False) -> Answer | None:
    """Ask for regions by sentences, as `spoken`; None where no prompt reads back. `casual`: typed in a hurry."""
    asked = (_asked(subjects, template, style, rng) for template, style in _ways(subjects, casual, rng))
    fitting = (each for each in asked if each and _read(each) == each.palette)
    given = next(fitting, None)
    return replace(given, target=_painted(subjects, numbers, given.palette)) if given else None


def faults(subjects: Subjects, numbers: Numbers, given: Answer) -> list[str]:
    """Read sentences and colours out of the prompt, and compare the target with the truth exactly."""
    if found := prompt_faults("referring", given):
        return found
    stated = _read(given)
    if stated != given.palette:
        return [f"the prompt's colours are {stated}, the metadata's palette {given.palette}"]
    if stated.keys() - {UNLISTED} != subjects.keys():
        return [f"the prompt speaks of {sorted(stated)}, the set of {sorted(subjects)}"]
    if given.referents != _referents(subjects):
        found.append("the metadata's referents are not the regions that the set's sentences mean")
    wrong = (_painted(subjects, numbers, stated) != given.target).any(axis=-1)
    return found + ([f"target is painted wrongly at {wrong.sum()} pixels"] if wrong.any() else [])


def _asked(subjects: Subjects, template: Template, style: str, rng: np.random.Generator) -> Answer | None:
    """Return an answer without its target; None where there are too few colours."""
    colour_style = str(rng.choice(entries.colour_styles(style)))
    names = [*subjects, *([UNLISTED] if template.background else [])]
    drawn = colours.draw(len(names), colour_style, [] if template.background else [BLACK], rng)
    if len(drawn) < len(names):
        return None
    palette = dict(zip(names, drawn, strict=True))
    coloured = {name: rgb for name, rgb in palette.items() if name != UNLISTED}
    values = {
        "legend": entries.write(coloured, style, colour_style),
        "background": entries.write_background(palette.get(UNLISTED, BLACK), colour_style),
    }
    kind = SET if any(subjects.values()) else ABSENT
    return Answer(
        prompt=prompts("referring", "en").fill(template, rng, values=values),
        target=np.zeros((0, 0, 3), np.uint8),
        template=template.id,
        codec="masks",
        parameters={"colours": colour_style, "style": style, "kind": kind},
        palette=palette,
        referents=_referents(subjects),
    )


def _ways(subjects: Subjects, casual: bool, rng: np.random.Generator) -> Iterator[tuple[Template, str]]:
    """Yield templates by chance, each with a style that can hold all sentences."""
    styles = [style for style in entries.STYLES if _fits(subjects, style)]
    templates = [each for each in prompts("referring", "en").current if each.casual == casual]
    for place in rng.permutation(len(templates)):
        fitting = [style for style in templates[place].legend if style in styles]
        if fitting:
            yield templates[place], str(rng.choice(fitting))


def _fits(subjects: Subjects, style: str) -> bool:
    plain = all(re.fullmatch(SUBJECT, name) and not set("?!") & set(name) for name in subjects)
    if plain:
        return entries.joins(style, subjects)
    quoted = any('"' in name for name in subjects)
    return style in (IN_LISTS if quoted else entries.BRACED)


def _read(given: Answer) -> dict[str, RGB]:
    """Return the palette that the prompt states; {} where its template and style cannot have made it."""
    book, style = prompts("referring", "en"), str(given.parameters["style"])
    values = book.read(book.template(given.template), given.prompt)
    if not values or style not in entries.STYLES:
        return {}
    one = len(given.palette.keys() - {UNLISTED}) == 1
    palette = entries.read_only(values["legend"], style) if one else entries.read(values["legend"], style)
    if entries.write(palette, style, str(given.parameters["colours"])) != values["legend"]:
        return {}
    return {**palette, UNLISTED: entries.read_background(values["background"])} if "background" in values else palette


def _referents(subjects: Subjects) -> dict[str, Referent]:
    return {name: Referent(tuple(regions), name) for name, regions in subjects.items()}


def _painted(subjects: Subjects, numbers: Numbers, palette: Mapping[str, RGB]) -> NDArray[np.uint8]:
    """Return the target: every region in the colour of its sentence, all else in the background's or black."""
    most = int(numbers.max(initial=0))
    table = np.zeros(most + 1, np.int64)
    for place, regions in enumerate(subjects.values(), 1):
        table[[number for number in regions if number <= most]] = place
    shown = [palette.get(UNLISTED, BLACK), *(palette[name] for name in subjects)]
    return masks.encode(table[numbers], dict(enumerate(shown)))
