"""What a test asks of a photograph: prompts and targets for the queries of its set, and whether they are right.

A target shows what is known, grey (depth, normals) or black where nothing is; scores are made from the truth itself.
"""

from __future__ import annotations

import numpy as np

from ..tasks import depth, normals
from ..tasks.registry import TASKS
from ..tasks.task import Answer
from .example import Example, Query

COLORMAP, CONVENTION = "cube", "vision-banana"  # the only ones that can say that something is unknown


def answer_query(example: Example, query: Query, rng: np.random.Generator) -> Answer:
    """Return the prompt of a query, in words drawn by chance, and what is known of the answer."""
    frame = example.frame(query.task)
    match query.task:
        case "depth":
            return depth.ask(frame, rng, "en", COLORMAP)
        case "normals":
            return normals.ask(frame, rng, "en", CONVENTION)
    raise ValueError(f"no test asks for {query.task}")


def query_faults(example: Example, query: Query, given: Answer) -> list[str]:
    """Compare a sample's prompt and target with what is known, one sentence for each fault."""
    return TASKS[query.task].faults(example.frame(query.task), given)
