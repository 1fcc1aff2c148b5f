"""Sockets, vents and smoke detectors, put where a finished room has left walls and ceiling free."""

from __future__ import annotations

from ...pieces import Piece
from ...spec import SceneObject
from .floor_plan import SIDES, Rect, Room, footprint

SOCKET_LOW_M = 0.26  # the underside of sockets above the floor
PLUGGED_M = 0.003  # that of a lead, which lies on the floor
PLUGGED = 0.35  # of the sockets
PER_WALL = (1, 2)
TRIES = 6
VENTED = ("bathroom", "kitchen", "office", "laundry room", "hospital room")
DETECTED_M = 7.0  # so far apart detectors are in halls
APART_M = 0.3  # from what else hangs under a ceiling, and from openings in it
SHELL = frozenset({"ceiling", "floor", "wall", "window", "curtain"})


def fit_outlets(room: Room, use: str) -> None:
    """Put sockets on the walls of a room, a vent where its use has them, and a smoke detector."""
    for side in SIDES:
        if side in room.walls and use != "bathroom":
            _sockets(room, side)
    if use in VENTED:
        _vent(room)
    aside = room.layout_rng.choice([-1, 1], 2) * room.layout_rng.uniform(0.2, 0.4, 2)  # of the lamp in the middle
    _detector(room, *(aside * room.size_m[:2]).tolist())


def fit_hall(room: Room) -> None:
    """Put sockets on the walls of a hall, vents high up, and smoke detectors in a row."""
    for side in SIDES:
        if side in room.walls:
            for _ in range(1 + int(room.span_m(side) / 5.0)):
                _sockets(room, side)
            _vent(room)
    count = max(1, round(room.size_m[0] / DETECTED_M))
    for k in range(count):
        _detector(room, (k - (count - 1) / 2) * DETECTED_M * 0.9, 0.11 * room.size_m[1])


def _sockets(room: Room, side: int) -> None:
    for _ in range(int(room.layout_rng.integers(PER_WALL[0], PER_WALL[1] + 1))):
        plugged = room.layout_rng.random() < PLUGGED
        piece = room.make("plugged socket" if plugged else "socket", from_pool=False)
        half_m = room.span_m(side) / 2 - piece.size_m[0] / 2 - 0.1
        for _ in range(TRIES if half_m > 0 else 0):
            if _hung(room, piece, side, room.layout_rng.uniform(-half_m, half_m), plugged):
                break


def _hung(room: Room, piece: Piece, side: int, along_m: float, plugged: bool) -> bool:
    """Hang a socket if its place is free, and there is no rug where a lead would lie; return whether it hangs."""
    width, depth, _ = piece.size_m
    if plugged and _on_a_rug(room, room.at_wall(side, along_m, depth / 2, width, depth)):
        return False
    return room.hang(piece, side, along_m, PLUGGED_M if plugged else SOCKET_LOW_M) is not None


def _on_a_rug(room: Room, spot: Rect) -> bool:
    return any(thing.category == "rug" and footprint(thing).meets(spot) for thing in room.objects)


def _vent(room: Room) -> None:
    piece = room.make("vent", from_pool=False)
    low_m = room.size_m[2] - piece.size_m[2] - 0.15
    for side in [side for side in room.layout_rng.permutation(SIDES).tolist() if side in room.walls]:
        half_m = room.span_m(side) / 2 - piece.size_m[0] / 2 - 0.12
        if half_m > 0 and room.hang(piece, side, room.layout_rng.uniform(-half_m, half_m), low_m) is not None:
            return


def _detector(room: Room, x_m: float, y_m: float) -> None:
    """Put a detector under the ceiling, unless something hangs or opens there."""
    piece = room.make("smoke detector", from_pool=False)
    spot = Rect(x_m, y_m, *piece.size_m[:2])
    if not any(_is_near(thing, spot, room.size_m[2]) for thing in room.objects):
        room.under_ceiling(piece, x_m, y_m)


def _is_near(thing: SceneObject, spot: Rect, ceiling_m: float) -> bool:
    size_m = getattr(thing.geometry, "size_m", thing.pose.scale)
    is_high = thing.pose.location_m[2] + size_m[2] > ceiling_m - APART_M
    return is_high and thing.category not in SHELL and footprint(thing).meets(spot, APART_M)
