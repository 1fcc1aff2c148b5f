"""Tasks whose answer is one number for each pixel, along a colour map between two ends that the prompt states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import ColormapOptions
from ...renderers.frame import Frame
from ..codecs import CodecError, ramp
from ..evaluation.resampling import nearest
from .draw import draw
from .prompts.templates import prompt_faults, prompts
from .reading import PLAIN, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Ask, Asked, is_patchy

DEFAULTS = ColormapOptions()
Values = NDArray[np.float64]  # H×W, ±inf allowed; what a frame does not know is not looked at
RIGHT_SHARE = 0.05  # of the range, within which a number is counted as right
LARGEST_SHARE = 0.98  # of the finite numbers lie below the upper end
DECODED = """\
values = codecs.ramp.decode(target, **json.loads(meta["codec_parameters"]))  # H×W numbers, NaN: no colour of the map"""
COLOURS = "what the prompt says of the two ends, in even steps between them along the colours that it names; "
NOTHING_KNOWN = "no surface is in its truth"


@dataclass(frozen=True, slots=True)
class Scale:
    """What the numbers of a task are, and between which ends they are painted.

    `of` returns a frame's numbers, None where it has nothing to ask for. `ranges` are the ends that there are: the
    first whose upper end no more than 2 % of the finite numbers lie above is taken, else the last. `said` writes an end
    as the prompt does.
    """

    task: str
    of: Callable[[Frame], Values | None]
    ranges: Sequence[tuple[float, float]]
    said: Callable[[float], str]

    def ends(self, values: Values, known: Mask) -> tuple[float, float]:
        """Return the ends for these numbers."""
        finite = values[known & np.isfinite(values)]
        most = np.quantile(finite, LARGEST_SHARE) if finite.size else 0.0
        return next((each for each in self.ranges if most <= each[1]), self.ranges[-1])


def asking(scale: Scale) -> Ask:
    """Return what asks for the numbers of a scale, in one of the colour maps of a recipe.

    Only the cube has a colour for what is unknown, so it is the map of every frame that has such pixels.
    """

    def answer(
        frame: Frame, rng: np.random.Generator, language: str = "en", options: Any = DEFAULTS, asked: Asked = NOTHING
    ) -> Answer | None:
        values = None if is_patchy(frame) else scale.of(frame)
        if values is None:
            return None
        colormap = draw((options or DEFAULTS).colormaps, rng) if frame.valid.all() else "cube"
        low, high = scale.ends(values, frame.valid)
        ways = prompts(scale.task, language)
        template = ways.choose(rng, colormap)
        prompt = ways.fill(template, rng, colormap, {"low": scale.said(low), "high": scale.said(high)})
        target = ramp.encode(values, low, high, colormap, frame.valid if colormap == "cube" else None)
        parameters: dict[str, str | float] = {"low": low, "high": high, "colormap": colormap}
        return Answer(prompt, target, template.id, "ramp", parameters, {}, language)

    return answer


def faulting(scale: Scale) -> Callable[[Frame, Answer], list[str]]:
    """Return what compares the decoded target with the truth, within the codec's bound, between the ends it states."""

    def faults(frame: Frame, given: Answer) -> list[str]:
        colormap, values = str(given.parameters["colormap"]), scale.of(frame)
        if found := prompt_faults(scale.task, given, colormap):
            return found
        if values is None:
            return [f"the frame has no {scale.task.replace('_', ' ')} to ask for"]
        low, high = scale.ends(values, frame.valid)
        ways = prompts(scale.task, given.language)
        stated = ways.read(ways.template(given.template), given.prompt, colormap) or {}
        if stated and stated != {"low": scale.said(low), "high": scale.said(high)}:
            return [f"the prompt's range is {stated}, that of the truth {low:g} to {high:g}"]
        if (given.parameters["low"], given.parameters["high"]) != (low, high):
            return [f"the metadata's range is not that of the truth, {low:g} to {high:g}"]
        decoded = ramp.decode(given.target, low, high, colormap).astype(np.float64)
        bound = ramp.max_error(low, high, colormap) * (1 + 1e-4) + 1e-5 * (high - low)  # decoders answer in float32
        wrong = frame.valid & ~(np.abs(decoded - np.clip(values, low, high)) <= bound)
        return [f"target is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []

    return faults


def decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    """Return H×W numbers as a sample's parameters say; NaN where a colour means nothing. Raises CodecError."""
    low, high = given.parameters["low"], given.parameters["high"]
    if isinstance(low, str) or isinstance(high, str):
        raise CodecError(f"the range is {low!r} to {high!r}; it must be of numbers")
    return nearest(ramp.decode(rgb, low, high, str(given.parameters["colormap"])), shape)


def figures(numbers: Numbers) -> dict[str, float]:
    """Return the least, the middle and the greatest number of a picture."""
    return spread(numbers, PLAIN) | {"rejected": float(np.isnan(numbers).mean())}


def reading(scale: Scale, says: str, beyond: str, unit: str) -> Reading:
    """Return how drawings of a scale are scored: by the mean error of what is finite, as a share of the range.

    `truth` is H×W×3: the numbers, and the ends that they are clipped to. `beyond` says what has the ends' colours.
    """
    metric = f"MAE {unit}"

    def truth(frame: Frame, given: Coded) -> Numbers:
        values = scale.of(frame)
        if values is None:
            raise ValueError(f"nothing is known of its {scale.task}")
        ends = np.broadcast_to(scale.ends(values, frame.valid), (*values.shape, 2))
        return np.concatenate([values[..., None], ends], axis=-1)

    def score(drawn: Numbers, true: Numbers, known: Mask) -> Scores | None:
        counts = known & np.isfinite(true[..., 0])
        off, span = _off(drawn, true)[counts], _span(true)
        return _scores(off, span, metric) if off.size else None

    def worst(true: Numbers, known: Mask) -> Scores | None:
        counts = known & np.isfinite(true[..., 0])
        return _scores(_farthest(true)[counts], _span(true), metric) if counts.any() else None

    return Reading(
        says=says,
        colours=COLOURS + beyond,
        decoded=DECODED,
        headline=Headline("error %", "error %", best=0.0, worst=100.0, fine=0.5, unit=" %"),
        rules=ScoringRules(
            "every surface, its number clipped to the range; a colour of no number is as wrong as can be",
            "sky and what is unknown in the truth",
            "over the pixels of a picture, then over pictures",
            "error %: the mean error in % of the range; "
            f"{metric}: the same in its unit; <5 %: share of the pixels off by at most 5 % of the range",
        ),
        nothing=NOTHING_KNOWN,
        shades="the whole range",
        decode=decode,
        truth=truth,
        score=score,
        worst=worst,
        error=lambda drawn, true, known: _off(drawn, true) / _span(true) * known,
        figures=figures,
    )


def _scores(off: Values, span: float, metric: str) -> Scores:
    right = float((off <= RIGHT_SHARE * span * (1 + 1e-9)).mean())
    return {"error %": float(100 * off.mean() / span), metric: float(off.mean()), "<5 %": right}


def _off(drawn: Numbers, true: Numbers) -> Values:
    """Return by how much each number is off, as far as can be where none is drawn."""
    off = np.abs(drawn.astype(np.float64) - np.clip(true[..., 0], true[..., 1], true[..., 2]))
    return np.where(np.isnan(off), _farthest(true), off)


def _farthest(true: Numbers) -> Values:
    inside = np.clip(true[..., 0], true[..., 1], true[..., 2])
    return np.asarray(np.maximum(inside - true[..., 1], true[..., 2] - inside))


def _span(true: Numbers) -> float:
    return float(true[0, 0, 2] - true[0, 0, 1])
