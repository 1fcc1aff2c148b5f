"""What the halls' programs share: things in rows under the ceiling, at walls, somewhere on the floor."""

from __future__ import annotations

from collections.abc import Sequence

from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.clutter import put, surfaces_of
from ..shared.floor_plan import SIDES, Rect, Room, Standing

AISLE_M = 1.25  # wide enough to pass each other


def side_by_side(length_m: float, wide_m: float) -> list[float]:
    """Return places along a length, from its middle, for as many things of a width as fit there without gaps."""
    count = int(length_m / wide_m)
    return [(k - (count - 1) / 2) * wide_m for k in range(count)]


def under_ceiling(room: Room, piece: Piece, xs: Sequence[float], ys: Sequence[float], turn_deg: float = 0.0) -> None:
    """Hang the same thing at every crossing of a grid."""
    for x in xs:
        for y in ys:
            room.under_ceiling(piece, x, y, turn_deg)


def anywhere(
    room: Room, piece: Piece, count: int = 1, clear_m: float = 0.25, tries: int = 12
) -> list[tuple[int, Rect]]:
    """Stand up to `count` of a thing on the free floor, turned at will; return their instances and places."""
    width, depth, _ = room.size_m
    placed = []
    for _ in range(count * tries):
        x, y = room.layout_rng.uniform((-width / 2, -depth / 2), (width / 2, depth / 2)).tolist()
        turn_deg = float(room.layout_rng.choice(SIDES)) + room.layout_rng.normal(0, 7)
        place = Rect(x, y, piece.size_m[0], piece.size_m[1], turn_deg)
        if room.is_free(place, piece.size_m[2], clear_m):
            number = room.stand(piece, place)
            if number is not None:
                placed.append((number, place))
        if len(placed) == count:
            break
    return placed


def along_wall(
    room: Room, kind: str, side: int, pitch_m: float, chance: float = 0.7, clear_m: float = 0.0
) -> list[int]:
    """Stand things of a kind along a wall, some places left empty; return their instances."""
    numbers = []
    for along_m in spread(room.span_m(side) - 0.6, pitch_m):
        if room.layout_rng.random() < chance:
            found = room.against_wall(room.make(kind), clear_m, (side,), along_m + room.layout_rng.normal(0, 0.1))
            numbers += [found[0]] if found else []
    return numbers


def hang_along(room: Room, kinds: Sequence[str], side: int, pitch_m: float, middle_m: float, chance: float) -> None:
    """Hang things on a wall at about one height, some places left empty."""
    for along_m in spread(room.span_m(side) - 0.4, pitch_m):
        if room.layout_rng.random() < chance:
            piece = room.make(str(room.layout_rng.choice(list(kinds))))
            room.hang(piece, side, along_m + room.layout_rng.normal(0, 0.08), middle_m - piece.size_m[2] / 2, 0.08)


def keep_free(room: Room, x_m: float, y_m: float, width_m: float, depth_m: float) -> None:
    """Keep a strip of the floor free of all that stands."""
    room.kept_free.append(Standing(Rect(x_m, y_m, width_m, depth_m), 0.0))


def fill(room: Room, number: int, kinds: Sequence[str], count: int) -> None:
    """Put small things on the first surface of a thing, if it has one."""
    thing = room.objects[number - 1]
    for surface in surfaces_of(thing)[:1] * count:
        put(room, thing, surface, str(room.layout_rng.choice(list(kinds))))
