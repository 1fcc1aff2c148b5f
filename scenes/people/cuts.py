"""Cuts: where each piece of cloth begins and ends on the body, how loosely it hangs there, how its edges are made.

Places are metres on the mean body, whose ankles lie at −0.74, knees at −0.37, crotch at −0.02, waist at 0.14 and the
pit of the neck at 0.56.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from .anatomy import Points
from .buttons import Fastener, Places, button
from .hems import narrow
from .regions import Regions
from .tailoring import Values

FAR_M = 9.0
CHEST_M, NECK_M, WAIST_M, HIP_M = 0.38, 0.56, 0.14, 0.0

Field = Callable[[Regions], Values]
Fields = Callable[[Regions], tuple[Values, ...]]
Edge = Callable[[Points], Values]  # of border vertices on the mean body E×3: rows E×K×2 as of `tailoring.trimmed`


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece of cloth: `within` its hems by how many metres, how far it stands off, and how far it hangs straight.

    Skin is dropped that lies further than `margin_m` inside; `fold_m` is how deep it creases.
    """

    within: Fields
    ease_m: Field
    edge: Edge = narrow
    hang: float = 0.0
    fold_m: float = 0.009
    soft: int = 4
    layer: str = "tights"
    margin_m: float = 0.025
    flat: bool = False
    on_top: bool = False  # lies on what is worn below it, and stands off from there
    slot: str = ""  # of the person's mesh, where it is not the garment's
    buttons: Places = ()  # on the front
    button_m: float = 0.0055  # half their width
    fastener: Fastener = button  # or buckles, or laces
    fine: bool = False  # too small to be seen from far away

    def fields(self, where: Regions) -> Values:
        """Return how far each vertex of the body lies within each of its hems, in metres, hem by hem."""
        return _fields(self, where)

    def covers(self, where: Regions) -> Values:
        """Return how far each vertex lies within all of its hems."""
        return np.asarray(self.fields(where).min(axis=0))


@lru_cache(maxsize=256)
def _fields(cut: Cut, where: Regions) -> Values:
    found = np.stack([np.asarray(field, np.float64) for field in cut.within(where)])
    found.flags.writeable = False
    return found


def top(
    sleeve_m: float,
    hem_m: float,
    ease_m: tuple[float, float, float] = (0.008, 0.010, 0.02),
    cuff_m: float = 0.016,
    neck_m: float = 0.0,
    vee_m: float = 0.0,
    open_m: tuple[float, float] | None = None,
    edge: Edge = narrow,
    hang: float = 0.6,
    fold_m: float = 0.009,
) -> Cut:
    """Return a garment of the upper body. `sleeve_m` is from the shoulder; eases at the neck, the chest and the hem.

    `vee_m` deepens the neck in front; `open_m` is how wide it stands open there, at the neck and at the hem.
    """

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T.astype(np.float64)
        collar = NECK_M + 0.015 + neck_m - z + 0.45 * y + 0.02
        collar -= vee_m * np.clip(1 - np.abs(x) / 0.075, 0, 1) * (y < -0.02)
        wide = np.interp(z, (HIP_M, NECK_M), open_m[::-1] if open_m else (-FAR_M, -FAR_M))
        front = np.where((y < 0.0) & ~r.arm(), np.abs(x) - wide, FAR_M)
        sleeve = np.where(r.arm(), sleeve_m - r.arm_m(), FAR_M)
        return np.where(r.arm(), FAR_M, z - hem_m), np.where(r.arm(), FAR_M, collar), sleeve, front

    def ease(r: Regions) -> Values:
        z = r.points[:, 2]
        trunk = np.interp(z, (HIP_M - 0.1, CHEST_M, NECK_M), ease_m[::-1])
        return np.where(
            r.arm(), np.interp(r.arm_m(), (0.05, 0.2, 0.5), (0.35 * ease_m[1], 0.75 * ease_m[1], cuff_m)), trunk
        )

    return Cut(within, ease, edge, hang, fold_m)


def legs(
    hem_m: float,
    ease_m: tuple[float, float, float, float] = (0.009, 0.012, 0.018, 0.03),
    rise_m: float = 0.05,
    fold_m: float = 0.009,
) -> Cut:
    """Return trousers down to a height; eases at the waist, the thigh, the knee and the ankle."""

    def within(r: Regions) -> tuple[Values, ...]:
        z = r.points[:, 2].astype(np.float64)
        return r.below(z - hem_m), r.below(WAIST_M + rise_m - z)

    def ease(r: Regions) -> Values:
        x, _, z = r.points.T
        found = np.interp(z, (-0.74, -0.37, -0.12, WAIST_M), ease_m[::-1])
        inner = np.clip((0.075 - np.abs(x)) / 0.05, 0, 1) * (z < 0.02)  # thighs that meet leave no room
        return found * (1 - 0.7 * inner)

    return Cut(within, ease, fold_m=fold_m)


def skirt(hem_m: float, ease_m: float = 0.006, open_m: float = 0.0, flare_m: float = 0.0) -> Cut:
    """Return a skirt down to a height, or the lower part of a coat that stands open in front."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T.astype(np.float64)
        front = np.where((y < -0.02) & (open_m > 0), np.abs(x) - open_m, FAR_M)
        return r.below(z - hem_m), r.below(0.19 - z), front

    def ease(r: Regions) -> Values:
        return ease_m + flare_m * np.clip((WAIST_M - r.points[:, 2]) / 0.6, 0, 1)

    return Cut(within, ease, fold_m=0.010, soft=2, layer="skirt", margin_m=0.2)


def shoes(height_m: float = 0.085, ease_m: float = 0.007) -> Cut:
    """Return shoes, or boots, up to a height over the sole."""

    def within(r: Regions) -> tuple[Values, ...]:
        return (r.below(r.sole_m + height_m - r.points[:, 2]),)

    return Cut(within, lambda r: np.full(len(r.bone), ease_m), fold_m=0.0, soft=6, margin_m=0.012, flat=True)


def strip(within: Fields, ease_m: float, **how: Any) -> Cut:
    """Return a strap, a belt, a bib: what lies flat on whatever is worn below it."""
    return Cut(
        lambda r: tuple(r.below(field) for field in within(r)),
        lambda r: np.full(len(r.bone), ease_m),
        on_top=True,
        **how,
    )
