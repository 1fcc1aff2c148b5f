"""A frame as a notebook shows it: picture, depth, normals and instances side by side. Colours are for the eye alone."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

if TYPE_CHECKING:
    from .frame import Frame

NEAR_TO_FAR = np.array([(253, 231, 37), (53, 183, 121), (49, 104, 142), (68, 1, 84)], dtype=np.float64)  # taste
SKY = (255, 255, 255)
UNKNOWN = (128, 128, 128)
SHOWN_PX = 320  # the width of each picture on the page: four stand side by side on a wide one

Pixels = NDArray[np.uint8]


def frame_html(frame: Frame) -> str:
    """Return HTML that needs nothing else: four inline PNGs, and a line on what they show."""
    pictures = {
        "image": frame.image,
        "depth": depth_picture(frame.depth_m, frame.valid),
        "normals": normals_picture(frame.normals),
        "instances": instances_picture(frame.instance),
    }
    figures = "".join(_figure(name, pixels) for name, pixels in pictures.items())
    return f'<div style="display:flex;gap:8px;flex-wrap:wrap">{figures}</div><p>{caption(frame)}</p>'


def caption(frame: Frame) -> str:
    """Return size, depth and number of objects in words."""
    height, width = frame.depth_m.shape
    surface = frame.depth_m[np.isfinite(frame.depth_m)]
    depth = f"depth {surface.min():.2f} to {surface.max():.2f} m" if surface.size else "no surface"
    count = len(frame.objects)
    return f"{width} × {height} px, {depth}, {count} object{'' if count == 1 else 's'}"


def depth_picture(depth_m: NDArray[np.float32], valid: NDArray[np.bool_]) -> Pixels:
    """Return uint8 H×W×3 of depth (H×W, metres): from yellow (nearest) to violet by its logarithm, sky white."""
    surface = np.isfinite(depth_m) & (depth_m > 0)
    log = np.log(np.where(surface, depth_m, 1.0).astype(np.float64))
    low, high = (float(log[surface].min()), float(log[surface].max())) if surface.any() else (0.0, 1.0)
    place = (log - low) / max(high - low, 1e-9) * (len(NEAR_TO_FAR) - 1)
    steps = np.arange(len(NEAR_TO_FAR))
    colours = np.stack([np.interp(place, steps, channel) for channel in NEAR_TO_FAR.T], axis=-1)
    colours[~surface] = SKY
    colours[~valid] = UNKNOWN
    return np.rint(colours).astype(np.uint8)


def normals_picture(normals: NDArray[np.float32]) -> Pixels:
    """Return uint8 H×W×3 of normals (H×W×3, camera space): left is red, up is green, towards the camera is blue."""
    return np.rint(255 * (1 + normals.astype(np.float64) * (-1, 1, 1)) / 2).clip(0, 255).astype(np.uint8)


def instances_picture(instance: NDArray[np.uint16]) -> Pixels:
    """Return uint8 H×W×3 with a colour for each instance (H×W), black where there is none."""
    turn = 2 * np.pi * (instance.astype(np.float64)[..., None] * 0.618034 + (0, 1 / 3, 2 / 3))  # hues far apart
    colours = np.rint(150 + 100 * np.cos(turn)).astype(np.uint8)
    return np.where(instance[..., None] > 0, colours, np.uint8(0))


def _figure(name: str, pixels: NDArray[Any]) -> str:
    with io.BytesIO() as file:
        Image.fromarray(pixels).save(file, "PNG")
        data = base64.b64encode(file.getvalue()).decode()
    picture = f'<img alt="{name}" width="{SHOWN_PX}" src="data:image/png;base64,{data}">'
    return f'<figure style="margin:0">{picture}<figcaption>{name}</figcaption></figure>'
