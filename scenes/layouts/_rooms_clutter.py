"""Small things on what carries them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..furniture.kinds import Piece
from ..furniture.surfaces import surfaces
from ..spec import SceneObject, Surface, Vec3
from ._rooms_plan import Rect, Room, turned_deg


@dataclass(frozen=True, slots=True)
class Clutter:
    """What may lie on a category of furniture, and how many things (from, to) on each of its surfaces."""

    kinds: tuple[str, ...]
    count: tuple[int, int]


BOWLS = ("bowl", "vase", "candle", "small plant", "box", "book stack", "book stack", "small picture")
MEAL = ("plate", "plate", "bowl", "mug", "drinking glass", "drinking glass", "bottle", "vase", "candle")
CLUTTER: dict[str, Clutter] = {
    "coffee table": Clutter(
        ("book stack", "book", "mug", "bowl", "vase", "candle", "small plant", "drinking glass"), (2, 5)
    ),
    "side table": Clutter(("mug", "book", "candle", "drinking glass", "small plant"), (0, 2)),
    "dining table": Clutter(MEAL, (4, 9)),
    "desk": Clutter(
        ("mug", "book stack", "book", "small plant", "small picture", "box", "drinking glass", "bottle"), (2, 5)
    ),
    "nightstand": Clutter(("mug", "book", "drinking glass", "candle", "small picture"), (1, 2)),
    "dresser": Clutter(BOWLS, (2, 6)),
    "sideboard": Clutter((*BOWLS, "bottle", "table lamp"), (3, 7)),
    "tv stand": Clutter(("vase", "candle", "small plant", "book stack", "box"), (0, 3)),
    "windowsill": Clutter(("small plant", "small plant", "candle", "vase", "book"), (0, 3)),
    "bookshelf": Clutter(
        ("book row", "book row", "book row", "book stack", "vase", "box", "bowl", "small plant", "small picture"),
        (2, 5),
    ),
    "shelf": Clutter(("book row", "vase", "small plant", "candle", "small picture", "box"), (2, 4)),
    "chair": Clutter(("book", "cushion", "box"), (0, 1)),
    "stool": Clutter(("book", "mug", "small plant"), (0, 1)),
    "ottoman": Clutter(("book", "book stack"), (0, 1)),
    "bed": Clutter(("book", "cushion", "book"), (0, 2)),
}
TURNS_DEG = {"mug": 90.0, "book row": 0.0, "television": 0.0, "box": 6.0}  # how far things lie askew, 12° if not here


def scatter(room: Room) -> None:
    """Put small things on everything in the room that people put things on."""
    for thing in list(room.objects):
        clutter = CLUTTER.get(thing.category)
        if clutter is None:
            continue
        for surface in surfaces_of(thing)[-1:] if thing.category == "bed" else surfaces_of(thing):  # not on pillows
            low, high = clutter.count
            for _ in range(int(room.shapes.integers(low, high + 1))):
                put(room, thing, surface, str(room.shapes.choice(clutter.kinds)))


def surfaces_of(thing: SceneObject) -> tuple[Surface, ...]:
    """Return the level surfaces of an object, in its own space."""
    return surfaces(thing.geometry)


def put(room: Room, thing: SceneObject, surface: Surface, kind: str) -> int | None:
    """Put one thing of a kind somewhere free on a surface; None where there is no room for it."""
    piece = room.make(kind)
    if piece.size_m[2] > surface.clear_m:
        return None
    for _ in range(12):
        turn_deg = room.shapes.normal(0, TURNS_DEG.get(kind, 12.0))
        half_w, half_d = _half_extent(piece.size_m, turn_deg)
        free_w, free_d = surface.width_m / 2 - half_w, surface.depth_m / 2 - half_d
        if free_w < 0 or free_d < 0:
            return None
        spot = (room.shapes.uniform(-free_w, free_w), room.shapes.uniform(-free_d, free_d))
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


def _half_extent(size_m: Vec3, turn_deg: float) -> tuple[float, float]:
    cos, sin = abs(math.cos(math.radians(turn_deg))), abs(math.sin(math.radians(turn_deg)))
    return (size_m[0] * cos + size_m[1] * sin) / 2, (size_m[0] * sin + size_m[1] * cos) / 2
