"""Kinds of things of car parks, motorways and building sites."""

from __future__ import annotations

from .kind import Families, Kind

GALVANISED: Families = ("painted steel:grey", "metal")
CONCRETE: Families = ("concrete",)
PLANT: Families = ("car paint:yellow", "car paint:yellow", "plastic:orange")
BOX: Families = ("painted steel:blue,green,grey,red,white",)
GANTRY: tuple[Families, ...] = (GALVANISED, ("sign sheet:blue", "lamp glass:green"), ("sign sheet:white",))

KINDS: dict[str, Kind] = {
    "excavator": Kind(
        "excavator",
        "excavator",
        (2.5, 6.2, 3.35),
        (2.65, 6.5, 3.5),
        (PLANT, ("plastic:black",), ("steel",), ("car glass",), ("fabric:grey,dark grey",)),
    ),
    "scaffolding": Kind(
        "scaffolding", "scaffolding", (8.0, 1.0, 5.0), (24.0, 1.1, 13.0), (GALVANISED, ("raw wood", "weathered wood"))
    ),
    "container": Kind(
        "container",
        "container",
        (6.06, 2.44, 2.59),
        (6.06, 2.44, 2.59),
        (BOX, ("painted steel:grey,white",), ("window glass:black",)),
    ),
    "portable toilet": Kind(
        "portable toilet",
        "portable toilet",
        (1.1, 1.14, 2.25),
        (1.15, 1.2, 2.35),
        (("plastic:blue,green,orange",), ("plastic:white",), ("plastic:black",)),
    ),
    "sand heap": Kind("heap", "heap", (3.2, 2.6, 1.0), (5.4, 4.6, 1.7), (("sand",),)),
    "gravel heap": Kind("heap", "heap", (3.2, 2.6, 1.0), (5.4, 4.6, 1.7), (("gravel",),)),
    "earth heap": Kind("heap", "heap", (3.6, 3.0, 1.1), (6.5, 5.0, 2.1), (("soil",),)),
    "brick pallet": Kind(
        "bricks",
        "brick pallet",
        (0.95, 0.95, 0.8),
        (1.05, 1.05, 0.86),
        (("facade brick",), ("raw wood",), ("plastic:black",)),
    ),
    "mesh fence": Kind("fence", "mesh fence", (3.4, 0.6, 2.0), (3.5, 0.62, 2.05), (GALVANISED, CONCRETE)),
    "hoarding": Kind(
        "fence",
        "hoarding",
        (3.6, 0.6, 2.0),
        (3.7, 0.62, 2.2),
        (("lacquer:white,blue,green", "raw wood"), ("raw wood",)),
    ),
    "raw building": Kind(
        "building",
        "raw building",
        (14.0, 9.0, 7.0),
        (26.0, 12.0, 16.0),
        (CONCRETE, ("facade brick",), ("rusty iron",)),
    ),
    "guard rail": Kind("railing", "guard rail", (12.0, 0.3, 0.75), (12.0, 0.32, 0.78), (GALVANISED,)),
    "concrete barrier": Kind("railing", "concrete barrier", (6.0, 0.6, 0.85), (6.0, 0.62, 0.95), (CONCRETE,)),
    "gantry": Kind("traffic sign", "gantry", (22.0, 1.0, 7.4), (36.0, 1.1, 8.0), GANTRY),
    "left gantry": Kind("traffic sign", "left gantry", (22.0, 1.0, 7.4), (36.0, 1.1, 8.0), GANTRY),
    "overpass": Kind("bridge", "overpass", (8.0, 110.0, 7.2), (11.0, 150.0, 8.0), (CONCRETE, GALVANISED, ("meadow",))),
    "ridge": Kind("ground", "ridge", (300.0, 120.0, 14.0), (700.0, 200.0, 55.0), (("meadow",),)),
    "trolley shelter": Kind(
        "trolley shelter",
        "trolley shelter",
        (2.5, 4.2, 2.3),
        (2.7, 4.8, 2.45),
        (GALVANISED, ("pane",), ("sign sheet:blue,red,yellow",)),
    ),
    "store": Kind(
        "building",
        "store",
        (36.0, 18.0, 6.6),
        (52.0, 24.0, 7.6),
        (
            ("panelling:white,grey,beige", "facade brick"),
            ("window glass:black",),
            ("sign sheet:red,blue,yellow", "lamp glass:green"),
            ("sign sheet:white",),
            ("painted steel:grey", "metal"),
        ),
    ),
}
