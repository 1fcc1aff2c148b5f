"""How often there are people in scenes, and how many: all that has to be known before there are any."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attendance:
    """Which share of the scenes has people, and how many at most."""

    share: float = 0.0
    most: int = 12


NOBODY = Attendance()
