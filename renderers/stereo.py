"""Stereo pairs: a view and its right picture, by the same camera moved to its own right, and their disparity."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..scenes.cameras import Camera
from .passes import pass_dtypes

if TYPE_CHECKING:
    from .frame import Frame

OFF_M = 1e-6  # from the line of the baseline
OWN = ("location_m", "noise_seed", "development")  # of a camera's fields, in which the two may differ


def to_the_right(camera: Camera, baseline_m: float) -> Camera:
    """Return the camera moved along its own x axis, with noise of its own."""
    x, y, z = (camera.location_m + baseline_m * camera.matrix()[:3, 0]).tolist()
    own = camera.development and replace(camera.development, noise_seed=camera.development.noise_seed ^ 1)
    return replace(camera, location_m=(x, y, z), noise_seed=camera.noise_seed ^ 1, development=own)


def baseline_m(frame: Frame) -> float:
    """Return how far to the right of a frame its right picture was taken; 0 where it has none."""
    return float(_gone(frame.camera, frame.right.camera)[0]) if frame.right else 0.0


def disparity_px(frame: Frame) -> NDArray[np.float64] | None:
    """Return H×W by how many pixels farther left the right picture shows what is seen: f·b/Z, 0 in the sky.

    None where the frame has no right picture.
    """
    if frame.right is None:
        return None
    return np.asarray(frame.camera.focal_px * baseline_m(frame) / frame.depth_m.astype(np.float64))


def stereo_violations(frame: Frame, right: Frame) -> list[tuple[bool, str]]:
    """Return what a right picture must not be, with whether it is: each as (broken, message)."""
    same = (
        getattr(frame.camera, f.name) == getattr(right.camera, f.name)
        for f in fields(frame.camera)
        if f.name not in OWN
    )
    gone_m = _gone(frame.camera, right.camera)
    beside = gone_m[0] > 0 and bool((np.abs(gone_m[1:]) <= OFF_M).all())
    more = right.edit is not None or right.right is not None or right.parts is not None or bool(pass_dtypes(right))
    return [
        (more, "a right picture must tell no parts and no passes, and have no second picture of its own"),
        (not all(same), "a right picture must be taken by the same camera"),
        (not beside, "a right picture must be taken to the right of its view"),
    ]


def _gone(one: Camera, other: Camera) -> NDArray[np.float64]:
    """Return metres right, up and back from one camera to another, by the axes of the first."""
    return np.asarray(np.subtract(other.location_m, one.location_m) @ one.matrix()[:3, :3])
