"""Contact sheets: image, depth, normals and instances of a few views, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ...renderers.frame import Frame
from ..codecs import depth, normals

GAP_PX = 4
CAPTION_PX = 18
COLUMNS = ("image", "depth", "normals", "instances")
GOLDEN = 0.618034


def contact_sheet(frames: Sequence[Frame], captions: Sequence[str] = ()) -> NDArray[np.uint8]:
    """Return a row for each frame, under the names of its pictures; frames of other sizes than the first's are out."""
    kept = [index for index, frame in enumerate(frames) if frame.image.shape == frames[0].image.shape]
    rows = [_pictures(frames[i]) for i in kept]
    names = [_caption(name, rows[0][0].shape[1]) for name in COLUMNS]
    return np.concatenate([_row(names), picture_rows(rows, [captions[i] for i in kept] if captions else ())])


def picture_rows(rows: Sequence[Sequence[NDArray[np.uint8]]], captions: Sequence[str] = ()) -> NDArray[np.uint8]:
    """Return pictures uint8 H×W×3 side by side in rows, each with its caption below where there are any.

    All take the size of the very first; a picture of another one is shrunk or stretched to it.
    """
    height, width = rows[0][0].shape[:2]
    pieces = []
    for index, row in enumerate(rows):
        line = _row([_fitted(picture, width, height) for picture in row])
        pieces += [line, _caption(captions[index], line.shape[1]) if captions else _gap(GAP_PX, line.shape[1])]
    return np.concatenate(pieces if captions else pieces[:-1])


def instance_picture(instance: NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Return H×W×3 with a colour of its own for each instance, black for the background."""
    hue = np.arange(int(instance.max(initial=0)) + 1) * GOLDEN % 1
    wheel = np.abs((hue[:, None] * 6 + np.array([0, 4, 2])) % 6 - 3) - 1
    value = np.array([1.0, 0.75, 0.9])[np.arange(len(hue)) % 3, None]
    table = np.rint(255 * (0.2 + 0.8 * np.clip(wheel, 0, 1)) * value).astype(np.uint8)
    table[0] = 0
    return table[instance]


def _pictures(frame: Frame) -> list[NDArray[np.uint8]]:
    return [
        frame.image,
        depth.encode(frame.depth_m, valid=frame.valid),
        normals.encode(frame.normals),
        instance_picture(frame.instance),
    ]


def _row(pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    gap = _gap(pictures[0].shape[0], GAP_PX)
    return np.concatenate([piece for picture in pictures for piece in (picture, gap)][:-1], axis=1)


def _fitted(picture: NDArray[np.uint8], width_px: int, height_px: int) -> NDArray[np.uint8]:
    if picture.shape[:2] == (height_px, width_px):
        return picture
    return np.asarray(Image.fromarray(picture).resize((width_px, height_px)))


def _caption(text: str, width_px: int) -> NDArray[np.uint8]:
    strip = Image.new("RGB", (width_px, CAPTION_PX), "white")
    ImageDraw.Draw(strip).text((GAP_PX, 1), text, fill="black", font_size=CAPTION_PX - 5)
    return np.asarray(strip)


def _gap(height_px: int, width_px: int) -> NDArray[np.uint8]:
    return np.full((height_px, width_px, 3), 255, dtype=np.uint8)
