"""The order in depth of two to five named things: which lies before which, nearest to farthest, in stated colours.

Asked are things that are the only ones of their class, and so far apart that what hides the other is beyond doubt: of
two that follow one another, 95 % of the nearer one's pixels lie before 95 % of the farther one's.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from ...manifests.depth_options import OrderOptions
from ...renderers.frame import Frame
from . import marked
from .draw import pick
from .instance import counted_names
from .listed import listing, listing_faults
from .prompts.templates import prompts
from .single_things import single_things, thing_called
from .task import NOTHING, Answer, Asked, Referent, Task, is_patchy

RANKS = ("nearest", "second", "third", "fourth")  # and "farthest", whichever that is
LAST = "farthest"
MOST_THINGS = len(RANKS) + 1
OUTER = 0.05  # the share of a thing's pixels at either end that its place in the order leaves out
DEFAULTS = OrderOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: OrderOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for the order of some things; None where no two of them are clearly one before the other."""
    things = [] if is_patchy(frame) else single_things(frame, language, asked, rng)
    chosen = _apart(frame, things)
    if len(chosen) < 2:
        return None
    ranked = dict(zip(_ranks(len(chosen)), chosen, strict=True))
    names = [pick(counted_names(concept, language), rng)[0].bare for concept, _ in chosen]
    told = [f"the {names[i]}" for i in rng.permutation(len(names))]
    named = {"things": f"{', '.join(told[:-1])} and {told[-1]}"}
    listed = listing("depth_order", list(ranked), rng, language, named)
    if listed is None:
        return None
    referents = {rank: Referent((number,), concept) for rank, (concept, number) in ranked.items()}
    given = Answer(
        listed.prompt, frame.image, listed.template, "masks", listed.parameters, listed.palette, language, referents
    )
    return replace(given, target=marked.target_of(frame, given))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read things and legend out of the prompt, order the things by the truth, and compare the target with it."""
    if found := listing_faults("depth_order", given):
        return found
    ways = prompts("depth_order", given.language)
    said = (ways.read(ways.template(given.template), given.prompt) or {}).get("things", "")
    names = [name.removeprefix("the ") for name in re.split(", | and ", said)]
    things = [thing_called(frame, name, given.language) for name in names]
    ordered = _apart(frame, [thing for thing in things if thing])
    if len(ordered) < len(names) or not 2 <= len(names) <= MOST_THINGS:
        return [f"the prompt names {said}, which are not in an order that the truth tells"]
    true = dict(zip(_ranks(len(ordered)), [Referent((number,), concept) for concept, number in ordered], strict=True))
    if given.referents != true or [name for name in given.palette if name] != list(true):
        return [f"the metadata's order is not that of the truth, {', '.join(concept for concept, _ in ordered)}"]
    wrong = marked.wrong_px(frame, given, given.target)
    return [f"target shows another order than the truth at {wrong} pixels"] if wrong else []


def _ranks(count: int) -> list[str]:
    return [*RANKS[: count - 1], LAST]


def _apart(frame: Frame, things: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return as many of these things as MOST_THINGS that lie clearly one before the other, the nearest first."""
    ends: list[tuple[float, float, tuple[str, int]]] = []
    for thing in things:
        own_m = frame.depth_m[(frame.instance == thing[1]) & frame.valid].astype(np.float64)
        if own_m.size:
            near_m, far_m = np.quantile(own_m, [OUTER, 1 - OUTER]).tolist()
            if all(far_m < other[0] or other[1] < near_m for other in ends) and len(ends) < MOST_THINGS:
                ends.append((near_m, far_m, thing))
    return [thing for _, _, thing in sorted(ends)]


DEPTH_ORDER = Task(
    "depth_order",
    answer,
    faults,
    marked.reading("Paint some named things in the colours of their order, from nearest to farthest.", "a thing"),
)
