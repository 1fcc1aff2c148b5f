"""Things as people leave them: at a desk, at a bench, on a carpet; related ones together, some on others.

A setting is seen from who sits or kneels at it: `right_m` from the middle of the surface, `back_m` from its near edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...pieces import Piece
from ...spec import SceneObject, Surface
from ..shared.clutter import set_down
from ..shared.floor_plan import Rect, Room, turned_deg

MIRRORED = 0.3  # so many people are left-handed, or have the lamp on the other side
ACROSS = 0.5  # so many sit at the far side of a table that has two
TRIES, ASIDE_M = 9, 0.022  # how often a place is sought, each time so much further off by chance
LEFT_OUT = 0.15  # of the things of a setting
TWO_SIDED = frozenset({"dining table", "coffee table", "floor", "rug"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of some kinds lies, how far off that by chance, and how it is turned; `on`: upon the one before it."""

    kinds: tuple[str, ...]
    right_m: float = 0.0
    back_m: float = 0.0
    turn_deg: float = 0.0
    off_m: float = 0.02
    askew_deg: float = 5.0
    on: bool = False


def _row(kind: str, count: int, right_m: float, back_m: float, pitch_m: float, turn_deg: float) -> tuple[Place, ...]:
    """Return places side by side for things of one kind."""
    return tuple(Place((kind,), right_m + k * pitch_m, back_m, turn_deg, 0.006, 4.0) for k in range(count))


SETTINGS: dict[str, tuple[tuple[Place, ...], ...]] = {
    "desk": (
        (
            Place(("laptop", "charging laptop"), -0.02, 0.27, 0.0, 0.03, 3.0),
            Place(("computer mouse", "corded mouse"), 0.28, 0.24, -4.0),
            Place(("notebook", "paper stack"), -0.33, 0.2, 6.0),
            Place(("pen", "pencil"), 0.01, 0.02, 60.0, 0.01, 14.0, on=True),
            Place(("mug", "drinking glass"), 0.36, 0.4, -30.0, 0.03, 40.0),
            Place(("phone", "charging phone"), 0.42, 0.17, 5.0, 0.03, 10.0),
            Place(("paper stack", "letters"), -0.42, 0.48, 3.0, 0.03),
            Place(("glasses", "calculator"), 0.0, 0.0, 20.0, 0.02, 20.0, on=True),
            Place(("pen pot",), 0.5, 0.52),
            Place(("desk lamp", "small plant", "book stack"), -0.56, 0.42, 0.0, 0.03, 20.0),
        ),
        (
            Place(("open book",), -0.06, 0.22, 0.0, 0.03, 5.0),
            Place(("notebook",), 0.32, 0.22, -8.0),
            Place(("pencil", "pen"), 0.0, 0.0, 70.0, 0.02, 12.0, on=True),
            Place(("mug",), 0.4, 0.45, 0.0, 0.03, 60.0),
            Place(("book stack", "book"), -0.4, 0.3, 84.0, 0.02, 6.0),
            Place(("glasses", "phone"), 0.0, 0.0, 10.0, 0.01, 14.0, on=True),
            Place(("headphones", "tablet"), 0.16, 0.5, 10.0, 0.03, 15.0),
            Place(("pen pot", "tissue box"), -0.2, 0.53, 0.0, 0.03),
            Place(("desk lamp", "small plant"), -0.52, 0.52, 0.0, 0.03, 20.0),
        ),
        (
            Place(("keyboard",), -0.04, 0.22, 0.0, 0.02, 3.0),
            Place(("corded mouse",), 0.31, 0.26, -5.0),
            Place(("monitor",), 0.0, 0.55, 0.0, 0.02, 3.0),
            Place(("paper stack",), -0.42, 0.26, 5.0, 0.02),
            Place(("pen", "calculator"), 0.0, 0.0, 40.0, 0.02, 20.0, on=True),
            Place(("mug",), 0.45, 0.34, -40.0, 0.03, 40.0),
            Place(("charging phone", "phone"), 0.46, 0.14, 0.0, 0.02, 10.0),
            Place(("camera", "headphones", "pen pot"), -0.46, 0.5, 20.0, 0.03, 20.0),
        ),
        (
            Place(("paper stack",), 0.0, 0.2, 0.0, 0.02, 4.0),
            Place(("pen",), 0.04, -0.02, 75.0, 0.01, 12.0, on=True),
            Place(("paper stack",), -0.29, 0.24, 4.0, 0.02),
            Place(("letters",), 0.0, 0.03, 8.0, 0.01, 10.0, on=True),
            Place(("calculator",), 0.24, 0.18, -6.0),
            Place(("letters",), 0.28, 0.4, 10.0, 0.02, 12.0),
            Place(("scissors", "tape roll"), 0.0, 0.01, 80.0, 0.01, 20.0, on=True),
            Place(("glasses",), 0.05, 0.44, 10.0, 0.03, 20.0),
            Place(("mug", "drinking glass"), 0.42, 0.28, 0.0, 0.03, 60.0),
            Place(("notebook", "book"), -0.24, 0.54, 3.0, 0.02),
            Place(("pen pot", "small plant"), 0.5, 0.5),
        ),
    ),
    "workshop": (
        (
            *_row("screwdriver", 4, -0.42, 0.17, 0.052, 92.0),
            *_row("wrench", 4, -0.18, 0.16, 0.062, 88.0),
            Place(("hammer",), 0.2, 0.17, 84.0, 0.01),
            Place(("tape measure",), 0.36, 0.14, 20.0),
            Place(("pencil",), 0.1, 0.17, 80.0, 0.01),
            Place(("paper stack",), 0.05, 0.42, -6.0),
            Place(("pencil", "tape measure"), 0.0, 0.0, 30.0, 0.02, 20.0, on=True),
            Place(("jam jar",), -0.4, 0.45),
            Place(("jam jar",), -0.29, 0.47),
            Place(("paint can",), 0.42, 0.44, 0.0, 0.02, 90.0),
            Place(("tape roll",), 0.28, 0.4, 0.0, 0.02, 90.0),
        ),
    ),
    "toys": (
        (
            Place(("toy block",), -0.2, 0.4, 0.0, 0.02, 8.0),
            Place(("toy block",), 0.0, 0.0, 0.0, 0.002, 8.0, on=True),
            *_row("toy car", 4, 0.02, 0.34, 0.1, 84.0),
            Place(("toy ring",), 0.2, 0.62, 0.0, 0.02),
            Place(("toy ring",), 0.0, 0.0, 0.0, 0.003, 5.0, on=True),
            Place(("open book",), -0.3, 0.72, 15.0, 0.03, 10.0),
            Place(("teddy bear",), 0.42, 0.78, 20.0, 0.03, 15.0),
            Place(("ball",), -0.5, 0.42),
            Place(("toy brick",), -0.06, 0.2, 10.0, 0.02, 20.0),
            Place(("toy brick",), 0.0, 0.0, 0.0, 0.001, 2.0, on=True),
        ),
    ),
    "living room": (
        (
            Place(("open book",), -0.05, 0.2, 4.0, 0.03, 8.0),
            Place(("glasses",), 0.26, 0.17, 20.0, 0.02, 25.0),
            Place(("mug",), 0.3, 0.38, 0.0, 0.03, 60.0),
            Place(("book stack",), -0.34, 0.34, 6.0, 0.02),
            Place(("remote control",), 0.0, 0.0, 84.0, 0.01, 8.0, on=True),
            Place(("candle", "small plant"), 0.06, 0.47),
            Place(("phone", "charging phone"), 0.42, 0.14, 10.0, 0.02, 12.0),
        ),
        (
            Place(("tablet", "laptop"), -0.06, 0.24, 5.0, 0.02, 10.0),
            Place(("remote control",), 0.22, 0.2, 78.0, 0.01, 5.0),
            Place(("remote control",), 0.22, 0.28, 82.0, 0.01, 5.0),
            Place(("drinking glass", "mug"), -0.32, 0.36, 0.0, 0.03, 60.0),
            Place(("headphones",), 0.36, 0.4, 30.0, 0.03, 20.0),
            Place(("book", "notebook"), 0.02, 0.48, 8.0, 0.02),
            Place(("vase", "candle"), -0.12, 0.5),
        ),
    ),
    "travel": (
        (
            Place(("blanket",), -0.26, 0.62, 3.0),
            Place(("book",), 0.24, 0.3, 4.0),
            Place(("camera",), 0.26, 0.56, 6.0),
            Place(("hair drier",), -0.3, 0.22, 12.0),
            Place(("notebook",), 0.03, 0.28, 3.0),
            Place(("glasses",), 0.0, 0.0, 80.0, 0.01, 10.0, on=True),
            Place(("toothbrush",), 0.04, 0.08, 4.0, 0.01),
            Place(("tube",), 0.28, 0.1, 3.0, 0.01),
            Place(("headphones",), 0.44, 0.38, 20.0),
            Place(("handbag",), 0.5, 0.78, -10.0),
            Place(("charging phone",), 0.08, 0.88, 5.0),
        ),
    ),
    "sports": (
        (
            Place(("tennis racket",), 0.0, 0.3, 24.0, 0.02, 8.0),
            Place(("tennis ball",), -0.28, 0.14),
            Place(("tennis ball",), -0.18, 0.1),
            Place(("tennis racket",), 0.06, 0.66, 18.0, 0.02, 8.0),
            Place(("frisbee",), -0.34, 0.52),
            Place(("football", "ball"), 0.38, 0.36),
            Place(("shoe",), -0.44, 0.84, 12.0, 0.01),
            Place(("shoe",), -0.3, 0.86, 4.0, 0.01),
        ),
    ),
}
KINDS = frozenset(kind for theme in SETTINGS.values() for each in theme for place in each for kind in place.kinds)


def set_out(room: Room, carrier: SceneObject, surface: Surface, setting: Sequence[Place]) -> None:
    """Put the things of a setting where they belong, but a few, and what there is no room for."""
    rng = room.layout_rng
    mirror = -1.0 if rng.random() < MIRRORED else 1.0
    turn_deg = 180.0 if carrier.category in TWO_SIDED and rng.random() < ACROSS else 0.0
    below: SceneObject | None = None
    for place in setting:
        piece = room.make(place.kinds[int(rng.integers(len(place.kinds)))])
        askew_deg = mirror * place.turn_deg + rng.normal(0, place.askew_deg)
        off_m = rng.normal(0, place.off_m, 2)
        is_left_out = rng.random() < LEFT_OUT
        if place.on:
            if below and not is_left_out:
                _lay_on(room, below, piece, (mirror * place.right_m, place.back_m), off_m, askew_deg)
            continue
        below = None
        if is_left_out or piece.size_m[2] > surface.clear_m:
            continue
        spot = np.array([mirror * place.right_m, place.back_m - surface.depth_m / 2]) + off_m
        below = _set(room, carrier, surface, piece, spot, askew_deg, turn_deg)


def _set(
    room: Room,
    carrier: SceneObject,
    surface: Surface,
    piece: Piece,
    spot: NDArray[np.float64],
    askew_deg: float,
    turn_deg: float,
) -> SceneObject | None:
    """Put a piece at a spot, or as near to it as others and the edge allow; return it as an object, or None."""
    rect = Rect(0.0, 0.0, piece.size_m[0], piece.size_m[1], askew_deg)
    reach = np.abs(np.array(rect.corners())).max(axis=0)
    free = np.array([surface.width_m, surface.depth_m]) / 2 - reach
    if free.min() < 0:
        return None
    for further in range(TRIES):
        near = spot + room.layout_rng.normal(0, ASIDE_M, 2) * further
        x, y = (np.clip(near, -free, free) * (-1 if turn_deg else 1)).tolist()
        number = set_down(room, carrier, surface, piece, (x, y), askew_deg + turn_deg)
        if number is not None:
            return room.objects[number - 1]
    return None


def _lay_on(
    room: Room, below: SceneObject, piece: Piece, at: tuple[float, float], off_m: NDArray[np.float64], askew_deg: float
) -> None:
    """Lay a small piece on one that lies there, where it is at least as large."""
    wide, deep, tall = below.geometry.size_m  # type: ignore[union-attr]
    if max(piece.size_m[:2]) > 1.1 * max(wide, deep) or min(piece.size_m[:2]) > min(wide, deep):
        return
    px, py, pz = below.pose.location_m
    x, y = Rect(px, py, wide, deep, turned_deg(below)).at(at[0] + off_m[0], -(at[1] + off_m[1]))
    room.add(piece, (x, y, pz + tall), turned_deg(below) + askew_deg, below.instance)
