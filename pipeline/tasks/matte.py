"""Alpha matte: how much of each pixel one thing covers, in greys: its hair, fur or leaves, finer than pixels are.

Asked of frames whose truth tells mattes, of people, animals and plants. A matte is a share of 64 rays, and no truth of
one ray. The target is the truth's own picture, so nothing is lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import MatteOptions
from ...renderers.frame import Frame
from ...renderers.mattes import GRID
from ..codecs import ramp
from ..evaluation.resampling import nearest
from .draw import pick
from .instance import counted_names
from .pointed_things import nameable, place_of, thing_said
from .prompts.templates import prompt_faults, prompts
from .reading import PLAIN, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Referent, Task

LEAST_EDGE = 0.02  # of a thing's pixels that it covers in part, or a mask would do
ONE_RAY = 1 / GRID**2  # of a pixel: the least share that a matte has
SCALE: dict[str, str | float] = {"low": 0.0, "high": 1.0, "colormap": "gray"}
DEFAULTS = MatteOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: MatteOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the matte of one thing; None where the truth has none of a thing that can be named."""
    things = [each for each in nameable(frame, frame.matted, language) if _edge_share(frame, each[1]) >= LEAST_EDGE]
    if not things:
        return None
    concept, number = pick(things, rng)
    one, _ = pick(counted_names(concept, language), rng)
    ways = prompts("matte", language)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values={"one": one.bare, "place": place_of(frame, number)})
    target = ramp.encode(_share(frame, number), 0.0, 1.0, "gray")
    named = {concept: Referent((number,), concept)}
    return Answer(prompt, target, template.id, "ramp", dict(SCALE), {}, language, named)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and place out of the prompt; the target must be the matte of what is there, within half a step."""
    if found := prompt_faults("matte", given):
        return found
    ways = prompts("matte", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    thing = thing_said(frame, frame.matted, values, given.language)
    if thing is None:
        return [f"what the prompt names {values['one']!r}, at {values['place']}, is none that has a matte"]
    concept, number = thing
    if given.referents != {concept: Referent((number,), concept)}:
        found.append(f"the metadata's referents are not instance {number}, which the prompt means")
    if given.parameters != SCALE:
        found.append(f"the metadata's scale is {given.parameters}; it must be {SCALE}")
    off = np.abs(ramp.decode(given.target, 0.0, 1.0, "gray").astype(np.float64) - _share(frame, number))
    wrong = ~(off <= ramp.max_error(0.0, 1.0, "gray") * (1 + 1e-4))
    return found + ([f"target is not the matte of instance {number} at {wrong.sum()} pixels"] if wrong.any() else [])


def _share(frame: Frame, number: int) -> NDArray[np.float64]:
    """Return H×W: which share of each pixel a thing covers; raises ValueError where it has no matte."""
    if frame.mattes is None or number not in frame.matted:
        raise ValueError(f"instance {number} has no matte")
    return np.asarray(frame.mattes[frame.matted.index(number)] / 255)


def _edge_share(frame: Frame, number: int) -> float:
    share = _share(frame, number)
    return float(((share > 0) & (share < 1)).sum() / max((share > 0).sum(), 1))


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(ramp.decode(rgb, 0.0, 1.0, "gray"), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    (referent,) = getattr(given, "referents", {}).values()
    return _share(frame, referent.instances[0])


def _drawn(drawn: Numbers, truth: Numbers) -> NDArray[np.float64]:
    """Return what is drawn, less than one ray of a pixel being nothing; what is no grey is as wrong as can be."""
    shares = np.where(drawn < ONE_RAY, 0, drawn.astype(np.float64))
    return np.where(np.isnan(drawn), truth < 0.5, shares)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the IoU of shares, least over most, and the mean difference where the thing covers a part of a pixel."""
    seen, most = _drawn(drawn, truth)[known], truth[known]
    if not most.any():
        return None
    edge = (most > 0) & (most < 1)
    return {
        "soft IoU": float(np.minimum(seen, most).sum() / np.maximum(seen, most).sum()),
        "MAD edge": float(np.abs(seen - most)[edge].mean()) if edge.any() else float("nan"),
        "MSE": float(((seen - most) ** 2).mean()),
    }


READING = Reading(
    says="Paint the alpha matte of one thing: how much of each pixel it covers.",
    colours="grey, from black where the thing is not to white where it fills the pixel",
    decoded="""\
share = codecs.ramp.decode(target, 0.0, 1.0, "gray")  # H×W: how much of each pixel the thing covers, 0 to 1""",
    headline=Headline("soft IoU", "soft IoU", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel: the sum of the lesser share over that of the larger one; less than 1/64 is nothing, and what is "
        "no grey as wrong as can be",
        "what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "MAD edge: mean difference where the thing covers a part of the pixel; MSE: mean squared difference of all",
    ),
    nothing="the thing is not in its truth",
    shades="all of a pixel",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"soft IoU": 0.0, "MAD edge": 1.0, "MSE": 1.0},
    error=lambda drawn, truth, known: np.abs(_drawn(drawn, truth) - truth) * known,
    figures=lambda numbers: spread(numbers, PLAIN),
)
MATTE = Task("matte", answer, faults, READING)
