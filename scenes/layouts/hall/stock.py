"""How shelves are filled: from left to right with few models, side by side, faced to the front."""

from __future__ import annotations

from collections.abc import Sequence

from ...pieces import Piece
from ...spec import SceneObject, Surface
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room

FULL = (0.62, 0.9)  # the share of a hall's shelves that is full, from … to
BESIDE_M = 0.005  # between shelves in a row, at least
GAP_M = 0.014  # between what stands side by side
BEHIND_M = 0.1  # boards whose middles are farther from a shelf's own are at its front or its back
MOST_OF_ONE = 3  # so many of one model stand beside each other


def stocked(room: Room, shelf: Piece, place: Rect, goods: Sequence[Piece], full: float) -> None:
    """Stand a shelf close to its neighbours, if there is room, and fill it to a share."""
    if room.is_free(place, shelf.size_m[2], BESIDE_M):
        stock(room, room.place(shelf, place), goods, full)


def stock(room: Room, number: int, goods: Sequence[Piece], full: float, sides: tuple[int, ...] = (-1, 1)) -> None:
    """Fill the boards of a shelf to a share: those at its front (−1), at its back (1), or both."""
    thing = room.objects[number - 1]
    double = any(surface.centre_m[1] < -BEHIND_M for surface in surfaces_of(thing))
    for surface in surfaces_of(thing):
        side = 1 if double and surface.centre_m[1] > BEHIND_M else -1
        if side in sides:
            _fill(room, thing, surface, [piece for piece in goods if piece.size_m[2] < surface.clear_m], full, side)


def _fill(room: Room, thing: SceneObject, surface: Surface, goods: Sequence[Piece], full: float, side: int) -> None:
    left_m, end_m = -surface.width_m / 2, surface.width_m / 2
    while goods and left_m < end_m:
        piece = goods[int(room.layout_rng.integers(len(goods)))]
        wide_m, deep_m = piece.size_m[0] + GAP_M, piece.size_m[1]
        y = side * max(0.0, surface.depth_m / 2 - deep_m / 2 - 0.012)
        fit = int((end_m - left_m) / wide_m)
        if not fit:
            break
        for _ in range(min(fit, 1 + int(room.layout_rng.integers(MOST_OF_ONE)))):
            if room.layout_rng.random() < full:
                set_down(room, thing, surface, piece, (left_m + wide_m / 2, y), 180.0 if side > 0 else 0.0)
            left_m += wide_m
