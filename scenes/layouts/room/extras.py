"""Things of the libraries that no kind covers, as far as a room of this use has them and they fit."""

from __future__ import annotations

from ...assets.pool import PooledModel
from ...pieces import Piece, pooled_piece
from ...spec import SceneObject
from ..shared.clutter import put_piece, surfaces_of
from ..shared.clutter_table import CLUTTER
from ..shared.floor_plan import SIDES, Room

FLOOR, WALL, SURFACE = (0, 3), (0, 2), (2, 6)  # how many of each, from … to
LARGEST = 0.45  # of a room's shorter side may a thing on its floor take
TRIES = 4
SOCKET_M = 0.13  # what hangs on walls and is lower than this is a socket, or hangs as low


def add_standing(room: Room, use: str) -> None:
    """Stand a few large extras at walls, and hang a few on them."""
    for piece in _some(room, room.pool.extras(use, "floor"), FLOOR):
        if max(piece.size_m[:2]) <= LARGEST * min(room.size_m[:2]) and piece.size_m[2] < room.size_m[2] - 0.3:
            room.against_wall(piece, 0.3)
    for piece in _some(room, room.pool.extras(use, "wall"), WALL):
        _hang(room, piece)


def add_clutter(room: Room, use: str) -> None:
    """Put a few small extras among what lies on the furniture."""
    carriers = [thing for thing in room.objects if thing.category in CLUTTER and thing.category != "bed"]
    for piece in _some(room, room.pool.extras(use, "surface"), SURFACE) if carriers else []:
        for _ in range(TRIES):
            thing = carriers[int(room.layout_rng.integers(len(carriers)))]
            if _put(room, thing, piece):
                break


def _some(room: Room, extras: tuple[PooledModel, ...], count: tuple[int, int]) -> list[Piece]:
    many = min(int(room.layout_rng.integers(count[0], count[1] + 1)), len(extras))
    chosen = room.layout_rng.permutation(len(extras))[:many].tolist()
    return [pooled_piece(extras[index]) for index in chosen]


def _put(room: Room, thing: SceneObject, piece: Piece) -> bool:
    found = surfaces_of(thing)
    return bool(found) and put_piece(room, thing, found[int(room.layout_rng.integers(len(found)))], piece) is not None


def _hang(room: Room, piece: Piece) -> None:
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - piece.size_m[0] / 2 - 0.05
        middle_m = 0.35 if piece.size_m[2] < SOCKET_M else min(1.5, room.size_m[2] - 0.4)
        low_m = middle_m - piece.size_m[2] / 2
        if half_m > 0 and low_m > 0.1 and room.hang(piece, side, room.layout_rng.uniform(-half_m, half_m), low_m):
            return
