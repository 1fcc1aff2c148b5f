"""What stands and lies beside the doors of rooms: shoes in pairs, a parcel, post."""

from __future__ import annotations

from ...poses import Vec3
from ...spec import SceneObject
from ..shared.floor_plan import SIDES, Rect, Room, footprint

# How often shoes, and a parcel and post, are looked a place for in a room of a use: two in three times there is none.
SHOD = {"living room": 0.7, "bedroom": 0.6, "dining room": 0.5}
POSTED = {"living room": 0.5, "dining room": 0.4, "office": 0.5}
PAIRS, LETTERS = (1, 3), (1, 3)  # how many, from … to
GAP_M = (0.01, 0.05)  # between the shoes of a pair
REACH_M = 2.0  # how far from the door things lie at the wall
FRAME_M, OUT_M = 0.05, 0.04  # from the frame of the door, and from the wall with its skirting
TRIES = 40


def put_by_the_door(room: Room, use: str) -> None:
    """Put shoes, a parcel and post at the wall beside the door of a room, as far as it is free."""
    door = next((thing for thing in room.objects if thing.category == "door"), None)
    if door is None:
        return
    if room.layout_rng.random() < SHOD.get(use, 0.0):
        for _ in range(int(room.layout_rng.integers(PAIRS[0], PAIRS[1] + 1))):
            _pair(room, door)
    if room.layout_rng.random() < POSTED.get(use, 0.0):
        _single(room, door, "carton", 4.0)
        for _ in range(int(room.layout_rng.integers(LETTERS[0], LETTERS[1] + 1))):
            _single(room, door, "letters", 12.0)


def _pair(room: Room, door: SceneObject) -> None:
    """Stand two equal shoes side by side, one a little before the other, their heels or their toes at the wall."""
    piece = room.make("shoe", from_pool=False)
    wide_m, long_m, high_m = piece.size_m
    spot = _free_spot(room, door, (2.4 * wide_m + GAP_M[1], 1.15 * long_m, high_m))
    if spot is None:
        return
    turned_deg = 180.0 * (room.layout_rng.random() < 0.3)
    for side in (-1, 1):
        apart_m = wide_m + float(room.layout_rng.uniform(*GAP_M))
        x, y = spot.at(side * apart_m / 2, float(room.layout_rng.uniform(-0.02, 0.02)))
        turn_deg = spot.turn_deg + turned_deg + float(room.layout_rng.normal(0, 2))
        room.place(piece, Rect(x, y, wide_m, long_m, turn_deg))


def _single(room: Room, door: SceneObject, kind: str, askew_deg: float) -> None:
    """Put one thing down, a little askew."""
    piece = room.make(kind, from_pool=False)
    width, depth, height = piece.size_m
    spot = _free_spot(room, door, (1.2 * width, 1.4 * depth, height))
    if spot is not None:
        turn_deg = spot.turn_deg + float(room.layout_rng.normal(0, askew_deg))
        room.place(piece, Rect(spot.x_m, spot.y_m, width, depth, turn_deg))


def _free_spot(room: Room, door: SceneObject, size_m: Vec3) -> Rect | None:
    """Return a place at the door's wall, to its left or right, where nothing stands and no rug lies; or None."""
    hung = footprint(door)
    side = min(SIDES, key=lambda each: abs((hung.turn_deg - each + 180) % 360 - 180))
    middle_m, rugs = room.along_wall_m(side, hung.x_m, hung.y_m), [t for t in room.objects if t.category == "rug"]
    for _ in range(TRIES):
        away_m = (hung.width_m + size_m[0]) / 2 + FRAME_M + float(room.layout_rng.uniform(0, REACH_M))
        along_m = middle_m + float(room.layout_rng.choice((-1, 1))) * away_m
        spot = room.at_wall(side, along_m, OUT_M + size_m[1] / 2, *size_m[:2])
        inside = abs(along_m) + size_m[0] / 2 < room.span_m(side) / 2 - FRAME_M
        if inside and room.is_free(spot, size_m[2], 0.01) and not any(footprint(rug).meets(spot) for rug in rugs):
            return spot
    return None
