"""Kinds of things of lobbies, classrooms, warehouses and corridors."""

from __future__ import annotations

from .kind import Families, Kind, flat

STEEL: Families = ("painted steel",)
RACKS: Families = ("painted steel:blue,green,grey",)
BEAMS: Families = ("painted steel:orange,yellow,grey",)
DARK: Families = ("plastic:black,grey",)
INK: Families = ("enamel:black", "sign sheet:red,blue")
MARKER: Families = ("plastic:black,blue",)
PRINTS: Families = ("plastic:black", "plastic:black", "plastic:blue,green,red,brown")
NOTES: tuple[Families, ...] = (("paper",), ("painting",), ("cover",))

KINDS: dict[str, Kind] = {
    "column": Kind(
        "column",
        "column",
        *flat((0.4, 0.7), (3.4, 8.0)),
        (("paint:white,grey", "concrete"), ("metal", "stone")),
    ),
    "reception desk": Kind(
        "reception desk",
        "reception desk",
        (2.4, 0.8, 1.08),
        (4.5, 0.95, 1.18),
        (("wood", "lacquer", "stone"), ("stone", "wood"), ("enamel:black",)),
    ),
    "planter": Kind(
        "planter",
        "planter",
        (0.8, 0.35, 0.9),
        (1.6, 0.45, 1.3),
        (("foliage",), ("concrete", "enamel", "wood"), ("soil",)),
    ),
    "tall plant": Kind(
        "plant", "plant", *flat((0.9, 1.3), (1.7, 2.6)), (("foliage",), ("ceramic", "concrete", "enamel"), ("soil",))
    ),
    "information screen": Kind(
        "information screen", "info screen", (0.6, 0.4, 1.7), (0.8, 0.5, 2.0), (("enamel",), ("screen",))
    ),
    "bench": Kind(
        "bench",
        "bench",
        (1.3, 0.42, 0.42),
        (2.0, 0.55, 0.47),
        (("wood", "wood", "leather", "fabric"), ("enamel", "metal")),
    ),
    "barrier post": Kind(
        "barrier post", "barrier post", *flat((0.3, 0.34), (0.95, 1.02)), (("metal",), ("=0", "enamel"))
    ),
    "long pendant lamp": Kind(
        "ceiling lamp", "pendant lamp", *flat((0.6, 0.9), (1.1, 1.6)), (("lampshade",), ("enamel",))
    ),
    "light panel": Kind(
        "ceiling lamp",
        "panel light",
        (0.6, 0.6, 0.03),
        (0.6, 0.6, 0.03),
        (("light panel",), ("enamel:white", "enamel:white,grey")),
    ),
    "strip light": Kind(
        "ceiling lamp", "strip light", (1.5, 0.14, 0.5), (1.8, 0.18, 0.9), (("light panel",), ("enamel:white,grey",))
    ),
    "school desk": Kind(
        "desk",
        "school desk",
        (1.2, 0.5, 0.72),
        (1.4, 0.6, 0.76),
        (
            ("wood", "wood", "laminate", "lacquer:white,grey"),
            ("enamel:grey,black,white", "painted steel:grey,blue,dark blue,green,red", "chrome"),
            ("plastic:black,grey",),
        ),
    ),
    "whiteboard": Kind(
        "whiteboard", "written board", (2.4, 0.09, 1.2), (4.0, 0.1, 1.25), (("whiteboard",), ("metal",), MARKER)
    ),
    "blackboard": Kind(
        "blackboard",
        "written board",
        (2.4, 0.09, 1.2),
        (4.5, 0.1, 1.25),
        (("chalkboard",), ("wood", "metal"), ("paper",)),
    ),
    "notice board": Kind(
        "notice board",
        "notice board",
        (0.9, 0.025, 0.6),
        (2.2, 0.03, 1.2),
        (("cork", "fabric"), ("wood", "metal"), *NOTES),
    ),
    "poster": Kind(
        "poster", "headline poster", (0.5, 0.004, 0.7), (0.85, 0.004, 1.2), (("painting",), ("paper",), INK, ("=2",))
    ),
    "advert": Kind(
        "poster", "framed advert", (0.5, 0.02, 0.72), (0.9, 0.03, 1.28), (("advert",), ("metal", "enamel:black,white"))
    ),
    "notices": Kind("poster", "notices", (0.22, 0.006, 0.31), (0.74, 0.008, 0.66), (("letter",), ("letter",))),
    "door plate": Kind(
        "sign",
        "door plate",
        (0.13, 0.012, 0.1),
        (0.2, 0.014, 0.16),
        (("metal", "plastic:white,blue", "enamel:white"), ("plastic:black", "enamel:black")),
    ),
    "bay sign": Kind(
        "sign",
        "door plate",
        (0.28, 0.012, 0.3),
        (0.4, 0.016, 0.42),
        (("painted steel:yellow,blue,orange", "enamel:white"), ("enamel:black",)),
    ),
    "wide advert": Kind(
        "poster", "framed advert", (2.2, 0.05, 1.4), (3.2, 0.08, 2.0), (("advert",), ("metal", "enamel:black,white"))
    ),
    "locker": Kind(
        "locker", "locker", (0.95, 0.45, 1.75), (2.6, 0.5, 1.95), (STEEL, ("=0", "painted steel"), ("enamel:black",))
    ),
    "lectern": Kind("lectern", "lectern", (0.5, 0.4, 1.05), (0.65, 0.5, 1.2), (("wood", "lacquer"), ("wood", "=0"))),
    "backpack": Kind("backpack", "backpack", (0.28, 0.24, 0.4), (0.34, 0.3, 0.5), (("fabric",), DARK)),
    "projector": Kind(
        "projector", "projector", (0.34, 0.3, 0.4), (0.44, 0.36, 0.7), (("plastic:white,grey",), ("screen",))
    ),
    "exit sign": Kind(
        "exit sign",
        "exit sign",
        (0.4, 0.05, 0.28),
        (0.55, 0.06, 0.36),
        (("exit sign",), ("enamel:white,grey",), ("light panel",)),
    ),
    "fire extinguisher": Kind(
        "fire extinguisher",
        "fire extinguisher",
        *flat((0.19, 0.22), (0.5, 0.6)),
        (("painted steel:red",), ("plastic:black",)),
    ),
    "public bin": Kind(
        "bin", "litter bin", *flat((0.34, 0.42), (0.6, 0.8)), (("metal", "painted steel"), ("plastic:black",))
    ),
    "pallet rack": Kind(
        "pallet rack",
        "rack",
        (5.6, 1.24, 3.6),
        (28.2, 1.3, 6.6),
        (RACKS, BEAMS, ("raw wood", "painted steel:grey"), ("paper",)),
    ),
    "pallet": Kind("pallet", "pallet", (0.8, 1.2, 0.144), (0.8, 1.2, 0.144), (("raw wood",),)),
    "carton": Kind(
        "box",
        "labelled carton",
        (0.28, 0.22, 0.16),
        (0.6, 0.42, 0.45),
        (("cardboard",), ("tape",), ("paper",), INK),
        "closed",
        "open carton",
    ),
    "open carton": Kind(
        "box", "open carton", (0.5, 0.38, 0.26), (0.86, 0.62, 0.5), (("cardboard",), ("tape",)), "open"
    ),
    "carton stack": Kind(
        "stack of boxes",
        "carton stack",
        (0.72, 1.1, 0.35),
        (0.78, 1.18, 1.2),
        (("cardboard",), ("tape",), ("paper",), PRINTS, ("=1",), ("cardboard",), ("film",)),
    ),
    "crate": Kind("crate", "crate", (0.7, 0.9, 0.5), (0.78, 1.15, 0.95), (("raw wood",), ("=0", "raw wood"))),
    "barrel": Kind("barrel", "barrel", *flat((0.57, 0.59), (0.85, 0.9)), (STEEL, ("metal",))),
    "pallet truck": Kind(
        "pallet truck", "pallet truck", (0.54, 1.55, 1.2), (0.56, 1.65, 1.25), (STEEL, ("plastic:black",))
    ),
    "forklift": Kind(
        "forklift",
        "forklift",
        (1.1, 3.1, 2.1),
        (1.25, 3.5, 2.2),
        (("painted steel:orange,yellow,red,green",), ("plastic:black",), ("metal",)),
    ),
    "step ladder": Kind(
        "ladder", "step ladder", (0.5, 0.9, 1.5), (0.62, 1.4, 2.4), (("metal",), ("metal", "painted steel"))
    ),
    "traffic cone": Kind("traffic cone", "cone", *flat((0.28, 0.38), (0.45, 0.75)), (("plastic:orange",), ("paper",))),
    "roof truss": Kind("roof truss", "truss", (12.0, 0.16, 0.9), (22.0, 0.2, 1.2), (("painted steel:grey,blue,red",),)),
    "gate": Kind("gate", "shutter", (3.2, 0.16, 3.2), (4.2, 0.18, 4.2), (("painted steel:grey,blue",), ("metal",))),
}
