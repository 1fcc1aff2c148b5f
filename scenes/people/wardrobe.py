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
from .buttons import row
from .clothes import shown, under
from .cuts import FAR_M, HIP_M, WAIST_M, Cut, legs, shoes, skirt, strip, top
from .head import Head
from .hems import collared, hooded, lapelled, padded, ribbed, zipped
from .regions import Regions, regions
from .surfaces import normals
from .tailoring import Values

COTTONS: Families = ("cotton", "cotton", "printed cotton")
SHIRTS: Families = ("cotton:white,blue,pink,beige,grey", "cotton:white", "checked cotton")
WOOLLENS: Families = ("knit", "knit", "striped knit")
TROUSERS: Families = ("twill:black,grey,dark grey,beige,brown,dark blue",)
LEATHERS: Families = ("leather:black,brown", "leather:black,brown", "plastic:white,black")
DARK: Families = ("cotton:black,dark grey,dark blue",)
SUITING: Families = ("suiting",)
SAME_AS_LEGS: Families = ("=legs",)
WRIST_M = 0.455


@dataclass(frozen=True, slots=True)
class Garment:
    """Its pieces of cloth from the innermost out, its slot of the person's mesh, and what it is made of.

    `solid` makes what a bone carries along stiffly, for the head of a body at rest; `over_hair` presses the hair flat,
    `hides_hair` covers it all.
    """

    cuts: tuple[Cut, ...]
    slot: str
    stuff: Families
    solid: Callable[[Head, np.random.Generator], Mesh] | None = None
    bone: str = "head"
    over_hair: bool = False
    hides_hair: bool = False


def _sole(height_m: float = 0.013, ease_m: float = 0.012) -> Cut:
    return replace(shoes(height_m, ease_m), slot="sole")


def _over_toes(r: Regions) -> tuple[Values, ...]:
    _, y, z = r.points.T
    return *_band(y + 0.12, 0.028), -0.745 - z


def _round_ankle(r: Regions) -> tuple[Values, ...]:
    _, y, z = r.points.T
    return _band(z - r.sole_m - 0.085 - 0.2 * y, 0.009)


def _bib(r: Regions) -> tuple[Values, ...]:
    x, y, z = r.points.T
    return z, 0.40 - z, np.where(y < -0.02, 0.115 - np.abs(x), -FAR_M)


def _placket(low_m: float, buttons: int = 0) -> Cut:
    """Return the band that a shirt is buttoned along."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        return *_band(x, 0.015), np.where(y < -0.02, z - low_m, -FAR_M), 0.535 - z

    return strip(within, 0.0025, buttons=row(0.0, low_m + 0.045, 0.50, buttons))


def _apron(r: Regions) -> tuple[Values, ...]:
    _, y, z = r.points.T
    return z + 0.36, 0.17 - z, -y


def _braces(r: Regions) -> tuple[Values, ...]:
    x, y, z = r.points.T
    before = np.where(y < 0.04, np.clip(0.40 - z, 0, 0.16), 0.0)
    off_m = np.abs(x) - 0.092 - 0.42 * before  # from the shoulder down, and outwards below the arm
    return *_band(off_m * _level_share(r), 0.018), np.where(y > 0.05, 0.30, 0.33) - np.abs(z - 0.56)


def _level_share(r: Regions) -> Values:
    """Return how much longer than their share across the body ways are that go over it: straps stay as wide aside."""
    aside = normals(r.points, anatomy().layers["tights"])[:, 0].astype(np.float64)
    return 1 / np.sqrt(np.maximum(1 - aside**2, 0.2))


def _diagonal(r: Regions) -> tuple[Values, ...]:
    x, _, z = r.points.T
    return *_band((x + 0.105) * 0.88 + (z - 0.52) * 0.475, 0.017), z - HIP_M


def _waistband(r: Regions) -> tuple[Values, ...]:
    return _band(r.points[:, 2] - WAIST_M - 0.010, 0.018)


def _band(off_m: Values, half_m: float) -> tuple[Values, Values]:
    """Return both hems of a band along a line from which places lie so far off."""
    return half_m - off_m, half_m + off_m


BARE = {"margin_m": FAR_M, "fold_m": 0.0}  # of straps on the skin
SLIP = legs(-0.24, (0.004, 0.004, 0.004, 0.004), fold_m=0.0)
LINED = (0.014, 0.017, 0.028)  # eases of what is worn over a shirt
JACKET = top(WRIST_M, 0.0, LINED, 0.024, 0.0, 0.05, (0.03, 0.07), lapelled, fold_m=0.006)
SUIT = replace(
    top(WRIST_M - 0.005, -0.03, (0.014, 0.016, 0.025), 0.020, 0.0, 0.0, (0.045, 0.012), lapelled, fold_m=0.003),
    buttons=row(0.040, 0.06, 0.17, 2),
    button_m=0.009,
)
COAT = replace(
    top(WRIST_M + 0.005, -0.05, (0.017, 0.021, 0.038), 0.026, 0.0, 0.0, (0.04, 0.03), lapelled, fold_m=0.005),
    buttons=row(0.060, -0.02, 0.21, 3),
    button_m=0.012,
)
SCRUBS = top(0.20, 0.0, (0.008, 0.014, 0.03), 0.05, 0.0, 0.05)
NOTHING: tuple[Cut, ...] = ()

WARDROBE: dict[str, Garment] = {
    "t-shirt": Garment((top(0.15, 0.0, cuff_m=0.04, edge=ribbed),), "top", COTTONS),
    "polo shirt": Garment(
        (top(0.16, 0.01, cuff_m=0.036, neck_m=0.008, edge=collared), _placket(0.40, 3)), "top", COTTONS
    ),
    "shirt": Garment((top(WRIST_M, 0.0, neck_m=0.010, edge=collared), _placket(0.0, 7)), "top", SHIRTS),
    "blouse": Garment((top(0.36, 0.0, vee_m=0.05, cuff_m=0.03),), "top", COTTONS),
    "jumper": Garment(
        (top(WRIST_M, 0.01, (0.008, 0.012, 0.022), 0.018, edge=ribbed, hang=0.85, fold_m=0.006),), "top", WOOLLENS
    ),
    "hoodie": Garment(
        (top(WRIST_M, 0.0, (0.010, 0.015, 0.026), 0.020, edge=hooded, hang=0.85, fold_m=0.007),), "top", ("cotton",)
    ),
    "dress": Garment(
        (SLIP, skirt(-0.36, 0.008, flare_m=0.02), top(0.12, 0.13, (0.008, 0.008, 0.006), 0.03, vee_m=0.03, hang=0.0)),
        "top",
        COTTONS,
    ),
    "scrubs": Garment((legs(-0.75, (0.012, 0.02, 0.03, 0.04)), SCRUBS), "top", ("cotton:blue,dark blue,green",)),
    "jacket": Garment((JACKET,), "outer", ("cotton", "soft leather", "denim")),
    "anorak": Garment(
        (top(WRIST_M, 0.0, LINED, 0.026, 0.01, edge=zipped, hang=0.85, fold_m=0.008), _placket(0.0)),
        "outer",
        ("cotton",),
    ),
    "suit jacket": Garment((SUIT,), "outer", SAME_AS_LEGS),
    "coat": Garment(
        (skirt(-0.30, 0.034, 0.03, 0.02), COAT), "outer", ("knit:black,grey,dark grey,beige,brown,dark blue", *SUITING)
    ),
    "vest": Garment(
        (replace(top(0.0, -0.02, (0.008, 0.008, 0.010), 0.008, 0.0, 0.10), on_top=True),),
        "outer",
        ("plastic:yellow,orange",),
    ),
    "trousers": Garment((legs(-0.755),), "legs", TROUSERS),
    "suit trousers": Garment((legs(-0.76, (0.008, 0.012, 0.020, 0.032), fold_m=0.002),), "legs", SUITING),
    "jeans": Garment((legs(-0.75, (0.007, 0.008, 0.010, 0.020)),), "legs", ("jeans",)),
    "leggings": Garment((legs(-0.72, (0.003, 0.003, 0.003, 0.003), fold_m=0.001),), "legs", DARK),
    "shorts": Garment((legs(-0.34, (0.009, 0.02, 0.04, 0.04)),), "legs", TROUSERS),
    "skirt": Garment((SLIP, skirt(-0.34)), "legs", ("cotton", "knit", "denim")),
    "long skirt": Garment((SLIP, skirt(-0.62)), "legs", COTTONS),
    "shoes": Garment((shoes(), _sole()), "shoes", LEATHERS),
    "trainers": Garment((shoes(0.092, 0.010), _sole(0.017, 0.015)), "shoes", ("plastic:white,black,grey,red,blue",)),
    "boots": Garment((shoes(0.26, 0.012), _sole(0.017, 0.016)), "shoes", LEATHERS),
    "sandals": Garment(
        (_sole(0.012, 0.008), strip(_over_toes, 0.004, **BARE), strip(_round_ankle, 0.004, **BARE)), "shoes", LEATHERS
    ),
    "belt": Garment((strip(_waistband, 0.005),), "belt", ("leather:black,brown",)),
    "apron": Garment((strip(_apron, 0.012, layer="skirt", margin_m=FAR_M), strip(_bib, 0.008)), "outer", ("cotton",)),
    "backpack": Garment(
        (strip(_braces, 0.010, edge=padded),), "bag", ("cotton", "plastic:black,blue,red"), made.backpack, "spine_03"
    ),
    "shoulder bag": Garment(
        (strip(_diagonal, 0.009, edge=padded),), "bag", ("leather:black,brown", "cotton"), made.shoulder_bag, "pelvis"
    ),
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
    pieces = tuple((cut, cut.slot or garment.slot) for garment in worn for cut in garment.cuts)
    hidden = under(tuple(cut for cut, _ in pieces)) if pieces else np.zeros(anatomy().count, np.bool_)
    if regions().always_covered()[shown(hidden)].any():
        raise AssetError(
            f"clothes: {', '.join(clothes) or 'none'}: do not cover a person; add what trunk and thighs want"
        )
    return pieces
