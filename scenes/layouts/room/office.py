"""Offices, at home and at work: desks with screens, shelves and cabinets full of paper."""

from __future__ import annotations

from dataclasses import replace

from ..shared.floor_plan import SIDES, Rect, Room
from ..shared.groups import fit_out, workplace

SHARED_M2 = 15.0  # offices at least so large are shared


def office(room: Room) -> None:
    """Place desks: one or two at the walls of a small office, pairs face to face in a large one."""
    area_m2 = room.size_m[0] * room.size_m[1]
    if area_m2 >= SHARED_M2:
        for _ in range(1 + int(room.layout_rng.integers(0, 1 + int(area_m2 // 10)))):
            _pair(room)
    workplace(room, "desk" if area_m2 < SHARED_M2 else "office desk")
    if area_m2 > 11 and room.layout_rng.random() < 0.6:
        workplace(room, "desk" if area_m2 < SHARED_M2 else "office desk")
    if room.layout_rng.random() < 0.4 + 0.4 * (area_m2 >= SHARED_M2):
        _whiteboard(room)
    for kind in ["bookshelf", "filing cabinet"] * (2 if area_m2 < 25 else 3):
        room.against_wall(room.make(kind), 0.4)
    if area_m2 < SHARED_M2 and room.layout_rng.random() < 0.6:
        rug = room.make("rug")
        room.lay(rug, Rect(0.0, 0.0, rug.size_m[0], rug.size_m[1], float(room.layout_rng.choice(SIDES))))


def _pair(room: Room) -> None:
    """Stand two equal desks face to face somewhere in the room, each with a chair."""
    desk = room.make("office desk")
    width, depth, _ = desk.size_m
    for _ in range(40):
        x, y = (room.layout_rng.uniform(-0.5, 0.5, 2) * (room.size_m[0] - 2.4, room.size_m[1] - 2.4)).tolist()
        both = Rect(x, y, width, 2 * depth + 0.02, float(room.layout_rng.choice([0, 90])))
        if not room.is_free(replace(both, width_m=width + 0.8, depth_m=2 * depth + 1.9), 0.0):
            continue
        for turn_deg in (0, 180):
            half = replace(both, turn_deg=both.turn_deg + turn_deg)
            x, y = half.at(0.0, depth / 2 + 0.01)
            place = replace(half, x_m=x, y_m=y, depth_m=depth)
            fit_out(room, room.place(desk, place), place)
        return


def _whiteboard(room: Room) -> None:
    board = room.make("office whiteboard")
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - board.size_m[0] / 2 - 0.1
        if half_m > 0 and room.hang(board, side, room.layout_rng.uniform(-half_m, half_m), 0.95):
            return
