"""Relative pose: where the camera of a second picture stands in the first, drawn as its three axes in perspective.

Asked where that place is in sight: within the picture, and before whatever is seen there. The lines join the middle of
the camera with places of a stated length to its right, above it and ahead of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import RelativePoseOptions
from ...renderers.frame import Frame
from ...scenes.cameras import Camera
from ..codecs import masks
from ..evaluation.resampling import nearest
from .edges import lines_f1
from .labelled import error, numbered
from .lines import LINE_PX, Place, off_px
from .listed import listing, listing_faults
from .prompts.templates import prompts
from .reading import RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape
from .task import NOTHING, Answer, Asked, Task

AXES = {"right": (1.0, 0.0, 0.0), "up": (0.0, 1.0, 0.0), "ahead": (0.0, 0.0, -1.0)}  # of the camera, whose −z is ahead
NAMES = tuple(f"{name} axis" for name in AXES)  # later ones lie over others
LENGTHS_M = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
LEAST_SHARE = 0.1  # of the picture's width, that an axis of the length would have across the line of sight
NEAREST_M = 0.3  # to the first camera
LEAST_PX = 25  # of each axis: one along the line of sight is a disc of 20
STEPS, SLACK_PX = 2000, 0.3  # points of an axis that `faults` projects one by one, and what it allows beside a line
DEFAULTS = RelativePoseOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: RelativePoseOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the axes of another view's camera; None where none is in sight, or their axes do not show."""
    other, length_m = _shown(frame) or (None, 0.0)
    listed = listing("relative_pose", NAMES, rng, language, {"length": _said(length_m)})
    if other is None or listed is None:
        return None
    target = masks.encode(_drawn(frame, other.camera, length_m), numbered(listed))
    form = listed.parameters | {"length_m": length_m}
    return Answer(listed.prompt, target, listed.template, "masks", form, listed.palette, language, {}, other.image)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the length out of the prompt; lines must lie where points of the axes, each by itself, are projected.

    Where lines cross, any of them is right.
    """
    if found := listing_faults("relative_pose", given):
        return found
    ways, shown = prompts("relative_pose", given.language), _shown(frame)
    said = (ways.read(ways.template(given.template), given.prompt) or {})["length"]
    if shown is None or given.second is None:
        return ["the camera of another view is not in sight"]
    other, length_m = shown
    if said != _said(length_m) or given.parameters.get("length_m") != length_m:
        found.append(f"the prompt's axes are {said} long; they must be {_said(length_m)}")
    if tuple(name for name in given.palette if name) != NAMES:
        return [*found, f"the prompt lists {sorted(given.palette)}; it must be {', '.join(NAMES)}"]
    if (given.second != other.image).any():
        found.append("the second picture is not the other view")
    labels = masks.decode(given.target, numbered(given))
    off = {number: _points_off_px(frame, other.camera, axis, length_m) for number, axis in enumerate(AXES, 1)}
    wrong = (labels == 0) & (np.min([*off.values()], axis=0) <= LINE_PX / 2 - SLACK_PX)
    for number, gap_px in off.items():
        wrong |= (labels == number) & (gap_px > LINE_PX / 2 + SLACK_PX)
    wrong &= frame.valid
    return found + ([f"target shows other axes than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def _said(length_m: float) -> str:
    return f"{length_m:g} m"


def _shown(frame: Frame) -> tuple[Frame, float] | None:
    """Return the first of the other views whose camera shows, and how long its axes are drawn; None where none does."""
    for other in frame.others:
        length_m = _length_m(frame, other.camera)
        labels = None if length_m is None else _drawn(frame, other.camera, length_m)
        if labels is not None and length_m is not None:
            least_px = min(np.count_nonzero(labels == number) for number, _ in enumerate(AXES, 1))
            if least_px >= LEAST_PX:
                return other, length_m
    return None


def _length_m(frame: Frame, camera: Camera) -> float | None:
    """Return how long the axes of a camera are drawn; None where it is not in sight."""
    (at,) = _seen_px(frame.camera, [camera.location_m])
    depth_m = _depths_m(frame.camera, [camera.location_m])[0]
    height, width = frame.shape
    inside = depth_m >= NEAREST_M and 0 <= at[0] < width and 0 <= at[1] < height
    if not inside or frame.depth_m[int(at[1]), int(at[0])] < depth_m:
        return None
    px_per_m = frame.camera.focal_px / depth_m
    return next((each for each in LENGTHS_M if each * px_per_m >= LEAST_SHARE * width), None)


def _ends(camera: Camera, other: Camera, length_m: float) -> dict[str, tuple[Place, Place]]:
    """Return where both ends of each axis of the other camera are seen; nothing where one lies behind the first."""
    places = [other.location_m + length_m * (other.matrix()[:3, :3] @ axis) for axis in AXES.values()]
    if min(_depths_m(camera, places)) < NEAREST_M:
        return {}
    middle, *tips = _seen_px(camera, [other.location_m, *places])
    return {name: (middle, tip) for name, tip in zip(AXES, tips, strict=True)}


def _drawn(frame: Frame, other: Camera, length_m: float) -> NDArray[np.int64]:
    """Return H×W: the number of the axis that is drawn at each pixel, from 1; 0 for none."""
    labels = np.zeros(frame.shape, np.int64)
    for number, ends in enumerate(_ends(frame.camera, other, length_m).values(), 1):
        labels[off_px([ends], frame.shape) <= LINE_PX / 2] = number
    return labels


def _points_off_px(frame: Frame, other: Camera, axis: str, length_m: float) -> NDArray[np.float64]:
    """Return H×W how far each pixel's centre lies from the nearest of many points of an axis; inf where that is far.

    They are projected by matrices alone.
    """
    camera = frame.camera
    steps_m = np.linspace(0, length_m, STEPS)[:, None] * np.array(AXES[axis])
    in_world = np.c_[steps_m, np.ones(STEPS)] @ other.matrix().T
    in_camera = in_world @ np.linalg.inv(camera.matrix()).T
    projected = (in_camera[:, :3] * (1, -1, -1)) @ camera.intrinsics().T
    points = projected[:, :2] / projected[:, 2:]
    return off_px(((point, point) for point in map(tuple, points.tolist())), frame.shape)


def _depths_m(camera: Camera, places: object) -> list[float]:
    pose = camera.matrix()
    depths: list[float] = (-((np.asarray(places) - pose[:3, 3]) @ pose[:3, 2])).tolist()
    return depths


def _seen_px(camera: Camera, places: object) -> Iterator[Place]:
    """Yield where places in the world are seen, across and down; those behind the camera wherever."""
    pose = camera.matrix()
    for x, y, z in ((np.asarray(places) - pose[:3, 3]) @ pose[:3, :3]).tolist():
        depth_m = max(-z, 1e-6)
        yield camera.cx_px + camera.focal_px * x / depth_m, camera.cy_px - camera.focal_px * y / depth_m


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(masks.decode(rgb, numbered(given)), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    shown = _shown(frame)
    if shown is None:
        raise ValueError("no other view's camera is in sight")
    return _drawn(frame, shown[0].camera, shown[1])


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    """Return the mean over the axes of F1: lines within the tolerance of their own are right, or found."""
    scores = {
        f"F1 {name}": lines_f1((drawn == number) & known, truth == number)
        for number, name in enumerate(AXES, 1)
        if (truth == number).any()
    }
    return {"F1": float(np.mean([*scores.values()])), **scores} if scores else None


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    scores = {f"F1 {name}": 0.0 for number, name in enumerate(AXES, 1) if (truth == number).any()}
    return {"F1": 0.0, **scores} if scores else None


READING = Reading(
    says="Draw the axes of the camera that took a second picture where it stands in the first.",
    colours="lines 5 px wide in the colours that the prompt lists; the rest is black, unless it gives it a colour",
    decoded="""\
palette = json.loads(meta["palette"])
palette.setdefault("", (0, 0, 0))  # where no axis is
places = codecs.masks.decode(target, dict(enumerate(palette.values())))
found = {name: places == place for place, name in enumerate(palette) if name}  # a mask H×W for each axis""",
    headline=Headline("F1", "F1", best=1.0, worst=0.0, fine=0.99),
    rules=ScoringRules(
        "every pixel of a line, drawn or true: right within 0.75 % of the diagonal of a line of its axis",
        "what is unknown in the truth",
        "over the axes of a picture, then over pictures",
        "F1 of each axis by itself",
    ),
    nothing="the other camera is not in its truth",
    shades="another axis, or one where none is",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=error,
    figures=lambda numbers: {name: float((numbers == number).mean()) for number, name in enumerate(AXES, 1)},
)
RELATIVE_POSE = Task("relative_pose", answer, faults, READING, shows_two=True)
