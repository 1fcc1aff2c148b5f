"""The plan of a street along x: its lanes, parking strips and pavements, and how its scene is put together.

Some streets pass a building site, and some places that one drives in are no streets: car parks and motorways.

`side` is +1 or −1: the half at +y or at −y. Houses and things at +1 face the road when turned by 0°.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...appearance.materials import sample_material, words_of
from ...assets.pool import AssetPool
from ...generators.outdoor.car_park import BAY_M
from ...lighting import Light
from ...pieces import Piece, sample_piece
from ...poses import Vec3
from ...seeds import Stream
from ...spec import Material, Procedural, SceneObject
from ..shared.layout import SceneSeeds

KERB_M = (0.15, 0.12)  # width and height
BEYOND_M = 45.0  # how far the road goes on past the last house
ROAD_THICK_M = 0.1
KERB_STRIP_M = (0.25, 1.2)  # where things stand beside the kerb, from its back
WALL_STRIP_M = 0.75  # where things stand before the houses
WALKWAY_M = 1.0
SHOULDER_M = 2.7  # of a motorway
ENDS_M = 14.0  # of the length of a car park: the aisles across both ends
MODELS = {
    "bicycle": 4,
    "building": 5,
    "distant buildings": 4,
    "estate": 3,
    "hatchback": 6,
    "saloon": 4,
    "suv": 4,
    "van": 3,
}  # of which a street has more than two
SHARED = frozenset({"car glass", "enamel", "lamp glass", "pane", "plastic", "slate", "steel", "tyre", "window glass"})


PLACES = {"street": 0.6, "car park": 0.16, "building site": 0.12, "motorway": 0.12}  # so many are which


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes of a street in metres; `lanes` each way; `parking_m` is 0 where nobody may park.

    `median_m` lies between both ways. The building site is on side `site_side`, from … to along the street.
    """

    length_m: float
    lane_m: float
    lanes: int
    parking_m: float
    pavement_m: float
    left_hand: bool
    place: str = "street"
    median_m: float = 0.0
    site_side: int = 0
    site_m: tuple[float, float] = (0.0, 0.0)

    @property
    def driven_m(self) -> float:
        """From the middle to the outer edge of the lanes."""
        return self.median_m / 2 + self.lanes * self.lane_m

    @property
    def half_road_m(self) -> float:
        """From the middle to either kerb."""
        return self.driven_m + self.parking_m

    @property
    def walk_m(self) -> tuple[float, float]:
        """From the middle to where the pavement begins and where the houses stand."""
        start_m = self.half_road_m + KERB_M[0]
        return start_m, start_m + self.pavement_m

    def side(self, forward: bool) -> int:
        """Return the side on which traffic towards +x (`forward`) or −x drives."""
        return 1 if forward == self.left_hand else -1

    def lane_y_m(self, forward: bool, lane: int) -> float:
        """Return the middle of a lane, counted from the middle of the road."""
        return self.side(forward) * (self.median_m / 2 + (lane + 0.5) * self.lane_m)


def street_plan(seeds: SceneSeeds) -> tuple[Plan, np.random.Generator]:
    """Return the plan of a scene's street, and the layout generator that goes on after it.

    Cameras ask for it, too: on which side people drive cannot be read from a street without traffic.
    """
    layout_rng, rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.PLACE)
    place = str(rng.choice(list(PLACES), p=list(PLACES.values())))
    return PLANS[place](layout_rng), layout_rng


def _street_plan(rng: np.random.Generator) -> Plan:
    length_m, lane_m, pavement_m = rng.uniform((120, 3.0, 2.7), (300, 3.5, 5.5)).round(2).tolist()
    lanes = 2 if rng.random() < 0.2 else 1
    parking_m = 2.15 if rng.random() < 0.7 else 0.0
    return Plan(length_m, lane_m, lanes, parking_m, pavement_m, bool(rng.random() < 0.35))


def _site_plan(rng: np.random.Generator) -> Plan:
    plan = _street_plan(rng)
    start_m, long_m = (round(float(each), 2) for each in rng.uniform((-0.3, 32.0), (0.0, 46.0)))
    start_m = round(start_m * plan.length_m / 2 - 8.0, 2)
    return replace(plan, place="building site", site_side=int(rng.choice((-1, 1))), site_m=(start_m, start_m + long_m))


def _car_park_plan(rng: np.random.Generator) -> Plan:
    bays, aisle_m = int(rng.integers(18, 29)), round(float(rng.uniform(5.8, 6.6)), 2)
    return Plan(bays * BAY_M + ENDS_M, aisle_m / 2, 1, 5.0, 3.0, bool(rng.random() < 0.35), "car park")


def _motorway_plan(rng: np.random.Generator) -> Plan:
    length_m, lane_m, median_m = rng.uniform((420, 3.5, 3.0), (560, 3.75, 4.4)).round(2).tolist()
    lanes = 3 if rng.random() < 0.5 else 2
    return Plan(length_m, lane_m, lanes, SHOULDER_M, 0.0, bool(rng.random() < 0.35), "motorway", median_m)


PLANS: dict[str, Callable[[np.random.Generator], Plan]] = {
    "street": _street_plan,
    "building site": _site_plan,
    "car park": _car_park_plan,
    "motorway": _motorway_plan,
}


class Street:
    """What has been built so far, and what is taken along each strip."""

    def __init__(
        self, plan: Plan, layout_rng: np.random.Generator, material_rng: np.random.Generator, pool: AssetPool
    ) -> None:
        self.plan = plan
        self.layout_rng = layout_rng
        self.material_rng = material_rng
        self.pool = pool
        self.objects: list[SceneObject] = []
        self.lights: list[Light] = []
        self.road = 0
        self.pavements: dict[int, int] = {}
        self._models: dict[str, list[Piece]] = {}
        self._shared: dict[tuple[str, str], Material] = {}
        self._taken: dict[tuple[str, int], list[tuple[float, float]]] = {}

    def make(self, kind: str, size_m: Vec3 | None = None) -> Piece:
        """Return one thing of a kind; a street has a few models of each, and what is equal is stored once."""
        if size_m is not None:
            return self._alike(sample_piece(kind, self.layout_rng, self.material_rng, {}, size_m, self.pool))
        pool = self._models.setdefault(kind, [])
        choice = int(self.layout_rng.integers(MODELS.get(kind, 2)))
        if choice >= len(pool):
            pool.append(self._alike(sample_piece(kind, self.layout_rng, self.material_rng, {}, None, self.pool)))
            return pool[-1]
        return pool[choice]

    def _alike(self, piece: Piece) -> Piece:
        """Return the piece with this street's one material of each family of SHARED and colour: fewer to build."""
        material_rng = tuple(
            self._shared.setdefault((m.family, words_of(m).colour), m) if m.family in SHARED else m
            for m in piece.materials
        )
        return replace(piece, materials=material_rng)

    def flat(
        self, category: str, generator: str, size_m: Vec3, material: Material, place_m: Vec3, turn_deg: float = 0.0
    ) -> int:
        """Lay something of one material and return its instance."""
        shape = Procedural(generator, size_m, int(self.layout_rng.integers(2**31)))
        return self.add(Piece(category, category, shape, (material,), words_of(material)), place_m, turn_deg)

    def stuff(self, family: str, *words: str) -> Material:
        """Return a material of this street."""
        return sample_material(family, self.material_rng, words)

    def add(self, piece: Piece, place_m: Vec3, turn_deg: float = 0.0, supporter: int = 0) -> int:
        """Put a piece somewhere, unchecked, and return its instance."""
        instance = len(self.objects) + 1
        self.objects.append(piece.put(instance, place_m, turn_deg, supporter))
        return instance

    def take(self, strip: str, side: int, x_m: float, long_m: float, gap_m: float = 0.3) -> bool:
        """Claim a stretch of a strip for something and return True, unless something is there already."""
        low, high = x_m - long_m / 2 - gap_m, x_m + long_m / 2 + gap_m
        taken = self._taken.setdefault((strip, side), [])
        if any(low < b and a < high for a, b in taken):
            return False
        taken.append((low, high))
        return True

    def on_pavement(self, piece: Piece, side: int, x_m: float, from_kerb_m: float, turn_deg: float) -> int:
        """Stand a piece on a pavement, its middle so far from the kerb; 0° faces the road."""
        y_m = side * (self.plan.walk_m[0] + from_kerb_m)
        turned = turn_deg + (0 if side > 0 else 180)
        return self.add(piece, (x_m, y_m, KERB_M[1]), turned, self.pavements[side])

    def along(self, pitch_m: float, margin_m: float = 6.0) -> list[float]:
        """Return places along the street about `pitch_m` apart, none at its very ends."""
        half = self.plan.length_m / 2 - margin_m
        count = max(2, round(2 * half / pitch_m))
        return (
            (np.linspace(-half, half, count) + self.layout_rng.uniform(-0.08, 0.08, count) * pitch_m).round(3).tolist()
        )

    def change(self, instance: int, change: Callable[[Material], Material], slot: int) -> None:
        """Change the material in one slot of a thing."""
        thing = self.objects[instance - 1]
        if slot < len(thing.materials):
            material_rng = tuple(change(m) if k == slot else m for k, m in enumerate(thing.materials))
            self.objects[instance - 1] = replace(thing, materials=material_rng)
