"""Houses of a street: storeys of windows in their reveals, shopfronts, doors, balconies, cornices and roofs.

The wall of the front stands PROJECT_M behind the front of the box, which signs, sills and balconies reach out into.
Slots: wall, trim, dark panes, curtains, what is lit at night, roof, shopfront, ironwork, flat roof, board of a sign,
letters on it, clear glass, two sorts of goods behind it, rooms, and lamps of shops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...geometry.mesh import Mesh, join, mesh
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.lettering import Panel, Panels
from ..core.parts import Generator, bar, moved
from .houses.bands import bands, hanging_text, sign_text, signs
from .houses.front import DARK, DOOR_M, ROOF, WALL, copies, outline, quads
from .houses.front import LAMP as LAMP
from .houses.front import LIT as LIT
from .houses.front import PROJECT_M as PROJECT_M
from .houses.front import SHOPS as SHOPS
from .houses.ground import ground
from .houses.hung import hung
from .houses.roofs import flat, pitched
from .houses.windows import storeys

AWAKE = 0.3  # so many panes of blocks far away can be lit


def building(size_m: Vec3, rng: np.random.Generator, yard: bool = False) -> Mesh:
    """Build a house whose front alone is rich; its sides and its back are plain.

    Towards a `yard` it has no shops, a door in the middle, and a lantern for a sign.
    """
    width, depth, height = size_m
    is_pitched, roof_m, front = outline(size_m, rng, yard)
    parts = [*storeys(front, rng), *ground(front, rng), *bands(front, width, height - roof_m, rng, yard)]
    roof = (pitched if is_pitched else flat)(width, depth, height - roof_m, roof_m, rng)
    parts = [moved(part, (0, PROJECT_M - depth / 2, 0)) for part in (*parts, *signs(front), *hung(front, rng))]
    return join([*parts, _box_behind(width, depth, height - roof_m), *roof])


def house_back(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a house as it looks from a yard. Slots as in `building`."""
    return building(size_m, rng, yard=True)


def yard_door_m(size_m: Vec3, rng: np.random.Generator) -> tuple[float, float]:
    """Return where the door of a `house_back` is, from the middle of its front, and its width; `rng` must be fresh."""
    _, _, front = outline(size_m, rng, yard=True)
    return front.bay_x_m(front.door), DOOR_M


@dataclass(frozen=True, slots=True)
class GroundFloor:
    """The ground floor of a house in a street: its height, where its door is from the middle, whether it has shops."""

    height_m: float
    door_m: float
    has_shops: bool


def ground_floor(size_m: Vec3, rng: np.random.Generator) -> GroundFloor:
    """Return what the ground floor of a `building` is like; `rng` must be fresh."""
    _, _, front = outline(size_m, rng, yard=False)
    return GroundFloor(front.ground_m, front.bay_x_m(front.door), bool(front.shop))


def _text_panels(yard: bool) -> Panels:
    def panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
        front = outline(size_m, rng, yard)[2]
        written = (sign_text(front), *hanging_text(front))
        return tuple(replace(each, place_m=_behind(each.place_m, size_m[1])) for each in written)

    return panels


def _behind(place_m: Vec3, depth_m: float) -> Vec3:
    """Return where a place of the front is in the house."""
    x, y, z = place_m
    return x, y + PROJECT_M - depth_m / 2, z


def _box_behind(width_m: float, depth_m: float, top_m: float) -> Mesh:
    """Return the plain sides and the back."""
    w, f, b, t = width_m / 2, PROJECT_M - depth_m / 2, depth_m / 2, top_m
    sides = [
        ((w, f, 0), (w, b, 0), (w, b, t), (w, f, t)),
        ((-w, b, 0), (-w, f, 0), (-w, f, t), (-w, b, t)),
        ((w, b, 0), (-w, b, 0), (-w, b, t), (w, b, t)),
    ]
    return quads(sides, WALL)


def distant(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a row of plain blocks as towns look from afar. Slots as in `building`: wall, roof, panes dark and lit."""
    width, depth, height = size_m
    edges = np.sort(
        np.concatenate([[-width / 2, width / 2], rng.uniform(-width / 2, width / 2, max(1, int(width / 18)))])
    )
    heights = rng.uniform(0.45, 0.75, len(edges) - 1) * height
    heights[int(rng.integers(len(heights)))] = height / 1.35
    parts = [_block(float(b - a), depth, float(h), rng) for a, b, h in zip(edges[:-1], edges[1:], heights, strict=True)]
    return join(
        [moved(part, (float(a + b) / 2, 0, 0)) for part, a, b in zip(parts, edges[:-1], edges[1:], strict=True)]
    )


def _block(width_m: float, depth_m: float, wall_m: float, rng: np.random.Generator) -> Mesh:
    """Return a plain house with rows of panes on both its long sides, under a gabled roof a third as high as it."""
    w, d, top = width_m / 2, depth_m / 2, 1.35 * wall_m
    slopes = [
        ((-w, -d, wall_m), (w, -d, wall_m), (w, 0, top), (-w, 0, top)),
        ((w, d, wall_m), (-w, d, wall_m), (-w, 0, top), (w, 0, top)),
    ]
    ends = mesh(
        [(w, -d, wall_m), (w, d, wall_m), (w, 0, top), (-w, d, wall_m), (-w, -d, wall_m), (-w, 0, top)],
        [(0, 1, 2), (3, 4, 5)],
    )
    roof = as_part(quads(slopes, ROOF), "roof")
    parts = [bar((width_m, depth_m, wall_m), (0, 0, 0), WALL), roof, ends.with_slot(WALL)]
    xs, zs = np.arange(1.6 - w, w - 1.2, 2.8), np.arange(1.2, wall_m - 1.8, 3.1)
    places = np.array([(x, s * d, z) for s in (-1, 1) for x in xs for z in zs]).reshape(-1, 3)
    is_lit = rng.random(len(places)) < AWAKE
    for slot, there in ((DARK, places[~is_lit]), (LIT, places[is_lit])):
        pane = as_part(bar((1.1, 0.04, 1.5), (0, 0, 0), slot), "window")
        parts += [copies(pane, there)] if len(there) else []
    return join(parts)


GENERATORS: dict[str, Generator] = {"building": building, "house back": house_back, "distant buildings": distant}
PANELS: dict[str, Panels] = {"building": _text_panels(yard=False), "house back": _text_panels(yard=True)}
