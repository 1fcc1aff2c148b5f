"""Who is there: people drawn by chance, of all ages, builds and tones, dressed for the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..object_mesh import geometry_mesh
from ..pieces import Piece, material_of_stuff
from ..poses import Vec3
from ..spec import Detail, Figure, Material, Words
from .anatomy import anatomy
from .contact import seated
from .far import shared
from .person import SLOTS
from .postures import GROUNDED, IN_CARS, LEANING, LYING, RECLINED, RIDING, SEATED, SWINGING
from .seats import Seat
from .wardrobe import SAME_AS_LEGS, WARDROBE, Garment

# Skin over the whole range of tones, from light to dark (sRGB); between neighbours it is mixed.
TONES: tuple[Vec3, ...] = (
    (0.85, 0.68, 0.59),
    (0.81, 0.62, 0.51),
    (0.77, 0.58, 0.46),
    (0.63, 0.44, 0.33),
    (0.46, 0.315, 0.23),
    (0.33, 0.21, 0.15),
    (0.23, 0.145, 0.11),
)
HAIR: tuple[Vec3, ...] = (
    (0.08, 0.065, 0.06),
    (0.20, 0.13, 0.09),
    (0.36, 0.23, 0.14),
    (0.55, 0.36, 0.20),
    (0.72, 0.56, 0.34),
)
GREY: Vec3 = (0.66, 0.65, 0.64)
IRISES: tuple[Vec3, ...] = ((0.17, 0.10, 0.065), (0.25, 0.165, 0.09), (0.25, 0.28, 0.19), (0.24, 0.32, 0.40))
STATURE_M = {0: 1.64, 1: 1.77}  # means of grown women and men
SPREAD_M = 0.065
BUTTONS = Material("plastic", (0.10, 0.09, 0.085), 0.35)
LIPS: Vec3 = (0.88, 0.70, 0.70)  # their colour as shares of the skin's
AGED = 52.0  # years from which skin is lined
SOLES = ("rubber:black", "plastic:white", "leather:brown,black")
FOR_A_RIDE: dict[str, tuple[str, ...]] = {
    "dress": ("t-shirt", "leggings"),
    "skirt": ("leggings",),
    "long skirt": ("trousers",),
    "coat": ("jacket",),
}
ABOVE = ("top", "outer")  # slots of what is worn over or beside the legs' cloth
TRIES, APART = 4, 0.14  # draws of a cloth, until its colour is so far from the other's
AT_REST = (*LYING, *RECLINED)
FOR_A_REST: dict[str, tuple[str, ...]] = {
    "coat": (),
    "anorak": (),
    "jacket": (),
    "suit jacket": (),
    "hoodie": ("jumper",),
}
WORK: tuple[tuple[str, ...], ...] = (
    ("trousers", "boots", "t-shirt", "vest", "helmet"),
    ("jeans", "boots", "jumper", "vest"),
    ("shirt", "trousers", "shoes", "belt", "apron"),
    ("t-shirt", "jeans", "trainers", "apron"),
    ("scrubs", "trainers"),
)


def sample_person(
    rng: np.random.Generator,
    postures: Sequence[str],
    age_years: tuple[float, float] = (7.0, 85.0),
    seat: Seat | None = None,
    fit: Callable[[Figure], Figure] | None = None,
    detail: Detail = "near",
) -> Piece:
    """Return somebody of these ages, in one of the postures, on a seat if there is one (`contact.place_on`).

    `fit` brings the figure to whatever else it is to meet.
    """
    figure = replace(_figure(rng, str(rng.choice(postures)), _age_years(rng, age_years)), detail=detail)
    figure = seated(figure, seat, figure.posture) if seat else figure
    figure = fit(figure) if fit else figure
    tone = float(rng.uniform(0, len(TONES) - 1))
    made = _materials(figure, tone, rng)
    made = shared(made) if detail == "far" else made
    return sized(Piece("person", "person", figure, made, Words()))


def sized(person: Piece) -> Piece:
    """Return a person whose geometry has the size of its mesh."""
    if not isinstance(person.geometry, Figure):
        return person
    low, high = geometry_mesh(person.geometry).bounds()
    width_m, depth_m, height_m = (round(float(side), 4) for side in high - low)
    return replace(person, geometry=replace(person.geometry, size_m=(width_m, depth_m, height_m)))


def _age_years(rng: np.random.Generator, span: tuple[float, float]) -> float:
    """Return an age as they are met in streets: mostly 18 to 65."""
    young = rng.choice([0, 1, 2], p=[0.14, 0.72, 0.14])
    drawn = (rng.uniform(7, 17), rng.uniform(18, 65), rng.uniform(66, 85))[young]
    return float(np.clip(drawn, *span))


def _figure(rng: np.random.Generator, posture: str, age_years: float) -> Figure:
    sex = float(np.clip(rng.choice((0.0, 1.0)) + rng.normal(0, 0.08), 0, 1))
    names = anatomy().face.names
    faces = tuple((str(name), round(float(rng.uniform(0.1, 0.45)), 3)) for name in rng.choice(names, 10, replace=False))
    african, asian, caucasian = (round(float(share), 3) for share in rng.dirichlet((0.6, 0.6, 0.6)))
    return Figure(
        sex=round(sex, 3),
        age_years=round(age_years, 1),
        stature_m=round(_stature_m(sex, age_years, rng), 3),
        muscle=round(float(np.clip(rng.normal(0.5, 0.15), 0.15, 0.9)), 3),
        weight=round(float(np.clip(rng.normal(0.52, 0.18), 0.1, 0.98)), 3),
        origin=(african, asian, caucasian),
        face=faces,
        haircut=_haircut(sex, age_years, rng),
        clothes=_clothes(sex, age_years, posture, rng),
        beard=_beard(sex, age_years, rng),
        posture=posture,
        seed=int(rng.integers(2**31)),
    )


def _stature_m(sex: float, age_years: float, rng: np.random.Generator) -> float:
    """Return a stature: growing to 18 along a curve of means, shrinking a little in old age."""
    grown = STATURE_M[0] + sex * (STATURE_M[1] - STATURE_M[0])
    share = np.interp(age_years, (7, 10, 13, 16, 18, 60, 85), (0.71, 0.80, 0.90, 0.98, 1, 1, 0.97))
    return float(share * (grown + rng.normal(0, SPREAD_M)))


def _haircut(sex: float, age_years: float, rng: np.random.Generator) -> str:
    if sex > 0.5:
        bare = float(np.interp(age_years, (25, 40, 75), (0.02, 0.14, 0.3)))
        shares = {
            "": bare / 2,
            "balding": bare / 2 if age_years > 30 else 0.0,
            "cropped": 0.26,
            "short": 0.26,
            "parted": 0.18,
        }
        return _drawn(shares | {"fringe": 0.12, "curly": 0.08, "afro": 0.03, "bob": 0.03, "long": 0.02}, rng)
    shares = {"long": 0.2, "wavy": 0.16, "bob": 0.14, "bob with a fringe": 0.1, "ponytail": 0.14, "bun": 0.1}
    return _drawn(shares | {"short": 0.05, "fringe": 0.04, "curly": 0.05, "afro": 0.04}, rng)


def _beard(sex: float, age_years: float, rng: np.random.Generator) -> str:
    if sex < 0.5 or age_years < 20:
        return ""
    return _drawn({"": 0.62, "stubble": 0.16, "short beard": 0.14, "full beard": 0.08}, rng)


def _drawn(shares: Mapping[str, float], rng: np.random.Generator) -> str:
    """Return one of the names, as often as its share says."""
    whole = np.array(list(shares.values()))
    return str(rng.choice(list(shares), p=whole / whole.sum()))


def _clothes(sex: float, age_years: float, posture: str, rng: np.random.Generator) -> tuple[str, ...]:
    """Return what is worn, from the innermost out."""
    worn = _outfit(sex, age_years, rng)
    instead = (
        FOR_A_RIDE if posture in (*IN_CARS, *SWINGING, *RIDING, *GROUNDED) else FOR_A_REST if posture in AT_REST else {}
    )
    worn = tuple(name for each in worn for name in instead.get(each, (each,)))
    upright = posture not in (*SEATED, *SWINGING, *IN_CARS, *RIDING, *AT_REST, *LEANING, *GROUNDED)
    if upright and "coat" not in worn and rng.random() < 0.16:
        worn += (_drawn({"backpack": 0.55, "shoulder bag": 0.45}, rng),)
    if ("coat" in worn or "anorak" in worn) and rng.random() < 0.4:
        worn += ("scarf",)
    hats = {
        "": 0.80,
        "cap": 0.07,
        "beanie": 0.06,
        "sun hat": 0.03,
        "helmet": 0.9 if posture in RIDING else 0.01,
        "headscarf": 0.0 if sex > 0.5 else 0.05,
    }
    hat = "" if posture in AT_REST else _drawn(hats, rng)
    eyes = _drawn({"": 0.74, "glasses": 0.19, "sunglasses": 0.07}, rng)
    return worn + tuple(name for name in (hat, eyes) if name)


def _outfit(sex: float, age_years: float, rng: np.random.Generator) -> tuple[str, ...]:
    feet = _drawn({"shoes": 0.4, "trainers": 0.42, "boots": 0.12, "sandals": 0.06}, rng)
    kind = _drawn(
        {"plain": 0.84, "suit": 0.03 if age_years > 20 else 0.0, "work": 0.05 if age_years > 18 else 0.0}, rng
    )
    if kind == "suit":
        return ("shirt", "suit trousers", "shoes", "belt", "suit jacket")
    if kind == "work":
        return _drawn_from(WORK, rng)
    if sex < 0.5 and rng.random() < 0.12:
        return ("dress", feet)
    skirts = {"skirt": 0.14, "long skirt": 0.09, "leggings": 0.12} if sex < 0.5 else {}
    below = _drawn({"jeans": 0.42, "trousers": 0.32, "shorts": 0.13} | skirts, rng)
    tops = {
        "t-shirt": 0.3,
        "shirt": 0.18,
        "polo shirt": 0.1,
        "jumper": 0.17,
        "hoodie": 0.14,
        "blouse": 0.12 if sex < 0.5 else 0.0,
    }
    above = _drawn(tops, rng)
    tucked = above in ("shirt", "polo shirt", "blouse") and below in ("jeans", "trousers") and rng.random() < 0.5
    low = (feet, below) if feet == "boots" and below in ("jeans", "trousers") else (below, feet)
    core = (above, *low, "belt") if tucked else (*low, above)
    if above in ("hoodie", "polo shirt") or below == "shorts" or rng.random() < 0.55:
        return core
    return (*core, _drawn({"jacket": 0.45, "anorak": 0.2, "coat": 0.35}, rng))


def _drawn_from(outfits: Sequence[tuple[str, ...]], rng: np.random.Generator) -> tuple[str, ...]:
    return outfits[int(rng.integers(len(outfits)))]


def _materials(figure: Figure, tone: float, rng: np.random.Generator) -> tuple[Material, ...]:
    skin = _mixed(TONES, tone)
    dark = tone / (len(TONES) - 1)
    brown = float(np.clip(rng.uniform(0, 4) * (1 - 1.4 * dark), 0, 4))
    grey = float(np.clip((figure.age_years - rng.uniform(38, 75)) / 15, 0, 1))
    made = {
        "skin": Material(
            "aged skin" if figure.age_years > AGED else "skin",
            skin,
            round(float(rng.uniform(0.42, 0.55)), 3),
            int(rng.integers(2**31)),
        ),
        "lips": Material("skin", _times(skin, LIPS), 0.4),
        "hair": Material("hair", _between(_mixed(HAIR, brown), GREY, grey), 0.45, int(rng.integers(2**31))),
        "eye white": Material("eye", (0.60, 0.56, 0.54), 0.1),
        "iris": Material("eye", IRISES[int(rng.integers(len(IRISES))) if brown > 1 else 0], 0.1),
        "pupil": Material("eye", (0.03, 0.03, 0.03), 0.05),
        "sole": material_of_stuff(str(rng.choice(SOLES)), rng),
        "buttons": BUTTONS,
    }
    for name in sorted(figure.clothes, key=lambda name: WARDROBE[name].stuff == SAME_AS_LEGS):
        made[WARDROBE[name].slot] = _cloth(WARDROBE[name], made, rng)
    return tuple(made.get(slot, made["skin"]) for slot in SLOTS)


def _cloth(garment: Garment, made: Mapping[str, Material], rng: np.random.Generator) -> Material:
    """Return what a garment is made of; few wear one colour from neck to ankle but where both are of one cloth."""
    for _ in range(TRIES):
        stuff = str(rng.choice(garment.stuff))
        if stuff.startswith("="):
            return made["legs"]
        found = material_of_stuff(stuff, rng)
        others = ("legs",) if garment.slot in ABOVE else ABOVE if garment.slot == "legs" else ()
        if all(np.ptp((found.colour, made[slot].colour), axis=0).max() > APART for slot in others if slot in made):
            break
    return found


def _times(colour: Vec3, factors: Vec3) -> Vec3:
    x, y, z = (round(a * b, 4) for a, b in zip(colour, factors, strict=True))
    return (x, y, z)


def _mixed(colours: Sequence[Vec3], place: float) -> Vec3:
    low = min(int(place), len(colours) - 2)
    return _between(colours[low], colours[low + 1], place - low)


def _between(a: Vec3, b: Vec3, share: float) -> Vec3:
    x, y, z = (round(float(p + share * (q - p)), 4) for p, q in zip(a, b, strict=True))
    return (x, y, z)
