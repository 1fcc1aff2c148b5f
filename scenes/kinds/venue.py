"""Kinds of things of school halls, cafés and warehouses, and of fittings of homes, beside the usual."""

from __future__ import annotations

from .kind import Families, Kind, flat

METAL: Families = ("enamel:black", "metal", "chrome")
DARK: Families = ("enamel:black",)
TUBES: Families = ("chrome", "chrome", "metal", "enamel:black,grey")
CAPS: Families = ("plastic:black,grey",)
CLOTH: Families = ("fabric:grey,dark grey,blue,dark blue,red,green,dark green,brown",)

KINDS: dict[str, Kind] = {
    "stage": Kind(
        "stage", "stage", (4.0, 2.2, 0.6), (7.0, 3.4, 0.95), (("wood", "planks"), ("wood", "lacquer"), ("wood", "=1"))
    ),
    "bar": Kind(
        "bar",
        "drinks bar",
        (2.6, 0.7, 1.42),
        (4.6, 0.8, 1.5),
        (("wood", "wood", "lacquer"), ("wood", "stone"), ("metal", "chrome"), DARK),
    ),
    "stacking chair": Kind(
        "chair",
        "shell chair",
        (0.47, 0.5, 0.78),
        (0.52, 0.55, 0.84),
        (("plastic:white,black,grey,blue,red,green,beige", "plastic:black,grey,blue", "wood"), TUBES, CAPS),
    ),
    "conference chair": Kind(
        "chair",
        "conference chair",
        (0.48, 0.51, 0.8),
        (0.54, 0.56, 0.86),
        ((*CLOTH, *CLOTH, "wood", "leather:black,brown"), TUBES, CAPS),
    ),
    "theatre seat": Kind(
        "chair",
        "theatre seat",
        (0.53, 0.62, 0.92),
        (0.58, 0.68, 1.02),
        (
            ("fabric:red,dark blue,blue,dark grey,dark green,brown",),
            ("enamel:black,grey", "painted steel:grey"),
            ("wood", "wood", "plastic:black"),
        ),
    ),
    "bentwood chair": Kind(
        "chair",
        "bentwood chair",
        (0.41, 0.47, 0.84),
        (0.45, 0.53, 0.92),
        (("wood", "wood", "lacquer:black"), ("=0", "wicker", "leather:black,brown")),
    ),
    "padded chair": Kind(
        "chair",
        "padded chair",
        (0.45, 0.53, 0.82),
        (0.52, 0.6, 0.9),
        ((*CLOTH, "leather", "fabric:beige"), ("wood", "wood", "enamel:black")),
    ),
    "bar stool": Kind("stool", "bar stool", *flat((0.36, 0.42), (0.7, 0.8)), (("leather", "wood", "fabric"), METAL)),
    "clothed table": Kind(
        "dining table",
        "clothed table",
        (0.7, 0.7, 0.73),
        (1.4, 0.9, 0.77),
        (("wood",), ("wood", "enamel:black"), ("fabric:white", "fabric:white", "tea towel", "fabric:red,beige")),
    ),
    "pool table": Kind(
        "pool table",
        "pool table",
        (2.2, 1.25, 0.8),
        (2.5, 1.4, 0.86),
        (("fabric:green,blue",), ("wood",), DARK, ("plastic:red,yellow",), ("plastic:white",)),
    ),
    "projection screen": Kind(
        "projection screen",
        "projection screen",
        (2.2, 0.11, 1.7),
        (3.2, 0.13, 2.3),
        (("whiteboard",), ("enamel:white",), DARK),
    ),
    "conveyor belt": Kind(
        "conveyor belt",
        "conveyor",
        (0.6, 3.6, 0.72),
        (0.85, 6.5, 0.9),
        (("painted steel:blue,grey,green,orange",), ("steel",), ("rubber:black,green",)),
    ),
    "steel stairs": Kind(
        "staircase",
        "stairs",
        (1.3, 3.0, 2.1),
        (1.9, 6.2, 4.0),
        (("wood", "stone", "concrete"), ("paint:white,grey", "concrete", "wood"), METAL),
    ),
    "fireplace": Kind(
        "fireplace",
        "fireplace",
        (1.15, 0.36, 1.02),
        (1.5, 0.44, 1.2),
        (("stone", "lacquer:white", "brick", "wood"), DARK, ("bark",), ("stone:black,grey", "slabs")),
    ),
    "standing fan": Kind(
        "fan",
        "standing fan",
        (0.38, 0.3, 1.05),
        (0.46, 0.34, 1.3),
        (("plastic:white,black,grey",), ("chrome", "plastic:white,black"), ("plastic:white,blue,grey,black",)),
    ),
    "chandelier": Kind(
        "chandelier",
        "chandelier",
        *flat((0.6, 0.85), (0.75, 0.95)),
        (("emitter",), ("metal", "enamel:black"), ("wax:white",)),
    ),
    "wall lamp": Kind(
        "wall lamp",
        "wall lamp",
        (0.14, 0.17, 0.26),
        (0.18, 0.21, 0.34),
        (("lampshade",), ("metal", "enamel:black,white")),
    ),
    "coat": Kind(
        "coat",
        "coat",
        (0.52, 0.17, 0.95),
        (0.6, 0.2, 1.15),
        (
            ("fabric:dark blue,brown,dark grey,beige,dark green,red", "leather:brown,black"),
            ("metal",),
            ("plastic:black",),
        ),
    ),
    "shower curtain": Kind(
        "shower curtain",
        "shower curtain",
        (1.3, 0.09, 2.4),
        (1.7, 0.1, 2.7),
        (("fabric:white,blue,green,pink,grey", "wallpaper"), ("chrome", "enamel:white")),
    ),
}
