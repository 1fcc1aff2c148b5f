"""Creases of cloth: across limbs, most at elbows, knees and ankles, and aslant at the waist."""

from __future__ import annotations

import numpy as np

from .regions import regions
from .tailoring import Sheet, Values


def folds(of: Sheet, waves: Values) -> Values:
    """Return −1 to 1 for each point of a sheet; `waves` 6×4 are drawn by chance and say how they run."""
    where = regions()
    x, y, z = (of.mix @ where.points).T.astype(np.float64)
    arm, arm_m = of.mix @ where.arm(), of.mix @ where.arm_m()
    slant = [np.stack([x, y, z], 1) @ wave[:3] for wave in waves]
    at_arm = 0.12 + 0.8 * _bump(arm_m, where.elbow_m, 0.07) + 0.4 * _bump(arm_m, 0.46, 0.05)
    at_leg = 0.22 + 1.2 * _bump(z, -0.38, 0.08) + 1.5 * _bump(z, -0.70, 0.07) + 1.1 * _bump(z, -0.03, 0.06)
    at_trunk = 0.15 + 0.9 * _bump(z, 0.14, 0.15)
    arms = np.sin(arm_m / 0.014 + 16 * slant[0]) + 0.6 * np.sin(arm_m / 0.009 + 24 * slant[1] + 2)
    leg = np.sin(z / 0.016 + 16 * slant[2] + 3 * np.sign(x)) + 0.6 * np.sin(z / 0.010 - 22 * slant[3])
    trunk = np.sin(z / 0.045 + 20 * slant[4]) + 0.7 * np.sin(z / 0.030 + 28 * slant[5] + 6 * x)
    trunk += np.clip((0.40 - z) / 0.30, 0, 1) * _hanging(x, y, waves)
    below = np.where(z < 0.02, at_leg * leg, at_trunk * trunk)
    calm = 0.5 + 0.5 * np.sin(9 * slant[0] + 7 * slant[3] + waves[0, 3])
    waves_of = np.clip((arm * at_arm * arms + (1 - arm) * below) * (0.35 + 0.65 * calm) / 1.4, -1.2, 1.2)
    return 1.3 * waves_of + 0.5 * np.abs(waves_of)


def _hanging(x: Values, y: Values, waves: Values) -> Values:
    """Return upright folds round the trunk, into which falls what is wider than what it hangs on."""
    turn = np.arctan2(x, 0.03 - y)
    return np.sum(
        [0.7 * np.sin(each * turn + 3 * wave[3]) for each, wave in zip((6, 9, 14), waves[:3], strict=True)], 0
    )


def _bump(at: Values, middle: float, half: float) -> Values:
    return np.exp(-(((at - middle) / half) ** 2))
