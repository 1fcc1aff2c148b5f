"""How a restaurant is furnished: laid tables under lamps, a banquette along a wall, a bar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...generators.core.parts import spread
from ...pieces import Piece
from ...spec import SceneObject
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room
from ..shared.table_setting import Setting, lay_place, setting_of
from .bar import stand_bar
from .parts import along_wall, bag_beside, hang_along, hang_coats, keep_free, one_of, seat, under_ceiling
from .shell import PARLOUR, Shell, build_hall, hang_door

BETWEEN_M = 0.85  # free between the chairs of two tables
CHAIRS = ("bentwood chair", "padded chair", "padded chair", "chair", "stacking chair")
CLOTHED = 0.4  # of the restaurants have cloths on their tables
LAID = 0.8  # so many places are laid
TABLES_M = ((0.75, 0.75), (0.8, 0.8), (1.25, 0.78))
MIDDLE = ("candle", "flower vase", "bottle", "jar", "mug", "napkin")
BARE = 0.12  # of the tables have just been cleared


def restaurant(room: Room) -> None:
    """Build a room with tables in rows, a bar at one side and a banquette at an end."""
    rng = room.layout_rng
    window_side = int(rng.choice([0, 180]))
    floor = str(rng.choice(["planks", "planks", "terrazzo", "slabs"]))
    wall = str(rng.choice(["paint", "paint", "brick"]))
    front = str(rng.choice(["glass front", "ribbon wall"]))
    build_hall(room, Shell(floor, wall, "plaster", {window_side: front}, lower=PARLOUR))
    hang_door(room, room.make("door"), 90, float(rng.uniform(-0.2, 0.2)) * room.size_m[1])
    bar = stand_bar(room, 180 - window_side)
    long_lamp = room.make("long pendant lamp") if room.size_m[2] > 3.3 else room.make("low pendant lamp")
    under_ceiling(room, long_lamp, [bar.at(x, 0.0)[0] for x in spread(bar.width_m, 1.3)], [bar.y_m])
    cover = _cover(room)
    keep_free(room, *bar.front(1.2).at(0.0, 0.0), bar.width_m, 0.9)
    _banquette(room, cover)
    _tables(room, cover)
    hang_coats(room, 90, 5)
    for side in (90, 270, 180 - window_side):
        hang_along(room, ("menu board", "picture", "large picture", "wall lamp", "advert"), side, 1.7, 1.75, 0.75)
    for kind in ("tall plant", "tall plant", "planter", "sideboard"):
        along_wall(room, kind, int(rng.choice([90, 270, window_side])), room.size_m[1] / 2, 0.6)


@dataclass(frozen=True, slots=True)
class Cover:
    """One model of each thing that the tables here have."""

    table: Piece
    chairs: tuple[Piece, Piece]  # at the banquette, and at the other tables
    lamp: Piece
    setting: Setting
    middle: tuple[Piece, ...]


def _cover(room: Room) -> Cover:
    rng, sides_m = room.layout_rng, TABLES_M[int(room.layout_rng.integers(len(TABLES_M)))]
    first = one_of(room, CHAIRS)
    return Cover(
        room.make("clothed table" if rng.random() < CLOTHED else "long table", (*sides_m, 0.75), from_pool=False),
        (first, first if rng.random() < 0.5 else one_of(room, CHAIRS)),
        room.make("low pendant lamp" if rng.random() < 0.5 else "bell lamp"),
        setting_of(room, ("wine glass", "wine glass", "drinking glass")),
        tuple(room.make(str(kind)) for kind in rng.choice(MIDDLE, 3, replace=False)),
    )


def _lay(room: Room, number: int, rect: Rect, cover: Cover, side: int) -> None:
    """Lay the places at the front (−1) or the back (1) of a table, as many as seats fit there."""
    table = room.objects[number - 1]
    for x in _seats(rect):
        if room.layout_rng.random() < LAID:
            lay_place(room, table, surfaces_of(table)[0], cover.setting, x, side)


def _seats(rect: Rect) -> list[float]:
    return spread(rect.width_m, 0.62)


def _table(room: Room, rect: Rect, cover: Cover, sides: tuple[int, ...], chair: int = 1) -> None:
    """Stand a laid table with its chairs at the sides named, and a lamp above."""
    number = room.stand(cover.table, rect)
    if number is None:
        return
    if room.layout_rng.random() >= BARE:
        for side in (-1, 1):
            _lay(room, number, rect, cover, side)
    _middle(room, room.objects[number - 1], cover.middle)
    for side in sides:
        for x in _seats(rect):
            seat(room, cover.chairs[chair], replace(rect, turn_deg=rect.turn_deg + (180.0 if side > 0 else 0.0)), x)
    bag_beside(room, rect, 0.15)
    if room.size_m[2] - cover.lamp.size_m[2] > 1.7:
        room.under_ceiling(cover.lamp, rect.x_m, rect.y_m)


def _middle(room: Room, table: SceneObject, pieces: tuple[Piece, ...]) -> None:
    """Put one to three things in the middle of a table, where plates have left room for them."""
    surface = surfaces_of(table)[0]
    for piece in pieces[: int(room.layout_rng.integers(1, len(pieces) + 1))]:
        aside_m = (surface.width_m - piece.size_m[0]) / 2 - 0.02
        for x in (0.0, 0.12, -0.12, aside_m, -aside_m):
            at = (x, float(room.layout_rng.normal(0, 0.02)))
            if set_down(room, table, surface, piece, at, float(room.layout_rng.normal(0, 25))):
                break


def _banquette(room: Room, cover: Cover) -> None:
    """Stand padded benches along the end wall, tables before them, and chairs across."""
    side, pitch_m = 270, cover.table.size_m[0] + 0.5
    count = int((room.size_m[1] - 1.6) / pitch_m)
    if count < 1:
        return
    model = room.make("banquette", (round(min(pitch_m * count, 9.0) / count, 3), 0.64, 0.98), from_pool=False)
    for along_m in spread(count * model.size_m[0], model.size_m[0]):
        place = room.at_wall(side, along_m, room.wall_gap_m + model.size_m[1] / 2, *model.size_m[:2])
        if room.is_free(place, model.size_m[2], -0.001):
            room.place(model, place)
            at = place.at(0.0, 0.38 + cover.table.size_m[1] / 2)
            _table(room, Rect(*at, *cover.table.size_m[:2], float(side)), cover, (-1,), 0)


def _tables(room: Room, cover: Cover) -> None:
    """Stand tables in rows over the free floor."""
    table, chair = cover.table.size_m, cover.chairs[1].size_m
    reach_m = table[1] + 2 * chair[1] + BETWEEN_M
    for x in spread(room.size_m[0] - 1.2, reach_m):
        for y in spread(room.size_m[1] - 1.0, table[0] + BETWEEN_M):
            if room.layout_rng.random() < 0.92:
                spot = Rect(x, y, table[0], table[1], 90.0)
                around = Rect(x, y, table[0], table[1] + 2 * chair[1] + 0.1, 90.0)
                if room.is_free(around, 0.8, 0.05):
                    _table(room, spot, cover, (-1, 1))
