"""Men, women and children as classes of instances, where the truth decides of everybody in sight who they are.

They are asked for where nobody could dispute it, and called absent only where nobody in sight could be meant.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...renderers.frame import Frame
from .mirrored import mirrored
from .relations import check, evidence
from .relations.forms import Description, Who, WhoWord
from .relations.people import is_who
from .relations.tongues.lexicon import languages, lexicon
from .task import Asked
from .texts import kept
from .words.language import Form, Vocabulary, words

PERSON = "person"
KINDS: tuple[WhoWord, ...] = ("man", "woman", "child", "boy", "girl")
SHARE = 0.4  # of the questions of a picture with people, that ask for a kind of them


def told(frame: Frame) -> dict[str, tuple[int, ...]]:
    """Return who is in sight of each kind of people of which nobody could be in doubt; () where nobody is."""
    people = {thing.instance for thing in frame.objects if thing.category == PERSON}
    if not people or not people.isdisjoint(mirrored(frame)):
        return {}
    scene = evidence.gather(frame)
    so = {kind: tuple(n for n in sorted(people) if is_who(scene, scene[n], kind)) for kind in KINDS}
    return {kind: numbers for kind, numbers in so.items() if _is_beyond_doubt(scene, kind, numbers)}


def to_ask(
    frame: Frame, language: str, negatives: float, asked: Asked, rng: np.random.Generator
) -> list[tuple[str, tuple[int, ...]]]:
    """Return kinds of people with those in sight, or with nobody, least asked first; mostly none.

    None without a person of whom the truth tells, nor in a language that has no words for them.
    """
    if not any(thing.person for thing in frame.objects) or not names("man", language) or rng.random() >= SHARE:
        return []
    absent = rng.random() < negatives
    found = [(kind, numbers) for kind, numbers in told(frame).items() if bool(numbers) is not absent]
    return sorted((found[place] for place in rng.permutation(len(found))), key=lambda each: asked.get(each[0], 0))


def names(kind: str, language: str) -> list[tuple[Form, ...]]:
    """Return each name of a kind of people as its singular and its plural; [] where a language has none."""
    return _vocabulary(language).forms(kind) if kind in _vocabulary(language).names else []


@kept
def meanings(language: str) -> Mapping[str, str]:
    """Return the kind of people that each name means."""
    return {form.bare: kind for kind in KINDS for forms in names(kind, language) for form in forms}


@kept
def _vocabulary(language: str) -> Vocabulary:
    said: dict[str, tuple[str, ...]] = {}
    if language == "en":
        said = {kind: (kind,) for kind in KINDS}
    elif language in languages():
        said = {kind: ways for kind, ways in lexicon(language).people.items() if kind in KINDS}
    return words(language).model_copy(update={"names": said})


def _is_beyond_doubt(scene: evidence.Sightings, kind: WhoWord, numbers: tuple[int, ...]) -> bool:
    if not numbers:
        return check.is_absent(scene, Description(PERSON, (Who(kind),)))
    return check.referents(scene, Description(PERSON, (Who(kind),), len(numbers))) == set(numbers)
