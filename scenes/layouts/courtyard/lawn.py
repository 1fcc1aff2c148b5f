"""What grows by itself in a courtyard: lawns beside the way, over their edges too, and weeds in them and at walls."""

from __future__ import annotations

from dataclasses import replace

from ...appearance.materials import sample_material, words_of
from ...generators.nature.weeds import FOOT, JOINTS, TURF, WEEDS
from ...pieces import Piece
from ...poses import Pose, Vec3, turn
from ...spec import Material, Procedural, SceneObject
from ..shared.floor_plan import SIDES, Rect
from .plan import WAY_M, Lawn, Yard, way_bend_m

OVER = 1.1  # squares of grass reach into one another, as their blades thin out at the rim
EDGE_M = (1.5, 0.19, 0.15)  # of a strip of the grass that hangs over the edge of a lawn
DEAD = ("brown",)  # leaves that lie along walls
STRIPED, STRIPES = 0.35, (0.87, 1.13)  # so many lawns show which way the mower went; how pale their stripes are
WEEDY, WEEDS_M = 0.75, 0.11  # so many lawns have weeds, and how high these are
FOOT_M = (1.5, 0.18, 0.2)  # of what grows along a wall, in strips
JOINTS_M = (1.4, 1.4, 0.05)  # of what grows in joints, in squares
JOINTED = 0.2  # squares for each square metre of a yard that nobody sweeps
OVERGROWN = (0.35, 0.95)  # so much of a yard's walls have some


def sow(yard: Yard) -> None:
    """Sow a lawn on either side of the way to the gate, where it is wide enough."""
    width, depth, _ = yard.size_m
    terrace_m = way_bend_m(yard) + float(yard.layout_rng.uniform(1.8, 3.6))
    edge_m = round(float(yard.layout_rng.uniform(0.9, 1.4)), 2)
    top, bottom = depth / 2 - terrace_m, edge_m - depth / 2
    turf = replace(
        sample_material("meadow", yard.material_rng),
        colour=sample_material("grass", yard.material_rng, ("green",)).colour,
    )
    way_x = -yard.gate_m
    for left, right in ((edge_m - width / 2, way_x - WAY_M / 2), (way_x + WAY_M / 2, width / 2 - edge_m)):
        if right - left > 1.5 and top - bottom > 2.0:
            _lay_lawn(yard, Rect((left + right) / 2, (top + bottom) / 2, right - left, top - bottom), turf)


def _lay_lawn(yard: Yard, rect: Rect, turf: Material) -> None:
    """Lay turf, a little above the paving, squares of mown grass on it, and weeds in it."""
    height_m = 0.03
    size = (round(rect.width_m, 3), round(rect.depth_m, 3), height_m)
    number = yard.part("lawn", TURF, size, (rect.x_m, rect.y_m, 0.0), (turf,))
    yard.lawns.append(Lawn(rect, number, height_m))
    is_striped = yard.layout_rng.random() < STRIPED
    tiles = [_mown(yard.make("lawn", from_pool=False), turf, STRIPES if is_striped else (1.0, 1.0)) for _ in range(3)]
    columns, rows = max(1, round(rect.width_m / 1.2)), max(1, round(rect.depth_m / 1.2))
    for k in range(columns * rows):
        column, row = k % columns, k // columns
        x = rect.x_m + ((column + 0.5) / columns - 0.5) * rect.width_m
        y = rect.y_m + ((row + 0.5) / rows - 0.5) * rect.depth_m
        scale = (OVER * rect.width_m / columns / 1.2, OVER * rect.depth_m / rows / 1.2, 1.0)
        tile = tiles[int(yard.layout_rng.integers(3))]
        _lay(
            yard,
            tile,
            (x, y, height_m - 0.004),
            scale,
            number,
            0.0 if is_striped else float(yard.layout_rng.choice([0.0, 180.0])),
        )
    _edge(yard, yard.lawns[-1], turf)
    if yard.layout_rng.random() < WEEDY:
        _let_weeds_grow(yard, yard.lawns[-1], turf)


def _let_weeds_grow(yard: Yard, lawn: Lawn, turf: Material) -> None:
    skins = [sample_material("petals", yard.material_rng, (colour,)) for colour in ("white", "yellow")]
    size = (round(lawn.rect.width_m - 0.1, 3), round(lawn.rect.depth_m - 0.1, 3), WEEDS_M)
    shape = Procedural(WEEDS, size, int(yard.layout_rng.integers(2**31)))
    blades = _of_turf(sample_material("grass", yard.material_rng, ("green",)), turf)
    piece = Piece("grass", "grass", shape, (blades, *skins), words_of(blades))  # nobody stands on it, as on lawns
    _lay(yard, piece, (lawn.rect.x_m, lawn.rect.y_m, lawn.height_m - 0.004), (1.0, 1.0, 1.0), lawn.instance, 0.0)


def _mown(tile: Piece, turf: Material, tones: tuple[float, float]) -> Piece:
    """Return a square of grass whose halves a mower has laid this way and that, which makes them pale and dark."""
    blades = _of_turf(tile.materials[0], turf)
    colours = [tuple(round(tone * channel, 4) for channel in turf.colour) for tone in tones]
    return replace(tile, materials=tuple(replace(blades, colour=(r, g, b)) for r, g, b in colours))


def _of_turf(blades: Material, turf: Material) -> Material:
    """Return blades in the greens that the turf below them has at each place."""
    return replace(blades, colour=turf.colour, seed=turf.seed)


def _edge(yard: Yard, lawn: Lawn, turf: Material) -> None:
    """Let a lawn grow over its edges, in strips of about a metre and a half."""
    blades = _of_turf(sample_material("grass", yard.material_rng, ("green",)), turf)
    strips = [Procedural("lawn edge", EDGE_M, int(yard.layout_rng.integers(2**31))) for _ in range(3)]
    models = [Piece("lawn", "lawn", strip, (blades,), words_of(blades)) for strip in strips]
    for side in SIDES:
        long_m, out_m = (
            (lawn.rect.width_m, lawn.rect.depth_m) if side % 180 == 0 else (lawn.rect.depth_m, lawn.rect.width_m)
        )
        count = max(1, round(long_m / EDGE_M[0]))
        frame = Rect(lawn.rect.x_m, lawn.rect.y_m, 0.0, 0.0, float(side))
        for k in range(count):
            x, y = frame.at(((k + 0.5) / count - 0.5) * long_m, -out_m / 2)
            scale = (long_m / count / EDGE_M[0], 1.0, 1.0)
            strip = models[int(yard.layout_rng.integers(3))]
            _lay(yard, strip, (x, y, 0.0), scale, lawn.instance, float(side))


def overgrow(yard: Yard) -> None:
    """Let grass and dead leaves be along walls and in joints, where nobody sweeps, but not on the way to the gate."""
    green = sample_material("grass", yard.material_rng, ("green",))
    skins = (green, sample_material("leaves", yard.material_rng, DEAD))
    share = float(yard.layout_rng.uniform(*OVERGROWN))
    _along_walls(yard, _growths(yard, FOOT, FOOT_M, skins), share)
    _in_joints(yard, _growths(yard, JOINTS, JOINTS_M, skins), share)


def _growths(yard: Yard, generator: str, size_m: Vec3, skins: tuple[Material, ...]) -> list[Piece]:
    """Return the few of one kind that a yard repeats."""
    shapes = [Procedural(generator, size_m, int(yard.layout_rng.integers(2**31))) for _ in range(4)]
    return [Piece("grass", "grass", shape, skins, words_of(skins[0])) for shape in shapes]


def _along_walls(yard: Yard, strips: list[Piece], share: float) -> None:
    taken = [each.rect for each in (*yard.kept_free, *yard.standing)]
    for side in SIDES:
        count = max(1, round(yard.span_m(side) / FOOT_M[0]))
        long_m = yard.span_m(side) / count
        for k in range(count):
            rect = yard.at_wall(side, (k + 0.5 - count / 2) * long_m, FOOT_M[1] / 2, long_m, FOOT_M[1])
            strip = strips[int(yard.layout_rng.integers(4))]
            if yard.layout_rng.random() < share and not any(rect.meets(other) for other in taken):
                scale = (long_m / FOOT_M[0], 1.0, float(yard.layout_rng.uniform(0.5, 1.2)))
                _lay(yard, strip, (rect.x_m, rect.y_m, 0.0), scale, yard.floor, float(side))


def _in_joints(yard: Yard, patches: list[Piece], share: float) -> None:
    taken = [*(each.rect for each in yard.standing), *(each.rect for each in yard.lawns), *yard.way]
    for _ in range(int(share * JOINTED * yard.size_m[0] * yard.size_m[1])):
        x, y = (float(yard.layout_rng.uniform(-0.5, 0.5)) * (each - 2 * JOINTS_M[0]) for each in yard.size_m[:2])
        rect, turn_deg = Rect(x, y, *JOINTS_M[:2]), float(yard.layout_rng.choice(SIDES))
        patch = patches[int(yard.layout_rng.integers(4))]
        if not any(rect.meets(other) for other in taken):
            scale = (1.0, 1.0, float(yard.layout_rng.uniform(0.4, 1.2)))
            _lay(yard, patch, (x, y, 0.0), scale, yard.floor, turn_deg)


def _lay(yard: Yard, tile: Piece, place_m: Vec3, scale: Vec3, supporter: int, turn_deg: float) -> None:
    x, y, z = (round(value, 4) for value in place_m)
    sx, sy, sz = (round(value, 4) for value in scale)
    pose = Pose((x, y, z), turn("z", turn_deg), (sx, sy, sz))
    number = len(yard.objects) + 1
    yard.objects.append(
        SceneObject(number, tile.category, tile.name, tile.geometry, pose, tile.materials, tile.words, supporter)
    )
