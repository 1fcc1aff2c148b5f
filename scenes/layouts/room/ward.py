"""Rooms of hospitals: one bed or two, each with what belongs to it, a curtain between, a basin, chairs for visitors."""

from __future__ import annotations

from dataclasses import replace

from ..shared.floor_plan import SIDES, Hanging, Rect, Room, Standing
from ..shared.groups import beside
from .bathroom import stand_basin

TWO_BEDS_M2 = 16.0
PANEL_M, MONITOR_M = 1.3, 1.62  # the undersides of what hangs at a bed's head
CURTAIN_LOW_M = 0.25
CURTAIN_OUT_M = 0.75  # from the side of a bed


def ward(room: Room) -> None:
    """Stand beds with their heads at a wall, and what belongs to each; then a wardrobe, a basin, chairs."""
    area_m2 = room.size_m[0] * room.size_m[1]
    bare = [side for side in SIDES if side not in room.windows]
    for _ in range(2 if area_m2 > TWO_BEDS_M2 and room.layout_rng.random() < 0.7 else 1):
        bed = room.make("hospital bed", from_pool=False)
        found = room.against_wall(bed, 0.5, bare) or room.against_wall(bed, 0.3)
        if found:
            _bedside(room, found[1])
    room.against_wall(room.make("wardrobe"), 0.5)
    if room.layout_rng.random() < 0.8:
        stand_basin(room, "pedestal basin")
        _dispenser(room)
    for kind in ("armchair", "chair", "bin"):
        room.against_wall(room.make(kind), 0.1)
    _television(room)


def _bedside(room: Room, bed: Rect) -> None:
    """Put what belongs to a bed around it: panel, monitor, locker, drip stand, table, curtain, chair."""
    side = round(bed.turn_deg) % 360
    along_m = room.along_wall_m(side, bed.x_m, bed.y_m)
    room.hang(room.make("bedhead panel", from_pool=False), side, along_m, PANEL_M)
    near, far = room.layout_rng.permutation([-1, 1]).tolist()
    for end in (near, far):
        monitor = room.make("patient monitor", from_pool=False)
        if room.hang(monitor, side, along_m + end * 0.55, MONITOR_M) is not None:
            break
    beside(room, bed, "bedside locker")
    _near_head(room, bed, (near, far))
    _table(room, bed, (far, near))
    _curtain(room, bed, (near, far))


def _near_head(room: Room, bed: Rect, ends: tuple[int, int]) -> None:
    """Stand a drip stand beside the pillow."""
    stand = room.make("drip stand", from_pool=False)
    width, depth, _ = stand.size_m
    for end in ends:
        for back_m in (0.55, 0.3, 0.0):
            x, y = bed.at(end * (bed.width_m / 2 + width / 2 + 0.05), -bed.depth_m / 2 + depth / 2 + back_m)
            if room.stand(stand, Rect(x, y, width, depth, bed.turn_deg)) is not None:
                return


def _table(room: Room, bed: Rect, ends: tuple[int, int]) -> None:
    """Stand the table that reaches over the bed beside it, along it, where its patient can draw it near."""
    table = room.make("overbed table", from_pool=False)
    width, depth, _ = table.size_m
    for end in ends:
        for front_m in (0.1, 0.35, 0.6):
            x, y = bed.at(end * (bed.width_m / 2 + depth / 2 + 0.06), front_m)
            if room.stand(table, Rect(x, y, width, depth, bed.turn_deg - 90 * end)) is not None:
                return


def _curtain(room: Room, bed: Rect, ends: tuple[int, int]) -> None:
    """Hang a curtain from the ceiling along one side of a bed, gathered to one end of its rail."""
    high_m = round(room.size_m[2] - CURTAIN_LOW_M, 4)
    long_m = round(float(room.layout_rng.uniform(1.7, 2.1)), 3)
    for end in ends:
        piece = room.make("ward curtain", (long_m, 0.12, high_m))
        x, y = bed.at(end * (bed.width_m / 2 + CURTAIN_OUT_M), -bed.depth_m / 2 + long_m / 2 + 0.1)
        place = Rect(x, y, long_m, 0.12, bed.turn_deg + 90.0)
        if room.is_free(place, room.size_m[2] - 0.1, 0.02):
            room.hanging.append(Hanging(place, CURTAIN_LOW_M, room.size_m[2]))
            room.add(piece, (x, y, CURTAIN_LOW_M), place.turn_deg, room.ceiling)
            return


def _dispenser(room: Room) -> None:
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - 0.2
        along_m = float(room.layout_rng.uniform(-half_m, half_m))
        if room.hang(room.make("gel dispenser", from_pool=False), side, along_m, 1.15) is not None:
            return


def _television(room: Room) -> None:
    """Hang a television where a bed faces it."""
    beds = [thing for thing in room.objects if thing.category == "hospital bed"]
    if not beds:
        return
    screen = room.make("wall television", from_pool=False)
    faced = Rect(*beds[0].pose.location_m[:2], 0.0, 0.0)
    for side in SIDES:
        along_m = room.along_wall_m(side, faced.x_m, faced.y_m)
        out = room.at_wall(side, along_m, 0.0)
        away_m = abs(out.x_m - faced.x_m) + abs(out.y_m - faced.y_m)
        if away_m > 1.6 and room.hang(screen, side, along_m, 1.55) is not None:
            room.kept_free.append(Standing(replace(out, width_m=0.3, depth_m=0.3), 1.5))
            return
