"""What a frame tells of its surfaces beside depth, normals and instances, where a recipe asks, and its invariants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .frame import Frame


@dataclass(frozen=True, slots=True)
class Passes:
    """Which of them a renderer gives, each a switch of the recipe."""

    albedo: bool = False


NONE = Passes()


def pass_dtypes(frame: Frame) -> dict[str, tuple[type[Any], tuple[int, ...]]]:
    """Return dtype and shape of each pass that a frame has, by the name of its field."""
    expected = {"albedo": (np.uint8, (*frame.shape, 3))}
    return {name: want for name, want in expected.items() if getattr(frame, name) is not None}


def pass_violations(frame: Frame) -> list[tuple[bool, str]]:
    """Return whether each invariant of the passes is broken, with its name."""
    sky = frame.valid & (frame.instance == 0)
    return [
        (
            frame.albedo is not None and bool(frame.albedo[sky].any()),
            "albedo must be black where there is no surface",
        ),
    ]
