"""Breeds and species of four-legged animals. Proportions are taste: they make that each is told from the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...poses import Vec3
from .shades import Tones
from .stances import Build
from .tufts import Tufts


@dataclass(frozen=True, slots=True)
class Breed:
    """A build, its postures, which markings it may have, and how far its parts melt together (see `stances.Build`).

    `marks` are of `animals.MARKS`; each is there by that chance. `fleece` is how far wool stands out in waves, `tufts`
    are of hair and on which slots, `tones` how dark the coat is where (see `shades.shaded`), `nose` how large the nose
    is, in radii of the muzzle, `eyes` how large each eye is, in radii of the skull, and `gaze` where it looks: ahead,
    aside and up. A `collar` is worn about the neck.
    """

    build: Build
    postures: tuple[str, ...]
    marks: tuple[tuple[str, float], ...] = ()
    blend: float = 0.022
    hooves: bool = False
    fleece: float = 0.0
    nose: float = 0.6
    tufts: tuple[tuple[Tufts, tuple[int, ...]], ...] = ()
    tones: Tones = field(default_factory=dict)
    eyes: float = 0.15
    gaze: Vec3 = (0.60, 0.62, 0.28)
    collar: bool = False


COAT = (0, 1)
FACE = {"head": 0.3, "ear": 0.5}
LONG_HAIR = FACE | {"leg": 0.42, "tail": 1.4, "ear": 0.9}
SHORT_HAIR = FACE | {"leg": 0.5, "tail": 0.8}
PET = ("standing", "walking", "sitting", "lying")
HERD = ("standing", "walking", "grazing", "lying")
BREEDS: dict[str, Breed] = {
    "retriever": Breed(
        Build(
            long=1.12,
            deep=(0.24, 0.175, 0.16),
            wide=0.74,
            neck=(0.34, 0.155, 0.115, 48),
            head=(0.11, 0.135, 0.058, 14),
            legs=(0.088, 0.042, 0.05),
            ears=(0.17, 0.08, -60, 0.0),
            tail=(0.5, 0.036, -12),
            paws=1.6,
            curl=30.0,
        ),
        PET,
        collar=True,
        blend=0.017,
        tufts=((Tufts(0.085, 8000, 0.035, lift=0.13, shares=LONG_HAIR, mottle=0.13), COAT),),
        tones={"ear": -0.22, "back": -0.1, "belly": 0.2, "muzzle": 0.06, "tail": 0.12, "shin": 0.1},
    ),
    "shepherd dog": Breed(
        Build(
            long=1.2,
            deep=(0.245, 0.19, 0.175),
            wide=0.78,
            neck=(0.34, 0.175, 0.125, 44),
            head=(0.106, 0.15, 0.048, 12),
            legs=(0.098, 0.046, 0.054),
            ears=(0.16, 0.065, 70, 0.1),
            tail=(0.6, 0.06, -58),
            paws=1.6,
            curl=40.0,
        ),
        PET,
        collar=True,
        blend=0.017,
        tufts=((Tufts(0.09, 8000, 0.04, lift=0.18, shares=LONG_HAIR, mottle=0.13), COAT),),
        tones={"ear": -0.25, "back": -0.3, "belly": 0.3, "muzzle": -0.4, "shin": 0.3, "tail": -0.1},
        marks=(("breast", 0.3), ("paws", 0.2)),
    ),
    "terrier": Breed(
        Build(
            long=1.3,
            deep=(0.265, 0.21, 0.19),
            wide=0.8,
            neck=(0.3, 0.17, 0.135, 58),
            head=(0.137, 0.14, 0.066, 10),
            legs=(0.1, 0.048, 0.056),
            ears=(0.16, 0.09, 62, 0.1),
            tail=(0.36, 0.05, 62),
            paws=1.5,
            curl=20.0,
        ),
        PET,
        collar=True,
        blend=0.018,
        tufts=((Tufts(0.075, 8000, 0.045, 0.2, stir=0.4, shares=FACE | {"leg": 0.6, "head": 0.6}, mottle=0.13), COAT),),
        tones={"ear": -0.15, "back": -0.08, "belly": 0.12, "muzzle": 0.1},
        marks=(("mask", 0.8), ("saddle", 0.6), ("dock", 0.6)),
    ),
    "hound": Breed(
        Build(
            long=1.28,
            deep=(0.25, 0.2, 0.18),
            wide=0.78,
            neck=(0.34, 0.16, 0.13, 52),
            head=(0.118, 0.165, 0.064, 14),
            legs=(0.095, 0.048, 0.056),
            ears=(0.26, 0.1, -60, 0.0),
            tail=(0.5, 0.035, 62),
            paws=1.6,
            curl=30.0,
        ),
        PET,
        collar=True,
        blend=0.018,
        tufts=((Tufts(0.034, 8000, 0.06, 0.12, shares=SHORT_HAIR, mottle=0.06), COAT),),
        tones={"ear": -0.12, "back": -0.3, "belly": 0.2, "trunk": -0.16, "tail": -0.2},
        marks=(("face", 0.7), ("breast", 1.0), ("paws", 1.0)),
    ),
    "cat": Breed(
        Build(
            long=1.28,
            deep=(0.2, 0.172, 0.178),
            wide=0.84,
            neck=(0.21, 0.155, 0.14, 46),
            head=(0.162, 0.035, 0.066, 6),
            legs=(0.085, 0.046, 0.054),
            ears=(0.16, 0.1, 62, 0.0),
            tail=(0.85, 0.045, 25),
            paws=1.3,
            curl=40.0,
        ),
        PET,
        marks=(("face", 0.4), ("breast", 0.5), ("paws", 0.5)),
        blend=0.018,
        tufts=((Tufts(0.05, 8000, 0.045, 0.16, shares=FACE | {"leg": 0.5, "tail": 1.2}, mottle=0.08), COAT),),
        tones={"back": -0.12, "belly": 0.22, "muzzle": 0.22, "tail": -0.1, "ear": -0.08},
        eyes=0.2,
        gaze=(0.84, 0.46, 0.2),
        nose=0.4,
    ),
    "horse": Breed(
        Build(
            long=1.08,
            deep=(0.225, 0.205, 0.19),
            wide=0.7,
            neck=(0.5, 0.16, 0.085, 44),
            head=(0.085, 0.215, 0.05, 46),
            legs=(0.085, 0.034, 0.042),
            ears=(0.13, 0.036, 76, 0.1),
            tail=(0.66, 0.06, -66),
            paws=0.8,
            curl=-20.0,
            hock=0.45,
            cannon=(0.40, 0.46),
            jowl=0.85,
            mane=0.06,
        ),
        ("standing", "walking", "grazing"),
        tufts=((Tufts(0.15, 1500, 0.07, lift=0.1, flow=(0.0, 0.25, -0.97)), (4,)),),
        tones={"back": -0.06, "belly": 0.05, "muzzle": -0.25, "shin": -0.3},
        marks=(("blaze", 0.6), ("socks", 0.4)),
        blend=0.013,
        hooves=True,
    ),
    "cow": Breed(
        Build(
            long=1.24,
            deep=(0.27, 0.285, 0.235),
            wide=0.74,
            neck=(0.36, 0.17, 0.115, 16),
            head=(0.098, 0.17, 0.07, 46),
            legs=(0.09, 0.042, 0.05),
            ears=(0.17, 0.06, 2, 0.0),
            tail=(0.72, 0.028, -80),
            paws=0.8,
            curl=-5.0,
            hock=0.5,
            cannon=(0.38, 0.46),
            jowl=0.7,
            bony=0.045,
            horns=0.09,
            dewlap=0.06,
            udder=True,
            tuft=True,
        ),
        HERD,
        tufts=((Tufts(0.02, 2000, lift=0.1, shares={"tail": 3.0}, mottle=0.05), COAT),),
        tones={"back": -0.04, "belly": 0.06, "muzzle": -0.05, "ear": -0.1},
        marks=(("blaze", 0.5),),
        blend=0.016,
        hooves=True,
    ),
    "sheep": Breed(
        Build(
            long=1.25,
            deep=(0.31, 0.32, 0.28),
            wide=0.84,
            neck=(0.34, 0.17, 0.12, 40),
            head=(0.1, 0.14, 0.055, 30),
            legs=(0.09, 0.034, 0.044),
            ears=(0.14, 0.045, 4, 0.0),
            tail=(0.26, 0.06, -72),
            paws=0.8,
            hock=0.5,
            cannon=(0.42, 0.5),
            jowl=0.6,
        ),
        HERD,
        blend=0.018,
        hooves=True,
        fleece=0.02,
        tufts=((Tufts(0.035, 1700, 0.36, lift=0.45, stir=1.2, mottle=0.12), (0,)),),
        tones={"belly": -0.15, "back": 0.1},
    ),
}
