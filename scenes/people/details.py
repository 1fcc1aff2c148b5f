"""What is sewn onto clothes, or worn over them as a band: pockets, plackets, zips, ties, straps, belts, soles, caps.

Places are metres on the mean body, as in `cuts`. Each is a strip that lies on what is worn below it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from .anatomy import anatomy
from .buttons import buckle, lace, row
from .cuts import FAR_M, HIP_M, WAIST_M, Cut, shoes, strip
from .hems import banded, padded
from .regions import Regions
from .surfaces import normals
from .tailoring import Values

FOOT_M = 0.218  # from the middle of the body to that of a foot
FRONT_M, BACK_M = -0.02, 0.03  # what lies before the one is the front of the trunk, what lies behind the other its back
NARROWS_M = (0.30, 0.36)  # heights between which the padded part of a backpack's strap becomes webbing


def shod(height_m: float = 0.085, ease_m: float = 0.007) -> Cut:
    """Return laced shoes."""
    laces = tuple((side * FOOT_M, z) for side in (-1, 1) for z in (-0.776, -0.766, -0.757, -0.749))
    return replace(shoes(height_m, ease_m), buttons=laces, button_m=0.017, fastener=lace)


def sole(height_m: float = 0.013, ease_m: float = 0.012) -> Cut:
    """Return soles that stand out a little."""
    return replace(shoes(height_m, ease_m), slot="sole")


def toe_cap(thick_m: float = 0.0018, slot: str = "") -> Cut:
    """Return what covers the toes of a shoe once more."""
    return strip(
        lambda r: (-0.158 - r.points[:, 1], -0.76 - r.points[:, 2]), thick_m, edge=banded, slot=slot, fine=True
    )


def tongue() -> Cut:
    """Return the tongue of a shoe, which shows above its laces."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        return *_band(np.abs(x) - FOOT_M, 0.02), z + 0.752, -0.722 - z, -0.035 - y

    return strip(within, 0.005, edge=banded, fine=True)


def over_toes(r: Regions) -> tuple[Values, ...]:
    """Return the strap of a sandal before."""
    _, y, z = r.points.T
    return *_band(y + 0.12, 0.028), -0.745 - z


def round_ankle(r: Regions) -> tuple[Values, ...]:
    """Return the strap of a sandal behind."""
    _, y, z = r.points.T
    return _band(z - r.sole_m - 0.085 - 0.2 * y, 0.009)


def bib(r: Regions) -> tuple[Values, ...]:
    """Return the upper part of an apron."""
    x, y, z = r.points.T
    return z, 0.40 - z, np.where(y < FRONT_M, 0.115 - np.abs(x), -FAR_M)


def apron(r: Regions) -> tuple[Values, ...]:
    """Return the lower part of an apron."""
    _, y, z = r.points.T
    return z + 0.36, 0.17 - z, -y


def placket(low_m: float, buttons: int = 0, high_m: float = 0.535) -> Cut:
    """Return the band that a shirt is buttoned along."""
    return _upright(0.0, 0.015, low_m, high_m, 0.0025, buttons=row(0.0, low_m + 0.045, 0.50, buttons))


def zipper(low_m: float, high_m: float = 0.53) -> Cut:
    """Return a zip down the front."""
    return _upright(0.0, 0.007, low_m, high_m, 0.004, slot="buttons", edge=banded, fine=True)


def cord(across_m: float) -> Cut:
    """Return an end of the string of a hood."""
    return _upright(across_m, 0.0035, 0.36, 0.51, 0.007, edge=banded, fine=True)


def _upright(across_m: float, half_m: float, low_m: float, high_m: float, thick_m: float, **how: Any) -> Cut:
    """Return an upright band on the front."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        return *_band(x - across_m, half_m), np.where(y < FRONT_M, z - low_m, -FAR_M), high_m - z

    return strip(within, thick_m, **how)


def pockets(
    aside_m: float, half_m: float, low_m: float, high_m: float, thick_m: float = 0.003, left_only: bool = False
) -> Cut:
    """Return patches on the front of a coat or a shirt, on both sides or on the left alone."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        off_m = (x if left_only else np.abs(x)) - aside_m
        return *_band(off_m, half_m), np.where(y < FRONT_M, z - low_m, -FAR_M), high_m - z

    return strip(within, thick_m, edge=banded, fine=True)


def kangaroo() -> Cut:
    """Return the pocket on the belly of a hoodie, narrower above."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        wide = np.interp(z, (0.11, 0.19), (0.125, 0.075))
        return wide - np.abs(x), np.where(y < FRONT_M, z - 0.035, -FAR_M), 0.19 - z

    return strip(within, 0.004, edge=banded, fine=True)


def tie() -> Cut:
    """Return a tie, wider below."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        wide = np.interp(z, (0.19, 0.23, 0.47, 0.485, 0.525), (0.004, 0.031, 0.016, 0.014, 0.021))
        return wide - np.abs(x), np.where(y < FRONT_M, z - 0.19, -FAR_M), 0.525 - z

    return strip(within, 0.005, edge=banded, slot="buttons")


def belt() -> tuple[Cut, Cut]:
    """Return a belt with its buckle, and the loops that hold it."""
    buckled = ((0.0, WAIST_M + 0.010),)
    band = strip(waistband, 0.0045, edge=banded, buttons=buckled, button_m=0.021, fastener=buckle)
    return band, strip(_loops, 0.004, edge=banded, slot="legs", fine=True)


def waistband(r: Regions) -> tuple[Values, ...]:
    """Return what lies round the waist."""
    return _band(r.points[:, 2] - WAIST_M - 0.010, 0.0165)


def _loops(r: Regions) -> tuple[Values, ...]:
    return *_band(np.abs(r.points[:, 0]) - 0.085, 0.006), *_band(r.points[:, 2] - WAIST_M - 0.010, 0.024)


def braces() -> Cut:
    """Return the straps of a backpack: padded on the shoulder, of webbing below, with a buckle where that begins."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, y, z = r.points.T
        before = np.where(y < 0.04, np.clip(0.38 - z, 0, 0.16), 0.0)
        off_m = np.abs(x) - 0.096 - 0.34 * before  # from the shoulder down, and outwards below the arm
        half_m = np.where(y < BACK_M, np.interp(z, NARROWS_M, (0.010, 0.021)), 0.021)
        return *_band(off_m * _level_share(r), half_m), np.where(y > 0.05, 0.30, 0.33) - np.abs(z - 0.56)

    buckles = tuple((side * 0.110, 0.325) for side in (-1, 1))
    return strip(within, 0.009, edge=padded, buttons=buckles, button_m=0.016, fastener=buckle)


def _level_share(r: Regions) -> Values:
    """Return how much longer than their share across the body ways are that go over it: straps stay as wide aside."""
    aside = normals(r.points, anatomy().layers["tights"])[:, 0].astype(np.float64)
    return 1 / np.sqrt(np.maximum(1 - aside**2, 0.2))


def bag_strap() -> Cut:
    """Return the strap of a shoulder bag, across the chest, with its buckle."""

    def within(r: Regions) -> tuple[Values, ...]:
        x, _, z = r.points.T
        return *_band((x + 0.105) * 0.88 + (z - 0.52) * 0.475, 0.017), z - HIP_M

    return strip(within, 0.008, edge=padded, buttons=((-0.029, 0.38),), button_m=0.018, fastener=buckle)


def _band(off_m: Values, half_m: float | Values) -> tuple[Values, Values]:
    """Return both hems of a band along a line from which places lie so far off."""
    return half_m - off_m, half_m + off_m
