"""Metric depth, in the colour cube or another colour map that the prompt names."""

from __future__ import annotations

import numpy as np

from ...manifests.depth_options import DepthOptions
from ...renderers.frame import Frame
from ..codecs import depth
from .draw import draw
from .prompts.templates import prompt_faults, prompts
from .task import NOTHING, Answer, Asked, Task, is_patchy

DEFAULTS = DepthOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: DepthOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for depth; None where more than 5 % of the frame is invalid.

    Only the cube has a colour for what is invalid, so it is the map of every frame that has such pixels.
    """
    if is_patchy(frame):
        return None
    return ask(frame, rng, language, draw(options.colormaps, rng) if frame.valid.all() else "cube")


def ask(frame: Frame, rng: np.random.Generator, language: str, colormap: str) -> Answer:
    """Ask for depth in a colour map, however much of it is unknown."""
    ways = prompts("depth", language)
    template = ways.choose(rng, colormap)
    target = depth.encode(frame.depth_m, colormap, frame.valid if colormap == "cube" else None)
    prompt = ways.fill(template, rng, colormap)
    return Answer(prompt, target, template.id, "depth", {"colormap": colormap}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the decoded target with the truth, within the codec's bound at every pixel."""
    colormap = str(given.parameters["colormap"])
    decoded = depth.decode(given.target, colormap)
    truth_m = frame.depth_m.astype(np.float64)
    with np.errstate(invalid="ignore"):  # ∞ − ∞ where both are sky
        error_m = np.where(decoded == truth_m, 0.0, np.abs(decoded - truth_m))
    bound_m = depth.max_error(truth_m, colormap) * (1 + 1e-4) + 1e-6  # decoders answer in float32
    endless = np.isposinf(bound_m)  # painted with the last colour, which means infinity
    wrong = frame.valid & ~np.where(endless, np.isposinf(decoded), error_m <= bound_m)
    found = [f"target depth is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []
    return found + prompt_faults("depth", given, colormap)


DEPTH = Task("depth", answer, faults)
