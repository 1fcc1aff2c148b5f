"""Which small things lie on which furniture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clutter:
    """What may lie on a category of furniture, and how many things (from, to) on each of its surfaces.

    `rows` stand side by side along it, before all else; what else there is finds its place between and before them.
    """

    kinds: tuple[str, ...]
    count: tuple[int, int]
    per_m: bool = False  # so many on each metre of it
    rows: tuple[str, ...] = ()


def _clutter(low: int, high: int, kinds: str, per_m: bool = False, rows: str = "") -> Clutter:
    return Clutter(tuple(kinds.split(", ")), (low, high), per_m, tuple(rows.split(", ")) if rows else ())


BOWLS = "bowl, vase, flower vase, candle, small plant, box, book stack, book stack, small picture"
MEAL = (
    "plate, used plate, used plate, bowl, mug, drinking glass, drinking glass, bottle, flower vase, candle, "
    "wine glass, cake, spoon, fork, napkin, bread, fruit bowl, cup"
)
KEEPSAKES = "candle, small picture, glasses, letters, cup, toy car, rubber duck, tape roll, pen pot"
SHELVED = "book row, book row, book row, book row, book row, book stack, vase, box, bowl, small plant, small picture"
AT_HAND = "remote control, glasses, letters, open book, notebook, phone"
TOILETRIES = (
    "pump bottle, pump bottle, shampoo, shampoo, tube, toothbrush cup, jar, candle, towel stack, soap, drinking glass, "
    "toothbrush, hair drier"
)
LARDER = "jar, jar, jam jar, mug, bowl, plate, packet, tin can, cereal box, drink carton, small plant, drinking glass"
MADE = "pot, pan, bowl, plate, mug, cup, broccoli, pizza, bread, banana, spoon, knife"
DESK = "mug, book stack, small plant, drinking glass, charging phone"
PLAYTHINGS = "toy car, toy car, toy block, toy block, teddy bear, rubber duck, ball, toy ring, toy brick, dice"
WASHING = "detergent, detergent, spray bottle, spray bottle, box, jar, soap, pump bottle, sponge"
TOOLS = (
    "hammer, screwdriver, screwdriver, wrench, wrench, tape measure, tape roll, bolt, nut, scissors, pencil, battery"
)
STORED = "paint can, paint can, paint can, box, box, jar, tin can, spray bottle, tape roll, light bulb"
CLUTTER: dict[str, Clutter] = {
    "coffee table": _clutter(
        4, 8, f"book stack, book, mug, bowl, flower vase, candle, small plant, drinking glass, {AT_HAND}"
    ),
    "side table": _clutter(1, 3, "mug, book, candle, drinking glass, small plant, glasses, remote control"),
    "dining table": _clutter(5, 11, MEAL),
    "desk": _clutter(4, 7, f"{DESK}, book, small picture, box, bottle"),
    "nightstand": _clutter(
        2, 4, "mug, book, drinking glass, candle, small picture, charging phone, glasses, tissue box"
    ),
    "dresser": _clutter(4, 7, BOWLS),
    "sideboard": _clutter(5, 9, f"{BOWLS}, small picture, bottle, table lamp, charging phone, letters"),
    "tv stand": _clutter(1, 4, "vase, candle, small plant, book stack, box, remote control"),
    "wardrobe": _clutter(0, 4, "box, box, box, blanket, suitcase, basket"),
    "fireplace": _clutter(1, 4, "vase, candle, candle, small picture, small plant, bowl"),
    "windowsill": _clutter(1, 4, "small plant, small plant, candle, vase, book"),
    "bookshelf": _clutter(0, 2, KEEPSAKES, rows=SHELVED),
    "shelf": _clutter(0, 2, KEEPSAKES, rows="book row, book row, vase, small plant, candle, small picture, box, jar"),
    "chair": _clutter(0, 1, "book, book, cushion, cushion, box, box, handbag"),
    "stool": _clutter(0, 1, "book, mug, small plant"),
    "ottoman": _clutter(0, 1, "book, book stack, blanket"),
    "bed": _clutter(0, 2, "book, cushion, book, blanket, blanket"),
    "worktop": _clutter(1, 4, MADE, per_m=True),
    "hob": _clutter(0, 2, "pot, pan, pot"),
    "microwave": _clutter(0, 1, "box, jar, bowl, fruit bowl"),
    "bathroom cabinet": _clutter(3, 6, TOILETRIES),
    "washbasin": _clutter(0, 2, "soap, soap, tube, toothbrush, shampoo"),
    "bathtub": _clutter(2, 5, "shampoo, shampoo, pump bottle, soap, shampoo, sponge"),
    "washing machine": _clutter(1, 3, "towel stack, pump bottle, box, jar"),
    "filing cabinet": _clutter(1, 3, "printer, small plant, paper stack, short binder row, box"),
}
# What differs in rooms of one use.
CLUTTER_OF_USE: dict[str, dict[str, Clutter]] = {
    "kitchen": {
        "shelf": _clutter(6, 11, f"{LARDER}, bottle"),
        "dining table": _clutter(3, 9, f"{MEAL}, fruit bowl, jar"),
        "stool": _clutter(0, 1, "small plant, bowl"),
    },
    "bathroom": {
        "shelf": _clutter(5, 9, f"{TOILETRIES}, small plant"),
        "windowsill": _clutter(0, 2, f"{TOILETRIES}, small plant"),
        "stool": _clutter(0, 1, "towel stack, small plant"),
    },
    "bedroom": {
        "chair": _clutter(0, 2, "blanket, folded clothes, folded clothes, towel stack, handbag"),
        "stool": _clutter(0, 1, "folded clothes, blanket, book"),
        "sofa": _clutter(0, 1, "folded clothes, blanket, handbag"),
    },
    "living room": {
        "sofa": _clutter(0, 2, "book, open book, blanket, tablet, handbag, remote control"),
        "armchair": _clutter(0, 1, "book, blanket, handbag"),
    },
    "office": {
        "bookshelf": _clutter(
            0,
            2,
            "pen pot, tape roll, letters, mug, small picture",
            rows="binder row, binder row, short binder row, book row, book row, box, paper stack, small plant",
        ),
        "desk": _clutter(4, 8, f"{DESK}, paper stack, paper stack, pen pot, telephone, notebook, letters"),
        "shelf": _clutter(0, 1, "mug", rows="short binder row, book row, small plant, box, paper stack"),
        "chair": _clutter(0, 0, "book"),
    },
    "hallway": {
        "side table": _clutter(
            2, 5, "bowl, vase, small plant, book stack, paper stack, phone, candle, handbag, glasses"
        ),
        "shoe rack": _clutter(2, 4, "shoes, shoes, shoes, boots"),
        "coat rack": _clutter(1, 3, "box, basket, blanket, handbag, blanket, towel stack"),
        "stool": _clutter(0, 2, "handbag, blanket, box, cushion, backpack"),
        "dresser": _clutter(2, 5, "bowl, vase, paper stack, small plant, book stack, candle, phone"),
    },
    "child's room": {
        "bed": _clutter(1, 3, "teddy bear, teddy bear, cushion, book, blanket"),
        "bookshelf": _clutter(1, 4, PLAYTHINGS, rows=f"book row, book row, book row, book stack, box, {PLAYTHINGS}"),
        "shelf": _clutter(0, 3, PLAYTHINGS, rows=f"book row, {PLAYTHINGS}"),
        "shelving unit": _clutter(3, 6, f"book stack, box, {PLAYTHINGS}"),
        "side table": _clutter(
            3, 7, "paper stack, pencil, pencil, pen, pen pot, scissors, toy block, toy car, mug, book"
        ),
        "nightstand": _clutter(1, 2, "book, drinking glass, teddy bear, rubber duck"),
        "dresser": _clutter(3, 6, f"box, book stack, small plant, {PLAYTHINGS}"),
        "chair": _clutter(0, 1, "teddy bear, book"),
        "stool": _clutter(0, 1, "teddy bear, book"),
        "desk": _clutter(
            5, 9, f"book, book stack, paper stack, pencil, pen, pen pot, notebook, scissors, {PLAYTHINGS}"
        ),
        "windowsill": _clutter(0, 3, "small plant, teddy bear, toy car, book, rubber duck"),
    },
    "laundry room": {
        "shelf": _clutter(4, 8, WASHING),
        "bookshelf": _clutter(3, 6, f"{WASHING}, towel stack, towel stack, box"),
        "shelving unit": _clutter(3, 6, f"{WASHING}, towel stack, towel stack, box, bucket, paint can"),
        "washing machine": _clutter(1, 4, WASHING),
        "tumble dryer": _clutter(1, 4, f"towel stack, {WASHING}"),
        "windowsill": _clutter(0, 2, "small plant, spray bottle, soap, jar"),
    },
    "hospital room": {
        "hospital bed": _clutter(0, 1, "blanket, book, tablet, towel stack"),
        "nightstand": _clutter(2, 5, "drinking glass, book, vase, tissue box, phone, orange, glasses, tissue box"),
        "side table": _clutter(2, 4, "tray, mug, drinking glass, book, tablet, tissue box, plate, cup"),
        "windowsill": _clutter(0, 3, "vase, small plant, book, tissue box"),
        "shelf": _clutter(2, 5, "box, towel stack, short binder row, tissue box, pump bottle"),
    },
    "workshop": {
        "workbench": _clutter(6, 10, f"{TOOLS}, {TOOLS}, paint can, box, jar, spray bottle, mug"),
        "shelving unit": _clutter(8, 12, f"{STORED}, {STORED}, bucket, open crate, carton, carton"),
        "shelf": _clutter(6, 10, STORED),
        "tool chest": _clutter(2, 5, f"{TOOLS}, spray bottle, mug"),
        "windowsill": _clutter(0, 3, "paint can, jar, spray bottle, tin can"),
        "stool": _clutter(0, 1, "hammer, paint can, tape measure"),
    },
}
CLUTTER_OF_USE["stairwell"] = CLUTTER_OF_USE["hallway"]
# How far things lie askew, 12° if not here.
TURNS_DEG = {
    **dict.fromkeys(("book row", "binder row", "short binder row", "television"), 0.0),
    **dict.fromkeys(("pot", "pan", "kettle", "pump bottle"), 60.0),
    "mug": 90.0,
    "box": 6.0,
    "shoes": 2.0,
    "boots": 2.0,
    **dict.fromkeys(("hammer", "screwdriver", "wrench", "scissors", "pencil", "pen", "toy car", "toy block"), 70.0),
    "paint can": 60.0,
}
