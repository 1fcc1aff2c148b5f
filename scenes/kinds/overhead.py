"""Kinds of things under the ceilings of halls, and of signs there."""

from __future__ import annotations

from .kind import Families, Kind, flat

SHEET: Families = ("steel", "steel", "enamel:white,black", "painted steel:grey,dark blue")
HANGERS: Families = ("metal", "enamel:black")
WHITE: Families = ("enamel:white",)
DARK: Families = ("plastic:black",)
FACES: Families = ("sign sheet:blue", "enamel:white,black", "painted steel:dark blue,green,red")

KINDS: dict[str, Kind] = {
    "round duct": Kind("duct", "round duct", (4.0, 0.32, 0.5), (38.0, 0.6, 1.6), (SHEET, HANGERS, ("steel",))),
    "square duct": Kind(
        "duct", "square duct", (4.0, 0.5, 0.42), (38.0, 0.9, 1.6), (("steel",), HANGERS, ("enamel:white", "steel"))
    ),
    "sprinkler pipe": Kind(
        "pipe",
        "sprinkler pipe",
        (4.0, 0.09, 0.3),
        (38.0, 0.12, 1.4),
        (("painted steel:red", "steel"), HANGERS, ("metal",)),
    ),
    "cable tray": Kind(
        "cable tray",
        "cable tray",
        (4.0, 0.26, 0.3),
        (38.0, 0.4, 1.4),
        (("steel",), HANGERS, ("plastic:black",), ("plastic:grey,white",), ("plastic:blue,orange,green",)),
    ),
    "diffuser": Kind("vent", "diffuser", (0.595, 0.595, 0.02), (0.595, 0.595, 0.03), (WHITE, DARK)),
    "loudspeaker": Kind(
        "loudspeaker", "ceiling speaker", *flat((0.2, 0.26), (0.012, 0.018)), (WHITE, ("metal", "enamel:white"))
    ),
    "sprinkler": Kind(
        "sprinkler", "sprinkler", *flat((0.07, 0.08), (0.07, 0.08)), (("chrome", "enamel:white"), ("metal",))
    ),
    "bell lamp": Kind(
        "ceiling lamp",
        "pendant bell",
        *flat((0.34, 0.55), (0.8, 1.6)),
        (("emitter",), ("enamel:black,white", "painted steel:green,grey,dark blue", "metal"), DARK),
    ),
    "aisle sign": Kind("sign", "aisle sign", (0.9, 0.05, 0.55), (1.5, 0.06, 0.9), (FACES, HANGERS, ("paper",))),
    "way sign": Kind("sign", "way sign", (0.9, 0.06, 0.4), (1.8, 0.08, 0.6), (FACES, HANGERS, ("paper",))),
    "door sign": Kind(
        "exit sign",
        "wall exit sign",
        (0.36, 0.04, 0.17),
        (0.46, 0.05, 0.21),
        (("exit sign",), ("enamel:white,grey",), ("light panel",)),
    ),
}
