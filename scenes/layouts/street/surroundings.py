"""What ends the view where no houses do: meadows, trees, and hills beyond them."""

from __future__ import annotations

import numpy as np

from ...pieces import Piece
from .plan import Street

GROUND_M, LOW_M = 1500.0, 0.06  # how wide open land is, and how far it lies below a road
HILLS_M = (170.0, 330.0)  # how far away its hills begin
TREES = ("broadleaf tree", "broadleaf tree", "birch", "conifer", "columnar tree")


def lay_land(street: Street, end_m: float) -> int:
    """Lay a wide meadow with hills on all sides, so that there is no edge to it; return the meadow's instance."""
    meadow = street.stuff("meadow")
    size = (GROUND_M, GROUND_M, 0.5)
    land = street.flat("ground", "slab", size, meadow, (0.0, 0.0, -0.5 - LOW_M))
    ends = ((90.0, end_m), (270.0, end_m))
    for turn_deg, away_m in ((0.0, 0.0), (180.0, 0.0), *ends):
        for row in range(2):
            away = (away_m or float(street.layout_rng.uniform(*HILLS_M))) + 150.0 * row
            _hill(street, turn_deg, away, row)
    return land


def _hill(street: Street, turn_deg: float, away_m: float, row: int) -> None:
    wide_m, deep_m, tall_m = street.layout_rng.uniform((900, 150, 16), (1300, 220, 34)).round(1).tolist()
    piece = street.make("ridge", (wide_m, deep_m, round(tall_m * (1 + 0.8 * row), 1)))
    angle, out_m = np.radians(turn_deg), away_m + deep_m / 2
    x, y = -out_m * np.sin(angle), out_m * np.cos(angle)
    street.add(piece, (float(x), float(y), -LOW_M - 0.2), turn_deg)


def tree_models(street: Street, count: int) -> list[Piece]:
    """Return a few trees of different kinds and sizes: what is equal is stored once."""
    models = []
    for _ in range(count):
        name = str(street.layout_rng.choice(TREES))
        wide, slim = float(street.layout_rng.uniform(3.6, 6.5)), 2.4 if name == "columnar tree" else 1.45
        size = (round(wide if slim < 2 else 0.6 * wide, 2),) * 2
        models.append(street.make(name, (*size, round(max(wide * slim * (1.0 if slim < 2 else 0.6), 5.0), 2))))
    return models


def plant(street: Street, models: list[Piece], x_m: float, y_m: float, land: int, up_m: float = -LOW_M) -> None:
    """Plant one of some trees on a ground."""
    tree = models[int(street.layout_rng.integers(len(models)))]
    street.add(tree, (x_m, y_m, up_m), float(street.layout_rng.uniform(0, 360)), land)
