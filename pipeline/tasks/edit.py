"""Editing: the picture with one thing changed, which the prompt says; the target is a second render.

What was changed is in the truth (`renderers.edits`), and so is what the same camera sees then. The target is that
picture as it is: nothing is coded in its colours.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import ValidationError

from ...manifests.task_options import EditTaskOptions
from ...renderers.edits import may_change
from ...renderers.frame import Frame
from ...scenes.changes import Change
from .draw import pick
from .naming import Names
from .pictured import BEFORE, DARKEST_DB, DECODED, TARGET, decode, error, figures, off, psnr
from .prompts.templates import prompts
from .reading import Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules
from .relations import forms
from .relations.speech import subject_of
from .relations.tongues.lexicon import UnsayableError
from .seen.changed import shows
from .task import NOTHING, Answer, Asked, Referent, Task

CAMERAS: Mapping[str, str] = {  # by the name of the style
    "phone": "a phone",
    "dslr": "a digital SLR camera",
    "webcam": "a webcam",
    "dashcam": "a dashcam",
    "robot": "the camera of a robot",
    "compact": "an old compact camera",
}
WAYS = {
    "left": "to the left",
    "right": "to the right",
    "nearer": "towards the camera",
    "farther": "away from the camera",
}
DEFAULTS = EditTaskOptions()
CHANGED = 6  # channel of the truth, after those of both pictures


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: EditTaskOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for what was changed in the view's edited picture; None where it has none, or no words for it."""
    edit = frame.edit
    if edit is None:
        return None
    meant = Names(frame).describe(edit.change.instance, rng) if edit.change.instance else None
    if edit.change.instance and meant is None:
        return None
    thing = subject_of(meant) if meant else ""
    book = prompts("edit", language)
    template = pick([each for each in book.current if edit.change.kind in each.kinds], rng)
    prompt = book.fill(template, rng, values=_values(edit.change, thing))
    referents = {thing: Referent((edit.change.instance,), forms.to_json(meant))} if meant else {}
    parameters: dict[str, str | float] = {"kind": edit.change.kind}
    return Answer(prompt, edit.frame.image, template.id, "picture", parameters, {}, language, referents)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the change out of the prompt, judge the thing's description anew, and compare both pictures' truths."""
    edit = frame.edit
    if edit is None:
        return ["the view has no edited picture"]
    found = [*_prompt_faults(edit.change, given), *_thing_faults(frame, edit.change, given)]
    if not shows(edit):
        found.append(f"the edited picture does not show instance {edit.change.instance} {edit.change.value}")
    wrong = (given.target != edit.frame.image).any(axis=-1)
    return found + ([f"target differs from the edited picture at {wrong.sum()} pixels"] if wrong.any() else [])


def _values(change: Change, thing: str) -> dict[str, str]:
    """Return what fills a template, as words."""
    size = f"{change.metres:g} m" if change.metres >= 1 else f"{100 * change.metres:g} cm"
    by_kind: Mapping[str, dict[str, str]] = {
        "recolour": {"colour": change.value},
        "light": {"switch": change.value},
        "daytime": {"time": change.value},
        "camera": {"camera": CAMERAS.get(change.value, "")},
        "move": {"way": f"{size} {WAYS.get(change.value, '')}"},
    }
    return ({"thing": thing} if change.instance else {}) | by_kind.get(change.kind, {})


def _prompt_faults(change: Change, given: Answer) -> list[str]:
    book = prompts("edit", given.language)
    template = next((each for each in book.templates if each.id == given.template), None)
    if template is None or change.kind not in template.kinds:
        return [f"the template {given.template!r} asks for no edit by {change.kind}"]
    said = _values(change, next(iter(given.referents), ""))
    whole = template.model_copy(update={"text": template.said(said)})
    if book.read(whole, given.prompt) is None:
        return [f"the prompt is {given.prompt!r}, and the edit was {said}"]
    return []


def _thing_faults(frame: Frame, change: Change, given: Answer) -> list[str]:
    numbers = {number for each in given.referents.values() for number in each.instances}
    if numbers != ({change.instance} if change.instance else set()):
        return [f"the metadata mean {sorted(numbers)}, and instance {change.instance} was edited"]
    names = Names(frame) if given.referents else None
    return [fault for thing, each in given.referents.items() if names for fault in _name_faults(names, thing, each)]


def _name_faults(names: Names, thing: str, referent: Referent) -> list[str]:
    try:
        words, meant = names.meant(referent.form)
    except (ValidationError, KeyError, UnsayableError):
        return [f"the logical form of {thing!r} is {referent.form!r}, which is none"]
    if words != thing:
        return [f"the prompt says {thing!r}, but its logical form means {words!r}"]
    if meant != set(referent.instances):
        return [f"{thing!r} picks out {sorted(meant)}, but the metadata name {sorted(referent.instances)}"]
    return []


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×7 uint8: the edited picture, the one before, and 1 where it may differ."""
    if frame.edit is None:
        raise ValueError("the view has no edited picture")
    mask = may_change(frame, frame.edit)[..., None].astype(np.uint8)
    return np.concatenate([frame.edit.frame.image, frame.image, mask], axis=-1)


def _areas(truth: Numbers, known: Mask) -> list[Mask]:
    """Return where the pictures may differ, and where not, as far as there are such pixels."""
    inside = truth[..., CHANGED] > 0
    return [area for area in (inside & known, ~inside & known) if area.any()]


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    left_over, unchanged = off(drawn, truth[..., TARGET]), off(truth[..., BEFORE], truth[..., TARGET])
    areas = _areas(truth, known)
    left, all_to_do = (sum(float(each[area].mean()) for area in areas) for each in (left_over, unchanged))
    if not areas or not all_to_do:
        return None
    outside = left_over[(truth[..., CHANGED] == 0) & known]
    return {
        "gain": max(0.0, 1 - left / all_to_do),
        "inside %": 100 * float(left_over[areas[0]].mean()),
        **({"outside %": 100 * float(outside.mean())} if outside.size else {}),
        "PSNR": psnr(drawn, truth[..., TARGET], known),
    }


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    if not _areas(truth, known):
        return None
    return {"gain": 0.0, "inside %": 100.0, "outside %": 100.0, "PSNR": DARKEST_DB}


READING = Reading(
    says="Change one thing: take it away, paint it, move it, switch it, or show another time of day or another camera.",
    colours="those of a photograph: the picture as it would be after the change, and all else as it was",
    decoded=DECODED,
    headline=Headline("gain", "gain", best=1.0, worst=0.0, fine=0.98),
    rules=ScoringRules(
        "all pixels: those of the thing before and after the change, and all others, as two areas of the same weight; "
        "changes of the whole picture have one",
        "what is unknown in the truth",
        "over the areas of a picture, then over pictures",
        "gain: the share of the colour error of the unchanged picture that is gone, 0 where nothing was gained; "
        "inside %, outside %: the mean colour error where the truths may differ and where not; PSNR: of the whole, in "
        "dB, at most 100",
        "each pixel is the mean of those of the drawing that it covers",
    ),
    nothing="the pictures before and after do not differ",
    shades="half the range of the channels and more",
    decode=decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=error,
    figures=figures,
    endings=(".npy", ".png"),
)
EDIT = Task("edit", answer, faults, READING)
