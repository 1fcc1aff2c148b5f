"""Kinds of small things: what is eaten, cooked with, written with, repaired with and played with."""

from __future__ import annotations

from .kind import Families, Kind, flat

APPLE: Families = ("apple skin:red", "apple skin:red", "apple skin:green", "apple skin:yellow")
STEEL: Families = ("steel", "steel", "steel", "metal")  # the last may be brass
PRINT: Families = ("label",)
LABELLED: tuple[Families, ...] = (PRINT, ("painting",), ("paper",), ("enamel:black", "sign sheet:red,blue"))
TOY: Families = ("plastic:red,blue,green,yellow,orange",)
USED_STEEL: Families = ("steel", "steel", "chrome", "rusty iron")  # of tools, old and new
HANDLE: Families = ("plastic:black,grey", "plastic:black", "plastic:red,yellow,blue,orange", "rubber:black,red")
TURNED: Families = (*HANDLE, "plastic:red,blue,green", "wood", "lacquer:black")
GRIP: Families = ("rubber:black", "plastic:black,grey", "plastic:yellow,red,orange", "rubber:grey")
DARK: Families = ("plastic:black", "plastic:black,grey", "plastic:white")
SLIM: Families = (*DARK, "steel")
STALK: Families = ("peel:brown,dark green",)

FOOD: dict[str, Kind] = {
    "apple": Kind("apple", "apple", *flat((0.065, 0.085), (0.068, 0.088)), (APPLE, STALK)),
    "orange": Kind("orange", "orange", *flat((0.065, 0.085), (0.062, 0.08)), (("citrus skin:orange",), STALK)),
    "lemon": Kind("lemon", "lemon", (0.075, 0.05, 0.05), (0.1, 0.066, 0.066), (("citrus skin:yellow",),)),
    "lime": Kind("lime", "lemon", (0.052, 0.044, 0.044), (0.065, 0.052, 0.052), (("citrus skin:green",),)),
    "pear": Kind("pear", "pear", *flat((0.06, 0.078), (0.1, 0.125)), (("pear skin:green,yellow",), STALK)),
    "banana": Kind("banana", "banana", (0.16, 0.06, 0.034), (0.2, 0.085, 0.04), (("banana skin",), ("peel:brown",))),
    "tomato": Kind("tomato", "tomato", *flat((0.05, 0.08), (0.046, 0.066)), (("peel:red",), ("foliage",))),
    "potato": Kind("potato", "potato", (0.07, 0.05, 0.045), (0.12, 0.075, 0.062), (("root skin:beige",),)),
    "onion": Kind(
        "onion", "onion", *flat((0.055, 0.085), (0.06, 0.095)), (("onion skin:beige,brown", "onion skin:dark red"),)
    ),
    "pepper": Kind(
        "bell pepper", "pepper", *flat((0.07, 0.09), (0.085, 0.12)), (("peel:red,yellow,green",), ("peel:dark green",))
    ),
    "carrot": Kind("carrot", "carrot", (0.15, 0.026, 0.026), (0.22, 0.04, 0.04), (("root skin:orange",), ("foliage",))),
    "cucumber": Kind("cucumber", "cucumber", (0.2, 0.04, 0.036), (0.34, 0.056, 0.046), (("root skin:dark green",),)),
    "egg": Kind("egg", "egg", (0.055, 0.042, 0.042), (0.062, 0.046, 0.046), (("peel:beige,white",),)),
    "bread": Kind("bread", "loaf", (0.22, 0.1, 0.08), (0.32, 0.15, 0.11), (("crust",), ("peel:white", "peel:beige"))),
    "bread roll": Kind("bread roll", "potato", (0.08, 0.07, 0.045), (0.11, 0.085, 0.06), (("crust",),)),
    "egg carton": Kind(
        "egg carton", "egg carton", (0.15, 0.1, 0.068), (0.3, 0.11, 0.072), (("cardboard",), ("cover",))
    ),
    "tin can": Kind("tin can", "tin", *flat((0.065, 0.1), (0.06, 0.12)), (STEEL, PRINT)),
    "jam jar": Kind(
        "jar",
        "jam jar",
        *flat((0.06, 0.095), (0.09, 0.16)),
        (("glass",), ("peel:red,orange,green,brown,dark red",), ("metal", "plastic"), PRINT),
    ),
    "drink carton": Kind(
        "drink carton",
        "drink carton",
        (0.065, 0.065, 0.19),
        (0.095, 0.075, 0.25),
        (PRINT, ("cover", "paper"), ("plastic",)),
    ),
    "cereal box": Kind(
        "cereal box",
        "cereal box",
        (0.16, 0.05, 0.24),
        (0.22, 0.075, 0.32),
        LABELLED,
    ),
    "packet": Kind("packet", "food packet", (0.07, 0.035, 0.09), (0.15, 0.07, 0.17), LABELLED),
    "crisps": Kind(
        "bag of crisps",
        "bag of crisps",
        (0.15, 0.2, 0.05),
        (0.2, 0.28, 0.075),
        (("cover",), STEEL, ("paper", "cover"), ("paper", "cover")),
    ),
}
KITCHEN: dict[str, Kind] = {
    "spoon": Kind("spoon", "spoon", (0.14, 0.03, 0.016), (0.22, 0.045, 0.024), (("steel", "steel", "wood"),)),
    "fork": Kind("fork", "fork", (0.17, 0.022, 0.016), (0.21, 0.027, 0.022), (STEEL,)),
    "knife": Kind(
        "knife", "knife", (0.2, 0.02, 0.011), (0.32, 0.045, 0.018), (STEEL, ("wood", "plastic:black", "steel"))
    ),
    "teapot": Kind("teapot", "teapot", (0.2, 0.13, 0.12), (0.26, 0.17, 0.17), (("ceramic", "ceramic", "metal"),)),
    "cup": Kind(
        "cup", "cup", *flat((0.13, 0.16), (0.06, 0.08)), (("ceramic:white", "ceramic:white", "ceramic"), ("=0",))
    ),
    "spray bottle": Kind(
        "spray bottle",
        "spray bottle",
        (0.085, 0.055, 0.22),
        (0.11, 0.075, 0.29),
        (("plastic",), ("plastic",), PRINT),
    ),
    "tube": Kind("tube", "squeeze tube", (0.11, 0.045, 0.024), (0.19, 0.06, 0.036), (("label",), ("plastic",))),
    "soap": Kind("soap", "soap", (0.07, 0.045, 0.02), (0.1, 0.065, 0.032), (("wax", "peel:green,orange,beige"),)),
    "sponge": Kind("sponge", "soap", (0.09, 0.06, 0.025), (0.12, 0.08, 0.04), (("fabric:yellow,green,pink,blue",),)),
}
DESK: dict[str, Kind] = {
    "pencil": Kind(
        "pencil", "pencil", (0.12, 0.007, 0.007), (0.19, 0.008, 0.008), (("cover", "plastic"), ("wood",), ("soil",))
    ),
    "pen": Kind("pen", "pen", (0.13, 0.01, 0.011), (0.15, 0.015, 0.015), (("plastic", "metal"), ("metal", "=0"))),
    "scissors": Kind("scissors", "scissors", (0.14, 0.06, 0.01), (0.23, 0.09, 0.014), (("steel",), HANDLE)),
    "notebook": Kind(
        "notebook",
        "notebook",
        (0.09, 0.13, 0.008),
        (0.21, 0.29, 0.018),
        (
            ("jacket", "jacket", "cover:black,blue,red,green,grey", "leather"),
            ("paper",),
            ("plastic:black,grey",),
            ("label:white,beige",),
        ),
    ),
    "phone": Kind(
        "phone", "phone", (0.067, 0.138, 0.007), (0.078, 0.165, 0.009), (SLIM, ("screen", "screen", "handset"))
    ),
    "charging phone": Kind(
        "phone",
        "charging phone",
        (0.2, 0.24, 0.024),
        (0.24, 0.27, 0.028),
        (SLIM, ("screen", "handset"), ("plastic:white,black",)),
    ),
    "tablet": Kind(
        "tablet",
        "phone",
        (0.16, 0.21, 0.007),
        (0.2, 0.28, 0.009),
        (SLIM, ("screen", "screen", "screen", "handset", "desktop")),
    ),
    "remote control": Kind(
        "remote control",
        "remote control",
        (0.042, 0.15, 0.018),
        (0.055, 0.22, 0.026),
        (("plastic:black", "plastic:black,grey,white"), ("keycaps",), ("screen",)),
    ),
    "calculator": Kind(
        "calculator",
        "calculator",
        (0.07, 0.11, 0.01),
        (0.1, 0.16, 0.018),
        (
            ("plastic:black,grey", "plastic:white"),
            ("keycaps",),
            ("plastic:black,grey",),
            ("keycaps", "plastic:orange,red,blue,grey"),
            ("linoleum:green,grey",),
        ),
    ),
    "computer mouse": Kind(
        "computer mouse", "computer mouse", (0.056, 0.095, 0.032), (0.068, 0.12, 0.042), (DARK, ("plastic:black,grey",))
    ),
    "corded mouse": Kind(
        "computer mouse",
        "corded mouse",
        (0.09, 0.36, 0.033),
        (0.12, 0.44, 0.04),
        (("plastic:black", "plastic:black,grey,white"), ("plastic:black",)),
    ),
    "headphones": Kind(
        "headphones",
        "headphones",
        (0.17, 0.18, 0.07),
        (0.2, 0.21, 0.08),
        (
            ("plastic:black", "plastic:black,white,grey", "plastic"),
            ("leather:black,brown", "fabric:dark grey,grey"),
            ("steel", "plastic:black,grey"),
        ),
    ),
    "camera": Kind(
        "camera",
        "camera",
        (0.115, 0.08, 0.08),
        (0.145, 0.13, 0.1),
        (("plastic:black", "plastic:black", "steel"), ("steel", "plastic:grey"), ("screen",), ("rubber:black",)),
    ),
    "tape roll": Kind(
        "tape roll", "tape roll", *flat((0.055, 0.12), (0.015, 0.05)), (("plastic", "cardboard"), ("cardboard",))
    ),
    "glasses": Kind(
        "glasses",
        "glasses",
        (0.13, 0.13, 0.04),
        (0.145, 0.145, 0.05),
        (("plastic:black,brown", "plastic:black", "metal"), ("pane",)),
    ),
    "tissue box": Kind("tissue box", "packet", (0.2, 0.11, 0.07), (0.24, 0.125, 0.1), (PRINT, ("paper",))),
}
WORKSHOP: dict[str, Kind] = {
    "screwdriver": Kind(
        "screwdriver", "screwdriver", (0.13, 0.02, 0.02), (0.3, 0.038, 0.038), (TURNED, USED_STEEL, GRIP)
    ),
    "hammer": Kind("hammer", "hammer", (0.26, 0.1, 0.024), (0.33, 0.125, 0.032), (("wood", "rubber"), STEEL)),
    "wrench": Kind("wrench", "wrench", (0.11, 0.022, 0.006), (0.27, 0.056, 0.011), (USED_STEEL,)),
    "battery": Kind(
        "battery",
        "battery",
        (0.044, 0.01, 0.01),
        (0.062, 0.034, 0.034),
        (("plastic:black,red,green,blue",), STEEL, ("metal",)),
    ),
    "bolt": Kind("bolt", "bolt", (0.03, 0.013, 0.013), (0.09, 0.024, 0.024), (STEEL,)),
    "nut": Kind("nut", "nut", *flat((0.013, 0.03), (0.006, 0.014)), (STEEL,)),
    "tape measure": Kind(
        "tape measure",
        "tape measure",
        (0.06, 0.03, 0.055),
        (0.085, 0.045, 0.075),
        (
            ("plastic:yellow", "plastic:black,grey", "plastic:red,blue,orange", "steel"),
            ("rubber:black",),
            ("jacket",),
            ("road paint:yellow",),
        ),
    ),
    "paint can": Kind("paint can", "tin", *flat((0.09, 0.17), (0.1, 0.18)), (STEEL, PRINT)),
    "light bulb": Kind(
        "light bulb", "light bulb", (0.095, 0.055, 0.055), (0.115, 0.065, 0.065), (("ceramic:white", "glass"), STEEL)
    ),
}
TOYS: dict[str, Kind] = {
    "toy block": Kind(
        "toy block",
        "toy block",
        (0.03, 0.025, 0.025),
        (0.1, 0.05, 0.05),
        (("wood", "lacquer:blue,green,yellow,pink", *TOY),),
    ),
    "toy brick": Kind("toy brick", "toy brick", (0.016, 0.016, 0.011), (0.064, 0.032, 0.023), (TOY,)),
    "toy car": Kind(
        "toy car",
        "toy car",
        (0.07, 0.032, 0.026),
        (0.16, 0.075, 0.06),
        (("car paint", "car paint", *TOY), ("screen",), ("rubber:black",), ("steel", "chrome")),
    ),
    "dice": Kind(
        "dice", "dice", (0.014,) * 3, (0.03,) * 3, (("plastic:white,red,black,blue",), ("plastic:white,black",))
    ),
    "ball": Kind(
        "ball",
        "ball",
        *flat((0.05, 0.14), (0.05, 0.14)),
        (
            ("rubber:orange,brown", "leather:brown,white", "rubber", "plastic"),
            ("rubber:black,grey,white",),
            ("=0", "plastic:white"),
        ),
    ),
    "teddy bear": Kind(
        "teddy bear",
        "teddy",
        (0.16, 0.15, 0.2),
        (0.26, 0.25, 0.34),
        (("towel:brown,beige,grey", "towel:brown,beige,pink,grey,white"), ("towel:beige,white",), ("plastic:black",)),
    ),
    "rubber duck": Kind(
        "rubber duck",
        "rubber duck",
        (0.06, 0.075, 0.07),
        (0.1, 0.12, 0.11),
        (("plastic:yellow",), ("plastic:orange",), ("plastic:black",)),
    ),
    "toy ring": Kind("toy ring", "toy ring", *flat((0.06, 0.12), (0.02, 0.035)), (TOY,)),
}
CARRIERS: dict[str, Kind] = {
    "open crate": Kind(
        "crate", "open crate", (0.36, 0.28, 0.12), (0.55, 0.4, 0.2), (("wood", "wood", "plastic:blue,grey,green"),)
    ),
    "tray": Kind(
        "tray", "open crate", (0.34, 0.24, 0.035), (0.5, 0.36, 0.055), (("wood", "plastic:white,black", "lacquer"),)
    ),
    "large bowl": Kind("bowl", "bowl", *flat((0.28, 0.36), (0.09, 0.13)), (("ceramic", "wood", "metal"),)),
    "workbench": Kind("workbench", "table", (1.3, 0.65, 0.82), (1.8, 0.8, 0.92), (("wood",), ("=0", "enamel"))),
}
KINDS: dict[str, Kind] = {**FOOD, **KITCHEN, **DESK, **WORKSHOP, **TOYS, **CARRIERS}
