"""Which animals are met in which layout, on what, how often and how many. Rates are taste, and low."""

from __future__ import annotations

from dataclasses import dataclass

DOGS = ("retriever", "shepherd dog", "terrier", "hound")
AFOOT = ("walking", "walking", "standing", "sitting")
AT_REST = ("lying", "sitting")
ON_GROUND = ("standing", "pecking")


@dataclass(frozen=True, slots=True)
class Guest:
    """Animals of some breeds: their postures, the categories of what they are on, and which share of scenes has them.

    There are `count` of them, from … to, mostly within `spread_m` of one another. `far_m` is how far from the
    middle of open land they are, from … to.
    """

    breeds: tuple[str, ...]
    postures: tuple[str, ...]
    on: tuple[str, ...]
    share: float
    count: tuple[int, int] = (1, 1)
    spread_m: float = 1.0
    far_m: tuple[float, float] = (5.0, 20.0)


HABITATS: dict[str, tuple[Guest, ...]] = {
    "street": (
        Guest(("pigeon",), ON_GROUND, ("pavement",), 0.15, (3, 9), 1.1),
        Guest(("sparrow",), ON_GROUND, ("pavement",), 0.04, (2, 6), 0.7),
        Guest(DOGS, AFOOT, ("pavement",), 0.12, (1, 2), 20.0),
        Guest(("cat",), ("sitting", "walking"), ("pavement",), 0.03),
        Guest(("gull",), ("standing",), ("railing", "bench"), 0.04, (1, 3), 3.0),
        Guest(("pigeon",), ("standing",), ("building", "awning", "utility cabinet"), 0.05, (1, 4), 1.5),
    ),
    "courtyard": (
        Guest(("pigeon",), ON_GROUND, ("paving",), 0.12, (2, 6), 0.9),
        Guest(("sparrow",), ON_GROUND, ("paving", "lawn"), 0.12, (2, 6), 0.7),
        Guest(("hen",), ON_GROUND, ("paving", "lawn"), 0.1, (3, 6), 1.3),
        Guest(DOGS, (*AFOOT, "lying"), ("paving", "lawn"), 0.15),
        Guest(("cat",), (*AT_REST, "walking"), ("wall", "bench", "paving", "lawn"), 0.2),
        Guest(("pigeon", "sparrow"), ("standing",), ("building", "wall", "bird bath", "fountain"), 0.08, (1, 3), 0.8),
    ),
    "room": (
        Guest(("cat",), AT_REST, ("sofa", "armchair", "windowsill", "rug", "bed", "floor"), 0.12),
        Guest(DOGS, AT_REST, ("rug", "rug", "floor"), 0.09),
        Guest((*DOGS, "cat"), ("lying",), ("bed", "blanket", "sofa"), 0.05),
    ),
    "landscape": (
        Guest(("cow",), ("standing", "grazing", "grazing", "lying"), ("ground",), 0.13, (4, 10), 8.0, (14.0, 45.0)),
        Guest(("sheep",), ("standing", "grazing", "grazing", "lying"), ("ground",), 0.13, (5, 14), 6.0, (10.0, 35.0)),
        Guest(("horse",), ("standing", "grazing", "grazing"), ("ground",), 0.1, (2, 5), 6.0, (10.0, 35.0)),
        Guest(DOGS, AFOOT, ("ground",), 0.08, far_m=(4.0, 14.0)),
        Guest(("duck",), ("swimming",), ("water",), 0.5, (2, 6), 1.6, (5.0, 25.0)),
        Guest(("gull",), ("standing",), ("sand",), 0.4, (2, 6), 2.0, (4.0, 16.0)),
    ),
}
