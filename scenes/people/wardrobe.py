"""What people wear, by name: the cut, the slot that it fills, what it is made of, and who wears it when."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds.kind import Families
from .clothes import Cut, legs, plain, shoes, skirt, top

SHIRTS: Families = ("cotton",)
WOOLLENS: Families = ("knit",)
TROUSERS: Families = ("cotton:black,grey,beige,blue,dark blue",)
LEATHERS: Families = ("leather:black,brown", "plastic:white,black")


@dataclass(frozen=True, slots=True)
class Garment:
    """Its pieces of cloth from the innermost out, its slot of the person's mesh, and what it is made of."""

    cuts: tuple[Cut, ...]
    slot: str
    stuff: Families


SLIP = legs(-0.25, (0.004, 0.004, 0.004, 0.004), fold_m=0.0)
WRIST_M = 0.455

WARDROBE: dict[str, Garment] = {
    "t-shirt": Garment((top(0.15, -0.03, cuff_m=0.05),), "top", SHIRTS),
    "shirt": Garment((top(WRIST_M, -0.05, neck_m=0.012, edge=plain),), "top", SHIRTS),
    "jumper": Garment((top(WRIST_M, -0.02, (0.009, 0.02, 0.02), 0.022, edge=plain, fold_m=0.006),), "top", WOOLLENS),
    "jacket": Garment((top(WRIST_M + 0.01, -0.03, (0.02, 0.03, 0.034), 0.034, 0.0, 0.06, (0.02, 0.07), edge=plain, fold_m=0.006),), "top", ("cotton", "leather:black,brown")),
    "coat": Garment((top(WRIST_M + 0.01, -0.45, (0.022, 0.034, 0.04), 0.036, fold_m=0.006),), "top", ("knit", "cotton")),
    "trousers": Garment((legs(-0.755),), "legs", TROUSERS),
    "jeans": Garment((legs(-0.75, (0.007, 0.007, 0.008, 0.018)),), "legs", ("denim",)),
    "leggings": Garment((legs(-0.72, (0.003, 0.003, 0.003, 0.003), fold_m=0.001),), "legs", ("cotton:black,grey,dark blue",)),
    "shorts": Garment((legs(-0.36, (0.009, 0.02, 0.04, 0.04)),), "legs", TROUSERS),
    "skirt": Garment((SLIP, skirt(-0.33)), "legs", ("cotton", "knit")),
    "long skirt": Garment((SLIP, skirt(-0.62)), "legs", ("cotton", "knit")),
    "shoes": Garment((shoes(),), "shoes", LEATHERS),
    "boots": Garment((shoes(0.25, 0.012),), "shoes", LEATHERS),
}
