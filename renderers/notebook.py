"""Frames and samples as a notebook shows them: pictures side by side. Colours are for the eye alone."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

NEAR_TO_FAR = np.array([(253, 231, 37), (53, 183, 121), (49, 104, 142), (68, 1, 84)], dtype=np.float64)  # taste
SKY = (255, 255, 255)
UNKNOWN = (128, 128, 128)
JPEG = b"\xff\xd8"  # what its bytes begin with
SHOWN_PX = 320  # the width of each picture on the page: four stand side by side on a wide one

Pixels = NDArray[np.uint8]


def figures_html(pictures: Mapping[str, Pixels | bytes], below: str) -> str:
    """Return HTML that needs nothing else: pictures (uint8 H×W×3, PNG or JPEG) side by side, and text below."""
    figures = "".join(_figure(name, picture) for name, picture in pictures.items())
    return f'<div style="display:flex;gap:8px;flex-wrap:wrap">{figures}</div><p>{html.escape(below)}</p>'


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


def _figure(name: str, picture: Pixels | bytes) -> str:
    data = picture if isinstance(picture, bytes) else _png(picture)
    kind = "jpeg" if data.startswith(JPEG) else "png"
    image = f'<img alt="{name}" width="{SHOWN_PX}" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">'
    return f'<figure style="margin:0">{image}<figcaption>{name}</figcaption></figure>'


def _png(pixels: NDArray[Any]) -> bytes:
    with io.BytesIO() as file:
        Image.fromarray(pixels).save(file, "PNG")
        return file.getvalue()
