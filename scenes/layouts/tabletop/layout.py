"""Small things at arm's length: set down, or dropped into a heap, on a table, a tray, in a crate or on the floor."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...appearance.materials import sample_material
from ...assets.pool import AssetPool
from ...pieces import pooled_piece
from ...seeds import Stream
from ...spec import SceneObject, Surface
from ..room.furnish import decorate, furnish
from ..room.layout import STYLED
from ..shared.clutter import scatter, surfaces_of
from ..shared.floor_plan import Rect, Room, footprint
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.outlets import fit_outlets
from ..shared.shell import build_shell
from ..shared.window_light import light_room
from .camera import BEHIND, frame
from .drop import Heap, drop, free_heap, heap_on, set_around
from .settings import SETTINGS, set_out


@dataclass(frozen=True, slots=True)
class Theme:
    """A room's use, what carries the things there, what may hold a heap (empty: nothing), and which kinds belong.

    So many of the last fall where nothing is set out.
    """

    use: str
    carriers: tuple[str, ...]
    holders: tuple[str, ...]
    standing: tuple[str, ...]
    dropped: tuple[str, ...]
    many: tuple[int, int] = (16, 48)


FRUIT = ("apple", "apple", "orange", "orange", "lemon", "lime", "pear", "banana", "banana")
GREENS = ("tomato", "tomato", "potato", "onion", "pepper", "carrot", "cucumber", "lemon", "broccoli")
PANTRY = (
    "bottle",
    "jam jar",
    "jam jar",
    "drink carton",
    "cereal box",
    "tin can",
    "packet",
    "pot",
    "teapot",
    "small plant",
)
SERVED = (5, 13)  # pieces of food
FEW = (5, 14)  # things of a household that lie together
BARE = frozenset({"workbench", "desk"})  # of which a room gets one that nothing stands on yet
SET_OUT = 0.9  # of the tables whose theme has settings
TABLE = ("dining table", "coffee table", "desk")
THEMES: dict[str, Theme] = {
    "fruit": Theme("dining room", TABLE, ("large bowl", "large bowl", "tray"), (*PANTRY, "mug", "bowl"), FRUIT, SERVED),
    "kitchen": Theme(
        "dining room",
        TABLE,
        ("large bowl", "tray", "cutting board", "open crate"),
        (*PANTRY, "cutting board", "pan", "plate", "bowl", "egg carton"),
        GREENS,
        SERVED,
    ),
    "breakfast": Theme(
        "dining room",
        TABLE,
        ("large bowl", "tray"),
        (
            "cup",
            "cup",
            "mug",
            "plate",
            "used plate",
            "used plate",
            "drinking glass",
            "cereal box",
            "drink carton",
            "teapot",
            "bread",
            "jam jar",
        ),
        ("bread roll", "bread roll", "bread roll", "egg", "banana", "apple", "orange"),
        SERVED,
    ),
    "desk": Theme(
        "office",
        ("desk", "coffee table", "dining table"),
        ("", "", "tray"),
        (
            "mug",
            "book stack",
            "book",
            "small plant",
            "small picture",
            "desk lamp",
            "drinking glass",
            "tissue box",
            "camera",
        ),
        (
            *("pencil", "pencil", "pen", "pen", "scissors", "notebook", "phone", "calculator", "computer mouse"),
            *("headphones", "camera", "tape roll", "glasses", "remote control", "battery", "tablet"),
        ),
    ),
    "workshop": Theme(
        "office",
        ("workbench",),
        ("", "open crate", "tray"),
        ("paint can", "paint can", "spray bottle", "box", "jam jar", "bottle", "bin"),
        (
            *("screwdriver", "screwdriver", "hammer", "wrench", "wrench", "battery", "bolt", "bolt", "nut", "nut"),
            *("tape measure", "tape roll", "pencil", "scissors", "light bulb", "tube"),
        ),
    ),
    "toys": Theme(
        "living room",
        ("floor", "coffee table"),
        ("", "", "open crate", "basket"),
        ("teddy bear", "book stack", "box", "ball"),
        (
            *("toy block",) * 6,
            *("toy brick",) * 4,
            *("toy car", "toy car", "dice", "ball", "rubber duck", "toy ring", "toy ring", "teddy bear"),
        ),
    ),
    "packages": Theme(
        "office",
        ("workbench", "dining table"),
        ("open crate", "open crate", "tray", ""),
        ("box", "box", "cereal box", "spray bottle", "bottle", "bin"),
        (
            "packet",
            "packet",
            "packet",
            "tin can",
            "tube",
            "soap",
            "crisps",
            "cereal box",
            "sponge",
            "drink carton",
            "jam jar",
        ),
    ),
    "party": Theme(
        "dining room",
        TABLE,
        ("tray", "tray", "cutting board"),
        ("pizza", "cake", "wine glass", "wine glass", "plate", "used plate", "drinking glass", "bottle", "napkin"),
        ("donut", "donut", "donut", "sandwich", "sandwich"),
        SERVED,
    ),
    "sports": Theme(
        "living room",
        ("floor",),
        ("", "", "open crate", "basket"),
        ("skateboard", "tennis racket", "tennis racket", "baseball bat", "frisbee", "ball"),
        ("ball", "tennis ball", "tennis ball"),
        FEW,
    ),
    "travel": Theme(
        "bedroom",
        ("floor",),
        ("",),
        ("suitcase", "handbag", "folded clothes", "closed umbrella", "shoes", "blanket"),
        (
            *("toothbrush", "toothbrush", "soap", "tube", "glasses", "phone", "camera", "notebook", "headphones"),
            *("hair drier", "pen", "book"),
        ),
        FEW,
    ),
    "living room": Theme(
        "living room",
        ("coffee table", "dining table"),
        ("", "", "tray"),
        ("vase", "candle", "candle", "mug", "drinking glass", "bowl", "small plant", "book stack", "bottle"),
        (
            "remote control",
            "book",
            "glasses",
            "phone",
            "notebook",
            "headphones",
            "tablet",
        ),
        FEW,
    ),
}


@in_use
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Furnish a room, and put one of THEMES on one of its surfaces.

    Some things stand and 16–48 fall, or things are set out as people leave them, and a few fall.
    """
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    name = str(layout_rng.choice(sorted(THEMES)))
    theme = THEMES[name]
    size = layout_rng.uniform((3.4, 3.2, 2.4), (5.5, 4.8, 2.9)).round(2).tolist()
    style = {family: sample_material(family, material_rng) for family in STYLED}
    room = Room((size[0], size[1], size[2]), style, layout_rng, material_rng, pool)
    window_side = build_shell(room, theme.use)
    carrier, surface = _carrier(room, theme)
    settings = SETTINGS.get(name, ())
    if settings and layout_rng.random() < SET_OUT:
        set_out(room, carrier, surface, settings[int(layout_rng.integers(len(settings)))])
        holder = str(layout_rng.choice(theme.holders)) if theme.many == SERVED else ""
        heap = heap_on(room, carrier, surface, holder) if holder else free_heap(room, carrier, surface)
        count = int(layout_rng.integers(3, 7))
        set_around(room, carrier, heap, theme.standing, int(layout_rng.integers(1, 4)))
    else:
        heap, count = heap_on(room, carrier, surface, str(layout_rng.choice(theme.holders))), _count(theme, layout_rng)
        set_around(room, carrier, heap, theme.standing, int(layout_rng.integers(2, 9)))
    _from_pool(room, carrier, heap, theme.use)
    drop(room, heap, layout_rng.choice(theme.dropped, count).tolist())
    room.under_ceiling(room.make("ceiling lamp"), 0.0, 0.0)
    scatter(room, theme.use, BEHIND)
    fit_outlets(room, theme.use)
    world = light_room(room, window_side, seeds.generator(Stream.LIGHTS))
    return Contents(tuple(room.objects), tuple(room.lights), world)


LAYOUT = Layout("tabletop", compose, frame)


def _count(theme: Theme, rng: np.random.Generator) -> int:
    return round(float(np.exp(rng.uniform(*np.log(theme.many)))))


def _carrier(room: Room, theme: Theme) -> tuple[SceneObject, Surface]:
    """Furnish the room and return what the things go onto, with its uppermost surface."""
    if theme.carriers[0] in BARE:
        room.against_wall(room.make(theme.carriers[0]), 0.8)
    furnish(room, theme.use)
    decorate(room, theme.use)
    if "floor" in theme.carriers and room.layout_rng.random() < 0.8:
        return _on_floor(room)
    for category in theme.carriers:
        found = [thing for thing in room.objects if thing.category == category and surfaces_of(thing)]
        if found:
            return found[0], surfaces_of(found[0])[-1]
    return _on_floor(room)


def _on_floor(room: Room) -> tuple[SceneObject, Surface]:
    """Return a rug with a place where nothing stands, or else the floor with a place that is free of rugs too."""
    rugs = [thing for thing in room.objects if thing.category == "rug"]
    half = np.asarray(room.size_m[:2]) / 2 - 0.6
    for side_m in (1.3, 1.0, 0.7, 0.4, 0.25):
        for rug in rugs:
            within = surfaces_of(rug)[0]
            free = np.array([within.width_m, within.depth_m]) / 2 - side_m / 2
            for x, y in room.layout_rng.uniform(-1, 1, (40, 2)) * np.maximum(free, 0):
                place = footprint(rug)
                rect = Rect(*place.at(x, -y), side_m, side_m, place.turn_deg)
                if free.min() > 0 and room.is_free(rect, 0.5):
                    return rug, replace(within, centre_m=(x, y, within.centre_m[2]), width_m=side_m, depth_m=side_m)
        spots = [Rect(x, y, side_m, side_m) for x, y in room.layout_rng.uniform(-half, half, (40, 2)).tolist()]
        bare = [rect for rect in spots if not any(rect.meets(footprint(rug), 0.02) for rug in rugs)]
        empty = [rect for rect in bare if room.is_free(rect, 0.5)]
        if empty:  # people leave things beside what stands there, and not in the middle of the room
            spot = min(empty, key=lambda rect: _to_furniture_m(room, rect))
            return _floor(room), Surface((spot.x_m, spot.y_m, -_floor(room).pose.location_m[2]), side_m, side_m, 1.0)
    return _floor(room), Surface((0.0, 0.0, -_floor(room).pose.location_m[2]), 0.25, 0.25, 1.0)


def _to_furniture_m(room: Room, rect: Rect) -> float:
    return min((thing.rect.distance_m(rect.x_m, rect.y_m) for thing in room.standing), default=0.0)


def _floor(room: Room) -> SceneObject:
    return room.objects[room.floor - 1]


def _from_pool(room: Room, carrier: SceneObject, heap: Heap, setting: str) -> None:
    """Set down a few of the small models that the pool has for such a room."""
    models = [entry for entry in room.pool.extras(setting, "surface") if max(entry.model.size_m) < 0.45]
    for _ in range(min(3, len(models))):
        set_around(room, carrier, heap, (pooled_piece(models[int(room.layout_rng.integers(len(models)))]),), 1)
