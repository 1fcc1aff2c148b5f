"""Who people are: man, woman, boy, girl, child, cyclist; only where the picture decides it.

What the truth denies is denied of whoever is hardly seen, too: nobody would take them for the one who is meant. Where
nobody is to be so, `leaves_open` looks closer.

Of whom the body, the hair and the age do not agree, nobody says man or woman; of where people come from, nothing.
"""

from __future__ import annotations

from ....renderers.frame import Person
from ..seen.worn import HEAD
from .evidence import Seen, Sightings
from .forms import WhoWord

Truth = bool | None
LARGE = 0.0035  # of the picture: 22×22 px of 448×320
NEAR = 0.008  # of the picture: so large is somebody of whose age beyond that of a grown-up, and hair, words are said
WHOLE = 0.55  # of a person must be in sight
MALE, FEMALE = 0.75, 0.25  # of a body's build, beyond which it is clear
CHILD, GROWN, OLD, NOT_OLD = 11.0, 17.0, 72.0, 55.0  # years, with a margin between
SHORT_HAIR, LONG_HAIR = ("", "balding", "cropped", "short", "parted"), ("long", "wavy", "bob", "bun", "ponytail")
HATS = frozenset(("cap", "beanie", "sun hat", "helmet", "headscarf"))  # under them nobody sees how long the hair is
RIDING, CYCLES = "riding", ("bicycle",)  # the posture of who rides, and what cyclists ride
TALLER, TALLER_M = 1.06, 0.08  # how many times taller, and by how much, who is the taller one beyond dispute
STANDS = ("standing", "walking", "arms folded", "hands in pockets", "hands on hips", "looking at a phone", "talking")


def is_who(scene: Sightings, seen: Seen, word: WhoWord) -> Truth:
    """Return whether somebody is a man, a woman, a child, old; None where it is not clear, False of what is nobody."""
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    so = _rides(scene, seen, person) if word == "cyclist" else _is_so(person, word)
    shown = word == "cyclist" or (shows_head(person) and (not word.startswith("old ") or is_near(seen)))
    return so if so is False or (is_clear(seen) and shown) else None


def _is_so(person: Person, word: WhoWord) -> Truth:
    young = at_most(person.age_years, CHILD, GROWN)
    if word == "child":
        return young
    male = _is_male(person)
    of_sex = male if word.endswith(("boy", "man")) and not word.endswith("woman") else inverse(male)
    old = inverse(at_most(person.age_years, NOT_OLD, OLD)) if word.startswith("old ") else True
    return every(young if word in ("boy", "girl") else inverse(young), of_sex, old)


def not_told(seen: Seen) -> Truth:
    """Return what is so of somebody of whom nothing is told: nothing is known of a person, and a thing is nobody."""
    return False if seen.thing.category != "person" else None


def is_clear(seen: Seen) -> bool:
    """Return whether enough of a person is in sight, and large enough, for words of who it is."""
    return seen.share >= LARGE and seen.thing.visible_fraction >= WHOLE


def is_near(seen: Seen) -> bool:
    """Return whether a person is so large in the picture that hair and wrinkles are seen."""
    return seen.share >= NEAR


def shows_head(person: Person) -> bool:
    """Return whether an eye, an ear or the nose is in sight."""
    return any(point.visibility == 2 for point in person.keypoints[:HEAD])


def is_taller(a: Seen, b: Seen) -> bool:
    """Return whether one of two people is taller beyond dispute: both stand, or walk, whole in the picture."""
    if not all(_is_upright(each) for each in (a, b)):
        return False
    own_m, other_m = (each.thing.person.stature_m for each in (a, b) if each.thing.person)
    return own_m >= TALLER * other_m and own_m >= other_m + TALLER_M


def _is_upright(seen: Seen) -> bool:
    person = seen.thing.person
    return person is not None and person.doing in STANDS and is_clear(seen) and not seen.cut


def _rides(scene: Sightings, seen: Seen, person: Person) -> Truth:
    carrier = scene.get(seen.thing.supporter)
    if carrier is None or carrier.thing.category not in CYCLES:
        return False if person.doing != RIDING else None
    return True if person.doing == RIDING else None


def _is_male(person: Person) -> Truth:
    if any(garment.name in HATS for garment in person.clothes):
        return None
    if person.sex >= MALE and person.haircut in SHORT_HAIR:
        return True
    return False if person.sex <= FEMALE and person.haircut in LONG_HAIR else None


def at_most(value: float, sure: float, not_so: float) -> Truth:
    """Return whether a value is low: up to `sure`; not from `not_so` on; None between."""
    return True if value <= sure else False if value >= not_so else None


def inverse(verdict: Truth) -> Truth:
    """Return the opposite; None stays so."""
    return None if verdict is None else not verdict


def every(*verdicts: Truth) -> Truth:
    """Return whether all are true; None where none is false and one is open."""
    if False in verdicts:
        return False
    return None if None in verdicts else True
