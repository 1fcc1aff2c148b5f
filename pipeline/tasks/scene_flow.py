"""Scene flow: how far each surface moves in the world until the next frame, right, up and towards the camera.

What stands still has none, however the camera moves. Asked of clips in which something moves by itself; the prompt
calls the next frame the second picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import SceneFlowOptions
from ...renderers.frame import Frame
from ...renderers.motion import moving_px, scene_flow
from ..codecs import CodecError
from ..codecs import scene_flow as codec
from ..evaluation.resampling import nearest
from .prompts.templates import prompt_faults, prompts
from .reading import METRES, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task

REACHES_M = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
FARTHEST = float(np.sqrt(12))  # from corner to corner of the box, in reaches
DEFAULTS = SceneFlowOptions()
Flow = NDArray[np.float64]


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: SceneFlowOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the motion until the next frame; None where there is none, or nothing but the camera moves."""
    found, reach_m = _flow_m(frame), _reach_m(frame)
    if found is None or reach_m is None or frame.other is None:
        return None
    ways = prompts("scene_flow", language)
    template = ways.choose(rng)
    prompt = ways.fill(template, rng, values=_values(reach_m))
    parameters: dict[str, str | float] = {"reach_m": reach_m}
    target, second = codec.encode(found, reach_m), np.asarray(frame.other.image)
    return Answer(prompt, target, template.id, "scene_flow", parameters, {}, language, second=second)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the reach out of the prompt, and compare each thing's decoded motion with that of its box, or its move."""
    reach_m = _reach_m(frame)
    if found := prompt_faults("scene_flow", given):
        return found
    if reach_m is None or frame.other is None or frame.motion is None or frame.motion.step is None:
        return ["the frame has no motion until a next one"]
    if given.parameters.get("reach_m") != reach_m:
        return [f"the metadata's reach is {given.parameters.get('reach_m')!r} m, that of the truth {reach_m:g} m"]
    ways = prompts("scene_flow", given.language)
    if (stated := ways.read(ways.template(given.template), given.prompt)) != _values(reach_m):
        return [f"the prompt's reach is {stated}, that of the truth {_values(reach_m)}"]
    if given.second is None or (given.second != frame.other.image).any():
        return ["the second picture is not the next frame"]
    decoded_m = codec.decode(given.target, reach_m).astype(np.float64)
    bound_m = codec.max_error(reach_m) * (1 + 1e-4) + 1e-5 * reach_m  # decoders answer in float32
    near = (np.abs(decoded_m - np.clip(_moved_m(frame), -reach_m, reach_m)) <= bound_m).all(axis=-1)
    right = np.where(frame.instance > 0, near, np.isnan(decoded_m).all(axis=-1))
    return [f"target is off by more than the codec's bound at {(~right).sum()} pixels"] if not right.all() else []


def _reach_m(frame: Frame) -> float | None:
    """Return the reach of the colours over the whole clip; None where nothing moves in it but the camera."""
    farthest_m = frame.motion.reach_m if frame.motion else 0.0
    return next((each for each in REACHES_M if farthest_m <= each), REACHES_M[-1]) if farthest_m else None


def _flow_m(frame: Frame) -> NDArray[np.float32] | None:
    return scene_flow(frame, frame.motion.step) if frame.motion and frame.motion.step else None


def _values(reach_m: float) -> dict[str, str]:
    return {"reach": f"{reach_m:g} m" if reach_m >= 1 else f"{100 * reach_m:g} cm"}


def _moved_m(frame: Frame) -> Flow:
    """Return H×W×3 metres by homogeneous matrices: what each point of the camera's space becomes, less itself."""
    view, found = frame.camera.matrix(), np.zeros((*frame.shape, 3))
    points = frame.camera.rays() * np.where(frame.instance > 0, frame.depth_m, 0)[..., None]
    step = frame.motion.step if frame.motion else None
    for move in step.moves if step else ():
        own, whole = moving_px(frame, move), np.eye(4)
        whole[:3] = np.column_stack([move.motion.of(np.eye(3)).T - np.array(move.motion.shift_m)[:, None],
                                     move.motion.shift_m])  # fmt: skip
        moved = np.linalg.inv(view) @ whole @ view
        found[own] = points[own] @ moved[:3, :3].T + moved[:3, 3] - points[own]
    return found if frame.shift_m is None else found + frame.shift_m @ np.linalg.inv(view)[:3, :3].T


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    reach_m = given.parameters["reach_m"]
    if isinstance(reach_m, str):
        raise CodecError(f"reach_m is {reach_m!r}; it must be a length above 0 m")
    return nearest(codec.decode(rgb, reach_m), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×4: motion within the reach, NaN where there is no surface, and the reach, all in metres."""
    found, reach_m = _flow_m(frame), _reach_m(frame)
    if found is None or reach_m is None:
        raise ValueError("the frame has no motion until a next one")
    within = np.clip(found.astype(np.float64), -reach_m, reach_m)
    return np.concatenate([within, np.full((*frame.shape, 1), reach_m)], axis=-1)


def _off(drawn: Numbers, truth: Numbers) -> Flow:
    """Return H×W by how many reaches motion is off: FARTHEST where none is drawn, NaN where there is no surface."""
    off = np.linalg.norm(drawn.astype(np.float64) - truth[..., :3], axis=-1) / truth[..., 3]
    return np.where(np.isnan(drawn).any(axis=-1) & ~np.isnan(truth[..., 0]), FARTHEST, off)


def _scores(off: Flow, truth: Numbers, known: Mask) -> Scores | None:
    """Return the scores of errors; what moves and what stands weigh the same, as most of a picture stands."""
    there, moves = known & ~np.isnan(truth[..., 0]), np.abs(truth[..., :3]).max(axis=-1) > 0
    areas = [area for area in (there & moves, there & ~moves) if area.any()]
    if not areas:
        return None
    means = [float(off[area].mean()) for area in areas]
    return {"EPE %": 100 * float(np.mean(means)), "EPE m": float(np.mean(means)) * float(truth[0, 0, 3])}


READING = Reading(
    says="Paint how far each surface moves in the world from one frame to the next, right, up and towards the camera.",
    colours="along each axis, from the channel's value 33 at the prompt's reach to the left, down and away over "
    "144 for what stands still to 255; black is no surface",
    decoded="""\
flow_m = codecs.scene_flow.decode(target, **json.loads(meta["codec_parameters"]))  # H×W×3: right, up, near, or NaN""",
    headline=Headline("EPE %", "EPE %", best=0.0, worst=100 * FARTHEST, fine=1.0, unit=" %"),
    rules=ScoringRules(
        "every surface, what moves beyond the reach at its end; where no motion is drawn it is as wrong as can be",
        "the sky, and what is unknown in the truth",
        "over what moves and over what stands in a picture, of the same weight, then over pictures",
        "EPE %: the mean end-point error in % of the reach; EPE m: the same in metres",
    ),
    nothing="no motion is in its truth",
    shades="the reach",
    decode=_decode,
    truth=_truth,
    score=lambda drawn, truth, known: _scores(_off(drawn, truth), truth, known),
    worst=lambda truth, known: _scores(np.full(truth.shape[:2], FARTHEST), truth, known),
    error=lambda drawn, truth, known: np.where(known, np.clip(np.nan_to_num(_off(drawn, truth)), 0, 1), 0.0),
    figures=lambda numbers: spread(np.linalg.norm(numbers, axis=-1), METRES),
)
SCENE_FLOW = Task("scene_flow", answer, faults, READING, shows_two=True)
