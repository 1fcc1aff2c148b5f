"""Bathrooms: a bath or a shower in a corner, a washbasin below a mirror, a toilet."""

from __future__ import annotations

from dataclasses import replace

from ...generators.indoor.towels import RAIL_OUT_M, towel_below_bar_m
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import SIDES, THIN_M, Hanging, Rect, Room, Standing

CURTAINS = 0.7  # so many baths with a shower have a curtain
CURTAIN_M, CURTAIN_LOW_M = 0.09, 0.22  # how deep it is, and how far from the floor
GAP_M = 0.004  # sanitary ware stands at the wall itself


def bathroom(room: Room) -> None:
    """Fit a bath or a shower, a washbasin with its mirror, a toilet, and what still fits of the usual."""
    room.wall_gap_m = GAP_M
    wet = _bath(room) if room.layout_rng.random() < 0.55 else _shower(room)
    wet = wet or _shower(room) or _bath(room)
    _washbasin(room)
    _toilet(room)
    _towels(room)
    if wet:
        mat = room.make("bath mat")
        place = replace(wet.front(mat.size_m[1] + 0.16), width_m=mat.size_m[0], depth_m=mat.size_m[1])
        if room.lay(mat, place) is not None:
            room.kept_free.append(Standing(place, THIN_M))
    for kind in room.layout_rng.permutation(["washing machine", "bathroom cabinet"]).tolist():
        if room.layout_rng.random() < 0.6:
            room.against_wall(room.make(kind), 0.5)


def _corners(room: Room, width_m: float, depth_m: float) -> list[Rect]:
    """Return the places with the back to one wall and an end to another, in random order."""
    places = []
    for side in room.layout_rng.permutation(SIDES).tolist():
        along_m = room.span_m(side) / 2 - width_m / 2 - GAP_M
        ends = room.layout_rng.permutation([-1, 1]).tolist() if along_m > 0 else []
        places += [room.at_wall(side, end * along_m, depth_m / 2 + GAP_M, width_m, depth_m) for end in ends]
    return places


def _bath(room: Room) -> Rect | None:
    piece = room.make("bathtub")
    for place in _corners(room, *piece.size_m[:2]):
        if room.stand(piece, place, 0.5) is not None:
            side, along_m = _at(room, place)
            if room.hang(room.make("shower"), side, along_m + 0.3 * place.width_m, 0.95) and _is_curtained(room):
                _draw_curtain(room, place)
            return place
    return None


def _is_curtained(room: Room) -> bool:
    return bool(room.layout_rng.random() < CURTAINS)


def _draw_curtain(room: Room, bath: Rect) -> None:
    """Hang a curtain from the ceiling before a bath, outside of its rim."""
    high_m = round(room.size_m[2] - CURTAIN_LOW_M, 4)
    piece = room.make("shower curtain", (round(bath.width_m - 0.04, 4), CURTAIN_M, high_m))
    x, y = bath.at(0.0, bath.depth_m / 2 + CURTAIN_M / 2 + 0.012)
    place = Rect(x, y, piece.size_m[0], CURTAIN_M, bath.turn_deg)
    room.hanging.append(Hanging(place, CURTAIN_LOW_M, room.size_m[2]))
    room.add(piece, (x, y, CURTAIN_LOW_M), bath.turn_deg, room.ceiling)


def _shower(room: Room) -> Rect | None:
    """Stand a tray in a corner behind one pane or two."""
    piece = room.make("shower tray")
    width, depth, _ = piece.size_m
    for place in _corners(room, width, depth):
        side, along_m = _at(room, place)
        if room.is_free(replace(place.front(0.06), depth_m=depth + 0.06), 2.0) and room.stand(piece, place, 0.55):
            _screens(room, place, -1 if along_m > 0 else 1)
            room.hang(room.make("shower"), side, along_m, 1.0, edge_m=0.0)
            return place
    return None


def _screens(room: Room, tray: Rect, open_end: int) -> None:
    """Stand a pane at the end of a tray that no wall closes, and sometimes one before half of it."""
    model = room.make("shower screen", (round(tray.depth_m, 4), 0.03, round(room.layout_rng.uniform(1.85, 2.0), 3)))
    x, y = tray.at(open_end * (tray.width_m / 2 + 0.018), 0.0)
    room.place(model, Rect(x, y, tray.depth_m, 0.03, tray.turn_deg + 90 * open_end))
    if room.layout_rng.random() < 0.5:
        half_m = round(0.5 * tray.width_m, 4)
        piece = replace(model, geometry=replace(model.geometry, size_m=(half_m, 0.03, model.size_m[2])))
        x, y = tray.at(-open_end * (tray.width_m - half_m) / 2, tray.depth_m / 2 + 0.018)
        room.place(piece, Rect(x, y, half_m, 0.03, tray.turn_deg))


def _washbasin(room: Room) -> None:
    on_cabinet = min(room.size_m[:2]) > 2.0 and room.layout_rng.random() < 0.65
    stand_basin(room, "vanity unit" if on_cabinet else "pedestal basin")


def stand_basin(room: Room, kind: str) -> None:
    """Stand a washbasin with its tap at a wall, on a column or on a unit of this kind, and hang a mirror above it."""
    on_cabinet = kind == "vanity unit"
    stand = room.make(kind, from_pool=not on_cabinet)
    bare = [side for side in SIDES if side not in room.windows]
    found = room.against_wall(stand, 0.5, bare) or room.against_wall(stand, 0.3)
    if found is None:
        return
    number, place = found
    if on_cabinet:
        cabinet = room.objects[number - 1]
        surface, basin = surfaces_of(cabinet)[0], room.make("basin", from_pool=False)
        top = set_down(room, cabinet, surface, basin, (0.0, (basin.size_m[1] - surface.depth_m) / 2 + 0.01))
        number = top or number
    _tap(room, number)
    side, along_m = _at(room, place)
    for kind in ("mirror", "mirror", "small mirror"):
        if room.hang(room.make(kind), side, along_m, room.layout_rng.uniform(1.12, 1.22)) is not None:
            return


def _tap(room: Room, number: int) -> None:
    basin = room.objects[number - 1]
    tap = room.make("basin tap", from_pool=False)
    for deck in surfaces_of(basin)[:1]:
        set_down(room, basin, deck, tap, (0.0, 0.023 - tap.size_m[1] / 2))


def _toilet(room: Room) -> None:
    found = room.against_wall(room.make("toilet"), 0.45) or room.against_wall(room.make("toilet"), 0.25)
    if found:
        _, place = found
        side, along_m = _at(room, place)
        beside_m = place.width_m / 2 + 0.2
        for end in room.layout_rng.permutation([-1, 1]).tolist():
            if room.hang(room.make("toilet roll"), side, along_m + end * beside_m, 0.58):
                return


def _towels(room: Room) -> None:
    """Hang one or two towels over rails."""
    for _ in range(int(room.layout_rng.integers(1, 3))):
        for side in room.layout_rng.permutation(SIDES).tolist():
            half_m = room.span_m(side) / 2 - 0.35
            if hang_towel(room, side, room.layout_rng.uniform(-half_m, half_m)):
                break


def hang_towel(room: Room, side: int, along_m: float, kind: str = "towel") -> bool:
    """Hang a towel over a rail on a wall; return whether there is room."""
    rail, towel = room.make("towel rail", from_pool=False), room.make(kind, from_pool=False)
    (wide_m, deep_m, tall_m), (_, _, towel_m) = rail.size_m, towel.size_m
    bar_m = room.layout_rng.uniform(1.2, 1.35)
    low_m = bar_m + towel_below_bar_m(towel.size_m)
    area = (along_m - wide_m / 2, along_m + wide_m / 2, low_m, low_m + towel_m)
    if not room.can_hang(side, area):
        return False
    room.hung[side].append(area)
    at_wall = room.at_wall(side, along_m, deep_m / 2 + 0.0005, wide_m, deep_m)
    room.hanging.append(Hanging(replace(at_wall, depth_m=0.1), low_m, low_m + towel_m))
    number = room.add(rail, (at_wall.x_m, at_wall.y_m, bar_m - tall_m / 2), side, room.walls[side])
    below = room.at_wall(side, along_m, RAIL_OUT_M + 0.0005)
    room.add(towel, (below.x_m, below.y_m, low_m), side, number)
    return True


def _at(room: Room, place: Rect) -> tuple[int, float]:
    side = round(place.turn_deg) % 360
    return side, room.along_wall_m(side, place.x_m, place.y_m)
