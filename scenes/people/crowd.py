"""People put into a finished scene: on its open ground, alone or in groups, out of the way of things and one another.

Nothing else in the scene depends on them. Distances are those that people keep (E. T. Hall, The Hidden Dimension,
1966): 0.6 to 1.2 m within a group, more between strangers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..contacts import TOLERANCE_M
from ..layouts.shared.floor_plan import Rect, footprint
from ..object_mesh import geometry_mesh, object_box
from ..seeds import Stream
from ..spec import SceneObject
from .attendance import Attendance
from .casting import sample_person
from .held import equipped
from .riders import ridden
from .sitters import Placed, sitters

if TYPE_CHECKING:
    from ..contacts import TOLERANCE_M
from ..layouts.shared.layout import Contents, SceneSeeds


@dataclass(frozen=True, slots=True)
class Host:
    """A layout that people are met in: on which categories of ground, how many at most, and what they do there.

    `walks`: which share of the groups walks, and `walking` how; along x, where the ground is a street's. `sits`: which
    share of all sits or lies where there is something for it.
    """

    grounds: tuple[str, ...]
    most: int
    walks: float
    sits: float
    doing: tuple[str, ...]
    along_x: bool = False
    walking: tuple[str, ...] = ("walking",)


ALONE = ("standing", "standing", "looking at a phone", "on the phone", "hands in pockets", "hands on hips")
OUTSIDE = (*ALONE, *ALONE, "carrying a bag", "holding a cup", "reading a book", "under an umbrella")
OUT_WALKING = ("walking", "walking", "walking", "walking", "carrying a bag", "carrying a bag", "pulling a suitcase")
IN_COMPANY = ("talking", "talking", "standing", "arms folded", "hands in pockets")
HOSTS: dict[str, Host] = {
    "street": Host(("pavement",), 40, 0.75, 0.3, OUTSIDE, along_x=True, walking=OUT_WALKING),
    "hall": Host(("floor",), 12, 0.5, 0.4, (*ALONE, "carrying", "holding a cup", "reading a book")),
    "room": Host(("floor",), 3, 0.15, 0.65, ("arms folded", "holding a cup", "reading a book", *ALONE)),
    "courtyard": Host(("paving", "lawn"), 6, 0.4, 0.5, ("arms folded", "waving", "holding a cup", "pushing", *ALONE)),
}
RIDING = {"street": 0.1, "landscape": 0.12}  # riders, as a share of all others
TRIES = 40
CLEAR_M = 0.12  # around a person
APART_M = 0.6  # between people who do not belong together
STEP_OVER_M = TOLERANCE_M  # what is as low is no obstacle
HEAD_M = 2.1
STEMS_M = {"tree": 0.6, "street lamp": 0.4, "parasol": 0.3, "bus shelter": 0.0}  # what is narrow below, and wide above
GROUP_SIZES = ((1, 2, 3), (0.55, 0.33, 0.12))
MARGIN_M = 0.35  # from the edge of the ground


@dataclass(frozen=True, slots=True)
class Ground:
    """A level rectangle that people stand on: what it is of, and its height."""

    rect: Rect
    instance: int
    top_m: float


def populated(contents: Contents, layout: str, seeds: SceneSeeds, attendance: Attendance) -> Contents:
    """Return the contents with people, as often and as many as `attendance` and the layout's kind say."""
    rng = seeds.generator(Stream.PEOPLE)
    host = HOSTS.get(layout)
    if host is None or rng.random() >= attendance.share:
        return contents
    count = int(rng.integers(1, min(attendance.most, host.most) + 1))
    found = list(_people(contents.objects, host, count, rng))
    first = max((thing.instance for thing in contents.objects), default=0) + 1
    people = [piece.put(first + k, place, turn, on) for k, (piece, place, turn, on) in enumerate(found)]
    there = (*contents.objects, *equipped(people, contents.objects, rng))
    riding = ridden(layout, there, seeds, int(rng.binomial(count, RIDING.get(layout, 0.0))), rng)
    return replace(contents, objects=(*there, *riding))


def _people(objects: tuple[SceneObject, ...], host: Host, count: int, rng: np.random.Generator) -> Iterator[Placed]:
    grounds = [_ground(thing) for thing in objects if thing.category in host.grounds]
    sitting = sitters(objects, int(rng.binomial(count, host.sits)), rng)
    yield from sitting
    count -= len(sitting)
    taken = _obstacles(objects, grounds)
    taken += [_room_of(each, CLEAR_M) for each in sitting]
    while grounds and count > 0:
        group = _group(grounds, taken, host, min(count, _group_size(rng)), rng)
        count -= max(len(group), 1)
        taken += [_room_of(each, APART_M) for each in group]
        yield from group


def _group_size(rng: np.random.Generator) -> int:
    return int(rng.choice(GROUP_SIZES[0], p=GROUP_SIZES[1]))


def _ground(thing: SceneObject) -> Ground:
    low, high = object_box(thing)
    middle, size = (low + high) / 2, high - low
    heights_m = geometry_mesh(thing.geometry).transformed(thing.pose.matrix()).vertices[:, 2]
    top_m = float(np.median(heights_m[heights_m > middle[2]]))  # a lawn gives way below the tips of its blades
    return Ground(Rect(middle[0], middle[1], size[0], size[1]), thing.instance, top_m)


def _obstacles(objects: tuple[SceneObject, ...], grounds: list[Ground]) -> list[Rect]:
    """Return where people cannot stand: the footprints of all that reaches between their feet and their heads."""
    if not grounds:
        return []
    foot_m = min(ground.top_m for ground in grounds)
    own = {ground.instance for ground in grounds}
    return [
        _stem(thing) for thing in objects if thing.instance not in own and _is_in_the_way(object_box(thing), foot_m)
    ]


def _is_in_the_way(box: NDArray[np.float64], foot_m: float) -> bool:
    return bool(box[1, 2] > foot_m + STEP_OVER_M and box[0, 2] < foot_m + HEAD_M)


def _stem(thing: SceneObject) -> Rect:
    rect = footprint(thing)
    side_m = STEMS_M.get(thing.category)
    return rect if side_m is None else replace(rect, width_m=max(side_m, 0.3), depth_m=max(side_m, 0.3))


def _group(grounds: list[Ground], taken: list[Rect], host: Host, size: int, rng: np.random.Generator) -> list[Placed]:
    """Return people who belong together, where there is room for all of them; [] where none was found."""
    walking = rng.random() < host.walks
    doing = host.walking if walking else host.doing if size == 1 else IN_COMPANY
    pieces = [sample_person(rng, doing) for _ in range(size)]
    areas = np.array([ground.rect.width_m * ground.rect.depth_m for ground in grounds])
    for _ in range(TRIES):
        ground = grounds[int(rng.choice(len(grounds), p=areas / areas.sum()))]
        spots = _abreast(ground, size, _heading(host, rng), rng) if walking else _facing(ground, size, rng)
        placed = [
            (piece, (x, y, ground.top_m), turn, ground.instance)
            for piece, (x, y, turn) in zip(pieces, spots, strict=True)
        ]
        if all(_fits(each, ground, taken) for each in placed):
            return placed
    return []


def _heading(host: Host, rng: np.random.Generator) -> float:
    along_deg = float(rng.choice((90.0, 270.0)) + rng.normal(0, 5))
    return along_deg if host.along_x else float(rng.uniform(0, 360))


def _abreast(ground: Ground, size: int, heading: float, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Return places of people who walk side by side."""
    middle = _anywhere(ground, rng)
    apart_m = float(rng.uniform(0.7, 0.95))
    line = Rect(*middle, 0, 0, heading)
    places = [line.at((k - (size - 1) / 2) * apart_m, float(rng.uniform(-0.2, 0.2))) for k in range(size)]
    return [(x, y, heading + float(rng.normal(0, 4))) for x, y in places]


def _facing(ground: Ground, size: int, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Return places in a ring of people who face its middle; one alone looks anywhere."""
    x, y = _anywhere(ground, rng)
    first = float(rng.uniform(0, 360))
    if size == 1:
        return [(x, y, first)]
    radius_m = float(rng.uniform(0.45, 0.65)) * (1 if size == 2 else 1.2)
    turns = [first + 360 * k / size + float(rng.normal(0, 8)) for k in range(size)]
    return [(*Rect(x, y, 0, 0, turn).at(0.0, -radius_m), turn) for turn in turns]


def _anywhere(ground: Ground, rng: np.random.Generator) -> tuple[float, float]:
    half = np.maximum((ground.rect.width_m / 2 - MARGIN_M, ground.rect.depth_m / 2 - MARGIN_M), 0.0)
    x, y = np.round(np.array((ground.rect.x_m, ground.rect.y_m)) + rng.uniform(-half, half), 3)
    return float(x), float(y)


def _room_of(placed: Placed, clear_m: float) -> Rect:
    piece, (x, y, _), turn, _ = placed
    return Rect(x, y, piece.size_m[0] + clear_m, piece.size_m[1] + clear_m, turn)


def _fits(placed: Placed, ground: Ground, taken: list[Rect]) -> bool:
    rect = _room_of(placed, CLEAR_M)
    width, depth = ground.rect.width_m / 2, ground.rect.depth_m / 2
    inside = all(abs(u - ground.rect.x_m) < width and abs(v - ground.rect.y_m) < depth for u, v in rect.corners())
    return inside and not any(rect.meets(other) for other in taken)
