"""What people wear, by name: pieces of cloth, the slot that they fill, and what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..errors import AssetError, named
from ..geometry.mesh import Mesh
from ..kinds.kind import Families
from . import accessories as made
from .anatomy import anatomy
from .bags import backpack, shoulder_bag
from .buttons import row
from .clothes import shown, under
from .cuts import FAR_M, Cut, legs, skirt, strip, top
from .details import (
    apron,
    bag_strap,
    belt,
    bib,
    braces,
    cord,
    kangaroo,
    over_toes,
    placket,
    pockets,
    round_ankle,
    shod,
    sole,
    tie,
    toe_cap,
    tongue,
    zipper,
)
from .head import Head
from .hems import banded, collared, hooded, lapelled, ribbed, zipped
from .regions import regions

COTTONS: Families = ("cotton", "cotton", "printed cotton")
SHIRTS: Families = ("cotton:white,blue,pink,beige,grey", "cotton:white", "checked cotton")
WOOLLENS: Families = ("knit", "knit", "striped knit")
TROUSERS: Families = ("twill:black,grey,dark grey,beige,brown,dark blue",)
TRAINERS: Families = ("plastic:white,black,grey,red,blue",)
LEATHERS: Families = ("leather:black,brown", "leather:black,brown", "plastic:white,black")
DARK: Families = ("cotton:black,dark grey,dark blue",)
SUITING: Families = ("suiting",)
SAME_AS_LEGS: Families = ("=legs",)
WRIST_M = 0.455


@dataclass(frozen=True, slots=True)
class Garment:
    """Its pieces of cloth from the innermost out, its slot of the person's mesh, and what it is made of.

    `solid` makes what a bone carries along stiffly, for the head of a body at rest; `over_hair` presses the hair flat,
    `hides_hair` covers it all; trousers fall over what is `below`.
    """

    cuts: tuple[Cut, ...]
    slot: str
    stuff: Families
    solid: Callable[[Head, np.random.Generator], Mesh] | None = None
    bone: str = "head"
    over_hair: bool = False
    hides_hair: bool = False
    below: bool = False


BARE = {"margin_m": FAR_M, "fold_m": 0.0, "edge": banded}  # of straps on the skin
SLIP = legs(-0.24, (0.004, 0.004, 0.004, 0.004), fold_m=0.0)
LINED = (0.014, 0.017, 0.028)  # eases of what is worn over a shirt
JACKET = top(WRIST_M, 0.0, LINED, 0.024, 0.0, 0.05, (0.03, 0.07), lapelled, fold_m=0.011)
SUIT = replace(
    top(WRIST_M - 0.005, -0.03, (0.014, 0.016, 0.025), 0.020, 0.0, 0.0, (0.045, 0.012), lapelled, fold_m=0.007),
    buttons=row(0.040, 0.06, 0.17, 2),
    button_m=0.009,
)
COAT = replace(
    top(WRIST_M + 0.005, -0.05, (0.017, 0.021, 0.038), 0.026, 0.0, 0.0, (0.04, 0.03), lapelled, fold_m=0.008),
    buttons=row(0.060, -0.02, 0.21, 3),
    button_m=0.012,
)
SCRUBS = top(0.20, 0.0, (0.008, 0.014, 0.03), 0.05, 0.0, 0.05)
NOTHING: tuple[Cut, ...] = ()

WARDROBE: dict[str, Garment] = {
    "t-shirt": Garment((top(0.15, 0.0, cuff_m=0.04, edge=ribbed),), "top", COTTONS),
    "polo shirt": Garment(
        (top(0.16, 0.01, cuff_m=0.036, neck_m=0.008, edge=collared), placket(0.40, 3)), "top", COTTONS
    ),
    "shirt": Garment(
        (
            top(WRIST_M, 0.0, neck_m=0.010, edge=collared),
            pockets(0.075, 0.042, 0.34, 0.43, 0.0022, left_only=True),
            placket(0.0, 7),
        ),
        "top",
        SHIRTS,
    ),
    "blouse": Garment((top(0.36, 0.0, vee_m=0.05, cuff_m=0.03),), "top", COTTONS),
    "jumper": Garment(
        (top(WRIST_M, 0.01, (0.008, 0.012, 0.022), 0.018, edge=ribbed, hang=0.85, fold_m=0.011),), "top", WOOLLENS
    ),
    "hoodie": Garment(
        (
            top(WRIST_M, 0.0, (0.010, 0.015, 0.026), 0.020, edge=hooded, hang=0.85, fold_m=0.013),
            kangaroo(),
            cord(-0.035),
            cord(0.032),
        ),
        "top",
        ("cotton",),
    ),
    "dress": Garment(
        (SLIP, skirt(-0.36, 0.008, flare_m=0.02), top(0.12, 0.13, (0.008, 0.008, 0.006), 0.03, vee_m=0.03, hang=0.0)),
        "top",
        COTTONS,
    ),
    "scrubs": Garment((legs(-0.75, (0.012, 0.02, 0.03, 0.04)), SCRUBS), "top", ("cotton:blue,dark blue,green",)),
    "jacket": Garment((JACKET, pockets(0.105, 0.052, 0.06, 0.19)), "outer", ("cotton", "soft leather", "denim")),
    "anorak": Garment(
        (
            top(WRIST_M, 0.0, LINED, 0.026, 0.01, edge=zipped, hang=0.85, fold_m=0.013),
            zipper(0.0),
            pockets(0.10, 0.045, 0.08, 0.20, 0.0025),
        ),
        "outer",
        ("cotton",),
    ),
    "suit jacket": Garment((tie(), SUIT, pockets(0.10, 0.05, 0.10, 0.135, 0.003)), "outer", SAME_AS_LEGS),
    "coat": Garment(
        (skirt(-0.30, 0.034, 0.03, 0.02), COAT, pockets(0.115, 0.055, 0.055, 0.105, 0.004)),
        "outer",
        ("tweed:black,grey,dark grey,beige,brown,dark blue", *SUITING),
    ),
    "vest": Garment(
        (replace(top(0.0, -0.02, (0.008, 0.008, 0.010), 0.008, 0.0, 0.10), on_top=True),),
        "outer",
        ("plastic:yellow,orange",),
    ),
    "trousers": Garment((legs(-0.775, (0.009, 0.013, 0.023, 0.032), fold_m=0.012),), "legs", TROUSERS),
    "suit trousers": Garment((legs(-0.775, (0.008, 0.012, 0.022, 0.034), fold_m=0.008),), "legs", SUITING),
    "jeans": Garment((legs(-0.775, (0.007, 0.009, 0.014, 0.024), fold_m=0.011),), "legs", ("jeans",)),
    "leggings": Garment((legs(-0.72, (0.003, 0.003, 0.003, 0.003), fold_m=0.001),), "legs", DARK),
    "shorts": Garment((legs(-0.34, (0.009, 0.02, 0.04, 0.04)),), "legs", TROUSERS),
    "skirt": Garment((SLIP, skirt(-0.34)), "legs", ("cotton", "knit", "denim")),
    "long skirt": Garment((SLIP, skirt(-0.62)), "legs", COTTONS),
    "shoes": Garment((shod(), sole(), tongue()), "shoes", LEATHERS, below=True),
    "trainers": Garment(
        (shod(0.092, 0.010), sole(0.017, 0.015), toe_cap(0.003, "sole"), tongue()),
        "shoes",
        ("plastic:white,black,grey,red,blue",),
        below=True,
    ),
    "boots": Garment((shod(0.26, 0.012), sole(0.017, 0.016)), "shoes", LEATHERS),
    "sandals": Garment(
        (sole(0.012, 0.008), strip(over_toes, 0.004, **BARE), strip(round_ankle, 0.004, **BARE)),
        "shoes",
        LEATHERS,
        below=True,
    ),
    "belt": Garment(belt(), "belt", ("leather:black,brown",)),
    "apron": Garment(
        (
            strip(apron, 0.024, edge=banded, layer="skirt", margin_m=FAR_M),
            strip(bib, 0.008, edge=banded),
            pockets(0.0, 0.10, 0.03, 0.12),
        ),
        "outer",
        ("cotton",),
    ),
    "backpack": Garment((braces(),), "bag", ("cotton", "plastic:black,blue,red"), backpack, "spine_03"),
    "shoulder bag": Garment((bag_strap(),), "bag", ("leather:black,brown", "cotton"), shoulder_bag, "pelvis"),
    "scarf": Garment(NOTHING, "scarf", ("knit", "striped knit"), made.scarf, "spine_03"),
    "headscarf": Garment(NOTHING, "hat", ("cotton",), made.headscarf, over_hair=True, hides_hair=True),
    "beanie": Garment(NOTHING, "hat", ("knit",), made.beanie, over_hair=True),
    "cap": Garment(NOTHING, "hat", ("cotton", "denim"), made.cap, over_hair=True),
    "sun hat": Garment(NOTHING, "hat", ("wicker", "cotton:beige,white"), made.sun_hat, over_hair=True),
    "helmet": Garment(NOTHING, "hat", ("plastic",), made.helmet, over_hair=True),
    "glasses": Garment(NOTHING, "glasses", ("plastic:black,brown",), made.glasses),
    "sunglasses": Garment(NOTHING, "glasses", ("plastic:black",), made.sunglasses),
}


def cuts_of(clothes: tuple[str, ...]) -> tuple[tuple[Cut, str], ...]:
    """Return the pieces of cloth of an outfit with their slots, from the innermost out.

    Raises AssetError where there is no such garment, or where they leave bare what nobody shows.
    """
    worn = [named(WARDROBE, name, "a garment", "clothes", error=AssetError) for name in clothes]
    worn.sort(key=lambda garment: not garment.below)
    pieces = tuple((cut, cut.slot or garment.slot) for garment in worn for cut in garment.cuts)
    hidden = under(tuple(cut for cut, _ in pieces)) if pieces else np.zeros(anatomy().count, np.bool_)
    if regions().always_covered()[shown(hidden)].any():
        raise AssetError(
            f"clothes: {', '.join(clothes) or 'none'}: do not cover a person; add what trunk and thighs want"
        )
    return pieces
