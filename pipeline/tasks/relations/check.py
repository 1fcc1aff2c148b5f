"""The judge: decides on pixels and truth what a description picks out, and refuses what people could dispute.

Everything is three-valued: True, False, or None where a definition neither clearly holds nor clearly fails. A
description has referents only if no thing in sight is left undecided, down to its last landmark.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ..words.language import concepts, words
from .between import between
from .conditions import says
from .definitions import RELATION_TESTS, away, has_attribute, is_called, lesser
from .doings import is_done
from .evidence import Seen, Sightings
from .forms import (
    Attribute,
    Away,
    Between,
    Carried,
    Closest,
    Compared,
    Deed,
    Description,
    Doing,
    Done,
    Dressed,
    Except,
    Extreme,
    Foremost,
    Group,
    Hair,
    Having,
    Not,
    Nth,
    OfPeople,
    PartOf,
    Printed,
    Relation,
    Restriction,
    State,
    Superlative,
    Trait,
    Wearing,
    Who,
)
from .groups import members
from .outfits import is_lightly_dressed
from .owned import parts_meant
from .picks import closest, compared, foremost
from .reasons import in_steps
from .states import falls, has_state
from .told import is_told, leaves_open
from .uses import has_trait
from .vocabulary import noun

Verdicts = dict[int, bool | None]  # by instance; what is False may be missing
Pick = Extreme | Nth | Foremost | Closest
Placed = Pick | Relation | Between | Away | Compared
MOST_BY_DISTANCE = 3  # so many at most can be told apart by how many metres they are away
AtLandmark = Relation | Between | Compared | Carried | Done
Plain = AtLandmark | Attribute | Trait | Away | State | Printed | OfPeople | Group | Dressed | Not


def referents(scene: Sightings, form: Description) -> frozenset[int]:
    """Return what a description picks out: exactly `count` things, all of them fair to ask for; else nothing.

    Of what is underfoot, such as the ground, it must leave something out. Parts have the numbers that they have as
    things (`parts`).
    """
    if isinstance(part := next(iter(form.where), None), PartOf):
        owners = referents(scene, part.owner) if len(form.where) == 1 else frozenset()
        return parts_meant(scene, form, part, owners)
    found = _exactly(scene, form)
    named = {number for number, seen in _counted(scene).items() if is_called(seen.thing, form.category)}
    vague = noun(form.category).underfoot and found == named
    vague |= form.count > 1 and form.category in concepts().rows
    return found if not vague and all(is_fair(scene[number]) for number in found) else frozenset()


def is_absent(scene: Sightings, form: Description) -> bool:
    """Return whether nothing in sight is what a description says, nor would anybody see it in something else.

    What it speaks of beside that is in plain sight, and everything in sight has a name that we know.
    """
    seen = {each.thing.category for each in scene.values()}
    if seen - words("en").categories or any(concepts().may_include(form.category, each) for each in seen):
        return False
    if any(each.clarity == "ghost" and is_called(each.thing, form.category) is not False for each in scene.values()):
        return False
    landmarks = [part.landmark for part in form.where if isinstance(part, Relation | Done)]
    if any(leaves_open(seen, part) for seen in _counted(scene).values() for part in form.where):
        return False
    there = all(_landmark(scene, landmark) is not None for landmark in landmarks)
    return there and all(verdict is False for verdict in _verdicts(scene, form).values())


def is_fair(seen: Seen) -> bool:
    """Return whether anybody would know a thing, so that it may be asked for, or others told by it."""
    return seen.clarity == "named"


def _counted(scene: Sightings) -> Sightings:
    """Return what is a rival or a member where it fits: all but what nobody would see."""
    return {number: seen for number, seen in scene.items() if seen.clarity != "ghost"}


def _exactly(scene: Sightings, form: Description) -> frozenset[int]:
    verdicts = _verdicts(scene, form)
    found = frozenset(number for number, verdict in verdicts.items() if verdict)
    decided = all(verdict is not None for verdict in verdicts.values())
    return found if decided and len(found) == form.count else frozenset()


def _verdicts(scene: Sightings, form: Description) -> Verdicts:
    verdicts: Verdicts = {number: is_called(seen.thing, form.category) for number, seen in _counted(scene).items()}
    for restriction in in_steps(form.where):
        left: Verdicts = {number: verdict for number, verdict in verdicts.items() if verdict is not False}
        if _is_beyond_telling(form, restriction, len(left)):
            return dict.fromkeys(left)
        if isinstance(restriction, Pick):
            verdicts = _picked(scene, left, restriction)
        elif isinstance(restriction, Except):
            verdicts = _without(scene, left, restriction.others)
        else:
            test = _test(scene, restriction)
            verdicts = {number: _both(verdict, test(scene[number])) for number, verdict in left.items()}
            if _is_idle(restriction) and left and False not in verdicts.values():
                return dict.fromkeys(left)
    return verdicts


def _is_beyond_telling(form: Description, restriction: Restriction, count: int) -> bool:
    """Return whether nobody could tell so many candidates apart by where they are.

    Houses and hedges stand in rows where nobody sees the end of one; trees are many, and about as far as one another.
    """
    if isinstance(restriction, Away) and count > MOST_BY_DISTANCE:
        return True
    return count > 1 and isinstance(restriction, Placed) and form.category in concepts().rows


def _is_idle(restriction: Restriction) -> bool:
    """Return whether a restriction that drops nothing is idle talk: everything is on the ground, or not on the bed."""
    on_ground = isinstance(restriction, Relation) and noun(restriction.landmark.category).underfoot
    return on_ground or isinstance(restriction, Not)


def _test(scene: Sightings, restriction: Plain | PartOf) -> Callable[[Seen], bool | None]:
    match restriction:
        case Attribute():
            return lambda seen: has_attribute(scene, seen, restriction)
        case PartOf():  # which stands alone
            return lambda _: None
        case Trait():
            return lambda seen: has_trait(restriction.name, seen.thing.category)
        case Away():
            return lambda seen: away(seen, restriction.distance_m)
        case Relation():
            holds = RELATION_TESTS[restriction.name]
            return _to_landmark(scene, restriction.landmark, lambda seen, landmark: holds(scene, seen, landmark))
        case Compared():
            by = restriction.by
            return _to_landmark(scene, restriction.landmark, lambda seen, landmark: compared(by, seen, landmark))
        case Carried():
            return _to_landmark(scene, restriction.landmark, lambda seen, landmark: falls(scene, seen, landmark))
        case Group(word=word):
            meant = members(scene, word)
            return lambda seen: None if meant is None else seen.thing.instance in meant
        case Dressed():
            return is_lightly_dressed
        case Done(name=name):
            return _to_landmark(scene, restriction.landmark, lambda seen, person: is_done(scene, seen, person, name))
        case State():
            return lambda seen: has_state(scene, seen, restriction.word, is_fair)
        case Printed():
            return lambda seen: says(seen, restriction.text)
        case Who() | Doing() | Deed() | Hair() | Having() | Wearing():
            return lambda seen: is_told(scene, seen, restriction)
        case Not():
            test = _test(scene, restriction.what)
            return lambda seen: _negated(test(seen))
    first, second = (_landmark(scene, form) for form in (restriction.first, restriction.second))
    if first is None or second is None or first is second:
        return lambda _: None
    return lambda seen: False if seen in (first, second) else between(scene, seen, first, second)


def _to_landmark(
    scene: Sightings, form: Description, holds: Callable[[Seen, Seen], bool | None]
) -> Callable[[Seen], bool | None]:
    """Return the test of a relation to a landmark, which has none to itself."""
    landmark = _landmark(scene, form)
    return lambda seen: None if landmark is None else landmark is not seen and holds(seen, landmark)


def _landmark(scene: Sightings, form: Description) -> Seen | None:
    """Return the one thing that a landmark's description picks out, or None."""
    found = _exactly(scene, form)
    seen = scene[next(iter(found))] if form.count == 1 and found else None
    return seen if seen and is_fair(seen) else None


def _without(scene: Sightings, left: Verdicts, form: Description) -> Verdicts:
    """Leave out what a description picks out: all of it among what is left, and in plain sight."""
    others = _exactly(scene, form)
    clear = all(left.get(number) and is_fair(scene[number]) for number in others)
    return (
        {number: verdict and number not in others for number, verdict in left.items()}
        if others and clear
        else dict.fromkeys(left)
    )


def _picked(scene: Sightings, left: Verdicts, pick: Pick) -> Verdicts:
    """Apply a pick, which presupposes several candidates, all of them decided and in plain sight, and clear gaps."""
    candidates = [scene[number] for number in left]
    undecided: Verdicts = dict.fromkeys(left)
    if None in left.values() or not all(is_fair(seen) for seen in candidates):
        return undecided
    if isinstance(pick, Foremost | Closest):
        chosen = _several(scene, candidates, pick)
        return {seen.thing.instance: seen in chosen for seen in candidates} if chosen else undecided
    if isinstance(pick, Extreme):
        winners = [a for a in candidates if all(lesser(pick.superlative, a, b) for b in candidates if b is not a)]
        apt = len(left) == 2 if pick.of_two else len(left) > 1
        return {seen.thing.instance: seen in winners for seen in candidates} if winners and apt else undecided
    ordered = sorted(candidates, key=lambda seen: seen.u if pick.side == "left" else -seen.u)
    end: Superlative = "leftmost" if pick.side == "left" else "rightmost"
    clear = all(lesser(end, a, b) for a, b in pairwise(ordered))
    if not clear or not pick.n <= len(ordered) > 1:
        return undecided
    return {seen.thing.instance: place == pick.n for place, seen in enumerate(ordered, start=1)}


def _several(scene: Sightings, candidates: list[Seen], pick: Foremost | Closest) -> list[Seen]:
    if isinstance(pick, Foremost):
        return foremost(candidates, pick.superlative, pick.n)
    landmark = _landmark(scene, pick.landmark)
    return closest(candidates, landmark) if landmark else []


def _negated(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _both(a: bool | None, b: bool | None) -> bool | None:
    if a is False or b is False:
        return False
    return None if a is None or b is None else True
