"""Kinds of things of offices."""

from __future__ import annotations

from .kind import Kind, flat

KINDS: dict[str, Kind] = {
    "office desk": Kind(
        "desk",
        "office desk",
        (1.2, 0.7, 0.72),
        (1.6, 0.8, 0.75),
        (("laminate", "laminate", "wood", "lacquer:white"), ("enamel", "steel")),
    ),
    "filing cabinet": Kind(
        "filing cabinet", "filing cabinet", (0.4, 0.5, 0.65), (0.48, 0.62, 1.32), (("enamel",), ("steel", "enamel"))
    ),
    "office whiteboard": Kind(
        "whiteboard",
        "written board",
        (0.9, 0.08, 0.62),
        (1.8, 0.09, 1.1),
        (("whiteboard",), ("steel", "metal"), ("plastic:black,blue",)),
    ),
    "binder row": Kind(
        "binders",
        "binder row",
        (0.15, 0.28, 0.3),
        (0.6, 0.3, 0.32),
        (("cover",), ("cover",), ("paper",), ("plastic:black",)),
    ),
    "short binder row": Kind(
        "binders",
        "binder row",
        (0.15, 0.24, 0.27),
        (0.45, 0.25, 0.285),
        (("cover",), ("cover",), ("paper",), ("plastic:black",)),
    ),
    "printer": Kind(
        "printer",
        "printer",
        (0.38, 0.33, 0.2),
        (0.46, 0.4, 0.28),
        (("plastic:white,grey,black",), ("plastic:black",), ("paper",)),
    ),
    "pen pot": Kind(
        "pen pot",
        "pen cup",
        *flat((0.08, 0.1), (0.15, 0.18)),
        (
            ("plastic:black,grey,white", "enamel", "ceramic", "wood"),
            ("plastic:black,blue,grey",),
            ("lacquer", "plastic:yellow,green,red"),
            ("raw wood",),
        ),
    ),
    "paper stack": Kind("paper", "papers", (0.225, 0.315, 0.006), (0.23, 0.325, 0.03), (("paper",), ("letter",))),
    "letters": Kind("paper", "papers", (0.2, 0.105, 0.002), (0.24, 0.17, 0.012), (("paper",), ("letter",))),
    "telephone": Kind(
        "telephone",
        "telephone",
        (0.19, 0.19, 0.07),
        (0.22, 0.21, 0.1),
        (("plastic:black,grey,white",), ("plastic:white,grey",)),
    ),
}
