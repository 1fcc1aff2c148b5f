"""What carries what, and what state things are in: whether one has anything on it, and what would fall with it."""

from __future__ import annotations

from collections.abc import Callable

from .conditions import is_in
from .definitions import Truth
from .evidence import Seen, Sightings, footprint, gap_m, heights_m
from .forms import StateWord

FALL_M = 0.25  # how tall something is that things fall from
HIGH = 0.4  # of the height of a chair or a table: what stands lower is on no seat or top
# What people put things on and look whether it is free: its top is low enough to be seen.
TOPS = frozenset(
    [
        "bench",
        "cafe table",
        "chair",
        "coffee table",
        "desk",
        "dining table",
        "garden table",
        "nightstand",
        "ottoman",
        "side table",
        "stool",
        "workbench",
    ]
)


def has_state(scene: Sightings, seen: Seen, word: StateWord, is_clear: Callable[[Seen], bool]) -> Truth:
    """Return whether a thing is empty or occupied, or in a state of its own: open, closed, lit, unlit.

    Occupied: it carries something that is in plain sight (`is_clear`), and not on a shelf below its top. Empty: it
    carries nothing, and is seen whole. None: it is cut by the picture's border, carries only what is hardly visible or
    maybe more through something out of sight, or is not of TOPS.
    """
    if word not in ("empty", "occupied"):
        return is_in(seen, word)
    if seen.thing.category not in TOPS:
        return None
    load = {number: carried(scene, other, seen) for number, other in scene.items() if other is not seen}
    if any(verdict and is_clear(scene[number]) and _is_high(scene[number], seen) for number, verdict in load.items()):
        return word == "occupied"
    over = [number for number, verdict in load.items() if verdict is not False]
    unsure = any(load[number] or _meet(scene[number], seen) for number in over)
    return None if unsure or seen.cut else word == "empty"


def carried(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Return whether a thing is carried by another one, be it through others; None where something unseen carries it.

    What carries the other one does not stand on it.
    """
    chain, below = _carriers(scene, a), _carriers(scene, b)
    if b.thing.instance in chain:
        return True
    hidden = chain[-1] if chain and chain[-1] not in scene else 0
    return None if hidden and hidden not in below else False


def falls(scene: Sightings, a: Seen, b: Seen) -> Truth:
    """Return whether a thing would fall if another one were taken away; not by lying on something flat (FALL_M)."""
    foot, top = heights_m(b.thing.box)
    held = carried(scene, a, b)
    return None if held and top - foot < FALL_M else held


def _carriers(scene: Sightings, seen: Seen) -> list[int]:
    """Return the instances that carry a thing, one below the other, down to the first that is out of sight."""
    chain: list[int] = []
    carrier = seen.thing.supporter
    while carrier and carrier not in chain:
        chain.append(carrier)
        carrier = scene[carrier].thing.supporter if carrier in scene else 0
    return chain


def _is_high(load: Seen, carrier: Seen) -> bool:
    foot, top = heights_m(carrier.thing.box)
    return heights_m(load.thing.box)[0] >= foot + HIGH * (top - foot)


def _meet(a: Seen, b: Seen) -> bool:
    return gap_m(footprint(a.thing.box), footprint(b.thing.box)) == 0
