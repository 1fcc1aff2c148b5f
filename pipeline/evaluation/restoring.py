"""Which decoder reads a drawing: the strict one as it is, the robust one as the target that it most likely means.

Robust are the tasks whose errors it halves under one damage or more, as `python -m benchmarks.decoders` measures. The
drawings of the others (lines, dots and boxes, points, the camera) are read strictly by both.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...scenes.errors import RequestError
from ..codecs import restoring
from ..tasks.legend import UNLISTED
from ..tasks.reading import Coded
from ..tasks.semantic import decoding_palette
from .pictures import RGB

STRICT, ROBUST = "strict", "robust"
DECODERS = (STRICT, ROBUST)


def check_decoder(decoder: str, residual_max: float | None = None) -> None:
    """Raise RequestError unless there is such a decoder, and it leaves colours off the path for a `residual_max`."""
    if decoder not in DECODERS:
        raise RequestError(f"must be {' or '.join(DECODERS)}", "decoder", decoder)
    if decoder == ROBUST and residual_max is not None:
        raise RequestError("goes with the strict decoder alone; the robust one leaves no such colours", "residual_max")


def as_read(decoder: str, task: str, given: Coded, drawn: RGB) -> RGB:
    """Return the picture H×W×3 that a drawing is read as, of its own size."""
    if decoder == STRICT or task not in _RESTORERS:
        return drawn
    return _RESTORERS[task](drawn, given)


def _path(drawn: RGB, given: Coded) -> RGB:
    return restoring.on_path(drawn, str(given.parameters["colormap"]))


def _classes(drawn: RGB, given: Coded) -> RGB:
    return restoring.in_colours(drawn, np.array(list(decoding_palette(dict(given.palette)).values()), np.uint8))


def _instances(drawn: RGB, given: Coded) -> RGB:
    return restoring.in_own_colours(drawn, decoding_palette(dict(given.palette))[UNLISTED])


_RESTORERS: dict[str, Callable[[RGB, Coded], RGB]] = {
    **dict.fromkeys(("depth", "relative_depth", "disparity", "distance", "height"), _path),
    "normals": lambda drawn, _: restoring.on_sphere(drawn),
    **dict.fromkeys(("semantic", "referring"), _classes),
    "instance": _instances,
}
