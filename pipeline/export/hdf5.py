"""One HDF5 file for a frame, with BlenderProc's keys and encodings, so that code written for its output reads it.

- `colors`: uint8 H×W×3 sRGB.
- `depth`: float32 H×W, planar metres; 1e10 in the sky, NaN where unknown (imported data only).
- `normals`: float32 H×W×3, (n + 1)/2 of camera-space normals; 0.5 in the sky.
- `instance_segmaps`: the smallest of uint8 and uint16 that holds the numbers, H×W.
- `instance_attribute_maps`: JSON, for each number (`idx`) its `name` and `category`.
- `campose`: JSON, `cam_K` in pixels with the centre of the top-left pixel at (0, 0), and `cam2world_matrix`.
"""

from __future__ import annotations

import io
import json
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame, VisibleObject
from ...scenes.cameras import Camera

SKY_M = 1e10


def frame_bytes(frame: Frame) -> bytes:
    """Return the file of one frame; its bytes depend on the frame alone."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for name, array in _arrays(frame).items():
            file.create_dataset(name, data=array, compression="gzip", track_times=False)
        for name, value in (("instance_attribute_maps", _attributes(frame.objects)), ("campose", _pose(frame.camera))):
            file.create_dataset(name, data=np.bytes_(json.dumps(value)), track_times=False)
    return buffer.getvalue()


def _arrays(frame: Frame) -> dict[str, NDArray[Any]]:
    depth_m = np.where(np.isinf(frame.depth_m), np.float32(SKY_M), frame.depth_m)
    return {
        "colors": frame.image,
        "depth": np.where(frame.valid, depth_m, np.float32(np.nan)),
        **({"normals": (frame.normals + 1) / 2} if frame.has_normals else {}),
        "instance_segmaps": frame.instance.astype(np.min_scalar_type(int(frame.instance.max(initial=0)))),
    }


def _attributes(objects: tuple[VisibleObject, ...]) -> list[dict[str, Any]]:
    things = [{"idx": thing.instance, "name": thing.name, "category": thing.category} for thing in objects]
    return [{"idx": 0, "name": "background", "category": "background"}, *things]


def _pose(camera: Camera) -> list[dict[str, Any]]:
    intrinsics = camera.intrinsics()
    intrinsics[:2, 2] -= 0.5
    return [{"cam_K": intrinsics.tolist(), "cam2world_matrix": camera.matrix().tolist()}]
