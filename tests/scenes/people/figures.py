"""People for tests."""

from __future__ import annotations

from typing import Any

from cavendish.scenes.spec import Figure


def somebody(**changes: Any) -> Figure:
    """Return a grown man of the mean who stands in jeans and a t-shirt."""
    given: dict[str, Any] = {
        "sex": 1.0,
        "age_years": 30.0,
        "stature_m": 1.78,
        "muscle": 0.5,
        "weight": 0.5,
        "origin": (0.3, 0.3, 0.4),
        "face": (("nose-base-up", 0.3),),
        "haircut": "short",
        "clothes": ("jeans", "t-shirt", "shoes"),
        "posture": "standing",
        "seed": 1,
    }
    return Figure(**given | changes)
