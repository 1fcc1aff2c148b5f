"""People who belong together, by where they stand towards one another: a couple, and those who stand in a queue.

The picture decides it: two grown-ups who walk or stand side by side with nobody near, three or more who stand one
behind the other and face the same way. Whoever is not clear, is cut off, or might belong to them, leaves it open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from ....renderers.frame import VisibleObject
from .doings import called
from .evidence import Seen, Sightings
from .forms import GroupWord
from .people import CHILD, GROWN, at_most, every, inverse, is_clear

Truth = bool | None
Way = tuple[float, float]
PAIR_M, NO_PAIR_M = 1.2, 2.0  # between the middles of two who are a couple, and of two who surely are none
ALONE_M = 2.2  # so far are all others
ALIKE_DEG, UNLIKE_DEG = 25.0, 60.0  # between the ways that two face who face the same one, and who do not
ABREAST, NOT_ABREAST = 0.5, 0.85  # of their distance, how far the one of two is ahead who walk side by side
BEHIND_M, NOT_BEHIND_M = (0.4, 1.15), (0.25, 1.6)  # from the middle of who queues to that of the next
STRAIGHT_DEG, ASIDE_DEG = 25.0, 45.0  # between the way that who queues faces and the one to the next
LEAST = 3  # people in a queue: two who stand one behind the other may be no queue
OUTSIDE = 0.06  # of the picture's width from its edges, beyond which a queue may go on


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is on the plan, in metres, and the direction that the trunk faces, of length 1."""

    at_m: Way
    way: Way


def members(scene: Sightings, word: GroupWord) -> tuple[int, ...] | None:
    """Return who is meant by a word for a group or its first or last, by instance; None where that is open."""
    people = [seen for seen in scene.values() if seen.thing.category == "person"]
    found = _couple(people) if word == "couple" else _queue(people)
    if not found:
        return found
    return {"first in queue": found[:1], "last in queue": found[-1:]}.get(word, found)


def likely_groups(things: Sequence[VisibleObject]) -> list[tuple[GroupWord, tuple[int, ...]]]:
    """Return groups that might be spoken of, by the truth alone; `members` judges whether they may."""
    found: list[tuple[GroupWord, tuple[int, ...]]] = [("couple", (a.instance, b.instance)) for a, b in _pairs(things)]
    for line in _lines(things):
        if len(line) >= LEAST:
            numbers = tuple(each.instance for each in line)
            found += [("queue", numbers), ("first in queue", numbers[:1]), ("last in queue", numbers[-1:])]
    return found


def _couple(people: Sequence[Seen]) -> tuple[int, ...] | None:
    """Return the two who are a couple; () where nobody is; None where that is open, or there are several."""
    verdicts = {(a, b): _is_pair(people[a].thing, people[b].thing) for a, b in combinations(range(len(people)), 2)}
    if not any(verdict is not False for verdict in verdicts.values()):
        return ()
    pair, *more = [[people[k] for k in numbers] for numbers, verdict in verdicts.items() if verdict] or [[]]
    others = [seen for seen in people if seen not in pair]
    if more or None in verdicts.values() or not all(is_clear(seen) and not seen.cut for seen in pair):
        return None
    alone = all(_apart_m(seen.thing, each.thing) > ALONE_M for seen in pair for each in others)
    return tuple(seen.thing.instance for seen in pair) if alone else None


def _queue(people: Sequence[Seen]) -> tuple[int, ...] | None:
    """Return those who queue, the first of them first; () where nobody does; None where that is open."""
    things = [seen.thing for seen in people]
    lines = _lines(things)
    unsure = any(_is_behind(back, front) is None for back, front in permutations(things, 2))
    if not lines and not unsure:
        return ()
    if unsure or len(lines) != 1 or len(lines[0]) < LEAST:
        return None
    by_number = {seen.thing.instance: seen for seen in people}
    line = [by_number[thing.instance] for thing in lines[0]]
    others = [seen.thing for seen in people if seen not in line]
    near = any(_apart_m(seen.thing, other) < NOT_BEHIND_M[1] for seen in line for other in others)
    whole = all(is_clear(seen) and not seen.cut and OUTSIDE < seen.u < 1 - OUTSIDE for seen in line)
    return tuple(seen.thing.instance for seen in line) if whole and not near else None


def _pairs(things: Sequence[VisibleObject]) -> list[tuple[VisibleObject, VisibleObject]]:
    return [(a, b) for a, b in combinations(things, 2) if _is_pair(a, b)]


def _lines(things: Sequence[VisibleObject]) -> list[list[VisibleObject]]:
    """Return lines of two or more, each from its first to its last; none where somebody has two before or behind."""
    behind = {back: [front for front in things if front is not back and _is_behind(back, front)] for back in things}
    if any(len(fronts) > 1 for fronts in behind.values()):
        return []
    follows = {fronts[0]: back for back, fronts in behind.items() if fronts}
    if len(follows) != sum(map(len, behind.values())):
        return []
    found = []
    for first in (front for front in follows if not behind[front]):
        line = [first]
        while line[-1] in follows:
            line.append(follows[line[-1]])
        found.append(line)
    return found


def _is_pair(a: VisibleObject, b: VisibleObject) -> Truth:
    """Return whether two are grown-ups who walk or stand together: side by side, or standing face to face."""
    near = at_most(_apart_m(a, b), PAIR_M, NO_PAIR_M)
    one, other = _standing(a), _standing(b)
    if near is False or a.person is None or b.person is None or one is None or other is None:
        return False if near is False else None
    grown = every(*(inverse(at_most(each.age_years, CHILD, GROWN)) for each in (a.person, b.person)))
    both = called(a.person.doing) & called(b.person.doing)
    turned_deg, aside = _angle_deg(one.way, other.way), _ahead(one, other)
    abreast = every(at_most(turned_deg, ALIKE_DEG, UNLIKE_DEG), at_most(aside, ABREAST, NOT_ABREAST))
    face_to_face = bool(_faces(one, other) and _faces(other, one))
    if "walking" in both:
        return every(grown, near, abreast)
    standing = "standing" in both
    return every(grown, near, standing, True if face_to_face else abreast)


def _is_behind(back: VisibleObject, front: VisibleObject) -> Truth:
    """Return whether somebody stands behind somebody else, and faces the same way."""
    apart_m = _apart_m(back, front)
    near = every(
        at_most(apart_m, BEHIND_M[1], NOT_BEHIND_M[1]), inverse(at_most(apart_m, NOT_BEHIND_M[0], BEHIND_M[0]))
    )
    one, other = _standing(back), _standing(front)
    if near is False or one is None or other is None or back.person is None or front.person is None:
        return False if near is False else None
    standing = "standing" in called(back.person.doing) and "standing" in called(front.person.doing)
    straight = at_most(_angle_deg(one.way, _way(one.at_m, other.at_m)), STRAIGHT_DEG, ASIDE_DEG)
    alike = at_most(_angle_deg(one.way, other.way), ALIKE_DEG, UNLIKE_DEG)
    return every(near, standing, straight, alike)


def _standing(thing: VisibleObject) -> Standing | None:
    """Return where somebody is and faces, by the shoulders; None where no joints are told."""
    at = {point.name: point.at_m for point in thing.person.keypoints} if thing.person else {}
    if not at:
        return None
    (x, y, _), (u, v, _) = at["left_shoulder"], at["right_shoulder"]
    long_m = math.hypot(x - u, y - v)
    return Standing(((x + u) / 2, (y + v) / 2), ((y - v) / long_m, (u - x) / long_m)) if long_m else None


def _apart_m(a: VisibleObject, b: VisibleObject) -> float:
    return math.dist(a.box.centre_m[:2], b.box.centre_m[:2])


def _way(start: Way, end: Way) -> Way:
    return end[0] - start[0], end[1] - start[1]


def _angle_deg(a: Way, b: Way) -> float:
    return abs(math.degrees(math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])))


def _ahead(one: Standing, other: Standing) -> float:
    """Return how far the one of two is ahead of the other, as a share of their distance."""
    x, y = _way(one.at_m, other.at_m)
    far_m = math.hypot(x, y) or 1.0
    return max(abs(x * each.way[0] + y * each.way[1]) / far_m for each in (one, other))


def _faces(one: Standing, other: Standing) -> bool:
    return _angle_deg(one.way, _way(one.at_m, other.at_m)) <= STRAIGHT_DEG
