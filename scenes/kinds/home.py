"""Kinds of things of living rooms, bedrooms, studies and dining rooms."""

from __future__ import annotations

from .kind import Families, Kind, flat

PALE = "bed linen:white,grey,beige"
UPHOLSTERY: Families = ("fabric", "fabric", "fabric", "leather")
JACKETS: Families = ("fabric:dark blue,brown,dark grey,beige,dark green", "denim", "leather:brown,black")
THROWS: Families = ("towel", "fabric", "rug")
FURNITURE: Families = ("wood", "wood", "lacquer")
FEET: Families = ("wood", "wood", "enamel", "metal")
HANDLES: Families = ("metal", "enamel", "wood")
POTS: Families = ("ceramic", "ceramic", "terracotta", "wicker", "concrete")
WARDROBE: tuple[Families, ...] = (FURNITURE, ("=0", "lacquer"), HANDLES)
DRINKS: Families = ("lacquer:black", "cover:brown", "cover:brown", "wax:white")
PLATES: Families = ("plastic:white", "plastic:white", "plastic:white", "steel")
CHINA: Families = (*(("ceramic:white",) * 4), "ceramic:beige,grey", "ceramic")
POURED: Families = ("peel:orange", "peel:orange", "cover:brown", "peel:dark red", "wax:white")
BOTTLED: Families = ("peel:dark red", "peel:yellow,orange,brown", "peel:dark green", "glass", "glass")
BOXES: Families = ("paper", "wood", "cover", "wicker")
BOOKS: tuple[Families, ...] = (*((("cover",),) * 5), ("paper",))  # that stand in rows
CASES: Families = ("steel", "steel", "enamel:grey", "plastic:black,grey")  # of computers that are carried
LYING: tuple[Families, ...] = (*((("jacket",),) * 2), *((("cover",),) * 3), ("paper",))

KINDS: dict[str, Kind] = {
    "sofa": Kind("sofa", "sofa", (1.5, 0.82, 0.74), (2.4, 1.0, 0.9), (UPHOLSTERY, FEET, THROWS)),
    "armchair": Kind("armchair", "sofa", (0.78, 0.78, 0.76), (0.95, 0.9, 0.92), (UPHOLSTERY, FEET, THROWS)),
    "chair": Kind("chair", "chair", (0.42, 0.48, 0.82), (0.5, 0.54, 0.92), (FEET, ("wood", "fabric", "leather"))),
    "office chair": Kind(
        "chair", "office chair", (0.58, 0.58, 0.95), (0.66, 0.66, 1.12), (UPHOLSTERY, ("plastic:black,grey",))
    ),
    "stool": Kind("stool", "stool", (0.34, 0.34, 0.42), (0.42, 0.42, 0.48), (("fabric", "wood", "leather"), FEET)),
    "ottoman": Kind("ottoman", "stool", (0.5, 0.45, 0.38), (0.75, 0.55, 0.44), (UPHOLSTERY, FEET)),
    "bed": Kind(
        "bed",
        "bed",
        (1.4, 2.05, 0.95),
        (1.8, 2.15, 1.25),
        (("wood", "wood", "fabric", "leather"), (PALE,), ("bed linen",)),
    ),
    "single bed": Kind(
        "bed", "bed", (0.95, 2.0, 0.85), (1.1, 2.1, 1.1), (("wood", "lacquer"), (PALE,), ("bed linen",))
    ),
    "dining table": Kind(
        "dining table",
        "dining table",
        (1.3, 0.8, 0.73),
        (2.0, 0.98, 0.77),
        (("wood",), ("=0", "wood", "enamel"), ("fabric:white,beige,grey", "bed linen:white,grey", "fabric")),
    ),
    "long table": Kind(
        "dining table", "table", (1.3, 0.8, 0.73), (2.0, 0.98, 0.77), (("wood",), ("=0", "wood", "enamel"))
    ),
    "coffee table": Kind(
        "coffee table",
        "table",
        (0.9, 0.5, 0.36),
        (1.3, 0.7, 0.46),
        (("wood", "wood", "lacquer", "stone"), ("=0", "enamel")),
    ),
    "round coffee table": Kind(
        "coffee table", "round table", *flat((0.65, 0.9), (0.36, 0.45)), (("wood", "stone", "lacquer"), FEET)
    ),
    "side table": Kind("side table", "round table", *flat((0.4, 0.52), (0.5, 0.6)), (FURNITURE, ("=0", *FEET))),
    "desk": Kind(
        "desk", "desk", (1.15, 0.58, 0.73), (1.6, 0.78, 0.76), (("wood", "wood", "lacquer"), ("=0", "enamel"), HANDLES)
    ),
    "nightstand": Kind("nightstand", "cabinet", (0.4, 0.36, 0.45), (0.52, 0.45, 0.58), (FURNITURE, ("=0",), HANDLES)),
    "dresser": Kind(
        "dresser", "cabinet", (0.9, 0.45, 0.75), (1.4, 0.52, 0.98), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "sideboard": Kind(
        "sideboard", "cabinet", (1.3, 0.4, 0.68), (1.9, 0.48, 0.85), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "tv stand": Kind(
        "tv stand", "cabinet", (1.3, 0.38, 0.42), (1.9, 0.45, 0.55), (FURNITURE, ("=0", "lacquer"), HANDLES)
    ),
    "wardrobe": Kind("wardrobe", "cabinet", (1.0, 0.58, 1.9), (1.8, 0.64, 2.2), WARDROBE, "closed", "open wardrobe"),
    "open wardrobe": Kind("wardrobe", "open wardrobe", (1.0, 0.98, 1.9), (1.6, 1.12, 2.2), WARDROBE, "open"),
    "bookshelf": Kind("bookshelf", "bookshelf", (0.7, 0.28, 1.5), (1.2, 0.36, 2.1), (FURNITURE, ("=0",))),
    "low bookshelf": Kind("bookshelf", "bookshelf", (0.8, 0.28, 0.8), (1.4, 0.35, 0.95), (FURNITURE, ("=0",))),
    "wall shelf": Kind(
        "shelf", "wall shelf", (0.6, 0.2, 0.12), (1.1, 0.25, 0.18), (("wood", "lacquer"), ("enamel", "metal"))
    ),
    "rug": Kind("rug", "rug", (1.6, 1.1, 0.005), (2.6, 1.7, 0.009), (("rug",), ("=0", "carpet"))),
    "small rug": Kind("rug", "rug", (0.9, 0.6, 0.005), (1.4, 0.8, 0.009), (("rug",), ("=0", "carpet"))),
    "floor lamp": Kind(
        "floor lamp", "floor lamp", *flat((0.34, 0.46), (1.4, 1.7)), (("lampshade",), ("enamel", "metal", "wood"))
    ),
    "table lamp": Kind(
        "table lamp",
        "table lamp",
        *flat((0.24, 0.36), (0.38, 0.58)),
        (("lampshade",), ("ceramic", "metal", "wood", "ceramic")),
    ),
    "desk lamp": Kind(
        "desk lamp", "desk lamp", (0.17, 0.38, 0.4), (0.2, 0.48, 0.5), (("emitter",), ("enamel", "metal"))
    ),
    "pendant lamp": Kind(
        "ceiling lamp", "pendant lamp", *flat((0.36, 0.52), (0.5, 0.8)), (("lampshade",), ("enamel",))
    ),
    "low pendant lamp": Kind(
        "ceiling lamp", "pendant lamp", *flat((0.34, 0.5), (0.8, 1.0)), (("lampshade",), ("enamel",))
    ),
    "ceiling lamp": Kind(
        "ceiling lamp", "ceiling lamp", *flat((0.36, 0.52), (0.08, 0.13)), (("emitter",), ("enamel", "metal"))
    ),
    "plant": Kind("plant", "plant", *flat((0.5, 0.8), (0.8, 1.6)), (("foliage",), POTS, ("soil",))),
    "small plant": Kind("plant", "plant", *flat((0.16, 0.3), (0.22, 0.42)), (("foliage",), POTS, ("soil",))),
    "picture": Kind(
        "picture",
        "picture",
        (0.35, 0.02, 0.35),
        (0.9, 0.035, 0.75),
        (("wood", "enamel", "metal", "lacquer"), ("painting",), ("paper",)),
    ),
    "large picture": Kind(
        "picture",
        "picture",
        (0.9, 0.025, 0.6),
        (1.3, 0.035, 0.9),
        (("wood", "enamel", "metal", "lacquer"), ("painting",), ("paper",)),
    ),
    "small picture": Kind(
        "picture",
        "picture",
        (0.15, 0.018, 0.15),
        (0.24, 0.022, 0.28),
        (("wood", "enamel", "metal"), ("painting",), ("paper",)),
    ),
    "cushion": Kind("cushion", "cushion", (0.4, 0.4, 0.12), (0.5, 0.48, 0.16), (("fabric",),)),
    "leaning cushion": Kind("cushion", "leaning cushion", (0.4, 0.2, 0.36), (0.5, 0.25, 0.44), (("fabric",),)),
    "jacket": Kind("coat", "hung jacket", (0.46, 0.17, 0.54), (0.5, 0.19, 0.62), (JACKETS,)),
    "pillow": Kind("pillow", "cushion", (0.55, 0.36, 0.11), (0.66, 0.4, 0.15), ((PALE,),)),
    "vase": Kind("vase", "vase", *flat((0.1, 0.18), (0.18, 0.38)), (("ceramic", "ceramic", "glass", "terracotta"),)),
    "flower vase": Kind(
        "vase",
        "flower vase",
        *flat((0.2, 0.32), (0.32, 0.5)),
        (
            ("ceramic", "glass", "ceramic:white", "terracotta"),
            ("foliage",),
            ("petals",),
            ("petals", "petals:white,yellow,pink"),
        ),
    ),
    "bowl": Kind("bowl", "bowl", *flat((0.14, 0.3), (0.06, 0.11)), (("ceramic", "ceramic", "wood", "metal"),)),
    "plate": Kind(
        "plate", "plate", *flat((0.2, 0.28), (0.018, 0.026)), (CHINA, ("ceramic:blue,green,grey,red", "metal"))
    ),
    "used plate": Kind(
        "plate",
        "used plate",
        *flat((0.2, 0.28), (0.018, 0.026)),
        (
            CHINA,
            ("peel:dark red,brown,yellow,beige",),
            ("crust", "root skin:beige"),
            ("root skin:orange", "peel:green,dark green", "peel:red"),
        ),
    ),
    "napkin": Kind(
        "paper",
        "napkin",
        (0.09, 0.15, 0.006),
        (0.14, 0.19, 0.012),
        (("paper", "paper", "fabric:white,beige,grey", "cover:grey,red,green"),),
    ),
    "mug": Kind("mug", "mug", (0.112, 0.078, 0.085), (0.124, 0.09, 0.105), (("ceramic",), DRINKS, ("label",))),
    "drinking glass": Kind("glass", "tumbler", *flat((0.065, 0.085), (0.09, 0.15)), (("table glass",), POURED)),
    "bottle": Kind(
        "bottle",
        "bottle",
        *flat((0.07, 0.09), (0.24, 0.33)),
        (("glass", "glass", "plastic:white,green,black"), ("wood", "metal", "plastic"), ("label",), BOTTLED),
    ),
    "candle": Kind(
        "candle",
        "candle",
        *flat((0.065, 0.105), (0.07, 0.16)),
        (("wax",), ("soil",), ("ceramic", "steel", "table glass", "ceramic:white,grey"), ("table glass",)),
    ),
    "box": Kind("box", "box", (0.16, 0.12, 0.08), (0.36, 0.26, 0.2), (BOXES, ("=0",)), "closed", "open box"),
    "open box": Kind("box", "open box", (0.2, 0.15, 0.1), (0.36, 0.26, 0.2), (BOXES, ("=0",)), "open"),
    "basket": Kind("basket", "basket", *flat((0.3, 0.45), (0.28, 0.45)), (("wicker",),)),
    "bin": Kind("bin", "basket", *flat((0.24, 0.3), (0.28, 0.36)), (("plastic", "enamel", "wicker"),)),
    "book stack": Kind("books", "book stack", (0.18, 0.13, 0.03), (0.28, 0.2, 0.16), LYING),
    "book": Kind("book", "book stack", (0.16, 0.11, 0.015), (0.26, 0.19, 0.03), LYING, "closed", "open book"),
    "open book": Kind(
        "book", "open book", (0.28, 0.19, 0.025), (0.4, 0.27, 0.045), (("cover",), ("paper",), ("page",)), "open"
    ),
    "book row": Kind("books", "book row", (0.15, 0.16, 0.2), (0.6, 0.22, 0.28), BOOKS),
    "television": Kind(
        "television", "television", (0.95, 0.22, 0.6), (1.35, 0.28, 0.82), (("plastic:black,grey",), ("screen",))
    ),
    "wall television": Kind(
        "television", "television", (0.95, 0.06, 0.55), (1.45, 0.07, 0.84), (("plastic:black,grey",), ("screen",))
    ),
    "monitor": Kind(
        "monitor", "television", (0.52, 0.18, 0.42), (0.72, 0.22, 0.5), (("plastic:black,grey",), ("screen",))
    ),
    "laptop": Kind(
        "laptop",
        "laptop",
        (0.31, 0.29, 0.21),
        (0.36, 0.33, 0.24),
        (CASES, ("desktop", "desktop", "screen"), ("keycaps:black,dark grey",), ("plastic:black",)),
        "open",
        "closed laptop",
    ),
    "charging laptop": Kind(
        "laptop",
        "charging laptop",
        (0.46, 0.4, 0.21),
        (0.52, 0.45, 0.24),
        (CASES, ("desktop",), ("keycaps:black,dark grey",), ("plastic:black",)),
        "open",
    ),
    "closed laptop": Kind(
        "laptop",
        "closed laptop",
        (0.31, 0.21, 0.018),
        (0.36, 0.25, 0.026),
        (CASES, ("plastic:black",)),
        "closed",
    ),
    "keyboard": Kind(
        "keyboard",
        "keyboard",
        (0.38, 0.125, 0.02),
        (0.45, 0.15, 0.028),
        (("plastic:black,grey,white",), ("keycaps",)),
    ),
    "clock": Kind(
        "clock", "clock", (0.26, 0.035, 0.26), (0.36, 0.05, 0.36), (("enamel", "wood", "metal"), ("paper",), ("soil",))
    ),
    "radiator": Kind("radiator", "radiator", (0.8, 0.07, 0.5), (1.4, 0.1, 0.56), (("enamel:white",),)),
    "door": Kind(
        "door", "door", (0.92, 0.09, 2.08), (1.02, 0.09, 2.14), (("wood", "lacquer"), ("=0", "lacquer"), ("metal",))
    ),
    "light switch": Kind(
        "light switch", "wall plate", (0.08, 0.012, 0.08), (0.085, 0.014, 0.085), (("plastic:white",),)
    ),
    "socket": Kind("socket", "socket", (0.085, 0.014, 0.085), (0.17, 0.016, 0.085), (PLATES, ("plastic:black",))),
    "plugged socket": Kind(
        "socket",
        "plugged socket",
        (0.4, 0.06, 0.34),
        (0.8, 0.07, 0.34),
        (PLATES, ("plastic:black",), ("plastic:white,black",)),
    ),
    "vent": Kind("vent", "vent", (0.15, 0.02, 0.15), (0.34, 0.03, 0.2), (("enamel:white",), ("plastic:black",))),
    "smoke detector": Kind(
        "smoke detector", "smoke detector", *flat((0.1, 0.12), (0.035, 0.05)), (("plastic:white",), ("plastic:black",))
    ),
}
