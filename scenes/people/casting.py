"""Who is there: people drawn by chance, of all ages, builds and tones, dressed for the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..object_mesh import geometry_mesh
from ..pieces import Piece, material_of_stuff
from ..spec import Figure, Material, Vec3, Words
from .anatomy import anatomy
from .contact import seated
from .person import SLOTS
from .seats import Seat
from .wardrobe import WARDROBE

# Skin over the whole range of tones, from light to dark (sRGB); between neighbours it is mixed.
TONES: tuple[Vec3, ...] = (
    (0.92, 0.77, 0.69),
    (0.87, 0.68, 0.56),
    (0.78, 0.57, 0.43),
    (0.64, 0.43, 0.30),
    (0.48, 0.31, 0.21),
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
IRISES: tuple[Vec3, ...] = ((0.22, 0.13, 0.08), (0.30, 0.20, 0.11), (0.30, 0.36, 0.26), (0.32, 0.44, 0.55))
STATURE_M = {0: 1.64, 1: 1.77}  # means of grown women and men
SPREAD_M = 0.065


def sample_person(
    rng: np.random.Generator,
    postures: Sequence[str],
    age_years: tuple[float, float] = (7.0, 85.0),
    seat: Seat | None = None,
) -> Piece:
    """Return somebody of these ages, in one of the postures, on a seat if there is one (`contact.place_on`)."""
    figure = _figure(rng, str(rng.choice(postures)), _age_years(rng, age_years))
    figure = seated(figure, seat, figure.posture) if seat else figure
    tone = float(rng.uniform(0, len(TONES) - 1))
    made = _materials(figure, tone, rng)
    low, high = geometry_mesh(figure).bounds()
    size_m = tuple(round(float(side), 4) for side in high - low)
    return Piece("person", "person", replace(figure, size_m=size_m), made, Words())


def _age_years(rng: np.random.Generator, span: tuple[float, float]) -> float:
    """Return an age as they are met in streets: mostly 18 to 65."""
    young = rng.choice([0, 1, 2], p=[0.14, 0.72, 0.14])
    drawn = (rng.uniform(7, 17), rng.uniform(18, 65), rng.uniform(66, 85))[young]
    return float(np.clip(drawn, *span))


def _figure(rng: np.random.Generator, posture: str, age_years: float) -> Figure:
    sex = float(np.clip(rng.choice((0.0, 1.0)) + rng.normal(0, 0.08), 0, 1))
    names = anatomy().face.names
    faces = tuple((str(name), round(float(rng.uniform(0.1, 0.45)), 3)) for name in rng.choice(names, 10, replace=False))
    origin = rng.dirichlet((0.6, 0.6, 0.6))
    return Figure(
        sex=round(sex, 3),
        age_years=round(age_years, 1),
        stature_m=round(_stature_m(sex, age_years, rng), 3),
        muscle=round(float(np.clip(rng.normal(0.5, 0.15), 0.15, 0.9)), 3),
        weight=round(float(np.clip(rng.normal(0.52, 0.18), 0.1, 0.98)), 3),
        origin=tuple(round(float(share), 3) for share in origin),
        face=faces,
        haircut=_haircut(sex, age_years, rng),
        clothes=_clothes(sex, age_years, rng),
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
        bald = 0.12 if age_years > 35 else 0.02
        return str(rng.choice(["", "cropped", "short", "bob"], p=[bald, 0.4 - bald / 2, 0.55 - bald / 2, 0.05]))
    return str(rng.choice(["long", "bob", "bun", "short"], p=[0.42, 0.28, 0.18, 0.12]))


def _clothes(sex: float, age_years: float, rng: np.random.Generator) -> tuple[str, ...]:
    upper = str(rng.choice(["t-shirt", "shirt", "jumper", "jacket", "coat"], p=[0.28, 0.2, 0.22, 0.2, 0.1]))
    if sex < 0.5 and rng.random() < 0.3:
        lower = str(rng.choice(["skirt", "long skirt"]))
    else:
        lower = str(
            rng.choice(["jeans", "trousers", "leggings" if sex < 0.5 else "jeans", "shorts"], p=[0.4, 0.34, 0.14, 0.12])
        )
    return (lower, upper, "boots" if rng.random() < 0.15 else "shoes")


def _materials(figure: Figure, tone: float, rng: np.random.Generator) -> tuple[Material, ...]:
    skin = _mixed(TONES, tone)
    dark = tone / (len(TONES) - 1)
    brown = float(np.clip(rng.uniform(0, 4) * (1 - 1.4 * dark), 0, 4))
    grey = float(np.clip((figure.age_years - rng.uniform(38, 75)) / 15, 0, 1))
    hair = _between(_mixed(HAIR, brown), GREY, grey)
    made = {
        "skin": Material("skin", skin, 0.5),
        "lips": Material("skin", tuple(np.multiply(skin, (0.86, 0.62, 0.62)).tolist()), 0.4),
        "hair": Material("hair", hair, 0.5),
        "eye white": Material("eye", (0.86, 0.84, 0.82), 0.1),
        "iris": Material("eye", IRISES[int(rng.integers(len(IRISES))) if brown > 1 else 0], 0.1),
        "pupil": Material("eye", (0.03, 0.03, 0.03), 0.05),
    }
    for name in figure.clothes:
        garment = WARDROBE[name]
        made[garment.slot] = material_of_stuff(str(rng.choice(garment.stuff)), rng)
    return tuple(made[slot] for slot in SLOTS)


def _mixed(colours: Sequence[Vec3], place: float) -> Vec3:
    low = min(int(place), len(colours) - 2)
    return _between(colours[low], colours[low + 1], place - low)


def _between(a: Vec3, b: Vec3, share: float) -> Vec3:
    x, y, z = (round(float(p + share * (q - p)), 4) for p, q in zip(a, b, strict=True))
    return (x, y, z)
