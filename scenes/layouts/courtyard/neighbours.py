"""What is to be seen beyond the walls of a courtyard: the neighbours' gardens, trees and houses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...generators.core.parts import spread
from ...pieces import Piece
from ...spec import Procedural
from ..shared.floor_plan import SIDES
from .plan import STREET_M, Yard

ASIDE_M = 9.0  # so far beyond a yard's corners neighbours have gardens, too
PLOTS_M = (7.0, 13.0)  # the widths of their gardens
LINE_M, HEDGES = 15.0, 3  # how far fences lead away between them, and of how many lengths hedges are planted there
IN_PLOT = (0, 4)  # bushes of a garden
SHEDS = 0.4
FAR_M = (34.0, 78.0)  # where trees stand behind the houses
WOODED = 0.75  # so many of the places for those have one


@dataclass(frozen=True, slots=True)
class Stock:
    """The few things that all gardens around a yard have: lines are what divides them, and in how many lengths."""

    trees: tuple[Piece, ...]
    bushes: tuple[Piece, ...]
    lines: tuple[tuple[Piece, int], ...]
    shed: Piece


def surround(yard: Yard) -> None:
    """Let trees, gardens and houses beyond the walls be seen over them."""
    depth, stock = yard.size_m[1], _stock(yard)
    for side in (s for s in SIDES if s not in yard.houses):
        half = yard.span_m(side) / 2
        for along in spread(2 * half + 8.0, 7.0):
            tree = _one_of(yard, stock.trees)
            if yard.layout_rng.random() < 0.55:
                _stand(yard, tree, side, along, tree.size_m[0] / 2 + float(yard.layout_rng.uniform(1.0, 6.0)))
        away_m = float(yard.layout_rng.uniform(17.0, 30.0))
        _gardens(yard, side, half + ASIDE_M, stock)
        _neighbours(yard, side, half, away_m)
        for along in spread(4 * half + 50.0, 14.0):
            if yard.layout_rng.random() < WOODED:
                aside = along + float(yard.layout_rng.normal(0, 3))
                out = away_m + float(yard.layout_rng.uniform(*FAR_M))
                _stand(yard, _one_of(yard, stock.trees), side, aside, out)
    yard.add(yard.make("distant buildings", from_pool=False), (0.0, -depth / 2 - 75.0, STREET_M), 0, 0)


def _stock(yard: Yard) -> Stock:
    trees = tuple(yard.make(kind, from_pool=False) for kind in ("broadleaf tree", "birch"))
    bushes = tuple(yard.make("bush", from_pool=False) for _ in range(3))
    lines = tuple(_line(yard, kind, count) for kind, count in (("board fence", 1), ("hedge", HEDGES)))
    return Stock(trees, bushes, lines, yard.make("shed", from_pool=False))


def _line(yard: Yard, kind: str, count: int) -> tuple[Piece, int]:
    """Return a fence as long as a line, or the hedge that is planted so many times along it."""
    model, high_m = yard.make(kind), round(float(yard.layout_rng.uniform(1.3, 2.1)), 2)
    size = (LINE_M / count, model.size_m[1], high_m)
    return replace(model, geometry=Procedural(kind, size, int(yard.layout_rng.integers(2**31)))), count


def _one_of(yard: Yard, pieces: tuple[Piece, ...]) -> Piece:
    return pieces[int(yard.layout_rng.integers(len(pieces)))]


def _stand(yard: Yard, piece: Piece, side: int, along_m: float, out_m: float) -> None:
    """Stand a piece so far beyond a wall, turned any way."""
    spot = yard.at_wall(side, along_m, -out_m)
    yard.add(piece, (spot.x_m, spot.y_m, STREET_M), float(yard.layout_rng.uniform(0, 360)), 1)


def _gardens(yard: Yard, side: int, half_m: float, stock: Stock) -> None:
    """Divide the land before the neighbours' houses by fences and hedges, and let bushes and sheds stand there."""
    along = -half_m
    while along < half_m:
        wide_m = float(yard.layout_rng.uniform(*PLOTS_M))
        piece, count = stock.lines[int(yard.layout_rng.integers(2))]
        for k in range(count):
            spot = yard.at_wall(side, along, -1.0 - (k + 0.5) * piece.size_m[0])
            yard.add(piece, (spot.x_m, spot.y_m, STREET_M), side + 90.0, 1)
        for _ in range(int(yard.layout_rng.integers(*IN_PLOT))):
            aside, out = yard.layout_rng.uniform((0.15 * wide_m, 2.0), (0.85 * wide_m, LINE_M)).tolist()
            _stand(yard, _one_of(yard, stock.bushes), side, along + aside, out)
        is_behind = abs(along + 0.5 * wide_m) < half_m - ASIDE_M  # elsewhere those of two sides could meet
        if is_behind and yard.layout_rng.random() < SHEDS:
            out = 1.0 + stock.shed.size_m[1] / 2 + float(yard.layout_rng.uniform(0, 0.5)) * LINE_M
            spot = yard.at_wall(side, along + 0.5 * wide_m, -out)
            turned = side + float(yard.layout_rng.choice([0, 90, 180]))
            yard.add(stock.shed, (spot.x_m, spot.y_m, STREET_M), turned, 1)
        along += wide_m


def _neighbours(yard: Yard, side: int, half_m: float, away_m: float) -> None:
    """Set a row of houses so far behind a wall."""
    along = -half_m - 8.0
    while along < half_m + 8.0:
        house = yard.make("house back", from_pool=False)
        spot = yard.at_wall(side, along + house.size_m[0] / 2, -away_m - house.size_m[1] / 2)
        if yard.layout_rng.random() < 0.75:
            yard.add(house, (spot.x_m, spot.y_m, STREET_M), side, 0)
        along += house.size_m[0] + float(yard.layout_rng.choice([0.0, 0.0, 4.0]))
