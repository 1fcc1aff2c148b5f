"""What the halls' programs share: things in rows under the ceiling, at walls, somewhere on the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...generators.core.parts import spread
from ...pieces import Piece
from ...printed import text_on
from ...spec import Procedural
from ..shared.clutter import put, put_piece, surfaces_of
from ..shared.floor_plan import SIDES, Rect, Room, Standing

AISLE_M = 1.25  # wide enough to pass each other
LEFT = 0.3  # of the chairs, so many are not pushed back to their tables
SINGLE = frozenset({"menu board", "clock", "wall television"})
BAGS = ("backpack", "backpack", "handbag")
ASKEW_DEG = 25.0  # so much, about, are things on tables turned
COAT_M, HOOK_M = 0.42, 1.75  # from one coat to the next, and from the floor to their hooks


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
    """Hang things on a wall at about one height, some places left empty; menus do not hang side by side."""
    last = ""
    for along_m in spread(room.span_m(side) - 0.4, pitch_m):
        if room.layout_rng.random() < chance:
            last = str(room.layout_rng.choice([kind for kind in kinds if kind != last or kind not in SINGLE]))
            piece = room.make(last)
            room.hang(piece, side, along_m + room.layout_rng.normal(0, 0.08), middle_m - piece.size_m[2] / 2, 0.08)


def keep_free(room: Room, x_m: float, y_m: float, width_m: float, depth_m: float) -> None:
    """Keep a strip of the floor free of all that stands."""
    room.kept_free.append(Standing(Rect(x_m, y_m, width_m, depth_m), 0.0))


def seat(room: Room, chair: Piece, table: Rect, right_m: float, gap_m: float = 0.1) -> int | None:
    """Stand a chair at the front of a table, facing it, some as they were left by who got up; None without room."""
    rng = room.layout_rng
    aside_m, gap_m = right_m + float(rng.normal(0, 0.025)), gap_m + float(rng.uniform(-0.05, 0.05))
    left_turn_deg, left_m = float(rng.normal(0, 20)), float(rng.uniform(0.12, 0.34))
    as_left = rng.random() < LEFT
    for turn_deg, more_m in (((left_turn_deg, left_m),) if as_left else ()) + ((float(rng.normal(0, 4)), 0.0),):
        x, y = table.at(aside_m, (table.depth_m + chair.size_m[1]) / 2 + gap_m + more_m)
        number = room.stand(chair, Rect(x, y, *chair.size_m[:2], table.turn_deg + 180 + turn_deg))
        if number is not None:
            return number
    return None


def another(piece: Piece, number: int) -> Piece:
    """Return a piece of the same size and materials, but of another variant."""
    if not isinstance(piece.geometry, Procedural):
        return piece
    geometry = replace(piece.geometry, variant=piece.geometry.variant + number)
    return replace(piece, geometry=geometry, words=replace(piece.words, text=text_on(geometry)))


def one_of(room: Room, kinds: Sequence[str]) -> Piece:
    """Return one thing of one of some kinds."""
    return room.make(str(room.layout_rng.choice(list(kinds))))


def bag_beside(room: Room, table: Rect, chance: float) -> None:
    """Leave somebody's bag on the floor at an end of a table, or not."""
    if room.layout_rng.random() < chance:
        bag = room.make(str(room.layout_rng.choice(BAGS)))
        end = room.layout_rng.choice([-1, 1])
        x, y = table.at(end * (table.width_m / 2 + 0.2), room.layout_rng.uniform(0, 0.35))
        room.stand(bag, Rect(x, y, *bag.size_m[:2], room.layout_rng.uniform(0, 360)))


def hang_coats(room: Room, side: int, most: int) -> None:
    """Hang coats in a row on a wall, each on its hook, some hooks empty, somewhere along it."""
    along_m = room.layout_rng.uniform(-0.5, 0.5) * (room.span_m(side) - most * COAT_M)
    for k in range(int(room.layout_rng.integers(most // 2, most + 1))):
        if room.layout_rng.random() < 0.75:
            coat = room.make("coat", (0.4, 0.17, round(float(room.layout_rng.uniform(0.8, 1.05)), 3)), from_pool=False)
            room.hang(coat, side, along_m + k * COAT_M, HOOK_M - coat.size_m[2], 0.0)


def fill(room: Room, number: int, kinds: Sequence[str | Piece], count: int) -> None:
    """Put small things of some kinds, or some pieces, on the first surface of a thing, if it has one."""
    thing = room.objects[number - 1]
    for surface in surfaces_of(thing)[:1] * count:
        chosen = kinds[int(room.layout_rng.integers(len(kinds)))]
        if isinstance(chosen, str):
            put(room, thing, surface, chosen)
        else:
            put_piece(room, thing, surface, chosen, ASKEW_DEG)
