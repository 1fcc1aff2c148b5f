"""What grows and stands in a courtyard."""

from __future__ import annotations

import math

from ...appearance.materials import sample_material
from ...generators.outdoor.garden_structures import PIT, PIT_M
from ...pieces import Piece, pooled_piece
from ..shared.clutter import put, surfaces_of
from ..shared.floor_plan import SIDES, Hanging, Rect, Standing
from ..shared.stems import STEMS
from .plan import OVERHEAD_M, Yard

POOLS, FOUNTAINS = 0.4, 0.18  # so many yards have one, where there is room
GIVE_M = 0.25  # plants reach so far over the edges of their bed
TREES = ("fruit tree", "fruit tree", "young tree", "birch", "broadleaf tree", "broadleaf tree")
ON_TABLES = ("mug", "drinking glass", "bottle", "bowl", "plate", "vase", "candle", "teapot", "book", "small plant")
# What stands against walls: kind, how likely it is there, how many, and how far its front is kept free.
AT_WALLS: tuple[tuple[str, float, tuple[int, int], float], ...] = (
    ("firewood", 0.5, (1, 2), 0.3),
    ("park bench", 0.6, (1, 2), 0.5),
    ("wheelie bin", 0.55, (2, 4), 0.3),
    ("rain barrel", 0.45, (1, 1), 0.1),
    ("bicycle", 0.55, (1, 3), 0.0),
    ("planter", 0.4, (1, 2), 0.0),
    ("potted bush", 0.7, (1, 4), 0.0),
    ("flower pot", 0.9, (2, 7), 0.0),
    ("step ladder", 0.12, (1, 1), 0.0),
    ("lantern", 0.5, (1, 3), 0.0),
)
# What stands anywhere.
ABOUT: tuple[tuple[str, float, tuple[int, int]], ...] = (
    ("watering can", 0.7, (1, 2)),
    ("garden hose", 0.5, (1, 1)),
    ("wheelbarrow", 0.4, (1, 1)),
    ("bucket", 0.5, (1, 2)),
    ("bird bath", 0.3, (1, 1)),
    ("barbecue", 0.4, (1, 1)),
    ("sun lounger", 0.4, (1, 2)),
    ("flower pot", 0.5, (1, 3)),
    ("garden ball", 0.35, (1, 2)),
)


def fill_yard(yard: Yard) -> None:
    """Put in the large things first, then plants, then what is left lying about."""
    for build in (_pool, _fountain, _shed, _pergola, _beds, _trees, _sitting, _raised_beds):
        build(yard)
    rounds = 1 if yard.manner.lawn else 2  # where there is no lawn, more stands about
    for kind, chance, (low, high), clear_m in rounds * AT_WALLS:
        if yard.layout_rng.random() < chance:
            _line_up(yard, kind, int(yard.layout_rng.integers(low, high + 1)), clear_m)
    for kind, chance, (low, high) in rounds * ABOUT:
        if yard.layout_rng.random() < chance:
            for _ in range(int(yard.layout_rng.integers(low, high + 1))):
                stand_about(yard, yard.make(kind))
    _extras(yard)


def stand_about(yard: Yard, piece: Piece, tries: int = 25, margin_m: float = 0.3) -> tuple[int, Rect] | None:
    """Stand a piece somewhere free, turned any way."""
    width, depth, _ = yard.size_m
    reach = margin_m + 0.5 * math.hypot(*piece.size_m[:2])
    for _ in range(tries):
        x, y = (float(yard.layout_rng.uniform(reach - each / 2, each / 2 - reach)) for each in (width, depth))
        rect = Rect(x, y, piece.size_m[0], piece.size_m[1], float(yard.layout_rng.uniform(0, 360)))
        number = yard.stand(piece, rect)
        if number is not None:
            return number, rect
    return None


def _line_up(yard: Yard, kind: str, count: int, clear_m: float) -> None:
    """Stand some of a kind side by side at a wall; bicycles lean along it."""
    pieces = [yard.make(kind) for _ in range(count)]
    for piece in pieces:
        if kind == "bicycle":
            _along_wall(yard, piece)
        else:
            yard.against_wall(piece, clear_m)


def _along_wall(yard: Yard, piece: Piece) -> None:
    width, depth, _ = piece.size_m
    for _ in range(20):
        side = int(yard.layout_rng.choice(SIDES))
        free_m = yard.span_m(side) / 2 - depth / 2 - 0.3
        spot = yard.at_wall(side, float(yard.layout_rng.uniform(-free_m, free_m)), 0.25 + width / 2)
        if yard.stand(piece, Rect(spot.x_m, spot.y_m, width, depth, side + 90.0)) is not None:
            return


def _shed(yard: Yard) -> None:
    if yard.layout_rng.random() < (0.65 if yard.manner.lawn else 0.2):
        yard.against_wall(yard.make("shed", from_pool=False), 0.9, [s for s in SIDES if s not in yard.houses])


def _pool(yard: Yard) -> None:
    """Let in a swimming pool where there is room for it and for what stands beside it."""
    if yard.layout_rng.random() < POOLS and min(yard.size_m[:2]) > 9:
        stand_straight(yard, yard.make("swimming pool", from_pool=False), 0.7)


def _fountain(yard: Yard) -> None:
    if yard.layout_rng.random() < FOUNTAINS:
        stand_straight(yard, yard.make("fountain", from_pool=False), 1.2)


def _pergola(yard: Yard) -> None:
    """Set a pergola over free ground; small things may stand below it, but it is kept as a whole."""
    if yard.layout_rng.random() < 0.3 and min(yard.size_m[:2]) > 9:
        piece = yard.make("pergola", from_pool=False)
        stood = stand_straight(yard, piece, 1.0)
        if stood is not None:
            yard.standing = [each for each in yard.standing if each.rect != stood]
            yard.standing += [Standing(post, 2.6) for post in _posts(stood)]
            yard.hanging.append(Hanging(stood, 1.9, 2.6))


def _posts(rect: Rect) -> list[Rect]:
    out_x, out_y = rect.width_m / 2 - 0.3, rect.depth_m / 2 - 0.3
    columns = (-1, 1) if rect.width_m < 3.4 else (-1, 0, 1)
    spots = [rect.at(sx * out_x, sy * out_y) for sx in columns for sy in (-1, 1)]
    return [Rect(x, y, 0.2, 0.2, rect.turn_deg) for x, y in spots]


def stand_straight(yard: Yard, piece: Piece, margin_m: float, tries: int = 40) -> Rect | None:
    """Stand a piece parallel to the walls somewhere free."""
    width, depth, _ = yard.size_m
    for _ in range(tries):
        turn = float(yard.layout_rng.choice(SIDES))
        w, d = piece.size_m[:2] if turn % 180 == 0 else piece.size_m[1::-1]
        x = float(yard.layout_rng.uniform(-1, 1)) * max(width / 2 - w / 2 - margin_m, 0.0)
        y = float(yard.layout_rng.uniform(-1, 1)) * max(depth / 2 - d / 2 - margin_m, 0.0)
        rect = Rect(x, y, piece.size_m[0], piece.size_m[1], turn)
        if yard.stand(piece, rect) is not None:
            return rect
    return None


def _beds(yard: Yard) -> None:
    """Lay beds along the walls, off the doors and the gate, and plant them."""
    for side in SIDES:
        if yard.layout_rng.random() > yard.manner.beds * (0.4 if side in yard.houses else 1.0):
            continue
        for _ in range(2):
            long_m = round(float(yard.layout_rng.uniform(0.25, 0.6)) * yard.span_m(side), 2)
            deep_m = round(float(yard.layout_rng.uniform(0.55, 0.85)), 2)
            bed = yard.make("flower bed", (long_m, deep_m, 0.13), from_pool=False)
            stood = yard.against_wall(bed, 0.0, [side])
            if stood is not None:
                _plant(yard, stood[0], stood[1])


def _plant(yard: Yard, bed: int, rect: Rect) -> None:
    """Plant bushes at the back of a bed and flowers, ferns and grasses before them."""
    pool = [
        yard.make(kind, (wide, wide, tall), from_pool=False)
        for kind, wide, tall in (
            ("bush", 0.72, 0.9),
            ("bush", 0.6, 0.6),
            ("flowers", 0.5, 0.45),
            ("flowers", 0.5, 0.6),
            ("flowers", 0.42, 0.35),
            ("fern", 0.6, 0.5),
        )
    ]
    for along in _spread(rect.width_m - 0.7, 0.42):
        piece = pool[int(yard.layout_rng.integers(len(pool)))]
        free_m = max((rect.depth_m - 0.1 + GIVE_M - piece.size_m[0]) / 2, 0.0)
        x, y = rect.at(
            along + float(yard.layout_rng.normal(0, 0.06)), float(yard.layout_rng.uniform(-free_m / 2, free_m))
        )
        yard.add(piece, (x, y, 0.06), float(yard.layout_rng.uniform(0, 360)), bed)


def _spread(long_m: float, pitch_m: float) -> list[float]:
    count = max(1, round(long_m / pitch_m))
    return [((k + 0.5) / count - 0.5) * long_m for k in range(count)]


def _trees(yard: Yard) -> None:
    """Plant one to three trees whose crowns stay off walls, sheds and each other."""
    for _ in range(int(yard.layout_rng.integers(1, 4))):
        kind = str(yard.layout_rng.choice(TREES))
        for _ in range(12):
            x, y = (float(yard.layout_rng.uniform(-0.42, 0.42)) * each for each in yard.size_m[:2])
            wide = round(min(2 * _room_above_m(yard, x, y), float(yard.layout_rng.uniform(2.6, 6.0))), 2)
            if wide >= 1.8 and _grow(yard, kind, x, y, wide):
                break


def _room_above_m(yard: Yard, x_m: float, y_m: float) -> float:
    """Return how far a crown may reach from a place."""
    width, depth, _ = yard.size_m
    away = {0: depth / 2 - y_m, 180: depth / 2 + y_m, 90: width / 2 + x_m, 270: width / 2 - x_m}
    return min(away[side] - (1.0 if side in yard.houses else 0.1) for side in SIDES)


def _grow(yard: Yard, kind: str, x_m: float, y_m: float, wide_m: float) -> bool:
    tall_m = round(max(3.0, wide_m * float(yard.layout_rng.uniform(1.05, 1.5))), 2)
    crown, foot = Rect(x_m, y_m, wide_m, wide_m), Rect(x_m, y_m, 0.5, 0.5)
    crown_m = STEMS["tree"].crown * tall_m
    tall = [each for each in yard.standing if each.height_m > crown_m and each.rect.meets(crown)]
    if tall or any(each.rect.meets(crown) for each in yard.hanging) or not yard.is_free(foot, tall_m):
        return False
    if yard.ground_at(foot) == (yard.floor, 0.0):
        skins = tuple(sample_material(family, yard.material_rng) for family in ("soil", "kerb stone", "grass"))
        yard.part("ground", PIT, PIT_M, (x_m, y_m, 0.0), skins)
    yard.place(yard.make(kind, (wide_m, wide_m, tall_m), from_pool=False), foot)
    yard.hanging.append(Hanging(crown, crown_m, tall_m))
    return True


def _sitting(yard: Yard) -> None:
    """Set one or two tables with chairs around them, and lay them."""
    for _ in range(int(yard.layout_rng.integers(1, 3))):
        table = yard.make(str(yard.layout_rng.choice(["garden table", "garden table", "cafe table"])), from_pool=False)
        around = Rect(0, 0, table.size_m[0] + 1.5, table.size_m[1] + 1.5)
        rect = _clearing(yard, around)
        if rect is None:
            continue
        number = yard.place(table, Rect(rect.x_m, rect.y_m, table.size_m[0], table.size_m[1], rect.turn_deg))
        _chairs(yard, table, rect)
        thing = yard.objects[number - 1]
        for surface in surfaces_of(thing):
            for _ in range(int(yard.layout_rng.integers(1, 7))):
                put(yard, thing, surface, str(yard.layout_rng.choice(ON_TABLES)))


def _clearing(yard: Yard, around: Rect) -> Rect | None:
    """Return where a footprint lies free, 1.9 m high."""
    width, depth, _ = yard.size_m
    for _ in range(60):
        turn = (
            float(yard.layout_rng.uniform(0, 180))
            if yard.layout_rng.random() < 0.4
            else float(yard.layout_rng.choice(SIDES))
        )
        x, y = (float(yard.layout_rng.uniform(-0.5, 0.5)) * max(each - 2.4, 0.0) for each in (width, depth))
        rect = Rect(x, y, around.width_m, around.depth_m, turn)
        if yard.is_free(rect, 0.95):
            return rect
    return None


def _chairs(yard: Yard, table: Piece, rect: Rect) -> None:
    """Draw chairs up to the sides of a table, facing it."""
    chair = yard.make("garden chair", from_pool=False)
    wide, deep = table.size_m[:2]
    seats = [(along, out, turn) for turn, out in ((0, deep / 2), (180, deep / 2)) for along in _spread(wide, 0.7)]
    if wide < 0.8:
        seats = [(0.0, wide / 2, turn) for turn in (0, 90, 180, 270)]
    for along, out, turn in seats:
        if yard.layout_rng.random() < 0.85:
            gap = out + chair.size_m[1] / 2 + float(yard.layout_rng.uniform(0.08, 0.2))
            frame = Rect(rect.x_m, rect.y_m, 0, 0, rect.turn_deg + turn)
            x, y = frame.at(along, -gap)
            yard.stand(
                chair,
                Rect(x, y, chair.size_m[0], chair.size_m[1], frame.turn_deg + float(yard.layout_rng.normal(0, 6))),
            )


def _raised_beds(yard: Yard) -> None:
    for _ in range(int(yard.layout_rng.integers(0, 3)) if yard.manner.beds > 0.5 else 0):
        piece = yard.make("raised bed", from_pool=False)
        rect = stand_straight(yard, piece, 0.5)
        if rect is None:
            continue
        number, z = len(yard.objects), piece.size_m[2] - 0.07
        for kind in ("flowers", "fern", "flowers"):
            plant = yard.make(kind, (0.5, 0.5, 0.4), from_pool=False)
            for along in _spread(rect.width_m - 0.5, 0.6):
                x, y = rect.at(along, float(yard.layout_rng.normal(0, 0.03)))
                ground = yard.objects[number - 1].pose.location_m[2]
                if yard.layout_rng.random() < 0.5:
                    yard.add(plant, (x, y, ground + z), float(yard.layout_rng.uniform(0, 360)), number)


def _extras(yard: Yard) -> None:
    """Stand what the pool has for courtyards and gardens."""
    extras = yard.pool.extras("courtyard", "floor")
    for index in yard.layout_rng.permutation(len(extras))[:4].tolist():
        piece = pooled_piece(extras[index])
        if max(piece.size_m[:2]) < 0.35 * min(yard.size_m[:2]) and piece.size_m[2] < OVERHEAD_M:
            stand_about(yard, piece)
