"""A building site beside a street: a house that is not finished behind scaffolding, machines and stuff before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...pieces import Piece
from ...poses import Vec3
from ...spec import Material
from ..shared.floor_plan import Rect
from .plan import KERB_M, ROAD_THICK_M, Street

DEEP_M = 26.0  # from the pavement to the back of the site
RAISED_M = 0.03  # its ground lies over what else there is
HOUSE_M, AWAY_M = 12.6, 3.0  # from the pavement to the front of the house; from it to both sides
YARD_M = (1.6, 10.8)  # where things stand, from the pavement
GATE_M = 5.5
TRIES = 30
# What stands about: kind, how many from … to.
LARGE = (("excavator", 1, 1), ("container", 1, 2), ("sand heap", 1, 2), ("gravel heap", 0, 1), ("earth heap", 0, 2))
SMALL = (
    ("portable toilet", 1, 2),
    ("brick pallet", 2, 6),
    ("pallet", 1, 3),
    ("crate", 0, 2),
    ("barrel", 0, 3),
    ("wheelbarrow", 1, 2),
    ("step ladder", 0, 1),
    ("bucket", 1, 3),
    ("traffic cone", 2, 5),
)


@dataclass
class _Site:
    """The ground of a site, and what has been put on it: places are along the street and away from the pavement."""

    street: Street
    ground: int
    taken: list[Rect] = field(default_factory=list)

    def put(self, piece: Piece, x_m: float, away_m: float, turn_deg: float, up_m: float = 0.0, on: int = 0) -> int:
        """Put a piece somewhere, unchecked; 0° faces the street."""
        plan = self.street.plan
        y, turned = plan.site_side * (plan.walk_m[1] + away_m), turn_deg + (0.0 if plan.site_side > 0 else 180.0)
        place: Vec3 = (x_m, y, KERB_M[1] + RAISED_M + up_m)
        return self.street.add(piece, place, turned, on or self.ground)

    def stand(self, piece: Piece, x_m: float, away_m: float, turn_deg: float, gap_m: float = 0.25) -> int:
        """Put a piece where nothing else is and return its instance; 0 where something is."""
        rect = Rect(x_m, away_m, piece.size_m[0] + gap_m, piece.size_m[1] + gap_m, turn_deg)
        if any(rect.meets(other) for other in self.taken):
            return 0
        self.taken.append(rect)
        return self.put(piece, x_m, away_m, turn_deg)


def build_site(street: Street) -> None:
    """Build the site that a plan has room for, and what stands and lies on it."""
    start, end = street.plan.site_m
    site = _Site(street, _ground(street))
    gate_m = round(float(street.layout_rng.uniform(start + GATE_M, end - GATE_M)), 2)
    _fence(site, gate_m)
    site.taken.append(Rect(gate_m, 3.0, GATE_M - 1.0, 6.0))
    _house(site)
    for kind, low, high in (*LARGE, *SMALL):
        for _ in range(int(street.layout_rng.integers(low, high + 1))):
            _stand_about(site, kind)
    _cones(site, gate_m)


def _ground(street: Street) -> int:
    plan, rng = street.plan, street.layout_rng
    start, end = plan.site_m
    skin: Material = street.stuff(str(rng.choice(("soil", "gravel", "gravel"))))
    high_m = ROAD_THICK_M + KERB_M[1] + RAISED_M
    place = ((start + end) / 2, plan.site_side * (plan.walk_m[1] + DEEP_M / 2), -ROAD_THICK_M)
    return street.flat("ground", "slab", (end - start, DEEP_M, high_m), skin, place)


def _fence(site: _Site, gate_m: float) -> None:
    """Fence the site off from the pavement, but for its gate."""
    start, end = site.street.plan.site_m
    piece = site.street.make("mesh fence" if site.street.layout_rng.random() < 0.65 else "hoarding")
    long_m = piece.size_m[0] + 0.04
    for outer, inner in ((start + 0.1, gate_m - GATE_M / 2), (end - 0.1, gate_m + GATE_M / 2)):
        for k in range(int(abs(inner - outer) / long_m)):
            site.put(piece, outer + (k + 0.5) * long_m * (1 if outer < inner else -1), 0.45, 0.0)


def _house(site: _Site) -> None:
    """Build a house as far as it goes, and scaffolding before a part of its front."""
    street, (start, end) = site.street, site.street.plan.site_m
    tall_m, share = street.layout_rng.uniform((7.0, 0.5), (15.0, 0.9)).round(2).tolist()
    size = (round(end - start - 2 * AWAY_M, 2), round(DEEP_M - HOUSE_M - 1.5, 2), tall_m)
    middle = (start + end) / 2
    site.put(street.make("raw building", size), middle, HOUSE_M + size[1] / 2, 0.0)
    wide_m = round(share * size[0], 2)
    poles = street.make("scaffolding", (wide_m, 1.05, round(min(tall_m + 1.0, 13.0), 2)))
    aside = float(street.layout_rng.choice((-1, 1))) * (size[0] - wide_m) / 2
    site.put(poles, middle + aside, HOUSE_M - 0.8, 0.0)


def _stand_about(site: _Site, kind: str) -> None:
    """Stand a thing somewhere before the house, where there is room."""
    street, (start, end) = site.street, site.street.plan.site_m
    piece = street.make(kind)
    square = kind in ("container", "brick pallet", "portable toilet")
    for _ in range(TRIES):
        turn_deg = float(street.layout_rng.choice((0.0, 90.0)) if square else street.layout_rng.uniform(0, 360))
        turn_deg += float(street.layout_rng.normal(0, 2.0)) if square else 0.0
        reach_m = max(piece.size_m[:2]) / 2 + 0.3
        x = float(street.layout_rng.uniform(start + reach_m, end - reach_m))
        low, high = YARD_M[0] + reach_m, YARD_M[1] - min(reach_m, 2.2)
        away_m = float(street.layout_rng.uniform(low, max(high, low + 0.1)))
        number = site.stand(piece, x, away_m, turn_deg) if away_m + reach_m < HOUSE_M - 1.3 else 0
        if number:
            if kind == "container" and street.layout_rng.random() < 0.5:
                site.put(street.make(kind), x, away_m, turn_deg, piece.size_m[2], number)
            return


def _cones(site: _Site, gate_m: float) -> None:
    """Stand cones at both sides of the gate."""
    cone = site.street.make("traffic cone")
    for s in (-1, 1):
        site.put(cone, gate_m + s * (GATE_M / 2 - 0.6), 0.5, 0.0)
