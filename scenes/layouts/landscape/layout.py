"""Open land of one of LANDS under a physical sky: its ground and water, what is built there, and what grows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...appearance.materials import sample_material, words_of
from ...appearance.sky import daylight, sample_sky
from ...assets.pool import AssetPool
from ...generators.nature.far_land import HIGHER, around
from ...generators.nature.relief import PATH_HALF_M, RELIEFS, path_y_m
from ...generators.nature.sward import FARMED
from ...generators.nature.terrain import STONES, STONES_M
from ...pieces import Piece, sample_piece
from ...poses import Pose, Vec3
from ...seeds import Stream
from ...spec import Procedural, SceneObject
from ..shared.in_season import through_the_year
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from .beach import set_beach
from .camera import footing, frame
from .fences import set_fence
from .grass import lay_grass
from .ground import Ground, Spot
from .harbour import set_harbour
from .lands import LANDS, Land
from .marks import set_marks
from .park import set_park
from .water import flood
from .winter import under_snow

BURIED = 0.32  # of a boulder's height
LEDGE = 0.7  # upward part of the normal of the steepest slopes that trees grow on
STREWN_M = 8.0  # about as far from it lie small stones
COPSES, TOGETHER, ALIKE = 9, 0.85, 0.65  # of trees; so many stand in them, and are of the kind that is theirs
THICKETS = 2  # times as many places of bushes at the feet of trees as in the open are tried
CLEARING_M = 7.5  # in the middle, where people walk, no trees grow


FURNISH: dict[str, Callable[[Spot, np.random.Generator, np.random.Generator], None]] = {
    "beach": set_beach,
    "harbour": set_harbour,
    "park": set_park,
}  # what people have put there
MOODS = (("noon", 0.25), ("afternoon", 0.3), ("low sun", 0.2), ("overcast", 0.2), ("dusk", 0.05))


@in_use
@through_the_year
@with_library_textures
def compose(seeds: SceneSeeds, _: AssetPool) -> Contents:
    """Shape one of LANDS, let trees and undergrowth grow on it, and open the sky."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    name = str(layout_rng.choice(sorted(LANDS)))
    land = LANDS[name]
    place = _ground(land, layout_rng, material_rng)
    _keep_path_free(place, land)
    if name in FURNISH:
        FURNISH[name](place, layout_rng, material_rng)
    if layout_rng.random() < land.fence:
        set_fence(place, layout_rng, material_rng)
    set_marks(place, name, layout_rng, material_rng)
    _scatter(place, land, layout_rng, material_rng)
    _woods(place, land, layout_rng, material_rng)
    _thickets(place, land, layout_rng, material_rng)
    lay_grass(place, layout_rng, material_rng)
    _strew(place, land, layout_rng, material_rng)
    _surround(place, material_rng)
    _hedge(place, material_rng)
    lights = seeds.generator(Stream.LIGHTS)
    mood = str(lights.choice([name for name, _ in MOODS], p=[weight for _, weight in MOODS]))
    world, suns = daylight(sample_sky(mood, lights))
    if land.season == "winter":
        world = under_snow(world, suns, lights)
    return Contents(tuple(place.objects), suns, world, season=land.season)


LAYOUT = Layout("landscape", compose, frame, footing=footing)


def _ground(land: Land, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> Spot:
    """Lay the ground so that z = 0 at its middle, and water where the land has some."""
    side_m = round(float(layout_rng.uniform(*land.wide_m)), 3)
    size: Vec3 = (side_m, side_m, round(float(layout_rng.uniform(*land.rise_m)), 3))
    geometry = Procedural(land.terrain, size, int(layout_rng.integers(2**31)))
    lift_m = -Ground(geometry).height_m(0.0, 0.0)
    there = Pose((0.0, 0.0, lift_m))
    turf = replace(sample_material(land.turf, material_rng), seed=geometry.variant)  # which tells both its fields
    objects = [SceneObject(1, "ground", "ground", geometry, there, (turf,))]
    if land.inlay:
        name, skin = "sand" if land.skin == "sand" else "path", sample_material(land.skin, material_rng)
        shape = replace(geometry, generator=land.inlay)
        objects.append(SceneObject(2, name, name, shape, there, (skin,), words_of(skin)))
    place = Spot(Ground(geometry, lift_m), objects)
    flood(place, material_rng)
    return place


def _surround(place: Spot, material_rng: np.random.Generator) -> None:
    """Let land go on to the horizon, where the ground itself does not reach so far."""
    geometry = place.ground.geometry
    if geometry.generator in HIGHER:
        shape = Procedural(
            f"around {geometry.generator}", around(geometry.size_m, geometry.generator), geometry.variant
        )
        skins = (place.objects[0].materials[0], sample_material("woodland", material_rng))
        pose = Pose((0.0, 0.0, place.ground.lift_m))
        place.objects.append(SceneObject(len(place.objects) + 1, "ground", "ground", shape, pose, skins))


def _hedge(place: Spot, material_rng: np.random.Generator) -> None:
    """Let hedges grow between the fields farther away."""
    geometry = place.ground.geometry
    if geometry.generator in FARMED:
        shape, skin = (
            replace(geometry, generator=f"hedged {geometry.generator}"),
            sample_material("needles", material_rng),
        )
        number, pose = len(place.objects) + 1, place.objects[0].pose
        place.objects.append(SceneObject(number, "hedge", "hedge", shape, pose, (skin,), words_of(skin)))


def _keep_path_free(place: Spot, land: Land) -> None:
    if RELIEFS[land.terrain].path:
        side_m = place.ground.geometry.size_m[0]
        x = np.arange(-0.4 * side_m, 0.4 * side_m, 1.0)
        place.taken += [
            (*spot, PATH_HALF_M + 0.5) for spot in zip(x.tolist(), path_y_m(x, side_m).tolist(), strict=True)
        ]


def _variants(kind: str, count: int, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> list[Piece]:
    """Return the few different ones of a kind that a scene repeats at other turns and scales."""
    return [sample_piece(kind, layout_rng, material_rng, {}) for _ in range(count)]


def _woods(place: Spot, land: Land, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Plant trees outside of the clearing: in copses and rows, each mostly of one kind, and a few alone."""
    each = 2 if len(land.trees) < 5 else 1
    trees = [tree for kind in land.trees for tree in _variants(kind, each, layout_rng, material_rng)]
    copses = layout_rng.uniform(-1, 1, (COPSES, 2)) * np.linspace(30, 170, COPSES)[:, None]
    ways, wide_m = layout_rng.uniform(0, math.pi, COPSES), layout_rng.uniform(2.5, 11.0, COPSES)
    for _ in range(2 * land.count):
        k = int(layout_rng.integers(COPSES))
        own = each * (k % len(land.trees)) + int(layout_rng.integers(each))
        tree = trees[own if layout_rng.random() < ALIKE else int(layout_rng.integers(len(trees)))]
        along, across = layout_rng.normal(0, 17), layout_rng.normal(0, wide_m[k])
        aside = np.array((math.cos(ways[k]), math.sin(ways[k]))) * along
        near = copses[k] + aside + across * np.array((-math.sin(ways[k]), math.cos(ways[k])))
        x, y = (near if layout_rng.random() < TOGETHER else layout_rng.normal(0, 34, 2)).tolist()
        scale = round(float(layout_rng.uniform(0.7, 1.25)), 3)
        away_m = math.hypot(x, y)
        if away_m > CLEARING_M + 0.5 * tree.size_m[0] * scale and _grows(place, x, y) and place.is_free(x, y, 1.6):
            place.plant(tree, x, y, float(layout_rng.uniform(0, 360)), 0.5, scale)


def _thickets(place: Spot, land: Land, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let bushes grow at the feet of trees, as no animal and no mower gets there."""
    stems = [thing.pose.location_m[:2] for thing in place.objects if thing.category == "tree"]
    bushes = _variants("bush", 2, layout_rng, material_rng)
    for _ in range(THICKETS * land.things.get("bush", 0) if stems else 0):
        (x, y), angle = stems[int(layout_rng.integers(len(stems)))], float(layout_rng.uniform(0, 2 * math.pi))
        out_m, scale = float(layout_rng.uniform(0.8, 3.0)), round(float(layout_rng.uniform(0.6, 1.4)), 3)
        x, y = x + out_m * math.cos(angle), y + out_m * math.sin(angle)
        if math.hypot(x, y) > CLEARING_M + 1.5 and _grows(place, x, y) and place.is_free(x, y, 0.3):
            place.plant(bushes[int(layout_rng.integers(2))], x, y, float(layout_rng.uniform(0, 360)), 0.3, scale)


def _grows(place: Spot, x_m: float, y_m: float) -> bool:
    """Return whether trees grow at a place: on dry land that is neither sand nor rock."""
    return _is_open(place, x_m, y_m) and place.carrier(x_m, y_m) == 1 and place.ground.normal(x_m, y_m)[2] > LEDGE


def _scatter(place: Spot, land: Land, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Put down what else there is, denser near the middle."""
    for kind, count in land.things.items():
        pieces = _variants(kind, 3, layout_rng, material_rng)
        for _ in range(count):
            piece = pieces[int(layout_rng.integers(3))]
            scale = round(float(layout_rng.uniform(0.6, 1.3) if kind in ("rock", "bush", "fern") else 1.0), 3)
            radius_m = 0.5 * math.hypot(*piece.size_m[:2]) * scale
            reach_m = 7.0 + 16.0 * float(layout_rng.random()) ** 1.5
            angle = float(layout_rng.uniform(0, 2 * math.pi))
            x, y = reach_m * math.cos(angle) * 1.2, reach_m * math.sin(angle) * 1.2
            if place.is_free(x, y, radius_m) and _is_open(place, x, y):
                sunk = BURIED * piece.size_m[2] * scale if kind == "rock" else 0.0
                place.plant(piece, x, y, float(layout_rng.uniform(0, 360)), radius_m, scale, kind != "bush", sunk)


def _strew(place: Spot, land: Land, layout_rng: np.random.Generator, material_rng: np.random.Generator) -> None:
    """Let small stones lie about, in patches that thin out away from the middle: each a part of what it lies on."""
    skin = sample_material("rock", material_rng)
    shapes = [Procedural(STONES, STONES_M, int(layout_rng.integers(2**31))) for _ in range(3)]
    for x, y in layout_rng.normal(0, STREWN_M, (land.stones, 2)).tolist():
        scale, shape = round(float(layout_rng.uniform(0.6, 1.4)), 3), shapes[int(layout_rng.integers(3))]
        below = place.objects[place.carrier(x, y) - 1]
        if _is_open(place, x, y, 0.1) and _is_off_path(place, land, x, y, 0.5 * STONES_M[0] * scale):
            stones = Piece(below.category, below.name, shape, (skin,), words_of(skin))
            place.plant(stones, x, y, float(layout_rng.uniform(0, 360)), 0.0, scale, lean=True, sunk_m=-0.03)


def _is_off_path(place: Spot, land: Land, x_m: float, y_m: float, reach_m: float) -> bool:
    if not RELIEFS[land.terrain].path:
        return True
    middle_m = float(path_y_m(np.array(x_m), place.ground.geometry.size_m[0]))
    return abs(y_m - middle_m) > PATH_HALF_M + 0.15 + reach_m


def _is_open(place: Spot, x_m: float, y_m: float, above_m: float = 0.15) -> bool:
    """Return whether a place is neither wet nor under a quay."""
    water = [thing.pose.location_m[2] for thing in place.objects[:3] if thing.category == "water"]
    is_dry = not water or place.ground.height_m(x_m, y_m) > water[0] + above_m
    return is_dry and not place.is_paved(x_m, y_m)
