"""How animals stand: by the truth, where the outline of the body agrees and nothing hides or cuts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from ....scenes.spec import Stance
from .evidence import Seen, heights_m

Truth = bool | None
STANCES: tuple[Stance, ...] = get_args(Stance)
LARGE = 0.0015  # of the picture: 15×14 px of 448×320
WHOLE = 0.7  # of an animal: what hides more of it may hide its legs, or its head in the grass
# What some people would say of an animal that stands so, beside what it is called.
ALSO: Mapping[Stance, frozenset[Stance]] = {
    "standing": frozenset({"walking"}),
    "walking": frozenset({"standing"}),
    "grazing": frozenset({"standing", "walking"}),
    "pecking": frozenset({"standing", "walking"}),
}
# By category, how tall a body is for its length: at most where it lies, and at least where it sits.
LOW: Mapping[str, float] = {"dog": 0.52, "cat": 0.5, "cow": 0.48, "sheep": 0.55, "horse": 0.5}
RAISED: Mapping[str, float] = {"dog": 0.72, "cat": 0.72}


def stands(seen: Seen, word: Stance) -> Truth:
    """Return whether an animal stands so; None where the truth does not tell, or the picture does not show it."""
    own = seen.thing.words.state
    if own not in STANCES or not _is_plain(seen) or not _has_outline(seen, own):
        return None
    return True if own == word else None if word in ALSO.get(own, ()) else False


def _is_plain(seen: Seen) -> bool:
    return not seen.cut and seen.share >= LARGE and seen.thing.visible_fraction >= WHOLE


def _has_outline(seen: Seen, stance: Stance) -> bool:
    """Return whether a body is as low as one that lies, or as upright as one that sits, exactly where it does."""
    low, high = heights_m(seen.thing.box)
    shape = (high - low) / max(seen.thing.box.size_m[:2])
    lies, sits = shape <= LOW.get(seen.thing.category, 0.0), shape >= RAISED.get(seen.thing.category, 9.0)
    return lies == (stance == "lying") and (sits or stance != "sitting")
