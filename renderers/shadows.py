"""Where the sun reaches: from each point that is seen, one ray to the middle of the sun.

Cycles has no such pass. The sun is a point here, so the edge of a shadow is sharp; of lamps, which are large and near,
nothing is told. What a renderer's rays cannot pass is solid: leaves with their holes, thin cloth; clear glass is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from ..scenes.lighting import Light, SunLight
from .frame import Frame
from .passes import IN_SHADOW, IN_SUN
from .points import points_m

Array = NDArray[np.float64]
# From points (N,3) along one direction (3,), in the world: whether anything lies there, bool (N,)
Blocked = Callable[[Array, Array], NDArray[np.bool_]]
LEAST_GAP_M, GAP = 5e-4, 1e-5  # how far from its surface a ray starts, and as a share of the depth


def sun_shadow(frame: Frame, lights: Iterable[Light], blocked: Blocked) -> NDArray[np.uint8]:
    """Return H×W: IN_SUN or IN_SHADOW of each surface, 0 of the sky, and of everything where there is no sun.

    What is turned away from the sun is in shadow; of several suns the brightest counts.
    """
    suns = [light for light in lights if isinstance(light, SunLight) and light.irradiance_w_m2 > 0]
    found = np.zeros(frame.shape, np.uint8)
    if not suns:
        return found
    towards = -np.asarray(max(suns, key=lambda sun: sun.irradiance_w_m2).direction, np.float64)
    towards /= np.linalg.norm(towards)
    rotation, surface = frame.camera.matrix()[:3, :3], frame.instance > 0
    normals = frame.normals.astype(np.float64) @ rotation.T
    facing = surface & (normals @ towards > 0)
    starts = points_m(frame)[facing] + _gap_m(frame)[facing] * (normals[facing] + towards)
    found[surface] = IN_SHADOW
    found[facing] = np.where(blocked(starts, towards), IN_SHADOW, IN_SUN)
    return found


def _gap_m(frame: Frame) -> Array:
    return np.maximum(LEAST_GAP_M, GAP * np.where(np.isfinite(frame.depth_m), frame.depth_m, 0))[..., None]
