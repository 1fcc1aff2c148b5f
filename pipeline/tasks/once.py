"""Work done once for each frame: many questions are asked of one view, and what is seen in it stays the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import finalize

from ...renderers.frame import Frame

T = TypeVar("T")


def once(function: Callable[[Frame], T]) -> Callable[[Frame], T]:
    """Return a function that works once for each frame, and forgets what it found when the frame goes.

    What it finds must hold no reference to that frame, must not depend on the recipe, and must not be changed.
    """
    found: dict[int, T] = {}  # by identity, as frames cannot be hashed

    @wraps(function)
    def look(frame: Frame) -> T:
        number = id(frame)
        if number not in found:
            found[number] = function(frame)
            finalize(frame, found.pop, number, None).atexit = False
        return found[number]

    return look
