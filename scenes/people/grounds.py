"""What people stand and walk on, and what is in their way there."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..contacts import TOLERANCE_M
from ..generators.nature import far_land
from ..generators.nature.relief import PATH_HALF_M, RELIEFS, path_y_m
from ..generators.nature.terrain import INLAYS
from ..layouts.landscape.camera import ROAM_M, land_of, water_m
from ..layouts.landscape.ground import Spot as LandSpot
from ..layouts.shared.floor_plan import Rect, footprint
from ..layouts.shared.in_season import is_litter
from ..layouts.shared.stems import STEMS
from ..object_mesh import SLACK_M, geometry_mesh, object_box, outer_box
from ..pieces import Piece
from ..spec import Detail, Primitive, SceneObject
from .sitters import Placed

Spot = tuple[float, float, float]  # x, y (m), turned by (degrees)
CLEAR_M = 0.12  # around a person
STEP_OVER_M = TOLERANCE_M  # what is as low is no obstacle
HEAD_M = 2.1
SPREAD_M, STEEP_M = 0.3, 0.045  # nobody stands where land rises or falls by more over so much
LAID_M = 0.03  # how uneven the ground may be under who sits or lies on it
EDGE_M = 0.8  # of a quay, on which nobody stands
SOLE_M = 0.012  # feet sink so far into land
PATCH_M, PATCHES = 6.0, 12  # a side of a piece of meadow
GROWN_OVER = frozenset({"grass", "flowers"})  # what people walk through
OPEN_LAND = frozenset({*RELIEFS, *INLAYS, *far_land.GENERATORS})  # generators of what people walk on
LAND, LAWN, QUAY = "ground", "lawn", "quay"


@dataclass(frozen=True, slots=True)
class Ground:
    """A rectangle that people stand on: of which thing, how high it is at (x, y), and whether one walks `along` it.

    On what is `grown` over, people sit and lie.
    """

    rect: Rect
    instance: int
    height_m: Callable[[float, float], float]
    along: bool = False
    grown: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A scene as those see it who are to be put into it: what is there, where one stands, and what room is taken.

    `things` are footprints of all that is in the way, `people` those of who is there already: both grow.
    `detail` is that of all who come.
    """

    objects: tuple[SceneObject, ...]
    grounds: list[Ground]
    things: list[Rect]
    people: list[Rect]
    detail: Detail = "near"


def level(thing: SceneObject, along: bool) -> Ground:
    """Return the top of a thing as ground."""
    low, high = object_box(thing)
    middle, size = (low + high) / 2, high - low
    heights_m = geometry_mesh(thing.geometry).transformed(thing.pose.matrix()).vertices[:, 2]
    top_m = float(np.median(heights_m[heights_m > middle[2]]))  # a lawn gives way below the tips of its blades
    return Ground(
        Rect(middle[0], middle[1], size[0], size[1]), thing.instance, lambda x, y: top_m, along, thing.category == LAWN
    )


def grounds_of(objects: tuple[SceneObject, ...], categories: Iterable[str], along: bool) -> list[Ground]:
    """Return the ground that things of some categories are; of open land, the path, and pieces where it is dry."""
    if LAND in categories:
        quays = [_quay(thing) for thing in objects if thing.category == QUAY]
        return quays or list(_land(objects))
    return [level(thing, along) for thing in objects if thing.category in categories and not is_litter(thing)]


def _quay(thing: SceneObject) -> Ground:
    """Return a quay's paving, but for its edge and what is out of sight."""
    low, high = object_box(thing)
    x_m, y_m = float(low[0] + high[0]) / 2, float(low[1] + high[1] + EDGE_M) / 2
    top_m = float(high[2])
    return Ground(
        Rect(x_m, y_m, 3 * ROAM_M, float(high[1] - low[1]) - EDGE_M), thing.instance, lambda x, y: top_m, True
    )


def _land(objects: tuple[SceneObject, ...]) -> Iterator[Ground]:
    """Yield pieces of open land around its middle, where cameras are: of its path, and of what else is dry."""
    land = land_of(objects[0])
    level_m = water_m(objects)

    def height_m(x_m: float, y_m: float) -> float:
        here = land.height_m(x_m, y_m)
        beside = [
            land.height_m(x_m + dx, y_m + dy)
            for dx, dy in ((SPREAD_M, 0), (-SPREAD_M, 0), (0, SPREAD_M), (0, -SPREAD_M))
        ]
        dry, flat = here > level_m + 0.1, max(abs(each - here) for each in beside) < STEEP_M
        return here - SOLE_M if dry and flat else math.nan

    spot = LandSpot(land, list(objects))
    path = next((thing for thing in objects if thing.category == "path"), None)
    for x in np.arange(-1.5 * ROAM_M, 1.5 * ROAM_M, 4.0).tolist() if path else ():
        y, ahead = path_y_m(np.array((x, x + 0.5)), land.geometry.size_m[0]).tolist()
        slope_deg = math.degrees(math.atan2(ahead - y, 0.5))
        yield Ground(Rect(x, y, 4.0, 2 * PATH_HALF_M, slope_deg), path.instance if path else 1, height_m, along=True)
    for x in (-PATCH_M, 0.0, PATCH_M):
        for y in (-PATCH_M, 0.0, PATCH_M):
            yield Ground(Rect(x, y, PATCH_M, PATCH_M), spot.carrier(x, y), height_m, grown=True)


def obstacles(objects: tuple[SceneObject, ...], grounds: list[Ground]) -> list[Rect]:
    """Return where people cannot stand: the footprints of all that reaches between their feet and their heads."""
    if not grounds:
        return []
    feet_m = [ground.height_m(ground.rect.x_m, ground.rect.y_m) for ground in grounds]
    foot_m = min((each for each in feet_m if not math.isnan(each)), default=0.0)
    own = {ground.instance for ground in grounds}
    return [
        stem(thing)
        for thing in objects
        if thing.instance not in own and not _gives_way(thing) and _is_in_the_way(thing, foot_m)
    ]


def _gives_way(thing: SceneObject) -> bool:
    is_land = getattr(thing.geometry, "generator", "") in OPEN_LAND
    return thing.category in GROWN_OVER or is_land or is_litter(thing)


def _is_in_the_way(thing: SceneObject, foot_m: float) -> bool:
    low_m, high_m = outer_box(thing)[:, 2].tolist()
    if not _reaches(low_m, high_m, foot_m):
        return False
    is_upright = not thing.pose.matrix()[2, :2].any()
    if is_upright and _reaches(low_m + 2 * SLACK_M, high_m - 2 * SLACK_M, foot_m):
        return True  # so its mesh, which takes long to make, is as high
    low_m, high_m = object_box(thing)[:, 2].tolist()
    return _reaches(low_m, high_m, foot_m)


def _reaches(low_m: float, high_m: float, foot_m: float) -> bool:
    return high_m > foot_m + STEP_OVER_M and low_m < foot_m + HEAD_M


def stem(thing: SceneObject) -> Rect:
    """Return where a thing stands at the height of people."""
    rect = footprint(thing)
    narrow = STEMS.get(thing.category)
    if narrow:
        return replace(rect, width_m=narrow.width_m, depth_m=narrow.width_m)
    scale = 1.0 if isinstance(thing.geometry, Primitive) else thing.pose.scale[0]
    return replace(rect, width_m=scale * rect.width_m, depth_m=scale * rect.depth_m)


def room_of(placed: Placed, clear_m: float) -> Rect:
    """Return the room that somebody takes, with so much around."""
    piece, (x, y, _), turn, _ = placed
    return Rect(x, y, piece.size_m[0] + clear_m, piece.size_m[1] + clear_m, turn)


def placed_on(ground: Ground, piece: Piece, spot: Spot) -> Placed:
    """Return somebody on a ground."""
    x, y, turn = spot
    return piece, (x, y, ground.height_m(x, y)), turn, ground.instance


def laid(placed: Placed, ground: Ground) -> Placed:
    """Return somebody as low as the ground under them is; nowhere, with a height of NaN, where that is not level."""
    piece, (x, y, z), turn_deg, on = placed
    heights_m = [z, *(ground.height_m(*corner) for corner in room_of(placed, 0.0).corners())]
    return piece, (x, y, min(heights_m) if np.ptp(heights_m) < LAID_M else math.nan), turn_deg, on


def stands(placed: Placed, ground: Ground, people: list[Rect]) -> bool:
    """Return whether somebody stands on a ground as a whole, in nobody's way."""
    rect = room_of(placed, CLEAR_M)
    inside = all(ground.rect.distance_m(x, y) == 0.0 for x, y in rect.corners())
    return inside and not math.isnan(placed[1][2]) and not any(rect.meets(other) for other in people)


def fits(placed: Placed, ground: Ground, site: Site) -> bool:
    """Return whether somebody stands on a ground, with neither people nor things in the way."""
    rect = room_of(placed, CLEAR_M)
    return stands(placed, ground, site.people) and not any(rect.meets(other) for other in site.things)
