"""Kinds of things of pools, shores and camps, of what hangs before houses, and of towers that are seen from afar."""

from __future__ import annotations

from .kind import Families, Kind, flat

COPING: Families = ("facade stone", "concrete", "kerb stone")
PIER: Families = ("weathered wood", "weathered wood", "raw wood")
METAL: Families = ("painted steel:grey", "enamel:white,black", "metal")
CANVAS: Families = ("fabric:green,orange,red,blue,yellow,dark green",)
FLAGS: Families = ("fabric:red,blue,green,yellow,white",)

KINDS: dict[str, Kind] = {
    "swimming pool": Kind(
        "swimming pool",
        "swimming pool",
        (3.6, 2.4, 0.95),
        (5.6, 3.2, 1.05),
        (COPING, ("pool water",), ("chrome",), ("wall tile:white,blue",)),
    ),
    "fountain": Kind("fountain", "fountain", *flat((1.5, 2.1), (1.25, 1.7)), (COPING, ("basin water",))),
    "pier": Kind("pier", "pier", (1.5, 9.0, 2.4), (2.1, 15.0, 3.2), (PIER, ("bark", "weathered wood"))),
    "rowing boat": Kind(
        "boat",
        "rowing boat",
        (1.2, 3.1, 0.5),
        (1.45, 4.0, 0.58),
        (
            ("lacquer:white,blue,green,yellow", "painted steel:red,blue,green"),
            ("wood", "lacquer:white"),
            ("wood",),
            ("raw wood",),
        ),
    ),
    "tent": Kind("tent", "tent", (2.6, 3.0, 1.15), (3.2, 3.8, 1.5), (CANVAS, ("fabric:grey,dark grey",), ("metal",))),
    "church tower": Kind(
        "tower",
        "church tower",
        *flat((5.0, 7.0), (26.0, 40.0)),
        (
            ("facade stone", "render:white,beige", "facade brick"),
            ("slate", "roof tile"),
            ("enamel:black",),
            ("facade trim:white", "facade stone"),
        ),
    ),
    "water tower": Kind(
        "tower",
        "water tower",
        *flat((6.0, 9.0), (22.0, 32.0)),
        (("enamel:white", "painted steel:grey,green"), ("slate", "=0"), ("painted steel:grey", "=0")),
    ),
    "awning": Kind("awning", "awning", (1.6, 0.9, 0.45), (6.0, 1.3, 0.6), (("awning",), METAL)),
    "flag": Kind("flag", "flag", (0.34, 1.1, 1.3), (0.44, 1.3, 1.6), (FLAGS, FLAGS, METAL)),
    "slab path": Kind(
        "path", "slab path", (1.0, 1.0, 0.03), (1.2, 12.0, 0.04), (("facade stone", "concrete"), ("gravel",))
    ),
    "gravel path": Kind("path", "gravel path", (1.0, 1.0, 0.03), (1.2, 12.0, 0.04), (("gravel",), COPING)),
    "stone stairs": Kind(
        "staircase", "stairs", (1.5, 2.6, 1.7), (2.1, 3.2, 2.0), (COPING, ("=0", "facade brick", "render:white"), METAL)
    ),
}
