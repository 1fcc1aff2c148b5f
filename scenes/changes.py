"""What can be changed in a scene for an edited picture, as data: kinds, what became of a thing, directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from .cameras import Camera

EditKind = Literal["remove", "recolour", "light", "daytime", "camera", "move"]
OF_PICTURES: frozenset[EditKind] = frozenset({"daytime", "camera"})  # about no one thing
MOVES: frozenset[EditKind] = frozenset({"remove", "move"})  # of the others, those after which other surfaces are seen
DIRECTIONS = ("left", "right", "nearer", "farther")


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: the instance (0: none, but the whole picture) and what became of it.

    `value` is the new colour, "on" or "off", the time of day, the style of the camera, or the direction in which a
    thing went by `metres`, as the camera sees it.
    """

    kind: EditKind
    instance: Annotated[int, Field(ge=0, le=65535)] = 0
    value: str = ""
    metres: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


def way(camera: Camera, direction: str) -> NDArray[np.float64]:
    """Return the unit vector (2) on the plan that a direction means to the camera; 0 where it is none."""
    right, up, back = camera.matrix()[:3, :3].T
    ahead = up[:2] * -np.sign(-back[2]) - back[:2]
    ways = {"left": -right[:2], "right": right[:2], "nearer": -ahead, "farther": ahead}
    along = ways.get(direction, np.zeros(2))
    return np.asarray(along / max(float(np.linalg.norm(along)), 1e-9))
