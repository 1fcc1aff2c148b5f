"""A drawn picture as numbers at the size of its truth: scores and pictures of errors start here."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..codecs import depth, masks, normals
from ..tasks.legend import UNLISTED
from ..tasks.semantic import decoding_palette
from ..tasks.task import Answer
from .pictures import RGB
from .truths import NOTHING, Labels, Truth


def depth_m(truth: Truth, given: Answer, drawn: RGB) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the drawn metres and residuals, both H×W."""
    decoded_m, residual = depth.decode(drawn, str(given.parameters["colormap"]), return_residual=True)
    return resized(decoded_m, truth.shape), resized(residual, truth.shape)


def normal_vectors(truth: Truth, given: Answer, drawn: RGB) -> NDArray[np.float32]:
    """Return the drawn unit vectors H×W×3, (0,0,0) where no surface is drawn."""
    return resized(normals.decode(drawn, str(given.parameters["convention"])), truth.shape)


def drawn_labels(truth: Truth, given: Answer, drawn: RGB) -> Labels:
    """Return H×W as the truth's `labels` are, by the nearest colour of the palette; NOTHING where unknown."""
    palette = decoding_palette(given.palette)
    labels = {name: label for label, name in enumerate(given.referents, start=1)} | {UNLISTED: NOTHING}
    found = resized(masks.decode(drawn, {labels[name]: rgb for name, rgb in palette.items()}), truth.shape)
    return np.where(truth.known, found, NOTHING).astype(np.int64)


def drawn_instances(truth: Truth, given: Answer, drawn: RGB) -> Labels:
    """Return H×W which instance a picture shows, from 1; 0 elsewhere and where unknown."""
    found = resized(masks.decode_instances(drawn, given.palette[UNLISTED]), truth.shape)
    return np.where(truth.known, found, 0).astype(np.int64)


def resized(decoded: NDArray[Any], shape: tuple[int, int]) -> NDArray[Any]:
    """Return decoded numbers H'×W'×… at another size, each pixel from the one that its centre falls into.

    Numbers are resized, never colours: between two colours lie others that mean something else.
    """
    rows, columns = (
        ((np.arange(wanted) + 0.5) * there / wanted).astype(np.int64)
        for wanted, there in zip(shape, decoded.shape[:2], strict=True)
    )
    return decoded[rows[:, None], columns]
