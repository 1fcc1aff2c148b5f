"""What can be done with what is there: everything that can be sat on, poured from, written with, in a stated colour.

Which categories have a use is judged once, in `prompts/uses.csv`. A use is asked where no category in sight is in
doubt, and everything that has it would be recognised by anybody.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...manifests.task_options import UsesOptions
from ...renderers.frame import Frame
from . import colours, marked
from .draw import least_first, pick
from .prompts.templates import prompt_faults, prompts
from .relations.uses import has_trait
from .relations.vocabulary import traits
from .task import NOTHING, Answer, Asked, Referent, Task
from .two_colours import two_colours, two_colours_faults
from .visible_concepts import VisibleConcepts

LEAST_SHARE = 0.002  # of the pixels that what has a use fills
DEFAULTS = UsesOptions()


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: UsesOptions = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask for all that has a use; None where the truth decides of no use in sight."""
    having = {use: numbers for use in _uses() if (numbers := _of_use(frame, use))}
    if not having:
        return None
    use = least_first(sorted(having), asked, rng)[0]
    ways, style = prompts("uses", language), pick(tuple(colours.STYLES), rng)
    template, what = ways.choose(rng), pick(traits()[use].many, rng)
    palette, said = two_colours(what, style, rng)
    named = {what: Referent(having[use], use)}
    prompt, parameters = ways.fill(template, rng, values={"what": what} | said), {"colours": style}
    given = Answer(prompt, frame.image, template.id, "masks", dict(parameters), palette, language, named)
    return replace(given, target=marked.target_of(frame, given))


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read use and colours out of the prompt, and compare the target with what has this use in truth."""
    if found := prompt_faults("uses", given):
        return found
    ways = prompts("uses", given.language)
    values = ways.read(ways.template(given.template), given.prompt) or {}
    what = values.get("what", "")
    use = next((each for each in _uses() if what in traits()[each].many), None)
    if use is None:
        return [f"the prompt names {what!r}, which is no use"]
    if found := two_colours_faults(what, values, given.palette):
        return found
    if given.referents != {what: Referent(_of_use(frame, use), use)} or not _of_use(frame, use):
        return [f"the metadata's referents are not {what}, or the truth does not tell them"]
    wrong = marked.wrong_px(frame, given, given.target)
    return [f"target shows something else than {what} at {wrong} pixels"] if wrong else []


def _uses() -> list[str]:
    return [name for name, trait in traits().items() if trait.of == "use"]


def _of_use(frame: Frame, use: str) -> tuple[int, ...]:
    """Return the instances that have a use; () where there is doubt, or they are hardly to be seen."""
    verdicts = {thing.instance: has_trait(use, thing.category) for thing in frame.objects}
    having = [thing for thing in frame.objects if verdicts[thing.instance]]
    clear = VisibleConcepts(frame).clarity
    if None in verdicts.values() or any(clear[thing.instance] != "named" for thing in having):
        return ()
    large = sum(thing.area_px for thing in having) >= LEAST_SHARE * frame.instance.size
    return tuple(thing.instance for thing in having) if large else ()


USES = Task(
    "uses",
    answer,
    faults,
    marked.reading("Paint everything that has a use, such as what can be sat on.", "what has the use"),
)
