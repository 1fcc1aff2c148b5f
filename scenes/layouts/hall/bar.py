"""A bar with what belongs to it."""

from __future__ import annotations

from ...generators.core.parts import spread
from ..shared.floor_plan import Rect, Room, Standing
from .parts import fill

BEHIND_M = 1.15  # between a bar and the wall
DRINKS = ("bottle", "bottle", "bottle", "wine glass", "drinking glass", "jar")
ON_BAR = (
    *("drinking glass", "wine glass", "bottle", "mug", "mug", "bowl", "cake", "cake", "tray", "jar", "utensil pot"),
    *("plate", "donut", "bread roll", "small plant", "tablet", "teapot", "paper stack"),
)


def stand_bar(room: Room, side: int) -> Rect:
    """Stand a bar before a wall, shelves of bottles behind it, and stools at its front."""
    width = round(min(0.55 * room.size_m[0], 4.6), 2)
    piece = room.make("bar", (width, 0.74, round(float(room.layout_rng.uniform(1.42, 1.5)), 3)))
    along_m = float(room.layout_rng.uniform(-0.15, 0.15)) * room.size_m[0]
    rect = room.at_wall(side, along_m, BEHIND_M + piece.size_m[1] / 2, *piece.size_m[:2])
    number = room.place(piece, rect)
    fill(room, number, ON_BAR, round(4 * width))
    _back_bar(room, side, along_m, width)
    behind = room.at_wall(side, along_m, BEHIND_M / 2, width, BEHIND_M)
    room.kept_free.append(Standing(behind, 0.0))
    stool = room.make("bar stool")
    for x in spread(width - 0.2, 0.75):
        at = rect.at(x, (rect.depth_m + stool.size_m[1]) / 2 + float(room.layout_rng.uniform(0.06, 0.2)))
        room.stand(stool, Rect(*at, *stool.size_m[:2], rect.turn_deg + 180))
    return rect


def _back_bar(room: Room, side: int, along_m: float, width_m: float) -> None:
    """Stand a low cupboard at the wall behind a bar, and hang shelves above it, all with bottles."""
    if room.size_m[2] > 2.75:
        menu = room.make("menu board", (1.1, 0.03, 0.62), from_pool=False)
        for x in spread(width_m, 1.6):
            room.hang(menu, side, along_m + x, 2.08)
    for x in spread(width_m, 1.5):
        found = room.against_wall(room.make("sideboard", (1.4, 0.4, 0.86)), 0.0, (side,), along_m + x)
        if found:
            fill(room, found[0], DRINKS, 4)
        for low_m in (1.3, 1.75):
            shelf = room.hang(room.make("wall shelf", (1.3, 0.22, 0.03)), side, along_m + x, low_m)
            if shelf:
                fill(room, shelf, DRINKS, 9)
