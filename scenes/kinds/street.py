"""Kinds of things of a street: its houses, what drives and parks there, and what stands on its pavements."""

from __future__ import annotations

from ..poses import Vec3
from .kind import Families, Kind, flat

PAINTED: Families = ("street steel:grey,green,white", "street steel:black", "steel")
IRON: Families = ("street steel:black", "street steel:green,grey")
STICKERS: Families = ("sign sheet", "paper", "cover")
VEHICLE: tuple[Families, ...] = (
    ("car paint:white,grey", "car paint:black,dark grey", "car paint:grey,blue,dark blue", "car paint"),  # as bought
    ("car glass",),
    ("tyre",),
    ("steel", "painted steel:grey"),
    ("plastic:black",),
    ("lamp glass:white",),
    ("lamp glass:red",),
    ("plastic:white,yellow",),
    ("fabric:grey,dark grey", "fabric:dark grey", "leather:black,brown"),
    ("plastic:grey,white",),
    ("lamp glass:orange",),
)
CYCLE: tuple[Families, ...] = (
    ("car paint",),
    ("tyre",),
    ("metal", "steel"),
    ("leather:black,brown",),
    ("plastic:black",),
    ("lamp glass:white",),
    ("lamp glass:red",),
    ("plastic:white,yellow",),
    ("lamp glass:orange",),
)
TAXI: Families = ("car paint:white,black,yellow",)
CAB: Families = ("car paint:blue,dark blue", "car paint:red", "car paint:green,dark grey,yellow")  # and the firm's name
BOX: Families = ("enamel:white", "enamel:white", "painted steel:grey")
WALLS: Families = ("render", "render", "render", "facade brick", "facade brick", "facade stone", "concrete")
HOUSE: tuple[Families, ...] = (
    WALLS,
    ("facade trim",),
    ("window glass:black",),
    ("lampshade", "lampshade", "fabric:white,beige,grey,dark green,red"),
    ("paper",),
    ("roof tile", "roof tile", "slate"),
    ("lacquer", "painted steel", "facade stone", "=1"),
    ("enamel:black", "painted steel:grey"),
    ("concrete", "asphalt", "screed"),
    ("sign sheet:white",),
    ("enamel:black", "sign sheet:blue,red"),
    ("pane",),
    ("plastic:red,yellow,orange,green", "paper", "wicker"),
    ("fabric", "enamel:white,blue,green", "ceramic"),
    ("cardboard:brown", "cardboard:brown", "paper"),  # rooms, as dim as deep ones; no walls with the wear of theirs
    ("shop lamp",),
)
FAR_HOUSE = (*HOUSE[:4], ("window glass:black",), HOUSE[5])  # whose panes are the first and the last that is seen


def _vehicle(category: str, generator: str, low_m: Vec3, high_m: Vec3) -> Kind:
    return Kind(category, generator, low_m, high_m, VEHICLE)


KINDS: dict[str, Kind] = {
    "building": Kind("building", "building", (7.0, 10.0, 8.0), (16.0, 14.0, 24.0), HOUSE),
    "distant buildings": Kind("building", "distant buildings", (90.0, 10.0, 12.0), (130.0, 14.0, 22.0), FAR_HOUSE),
    "hatchback": _vehicle("car", "hatchback", (1.90, 3.8, 1.44), (2.0, 4.35, 1.52)),
    "saloon": _vehicle("car", "saloon", (1.97, 4.45, 1.41), (2.06, 4.9, 1.47)),
    "estate": _vehicle("car", "estate", (1.97, 4.5, 1.47), (2.06, 4.9, 1.54)),
    "suv": _vehicle("car", "suv", (2.02, 4.3, 1.64), (2.1, 4.75, 1.74)),
    "taxi": Kind("car", "taxi", (1.97, 4.5, 1.56), (2.04, 4.85, 1.62), (TAXI, *VEHICLE[1:])),
    "pickup": _vehicle("car", "pickup", (2.06, 5.1, 1.78), (2.12, 5.4, 1.86)),
    "van": _vehicle("van", "van", (2.1, 4.9, 1.95), (2.14, 5.6, 2.4)),
    "lorry": Kind("lorry", "lorry", (2.45, 6.8, 3.1), (2.65, 8.8, 3.7), (CAB, *VEHICLE[1:3], BOX, *VEHICLE[4:])),
    "bus": _vehicle("bus", "bus", (2.68, 10.5, 2.95), (2.74, 12.0, 3.15)),
    "motorcycle": Kind("motorcycle", "motorcycle", (0.76, 2.0, 1.16), (0.84, 2.16, 1.24), CYCLE),
    "scooter": Kind("motorcycle", "scooter", (0.68, 1.76, 1.12), (0.72, 1.88, 1.18), CYCLE),
    "street lamp": Kind(
        "street lamp", "street lamp", (0.18, 1.5, 5.5), (0.24, 2.2, 8.0), (PAINTED, ("lamp glass:white",), STICKERS)
    ),
    "traffic light": Kind(
        "traffic light",
        "traffic light",
        (0.28, 0.5, 3.0),
        (0.32, 0.5, 3.4),
        (IRON, ("plastic:black",), ("lamp glass:red",), ("lamp glass:orange",), ("lamp glass:green",)),
    ),
    "traffic sign": Kind(
        "traffic sign",
        "traffic sign",
        (0.55, 0.12, 2.4),
        (0.7, 0.12, 2.9),
        (("metal",), ("sign sheet:white",), ("sign sheet:red",), ("sign sheet:blue",), ("enamel:black",)),
    ),
    "bollard": Kind("bollard", "bollard", *flat((0.14, 0.2), (0.8, 1.05)), (IRON, ("sign sheet:white,red",))),
    "litter bin": Kind("bin", "street bin", *flat((0.42, 0.55), (0.85, 1.1)), (IRON, ("plastic:black",), STICKERS)),
    "bicycle": Kind(
        "bicycle",
        "bicycle",
        (0.58, 1.68, 1.02),
        (0.62, 1.8, 1.1),
        (("car paint",), ("tyre",), ("metal",), ("leather:black,brown",)),
    ),
    "hydrant": Kind(
        "fire hydrant",
        "hydrant",
        *flat((0.34, 0.4), (0.7, 0.85)),
        (("street steel:red,yellow", "car paint:red"), ("metal",)),
    ),
    "post box": Kind(
        "post box",
        "post box",
        (0.45, 0.38, 1.2),
        (0.6, 0.45, 1.5),
        (("car paint:red,blue,yellow",), ("plastic:black",)),
    ),
    "utility cabinet": Kind(
        "utility cabinet",
        "utility cabinet",
        (0.7, 0.32, 1.0),
        (1.3, 0.4, 1.45),
        (("street steel:grey,green",), ("concrete",), STICKERS),
    ),
    "parking meter": Kind(
        "parking meter",
        "parking meter",
        (0.3, 0.24, 1.5),
        (0.36, 0.28, 1.75),
        (("street steel:grey,blue",), ("screen",)),
    ),
    "bus shelter": Kind(
        "bus stop", "bus shelter", (3.2, 1.2, 2.4), (4.2, 1.4, 2.55), (IRON, ("pane",), ("wood",), ("painting",))
    ),
    "pushchair": Kind(
        "pushchair",
        "pushchair",
        (0.5, 0.82, 0.98),
        (0.6, 0.95, 1.1),
        (("fabric:black,grey,blue,red,green,beige",), ("steel", "painted steel:black,grey"), ("tyre",)),
    ),
    "shopping trolley": Kind(
        "shopping trolley",
        "shopping trolley",
        (0.52, 0.85, 0.96),
        (0.6, 1.0, 1.06),
        (("steel",), ("plastic:red,blue,orange,green",), ("rubber:black,grey",)),
    ),
    "leash": Kind(
        "leash",
        "leash",
        (0.012, 0.5, 0.3),
        (0.02, 1.2, 0.7),
        (("leather:black,brown,red", "fabric:red,blue,green,black"),),
    ),
    "railing": Kind("railing", "railing", (2.0, 0.06, 1.0), (3.0, 0.06, 1.1), (IRON,)),
    "cafe table": Kind("cafe table", "cafe table", *flat((0.6, 0.75), (0.71, 0.75)), (("metal", "lacquer"), IRON)),
    "a-board": Kind(
        "a-board",
        "lettered a-board",
        (0.5, 0.45, 0.85),
        (0.65, 0.6, 1.05),
        (("wood", "enamel:black"), ("chalkboard",), ("paper",)),
    ),
    "manhole": Kind("manhole cover", "manhole", *flat((0.65, 0.75), (0.008, 0.012)), (("rusty iron",), ("concrete",))),
}
