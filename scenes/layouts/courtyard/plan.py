"""The plan of a courtyard: what encloses it, and where the door, the gate and the way between them are.

It is planned as a room without a ceiling: walls are named by the turn of what stands against them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...appearance.materials import sample_material, words_of
from ...assets.pool import AssetPool
from ...generators.outdoor.buildings import PROJECT_M, yard_door_m
from ...generators.outdoor.ways import LANDING_M, RAIL_M
from ...pieces import Piece
from ...poses import Vec3
from ...spec import Material, Procedural
from ..shared.floor_plan import SIDES, Hanging, Rect, Room, Standing

DOOR_SIDE, GATE_SIDE = 0, 180
HOUSE_DEEP_M = 9.0
WAY_M = 1.2  # how wide the way from the door to the gate is
GAP_M = 0.22  # what stands against a wall keeps clear of sills and rain pipes
OVERHEAD_M = 2.7  # from here up, houses reach out into the yard
PATH_M = 0.03
STREET_M = -0.06  # how high the ground outside lies
STEP_M = (0.16, 0.32)  # how high and deep the steps to a door are
STAIRS_M = 0.75  # what leads up higher than that is stairs with handrails, with a landing before the door
PATHS = {True: 0.75, False: 0.3}  # so many yards with a lawn, and without, have a path


@dataclass(frozen=True, slots=True)
class Manner:
    """A manner of courtyard: its size (from, to), its paving, and the shares of sides with houses and beds."""

    size_m: tuple[tuple[float, float], tuple[float, float]]
    paving: tuple[str, ...]
    houses: float
    lawn: bool
    beds: float


MANNERS: dict[str, Manner] = {
    "garden": Manner(((10.0, 18.0), (12.0, 25.0)), ("paving", "paving", "gravel", "cobbles"), 0.15, True, 0.85),
    "yard": Manner(((8.0, 15.0), (9.0, 18.0)), ("cobbles", "cobbles", "paving", "asphalt"), 0.75, False, 0.35),
    "patio": Manner(((8.0, 13.0), (8.0, 13.0)), ("paving", "gravel", "cobbles"), 0.4, False, 0.7),
}


@dataclass(frozen=True, slots=True)
class Lawn:
    """A part of the ground that lies higher than the paving."""

    rect: Rect
    instance: int
    height_m: float


class Yard(Room):
    """A courtyard and what has been put into it; its paving is at z = 0 around the origin."""

    def __init__(
        self, manner: Manner, layout_rng: np.random.Generator, material_rng: np.random.Generator, pool: AssetPool
    ) -> None:
        width, depth = (round(float(layout_rng.uniform(*each)), 2) for each in manner.size_m)
        style = {family: sample_material(family, material_rng) for family in ("weathered wood", "terracotta")}
        super().__init__((width, depth, 30.0), style, layout_rng, material_rng, pool)
        self.manner = manner
        self.wall_gap_m = GAP_M
        self.lawns: list[Lawn] = []
        self.houses = {DOOR_SIDE} | {side for side in (90, 270) if layout_rng.random() < manner.houses}
        self.door_m = 0.0
        self.gate_m = round(float(layout_rng.uniform(-0.3, 0.3)) * width, 2)
        self.steps_m = float(layout_rng.choice([0.0, 0.16, 0.32, 0.48, 0.85, 1.02]))
        self.way: list[Rect] = []

    def ground_at(self, rect: Rect) -> tuple[int, float] | None:
        """Return the instance and height of what a footprint stands on; None where that is not one thing."""
        touched = [lawn for lawn in self.lawns if lawn.rect.meets(rect)]
        if not touched:
            return self.floor, 0.0
        lawn = touched[0]
        inside = all(lawn.rect.distance_m(x, y) == 0 for x, y in rect.corners())
        return (lawn.instance, lawn.height_m) if inside else None

    def is_free(self, rect: Rect, height_m: float, gap_m: float = 0.06) -> bool:
        """Return whether something may stand there: as in a room, but on one sort of ground."""
        return self.ground_at(rect) is not None and super().is_free(rect, height_m, gap_m)

    def place(self, piece: Piece, rect: Rect, on: tuple[int, float] | None = None) -> int:
        """Put a piece on the ground that lies there."""
        return super().place(piece, rect, on or self.ground_at(rect))

    def part(
        self,
        category: str,
        generator: str,
        size_m: Vec3,
        place_m: Vec3,
        materials: tuple[Material, ...],
        side: int = 0,
    ) -> int:
        """Build something of the ground or the walls and return its instance."""
        shape = Procedural(generator, size_m, int(self.layout_rng.integers(2**31)))
        piece = Piece(category, category, shape, materials, words_of(materials[0]))
        return self.add(piece, place_m, side, 0)


def build_yard(yard: Yard) -> None:
    """Lay the ground, raise the houses and walls, and keep the way from the door to the gate free."""
    _pave(yard)
    for side in SIDES:
        _raise_house(yard, side) if side in yard.houses else _enclose(yard, side)
    _lead_way(yard)
    if yard.steps_m:
        _step_up(yard)
    if yard.layout_rng.random() < PATHS[yard.manner.lawn]:
        _lay_path(yard)


def _pave(yard: Yard) -> None:
    width, depth, _ = yard.size_m
    outside = sample_material("meadow", yard.material_rng)
    yard.part("ground", "slab", (240.0, 240.0, 0.5), (0.0, 0.0, STREET_M - 0.5), (outside,))
    paving = sample_material(str(yard.layout_rng.choice(yard.manner.paving)), yard.material_rng)
    yard.floor = yard.part("paving", "slab", (width + 0.6, depth + 0.6, 0.2), (0.0, 0.0, -0.2), (paving,))


def _raise_house(yard: Yard, side: int) -> None:
    """Set a house whose wall is the yard's edge, on a plinth where steps lead to its door."""
    wide_m = yard.span_m(side)
    size = (wide_m, HOUSE_DEEP_M, round(float(yard.layout_rng.uniform(8.6, 13.5)), 2))
    piece = yard.make("house back", size, from_pool=False)
    spot = yard.at_wall(side, 0.0, PROJECT_M - HOUSE_DEEP_M / 2)
    raised_m = yard.steps_m if side == DOOR_SIDE else 0.0
    yard.walls[side] = yard.add(piece, (spot.x_m, spot.y_m, raised_m), side, 0)
    if raised_m:
        deep_m = HOUSE_DEEP_M - PROJECT_M
        below = yard.at_wall(side, 0.0, -deep_m / 2)
        yard.part("wall", "slab", (wide_m, deep_m, raised_m), (below.x_m, below.y_m, 0.0), piece.materials[1:2], side)
    over = yard.at_wall(side, 0.0, PROJECT_M / 2, wide_m, PROJECT_M)
    yard.hanging.append(Hanging(over, OVERHEAD_M, size[2]))
    door_m, door_wide_m = yard_door_m(size, np.random.Generator(np.random.PCG64(_variant(piece))))
    yard.kept_free.append(Standing(yard.at_wall(side, door_m, 0.7, door_wide_m + 0.3, 1.4), 0.0))
    if side == DOOR_SIDE:
        yard.door_m = door_m


def _variant(piece: Piece) -> int:
    if not isinstance(piece.geometry, Procedural):
        raise TypeError("a house of a courtyard comes from its generator")
    return piece.geometry.variant


def _enclose(yard: Yard, side: int) -> None:
    """Build a wall, a fence or a hedge along a side, with a gate in the gate's side."""
    kind = str(yard.layout_rng.choice(["garden wall", "garden wall", "board fence", "hedge"]))
    model = yard.make(kind)
    high_m = round(float(yard.layout_rng.uniform(1.6, 2.4)), 2)
    half = yard.span_m(side) / 2
    stretches = [(-half, half)]
    if side == GATE_SIDE:
        gate = yard.make("garden gate", from_pool=False)
        hole = gate.size_m[0] / 2
        stretches = [(-half, yard.gate_m - hole), (yard.gate_m + hole, half)]
        rect = yard.at_wall(side, yard.gate_m, -gate.size_m[1] / 2)
        yard.add(gate, (rect.x_m, rect.y_m, 0.0), side, yard.floor)
    for start, end in stretches:
        _raise_stretch(yard, side, kind, model, (start, end), high_m)


def _raise_stretch(yard: Yard, side: int, kind: str, model: Piece, ends_m: tuple[float, float], high_m: float) -> None:
    """Build one stretch just outside of the yard's edge; a hedge is planted in lengths."""
    long_m = ends_m[1] - ends_m[0]
    deep_m = 0.6 if kind == "hedge" else model.size_m[1]
    count = max(1, round(long_m / 2.2)) if kind == "hedge" else 1
    size = (round(long_m / count, 4), deep_m, high_m)
    shape = Procedural(kind, size, int(yard.layout_rng.integers(2**31)))
    for k in range(count):
        middle = ends_m[0] + (k + 0.5) * long_m / count
        rect = yard.at_wall(side, middle, -deep_m / 2)
        z_m = 0.0 if kind != "hedge" else -0.04
        yard.add(replace(model, geometry=shape), (rect.x_m, rect.y_m, z_m), side, yard.floor)


def _lead_way(yard: Yard) -> None:
    """Lead from the door straight out, aside, and straight to the gate, which is at the opposite side."""
    _, depth, _ = yard.size_m
    gate_x, bend_y = -yard.gate_m, depth / 2 - way_bend_m(yard)
    left, right = sorted((yard.door_m, gate_x))
    strips = [
        Rect(yard.door_m, (depth / 2 + bend_y) / 2, WAY_M, depth / 2 - bend_y),
        Rect((left + right) / 2, bend_y, right - left + WAY_M, WAY_M),
        Rect(gate_x, (bend_y - depth / 2) / 2, WAY_M, bend_y + depth / 2),
    ]
    yard.way = strips
    yard.kept_free += [Standing(strip, 0.0) for strip in strips]


def way_bend_m(yard: Yard) -> float:
    """Return how far from the house the way turns aside: beyond the steps."""
    return steps_deep_m(yard.steps_m) + 1.6


def steps_deep_m(rise_m: float) -> float:
    """Return how far the steps or the stairs to a door that lies so high reach into a yard."""
    landing_m = LANDING_M if rise_m > STAIRS_M else 0.0
    return round(rise_m / STEP_M[0] * STEP_M[1] + landing_m, 3)


def _lay_path(yard: Yard) -> None:
    """Lay a path from the steps to the gate, of another stuff than the yard's."""
    paved_with = yard.objects[yard.floor - 1].materials[0].family
    kind = str(yard.layout_rng.choice(["slab path"] if paved_with == "gravel" else ["slab path", "gravel path"]))
    steps_m, (first, across, last) = steps_deep_m(yard.steps_m), yard.way
    legs = [
        replace(first, y_m=first.y_m - steps_m / 2, depth_m=first.depth_m - steps_m),
        replace(last, y_m=last.y_m - WAY_M / 4, depth_m=last.depth_m - WAY_M / 2),
    ]
    legs[0] = replace(legs[0], y_m=legs[0].y_m + WAY_M / 4, depth_m=legs[0].depth_m - WAY_M / 2)
    model = yard.make(kind, (WAY_M, 1.0, PATH_M), from_pool=False)
    for leg in (*legs, replace(across, width_m=across.depth_m, depth_m=across.width_m, turn_deg=90.0)):
        size = (round(leg.width_m, 3), round(leg.depth_m, 3), PATH_M)
        shape = Procedural(kind, size, int(yard.layout_rng.integers(2**31)))
        yard.add(replace(model, geometry=shape), (leg.x_m, leg.y_m, 0.0), leg.turn_deg, 0)


def _step_up(yard: Yard) -> None:
    deep_m = steps_deep_m(yard.steps_m)
    wide_m = round(float(yard.layout_rng.uniform(1.5, 2.1)), 2)
    kind, rails_m = ("stone stairs", RAIL_M) if yard.steps_m > STAIRS_M else ("steps", 0.0)
    piece = yard.make(kind, (wide_m, deep_m, yard.steps_m + rails_m), from_pool=False)
    rect = yard.at_wall(DOOR_SIDE, yard.door_m, deep_m / 2 + 0.001, wide_m, deep_m)
    yard.place(piece, rect, (yard.floor, 0.0))
