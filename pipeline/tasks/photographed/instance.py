"""Instance segmentation of photographs: every instance of a class or phrase that a set knows all instances of.

`numbers` are H×W uint16, which instance each pixel shows, 0 for none: small ones lie over large ones. What is small and
would not decode is left out and listed, as it is of renders. To learn from, all others must decode; a test asks anyhow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from ...codecs import masks
from .. import colours, instance_words
from ..colours import BLACK, RGB
from ..draw import pick
from ..instance import ABSENT, IN_SIGHT, MAX_LEFT_OUT_SHARE
from ..legend import UNLISTED
from ..painting import lost, painted
from ..prompts.templates import Template, prompt_faults, prompts
from ..task import Answer, Referent
from ..words.language import Form
from .nouns import has_article, plural

DETERMINED = re.compile(r"\b(?:each|every) \{one\}")

Numbers = NDArray[np.uint16]


def ask(
    name: str, numbers: Numbers, there: Collection[int], rng: np.random.Generator, test: bool = False
) -> Answer | None:
    """Ask for the instances that are `there`; None where a large one does not decode, which a test does not mind."""
    colour_style = pick(tuple(colours.STYLES), rng)
    template = pick(_fitting(name), rng)
    background = colours.draw(1, colour_style, [], rng)[0] if template.background else BLACK
    shown, torn = _coloured(numbers, there, background, rng)
    if torn and not test:
        return None
    return Answer(
        prompt=prompts("instance", "en").fill(template, rng, values=_values(name, background, colour_style)),
        target=painted(numbers, shown, background),
        template=template.id,
        codec="instances",
        parameters={
            "colours": colour_style,
            "left_out": json.dumps(sorted(set(there) - shown.keys())),
            "kind": IN_SIGHT if there else ABSENT,
        },
        palette={UNLISTED: background},
        referents={name: Referent(tuple(shown), name)},
    )


def faults(name: str, numbers: Numbers, there: Collection[int], given: Answer, test: bool = False) -> list[str]:
    """Read name and background out of the prompt, and compare the target with the truth exactly."""
    if found := prompt_faults("instance", given):
        return found
    colour_style = str(given.parameters["colours"])
    background = given.palette.get(UNLISTED, BLACK)
    if _read(given) != _said(given, _values(name, background, colour_style)):
        return [f"the prompt does not ask for {name!r} on the metadata's background {background}"]
    left_out = set(json.loads(str(given.parameters["left_out"])))
    shown = set(there) - left_out
    if given.parameters.get("kind") != (IN_SIGHT if there else ABSENT):
        found.append(f"the metadata say {given.parameters.get('kind')} of {name!r}, of which {len(there)} are there")
    if not left_out <= set(there) or any(_is_large(numbers, number) for number in left_out):
        found.append(f"the metadata leave out {sorted(left_out)}, which are no small ones of {name!r}")
    if {key: (set(each.instances), each.form) for key, each in given.referents.items()} != {name: (shown, name)}:
        found.append(f"the metadata's referents are not the instances of {name!r}")
    return found + _target_faults(numbers, shown, given, background, test)


def _coloured(
    numbers: Numbers, there: Collection[int], background: RGB, rng: np.random.Generator
) -> tuple[dict[int, RGB], set[int]]:
    """Return a colour for each instance but those that are small and do not decode, and which large ones do not."""
    seen = set(np.flatnonzero(np.bincount(numbers.ravel())).tolist())
    visible = [number for number in there if number in seen]
    drawn = colours.draw_many(len(visible), "hex", [background], rng)
    table = dict(zip(visible, drawn, strict=True))
    missing = _lost(numbers, table, background)
    shown = {number: rgb for number, rgb in table.items() if number not in missing or _is_large(numbers, number)}
    return shown, missing & shown.keys()


def _target_faults(numbers: Numbers, shown: set[int], given: Answer, background: RGB, test: bool) -> list[str]:
    table = {number: _colour(given.target, numbers == number) for number in shown}
    if len({background, *table.values()}) <= len(table):
        return ["target has one colour for several instances, or for one and the background"]
    wrong = (painted(numbers, table, background) != given.target).any(axis=-1)
    if wrong.any():
        return [f"target is painted wrongly at {wrong.sum()} pixels"]
    missing = set() if test else _lost(numbers, table, background)
    return [f"target does not decode to {len(missing)} of its {len(table)} instances"] if missing else []


def _colour(target: NDArray[np.uint8], mask: NDArray[np.bool_]) -> RGB:
    place = int(mask.argmax())
    red, green, blue = target.reshape(-1, 3)[place].tolist()
    return red, green, blue


def _lost(numbers: Numbers, table: dict[int, RGB], background: RGB) -> set[int]:
    return (
        lost(numbers, masks.decode_instances(painted(numbers, table, background), background), table)
        if table
        else set()
    )


def _is_large(numbers: Numbers, number: int) -> bool:
    return bool(np.count_nonzero(numbers == number) > MAX_LEFT_OUT_SHARE * numbers.size)


def _fitting(name: str) -> list[Template]:
    """Return the templates that can ask for a name: without a plural those alone that need none.

    Nobody says "every the red car": with an article of its own, a name goes where no other word takes its place.
    """
    spoiled = set() if plural(name) else {"many", "the_many"}
    fitting = [each for each in prompts("instance", "en").current if spoiled.isdisjoint(each.fields)]
    if has_article(name):
        return [each for each in fitting if "a" not in each.fields and not DETERMINED.search(each.text)]
    return fitting


def _values(name: str, background: RGB, colour_style: str) -> dict[str, str]:
    many = plural(name)
    return instance_words.values(
        Form(name, f"the {name}", many=False), Form(many, f"the {many}", many=True), background, colour_style, "en"
    )


def _read(given: Answer) -> dict[str, str]:
    book = prompts("instance", "en")
    return book.read(book.template(given.template), given.prompt) or {}


def _said(given: Answer, values: dict[str, str]) -> dict[str, str]:
    """Return those of the values that the answer's template has fields for."""
    fields = prompts("instance", "en").template(given.template).fields
    return {field: value for field, value in values.items() if field in fields}
