"""Why a description is refused: the words in it that the picture does not bear out, each with the thing in question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

from .definitions import has_attribute, is_called, lesser
from .evidence import Seen, Sightings
from .forms import Attribute, Between, Description, Except, Extreme, Not, PartOf, Relation, Superlative
from .reasons import in_steps


def disputes(scene: Sightings, form: Description) -> Iterator[str]:
    """Yield a clause for each word that pixels and truth do not agree on, landmarks' words included."""
    named = [seen for seen in scene.values() if is_called(seen.thing, form.category) is not False]
    for part in in_steps(form.where):
        match part.what if isinstance(part, Not) else part:
            case Attribute() as word:
                yield from _of_word(scene, named, word)
            case Extreme(superlative="largest" | "smallest" as which) if not _has_winner(named, which):
                yield f"the picture does not show beyond dispute which {form.category} is the {which}"
            case Relation(landmark=landmark) | PartOf(owner=landmark):
                yield from disputes(scene, landmark)
            case Except(others=others):
                yield from disputes(scene, others)
            case Between(first=first, second=second):
                yield from (clause for end in (first, second) for clause in disputes(scene, end))


def _of_word(scene: Sightings, named: list[Seen], word: Attribute) -> Iterator[str]:
    for seen in named:
        said = word.word in astuple(seen.thing.words) or seen.look.agrees(word.word)
        if said and has_attribute(scene, seen, word) is None:
            yield f"whether instance {seen.thing.instance} is {word.word!r} is open: {_why(seen, word)}"


def _has_winner(named: list[Seen], superlative: Superlative) -> bool:
    return any(all(lesser(superlative, a, b) for b in named if b is not a) for a in named)


def _why(seen: Seen, word: Attribute) -> str:
    own = {"colour": seen.thing.words.colour, "material": seen.thing.words.material, "size": seen.thing.words.size}
    truth = f"the truth says {own[word.of]!r}" if own[word.of] else "the truth has no word"
    if word.of == "size":
        return f"{truth}, and nothing that is whole in the picture shows it"
    shown = " or ".join(map(repr, seen.look.colours())) or "no clear colour"
    return f"{truth}, its pixels show {shown}"
