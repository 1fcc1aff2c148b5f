"""Number plates, in front and at the back, with one number."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh
from ....poses import Vec3
from ...core.lettering import Panel, lettering
from ...core.parts import bar
from .forms import PLATE, TRIM

PLATE_M: Vec3 = (0.52, 0.02, 0.11)
LETTER_M = 0.075
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
Place = tuple[float, float]  # y of a plate's face and z of its underside


def numbered(rng: np.random.Generator, front: Place, back: Place) -> tuple[Panel, ...]:
    """Return what a vehicle's plates say, in front and at the back.

    The number takes nothing from `rng`, which must be fresh.
    """
    own = rng.spawn(1)[0]
    letters = "".join(own.choice(list(LETTERS), 2).tolist())
    text = f"{letters} {int(own.integers(100, 1000))}"
    rise_m = (PLATE_M[2] - LETTER_M) / 2
    return tuple(Panel(text, (0.0, y, z + rise_m), LETTER_M, turn) for (y, z), turn in ((front, 0.0), (back, 180.0)))


def plates(panels: tuple[Panel, ...]) -> list[Mesh]:
    """Return number plates behind the letters on them."""
    boards = []
    for panel in panels:
        x, y, z = panel.place_m
        inwards = 1 if y < 0 else -1
        place = (x, y + inwards * PLATE_M[1] / 2, z - (PLATE_M[2] - panel.letter_m) / 2)
        boards.append(bar(PLATE_M, place, PLATE))
    return [*boards, *lettering(panels, TRIM, 0.003)]
