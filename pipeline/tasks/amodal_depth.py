"""Amodal depth: how far one thing is at each of its points, also at those where other things hide it.

The depth of the thing alone, in the colours of `depth` on `cube`, on the grey that lies on no map. Asked of frames
whose truth tells things whole. What the border of the picture cuts off is not drawn.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import AmodalOptions
from ...renderers.frame import Frame
from ..codecs import depth
from ..evaluation.resampling import nearest
from .draw import pick
from .instance import counted_names
from .pointed_things import place_of, thing_said
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .scaled_depth import said
from .task import NOTHING, Answer, Asked, Referent, Task
from .whole_things import whole_m, whole_thing

SCALE = said({"lam": depth.LAMBDA, "c": depth.C}, "cube")
DEFAULTS = AmodalOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: AmodalOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the depth of one whole thing; None where the truth tells none that can be named."""
    thing = whole_thing(frame, rng, language)
    if thing is None:
        return None
    concept, number = thing
    one, _ = pick(counted_names(concept, language), rng)
    ways = prompts("amodal_depth", language)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values={"one": one.bare, "place": place_of(frame, number), "scale": SCALE})
    depth_m = whole_m(frame, number)
    target = depth.encode(depth_m, "cube", np.isfinite(depth_m) & frame.valid)
    named = {concept: Referent((number,), concept)}
    return Answer(prompt, target, template.id, "depth", {"colormap": "cube"}, {}, language, named)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read class and place out of the prompt; the target must be that thing's depth within bounds, the rest grey."""
    if found := prompt_faults("amodal_depth", given):
        return found
    ways = prompts("amodal_depth", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    thing = thing_said(frame, frame.wholes, values, given.language)
    if thing is None:
        return [f"what the prompt names {values['one']!r}, at {values['place']}, is none that the truth tells whole"]
    concept, number = thing
    if values["scale"] != SCALE:
        found.append(f"the prompt's scale is {values['scale']!r}, that of depth {SCALE!r}")
    if given.referents != {concept: Referent((number,), concept)}:
        found.append(f"the metadata's referents are not instance {number}, which the prompt means")
    wrong = frame.valid & ~_is_right(frame, number, given.target)
    return found + (
        [f"target is not the depth of the whole of instance {number} at {wrong.sum()} pixels"] if wrong.any() else []
    )


def _is_right(frame: Frame, number: int, target: RGB) -> Mask:
    """Return H×W where a target shows a thing's depth: where it is in sight that of the picture, else of it alone."""
    alone_m, own = whole_m(frame, number).astype(np.float64), frame.instance == number
    there = own | np.isfinite(alone_m)
    truth_m = np.where(own, frame.depth_m, np.where(there, alone_m, 1.0)).astype(np.float64)
    decoded_m, bound_m = depth.decode(target).astype(np.float64), depth.max_error(truth_m) * (1 + 1e-4)
    off_m = np.abs(np.nan_to_num(decoded_m, posinf=1e9) - truth_m)
    is_grey = (target == depth.INVALID_RGB).all(axis=-1)
    return np.where(there, (off_m <= bound_m + 2e-5 * truth_m + 1e-6) & ~is_grey, is_grey)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    depth_m, residual = depth.decode(rgb, return_residual=True)
    return nearest(np.where(residual <= depth.RESIDUAL_MAX, depth_m, np.float32(np.nan)), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×2: metres of the thing, NaN where it is not, and 1 where other things hide it."""
    (referent,) = getattr(given, "referents", {}).values()
    depth_m = whole_m(frame, referent.instances[0])
    there = np.isfinite(depth_m)
    hidden = there & (frame.instance != referent.instances[0])
    return np.stack([np.where(there, depth_m, np.nan), hidden], axis=-1).astype(np.float64)


def _off(drawn: Numbers, true_m: Numbers) -> NDArray[np.float64]:
    """Return H×W by which share of its depth each point is off, at most 1; 0 where nothing is, and none is drawn."""
    there, shown = np.isfinite(true_m), ~np.isnan(drawn)
    metres = np.where(there, true_m, 1.0)
    off = np.abs(np.nan_to_num(drawn.astype(np.float64), nan=0.0, posinf=np.inf) - metres) / metres
    return np.where(there & shown, np.minimum(off, 1), (there | shown).astype(np.float64))


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return AbsRel over the thing and all that is drawn, that of its hidden part, and the IoU of where it is drawn."""
    there, shown = known & np.isfinite(truth[..., 0]), known & ~np.isnan(drawn)
    if not there.any():
        return None
    off, hidden = _off(drawn, truth[..., 0]), known & (truth[..., 1] > 0)
    return {
        "AbsRel": float(off[there | shown].mean()),
        "AbsRel hidden": float(off[hidden].mean()) if hidden.any() else float("nan"),
        "IoU": float(np.count_nonzero(there & shown) / np.count_nonzero(there | shown)),
    }


READING = Reading(
    says="Paint the metric depth of one whole thing, also where other things hide it.",
    colours="d metres are the share f = 1 − (1 + d/10)^−2 of the way along black, red, yellow, green, cyan, blue, "
    "magenta, white; all but the thing is (128, 128, 128)",
    decoded="""\
depth_m, residual = codecs.depth.decode(target, return_residual=True)  # H×W metres
there = residual <= codecs.depth.RESIDUAL_MAX  # where the thing is, in sight or hidden""",
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=1.0, fine=0.01),
    rules=ScoringRules(
        "the thing, in sight or hidden, and all that is drawn as it; what is off by all of its depth or more, drawn "
        "where the thing is not, or not drawn where it is, counts as 1",
        "what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "AbsRel hidden: of what other things hide; IoU: of where depth is drawn",
    ),
    nothing="the thing is not in its truth",
    shades="off by all of the depth, not drawn, or drawn where the thing is not",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: {"AbsRel": 1.0, "AbsRel hidden": 1.0, "IoU": 0.0},
    error=lambda drawn, truth, known: _off(drawn, truth[..., 0]) * known,
    figures=lambda numbers: spread(numbers, METRES) | {"rejected": float(np.isnan(numbers).mean())},
)
AMODAL_DEPTH = Task("amodal_depth", answer, faults, READING)
