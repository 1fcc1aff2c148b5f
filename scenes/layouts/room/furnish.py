"""How each kind of room is furnished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from scipy.spatial.transform import Rotation

from ...spec import SceneObject
from ..shared.floor_plan import SIDES, Rect, Room
from ..shared.groups import (
    armchair_at,
    beside,
    chairs_around,
    pillows,
    put_on,
    screen_across,
    sitting_group,
    soften,
    workplace,
)
from ..shared.table_setting import lay_table
from .bathroom import bathroom
from .childs_room import childs_room
from .extras import add_standing
from .hallway import hallway
from .kitchen import kitchen
from .laundry import laundry
from .office import office
from .stairwell import stairwell
from .ward import ward
from .workshop import workshop

CLEAR_M = {"bookshelf": 0.4, "low bookshelf": 0.4, "sideboard": 0.5, "dresser": 0.5, "wardrobe": 0.6}
CORNERED = frozenset({"plant", "floor lamp", "basket", "bin", "armchair"})  # what people put into corners
# What people leave about in a room of a use.
LEFT = {
    "bedroom": (
        "suitcase",
        "handbag",
        "skateboard",
        "surfboard",
        "open umbrella",
        "tennis racket",
        "baseball bat",
        "standing fan",
    ),
    "living room": ("skateboard", "handbag", "standing fan", "open umbrella", "tennis racket", "baseball bat"),
    "dining room": ("handbag", "open umbrella"),
    "office": ("handbag", "open umbrella", "suitcase", "standing fan"),
    "kitchen": ("carton", "handbag", "bucket", "laundry basket", "watering can"),
    "hallway": ("handbag", "suitcase", "backpack", "open umbrella", "pushchair", "football", "skateboard", "carton"),
    "stairwell": ("handbag", "backpack", "open umbrella", "pushchair", "football", "skateboard", "carton"),
    "child's room": ("skateboard", "football", "tennis racket", "backpack"),
    "hospital room": ("handbag", "suitcase", "standing fan"),
    "workshop": ("surfboard", "suitcase", "traffic cone", "watering can"),
}
MOST_LEFT = 2
LAMPS = {
    "hospital room": ("light panel",),
    "laundry room": ("ceiling lamp", "ceiling lamp", "light panel"),
    "stairwell": ("long pendant lamp", "long pendant lamp", "chandelier"),
    "workshop": ("strip light", "light panel", "pendant lamp"),
}
APART_M = {"light panel": (1.9, 1.9), "strip light": (2.6, 2.2)}  # lamps of which a room has several, along x and y
FIREPLACES, CHANDELIERS = 0.35, 0.3  # so many living rooms, and rooms with a table to dine at, have one
# What else hangs on the walls of a room of a use: kind, and how high its middle is.
HUNG_UP = {
    "bedroom": (("coat", 1.25), ("wall lamp", 1.6)),
    "living room": (("wall lamp", 1.65), ("wall lamp", 1.65), ("coat", 1.25)),
    "dining room": (("wall lamp", 1.65), ("wall lamp", 1.65)),
    "office": (("coat", 1.25), ("coat", 1.25), ("notice board", 1.5)),
    "kitchen": (("notice board", 1.5), ("coat", 1.25)),
    "hallway": (("wall lamp", 1.7), ("wall lamp", 1.7)),
    "stairwell": (("wall lamp", 1.7), ("wall lamp", 1.7)),
    "child's room": (("wall lamp", 1.5), ("kite", 1.6)),
    "hospital room": (("notice board", 1.5),),
    "workshop": (("coat", 1.25), ("notice board", 1.5)),
}
HUNG = 0.4
CROOKED, CROOKED_DEG = frozenset({"picture", "poster"}), 0.45  # what seldom hangs straight, and by how much it does not
KITES = 0.5  # so many bedrooms have a kite on the wall
ANYWHERE = ("bookshelf", "low bookshelf", "plant", "plant", "floor lamp", "basket")


def furnish(room: Room, use: str) -> None:
    """Furnish a room as one of PROGRAMS: first what it is for, then what still fits of the unusual and usual."""
    furnish_for_use, more = PROGRAMS[use]
    furnish_for_use(room)
    add_standing(room, use)
    for kind in room.layout_rng.permutation(more).tolist():
        if kind in CORNERED:
            _in_corner(room, kind)
        else:
            _against(room, kind)
    for kind in room.layout_rng.permutation(LEFT.get(use, ()))[: int(room.layout_rng.integers(MOST_LEFT + 1))].tolist():
        _against(room, kind)


def living_room(room: Room) -> None:
    """Place a sofa, a table and a rug before it, a screen across, armchairs and lamps."""
    sofa = room.make("sofa")
    found = room.against_wall(sofa, 0.0, _long_sides(room)) or room.against_wall(sofa, 0.0)
    if found is None:
        return
    number, place = found
    soften(room, number, "cushion", int(room.layout_rng.integers(1, 4)))
    table = sitting_group(room, place)
    for stand in beside(room, place, "side table"):
        put_on(room, stand, "table lamp")
    beside(room, place, "floor lamp")
    screen_across(room, place)
    if room.layout_rng.random() < FIREPLACES:
        room.against_wall(room.make("fireplace"), 0.6)
    for _ in range(2 if table else 0):
        armchair_at(room, table or place)


def bedroom(room: Room) -> None:
    """Place a bed between nightstands, a wardrobe, a dresser, sometimes a desk."""
    wide = room.make("bed" if min(room.size_m[:2]) > 3.2 else "single bed")
    found = room.against_wall(wide, 0.6) or room.against_wall(room.make("single bed"), 0.0)
    if found is None:
        return
    number, place = found
    pillows(room, number)
    for stand in beside(room, place, "nightstand", limit=2):
        if room.layout_rng.random() < 0.8:
            put_on(room, stand, "table lamp")
    rug = room.make("small rug")
    room.lay(rug, replace(place.front(0.95), width_m=rug.size_m[0], depth_m=rug.size_m[1]))
    for kind in ("wardrobe", "dresser"):
        _against(room, kind)
    if room.layout_rng.random() < 0.4:
        workplace(room)


def dining_room(room: Room) -> None:
    """Place a table near the middle, chairs around it and a sideboard."""
    for _ in range(8):
        table = room.make("dining table")
        x, y = room.layout_rng.uniform(-0.35, 0.35, 2).tolist()
        place = Rect(x, y, table.size_m[0], table.size_m[1], 0.0 if room.size_m[0] >= room.size_m[1] else 90.0)
        number = room.stand(table, place)
        if number is None:
            continue
        chairs_around(room, place)
        if room.layout_rng.random() < 0.5:
            lay_table(room, number)
        break
    _against(room, "sideboard")


# What each use places first, and what else is usual there.
PROGRAMS: dict[str, tuple[Callable[[Room], None], tuple[str, ...]]] = {
    "bathroom": (bathroom, ("basket", "stool", "bin")),
    "kitchen": (kitchen, ("bin", "plant", "basket", "stool")),
    "office": (
        office,
        (*ANYWHERE, "filing cabinet", "bookshelf", "bin", "bin", "armchair", "low bookshelf", "stool", "plant"),
    ),
    "living room": (living_room, (*ANYWHERE, "bookshelf", "sideboard", "dresser", "ottoman", "stool")),
    "bedroom": (bedroom, (*ANYWHERE, "chair", "ottoman", "armchair", "stool", "dresser")),
    "dining room": (dining_room, (*ANYWHERE, "sideboard", "dresser", "armchair", "low bookshelf")),
    "hallway": (hallway, ("plant", "stool", "basket", "bin")),
    "child's room": (childs_room, ("bin shelf", "bookshelf", "basket", "dresser", "stool", "floor lamp", "plant")),
    "laundry room": (laundry, ("basket", "bin", "laundry basket", "stool", "bathroom cabinet")),
    "hospital room": (ward, ("bin", "stool", "chair", "plant")),
    "stairwell": (stairwell, ("plant", "stool", "basket")),
    "workshop": (workshop, ("bin", "storage shelf", "tool chest", "stool", "bucket")),
}
OTHERS = ("hallway", "child's room", "laundry room", "hospital room", "stairwell", "workshop")  # what fewer rooms are


def hang_lamp(room: Room, use: str) -> None:
    """Hang a lamp over the dining table, or in the middle of the room, or several where people work."""
    table = next((thing for thing in room.objects if thing.category == "dining table"), None)
    kind = (
        "low pendant lamp" if table else str(room.layout_rng.choice(LAMPS.get(use, ("ceiling lamp", "pendant lamp"))))
    )
    kind = "chandelier" if table and room.layout_rng.random() < CHANDELIERS else kind
    x, y, _ = table.pose.location_m if table else (0.0, 0.0, 0.0)
    for dx, dy in _lamp_places(room, kind):
        room.under_ceiling(room.make(kind), x + dx, y + dy)


def _lamp_places(room: Room, kind: str) -> list[tuple[float, float]]:
    """Return where lamps hang, from the middle: panels and strips in rows, all else alone."""
    if kind not in APART_M:
        return [(0.0, 0.0)]
    columns, rows = (max(1, round(side / apart)) for side, apart in zip(room.size_m, APART_M[kind], strict=False))
    pitch_x, pitch_y = room.size_m[0] / columns, room.size_m[1] / rows
    return [
        ((k - (columns - 1) / 2) * pitch_x, (j - (rows - 1) / 2) * pitch_y) for k in range(columns) for j in range(rows)
    ]


@dataclass(frozen=True, slots=True)
class Walls:
    """How many shelves and pictures (from, to) hang in a room, and which kinds of pictures."""

    shelves: tuple[int, int] = (1, 3)
    pictures: tuple[int, int] = (7, 12)
    kinds: tuple[str, ...] = ("picture", "poster", "large picture")


WALLS = {
    "kitchen": Walls((1, 3), (1, 4)),
    "bathroom": Walls((1, 2), (0, 1)),
    "office": Walls((0, 2), (1, 5)),
    "hallway": Walls((0, 1), (3, 7)),
    "stairwell": Walls((0, 1), (2, 5)),
    "child's room": Walls((1, 3), (2, 5), ("poster", "small picture", "drawing")),
    "laundry room": Walls((1, 3), (0, 1)),
    "hospital room": Walls((0, 1), (1, 3), ("picture", "large picture", "notice board")),
    "workshop": Walls((2, 3), (1, 2), ("poster", "notice board")),
}


def decorate(room: Room, use: str) -> None:
    """Hang pictures, shelves, one clock and sometimes a kite, lamps and coats where walls are free."""
    walls = WALLS.get(use, Walls())
    if room.layout_rng.random() < 0.5:
        _hang(room, "clock", 1.95)
    if use == "bedroom" and room.layout_rng.random() < KITES:
        _hang(room, "kite", 1.6)
    for kind, middle_m in HUNG_UP.get(use, ()):
        if room.layout_rng.random() < HUNG:
            _hang(room, kind, middle_m)
    for _ in range(int(room.layout_rng.integers(walls.shelves[0], walls.shelves[1] + 1))):
        _hang(room, "wall shelf", room.layout_rng.uniform(1.35, 1.6))
    for _ in range(int(room.layout_rng.integers(walls.pictures[0], walls.pictures[1] + 1))):
        _hang(
            room,
            str(room.layout_rng.choice(walls.kinds)),
            room.layout_rng.normal(1.55, 0.04),
        )


def _hang(room: Room, kind: str, middle_m: float) -> None:
    piece = room.make(kind)
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - 0.3
        for _ in range(4):
            along_m = room.layout_rng.uniform(-half_m, half_m)
            if room.hang(piece, side, along_m, middle_m - piece.size_m[2] / 2, 0.1) is not None:
                if piece.category in CROOKED:
                    room.objects[-1] = askew(room.objects[-1], float(room.layout_rng.normal(0, CROOKED_DEG)))
                return


def askew(thing: SceneObject, angle_deg: float) -> SceneObject:
    """Return what hangs on a wall, turned in the plane of that wall."""
    w, x, y, z = thing.pose.rotation
    turned = Rotation.from_quat((w, x, y, z), scalar_first=True) * Rotation.from_euler("y", angle_deg, degrees=True)
    w, x, y, z = turned.as_quat(canonical=True, scalar_first=True).round(9).tolist()
    return replace(thing, pose=replace(thing.pose, rotation=(w, x, y, z)))


def _long_sides(room: Room) -> tuple[int, ...]:
    """Return the sides that a sofa should stand at: across the shorter way, where one way is clearly shorter."""
    ratio = room.size_m[0] / room.size_m[1]
    return (0, 180) if ratio > 1.15 else (90, 270) if ratio < 0.87 else SIDES


def _against(room: Room, kind: str) -> None:
    room.against_wall(room.make(kind), CLEAR_M.get(kind, 0.0))


def _in_corner(room: Room, kind: str) -> None:
    piece = room.make(kind)
    width, depth, _ = piece.size_m
    turn_deg = 25.0 if kind == "armchair" else 0.0
    out_m = max(width, depth) / 2 + (0.18 if turn_deg else 0.08)
    for side in room.layout_rng.permutation(SIDES).tolist():
        corner = room.at_wall(side, room.span_m(side) / 2 - out_m, out_m, width, depth)
        if room.stand(piece, replace(corner, turn_deg=corner.turn_deg - turn_deg)) is not None:
            return
