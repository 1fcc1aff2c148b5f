"""Faults of what only some things have, planted into samples that are right: states, printed text, clothes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cavendish.pipeline.tasks.relations.conditions import OPPOSITES
from cavendish.pipeline.tasks.relations.forms import Printed, State, Wearing, from_json
from cavendish.pipeline.tasks.relations.stances import STANCES
from cavendish.pipeline.tasks.task import Answer
from cavendish.renderers.frame import Frame
from cavendish.scenes.spec import State as StateOf
from cavendish.scenes.spec import Words

Planted = tuple[Frame, Answer] | None
Change = Callable[[NDArray[np.float64]], NDArray[np.float64]]  # of pixels N×3, 0–255

UNLIT = 0.5  # of the light that there was


def other_state(frame: Frame, given: Answer) -> Planted:
    """Make what is called open closed in the truth, what is called lit unlit, the other way round; and lie what stands.

    What lies, sits then.
    """
    numbers, part = _called(given, State)
    if not isinstance(part, State) or part.word not in (*OPPOSITES, *STANCES):
        return None
    posture: StateOf = "sitting" if part.word == "lying" else "lying"
    opposite = OPPOSITES.get(part.word, posture)
    return _in_truth(frame, numbers, lambda words: replace(words, state=opposite)), given


def switched(frame: Frame, given: Answer) -> Planted:
    """Darken what is called lit, and make what is called unlit white."""
    numbers, part = _called(given, State)
    if not isinstance(part, State) or part.word not in ("lit", "unlit"):
        return None
    lit = part.word == "lit"
    mask = np.isin(frame.instance, numbers)
    return in_picture(frame, mask, lambda pixels: pixels * UNLIT if lit else np.full_like(pixels, 255)), given


def other_text(frame: Frame, given: Answer) -> Planted:
    """Print another text in the truth on what is called by its text."""
    numbers, part = _called(given, Printed)
    if not isinstance(part, Printed):
        return None
    other = part.text[::-1] + "X"
    return _in_truth(frame, numbers, lambda words: replace(words, text=other)), given


def rubbed_out(frame: Frame, given: Answer) -> Planted:
    """Paint over the text that something is called by."""
    numbers, part = _called(given, Printed)
    lines = [thing.lettering for thing in frame.objects if thing.instance in numbers and thing.lettering]
    if not part or not lines:
        return None
    mask = np.zeros_like(frame.instance, np.bool_)
    for left, top, right, bottom in (line.box_px for line in lines):
        mask[top:bottom, left:right] = True
    return in_picture(frame, mask, lambda pixels: np.broadcast_to(pixels.mean(axis=0), pixels.shape)), given


def dressed_anew(frame: Frame, given: Answer) -> Planted:
    """Turn the colours of somebody who is called by their clothes to their complements."""
    numbers, part = _called(given, Wearing)
    mask = np.isin(frame.instance, numbers)
    return (in_picture(frame, mask, lambda pixels: 255 - pixels), given) if part else None


FACTS: dict[str, Callable[[Frame, Answer], Planted]] = {
    "another state": other_state,
    "switched on or off": switched,
    "another text": other_text,
    "text rubbed out": rubbed_out,
    "other clothes": dressed_anew,
}


def _called(given: Answer, kind: type) -> tuple[tuple[int, ...], object]:
    """Return the instances of the first subject that is called by a fact of this kind, and the fact; or none."""
    for referent in given.referents.values() if given.codec == "masks" else ():
        for part in from_json(referent.form).form.where:
            if isinstance(part, kind) and referent.instances:
                return referent.instances, part
    return (), None


def _in_truth(frame: Frame, numbers: tuple[int, ...], change: Callable[[Words], Words]) -> Frame:
    objects = (
        replace(thing, words=change(thing.words)) if thing.instance in numbers else thing for thing in frame.objects
    )
    return replace(frame, objects=tuple(objects))


def in_picture(frame: Frame, mask: NDArray[np.bool_], change: Change) -> Frame:
    """Return the frame with the colours of a mask's pixels (N×3, 0–255) changed."""
    image = frame.image.copy()
    image[mask] = np.clip(change(image[mask].astype(np.float64)), 0, 255)
    return replace(frame, image=image)
