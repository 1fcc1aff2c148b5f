"""Novel view: the picture that another camera takes of the same scene; the prompt says how to go there.

The target is the render of that camera as it is: nothing is coded in its colours. Asked where the first picture shows
so much of what the other one sees that it can be drawn rather than made up.
"""

from __future__ import annotations

import numpy as np

from ...manifests.task_options import NovelViewOptions
from ...renderers.frame import Frame
from ...scenes.cameras import Camera
from .pictured import BEFORE, BRIGHTEST_DB, DARKEST_DB, DECODED, TARGET, decode, error, figures, off, psnr
from .prompts.templates import prompt_faults, prompts
from .reading import Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules
from .task import NOTHING, Answer, Asked, Task
from .two_views import gone, read_way, seen_by_both, way

LEAST_IN_BOTH = 0.3  # of the surface in the other picture is in the first, too
ROUNDED_M, ROUNDED_DEG = 0.01, 0.2  # from the place and the attitude that the prompt says, at most
CENTRED_PX = 1.0  # of the optical axis from the middle of the picture
DEFAULTS = NovelViewOptions()
SEEN = 6  # channel of the truth, after those of both pictures


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: NovelViewOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the scene's other view; None where there is none, or the two have too little in common."""
    other = frame.other
    along = way(frame.camera, other.camera) if other else None
    if other is None or along is None or not _is_shown(frame, other):
        return None
    ways = prompts("novel_view", language)
    template = ways.choose(rng)
    values = {"move": along.move, "turn": along.turn, "lens": _lens(other.camera)}
    prompt = ways.fill(template, rng, values=values)
    return Answer(prompt, other.image, template.id, "picture", {}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the way out of the prompt and go it: the other camera must stand there, and the target be its picture."""
    if found := prompt_faults("novel_view", given):
        return found
    ways, other = prompts("novel_view", given.language), frame.other
    said = ways.read(ways.template(given.template), given.prompt) or {}
    along = read_way(said["move"], said["turn"])
    there = gone(frame.camera, along) if along else None
    if there is None or other is None:
        return [f"the prompt's way is {said['move']!r} and {said['turn']!r}, and there is no such view"]
    if not _is_shown(frame, other):
        found.append("the two views have too little in common")
    place_m, rotation = there
    off_m = float(np.linalg.norm(place_m - other.camera.location_m))
    cosine = (np.trace(rotation.T @ other.camera.matrix()[:3, :3]) - 1) / 2
    off_deg = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    if off_m > ROUNDED_M or off_deg > ROUNDED_DEG:
        found.append(f"the prompt leads {off_m:.3g} m and {off_deg:.3g}° away from the other view")
    if said["lens"] != _lens(other.camera):
        found.append(f"the prompt says {said['lens']!r}, and the other view is {_lens(other.camera)!r} wide")
    wrong = (given.target != other.image).any(axis=-1)
    return found + ([f"target differs from the other view at {wrong.sum()} pixels"] if wrong.any() else [])


def _is_shown(frame: Frame, other: Frame) -> bool:
    """Return whether the frame shows enough of the other view, both cameras look along the middle of their pictures."""
    is_centred = all(
        np.hypot(camera.cx_px - camera.width_px / 2, camera.cy_px - camera.height_px / 2) <= CENTRED_PX
        for camera in (frame.camera, other.camera)
    )
    surface_px = np.count_nonzero(other.valid & (other.instance > 0))
    in_both_px = np.count_nonzero(seen_by_both(frame, other)) if is_centred and frame.shape == other.shape else 0
    return in_both_px > 0 and in_both_px >= LEAST_IN_BOTH * surface_px


def _lens(camera: Camera) -> str:
    return f"{camera.fov_deg:.1f}°"


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×7 uint8: the other view, the frame's own picture, and 1 where both see the same surface."""
    if frame.other is None:
        raise ValueError("the view has no other one")
    both = seen_by_both(frame, frame.other)[..., None].astype(np.uint8)
    return np.concatenate([frame.other.image, frame.image, both], axis=-1)


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    to_do = off(truth[..., BEFORE], truth[..., TARGET])[known].sum()
    left = off(drawn, truth[..., TARGET])[known].sum()
    if not to_do:
        return None
    both = known & (truth[..., SEEN] > 0)
    seen = {"PSNR in both": psnr(drawn, truth[..., TARGET], both)} if both.any() else {}
    return {"gain": max(0.0, 1 - float(left / to_do)), "PSNR": psnr(drawn, truth[..., TARGET], known), **seen}


def _worst(truth: Numbers, known: Mask) -> dict[str, float] | None:
    return {"gain": 0.0, "PSNR": DARKEST_DB, "PSNR in both": DARKEST_DB} if known.any() else None


READING = Reading(
    says="Show the scene from another place: the prompt says how far to go, and how far to turn.",
    colours="those of a photograph: the picture that the camera takes there",
    decoded=DECODED,
    headline=Headline("gain", "gain", best=1.0, worst=0.0, fine=0.98),
    rules=ScoringRules(
        "all pixels",
        "what is unknown in the truth",
        "over pictures",
        "gain: the share of the colour error of the first picture, left as it is, that is gone, 0 where nothing was "
        f"gained; PSNR: of the whole, in dB, at most {BRIGHTEST_DB:g}; PSNR in both: over the pixels whose surface the "
        "first picture shows, too",
        "each pixel is the mean of those of the drawing that it covers",
    ),
    nothing="the two pictures do not differ",
    shades="half the range of the channels and more",
    decode=decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=error,
    figures=figures,
    endings=(".npy", ".png"),
)
NOVEL_VIEW = Task("novel_view", answer, faults, READING)
