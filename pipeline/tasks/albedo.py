"""Albedo: the colours of surfaces without light, shadow and shine, as they would look evenly lit in white light.

Asked of frames whose truth tells it. What mirrors light or lets it pass, as metal and glass do, is black, and so is the
sky. The target is the truth's own picture, so nothing is lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...manifests.task_options import AlbedoOptions
from ...renderers.frame import Frame
from ..codecs import albedo
from ..evaluation.resampling import nearest
from .prompts.templates import prompt_faults, prompts
from .reading import PLAIN, RGB, Coded, Headline, Mask, Numbers, Reading, Scores, ScoringRules, Shape, spread
from .task import NOTHING, Answer, Asked, Task

DEFAULTS = AlbedoOptions()
LEAST_SHARE = 0.2  # of the picture shows what scatters light, or there is little to ask for
FULL = 0.5  # by how much a drawing is off, in shares of the brightest, that is shown as white


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: AlbedoOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for albedo; None where the truth does not tell it, or almost all is black."""
    if frame.albedo is None or frame.albedo.any(axis=-1).mean() < LEAST_SHARE:
        return None
    ways = prompts("albedo", language)
    template = ways.choose(rng)
    return Answer(ways.fill(template, rng), frame.albedo, template.id, "albedo", {}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the target with the truth, byte by byte: nothing may be lost."""
    if frame.albedo is None:
        return ["the truth tells no albedo"]
    found, wrong = prompt_faults("albedo", given), (given.target != frame.albedo).any(axis=-1)
    return found + ([f"target shows another albedo than the truth at {wrong.sum()} pixels"] if wrong.any() else [])


def _decode(rgb: RGB, given: Coded, shape: Shape) -> Numbers:
    return nearest(albedo.decode(rgb), shape)


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×4: albedo, and 1 where there is a surface."""
    if frame.albedo is None:
        raise ValueError("nothing is known of its albedo")
    return np.concatenate([albedo.decode(frame.albedo), (frame.instance > 0)[..., None]], axis=-1).astype(np.float32)


def _scores(off: NDArray[np.float64], dark: float) -> Scores | None:
    """Return scores of M×3 errors; `dark` is the least factor by which all of a drawing would be brightened."""
    if not off.size:
        return None
    rmse = float(np.sqrt((off**2).mean()))
    return {"RMSE": rmse, "PSNR": float(min(-20 * np.log10(max(rmse, 1e-5)), 100.0)), "RMSE scaled": dark}


def _score(drawn: Numbers, truth: Numbers, known: Mask) -> Scores | None:
    counts = known & (truth[..., 3] > 0)
    true, seen = (each[counts].astype(np.float64) for each in (truth[..., :3], drawn))
    if not true.size:
        return None
    power = (seen**2).sum()
    scale = (seen * true).sum() / power if power else 0.0
    return _scores(seen - true, float(np.sqrt(((scale * seen - true) ** 2).mean())))


def _worst(truth: Numbers, known: Mask) -> Scores | None:
    true = truth[..., :3][known & (truth[..., 3] > 0)].astype(np.float64)
    return _scores(np.maximum(true, 1 - true), float(np.sqrt((true**2).mean())) if true.size else 0.0)


def _error(drawn: Numbers, truth: Numbers, known: Mask) -> NDArray[np.float64]:
    off = np.abs(drawn.astype(np.float64) - truth[..., :3]).max(axis=-1)
    return np.where(known & (truth[..., 3] > 0), np.clip(off / FULL, 0, 1), 0)


READING = Reading(
    says="Paint the albedo: the colours of all surfaces without light, shadow and shine.",
    colours="each surface in the sRGB colour that it would have evenly lit in white light; metal, glass and the "
    "sky are black",
    decoded="""\
share = codecs.albedo.decode(target)  # H×W×3: the share of light that is scattered, linear, 0 to 1""",
    headline=Headline("RMSE", "RMSE", best=0.0, worst=1.0, fine=0.01),
    rules=ScoringRules(
        "every surface, those that are black in truth too, in linear shares",
        "sky and what is unknown in the truth",
        "over the pixels and channels of a picture, then over pictures",
        "PSNR: the same in dB; RMSE scaled: once all of a drawing is brightened by the one factor that fits best",
    ),
    nothing="no surface is in its truth",
    shades="half of all light, and more",
    decode=_decode,
    truth=_truth,
    score=_score,
    worst=_worst,
    error=_error,
    figures=lambda numbers: spread(numbers, PLAIN),
)
ALBEDO = Task("albedo", answer, faults, READING)
