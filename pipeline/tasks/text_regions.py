"""Text regions: where printed text is, line by line: titles, labels, signs, house numbers and number plates.

Asked of frames whose truth tells it. Letters on clothes do not count, as the prompt says; what is too small to be read,
or on things of which nobody knows the text, is the colour of the rest in targets, and ignored by scores.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...manifests.task_options import TextOptions
from ...renderers.frame import Frame
from ...renderers.passes import TEXT, UNSURE_TEXT
from ..codecs import masks
from . import colours, labelled
from .draw import pick
from .labelled import numbered
from .prompts.templates import prompt_faults, prompts
from .reading import Coded, Mask, Numbers, Scores
from .task import NOTHING, Answer, Asked, Task, is_patchy
from .two_colours import two_colours, two_colours_faults

WHAT = "printed text"
LEAST_SHARE = 0.001  # of the pixels, that text fills
DEFAULTS = TextOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: TextOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask where text is; None where the truth does not tell it, or hardly any can be read."""
    if frame.text is None or is_patchy(frame) or (frame.text == TEXT).mean() < LEAST_SHARE:
        return None
    ways, style = prompts("text_regions", language), pick(tuple(colours.STYLES), rng)
    template = ways.choose(rng)
    palette, said = two_colours(WHAT, style, rng)
    prompt = ways.fill(template, rng, values=said)
    given = Answer(prompt, frame.image, template.id, "masks", {"colours": style}, palette, language)
    return replace(given, target=masks.encode((frame.text == TEXT).astype(np.int64), numbered(given)))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the colours out of the prompt, and compare the target with where text is in truth, pixel by pixel."""
    if found := prompt_faults("text_regions", given):
        return found
    if frame.text is None:
        return ["the truth tells no text"]
    ways = prompts("text_regions", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    if found := two_colours_faults(WHAT, values, given.palette):
        return found
    drawn = masks.decode(given.target, numbered(given)) == 1
    wrong = frame.valid & (drawn != (frame.text == TEXT))
    return [f"target shows text elsewhere than the truth at {wrong.sum()} pixels"] if wrong.any() else []


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W: 1 where text is, UNSURE_TEXT where nobody would ask, 0 elsewhere."""
    if frame.text is None:
        raise ValueError("nothing is known of its text")
    return frame.text.astype(np.int64)


def _sure(truth: Numbers, known: Mask) -> Mask:
    return np.asarray(known & (truth != UNSURE_TEXT))


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    return labelled.score(drawn, truth, _sure(truth, known))


_PLAIN = labelled.reading(
    says="Paint where printed text is: titles, labels, signs, house numbers and number plates.",
    what="region",
    counted="text",
    nothing="no text that can be read is in its truth",
    truth=_truth,
)
READING = replace(
    _PLAIN,
    rules=replace(
        _PLAIN.rules, ignored="text too small to be read, things nobody knows the text of, and unknown truth"
    ),
    score=_score,
    error=lambda drawn, truth, known: labelled.error(drawn, truth, _sure(truth, known)),
)
TEXT_REGIONS = Task("text_regions", answer, faults, READING)
