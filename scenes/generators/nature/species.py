"""Birds as data. Lengths are in shares of that from the breast to the tip of the tail; proportions are taste."""

from __future__ import annotations

from dataclasses import dataclass, field

from .shades import Tones
from .tufts import Tufts

COUNTERSHADED: Tones = {"back": -0.12, "belly": 0.15, "tail": -0.1}
PLUMAGE = Tufts(
    0.06, 1700, 0.3, -0.1, (0.0, 0.95, -0.3), 0.07, {"head": 0.3, "leg": 0.5, "wing": 1.3, "tail": 1.4}, 0.06
)


@dataclass(frozen=True, slots=True)
class Bird:
    """A body. `deep`: radii of breast and rump; `tilt_deg`: how far the breast is lifted; `neck`: length and radii.

    `beak`: length, radius at its root, and how flat it is; `legs`: length and radius; `tail`: length, half width and
    how many degrees it points up from the back.
    """

    deep: tuple[float, float]
    tilt_deg: float
    neck: tuple[float, float, float]
    head: float
    beak: tuple[float, float, float]
    legs: tuple[float, float]
    tail: tuple[float, float, float]
    postures: tuple[str, ...] = ("standing",)
    hooded: bool = False
    capped: bool = False
    comb: bool = False
    webbed: bool = False
    feathers: Tufts = PLUMAGE
    tones: Tones = field(default_factory=lambda: COUNTERSHADED)  # see `shades.shaded`
    bars: tuple[float, ...] = ()  # of a wing's length, where bands in the colour of the head lie across it


BIRDS: dict[str, Bird] = {
    "pigeon": Bird(
        (0.17, 0.12),
        16,
        (0.13, 0.11, 0.07),
        0.072,
        (0.055, 0.022, 1.0),
        (0.12, 0.015),
        (0.27, 0.07, -4),
        ("standing", "pecking"),
        hooded=True,
        bars=(0.1, 0.4),
    ),
    "sparrow": Bird(
        (0.17, 0.115),
        24,
        (0.07, 0.115, 0.09),
        0.094,
        (0.07, 0.032, 1.0),
        (0.13, 0.011),
        (0.36, 0.05, 2),
        ("standing", "pecking"),
        capped=True,
    ),
    "gull": Bird(
        (0.15, 0.1),
        10,
        (0.13, 0.1, 0.075),
        0.075,
        (0.1, 0.024, 0.8),
        (0.17, 0.014),
        (0.24, 0.06, 0),
        webbed=True,
        bars=(0.84, 0.93, 1.02),
    ),
    "duck": Bird(
        (0.165, 0.135),
        6,
        (0.2, 0.078, 0.054),
        0.066,
        (0.105, 0.026, 1.35),
        (0.09, 0.017),
        (0.2, 0.08, 12),
        ("swimming", "standing"),
        hooded=True,
        webbed=True,
    ),
    "hen": Bird(
        (0.23, 0.18),
        20,
        (0.2, 0.14, 0.075),
        0.075,
        (0.07, 0.026, 0.8),
        (0.17, 0.018),
        (0.34, 0.13, 62),
        ("standing", "pecking"),
        comb=True,
    ),
}
