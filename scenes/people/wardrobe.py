"""What people wear, by name: the cut, the slot that it fills, what it is made of, and who wears it when."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds.kind import Families
from .clothes import Cut, legs, shoes, skirt, top

SHIRTS: Families = ("cotton",)
WOOLLENS: Families = ("knit",)
TROUSERS: Families = ("cotton:black,grey,beige,blue,dark blue",)
LEATHERS: Families = ("leather:black,brown", "plastic:white,black")


@dataclass(frozen=True, slots=True)
class Garment:
    """A cut, its slot of the person's mesh, and the families of materials that it is drawn from."""

    cut: Cut
    slot: str
    stuff: Families


WARDROBE: dict[str, Garment] = {
    "t-shirt": Garment(top(0.55, -0.12, 0.012), "top", SHIRTS),
    "shirt": Garment(top(1.93, -0.12, 0.011, collar_m=0.03), "top", SHIRTS),
    "jumper": Garment(top(1.95, -0.09, 0.018, collar_m=0.02), "top", WOOLLENS),
    "jacket": Garment(top(1.97, -0.17, 0.028, collar_m=0.045, fold_m=0.007), "top", ("cotton", "leather:black,brown")),
    "coat": Garment(top(1.97, -0.45, 0.032, collar_m=0.045, fold_m=0.008), "top", ("knit", "cotton")),
    "trousers": Garment(legs(1.97, 0.009), "legs", TROUSERS),
    "jeans": Garment(legs(1.97, 0.006, flare_m=0.004), "legs", ("denim",)),
    "leggings": Garment(legs(1.9, 0.003, flare_m=0.0, fold_m=0.001), "legs", ("cotton:black,grey,dark blue",)),
    "shorts": Garment(legs(0.9, 0.012, flare_m=0.012), "legs", TROUSERS),
    "skirt": Garment(skirt(0.6), "legs", ("cotton", "knit")),
    "long skirt": Garment(skirt(0.95), "legs", ("cotton", "knit")),
    "shoes": Garment(shoes(), "shoes", LEATHERS),
    "boots": Garment(shoes(0.45), "shoes", LEATHERS),
}
