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
from ..shared.clutter import lay_on, set_down
from ..shared.floor_plan import Rect, Room

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
    """Return places side by side for things of one kind, as hands that work lay them down."""
    return tuple(Place((kind,), right_m + k * pitch_m, back_m, turn_deg, 0.014, 11.0) for k in range(count))


def _place_at_table(right_m: float, mirrored: bool = False) -> tuple[Place, ...]:
    """Return what somebody who eats has before him, `right_m` from the middle."""
    side = -1.0 if mirrored else 1.0
    return (
        Place(("used plate", "used plate", "plate"), right_m, 0.19, 0.0, 0.015, 40.0),
        Place(("knife",), 0.03 * side, 0.02, 62.0 * side, 0.012, 14.0, on=True),
        Place(("fork",), right_m - 0.175 * side, 0.19, 90.0, 0.01, 9.0),
        Place(("napkin",), right_m - 0.26 * side, 0.18, 0.0, 0.02, 14.0),
        Place(("drinking glass", "wine glass", "cup", "mug"), right_m + 0.15 * side, 0.36, 0.0, 0.02, 60.0),
    )


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
    "breakfast": (
        (
            *_place_at_table(-0.04),
            Place(("cutting board",), -0.4, 0.44, 12.0, 0.02, 12.0),
            Place(("bread",), 0.02, 0.0, 8.0, 0.01, 8.0, on=True),
            Place(("jam jar",), 0.07, 0.46, 0.0, 0.02, 90.0),
            Place(("jam jar", "small plant"), -0.06, 0.52, 0.0, 0.02, 90.0),
            Place(("teapot", "drink carton"), 0.31, 0.5, 30.0, 0.02, 30.0),
            Place(("cup", "mug"), 0.36, 0.28, 0.0, 0.02, 60.0),
            Place(("spoon",), 0.3, 0.17, 70.0, 0.02, 25.0),
            Place(("cereal box",), 0.52, 0.52, -20.0, 0.03, 20.0),
            Place(("phone", "open book", "letters"), 0.53, 0.2, 10.0, 0.02, 20.0),
        ),
        (
            Place(("bowl",), -0.05, 0.2, 0.0, 0.02),
            Place(("spoon",), 0.13, 0.2, 80.0, 0.01, 15.0),
            Place(("cereal box",), -0.3, 0.42, 30.0, 0.03, 20.0),
            Place(("drink carton",), -0.12, 0.46, 20.0, 0.02, 30.0),
            Place(("mug",), 0.2, 0.35, 0.0, 0.02, 60.0),
            Place(("fruit bowl", "flower vase"), 0.34, 0.52, 0.0, 0.02),
            Place(("letters", "tablet", "open book"), -0.38, 0.2, 8.0, 0.02, 12.0),
            Place(("glasses",), 0.0, 0.0, 30.0, 0.01, 20.0, on=True),
            Place(("jam jar", "drinking glass"), 0.05, 0.5, 0.0, 0.02, 90.0),
        ),
    ),
    "party": (
        (
            *_place_at_table(-0.32),
            *_place_at_table(0.34, True),
            Place(("pizza",), 0.0, 0.45, 30.0, 0.03, 60.0),
            Place(("bottle",), -0.28, 0.55, 0.0, 0.02, 90.0),
            Place(("bottle", "flower vase"), -0.38, 0.5, 0.0, 0.02, 90.0),
            Place(("candle",), 0.27, 0.56, 0.0, 0.02),
            Place(("crisps", "bowl"), 0.48, 0.55, 30.0, 0.02, 40.0),
            Place(("napkin",), 0.02, 0.2, 20.0, 0.02, 30.0),
        ),
        (
            Place(("hot dog",), -0.12, 0.16, 14.0, 0.02, 16.0),
            Place(("hot dog",), 0.08, 0.22, -20.0, 0.02, 20.0),
            Place(("napkin",), -0.3, 0.19, 20.0, 0.02, 20.0),
            Place(("napkin",), 0.02, 0.0, 20.0, 0.006, 25.0, on=True),
            Place(("drinking glass",), 0.27, 0.26, 0.0, 0.02),
            Place(("drinking glass",), -0.16, 0.38, 0.0, 0.02),
            Place(("bottle",), 0.12, 0.48, 0.0, 0.02, 90.0),
            Place(("cake",), -0.38, 0.5, 0.0, 0.02, 60.0),
            Place(("plate",), 0.4, 0.42, 0.0, 0.02),
            Place(("fork",), 0.0, 0.01, 40.0, 0.01, 20.0, on=True),
            Place(("crisps",), -0.02, 0.56, 60.0, 0.02, 40.0),
        ),
    ),
    "kitchen": (
        (
            Place(("cutting board",), -0.04, 0.24, 4.0, 0.02, 7.0),
            Place(("knife",), 0.1, -0.05, 20.0, 0.01, 14.0, on=True),
            Place(("tomato", "onion", "pepper"), -0.09, 0.04, 0.0, 0.008, 90.0, on=True),
            Place(("bowl",), 0.34, 0.28, 0.0, 0.02),
            Place(("bottle",), 0.22, 0.52, 0.0, 0.02, 90.0),
            Place(("bottle", "jar"), 0.12, 0.55, 0.0, 0.02, 90.0),
            Place(("pan", "pot"), -0.46, 0.5, 30.0, 0.02, 40.0),
            Place(("egg carton", "packet"), -0.1, 0.55, 8.0, 0.02, 20.0),
            Place(("napkin",), 0.3, 0.12, 20.0, 0.02, 30.0),
            Place(("letters", "open book", "tablet"), -0.48, 0.2, 10.0, 0.02, 12.0),
        ),
    ),
    "fruit": (
        (
            Place(("plate",), -0.05, 0.2, 0.0, 0.02),
            Place(("apple", "orange", "pear"), -0.03, 0.015, 0.0, 0.006, 90.0, on=True),
            Place(("knife",), 0.05, -0.03, 40.0, 0.006, 20.0, on=True),
            Place(("mug", "cup"), 0.22, 0.3, 0.0, 0.02, 60.0),
            Place(("letters", "open book"), -0.36, 0.22, 10.0, 0.02, 14.0),
            Place(("glasses",), 0.0, 0.0, 30.0, 0.01, 20.0, on=True),
            Place(("jam jar", "bottle"), 0.32, 0.5, 0.0, 0.02, 90.0),
            Place(("teapot", "flower vase"), -0.2, 0.55, 30.0, 0.02, 40.0),
        ),
    ),
    "packages": (
        (
            Place(("open box",), -0.05, 0.34, 8.0, 0.03, 10.0),
            Place(("tape roll",), 0.24, 0.24, 0.0, 0.02, 90.0),
            Place(("tube", "battery"), 0.12, 0.12, 30.0, 0.02, 40.0),
            Place(("scissors",), 0.2, 0.12, 60.0, 0.02, 30.0),
            Place(("letters",), -0.3, 0.16, 12.0, 0.02, 14.0),
            Place(("pen",), 0.0, 0.0, 50.0, 0.01, 25.0, on=True),
            Place(("box",), -0.42, 0.44, -12.0, 0.03, 14.0),
            Place(("packet", "drink carton"), -0.24, 0.52, 12.0, 0.02, 30.0),
            Place(("paper stack",), 0.44, 0.24, 6.0, 0.03, 12.0),
            Place(("phone", "tape measure"), 0.0, 0.02, 30.0, 0.02, 25.0, on=True),
            Place(("mug", "spray bottle"), 0.38, 0.52, 0.0, 0.02, 60.0),
        ),
    ),
    "workshop": (
        (
            Place(("paper stack",), -0.08, 0.3, 9.0, 0.03, 12.0),
            Place(("tape measure",), 0.07, 0.06, 30.0, 0.02, 40.0, on=True),
            Place(("pencil",), -0.03, -0.05, 20.0, 0.02, 30.0, on=True),
            Place(("hammer",), 0.24, 0.24, 62.0, 0.02, 14.0),
            Place(("screwdriver",), -0.3, 0.15, 70.0, 0.02, 25.0),
            Place(("screwdriver",), -0.38, 0.2, 110.0, 0.02, 25.0),
            Place(("wrench",), 0.36, 0.18, 80.0, 0.02, 22.0),
            Place(("wrench",), 0.43, 0.2, 50.0, 0.02, 22.0),
            Place(("screwdriver",), 0.08, 0.1, 20.0, 0.02, 30.0),
            Place(("jam jar",), -0.34, 0.46, 0.0, 0.02, 90.0),
            Place(("mug",), 0.14, 0.5, 0.0, 0.03, 60.0),
            Place(("paint can", "spray bottle"), 0.44, 0.48, 0.0, 0.03, 90.0),
            Place(("box", "open box"), -0.5, 0.42, 10.0, 0.03, 15.0),
            Place(("tape roll",), 0.29, 0.42, 0.0, 0.02, 90.0),
        ),
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
            Place(("suitcase", "backpack"), -0.2, 0.92, 8.0, 0.03, 12.0),
            Place(("handbag",), 0.24, 0.84, -14.0, 0.02, 12.0),
            Place(("folded clothes",), -0.34, 0.5, 5.0, 0.02, 9.0),
            Place(("book", "camera"), 0.02, 0.02, 20.0, 0.01, 14.0, on=True),
            Place(("folded clothes", "blanket"), 0.06, 0.52, -4.0, 0.02, 9.0),
            Place(("hair drier", "tablet"), 0.0, 0.0, 30.0, 0.02, 30.0, on=True),
            Place(("shoes",), 0.42, 0.5, 12.0, 0.02, 12.0),
            Place(("charging phone",), 0.36, 0.2, 15.0, 0.02, 15.0),
            Place(("notebook", "letters"), -0.06, 0.24, 10.0, 0.02, 14.0),
            Place(("glasses", "pen"), 0.0, 0.0, 60.0, 0.01, 25.0, on=True),
            Place(("tube", "toothbrush"), 0.14, 0.22, 50.0, 0.02, 30.0),
        ),
        (
            Place(("backpack",), 0.1, 0.86, 10.0, 0.03, 15.0),
            Place(("blanket",), -0.38, 0.76, 3.0, 0.03, 8.0),
            Place(("headphones",), 0.0, 0.0, 30.0, 0.02, 30.0, on=True),
            Place(("book",), 0.0, 0.52, 14.0, 0.02, 14.0),
            Place(("phone", "glasses"), 0.0, 0.0, 40.0, 0.01, 25.0, on=True),
            Place(("camera",), 0.22, 0.56, -20.0, 0.02, 20.0),
            Place(("closed umbrella",), -0.1, 0.34, 14.0, 0.03, 10.0),
            Place(("shoes",), 0.4, 0.66, -16.0, 0.02, 14.0),
            Place(("bottle",), 0.3, 0.84, 0.0, 0.02, 60.0),
        ),
    ),
    "sports": (
        (
            Place(("backpack",), 0.1, 0.86, 12.0, 0.03, 15.0),
            Place(("tennis racket",), -0.06, 0.44, 24.0, 0.02, 10.0),
            Place(("tennis racket",), -0.1, 0.62, 12.0, 0.02, 10.0),
            Place(("tennis ball",), 0.3, 0.4, 0.0, 0.03, 90.0),
            Place(("tennis ball",), 0.36, 0.46, 0.0, 0.03, 90.0),
            Place(("football", "ball"), 0.4, 0.72, 0.0, 0.03, 90.0),
            Place(("shoe",), -0.44, 0.9, 20.0, 0.01, 12.0),
            Place(("shoe",), -0.31, 0.93, 4.0, 0.01, 12.0),
            Place(("bottle",), 0.3, 0.9, 0.0, 0.02, 60.0),
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
                lay_on(room, below, piece, (mirror * place.right_m + off_m[0], place.back_m + off_m[1]), askew_deg)
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
