"""Laundries: machines side by side or stacked, shelves of detergent over them, a rack of washing, an ironing board."""

from __future__ import annotations

from dataclasses import replace

from ...pieces import Piece
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import SIDES, Rect, Room, Standing, footprint
from .bathroom import GAP_M, stand_basin

STACKED = 0.35
SHELVES_M = (1.3, 1.75)  # the undersides of the shelves over machines


def laundry(room: Room) -> None:
    """Stand the machines and shelves over them, a basin, a rack of washing, an ironing board with its iron, baskets."""
    room.wall_gap_m = GAP_M
    _machines(room)
    if room.layout_rng.random() < 0.6:
        stand_basin(room, "pedestal basin")
    if room.layout_rng.random() < 0.7:
        room.against_wall(room.make("storage shelf" if room.layout_rng.random() < 0.5 else "bookshelf"), 0.4)
    _free(room, "drying rack")
    _ironing(room)
    for kind in ["laundry basket"] * (1 + int(room.layout_rng.integers(2))) + ["bucket"]:
        room.against_wall(room.make(kind), 0.0)


def _machines(room: Room) -> None:
    """Stand a washing machine and a dryer at a wall, one beside or on the other, and hang shelves over them."""
    washer, dryer = room.make("washing machine", from_pool=False), room.make("tumble dryer", from_pool=False)
    bare = [side for side in SIDES if side not in room.windows]
    found = room.against_wall(washer, 0.55, bare) or room.against_wall(washer, 0.4)
    if found is None:
        return
    number, place = found
    side = round(place.turn_deg) % 360
    along_m = room.along_wall_m(side, place.x_m, place.y_m)
    if room.layout_rng.random() < STACKED and _stack(room, number, dryer):
        return
    ends = room.layout_rng.permutation([-1, 1]).tolist()
    for end in ends:
        x, y = place.at(end * (place.width_m + dryer.size_m[0] + 0.09) / 2, (dryer.size_m[1] - place.depth_m) / -2)
        beside = Rect(x, y, *dryer.size_m[:2], place.turn_deg)
        if room.stand(dryer, beside, 0.4) is not None:
            along_m += end * dryer.size_m[0] / 2
            break
    else:
        _ = _stack(room, number, dryer) or room.against_wall(dryer, 0.3)
    for low_m in SHELVES_M:
        room.hang(room.make("wall shelf"), side, along_m + room.layout_rng.uniform(-0.1, 0.1), low_m)


def _stack(room: Room, number: int, dryer: Piece) -> bool:
    """Set the dryer on the washing machine, backs in line; return whether there is headroom."""
    washer = room.objects[number - 1]
    top = surfaces_of(washer)[0]
    if top.centre_m[2] + dryer.size_m[2] > room.size_m[2] - 0.3:
        return False
    back_m = footprint(washer).depth_m / 2 - dryer.size_m[1] / 2 - top.centre_m[1]
    stacked = set_down(room, washer, top, dryer, (0.0, back_m)) is not None
    room.standing.append(Standing(footprint(washer), top.centre_m[2] + dryer.size_m[2]))
    return stacked


def _free(room: Room, kind: str) -> Rect | None:
    """Stand a thing somewhere in the room where one can walk around it, or at a wall."""
    piece = room.make(kind)
    for _ in range(24):
        x, y = (room.layout_rng.uniform(-0.4, 0.4, 2) * room.size_m[:2]).tolist()
        place = Rect(x, y, *piece.size_m[:2], float(room.layout_rng.choice(SIDES)))
        if room.is_free(replace(place, width_m=place.width_m + 0.4, depth_m=place.depth_m + 0.7), 0.0):
            room.place(piece, place)
            return place
    found = room.against_wall(piece, 0.0)
    return found[1] if found else None


def _ironing(room: Room) -> None:
    place = _free(room, "ironing board")
    board = room.objects[-1]
    if place is None or board.category != "ironing board":
        return
    top = surfaces_of(board)[0]
    set_down(room, board, top, room.make("iron"), (0.1, 0.0), 90.0 + room.layout_rng.normal(0, 15))
    if room.layout_rng.random() < 0.6:
        set_down(room, board, top, room.make("towel stack"), (-0.14, 0.0), 90.0)
