"""Distance along the ray, in metres: how far each point is from the camera itself, not from its plane as depth is.

It is painted as depth is, by the same curve and in the same colour maps: λ = −3, c = 10/3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS
from ...manifests.task_options import ColormapOptions
from ...renderers.frame import Frame
from ..codecs import depth
from ..evaluation import metrics
from ..evaluation.resampling import nearest
from .draw import draw
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task, is_patchy

DEFAULTS = ColormapOptions()
RULES = DEPTH_PROTOCOLS["all"]
FULL = 0.5  # the share of the distance by which a drawing is off that is shown as white


def distance_m(frame: Frame) -> NDArray[np.float64]:
    """Return H×W metres from the camera's centre, +inf where there is no surface."""
    return np.asarray(frame.depth_m.astype(np.float64) * np.linalg.norm(frame.camera.rays(), axis=-1))


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: ColormapOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for distance; None where more than 5 % of the frame is invalid. Only the cube has a colour for what is."""
    if is_patchy(frame):
        return None
    colormap = draw(options.colormaps, rng) if frame.valid.all() else "cube"
    ways = prompts("distance", language)
    template = ways.choose(rng, colormap)
    target = depth.encode(distance_m(frame), colormap, frame.valid if colormap == "cube" else None)
    prompt = ways.fill(template, rng, colormap)
    return Answer(prompt, target, template.id, "depth", {"colormap": colormap}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Measure the decoded points' distances anew, and compare them with the truth's, within the codec's bound."""
    colormap = str(given.parameters["colormap"])
    camera, decoded_m = frame.camera, depth.decode(given.target, colormap).astype(np.float64)
    v, u = np.indices(frame.shape) + 0.5
    off_axis = np.hypot((u - camera.cx_px) / camera.focal_px, (v - camera.cy_px) / camera.focal_px)
    truth_m = np.hypot(frame.depth_m.astype(np.float64), frame.depth_m * off_axis)
    with np.errstate(invalid="ignore"):  # ∞ − ∞ where both are sky
        error_m = np.where(decoded_m == truth_m, 0.0, np.abs(decoded_m - truth_m))
    bound_m = depth.max_error(truth_m, colormap) * (1 + 1e-4) + 1e-6 * np.where(np.isinf(truth_m), 0, truth_m) + 1e-6
    right = np.where(np.isposinf(bound_m), np.isposinf(decoded_m), error_m <= bound_m)
    wrong = frame.valid & ~right
    found = [f"target distance is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []
    return found + prompt_faults("distance", given, colormap)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(depth.decode(rgb, str(given.parameters["colormap"])), shape)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    return metrics.depth_scores(drawn, truth, known, RULES)


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    surface = known & np.isfinite(truth)
    share = np.abs(drawn.astype(np.float64) - np.where(surface, truth, 0)) / np.where(surface, truth, 1)
    return np.where(surface, np.clip(share / FULL, 0, 1), 0)


READING = Reading(
    says="Paint how far everything is from the camera itself: metres along the ray, by a colour map.",
    colours="d metres along the ray are the share f = 1 − (1 + d/10)^−2 of the way along the colours that the prompt "
    "names; the sky is the last colour",
    decoded="""\
distance_m = codecs.depth.decode(target, **json.loads(meta["codec_parameters"]))  # H×W metres along the ray""",
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    rules=ScoringRules(
        "surfaces beyond 0.001 m; infinity counts as the largest truth of the picture",
        "sky and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "δ1–δ3, RMSE, log10, SILog; no alignment",
    ),
    nothing="no surface is in its truth",
    shades="50 % and more",
    decode=_decode,
    truth=lambda frame, given: distance_m(frame),
    score=_score,
    worst=lambda truth, known: metrics.worst_depth_scores(truth, known, RULES),
    error=_error,
    figures=lambda numbers: spread(numbers, METRES),
)
DISTANCE = Task("distance", answer, faults, READING)
