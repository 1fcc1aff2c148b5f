"""Metric planar depth on a curve that the prompt states: by what some colours mean in metres, from the nearest on.

`depth` has the paper's curve for everything, so that a step of its colours at 80 m is 2 m. Here a recipe names curves:
those of CURVES, which are the paper's with another scale, its own λ and c, or a range of metres in even steps, beyond
which everything has the colours of the ends. A curve is asked of a frame only where it tells its depths apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...manifests.benchmark import DEPTH_PROTOCOLS
from ...manifests.depth_options import CurveName, CurveOptions, ScaledDepthOptions
from ...renderers.frame import Frame
from ..codecs import CodecError, colormaps, depth, ramp
from ..evaluation import metrics
from ..evaluation.resampling import nearest
from .draw import draw, ordered
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task, is_patchy

CURVES: dict[CurveName, float] = {"near": 1.0, "rooms": 4.0, "streets": 40.0, "aerial": 200.0}  # −λ c in metres
COLOURS = {  # what the colours at even steps along each map are called
    "cube": ("black", "red", "yellow", "green", "cyan", "blue", "magenta", "white"),
    "plasma": ("dark blue", "purple", "pink", "orange", "yellow"),
    "inferno": ("black", "purple", "red", "orange", "pale yellow"),
    "viridis": ("dark purple", "blue", "teal", "green", "yellow"),
    "gray": ("black", "dark grey", "mid grey", "light grey", "white"),
}
MOST_OFF = 0.01  # the mean bound of a depth, as a share of it, of a curve that tells a frame's depths apart
LEAST_INSIDE = 0.5  # of the surfaces lie within a range that is asked
FULL = 1.0  # the share of the depth by which a drawing is off that is shown as white
DEFAULTS = ScaledDepthOptions()
RULES = DEPTH_PROTOCOLS["all"]
Curve = dict[str, float]  # {lam, c} of the codec `depth`, or {low, high} of the codec `ramp`
Metres = NDArray[np.float64]


def curve_of(name: str, options: CurveOptions) -> Curve:
    """Return the curve that a recipe means by a name: its own numbers, or those of CURVES."""
    if options.lam is not None and options.c is not None:
        return {"lam": options.lam, "c": options.c}
    if options.near_m is not None and options.far_m is not None:
        return {"low": options.near_m, "high": options.far_m}
    scale_m = next(metres for each, metres in CURVES.items() if each == name)
    return {"lam": depth.LAMBDA, "c": scale_m / -depth.LAMBDA}


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: ScaledDepthOptions | None = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for depth on one of the curves; None where none tells it apart, or more than 5 % of the frame is invalid.

    Only the cube has a colour for what is invalid, so it is the map of every frame that has such pixels.
    """
    chosen = options or DEFAULTS
    colormap = draw(chosen.colormaps, rng) if frame.valid.all() else "cube"
    weights = {name: chosen.curves[name].weight for name in sorted(chosen.curves)}
    curves = [curve_of(name, chosen.curves[name]) for name in ordered(weights, rng)]
    curve = next((each for each in curves if not is_patchy(frame) and _tells_apart(frame, each, colormap)), None)
    if curve is None:
        return None
    ways = prompts("scaled_depth", language)
    template = ways.choose(rng, colormap)
    prompt = ways.fill(template, rng, colormap, {"scale": said(curve, colormap)})
    known = frame.valid if colormap == "cube" else None
    if "lam" in curve:
        target = depth.encode(frame.depth_m, colormap, known, lam=curve["lam"], c=curve["c"])
    else:
        target = ramp.encode(frame.depth_m, curve["low"], curve["high"], colormap, known)
    parameters: dict[str, str | float] = {"colormap": colormap, **curve}
    return Answer(prompt, target, template.id, "depth" if "lam" in curve else "ramp", parameters, {}, language)


def said(curve: Curve, colormap: str) -> str:
    """Return what some colours of a map mean, as in "black 0 m, red 0.801 m … white infinity"."""
    names, table = COLOURS[colormap], colormaps.table(colormap)
    places = np.rint(np.linspace(0, len(table) - 1, len(names))).astype(np.intp)
    metres = _decoded(table[places][None], curve, colormap)[0].tolist()
    return ", ".join(f"{name} {_written(each)}" for name, each in zip(names, metres, strict=True))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare what the prompt says of the colours with the metadata, and the decoded target with the truth."""
    try:
        colormap, curve = _coded(given)
        stated = said(curve, colormap)
    except CodecError as error:
        return [f"the metadata state no curve: {error}"]
    if found := prompt_faults("scaled_depth", given, colormap):
        return found
    ways = prompts("scaled_depth", given.language)
    values = ways.read(ways.template(given.template), given.prompt, colormap) or {}
    if values.get("scale") != stated:
        return [f"the prompt's scale is {values.get('scale')!r}, that of the metadata {stated!r}"]
    if given.codec != ("depth" if "lam" in curve else "ramp"):
        return [f"the codec is {given.codec!r}, which has no such curve"]
    truth_m = _within(frame.depth_m.astype(np.float64), curve)
    decoded_m, bound_m = _decoded(given.target, curve, colormap), _bound(truth_m, curve, colormap)
    with np.errstate(invalid="ignore"):  # ∞ − ∞ where both are sky
        error_m = np.where(decoded_m == truth_m, 0.0, np.abs(decoded_m - truth_m))
    slack_m = 1e-4 * np.where(np.isinf(bound_m), 0, bound_m) + 1e-6 * (1 + np.where(np.isinf(truth_m), 0, truth_m))
    wrong = frame.valid & ~np.where(np.isposinf(bound_m), np.isposinf(decoded_m), error_m <= bound_m + slack_m)
    return [f"target depth is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []


def _written(metres: float) -> str:
    return "infinity" if np.isinf(metres) else f"{float(f'{metres:.3g}'):.10g} m"


def _within(depth_m: Metres, curve: Curve) -> Metres:
    """Return what is painted of depths: those within the range, where the curve has one."""
    return np.clip(depth_m, curve["low"], curve["high"]) if "low" in curve else depth_m


def _bound(depth_m: Metres, curve: Curve, colormap: str) -> Metres:
    """Return by how much depths come back wrong at most; +inf where they are painted as infinity."""
    if "lam" in curve:
        return depth.max_error(depth_m, colormap, lam=curve["lam"], c=curve["c"])
    return np.full(depth_m.shape, ramp.max_error(curve["low"], curve["high"], colormap))


def _decoded(rgb: RGB, curve: Curve, colormap: str) -> Metres:
    """Return metres; NaN where a colour is none of the map's, on a range."""
    if "lam" in curve:
        return depth.decode(rgb, colormap, lam=curve["lam"], c=curve["c"]).astype(np.float64)
    return ramp.decode(rgb, curve["low"], curve["high"], colormap).astype(np.float64)


def _tells_apart(frame: Frame, curve: Curve, colormap: str) -> bool:
    surface_m = frame.depth_m[frame.valid & np.isfinite(frame.depth_m)].astype(np.float64)
    within_m = _within(surface_m, curve)
    inside = surface_m[surface_m == within_m]
    if not inside.size or inside.size < LEAST_INSIDE * surface_m.size:
        return False
    return bool(np.mean(_bound(within_m, curve, colormap) / within_m) <= MOST_OFF)


def _coded(given: Coded) -> tuple[str, Curve]:
    """Return the colour map and the curve of a sample's parameters; raises CodecError."""
    names: Mapping[str, object] = given.parameters
    curve = {name: names[name] for name in ("lam", "c", "low", "high") if name in names}
    numbers = {name: float(each) for name, each in curve.items() if isinstance(each, int | float)}
    if numbers.keys() != curve.keys() or set(curve) not in ({"lam", "c"}, {"low", "high"}):
        raise CodecError(f"the curve is {curve}; it must have numbers as lam and c, or as low and high")
    colormap = str(names.get("colormap"))
    if colormap not in COLOURS:
        raise CodecError(f"the colour map is {colormap!r}; it must be one of {', '.join(COLOURS)}")
    return colormap, numbers


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    colormap, curve = _coded(given)
    return nearest(_decoded(rgb, curve, colormap), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W metres, within the range if there is one; the sky stays +inf."""
    depth_m = frame.depth_m.astype(np.float64)
    return np.where(np.isfinite(depth_m), _within(depth_m, _coded(given)[1]), np.inf)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the scores of depth; what is drawn farther than `depth` can draw is clamped to that, or to the truth."""
    surface_m = truth[known & np.isfinite(truth)]
    most_m = max(metrics.FARTHEST_DRAWN_M, float(surface_m.max(initial=0)))
    clamped_m = np.where(np.isposinf(drawn), drawn, np.minimum(drawn, most_m))
    return metrics.depth_scores(clamped_m.astype(np.float32), truth.astype(np.float32), known, RULES)


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> Metres:
    surface = known & np.isfinite(truth) & (truth > 0)
    share = np.abs(np.nan_to_num(drawn.astype(np.float64), nan=0.0, posinf=np.inf) - np.where(surface, truth, 0))
    return np.where(surface, np.clip(share / np.where(surface, truth, 1) / FULL, 0, 1), 0)


READING = Reading(
    says="Paint metric depth on a curve that the prompt states: what some colours mean in metres.",
    colours="metres as the prompt says of some colours, and between them along its colour map; beyond a range, and in "
    "the sky, the colours of the ends",
    decoded="""\
codec = {"depth": codecs.depth, "ramp": codecs.ramp}[meta["codec"]]
depth_m = codec.decode(target, **json.loads(meta["codec_parameters"]))  # H×W metres""",
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    rules=ScoringRules(
        "surfaces beyond 0.001 m, their depth clipped to the range, if one is stated; infinity counts as the largest "
        f"truth of the picture, and what is drawn beyond it and {metrics.FARTHEST_DRAWN_M:g} m as the larger of these",
        "sky and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "δ1–δ3, RMSE, log10, SILog; no alignment",
    ),
    nothing="no surface is in its truth",
    shades="100 % and more",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=lambda truth, known: metrics.worst_depth_scores(truth.astype(np.float32), known, RULES),
    error=_error,
    figures=lambda numbers: spread(numbers, METRES),
)
SCALED_DEPTH = Task("scaled_depth", answer, faults, READING)
