"""Metric depth along the colour cube."""

from __future__ import annotations

import numpy as np

from ...renderers.frame import Frame
from ..codecs import depth
from ._task import Answer, Task, choose, prompt_faults, templates

MAX_INVALID_SHARE = 0.05


def answer(frame: Frame, rng: np.random.Generator) -> Answer | None:
    """Ask for depth; None where more than 5 % of the frame is invalid."""
    if (~frame.valid).mean() > MAX_INVALID_SHARE:
        return None
    template = choose("depth", rng)
    target = depth.encode(frame.depth_m, valid=frame.valid)
    return Answer(template.text, target, template.id, "depth", {"colormap": "cube"}, {})


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the decoded target with the truth, within the codec's bound at every pixel."""
    decoded = depth.decode(given.target)
    truth_m = frame.depth_m.astype(np.float64)
    with np.errstate(invalid="ignore"):  # ∞ − ∞ where both are sky
        error_m = np.where(decoded == truth_m, 0.0, np.abs(decoded - truth_m))
    bound_m = depth.max_error(truth_m) * (1 + 1e-4) + 1e-6  # decoders answer in float32
    wrong = frame.valid & ~(error_m <= bound_m)
    found = [f"target depth is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []
    return found + prompt_faults(given, templates("depth")[given.template].text)


DEPTH = Task("depth", answer, faults)
