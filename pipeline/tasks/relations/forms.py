"""Logical forms: what an expression says about a frame, as frozen data that round-trips through JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

RelationName = Literal["left of", "right of", "above", "below", "on", "under", "next to", "in front of", "behind"]
Superlative = Literal["nearest", "farthest", "largest", "smallest", "leftmost", "rightmost"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A word of the thing itself: its colour, material or size."""

    of: Literal["colour", "material", "size"]
    word: str
    kind: Literal["attribute"] = "attribute"


@dataclass(frozen=True, slots=True)
class Trait:
    """An entry of `prompts/affordances.yaml`: a use or a shape."""

    name: str
    kind: Literal["trait"] = "trait"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to one landmark, itself described."""

    name: RelationName
    landmark: Description
    kind: Literal["relation"] = "relation"


@dataclass(frozen=True, slots=True)
class Between:
    """Between two landmarks."""

    first: Description
    second: Description
    kind: Literal["between"] = "between"


@dataclass(frozen=True, slots=True)
class Away:
    """About so many metres from the camera."""

    distance_m: float
    kind: Literal["away"] = "away"


@dataclass(frozen=True, slots=True)
class Extreme:
    """The one that exceeds all others among what the restrictions before it leave.

    With `of_two` there is one other, and people use the comparative: "the larger box".
    """

    superlative: Superlative
    of_two: bool = False
    kind: Literal["extreme"] = "extreme"


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (1 …) from one side of the picture among what the restrictions before it leave."""

    n: int
    side: Literal["left", "right"]
    kind: Literal["nth"] = "nth"


Restriction = Annotated[Attribute | Trait | Relation | Between | Away | Extreme | Nth, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Description:
    """Everything of a category ("": anything) that the restrictions leave, one after another; `count` things."""

    category: str
    where: tuple[Restriction, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Expression:
    """A description, and the number of the wording that it was given."""

    form: Description
    wording: int


_EXPRESSION: TypeAdapter[Expression] = TypeAdapter(Expression)


def to_json(expression: Expression) -> str:
    """Return JSON; `from_json` gives an equal expression back."""
    return _EXPRESSION.dump_json(expression).decode()


def from_json(text: str) -> Expression:
    """Read what `to_json` wrote; raises `pydantic.ValidationError` on anything else."""
    return _EXPRESSION.validate_json(text)
