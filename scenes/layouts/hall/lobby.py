"""How a lobby is furnished: columns, a reception, groups of seats, sometimes stairs."""

from __future__ import annotations

import math
from dataclasses import replace

from ...generators.core.parts import spread
from ...generators.outdoor.ways import LANDING_M, RAIL_M
from ...pieces import Piece
from ...spec import SceneObject
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room
from ..shared.groups import armchair_at, sitting_group
from .parts import along_wall, anywhere, hang_along, under_ceiling
from .shell import Shell, build_hall, hang_door

STAIRS = 0.6  # so many lobbies have some, where the ceiling is high enough
DOORWAY_M, STOREY_M, LOW_M = 2.35, 2.9, 0.9  # above a landing; the highest landing, and the lowest one
RISER_M, TREAD_M = 0.17, 0.29


def lobby(room: Room) -> None:
    """Build a hall with a glass front, columns, a reception and groups of seats."""
    layout_rng = room.layout_rng
    walls = {int(layout_rng.choice([0, 180])): "glass front"}
    if layout_rng.random() < 0.3:
        walls[int(layout_rng.choice([90, 270]))] = "glass front"
    floor = str(layout_rng.choice(["slabs", "slabs", "terrazzo", "terrazzo", "screed"]))
    build_hall(room, Shell(floor, str(layout_rng.choice(["paint", "paint", "concrete", "slabs"])), "plaster", walls))
    back = 180 - next(iter(walls))
    xs = spread(room.size_m[0], layout_rng.uniform(5.0, 7.5))
    columns = _columns(room, xs)
    _lobby_lamps(room, xs, columns)
    _reception(room, back)
    for side in {90, 270} - set(walls):
        hang_door(room, room.make("door"), side, layout_rng.uniform(-0.25, 0.25) * room.size_m[1])
    if layout_rng.random() < STAIRS:
        _stairs(room, [side for side in (90, 270) if side not in walls])
    sofa = room.make("sofa")
    for _ in range(int(room.size_m[0] * room.size_m[1] / 36)):
        _seats(room, sofa)
    screen = room.make("information screen")
    anywhere(room, screen, int(layout_rng.integers(1, 4)), 0.6)
    _queue(room)
    for kind, pitch_m in (("bench", 3.5), ("planter", 3.0), ("tall plant", 3.5)):
        for side in (0, 90, 180, 270):
            along_wall(room, kind, side, pitch_m, 0.4)
    anywhere(room, room.make("planter"), int(layout_rng.integers(1, 5)), 0.5)
    for kind in ("public bin", "public bin", "tall plant", "tall plant", "bench", "bench", "armchair", "armchair"):
        anywhere(room, room.make(kind), 1, 0.4)
    sign = room.make("exit sign")
    under_ceiling(
        room, sign, [x for x, _ in zip(xs[1::2], range(2), strict=False)], [rows_m + 1.0 for rows_m in columns[:1]]
    )
    for side in (0, 90, 180, 270):
        hang_along(room, ("large picture", "wall television", "large picture"), side, 2.2, 1.8, 0.6)


def _columns(room: Room, xs: list[float]) -> list[float]:
    """Stand columns in one or two rows; return where the rows run."""
    rows = [0.0] if room.size_m[1] < 11 else [s * room.size_m[1] / 5 for s in (-1, 1)]
    side_m = round(float(room.layout_rng.uniform(0.4, 0.7)), 2)
    piece = room.make(str(room.layout_rng.choice(["column", "clad column"])), (side_m, side_m, room.size_m[2]))
    for x in xs:
        for y in rows:
            room.stand(piece, Rect(x, y, side_m, side_m))
    return rows


def _lobby_lamps(room: Room, xs: list[float], rows: list[float]) -> None:
    pitch_m = xs[1] - xs[0] if len(xs) > 1 else 5.0
    between = [x + pitch_m / 2 for x in xs[:-1]] or [xs[0] + 1.5]
    if room.layout_rng.random() < 0.5:
        under_ceiling(room, room.make("long pendant lamp"), between, rows)
        return
    lines = [y for row in rows for y in (row - 1.6, row + 1.6)]
    panel = room.make("light panel", (1.2, 0.3, 0.03) if room.layout_rng.random() < 0.5 else (0.6, 0.6, 0.03))
    under_ceiling(room, panel, spread(room.size_m[0] - 1.0, 2.4), lines)


def _reception(room: Room, side: int) -> None:
    desk = room.make("reception desk")
    width, depth, _ = desk.size_m
    for _ in range(12):
        along_m = room.layout_rng.uniform(-0.3, 0.3) * room.span_m(side)
        place = room.at_wall(side, along_m, 1.5 + depth / 2, width, depth)
        number = room.stand(desk, place, 1.5)
        if number is None:
            continue
        chair = room.make("office chair")
        for x in (-0.22, 0.22):
            cx, cy = place.at(x * width, -(depth + chair.size_m[1]) / 2 - 0.1)
            room.stand(
                chair, Rect(cx, cy, chair.size_m[0], chair.size_m[1], place.turn_deg + room.layout_rng.normal(0, 20))
            )
        thing = room.objects[number - 1]
        for kind, x in (("monitor", -0.25), ("monitor", 0.22), ("small plant", 0.42)):
            _behind_counter(room, thing, room.make(kind), x * width)
        return


def _stairs(room: Room, sides: list[int]) -> None:
    """Lead a straight flight up to a landing at an end of the hall, with a door, as high as the ceiling lets it."""
    landing_m = min(room.size_m[2] - DOORWAY_M, STOREY_M)
    if landing_m < LOW_M or not sides:
        return
    long_m = (round(landing_m / RISER_M) - 1) * TREAD_M + LANDING_M
    wide_m = round(float(room.layout_rng.uniform(1.5, 2.0)), 2)
    piece = room.make("steel stairs", (wide_m, round(long_m, 3), round(landing_m + RAIL_M, 3)))
    found = room.against_wall(piece, 1.2, sides)
    if found:
        side = round(found[1].turn_deg)
        hang_door(room, room.make("door"), side, room.along_wall_m(side, found[1].x_m, found[1].y_m), landing_m)


def _behind_counter(room: Room, desk: SceneObject, piece: Piece, x_m: float) -> None:
    for surface in surfaces_of(desk)[:1]:
        set_down(room, desk, surface, piece, (x_m, 0.0), 180.0)


def _seats(room: Room, sofa: Piece) -> None:
    """Stand a sofa somewhere with a rug, a table and armchairs before it, and sometimes its twin across."""
    found = anywhere(room, sofa, 1, 0.5)
    for _, place in found:
        table = sitting_group(room, place)
        for _ in range(2 if table else 0):
            armchair_at(room, table or place)
        if table and room.layout_rng.random() < 0.5:
            away_m = math.hypot(table.x_m - place.x_m, table.y_m - place.y_m)
            x, y = place.at(0.0, 2 * away_m)
            room.stand(sofa, replace(place, x_m=x, y_m=y, turn_deg=place.turn_deg + 180))


def _queue(room: Room) -> None:
    post = room.make("barrier post")
    for _, first in anywhere(room, post, 1, 0.8):
        for k in range(1, int(room.layout_rng.integers(2, 6))):
            x, y = first.at(1.3 * k, 0.0)
            room.stand(post, replace(first, x_m=x, y_m=y))
