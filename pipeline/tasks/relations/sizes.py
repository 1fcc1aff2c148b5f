"""Large and small: what the boxes say, and the picture shows."""

from __future__ import annotations

import numpy as np

from ....renderers.frame import VisibleObject
from .evidence import Seen, Sightings

LARGER_PX, LARGER_SPAN = 1.4, 1.2  # how many times more pixels what is larger shows, and a picture box how much larger
LARGER_M3 = 1.3  # how many times the volume of the other's box it has
CONTRAST = 1.5  # the same of what is called large beside what is called small
WHOLE = 0.7  # visible of its camera-facing surface: nobody can compare what is hidden further


def has_size(scene: Sightings, seen: Seen, word: str) -> bool | None:
    """Return whether "large" or "small" describes a thing beside others of its category, as sizes are relative.

    True: the truth says so, and another is clearly smaller (or larger). False: it is that other itself. None: nothing
    to compare with, or the picture does not show it.
    """

    def exceeds(a: Seen, b: Seen) -> bool:
        return is_larger(a, b, CONTRAST) if word == "large" else is_larger(b, a, CONTRAST)

    others = [other for other in scene.values() if other.thing.category == seen.thing.category and other is not seen]
    if seen.thing.words.size == word:
        return True if any(exceeds(seen, other) for other in others) else None
    rivals = [other for other in others if other.thing.words.size == word]
    return False if rivals and all(exceeds(rival, seen) for rival in rivals) else None


def is_larger(a: Seen, b: Seen, volumes: float = LARGER_M3) -> bool:
    """Return whether one thing is larger than another and looks it, both of them whole in the picture.

    `volumes` is how many times as large its box has to be.
    """
    by_box = _volume_m3(a.thing) >= volumes * _volume_m3(b.thing)
    by_look = a.share >= LARGER_PX * b.share and _span_px(a.thing) >= LARGER_SPAN * _span_px(b.thing)
    return by_box and by_look and _is_whole(a) and _is_whole(b)


def _is_whole(seen: Seen) -> bool:
    return not seen.cut and seen.thing.visible_fraction >= WHOLE


def _span_px(thing: VisibleObject) -> int:
    left, top, right, bottom = thing.box_px
    return (right - left) * (bottom - top)


def _volume_m3(thing: VisibleObject) -> float:
    return float(np.prod(thing.box.size_m))
