"""What a task is made of, and how prompts are read from data files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, TypeAdapter

from ...renderers.frame import Frame


@dataclass(frozen=True, slots=True)
class Answer:
    """A prompt, the target that answers it (uint8 H×W×3), and what a decoder has to know.

    `template` names the prompt's template; `codec` and its flat `parameters` (JSON-able) name the decoding; `palette`
    maps what the prompt names to colours, "" being everything unlisted, and is empty where colours are not free.
    """

    prompt: str
    target: NDArray[np.uint8]
    template: str
    codec: str
    parameters: dict[str, str | float]
    palette: dict[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Task:
    """`answer` makes an Answer, or None where the frame has nothing to ask for.

    `faults` compares an answer with the truth, by decoding the target as the *prompt* says; it returns one sentence
    for each fault.
    """

    name: str
    answer: Callable[[Frame, np.random.Generator], Answer | None]
    faults: Callable[[Frame, Answer], list[str]]


class Template(BaseModel):
    """One way to ask. `legend` names the style in which a palette is written, where there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    legend: str = ""
    background: bool = False


@cache
def templates(task: str) -> dict[str, Template]:
    """Return the templates of a task by their ids, in the file's order."""
    text = (files(__package__) / "prompts" / f"{task}.yaml").read_text("utf-8")
    return {entry.id: entry for entry in TypeAdapter(list[Template]).validate_python(yaml.safe_load(text))}


def choose(task: str, rng: np.random.Generator) -> Template:
    """Return one template of a task, all equally likely."""
    entries = list(templates(task).values())
    return entries[int(rng.integers(len(entries)))]


def prompt_faults(answer: Answer, expected: str) -> list[str]:
    """Return a fault where the prompt is not the one that its own template and palette give."""
    return [] if answer.prompt == expected else [f"prompt is {answer.prompt!r}, but its metadata give {expected!r}"]
