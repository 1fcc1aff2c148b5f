"""Which small things lie on which furniture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clutter:
    """What may lie on a category of furniture, and how many things (from, to) on each of its surfaces."""

    kinds: tuple[str, ...]
    count: tuple[int, int]
    per_m: bool = False  # so many on each metre of it


def _clutter(low: int, high: int, kinds: str, per_m: bool = False) -> Clutter:
    return Clutter(tuple(kinds.split(", ")), (low, high), per_m)


BOWLS = "bowl, vase, candle, small plant, box, book stack, book stack, small picture"
MEAL = "plate, plate, bowl, mug, drinking glass, drinking glass, bottle, vase, candle, wine glass, wine glass, cake"
TOILETRIES = (
    "pump bottle, pump bottle, bottle, toothbrush cup, jar, candle, towel stack, drinking glass, toothbrush, hair drier"
)
COOKING = "kettle, toaster, knife block, cutting board, fruit bowl, utensil pot, microwave, pot, bottle"
LARDER = "jar, jar, jar, mug, bowl, plate, small plant, drinking glass, broccoli, pizza"
DESK = "mug, book stack, small plant, drinking glass, charging phone"
CLUTTER: dict[str, Clutter] = {
    "coffee table": _clutter(3, 6, "book stack, book, mug, bowl, vase, candle, small plant, drinking glass"),
    "side table": _clutter(1, 2, "mug, book, candle, drinking glass, small plant"),
    "dining table": _clutter(4, 9, MEAL),
    "desk": _clutter(4, 7, f"{DESK}, book, small picture, box, bottle"),
    "nightstand": _clutter(1, 2, "mug, book, drinking glass, candle, small picture, charging phone"),
    "dresser": _clutter(3, 6, BOWLS),
    "sideboard": _clutter(4, 8, f"{BOWLS}, bottle, table lamp, charging phone, letters"),
    "tv stand": _clutter(0, 3, "vase, candle, small plant, book stack, box"),
    "fireplace": _clutter(1, 4, "vase, candle, candle, small picture, small plant, bowl"),
    "windowsill": _clutter(1, 4, "small plant, small plant, candle, vase, book"),
    "bookshelf": _clutter(
        4, 8, "book row, book row, book row, book row, book stack, vase, box, bowl, small plant, small picture"
    ),
    "shelf": _clutter(3, 6, "book row, vase, small plant, candle, small picture, box"),
    "chair": _clutter(0, 1, "book, book, cushion, cushion, box, box, handbag"),
    "stool": _clutter(0, 1, "book, mug, small plant"),
    "ottoman": _clutter(0, 1, "book, book stack, blanket"),
    "bed": _clutter(0, 2, "book, cushion, book, blanket, blanket"),
    "worktop": _clutter(3, 7, f"{COOKING}, {LARDER}", per_m=True),
    "hob": _clutter(0, 2, "pot, pan, pot"),
    "microwave": _clutter(0, 1, "box, jar, bowl, fruit bowl"),
    "bathroom cabinet": _clutter(2, 4, TOILETRIES),
    "washing machine": _clutter(1, 3, "towel stack, pump bottle, box, jar"),
    "filing cabinet": _clutter(1, 3, "printer, small plant, paper stack, short binder row, box"),
}
# What differs in rooms of one use.
CLUTTER_OF_USE: dict[str, dict[str, Clutter]] = {
    "kitchen": {
        "shelf": _clutter(3, 6, f"{LARDER}, bottle"),
        "dining table": _clutter(2, 6, f"{MEAL}, fruit bowl, jar"),
        "stool": _clutter(0, 1, "small plant, bowl"),
    },
    "bathroom": {
        "shelf": _clutter(3, 6, f"{TOILETRIES}, small plant"),
        "windowsill": _clutter(0, 2, f"{TOILETRIES}, small plant"),
        "stool": _clutter(0, 1, "towel stack, small plant"),
    },
    "office": {
        "bookshelf": _clutter(
            3, 7, "binder row, short binder row, short binder row, book row, box, paper stack, small plant"
        ),
        "desk": _clutter(4, 8, f"{DESK}, paper stack, paper stack, pen pot, telephone, short binder row"),
        "shelf": _clutter(1, 3, "short binder row, book row, small plant, box"),
        "chair": _clutter(0, 0, "book"),
    },
}
# How far things lie askew, 12° if not here.
TURNS_DEG = {
    **dict.fromkeys(("book row", "binder row", "short binder row", "television"), 0.0),
    **dict.fromkeys(("pot", "pan", "kettle", "pump bottle"), 60.0),
    "mug": 90.0,
    "box": 6.0,
}
