"""Furniture that belongs together: each function places one group and gives back what others build on."""

from __future__ import annotations

from dataclasses import replace

from ...pieces import Piece
from ...spec import Procedural, SceneObject
from .clutter import put, set_down, surfaces_of
from .floor_plan import Rect, Room, turned_deg

BACKED = frozenset({"chair", "shell chair", "conference chair", "padded chair"})  # generators of what jackets hang over
JACKETS = 0.1  # of chairs at a table have a jacket over their backs
LEANING = 0.75  # of a sofa's cushions lean at its back

LEFT_OUT = 0.35  # so many chairs at tables are as somebody left them
# From … to before the edge of a table, and by how much at most aside (m) and askew (degrees) chairs stand.
PUSHED_IN, LEFT = (0.042, 0.09, 0.02, 5.0), (0.1, 0.36, 0.1, 28.0)


def sitting_group(room: Room, sofa: Rect) -> Rect | None:
    """Lay a rug before a sofa and stand a coffee table on it; return the table's place."""
    table = room.make(str(room.layout_rng.choice(["coffee table", "coffee table", "round coffee table"])))
    rug = room.make("rug")
    strip = sofa.front(0.12 + rug.size_m[1])
    mat = replace(strip, width_m=rug.size_m[0], depth_m=rug.size_m[1])
    number = room.lay(rug, mat) if room.layout_rng.random() < 0.85 else None
    on = (number, rug.size_m[2]) if number is not None else None
    x, y = (mat.x_m, mat.y_m) if on else sofa.at(0.0, sofa.depth_m / 2 + 0.4 + table.size_m[1] / 2)
    place = Rect(x, y, table.size_m[0], table.size_m[1], sofa.turn_deg)
    return place if room.stand(table, place, on=on) is not None else None


def armchair_at(room: Room, table: Rect) -> None:
    """Stand an armchair beside a coffee table, facing it."""
    chair = room.make("armchair")
    for side in room.layout_rng.permutation([-1, 1]).tolist():
        reach_m = table.width_m / 2 + chair.size_m[1] / 2 + room.layout_rng.uniform(0.75, 1.0)
        x, y = table.at(side * reach_m, room.layout_rng.uniform(0.0, 0.4))
        turn_deg = table.turn_deg - side * room.layout_rng.uniform(70, 95)
        if room.stand(chair, Rect(x, y, chair.size_m[0], chair.size_m[1], turn_deg)) is not None:
            return


def screen_across(room: Room, sofa: Rect) -> None:
    """Put a television on, or on the wall above, a low cabinet at the wall that a sofa faces."""
    side = (round(sofa.turn_deg) + 180) % 360
    stand = room.make("tv stand")
    found = room.against_wall(stand, 0.5, (side,), room.along_wall_m(side, sofa.x_m, sofa.y_m))
    if found is None:
        return
    number, place = found
    if room.layout_rng.random() < 0.6:
        put_on(room, number, "television")
        return
    along_m = room.along_wall_m(side, place.x_m, place.y_m)
    room.hang(room.make("wall television"), side, along_m, stand.size_m[2] + 0.3)


def beside(room: Room, place: Rect, kind: str, sides: tuple[int, ...] = (-1, 1), limit: int = 1) -> list[int]:
    """Stand up to `limit` things of a kind at the sides of something, their backs in line; return their instances."""
    placed: list[int] = []
    for side in room.layout_rng.permutation(sides).tolist():
        piece = room.make(kind)
        width, depth, _ = piece.size_m
        x, y = place.at(side * (place.width_m / 2 + 0.06 + width / 2), (depth - place.depth_m) / 2)
        number = room.stand(piece, Rect(x, y, width, depth, place.turn_deg)) if len(placed) < limit else None
        if number is not None:
            placed.append(number)
    return placed


def workplace(room: Room, kind: str = "desk") -> None:
    """Stand a desk against a wall, with a chair at it, a screen and a lamp."""
    found = room.against_wall(room.make(kind), 0.0)
    if found is not None:
        fit_out(room, *found)


def fit_out(room: Room, number: int, place: Rect) -> None:
    """Stand a chair at a desk, and put a screen and a lamp on it."""
    chair = room.make("office chair" if room.layout_rng.random() < 0.7 else "chair")
    out_m = (place.depth_m + chair.size_m[1]) / 2 + room.layout_rng.uniform(0.05, 0.15)
    x, y = place.at(room.layout_rng.uniform(-0.1, 0.1), out_m)
    facing_deg = place.turn_deg + 180 + room.layout_rng.normal(0, 8)
    seat = room.stand(chair, Rect(x, y, chair.size_m[0], chair.size_m[1], facing_deg))
    if seat is not None and room.layout_rng.random() < 0.4:
        hang_on_back(room, seat)
    _screen(room, room.objects[number - 1])
    if room.layout_rng.random() < 0.7:
        put_on(room, number, "desk lamp")


def chairs_around(room: Room, table: Rect) -> None:
    """Stand equal chairs around a table, facing it: some pushed in, some as who rose left them, one or two missing."""
    model = room.make("chair")
    per_side = max(1, int(table.width_m // 0.62))
    for side_deg, length_m, reach_m, count in (
        (0, table.width_m, table.depth_m, per_side),
        (180, table.width_m, table.depth_m, per_side),
        (90, table.depth_m, table.width_m, 1),
        (270, table.depth_m, table.width_m, 1),
    ):
        edge = replace(table, turn_deg=table.turn_deg + side_deg)
        for k in range(count):
            along_m = (k - (count - 1) / 2) * length_m / count
            if room.layout_rng.random() < 0.92:
                ways = (LEFT, PUSHED_IN) if room.layout_rng.random() < LEFT_OUT else (PUSHED_IN,)
                stood = filter(None, (_chair(room, model, edge, along_m, reach_m, way) for way in ways))
                number = next(stood, None)
                if number is not None and room.layout_rng.random() < JACKETS:
                    hang_on_back(room, number)


def hang_on_back(room: Room, number: int) -> None:
    """Hang a jacket over the back of a chair of ours."""
    chair = room.objects[number - 1]
    if not isinstance(chair.geometry, Procedural) or chair.geometry.generator not in BACKED:
        return
    width, depth, height = chair.geometry.size_m
    long_m = round(float(room.layout_rng.uniform(0.54, 0.62)), 3)
    jacket = room.make("jacket", (round(width + 0.04, 3), 0.18, long_m), from_pool=False)
    x, y, z, _ = (chair.pose.matrix() @ (0.0, depth / 2 - 0.005, height + 0.026 - long_m, 1.0)).tolist()
    room.add(jacket, (x, y, z), turned_deg(chair), number)


def _chair(
    room: Room, chair: Piece, edge: Rect, along_m: float, reach_m: float, how: tuple[float, float, float, float]
) -> int | None:
    """Stand a chair at the edge of a table, `how` far out, aside and askew; return its number, or None without room."""
    least_m, most_m, aside_m, askew_deg = how
    width, depth, _ = chair.size_m
    out_m = reach_m / 2 + depth / 2 + float(room.layout_rng.uniform(least_m, most_m))
    x, y = edge.at(along_m + float(room.layout_rng.uniform(-aside_m, aside_m)), out_m)
    turn_deg = edge.turn_deg + 180 + float(room.layout_rng.uniform(-askew_deg, askew_deg))
    return room.stand(chair, Rect(x, y, width, depth, turn_deg))


def soften(room: Room, number: int, kind: str, count: int) -> None:
    """Put cushions on a sofa or an armchair."""
    for _ in range(count):
        if kind != "cushion" or room.layout_rng.random() > LEANING or not _lean(room, number):
            put_on(room, number, kind)


def _lean(room: Room, number: int) -> bool:
    """Lean a cushion against the back of a sofa of ours, if there is room."""
    sofa = room.objects[number - 1]
    if not isinstance(sofa.geometry, Procedural):
        return False
    surface, piece = surfaces_of(sofa)[0], room.make("leaning cushion", from_pool=False)
    free_m = (surface.width_m - piece.size_m[0]) / 2 - 0.01
    ends = [-free_m, free_m, float(room.layout_rng.uniform(-free_m, free_m))]
    x = float(room.layout_rng.choice(ends))
    y = (surface.depth_m - piece.size_m[1]) / 2 - 0.02
    return set_down(room, sofa, surface, piece, (x, y), float(room.layout_rng.normal(0, 5))) is not None


def pillows(room: Room, number: int) -> None:
    """Put one or two pillows at the head of a bed."""
    bed = room.objects[number - 1]
    surface = next(iter(surfaces_of(bed)), None)
    if surface is None:  # models of beds are made up already
        return
    pillow = room.make("pillow")
    count = 2 if surface.width_m > 2.05 * pillow.size_m[0] else 1
    for k in range(count):
        set_down(
            room, bed, surface, pillow, ((k - (count - 1) / 2) * surface.width_m / 2, 0.0), room.layout_rng.normal(0, 2)
        )


def put_on(room: Room, number: int, kind: str) -> int | None:
    """Put a thing somewhere on the first surface of another, if that has one."""
    thing = room.objects[number - 1]
    surface = next(iter(surfaces_of(thing)), None)
    return None if surface is None else put(room, thing, surface, kind)


def _screen(room: Room, desk: SceneObject) -> None:
    surface = next(iter(surfaces_of(desk)), None)
    if surface is None:
        return
    if room.layout_rng.random() < 0.4:
        set_down(room, desk, surface, room.make("laptop"), (0.0, -0.05), room.layout_rng.normal(0, 5))
        return
    monitor, keys = room.make("monitor"), room.make("keyboard")
    set_down(room, desk, surface, monitor, (0.0, (surface.depth_m - monitor.size_m[1]) / 2 - 0.02))
    set_down(room, desk, surface, keys, (0.0, (keys.size_m[1] - surface.depth_m) / 2 + 0.06))
