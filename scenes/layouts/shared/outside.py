"""What is seen through windows from inside: a street with houses opposite, or gardens, below the room's storey.

All of it stands behind panes, which are the first surface of the truth; the depth behind clear glass knows of it. It
leaves the sun its way into the room.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

import numpy as np
from numpy.typing import NDArray

from ...appearance.materials import sample_material, words_of
from ...assets.pool import AssetPool
from ...generators.outdoor.buildings import LIT
from ...lighting import SunLight
from ...pieces import Piece, sample_piece
from ...poses import Vec3
from ...seeds import Stream
from ...spec import Material, Procedural, SceneObject
from .floor_plan import turned_deg
from .layout import Contents, SceneSeeds
from .library_textures import Compose, hour
from .window_light import WARM

STOREYS_M = ((0.45, 0.4), (3.3, 0.35), (6.3, 0.25))  # how high a room's floor lies above the ground, and how often
STOREY_M = 3.0
STREETS = 0.6  # so many windows look at a street; the others look at gardens
AWAY_M = {"street": (15.0, 24.0), "garden": (24.0, 36.0)}  # from a window to the houses opposite
GAPS_M = {"street": 0.0, "garden": 4.5}  # between these
HOUSE_M: tuple[Vec3, Vec3] = ((9.0, 9.0, 7.5), (13.0, 11.0, 10.0))
SILL_M, LEVEL_M = 0.4, 0.1
SUN_PASSES = 0.75  # of the sun's height, as an angle, houses opposite reach up to
GROUND_M, ROAD_M, LOW_M = 240.0, 6.2, 0.06
TREES = ("broadleaf tree", "birch", "fruit tree", "bare tree", "bare tree")
CARS = ("hatchback", "estate", "saloon", "van")
AWAKE, GLOW = 0.7, (0.25, 0.9)  # so many houses have lit windows in the evening, and how bright those are, W/m²/sr


@dataclass(frozen=True, slots=True)
class _Models:
    """What stands outside: each of it, mostly, more than once."""

    houses: tuple[Piece, ...]
    trees: tuple[Piece, ...]
    cars: tuple[Piece, ...]
    fence: Piece


class _Outside:
    """The things before the windows, `up_m` below which the ground lies, numbered from `first` on."""

    def __init__(self, first: int, up_m: float, rng: np.random.Generator) -> None:
        self.first, self.up_m, self.rng = first, up_m, rng
        self.things: list[SceneObject] = []

    def put(self, piece: Piece, place_m: NDArray[np.float64], turn_deg: float, low_m: float = LOW_M) -> None:
        x, y = place_m[:2].tolist()
        self.things.append(piece.put(self.first + len(self.things), (x, y, -self.up_m - low_m), turn_deg))


def with_outside(compose: Compose) -> Compose:
    """Let the windows of a layout's rooms show what is outside."""

    @wraps(compose)
    def composed(seeds: SceneSeeds, pool: AssetPool) -> Contents:
        return seen_outside(compose(seeds, pool), seeds.generator(Stream.OUTSIDE))

    return composed


def seen_outside(contents: Contents, rng: np.random.Generator) -> Contents:
    """Return a room with a street or gardens before each of its windows."""
    sides = _sides([thing for thing in contents.objects if thing.category == "window"])
    if not sides:
        return contents
    suns = [light for light in contents.lights if isinstance(light, SunLight)]
    views = [("street" if rng.random() < STREETS else "garden") for _ in sides]
    aways = [float(rng.uniform(*AWAY_M[view])) for view in views]
    models = _models(rng, hour(contents.world, suns) in ("dusk", "night"))
    up_m = _storey(models.houses, min(aways), suns, rng)
    if not suns and min(low_m for _, _, low_m in sides) < SILL_M:
        up_m = LEVEL_M  # glass down to the floor is that of a ground floor
    outside = _Outside(1 + max(thing.instance for thing in contents.objects), up_m, rng)
    _ground(outside, "meadow" if "garden" in views else "paving")
    for (window, houses, _), view, away_m in zip(sides, views, aways, strict=True):
        _VIEWS[view](outside, window, models, away_m)
        _row(outside, window, models.houses, away_m, GAPS_M[view], houses)
    return replace(contents, objects=(*contents.objects, *_plainer(outside.things)))


def _plainer(things: list[SceneObject]) -> list[SceneObject]:
    """Return far things whose details have one material for each family, as each material takes time to build."""
    first: dict[str, Material] = {}

    def shared(material: Material) -> Material:
        return material if material.emission else first.setdefault(material.family, material)

    return [replace(thing, materials=(thing.materials[0], *map(shared, thing.materials[1:]))) for thing in things]


def _sides(windows: list[SceneObject]) -> list[tuple[SceneObject, int, float]]:
    """Return, for each wall with windows, the one in its middle, how many houses stand before all, and their sill."""
    sides: dict[int, list[SceneObject]] = {}
    for window in windows:
        sides.setdefault(round(turned_deg(window)) % 360, []).append(window)
    found = []
    for row in sides.values():
        places = np.array([window.pose.location_m for window in row])
        away = np.linalg.norm(places - places.mean(axis=0), axis=1)
        houses = 3 + int(2 * away.max() / HOUSE_M[0][0])
        found.append((row[int(away.argmin())], houses, float(places[:, 2].min())))
    return found


def _models(rng: np.random.Generator, is_dark: bool) -> _Models:
    kind = str(rng.choice(TREES))
    tall_m = float(rng.uniform(4.5, 8.5))
    tree = (round(0.62 * tall_m, 2), round(0.62 * tall_m, 2), round(tall_m, 2))
    sizes = [tuple(rng.uniform(*HOUSE_M).round(2).tolist()) for _ in range(2)]
    return _Models(
        tuple(_lit(_piece("building", rng, size), is_dark, rng) for size in sizes),
        (_piece(kind, rng, tree),),
        tuple(_piece(str(rng.choice(CARS)), rng) for _ in range(2)),
        _piece("board fence" if rng.random() < 0.6 else "garden wall", rng),
    )


def _piece(kind: str, rng: np.random.Generator, size_m: Vec3 | None = None) -> Piece:
    return sample_piece(kind, rng, rng, {}, size_m)


def _lit(house: Piece, is_dark: bool, rng: np.random.Generator) -> Piece:
    """Return a house whose windows are lit, in the evening and mostly."""
    if not is_dark or rng.random() > AWAKE:
        return house
    emission = round(float(rng.uniform(*GLOW)), 3)
    panes = replace(house.materials[LIT], colour=WARM, emission=emission)
    return replace(house, materials=(*house.materials[:LIT], panes, *house.materials[LIT + 1 :]))


def _storey(houses: tuple[Piece, ...], away_m: float, suns: list[SunLight], rng: np.random.Generator) -> float:
    """Return how high the room lies: so high that the sun comes in over the roofs opposite."""
    up_m = float(rng.choice([high_m for high_m, _ in STOREYS_M], p=[share for _, share in STOREYS_M]))
    if not suns:
        return up_m
    over_m = away_m * math.tan(SUN_PASSES * math.asin(-suns[0].direction[2]))
    least_m = max(house.size_m[2] for house in houses) - over_m - 1.5
    return round(up_m + STOREY_M * max(0, math.ceil((least_m - up_m) / STOREY_M)), 2)


def _ground(outside: _Outside, family: str) -> None:
    piece = _sheet("ground", (GROUND_M, GROUND_M, 0.3), family, outside.rng)
    outside.put(piece, np.zeros(2), 0.0, LOW_M + 0.3)


def _sheet(category: str, size_m: Vec3, family: str, rng: np.random.Generator) -> Piece:
    material = sample_material(family, rng)
    return Piece(category, category, Procedural("slab", size_m, 0), (material,), words_of(material))


def _street(outside: _Outside, window: SceneObject, models: _Models, away_m: float) -> None:
    """Lay a road with parked cars, and trees along it."""
    rng, middle_m = outside.rng, 0.5 * away_m
    road = _sheet("road", (90.0, ROAD_M, 0.05), "asphalt", rng)
    outside.put(road, _before(window, 0.0, middle_m), turned_deg(window), 0.05)
    for car, side in zip(models.cars, (-1, 1), strict=True):
        place = _before(window, float(rng.uniform(-9, 9)), middle_m + side * (ROAD_M / 2 - 1.05))
        outside.put(car, place, turned_deg(window) - side * 90.0, 0.0)
    for along_m in _apart(rng, 2, 12.0):
        _plant(outside, models, _before(window, along_m, middle_m + 0.5 * ROAD_M + 1.2))


def _garden(outside: _Outside, window: SceneObject, models: _Models, away_m: float) -> None:
    """Plant trees before and behind a fence."""
    rng = outside.rng
    end_m, long_m = float(rng.uniform(9.0, 15.0)), models.fence.size_m[0]
    for k in range(-3, 4):
        outside.put(models.fence, _before(window, k * long_m, end_m), turned_deg(window))
    for along_m in _apart(rng, 3, 11.0):
        _plant(outside, models, _before(window, along_m, float(rng.uniform(6.5, away_m - 5.0))))


def _plant(outside: _Outside, models: _Models, place_m: NDArray[np.float64]) -> None:
    tree = models.trees[int(outside.rng.integers(len(models.trees)))]
    outside.put(tree, place_m, float(outside.rng.uniform(0, 360)))


def _row(
    outside: _Outside, window: SceneObject, houses: tuple[Piece, ...], away_m: float, gap_m: float, count: int
) -> None:
    """Stand houses side by side, fronts to the window, the middle one somewhere before it."""
    start = int(outside.rng.integers(len(houses)))
    row = [houses[(start + k) % len(houses)] for k in range(count)]
    along_m = float(outside.rng.uniform(-5.0, 5.0)) - sum(house.size_m[0] + gap_m for house in row) / 2
    for house in row:
        width, depth, _ = house.size_m
        outside.put(house, _before(window, along_m + width / 2, away_m + depth / 2), turned_deg(window))
        along_m += width + gap_m


def _apart(rng: np.random.Generator, count: int, half_m: float) -> list[float]:
    """Return places along a line, one in each of as many stretches of it."""
    step_m = 2 * half_m / count
    return [float(rng.uniform(0.1, 0.9) + k) * step_m - half_m for k in range(count)]


def _before(window: SceneObject, along_m: float, out_m: float) -> NDArray[np.float64]:
    """Return the place so far along a window's wall and out before it."""
    return np.asarray((window.pose.matrix() @ (along_m, out_m, 0.0, 1.0))[:3])


_VIEWS: dict[str, Callable[[_Outside, SceneObject, _Models, float], None]] = {"street": _street, "garden": _garden}
