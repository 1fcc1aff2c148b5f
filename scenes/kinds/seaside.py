"""Kinds of things of harbours, beaches and mountains."""

from __future__ import annotations

from .kind import Families, Kind, flat

HULL: Families = ("lacquer:white", "enamel:white", "painted steel:blue,red,green,dark blue")
HUT: tuple[Families, ...] = (
    ("lacquer:white,blue,green", "painted steel:red,yellow,blue", "lacquer"),
    ("lacquer:white", "slate", "roof tile"),
    ("lacquer:white",),
    ("window glass:black",),
    ("weathered wood",),
)
CABIN: tuple[Families, ...] = (
    ("weathered wood", "raw wood", "wood:brown,dark brown"),
    ("slate", "weathered wood"),
    ("lacquer:white,green", "painted steel:red"),
    ("window glass:black",),
    ("facade stone",),
)

KINDS: dict[str, Kind] = {
    "quay": Kind(
        "quay",
        "quay",
        (112.0, 18.0, 4.5),
        (112.0, 18.0, 4.5),
        (
            ("cobbles", "concrete", "paving", "asphalt"),
            ("facade stone", "concrete"),
            ("kerb stone", "facade stone"),
            ("rusty iron",),
            ("rubber:black",),
        ),
    ),
    "sailing boat": Kind(
        "boat",
        "sailing boat",
        (2.6, 7.4, 10.0),
        (3.2, 9.8, 13.0),
        (
            HULL,
            ("lacquer:white", "planks"),
            ("metal", "enamel:white"),
            ("fabric:blue,dark blue,white,green",),
            ("screen",),
        ),
    ),
    "fishing boat": Kind(
        "boat",
        "fishing boat",
        (2.9, 7.6, 5.2),
        (3.6, 10.0, 6.4),
        (
            ("painted steel:blue,red,green", "lacquer:white", "lacquer:black"),
            ("weathered wood", "painted steel:grey"),
            ("lacquer:white", "enamel:white"),
            ("window glass:black",),
            ("painted steel:grey,orange", "rusty iron"),
            ("plastic:orange,white,red",),
        ),
    ),
    "mooring bollard": Kind(
        "bollard", "mooring bollard", *flat((0.34, 0.44), (0.42, 0.55)), (("rusty iron", "enamel:black"),)
    ),
    "mooring rope": Kind(
        "rope", "mooring rope", (2.0, 0.03, 0.8), (6.0, 0.04, 1.6), (("fabric:beige,white,blue,orange",),)
    ),
    "fishing net": Kind(
        "fishing net",
        "net heap",
        (1.2, 0.9, 0.35),
        (2.4, 1.6, 0.7),
        (("fabric:green,dark green,blue,orange,brown",), ("plastic:orange,white,yellow",)),
    ),
    "beach hut": Kind("hut", "hut", (1.8, 2.1, 2.5), (2.3, 2.8, 3.0), HUT),
    "mountain hut": Kind("hut", "hut", (5.4, 6.4, 4.2), (7.2, 9.0, 5.6), CABIN),
    "snowed hut": Kind("hut", "snowed hut", (5.4, 6.4, 4.6), (7.2, 9.0, 6.0), (*CABIN, ("snow",))),
    "boat shed": Kind(
        "shed",
        "hut",
        (6.0, 7.0, 4.4),
        (9.0, 11.0, 6.0),
        (("weathered wood", "painted steel:red,green,blue", "lacquer:white,black"), *CABIN[1:4], ("concrete",)),
    ),
    "lifeguard tower": Kind(
        "tower",
        "lifeguard tower",
        (2.4, 4.2, 3.4),
        (3.0, 5.0, 4.2),
        (
            ("weathered wood", "lacquer:white"),
            ("lacquer:white", "painted steel:yellow,red,blue", "lacquer:blue"),
            ("painted steel:red,orange,blue", "slate"),
            ("window glass:black",),
        ),
    ),
    "beach towel": Kind("towel", "beach towel", (0.75, 1.5, 0.02), (1.0, 1.8, 0.03), (("towel", "awning"),)),
    "dune grass": Kind("grass", "grass", *flat((0.7, 1.2), (0.5, 0.9)), (("grass:yellow", "grass"),)),
}
