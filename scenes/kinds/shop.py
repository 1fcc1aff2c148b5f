"""Kinds of things of shops and restaurants."""

from __future__ import annotations

from .kind import Families, Kind

SHELVING: Families = ("enamel:white,grey", "painted steel:grey", "lacquer:white")
PRINT: Families = ("cover", "painting", "plastic")
LABEL: Families = ("label",)
CLOTHS: tuple[Families, ...] = (
    ("cotton",),
    ("knit", "striped knit"),
    ("denim", "cotton"),
    ("printed cotton", "checked cotton"),
    ("suiting", "cotton"),
)
METAL: Families = ("metal", "chrome", "enamel:black,white")
DARK: Families = ("plastic:black",)

KINDS: dict[str, Kind] = {
    "shop shelf": Kind(
        "shop shelf",
        "gondola",
        (2.4, 0.9, 1.4),
        (7.6, 1.05, 2.1),
        (SHELVING, ("plastic:white,red,yellow,blue,green",), ("paper",)),
    ),
    "wall shop shelf": Kind(
        "shop shelf",
        "gondola",
        (1.25, 0.45, 1.9),
        (3.8, 0.5, 2.2),
        (SHELVING, ("plastic:white,red,yellow,blue,green",), ("paper",)),
    ),
    "boxed goods": Kind("groceries", "boxed goods", (0.3, 0.24, 0.12), (0.46, 0.3, 0.24), (LABEL,)),
    "tinned goods": Kind("groceries", "tinned goods", (0.28, 0.24, 0.1), (0.42, 0.3, 0.23), (LABEL, ("metal",))),
    "bottled goods": Kind(
        "groceries",
        "bottled goods",
        (0.28, 0.24, 0.16),
        (0.42, 0.3, 0.24),
        (("plastic", "glass", "peel"), ("plastic", "metal"), LABEL),
    ),
    "bagged goods": Kind(
        "groceries", "bagged goods", (0.3, 0.22, 0.14), (0.46, 0.28, 0.23), (LABEL, ("cover", "plastic"))
    ),
    "folded clothes": Kind(
        "clothes", "paper stack", (0.28, 0.3, 0.04), (0.34, 0.36, 0.11), (("cotton", "knit", "denim"),)
    ),
    "checkout": Kind(
        "checkout",
        "checkout",
        (2.2, 1.05, 1.9),
        (2.8, 1.2, 2.1),
        (("lacquer", "enamel:grey,white", "laminate"), ("rubber:black",), ("steel",), ("screen",), ("light panel",)),
    ),
    "shopping basket": Kind(
        "basket", "basket", (0.4, 0.28, 0.24), (0.44, 0.3, 0.26), (("plastic:red,blue,green,grey",),)
    ),
    "clothes rail": Kind("clothes rail", "clothes rail", (1.2, 0.56, 1.38), (1.8, 0.62, 1.55), (METAL, *CLOTHS)),
    "vending machine": Kind(
        "vending machine",
        "vending machine",
        (0.9, 0.78, 1.83),
        (1.05, 0.88, 1.95),
        (
            ("painted steel:red,blue,grey,green", "enamel:black,white"),
            ("pane",),
            ("enamel:white,grey",),
            ("light panel",),
            DARK,
            *(PRINT,) * 3,
        ),
    ),
    "display refrigerator": Kind(
        "refrigerator",
        "chiller",
        (0.62, 0.66, 1.9),
        (1.3, 0.78, 2.1),
        (
            ("enamel:white,black,grey", "painted steel:red,blue,grey"),
            ("pane",),
            ("enamel:white",),
            ("light panel",),
            DARK,
            *(("plastic", "cover", "peel"),) * 4,
            ("paper",),
        ),
    ),
    "banquette": Kind(
        "bench",
        "banquette",
        (1.3, 0.6, 0.9),
        (2.8, 0.66, 1.05),
        (("leather", "fabric"), ("wood", "lacquer:black"), ("=0",)),
    ),
    "menu board": Kind(
        "blackboard",
        "menu board",
        (0.8, 0.03, 0.9),
        (1.5, 0.04, 1.2),
        (("chalkboard",), ("wood",), ("paper",), ("=2",)),
    ),
}
