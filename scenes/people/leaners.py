"""People who lean: with the back or a shoulder on a wall, with the forearms on a railing or a counter."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..animals.perches import tops
from ..contacts import gaps, is_free
from ..layouts.shared.floor_plan import Rect, footprint
from ..object_mesh import geometry_mesh, object_box
from ..pieces import Piece
from ..spec import Figure, SceneObject
from .casting import sample_person
from .grounds import CLEAR_M, Ground, Site, Spot, room_of
from .leant import edge_m, side_of
from .person import person
from .sitters import TROD, Placed

ON_WALLS = ("leaning against", "leaning sideways")
AGES_YEARS = (16.0, 75.0)
ELBOW = (0.57, 0.65)  # how high what forearms lie on is, as a share of a stature
TOPS_M = (0.9, 1.2)  # over the ground, that forearms lie on
TRIES = 8  # for one who leans
IN_M = 0.03  # from the edge of a top to where its height is measured
END_M = 0.45  # from the end of a thing
STEPS, REACH_M = 4, 1.3  # towards a wall below eaves and balconies, until it is touched
NEAR_M = 40.0  # from a scene's middle
BEFORE_M = 0.3
ROOM = Rect(0.0, 0.0, 0.5, 0.5)  # that one who leans needs before a thing, 5 cm from it
TOUCH_M = 0.005
NOBODYS = 1 << 30  # an instance that nothing in a scene has


@dataclass(frozen=True, slots=True)
class Prop:
    """How people lean on a kind of thing: in which postures, and whether from its back, too.

    `onto_m` is how far before their elbows its edge begins, beyond what other edges do.
    """

    postures: tuple[str, ...]
    both_sides: bool = True
    onto_m: float = 0.0


PROPS: dict[str, Prop] = {
    "wall": Prop(ON_WALLS),
    "building": Prop(ON_WALLS, both_sides=False),
    "column": Prop(ON_WALLS),
    "bus stop": Prop(("leaning sideways",)),
    "railing": Prop(("leaning on",), onto_m=0.05),
    "bar": Prop(("leaning on",), both_sides=False),
    "reception desk": Prop(("leaning on",), both_sides=False),
}


def leaning(site: Site, most: int, rng: np.random.Generator) -> list[Placed]:
    """Return somebody who leans on one of the things of a site, if `most` allows; often nobody."""
    there = [thing for thing in site.objects if thing.category in PROPS and _is_near(thing)]
    if not there or not most:
        return []
    solid = [thing for thing in site.objects if thing.category not in TROD]
    for _ in range(TRIES):
        thing = there[int(rng.integers(len(there)))]
        for ground, spot in _spots(thing, site, rng):
            placed = _leant(thing, ground, spot, site, solid, rng)
            return [placed] if placed else []
    return []


def _is_near(thing: SceneObject) -> bool:
    """Return whether a thing is as near to a scene's middle as people are."""
    low, high = object_box(thing)[:, :2]
    return bool((np.clip(0.0, low, high) ** 2).sum() < NEAR_M**2)


def _spots(thing: SceneObject, site: Site, rng: np.random.Generator) -> Iterator[tuple[Ground, Spot]]:
    """Yield a place on the edge of a thing where a ground begins, and the turn of the thing's side there."""
    rect, prop = footprint(thing), PROPS[thing.category]
    for back in rng.permutation(1 + prop.both_sides).tolist():
        side = replace(rect, turn_deg=rect.turn_deg + 180.0 * back)
        half_m = max(rect.width_m / 2 - END_M, 0.0)
        aside_m = float(rng.uniform(-half_m, half_m))
        x, y = side.at(aside_m, rect.depth_m / 2)
        before = side.at(aside_m, rect.depth_m / 2 + BEFORE_M)
        room = replace(ROOM, x_m=before[0], y_m=before[1], turn_deg=side.turn_deg)
        if any(room.meets(other) for other in (*site.people, *site.things) if not _is_same(other, rect)):
            continue
        yield from ((ground, (x, y, side.turn_deg)) for ground in site.grounds if ground.rect.distance_m(*before) == 0)


def _is_same(a: Rect, b: Rect) -> bool:
    return math.hypot(a.x_m - b.x_m, a.y_m - b.y_m) < TOUCH_M


def _leant(
    thing: SceneObject, ground: Ground, spot: Spot, site: Site, solid: list[SceneObject], rng: np.random.Generator
) -> Placed | None:
    """Return somebody who leans on a thing at a place on its edge; None where no room is or it cannot be leant on."""
    prop, foot_m = PROPS[thing.category], ground.height_m(*spot[:2])
    start = Rect(spot[0], spot[1], 0.0, 0.0, spot[2])
    top_m = _top_m(thing, start.at(0.0, -IN_M)) - foot_m
    if "leaning on" in prop.postures and not TOPS_M[0] < top_m < TOPS_M[1]:
        return None
    piece = sample_person(rng, prop.postures, AGES_YEARS, fit=lambda who: _fitted(who, top_m), detail=site.detail)
    way_deg, off_m = _stood(piece, prop)
    stood = piece.put(NOBODYS, (*start.at(0.0, off_m), foot_m), spot[2] + way_deg, thing.instance)
    who = stood if prop.postures == ("leaning on",) else _brought_up(stood, thing, start)
    placed = (piece, who.pose.location_m, spot[2] + way_deg, ground.instance) if who else None
    if placed is None or who is None or any(room_of(placed, CLEAR_M).meets(other) for other in site.people):
        return None
    touches = not gaps([replace(thing, supporter=0), who])
    return placed if touches and is_free(who, solid) and ground.rect.distance_m(*placed[1][:2]) == 0.0 else None


def _top_m(thing: SceneObject, place: tuple[float, float]) -> float:
    """Return how high a thing is at a place: posts of a railing are higher than what lies on them."""
    whole = geometry_mesh(thing.geometry).transformed(thing.pose.matrix())
    return float(tops(whole, np.array([place]))[0])


def _fitted(figure: Figure, top_m: float) -> Figure:
    """Return a figure as tall as a top asks for that its forearms lie on, if that is what it does."""
    if figure.posture != "leaning on":
        return figure
    stature_m = float(np.clip(figure.stature_m, top_m / ELBOW[1], top_m / ELBOW[0]))
    return replace(figure, stature_m=round(stature_m, 3), goals=(("top", (0.0, 0.0, round(top_m, 4))),))


def _stood(piece: Piece, prop: Prop) -> tuple[float, float]:
    """Return how somebody is turned towards the side of a thing that faces 0°, and how far before it the middle is."""
    width_m, depth_m, _ = piece.size_m
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people lean")
    keypoints_m = person(piece.geometry).keypoints_m
    match piece.geometry.posture:
        case "leaning against":
            return 0.0, depth_m / 2
        case "leaning sideways":
            return 90.0 * side_of(keypoints_m), width_m / 2
    return 180.0, prop.onto_m - edge_m(keypoints_m)


def _brought_up(who: SceneObject, thing: SceneObject, start: Rect) -> SceneObject | None:
    """Return somebody moved against the front of a thing until it is touched; None if it is too far away."""
    moved_m = 0.0
    for _ in range(STEPS):
        away = gaps([replace(thing, supporter=0), who], TOUCH_M)
        if not away:
            return who
        moved_m += away[0].metres - 0.5 * TOUCH_M
        if not moved_m < REACH_M:
            return None
        x, y, z = who.pose.location_m
        x, y = replace(start, x_m=x, y_m=y).at(0.0, 0.5 * TOUCH_M - away[0].metres)
        who = replace(who, pose=replace(who.pose, location_m=(round(x, 5), round(y, 5), z)))
    return None
