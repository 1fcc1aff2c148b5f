"""The difference of two depths: by how many metres everything is nearer or farther than one named thing.

Both are planar depths, the thing's being the median over what is seen of it. Numbers run along a colour map between two
ends as far below 0 as above it, which the prompt states.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...manifests.depth_options import DifferenceOptions
from ...renderers.frame import Frame
from ..codecs import ramp
from . import ramps
from .draw import draw, pick
from .instance import counted_names
from .prompts.templates import prompt_faults, prompts
from .ramps import Scale, Values
from .reading import Coded, Numbers
from .single_things import single_things, thing_called
from .task import NOTHING, Answer, Asked, Referent, Task, is_patchy

DEFAULTS = DifferenceOptions()
RANGES = tuple((-most, most) for most in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0))


def difference_m(frame: Frame, number: int) -> Values:
    """Return H×W float64 metres beyond the middle depth of a thing, below 0 where it is nearer; the sky is +inf."""
    own_m = frame.depth_m[(frame.instance == number) & frame.valid].astype(np.float64)
    return np.asarray(frame.depth_m.astype(np.float64) - np.median(own_m))


def _said(metres: float) -> str:
    return f"{metres:+g} m".replace("-", "−")


SCALE = Scale("depth_difference", lambda frame: None, RANGES, _said)


def answer(
    frame: Frame,
    rng: np.random.Generator,
    language: str = "en",
    options: DifferenceOptions | None = DEFAULTS,
    asked: Asked = NOTHING,
) -> Answer | None:
    """Ask how much nearer or farther than a thing everything is; None where no thing is the only one of its class."""
    things = [] if is_patchy(frame) else single_things(frame, language, asked, rng)
    known = [(concept, number) for concept, number in things if (frame.valid & (frame.instance == number)).any()]
    if not known:
        return None
    concept, number = known[0]
    colormap = draw((options or DEFAULTS).colormaps, rng) if frame.valid.all() else "cube"
    values = difference_m(frame, number)
    low, high = SCALE.ends(np.abs(values), frame.valid)
    one, _ = pick(counted_names(concept, language), rng)
    ways = prompts("depth_difference", language)
    template = ways.choose(rng, colormap)
    stated = {"one": one.bare, "low": _said(low), "high": _said(high)}
    prompt = ways.fill(template, rng, colormap, stated)
    target = ramp.encode(values, low, high, colormap, frame.valid if colormap == "cube" else None)
    parameters: dict[str, str | float] = {"low": low, "high": high, "colormap": colormap}
    named = {one.bare: Referent((number,), concept)}
    return Answer(prompt, target, template.id, "ramp", parameters, {}, language, named)


def faults(frame: Frame, given: Answer) -> list[str]:
    """Read the thing's name and the range out of the prompt, and compare the decoded target with the truth."""
    colormap = str(given.parameters["colormap"])
    if found := prompt_faults("depth_difference", given, colormap):
        return found
    ways = prompts("depth_difference", given.language)
    stated = ways.read(ways.template(given.template), given.prompt, colormap) or {}
    named = thing_called(frame, stated.get("one", ""), given.language)
    if named is None:
        return [f"the prompt names {stated.get('one')!r}, of which there is not one"]
    if [(each.instances, each.form) for each in given.referents.values()] != [((named[1],), named[0])]:
        return [f"the metadata's referents are not the {named[0]} in sight"]
    values = difference_m(frame, named[1])
    low, high = SCALE.ends(np.abs(values), frame.valid)
    ends = (given.parameters["low"], given.parameters["high"])
    if (stated["low"], stated["high"]) != (_said(low), _said(high)) or ends != (low, high):
        return [f"the range is {stated['low']} to {stated['high']}, that of the truth {low:g} to {high:g}"]
    decoded = ramp.decode(given.target, low, high, colormap).astype(np.float64)
    bound = ramp.max_error(low, high, colormap) * (1 + 1e-4) + 1e-5 * (high - low)  # decoders answer in float32
    wrong = frame.valid & ~(np.abs(decoded - np.clip(values, low, high)) <= bound)
    return [f"target is off by more than the codec's bound at {wrong.sum()} pixels"] if wrong.any() else []


def _truth(frame: Frame, given: Coded) -> Numbers:
    """Return H×W×3: metres, and the ends that they are clipped to."""
    numbers = [number for each in getattr(given, "referents", {}).values() for number in each.instances]
    if not numbers or not (frame.valid & (frame.instance == numbers[0])).any():
        raise ValueError("nothing is known of the thing that it names")
    values = difference_m(frame, numbers[0])
    ends = np.broadcast_to(SCALE.ends(np.abs(values), frame.valid), (*values.shape, 2))
    return np.concatenate([values[..., None], ends], axis=-1)


READING = replace(
    ramps.reading(
        SCALE,
        says="Paint by how many metres everything is nearer or farther than one named thing.",
        beyond="what lies beyond an end has its colour, and the sky that of the upper one",
        unit="m",
    ),
    truth=_truth,
)
DEPTH_DIFFERENCE = Task("depth_difference", answer, faults, READING)
