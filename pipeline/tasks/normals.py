"""Surface normals as colours, in the paper's convention or another that the prompt names."""

from __future__ import annotations

import numpy as np

from ...manifests.task_options import NormalsOptions
from ...renderers.frame import Frame
from ..codecs import normals
from .draw import draw
from .prompts.templates import prompt_faults, prompts
from .task import NOTHING, Answer, Asked, Task, is_patchy

DEFAULTS = NormalsOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: NormalsOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for normals; None where more than 5 % of the frame is invalid. Invalid pixels look like no surface."""
    if is_patchy(frame):
        return None
    return ask(frame, rng, language, draw(options.conventions, rng))


def ask(frame: Frame, rng: np.random.Generator, language: str, convention: str) -> Answer:
    """Ask for normals in a convention, however many of them are unknown."""
    ways = prompts("normals", language)
    template = ways.choose(rng, convention)
    target = normals.encode(np.where(frame.valid[..., None], frame.normals, np.float32(0)), convention)
    prompt = ways.fill(template, rng, convention)
    return Answer(prompt, target, template.id, "normals", {"convention": convention}, {}, language)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the decoded target with the truth, within the codec's bound at every pixel."""
    convention = str(given.parameters["convention"])
    decoded = normals.decode(given.target, convention).astype(np.float64)
    truth = frame.normals.astype(np.float64)
    chord = np.linalg.norm(decoded - truth, axis=-1)
    angle_deg = np.degrees(2 * np.arcsin(np.clip(chord / 2, 0, 1)))  # exact for small angles too; 60° for one zero
    wrong = frame.valid & (angle_deg > normals.MAX_ERROR_DEG + 1e-3)
    found = [f"target normals are off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []
    return found + prompt_faults("normals", given, convention)


NORMALS = Task("normals", answer, faults)
