"""Which models of people and animals are met in which layout, on what, how often and how many. Rates are taste."""

from __future__ import annotations

from ..animals.habitats import Guest

PERSON, SEATED, RESTING = ("person",), ("sitting",), ("resting",)
STANDING = ("standing",)
SEATS = ("chair", "stool", "bench", "sofa", "armchair")

VISITS: dict[str, tuple[Guest, ...]] = {
    "room": (
        Guest(PERSON, STANDING, ("floor",), 0.25, (1, 2), 1.2),
        Guest(PERSON, SEATED, SEATS, 0.3, (1, 2)),
        Guest(PERSON, RESTING, ("rug", "bed", "floor"), 0.08),
        Guest(("dog", "cat"), STANDING, ("rug", "floor"), 0.1),
    ),
    "hall": (
        Guest(PERSON, STANDING, ("floor",), 0.4, (1, 4), 1.6),
        Guest(PERSON, SEATED, SEATS, 0.35, (1, 4)),
    ),
    "street": (
        Guest(PERSON, SEATED, ("bench",), 0.3, (1, 2)),
        Guest(("dog", "cat"), STANDING, ("pavement",), 0.1),
    ),
    "courtyard": (
        Guest(PERSON, STANDING, ("paving", "lawn"), 0.35, (1, 3), 1.3),
        Guest(PERSON, SEATED, SEATS, 0.3, (1, 2)),
        Guest(PERSON, RESTING, ("lawn",), 0.15, (1, 2), 1.5),
        Guest(("dog", "cat", "rabbit", "chicken"), STANDING, ("paving", "lawn"), 0.2, (1, 2), 1.0),
    ),
    "landscape": (
        Guest(PERSON, STANDING, ("ground", "sand"), 0.2, (1, 3), 1.6, (4.0, 16.0)),
        Guest(PERSON, RESTING, ("ground", "sand"), 0.1, (1, 2), 1.8, (4.0, 10.0)),
        Guest(("horse",), STANDING, ("ground",), 0.15, (1, 3), 5.0, (8.0, 30.0)),
        Guest(("dog",), STANDING, ("ground",), 0.08, far_m=(4.0, 14.0)),
    ),
}
