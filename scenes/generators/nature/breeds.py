"""Breeds and species of four-legged animals. Proportions are taste: they make that each is told from the others."""

from __future__ import annotations

from dataclasses import dataclass

from .stances import Build


@dataclass(frozen=True, slots=True)
class Breed:
    """A build, its postures, which markings it may have, and how far its parts melt together (see `stances.Build`).

    `marks` are of `animals.MARKS`; each is there by that chance. `fleece` is how far wool stands out in tufts, `hair`
    how long tufts of hair are, `nose` how large the nose is, in radii of the muzzle, `eyes` how large each eye is, in
    radii of the skull. A `collar` is worn about the neck.
    """

    build: Build
    postures: tuple[str, ...]
    marks: tuple[tuple[str, float], ...] = ()
    blend: float = 0.022
    hooves: bool = False
    fleece: float = 0.0
    nose: float = 0.6
    hair: float = 0.0
    eyes: float = 0.15
    collar: bool = False


PET = ("standing", "walking", "sitting", "lying")
HERD = ("standing", "walking", "grazing", "lying")
BREEDS: dict[str, Breed] = {
    "retriever": Breed(
        Build(
            long=1.12,
            deep=(0.24, 0.175, 0.16),
            wide=0.74,
            neck=(0.34, 0.155, 0.115, 48),
            head=(0.118, 0.155, 0.062, 14),
            legs=(0.088, 0.042, 0.05),
            ears=(0.15, 0.07, -60, 0.0),
            tail=(0.5, 0.042, -12),
            paws=1.6,
            curl=30.0,
        ),
        PET,
        collar=True,
        blend=0.017,
        hair=0.06,
        marks=(("breast", 0.3), ("paws", 0.3)),
    ),
    "shepherd dog": Breed(
        Build(
            long=1.22,
            deep=(0.24, 0.165, 0.155),
            wide=0.76,
            neck=(0.36, 0.175, 0.125, 44),
            head=(0.108, 0.2, 0.05, 12),
            legs=(0.09, 0.042, 0.05),
            ears=(0.17, 0.065, 70, 0.1),
            tail=(0.62, 0.06, -55),
            paws=1.6,
            curl=40.0,
        ),
        PET,
        collar=True,
        blend=0.017,
        hair=0.075,
        marks=(("breast", 0.5), ("paws", 0.6)),
    ),
    "terrier": Breed(
        Build(
            long=1.3,
            deep=(0.27, 0.23, 0.21),
            wide=0.8,
            neck=(0.32, 0.19, 0.16, 58),
            head=(0.165, 0.17, 0.085, 10),
            legs=(0.1, 0.055, 0.062),
            ears=(0.16, 0.09, 62, 0.1),
            tail=(0.36, 0.05, 62),
            paws=1.5,
            curl=20.0,
        ),
        PET,
        collar=True,
        blend=0.018,
        hair=0.08,
        marks=(("face", 0.4), ("breast", 0.4), ("paws", 0.3)),
    ),
    "hound": Breed(
        Build(
            long=1.28,
            deep=(0.25, 0.2, 0.18),
            wide=0.78,
            neck=(0.34, 0.16, 0.13, 52),
            head=(0.125, 0.2, 0.07, 14),
            legs=(0.095, 0.055, 0.062),
            ears=(0.26, 0.1, -60, 0.0),
            tail=(0.5, 0.035, 62),
            paws=1.6,
            curl=30.0,
        ),
        PET,
        collar=True,
        blend=0.018,
        marks=(("face", 0.8), ("breast", 1.0), ("paws", 1.0)),
    ),
    "cat": Breed(
        Build(
            long=1.36,
            deep=(0.2, 0.19, 0.195),
            wide=0.82,
            neck=(0.21, 0.155, 0.14, 46),
            head=(0.162, 0.035, 0.068, 6),
            legs=(0.085, 0.046, 0.054),
            ears=(0.17, 0.115, 66, 0.0),
            tail=(0.85, 0.045, 25),
            paws=1.3,
            curl=40.0,
        ),
        PET,
        marks=(("face", 0.4), ("breast", 0.5), ("paws", 0.5)),
        blend=0.018,
        hair=0.04,
        eyes=0.2,
        nose=0.4,
    ),
    "horse": Breed(
        Build(
            long=1.08,
            deep=(0.225, 0.205, 0.19),
            wide=0.7,
            neck=(0.5, 0.17, 0.095, 48),
            head=(0.092, 0.29, 0.055, 46),
            legs=(0.085, 0.032, 0.042),
            ears=(0.13, 0.036, 76, 0.1),
            tail=(0.66, 0.06, -66),
            paws=0.8,
            curl=-20.0,
            hock=0.45,
            mane=0.075,
        ),
        ("standing", "walking", "grazing"),
        marks=(("blaze", 0.6), ("socks", 0.4)),
        blend=0.013,
        hooves=True,
    ),
    "cow": Breed(
        Build(
            long=1.34,
            deep=(0.31, 0.33, 0.25),
            wide=0.7,
            neck=(0.36, 0.21, 0.15, 12),
            head=(0.13, 0.28, 0.088, 50),
            legs=(0.09, 0.042, 0.05),
            ears=(0.24, 0.085, 2, 0.0),
            tail=(0.72, 0.028, -80),
            paws=0.8,
            curl=-5.0,
            hock=0.5,
            horns=0.11,
            dewlap=0.07,
            udder=True,
            tuft=True,
        ),
        HERD,
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
            head=(0.105, 0.18, 0.06, 30),
            legs=(0.09, 0.034, 0.044),
            ears=(0.16, 0.05, 4, 0.0),
            tail=(0.26, 0.06, -72),
            paws=0.8,
            hock=0.5,
        ),
        HERD,
        blend=0.018,
        hooves=True,
        fleece=0.02,
    ),
}
