"""Position in the camera's space: how far right, up and ahead each point lies, as red, green and blue."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import TaskOptions
from ...renderers.frame import Frame
from ..codecs import CodecError, position
from ..evaluation.resampling import nearest
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task, is_patchy

REACHES_M = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
INSIDE_SHARE = 0.9  # of the surfaces lie within the reach that is taken
FARTHEST = float(np.sqrt(12))  # from corner to corner of the box, in reaches
DEFAULTS = TaskOptions()
Points = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: TaskOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for positions; None where more than 5 % of the frame is invalid, or most surfaces lie out of every reach."""
    reach_m = None if is_patchy(frame) else _reach_m(frame)
    if reach_m is None:
        return None
    ways = prompts("position", language)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values=_values(reach_m))
    target = position.encode(np.where(frame.valid[..., None], points_m(frame), np.nan), reach_m)
    return Answer(prompt, target, template.id, "position", {"reach_m": reach_m}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the ends out of the prompt, and project the decoded points: each must lie in its pixel, at its depth."""
    reach_m = _reach_m(frame)
    if found := prompt_faults("position", given):
        return found
    if reach_m is None or given.parameters.get("reach_m") != reach_m:
        return [f"the metadata's reach is {given.parameters.get('reach_m')!r} m, that of the truth {reach_m} m"]
    ways = prompts("position", given.language)
    stated = ways.read(ways.template(given.template), given.prompt)
    if stated != _values(reach_m):
        return [f"the prompt's ends are {stated}, those of the truth {_values(reach_m)}"]
    wrong = frame.valid & ~_agrees(frame, position.decode(given.target, reach_m).astype(np.float64), reach_m)
    return [f"target is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []


def points_m(frame: Frame) -> Points:
    """Return H×W×3 metres to the right, up and ahead of the camera, +inf where there is no surface."""
    surface = np.isfinite(frame.depth_m)
    along = frame.camera.rays() * (1, 1, -1)
    return np.where(surface[..., None], along * np.where(surface, frame.depth_m, 0)[..., None], np.inf)


def _reach_m(frame: Frame) -> float | None:
    surfaces_m = points_m(frame)[frame.valid & np.isfinite(frame.depth_m)]
    fitting = (reach for reach in REACHES_M if _inside(surfaces_m, reach).mean() >= INSIDE_SHARE)
    return next(fitting, None) if len(surfaces_m) else None


def _inside(points: Points, reach_m: float) -> Mask:
    share = points / reach_m - position.LOW
    return np.asarray(((share >= 0) & (share <= 2)).all(axis=-1))


def _values(reach_m: float) -> dict[str, str]:
    return {"reach": f"{reach_m:g} m", "depth": f"{2 * reach_m:g} m"}


def _agrees(frame: Frame, decoded_m: Points, reach_m: float) -> Mask:
    """Return H×W whether decoded points are those of the truth: the box is told by pinhole geometry, not by rays."""
    camera, depth_m = frame.camera, frame.depth_m.astype(np.float64)
    v, u = np.indices(frame.shape) + 0.5
    surface = np.isfinite(depth_m)
    ahead_m = np.where(surface, depth_m, 0)
    right_m, up_m = (u - camera.cx_px) / camera.focal_px * ahead_m, (camera.cy_px - v) / camera.focal_px * ahead_m
    truth_m = np.stack([right_m, up_m, ahead_m], axis=-1)
    bound_m = position.max_error(reach_m) * (1 + 1e-4) + 1e-5 * reach_m  # decoders answer in float32
    near = (np.abs(decoded_m - truth_m) <= bound_m).all(axis=-1)
    margin = np.abs(np.stack([right_m, up_m, ahead_m - reach_m], axis=-1)).max(axis=-1) / reach_m - 1
    nothing = np.isnan(decoded_m).all(axis=-1)
    return np.where(surface & (margin <= 0), near, nothing) | (np.abs(margin) < 1e-6)


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    reach_m = given.parameters["reach_m"]
    if isinstance(reach_m, str):
        raise CodecError(f"reach_m is {reach_m!r}; it must be a length above 0 m")
    return nearest(position.decode(rgb, reach_m), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×4: points, NaN where there is none within the reach, and the reach, all in metres."""
    points, reach_m = points_m(frame), _reach_m(frame) or np.nan
    inside = _inside(points, reach_m)[..., None]
    return np.concatenate([np.where(inside, points, np.nan), np.full((*frame.shape, 1), reach_m)], axis=-1)


def _off(drawn: Numbers, truth: Numbers) -> NDArray[np.float64]:
    """Return H×W by how many reaches points are off: FARTHEST where none is drawn, NaN where none is true."""
    off = np.linalg.norm(drawn.astype(np.float64) - truth[..., :3], axis=-1) / truth[..., 3]
    return np.where(np.isnan(drawn).any(axis=-1) & ~np.isnan(truth[..., 0]), FARTHEST, off)


def _scores(off: NDArray[np.float64], reach_m: float) -> Scores | None:
    if not off.size:
        return None
    return {
        "error %": float(100 * off.mean()),
        "mean m": float(off.mean() * reach_m),
        "<5 %": float((off < 0.05).mean()),
    }


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    return _scores(_off(drawn, truth)[known & ~np.isnan(truth[..., 0])], float(truth[0, 0, 3]))


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    count = np.count_nonzero(known & ~np.isnan(truth[..., 0]))
    return _scores(np.full(count, FARTHEST), float(truth[0, 0, 3]))


READING = Reading(
    says="Paint where everything is: how far right, up and ahead of the camera, as red, green and blue.",
    colours="along each axis, from the channel's value 32 at one end to 255 at the other, in even steps; black is what "
    "lies beyond an end, and the sky",
    decoded="""\
points_m = codecs.position.decode(target, **json.loads(meta["codec_parameters"]))  # H×W×3: right, up, ahead, or NaN""",
    headline=Headline("error %", "error %", best=0.0, worst=100 * FARTHEST, fine=1.0, unit=" %"),
    rules=ScoringRules(
        "surfaces within the ends; where no point is drawn it is as far off as the box is wide",
        "what lies beyond the ends, the sky, and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "error %: the mean distance of drawn points from true ones in % of the reach; mean m: the same in metres; "
        "<5 %: share of the pixels off by less than 5 % of the reach",
    ),
    nothing="no surface in its truth lies within the ends",
    shades="half the reach and more",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=lambda drawn, truth, known: np.where(known, np.nan_to_num(np.clip(2 * _off(drawn, truth), 0, 1)), 0.0),
    figures=lambda numbers: spread(numbers[..., 2], METRES),
)
POSITION = Task("position", answer, faults, READING)
