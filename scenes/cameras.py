"""Cameras with their lenses and sensors, and the shots from which they are made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from .camera_styles import Development
from .lighting import Weather
from .poses import Pose, Quaternion, Vec2, Vec3

CLIP_M: Vec2 = (0.005, 20_000.0)  # the least and the greatest depth that a camera sees, unless it has its own
Fit = Literal["auto", "horizontal", "vertical"]


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera with square pixels, its pose in the world, and the seed of this view's sampling noise.

    In the picture alone, never in the truth: a lens of `f_number` (0: none) that is sharp at `focus_m`, a flash of
    `flash_w` beside it, and `grain`, the standard deviation of the sensor's noise at middle grey as a share of full
    scale; or a `development` in place of Blender's, by a camera of some style. A frame's camera knows the `weather`
    that it looked through. Surfaces whose depth lies outside of `clip_m` are seen through, in the picture and in the
    truth.
    """

    location_m: Vec3
    rotation: Quaternion
    width_px: int
    height_px: int
    focal_px: float
    cx_px: float
    cy_px: float
    noise_seed: int = 0
    f_number: float = 0.0
    focus_m: float = 0.0
    grain: float = 0.0
    clip_m: Annotated[Vec2, Field(exclude_if=lambda clip_m: clip_m == CLIP_M)] = CLIP_M
    development: Annotated[Development | None, Field(exclude_if=lambda development: development is None)] = None
    weather: Annotated[Weather | None, Field(exclude_if=lambda weather: weather is None)] = None
    flash_w: Annotated[float, Field(exclude_if=lambda flash_w: not flash_w)] = 0.0

    @property
    def cut_m(self) -> Vec2:
        """The depths between which surfaces are seen: all, unless the camera has a `clip_m` of its own."""
        return (0.0, math.inf) if self.clip_m == CLIP_M else self.clip_m

    @property
    def fov_deg(self) -> float:
        """Horizontal field of view of a centred camera of this width and focal length."""
        return math.degrees(2 * math.atan(self.width_px / (2 * self.focal_px)))

    def matrix(self) -> NDArray[np.float64]:
        """Return the 4×4 camera-to-world matrix."""
        return Pose(self.location_m, self.rotation).matrix()

    def intrinsics(self) -> NDArray[np.float64]:
        """Return K (3×3); the centre of the top-left pixel is at (0.5, 0.5)."""
        return np.array([[self.focal_px, 0, self.cx_px], [0, self.focal_px, self.cy_px], [0, 0, 1]], dtype=np.float64)

    def rays(self) -> NDArray[np.float64]:
        """Return H×W×3 directions through the pixel centres, camera space, with z = −1: one unit is 1 m of depth."""
        u = (np.arange(self.width_px) + 0.5 - self.cx_px) / self.focal_px
        v = (np.arange(self.height_px) + 0.5 - self.cy_px) / self.focal_px
        rays = np.full((self.height_px, self.width_px, 3), -1.0)
        rays[..., 0], rays[..., 1] = u[None, :], -v[:, None]
        return rays


@dataclass(frozen=True, slots=True)
class Shot:
    """Where a camera stands, what it looks at, its field of view, and its roll, clockwise.

    The field of view is that along the `fit` side of the picture; "auto" is the longer one. `shift` moves the picture
    to the right and up without turning the camera, in shares of that side. Depths outside of `clip_m` are not seen.
    """

    eye_m: Vec3
    target_m: Vec3
    fov_deg: float
    roll_deg: float = 0.0
    fit: Fit = "horizontal"
    shift: Vec2 = (0.0, 0.0)
    clip_m: Vec2 = CLIP_M


@dataclass(frozen=True, slots=True)
class Viewpoint(Shot):
    """A camera of a user's scene file, and its name there. It looks at the point where it is focused."""

    name: str = ""
