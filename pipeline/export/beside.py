"""Two pictures as one, for trainers that take one."""

from __future__ import annotations

import numpy as np

from ..dataset.png import png_array, png_bytes
from ..dataset.samples import Sample


def beside(sample: Sample, second: bytes) -> bytes:
    """Return the PNG of both pictures of a sample side by side, the first on the left."""
    return png_bytes(np.concatenate([sample.picture(), png_array(second)], axis=1))
