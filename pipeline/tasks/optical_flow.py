"""Optical flow: where each pixel of a frame is in the next one, the hue its direction, the saturation its length.

Asked of frames with a next one, which the prompt calls the second picture. What something hides there has flow, too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import OpticalFlowOptions
from ...renderers.frame import Frame
from ...renderers.motion import Step, moving_px, optical_flow
from ..codecs import CodecError, flow
from ..evaluation.resampling import nearest
from .prompts.templates import prompt_faults, prompts
from .reading import PLAIN, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task

REACHES_PX = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)
OUTLIER_PX, OUTLIER_SHARE = 3.0, 0.05  # off by more than both, as KITTI counts outliers
FARTHEST = 2.0  # reaches, from end to end
DEFAULTS = OpticalFlowOptions()
Flow = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: OpticalFlowOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the flow to the next frame; None where there is none, nothing moves in the clip, or flow is not known."""
    reach_px, found = _reach_px(frame), _flow_px(frame)
    if reach_px is None or found is None or frame.other is None or not np.isfinite(found).all():
        return None
    ways = prompts("optical_flow", language)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values=_values(reach_px))
    target = flow.encode(found, reach_px)
    parameters: dict[str, str | float] = {"reach_px": reach_px}
    return Answer(prompt, target, template.id, "flow", parameters, {}, language, second=np.asarray(frame.other.image))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the reach out of the prompt, and project every point anew, by matrices, into the next frame's picture."""
    reach_px = _reach_px(frame)
    if found := prompt_faults("optical_flow", given):
        return found
    if reach_px is None or frame.other is None or frame.motion is None or frame.motion.step is None:
        return ["the frame has no flow to a next one"]
    if given.parameters.get("reach_px") != reach_px:
        return [f"the metadata's reach is {given.parameters.get('reach_px')!r} px, that of the truth {reach_px:g} px"]
    ways = prompts("optical_flow", given.language)
    stated = ways.read(ways.template(given.template), given.prompt)
    if stated != _values(reach_px):
        return [f"the prompt's reach is {stated}, that of the truth {_values(reach_px)}"]
    if given.second is None or (given.second != frame.other.image).any():
        return ["the second picture is not the next frame"]
    decoded = flow.decode(given.target, reach_px).astype(np.float64)
    bound_px = flow.max_error(reach_px) * (1 + 1e-4) + 1e-3  # decoders answer in float32
    truth = _within(_projected(frame, frame.motion.step), reach_px)
    wrong = ~(np.linalg.norm(decoded - truth, axis=-1) <= bound_px)
    return [f"target is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []


def _reach_px(frame: Frame) -> float | None:
    """Return the reach that the colours have over the whole clip; None where nothing moves in it, or it has no clip."""
    longest_px = frame.motion.reach_px if frame.motion else 0.0
    return next((each for each in REACHES_PX if longest_px <= each), REACHES_PX[-1]) if longest_px else None


def _flow_px(frame: Frame) -> NDArray[np.float32] | None:
    return optical_flow(frame, frame.motion.step) if frame.motion and frame.motion.step else None


def _values(reach_px: float) -> dict[str, str]:
    return {"reach": f"{reach_px:g} px"}


def _within(flow_px: Flow, reach_px: float) -> Flow:
    """Return flow H×W×2, what is longer than the reach as long as that."""
    length = np.linalg.norm(flow_px, axis=-1, keepdims=True)
    return np.asarray(flow_px * np.minimum(1, reach_px / np.maximum(length, 1e-9)))


def _projected(frame: Frame, step: Step) -> Flow:
    """Return H×W×2 the flow by homogeneous matrices from pixels to pixels, and from what the next frame's camera is."""
    after = frame.other or frame
    flip, sky = np.diag((1.0, -1.0, -1.0)), np.isinf(frame.depth_m)
    v, u = np.indices(frame.shape) + 0.5
    pixels = np.stack([u, v, np.ones_like(u)], axis=-1)
    ahead = pixels @ (flip @ np.linalg.inv(frame.camera.intrinsics())).T
    points = np.concatenate([np.where(sky[..., None], ahead, ahead * np.where(sky, 0, frame.depth_m)[..., None]),
                             ~sky[..., None]], axis=-1) @ frame.camera.matrix().T  # fmt: skip
    for move in step.moves:
        own, turn = moving_px(frame, move), move.motion
        points[own, :3] = turn.of(points[own, :3])
    if frame.shift_m is not None:
        points[..., :3] += frame.shift_m
    seen = points @ np.linalg.inv(after.camera.matrix()).T[:, :3] @ (after.camera.intrinsics() @ flip).T
    return np.asarray(seen[..., :2] / seen[..., 2:] - pixels[..., :2])


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    reach_px = given.parameters["reach_px"]
    if isinstance(reach_px, str):
        raise CodecError(f"reach_px is {reach_px!r}; it must be a length above 0 px")
    return nearest(flow.decode(rgb, reach_px), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×3: the flow in pixels, no longer than the reach, and the reach."""
    found, reach_px = _flow_px(frame), _reach_px(frame)
    if found is None or reach_px is None:
        raise ValueError("the frame has no flow to a next one")
    return np.concatenate([_within(found.astype(np.float64), reach_px), np.full((*frame.shape, 1), reach_px)], axis=-1)


def _off_px(drawn: Numbers, truth: Numbers) -> Flow:
    """Return H×W by how many pixels flow ends elsewhere; as far as can be where none is drawn."""
    off = np.linalg.norm(drawn.astype(np.float64) - truth[..., :2], axis=-1)
    return np.where(np.isnan(off), _farthest_px(truth), off)


def _farthest_px(truth: Numbers) -> Flow:
    return np.asarray(np.linalg.norm(truth[..., :2], axis=-1) + truth[..., 2])


def _scores(off_px: Flow, truth: Numbers, known: Mask) -> Scores | None:
    counts = known & np.isfinite(truth).all(axis=-1)
    if not counts.any():
        return None
    long_px = np.linalg.norm(truth[..., :2], axis=-1)
    outlier = (off_px > OUTLIER_PX) & (off_px > OUTLIER_SHARE * long_px)
    mean_px = float(off_px[counts].mean())
    return {
        "EPE %": 100 * mean_px / float(truth[0, 0, 2]),
        "EPE px": mean_px,
        "outliers": float(outlier[counts].mean()),
    }


READING = Reading(
    says="Paint how far and in which direction each pixel moves from one frame to the next.",
    colours="the hue is the direction, from red (right) over yellow-green (down), cyan (left) and violet (up); the "
    "saturation the length, from white (0) to full at the reach that the prompt states; the value is full",
    decoded="""\
flow_px = codecs.flow.decode(target, **json.loads(meta["codec_parameters"]))  # H×W×2: right, down, or NaN""",
    headline=Headline("EPE %", "EPE %", best=0.0, worst=100 * FARTHEST, fine=0.6, unit=" %"),
    rules=ScoringRules(
        "every pixel, what is longer than the reach as long as that; where none is drawn it is as wrong as can be",
        "what is then behind the camera, and what is unknown in the truth",
        "over the pixels of a picture, then over pictures",
        "EPE %: the mean end-point error in % of the reach; EPE px: the same in pixels; outliers: share of the pixels "
        "off by more than 3 px and more than 5 %",
    ),
    nothing="no flow is in its truth",
    shades="the reach",
    decode=_decode,
    truth=_truth,
    score=lambda drawn, truth, known: _scores(_off_px(drawn, truth), truth, known),
    worst=lambda truth, known: _scores(_farthest_px(truth), truth, known),
    error=lambda drawn, truth, known: np.where(known, np.clip(_off_px(drawn, truth) / truth[..., 2], 0, 1), 0.0),
    figures=lambda numbers: spread(np.linalg.norm(numbers, axis=-1), PLAIN),
)
OPTICAL_FLOW = Task("optical_flow", answer, faults, READING, shows_two=True)
