"""Kinds of things of gyms and of underground stations."""

from __future__ import annotations

from .kind import Families, Kind, flat

DARK: Families = ("plastic:black,grey",)
FRAME: Families = ("painted steel:grey,red,yellow", "enamel:black,white")
BODY: Families = ("painted steel:red,blue,grey,orange", "enamel:white,grey", "steel")

KINDS: dict[str, Kind] = {
    "treadmill": Kind(
        "treadmill",
        "treadmill",
        (0.78, 1.85, 1.35),
        (0.9, 2.1, 1.55),
        (("plastic:black,grey,white",), ("rubber:black",), ("metal", "painted steel:grey"), ("screen",), DARK),
    ),
    "exercise bike": Kind(
        "exercise bike",
        "exercise bike",
        (0.52, 1.05, 1.2),
        (0.6, 1.25, 1.4),
        (("plastic:black,grey,red",), ("metal", "painted steel:grey"), ("leather:black",), ("screen",)),
    ),
    "dumbbell": Kind(
        "dumbbell",
        "dumbbell",
        (0.24, 0.1, 0.1),
        (0.36, 0.16, 0.16),
        (("rubber:black", "rubber:black", "steel"), ("chrome",)),
    ),
    "dumbbell rack": Kind(
        "dumbbell rack", "dumbbell rack", (1.8, 0.72, 0.98), (2.4, 0.8, 1.1), (FRAME, ("enamel:black,grey",))
    ),
    "weight bench": Kind(
        "weight bench",
        "weight bench",
        (1.9, 1.6, 1.1),
        (2.1, 1.75, 1.25),
        (("leather:black,brown", "plastic:red,blue,black"), FRAME, ("rubber:black", "enamel:black"), ("chrome",)),
    ),
    "exercise mat": Kind(
        "exercise mat",
        "rug",
        (0.58, 1.7, 0.008),
        (0.66, 1.85, 0.014),
        (("rubber:blue,green,black,pink,grey",), ("=0",)),
    ),
    "wall mirror": Kind(
        "mirror", "mirror", (1.1, 0.02, 1.7), (1.6, 0.024, 2.0), (("mirror",), ("metal", "enamel:black"))
    ),
    "railway track": Kind(
        "railway track",
        "track",
        (12.0, 2.9, 0.33),
        (44.0, 3.4, 0.33),
        (("concrete:grey", "gravel"), ("concrete", "weathered wood"), ("metal", "rusty iron"), ("rusty iron",)),
    ),
    "train": Kind(
        "train",
        "train",
        (12.0, 2.6, 3.5),
        (30.0, 2.75, 3.75),
        (
            BODY,
            ("painted steel:red,blue,yellow,green,orange", "enamel:white,grey"),
            ("car glass",),
            ("enamel:white", "laminate"),
            ("fabric:blue,red,green,dark blue",),
            ("light panel",),
            ("metal", "painted steel:yellow"),
            ("enamel:black",),
        ),
    ),
    "departure board": Kind(
        "information screen",
        "departure board",
        (1.5, 0.16, 0.9),
        (2.2, 0.22, 1.2),
        (("enamel:black,grey",), ("screen",), ("lamp glass:orange,yellow", "light panel")),
    ),
    "clad column": Kind(
        "column",
        "clad column",
        *flat((0.45, 0.7), (3.0, 4.4)),
        (
            ("enamel:white,grey", "stone", "wall tile", "metal", "painted steel:blue,green,red,grey"),
            ("stone:black", "metal"),
        ),
    ),
    "wall cables": Kind(
        "cable tray",
        "wall cables",
        (12.0, 0.1, 0.4),
        (44.0, 0.14, 0.6),
        (("plastic:black,grey",), ("rusty iron", "steel")),
    ),
    "station sign": Kind(
        "sign",
        "name board",
        (1.2, 0.04, 0.36),
        (2.4, 0.05, 0.5),
        (
            ("enamel:white", "painted steel:dark blue", "enamel:white"),
            ("painted steel:red,blue,green,yellow,orange",),
            ("enamel:black,grey", "sign sheet:red,blue"),
        ),
    ),
    "platform clock": Kind(
        "clock", "clock", (0.5, 0.05, 0.5), (0.62, 0.07, 0.62), (("enamel:black,white",), ("paper",), ("soil",))
    ),
}
