"""Kitchens: a counter along one wall or two, with all that belongs in, above and before it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...appearance.materials import sample_material
from ...generators.indoor.kitchen import RIB_M, SINK_RIM_M, oven_bar_m
from ...generators.indoor.towels import towel_below_bar_m
from ...pieces import Piece
from ...spec import Material, Procedural
from ..shared.clutter import put, set_down, surfaces_of
from ..shared.floor_plan import SIDES, WALL_GAP_M, Hanging, Rect, Room, Standing
from ..shared.groups import chairs_around
from ..shared.table_setting import lay_table
from .bathroom import hang_towel
from .worktops import dress_all

DEPTH_M = 0.617  # of a worktop, and of the room that a counter takes
TOP_M = 0.9
UNDER_M = 0.86  # where cabinets end and worktops begin
HANG_M = 1.42  # the underside of wall cabinets
HOOD_M = 1.55  # and that of hoods
STEP_M = 0.05
TRIES, CHAIR_M = 30, 0.6  # to find a table room all around; what a chair takes before one at a wall
MATS, RAILS = 0.4, 0.5  # so many kitchens have a mat before the sink, and a rail with a towel
LAID = 0.4  # so many tables are laid
TOWELLED = 0.55  # so many ovens have a towel over their handle
UNWASHED = 0.6  # so many sinks have dishes in them
DISHES = ("plate", "bowl", "mug", "mug", "drinking glass", "cup")
FIXED_M = {"oven": 0.6, "dishwasher": 0.6}


@dataclass(frozen=True, slots=True)
class KitchenStyle:
    """What all units of a kitchen share: materials, handles (a variant) and the worktop's material."""

    unit: Piece
    variant: int
    top: Piece
    tile: Material


@dataclass(frozen=True, slots=True)
class Run:
    """A row of units along a wall: their kinds, and where each begins and ends along it."""

    side: int
    units: tuple[tuple[str, float, float], ...]

    @property
    def start_m(self) -> float:
        """Where the first unit begins."""
        return self.units[0][1]

    @property
    def end_m(self) -> float:
        """Where the last unit ends."""
        return self.units[-1][2]


def kitchen(room: Room) -> None:
    """Fit a counter with sink, hob and oven, hang cabinets, add a refrigerator and, where there is room, a table."""
    style = _style(room)
    stretches = [free for wall in SIDES for free in _free(room, wall)]
    side, start_m, end_m = max(stretches, key=lambda free: free[2] - free[1])
    start_m, end_m = _with_refrigerator(room, side, start_m, end_m)
    length_m = min(end_m - start_m, room.layout_rng.uniform(2.6, 4.4))
    start_m, end_m = (start_m, start_m + length_m) if room.layout_rng.random() < 0.5 else (end_m - length_m, end_m)
    run = Run(side, _best_order(room, side, start_m, _main_units(room, length_m)))
    _build(room, style, run)
    for other in ((side + 90) % 360, (side + 270) % 360):
        corner = _corner_run(room, run, other)
        if corner:
            _build(room, style, corner)
            break
    if room.layout_rng.random() < MATS:
        _lay_mat(room, run)
    _table(room)
    if room.layout_rng.random() < RAILS:
        bare = int(room.layout_rng.choice([each for each in SIDES if each != side]))
        hang_towel(room, bare, float(room.layout_rng.uniform(-0.3, 0.3)) * room.span_m(bare), "tea towel")
    dress_all(room)


def _lay_mat(room: Room, run: Run) -> None:
    """Lay a mat before the sink, a little askew."""
    mat, sink = room.make("small rug"), next(unit for unit in run.units if unit[0] == "sink unit")
    out_m = DEPTH_M + 0.08 + mat.size_m[1] / 2
    spot = room.at_wall(run.side, (sink[1] + sink[2]) / 2, out_m, *mat.size_m[:2])
    room.lay(mat, replace(spot, turn_deg=spot.turn_deg + float(room.layout_rng.normal(0, 3))))


def _style(room: Room) -> KitchenStyle:
    unit, top = room.make("door unit", (0.6, 0.57, UNDER_M)), room.make("worktop", (1.0, DEPTH_M, 0.04))
    return KitchenStyle(
        unit, int(room.layout_rng.integers(2**31)), top, sample_material("wall tile", room.material_rng)
    )


def _free(room: Room, side: int, least_m: float = 0.9) -> list[tuple[int, float, float]]:
    """Return the stretches (side, start, end) of a wall where a counter may stand."""
    half_m = room.span_m(side) / 2 - 0.025
    count = int(2 * half_m / STEP_M)
    free = [
        room.is_free(room.at_wall(side, STEP_M * (k + 0.5) - half_m, DEPTH_M / 2 + 0.02, STEP_M, DEPTH_M), UNDER_M, 0.0)
        for k in range(count)
    ]
    found, start = [], None
    for k, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = k
        elif not is_free and start is not None:
            found.append((side, STEP_M * start - half_m, STEP_M * k - half_m))
            start = None
    return [stretch for stretch in found if stretch[2] - stretch[1] >= least_m]


def _with_refrigerator(room: Room, side: int, start_m: float, end_m: float) -> tuple[float, float]:
    """Stand a refrigerator at one end of a stretch, or anywhere; return what is left of the stretch."""
    piece = room.make("refrigerator")
    width, depth, height = piece.size_m
    left = (start_m + width / 2 + 0.01, (start_m + width + 0.03, end_m))
    right = (end_m - width / 2 - 0.01, (start_m, end_m - width - 0.03))
    for along_m, rest in [left, right][:: 1 if room.layout_rng.random() < 0.5 else -1]:
        rect = room.at_wall(side, along_m, WALL_GAP_M + depth / 2, width, depth)
        if rest[1] - rest[0] >= 1.7 and room.is_free(rect, height, 0.0):
            room.place(piece, rect)
            return rest
    return start_m, end_m


def _main_units(room: Room, length_m: float) -> list[tuple[str, float]]:
    units = [("sink unit", 0.8 if length_m < 2.6 else 0.9)]
    if length_m >= 1.7:
        units.append(("oven", FIXED_M["oven"]))
    if length_m >= 2.4 and room.layout_rng.random() < 0.6:
        units.append(("dishwasher", FIXED_M["dishwasher"]))
    rest_m = length_m - sum(width for _, width in units)
    count = round(rest_m / room.layout_rng.uniform(0.42, 0.62))
    if rest_m > 0.3:
        widths = [rest_m / max(1, count)] * max(1, count)
        units += [(str(room.layout_rng.choice(["door unit", "drawer unit"])), width) for width in widths]
    return units


def _best_order(
    room: Room, side: int, start_m: float, units: Sequence[tuple[str, float]]
) -> tuple[tuple[str, float, float], ...]:
    """Order units: the sink at the window, the hob not there, neither in a corner, an arm's length between them."""
    orders = []
    for _ in range(24):
        placed, at_m = [], start_m
        for index in room.layout_rng.permutation(len(units)).tolist():
            kind, width = units[index]
            placed.append((kind, at_m, at_m + width))
            at_m += width
        orders.append(tuple(placed))
    return max(orders, key=lambda order: _order_score(room, side, order))


def _order_score(room: Room, side: int, order: Sequence[tuple[str, float, float]]) -> float:
    window = room.windows.get(side, (0.0, 0.0, 0.0, 0.0))
    score = 0.0
    for index, (kind, start, end) in enumerate(order):
        at_window = start < window[1] and end > window[0]
        in_corner = index in (0, len(order) - 1)
        score += {"sink unit": 1.0 * at_window - in_corner, "oven": -3.0 * at_window - in_corner}.get(kind, 0.0)
    kinds = [kind for kind, _, _ in order]
    apart = abs(kinds.index("sink unit") - kinds.index("oven")) if "oven" in kinds else 2
    return score + (0.8 if apart > 1 else 0.0)


def _corner_run(room: Room, run: Run, side: int) -> Run | None:
    """Return a second run that starts where the first one's front meets another wall, if that is free."""
    turned_right = side == (run.side + 90) % 360  # seen from the room, that wall lies at the first one's left end
    at_end = (run.start_m + room.span_m(run.side) / 2) if turned_right else (room.span_m(run.side) / 2 - run.end_m)
    corner_unit = run.units[0 if turned_right else -1]
    if at_end > 0.06 or corner_unit[2] - corner_unit[1] < 0.58 or corner_unit[0] != "door unit":
        return None
    corner_m = (room.span_m(side) / 2 - DEPTH_M - 0.002) * (1 if turned_right else -1)
    for _, start_m, end_m in _free(room, side, 0.6):
        gap_m = corner_m - end_m if turned_right else start_m - corner_m
        if -0.01 < gap_m < 0.08:
            length_m = min(end_m - start_m, room.layout_rng.uniform(0.9, 2.4)) - 0.02
            first_m = corner_m - length_m if turned_right else corner_m
            return Run(side, _even_units(room, first_m, length_m))
    return None


def _even_units(room: Room, start_m: float, length_m: float) -> tuple[tuple[str, float, float], ...]:
    count = max(1, round(length_m / room.layout_rng.uniform(0.42, 0.6)))
    edges = [start_m + k * length_m / count for k in range(count + 1)]
    kinds = room.layout_rng.choice(["door unit", "door unit", "drawer unit"], count).tolist()
    return tuple((kind, *ends) for kind, ends in zip(kinds, itertools.pairwise(edges), strict=True))


def _build(room: Room, style: KitchenStyle, run: Run) -> None:
    """Stand the units, lay worktops, sink and hob, tile the wall and hang what belongs above."""
    numbers = [_stand_unit(room, style, run.side, unit) for unit in run.units]
    middle_m, length_m = (run.start_m + run.end_m) / 2, run.end_m - run.start_m
    room.standing.append(Standing(room.at_wall(run.side, middle_m, DEPTH_M / 2, length_m, DEPTH_M), TOP_M))
    for part in _between_sinks(run):
        _lay_worktop(room, style, run, numbers, part)
    for number, unit in zip(numbers, run.units, strict=True):
        if unit[0] == "sink unit":
            _set_sink(room, run.side, number, unit)
    _tile(room, style, run)
    is_hung = room.layout_rng.random() < 0.85
    for unit in run.units:
        if unit[0] == "oven":
            _hang_hood(room, run.side, (unit[1] + unit[2]) / 2)
        elif is_hung:
            _hang_cabinet(room, style, run.side, unit)


def _stand_unit(room: Room, style: KitchenStyle, side: int, unit: tuple[str, float, float]) -> int:
    kind, start_m, end_m = unit
    piece = room.make(kind, (FIXED_M[kind], 0.59, UNDER_M)) if kind in FIXED_M else _unit(style, kind, end_m - start_m)
    width, depth, _ = piece.size_m
    rect = room.at_wall(side, (start_m + end_m) / 2, 0.6 - depth / 2, width, depth)
    number = room.add(piece, (rect.x_m, rect.y_m, 0.0), side, room.floor)
    if kind == "oven" and room.layout_rng.random() < TOWELLED:
        _hang_towel(room, number, rect)
    return number


def _hang_towel(room: Room, number: int, oven: Rect) -> None:
    """Hang a tea towel over the handle of an oven, not quite in its middle."""
    towel, (out_m, bar_m) = room.make("tea towel", from_pool=False), oven_bar_m(oven.depth_m, UNDER_M)
    x, y = oven.at(float(room.layout_rng.uniform(-0.06, 0.06)), out_m)
    room.add(towel, (x, y, bar_m + towel_below_bar_m(towel.size_m)), oven.turn_deg, number)


def _unit(style: KitchenStyle, kind: str, width_m: float, depth_m: float = 0.57, height_m: float = UNDER_M) -> Piece:
    return replace(style.unit, geometry=Procedural(kind, (round(width_m, 4), depth_m, height_m), style.variant))


def _between_sinks(run: Run) -> list[tuple[float, float]]:
    cuts = [run.start_m, *(edge for unit in run.units if unit[0] == "sink unit" for edge in unit[1:]), run.end_m]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b - a > 0.05]


def _lay_worktop(room: Room, style: KitchenStyle, run: Run, numbers: Sequence[int], part: tuple[float, float]) -> None:
    start_m, end_m = part
    piece = replace(style.top, geometry=Procedural("worktop", (round(end_m - start_m, 4), DEPTH_M - 0.002, 0.04), 0))
    middle_m = (start_m + end_m) / 2
    under = [unit[1] - 1e-6 <= middle_m <= unit[2] + 1e-6 for unit in run.units]
    carrier = numbers[under.index(True)]
    rect = room.at_wall(run.side, middle_m, 0.002 + piece.size_m[1] / 2)
    number = room.add(piece, (rect.x_m, rect.y_m, UNDER_M), run.side, carrier)
    top = room.objects[number - 1]
    for kind, unit_start, unit_end in run.units:
        if kind == "oven" and start_m <= unit_start <= end_m:
            set_down(room, top, surfaces_of(top)[0], room.make("hob"), ((unit_start + unit_end) / 2 - middle_m, 0.0))


def _set_sink(room: Room, side: int, number: int, unit: tuple[str, float, float]) -> None:
    piece = room.make(
        "sink", (round(unit[2] - unit[1], 4), DEPTH_M - 0.002, round(room.layout_rng.uniform(0.19, 0.23), 3))
    )
    rect = room.at_wall(side, (unit[1] + unit[2]) / 2, 0.002 + piece.size_m[1] / 2)
    place = (rect.x_m, rect.y_m, UNDER_M + SINK_RIM_M + RIB_M - piece.size_m[2])
    sink = room.objects[room.add(piece, place, side, number) - 1]
    tap, (deck, bowl, _) = room.make("kitchen tap", from_pool=False), surfaces_of(sink)
    set_down(room, sink, deck, tap, (0.0, 0.03 - tap.size_m[1] / 2))
    if room.layout_rng.random() < 0.6:
        for x_m, kind in ((-0.22, "pump bottle"), (0.18, "sponge")):
            put(room, sink, replace(deck, centre_m=(deck.centre_m[0] + x_m, *deck.centre_m[1:])), kind)
    if room.layout_rng.random() < UNWASHED:
        for kind in room.layout_rng.choice(DISHES, int(room.layout_rng.integers(1, 5))).tolist():
            put(room, sink, bowl, kind)


def _tile(room: Room, style: KitchenStyle, run: Run) -> None:
    """Tile the wall above a run, as high as wall cabinets or a window allow."""
    window = room.windows.get(run.side)
    cuts = sorted({run.start_m, run.end_m, *(edge for edge in (window or ())[:2] if run.start_m < edge < run.end_m)})
    for start_m, end_m in itertools.pairwise(cuts):
        below_window = window is not None and window[0] - 0.01 <= (start_m + end_m) / 2 <= window[1] + 0.01
        top_m = window[2] - 0.005 if below_window and window else HANG_M
        geometry = Procedural("slab", (round(end_m - start_m, 4), 0.01, round(top_m - TOP_M - 0.001, 4)), 0)
        piece = Piece("splashback", "splashback", geometry, (style.tile,), style.unit.words)
        rect = room.at_wall(run.side, (start_m + end_m) / 2, 0.0055)
        room.add(piece, (rect.x_m, rect.y_m, TOP_M + 0.0005), run.side, room.walls[run.side])
        room.hung[run.side].append((start_m, end_m, TOP_M, top_m))


def _hang_cabinet(room: Room, style: KitchenStyle, side: int, unit: tuple[str, float, float]) -> None:
    tall_m = 0.7 if room.size_m[2] > 2.5 else 0.6
    piece = _unit(style, "wall cabinet", unit[2] - unit[1], 0.35, tall_m)
    room.hang(piece, side, (unit[1] + unit[2]) / 2, HANG_M + 0.0005, -0.001, 0.0)


def _hang_hood(room: Room, side: int, along_m: float) -> None:
    """Hang a hood whose duct goes up to the ceiling, where nothing hangs."""
    deep_m, half_m = round(float(room.layout_rng.uniform(0.45, 0.5)), 3), 0.3
    if room.can_hang(side, (along_m - half_m, along_m + half_m, HOOD_M, room.size_m[2] - 0.1), -0.001, 0.0):
        hood = room.make("extractor hood", (0.6, deep_m, round(room.size_m[2] - HOOD_M - 0.001, 4)), from_pool=False)
        rect = room.at_wall(side, along_m, deep_m / 2 + 0.001, *hood.size_m[:2])
        room.hung[side].append((along_m - half_m, along_m + half_m, HOOD_M, room.size_m[2]))
        room.hanging.append(Hanging(rect, HOOD_M, room.size_m[2]))
        room.add(hood, (rect.x_m, rect.y_m, HOOD_M), side, room.walls[side])


def _table(room: Room) -> None:
    """Stand a small table with chairs somewhere free, or else against a wall."""
    for _ in range(TRIES):
        table = room.make("small table")
        width, depth, _ = table.size_m
        x, y = ((room.layout_rng.uniform(-0.5, 0.5, 2)) * (room.size_m[0] - 0.8, room.size_m[1] - 0.8)).tolist()
        place = Rect(x, y, width, depth, float(room.layout_rng.choice(SIDES)))
        around = replace(place, width_m=width + 1.3, depth_m=depth + 1.3)
        if room.is_free(around, 0.0) and (number := room.stand(table, place)) is not None:
            _lay(room, number, place)
            return
    found = room.against_wall(room.make("small table"), CHAIR_M)
    if found:
        _lay(room, *found)


def _lay(room: Room, number: int, place: Rect) -> None:
    chairs_around(room, place)
    if room.layout_rng.random() < LAID:
        lay_table(room, number)
