"""Kinds of things of gardens and yards between houses."""

from __future__ import annotations

from .kind import Families, Kind, flat
from .street import HOUSE

TIMBER: Families = ("weathered wood", "weathered wood", "wood", "raw wood")
IRON: Families = ("enamel:black", "painted steel:grey,green", "metal")
POT: Families = ("terracotta", "terracotta", "ceramic", "concrete", "enamel")
SUMMER: Families = ("leaves:green",)
GREENS: Families = ("leaves:green", "leaves:dark green")
MASONRY: Families = ("facade brick", "render", "facade stone", "concrete")
STONE: Families = ("concrete", "kerb stone", "facade stone")

BIN: tuple[Families, ...] = (
    ("plastic:black,green,grey", "plastic:black"),
    ("plastic:black,green,blue,yellow,brown",),
    ("tyre",),
)

KINDS: dict[str, Kind] = {
    "house back": Kind("building", "house back", (8.0, 8.0, 8.5), (14.0, 11.0, 14.0), HOUSE),
    "garden wall": Kind("wall", "garden wall", (3.0, 0.3, 1.8), (8.0, 0.36, 2.6), (MASONRY, STONE)),
    "board fence": Kind(
        "fence", "board fence", (3.0, 0.14, 1.5), (8.0, 0.16, 2.0), (("weathered wood", "lacquer", "wood"),)
    ),
    "garden gate": Kind(
        "gate", "garden gate", (1.2, 0.14, 1.6), (1.6, 0.16, 2.0), (("weathered wood", "lacquer"), IRON)
    ),
    "flower bed": Kind(
        "flower bed", "flower bed", (1.5, 0.6, 0.1), (6.0, 1.3, 0.16), (("soil",), (*STONE, "weathered wood"))
    ),
    "raised bed": Kind("raised bed", "raised bed", (1.2, 0.7, 0.35), (2.0, 1.0, 0.7), (TIMBER, ("soil",))),
    "shed": Kind(
        "shed",
        "shed",
        (1.8, 1.6, 2.1),
        (3.0, 2.2, 2.5),
        (TIMBER, ("slate", "asphalt", "roof tile"), ("lacquer", "=0"), ("window glass:black",)),
    ),
    "pergola": Kind("pergola", "pergola", (2.6, 2.2, 2.3), (4.2, 3.2, 2.6), (TIMBER, SUMMER)),
    "lawn": Kind("lawn", "lawn", *flat((1.2, 1.2), (0.045, 0.075)), (("grass:green",), ("=0",))),
    "stepping stone": Kind(
        "paving", "stepping stone", *flat((0.4, 0.6), (0.04, 0.05)), (("facade stone", "concrete"),)
    ),
    "steps": Kind("steps", "steps", (1.4, 0.35, 0.16), (2.4, 0.9, 0.48), (STONE,)),
    "garden table": Kind("garden table", "garden table", (0.9, 0.7, 0.72), (2.0, 1.0, 0.76), (TIMBER, ("=0", *IRON))),
    "garden chair": Kind(
        "chair",
        "garden chair",
        (0.46, 0.5, 0.84),
        (0.58, 0.6, 0.96),
        (("weathered wood", "wood", "lacquer"), ("=0", *IRON)),
    ),
    "parasol": Kind(
        "parasol", "parasol", *flat((2.0, 3.0), (2.3, 2.7)), (("awning", "fabric"), ("wood", "metal"), ("concrete",))
    ),
    "sun lounger": Kind(
        "sun lounger", "sun lounger", (0.62, 1.8, 0.7), (0.72, 2.0, 0.9), (("weathered wood", "plastic:white"), ("=0",))
    ),
    "barbecue": Kind(
        "barbecue",
        "barbecue",
        *flat((0.48, 0.6), (0.9, 1.05)),
        (("enamel:black", "car paint:red"), ("metal",), ("wood",)),
    ),
    "flower pot": Kind(
        "flower pot", "flower pot", *flat((0.28, 0.6), (0.35, 0.75)), (SUMMER, ("petals",), POT, ("soil",))
    ),
    "potted bush": Kind("plant", "potted bush", *flat((0.5, 0.9), (0.8, 1.6)), (GREENS, ("bark",), POT, ("soil",))),
    "watering can": Kind(
        "watering can",
        "watering can",
        (0.19, 0.5, 0.34),
        (0.22, 0.6, 0.42),
        (("metal", "plastic:green,blue,red", "lacquer"),),
    ),
    "garden hose": Kind(
        "garden hose",
        "garden hose",
        (0.48, 0.7, 0.1),
        (0.62, 0.85, 0.15),
        (("rubber:green,yellow,orange", "plastic:green"), ("plastic:yellow,black",)),
    ),
    "firewood": Kind("firewood", "firewood", (1.0, 0.35, 0.7), (2.6, 0.5, 1.5), (("bark",), ("raw wood",), TIMBER)),
    "lantern": Kind(
        "lantern",
        "lantern",
        *flat((0.16, 0.26), (0.34, 0.6)),
        (("enamel:black,white", "metal"), ("pane",), ("wax:white",)),
    ),
    "wheelie bin": Kind(
        "bin",
        "wheelie bin",
        (0.48, 0.55, 0.95),
        (0.58, 0.72, 1.1),
        BIN,
        "closed",
        "open wheelie bin",
    ),
    "open wheelie bin": Kind("bin", "open wheelie bin", (0.48, 0.55, 1.4), (0.58, 0.72, 1.6), BIN, "open"),
    "wheelbarrow": Kind(
        "wheelbarrow",
        "wheelbarrow",
        (0.6, 1.35, 0.58),
        (0.66, 1.5, 0.66),
        (("painted steel:green,grey", "metal"), IRON, ("tyre",)),
    ),
    "rain barrel": Kind(
        "rain barrel",
        "rain barrel",
        *flat((0.5, 0.7), (0.75, 1.0)),
        (("weathered wood", "wood"), ("rusty iron",), ("water",)),
    ),
    "bird bath": Kind(
        "bird bath", "bird bath", *flat((0.45, 0.65), (0.6, 0.9)), (("concrete", "facade stone"), ("water",))
    ),
    "bucket": Kind(
        "bucket", "bucket", *flat((0.26, 0.34), (0.24, 0.34)), (("metal", "plastic:red,blue,black"), ("metal",))
    ),
    "swing": Kind(
        "swing",
        "swing",
        (1.7, 1.5, 1.9),
        (2.2, 1.8, 2.2),
        (
            ("painted steel:red,blue,green,yellow", "wood"),
            ("wood", "plastic:red,blue,yellow,black"),
            ("fabric:beige,white,blue",),
        ),
    ),
    "garden ball": Kind("ball", "garden ball", *flat((0.18, 0.24), (0.18, 0.24)), (("rubber:red,blue,yellow",),)),
}
