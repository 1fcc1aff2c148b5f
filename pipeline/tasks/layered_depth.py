"""Layered depth: metric depth of the first surface, glass as well, or of what lies behind clear glass.

Asked of frames whose truth tells both, where enough of the picture shows something through glass; the prompt says which
of the two. It is painted as depth is, by the same curve and in the same colour maps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS
from ...manifests.depth_options import LayeredDepthOptions
from ...renderers.frame import Frame
from ..codecs import depth
from ..evaluation import metrics
from ..evaluation.resampling import nearest
from .draw import draw, pick
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task, is_patchy

DEFAULTS = LayeredDepthOptions()
RULES = DEPTH_PROTOCOLS["all"]
LEAST_SHARE = 0.01  # of the picture, in which the layers differ
FULL = 0.5  # the share of the depth by which a drawing is off that is shown as white
LAYERS = {  # how the prompt says which one is meant
    "first": ("the first surface that each ray meets, clear glass included", "the nearest surface, be it glass or not"),
    "behind": ("what lies behind the glass, as if all clear glass were gone", "what is seen through clear glass"),
}


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: LayeredDepthOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for one of the layers; None where the truth does not tell them, or they hardly differ."""
    if frame.behind_m is None or is_patchy(frame) or (frame.behind_m > frame.depth_m).mean() < LEAST_SHARE:
        return None
    colormap = draw(options.colormaps, rng) if frame.valid.all() else "cube"
    layer = pick(("first", "behind", "behind"), rng)
    ways = prompts("layered_depth", language)
    template = ways.choose(rng, colormap)
    prompt = ways.fill(template, rng, colormap, {"layer": pick(LAYERS[layer], rng)})
    target = depth.encode(_layer_m(frame, layer), colormap, frame.valid if colormap == "cube" else None)
    form: dict[str, str | float] = {"colormap": colormap, "layer": layer}
    return Answer(prompt, target, template.id, "depth", form, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the layer out of the prompt; the decoded target must be it, and no nearer than the first, within bounds."""
    colormap = str(given.parameters["colormap"])
    if found := prompt_faults("layered_depth", given, colormap):
        return found
    ways = prompts("layered_depth", given.language)
    said = (ways.read(ways.template(given.template), given.prompt, colormap) or {}).get("layer", "")
    asked = next((layer for layer, names in LAYERS.items() if said in names), None)
    if asked is None or asked != given.parameters.get("layer"):
        return [f"the prompt asks for {said!r}, the metadata for {given.parameters.get('layer')!r}"]
    if frame.behind_m is None:
        return ["the truth tells no layers"]
    truth_m = (frame.depth_m if asked == "first" else np.maximum(frame.behind_m, frame.depth_m)).astype(np.float64)
    decoded_m = depth.decode(given.target, colormap).astype(np.float64)
    with np.errstate(invalid="ignore"):  # ∞ − ∞ where both are sky
        error_m = np.where(decoded_m == truth_m, 0.0, np.abs(decoded_m - truth_m))
    bound_m = depth.max_error(truth_m, colormap) * (1 + 1e-4) + 1e-6  # decoders answer in float32
    right = np.where(np.isposinf(bound_m), np.isposinf(decoded_m), error_m <= bound_m)
    wrong = frame.valid & ~right
    return [f"target depth is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []


def _layer_m(frame: Frame, layer: str) -> NDArray[np.float32]:
    if frame.behind_m is None:
        raise ValueError("nothing is known of what lies behind glass")
    return frame.behind_m if layer == "behind" else frame.depth_m


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(depth.decode(rgb, str(given.parameters["colormap"])), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×2 metres: of the layer that is asked, and of the other one."""
    layer = str(given.parameters.get("layer"))
    other = "behind" if layer == "first" else "first"
    return np.stack([_layer_m(frame, layer), _layer_m(frame, other)], axis=-1).astype(np.float64)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the scores of depth, and AbsRel by itself where the layers differ."""
    scores = metrics.depth_scores(drawn, truth[..., 0], known, RULES)
    layered = metrics.depth_scores(drawn, truth[..., 0], known & (truth[..., 0] != truth[..., 1]), RULES)
    return scores and {**scores, "AbsRel through glass": layered["AbsRel"] if layered else float("nan")}


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    scores = metrics.worst_depth_scores(truth[..., 0], known, RULES)
    return scores and {**scores, "AbsRel through glass": scores["AbsRel"]}


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    surface = known & np.isfinite(truth[..., 0])
    true_m = np.where(surface, truth[..., 0], 1)
    return np.where(surface, np.clip(np.abs(drawn.astype(np.float64) - true_m) / true_m / FULL, 0, 1), 0)


READING = Reading(
    says="Paint the metric depth of the first surface, or of what lies behind clear glass, as the prompt says.",
    colours="d metres are the share f = 1 − (1 + d/10)^−2 of the way along the colours that the prompt names; the sky "
    "is the last colour",
    decoded="""\
meta = json.loads(meta["codec_parameters"])  # "layer" is the one that was asked
depth_m = codecs.depth.decode(target, meta["colormap"])  # H×W metres""",
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    rules=ScoringRules(
        "surfaces of the layer that is asked, beyond 0.001 m; infinity counts as the largest truth of the picture",
        "sky and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "δ1–δ3, RMSE, log10, SILog, no alignment; AbsRel through glass: where the layers differ",
    ),
    nothing="no surface is in its truth",
    shades="50 % and more",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=_error,
    figures=lambda numbers: spread(numbers, METRES),
)
LAYERED_DEPTH = Task("layered_depth", answer, faults, READING)
