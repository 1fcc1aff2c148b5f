"""What is told of people, judged: one test for each sort of words, and whether the picture leaves one open."""

from __future__ import annotations

from .definitions import is_called
from .doings import does, has_deed
from .evidence import Seen, Sightings
from .forms import Deed, Doing, Hair, Having, OfPeople, Restriction, Who
from .outfits import has_accessory, has_hair, shows_accessory, shows_hair, wears
from .people import is_clear, is_who, shows_head

Truth = bool | None


def is_told(scene: Sightings, seen: Seen, part: OfPeople) -> Truth:
    """Return whether what is told of a person holds of a thing; None where people could differ."""
    match part:
        case Who():
            return is_who(scene, seen, part.word)
        case Doing():
            return does(seen, part.word)
        case Deed():
            return has_deed(scene, seen, part.name, lambda other: is_called(other.thing, part.category))
        case Hair():
            return has_hair(seen, part.word)
        case Having():
            return has_accessory(seen, part.accessory)
    return wears(seen, part.garment, part.colour)


def leaves_open(seen: Seen, part: Restriction) -> bool:
    """Return whether somebody half in sight, or seen from behind, might be what is told of nobody."""
    if seen.thing.category != "person" or not isinstance(part, OfPeople):
        return False
    person = seen.thing.person
    if person is None or not is_clear(seen):
        return True
    match part:
        case Who():
            return not shows_head(person)
        case Hair():
            return not shows_hair(seen)
        case Having():
            return not shows_accessory(seen, part.accessory)
        case Doing() | Deed():
            return seen.cut
    return not {"top", "legs"} <= seen.worn.keys()
