"""Which things of several are meant by comparing them: the two nearest, the one closest to the door, the taller one."""

from __future__ import annotations

from collections.abc import Sequence

from .definitions import Truth, lesser
from .evidence import Seen, apart, footprint, gap_m, heights_m
from .forms import Comparative, Superlative

CLOSER, CLOSER_M = 1.5, 0.3  # how many times farther off, and by how much, the next one must be from the landmark
TALLER, TALLER_M = 1.25, 0.1  # how many times taller, and by how much, a thing must be to be taller beyond dispute
EXCEEDS: dict[Comparative, Superlative] = {
    "larger": "largest",
    "smaller": "smallest",
    "nearer": "nearest",
    "farther": "farthest",
}


def foremost(candidates: Sequence[Seen], superlative: Superlative, n: int) -> list[Seen]:
    """Return the n things (2 …) that all exceed each of the rest beyond dispute; [] where there are none, or all."""
    beaten = {a.thing.instance: sum(lesser(superlative, a, b) for b in candidates if b is not a) for a in candidates}
    ahead = sorted(candidates, key=lambda seen: -beaten[seen.thing.instance])
    chosen, rest = ahead[: max(n, 0)], ahead[max(n, 0) :]
    clear = all(lesser(superlative, a, b) for a in chosen for b in rest)
    return chosen if n > 1 and rest and clear else []


def closest(candidates: Sequence[Seen], landmark: Seen) -> list[Seen]:
    """Return the one that is closest to a landmark beyond dispute, as a list; [] where there is none, or no other.

    On the plan the gap of every other one must be 1.5 times as wide and 30 cm wider; nor may any be seen closer to the
    landmark in the picture.
    """
    if len(candidates) < 2 or landmark in candidates:
        return []
    first, *rest = sorted(candidates, key=lambda seen: _gap_m(seen, landmark))
    own_m, own_seen = _gap_m(first, landmark), _gap_seen(first, landmark)
    clear = all(_gap_m(each, landmark) >= own_m * CLOSER + CLOSER_M for each in rest)
    return [first] if clear and all(_gap_seen(each, landmark) >= own_seen for each in rest) else []


def compared(by: Comparative, a: Seen, b: Seen) -> Truth:
    """Return whether `a` is taller, larger, nearer … than `b`; None where it is about the same."""
    if by == "shorter":
        return compared("taller", b, a)
    if by == "taller":
        return True if _is_taller(a, b) else False if _is_taller(b, a) else None
    if lesser(EXCEEDS[by], a, b):
        return True
    return False if lesser(EXCEEDS[by], b, a) else None


def _is_taller(a: Seen, b: Seen) -> bool:
    """Return whether a thing is taller from foot to top, both whole in the picture, and does not end lower either."""
    (foot, top), (other_foot, other_top) = heights_m(a.thing.box), heights_m(b.thing.box)
    own_m, other_m = top - foot, other_top - other_foot
    whole = not a.cut and not b.cut
    return whole and own_m >= TALLER * other_m and own_m >= other_m + TALLER_M and top > other_top


def _gap_m(a: Seen, b: Seen) -> float:
    return gap_m(footprint(a.thing.box), footprint(b.thing.box))


def _gap_seen(a: Seen, b: Seen) -> float:
    """Return the gap between two things in the picture, the larger one of both directions."""
    return max(apart(a.columns, b.columns), apart(a.rows, b.rows), 0.0)
