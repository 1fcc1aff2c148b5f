"""Houses of a street: storeys of windows in their reveals, shopfronts, doors, balconies, cornices and roofs.

The wall of the front stands PROJECT_M behind the front of the box, which signs, sills and balconies reach out into.
Slots: wall, trim, dark panes, panes with curtains, panes that are lit at night, roof, shopfront, ironwork, flat roof,
board of a sign, letters on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, mesh
from ...geometry.parts import Parts, as_part, each_part, joined_parts, one_of_each
from ...spec import Vec3
from ..core.lettering import Panel, Panels, fitting, lettering
from ..core.parts import Generator, bar, moved, tilted, tube

PROJECT_M = 0.9
REVEAL_M = 0.16
DOOR_M = 1.15
SIGN_M = 0.74  # how far a hanging sign reaches out
WALL, TRIM, DARK, CURTAIN, LIT, ROOF, SHOP, IRON, DECK, BOARD, LETTERS = range(11)
PANES = (DARK, DARK, DARK, CURTAIN, CURTAIN, LIT)
AWAKE = 0.3  # so many panes of blocks far away can be lit
SHOPS: tuple[str, ...] = (
    *("BAKERY", "BANK", "BARBER", "BIKES", "BOOKS", "CAFE", "CINEMA", "FLOWERS", "FRUIT", "HOTEL", "MARKET", "MUSIC"),
    *("OPTICIAN", "PHARMACY", "PIZZA", "SHOES", "TAILOR", "TEA ROOM", "TOYS", "WINE"),
)
MOST_NUMBER = 99  # of houses


@dataclass(frozen=True, slots=True)
class _Front:
    """Where bays and storeys lie, how large windows are, the door's bay, what a sign says, and the rain pipe's side."""

    width_m: float
    bays: int
    bay_m: float
    storeys: int
    storey_m: float
    ground_m: float
    window_m: tuple[float, float]
    door: int
    shop: str
    number: int
    pipe: int

    def bay_x_m(self, bay: int) -> float:
        """Return where the middle of a bay is."""
        return (bay - (self.bays - 1) / 2) * self.bay_m

    def pipe_x_m(self, side: int) -> float:
        """Return where the rain pipe is (1), or the sign at the other end (-1)."""
        return side * self.pipe * (self.width_m / 2 - 0.12)


def building(size_m: Vec3, rng: np.random.Generator, yard: bool = False) -> Mesh:
    """Build a house whose front alone is rich; its sides and its back are plain.

    Towards a `yard` it has no shops, a door in the middle, and a lantern for a sign.
    """
    width, depth, height = size_m
    pitched, roof_m, front = _outline(size_m, rng, yard)
    parts = [*_upper(front, rng), *_ground(front, rng), *_bands(front, width, height - roof_m, rng, yard)]
    parts = [moved(part, (0, PROJECT_M - depth / 2, 0)) for part in (*parts, *_signs(front))]
    parts.append(_box_behind(width, depth, height - roof_m))
    roof = _pitched if pitched else _flat
    return join([*parts, *roof(width, depth, height - roof_m, roof_m, rng)])


def house_back(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a house as it looks from a yard. Slots as in `building`."""
    return building(size_m, rng, yard=True)


def yard_door_m(size_m: Vec3, rng: np.random.Generator) -> tuple[float, float]:
    """Return where the door of a `house_back` is, from the middle of its front, and its width; `rng` must be fresh."""
    _, _, front = _outline(size_m, rng, yard=True)
    return front.bay_x_m(front.door), DOOR_M


@dataclass(frozen=True, slots=True)
class GroundFloor:
    """The ground floor of a house in a street: its height, where its door is from the middle, whether it has shops."""

    height_m: float
    door_m: float
    has_shops: bool


def ground_floor(size_m: Vec3, rng: np.random.Generator) -> GroundFloor:
    """Return what the ground floor of a `building` is like; `rng` must be fresh."""
    _, _, front = _outline(size_m, rng, yard=False)
    return GroundFloor(front.ground_m, front.bay_x_m(front.door), bool(front.shop))


def _outline(size_m: Vec3, rng: np.random.Generator, yard: bool) -> tuple[bool, float, _Front]:
    """Return whether the roof is pitched, how high it is, and the front below it."""
    pitched = size_m[2] < 17 and bool(rng.random() < 0.55)
    roof_m = float(rng.uniform(2.2, 3.4)) if pitched else 0.9
    return pitched, roof_m, _front(size_m[0], size_m[2] - roof_m, rng, yard)


def _front(width_m: float, height_m: float, rng: np.random.Generator, yard: bool) -> _Front:
    ground_m = float(rng.uniform(3.3, 4.0))
    storeys = max(1, round((height_m - ground_m) / 3.1))
    bays = max(2, round(width_m / float(rng.uniform(2.4, 3.4))))
    bay_m, storey_m = width_m / bays, (height_m - ground_m) / storeys
    wide_m = min(float(rng.uniform(0.95, 1.5)), 0.72 * bay_m)
    window_m = (wide_m, float(rng.uniform(0.48, 0.62)) * storey_m)
    door = bays // 2 if yard else int(rng.integers(bays))
    shop = "" if yard or rng.random() >= 0.55 else str(rng.choice(SHOPS))
    number = int(rng.integers(1, MOST_NUMBER + 1))
    pipe = 1 if rng.random() < 0.5 else -1
    return _Front(width_m, bays, bay_m, storeys, storey_m, ground_m, window_m, door, shop, number, pipe)


def _text_panels(yard: bool) -> Panels:
    def panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
        front = _outline(size_m, rng, yard)[2]
        written = (_sign_text(front), *_hanging_text(front))
        return tuple(replace(each, place_m=_behind(each.place_m, size_m[1])) for each in written)

    return panels


def _behind(place_m: Vec3, depth_m: float) -> Vec3:
    """Return where a place of the front is in the house."""
    x, y, z = place_m
    return x, y + PROJECT_M - depth_m / 2, z


def _sign_text(front: _Front) -> Panel:
    """Return a shop's name above its window, or the number of a house beside its door."""
    if front.shop:
        letter_m = fitting(front.shop, 0.8 * front.width_m, 0.4)
        return Panel(front.shop, (0.0, -0.14, front.ground_m - 0.345 - letter_m / 2), letter_m)
    return Panel(str(front.number), (front.bay_x_m(front.door) + DOOR_M / 2 + 0.36, -0.02, 1.75), 0.36)


def _hanging_text(front: _Front) -> tuple[Panel, ...]:
    """Return a shop's name on both sides of the sign that hangs across the pavement."""
    if not front.shop:
        return ()
    letter_m = fitting(front.shop, SIGN_M - 0.08, 0.3)
    x, y, z = front.pipe_x_m(-1), SIGN_M / 2 - PROJECT_M, front.ground_m - 0.37 - letter_m / 2
    return tuple(Panel(front.shop, (x + side * 0.025, y, z), letter_m, 90.0 * side) for side in (-1, 1))


def _signs(front: _Front) -> list[Mesh]:
    """Return a white board with letters on it, and letters on the hanging sign."""
    panel = _sign_text(front)
    (x, y, z), high_m = panel.place_m, panel.letter_m
    board = bar((panel.width_m + 0.6 * high_m, 0.02, 1.3 * high_m), (x, y + 0.01, z - 0.15 * high_m), BOARD)
    return [board, *lettering((panel, *_hanging_text(front)), LETTERS)]


def _quads(corners: Sequence[Sequence[Sequence[float]]], slot: int) -> Mesh:
    points = np.asarray(corners, dtype=np.float64).reshape(-1, 3)
    first = 4 * np.arange(len(points) // 4)[:, None]
    faces = (first + np.array([0, 1, 2, 0, 2, 3])).reshape(-1, 3)
    return mesh(points, faces).with_slot(slot)


def _copies(shape: Mesh, places: NDArray[np.float64]) -> Mesh:
    """Return the mesh at each of the places N×3."""
    count, size = len(places), len(shape.vertices)
    return Mesh(
        (places[:, None] + shape.vertices).reshape(-1, 3),
        (size * np.arange(count)[:, None, None] + shape.triangles).reshape(-1, 3),
        np.tile(shape.smooth, count),
        np.tile(shape.slot, count),
        parts=joined_parts([shape] * count),
    )


def _opening(cell_m: tuple[float, float], low_m: float, wide_m: float, tall_m: float, wall: int = WALL) -> list[Mesh]:
    """Return the wall of a cell around an opening, and its reveal; the wall stands at y = 0 from z = 0."""
    half, top = cell_m[0] / 2, cell_m[1]
    w, b, t, r = wide_m / 2, low_m, low_m + tall_m, REVEAL_M
    wall_quads = [
        ((-half, 0, 0), (half, 0, 0), (half, 0, b), (-half, 0, b)),
        ((-half, 0, t), (half, 0, t), (half, 0, top), (-half, 0, top)),
        ((-half, 0, b), (-w, 0, b), (-w, 0, t), (-half, 0, t)),
        ((w, 0, b), (half, 0, b), (half, 0, t), (w, 0, t)),
    ]
    reveal = [
        ((-w, 0, b), (-w, r, b), (-w, r, t), (-w, 0, t)),
        ((w, r, b), (w, 0, b), (w, 0, t), (w, r, t)),
        ((-w, 0, t), (-w, r, t), (w, r, t), (w, 0, t)),
        ((-w, r, b), (-w, 0, b), (w, 0, b), (w, r, b)),
    ]
    return [_quads(wall_quads, wall), _quads(reveal, wall)]


def _pane(low_m: float, wide_m: float, tall_m: float, slot: int) -> Mesh:
    w, r = wide_m / 2, REVEAL_M
    return _quads([((-w, r, low_m), (w, r, low_m), (w, r, low_m + tall_m), (-w, r, low_m + tall_m))], slot)


def _sashes(low_m: float, wide_m: float, tall_m: float, bars: int, crossed: bool, slot: int) -> list[Mesh]:
    y, thick = REVEAL_M - 0.035, 0.06
    xs = np.linspace(-wide_m / 2 + thick / 2, wide_m / 2 - thick / 2, bars)
    parts = [bar((thick, thick, tall_m), (float(x), y, low_m), slot) for x in xs]
    heights = [0.0, tall_m - thick, *([0.66 * tall_m] if crossed else [])]
    return parts + [bar((wide_m, thick, thick), (0, y, low_m + z), slot) for z in heights]


def _upper(front: _Front, rng: np.random.Generator) -> list[Mesh]:
    """Return the storeys above the ground floor, one mesh for each sort of pane."""
    wide_m, tall_m = front.window_m
    low_m = 0.3 * front.storey_m
    bars, crossed = int(rng.integers(2, 4)), bool(rng.random() < 0.5)
    cell = [
        *_opening((front.bay_m, front.storey_m), low_m, wide_m, tall_m),
        as_part(join(_sashes(low_m, wide_m, tall_m, bars, crossed, TRIM)), "window"),
        bar((wide_m + 0.14, 0.14, 0.06), (0, -0.05, low_m - 0.06), TRIM),
    ]
    if rng.random() < 0.5:
        surround = float(rng.uniform(0.1, 0.2))
        cell.append(bar((wide_m + 2 * surround, 0.06, surround), (0, -0.03, low_m + tall_m), TRIM))
        cell += [bar((surround, 0.06, tall_m), (s * (wide_m + surround) / 2, -0.03, low_m), TRIM) for s in (-1, 1)]
    places = np.array(
        [
            ((k - (front.bays - 1) / 2) * front.bay_m, 0.0, front.ground_m + n * front.storey_m)
            for n in range(front.storeys)
            for k in range(front.bays)
        ]
    )
    panes = rng.choice(PANES, len(places))
    sorts = [np.flatnonzero(panes == s) for s in np.unique(panes)]
    glass = [_copies(_pane(low_m, wide_m, tall_m, int(panes[which[0]])), places[which]) for which in sorts]
    parts = [_glazed(_copies(join(cell), places), glass, sorts)]
    columns = rng.random(front.bays) < (0.4 if rng.random() < 0.45 else 0.0)
    chosen = np.array([p for k, p in enumerate(places) if columns[k % front.bays]])
    return parts + ([_copies(as_part(_balcony(front.bay_m), "balcony"), chosen)] if len(chosen) else [])


def _glazed(frames: Mesh, glass: Sequence[Mesh], sorts: Sequence[NDArray[np.int64]]) -> Mesh:
    """Return frames with their panes, which lie sorted; each pane is the part that its frame is."""
    names, number = (frames.parts.names, frames.parts.number) if frames.parts else ((), np.zeros(0, np.int64))
    owners = [np.repeat(which + 1, len(p.triangles) // len(which)) for p, which in zip(glass, sorts, strict=True)]
    return replace(join([frames, *glass]), parts=Parts(names, np.concatenate([number, *owners])))


def _balcony(bay_m: float) -> Mesh:
    wide, deep = 0.85 * bay_m, 0.8
    parts = [bar((wide, deep, 0.14), (0, -deep / 2, 0.02), TRIM)]
    xs = np.linspace(-wide / 2 + 0.02, wide / 2 - 0.02, max(8, round(wide / 0.13)))
    parts += [bar((0.018, 0.018, 0.9), (float(x), -deep + 0.03, 0.16), IRON) for x in xs]
    for s in (-1, 1):
        ys = np.linspace(-deep + 0.03, -0.04, 6)
        parts += [bar((0.018, 0.018, 0.9), (s * (wide / 2 - 0.02), float(y), 0.16), IRON) for y in ys]
        parts.append(bar((0.04, deep, 0.04), (s * (wide / 2 - 0.02), -deep / 2, 1.06), IRON))
    return join([*parts, bar((wide, 0.04, 0.04), (0, -deep + 0.03, 1.06), IRON)])


def _ground(front: _Front, rng: np.random.Generator) -> list[Mesh]:
    """Return the ground floor: shops, or windows about a door."""
    parts = []
    for k in range(front.bays):
        make = _door if k == front.door else _shop if front.shop else _window
        parts.append(moved(one_of_each(join(make(front, rng))), (front.bay_x_m(k), 0, 0)))
    if front.shop:
        parts.append(bar((0.97 * front.width_m, 0.12, 0.55), (0, -0.06, front.ground_m - 0.62), SHOP))
        parts.append(bar((0.97 * front.width_m, 0.2, 0.06), (0, -0.1, front.ground_m - 0.07), TRIM))
    return parts


def _shop(front: _Front, rng: np.random.Generator) -> list[Mesh]:
    wide, low = front.bay_m - 0.35, 0.45
    tall = front.ground_m - 0.7 - low
    lit = LIT if rng.random() < 0.5 else DARK
    glazed = [_pane(low, wide, tall, lit), *_sashes(low, wide, tall, 2, bool(rng.random() < 0.4), SHOP)]
    return [*_opening((front.bay_m, front.ground_m), low, wide, tall, SHOP), *each_part(glazed, "window")]


def _window(front: _Front, rng: np.random.Generator) -> list[Mesh]:
    wide, tall = front.window_m[0], min(front.window_m[1] * 1.1, front.ground_m - 1.5)
    parts = [*_opening((front.bay_m, front.ground_m), 1.0, wide, tall)]
    parts += each_part(_sashes(1.0, wide, tall, 3, True, TRIM), "window")
    sill = bar((wide + 0.14, 0.14, 0.06), (0, -0.05, 0.94), TRIM)
    return [*parts, sill, as_part(_pane(1.0, wide, tall, int(rng.choice(PANES))), "window")]


def _door(front: _Front, rng: np.random.Generator) -> list[Mesh]:
    wide, tall = DOOR_M, 2.7
    parts = [
        *_opening((front.bay_m, front.ground_m), 0.02, wide, tall),
        as_part(_pane(2.15, wide, 0.57, LIT), "house door"),
    ]
    leaf = bar((wide, 0.06, 2.1), (0, REVEAL_M - 0.03, 0.02), SHOP)
    panels = [
        bar((0.36, 0.02, h), (s * 0.26, REVEAL_M - 0.07, z), SHOP)
        for s in (-1, 1)
        for z, h in ((0.2, 0.7), (1.1, 0.85))
    ]
    handle = bar((0.03, 0.06, 0.16), (0.45, REVEAL_M - 0.09, 1.0), IRON)
    step = bar((wide + 0.3, 0.3, 0.02), (0, -0.1, 0.0), TRIM)
    frame = _sashes(0.02, wide, tall, 2, False, TRIM)
    return [*parts, *each_part([leaf, *panels, handle], "house door"), step, *each_part(frame, "house door")]


def _bands(front: _Front, width_m: float, top_m: float, rng: np.random.Generator, yard: bool) -> list[Mesh]:
    """Return the plinth, courses between storeys, the cornice and rain pipes."""
    parts = [
        bar((width_m, 0.2, 0.16), (0, -0.1, top_m - 0.2), TRIM),
        bar((width_m, 0.32, 0.1), (0, -0.16, top_m - 0.1), TRIM),
    ]
    if rng.random() < 0.6:
        parts.append(bar((width_m, 0.08, 0.18), (0, -0.04, front.ground_m - 0.05), TRIM))
    floors = range(1, front.storeys if rng.random() < 0.3 else 1)
    parts += [bar((width_m, 0.06, 0.12), (0, -0.03, front.ground_m + n * front.storey_m), TRIM) for n in floors]
    parts += _fittings(front, top_m)
    x = front.pipe_x_m(1)
    sign = _lantern(-0.7 * x, front.ground_m) if yard else _hanging_sign(front)
    return [*parts, tube([(x, -0.08, 0.05), (x, -0.08, top_m - 0.2)], 0.05, IRON, 6), *sign]


def _fittings(front: _Front, top_m: float) -> list[Mesh]:
    """Return a gutter, a cable above the ground floor, a panel of bells, and a meter box where there is no shop."""
    beside = front.bay_x_m(front.door) - front.pipe * (DOOR_M / 2 + 0.14)
    cable_m = front.ground_m + 0.16
    cable = [(-0.49 * front.width_m, -0.1, cable_m), (0.49 * front.width_m, -0.1, cable_m)]
    gutter = [(-front.width_m / 2, -0.38, top_m - 0.02), (front.width_m / 2, -0.38, top_m - 0.02)]
    bells = [bar((0.10, 0.03, 0.26), (beside, -0.015, 1.25), IRON)]
    bells += [bar((0.06, 0.01, 0.018), (beside, -0.034, 1.29 + 0.045 * k), TRIM) for k in range(4)]
    parts = [*bells, tube(cable, 0.012, IRON, 6), tube(gutter, 0.06, IRON, 8)]
    x = front.pipe * (front.width_m / 2 - 0.4)
    box = [bar((0.42, 0.06, 0.5), (x, -0.03, 0.3), TRIM), bar((0.36, 0.01, 0.44), (x, -0.064, 0.33), IRON)]
    return parts if front.shop else [*parts, *box]


def _lantern(x_m: float, ground_m: float) -> list[Mesh]:
    """Return a lantern on a bracket, which reaches as far out as anything may."""
    bracket = bar((0.03, PROJECT_M, 0.03), (x_m, -PROJECT_M / 2, ground_m - 0.1), IRON)
    glass = bar((0.2, 0.2, 0.3), (x_m, 0.14 - PROJECT_M, ground_m - 0.46), LIT)
    return [bracket, glass, bar((0.26, 0.26, 0.04), (x_m, 0.14 - PROJECT_M, ground_m - 0.16), IRON)]


def _hanging_sign(front: _Front) -> list[Mesh]:
    """Return a sign on a bracket, which reaches as far out as anything may."""
    x_m, top_m = front.pipe_x_m(-1), front.ground_m - 0.1
    bracket = bar((0.04, PROJECT_M, 0.03), (x_m, -PROJECT_M / 2, top_m), IRON)
    return [bracket, bar((0.05, SIGN_M, 0.5), (x_m, SIGN_M / 2 - PROJECT_M, top_m - 0.52), BOARD)]


def _box_behind(width_m: float, depth_m: float, top_m: float) -> Mesh:
    """Return the plain sides and the back."""
    w, f, b, t = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2, top_m
    sides = [
        ((w, f, 0), (w, b, 0), (w, b, t), (w, f, t)),
        ((-w, b, 0), (-w, f, 0), (-w, f, t), (-w, b, t)),
        ((w, b, 0), (-w, b, 0), (-w, b, t), (w, b, t)),
    ]
    return _quads(sides, WALL)


def _pitched(width_m: float, depth_m: float, base_m: float, rise_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a gabled roof with its ridge along the street, and chimneys."""
    w, f, b = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2
    ridge, eave, out = (f + b) / 2, base_m - 0.08, 0.35
    top = base_m + rise_m - 0.6
    slopes = [
        ((-w, f - out, eave), (w, f - out, eave), (w, ridge, top), (-w, ridge, top)),
        ((w, b, eave), (-w, b, eave), (-w, ridge, top), (w, ridge, top)),
    ]
    gables = mesh(
        [(w, f, base_m), (w, b, base_m), (w, ridge, top), (-w, b, base_m), (-w, f, base_m), (-w, ridge, top)],
        [(0, 1, 2), (3, 4, 5)],
    )
    gutter = tube([(-w, f - out, eave), (w, f - out, eave)], 0.06, IRON, 6)
    chimney = bar(
        (0.9, 0.5, 0.5 * rise_m), (float(rng.uniform(-0.6, 0.6)) * w, ridge + 0.6, base_m + 0.5 * rise_m), WALL
    )
    return [
        as_part(_quads(slopes, ROOF), "roof"),
        gables.with_slot(WALL),
        gutter,
        chimney,
        *_rooflights(w, f - out, eave, ridge, top, rng),
    ]


def _rooflights(w: float, f: float, eave: float, ridge: float, top: float, rng: np.random.Generator) -> list[Mesh]:
    angle = float(np.degrees(np.arctan2(top - eave, ridge - f)))
    parts = []
    for k in range(int(rng.integers(0, 4))):
        x, share = float(rng.uniform(-0.8, 0.8)) * w, float(rng.uniform(0.35, 0.6))
        window = join(
            [bar((0.8, 1.1, 0.06), (0, 0, 0), IRON), bar((0.68, 0.98, 0.02), (0, 0, 0.06), CURTAIN if k else DARK)]
        )
        parts.append(
            moved(tilted(as_part(window, "window"), -angle), (x, f + share * (ridge - f), eave + share * (top - eave)))
        )
    return parts


def _flat(width_m: float, depth_m: float, base_m: float, rise_m: float, rng: np.random.Generator) -> list[Mesh]:
    """Return a flat roof behind a parapet, with what stands on such roofs."""
    w, f, b = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2
    deck = as_part(_quads([((-w, f, base_m), (w, f, base_m), (w, b, base_m), (-w, b, base_m))], DECK), "roof")
    parapet = [bar((width_m, 0.2, 0.5), (0, y, base_m), WALL) for y in (f + 0.1, b - 0.1)]
    parapet += [bar((0.2, b - f - 0.4, 0.5), (s * (w - 0.1), (f + b) / 2, base_m), WALL) for s in (-1, 1)]
    parapet += [bar((width_m, 0.26, 0.05), (0, f + 0.11, base_m + 0.5), TRIM)]
    high = bar((min(3.0, w), 2.5, rise_m), (float(rng.uniform(-0.4, 0.4)) * w, 1.0, base_m), TRIM)
    return [deck, *parapet, high]


def distant(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of plain blocks as towns look from afar. Slots as in `building`: wall, roof, panes dark and lit."""
    width, depth, height = size_m
    edges = np.sort(
        np.concatenate([[-width / 2, width / 2], rng.uniform(-width / 2, width / 2, max(1, int(width / 18)))])
    )
    heights = rng.uniform(0.45, 0.75, len(edges) - 1) * height
    heights[int(rng.integers(len(heights)))] = height / 1.35
    parts = [_block(float(b - a), depth, float(h), rng) for a, b, h in zip(edges[:-1], edges[1:], heights, strict=True)]
    return join(
        [moved(part, (float(a + b) / 2, 0, 0)) for part, a, b in zip(parts, edges[:-1], edges[1:], strict=True)]
    )


def _block(width_m: float, depth_m: float, wall_m: float, rng: np.random.Generator) -> Mesh:
    """Return a plain house with rows of panes on both its long sides, under a gabled roof a third as high as it."""
    w, d, top = width_m / 2, depth_m / 2, 1.35 * wall_m
    slopes = [
        ((-w, -d, wall_m), (w, -d, wall_m), (w, 0, top), (-w, 0, top)),
        ((w, d, wall_m), (-w, d, wall_m), (-w, 0, top), (w, 0, top)),
    ]
    ends = mesh(
        [(w, -d, wall_m), (w, d, wall_m), (w, 0, top), (-w, d, wall_m), (-w, -d, wall_m), (-w, 0, top)],
        [(0, 1, 2), (3, 4, 5)],
    )
    roof = as_part(_quads(slopes, ROOF), "roof")
    parts = [bar((width_m, depth_m, wall_m), (0, 0, 0), WALL), roof, ends.with_slot(WALL)]
    xs, zs = np.arange(1.6 - w, w - 1.2, 2.8), np.arange(1.2, wall_m - 1.8, 3.1)
    places = np.array([(x, s * d, z) for s in (-1, 1) for x in xs for z in zs]).reshape(-1, 3)
    is_lit = rng.random(len(places)) < AWAKE
    for slot, there in ((DARK, places[~is_lit]), (LIT, places[is_lit])):
        pane = as_part(bar((1.1, 0.04, 1.5), (0, 0, 0), slot), "window")
        parts += [_copies(pane, there)] if len(there) else []
    return join(parts)


GENERATORS: dict[str, Generator] = {"building": building, "house back": house_back, "distant buildings": distant}
PANELS: dict[str, Panels] = {"building": _text_panels(yard=False), "house back": _text_panels(yard=True)}
