"""What people wear, and their hair: by the truth, and by the pixels where it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ....renderers.frame import Garment, Person
from .evidence import Seen
from .forms import AccessoryWord, GarmentWord, HairWord
from .people import HATS, is_clear, is_near, not_told, shows_head
from .vocabulary import close

Truth = bool | None
# Garments that people mix up where they see them from afar.
TOPS = frozenset(
    ("t-shirt", "polo shirt", "shirt", "blouse", "jumper", "hoodie", "jacket", "anorak", "suit jacket", "coat", "vest")
) | {"scrubs", "dress", "apron"}
WARM = frozenset(("jumper", "hoodie", "jacket", "anorak", "suit jacket", "coat"))
LIGHT = frozenset(("t-shirt", "polo shirt"))  # with bare arms, unless something warm is over it
KIN: tuple[frozenset[str], ...] = (
    TOPS,
    frozenset(("trousers", "suit trousers", "jeans", "leggings", "scrubs")),
    frozenset(("skirt", "long skirt", "shorts", "dress")),
)
SLOTS: dict[str, str] = {"top": "top", "outer": "top", "legs": "legs"}  # where the pixels of what fills a slot are
LENGTHS: dict[HairWord, frozenset[str]] = {
    "short": frozenset(("cropped", "short", "parted")),
    "long": frozenset(("long", "wavy")),
    "ponytail": frozenset(("ponytail",)),
    "bald": frozenset(("",)),
}
# By word, haircuts that some people would call so, and others not.
UNSURE: dict[HairWord, frozenset[str]] = {
    "short": frozenset(("", "balding", "fringe", "curly", "bob", "bob with a fringe", "bun", "ponytail", "afro")),
    "long": frozenset(("bob", "bob with a fringe", "bun", "ponytail", "curly", "afro")),
    "ponytail": frozenset(("bun", "long", "wavy")),
    "bald": frozenset(("balding", "cropped")),
}
BESIDE = {"dark": "brown", "blond": "brown"}  # what is mixed up with a colour of hair
FROM_BEHIND_DEG = 60.0  # so far the head is turned where a ponytail shows


class Accessory(NamedTuple):
    """Garments that are surely called so, and those that might be; from where they are seen, in degrees off the camera.

    `of_head`: by the turn of the head, an eye, an ear or the nose being in sight; else by that of the trunk.
    """

    names: frozenset[str]
    unsure: frozenset[str]
    seen_deg: tuple[tuple[float, float], ...]
    of_head: bool = True


ALL_ROUND = ((0.0, 180.0),)
ACCESSORIES: Mapping[AccessoryWord, Accessory] = {
    "hat": Accessory(frozenset(("sun hat",)), HATS, ALL_ROUND),
    "woolly hat": Accessory(frozenset(("beanie",)), HATS, ALL_ROUND),
    "cap": Accessory(frozenset(("cap",)), HATS, ((0.0, 110.0),)),
    "helmet": Accessory(frozenset(("helmet",)), frozenset(), ALL_ROUND),
    "glasses": Accessory(frozenset(("glasses",)), frozenset(("sunglasses",)), ((0.0, 50.0),)),
    "sunglasses": Accessory(frozenset(("sunglasses",)), frozenset(("glasses",)), ((0.0, 50.0),)),
    "scarf": Accessory(frozenset(("scarf",)), frozenset(("headscarf",)), ((0.0, 110.0),)),
    "backpack": Accessory(frozenset(("backpack",)), frozenset(("shoulder bag",)), ((75.0, 180.0),), False),
    "bag": Accessory(frozenset(("shoulder bag",)), frozenset(("backpack",)), ((0.0, 45.0), (135.0, 180.0)), False),
}
SMALL = frozenset(("glasses", "sunglasses"))
PALE = 0.45  # CIE L* as a share: on darker skin thin frames are lost
SMALL_SHARE = 0.012  # of the picture that somebody fills of whom glasses are told
BARE = 0.75  # of a person in sight of whom a bag is told


def wears(seen: Seen, garment: GarmentWord, colour: str) -> Truth:
    """Return whether somebody wears a garment of a colour, by the truth and by the pixels where that is.

    None where they disagree, the pixels are too few, or something like it is of that colour.
    """
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    if garment == "clothes":
        return _is_in(seen, person, colour)
    kin = frozenset({garment}).union(*(each for each in KIN if garment in each))
    verdicts = [
        _is_coloured(seen, each.slot, each.colour, colour, each.name == garment and not is_covered(person, each))
        for each in person.clothes
        if each.name in kin
    ]
    if any(verdict for verdict in verdicts):
        return True
    return None if None in verdicts else False


def is_lightly_dressed(seen: Seen) -> Truth:
    """Return whether somebody wears a t-shirt and nothing warm, in plain sight; None of shirts, dresses and such."""
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    names = {each.name for each in person.clothes}
    if names & WARM:
        return False
    return True if names & LIGHT and "scarf" not in names and "top" in seen.worn and is_clear(seen) else None


def is_covered(person: Person, garment: Garment) -> bool:
    """Return whether somebody wears a jacket or the like over a garment."""
    return garment.slot == "top" and any(each.slot == "outer" for each in person.clothes)


def has_accessory(seen: Seen, word: AccessoryWord) -> Truth:
    """Return whether somebody wears a hat, glasses, a bag and so on, where that would show; else None."""
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    entry, names = ACCESSORIES[word], {each.name for each in person.clothes}
    if names and not names & (entry.names | entry.unsure):
        return False
    return True if names & entry.names and shows_accessory(seen, word) else None


def has_hair(seen: Seen, word: HairWord) -> Truth:
    """Return whether somebody's hair is so, no hat covering it; its colour by the truth and by its pixels."""
    person = seen.thing.person
    if person is None:
        return not_told(seen)
    so = _is_cut(seen, person, word) if word in LENGTHS else _is_of(seen, person, word)
    return so if so is False or shows_hair(seen) else None


def shows_hair(seen: Seen) -> bool:
    """Return whether somebody's head is in sight, with no hat on it."""
    person = seen.thing.person
    if person is None or HATS & {each.name for each in person.clothes}:
        return False
    return is_clear(seen) and is_near(seen) and _shows_crown(seen, person)


def shows_accessory(seen: Seen, word: AccessoryWord) -> bool:
    """Return whether it would show if somebody wore a hat, glasses, a bag and so on."""
    person, entry = seen.thing.person, ACCESSORIES[word]
    if person is None or seen.facing is None or not is_clear(seen):
        return False
    turned = abs(seen.facing.head_deg if entry.of_head else seen.facing.trunk_deg)
    if not any(low <= turned <= high for low, high in entry.seen_deg):
        return False
    if not entry.of_head:
        return seen.thing.visible_fraction >= BARE and not seen.cut
    shown = _shows_crown(seen, person) and (word not in SMALL or seen.share >= SMALL_SHARE)
    return shown and (word != "glasses" or person.skin_lightness is None or person.skin_lightness >= PALE)


def _is_cut(seen: Seen, person: Person, word: HairWord) -> Truth:
    if person.haircut in LENGTHS[word]:
        hidden = word == "ponytail" and (seen.facing is None or abs(seen.facing.head_deg) < FROM_BEHIND_DEG)
        return None if hidden else True
    return None if person.haircut in UNSURE[word] else False


def _is_of(seen: Seen, person: Person, word: HairWord) -> Truth:
    """Return whether hair is of a colour, by the truth and by its pixels; of bald and balding heads nobody says."""
    look, own = seen.worn.get("hair"), person.hair
    if not own or (own != word and own == BESIDE.get(word)) or person.haircut in ("", "balding"):
        return None
    shown = look.agrees(f"{word} hair") if look else None
    if own == word:
        return shown or None
    return None if shown else False


def _shows_crown(seen: Seen, person: Person) -> bool:
    """Return whether a head is in sight up to its top."""
    return seen.thing.box_px[1] > 0 and shows_head(person)


def _is_in(seen: Seen, person: Person, colour: str) -> Truth:
    """Return whether what somebody wears above the waist is of a colour, and nothing else that might be meant."""
    look, tops = seen.worn.get("top"), [each for each in person.clothes if SLOTS.get(each.slot) == "top"]
    if look and tops and tops[-1].colour == colour and look.agrees(colour):
        return True if is_clear(seen) else None
    shown = look.agrees(colour) if look else seen.look.agrees(colour)
    told = any(each.colour == colour or close(each.colour, colour) for each in person.clothes)
    return None if shown or told or not person.clothes else False


def _is_coloured(seen: Seen, slot: str, own: str, colour: str, same: bool) -> Truth:
    if own != colour and close(own, colour):
        return None
    look = seen.worn.get(SLOTS.get(slot, ""))
    if look is None:
        return False if own != colour and not seen.look.agrees(colour) else None
    shown = look.agrees(colour)
    if shown is not (own == colour):
        return None
    return (True if same and is_clear(seen) else None) if shown else False
