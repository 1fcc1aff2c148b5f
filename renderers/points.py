"""Where in the world the surfaces of a frame are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .frame import Frame


def points_m(frame: Frame) -> NDArray[np.float64]:
    """Return H×W×3: where in the world each surface is; the camera's place where there is none."""
    matrix = frame.camera.matrix()
    depth_m = np.where(np.isfinite(frame.depth_m), frame.depth_m, 0).astype(np.float64)
    return np.asarray(matrix[:3, 3] + (frame.camera.rays() * depth_m[..., None]) @ matrix[:3, :3].T)
