"""Graspable things: what a hand of a stated width can hold and a stated band of heights holds, by boxes alone.

A thing counts by its box: its thinnest side, its longest, and how high above a level floor its middle is. What is built
in or rooted never counts. Where anything in sight lies within MARGIN of an end, it is in doubt, and nothing is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...manifests.task_options import GraspableOptions
from ...renderers.frame import Frame, VisibleObject
from ...scenes.categories import FIXED
from . import colours, marked
from .draw import pick
from .height import floor_level_m
from .prompts.templates import prompt_faults, prompts
from .task import NOTHING, Answer, Asked, Referent, Task
from .two_colours import two_colours, two_colours_faults

WHAT = "graspable things"
LEAST_SHARE = 0.001  # of the pixels, that these fill
MARGIN = 0.05  # of an end, or of metres of height, within which nobody would vouch for a box
DEFAULTS = GraspableOptions()


@dataclass(frozen=True, slots=True)
class Reach:
    """A hand that opens so far, things that are no longer, and from which height to which they are: metres."""

    grip_m: float
    longest_m: float
    low_m: float
    high_m: float

    @property
    def said(self) -> dict[str, str]:
        """The values of a prompt."""
        size = f"at most {self.grip_m:g} m at its thinnest side and {self.longest_m:g} m at its longest"
        return {"size": size, "band": f"{self.low_m:g} m to {self.high_m:g} m"}


REACHES = tuple(
    Reach(grip_m, longest_m, *band)
    for grip_m, longest_m in ((0.07, 0.25), (0.1, 0.4), (0.15, 0.6))
    for band in ((0.0, 0.5), (0.3, 1.2), (0.6, 1.8), (0.0, 2.0))
)


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: GraspableOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for all that can be held and reached; None where nothing can, where there is doubt, or no level floor."""
    having = {reach: numbers for reach in REACHES if (numbers := within(frame, reach))}
    if not having:
        return None
    reach = pick(tuple(having), rng)
    ways, style = prompts("graspable", language), pick(tuple(colours.STYLES), rng)
    template = ways.choose(rng)
    palette, said = two_colours(WHAT, style, rng)
    named = {WHAT: Referent(having[reach], WHAT)}
    prompt, parameters = ways.fill(template, rng, values=reach.said | said), {"colours": style}
    given = Answer(prompt, frame.image, template.id, "masks", dict(parameters), palette, language, named)
    return replace(given, target=marked.target_of(frame, given))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read sizes, heights and colours out of the prompt, and compare the target with what meets them in truth."""
    if found := prompt_faults("graspable", given):
        return found
    ways = prompts("graspable", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    reach = next((each for each in REACHES if each.said.items() <= values.items()), None)
    if reach is None:
        return [f"the prompt asks for {values.get('size')!r}, {values.get('band')!r}, which is never asked"]
    if found := two_colours_faults(WHAT, values, given.palette):
        return found
    numbers = within(frame, reach)
    if not numbers or given.referents != {WHAT: Referent(numbers, WHAT)}:
        return ["the metadata's referents are not what can be held and reached, or the truth does not tell it"]
    wrong = marked.wrong_px(frame, given, given.target)
    return [f"target shows something else than what can be held at {wrong} pixels"] if wrong else []


def within(frame: Frame, reach: Reach) -> tuple[int, ...]:
    """Return the instances that can be held and reached; () where there is doubt, or they are hardly to be seen."""
    level_m = floor_level_m(frame)
    if level_m is None:
        return ()
    verdicts = {thing.instance: _verdict(thing, reach, level_m) for thing in frame.objects}
    fitting = tuple(number for number, fits in verdicts.items() if fits)
    large = np.isin(frame.instance, fitting).mean() >= LEAST_SHARE
    return fitting if large and None not in verdicts.values() else ()


def _verdict(thing: VisibleObject, reach: Reach, level_m: float) -> bool | None:
    """Return whether a thing can be held and reached; None where one of its sides or its height decides hardly."""
    if thing.category in FIXED:
        return False
    thin_m, long_m = min(thing.box.size_m), max(thing.box.size_m)
    up_m = thing.box.centre_m[2] - level_m
    gaps = (
        (reach.grip_m - thin_m) / reach.grip_m,
        (reach.longest_m - long_m) / reach.longest_m,
        (up_m - reach.low_m if reach.low_m else MARGIN),  # from the floor on, whatever lies there
        reach.high_m - up_m,
    )
    return None if abs(min(gaps)) < MARGIN else min(gaps) > 0


GRASPABLE = Task(
    "graspable",
    answer,
    faults,
    marked.reading("Paint everything that a hand can hold and reach, by stated metres.", "what can be held"),
)
