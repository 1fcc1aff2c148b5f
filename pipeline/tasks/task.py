"""What a task is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...renderers.frame import Frame
from .reading import Reading

MAX_INVALID_SHARE = 0.05
Asked = Mapping[str, int]  # how often each logical form was asked for already, by the same task of the same frame
NOTHING: Asked = {}


def is_patchy(frame: Frame) -> bool:
    """Tell whether too much of a frame is unknown for its depth or its normals to be asked."""
    return bool((~frame.valid).mean() > MAX_INVALID_SHARE)


class WordFault(str):
    """A fault by today's words: datasets of before were asked in those of their time, and are not held to it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Referent:
    """What one of the prompt's subjects means: the instances in sight, and the condition that they all meet."""

    instances: tuple[int, ...]
    form: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A prompt, the target that answers it (uint8 H×W×3), and what a decoder has to know.

    `template` names the prompt's template; `codec` and its flat `parameters` (JSON-able) name the decoding; `palette`
    maps what the prompt names to colours, "" being everything unlisted, and is empty where colours are not free;
    `referents` says what the prompt's subjects are in truth. `second` (uint8 H×W×3) is the picture that the prompt
    speaks of beside the view's own.
    """

    prompt: str
    target: NDArray[np.uint8]
    template: str
    codec: str
    parameters: dict[str, str | float]
    palette: dict[str, tuple[int, int, int]]
    language: str = "en"
    referents: dict[str, Referent] = field(default_factory=dict)
    second: NDArray[np.uint8] | None = None


class Ask(Protocol):
    """What makes an Answer in a language, or None where the frame has nothing to ask for.

    `options` are those that a recipe has for the task. What was `asked` before comes again only where nothing else is
    left.
    """

    def __call__(
        self, frame: Frame, rng: np.random.Generator, language: str, options: Any, asked: Asked = NOTHING, /
    ) -> Answer | None:
        """Ask."""


@dataclass(frozen=True, slots=True)
class Task:
    """`answer` asks a frame.

    `faults` compares an answer with the truth, by decoding the target as the *prompt* says; it returns one sentence for
    each fault. `reading` says how drawings are scored; the tasks that photographs are asked, too, have none, as
    `pipeline/evaluation` knows their rules. `shows_two` tells whether its answers have a second picture.
    """

    name: str
    answer: Ask
    faults: Callable[[Frame, Answer], list[str]]
    reading: Reading | None = None
    shows_two: bool = False
