"""A drawn picture as numbers at the size of its truth: scores and pictures of errors start here."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import Resampling
from ..codecs import depth, masks, normals
from ..tasks.legend import UNLISTED
from ..tasks.semantic import decoding_palette
from ..tasks.task import Answer
from .pictures import RGB
from .resampling import bilinear, bilinear_units, nearest
from .truths import NOTHING, Labels, Truth


def depth_m(
    truth: Truth, given: Answer, drawn: RGB, resampling: Resampling = "nearest", residual_max: float = np.inf
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the drawn metres and residuals, both H×W; nothing is blended with what is infinite or rejected."""
    decoded_m, residual = depth.decode(drawn, str(given.parameters["colormap"]), return_residual=True)
    if resampling == "nearest":
        return nearest(decoded_m, truth.shape), nearest(residual, truth.shape)
    known = np.isfinite(decoded_m) & (residual <= residual_max)
    return bilinear(decoded_m, known, truth.shape), nearest(residual, truth.shape)


def normal_vectors(truth: Truth, given: Answer, drawn: RGB, resampling: Resampling = "nearest") -> NDArray[np.float32]:
    """Return the drawn unit vectors H×W×3, (0,0,0) where no surface is drawn."""
    vectors = normals.decode(drawn, str(given.parameters["convention"]))
    return nearest(vectors, truth.shape) if resampling == "nearest" else bilinear_units(vectors, truth.shape)


def drawn_labels(truth: Truth, given: Answer, drawn: RGB) -> Labels:
    """Return H×W as the truth's `labels` are, by the nearest colour of the palette; NOTHING where unknown."""
    palette = decoding_palette(given.palette)
    labels = {name: label for label, name in enumerate(given.referents, start=1)} | {UNLISTED: NOTHING}
    found = nearest(masks.decode(drawn, {labels[name]: rgb for name, rgb in palette.items()}), truth.shape)
    return np.where(truth.known, found, NOTHING).astype(np.int64)


def drawn_instances(truth: Truth, given: Answer, drawn: RGB) -> Labels:
    """Return H×W which instance a picture shows, from 1; 0 elsewhere and where unknown."""
    found = nearest(masks.decode_instances(drawn, given.palette[UNLISTED]), truth.shape)
    return np.where(truth.known, found, 0).astype(np.int64)
