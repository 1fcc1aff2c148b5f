"""A family of materials: the colours, roughness and word that people know a kind of stuff by."""

from __future__ import annotations

from dataclasses import dataclass

from ..poses import Vec3

Shade = tuple[str, Vec3]  # the colour word, empty where people would disagree, and the colour (sRGB, 0–1)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of stuff: its word ("wooden"), empty where people name none; roughness from … to; typical colours."""

    word: str
    roughness: tuple[float, float]
    shades: tuple[Shade, ...]
    jitter: float = 0.02
    emission: float = 0.0  # in W/m²/sr, of what is on as a rule
