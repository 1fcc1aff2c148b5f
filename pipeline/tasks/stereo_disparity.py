"""Disparity of a stereo pair, in pixels: by how much farther left the second picture, taken beside, shows each point.

It is f·b/Z of planar depth, whose truth is the first picture's. What hides from the second camera has one, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from ...manifests.task_options import StereoDisparityOptions
from ...renderers.frame import Frame
from ...renderers.stereo import disparity_px
from ..codecs import ramp
from .ramps import Scale, asking, faulting, reading
from .task import NOTHING, Answer, Asked, Task

RANGES = tuple((0.0, float(most)) for most in (4, 8, 16, 32, 64, 128, 256, 512))
MATCHED = 0.5  # of what is in both pictures has the depth there that its disparity means; thin things may not
OFF_SHARE = 0.05  # by which such depths may differ: a disparity may fall between two pixels of a slope
DEFAULTS = StereoDisparityOptions()
SCALE = Scale("stereo_disparity", disparity_px, RANGES, lambda px: f"{px:g} px")
_ask, _faults = asking(SCALE), faulting(SCALE)


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: Any = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the disparity of a view and its right picture; None where it has none."""
    given = _ask(frame, rng, language, options, asked) if frame.right and (frame.instance > 0).any() else None
    return replace(given, second=frame.right.image) if given and frame.right else None


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the decoded target with the depth, and then lead it into the right picture, whose depth is its own."""
    if frame.right is None or given.second is None:
        return ["the view has no right picture"]
    found = _faults(frame, given)
    wrong = (given.second != frame.right.image).any(axis=-1)
    if wrong.any():
        found.append(f"the second picture differs from the right one at {wrong.sum()} pixels")
    return found or list(_unmatched(frame, frame.right, given))


def _unmatched(frame: Frame, right: Frame, given: Answer) -> Iterator[str]:
    """Yield a fault where too few of the things in both pictures lie in the right one where the target leads."""
    low, high, colormap = (given.parameters[name] for name in ("low", "high", "colormap"))
    drawn_px = ramp.decode(given.target, float(low), float(high), str(colormap)).astype(np.float64)
    rows, columns = np.nonzero((frame.instance > 0) & (drawn_px > 0) & (drawn_px < float(high)))
    there = np.floor(columns + 0.5 - drawn_px[rows, columns]).astype(np.int64)
    inside = there >= 0
    rows, columns, there = rows[inside], columns[inside], there[inside]
    near_m, far_m = frame.depth_m[rows, columns], right.depth_m[rows, there]
    right_one = frame.instance[rows, columns] == right.instance[rows, there]
    with np.errstate(invalid="ignore"):
        matched = right_one & (np.abs(near_m - far_m) <= OFF_SHARE * near_m)
    if matched.size and matched.mean() < MATCHED:
        yield f"only {100 * matched.mean():.0f} % of the pixels lie in the right picture where their disparity leads"


READING = reading(
    SCALE,
    says="Paint by how many pixels the second picture, taken to the right, shows each point farther left.",
    beyond="what is nearer than the end has its colour, and the sky is 0; pixels are those of the given pictures",
    unit="px",
)
STEREO_DISPARITY = Task("stereo_disparity", answer, faults, READING, shows_two=True)
