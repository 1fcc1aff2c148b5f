"""What is said of people: man, woman, child, what they do and wear; only where the picture decides it.

Of whom the body, the hair and the age do not agree, nobody says man or woman; of where people come from, nothing.
"""

from __future__ import annotations

import math

from ....renderers.frame import Keypoint, Person
from .evidence import Seen
from .forms import DoingWord, GarmentWord, WhoWord
from .vocabulary import close

Truth = bool | None
LARGE = 0.0035  # of the picture: 22×22 px of 448×320
WHOLE = 0.55  # of a person must be in sight
HEAD = 5  # keypoints of the head, the first ones: one in sight where somebody is called man, woman or child
MALE, FEMALE = 0.75, 0.25  # of a body's build, beyond which it is clear
CHILD, GROWN, OLD, NOT_OLD = 11.0, 17.0, 72.0, 55.0  # years, with a margin between
SHORT_HAIR, LONG_HAIR = ("", "cropped", "short"), ("long", "bob", "bun")
STRIDE, STOOD = 0.27, 0.21  # how far the ankles are apart, as a share of the stature: in stride, and not
SEATED_M = 0.2  # from knee to hip in height
CROSSED, UNCROSSED = 0.19, 0.24  # from the wrist to the other elbow, as a share of the stature
# Garments that people mix up where they see them from afar.
KIN: tuple[frozenset[str], ...] = (
    frozenset(("t-shirt", "shirt", "jumper", "jacket", "coat")),
    frozenset(("trousers", "jeans", "leggings")),
    frozenset(("skirt", "long skirt", "shorts")),
)
SLOTS: dict[str, str] = {"top": "top", "outer": "top", "legs": "legs"}  # where the pixels of what fills a slot are


def is_who(seen: Seen, word: WhoWord) -> Truth:
    """Return whether somebody is a man, a woman, a child, old; None where it is not clear, False of what is nobody."""
    person = seen.thing.person
    if person is None:
        return False if seen.thing.category != "person" else None
    if not _is_clear(seen) or not any(point.visibility == 2 for point in person.keypoints[:HEAD]):
        return None
    if word == "child":
        return _at_most(person.age_years, CHILD, GROWN)
    male = _is_male(person)
    grown = _inverse(_at_most(person.age_years, CHILD, GROWN))
    of_sex = male if word.endswith("man") and not word.endswith("woman") else _inverse(male)
    old = _inverse(_at_most(person.age_years, NOT_OLD, OLD)) if word.startswith("old ") else True
    return _all(grown, of_sex if grown is not False else False, old)


def does(seen: Seen, word: DoingWord) -> Truth:
    """Return whether somebody walks, sits, stands or has folded arms: as the truth has it, and as the joints lie."""
    person = seen.thing.person
    if person is None:
        return False if seen.thing.category != "person" else None
    if not _is_clear(seen) or not _shows(person, word):
        return None
    by_truth = _DOING.get(person.doing)
    if by_truth is None:
        return None
    looks = _looks(person, word)
    return (by_truth == word) if looks is (by_truth == word) else None


def wears(seen: Seen, garment: GarmentWord, colour: str) -> Truth:
    """Return whether somebody wears a garment of a colour, by the truth and by the pixels where that is.

    None where they disagree, the pixels are too few, or something like it is of that colour.
    """
    person = seen.thing.person
    if person is None:
        return False if seen.thing.category != "person" else None
    kin = next((each for each in KIN if garment in each), frozenset({garment}))
    verdicts = [
        _is_coloured(seen, each.slot, each.colour, colour, each.name == garment)
        for each in person.clothes
        if each.name in kin
    ]
    if any(verdict for verdict in verdicts):
        return True
    return None if None in verdicts or not _is_clear(seen) else False


def _is_coloured(seen: Seen, slot: str, own: str, colour: str, same: bool) -> Truth:
    look = seen.worn.get(SLOTS.get(slot, ""))
    if look is None or (own != colour and close(own, colour)):
        return None
    shown = look.agrees(colour)
    if shown is not (own == colour):
        return None
    return (True if same else None) if shown else False


def _is_clear(seen: Seen) -> bool:
    return seen.share >= LARGE and seen.thing.visible_fraction >= WHOLE


def _is_male(person: Person) -> Truth:
    if person.sex >= MALE and person.haircut in SHORT_HAIR:
        return True
    return False if person.sex <= FEMALE and person.haircut in LONG_HAIR else None


_DOING: dict[str, DoingWord] = {
    "standing": "standing",
    "walking": "walking",
    "sitting": "sitting",
    "arms folded": "arms folded",
}
NEEDED: dict[DoingWord, tuple[str, ...]] = {
    "standing": ("hip", "knee", "ankle"),
    "walking": ("hip", "knee", "ankle"),
    "sitting": ("hip", "knee"),
    "arms folded": ("wrist", "elbow"),
}


def _shows(person: Person, word: DoingWord) -> bool:
    """Return whether enough of the joints that decide are in sight: one of each pair, and both in the picture."""
    joints = {name: [p for p in person.keypoints if p.name.endswith(name)] for name in NEEDED[word]}
    return all(
        any(point.visibility == 2 for point in pair) and all(point.visibility for point in pair)
        for pair in joints.values()
    )


def _looks(person: Person, word: DoingWord) -> Truth:
    at = {point.name: point for point in person.keypoints}
    apart = math.dist(at["left_ankle"].at_m[:2], at["right_ankle"].at_m[:2]) / person.stature_m
    up_m = min(_up_m(at[f"{side}_knee"], at[f"{side}_hip"]) for side in ("left", "right"))
    match word:
        case "sitting":
            return up_m < SEATED_M
        case "walking":
            return _inverse(_at_most(apart, STOOD, STRIDE)) if up_m >= SEATED_M else False
        case "standing":
            return _at_most(apart, STOOD, STRIDE) if up_m >= SEATED_M else False
    across = (("left", "right"), ("right", "left"))
    folded = [math.dist(at[f"{a}_wrist"].at_m, at[f"{b}_elbow"].at_m) / person.stature_m for a, b in across]
    return _at_most(max(folded), CROSSED, UNCROSSED)


def _up_m(low: Keypoint, high: Keypoint) -> float:
    return high.at_m[2] - low.at_m[2]


def _at_most(value: float, sure: float, not_so: float) -> Truth:
    return True if value <= sure else False if value >= not_so else None


def _inverse(verdict: Truth) -> Truth:
    return None if verdict is None else not verdict


def _all(*verdicts: Truth) -> Truth:
    if False in verdicts:
        return False
    return None if None in verdicts else True
