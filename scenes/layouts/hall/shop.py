"""How shops are furnished: supermarkets, bookshops, clothes shops."""

from __future__ import annotations

from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.clutter import surfaces_of
from ..shared.floor_plan import Rect, Room
from .overhead import hang_free
from .parts import along_wall, another, anywhere, fill, hang_along, keep_free, side_by_side, under_ceiling
from .shell import Shell, build_hall, hang_door
from .stock import FULL, stocked

FRONT_SIDE, FRONT_M = 270, 5.4  # where the glass and the tills are, and how much floor they have
AISLE_M = 1.75
MOST_SHELF_M = 4.6  # the length of one piece of shelf
GOODS = ("boxed goods", "boxed goods", "boxed goods", "tinned goods", "bottled goods", "bottled goods", "bagged goods")
MODELS = 20  # of goods in one shop
ON_BELT = ("cereal box", "packet", "bottle", "apple", "banana", "jar", "packet")


def shop(room: Room) -> None:
    """Build a shop with a glass front at one end."""
    fit = (supermarket, supermarket, bookshop, clothes_shop)[int(room.layout_rng.integers(4))]
    fit(room)


def _shell(room: Room, floors: tuple[str, ...], ceilings: tuple[str, ...]) -> None:
    rng = room.layout_rng
    ceiling, floor = str(rng.choice(ceilings)), str(rng.choice(floors))
    build_hall(room, Shell(floor, "paint", ceiling, {FRONT_SIDE: "glass front"}))
    hang_door(room, room.make("door"), 90, float(rng.uniform(-0.35, 0.35)) * room.size_m[1])


def supermarket(room: Room) -> None:
    """Stand shelves in rows along x, and tills before the glass; signs hang over the aisles."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    _shell(room, ("terrazzo", "linoleum", "epoxy"), ("ceiling tiles", "plaster"))
    goods = [room.make(str(rng.choice(GOODS)), from_pool=False) for _ in range(MODELS)]
    full = float(rng.uniform(*FULL))
    keep_free(room, width / 2 - 0.6, 0.0, 1.2, depth)
    aisles = _gondolas(room, goods, full)
    _chillers(room, 90)
    for side in (0, 180, 90):
        _wall_shelves(room, side, goods, full)
    _tills(room)
    panel = room.make("light panel", (1.2, 0.3, 0.03))
    under_ceiling(room, panel, spread(width, 2.0), aisles)
    sign_m = (1.2, 0.05, min(0.8, room.size_m[2] - 2.35))
    for y in aisles:
        for x in (0.5 - width / 4, width / 8):
            hang_free(room, room.make("aisle sign", sign_m), x, y, 90.0)
    anywhere(room, room.make("shopping trolley", from_pool=False), int(rng.integers(3, 6)), 0.2, 20)
    anywhere(room, room.make("shopping basket", from_pool=False), int(rng.integers(1, 4)), 0.2)
    anywhere(room, room.make("a-board"), 1, 0.5)
    for _ in range(int(rng.integers(0, 5))):
        anywhere(room, room.make("carton"), 1, 0.15)
    _posters(room)


def _gondolas(room: Room, goods: list[Piece], full: float) -> list[float]:
    """Stand shelves that are open to both sides in rows, with shelves across their ends; return the aisles' middles."""
    width, depth, _ = room.size_m
    tall_m = round(float(room.layout_rng.uniform(1.5, 1.95)), 2)
    rows = max(1, int((depth - 2 * 0.55 - AISLE_M) / (0.95 + AISLE_M)))
    pitch_m = (depth - 2 * 0.55) / (rows + 1)
    long_m = width - FRONT_M - 2.6
    pieces = max(1, round(long_m / MOST_SHELF_M))
    model = room.make("shop shelf", (round(long_m / pieces - 0.01, 3), 0.95, tall_m), from_pool=False)
    end = room.make("wall shop shelf", (0.94, 0.45, tall_m), from_pool=False)
    middle = 2.3 - width / 2 + long_m / 2
    for row in range(rows):
        y = (row - (rows - 1) / 2) * pitch_m
        for k in range(pieces):
            x = middle + (k - (pieces - 1) / 2) * long_m / pieces
            stocked(room, model, Rect(x, y, *model.size_m[:2]), goods, full)
        for s in (-1, 1):
            at = middle + s * (long_m / 2 + 0.24)
            stocked(room, end, Rect(at, y, *end.size_m[:2], 90.0 * s), goods[:3], full)
    return [(row - rows / 2) * pitch_m for row in range(rows + 1)]


def _wall_shelves(room: Room, side: int, goods: list[Piece], full: float) -> None:
    """Stand shelves side by side along a wall, as far as the free floor before the glass."""
    model = room.make("wall shop shelf", (2.5, 0.48, 2.0), from_pool=False)
    for along_m in side_by_side(room.span_m(side) - 1.2, 2.52):
        at = room.at_wall(side, along_m, 0.04 + 0.24, 2.5, 0.48)
        if at.x_m < room.size_m[0] / 2 - FRONT_M:
            stocked(room, model, at, goods, full)


def _chillers(room: Room, side: int) -> None:
    """Stand refrigerators of two or three fillings side by side along a part of a wall."""
    sizes = (1.28, 0.74, 2.05)
    models = [room.make("display refrigerator", sizes, from_pool=False) for _ in range(3)]
    places = side_by_side(float(room.layout_rng.uniform(0.4, 1.0)) * (room.span_m(side) - 1.2), sizes[0] + 0.01)
    for along_m in places:
        at = room.at_wall(side, along_m, 0.04 + sizes[1] / 2, *sizes[:2])
        if room.is_free(at, sizes[2], 0.004):
            room.place(models[int(room.layout_rng.integers(3))], at)


def _tills(room: Room) -> None:
    """Stand tills side by side across the way out, things on their belts."""
    model = room.make("checkout", from_pool=False)
    x, lane_m = room.size_m[0] / 2 - 1.3 - model.size_m[0] / 2, model.size_m[1] + 1.0
    count = min(4, int((room.size_m[1] - 2.5) / lane_m))
    for k in range(count):
        y = (k - (count - 1) / 2) * lane_m - 0.4
        number = room.stand(another(model, k), Rect(x, y, *model.size_m[:2], 0.0))
        if number is not None:
            fill(room, number, ON_BELT, int(room.layout_rng.integers(0, 7)))


def _posters(room: Room) -> None:
    for side in (0, 180, 90):
        if room.size_m[2] > 3.3:
            hang_along(room, ("poster",), side, 2.6, 2.75, 0.6)
    anywhere(room, room.make("planter"), 1, 0.4)


def bookshop(room: Room) -> None:
    """Stand bookshelves along the walls and in low rows, and tables with piles of books."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    _shell(room, ("planks", "planks", "carpet tiles"), ("plaster",))
    books = [room.make("book row", (round(float(rng.uniform(0.24, 0.42)), 3), 0.2, 0.24), False) for _ in range(12)]
    full = float(rng.uniform(*FULL))
    keep_free(room, width / 2 - 0.8, 0.0, 1.6, depth)
    tall = room.make("bookshelf", (1.1, 0.33, 2.1), from_pool=False)
    for side in (0, 180, 90):
        for along_m in side_by_side(room.span_m(side) - 1.2, 1.11):
            stocked(room, tall, room.at_wall(side, along_m, 0.2, *tall.size_m[:2]), books, full)
    low = room.make("low bookshelf", (1.3, 0.34, 0.95), from_pool=False)
    for x in spread(width - 5.0, 3.0)[1:]:
        for y in side_by_side(depth - 3.0, 1.31):
            for s in (-1, 1):
                stocked(room, low, Rect(x - 1.0 + s * 0.18, y, *low.size_m[:2], 90.0 * s), books, full)
    _tables(room, ("book stack", "book stack", "book", "book stack"), 9)
    _counter(room)
    for _ in range(2):
        anywhere(room, room.make("armchair"), 1, 0.3)
    _lamps(room)
    anywhere(room, room.make("tall plant"), 2, 0.3)
    for side in (0, 180):
        hang_along(room, ("poster", "picture"), side, 2.2, 2.6, 0.5 if room.size_m[2] > 3.1 else 0.0)


def clothes_shop(room: Room) -> None:
    """Stand rails of clothes in groups, tables with folded ones, and mirrors on the walls."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    _shell(room, ("planks", "planks", "screed", "carpet tiles"), ("plaster",))
    keep_free(room, width / 2 - 0.8, 0.0, 1.6, depth)
    rails = [room.make("clothes rail", from_pool=False) for _ in range(5)]
    for side in (0, 180):
        hang_along(room, ("wall mirror", "poster", "poster"), side, 3.6, 1.25, 0.8)
    for side in (0, 180, 90):
        for along_m in spread(room.span_m(side) - 1.0, 1.95):
            if rng.random() < 0.85:
                room.against_wall(rails[int(rng.integers(5))], 0.0, (side,), along_m)
    _tables(room, ("folded clothes",), 8)
    for x in spread(width - 4.5, 2.6):
        for y in spread(depth - 3.4, 1.9):
            rail = rails[int(rng.integers(5))]
            if rng.random() < 0.6:
                room.stand(rail, Rect(x - 0.9, y, *rail.size_m[:2], 90.0 + float(rng.normal(0, 4))))
    _counter(room)
    anywhere(room, room.make("bench"), 1, 0.4)
    anywhere(room, room.make("tall plant"), 2, 0.3)
    _lamps(room)


def _tables(room: Room, kinds: tuple[str, ...], many: int) -> None:
    """Stand tables about, goods in piles on them."""
    table = room.make("long table", (1.5, 0.85, 0.76), from_pool=False)
    for number, _ in anywhere(room, table, max(2, int(room.size_m[0] * room.size_m[1] / 32)), 0.7, 20):
        fill(room, number, kinds, many)


def _counter(room: Room) -> None:
    desk = room.make("reception desk", (2.4, 0.85, 1.1), from_pool=False)
    for _ in range(10):
        along_m = float(room.layout_rng.uniform(-0.1, 0.4)) * room.size_m[0]
        place = room.at_wall(180, along_m, 1.3 + 0.43, *desk.size_m[:2])
        number = room.stand(desk, place, 1.2)
        if number is not None and surfaces_of(room.objects[number - 1]):
            fill(room, number, ("monitor", "small plant", "book stack", "handbag"), 3)
            return


def _lamps(room: Room) -> None:
    """Hang bell lamps in rows, or panels."""
    high = room.size_m[2] > 3.2
    lamp = room.make("bell lamp", (0.42, 0.42, round(room.size_m[2] - 2.5, 2))) if high else room.make("light panel")
    under_ceiling(room, lamp, spread(room.size_m[0], 2.2), spread(room.size_m[1], 2.4))
    along_wall(room, "public bin", 90, 8.0, 0.5)
