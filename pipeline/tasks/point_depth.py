"""Depth at a point: how far is the lamp? A disc where the thing is thickest, in the colour that its depth there has.

The colours are those of `depth` on the cube, on the grey that lies on no map: whatever is not grey is the answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.depth_options import PointDepthOptions
from ...renderers.frame import Frame
from ..codecs import depth
from ..evaluation.metrics import FARTHEST_DRAWN_M
from .draw import pick
from .instance import counted_names
from .prompts.templates import prompt_faults, prompts
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .scaled_depth import said
from .single_things import inside_px, single_things, thing_called
from .task import NOTHING, Answer, Asked, Referent, Task

RADIUS_PX = 6.0
LEAST_INSIDE_PX = 3.0  # of the thing around the middle of the disc
SLACK_PX = 1.0  # between the middle of a disc and the thickest place
SCALE = said({"lam": depth.LAMBDA, "c": depth.C}, "cube")
DEFAULTS = PointDepthOptions()
Point = tuple[int, int]  # row and column


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: PointDepthOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask how far a thing is; None where no thing in sight is the only one of its class and thick enough."""
    ways = prompts("point_depth", language)
    template = ways.choose(rng)
    for concept, number in single_things(frame, language, asked, rng):
        at = _thickest(frame, number)
        if at is not None:
            one, _ = pick(counted_names(concept, language), rng)
            prompt = ways.fill(template, rng, values={"one": one.bare, "scale": SCALE})
            target, named = _disc(frame, at), {one.bare: Referent((number,), concept)}
            return Answer(prompt, target, template.id, "depth", {"colormap": "cube"}, {}, language, named)
    return None


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the thing's name out of the prompt; the disc must lie where it is thickest, in the colour of its depth."""
    if found := prompt_faults("point_depth", given):
        return found
    ways = prompts("point_depth", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    named = thing_called(frame, values.get("one", ""), given.language)
    at = _thickest(frame, named[1]) if named else None
    if named is None or at is None:
        return [f"the prompt names {values.get('one')!r}, of which there is not one that is thick enough"]
    if values.get("scale") != SCALE:
        found.append(f"the prompt's scale is {values.get('scale')!r}, that of depth {SCALE!r}")
    if [(each.instances, each.form) for each in given.referents.values()] != [((named[1],), named[0])]:
        found.append(f"the metadata's referents are not the {named[0]} in sight")
    true_m = frame.depth_m[at].astype(np.float64)
    drawn_m, x, y = _read(given.target)
    bound_m = depth.max_error(np.array([true_m]))[0] * (1 + 1e-4) + 1e-6
    inside = inside_px(frame, named[1])
    off_px = np.hypot(x - (at[1] + 0.5), y - (at[0] + 0.5))
    if not (
        abs(drawn_m - true_m) <= bound_m and off_px <= RADIUS_PX and inside[int(y), int(x)] >= inside.max() - SLACK_PX
    ):
        found.append(f"target shows {drawn_m:.4g} m at ({x:.1f}, {y:.1f}), not the {true_m:.4g} m of the {named[0]}")
    return found


def _thickest(frame: Frame, number: int) -> Point | None:
    """Return where a thing is thickest; None where it is nowhere thick enough, or a disc there would be cut off."""
    inside = np.where(frame.valid, inside_px(frame, number), 0)
    row, column = (int(each) for each in np.unravel_index(int(inside.argmax()), inside.shape))
    (height, width), rim = frame.shape, int(RADIUS_PX) + 1
    is_whole = rim <= row < height - rim and rim <= column < width - rim
    return (row, column) if is_whole and inside.max() >= LEAST_INSIDE_PX else None


def _disc(frame: Frame, at: Point) -> RGB:
    """Return a picture of one disc, cut off where the picture ends."""
    rows, columns = np.indices(frame.shape)
    disc = np.hypot(rows - at[0], columns - at[1]) <= RADIUS_PX
    return depth.encode(np.full(frame.shape, frame.depth_m[at], np.float64), "cube", disc)


def _read(rgb: RGB) -> tuple[float, float, float]:
    """Return metres and the place across and down of what a picture shows on the map's colours; NaN: nothing."""
    depth_m, residual = depth.decode(rgb, return_residual=True)
    rows, columns = np.nonzero(residual <= depth.RESIDUAL_MAX)
    if not rows.size:
        return np.nan, np.nan, np.nan
    metres = np.minimum(depth_m[rows, columns].astype(np.float64), FARTHEST_DRAWN_M)
    return float(np.median(metres)), float(columns.mean() + 0.5), float(rows.mean() + 0.5)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    drawn_m, x, y = _read(rgb)
    return np.array([drawn_m, x * shape[1] / rgb.shape[1], y * shape[0] / rgb.shape[0]])


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W: the metres that are asked for on the thing's pixels, NaN elsewhere."""
    numbers = [number for each in getattr(given, "referents", {}).values() for number in each.instances]
    at = _thickest(frame, numbers[0]) if numbers else None
    if at is None:
        raise ValueError("nothing is known of its point")
    return np.where(frame.instance == numbers[0], float(frame.depth_m[at]), np.nan)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return AbsRel of the one depth; an answer that is not on the thing is none, and counts as the worst."""
    if not np.isfinite(truth).any():
        return None
    true_m, (drawn_m, x, y) = float(np.nanmax(truth)), drawn.tolist()
    height, width = truth.shape
    on_it = bool(np.isfinite(drawn_m)) and bool(np.isfinite(truth[min(int(y), height - 1), min(int(x), width - 1)]))
    return {"AbsRel": abs(drawn_m - true_m) / true_m, "on it": 1.0} if on_it else _worst(truth, known)


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    if not np.isfinite(truth).any():
        return None
    true_m = float(np.nanmax(truth))
    return {"AbsRel": max(true_m, FARTHEST_DRAWN_M - true_m) / true_m, "on it": 0.0}


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    scores = _score(drawn, truth, known) or {"AbsRel": 0.0}
    return np.where(np.isfinite(truth), min(1.0, scores["AbsRel"]), 0.0)


READING = Reading(
    says="Say how far one thing is, by a disc on it in the colour of its depth.",
    colours="a disc 13 px across in the colour of its depth, as in `depth` on `cube`, on (128, 128, 128)",
    decoded="""\
depth_m, residual = codecs.depth.decode(target, return_residual=True)
distance_m = float(np.median(depth_m[residual <= codecs.depth.RESIDUAL_MAX]))  # how far the thing is""",
    headline=Headline("AbsRel", "AbsRel", best=0.0, worst=np.inf, fine=0.01),
    rules=ScoringRules(
        "the middle depth of all that is drawn in colours of the map; where its middle is not on the thing, it counts "
        "as the worst there is",
        "nothing",
        "over pictures",
        "on it: share of the answers that lie on the thing",
        resized="decoded, then its place laid over the picture",
    ),
    nothing="nothing to point at is in its truth",
    shades="100 % and more, on the thing",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=_error,
    figures=lambda numbers: {"median": float(numbers[0])},
    endings=(".npy",),
)
POINT_DEPTH = Task("point_depth", answer, faults, READING)
