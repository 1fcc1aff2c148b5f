"""Target pictures to numbers and back: metric depth, surface normals, segmentation masks.

Pure numpy functions; importing them loads no renderer. Source: Gabeur et al., arXiv 2604.20329, "Vision Banana".
"""

from . import albedo, boxes, depth, dots, flow, keypoints, masks, normals, position, ramp, restoring, scene_flow
from .errors import CodecError

__all__ = [
    "CodecError",
    "albedo",
    "boxes",
    "depth",
    "dots",
    "flow",
    "keypoints",
    "masks",
    "normals",
    "position",
    "ramp",
    "restoring",
    "scene_flow",
]
