"""Small things on what carries them."""

from __future__ import annotations

import math
from dataclasses import replace

from ...pieces import Piece
from ...poses import Vec3
from ...spec import Geometry, Procedural, SceneObject, Surface
from ...surfaces import surfaces
from .clutter_table import CLUTTER, CLUTTER_OF_USE, TURNS_DEG
from .floor_plan import Rect, Room, turned_deg

WELL_M = 0.004  # so high above the table is the middle of a plate
WITHIN = 0.68  # of a plate's width is within its rim
# On what food lies, of which size in metres.
SERVED_ON: dict[str, tuple[str, Vec3]] = {
    "bread": ("cutting board", (0.4, 0.25, 0.02)),
    "bread roll": ("plate", (0.25, 0.25, 0.022)),
    "sandwich": ("cutting board", (0.3, 0.2, 0.015)),
    "donut": ("plate", (0.2, 0.2, 0.02)),
}

FULL = (0.6, 0.95)  # of a shelf's width is taken, from … to
GAPS, APART_M = 0.15, (0.012, 0.03)  # so many things have a gap at their left; else so far they are from the next
TRIES = 14
PALETTES = 4  # of covers, in the rows of books of a room


def scatter(room: Room, use: str, only: frozenset[str] | None = None) -> None:
    """Put small things on everything in the room that people put things on, or on some categories of it only."""
    clutters = CLUTTER | CLUTTER_OF_USE.get(use, {})
    clutters = {name: each for name, each in clutters.items() if only is None or name in only}
    for thing in list(room.objects):
        clutter = clutters.get(thing.category)
        if clutter is None:
            continue
        for surface in surfaces_of(thing)[-1:] if thing.category == "bed" else surfaces_of(thing):  # not on pillows
            low, high = clutter.count
            if clutter.rows:
                fill(room, thing, surface, clutter.rows)
            many = surface.width_m if clutter.per_m else 1.0
            for _ in range(round(many * int(room.layout_rng.integers(low, high + 1)))):
                put(room, thing, surface, str(room.layout_rng.choice(clutter.kinds)))


def fill(room: Room, thing: SceneObject, surface: Surface, kinds: tuple[str, ...]) -> None:
    """Set things side by side along a shelf, FULL of its width, with gaps here and there; most stand far in."""
    rng, left_m = room.layout_rng, 0.0
    spare_m = surface.width_m * (1 - float(rng.uniform(*FULL)))
    for _ in range(TRIES):
        piece = bound_alike(room, room.make(str(rng.choice(kinds))))
        width, depth, height = piece.size_m
        if rng.random() < GAPS:
            gap_m = float(rng.uniform(0.0, spare_m))
            left_m, spare_m = left_m + gap_m, spare_m - gap_m
        if left_m + width > surface.width_m - spare_m or height > surface.clear_m or depth > surface.depth_m:
            continue
        spot = (left_m + (width - surface.width_m) / 2, (surface.depth_m - depth) / 2 * float(rng.uniform(0.2, 1.0)))
        set_down(room, thing, surface, piece, spot, float(rng.normal(0, 1)))
        left_m += width + float(rng.uniform(*APART_M))


def bound_alike(room: Room, piece: Piece) -> Piece:
    """Return a row of books in the covers of another, where a room has PALETTES of these: each costs materials."""
    if not _is_row(piece.geometry):
        return piece
    palettes = list(dict.fromkeys(thing.materials for thing in room.objects if _is_row(thing.geometry)))
    if len(palettes) < PALETTES:
        return piece
    return replace(piece, materials=palettes[int(room.layout_rng.integers(len(palettes)))])


def _is_row(shape: Geometry) -> bool:
    return isinstance(shape, Procedural) and shape.generator == "book row"


def surfaces_of(thing: SceneObject) -> tuple[Surface, ...]:
    """Return the level surfaces of an object, in its own space."""
    return surfaces(thing.geometry)


def put(room: Room, thing: SceneObject, surface: Surface, kind: str) -> int | None:
    """Put one thing of a kind somewhere free on a surface, on what it is served on; None where there is no room."""
    if kind in SERVED_ON:
        dish = put_piece(room, thing, surface, room.make(*SERVED_ON[kind], from_pool=False), 20.0)
        return dish and lay_on(room, room.objects[dish - 1], room.make(kind), askew_deg=room.layout_rng.normal(0, 12))
    return put_piece(room, thing, surface, room.make(kind), TURNS_DEG.get(kind, 12.0))


def put_piece(room: Room, thing: SceneObject, surface: Surface, piece: Piece, askew_deg: float = 12.0) -> int | None:
    """Put a piece somewhere free on a surface, turned by about `askew_deg`; None where there is no room for it."""
    if piece.size_m[2] > surface.clear_m:
        return None
    for _ in range(12):
        turn_deg = room.layout_rng.normal(0, askew_deg)
        half_w, half_d = _half_extent(piece.size_m, turn_deg)
        free_w, free_d = surface.width_m / 2 - half_w, surface.depth_m / 2 - half_d
        if free_w < 0 or free_d < 0:
            return None
        spot = (room.layout_rng.uniform(-free_w, free_w), room.layout_rng.uniform(-free_d, free_d))
        instance = set_down(room, thing, surface, piece, spot, turn_deg)
        if instance is not None:
            return instance
    return None


def set_down(
    room: Room, thing: SceneObject, surface: Surface, piece: Piece, spot_m: tuple[float, float], turn_deg: float = 0.0
) -> int | None:
    """Put a piece at a spot of a surface (x, y from its middle), unless something stands there already."""
    own_turn_deg = turned_deg(thing)
    local = (surface.centre_m[0] + spot_m[0], surface.centre_m[1] + spot_m[1], surface.centre_m[2], 1.0)
    x, y, z = (thing.pose.matrix() @ local)[:3].tolist()
    rect = Rect(x, y, piece.size_m[0], piece.size_m[1], own_turn_deg + turn_deg)
    taken = room.on_surfaces.setdefault((thing.instance, round(z, 3)), [])
    if any(rect.meets(other, 0.008) for other in taken):
        return None
    taken.append(rect)
    return room.add(piece, (x, y, z), rect.turn_deg, thing.instance)


def lay_on(
    room: Room, below: SceneObject, piece: Piece, off_m: tuple[float, float] = (0.0, 0.0), askew_deg: float = 0.0
) -> int | None:
    """Lay a piece on a thing, `off_m` to the right of its middle and behind it; None where that is too small."""
    wide, deep, tall = below.geometry.size_m  # type: ignore[union-attr]
    least, most = sorted(piece.size_m[:2])
    if most > 1.1 * max(wide, deep) or least > min(wide, deep):
        return None
    px, py, pz = below.pose.location_m
    is_within = below.category == "plate" and math.hypot(least, most) < WITHIN * wide
    x, y = Rect(px, py, wide, deep, turned_deg(below)).at(off_m[0], -off_m[1])
    place = (x, y, pz + (WELL_M if is_within else tall))
    return room.add(piece, place, turned_deg(below) + askew_deg, below.instance)


def _half_extent(size_m: Vec3, turn_deg: float) -> tuple[float, float]:
    cos, sin = abs(math.cos(math.radians(turn_deg))), abs(math.sin(math.radians(turn_deg)))
    return (size_m[0] * cos + size_m[1] * sin) / 2, (size_m[0] * sin + size_m[1] * cos) / 2
