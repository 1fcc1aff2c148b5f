"""A drawn picture as numbers at the size of its frame, beside the truth: scores and pictures of errors start here."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import Resampling
from ...renderers.frame import Frame
from ..codecs import depth, masks, normals
from ..tasks.legend import UNLISTED
from ..tasks.parts import frame_of
from ..tasks.semantic import decoding_palette
from ..tasks.task import Answer
from . import metrics
from .metrics import Labels
from .pictures import RGB
from .resampling import bilinear, bilinear_units, nearest

NOTHING = 0  # the label of what no prompt lists; others count from 1, in the order of the answer's referents


def depth_m(
    frame: Frame, given: Answer, drawn: RGB, resampling: Resampling = "nearest", residual_max: float = np.inf
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the drawn metres and residuals, both H×W; nothing is blended with what is infinite or rejected."""
    decoded_m, residual = depth.decode(drawn, str(given.parameters["colormap"]), return_residual=True)
    if resampling == "nearest":
        return resized(decoded_m, frame), resized(residual, frame)
    known = np.isfinite(decoded_m) & (residual <= residual_max)
    return bilinear(decoded_m, known, _shape(frame)), resized(residual, frame)


def normal_vectors(frame: Frame, given: Answer, drawn: RGB, resampling: Resampling = "nearest") -> NDArray[np.float32]:
    """Return the drawn unit vectors H×W×3, (0,0,0) where no surface is drawn."""
    vectors = normals.decode(drawn, str(given.parameters["convention"]))
    return resized(vectors, frame) if resampling == "nearest" else bilinear_units(vectors, _shape(frame))


def true_labels(frame: Frame, given: Answer) -> Labels:
    """Return H×W: which referent of the answer each pixel belongs to, from 1; NOTHING elsewhere and where unknown."""
    frame = frame_of(frame, given)
    table = np.full(int(frame.instance.max(initial=0)) + 1, NOTHING)
    for label, referent in enumerate(given.referents.values(), start=1):
        table[[number for number in referent.instances if number < len(table)]] = label
    return np.where(frame.valid, table[frame.instance], NOTHING)


def drawn_labels(frame: Frame, given: Answer, drawn: RGB) -> Labels:
    """Return H×W as `true_labels` does, by the nearest colour of the palette."""
    palette = decoding_palette(given.palette)
    labels = {name: label for label, name in enumerate(given.referents, start=1)} | {UNLISTED: NOTHING}
    found = resized(masks.decode(drawn, {labels[name]: rgb for name, rgb in palette.items()}), frame)
    return np.where(frame.valid, found, NOTHING).astype(np.int64)


def true_instances(frame: Frame, given: Answer) -> Labels:
    """Return H×W the number of the instance where it was asked for, 0 elsewhere and where unknown."""
    frame = frame_of(frame, given)
    asked = [number for each in given.referents.values() for number in each.instances]
    return np.where(frame.valid & np.isin(frame.instance, asked), frame.instance, 0).astype(np.int64)


def drawn_instances(frame: Frame, given: Answer, drawn: RGB) -> Labels:
    """Return H×W which instance a picture shows, from 1; what lies mostly on one left out of the target is none."""
    found = resized(masks.decode_instances(drawn, given.palette[UNLISTED]), frame)
    left_out = np.isin(frame_of(frame, given).instance, json.loads(str(given.parameters["left_out"])))
    return metrics.outside(left_out, np.where(frame.valid, found, 0).astype(np.int64))


def resized(decoded: NDArray[Any], frame: Frame) -> NDArray[Any]:
    """Return decoded numbers H'×W'×… at the frame's size, each pixel from the one that its centre falls into."""
    return nearest(decoded, _shape(frame))


def _shape(frame: Frame) -> tuple[int, int]:
    height, width = frame.depth_m.shape
    return height, width
