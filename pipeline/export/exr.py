"""One multilayer OpenEXR for a frame, under the names by which Blender, Nuke and tev know their layers.

- `R`, `G`, `B`: the picture as linear light (float32), as these programs expect. Encoded as sRGB and rounded to 8 bits
  it is the stored picture again, exactly.
- `Z`: planar depth in metres (float32); +inf is sky, NaN is unknown (imported data only).
- `Normal.X`, `Normal.Y`, `Normal.Z`: unit, camera space (float32), 0 in the sky; not there where nobody knows them.
- `IndexOB.X`: instance (uint32), 0 in the sky.

Header: `camera` (K, pose, conventions) and `objects` as JSON.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from ..dataset.exr import exr_bytes
from ..dataset.view_json import camera_json, objects_json
from ..tasks.oklab import LINEAR


def frame_bytes(frame: Frame) -> bytes:
    """Return the file of one frame."""
    attributes = {"camera": camera_json(frame.camera), "objects": objects_json(frame.objects)}
    return exr_bytes(_channels(frame), attributes)


def _channels(frame: Frame) -> dict[str, NDArray[np.float32] | NDArray[np.uint32]]:
    normals = {f"Normal.{axis}": frame.normals[..., i] for i, axis in enumerate("XYZ")}
    return {
        **{name: LINEAR[frame.image[..., i]] for i, name in enumerate("RGB")},
        "Z": np.where(frame.valid, frame.depth_m, np.float32(np.nan)),
        **(normals if frame.has_normals else {}),
        "IndexOB.X": frame.instance.astype(np.uint32),
    }
