"""Logical forms: what an expression says about a frame, as frozen data that round-trips through JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter

from ....scenes.geometry.parts import Side
from ....scenes.spec import Stance

RelationName = Literal["left of", "right of", "above", "below", "on", "under", "next to", "in front of", "behind"]
Superlative = Literal["nearest", "farthest", "largest", "smallest", "leftmost", "rightmost", "tallest"]
Comparative = Literal["taller", "shorter", "larger", "smaller", "nearer", "farther"]
StateWord = Literal["empty", "occupied", "open", "closed", "lit", "unlit"] | Stance
WhoWord = Literal["man", "woman", "child", "old man", "old woman", "boy", "girl", "cyclist"]
GazeWord = Literal["looking at the camera", "looking to the left", "looking to the right", "looking away"]
PostureWord = Literal[
    "standing", "walking", "sitting", "arms folded", "running", "crouching", "lying", "waving", "hands on hips"
]
DoingWord = PostureWord | GazeWord
DeedName = Literal["sitting on", "lying on", "leaning on", "riding", "pushing", "holding", "walking", "kicking"]
HairWord = Literal["short", "long", "dark", "blond", "grey", "ponytail", "bald"]
GarmentWord = Literal[
    "t-shirt",
    "shirt",
    "jumper",
    "jacket",
    "coat",
    "trousers",
    "jeans",
    "leggings",
    "shorts",
    "skirt",
    "long skirt",
    "dress",
    "hoodie",
    "clothes",
]
AccessoryWord = Literal["hat", "woolly hat", "cap", "helmet", "glasses", "sunglasses", "backpack", "bag", "scarf"]
TEXT = r"[A-Z0-9]{1,20}(?: [A-Z0-9]{1,20}){0,3}"  # what may be printed on things, as a regular expression
MOST = 9999  # things that a description may count
ThingReason = Literal[
    "falls with",
    "lights instead",
    "lights",
    "reached first",
    "free seat",
    "taken seat",
    "lands on",
    "taken from",
    "at hand",
]
PersonReason = Literal[
    "dry",
    "cold",
    "head safe",
    "overtakes",
    "under age",
    "drinks",
    "calls",
    "packed",
    "uncombed",
    "loaded",
    "led",
    "notices",
]
ReasonName = Literal[ThingReason, PersonReason]
# How many landmarks a reason has where that is not one.
LANDMARKS: dict[ReasonName, int] = {
    "lights": 2,
    "reached first": 0,
    "free seat": 0,
    "taken seat": 0,
    **dict.fromkeys(get_args(PersonReason), 0),
}


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

    distance_m: Annotated[float, Field(gt=0, le=1e6)]
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

    n: Annotated[int, Field(ge=1, le=MOST)]
    side: Literal["left", "right"]
    kind: Literal["nth"] = "nth"


@dataclass(frozen=True, slots=True)
class Foremost:
    """The n (2 …) that exceed all the rest of what the restrictions before leave: "the two nearest chairs"."""

    superlative: Superlative
    n: Annotated[int, Field(ge=2, le=MOST)]
    kind: Literal["foremost"] = "foremost"


@dataclass(frozen=True, slots=True)
class Closest:
    """The one that is closest to a landmark among what the restrictions before it leave."""

    landmark: Description
    kind: Literal["closest"] = "closest"


@dataclass(frozen=True, slots=True)
class Compared:
    """Taller, larger, nearer and so on than a landmark."""

    by: Comparative
    landmark: Description
    kind: Literal["compared"] = "compared"


@dataclass(frozen=True, slots=True)
class State:
    """With nothing, or with something, standing on it; or open or closed, lit or unlit."""

    word: StateWord
    kind: Literal["state"] = "state"


@dataclass(frozen=True, slots=True)
class Printed:
    """With this text printed or written on it."""

    text: Annotated[str, Field(pattern=f"^(?:{TEXT})$")]
    kind: Literal["printed"] = "printed"


@dataclass(frozen=True, slots=True)
class Who:
    """Of a person: man, woman, boy, cyclist and so on; it takes the place of the noun."""

    word: WhoWord
    kind: Literal["who"] = "who"


@dataclass(frozen=True, slots=True)
class Doing:
    """What a person does, or where the head is turned; left and right are the picture's."""

    word: DoingWord
    kind: Literal["doing"] = "doing"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person does with some thing of a category: sits on a chair, holds a cup, walks a dog."""

    name: DeedName
    category: str
    kind: Literal["deed"] = "deed"


@dataclass(frozen=True, slots=True)
class Hair:
    """A person's hair: how long, of which colour, in a ponytail, or none."""

    word: HairWord
    kind: Literal["hair"] = "hair"


@dataclass(frozen=True, slots=True)
class Having:
    """What a person wears beside clothes."""

    accessory: AccessoryWord
    kind: Literal["having"] = "having"


@dataclass(frozen=True, slots=True)
class Wearing:
    """What a person wears, with its colour; "clothes" is what is above the waist: "in red"."""

    garment: GarmentWord
    colour: str
    kind: Literal["wearing"] = "wearing"


@dataclass(frozen=True, slots=True)
class Dressed:
    """Of a person: with nothing warm above the waist; asked for by what it may lead to."""

    word: Literal["lightly"] = "lightly"
    kind: Literal["dressed"] = "dressed"


@dataclass(frozen=True, slots=True)
class Done:
    """What a person, the landmark, does a deed with: the bicycle that the woman is riding."""

    name: DeedName
    landmark: Description
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True)
class Carried:
    """Carried by a landmark, be it through other things: what falls when the landmark is taken away."""

    landmark: Description
    kind: Literal["carried"] = "carried"


@dataclass(frozen=True, slots=True)
class Not:
    """What a word or a relation does not hold of, where it holds of another one."""

    what: Annotated[Attribute | Relation, Field(discriminator="kind")]
    kind: Literal["not"] = "not"


@dataclass(frozen=True, slots=True)
class Except:
    """All but what the other description picks out, which is among what the restrictions before it leave."""

    others: Description
    kind: Literal["except"] = "except"


@dataclass(frozen=True, slots=True)
class Reason:
    """An entry of `prompts/reasons.yaml`, about a use and landmarks; `reasons` says what restrictions it comes to.

    Raises ValueError where it has not as many landmarks as LANDMARKS says.
    """

    name: ReasonName
    use: str = ""
    landmarks: tuple[Description, ...] = ()
    kind: Literal["reason"] = "reason"

    def __post_init__(self) -> None:
        wanted = LANDMARKS.get(self.name, 1)
        if len(self.landmarks) != wanted:
            raise ValueError(f"{self.name} has {wanted} landmarks, and not {len(self.landmarks)}")


@dataclass(frozen=True, slots=True)
class PartOf:
    """What is a part of one thing, of the `side` that is the thing's own, or of either; it stands alone.

    The category of such a description is the name of a part.
    """

    owner: Description
    side: Side = ""
    kind: Literal["part of"] = "part of"


Plain = Attribute | Trait | Relation | Between | Away | Extreme | Nth
OfPeople = Who | Doing | Deed | Hair | Having | Wearing
Wider = Foremost | Closest | Compared | State | Printed | OfPeople | Dressed | Done | Carried | Not | Except
Step = Plain | Wider
Restriction = Annotated[Step | Reason | PartOf, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Description:
    """Everything of a category ("": anything) that the restrictions leave, one after another; `count` things."""

    category: str
    where: tuple[Restriction, ...] = ()
    count: Annotated[int, Field(ge=1, le=MOST)] = 1


@dataclass(frozen=True, slots=True)
class Expression:
    """A description, the number of the wording that it was given, and whether it is worded as in a hurry."""

    form: Description
    wording: int
    casual: bool = False


_EXPRESSION: TypeAdapter[Expression] = TypeAdapter(Expression)


def to_json(expression: Expression) -> str:
    """Return JSON; `from_json` gives an equal expression back."""
    return _EXPRESSION.dump_json(expression).decode()


def from_json(text: str) -> Expression:
    """Read what `to_json` wrote; raises `pydantic.ValidationError` on anything else."""
    return _EXPRESSION.validate_json(text)
