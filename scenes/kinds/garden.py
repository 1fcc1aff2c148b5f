"""Kinds of things of gardens and open land."""

from __future__ import annotations

from .kind import Families, Kind, flat

BARK: Families = ("bark",)
SUMMER: Families = ("leaves:green",)
GREENS: Families = ("leaves:green", "leaves:dark green")

KINDS: dict[str, Kind] = {
    "broadleaf tree": Kind("tree", "broadleaf tree", *flat((5.0, 11.0), (6.5, 15.0)), (SUMMER, BARK)),
    "autumn tree": Kind(
        "tree", "broadleaf tree", *flat((5.0, 10.0), (6.5, 14.0)), (("leaves:yellow,orange,red",), BARK)
    ),
    "columnar tree": Kind("tree", "columnar tree", *flat((2.2, 4.2), (9.0, 20.0)), (SUMMER, BARK)),
    "birch": Kind("tree", "birch", *flat((3.8, 7.0), (8.0, 15.0)), (SUMMER, ("birch bark",))),
    "fruit tree": Kind("tree", "fruit tree", *flat((3.2, 5.5), (3.2, 5.2)), (SUMMER, BARK)),
    "young tree": Kind("tree", "broadleaf tree", *flat((1.6, 2.6), (3.2, 4.6)), (SUMMER, BARK)),
    "bare tree": Kind("tree", "bare tree", *flat((5.0, 10.0), (6.0, 14.0)), (BARK,)),
    "conifer": Kind("tree", "conifer", *flat((3.0, 7.5), (6.0, 19.0)), (("needles",), BARK)),
    "bush": Kind("bush", "shrub", *flat((0.9, 2.2), (0.7, 2.1)), (GREENS, BARK)),
    "hedge": Kind("hedge", "hedge", (1.6, 0.5, 0.8), (2.4, 0.8, 1.8), (GREENS, ("leaves:dark green",))),
    "grass": Kind("grass", "grass", *flat((1.2, 1.8), (0.12, 0.4)), (("grass:green", "grass:green", "grass"),)),
    "reeds": Kind("grass", "grass", *flat((0.8, 1.3), (0.9, 1.6)), (("grass",),)),
    "flowers": Kind("flowers", "flowers", *flat((0.4, 0.9), (0.25, 0.55)), (SUMMER, ("petals",))),
    "rock": Kind("rock", "rock", (0.5, 0.4, 0.3), (2.0, 1.6, 1.2), (("rock",),)),
    "log": Kind("log", "log", (2.0, 0.45, 0.4), (4.5, 0.7, 0.7), (BARK,)),
    "fence": Kind("fence", "fence", (2.4, 0.16, 1.0), (3.0, 0.18, 1.25), (("weathered wood",),)),
    "park bench": Kind(
        "bench", "park bench", (1.5, 0.55, 0.78), (1.9, 0.65, 0.9), (("weathered wood", "wood"), ("enamel:black",))
    ),
    "hay bale": Kind("hay bale", "hay bale", *flat((1.2, 1.5), (1.2, 1.5)), (("hay",),)),
    "fern": Kind("fern", "fern", *flat((0.7, 1.3), (0.4, 0.9)), (SUMMER,)),
}
