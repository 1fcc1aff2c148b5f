"""Surface normals as colours."""

from __future__ import annotations

import numpy as np

from ...renderers.frame import Frame
from ..codecs import normals
from ._task import Answer, Task, choose, prompt_faults, templates


def answer(frame: Frame, rng: np.random.Generator) -> Answer | None:
    """Ask for normals in the paper's convention."""
    template = choose("normals", rng)
    parameters: dict[str, str | float] = {"convention": "vision-banana"}
    return Answer(template.text, normals.encode(frame.normals), template.id, "normals", parameters, {})


def faults(frame: Frame, given: Answer) -> list[str]:
    """Compare the decoded target with the truth, within the codec's bound at every pixel."""
    decoded = normals.decode(given.target).astype(np.float64)
    truth = frame.normals.astype(np.float64)
    chord = np.linalg.norm(decoded - truth, axis=-1)
    angle_deg = np.degrees(2 * np.arcsin(np.clip(chord / 2, 0, 1)))  # exact for small angles too; 60° for one zero
    wrong = frame.valid & (angle_deg > normals.MAX_ERROR_DEG + 1e-3)
    found = [f"target normals are off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []
    return found + prompt_faults(given, templates("normals")[given.template].text)


NORMALS = Task("normals", answer, faults)
